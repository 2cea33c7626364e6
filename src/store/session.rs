//! What the program remembers between two starts: where the person was. It decides nothing.

use super::reading;
use super::save::{Disk, save};
use super::source::{SHEET_LIMIT, Source};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

const FILE: &str = "session.toml";

/// Where the person was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// Panel as named, `demo` for the demonstration; empty at the first start.
    pub panel: String,
    /// Seat: an expert id, `secretariat`, or empty.
    pub seat: String,
    /// Key of the screen.
    pub screen: String,
    /// Proposal that was open.
    pub proposal: String,
    /// Cell that was open, by the name the history uses.
    pub cell: String,
    /// Language that was chosen in the program, `zh` or `en`, or empty.
    pub language: String,
    /// Glyph profile that was chosen in the program, or empty.
    pub glyphs: String,
    /// Theme that was chosen in the program, or empty.
    pub theme: String,
    /// Seats that accepted the commitment, by panel.
    pub committed: BTreeMap<String, BTreeSet<String>>,
}

/// Reads the session of a data folder; a missing or damaged one is an empty one.
pub fn read(folder: &Path) -> Session {
    let source = Source::Folder(folder.to_path_buf());
    let mut ignored = Vec::new();
    source
        .read(FILE, SHEET_LIMIT)
        .and_then(|bytes| {
            reading::decode(FILE, &bytes).and_then(|text| reading::toml(FILE, text, &mut ignored))
        })
        .unwrap_or_default()
}

/// Writes the session.
///
/// # Errors
/// The system's.
pub fn write(folder: &Path, session: &Session) -> io::Result<()> {
    let text = toml::to_string(session).map_err(io::Error::other)?;
    save(&Disk, &folder.join(FILE), text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_session_is_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session {
            panel: "demo".into(),
            seat: "E09".into(),
            ..Session::default()
        };
        session
            .committed
            .entry("demo".into())
            .or_default()
            .insert("E09".into());
        write(folder.path(), &session).unwrap();
        assert_eq!(read(folder.path()), session);
        std::fs::write(folder.path().join(FILE), "panel = ").unwrap();
        assert_eq!(read(folder.path()), Session::default());
    }
}
