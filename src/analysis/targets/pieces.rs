//! Cuts a text into paragraphs, statements and pieces, outside brackets only.

use super::folding::{at, behind_bracket, stands};
use super::items::{Item, Kind, items};

/// A run of characters, `[start, end)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// First character.
    pub start: usize,
    /// First character behind it.
    pub end: usize,
}

/// Pieces between two semicolons or full stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The pieces between commas.
    pub pieces: Vec<Piece>,
    /// A paragraph or a sentence begins here.
    pub is_fresh: bool,
}

/// Cuts folded text into statements. `original` tells a full stop from a semicolon.
pub fn statements(chars: &[char], original: &[char]) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut start = 0;
    let mut is_fresh = true;
    let mut index = 0;
    while index <= chars.len() {
        let character = at(chars, index);
        let is_end = index == chars.len();
        if is_end || matches!(character, ';' | '\n' | '!' | '?') || is_full_stop(chars, index) {
            let pieces = pieces(chars, start, index);
            if !pieces.is_empty() {
                found.push(Statement { pieces, is_fresh });
                is_fresh = false;
            }
            let stop = at(original, index);
            is_fresh |= character == '\n' || stop == '。' || is_full_stop(chars, index);
            start = index + 1;
        }
        index = if character == '(' {
            behind_bracket(chars, index).max(index + 1)
        } else {
            index + 1
        };
    }
    found
}

fn is_full_stop(chars: &[char], index: usize) -> bool {
    let next = at(chars, index + 1);
    at(chars, index) == '.' && (next == '\0' || next == '\n')
}

fn pieces(chars: &[char], start: usize, end: usize) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut from = start;
    let all = items(chars, start, end);
    let last_value = all.iter().rposition(is_measured).unwrap_or(0);
    let mut seen = Seen::default();
    for (position, item) in all.iter().enumerate() {
        let width = match at(chars, item.start) {
            _ if item.kind != Kind::Word || item.start < from => None,
            ',' => Some(1),
            '、' if seen.ends_value() => Some(1),
            '和' | '且' | '与' | '及' | '并' | '又'
                if seen.ends_value() && position <= last_value =>
            {
                Some(if stands(chars, item.start, "并且") {
                    2
                } else {
                    1
                })
            }
            _ => None,
        };
        if let Some(width) = width {
            push(chars, from, item.start, &mut found);
            from = item.start + width;
            seen = Seen::default();
        } else if item.start >= from && !item.is_blank(chars) && item.kind != Kind::Bracket {
            seen.take(item);
        }
    }
    push(chars, from, end, &mut found);
    found
}

fn push(chars: &[char], start: usize, end: usize, found: &mut Vec<Piece>) {
    let is_void = |index: &usize| matches!(at(chars, *index), ' ' | ',');
    let first = (start..end).find(|index| !is_void(index));
    let last = (start..end).rev().find(|index| !is_void(index));
    if let (Some(start), Some(last)) = (first, last) {
        found.push(Piece {
            start,
            end: last + 1,
        });
    }
}

/// What stands so far in a piece, blanks and brackets left out.
#[derive(Default)]
struct Seen {
    last: Last,
    /// What stands before the last item.
    before: Last,
    /// Words stand before the last item.
    has_words: bool,
}

/// What an item is, as far as a piece can end behind it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Other,
    Word,
    Before,
    Behind,
    Plain,
    Measured,
}

impl Seen {
    fn take(&mut self, item: &Item) {
        self.has_words |= self.last == Last::Word;
        self.before = self.last;
        self.last = match &item.kind {
            Kind::Word => Last::Word,
            Kind::Before(_) => Last::Before,
            Kind::Behind(_) => Last::Behind,
            Kind::Value(_) if is_measured(item) => Last::Measured,
            Kind::Value(_) => Last::Plain,
            Kind::Bracket | Kind::Standard => Last::Other,
        };
    }

    /// Tells whether a value with something before it ends just here.
    fn ends_value(&self) -> bool {
        let after_comparator = self.before == Last::Before;
        match self.last {
            Last::Behind => true,
            Last::Measured => after_comparator || self.has_words,
            Last::Plain => after_comparator,
            Last::Other | Last::Word | Last::Before => false,
        }
    }
}

fn is_measured(item: &Item) -> bool {
    item.quantity()
        .is_some_and(|quantity| !quantity.is_plain_number())
}
