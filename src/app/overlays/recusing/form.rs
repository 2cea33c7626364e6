//! The form of a ruling: which expert it is about, and what was filled in.

use crate::analysis::recusing::Difference;
use crate::app::field::TextField;
use crate::app::workspace::Workspace;
use crate::domain::panel::Panel;
use crate::domain::people::{Conflict, Id};
use crate::domain::sheet::SheetState;
use std::collections::BTreeSet;

/// An expert who is asked about the proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Expert id.
    pub expert: String,
    /// Name; the id where there is none.
    pub name: String,
    /// `candidate`, `recused` or `cleared`; empty where nothing is noted.
    pub state: String,
    /// Why.
    pub reason: String,
    /// A submitted sheet lies there.
    pub has_submitted: bool,
}

/// Returns the experts who are asked about a proposal, who sent a sheet all the same, or of
/// whom a conflict is noted, in the order of the panel; candidates come first.
pub fn asked(workspace: &Workspace, proposal: &str) -> Vec<Asked> {
    asked_with(workspace, proposal, None)
}

/// The same, and one more expert who may not be asked.
fn asked_with(workspace: &Workspace, proposal: &str, other: Option<&str>) -> Vec<Asked> {
    let panel = workspace.panel();
    let results = workspace.results.as_ref();
    let sheets = results.map(|results| results.sheets.as_slice());
    let of_it = sheets.unwrap_or_default().iter();
    let of_it: Vec<_> = of_it.filter(|one| one.proposal == proposal).collect();
    let mut ids: BTreeSet<&str> = invited(panel, proposal);
    ids.extend(other);
    ids.extend(of_it.iter().map(|one| one.expert.as_str()));
    let noted = panel.conflicts.iter();
    let noted = noted.filter(|one| one.proposal == proposal);
    ids.extend(noted.map(|one| one.expert.as_str()));
    let experts = panel.experts.iter();
    let experts = experts.filter(|expert| ids.contains(expert.id.as_str()));
    let mut found: Vec<Asked> = experts
        .map(|expert| {
            let conflict = panel.conflict(&expert.id, proposal);
            let text = |of: fn(&Conflict) -> &String| conflict.map(of).cloned().unwrap_or_default();
            let name = Some(&expert.name).filter(|name| !name.is_empty());
            Asked {
                expert: expert.id.clone(),
                name: name.unwrap_or(&expert.id).clone(),
                state: text(|one| &one.state),
                reason: text(|one| &one.reason),
                has_submitted: of_it
                    .iter()
                    .any(|sheet| sheet.expert == expert.id && sheet.state == SheetState::Submitted),
            }
        })
        .collect();
    found.sort_by_key(|one| one.state != "candidate");
    found
}

/// Those a proposal is assigned to; where nobody assigned anything the members of its group,
/// else everybody.
fn invited<'a>(panel: &'a Panel, proposal: &str) -> BTreeSet<&'a str> {
    let everybody = panel.experts.iter().map(|expert| expert.id.as_str());
    if panel.assignments.is_empty() {
        let members = panel.members().remove(proposal);
        return members.unwrap_or_else(|| everybody.collect());
    }
    let holds = |ids: &[Id]| ids.iter().any(|id| id == proposal);
    let assigned = panel.assignments.iter();
    let assigned = assigned.filter(|one| holds(&one.proposals));
    assigned.map(|one| one.expert.as_str()).collect()
}

/// One row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// 裁定.
    Outcome,
    /// 裁定人.
    By,
    /// 理由.
    Reason,
}

impl Row {
    /// All rows in their order.
    pub const ALL: [Self; 3] = [Self::Outcome, Self::By, Self::Reason];
}

/// State of the window.
#[derive(Debug, Clone)]
pub struct RecusingState {
    /// Proposal id.
    pub proposal: String,
    /// Who can be ruled on.
    pub experts: Vec<Asked>,
    /// Which of them.
    pub at: usize,
    /// The expert is still to be chosen.
    pub is_choosing: bool,
    /// The expert whom the form was opened for last.
    opened_for: Option<usize>,
    /// The row with the cursor.
    pub row: Row,
    /// The expert is recused, or may score; nothing before the first choice.
    pub recuses: Option<bool>,
    /// Who rules.
    pub by: TextField,
    /// Why.
    pub reason: TextField,
    /// Everything is there, and it is asked once more.
    pub is_asking: bool,
    /// What it changes, once it is computed.
    pub effect: Option<Difference>,
}

impl RecusingState {
    pub(super) fn new(proposal: &str, experts: Vec<Asked>) -> Self {
        Self {
            proposal: proposal.to_owned(),
            experts,
            at: 0,
            is_choosing: true,
            opened_for: None,
            row: Row::Outcome,
            recuses: None,
            by: TextField::default(),
            reason: TextField::default(),
            is_asking: false,
            effect: None,
        }
    }

    /// The form of one pair: the expert is chosen already.
    pub(super) fn of_pair(workspace: &Workspace, proposal: &str, expert: &str) -> Self {
        let mut state = Self::new(proposal, asked_with(workspace, proposal, Some(expert)));
        let at = state.experts.iter().position(|one| one.expert == expert);
        if let Some(place) = at {
            state.choose(place);
        }
        state
    }

    /// Opens the form for one of the experts. Ruling and reason are never carried over from
    /// another one; who rules is.
    pub(super) fn choose(&mut self, place: usize) {
        if self.opened_for != Some(place) {
            self.recuses = None;
            self.reason = TextField::default();
            self.row = Row::Outcome;
        }
        (self.at, self.is_choosing, self.opened_for) = (place, false, Some(place));
    }

    /// Returns the expert that the form is about.
    pub fn chosen(&self) -> Option<&Asked> {
        self.experts.get(self.at)
    }

    /// Returns the text of a row.
    pub fn field(&self, row: Row) -> Option<&TextField> {
        match row {
            Row::Outcome => None,
            Row::By => Some(&self.by),
            Row::Reason => Some(&self.reason),
        }
    }

    pub(super) fn field_mut(&mut self) -> Option<&mut TextField> {
        match self.row {
            Row::Outcome => None,
            Row::By => Some(&mut self.by),
            Row::Reason => Some(&mut self.reason),
        }
    }

    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        !self.is_choosing && !self.is_asking && self.row != Row::Outcome
    }

    pub(super) fn step(&mut self, forward: bool) {
        let at = Row::ALL
            .iter()
            .position(|row| *row == self.row)
            .unwrap_or(0);
        let next = if forward { at + 1 } else { at.wrapping_sub(1) };
        self.row = Row::ALL.get(next).copied().unwrap_or(self.row);
    }

    pub(super) fn rule(&mut self, recuses: bool) {
        self.recuses = Some(recuses);
        self.step(true);
    }

    fn state(&self) -> Option<&'static str> {
        let recuses = self.recuses?;
        Some(if recuses { "recused" } else { "cleared" })
    }

    /// What keeps the form from being kept: the row and the catalogue key.
    pub(super) fn lacking(&self) -> Option<(Row, &'static str)> {
        let is_empty = |field: &TextField| field.text().trim().is_empty();
        let stands = self.chosen().map(|one| one.state.as_str());
        match self.state() {
            None => Some((Row::Outcome, "notice.ruling_needed")),
            Some("recused") if stands == Some("recused") => {
                Some((Row::Outcome, "notice.recused_already"))
            }
            Some("cleared") if stands == Some("cleared") => {
                Some((Row::Outcome, "notice.cleared_already"))
            }
            _ if is_empty(&self.by) => Some((Row::By, "notice.ruler_needed")),
            _ if is_empty(&self.reason) => Some((Row::Reason, "notice.reason_needed")),
            _ => None,
        }
    }

    /// Returns the ruling that the form holds, as it is to stand in the file.
    pub(super) fn ruling(&self, panel: &Panel) -> Option<Conflict> {
        let expert = self.chosen()?.expert.as_str();
        let held = panel.conflict(expert, &self.proposal);
        Some(Conflict::ruled(
            held,
            (&self.proposal, expert),
            self.state()?,
            (self.by.text().trim(), self.reason.text().trim()),
        ))
    }
}
