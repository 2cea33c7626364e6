//! Assignment: whether every proposal has enough experts, who has how much to do, who is in
//! which group; and in the details of a proposal or an expert, pair by pair, who scores what.

pub mod acting;
pub mod crew;

use super::consolidate;
use super::list::moved;
use crate::app::Screen;
use crate::app::dispatch::back;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlays::{grouping, proposing};
use crate::app::possible::chosen;
use crate::app::state::App;
use crate::app::workspace::{Results, Workspace};
use crew::Pair;

/// A part of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// By proposal.
    #[default]
    Proposals,
    /// By expert.
    Experts,
    /// The groups.
    Groups,
}

impl Part {
    /// All parts in the order of Tab.
    pub const ALL: [Self; 3] = [Self::Proposals, Self::Experts, Self::Groups];

    fn turned(self, forward: bool) -> Self {
        let at = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        let step = if forward { 1 } else { Self::ALL.len() - 1 };
        let next = Self::ALL.get((at + step) % Self::ALL.len());
        next.copied().unwrap_or_default()
    }
}

/// State of the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssignmentState {
    /// The part that is shown.
    pub part: Part,
    /// Id of the chosen proposal.
    pub proposal: String,
    /// Id of the chosen expert.
    pub expert: String,
    /// The chosen group.
    pub group: usize,
    /// The details have the keys.
    pub is_inside: bool,
    /// What is chosen in the details: an expert of the proposal, a proposal of the expert.
    pub inner: String,
}

impl AssignmentState {
    /// Returns where the chosen proposal or expert stands in its list.
    pub fn place(&self, results: &Results) -> usize {
        let staffing = &results.staffing;
        let place = match self.part {
            Part::Proposals => {
                let mut all = staffing.proposals.iter();
                all.position(|one| one.proposal == self.proposal)
            }
            Part::Experts => {
                let mut all = staffing.experts.iter();
                all.position(|one| one.expert == self.expert)
            }
            Part::Groups => Some(self.group),
        };
        place.unwrap_or(0)
    }

    /// Returns how many rows the list has.
    pub fn length(&self, workspace: &Workspace, results: &Results) -> usize {
        match self.part {
            Part::Proposals => results.staffing.proposals.len(),
            Part::Experts => results.staffing.experts.len(),
            Part::Groups => workspace.panel().groups.len(),
        }
    }

    fn choose(&mut self, results: &Results, place: usize) {
        let staffing = &results.staffing;
        match self.part {
            Part::Proposals => {
                let chosen = staffing.proposals.get(place);
                self.proposal = chosen.map(|one| one.proposal.clone()).unwrap_or_default();
            }
            Part::Experts => {
                let chosen = staffing.experts.get(place);
                self.expert = chosen.map(|one| one.expert.clone()).unwrap_or_default();
            }
            Part::Groups => self.group = place,
        }
    }

    /// Returns the pairs of the details.
    pub fn crew(&self, workspace: &Workspace) -> Vec<Pair> {
        match self.part {
            Part::Proposals => crew::of_proposal(workspace, &self.proposal),
            Part::Experts => crew::of_expert(workspace, &self.expert),
            Part::Groups => Vec::new(),
        }
    }

    /// Returns where the chosen pair stands.
    pub fn at(&self, crew: &[Pair]) -> usize {
        let is_it = |one: &Pair| *self.other(one) == self.inner;
        crew.iter().position(is_it).unwrap_or(0)
    }

    fn other<'a>(&self, pair: &'a Pair) -> &'a String {
        match self.part {
            Part::Experts => &pair.proposal,
            _ => &pair.expert,
        }
    }

    /// Keeps everything chosen among what is there.
    pub fn settle(&mut self, workspace: &Workspace, results: &Results) {
        let staffing = &results.staffing;
        if staffing.of_proposal(&self.proposal).is_none() {
            let first = staffing.proposals.first();
            self.proposal = first.map(|one| one.proposal.clone()).unwrap_or_default();
        }
        if staffing.experts.iter().all(|one| one.expert != self.expert) {
            let first = staffing.experts.first();
            self.expert = first.map(|one| one.expert.clone()).unwrap_or_default();
        }
        let last = workspace.panel().groups.len().saturating_sub(1);
        self.group = self.group.min(last);
    }
}

/// Goes to the screen, on the proposal that was chosen before.
pub fn open(app: &mut App) -> Vec<Effect> {
    let mut state = AssignmentState {
        proposal: chosen(app).map(str::to_owned).unwrap_or_default(),
        ..AssignmentState::default()
    };
    if let Some(workspace) = &app.workspace
        && let Some(results) = &workspace.results
    {
        if matches!(app.screen, Screen::Consolidate(_) | Screen::Chains(_)) {
            // from where no proposal is looked for, the first to be done is
            state.proposal.clear();
        }
        state.settle(workspace, results);
    }
    app.go(Screen::Assignment(Box::new(state)));
    let has_results = app
        .workspace
        .as_ref()
        .is_some_and(|one| one.results.is_some());
    if has_results {
        // what is written here or comes in is combined again by itself
        return Vec::new();
    }
    consolidate::want_results(app)
}

/// What is chosen stays among what is there, on the screen and on those to go back to.
pub fn settle(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let Some(results) = &workspace.results else {
        return;
    };
    for screen in [&mut app.screen].into_iter().chain(&mut app.back) {
        if let Screen::Assignment(state) = screen {
            state.settle(workspace, results);
        }
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Screen::Assignment(state) = &mut app.screen else {
        return Vec::new();
    };
    match key.folded() {
        Key::Esc if state.is_inside => state.is_inside = false,
        Key::Esc => return back(app),
        Key::Left | Key::Char('h') => state.is_inside = false,
        Key::Tab | Key::BackTab => {
            state.part = state.part.turned(key == Key::Tab);
            state.is_inside = false;
        }
        Key::Char('4') => return proposing::open(app),
        Key::Enter | Key::Right | Key::Char('l') => return enter(app),
        Key::Char('1') => return acting::act(app, acting::assign),
        Key::Char('2') => return acting::act(app, acting::hear),
        Key::Char('3') => return acting::act(app, acting::rule),
        other => step(app, other),
    }
    Vec::new()
}

/// Moves: in the details among the pairs, the pages from one proposal or expert to the next;
/// else in the list.
fn step(app: &mut App, key: Key) {
    let page = usize::from(app.size.1).saturating_sub(12);
    let (Screen::Assignment(state), Some(workspace)) = (&mut app.screen, &app.workspace) else {
        return;
    };
    let Some(results) = &workspace.results else {
        return;
    };
    let is_turning = matches!(key, Key::PageDown | Key::PageUp);
    if state.is_inside && !is_turning {
        let crew = state.crew(workspace);
        let next = moved(state.at(&crew), crew.len(), page, key);
        if let Some(pair) = next.and_then(|next| crew.get(next)) {
            let chosen = state.other(pair).clone();
            state.inner = chosen;
        }
        return;
    }
    let page = if state.is_inside { 1 } else { page };
    let length = state.length(workspace, results);
    if let Some(next) = moved(state.place(results), length, page, key) {
        state.choose(results, next);
        if !state.is_inside {
            state.inner.clear();
        }
    }
}

/// Goes into the details; of a group opens the form.
fn enter(app: &mut App) -> Vec<Effect> {
    let Screen::Assignment(state) = &mut app.screen else {
        return Vec::new();
    };
    if state.part == Part::Groups {
        grouping::open(app);
        return Vec::new();
    }
    state.is_inside = true;
    Vec::new()
}
