//! The history of a sheet is most of its text, and a program wrote it, one line for each value:
//! it is passed over where nobody asks for it, and kept as the text that it is where somebody
//! may.

use crate::domain::sheet::History;
use crate::text::scrub::scrub;

/// Returns what stands before the history and the history, where nothing but the seal stands
/// behind: so it is in every sheet that a program wrote.
pub fn parted(text: &str) -> Option<(&str, &str)> {
    split(text).filter(|(_, history)| is_history(history))
}

/// Returns what stands before the first head of a history, and the rest up to the seal.
pub fn split(text: &str) -> Option<(&str, &str)> {
    let (before, _) = text.split_once("\n[[history]]\n")?;
    let (history, _) = text.get(before.len()..)?.rsplit_once("\n[seal]\n")?;
    Some((before, history))
}

/// Tells whether a text has nothing but entries of a history.
pub fn is_history(text: &str) -> bool {
    const KEYS: [&str; 6] = [
        "revision = ",
        "parent = ",
        "cell = ",
        "from = ",
        "to = ",
        "at = ",
    ];
    let is_of_history = |line: &str| {
        line.is_empty() || line == "[[history]]" || KEYS.iter().any(|key| line.starts_with(key))
    };
    // most are written without an escape, which is told much sooner
    History::is_written(text) || text.lines().all(is_of_history)
}

/// Returns a history as the text that it is; none where its entries would be written otherwise,
/// or something in it has to be taken out first.
pub fn kept(history: &str) -> Option<History> {
    let is_harmless = scrub(history).1 == 0;
    is_harmless.then(|| History::of_text(history)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_history_at_the_end_is_passed_over() {
        let sheet = |middle: &str| format!("a = 1\n{middle}\n[seal]\nsha256 = \"x\"\n");
        let entry = "\n[[history]]\nrevision = 1\ncell = \"a\"\n";
        assert_eq!(parted(&sheet(entry)), Some(("a = 1\n", entry)));
        for other in ["", "\n[[history]]\nrevision = 1\n[scores]\na = \"1\"\n"] {
            assert_eq!(parted(&sheet(other)), None, "{other}");
        }
    }
}
