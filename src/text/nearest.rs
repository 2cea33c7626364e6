//! Which known name a mistyped one was meant to be.

/// Returns the known name that is least unlike `word`; `None` where none is like it. Two
/// names are alike when at most a third of the letters has to be changed, and one at least.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (changes(word, name), name))
        .filter(|(changes, _)| *changes <= allowed)
        .min_by_key(|(changes, _)| *changes)
        .map(|(_, name)| name)
}

/// How many letters have to be put in, taken out or exchanged; two neighbours that changed
/// places count once.
fn changes(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.iter().enumerate() {
        let mut here = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX);
            let exchanged = at(&above, column) + usize::from(letter != other);
            let mut best = exchanged
                .min(at(&above, column + 1) + 1)
                .min(at(&here, column) + 1);
            let crossed = row.checked_sub(1).zip(column.checked_sub(1));
            if let Some((earlier, left)) = crossed
                && from.get(earlier) == Some(other)
                && to.get(left) == Some(letter)
            {
                best = best.min(at(&before, left).saturating_add(1));
            }
            here.push(best);
        }
        before = std::mem::replace(&mut above, here);
    }
    above.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_fingers_is_understood_and_another_word_is_not() {
        let names = ["default", "light", "dark", "high-contrast", "mono"];
        for (typed, meant) in [
            ("drak", Some("dark")),
            ("lihgt", Some("light")),
            ("highcontrast", Some("high-contrast")),
            ("mono ", Some("mono")),
            ("solarized", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, names), meant, "{typed}");
        }
    }
}
