//! What may still be open when a round is closed.

use super::Bilingual;

/// One thing that is still open, with the names or ids of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// The results are not computed yet, so that nobody knows.
    NotComputed,
    /// The panel was only marked open: its rules were never fixed.
    RulesOpen,
    /// These proposals on the agenda of a meeting that has begun are not through it.
    NotCalled(Vec<String>),
    /// So many sheets are owed, by these experts.
    Owed(usize, Vec<String>),
    /// These proposals have too few valid experts as the result has it; the second ones among
    /// them would have enough once the sheets that are owed come.
    TooFew(Vec<String>, Vec<String>),
    /// Proposed vetoes on these proposals are not ruled on.
    Vetoes(Vec<String>),
    /// These proposals are level where not all of them can be recommended.
    Ties(Vec<String>),
    /// The codes on the signed paper of these experts do not fit.
    Codes(Vec<String>),
    /// So many cells came in two versions, and nobody decided.
    Conflicts(usize),
    /// Nobody ruled on these conflicts of interest: an expert and a proposal.
    Candidates(Vec<String>),
    /// These proposals were sent back, and nobody scored them again.
    SentBack(Vec<String>),
    /// Joint opinions on these proposals are drafts.
    Drafts(Vec<String>),
    /// Scored proposals without an adopted joint opinion or a draft of one, by the names of the
    /// groups that write opinions; and how many the other groups have, which wrote none yet.
    NoOpinion(Vec<(Bilingual, Vec<String>)>, usize),
    /// Joint opinions on these proposals are adopted although a proposed veto is not ruled on.
    AdoptedBeforeRuling(Vec<String>),
    /// Nobody met and nobody wrote a joint opinion: this round does without.
    NoOpinions,
}

impl Gap {
    /// Tells whether closing all the same takes a reason; what a round does without on purpose
    /// is told only.
    pub fn takes_reason(&self) -> bool {
        *self != Self::NoOpinions
    }
}
