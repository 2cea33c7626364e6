//! The form of a check: which ground it is about, and what was filled in.

use crate::analysis::standing::PendingVeto;
use crate::app::field::TextField;
use crate::app::workspace::Workspace;
use crate::domain::policy::Veto;
use crate::domain::rulings::{VetoRuling, VetoState};

/// One row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// 结论.
    Outcome,
    /// 核实人.
    Checker,
    /// 核实情况.
    Finding,
    /// 赞成.
    For,
    /// 反对.
    Against,
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckingState {
    /// What is held against the proposal and not ruled on.
    pub pending: Vec<PendingVeto>,
    /// Which of it the form is about.
    pub at: usize,
    /// The ground is still to be chosen.
    pub is_choosing: bool,
    /// The votes of the experts are needed.
    pub is_voted_on: bool,
    /// The row with the cursor.
    pub row: Row,
    /// What was found; nothing before the first choice.
    pub outcome: Option<VetoState>,
    /// Who checked.
    pub checker: TextField,
    /// What the check found.
    pub finding: TextField,
    /// Votes for and against.
    pub votes: [TextField; 2],
    /// How far the upper part is scrolled.
    pub scroll: usize,
    /// Everything is there, and it is asked once more.
    pub is_asking: bool,
}

impl CheckingState {
    pub(super) fn new(pending: Vec<PendingVeto>, workspace: &Workspace) -> Self {
        let mut state = Self {
            is_choosing: pending.len() > 1,
            pending,
            at: 0,
            is_voted_on: false,
            row: Row::Outcome,
            outcome: None,
            checker: TextField::default(),
            finding: TextField::default(),
            votes: [TextField::default(), TextField::default()],
            scroll: 0,
            is_asking: false,
        };
        state.settle(workspace);
        state
    }

    pub(super) fn settle(&mut self, workspace: &Workspace) {
        self.is_voted_on = self.veto(workspace).is_some_and(Veto::is_voted_on);
    }

    /// Returns what the form is about.
    pub fn held(&self) -> Option<&PendingVeto> {
        self.pending.get(self.at)
    }

    /// Returns the id of the proposal.
    pub fn proposal(&self) -> &str {
        self.held().map_or("", |held| held.proposal.as_str())
    }

    /// Returns the policy's ground, where it still has it.
    pub fn veto<'a>(&self, workspace: &'a Workspace) -> Option<&'a Veto> {
        workspace.panel().policy.veto(&self.held()?.ground)
    }

    /// Returns the rows of the form.
    pub fn rows(&self) -> &'static [Row] {
        if self.is_voted_on {
            &[
                Row::Outcome,
                Row::Checker,
                Row::Finding,
                Row::For,
                Row::Against,
            ]
        } else {
            &[Row::Outcome, Row::Checker, Row::Finding]
        }
    }

    /// Returns the text of the row with the cursor.
    pub fn field(&self) -> Option<&TextField> {
        let [votes_for, against] = &self.votes;
        match self.row {
            Row::Outcome => None,
            Row::Checker => Some(&self.checker),
            Row::Finding => Some(&self.finding),
            Row::For => Some(votes_for),
            Row::Against => Some(against),
        }
    }

    pub(super) fn field_mut(&mut self) -> Option<&mut TextField> {
        let [votes_for, against] = &mut self.votes;
        match self.row {
            Row::Outcome => None,
            Row::Checker => Some(&mut self.checker),
            Row::Finding => Some(&mut self.finding),
            Row::For => Some(votes_for),
            Row::Against => Some(against),
        }
    }

    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        !self.is_choosing && !self.is_asking && self.row != Row::Outcome
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self.row, Row::For | Row::Against)
    }

    pub(super) fn step(&mut self, forward: bool) {
        let rows = self.rows();
        let at = rows.iter().position(|row| *row == self.row).unwrap_or(0);
        let next = if forward { at + 1 } else { at.wrapping_sub(1) };
        self.row = rows.get(next).copied().unwrap_or(self.row);
    }

    pub(super) fn is_last(&self) -> bool {
        self.rows().last() == Some(&self.row)
    }

    pub(super) fn counted(&self) -> Option<(u32, u32)> {
        let [votes_for, against] = &self.votes;
        let number = |field: &TextField| field.text().trim().parse::<u32>().ok();
        number(votes_for).zip(number(against))
    }

    /// Returns the ruling that the form holds.
    pub(super) fn ruling(&self) -> Option<VetoRuling> {
        let held = self.held()?;
        let mut by: Vec<&str> = Vec::new();
        let mut evidence: Vec<&str> = Vec::new();
        for one in &held.held {
            for (list, text) in [(&mut by, &one.by), (&mut evidence, &one.evidence)] {
                if !text.is_empty() && !list.contains(&text.as_str()) {
                    list.push(text);
                }
            }
        }
        let (votes_for, votes_against) = match self.counted() {
            Some(votes) if self.is_voted_on => votes,
            _ => (0, 0),
        };
        Some(VetoRuling {
            proposal: held.proposal.clone(),
            ground: held.ground.clone(),
            state: self.outcome?,
            proposed_by: by.join("、"),
            evidence: evidence.join("；"),
            checked_by: self.checker.text().trim().to_owned(),
            reason: self.finding.text().trim().to_owned(),
            votes_for,
            votes_against,
        })
    }
}
