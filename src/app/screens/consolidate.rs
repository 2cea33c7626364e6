//! Consolidate: is it complete, places with the lines, and what to do next.

use super::list::moved;
use crate::analysis::standing::GroupStanding;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::state::App;
use crate::app::workspace::{Results, Workspace};
use crate::app::{Screen, dispatch, screens};
use crate::domain::problem::Problem;

/// A table of one group's proposals with a chosen line; two screens share it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupTable {
    /// Which group.
    pub group: usize,
    /// Id of the chosen proposal.
    pub selected: String,
    /// How far the pane with the chosen proposal is scrolled.
    pub scroll: usize,
}

impl GroupTable {
    /// Returns the shown group.
    pub fn group<'a>(&self, results: &'a Results) -> Option<&'a GroupStanding> {
        results.standings.groups.get(self.group)
    }

    /// Keeps the chosen line on a proposal of the group.
    pub fn settle(&mut self, results: &Results) {
        let groups = results.standings.groups.len();
        self.group = self.group.min(groups.saturating_sub(1));
        let Some(group) = results.standings.groups.get(self.group) else {
            return;
        };
        if !group.rows.iter().any(|row| row.proposal == self.selected) {
            self.selected = group
                .rows
                .first()
                .map(|row| row.proposal.clone())
                .unwrap_or_default();
        }
    }

    /// Handles a key that moves in the table; tells whether it did.
    pub fn update(&mut self, results: &Results, page: usize, key: Key) -> bool {
        let Some(group) = results.standings.groups.get(self.group) else {
            return false;
        };
        let groups = results.standings.groups.len();
        let at = group
            .rows
            .iter()
            .position(|row| row.proposal == self.selected)
            .unwrap_or(0);
        match key {
            Key::PageDown => {
                self.scroll = (self.scroll + 6).min(200);
                return true;
            }
            Key::PageUp => {
                self.scroll = self.scroll.saturating_sub(6);
                return true;
            }
            _ => self.scroll = 0,
        }
        if let Some(next) = moved(at, group.rows.len(), page, key) {
            self.selected = group
                .rows
                .get(next)
                .map(|row| row.proposal.clone())
                .unwrap_or_default();
            return true;
        }
        let last = groups.saturating_sub(1);
        self.group = match key {
            Key::Tab => {
                if self.group >= last {
                    0
                } else {
                    self.group + 1
                }
            }
            Key::BackTab => self.group.checked_sub(1).unwrap_or(last),
            Key::Right | Key::Char('l') => (self.group + 1).min(last),
            Key::Left | Key::Char('h') => self.group.saturating_sub(1),
            _ => return false,
        };
        self.settle(results);
        true
    }
}

/// What stands beside the table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Aspect {
    /// The chosen proposal.
    #[default]
    Proposal,
    /// Where the experts are apart: what the panel should talk about.
    Discussion,
    /// How well they agree, and how firmly the list stands.
    Agreement,
    /// How strict each expert was.
    Experts,
    /// The declared rules.
    Policy,
}

impl Aspect {
    /// All aspects in the order of their digits.
    pub const ALL: [Self; 5] = [
        Self::Proposal,
        Self::Discussion,
        Self::Agreement,
        Self::Experts,
        Self::Policy,
    ];

    /// Returns the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Proposal => "aspect.proposal",
            Self::Discussion => "aspect.discussion",
            Self::Agreement => "aspect.agreement",
            Self::Experts => "aspect.experts",
            Self::Policy => "aspect.policy",
        }
    }
}

/// Shows the aspect of a digit, or the next one.
pub fn turn_aspect(app: &mut App, digit: Option<usize>) {
    let Screen::Consolidate(state) = &mut app.screen else {
        return;
    };
    let at = Aspect::ALL.iter().position(|one| *one == state.aspect);
    let next = match digit {
        Some(digit) => digit.checked_sub(1),
        None => at.map(|at| (at + 1) % Aspect::ALL.len()),
    };
    if let Some(aspect) = next.and_then(|next| Aspect::ALL.get(next)) {
        state.aspect = *aspect;
        state.table.scroll = 0;
    }
}

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct ConsolidateState {
    /// The table.
    pub table: GroupTable,
    /// What stands beside it.
    pub aspect: Aspect,
}

/// Goes to the screen and asks for the newest result.
pub fn open(app: &mut App) -> Vec<Effect> {
    let table = carried_table(app);
    app.go(Screen::Consolidate(ConsolidateState {
        table,
        aspect: Aspect::default(),
    }));
    want_results(app)
}

/// Returns the table of the screen that is left, so that group and line stay.
pub fn carried_table(app: &App) -> GroupTable {
    let mut table = match &app.screen {
        Screen::Consolidate(state) => state.table.clone(),
        Screen::Recommendations(state) => state.table.clone(),
        Screen::WhatIf(state) => state.table.clone(),
        Screen::Chains(state) => GroupTable {
            group: state.chain,
            ..GroupTable::default()
        },
        _ => GroupTable::default(),
    };
    if let Some(results) = app
        .workspace
        .as_ref()
        .and_then(|workspace| workspace.results.as_ref())
    {
        table.settle(results);
    }
    table
}

/// Asks for the result to be computed, unless it is on its way.
pub fn want_results(app: &mut App) -> Vec<Effect> {
    match &mut app.workspace {
        Some(workspace) if !workspace.is_combining => {
            workspace.is_combining = true;
            vec![Effect::Combine(workspace.opened.place.clone())]
        }
        _ => Vec::new(),
    }
}

/// Takes a result, and asks for what advises beside it.
pub fn take_results(app: &mut App, results: Results) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let advise = Effect::Advise {
        panel: results.panel.clone(),
        sheets: results.sheets.clone(),
        round: results.standings.round,
    };
    workspace.is_combining = false;
    workspace.refusal.clear();
    workspace.opened.panel = results.panel.clone();
    let tables = [&mut app.screen].into_iter().chain(app.back.iter_mut());
    for screen in tables {
        match screen {
            Screen::Consolidate(state) => state.table.settle(&results),
            Screen::Recommendations(state) => state.table.settle(&results),
            Screen::WhatIf(state) => state.table.settle(&results),
            _ => {}
        }
    }
    workspace.results = Some(results);
    vec![advise]
}

/// Takes the reasons why nothing could be combined; an older result goes.
pub fn take_refusal(app: &mut App, problems: Vec<Problem>) {
    if let Some(workspace) = &mut app.workspace {
        workspace.is_combining = false;
        workspace.results = None;
        workspace.refusal = problems;
    }
}

/// What is to be done next, in the order of the work; each with its catalogue key and number.
pub fn next_steps(workspace: &Workspace, group: &GroupStanding) -> Vec<(&'static str, usize)> {
    let invalid = group
        .rows
        .iter()
        .filter(|row| row.lane == crate::domain::recommendation::Lane::Invalid)
        .count();
    let incomplete = workspace.results.as_ref().map_or(0, |results| {
        let of_group = |id: &str| group.rows.iter().any(|row| row.proposal == id);
        results
            .standings
            .incomplete
            .iter()
            .filter(|sheet| of_group(&sheet.proposal))
            .count()
    });
    let unusable = workspace
        .results
        .as_ref()
        .map_or(0, |results| results.problems.len());
    [
        ("next.unusable", unusable),
        ("next.missing", group.missing.len()),
        ("next.vetoes", group.pending.len()),
        ("next.incomplete", incomplete),
        ("next.invalid", invalid),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .collect()
}

/// Handles a key of a screen with a table of results: moves, opens, goes back.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let page = usize::from(app.size.1).saturating_sub(10);
    if let Key::Char(digit @ '1'..='5') = key.folded() {
        turn_aspect(app, digit.to_digit(10).map(|digit| digit as usize));
        return Vec::new();
    }
    let table = match &mut app.screen {
        Screen::Consolidate(state) => &mut state.table,
        Screen::Recommendations(state) => &mut state.table,
        _ => return Vec::new(),
    };
    match key {
        Key::Esc => return dispatch::back(app),
        Key::Enter => {
            let id = table.selected.clone();
            screens::scoring::open(app, &id, None);
        }
        _ => {
            let workspace = app.workspace.as_ref();
            if let Some(results) = workspace.and_then(|workspace| workspace.results.as_ref()) {
                table.update(results, page, key);
            }
        }
    }
    Vec::new()
}
