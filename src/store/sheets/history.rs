//! The history of a sheet is most of its text, and a program wrote it, one line for each value:
//! it is passed over where nobody asks for it.

/// Returns what stands before the history, where nothing but it and the seal stands behind:
/// so it is in every sheet that a program wrote.
pub fn without_history(text: &str) -> Option<&str> {
    const KEYS: [&str; 6] = [
        "revision = ",
        "parent = ",
        "cell = ",
        "from = ",
        "to = ",
        "at = ",
    ];
    let (before, behind) = text.split_once("\n[[history]]\n")?;
    let (history, _) = behind.rsplit_once("\n[seal]\n")?;
    let is_of_history = |line: &str| {
        line.is_empty() || line == "[[history]]" || KEYS.iter().any(|key| line.starts_with(key))
    };
    history.lines().all(is_of_history).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

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
