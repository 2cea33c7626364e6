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
    for (position, item) in all.iter().enumerate() {
        if item.kind != Kind::Word || item.start < from {
            continue;
        }
        let width = match at(chars, item.start) {
            ',' => 1,
            '、' if ends_value(chars, &all, position, from) => 1,
            '和' | '且' | '与' | '及' | '并' | '又'
                if ends_value(chars, &all, position, from) && has_value(&all, position) =>
            {
                if stands(chars, item.start, "并且") {
                    2
                } else {
                    1
                }
            }
            _ => continue,
        };
        push(chars, from, item.start, &mut found);
        from = item.start + width;
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

/// Tells whether a value with something before it ends just here.
fn ends_value(chars: &[char], all: &[Item], position: usize, from: usize) -> bool {
    let before: Vec<&Item> = all
        .iter()
        .take(position)
        .filter(|item| item.start >= from && !item.is_blank(chars) && item.kind != Kind::Bracket)
        .collect();
    let Some((last, earlier)) = before.split_last() else {
        return false;
    };
    let is_value = |item: &Item| {
        item.quantity()
            .is_some_and(|quantity| !quantity.is_plain_number())
    };
    let after_comparator = earlier
        .last()
        .is_some_and(|item| matches!(item.kind, Kind::Before(_)));
    let has_words = earlier.iter().any(|item| item.kind == Kind::Word);
    match last.kind {
        Kind::Behind(_) => true,
        Kind::Value(_) => after_comparator || (is_value(last) && has_words),
        _ => false,
    }
}

fn has_value(all: &[Item], position: usize) -> bool {
    all.iter().skip(position).any(|item| {
        item.quantity()
            .is_some_and(|quantity| !quantity.is_plain_number())
    })
}
