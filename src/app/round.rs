//! The life of a round, as the shell and the state machine tell each other: what is asked
//! for, what came of it, and what is known of it in the open panel.

use crate::analysis::readiness::Readiness;
use crate::domain::edition::{PlanChanges, Resting};
use crate::domain::panel::{Panel, PanelHead};
use crate::domain::problem::{Problem, Severity};
use crate::domain::verifying::{Finding, Verified};
use crate::i18n::Language;
use crate::report::Kind;
use crate::report::produce::Wanted;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which way the phase is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseChange {
    /// Opened, opened again, or the rules fixed again.
    Open,
    /// Closed.
    Close,
}

/// What is asked of the shell.
#[derive(Debug, Clone, PartialEq)]
pub enum RoundJob {
    /// Look how far the round is: everything is checked, packs and archive are looked for where
    /// they were made last.
    Look {
        /// Folder of the packs; empty where none is known.
        packs: String,
        /// The archive; empty where none is known.
        archive: String,
    },
    /// Look only whether the panel's head was changed elsewhere.
    LookAtHead,
    /// Change the phase.
    Change {
        /// Which way.
        to: PhaseChange,
        /// Who does it.
        by: String,
        /// Why; may be empty.
        reason: String,
    },
    /// Make the packs of a few experts, each in a folder of its own.
    MakePacks {
        /// Expert ids.
        experts: Vec<String>,
        /// The folder around them.
        folder: String,
        /// It is made where it is not there.
        makes_folder: bool,
        /// Who does it.
        by: String,
    },
    /// Check the whole panel again from its files.
    Verify,
    /// Compare codes from the signed paper: expert and code.
    CompareCodes(Vec<(String, String)>),
    /// Pack the closed round into one file.
    Archive {
        /// The file.
        file: String,
        /// Who does it.
        by: String,
    },
    /// Write reports into a folder.
    Report(Box<ReportOrder>),
    /// Read the journal.
    ReadJournal,
    /// Look what a later edition of the plan in a folder changes.
    LookAtEdition(String),
    /// Put it into the panel.
    LoadEdition {
        /// The folder.
        folder: String,
        /// Who does it.
        by: String,
        /// Why.
        reason: String,
    },
}

/// What a later edition of the plan changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EditionSeen {
    /// What it calls itself.
    pub name: String,
    /// Digest of its files.
    pub digest: String,
    /// What differs.
    pub changes: PlanChanges,
    /// Submitted sheets that rest on a text that changes.
    pub resting: Vec<Resting>,
}

/// Which reports, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportOrder {
    /// Documents and formats.
    pub wanted: Wanted,
    /// The folder; it is made if need be.
    pub folder: String,
    /// Language of the documents.
    pub language: Language,
}

/// What became of the reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportsMade {
    /// Full path of the folder.
    pub folder: String,
    /// How many files were written.
    pub files: usize,
    /// Files that were not, each with a reason by its catalogue key.
    pub failed: Vec<(String, &'static str)>,
    /// Files that somebody had changed, and where they are kept.
    pub kept: Vec<(String, String)>,
    /// What a reader has to know, by document.
    pub remarks: Vec<(Kind, String)>,
}

impl RoundJob {
    /// Tells whether it writes, and so comes behind every save before it.
    pub fn writes(&self) -> bool {
        matches!(
            self,
            Self::Change { .. }
                | Self::MakePacks { .. }
                | Self::Archive { .. }
                | Self::LoadEdition { .. }
        )
    }
}

/// Why something was not done; nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoundRefusal {
    /// The panel has errors: how many, and the first of them.
    Errors(usize, Box<Problem>),
    /// There is no such folder; it is made where that is asked for once more.
    NoFolder,
    /// Something of that name is there.
    Taken,
    /// It takes a reason: rules that were fixed have changed, or the round is closed.
    NeedsReason,
    /// A reason, by its catalogue key, and the file or folder it is about.
    Reason(&'static str, String),
}

/// What became of one pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackResult {
    /// It was made: proposals to score, proposals with a recusal, sheets that were there.
    Made(usize, usize, usize),
    /// Something lies there already and was left as it is.
    There,
    /// It could not be made: a reason by its catalogue key, and the file it is about.
    Failed(&'static str, String),
}

/// One pack and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackMade {
    /// Expert id.
    pub expert: String,
    /// What became of it.
    pub result: PackResult,
}

/// A round in one file, read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveMade {
    /// Full path.
    pub file: String,
    /// How many files of the panel are in it.
    pub files: usize,
    /// Its size in bytes.
    pub bytes: usize,
    /// SHA-256 of its bytes.
    pub digest: String,
}

/// How far the round is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoundSeen {
    /// What is there.
    pub readiness: Readiness,
    /// What checking everything found.
    pub problems: Vec<Problem>,
    /// Experts whose packs lie in the folder; none where there is no such folder.
    pub packs: Option<Vec<String>>,
    /// The archive that was made last lies where it was made.
    pub has_archive: bool,
}

impl RoundSeen {
    /// Returns how many errors and how many warnings keep from opening or should be looked at
    /// before; sheets that changed rules do not fit keep nobody from fixing the rules again.
    pub fn counts(&self) -> (usize, usize) {
        let of_rules = self.of_rules();
        let is_error = |one: &&&Problem| one.severity() == Severity::Error;
        let errors = of_rules.iter().filter(is_error).count();
        (errors, of_rules.len() - errors)
    }

    /// Returns what was found in everything but the sheets.
    pub fn of_rules(&self) -> Vec<&Problem> {
        let problems = self.problems.iter();
        problems
            .filter(|one| !one.file.starts_with("scores/"))
            .collect()
    }
}

/// Long work that tells how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Checking the panel from its files.
    Verifying,
    /// Packing into one file, and reading it back.
    Archiving,
    /// Writing reports.
    Reporting,
}

/// What came of a job.
#[derive(Debug, Clone, PartialEq)]
pub enum RoundAnswer {
    /// How far the round is.
    Seen(Box<RoundSeen>),
    /// The panel's head as it lies there; none where it cannot be read.
    Head(Option<Box<PanelHead>>),
    /// The phase was changed, and how the head is now; or why not.
    Changed(PhaseChange, Result<Box<PanelHead>, RoundRefusal>),
    /// What became of a few packs, or why none was tried.
    PacksMade(Result<Vec<PackMade>, RoundRefusal>),
    /// Work goes on: done, all.
    GoesOn(Work, usize, usize),
    /// The panel was checked.
    Verified(Box<Verified>),
    /// The codes that were compared, and what does not fit.
    CodesCompared(Vec<(String, String)>, Vec<Finding>),
    /// The archive, or why there is none.
    Archived(Result<ArchiveMade, RoundRefusal>),
    /// What became of the reports, or why there are none.
    Reported(Result<ReportsMade, RoundRefusal>),
    /// The lines of the journal, oldest first.
    Journal(Vec<String>),
    /// What the edition in a folder changes, or why it is none.
    EditionSeen(String, Result<Box<EditionSeen>, RoundRefusal>),
    /// The edition is in the panel, which is as it was read again; or why not.
    EditionLoaded(Result<Arc<Panel>, RoundRefusal>),
}

/// Packs on their way, or made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackRun {
    /// The folder around them.
    pub folder: String,
    /// It was asked for once more to make it.
    pub makes_folder: bool,
    /// Experts whose packs are still to be made.
    pub waiting: Vec<String>,
    /// How many packs were asked for.
    pub all: usize,
    /// What became of the others.
    pub made: Vec<PackMade>,
    /// Why it was not gone on with.
    pub refusal: Option<RoundRefusal>,
    /// Some of them are being made.
    pub is_running: bool,
}

/// Codes by expert that were compared, and what did not fit.
pub type ComparedCodes = (Vec<(String, String)>, Vec<Finding>);

/// What is known of the round in the open panel, and what is being done about it.
#[derive(Debug, Clone, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools)] // each tells of one kind of work that is on its way
pub struct RoundBook {
    /// How far it was at the last look.
    pub seen: Option<RoundSeen>,
    /// A look is on its way.
    pub is_looking: bool,
    /// Something changed since that look began: there is another one behind it.
    pub looks_again: bool,
    /// A look at the head is on its way.
    pub is_looking_at_head: bool,
    /// The phase is being changed.
    pub is_changing: bool,
    /// The packs that were asked for last.
    pub packs: Option<PackRun>,
    /// The panel is being checked: done, all.
    pub verifying: Option<(usize, usize)>,
    /// What the last check found, and when it came.
    pub verified: Option<Verified>,
    /// Digits of the codes, by expert, as they were typed.
    pub codes: BTreeMap<String, String>,
    /// Codes are being compared.
    pub is_comparing: bool,
    /// The codes that were compared last, and what did not fit.
    pub compared: Option<ComparedCodes>,
    /// The archive is being made: done, all.
    pub archiving: Option<(usize, usize)>,
    /// The archive that was made last.
    pub archived: Option<ArchiveMade>,
    /// Reports are being written: done, all.
    pub reporting: Option<(usize, usize)>,
    /// It was said that reports are being written, and the next wish to leave is followed.
    pub leaves_reports: bool,
    /// What was changed elsewhere and is still to be seen, in words.
    pub news: Option<String>,
}

impl RoundBook {
    /// Forgets what was checked: files or sheets are no longer those that were looked at.
    pub fn forget_checks(&mut self) {
        self.verified = None;
        self.compared = None;
    }
}
