//! What people decide beside the scores: vetoes, votes on ties, sheets that do not count,
//! awarded sums, and what the bureau decided in the end. Each carries a name and a reason.

use super::decimal::{Decimal, parse};
use super::migration::Migration;
use super::recommendation::Lane;
use super::rubric::Rubric;
use super::sheet::{Round, ScoreSheet};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// `rulings.toml`: what others than the expert decide about a sheet or a proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rulings {
    /// Version of the file format.
    pub format: u32,
    /// Vetoes, proposed, confirmed or dismissed.
    #[serde(rename = "veto")]
    pub vetoes: Vec<VetoRuling>,
    /// Recorded votes of the group on proposals of equal rank.
    #[serde(rename = "tie_vote")]
    pub tie_votes: Vec<TieVote>,
    /// Sheets that do not count.
    #[serde(rename = "void")]
    pub voided: Vec<VoidRuling>,
    /// Sums suggested in place of the requested ones.
    #[serde(rename = "award")]
    pub awards: Vec<Award>,
    /// Cells of a sheet whose versions went different ways.
    #[serde(rename = "conflict")]
    pub cells: Vec<CellRuling>,
    /// Rules by which sheets of an earlier rubric count under the present one.
    #[serde(rename = "migration")]
    pub migrations: Vec<Migration>,
}

impl Rulings {
    /// Takes a ruling on a cell, in the place of what stood there about the same values of
    /// the same cell.
    pub fn settle(&mut self, ruling: &CellRuling) {
        match self.cells.iter_mut().find(|one| one.is_about(ruling)) {
            Some(stands) => *stands = ruling.clone(),
            None => self.cells.push(ruling.clone()),
        }
    }

    /// Returns a sheet of an earlier rubric as it counts under the present one: none where it
    /// counts as it is, or where no rule carries it.
    pub fn carried(
        &self,
        sheet: &ScoreSheet,
        rubric: &Rubric,
        digest: &str,
    ) -> Option<(ScoreSheet, &Migration)> {
        if !sheet.is_of_other_rubric(digest) {
            return None;
        }
        let mut rules = self.migrations.iter();
        rules.find_map(|rule| Some((rule.carry(sheet, rubric, digest)?, rule)))
    }

    /// Finds the recorded vote on exactly these proposals.
    pub fn vote_on(&self, proposals: &[String]) -> Option<&TieVote> {
        let mut votes = self.tie_votes.iter().rev();
        votes.find(|vote| vote.is_on(proposals))
    }

    /// Takes a recorded vote, in the place of what stood there about the same proposals.
    pub fn vote(&mut self, vote: &TieVote) {
        let mut votes = self.tie_votes.iter_mut().rev();
        match votes.find(|one| one.is_on(&vote.order)) {
            Some(stands) => *stands = vote.clone(),
            None => self.tie_votes.push(vote.clone()),
        }
    }

    /// Takes a ruling on a veto, in the place of what stood there about the same proposal
    /// and ground.
    pub fn rule(&mut self, ruling: &VetoRuling) {
        match self.vetoes.iter_mut().find(|one| one.is_about(ruling)) {
            Some(stands) => *stands = ruling.clone(),
            None => self.vetoes.push(ruling.clone()),
        }
    }
}

/// How far a veto is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VetoState {
    /// Somebody proposed it with evidence; it is being checked (待核).
    #[default]
    Proposed,
    /// Found true by who has to check it: no rank, covers no link.
    Confirmed,
    /// Found not to hold.
    Dismissed,
}

impl VetoState {
    /// Returns the key used in files and `--json` documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Confirmed => "confirmed",
            Self::Dismissed => "dismissed",
        }
    }
}

/// A ground of exclusion held against a proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VetoRuling {
    /// Proposal id.
    pub proposal: String,
    /// Id of the policy's veto.
    pub ground: String,
    /// How far it is.
    #[serde(default)]
    pub state: VetoState,
    /// Who proposed it: an expert's id or a name.
    #[serde(default)]
    pub proposed_by: String,
    /// Evidence named by who proposed it.
    #[serde(default)]
    pub evidence: String,
    /// Who checked it.
    #[serde(default)]
    pub checked_by: String,
    /// What the check found.
    #[serde(default)]
    pub reason: String,
    /// Votes for, where the experts find it themselves.
    #[serde(default)]
    pub votes_for: u32,
    /// Votes against.
    #[serde(default)]
    pub votes_against: u32,
}

impl VetoRuling {
    /// Tells whether two rulings are about the same ground held against the same proposal.
    pub fn is_about(&self, other: &Self) -> bool {
        self.proposal == other.proposal && self.ground == other.ground
    }
}

/// A recorded vote that orders proposals of equal rank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TieVote {
    /// Proposal ids in the order that the vote gave, the first in front.
    pub order: Vec<String>,
    /// Votes of each proposal in the same order; empty where only the order was recorded.
    #[serde(default)]
    pub votes: Vec<u32>,
    /// Who led the vote.
    #[serde(default)]
    pub by: String,
    /// Why, or the number of the minutes.
    #[serde(default)]
    pub reason: String,
}

impl TieVote {
    /// Tells whether it is about exactly these proposals.
    pub fn is_on(&self, proposals: &[String]) -> bool {
        let own: BTreeSet<&String> = self.order.iter().collect();
        own == proposals.iter().collect()
    }

    /// Returns how many voted, where the votes are recorded.
    pub fn cast(&self) -> u64 {
        self.votes.iter().copied().map(u64::from).sum()
    }
}

/// A sheet that does not count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidRuling {
    /// Proposal id.
    pub proposal: String,
    /// Expert id.
    pub expert: String,
    /// Who ruled.
    #[serde(default)]
    pub by: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// What one cell of a sheet holds, where two versions of it changed it differently.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellRuling {
    /// Proposal id.
    pub proposal: String,
    /// Expert id.
    pub expert: String,
    /// Round.
    #[serde(default)]
    pub round: Round,
    /// The cell as the history names it, for example `scores.target`.
    pub cell: String,
    /// The values it was decided between; a further one opens the question again.
    pub between: Vec<String>,
    /// The value that counts: one of them, for a comment any text.
    pub value: String,
    /// Who decided.
    #[serde(default)]
    pub by: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl CellRuling {
    /// Tells whether two rulings decide between the same values of the same cell.
    pub fn is_about(&self, other: &Self) -> bool {
        let values =
            |ruling: &Self| -> BTreeSet<String> { ruling.between.iter().cloned().collect() };
        (&self.proposal, &self.expert) == (&other.proposal, &other.expert)
            && (self.round, &self.cell) == (other.round, &other.cell)
            && values(self) == values(other)
    }
}

/// A sum suggested in place of the requested one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// Proposal id.
    pub proposal: String,
    /// 10,000 yuan, exact decimal; not more than requested.
    pub amount: String,
    /// Who suggested it.
    #[serde(default)]
    pub by: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// `decisions.toml`: what the bureau decided about one proposal, and why it departs from
/// the experts where it does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Proposal id.
    pub proposal: String,
    /// `support`, `reserve` or `decline`.
    pub outcome: String,
    /// 10,000 yuan, exact decimal; empty where nothing is given.
    #[serde(default)]
    pub amount: String,
    /// Reason; needed where the experts recommended otherwise.
    #[serde(default)]
    pub reason: String,
    /// Number of the minutes.
    #[serde(default)]
    pub minute: String,
    /// Who approved it.
    #[serde(default)]
    pub approver: String,
}

impl Decision {
    /// The outcomes that a decision can have.
    pub const OUTCOMES: [&'static str; 3] = ["support", "reserve", "decline"];

    /// Tells whether the decision departs from what the experts recommended, so that it needs
    /// a reason: another outcome than the lane, or support with another sum than the
    /// recommended one (10,000 yuan). A case-by-case proposal was not put to the experts:
    /// nothing departs from them there. Without enough valid experts there is no
    /// recommendation: only support departs. Our rule; the plan names none.
    pub fn departs_from(&self, lane: Lane, recommended: Option<Decimal>) -> bool {
        let is_outcome = match self.outcome.as_str() {
            "support" => lane.is_recommended() || lane == Lane::Special,
            "reserve" => matches!(lane, Lane::Reserve | Lane::Invalid | Lane::Special),
            "decline" => !lane.is_recommended() && lane != Lane::Reserve,
            _ => false,
        };
        let sums = parse(&self.amount).zip(recommended);
        let is_other_sum = sums.is_some_and(|(amount, recommended)| amount != recommended);
        !is_outcome || (self.outcome == "support" && is_other_sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_departs_by_its_outcome_or_by_its_sum() {
        let decision = |outcome: &str, amount: &str| Decision {
            outcome: outcome.into(),
            amount: amount.into(),
            ..Decision::default()
        };
        for (outcome, amount, lane, departs) in [
            ("support", "280", Lane::Recommend, false),
            ("support", "280.0", Lane::Revise, false),
            ("support", "260", Lane::Recommend, true),
            ("support", "", Lane::Recommend, false),
            ("reserve", "", Lane::Recommend, true),
            ("reserve", "", Lane::Reserve, false),
            ("decline", "", Lane::Reserve, true),
            ("decline", "", Lane::Decline, false),
            ("decline", "", Lane::Vetoed, false),
            ("support", "", Lane::Decline, true),
            ("support", "", Lane::Invalid, true),
            ("reserve", "", Lane::Invalid, false),
            ("support", "280", Lane::Special, false),
            ("later", "", Lane::Recommend, true),
        ] {
            let found = decision(outcome, amount).departs_from(lane, Some(Decimal::from(280)));
            assert_eq!(found, departs, "{outcome} {amount} {lane:?}");
        }
        let special = decision("support", "100").departs_from(Lane::Special, None);
        assert!(!special, "nothing was recommended to compare with");
    }
}
