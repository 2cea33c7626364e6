//! What the state machine wants done outside itself. Each is performed once, in order;
//! saving never waits for reading or computing.

use super::meeting::MeetingJob;
use super::round::RoundJob;
use super::workspace::{Lent, Place};
use crate::analysis::standing::Standings;
use crate::config::origin::Folder;
use crate::config::session::Session;
use crate::domain::arrangement::Arrangement;
use crate::domain::panel::Panel;
use crate::domain::people::Conflict;
use crate::domain::proposal::Amendment;
use crate::domain::rulings::{CellRuling, TieVote, VetoRuling};
use crate::domain::settlement::Settlement;
use crate::domain::sheet::{Round, ScoreSheet};
use std::sync::Arc;

/// Something to be done by the shell.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read a panel; answered by `PanelOpened` or `PanelRefused`.
    OpenPanel {
        /// The panel.
        place: Place,
        /// Every expert's sheets are counted too: somebody chooses among the seats.
        counts_sheets: bool,
    },
    /// Count the sheets of every expert in a panel; answered by `SheetsCounted`.
    CountSheets(Place),
    /// Read the sheets of one expert and take the desk; answered by `SheetsRead`.
    ReadSheets {
        /// The panel.
        place: Place,
        /// The panel as it is open.
        panel: Lent,
        /// Expert id.
        expert: String,
    },
    /// Read what somebody who types an expert's paper has before them; answered by `PaperRead`.
    ReadPaper {
        /// The panel.
        place: Place,
        /// Expert id.
        expert: String,
        /// Who types.
        by: String,
    },
    /// Compare what two people typed from one paper; the same counts from then on. Answered by
    /// `PaperChecked`.
    CheckPaper {
        /// The panel.
        place: Place,
        /// Expert id.
        expert: String,
        /// Proposal id.
        proposal: String,
        /// The second person.
        by: String,
    },
    /// Save one sheet; answered by `SheetSaved` or `SheetFailed`.
    SaveSheet {
        /// The panel.
        place: Place,
        /// The sheet in the revision that is to be safe.
        sheet: Box<ScoreSheet>,
    },
    /// Write what the secretariat decided about a proposal into its file, and into the
    /// journal; answered by `ProposalAmended` or `AmendmentFailed`.
    AmendProposal {
        /// The panel.
        place: Place,
        /// Proposal id.
        proposal: String,
        /// What was decided, in order.
        amendments: Vec<Amendment>,
        /// Who decided.
        by: String,
    },
    /// Write what the check of a veto found into the rulings, and into the journal; answered
    /// by `VetoRuled` or `AmendmentFailed`.
    RuleOnVeto {
        /// The panel.
        place: Place,
        /// What was found.
        ruling: Box<VetoRuling>,
        /// Who writes it.
        by: String,
    },
    /// Write all sheets of an expert into one file, after every save before, and read it
    /// back; answered by `HandedIn`.
    HandIn {
        /// The panel.
        place: Place,
        /// Expert id.
        expert: String,
        /// What the sheets are, handed back with the answer.
        stamp: String,
        /// The folder.
        folder: String,
        /// The folder is made where it is not there.
        makes_folder: bool,
    },
    /// Take received files in, and what lies in the inbox under names of its own; told by
    /// `MergeGoesOn`, answered by `Merged`.
    Merge {
        /// The panel.
        place: Place,
        /// Files and folders.
        files: Vec<String>,
    },
    /// Write what was decided about a cell into the rulings, and into the journal; answered
    /// by `ConflictSettled` or `AmendmentFailed`.
    SettleConflict {
        /// The panel.
        place: Place,
        /// What was decided.
        ruling: Box<CellRuling>,
    },
    /// Look whether files have come; answered by `FilesSeen`.
    LookForFiles {
        /// The panel.
        place: Place,
        /// The folder beside the inbox; empty where none is named.
        watched: String,
        /// It is the first look: what was told before is told again.
        is_first: bool,
    },
    /// Read what lies in the inbox; answered by `InboxSurveyed`.
    SurveyInbox(Place),
    /// Complete a path from the disk; answered by `PathCompleted`.
    CompletePath {
        /// What is typed.
        typed: String,
        /// Files are offered beside folders.
        with_files: bool,
    },
    /// Write what is settled about a proposal into its file of the panel, and into the
    /// journal; answered by `Settled` or `AmendmentFailed`.
    Settle {
        /// The panel.
        place: Place,
        /// What is settled.
        settlement: Box<Settlement>,
        /// Who writes it.
        by: String,
    },
    /// Write what is arranged about who scores what into the lists of the panel, and into the
    /// journal; answered by `Arranged` or `ArrangementFailed`.
    Arrange {
        /// The panel.
        place: Place,
        /// What is arranged.
        arrangement: Box<Arrangement>,
        /// Who writes it.
        by: String,
    },
    /// Propose who scores what; answered by `AssignmentProposed`.
    ProposeAssignment {
        /// The panel.
        place: Place,
        /// What stands is dealt anew, but for sheets that lie there.
        is_afresh: bool,
    },
    /// Do something about the meeting; answered by `Meeting`.
    Meeting(Place, Box<MeetingJob>),
    /// Do something about the round; answered by `Round`, where it is long work several times.
    Round(Place, RoundJob),
    /// Compute what a ruling on a conflict of interest would change; answered by
    /// `RulingTried`.
    TryRuling {
        /// The panel that was combined.
        panel: Arc<Panel>,
        /// Its sheets.
        sheets: Arc<Vec<ScoreSheet>>,
        /// The round.
        round: Round,
        /// The ruling.
        ruling: Conflict,
    },
    /// Read the joint opinion on a proposal and what it can be drafted from; answered by
    /// `OpinionRead`.
    ReadOpinion {
        /// The panel.
        place: Place,
        /// Proposal id.
        proposal: String,
        /// The chair who asks, by expert id; none for the secretariat.
        chair: Option<String>,
    },
    /// Compute what a vote on equal ranks would change; answered by `VoteTried`.
    TryVote {
        /// The panel that was combined.
        panel: Arc<Panel>,
        /// Its sheets.
        sheets: Arc<Vec<ScoreSheet>>,
        /// The round.
        round: Round,
        /// The vote.
        vote: TieVote,
    },
    /// Note that an expert accepted the commitment.
    Commit {
        /// The panel.
        place: Place,
        /// Expert id.
        expert: String,
        /// When, as files hold it.
        at: String,
    },
    /// Read all sheets and combine them; answered by `Combined`, with how many changes the
    /// panel had seen in this window when it was asked for.
    Combine(Place, u32),
    /// Compute what advises beside the result; answered by `Advised`.
    Advise {
        /// The panel that was combined.
        panel: Arc<Panel>,
        /// Its sheets.
        sheets: Arc<Vec<ScoreSheet>>,
        /// What they were combined to.
        standings: Arc<Standings>,
    },
    /// Combine under other rules, to see what would be; answered by `RulesTried`.
    TryRules {
        /// The panel that was combined.
        panel: Arc<Panel>,
        /// Its sheets.
        sheets: Arc<Vec<ScoreSheet>>,
        /// The round.
        round: Round,
        /// Rules and the values they are read with.
        rules: Vec<(String, String)>,
    },
    /// Add a line to the panel's journal, where it can be written; no answer.
    NoteInJournal {
        /// The panel.
        place: Place,
        /// Who.
        by: String,
        /// What.
        what: String,
    },
    /// Make a panel ready for searching; answered by `Indexed`.
    Index(Lent),
    /// Look which proposals have a gap; answered by `GapsFound`.
    FindGaps(Lent),
    /// Suggest a link for every proposal of a panel; answered by `LinksSuggested`.
    SuggestLinks(Lent),
    /// Look at the machine: these folders, terminal; answered by `SelfChecked`.
    CheckSelf(Vec<Folder>),
    /// Read the themes that can be chosen; answered by `ThemesRead`.
    ReadThemes,
    /// Keep where the person is for the next start.
    Remember(Box<Session>),
    /// Give the terminal back and stop until somebody tells the program to go on.
    Stop,
    /// Take the terminal again, as it may have been somebody else's, and draw everything.
    TakeTerminal,
    /// Leave, after everything before is done.
    Quit,
}
