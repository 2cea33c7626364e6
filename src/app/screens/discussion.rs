//! What a group should talk about, in one of three orders, and what the second round changed.
//! A member may have a proposal discussed that no rule proposes.

use super::list::moved;
use crate::analysis::discussion::{Discussion, Order};
use crate::analysis::rounds::ProposalChange;
use crate::app::dispatch::back;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::screen::Screen;
use crate::app::state::App;
use crate::app::workspace::{Results, Workspace};
use crate::domain::meeting::Rescue;

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The proposals in an order.
    By(Order),
    /// What the second round changed.
    Again,
}

impl Part {
    /// All parts as they follow each other.
    pub const ALL: [Self; 4] = [
        Self::By(Order::Spread),
        Self::By(Order::Line),
        Self::By(Order::Outliers),
        Self::Again,
    ];

    /// Returns the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::By(Order::Spread) => "discussion.by_spread",
            Self::By(Order::Line) => "discussion.by_line",
            Self::By(Order::Outliers) => "discussion.by_outliers",
            Self::Again => "discussion.again",
        }
    }
}

/// State of the screen.
#[derive(Debug, Clone)]
pub struct DiscussionState {
    /// Group id.
    pub group: String,
    /// What is listed.
    pub part: Part,
    /// Id of the chosen proposal.
    pub selected: String,
    /// How far the pane with the chosen proposal is scrolled.
    pub scroll: usize,
    /// The list, made anew with every result.
    pub list: Discussion,
}

impl DiscussionState {
    /// Returns the ids of the lines in their order.
    pub fn ids<'a>(&'a self, results: &'a Results) -> Vec<&'a str> {
        match self.part {
            Part::By(_) => {
                let entries = self.list.entries.iter().map(|one| one.proposal.as_str());
                let apart = self.list.apart.iter().map(|one| one.proposal.as_str());
                entries.chain(apart).collect()
            }
            Part::Again => self
                .changes(results)
                .map(|one| one.proposal.as_str())
                .collect(),
        }
    }

    /// Returns what the second round changed of the group's proposals that are scored again.
    pub fn changes<'a>(
        &'a self,
        results: &'a Results,
    ) -> impl Iterator<Item = &'a ProposalChange> + 'a {
        let is_here = |id: &str| {
            self.list.entry(id).is_some() || self.list.apart.iter().any(|one| one.proposal == id)
        };
        let again = results.changes.iter().filter(|one| one.is_scored_again);
        again.filter(move |one| is_here(&one.proposal))
    }

    fn settle(&mut self, workspace: &Workspace) {
        let Some(results) = &workspace.results else {
            self.list = Discussion::default();
            return;
        };
        let groups = &results.standings.groups;
        let same = groups.iter().find(|group| group.id == self.group);
        let Some(group) = same.or_else(|| groups.first()) else {
            self.list = Discussion::default();
            return;
        };
        self.group.clone_from(&group.id);
        let beside = results.beside.as_ref();
        let beside = beside.and_then(|beside| beside.groups.get(&group.id));
        let order = match self.part {
            Part::By(order) => order,
            Part::Again => Order::Spread,
        };
        self.list = Discussion::of(workspace.panel(), group, beside, order);
        let ids = self.ids(results);
        if !ids.contains(&self.selected.as_str()) {
            self.selected = ids.first().copied().unwrap_or_default().to_owned();
        }
    }
}

/// Returns what members of a group want discussed.
pub fn rescues<'a>(workspace: &'a Workspace, group: &str) -> &'a [Rescue] {
    let book = &workspace.meeting;
    if book.group == group {
        return &book.meeting.rescue;
    }
    let meeting = workspace.panel().meeting(group);
    meeting.map_or(&[], |meeting| meeting.rescue.as_slice())
}

/// Goes to the screen, to the group that the person looks at; the list begins at its top.
pub fn open(app: &mut App) -> Vec<Effect> {
    let workspace = app.workspace.as_ref();
    let results = workspace.and_then(|one| one.results.as_ref());
    let of_table = |place: usize| {
        let group = results.and_then(|results| results.standings.groups.get(place));
        group.map(|group| group.id.clone())
    };
    let group = match &app.screen {
        Screen::Consolidate(state) => of_table(state.table.group),
        Screen::Recommendations(state) => of_table(state.table.group),
        _ => workspace.map(|one| one.meeting.group.clone()),
    };
    let state = DiscussionState {
        group: group.unwrap_or_default(),
        part: Part::By(Order::Spread),
        selected: String::new(),
        scroll: 0,
        list: Discussion::default(),
    };
    app.go(Screen::Discussion(Box::new(state)));
    settle(app);
    super::consolidate::want_results(app)
}

/// Makes the lists anew from what was computed.
pub fn settle(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    for screen in [&mut app.screen].into_iter().chain(app.back.iter_mut()) {
        if let Screen::Discussion(state) = screen {
            state.settle(workspace);
        }
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let Screen::Discussion(state) = &mut app.screen else {
        return Vec::new();
    };
    match key {
        Key::Esc => return back(app),
        Key::Enter => {
            let id = state.selected.clone();
            if !id.is_empty() {
                super::scoring::open(app, &id, None);
            }
            return Vec::new();
        }
        Key::PageDown => {
            state.scroll = (state.scroll + 6).min(200);
            return Vec::new();
        }
        Key::PageUp => {
            state.scroll = state.scroll.saturating_sub(6);
            return Vec::new();
        }
        _ => state.scroll = 0,
    }
    let Some(results) = &workspace.results else {
        return Vec::new();
    };
    let ids = state.ids(results);
    let at = ids.iter().position(|id| *id == state.selected).unwrap_or(0);
    let page = usize::from(app.size.1).saturating_sub(10);
    if let Some(next) = moved(at, ids.len(), page, key) {
        let chosen = ids.get(next).map(|id| (*id).to_owned());
        state.selected = chosen.unwrap_or_default();
        return Vec::new();
    }
    let groups = &results.standings.groups;
    let group = groups.iter().position(|group| group.id == state.group);
    let group = group.unwrap_or(0);
    let parts = Part::ALL.len();
    let part = Part::ALL.iter().position(|part| *part == state.part);
    let part = part.unwrap_or(0);
    let (next_part, next_group) = match key.folded() {
        Key::Tab => ((part + 1) % parts, group),
        Key::BackTab => ((part + parts - 1) % parts, group),
        Key::Char(digit @ '1'..='4') => (digit.to_digit(10).unwrap_or(1) as usize - 1, group),
        Key::Left | Key::Char('h') => (part, group.saturating_sub(1)),
        Key::Right | Key::Char('l') => (part, (group + 1).min(groups.len().saturating_sub(1))),
        _ => return Vec::new(),
    };
    if let Some(next) = Part::ALL.get(next_part).filter(|next| **next != state.part) {
        state.part = *next;
        // what is first in another order is what is asked for
        state.selected.clear();
    }
    if let Some(next) = groups.get(next_group) {
        state.group.clone_from(&next.id);
    }
    state.settle(workspace);
    Vec::new()
}
