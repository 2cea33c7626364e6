//! Names with a colon behind them: a sub-product, a group of properties, or the parameter itself.

use super::{Head, Reader};
use crate::analysis::targets::folding::{at, behind_bracket};
use crate::analysis::targets::items::{Item, Kind, items};
use crate::analysis::targets::naming::name;
use crate::analysis::targets::pieces::Piece;
use crate::analysis::targets::values::find;
use crate::analysis::targets::{conditions, directions};

/// Most characters of a heading.
const LONGEST: usize = 120;

impl Reader<'_> {
    /// Takes a name with a colon off the front of a piece.
    pub(super) fn headed(&mut self, piece: Piece) -> Piece {
        let Some(colon) = self.colon(piece) else {
            return piece;
        };
        let body = Piece {
            start: (colon + 1..piece.end)
                .find(|index| at(self.text.chars, *index) != ' ')
                .unwrap_or(piece.end),
            end: piece.end,
        };
        let head_items = items(self.text.chars, piece.start, colon);
        let mut head = name(self.text, &head_items);
        let body_items = items(self.text.chars, body.start, body.end);
        let first = find(self.text, &body_items, true).into_iter().next();
        let is_named_behind = first.as_ref().is_some_and(|found| {
            let counts = body_items.get(found.value).and_then(Item::quantity);
            let counts = counts.is_some_and(|quantity| {
                quantity
                    .unit
                    .as_ref()
                    .is_some_and(crate::analysis::units::Unit::is_count)
            });
            counts && found.from == found.to && self.names_itself(&body_items, found.behind)
        });
        let named = first.map(|found| {
            let words = body_items.get(found.from..found.to).unwrap_or_default();
            name(self.text, words)
        });
        let introduces = self.text.printed(piece.start, colon).ends_with("如下指标");
        let is_property = !introduces && directions::is_property(&head.parameter);
        let takes_value = named.is_some_and(|named| {
            !directions::is_parameter(&named.parameter)
                && (named.symbol.is_empty() || is_property)
                && named.parameter.chars().count() <= 8
        });
        if is_named_behind && is_property {
            self.subject = head.parameter;
            self.is_headed_subject = true;
            self.leading_start.get_or_insert(piece.start);
            self.reading.labels.push((piece.start, colon));
            return body;
        }
        if !is_property {
            self.subject = self.heading(piece.start, colon);
            if let Some((made, process)) = process(&head.parameter) {
                self.subject = made;
                head.parameter = process;
            }
        } else if let Some(subject) = &head.subject {
            self.subject.clone_from(subject);
        }
        self.reading.labels.push((piece.start, colon));
        let is_kept = takes_value || is_property;
        self.head = is_kept.then_some(Head {
            name: head,
            start: piece.start,
            is_first: takes_value,
        });
        body
    }

    /// Tells whether words that name something stand from this item on.
    fn names_itself(&self, items: &[Item], behind: usize) -> bool {
        let words: String = items
            .iter()
            .skip(behind)
            .map_while(|item| (item.kind == Kind::Word).then(|| at(self.text.chars, item.start)))
            .collect();
        let words = words.trim();
        !words.is_empty() && !words.starts_with(['/', '(']) && !conditions::is_condition(words)
    }

    fn heading(&self, start: usize, colon: usize) -> String {
        let text = self.text.printed(start, colon);
        let text = ["达到如下指标", "如下指标", "主要指标", "指标"]
            .iter()
            .find_map(|end| text.strip_suffix(end))
            .unwrap_or(&text);
        let text = text.strip_prefix("其中").unwrap_or(text);
        text.trim().to_owned()
    }

    fn colon(&self, piece: Piece) -> Option<usize> {
        let mut index = piece.start;
        let end = piece.end.min(piece.start + LONGEST);
        while index < end {
            match at(self.text.chars, index) {
                '(' => index = behind_bracket(self.text.chars, index),
                ':' => {
                    let is_ratio = at(self.text.chars, index + 1).is_ascii_digit()
                        && index
                            .checked_sub(1)
                            .is_some_and(|before| at(self.text.chars, before).is_ascii_digit());
                    if !is_ratio {
                        return Some(index);
                    }
                    index += 1;
                }
                _ => index += 1,
            }
        }
        None
    }
}

/// `溶剂纯化：`: what is made, and the process by which.
fn process(heading: &str) -> Option<(String, String)> {
    let found = ["纯化", "提纯", "合成"].into_iter().find_map(|process| {
        let made = heading.strip_suffix(process)?;
        Some((made.to_owned(), process.to_owned()))
    });
    found.filter(|(made, _)| !made.is_empty() && !made.ends_with(['和', '与', '、', '及']))
}
