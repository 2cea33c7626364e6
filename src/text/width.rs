//! Display columns: the one place that measures and cuts text for the screen.
//! Han characters take two columns; a character of ambiguous width takes one
//! (where a terminal draws it with two, the screens use none of them).

use super::wrap::OPENING;
use std::borrow::Cow;
use std::str::Chars;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns how many columns `text` takes.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    plain_columns(text).unwrap_or_else(|| pieces(text).map(|(_, wide)| wide).sum())
}

/// Returns how many columns a text takes whose characters each stand for themselves, as in
/// nearly all; `None` for any other.
pub fn plain_columns(text: &str) -> Option<usize> {
    let mut taken = 0;
    for character in text.chars() {
        taken += plain_width(character)?;
    }
    Some(taken)
}

/// Returns the characters of a text with the columns of each, up to the first that may join
/// with others.
pub fn plain_pieces(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.char_indices().map_while(|(start, character)| {
        let wide = plain_width(character)?;
        Some((text.get(start..start + character.len_utf8())?, wide))
    })
}

/// Returns the graphemes of a text with the columns of each. Characters that never join with
/// others are told at once; finding graphemes takes ten times as long.
pub fn pieces(text: &str) -> Pieces<'_> {
    let mut behind = text.chars();
    let first = behind.next().map(measured);
    Pieces {
        rest: text,
        first,
        behind,
    }
}

/// What [`pieces`] goes through.
pub struct Pieces<'a> {
    rest: &'a str,
    /// The first character of the rest, and its columns where it never joins.
    first: Option<(char, Option<usize>)>,
    behind: Chars<'a>,
}

fn measured(character: char) -> (char, Option<usize>) {
    (character, plain_width(character))
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (&'a str, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let (character, plain) = self.first?;
        self.first = self.behind.next().map(measured);
        let is_alone = self.first.is_none_or(|(_, next)| next.is_some());
        if let Some(wide) = plain.filter(|_| is_alone) {
            let (piece, rest) = self.rest.split_at_checked(character.len_utf8())?;
            self.rest = rest;
            return Some((piece, wide));
        }
        let piece = self.rest.graphemes(true).next()?;
        self.rest = self.rest.get(piece.len()..)?;
        self.behind = self.rest.chars();
        self.first = self.behind.next().map(measured);
        Some((piece, piece.width()))
    }
}

/// Returns the columns of a character that never joins with others; `None` where that has to
/// be looked up.
#[inline]
fn plain_width(character: char) -> Option<usize> {
    match character {
        ' '..='~' => Some(1),
        '\u{4e00}'..='\u{9fff}' => Some(2),
        _ => rarer_width(character),
    }
}

/// The same of the characters that are rarer on screens.
fn rarer_width(character: char) -> Option<usize> {
    match character {
        '\u{ff01}'..='\u{ff5e}' | '\u{3000}'..='\u{3020}' => Some(2),
        '─'..='╿'
        | '“'
        | '”'
        | '‘'
        | '’'
        | '…'
        | '█'
        | '░'
        | '▸'
        | '·'
        | '›'
        | '→'
        | '↑'
        | '↓'
        | '●'
        | '○'
        | '★'
        | '✓'
        | '✗'
        | '≥'
        | '≤'
        | '≠'
        | '±'
        | '×'
        | '—' => Some(1),
        _ => None,
    }
}

/// Returns the longest head of `text` that fits into `width` columns, and its columns.
pub fn head(text: &str, width: usize) -> (&str, usize) {
    let mut used = 0;
    let mut end = 0;
    for (piece, wide) in pieces(text) {
        if used + wide > width {
            break;
        }
        used += wide;
        end += piece.len();
    }
    (text.get(..end).unwrap_or_default(), used)
}

/// Returns `text` if it fits into `width` columns, else its head and `mark`, so that
/// nothing is cut without a sign.
pub fn fit<'a>(text: &'a str, width: usize, mark: &str) -> Cow<'a, str> {
    if columns(text) <= width {
        return Cow::Borrowed(text);
    }
    let room = width.saturating_sub(columns(mark));
    if room == 0 {
        return Cow::Owned(head(mark, width).0.to_owned());
    }
    let kept = cut_head(text, room).0;
    // a text that was cut before ends with a mark already
    let kept = kept.strip_suffix(mark).unwrap_or(kept);
    Cow::Owned(format!("{kept}{mark}"))
}

/// Returns the head of a text that is cut to `width` columns, and its columns. A figure that
/// has no room whole, with what it counts, is left out: half of a number is another number.
pub fn cut_head(text: &str, width: usize) -> (&str, usize) {
    let (kept, used) = head(text, width);
    let rest = text.get(kept.len()..).unwrap_or_default();
    let whole = before_cut_unit(kept, rest).unwrap_or_else(|| before_figure(kept, rest));
    // what is opened and holds nothing goes with what it held, and a sign with its figure
    let is_open = |last: char| OPENING.contains(&last) || is_sign(last) && whole.len() < kept.len();
    let bare = whole.trim_end_matches(is_open).trim_end();
    let whole = if bare.is_empty() { whole } else { bare };
    if whole.len() == kept.len() {
        return (kept, used);
    }
    (whole, columns(whole))
}

/// What stands before a figure as part of it.
pub(super) fn is_sign(character: char) -> bool {
    matches!(
        character,
        '<' | '>' | '≤' | '≥' | '＜' | '＞' | '~' | '±' | '='
    )
}

/// What stands between two digits of one figure: `1,200.5`, `09:17`, `2018-11-14`, `8/12`.
fn joins(character: char) -> bool {
    ".,:/-".contains(character)
}

/// Returns `kept` without the figure at its end that goes on in `rest`, or whose unit does.
fn before_figure<'a>(kept: &'a str, rest: &str) -> &'a str {
    let is_apart = kept.ends_with(' ');
    let mut next = rest.chars();
    let goes_on = match (next.next(), next.next()) {
        _ if is_apart => false,
        (Some(first), _) if first.is_ascii_digit() => true,
        (Some(first), Some(second)) => joins(first) && second.is_ascii_digit(),
        _ => false,
    };
    let bare = if goes_on {
        kept.strip_suffix(joins).unwrap_or(kept)
    } else {
        kept.strip_suffix(' ').unwrap_or(kept)
    };
    let (before, figure) = bare.split_at(figure_start(bare));
    let is_letter = |last: char| last.is_ascii_alphabetic();
    let is_code = before.ends_with(|last: char| is_letter(last) || last == '-');
    let unit = if is_apart { rest.trim_start() } else { rest };
    if figure.is_empty() || !goes_on && (is_code || !is_unit(unit)) {
        return kept;
    }
    if !is_code {
        return before.trim_end();
    }
    // a code loses whole parts
    let kept_bar = kept.ends_with('-').then_some(kept);
    let last_bar = figure.rfind('-');
    let parts = last_bar.and_then(|bar| kept.get(..=before.len() + bar));
    let letters = before.trim_end_matches('-').trim_end_matches(is_letter);
    kept_bar.or(parts).unwrap_or(letters).trim_end()
}

/// Most letters of a word that is a unit.
const UNIT: usize = 8;

/// Returns what stands before a figure whose unit is cut inside, as in `1380k` of `1380kA/m`.
fn before_cut_unit<'a>(kept: &'a str, rest: &str) -> Option<&'a str> {
    let in_unit = |one: char| one.is_ascii_alphabetic() || one == '/';
    let stem = kept.trim_end_matches(in_unit);
    let behind = rest.chars().take_while(|one| in_unit(*one)).count();
    let letters = kept.len() - stem.len();
    if letters == 0 || behind == 0 || letters + behind > UNIT {
        return None;
    }
    let stem = stem.strip_suffix(' ').unwrap_or(stem);
    let (before, figure) = stem.split_at(figure_start(stem));
    let is_code = before.ends_with(|last: char| last.is_ascii_alphabetic() || last == '-');
    (!figure.is_empty() && !is_code).then(|| before.trim_end())
}

/// Returns where the figure begins that a text ends with; its end where it ends with none.
fn figure_start(text: &str) -> usize {
    let mut start = text.len();
    let mut behind = None;
    for (place, character) in text.char_indices().rev() {
        let is_digit = character.is_ascii_digit();
        let is_inside = joins(character) && behind.is_some_and(|one: char| one.is_ascii_digit());
        if !is_digit && !is_inside {
            break;
        }
        if is_digit {
            start = place;
        }
        behind = Some(character);
    }
    start
}

/// Tells whether what follows a figure begins with its unit: `%`, `Nm/kg`, ` 万`.
fn is_unit(rest: &str) -> bool {
    let unit = rest.strip_prefix(' ').unwrap_or(rest);
    let first = unit.chars().next();
    first.is_some_and(|first| first.is_alphabetic() || "%‰℃°".contains(first))
}

/// Returns `text` filled with blanks on the right to `width` columns; a longer text stays.
pub fn pad(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// Returns `text` filled with blanks on the left to `width` columns; a longer text stays.
pub fn pad_left(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(columns(text));
    format!("{}{text}", " ".repeat(blanks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn han_takes_two_columns() {
        for (text, wanted) in [
            ("", 0),
            ("ab", 2),
            ("伺服", 4),
            ("Br≥13", 5),
            ("e\u{301}", 1),
        ] {
            assert_eq!(columns(text), wanted, "{text}");
        }
    }

    /// What finding graphemes says of the same text.
    fn looked_up(text: &str) -> Vec<(&str, usize)> {
        let graphemes = text.graphemes(true);
        graphemes.map(|one| (one, one.width())).collect()
    }

    #[test]
    fn characters_that_never_join_are_counted_as_graphemes_are() {
        let plain = "a中，─…";
        assert!(plain_pieces(plain).eq(pieces(plain)));
        assert_eq!(plain_pieces("ab\u{301}c").count(), 2);
        for character in '\u{20}'..='\u{ffff}' {
            for text in [format!("{character}"), format!("中{character}a{character}")] {
                let found: Vec<_> = pieces(&text).collect();
                assert_eq!(found, looked_up(&text), "{text}");
            }
        }
    }

    proptest! {
        #[test]
        fn pieces_are_graphemes(
            text in "[a中℃″Ωé\u{301}\u{200d}\u{fe0f}👩🇨🇳❤\u{93f}क\r\n\u{1100}\u{1161}]{0,12}"
        ) {
            let found: Vec<_> = pieces(&text).collect();
            prop_assert_eq!(found, looked_up(&text), "{}", text);
        }
    }

    #[test]
    fn nothing_is_cut_without_a_mark() {
        for (text, width, wanted) in [
            ("伺服电机", 8, "伺服电机"),
            ("伺服电机", 7, "伺服电…"),
            ("伺服电机", 6, "伺服…"),
            ("伺服电机", 1, "…"),
            ("伺服电机", 0, ""),
            ("abc", 2, "a…"),
            ("伺服电…（链）", 8, "伺服电…"),
        ] {
            assert_eq!(fit(text, width, "…"), wanted, "{text} in {width}");
        }
        assert_eq!(fit("伺服电机", 5, ".."), "伺..");
    }

    #[test]
    fn a_figure_is_shown_whole_with_its_unit_or_not_at_all() {
        for (text, width, wanted) in [
            ("money 1600 of 2000", 8, "money…"),
            ("money 1600 of 2000", 9, "money…"),
            ("money 1600 of 2000", 14, "money 1600 of…"),
            ("money 1600, 2000", 11, "money 1600…"),
            ("申请 360 万 / 总投", 9, "申请…"),
            ("申请 360 万 / 总投", 12, "申请 360 万…"),
            ("总分 88.14，第 1", 8, "总分…"),
            ("总分 88.14，第 1", 11, "总分 88.14…"),
            ("2018-11-14 起", 9, "…"),
            ("转矩 3.5Nm/kg", 9, "转矩…"),
            ("空载加速时间（0-2000rpm）", 16, "空载加速时间…"),
            ("空载加速时间（额定）", 16, "空载加速时间…"),
            ("转矩密度＞3.5Nm/kg", 14, "转矩密度…"),
            ("（0-2000rpm）", 6, "（…"),
            ("SM-01 无重稀土", 6, "SM-01…"),
            ("SM-01、SM-02", 11, "SM-01、SM-…"),
            ("打分 3 min", 7, "打分…"),
            ("打分 3 min", 9, "打分…"),
            ("承诺 1380kA/m，优于", 11, "承诺…"),
            ("承诺 1380kA/m，优于", 15, "承诺 1380kA/m…"),
            ("12 proposals to go", 10, "12 propos…"),
            ("ningbo-2019-E06-4061-9923.txt", 20, "ningbo-2019-E06-…"),
            ("ningbo-2019-E06-4061-9923.txt", 17, "ningbo-2019-E06-…"),
            ("ningbo-2019-E06-4061-9923.txt", 15, "ningbo-2019-…"),
        ] {
            assert_eq!(fit(text, width, "…"), wanted, "{text} in {width}");
        }
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(pad("伺服", 6), "伺服  ");
        assert_eq!(pad_left("8.5", 5), "  8.5");
    }
}
