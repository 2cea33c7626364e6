//! What a check of a whole panel found: facts only, the words are in the catalogues.

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file it is about, relative to the panel with `/`; empty for the whole panel.
    pub file: String,
    /// A key of the catalogues after `verify.`.
    pub key: &'static str,
    /// What stands for `{0}`, `{1}`, …
    pub details: Vec<String>,
}

impl Finding {
    /// Makes a finding.
    pub fn new(file: &str, key: &'static str, details: &[&str]) -> Self {
        Self {
            file: file.to_owned(),
            key,
            details: details.iter().map(|&detail| detail.to_owned()).collect(),
        }
    }
}

/// What was checked, and what does not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many files were checked.
    pub files: usize,
    /// What does not hold, by file.
    pub findings: Vec<Finding>,
}
