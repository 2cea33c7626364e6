//! What was not taken from a text: pieces that no reading accounts for, and pieces that look
//! like quantities and could not be understood. Nothing is guessed in their place.

use super::folding::{at, folded, is_han, skip_blanks};
use super::laid_down::{places, read_link};
use super::{Reading, comparators, scan_quantity};
use crate::domain::plan::InnovationLink;

/// Returns where characters of a link's target stand that belong to no indicator, condition,
/// sub-product, heading or clause, `[start, end)` in characters. Blanks, punctuation and words
/// that only join do not count.
pub fn unread(link: &InnovationLink) -> Vec<(usize, usize)> {
    of_reading(&link.target, &read_link(link))
}

fn of_reading(text: &str, reading: &Reading) -> Vec<(usize, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let mut spans: Vec<(usize, usize)> = reading.labels.clone();
    for indicator in &reading.indicators {
        spans.push(indicator.span);
        let told = indicator.conditions.iter();
        for piece in told.chain([&indicator.subject, &indicator.standard]) {
            spans.extend(places(text, piece));
        }
    }
    for clause in &reading.clauses {
        spans.extend(places(text, clause));
    }
    let mut is_read: Vec<bool> = chars.iter().map(|c| is_void(*c)).collect();
    for (start, end) in spans {
        for slot in is_read.iter_mut().take(end).skip(start) {
            *slot = true;
        }
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, is_read) in is_read.into_iter().enumerate() {
        match found.last_mut() {
            _ if is_read => {}
            Some(last) if last.1 == index => last.1 += 1,
            _ => found.push((index, index + 1)),
        }
    }
    let joins = |(start, end): &(usize, usize)| {
        let piece: String = chars.get(*start..*end).unwrap_or_default().iter().collect();
        ["和", "且", "与", "及", "并", "又", "并且", "以及"].contains(&piece.as_str())
    };
    found.retain(|span| !joins(span));
    found
}

fn is_void(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '，' | '。'
                | '；'
                | '：'
                | '、'
                | ','
                | '.'
                | ';'
                | ':'
                | '!'
                | '！'
                | '?'
                | '？'
                | '（'
                | '）'
                | '('
                | ')'
                | '【'
                | '】'
                | '['
                | ']'
                | '“'
                | '”'
                | '"'
                | '\''
                | '·'
        )
}

/// Why a piece of a text was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclear {
    /// A comparator without a number that can be read behind it.
    SignWithoutNumber,
    /// A number that could not be read whole, or not with one unit.
    NumberNotRead,
}

impl Unclear {
    /// Returns the catalogue key, in section `reading`.
    pub fn key(self) -> &'static str {
        match self {
            Self::SignWithoutNumber => "sign_without_number",
            Self::NumberNotRead => "number_not_read",
        }
    }
}

/// Returns the clauses of a reading that look like a quantity and hold none, with the reason.
pub fn unclear(reading: &Reading) -> Vec<(String, Unclear)> {
    let of = |clause: &String| Some((clause.clone(), why(&folded(clause))?));
    reading.clauses.iter().filter_map(of).collect()
}

fn why(chars: &[char]) -> Option<Unclear> {
    let mut index = 0;
    let mut number = None;
    while index < chars.len() {
        if let Some((relation, end)) = comparators::before(chars, index)
            && relation != comparators::Relation::Is
        {
            let behind = skip_blanks(chars, end);
            let is_sign = !is_han(at(chars, index));
            let is_cut = is_sign || at(chars, behind).is_ascii_digit() || behind >= chars.len();
            if is_cut && scan_quantity(chars, behind).is_none() {
                return Some(Unclear::SignWithoutNumber);
            }
            index = end;
            continue;
        }
        if !at(chars, index).is_ascii_alphanumeric() {
            index += 1;
            continue;
        }
        if at(chars, index).is_ascii_digit() && scan_quantity(chars, index).is_none() {
            number = number.or(Some(Unclear::NumberNotRead));
        }
        // to the end of the number or the letters
        while at(chars, index).is_ascii_alphanumeric() || at(chars, index) == '.' {
            index += 1;
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::targets::read;

    #[test]
    fn what_no_reading_accounts_for_is_found() {
        let link = |target: &str| InnovationLink {
            target: target.to_owned(),
            ..InnovationLink::default()
        };
        let whole = link("网络功能：噪音≤16dB，效率≥90%（室温）；运行可靠。");
        assert_eq!(unread(&whole), []);
        let text = "噪音≤16dB；运行可靠";
        let mut reading = read(text);
        reading.clauses.clear();
        assert_eq!(of_reading(text, &reading), [(8, 12)]);
        reading.indicators.clear();
        assert_eq!(of_reading(text, &reading), [(0, 7), (8, 12)]);
    }

    #[test]
    fn half_a_number_is_said_to_be_one() {
        for (text, wanted) in [
            ("噪音≤", Some(Unclear::SignWithoutNumber)),
            ("效率≥95,5%", Some(Unclear::SignWithoutNumber)),
            ("强度≥400 MPa GPa", Some(Unclear::SignWithoutNumber)),
            ("寿命大于", Some(Unclear::SignWithoutNumber)),
            ("循环寿命3×105次", Some(Unclear::NumberNotRead)),
            ("接入工业4.0系统，性能优于国外产品", None),
            ("具备避碰能力（定位精度小于0.1mm）、抓取能力", None),
            ("最高灵敏度（Bops=±2mT）", None),
            ("运行可靠", None),
        ] {
            let found = unclear(&read(text)).first().map(|(_, why)| *why);
            assert_eq!(found, wanted, "{text}");
        }
    }
}
