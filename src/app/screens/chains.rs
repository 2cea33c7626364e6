//! Chains: the plan's chains, their application chain and innovation links, and how many
//! proposals cover each.

use super::list::moved;
use super::proposals::{self, Scope};
use crate::analysis::search::Found;
use crate::app::Screen;
use crate::app::effect::Effect;
use crate::app::filter::{self, ListFilter};
use crate::app::key::Key;
use crate::app::state::App;
use crate::app::workspace::{Seat, Workspace};
use crate::domain::plan::{Chain, InnovationLink};

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct ChainsState {
    /// The chosen chain.
    pub chain: usize,
    /// The chosen link of it, when the links have the focus.
    pub link: Option<usize>,
    /// The filter over all links, where one is open.
    pub filter: Option<Box<ListFilter>>,
    /// The chosen one of the links that it found.
    pub hit: usize,
}

impl ChainsState {
    /// Returns the chosen chain.
    pub fn chain<'a>(&self, workspace: &'a Workspace) -> Option<&'a Chain> {
        workspace.panel().plan.chains.get(self.chain)
    }

    /// Returns the chosen link.
    pub fn link<'a>(&self, workspace: &'a Workspace) -> Option<&'a InnovationLink> {
        self.chain(workspace)?.links.get(self.link?)
    }

    /// Returns the links that the filter found: chain and place in it.
    pub fn found(&self, workspace: &Workspace) -> Vec<(usize, usize)> {
        let (Some(filter), Some(index)) = (&self.filter, &workspace.index) else {
            return Vec::new();
        };
        let hits = filter.finding.hits.iter();
        hits.filter_map(|entry| match index.found(*entry)? {
            Found::Link(chain, link) => Some((chain, link)),
            _ => None,
        })
        .collect()
    }

    /// Chooses a link among those that are found; after typing it is the first.
    pub fn settle(&mut self, workspace: &Workspace, is_new: bool) {
        let found = self.found(workspace);
        let last = found.len().saturating_sub(1);
        self.hit = if is_new { 0 } else { self.hit.min(last) };
        if let Some((chain, link)) = found.get(self.hit) {
            (self.chain, self.link) = (*chain, Some(*link));
        }
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let Screen::Chains(state) = &mut app.screen else {
        return Vec::new();
    };
    if let Some(filter) = &state.filter {
        let length = filter.finding.hits.len();
        let moves = !matches!(key, Key::Char(_));
        if let Some(hit) = moved(state.hit, length, 8, key).filter(|_| moves) {
            state.hit = hit;
            state.settle(workspace, false);
            return Vec::new();
        }
        if filter::takes(app, key) {
            return Vec::new();
        }
    }
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let Screen::Chains(state) = &mut app.screen else {
        return Vec::new();
    };
    let chains = workspace.panel().plan.chains.len();
    let links = state.chain(workspace).map_or(0, |chain| chain.links.len());
    if let Some(link) = state.link {
        if let Some(selected) = moved(link, links, 8, key) {
            state.link = Some(selected);
            return Vec::new();
        }
    } else if let Some(selected) = moved(state.chain, chains, 6, key) {
        state.chain = selected;
        return Vec::new();
    }
    match key {
        Key::Tab | Key::BackTab => state.link = if state.link.is_none() { Some(0) } else { None },
        Key::Right | Key::Char('l') if links > 0 => state.link = state.link.or(Some(0)),
        Key::Left | Key::Char('h') => state.link = None,
        Key::Esc if state.link.is_some() => state.link = None,
        Key::Enter => {
            let scope = match (state.link(workspace), state.chain(workspace)) {
                (Some(link), _) => Scope::Link(link.id.clone()),
                (None, Some(chain)) => Scope::Chain(chain.id.clone()),
                (None, None) => Scope::All,
            };
            proposals::open(app, scope);
        }
        Key::Esc => return crate::app::dispatch::back(app),
        _ => {}
    }
    Vec::new()
}

/// Tells whether this seat scores, so that progress is shown.
pub fn shows_progress(workspace: &Workspace) -> bool {
    matches!(workspace.seat, Seat::Expert(_))
}
