//! The history of a sheet is most of its text, and a program wrote it, one line for each value:
//! it is passed over where nobody asks for it, and read line by line where somebody does. Of
//! any other text the whole is read as TOML.

use crate::domain::sheet::HistoryEntry;
use crate::text::scrub::scrub;

const BEGIN: &str = "\n[[history]]\n";

/// Returns what stands before the history, where nothing but it and the seal stands behind:
/// so it is in every sheet that a program wrote.
pub fn without_history(text: &str) -> Option<&str> {
    apart(text).map(|(before, _)| before)
}

/// Returns what stands before the history, and the history without its first head, where
/// nothing but it and the seal stands behind.
pub fn apart(text: &str) -> Option<(&str, &str)> {
    const KEYS: [&str; 6] = [
        "revision = ",
        "parent = ",
        "cell = ",
        "from = ",
        "to = ",
        "at = ",
    ];
    let (before, behind) = text.split_once(BEGIN)?;
    let (history, _) = behind.rsplit_once("\n[seal]\n")?;
    let is_of_history = |line: &str| {
        line.is_empty() || line == "[[history]]" || KEYS.iter().any(|key| line.starts_with(key))
    };
    let is_whole = history.lines().all(is_of_history);
    is_whole.then_some((before, history))
}

/// Returns the entries of a history that stands apart, oldest first; none where a line is not
/// as the program writes it, or holds anything but plain text.
pub fn read(history: &str) -> Option<Vec<HistoryEntry>> {
    if scrub(history).1 > 0 {
        return None;
    }
    history.split(BEGIN).map(entry).collect()
}

fn entry(text: &str) -> Option<HistoryEntry> {
    let mut lines = text.strip_suffix('\n')?.split('\n');
    let number = lines.next()?.strip_prefix("revision = ")?;
    let revision: u32 = number.parse().ok()?;
    let mut value = |key: &str| {
        let value = lines.next()?.strip_prefix(key)?;
        let value = value.strip_prefix(" = \"")?.strip_suffix('"')?;
        (!value.contains(['"', '\\'])).then(|| value.to_owned())
    };
    let entry = HistoryEntry {
        revision,
        parent: value("parent")?,
        cell: value("cell")?,
        from: value("from")?,
        to: value("to")?,
        at: value("at")?,
    };
    (lines.next().is_none() && number == revision.to_string()).then_some(entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::seal::sealed_text;
    use crate::domain::sheet::{CellName, Round, ScoreSheet};

    #[test]
    fn a_history_is_read_as_it_was_written() {
        let mut sheet = ScoreSheet::new("demo", "E01", "SM-01", Round::First);
        let score = CellName::Score("target".into());
        for (cell, to) in [(&score, "16"), (&CellName::Comment, "说明"), (&score, "")] {
            assert!(sheet.change(cell, to, "2026-01-01T00:00:00+08:00"));
            let text = sealed_text(&sheet);
            let (_, history) = apart(&text).unwrap();
            assert_eq!(read(history).unwrap(), sheet.history);
        }
    }

    #[test]
    fn what_is_not_as_the_program_writes_it_is_left_to_toml() {
        let whole =
            "revision = 1\nparent = \"\"\ncell = \"a\"\nfrom = \"\"\nto = \"1\"\nat = \"\"\n";
        assert_eq!(read(whole).unwrap().len(), 1);
        for (is, other) in [
            ("= 1\n", "= 01\n"),
            ("= 1\n", "= -1\n"),
            ("= 1\n", "= 1 # note\n"),
            ("\"a\"", "\"a\\n\""),
            ("\"a\"", "\"a\" # \"note\""),
            ("\"a\"", "'a'"),
            ("\"a\"", "\"a\u{1b}\""),
            ("from = \"\"\n", ""),
            ("from = \"\"\nto = \"1\"", "to = \"1\"\nfrom = \"\""),
            ("at = \"\"\n", "at = \"\"\nat = \"\"\n"),
            ("at = \"\"\n", "at = \"\""),
        ] {
            assert!(whole.contains(is), "{is}");
            assert_eq!(read(&whole.replace(is, other)), None, "{other}");
        }
    }

    #[test]
    fn only_a_history_at_the_end_is_passed_over() {
        let sheet = |middle: &str| format!("a = 1\n{middle}\n[seal]\nsha256 = \"x\"\n");
        let entry = "\n[[history]]\nrevision = 1\ncell = \"a\"\n";
        assert_eq!(without_history(&sheet(entry)), Some("a = 1\n"));
        for other in ["", "\n[[history]]\nrevision = 1\n[scores]\na = \"1\"\n"] {
            assert_eq!(without_history(&sheet(other)), None, "{other}");
        }
    }
}
