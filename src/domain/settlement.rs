//! What the secretariat writes down about one proposal beside its scores: the bureau's
//! decision, sending it back to the experts, a ruling on a conflict of interest, the joint opinion,
//! a vote on equal ranks; and what it files of links, applicants and contributions.

use super::contribution::Contribution;
use super::link_notes::{Mark, MarkKind, Weight};
use super::opinion::Opinion;
use super::panel::{Panel, Phase};
use super::people::{Applicant, Conflict};
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
    /// A mark on a link in one year.
    Marked(Remark),
    /// What is known of an applicant.
    Applicant {
        /// What stands in the file as far as the person knows; none where it is not there yet.
        before: Option<Applicant>,
        /// What is to stand there.
        after: Applicant,
    },
    /// What the panel confirms of a proposal's contributions.
    Confirmed {
        /// Proposal id.
        proposal: String,
        /// What is confirmed as far as the person knows.
        before: Vec<Contribution>,
        /// What is to be confirmed.
        after: Vec<Contribution>,
    },
}

/// A mark that is set, changed or taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Link id.
    pub link: String,
    /// Year.
    pub year: u32,
    /// Which mark of it.
    pub kind: MarkKind,
    /// What stands in the file as far as the person knows.
    pub before: Option<Mark>,
    /// What is to stand there; none takes the mark out.
    pub after: Option<Mark>,
    /// Why, as it was given now.
    pub reason: String,
    /// Who decided it.
    pub by: String,
}

impl Remark {
    /// Returns what of the results the change would weigh on in a round that is open, where it
    /// is refused: such marks are named before opening.
    pub fn weighs(&self, panel: &Panel) -> Option<Weight> {
        let mut notes = panel.link_notes.clone();
        notes.remark(&self.link, self.year, self.kind, self.after.as_ref());
        let is_open = panel.head.phase == Phase::Open;
        panel
            .link_notes
            .weighs(&notes, &panel.policy)
            .filter(|_| is_open)
    }
}

impl Settlement {
    /// Returns what it is about: the id of the proposal or link, the applicant's name.
    pub fn proposal(&self) -> &str {
        match self {
            Self::Decision { proposal, .. }
            | Self::SendBack { proposal, .. }
            | Self::Confirmed { proposal, .. } => proposal,
            Self::Recusal { ruling, .. } => &ruling.proposal,
            Self::Opinion { after, .. } => &after.proposal,
            Self::Vote { after, .. } => after.order.first().map_or("", String::as_str),
            Self::Marked(remark) => &remark.link,
            Self::Applicant { after, .. } => &after.name,
        }
    }
}
