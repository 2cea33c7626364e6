//! How long a comment is: as many characters as people see. One rule for everything that is
//! asked of its length or told about it.

/// Returns how many characters a comment has, without line ends and without what is blank at
/// both ends.
pub fn length(comment: &str) -> usize {
    comment
        .trim()
        .chars()
        .filter(|one| !is_line_end(*one))
        .count()
}

/// Returns as much of a text as has so many characters at most, line ends not counted, and how
/// many of its characters are left out.
pub fn fitting(text: &str, most: usize) -> (&str, usize) {
    let mut seen = text.char_indices().filter(|(_, one)| !is_line_end(*one));
    let Some((end, _)) = seen.nth(most) else {
        return (text, 0);
    };
    let kept = text.get(..end).unwrap_or_default();
    (kept, 1 + seen.count())
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_no_characters_of_a_comment() {
        for (text, wanted) in [
            ("", 0),
            (" \n\n ", 0),
            ("两行\n文字", 4),
            ("两行\r\n文字\n", 4),
            ("a b\n\n\nc", 4),
        ] {
            assert_eq!(length(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn what_is_pasted_fits_by_the_same_rule() {
        assert_eq!(fitting("甲\n乙\n丙", 3), ("甲\n乙\n丙", 0));
        assert_eq!(fitting("甲\n乙\n丙丁\n", 2), ("甲\n乙\n", 2));
        assert_eq!(fitting("甲", 0), ("", 1));
        assert_eq!(fitting("", 0), ("", 0));
    }
}
