//! Text that stays text: marks, HTML and addresses in it are escaped.

use crate::text::scrub::{fold_line_ends, scrub};

/// Characters that are a mark wherever they stand.
const MARKS: [char; 13] = [
    '\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '&', '#', '$',
];

/// Returns a text as one line, wherever on it other text stands.
pub fn line(text: &str) -> String {
    escaped_line(&clean(text).replace('\n', " "))
}

/// Returns a text with its line breaks; an empty line parts paragraphs.
pub fn lines(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    let mut is_open = false;
    for one in text.split('\n') {
        let one = escaped_line(one);
        if one.is_empty() {
            is_open = false;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if is_open { "\\\n" } else { "\n\n" });
        }
        out.push_str(&one);
        is_open = true;
    }
    out
}

/// Returns a text for a cell of a table.
pub fn cell(text: &str) -> String {
    let text = clean(text);
    let pieces: Vec<String> = text.trim().lines().map(|one| escaped(one.trim())).collect();
    pieces.join("<br>")
}

/// Returns a text without what must not reach a reader, on lines that end as ours do.
pub fn clean(text: &str) -> String {
    let folded = fold_line_ends(text).replace('\r', "\n").replace('\t', " ");
    scrub(&folded).0.into_owned()
}

/// Escapes a line, and what would be a mark at its beginning.
fn escaped_line(text: &str) -> String {
    let text = text.trim();
    let digits = text.len()
        - text
            .trim_start_matches(|one: char| one.is_ascii_digit())
            .len();
    let (number, rest) = text.split_at(digits);
    let after = rest.chars().nth(1);
    let is_item = after.is_none() || after == Some(' ');
    let is_rule = rest.chars().all(|one| "-=: ".contains(one));
    let is_point = digits > 0 && is_item && rest.starts_with(['.', ')']);
    let is_mark = digits == 0 && (is_item || is_rule) && rest.starts_with(['-', '+', '=', ':']);
    let escape = if is_point || is_mark { "\\" } else { "" };
    format!("{number}{escape}{}", escaped(rest))
}

/// Escapes marks anywhere in a line, and what would become a link.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (place, one) in text.char_indices() {
        let is_mark = MARKS.contains(&one);
        if is_mark || begins_link(text, place, one) {
            out.push('\\');
        }
        out.push(one);
    }
    out
}

/// Tells whether a point or a colon would make a link of the words around it.
fn begins_link(text: &str, place: usize, one: char) -> bool {
    let before = text.get(..place).unwrap_or_default();
    let after = text.get(place + one.len_utf8()..).unwrap_or_default();
    match one {
        '.' => {
            let start = before.len().saturating_sub(3);
            before
                .get(start..)
                .is_some_and(|last| last.eq_ignore_ascii_case("www"))
        }
        ':' => after.starts_with("//"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_and_figures_are_not() {
        for (text, wanted) in [
            ("8.50", "8.50"),
            ("43 proposals", "43 proposals"),
            ("-3", "-3"),
            ("- - -", "\\- - -"),
            ("1.", "1\\."),
            ("转矩密度 ≥ 13 Nm/kg（20℃）", "转矩密度 ≥ 13 Nm/kg（20℃）"),
            ("**粗** _斜_ `码`", "\\*\\*粗\\*\\* \\_斜\\_ \\`码\\`"),
            ("<script>&lt;", "\\<script\\>\\&lt;"),
            ("[链](http://a.b)", "\\[链\\](http\\://a.b)"),
            ("WWW.a.b", "WWW\\.a.b"),
            ("# 题", "\\# 题"),
            ("- 点", "\\- 点"),
            ("12. 点", "12\\. 点"),
            ("12) 点", "12\\) 点"),
            ("===", "\\==="),
            ("    码", "码"),
            ("\u{1b}[2J\u{202e}甲\r\n乙", "\\[2J甲 乙"),
        ] {
            assert_eq!(line(text), wanted, "{text}");
        }
    }

    #[test]
    fn line_breaks_are_kept() {
        assert_eq!(lines("甲\n- 乙\n\n丙\n"), "甲\\\n\\- 乙\n\n丙");
        assert_eq!(cell("甲|\\\n-5"), "甲\\|\\\\<br>-5");
    }
}
