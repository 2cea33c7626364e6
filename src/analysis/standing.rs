//! How the proposals stand after the experts scored them: every official figure with the
//! number of experts behind it, ranks within the group, lanes and reasons.
//!
//! Absent, abstained, recused and void are states and never 0. The order of sheets,
//! experts and proposals changes nothing.

mod assemble;
mod balancing;
mod must_meet;

use crate::analysis::portfolio::Balanced;
use crate::domain::Bilingual;
use crate::domain::decimal::Decimal;
use crate::domain::panel::Panel;
use crate::domain::policy::Policy;
use crate::domain::recommendation::{Lane, Reason, VoteCount};
use crate::domain::sheet::{Round, ScoreSheet, SheetState};

/// All groups of a panel.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standings {
    /// Round that was combined.
    pub round: Round,
    /// Groups in the order of the file.
    pub groups: Vec<GroupStanding>,
    /// Submitted sheets without a required score, by proposal and expert; they are in no total.
    pub incomplete: Vec<Incomplete>,
    /// The balanced list, where the policy switches balancing on.
    pub balanced: Option<Balanced>,
}

impl Standings {
    /// Finds the row of a proposal.
    pub fn row(&self, proposal: &str) -> Option<&ProposalStanding> {
        self.rows().find(|row| row.proposal == proposal)
    }

    /// Returns the experts whose sheets of a proposal did not come yet.
    pub fn owing(&self, proposal: &str) -> Vec<String> {
        let missing = self.groups.iter().flat_map(|group| &group.missing);
        let own = missing.filter(|one| one.proposal == proposal);
        own.map(|one| one.expert.clone()).collect()
    }

    /// Returns the rows of all groups.
    pub fn rows(&self) -> impl Iterator<Item = &ProposalStanding> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}

/// A submitted sheet that is in no total.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Incomplete {
    /// Proposal id.
    pub proposal: String,
    /// Expert id.
    pub expert: String,
    /// Required criteria without a score.
    pub missing: Vec<String>,
}

/// One expert group: what is ranked and funded together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GroupStanding {
    /// Id; `all` for a panel without groups, empty for proposals in no group.
    pub id: String,
    /// Name.
    pub name: Bilingual,
    /// Money in 10,000 yuan, where there is a line.
    pub budget: Option<Decimal>,
    /// Awarded to the recommended proposals, in 10,000 yuan.
    pub spent: Decimal,
    /// Proposals in rank order, then those without a rank by id.
    pub rows: Vec<ProposalStanding>,
    /// Sheets that should come: assigned, not recused, not absent, not abstained.
    pub expected: usize,
    /// Submitted sheets among them.
    pub received: usize,
    /// Sheets that did not come yet, by proposal and expert.
    pub missing: Vec<MissingSheet>,
    /// Who is not counted and why, by proposal and expert.
    pub not_counted: Vec<NotCounted>,
    /// Vetoes that were proposed and are being checked, by proposal and ground.
    pub pending: Vec<PendingVeto>,
}

/// A veto that was proposed and not ruled on yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PendingVeto {
    /// Proposal id.
    pub proposal: String,
    /// Id of the policy's veto.
    pub ground: String,
    /// Who holds it against the proposal: those that the rulings name, then the experts by id.
    pub held: Vec<HeldVeto>,
}

/// Who proposed a veto, and with what evidence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldVeto {
    /// An expert's id or a name; empty where nobody was named.
    pub by: String,
    /// The evidence in the words of who proposed it.
    pub evidence: String,
}

impl GroupStanding {
    /// Tells whether the money keeps anybody out; only then is there a money line to show.
    pub fn money_decides(&self) -> bool {
        self.budget.is_some() && self.rows.iter().any(|row| row.lane == Lane::Reserve)
    }
}

/// A sheet that did not come yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingSheet {
    /// Proposal id.
    pub proposal: String,
    /// Expert id.
    pub expert: String,
    /// State of the sheet that lies there, if one does.
    pub state: Option<SheetState>,
}

/// Why an expert does not count for a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excluded {
    /// 回避.
    Recused,
    /// 未听汇报（不计）, by policy.
    Absent,
    /// 弃权 from the whole sheet.
    Abstained,
    /// A sheet of somebody who was not asked.
    Unassigned,
    /// A sheet that was scored against another rubric and does not fit the present one.
    OtherRubric,
    /// A sheet that was ruled not to count.
    Voided,
}

impl Excluded {
    /// All reasons in the order they are told.
    pub const ALL: [Self; 6] = [
        Self::Recused,
        Self::Absent,
        Self::Abstained,
        Self::Unassigned,
        Self::OtherRubric,
        Self::Voided,
    ];

    /// Returns the key used in `--json` documents and, after `rank.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Recused => "recused",
            Self::Absent => "absent",
            Self::Abstained => "abstained",
            Self::Unassigned => "unassigned",
            Self::OtherRubric => "other_rubric",
            Self::Voided => "voided",
        }
    }
}

/// An expert who does not count for a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCounted {
    /// Proposal id.
    pub proposal: String,
    /// Expert id.
    pub expert: String,
    /// Why.
    pub why: Excluded,
}

/// Which extreme was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dropped {
    /// The one highest total.
    High,
    /// The one lowest total.
    Low,
}

/// One expert's total of one proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpertTotal {
    /// Expert id.
    pub expert: String,
    /// Total.
    pub total: Decimal,
    /// Whether trimming dropped it; only where whole totals are combined.
    pub dropped: Option<Dropped>,
    /// Whether it is in the official total.
    pub counts: bool,
}

/// One criterion over the experts that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionMean {
    /// Criterion id.
    pub id: String,
    /// Scores behind it.
    pub n: usize,
    /// Plain mean.
    pub mean: Decimal,
    /// Combined by the policy's method; the sum of these need not be the total.
    pub combined: Decimal,
    /// Lowest score.
    pub min: Decimal,
    /// Highest score.
    pub max: Decimal,
}

/// What one rung of the tie ladder did for a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieResult {
    /// Told apart, and this one is in front.
    Ahead,
    /// Told apart, and this one is behind.
    Behind,
    /// Still equal.
    Equal,
    /// The rung counts only when announced, and was not.
    NotAnnounced,
    /// A vote that nobody recorded.
    NotRecorded,
    /// The end of the ladder: declared joint.
    Joint,
}

impl TieResult {
    /// Returns the key used in `--json` documents and, after `rank.tie_`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Behind => "behind",
            Self::Equal => "equal",
            Self::NotAnnounced => "not_announced",
            Self::NotRecorded => "not_recorded",
            Self::Joint => "joint",
        }
    }
}

/// One step of the tie ladder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TieStep {
    /// Rung as in the policy, or `joint`.
    pub rung: String,
    /// The proposal's value on it.
    pub value: Option<Decimal>,
    /// What it did.
    pub result: TieResult,
}

/// How one proposal stands.
#[derive(Debug, Clone, PartialEq)]
pub struct ProposalStanding {
    /// Proposal id.
    pub proposal: String,
    /// Experts with a total that counts.
    pub n: usize,
    /// Their totals by expert id.
    pub totals: Vec<ExpertTotal>,
    /// Plain mean of the totals.
    pub mean: Option<Decimal>,
    /// Median of the totals.
    pub median: Option<Decimal>,
    /// Standard deviation of the totals, n − 1.
    pub sd: Option<f64>,
    /// Lowest total.
    pub min: Option<Decimal>,
    /// Highest total.
    pub max: Option<Decimal>,
    /// Mean without one highest and one lowest; the plain mean below the policy's `min_n`.
    pub trimmed: Option<Decimal>,
    /// Whether anything was dropped for `trimmed`.
    pub trimmed_applied: bool,
    /// The official total, rounded by the policy.
    pub total: Option<Decimal>,
    /// Competition rank within the group; none where the proposal is not ranked.
    pub rank: Option<u32>,
    /// Competition rank within the chain by the same rules; official only where the chain is the group.
    pub rank_in_chain: Option<u32>,
    /// The experts' verdicts.
    pub votes: VoteCount,
    /// Criteria in the order of the rubric; those without any score are left out.
    pub criteria: Vec<CriterionMean>,
    /// How an equal total was told apart; empty where there was none.
    pub tie_trace: Vec<TieStep>,
    /// The list it stands on.
    pub lane: Lane,
    /// The list it stood on before balancing; none where nothing is balanced.
    pub in_rank_order: Option<Lane>,
    /// Why; the first decides.
    pub reasons: Vec<Reason>,
    /// Requested support, where it can be read, in 10,000 yuan.
    pub requested: Option<Decimal>,
    /// Sum that a person suggested in its place, in 10,000 yuan; never more than requested.
    pub suggested: Option<Decimal>,
    /// Suggested support of a recommended proposal, in 10,000 yuan.
    pub awarded: Option<Decimal>,
    /// Money of this and all before it in rank order, reserves included, in 10,000 yuan.
    pub cumulative: Option<Decimal>,
    /// Official total minus the recommendation line; negative is what is missing.
    pub distance: Option<Decimal>,
    /// Total and rank had nothing been dropped; only where trimming was applied.
    pub without_trim: Option<(Decimal, u32)>,
}

/// Combines the sheets of a round under the panel's own policy.
pub fn combine<'a>(
    panel: &'a Panel,
    sheets: impl IntoIterator<Item = &'a ScoreSheet>,
    round: Round,
) -> Standings {
    combine_with(panel, sheets, round, &panel.policy)
}

/// Combines the sheets of a round under another policy, to ask "what if".
pub fn combine_with<'a>(
    panel: &'a Panel,
    sheets: impl IntoIterator<Item = &'a ScoreSheet>,
    round: Round,
    policy: &'a Policy,
) -> Standings {
    assemble::standings(panel, &mut sheets.into_iter(), round, policy)
}

#[cfg(test)]
mod tests;
