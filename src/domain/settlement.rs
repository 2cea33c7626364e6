//! What the secretariat writes down about one proposal beside its scores: the bureau's
//! decision, sending it back to the experts, a ruling on a conflict of interest, the joint opinion,
//! a vote on equal ranks.

use super::opinion::Opinion;
use super::people::Conflict;
use super::rulings::{Decision, TieVote};

/// One thing that is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// What the bureau decided.
    Decision {
        /// Proposal id.
        proposal: String,
        /// What stands in the file as far as the person knows.
        before: Option<Decision>,
        /// What is to stand there; none takes the decision out.
        after: Option<Decision>,
    },
    /// The proposal goes back to its experts for a second round.
    SendBack {
        /// Proposal id.
        proposal: String,
        /// Why.
        reason: String,
    },
    /// An expert is recused from the proposal, or may score it.
    Recusal {
        /// What is to stand in the file.
        ruling: Conflict,
        /// Why, as it was given now.
        reason: String,
    },
    /// The joint opinion on the proposal.
    Opinion {
        /// What stands in the file as far as the person knows.
        before: Option<Box<Opinion>>,
        /// What is to stand there.
        after: Box<Opinion>,
    },
    /// A recorded vote on proposals of equal rank.
    Vote {
        /// What is recorded about the same proposals as far as the person knows.
        before: Option<TieVote>,
        /// What is to stand there.
        after: TieVote,
    },
}

impl Settlement {
    /// Returns the id of the proposal.
    pub fn proposal(&self) -> &str {
        match self {
            Self::Decision { proposal, .. } | Self::SendBack { proposal, .. } => proposal,
            Self::Recusal { ruling, .. } => &ruling.proposal,
            Self::Opinion { after, .. } => &after.proposal,
            Self::Vote { after, .. } => after.order.first().map_or("", String::as_str),
        }
    }
}
