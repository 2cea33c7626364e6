//! Finds where a key or a word stands in a TOML text that was read without places, so
//! that a problem found later can still name line and column.

use std::ops::Range;

/// Returns where `key` stands in the table `section` (`""` for the top); the start of the
/// text where it cannot be found.
pub fn key(text: &str, section: &str, key: &str) -> Range<usize> {
    find(text, section, key).map_or(0..0, |(key, _)| key)
}

/// Returns where the value of `key` stands in the table `section`, as far as its line goes.
pub fn value(text: &str, section: &str, key: &str) -> Range<usize> {
    find(text, section, key).map_or(0..0, |(_, value)| value)
}

fn find(text: &str, section: &str, key: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut here = "";
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if let Some(header) = trimmed.strip_prefix('[') {
            let name = header.trim_start_matches('[').split(']').next();
            here = name.unwrap_or_default().trim();
        } else if here == section
            && let Some(found) = key_and_value(line, key)
        {
            let shift = |range: Range<usize>| start + range.start..start + range.end;
            return Some((shift(found.0), shift(found.1)));
        }
        start += line.len();
    }
    None
}

fn key_and_value(line: &str, key: &str) -> Option<(Range<usize>, Range<usize>)> {
    let from = line.len() - line.trim_start().len();
    let (name, rest) = line.split_once('=')?;
    let bare = name.trim().trim_matches(['"', '\'']);
    if bare != key {
        return None;
    }
    let to = from + name.trim().len();
    let value = name.len() + 1 + (rest.len() - rest.trim_start().len());
    Some((from..to, value..value + rest.trim().len()))
}

/// Returns the `nth` place, from 0, where `word` stands in quotes; the start of the text
/// where it cannot be found. Comments are passed over.
pub fn quoted(text: &str, word: &str, nth: usize) -> Range<usize> {
    let mut start = 0;
    let mut places = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.trim_start().starts_with('#') {
            for quote in ['"', '\''] {
                let wanted = format!("{quote}{word}{quote}");
                let found = line.match_indices(&wanted);
                places.extend(found.map(|(at, _)| start + at..start + at + wanted.len()));
            }
        }
        start += line.len();
    }
    places.get(nth).or(places.last()).cloned().unwrap_or(0..0)
}

/// Returns where the block that begins with the `nth` line `header` (from 0) stands.
pub fn block(text: &str, header: &str, nth: usize) -> Range<usize> {
    let mut start = 0;
    let mut seen = 0;
    let mut open: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        if line.trim().starts_with(header) {
            if let Some(begin) = open {
                return begin..start;
            }
            if seen == nth {
                open = Some(start);
            }
            seen += 1;
        }
        start += line.len();
    }
    open.map_or(0..0, |begin| begin..text.len())
}

/// Returns where the value of `key` stands inside the `nth` block that begins with `header`.
pub fn value_in_block(text: &str, header: &str, nth: usize, key: &str) -> Range<usize> {
    let block = block(text, header, nth);
    let slice = text.get(block.clone()).unwrap_or_default();
    let section = header.trim_matches(['[', ']']);
    let found = value(slice, section, key);
    block.start + found.start..block.start + found.end
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "id = \"a\"\n# \"b\"\n[scores]\nid = \"b\"\n\"x\" = '7'\n[[e]]\nid = \"b\"\n[[e]]\nid = \"c\"\n";

    #[test]
    fn keys_words_and_blocks_are_found() {
        assert_eq!(&TEXT[value(TEXT, "", "id")], "\"a\"");
        assert_eq!(&TEXT[value(TEXT, "scores", "id")], "\"b\"");
        assert_eq!(&TEXT[value(TEXT, "scores", "x")], "'7'");
        assert_eq!(&TEXT[key(TEXT, "scores", "x")], "\"x\"");
        assert_eq!(value(TEXT, "scores", "nothing"), 0..0);
        assert_eq!(
            quoted(TEXT, "b", 0).start,
            TEXT.find("= \"b\"").unwrap() + 2
        );
        assert!(quoted(TEXT, "b", 1).start > TEXT.find("[[e]]").unwrap());
        assert_eq!(&TEXT[block(TEXT, "[[e]]", 1)], "[[e]]\nid = \"c\"\n");
        assert_eq!(&TEXT[block(TEXT, "[[e]]", 0)], "[[e]]\nid = \"b\"\n");
    }
}
