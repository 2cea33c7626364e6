//! Patterns of sentences: how places are filled, and how a text is compared with one.

use super::{Effort, Place, parts_with};
use crate::domain::is_valid_id;
use std::iter::from_fn;

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words that stand there.
    Words(&'a str),
    /// The place of a detail.
    Place(usize),
    /// What is left out where a place within it has nothing.
    Optional(Vec<Piece<'a>>),
}

/// Takes a pattern apart.
pub(super) fn pieces(pattern: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some((at, sign)) = rest
        .char_indices()
        .find(|(_, one)| matches!(one, '{' | '['))
    {
        let (head, tail) = rest.split_at(at);
        let closing = if sign == '{' { '}' } else { ']' };
        let Some((within, after)) = tail.get(1..).and_then(|tail| tail.split_once(closing)) else {
            break;
        };
        let piece = match within.parse() {
            Ok(place) if sign == '{' => Piece::Place(place),
            _ => Piece::Optional(pieces(within)),
        };
        if !head.is_empty() {
            found.push(Piece::Words(head));
        }
        found.push(piece);
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Words(rest));
    }
    found
}

/// Fills the places.
pub(super) fn put(pieces: &[Piece], details: &[&str], text: &mut String) {
    let detail = |place: usize| details.get(place).copied().unwrap_or_default();
    for piece in pieces {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Place(place) => text.push_str(detail(*place)),
            Piece::Optional(within) => {
                let is_there = |piece: &Piece| match piece {
                    Piece::Place(place) => !detail(*place).is_empty(),
                    _ => true,
                };
                if within.iter().all(is_there) {
                    put(within, details, text);
                }
            }
        }
    }
}

/// Tells whether a text is the pieces, one after another, and puts down what stands at the
/// places: as little as can be at each, from the front.
pub(super) fn fits<'a>(
    pieces: &[&Piece],
    text: &'a str,
    details: &mut [&'a str],
    (places, effort): (&[Place], &Effort),
) -> bool {
    let Some((piece, rest)) = pieces.split_first() else {
        return text.is_empty();
    };
    match piece {
        Piece::Words(words) => text
            .strip_prefix(words)
            .is_some_and(|after| fits(rest, after, details, (places, effort))),
        Piece::Optional(within) => {
            let with: Vec<&Piece> = within.iter().chain(rest.iter().copied()).collect();
            let inner = within.iter().filter_map(|piece| match piece {
                Piece::Place(place) => Some(*place),
                _ => None,
            });
            let is_with = fits(&with, text, details, (places, effort))
                && inner
                    .clone()
                    .all(|place| details.get(place).is_some_and(|found| !found.is_empty()));
            if is_with {
                return true;
            }
            for place in inner {
                if let Some(detail) = details.get_mut(place) {
                    *detail = "";
                }
            }
            fits(rest, text, details, (places, effort))
        }
        Piece::Place(place) => {
            let Some(kind) = places.get(*place) else {
                return false;
            };
            let mut ends = Ends::of(rest, text);
            let mut ends = from_fn(|| effort.is_left().then(|| ends.next()).flatten());
            ends.any(|end| {
                let (head, after) = text.split_at(end);
                let is_it =
                    may_be(*kind, head, effort) && fits(rest, after, details, (places, effort));
                if is_it && let Some(detail) = details.get_mut(*place) {
                    *detail = head;
                }
                is_it
            })
        }
    }
}

/// Where a place may end, from the front: only where what follows it can stand.
struct Ends<'a> {
    text: &'a str,
    /// The words that follow, where words do.
    words: &'a str,
    /// The byte from which on it may; none behind the end.
    from: Option<usize>,
}

impl<'a> Ends<'a> {
    fn of(rest: &[&'a Piece], text: &'a str) -> Self {
        let (words, from) = match rest.first() {
            Some(Piece::Words(words)) => (*words, 0),
            Some(_) => ("", 0),
            None => ("", text.len()),
        };
        let from = Some(from);
        Self { text, words, from }
    }
}

impl Iterator for Ends<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let from = self.from?;
        let end = from + self.text.get(from..)?.find(self.words)?;
        let behind = self.text.get(end..)?.chars().next();
        self.from = behind.map(|one| end + one.len_utf8());
        Some(end)
    }
}

fn may_be(place: Place, text: &str, effort: &Effort) -> bool {
    let is_word = |word: &str| {
        let is_letter = |one: char| one.is_ascii_alphanumeric() || one == '_';
        !word.is_empty() && word.chars().all(is_letter)
    };
    match place {
        Place::Text | Place::Value => true,
        Place::Id => is_valid_id(text),
        Place::Ids => text.split(' ').all(is_valid_id),
        Place::Number => {
            !text.is_empty() && text.chars().all(|one| one.is_ascii_digit() || one == '.')
        }
        Place::Cell | Place::Rule => !text.is_empty() && !text.contains(char::is_whitespace),
        Place::Word(_, []) => is_word(text),
        Place::Word(_, words) => words.contains(&text),
        Place::Words(_, between) => text.is_empty() || text.split(between).all(is_word),
        Place::Parts(group, between) => parts_with(group, between, text, effort).is_some(),
    }
}
