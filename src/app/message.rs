//! What reaches the state machine: keys, sizes and results. Time comes in only here.

use super::exchange::{HandInRefusal, HandedIn, MergeRefusal, Seen, Surveyed};
use super::key::Key;
use super::meeting::{Beat, MeetingAnswer};
use super::opinion::{Sources, Unread};
use super::paper::Compared;
use super::round::RoundAnswer;
use super::working::Work;
use super::workspace::{Lent, Opened, Place, Results};
use crate::analysis::assigning::Dealt;
use crate::analysis::beside::Beside;
use crate::analysis::matching::proposals::Suggested;
use crate::analysis::recusing::Difference;
use crate::analysis::search::PanelIndex;
use crate::analysis::standing::Standings;
use crate::config::checkup::Finding;
use crate::config::glyphs::Answers;
use crate::config::theme::ThemeOffer;
use crate::domain::arrangement::Arrangement;
use crate::domain::merging::Merge;
use crate::domain::panel::Panel;
use crate::domain::people::Conflict;
use crate::domain::problem::Problem;
use crate::domain::proposal::Amendment;
use crate::domain::recommendation::Stand;
use crate::domain::rulings::{CellRuling, TieVote, VetoRuling};
use crate::domain::settlement::Settlement;
use crate::domain::sheet::ScoreSheet;
use crate::text::moment::Moment;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the secretariat decides about a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// Links, scope and pairing, in the proposal's file.
    Comparison,
    /// A proposed veto, in the rulings.
    Veto,
    /// A cell whose versions went different ways, in the rulings.
    Conflict,
    /// What the bureau decided, in the decisions.
    Bureau,
    /// The second round, in the panel's head.
    SecondRound,
    /// A conflict of interest, in the conflicts.
    Recusal,
    /// The joint opinion, in its own file.
    Opinion,
    /// A vote on equal ranks, in the rulings.
    Vote,
    /// Marks of a link, data of an applicant, confirmed contributions.
    Filing,
}

impl Decided {
    /// Returns what a settlement is about.
    pub fn of(settlement: &Settlement) -> Self {
        match settlement {
            Settlement::Decision { .. } => Self::Bureau,
            Settlement::SendBack { .. } => Self::SecondRound,
            Settlement::Recusal { .. } => Self::Recusal,
            Settlement::Opinion { .. } => Self::Opinion,
            Settlement::Vote { .. } => Self::Vote,
            Settlement::Marked(_) | Settlement::Applicant { .. } | Settlement::Confirmed { .. } => {
                Self::Filing
            }
        }
    }
}

/// One event.
#[derive(Debug, Clone)]
pub enum Message {
    /// A key was pressed.
    Key(Key, Moment),
    /// Text was pasted.
    Paste(String, Moment),
    /// What was typed was taken already, and changed what is waited for.
    Look,
    /// Long work goes on: how much of how much is done, where that is known.
    Working(Work, usize, usize),
    /// A second went by, asked for by [`super::App::wants_clock`].
    Beat(Beat),
    /// Long work came to its end.
    WorkEnded(Work),
    /// Nothing was pressed for as long as [`super::App::wants_pause`] asked.
    Paused(Moment),
    /// The terminal has this size now: columns, rows.
    Resize(u16, u16),
    /// The terminal was asked how wide it draws; it may not have answered.
    WidthsMeasured(Answers),
    /// A panel was read.
    PanelOpened(Box<Opened>),
    /// A panel could not be read at all.
    PanelRefused {
        /// Which.
        place: Place,
        /// Why.
        problem: Problem,
    },
    /// How many sheets of every expert lie in a panel's folder.
    SheetsCounted {
        /// The panel's folder.
        panel: String,
        /// By expert id; whoever has none is left out.
        counts: BTreeMap<String, usize>,
    },
    /// What somebody who types an expert's paper has before them.
    PaperRead {
        /// Expert id.
        expert: String,
        /// Who types.
        by: String,
        /// What this person typed, and what counts already.
        sheets: Vec<Arc<ScoreSheet>>,
        /// Proposals that somebody else typed first.
        second: BTreeSet<String>,
        /// What is wrong with files.
        problems: Vec<Problem>,
        /// Why nothing can be written, as a catalogue key.
        read_only: Option<&'static str>,
    },
    /// What two people typed was compared.
    PaperChecked(Box<Compared>),
    /// The own sheets of an expert were read.
    SheetsRead {
        /// Expert id.
        expert: String,
        /// The sheets that are whole.
        sheets: Vec<Arc<ScoreSheet>>,
        /// Files that could not be used.
        problems: Vec<Problem>,
        /// Another window has the desk, or the folder refuses writing; the reason's key.
        read_only: Option<&'static str>,
    },
    /// A sheet is safe on disk.
    SheetSaved {
        /// Expert id.
        expert: String,
        /// Proposal id.
        proposal: String,
        /// Which revision.
        revision: u32,
        /// When.
        at: Moment,
        /// Name of the copy, where the sheet's own file had been changed by somebody else.
        copy: Option<String>,
    },
    /// A sheet could not be saved; it is still whole in memory.
    SheetFailed {
        /// Expert id.
        expert: String,
        /// Proposal id.
        proposal: String,
        /// Why, as a catalogue key.
        reason: &'static str,
        /// A copy of the sheet was kept in the data folder.
        rescued: bool,
    },
    /// What the secretariat decided about a proposal is safe on disk.
    ProposalAmended {
        /// Proposal id.
        proposal: String,
        /// What was decided.
        amendments: Vec<Amendment>,
    },
    /// What the check of a veto found is safe on disk.
    VetoRuled(Box<VetoRuling>),
    /// What was settled about a proposal is safe on disk.
    Settled(Box<Settlement>),
    /// What was arranged about who scores what is safe on disk.
    Arranged(Box<Arrangement>),
    /// What was arranged could not be written; nothing was changed.
    ArrangementFailed {
        /// The file that it is about.
        file: String,
        /// Why, as a catalogue key.
        reason: &'static str,
    },
    /// Who could score what was proposed, or the catalogue key of why nothing can be.
    AssignmentProposed {
        /// What stands was dealt anew.
        is_afresh: bool,
        /// What is proposed.
        dealt: Result<Box<Dealt>, &'static str>,
    },
    /// What a ruling on a conflict of interest would change was computed.
    RulingTried(Conflict, Box<Difference>),
    /// The joint opinion on a proposal and what it can be drafted from, or why not.
    OpinionRead {
        /// Proposal id.
        proposal: String,
        /// What was read.
        read: Result<Box<Sources>, Unread>,
    },
    /// What a vote on equal ranks would change was computed: proposals before and after.
    VoteTried(TieVote, Vec<(Stand, Stand)>),
    /// What the secretariat decided could not be written; nothing was changed.
    AmendmentFailed {
        /// Proposal id.
        proposal: String,
        /// What it was about.
        part: Decided,
        /// Why, as a catalogue key.
        reason: &'static str,
    },
    /// What became of handing in.
    HandedIn {
        /// Path of the panel.
        panel: String,
        /// Expert id.
        expert: String,
        /// What the sheets were when it was asked for.
        stamp: String,
        /// The file, or why there is none.
        result: Result<HandedIn, HandInRefusal>,
    },
    /// So many of so many sheets are read for handing in, or read back.
    HandInGoesOn {
        /// They are compared with what was written.
        is_reading_back: bool,
        /// How many are done.
        done: usize,
        /// How many there are.
        all: usize,
    },
    /// What came of a job about the round.
    Round {
        /// Path of the panel.
        panel: String,
        /// What came of it.
        answer: RoundAnswer,
    },
    /// What came of a job about the meeting.
    Meeting {
        /// Path of the panel.
        panel: String,
        /// What came of it.
        answer: MeetingAnswer,
    },
    /// So many of so many received files are read.
    MergeGoesOn {
        /// How many are read.
        done: usize,
        /// How many there are.
        all: usize,
    },
    /// What a merge came to.
    Merged {
        /// Path of the panel.
        panel: String,
        /// When.
        at: Moment,
        /// The files and what became of them, or why nothing was taken in.
        result: Result<Box<Merge>, MergeRefusal>,
    },
    /// What was decided about a cell is safe on disk.
    ConflictSettled(Box<CellRuling>),
    /// What a look at the folders found.
    FilesSeen {
        /// Path of the panel.
        panel: String,
        /// What was found.
        seen: Seen,
    },
    /// What lies in the inbox was read.
    InboxSurveyed {
        /// Path of the panel.
        panel: String,
        /// What lies there.
        surveyed: Box<Surveyed>,
    },
    /// What a path may go on as.
    PathCompleted {
        /// What was typed.
        typed: String,
        /// What is certain of it.
        completed: String,
        /// The names to choose from, where there are several.
        offers: Vec<String>,
    },
    /// All sheets were combined, or why that cannot be: files that decide are broken.
    Combined(Result<Box<Results>, Vec<Problem>>),
    /// What advises beside a result was computed.
    Advised {
        /// The panel of that result.
        panel: Arc<Panel>,
        /// The sheets of that result.
        sheets: Arc<Vec<ScoreSheet>>,
        /// What advises.
        beside: Box<Beside>,
    },
    /// The result under other rules; none where a rule cannot be read so.
    RulesTried {
        /// The rules that were tried.
        rules: Vec<(String, String)>,
        /// What they lead to.
        standings: Option<Box<Standings>>,
    },
    /// A panel is ready for searching.
    Indexed(Lent, Arc<PanelIndex>),
    /// Of each proposal of a panel: whether it has a gap.
    GapsFound(Lent, Arc<Vec<bool>>),
    /// Links were suggested for every proposal of a panel.
    LinksSuggested(Lent, Arc<Suggested>),
    /// What was found out about the machine.
    SelfChecked(Vec<Finding>),
    /// The themes that can be chosen.
    ThemesRead(Vec<ThemeOffer>),
    /// The system wants the program to stop for a while.
    Stopping(Moment),
    /// The program goes on after a stop.
    GoingOn(Moment),
    /// The terminal goes away or the system asks to end.
    Terminate(Moment),
}
