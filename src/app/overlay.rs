//! What lies over a screen and never loses what is under it.

use super::field::TextField;
use super::overlays::agenda::AgendaState;
use super::overlays::archiving::ArchivingState;
use super::overlays::checking::CheckingState;
use super::overlays::comment::phrases::PhraseList;
use super::overlays::commitment::CommitmentState;
use super::overlays::decision::DecisionState;
use super::overlays::edition::EditionState;
use super::overlays::filing::FilingState;
use super::overlays::going_to::GoingToState;
use super::overlays::grounds::GroundsState;
use super::overlays::grouping::GroupingState;
use super::overlays::hand_in::HandInState;
use super::overlays::journal::JournalState;
use super::overlays::menu::MenuState;
use super::overlays::naming::NamingState;
use super::overlays::note::NoteState;
use super::overlays::opining::OpiningState;
use super::overlays::packing::PackingState;
use super::overlays::pairing::PairingState;
use super::overlays::palette::PaletteState;
use super::overlays::phase::PhaseState;
use super::overlays::proposing::ProposingState;
use super::overlays::reason::ReasonState;
use super::overlays::recusing::RecusingState;
use super::overlays::reporting::ReportingState;
use super::overlays::rescue::RescueState;
use super::overlays::roll_call::RollCallState;
use super::overlays::scope::ScopeState;
use super::overlays::settings::SettingsState;
use super::overlays::settling::SettlingState;
use super::overlays::themes::ThemesState;
use super::overlays::tour::TourState;
use super::overlays::typist::TypistState;
use super::overlays::verifying::VerifyingState;
use super::overlays::voting::VotingState;
use super::paper::DifferencesState;
use crate::config::checkup::Finding;

/// A window over the screen.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// All commands, chains, proposals, links and experts by name.
    Palette(PaletteState),
    /// What can be done here, by digit.
    Menu(MenuState),
    /// What can follow a `g`.
    GoingTo(GoingToState),
    /// The keys and rules of the screen below; how far it is scrolled.
    Help(usize),
    /// The official wording of a link, by id; how far it is scrolled.
    Target(String, usize),
    /// The comment of a proposal.
    Comment(CommentState),
    /// A reason that must be given.
    Reason(ReasonState),
    /// One line of text: the reason of a judgement or of a veto, or a question.
    Note(NoteState),
    /// Which of the policy's grounds an expert holds against a proposal.
    Grounds(GroundsState),
    /// What the check of a proposed veto found.
    Checking(Box<CheckingState>),
    /// What the bureau decided about a proposal.
    Decision(Box<DecisionState>),
    /// A later edition of the plan.
    Edition(Box<EditionState>),
    /// Marks of a link, data of an applicant, or confirmed contributions.
    Filing(Box<FilingState>),
    /// A ruling on a conflict of interest.
    Recusing(Box<RecusingState>),
    /// A part of a joint opinion.
    Opining(Box<OpiningState>),
    /// A vote on proposals of equal rank.
    Voting(Box<VotingState>),
    /// A proposed assignment of everything.
    Proposing(Box<ProposingState>),
    /// The people of a group.
    Grouping(Box<GroupingState>),
    /// In which order the groups' proposals are presented, and when.
    Agenda(Box<AgendaState>),
    /// Which promise speaks of an indicator.
    Pairing(PairingState),
    /// Which sub-products a proposal is about.
    Scope(ScopeState),
    /// The check before submitting.
    Submit(SubmitState),
    /// The commitment of an expert.
    Commitment(CommitmentState),
    /// Handing in, and then the code.
    HandIn(Box<HandInState>),
    /// A folder or a file being named.
    Naming(Box<NamingState>),
    /// Which of several values a cell of a sheet holds.
    Settling(Box<SettlingState>),
    /// Opening or closing the round.
    Phase(Box<PhaseState>),
    /// Making packs.
    Packing(Box<PackingState>),
    /// What a check of everything found, and the codes of the signed paper.
    Verifying(Box<VerifyingState>),
    /// Packing the closed round into one file.
    Archiving(Box<ArchivingState>),
    /// Writing reports.
    Reporting(Box<ReportingState>),
    /// The journal.
    Journal(Box<JournalState>),
    /// The proposals whose sheets an expert still owes; how far it is scrolled.
    Missing(MissingState),
    /// Who types sheets from paper, and whose.
    Typist(Box<TypistState>),
    /// What two people typed differently from one paper.
    PaperDifferences(DifferencesState),
    /// The first look at the scoring screen.
    Tour(TourState),
    /// The settings and where each comes from.
    Settings(SettingsState),
    /// The themes, each shown as it is looked at.
    Themes(Box<ThemesState>),
    /// A member asks that a proposal be discussed.
    Rescue(Box<RescueState>),
    /// Who is there in the meeting.
    RollCall(RollCallState),
    /// What was found out about the machine, and how far it is scrolled.
    SelfCheck(Vec<Finding>, usize),
}

/// Which sheets are owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingState {
    /// Expert id.
    pub expert: String,
    /// Column of the board; none for all of them.
    pub column: Option<usize>,
    /// How far it is scrolled.
    pub scroll: usize,
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
    /// The panel offers phrases for it.
    pub has_phrases: bool,
    /// The list of phrases, where it is open.
    pub phrases: Option<Box<PhraseList>>,
}

/// The check before submitting.
#[derive(Debug, Clone)]
pub struct SubmitState {
    /// Proposal id.
    pub proposal: String,
    /// What somebody should look at, in words.
    pub warnings: Vec<String>,
    /// The rules count the characters of the comment, and there are too few: it is not
    /// submitted.
    pub is_short: bool,
}
