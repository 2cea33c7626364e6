//! Takes a piece of text apart into words, comparators, values, brackets and standards.

use super::comparators::{self, Relation};
use super::folding::{at, behind_bracket, is_han, skip_blanks};
use super::grade;
use super::quantity::{self, Quantity};

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// One character of words.
    Word,
    /// A comparator before a value.
    Before(Relation),
    /// A comparator behind a value.
    Behind(Relation),
    /// A value.
    Value(Box<Quantity>),
    /// A bracket with what it holds.
    Bracket,
    /// The number of a standard.
    Standard,
}

/// One item of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// First character.
    pub start: usize,
    /// First character behind it.
    pub end: usize,
}

impl Item {
    /// Returns the value, if it is one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match &self.kind {
            Kind::Value(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// Tells whether it is a blank.
    pub fn is_blank(&self, chars: &[char]) -> bool {
        self.kind == Kind::Word && at(chars, self.start) == ' '
    }
}

/// Takes `chars[start..end]` apart. Words are single characters, so that they can be joined again.
pub fn items(chars: &[char], start: usize, end: usize) -> Vec<Item> {
    let chars = chars.get(..end).unwrap_or(chars);
    let mut found: Vec<Item> = Vec::new();
    let mut index = start;
    let mut last: Option<usize> = None;
    while index < end {
        let item = next(chars, index, last.and_then(|last| found.get(last)));
        index = item.end;
        if !item.is_blank(chars) {
            last = Some(found.len());
        }
        found.push(item);
    }
    found
}

/// `last` is the last item that is no blank.
fn next(chars: &[char], index: usize, last: Option<&Item>) -> Item {
    let item = |kind, end| Item {
        kind,
        start: index,
        end,
    };
    if let Some(end) = standard(chars, index) {
        return item(Kind::Standard, end);
    }
    if last.is_some_and(|last| last.quantity().is_some())
        && let Some((relation, end)) = comparators::behind(chars, index)
    {
        return item(Kind::Behind(relation), end);
    }
    if let Some((relation, end)) = comparators::before(chars, index)
        && is_followed_by_value(chars, end)
    {
        return item(Kind::Before(relation), end);
    }
    let is_after_comparator = last.is_some_and(|last| matches!(last.kind, Kind::Before(_)));
    if at(chars, index) == '(' {
        if is_part_of_symbol(chars, index) {
            return item(Kind::Word, index + 1);
        }
        return match quantity::scan(chars, index) {
            Some(quantity) => {
                let end = quantity.end;
                item(Kind::Value(Box::new(quantity)), end)
            }
            None => item(Kind::Bracket, behind_bracket(chars, index)),
        };
    }
    let scanned = if is_glued(chars, index) {
        quantity::scan_glued(chars, index).filter(|quantity| !quantity.is_plain_number())
    } else if is_after_comparator || is_value_start(chars, index) {
        quantity::scan(chars, index)
    } else {
        None
    };
    match scanned {
        Some(quantity) => {
            let end = quantity.end;
            item(Kind::Value(Box::new(quantity)), end)
        }
        None => item(Kind::Word, index + 1),
    }
}

fn is_value_start(chars: &[char], index: usize) -> bool {
    let character = at(chars, index);
    let before = index.checked_sub(1).map_or(' ', |index| at(chars, index));
    let is_open = matches!(before, ' ' | ':' | ',' | ';' | '(' | '\n') || is_han(before);
    match character {
        '0'..='9' | 'φ' | 'Φ' | '±' | '+' | '万' | '千' => true,
        '-' | '–' => is_open || before == '@',
        'A'..='Z' => is_open && grade::scan(chars, index).is_some(),
        _ => false,
    }
}

/// `Ra0.2nm`, `P50Hz`, `PCT48h`: a value behind the letters of a symbol.
fn is_glued(chars: &[char], index: usize) -> bool {
    let before = index.checked_sub(1).map_or(' ', |index| at(chars, index));
    at(chars, index).is_ascii_digit() && before.is_ascii_alphabetic()
}

/// `(BH)max`: letters in a bracket with letters behind it.
fn is_part_of_symbol(chars: &[char], open: usize) -> bool {
    let close = behind_bracket(chars, open);
    let inner = chars
        .get(open + 1..close.saturating_sub(1))
        .unwrap_or_default();
    !inner.is_empty()
        && inner.len() <= 3
        && inner.iter().all(char::is_ascii_alphabetic)
        && at(chars, close).is_ascii_lowercase()
}

/// At most so many comparators stand in a row, as in `为≥`.
const IN_A_ROW: usize = 3;

fn is_followed_by_value(chars: &[char], index: usize) -> bool {
    let mut start = skip_blanks(chars, index);
    for _ in 1..IN_A_ROW {
        match comparators::before(chars, start) {
            Some((_, end)) => start = skip_blanks(chars, end),
            None => break,
        }
    }
    let filler = chars.iter().skip(start);
    let end = filler
        .take_while(|character| matches!(character, '原' | '来' | '的'))
        .count();
    quantity::scan(chars, start + end).is_some()
}

/// `GB/T 5210`, `ISO 9227-2017`.
fn standard(chars: &[char], start: usize) -> Option<usize> {
    const BODIES: [&str; 16] = [
        "GB/T", "GB", "ISO", "IEC", "ASTM", "JIS", "JB/T", "JB", "SJ/T", "HG/T", "QB/T", "YB/T",
        "DIN", "EN", "IEEE", "YS/T",
    ];
    let before = start.checked_sub(1).map_or(' ', |index| at(chars, index));
    if before.is_ascii_alphanumeric() || !at(chars, start).is_ascii_uppercase() {
        return None;
    }
    let body = BODIES
        .iter()
        .find(|body| super::folding::stands(chars, start, body))?;
    let mut index = skip_blanks(chars, start + body.chars().count());
    while at(chars, index).is_ascii_uppercase() && index < start + 8 {
        index += 1;
    }
    if !at(chars, index).is_ascii_digit() {
        return None;
    }
    while at(chars, index).is_ascii_digit()
        || (matches!(at(chars, index), '.' | '-' | '—') && at(chars, index + 1).is_ascii_digit())
    {
        index += 1;
    }
    Some(index)
}
