//! Proposals: the list of this seat, filtered as one types.

use super::list::moved;
use super::start::edit;
use crate::analysis::search::{Candidate, Match, search};
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::own_sheets::Progress;
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
    /// What was typed.
    pub filter: TextField,
    /// What was found, the matched characters of the title with it.
    pub found: Vec<Match>,
    /// The chosen line.
    pub selected: usize,
}

impl ProposalsState {
    /// Makes the list of a scope.
    pub fn new(app: &App, scope: Scope) -> Self {
        let mut state = Self {
            scope,
            filter: TextField::default(),
            found: Vec::new(),
            selected: 0,
        };
        if let Some(workspace) = &app.workspace {
            state.refresh(workspace);
            state.selected = state.first_open(workspace).unwrap_or(0);
        }
        state
    }

    /// Makes the list of everything.
    pub fn of_all(app: &App) -> Self {
        Self::new(app, Scope::All)
    }

    /// Returns the id of the chosen proposal.
    pub fn selected_id(&self) -> Option<&str> {
        self.found.get(self.selected).map(|found| found.id.as_str())
    }

    fn first_open(&self, workspace: &Workspace) -> Option<usize> {
        let own = workspace.own.as_ref()?;
        self.found
            .iter()
            .position(|found| !own.progress(workspace.panel(), &found.id).is_done())
    }

    fn refresh(&mut self, workspace: &Workspace) {
        let candidates: Vec<Candidate> = in_scope(workspace, &self.scope)
            .into_iter()
            .map(|proposal| candidate(workspace, proposal))
            .collect();
        self.found = search(self.filter.text(), &candidates);
        self.selected = self.selected.min(self.found.len().saturating_sub(1));
    }

    /// Leaves out the filter's text.
    fn clear(&mut self, workspace: &Workspace) {
        self.filter.clear();
        self.refresh(workspace);
    }
}

fn in_scope<'a>(workspace: &'a Workspace, scope: &Scope) -> Vec<&'a Proposal> {
    let fits = |proposal: &Proposal| match scope {
        Scope::All => true,
        Scope::Chain(chain) => proposal.chain == *chain || proposal.also_chains.contains(chain),
        Scope::Link(link) => proposal.links.contains(link),
    };
    workspace
        .proposals()
        .into_iter()
        .filter(|proposal| fits(proposal))
        .collect()
}

/// Makes what the search sees of a proposal.
pub fn candidate(workspace: &Workspace, proposal: &Proposal) -> Candidate {
    let chain = workspace.panel().plan.chain(&proposal.chain);
    let link = workspace.link_of(proposal).map(|(_, link)| link);
    let own = workspace.own.as_ref();
    let progress = own.map(|own| own.progress(workspace.panel(), &proposal.id));
    let total =
        own.and_then(|own| own.total(workspace.panel().rubric_of(&proposal.id), &proposal.id));
    Candidate {
        id: proposal.id.clone(),
        title: proposal.title.clone(),
        others: vec![
            proposal.applicant.clone(),
            proposal.district.clone(),
            link.map(|link| link.short.zh.clone()).unwrap_or_default(),
        ],
        chain: chain
            .map(|chain| format!("{} {} {}", chain.name.zh, chain.name.en, chain.id))
            .unwrap_or_default(),
        kind: proposal.kind,
        district: proposal.district.clone(),
        is_scored: progress.map(|progress| matches!(progress, Progress::Submitted)),
        is_recused: progress == Some(Progress::Recused),
        total,
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
    let moves = !matches!(key, Key::Char(_));
    if let Some(selected) = moved(state.selected, state.found.len(), page, key).filter(|_| moves) {
        state.selected = selected;
        return Vec::new();
    }
    match key {
        Key::Enter => {
            if let Some(id) = state.selected_id().map(str::to_owned) {
                screens::scoring::open(app, &id, None);
            }
        }
        Key::Esc if !state.filter.text().is_empty() => state.clear(workspace),
        Key::Esc => return crate::app::dispatch::back(app),
        _ => {
            let before = state.filter.text().to_owned();
            edit(&mut state.filter, key);
            if before != state.filter.text() {
                state.selected = 0;
                state.refresh(workspace);
            }
        }
    }
    Vec::new()
}

/// Puts pasted text into the filter.
pub fn paste(app: &mut App, text: &str) {
    if let (Some(workspace), Screen::Proposals(state)) = (&app.workspace, &mut app.screen) {
        state.filter.insert(&text.replace('\n', " "));
        state.selected = 0;
        state.refresh(workspace);
    }
}

/// Looks again after sheets changed.
pub fn renew(app: &mut App) {
    if let (Some(workspace), Screen::Proposals(state)) = (&app.workspace, &mut app.screen) {
        state.refresh(workspace);
    }
}

/// Tells whether recommendations of this seat hold a score.
pub fn shows_scores(workspace: &Workspace) -> bool {
    matches!(workspace.seat, Seat::Expert(_))
}
