//! What the second round changed: per proposal the total, the place and the lane before and
//! after, and per expert which cells were changed.

use super::standing::{ProposalStanding, Standings, combine};
use crate::domain::decimal::Decimal;
use crate::domain::panel::Panel;
use crate::domain::recommendation::Lane;
use crate::domain::sheet::mending::{Difference, differences};
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use std::collections::BTreeMap;

/// Where a proposal stood and stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Total; none where it has none.
    pub total: Option<Decimal>,
    /// Place in its group.
    pub rank: Option<u32>,
    /// Lane.
    pub lane: Lane,
}

/// What the second round did to one proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalChange {
    /// Proposal id.
    pub proposal: String,
    /// It was scored again; else only its place moved.
    pub is_scored_again: bool,
    /// By the sheets of the first round alone.
    pub before: Standing,
    /// By those that count now.
    pub after: Standing,
    /// Who changed what, by expert id.
    pub experts: Vec<ExpertChange>,
}

/// What one expert changed in the second round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpertChange {
    /// Expert id.
    pub expert: String,
    /// Total of the first sheet.
    pub before: Option<Decimal>,
    /// Total of the second.
    pub after: Option<Decimal>,
    /// Submitted, so that it counts.
    pub counts: bool,
    /// Why the sheet was opened again.
    pub reason: String,
    /// The cells that differ.
    pub cells: Vec<Difference>,
}

/// Returns the proposals that were scored again, then those whose place moved, each by id.
pub fn changes(panel: &Panel, sheets: &[ScoreSheet]) -> Vec<ProposalChange> {
    let first: Vec<ScoreSheet> = of_round(sheets, Round::First);
    let before = combine(panel, &first, Round::First);
    let after = combine(panel, sheets, Round::Second);
    let (before, after) = (by_id(&before), by_id(&after));
    let again = of_round(sheets, Round::Second);
    let mut found = Vec::new();
    for proposal in &panel.proposals {
        let id = proposal.id.as_str();
        let (Some(old), Some(new)) = (before.get(id), after.get(id)) else {
            continue;
        };
        let second = again.iter().filter(|sheet| sheet.proposal == id);
        let experts: Vec<ExpertChange> = second
            .map(|sheet| expert_change(panel, sheet, &first))
            .collect();
        let is_scored_again = panel.round_of(id) == Round::Second || !experts.is_empty();
        let (old, new) = (standing(old), standing(new));
        if is_scored_again || old != new {
            found.push(ProposalChange {
                proposal: id.to_owned(),
                is_scored_again,
                before: old,
                after: new,
                experts,
            });
        }
    }
    found.sort_by_key(|change| !change.is_scored_again);
    found
}

fn of_round(sheets: &[ScoreSheet], round: Round) -> Vec<ScoreSheet> {
    let mut found: Vec<ScoreSheet> = sheets
        .iter()
        .filter(|one| one.round == round)
        .cloned()
        .collect();
    found.sort_by(|left, right| {
        (&left.proposal, &left.expert).cmp(&(&right.proposal, &right.expert))
    });
    found
}

fn by_id(standings: &Standings) -> BTreeMap<&str, &ProposalStanding> {
    standings
        .rows()
        .map(|row| (row.proposal.as_str(), row))
        .collect()
}

fn standing(row: &ProposalStanding) -> Standing {
    Standing {
        total: row.total,
        rank: row.rank,
        lane: row.lane,
    }
}

fn expert_change(panel: &Panel, sheet: &ScoreSheet, first: &[ScoreSheet]) -> ExpertChange {
    let is_same = |one: &&ScoreSheet| one.expert == sheet.expert && one.proposal == sheet.proposal;
    let old = first.iter().find(is_same);
    let rubric = panel.rubric_of(&sheet.proposal);
    let nothing = ScoreSheet::default();
    let cells = differences(old.unwrap_or(&nothing), sheet);
    ExpertChange {
        expert: sheet.expert.clone(),
        before: old.and_then(|old| old.total(rubric)),
        after: sheet.total(rubric),
        counts: sheet.state == SheetState::Submitted,
        reason: sheet.reason.clone(),
        cells,
    }
}
