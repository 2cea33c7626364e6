//! Proposals: the list of this seat, filtered as one types.

use super::list::moved;
use crate::app::effect::Effect;
use crate::app::filter::{self, ListFilter};
use crate::app::key::Key;
use crate::app::state::App;
use crate::app::workspace::{Seat, Workspace};
use crate::app::{Screen, screens};
use crate::domain::proposal::Proposal;

/// Which proposals the list holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// All of this seat.
    All,
    /// Those of a chain, by id.
    Chain(String),
    /// Those about a link, by id.
    Link(String),
}

/// State of the screen.
#[derive(Debug, Clone)]
pub struct ProposalsState {
    /// Which proposals.
    pub scope: Scope,
    /// What was typed and found.
    pub filter: ListFilter,
    /// The chosen line.
    pub selected: usize,
}

impl ProposalsState {
    /// Returns the place in the panel of the chosen proposal.
    pub fn selected_entry(&self) -> Option<u32> {
        self.filter.finding.hits.get(self.selected).copied()
    }

    /// Returns the id of the chosen proposal.
    pub fn selected_id<'a>(&self, workspace: &'a Workspace) -> Option<&'a str> {
        let place = self.selected_entry()? as usize;
        let proposal = workspace.panel().proposals.get(place)?;
        Some(&proposal.id)
    }

    /// Returns the places in the panel of the proposals of the scope, in their order; those of
    /// other chains behind the chain's own.
    pub fn list(&self, workspace: &Workspace) -> Vec<u32> {
        let fits = |proposal: &Proposal| match &self.scope {
            Scope::All => true,
            Scope::Chain(chain) => proposal.chain == *chain || proposal.also_chains.contains(chain),
            Scope::Link(link) => proposal.links.contains(link),
        };
        let proposals = workspace.proposals().into_iter();
        let mut found: Vec<&Proposal> = proposals.filter(|one| fits(one)).collect();
        if let Scope::Chain(chain) = &self.scope {
            found.sort_by_key(|one| one.chain != *chain);
        }
        found
            .into_iter()
            .filter_map(|proposal| workspace.entry_of(&proposal.id))
            .collect()
    }

    /// Keeps the chosen line in the list; after typing it is the first.
    pub fn settle(&mut self, is_new: bool) {
        let last = self.filter.finding.hits.len().saturating_sub(1);
        self.selected = if is_new { 0 } else { self.selected.min(last) };
    }

    fn first_open(&self, workspace: &Workspace) -> Option<usize> {
        let own = workspace.own.as_ref()?;
        let panel = workspace.panel();
        self.filter.finding.hits.iter().position(|entry| {
            let proposal = panel.proposals.get(*entry as usize);
            proposal.is_some_and(|proposal| {
                let is_done = own.progress(panel, &proposal.id).is_done();
                !is_done || own.can_rescore(panel, &proposal.id)
            })
        })
    }
}

/// Goes to the list of a scope; the first proposal that is still to be done is chosen.
pub fn open(app: &mut App, scope: Scope) {
    app.go(Screen::Proposals(ProposalsState {
        scope,
        filter: ListFilter::default(),
        selected: 0,
    }));
    filter::renew(app);
    if let (Screen::Proposals(state), Some(workspace)) = (&mut app.screen, &app.workspace) {
        state.selected = state.first_open(workspace).unwrap_or(0);
    }
}

/// Handles a key. Every character goes to the filter.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let page = usize::from(app.size.1).saturating_sub(8);
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let Screen::Proposals(state) = &mut app.screen else {
        return Vec::new();
    };
    let length = state.filter.finding.hits.len();
    let moves = !matches!(key, Key::Char(_));
    if let Some(selected) = moved(state.selected, length, page, key).filter(|_| moves) {
        state.selected = selected;
        return Vec::new();
    }
    match key {
        Key::Enter => {
            if let Some(id) = state.selected_id(workspace).map(str::to_owned) {
                screens::scoring::open(app, &id, None);
            }
        }
        Key::Esc if !state.filter.field.text().is_empty() => filter::put(app, ""),
        Key::Esc => return crate::app::dispatch::back(app),
        _ => {
            filter::takes(app, key);
        }
    }
    Vec::new()
}

/// Tells whether recommendations of this seat hold a score.
pub fn shows_scores(workspace: &Workspace) -> bool {
    matches!(workspace.seat, Seat::Expert(_))
}
