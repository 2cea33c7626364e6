//! My sheets: the own ranking, how widely the own totals spread, and what is still missing.

use super::list::moved;
use super::scoring::check;
use crate::app::effect::Effect;
use crate::app::filter::{self, ListFilter};
use crate::app::key::Key;
use crate::app::own_sheets::Progress;
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::app::{Screen, dispatch, screens};
use crate::domain::decimal::Decimal;
use crate::domain::sheet::{ExpertVerdict, comment};
use std::collections::BTreeSet;

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct MySheetsState {
    /// Id of the chosen proposal.
    pub selected: String,
    /// The filter, where one is open.
    pub filter: Option<Box<ListFilter>>,
}

/// One line: a proposal with the own sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Competition rank among the own totals; none without a total.
    pub rank: Option<usize>,
    /// Proposal id.
    pub id: String,
    /// Own total.
    pub total: Option<Decimal>,
    /// Own verdict.
    pub verdict: Option<ExpertVerdict>,
    /// What the sheet amounts to.
    pub progress: Progress,
    /// Catalogue key of what that is called.
    pub state: &'static str,
    /// Required criteria without a mark.
    pub missing: usize,
    /// The verdict is missing.
    pub lacks_verdict: bool,
    /// The proposal is scored again, and the own sheet of the first round is not reopened.
    pub can_rescore: bool,
    /// Length of the comment in characters.
    pub comment: usize,
}

impl MySheetsState {
    /// Chooses the first proposal that was sent back, else the first line.
    pub fn new(app: &App) -> Self {
        let first = app.workspace.as_ref().and_then(|workspace| {
            let again = workspace.sent_back().first().map(|id| (*id).to_owned());
            again.or_else(|| lines(workspace).into_iter().next().map(|line| line.id))
        });
        Self {
            selected: first.unwrap_or_default(),
            filter: None,
        }
    }

    /// Returns the lines that the filter leaves, in the order of the own ranking.
    pub fn shown(&self, workspace: &Workspace) -> Vec<Line> {
        let mut lines = lines(workspace);
        if let Some(filter) = &self.filter {
            let kept: BTreeSet<u32> = filter.finding.in_order().iter().copied().collect();
            let is_kept = |line: &Line| {
                let entry = workspace.entry_of(&line.id);
                entry.is_some_and(|entry| kept.contains(&entry))
            };
            lines.retain(is_kept);
        }
        lines
    }

    /// Keeps the chosen line among those that are shown; after typing it is the first.
    pub fn settle(&mut self, workspace: &Workspace, is_new: bool) {
        let shown = self.shown(workspace);
        if is_new || !shown.iter().any(|line| line.id == self.selected) {
            self.selected = shown
                .into_iter()
                .next()
                .map(|line| line.id)
                .unwrap_or_default();
        }
    }
}

/// Returns the lines: totals from the highest, then what has none in the order of presentation.
pub fn lines(workspace: &Workspace) -> Vec<Line> {
    let Some(own) = &workspace.own else {
        return Vec::new();
    };
    let panel = workspace.panel();
    let mut lines: Vec<Line> = workspace
        .proposals()
        .into_iter()
        .map(|proposal| {
            let sheet = own.sheet(&proposal.id);
            let (missing, lacks_verdict) = check::lacking(workspace, sheet);
            Line {
                rank: None,
                id: proposal.id.clone(),
                total: own.total(panel.rubric_of(&proposal.id), &proposal.id),
                verdict: sheet.and_then(crate::domain::sheet::ScoreSheet::verdict),
                progress: own.progress(panel, &proposal.id),
                state: own.state_key(panel, &proposal.id),
                missing,
                lacks_verdict,
                can_rescore: own.can_rescore(panel, &proposal.id),
                comment: sheet.map_or(0, |sheet| comment::length(&sheet.comment)),
            }
        })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.total));
    let totals: Vec<Option<Decimal>> = lines.iter().map(|line| line.total).collect();
    for line in &mut lines {
        line.rank = line
            .total
            .and_then(|total| totals.iter().position(|other| *other == Some(total)))
            .map(|place| place + 1);
    }
    lines
}

/// Returns the first proposal in the order of presentation that still waits for the own sheet,
/// else the first that was sent back.
pub fn next_open(workspace: &Workspace) -> Option<String> {
    let own = workspace.own.as_ref()?;
    let waits = |id: &str| !own.progress(workspace.panel(), id).is_done();
    let mut proposals = workspace.proposals().into_iter();
    let next = proposals.find(|proposal| waits(&proposal.id));
    let next = next.map(|proposal| proposal.id.as_str());
    let next = next.or_else(|| workspace.sent_back().first().copied());
    next.map(str::to_owned)
}

/// Returns highest minus lowest own total and how many totals there are; `None` below two.
pub fn spread(lines: &[Line]) -> Option<(Decimal, usize)> {
    let totals: Vec<Decimal> = lines.iter().filter_map(|line| line.total).collect();
    let (high, low) = (totals.iter().max()?, totals.iter().min()?);
    (totals.len() >= 2).then(|| (high - low, totals.len()))
}

/// Tells whether the own totals hardly tell proposals apart: five or more within 10 points.
pub fn is_narrow(lines: &[Line]) -> bool {
    spread(lines).is_some_and(|(spread, count)| count >= 5 && spread < Decimal::TEN)
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let page = usize::from(app.size.1).saturating_sub(8);
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let Screen::MySheets(state) = &mut app.screen else {
        return Vec::new();
    };
    let lines = state.shown(workspace);
    let is_text = state.filter.is_some() && matches!(key, Key::Char(_));
    let at = lines
        .iter()
        .position(|line| line.id == state.selected)
        .unwrap_or(0);
    if let Some(next) = moved(at, lines.len(), page, key).filter(|_| !is_text) {
        state.selected = lines
            .get(next)
            .map(|line| line.id.clone())
            .unwrap_or_default();
        return Vec::new();
    }
    if filter::takes(app, key) {
        return Vec::new();
    }
    let Screen::MySheets(state) = &app.screen else {
        return Vec::new();
    };
    match key {
        Key::Enter => {
            let id = state.selected.clone();
            screens::scoring::open(app, &id, None);
            Vec::new()
        }
        Key::Esc => dispatch::back(app),
        _ => Vec::new(),
    }
}
