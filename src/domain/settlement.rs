//! What the secretariat writes down about one proposal beside its scores: the bureau's
//! decision, sending it back to the experts, a ruling on a conflict of interest.

use super::people::Conflict;
use super::rulings::Decision;

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
}

impl Settlement {
    /// Returns the id of the proposal.
    pub fn proposal(&self) -> &str {
        match self {
            Self::Decision { proposal, .. } | Self::SendBack { proposal, .. } => proposal,
            Self::Recusal { ruling, .. } => &ruling.proposal,
        }
    }
}
