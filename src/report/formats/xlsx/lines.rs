//! How much room text takes: spreadsheets make no row taller by themselves where cells are
//! joined, and no row is ever taller than [`TALLEST`].

use crate::text::scrub::scrub;
use crate::text::width::columns;
use crate::text::wrap::wrap;
use std::borrow::Cow;

/// Most UTF-16 units in a cell.
const MOST_UNITS: usize = 32_767;
/// Tallest row, in points.
pub(super) const TALLEST: f64 = 409.0;
/// Space above and below the lines of a cell, in points.
const MARGIN: f64 = 4.0;
/// From line to line, in sizes of the font.
const PITCH: f64 = 1.35;

/// Returns the text without what no workbook may hold.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let clean = scrub(text).0;
    if clean.contains(['\u{fffe}', '\u{ffff}']) {
        Cow::Owned(clean.replace(['\u{fffe}', '\u{ffff}'], ""))
    } else {
        clean
    }
}

/// Returns what of a text a cell holds; a cut shows.
pub(super) fn cut(text: &str) -> Cow<'_, str> {
    if text.len() <= MOST_UNITS || text.encode_utf16().count() <= MOST_UNITS {
        return Cow::Borrowed(text);
    }
    let mut room = MOST_UNITS - 1;
    let mut short = String::new();
    for one in text.chars() {
        if one.len_utf16() > room {
            break;
        }
        room -= one.len_utf16();
        short.push(one);
    }
    short.push('…');
    Cow::Owned(short)
}

/// Returns how many lines a text takes.
pub(super) fn count(text: &str, width: usize) -> usize {
    let is_one_line = !text.contains('\n') && (text.len() <= width || columns(text) <= width);
    if is_one_line {
        1
    } else {
        wrap(text, width).len().max(1) + usize::from(text.ends_with('\n'))
    }
}

/// Returns the height of a row of so many lines.
pub(super) fn height(lines: usize, size: f64) -> f64 {
    let lines = u32::try_from(lines).unwrap_or(u32::MAX);
    (f64::from(lines) * size * PITCH + MARGIN).min(TALLEST)
}

/// Returns how many lines the tallest row holds.
#[allow(clippy::cast_sign_loss, reason = "less than nothing is nothing")]
pub(super) fn most(size: f64) -> usize {
    ((TALLEST - MARGIN) / (size * PITCH)) as usize
}

/// Returns the text in pieces of at most so many lines, cut where a line ends.
pub(super) fn pieces(text: &str, width: usize, most: usize) -> Vec<&str> {
    if count(text, width) <= most {
        return vec![text];
    }
    let mut pieces = Vec::new();
    let (mut start, mut end, mut lines) = (0, 0, 0);
    let mut next = 0;
    for paragraph in text.split('\n') {
        let mut place = next;
        for line in wrap(paragraph, width) {
            let rest = text.get(place..).unwrap_or_default();
            let first = place + rest.find(line.as_str()).unwrap_or_default();
            if lines == most {
                pieces.push(text.get(start..end).unwrap_or_default());
                (start, lines) = (first, 0);
            }
            place = first + line.len();
            end = place;
            lines += 1;
        }
        next += paragraph.len() + 1;
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_lost_where_text_is_cut() {
        let text = "一二三四五六七八九十 and some words,\n\n末行。".repeat(30);
        let cut = pieces(&text, 10, 7);
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(solid(&cut.concat()), solid(&text));
        for piece in &cut {
            assert!(count(piece, 10) <= 7, "{piece}");
        }
        assert!(cut.len() > 20);
        assert_eq!(pieces("", 10, 7), [""]);
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_with_a_mark() {
        let marks = format!("e{}", "\u{301}".repeat(40_000));
        let short = cut(&marks);
        assert_eq!(short.chars().count(), MOST_UNITS);
        assert!(short.ends_with('…'));
        assert_eq!(clean("清\0\u{1b}[2J\u{ffff}"), "清[2J");
        assert_eq!(cut(&"字".repeat(MOST_UNITS)).chars().last(), Some('字'));
    }
}
