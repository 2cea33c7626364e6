//! What becomes of received files: for each its outcome and why, and the cells that a person
//! has to decide. The facts only; the words are in the catalogues.

use super::problem::Problem;
use super::sheet::Round;

/// What became of a received file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 相同: everything in it was known.
    Same,
    /// 旧版: only versions that newer ones descend from.
    Older,
    /// 新收: sheets of which no version was known.
    New,
    /// 更新: newer versions of known sheets.
    Updated,
    /// 已合并: versions that went another way, joined without a question left.
    Merged,
    /// 部分找回: damaged, and every sheet that is whole was taken.
    Salvaged,
    /// 有冲突，待裁定: cells that a person has to decide.
    Conflict,
    /// 暂不计入: something in it does not belong here.
    Quarantined,
    /// 损坏: nothing in it is whole.
    Damaged,
}

impl Outcome {
    /// All outcomes, the least serious first.
    pub const ALL: [Self; 9] = [
        Self::Same,
        Self::Older,
        Self::New,
        Self::Updated,
        Self::Merged,
        Self::Salvaged,
        Self::Conflict,
        Self::Quarantined,
        Self::Damaged,
    ];

    /// Returns the key used in `--json` documents and, after `merge.`, in the catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Older => "older",
            Self::New => "new",
            Self::Updated => "updated",
            Self::Merged => "merged",
            Self::Salvaged => "salvaged",
            Self::Conflict => "conflict",
            Self::Quarantined => "quarantined",
            Self::Damaged => "damaged",
        }
    }

    /// Tells whether a person has to look at it.
    pub fn needs_a_person(self) -> bool {
        self >= Self::Salvaged
    }
}

/// Why: a key of the catalogues after `merge.why_`, and its details.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Why {
    /// The key.
    pub key: &'static str,
    /// What stands for `{0}`, `{1}`, …
    pub details: Vec<String>,
}

impl Why {
    /// Makes a reason.
    pub fn new(key: &'static str, details: &[&str]) -> Self {
        Self {
            key,
            details: details.iter().map(|&detail| detail.to_owned()).collect(),
        }
    }
}

/// One received file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedFile {
    /// Its name as it was received.
    pub file: String,
    /// SHA-256 of its bytes; its name in the inbox. Empty where it could not be read.
    pub digest: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why, in the order of the file.
    pub why: Vec<Why>,
    /// Whose sheets it holds; empty where that cannot be told.
    pub expert: String,
    /// The code of a hand-in, else empty.
    pub code: String,
    /// How many of its sheets were taken in or were there already.
    pub sheets: usize,
}

/// Names one sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SheetName {
    /// Expert id.
    pub expert: String,
    /// Round.
    pub round: Round,
    /// Proposal id.
    pub proposal: String,
}

impl SheetName {
    /// Returns the file of the sheet, relative to the panel with `/`.
    pub fn file(&self) -> String {
        let (round, expert) = (self.round.key(), &self.expert);
        format!("scores/{round}/{expert}/{}.toml", self.proposal)
    }
}

/// A cell that two versions changed differently and nobody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenConflict {
    /// The sheet.
    pub sheet: SheetName,
    /// The cell as the history names it.
    pub cell: String,
    /// What the common version holds; it counts until somebody decides.
    pub before: String,
    /// The values to choose from.
    pub values: Vec<Candidate>,
}

/// One of the values that a cell was changed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The value; empty means nothing.
    pub value: String,
    /// Names of the received files that hold it, sorted; empty where it stands in the panel.
    pub files: Vec<String>,
    /// When it was last changed to this value, as its history tells.
    pub at: String,
}

/// What a merge came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merge {
    /// The received files in the order they were named.
    pub files: Vec<ReceivedFile>,
    /// What a person has to decide, by sheet and cell.
    pub conflicts: Vec<OpenConflict>,
    /// Sheets of the panel that were written, or would be.
    pub written: usize,
    /// Experts whose sheets are open in another window and were left as they are.
    pub busy: Vec<String>,
    /// What is wrong with the panel's own files and with what was kept before.
    pub problems: Vec<Problem>,
}

impl Merge {
    /// Tells whether something was damaged, does not belong here or has to be decided.
    pub fn needs_a_person(&self) -> bool {
        let mut files = self.files.iter();
        !self.conflicts.is_empty()
            || !self.busy.is_empty()
            || files.any(|file| file.outcome.needs_a_person())
    }
}
