//! What goes out and comes back, as the shell and the state machine tell each other: a file
//! that was handed in, files that were seen, what the inbox holds.

use crate::domain::merging::{Merge, OpenConflict, ReceivedFile};
use crate::domain::problem::Problem;

/// A file that was handed in and read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedIn {
    /// Its full path.
    pub file: String,
    /// How many sheets it holds.
    pub sheets: usize,
    /// How many of them are submitted, recused or abstained.
    pub finished: usize,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// The code for the signed paper.
    pub code: String,
    /// Files of sheets that are damaged and not in it.
    pub left_out: Vec<String>,
}

/// Why nothing was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandInRefusal {
    /// There is no such folder; it is made where that is asked for once more.
    NoFolder,
    /// A reason, by its catalogue key, and the file it is about.
    Reason(&'static str, String),
}

/// Why nothing was merged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeRefusal {
    /// A file of the panel that decides what may come in cannot be read.
    Panel(Problem),
    /// A reason, by its catalogue key.
    Reason(&'static str),
}

/// One line of the list of received files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// The file and what became of it.
    pub file: ReceivedFile,
    /// When, as the journal tells it; empty where that is not known.
    pub at: String,
    /// It lay in the inbox before the screen was opened.
    pub is_earlier: bool,
}

/// What a look at the folders found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Files to take in: the same at two looks, and not known.
    pub ready: Vec<String>,
    /// Something whole lies in the inbox under a name of its own.
    pub is_dropped: bool,
    /// How many files are still being written.
    pub growing: usize,
    /// How many files of the watched folder are neither hand-ins nor sheets.
    pub others: usize,
    /// The watched folder can be read.
    pub is_there: bool,
}

/// What lies in the inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Surveyed {
    /// The files, the newest first.
    pub files: Vec<Arrived>,
    /// What a person has to decide.
    pub conflicts: Vec<OpenConflict>,
}

/// What was received in the open panel, and what is being done about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Inbox {
    /// The received files, the newest first.
    pub files: Vec<Arrived>,
    /// What a person has to decide.
    pub conflicts: Vec<OpenConflict>,
    /// Experts whose sheets were open in another window.
    pub busy: Vec<String>,
    /// Files of the panel that cannot be used.
    pub problems: Vec<Problem>,
    /// A merge is on its way; how many of how many files are read, once that is told.
    pub merging: Option<(usize, usize)>,
    /// A look at the folders is on its way.
    pub is_looking: bool,
    /// What the last look found.
    pub seen: Option<Seen>,
    /// Why the last merge was refused.
    pub refusal: Option<MergeRefusal>,
    /// What was read before is told.
    pub is_surveyed: bool,
}

impl Inbox {
    /// Takes what a merge came to.
    pub fn take(&mut self, merge: Merge, at: &str) {
        // the same file that comes to the same again is told once
        let is_same = |one: &Arrived, file: &ReceivedFile| {
            let other = &one.file;
            (&other.file, &other.digest, other.outcome) == (&file.file, &file.digest, file.outcome)
        };
        self.files
            .retain(|one| !merge.files.iter().any(|file| is_same(one, file)));
        let arrived = merge.files.into_iter().rev().map(|file| Arrived {
            file,
            at: at.to_owned(),
            is_earlier: false,
        });
        self.files.splice(0..0, arrived);
        self.conflicts = merge.conflicts;
        self.busy = merge.busy;
        self.problems = merge.problems;
        self.merging = None;
        self.refusal = None;
    }

    /// Takes what lay in the inbox before.
    pub fn take_survey(&mut self, surveyed: Surveyed) {
        let known = |digest: &str| self.files.iter().any(|one| one.file.digest == digest);
        let earlier: Vec<Arrived> = surveyed
            .files
            .into_iter()
            .filter(|one| !known(&one.file.digest))
            .collect();
        self.files.extend(earlier);
        self.conflicts = surveyed.conflicts;
        self.is_surveyed = true;
    }

    /// Tells whether something that came with a file still waits for a decision.
    pub fn is_open(&self, file: &ReceivedFile) -> bool {
        let mut conflicts = self.conflicts.iter();
        conflicts.any(|conflict| conflict.sheet.expert == file.expert)
    }

    /// Tells whether a hand-in of an expert was received.
    pub fn has_file(&self, expert: &str) -> bool {
        let mut files = self.files.iter().map(|one| &one.file);
        files.any(|file| file.expert == expert && !file.code.is_empty())
    }

    /// Tells whether a hand-in of an expert with this code was received.
    pub fn has_code(&self, expert: &str, code: &str) -> bool {
        let mut files = self.files.iter().map(|one| &one.file);
        files.any(|file| file.expert == expert && file.code == code && !code.is_empty())
    }
}
