//! What lies over a screen and never loses what is under it.

use super::field::TextField;
use super::overlays::commitment::CommitmentState;
use super::overlays::menu::MenuState;
use super::overlays::palette::PaletteState;
use super::overlays::reason::ReasonState;

/// A window over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// All commands, chains, proposals, links and experts by name.
    Palette(PaletteState),
    /// What can be done here, by digit.
    Menu(MenuState),
    /// The keys and rules of the screen below; how far it is scrolled.
    Help(usize),
    /// The official wording of a link, by id; how far it is scrolled.
    Target(String, usize),
    /// The comment of a proposal.
    Comment(CommentState),
    /// A reason that must be given.
    Reason(ReasonState),
    /// The check before submitting.
    Submit(SubmitState),
    /// The commitment of an expert.
    Commitment(CommitmentState),
    /// What was found out about the machine: label key and finding.
    SelfCheck(Vec<(&'static str, String)>),
}

/// A comment being written.
#[derive(Debug, Clone)]
pub struct CommentState {
    /// Proposal id.
    pub proposal: String,
    /// The text.
    pub field: TextField,
    /// Characters typed since the text was last saved.
    pub unsaved: usize,
}

/// The check before submitting.
#[derive(Debug, Clone)]
pub struct SubmitState {
    /// Proposal id.
    pub proposal: String,
    /// What somebody should look at, in words.
    pub warnings: Vec<String>,
}
