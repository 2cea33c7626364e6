//! All links of the plan, those of the proposal's chain first, filtered as one types.

use super::{MatchLinksState, choose};
use crate::analysis::search::{Entry, Filter, Finding, Index, Query, Viewer};
use crate::app::Screen;
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::screens::list::moved;
use crate::app::screens::start::edit;
use crate::app::state::App;
use crate::app::workspace::Workspace;

/// State of the list.
#[derive(Debug, Clone)]
pub struct LinkList {
    /// What was typed.
    pub field: TextField,
    /// Ids of the links that fit it.
    pub found: Vec<String>,
    /// The chosen line.
    pub selected: usize,
    links: Vec<String>,
    index: Index,
}

impl LinkList {
    fn of(workspace: &Workspace, chain: &str) -> Self {
        let plan = &workspace.panel().plan;
        let (own, others): (Vec<_>, Vec<_>) = plan.chains.iter().partition(|one| one.id == chain);
        let chains = own.into_iter().chain(others);
        let all = chains.flat_map(|chain| chain.links.iter().map(move |link| (chain, link)));
        let all: Vec<_> = all.collect();
        let entries = all.iter().map(|(chain, link)| Entry {
            title: &link.name,
            id: &link.id,
            others: vec![
                &link.short.zh,
                &link.short.en,
                &chain.name.zh,
                &chain.name.en,
            ],
        });
        let index = Index::of(entries);
        let links: Vec<String> = all.iter().map(|(_, link)| link.id.clone()).collect();
        Self {
            field: TextField::default(),
            found: links.clone(),
            selected: 0,
            links,
            index,
        }
    }

    fn refresh(&mut self) {
        let query = Query::read(self.field.text(), Viewer::Names);
        let everything: Vec<u32> = (0..self.links.len() as u32).collect();
        let every = |_: u32, _: &Filter| true;
        let found = Finding::of(&self.index, &everything, &query, every, None);
        let id = |entry: &u32| self.links.get(*entry as usize).cloned();
        self.found = found.hits.iter().filter_map(id).collect();
        self.selected = 0;
    }
}

/// Opens the list over the proposal on the screen.
pub fn open(app: &mut App) {
    let (Screen::MatchLinks(state), Some(workspace)) = (&mut app.screen, &app.workspace) else {
        return;
    };
    if let Some(proposal) = state.proposal(workspace) {
        let list = LinkList::of(workspace, &proposal.chain);
        state.list = Some(Box::new(list));
    }
}

/// Handles a key while the list is open.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let page = usize::from(app.size.1).saturating_sub(8);
    let Some(state) = open_state(app) else {
        return Vec::new();
    };
    let Some(list) = &mut state.list else {
        return Vec::new();
    };
    let moves = !matches!(key, Key::Char(_) | Key::Home | Key::End);
    if let Some(selected) = moved(list.selected, list.found.len(), page, key).filter(|_| moves) {
        list.selected = selected;
        return Vec::new();
    }
    match key {
        Key::Esc if !list.field.text().is_empty() => {
            list.field.clear();
            list.refresh();
        }
        Key::Esc => state.list = None,
        Key::Enter => {
            let link = list.found.get(list.selected).cloned();
            if let Some(link) = link {
                state.list = None;
                return choose(app, Some(link));
            }
        }
        _ => {
            edit(&mut list.field, key);
            list.refresh();
        }
    }
    Vec::new()
}

/// Puts pasted text into the filter of the list.
pub fn paste(app: &mut App, text: &str) {
    let list = open_state(app).and_then(|state| state.list.as_mut());
    if let Some(list) = list {
        let line: String = text
            .chars()
            .filter(|one| !one.is_control())
            .take(200)
            .collect();
        list.field.insert(&line);
        list.refresh();
    }
}

fn open_state(app: &mut App) -> Option<&mut MatchLinksState> {
    match &mut app.screen {
        Screen::MatchLinks(state) => Some(state),
        _ => None,
    }
}
