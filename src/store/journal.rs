//! The journal of a panel: who did what, one line each, plain text, only ever added to.
//! It is for people; nothing is computed from it.

use super::source::read_file;
use crate::text::scrub::scrub;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Its name in the panel folder.
pub const FILE: &str = "journal.log";
/// Longest line in characters; a longer one ends with three dots.
const LONGEST: usize = 2000;

/// Adds one line: when, who, what.
///
/// # Errors
/// The system's.
pub fn note(panel: &Path, at: &str, who: &str, what: &str) -> io::Result<()> {
    add(&mut open(panel)?, at, who, what)
}

/// Opens the journal for one more line.
///
/// # Errors
/// The system's.
pub fn open(panel: &Path) -> io::Result<File> {
    let path = panel.join(FILE);
    OpenOptions::new().append(true).create(true).open(path)
}

/// Adds one line to the open journal: when, who, what.
///
/// # Errors
/// The system's.
pub fn add(journal: &mut File, at: &str, who: &str, what: &str) -> io::Result<()> {
    let whole = format!("{at}\t{who}\t{what}").replace(['\n', '\r'], " ");
    let mut line: String = scrub(&whole).0.chars().take(LONGEST).collect();
    if whole.chars().count() > LONGEST {
        line.push_str("...");
    }
    line.push('\n');
    journal.write_all(line.as_bytes())?;
    journal.sync_data()
}

/// Returns the lines of the journal, oldest first; none where there is no journal.
pub fn lines(panel: &Path) -> Vec<String> {
    let limit = super::source::PANEL_FILE_LIMIT;
    let bytes = read_file(&panel.join(FILE), FILE, limit).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    text.lines()
        .map(|line| scrub(line).0.into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_and_stay_lines() {
        let folder = tempfile::tempdir().unwrap();
        assert!(lines(folder.path()).is_empty());
        note(folder.path(), "t1", "甲", "改了\n两行").unwrap();
        note(folder.path(), "t2", "乙", &"长".repeat(3000)).unwrap();
        let found = lines(folder.path());
        assert_eq!(found.len(), 2);
        assert_eq!(found[0], "t1\t甲\t改了 两行");
        assert!(found[1].ends_with("..."));
    }
}
