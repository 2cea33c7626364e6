//! Consolidate: is it complete, places with the lines, and what to do next.

use super::list::moved;
use super::merge;
use super::recommendations::RecommendationsState;
use crate::analysis::closing;
use crate::analysis::standing::{GroupStanding, PendingVeto, ProposalStanding};
use crate::app::effect::Effect;
use crate::app::filter::{self, ListFilter};
use crate::app::key::Key;
use crate::app::meeting;
use crate::app::overlays::checking;
use crate::app::state::App;
use crate::app::workspace::{Results, Workspace};
use crate::app::{Screen, dispatch, screens};
use crate::domain::panel::Panel;
use crate::domain::problem::Problem;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A table of one group's proposals with a chosen line; two screens share it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GroupTable {
    /// Which group.
    pub group: usize,
    /// Id of the chosen proposal.
    pub selected: String,
    /// How far the pane with the chosen proposal is scrolled.
    pub scroll: usize,
    /// The filter, where one is open.
    pub filter: Option<Box<ListFilter>>,
}

impl GroupTable {
    /// Returns the shown group.
    pub fn group<'a>(&self, results: &'a Results) -> Option<&'a GroupStanding> {
        results.standings.groups.get(self.group)
    }

    /// Returns the rows of a group that the filter leaves, in rank order.
    pub fn shown<'a>(&self, group: &'a GroupStanding, panel: &Panel) -> Vec<&'a ProposalStanding> {
        let Some(filter) = &self.filter else {
            return group.rows.iter().collect();
        };
        let kept: BTreeSet<usize> = filter
            .finding
            .in_order()
            .iter()
            .map(|entry| *entry as usize)
            .collect();
        let is_kept = |row: &&ProposalStanding| {
            let place = panel.place_of(&row.proposal);
            place.is_some_and(|place| kept.contains(&place))
        };
        group.rows.iter().filter(is_kept).collect()
    }

    /// Keeps the chosen line on a proposal that is shown; after typing it is the first.
    pub fn settle(&mut self, results: &Results, panel: &Panel, is_new: bool) {
        let groups = results.standings.groups.len();
        self.group = self.group.min(groups.saturating_sub(1));
        let Some(group) = results.standings.groups.get(self.group) else {
            return;
        };
        let shown = self.shown(group, panel);
        if is_new || !shown.iter().any(|row| row.proposal == self.selected) {
            let first = shown.first();
            self.selected = first.map(|row| row.proposal.clone()).unwrap_or_default();
        }
    }

    /// Handles a key that moves in the table; tells whether it did. The pages are those of the
    /// table and of the pane beside or under it.
    pub fn update(
        &mut self,
        results: &Results,
        panel: &Panel,
        (page, of_pane): (usize, usize),
        key: Key,
    ) -> bool {
        let Some(group) = results.standings.groups.get(self.group) else {
            return false;
        };
        let groups = results.standings.groups.len();
        let shown = self.shown(group, panel);
        let at = shown.iter().position(|row| row.proposal == self.selected);
        let at = at.unwrap_or(0);
        match key {
            Key::Right | Key::Char('l') => {
                self.scroll = (self.scroll + of_pane).min(200);
                return true;
            }
            Key::Left | Key::Char('h') => {
                self.scroll = self.scroll.saturating_sub(of_pane);
                return true;
            }
            _ => self.scroll = 0,
        }
        if let Some(next) = moved(at, shown.len(), page, key) {
            let next = shown.get(next).map(|row| row.proposal.clone());
            self.selected = next.unwrap_or_default();
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
            _ => return false,
        };
        self.settle(results, panel, false);
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
        Screen::Opinion(state) => table_on(app, &state.proposal),
        Screen::Chains(state) => GroupTable {
            group: state.chain,
            ..GroupTable::default()
        },
        _ => GroupTable::default(),
    };
    if let Some(workspace) = &app.workspace
        && let Some(results) = &workspace.results
    {
        table.settle(results, workspace.panel(), false);
    }
    table
}

/// The table of the group of a proposal, that one chosen.
fn table_on(app: &App, proposal: &str) -> GroupTable {
    let results = app.workspace.as_ref().and_then(|one| one.results.as_ref());
    let groups = results.map_or(&[][..], |results| &results.standings.groups);
    let is_it = |group: &GroupStanding| group.rows.iter().any(|row| row.proposal == proposal);
    GroupTable {
        group: groups.iter().position(is_it).unwrap_or_default(),
        selected: proposal.to_owned(),
        ..GroupTable::default()
    }
}

/// Asks for the result to be computed, unless it is on its way.
pub fn want_results(app: &mut App) -> Vec<Effect> {
    match &mut app.workspace {
        Some(workspace) if !workspace.is_combining => vec![workspace.combine()],
        _ => Vec::new(),
    }
}

/// Takes a result, and asks for what advises beside it.
pub fn take_results(app: &mut App, mut results: Results) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    if workspace.has_changed_since(results.edits) {
        // what was decided while it was combined would be gone
        return workspace.combine_again().into_iter().collect();
    }
    if workspace.seat.expert().is_some() {
        // a chair sees the groups that were scored in the meeting, and no others
        let shown = meeting::scored_groups(workspace);
        let groups = &mut Arc::make_mut(&mut results.standings).groups;
        groups.retain(|group| shown.contains(&group.id));
        if groups.is_empty() {
            workspace.is_combining = false;
            return Vec::new();
        }
    }
    let advise = Effect::Advise {
        panel: results.panel.clone(),
        sheets: results.sheets.clone(),
        standings: results.standings.clone(),
    };
    workspace.is_combining = false;
    workspace.refusal.clear();
    let stood = workspace.results.as_ref();
    if stood.is_some_and(|stood| stood.panel != results.panel || stood.sheets != results.sheets) {
        workspace.round.forget_checks();
    }
    let is_new = workspace.take_panel(results.panel.clone());
    let tables = [&mut app.screen].into_iter().chain(app.back.iter_mut());
    for screen in tables {
        match screen {
            Screen::Consolidate(ConsolidateState { table, .. })
            | Screen::Recommendations(RecommendationsState { table }) => {
                table.settle(&results, &results.panel, false);
            }
            Screen::WhatIf(state) => state.table.settle(&results, &results.panel, false),
            _ => {}
        }
    }
    workspace.results = Some(results);
    merge::settle(app);
    super::discussion::settle(app);
    super::assignment::settle(app);
    filter::renew(app);
    let mut effects = vec![advise];
    if is_new {
        effects.extend(filter::index(app));
        effects.extend(filter::needs(app));
    }
    effects
}

/// Takes the reasons why nothing could be combined; an older result goes.
pub fn take_refusal(app: &mut App, problems: Vec<Problem>) {
    if let Some(workspace) = &mut app.workspace {
        workspace.is_combining = false;
        workspace.results = None;
        workspace.refusal = problems;
    }
    super::discussion::settle(app);
    filter::renew(app);
}

/// The group on a screen with a table of results, and the id of the chosen proposal.
fn shown(app: &App) -> Option<(&GroupStanding, &str)> {
    let table = match &app.screen {
        Screen::Consolidate(state) => &state.table,
        Screen::Recommendations(state) => &state.table,
        _ => return None,
    };
    let results = app.workspace.as_ref()?.results.as_ref()?;
    Some((table.group(results)?, &table.selected))
}

/// Returns the proposal of the shown group whose vetoes are checked next: the chosen one where
/// it has any, else the first that has.
pub fn to_check(app: &App) -> Option<&str> {
    let (group, selected) = shown(app)?;
    let ids = ids_of(&group.pending);
    let chosen = ids.iter().find(|id| **id == selected);
    chosen.or(ids.first()).copied()
}

/// Opens the check of a veto; the table goes to the proposal that it is about.
pub fn check_veto(app: &mut App) {
    let Some(id) = to_check(app).map(str::to_owned) else {
        return;
    };
    let pending = shown(app).map(|(group, _)| group.pending.iter());
    let of_it = pending
        .into_iter()
        .flatten()
        .filter(|one| one.proposal == id);
    let of_it: Vec<PendingVeto> = of_it.cloned().collect();
    if let Screen::Consolidate(ConsolidateState { table, .. })
    | Screen::Recommendations(RecommendationsState { table }) = &mut app.screen
    {
        table.selected = id;
        table.scroll = 0;
    }
    checking::open(app, of_it);
}

fn ids_of(pending: &[PendingVeto]) -> Vec<&str> {
    let mut ids: Vec<&str> = pending.iter().map(|one| one.proposal.as_str()).collect();
    ids.dedup();
    ids
}

/// The ids of a step as it names them: the first three, and how many more.
fn named(pending: &[PendingVeto]) -> String {
    let ids = ids_of(pending);
    let first: Vec<&str> = ids.iter().copied().take(3).collect();
    match ids.len().saturating_sub(first.len()) {
        0 => first.join("、"),
        more => format!("{} +{more}", first.join("、")),
    }
}

/// Returns how many cells of the group's sheets somebody has to decide.
pub fn open_conflicts(workspace: &Workspace, group: &GroupStanding) -> usize {
    let of_group = |id: &str| group.rows.iter().any(|row| row.proposal == id);
    let conflicts = workspace.inbox.conflicts.iter();
    conflicts
        .filter(|conflict| of_group(&conflict.sheet.proposal))
        .count()
}

/// What is to be done next, in the order of the work; each with its catalogue key and what
/// it is about: a number, or the proposals.
pub fn next_steps(
    workspace: &Workspace,
    group: &GroupStanding,
) -> Vec<(&'static str, Vec<String>)> {
    let (invalid, awaiting) = closing::too_few(workspace.panel(), [group].into_iter());
    let incomplete = workspace.results.as_ref().map_or(0, |results| {
        let of_group = |id: &str| group.rows.iter().any(|row| row.proposal == id);
        results
            .standings
            .incomplete
            .iter()
            .filter(|sheet| of_group(&sheet.proposal))
            .count()
    });
    let of_conflicts = open_conflicts(workspace, group);
    let resting = workspace.results.as_ref().map_or(0, |results| {
        let of_group = |id: &str| group.rows.iter().any(|row| row.proposal == id);
        let resting = results.resting.iter();
        resting.filter(|one| of_group(&one.proposal)).count()
    });
    let unusable = workspace
        .results
        .as_ref()
        .map_or(0, |results| results.problems.len());
    [
        ("next.unusable", unusable),
        ("next.conflicts", of_conflicts),
        ("next.missing", group.missing.len()),
        ("next.vetoes", group.pending.len()),
        ("next.incomplete", incomplete),
        ("next.invalid", invalid.len()),
        ("next.resting", resting),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(key, count)| match key {
        "next.vetoes" => (key, vec![named(&group.pending)]),
        "next.invalid" if !awaiting.is_empty() => {
            let counts = [count, awaiting.len()].map(|count| count.to_string());
            ("next.invalid_awaiting", counts.to_vec())
        }
        _ => (key, vec![count.to_string()]),
    })
    .collect()
}

/// How far a page goes in the pane: never further than what was shown. Under the table it has
/// a third of the rows.
fn pane_page((columns, rows): (u16, u16)) -> usize {
    if columns >= 100 {
        return 6;
    }
    let third = usize::from(rows).saturating_sub(6) / 3;
    third.saturating_sub(2).max(1)
}

/// Tells whether something else than the chosen proposal stands beside the table.
fn turns_back(app: &App) -> bool {
    matches!(&app.screen, Screen::Consolidate(state) if state.aspect != Aspect::Proposal)
}

/// Handles a key of a screen with a table of results: moves, opens, goes back.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let page = usize::from(app.size.1).saturating_sub(10);
    let pages = (page, pane_page(app.size));
    if filter::takes(app, key) {
        return Vec::new();
    }
    if let Key::Char(digit @ '1'..='5') = key.folded() {
        turn_aspect(app, digit.to_digit(10).map(|digit| digit as usize));
        return Vec::new();
    }
    if key == Key::Esc && turns_back(app) {
        turn_aspect(app, Some(1));
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
            if let Some(workspace) = &app.workspace
                && let Some(results) = &workspace.results
            {
                let group = table.group;
                table.update(results, workspace.panel(), pages, key);
                if table.group != group {
                    filter::renew(app);
                }
            }
        }
    }
    Vec::new()
}
