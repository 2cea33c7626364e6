//! Grades: accuracy and tolerance classes, energy efficiency, pencil hardness.

use super::folding::{at, is_dash, stands};
use super::quantity::Quantity;
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Direction, Value};

/// A grade taken apart, so that two can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// The scale: `P`, `IT`, `IE`, `pencil`, or nothing for plain grades.
    pub scale: String,
    /// Lower end.
    pub low: Decimal,
    /// Upper end.
    pub high: Decimal,
}

/// Reads a grade that begins at `start`.
pub fn scan(chars: &[char], start: usize) -> Option<Quantity> {
    let end = pencil(chars, start)
        .or_else(|| bare_pencil(chars, start))
        .or_else(|| lettered(chars, start))?;
    let text: String = chars.get(start..end)?.iter().collect();
    Some(Quantity {
        value: Value::Grade(text.replace(' ', "")),
        is_both_ways: false,
        unit: None,
        unit_span: (end, end),
        has_lost_superscript: false,
        end,
    })
}

fn pencil(chars: &[char], start: usize) -> Option<usize> {
    let is_digit = matches!(at(chars, start), '1'..='9');
    let is_hardness = matches!(at(chars, start + 1), 'H' | 'B');
    let is_alone = !at(chars, start + 2).is_ascii_alphanumeric();
    (is_digit && is_hardness && is_alone).then_some(start + 2)
}

/// `铅笔硬度H`: pencils without a number, only where a hardness is named just before.
fn bare_pencil(chars: &[char], start: usize) -> Option<usize> {
    if !matches!(at(chars, start), 'H' | 'F' | 'B') {
        return None;
    }
    let before = chars.get(start.saturating_sub(8)..start)?;
    let sign = |c: &&char| {
        matches!(
            c,
            ' ' | ':' | '≥' | '>' | '=' | '为' | '于' | '达' | '到' | '不' | '低'
        )
    };
    let name = before.iter().rev().skip_while(sign).take(2);
    if !name.eq(['度', '硬'].iter()) {
        return None;
    }
    let end = match (at(chars, start), at(chars, start + 1)) {
        ('H', 'B') => start + 2,
        ('H' | 'F' | 'B', _) => start + 1,
        _ => return None,
    };
    (!at(chars, end).is_ascii_alphanumeric()).then_some(end)
}

fn lettered(chars: &[char], start: usize) -> Option<usize> {
    let mut index = start;
    while at(chars, index).is_ascii_uppercase() && index < start + 3 {
        index += 1;
    }
    let scale: String = chars.get(start..index)?.iter().collect();
    index = digits(chars, index)?;
    let dash = at(chars, index);
    if is_dash(dash) || dash == '~' {
        let letters = scale.chars().count();
        let from = index
            + 1
            + if stands(chars, index + 1, &scale) {
                letters
            } else {
                0
            };
        index = digits(chars, from).unwrap_or(index);
    }
    let level =
        at(chars, index) == '级' || (at(chars, index) == ' ' && at(chars, index + 1) == '级');
    if level {
        return Some(index + if at(chars, index) == '级' { 1 } else { 2 });
    }
    let stands_alone = matches!(scale.as_str(), "IE" | "IT" | "IP" | "P" | "G");
    let next = at(chars, index);
    (stands_alone && !next.is_ascii_alphanumeric() && next != '.' && next != '/').then_some(index)
}

fn digits(chars: &[char], start: usize) -> Option<usize> {
    let mut index = start;
    while at(chars, index).is_ascii_digit() && index < start + 3 {
        index += 1;
    }
    (index > start).then_some(index)
}

/// Takes a grade of a parameter apart: of adhesion by cross-cut 5B is the best and 0B the
/// worst (ASTM D3359), of pencil hardness 6B is the softest.
pub fn parse_for(text: &str, parameter: &str) -> Option<Grade> {
    let number = text
        .strip_suffix('B')
        .filter(|_| parameter.contains("附着力"));
    let order: Decimal = match number {
        Some(number) => number.parse().ok()?,
        None => return parse(text),
    };
    Some(Grade {
        scale: "cross-cut".to_owned(),
        low: order,
        high: order,
    })
}

/// Takes a grade apart.
pub fn parse(text: &str) -> Option<Grade> {
    let text = text.trim_end_matches('级');
    if let Some(order) = pencil_order(text) {
        return Some(Grade {
            scale: "pencil".to_owned(),
            low: order,
            high: order,
        });
    }
    let scale: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let numbers = text.replace(&scale, "");
    let mut ends = numbers.split(['-', '~', '—', '–']);
    let low: Decimal = ends.next()?.trim().parse().ok()?;
    let high = match ends.next() {
        Some(end) => end.trim().parse().ok()?,
        None => low,
    };
    Some(Grade { scale, low, high })
}

/// 6B is the softest, 9H the hardest.
fn pencil_order(text: &str) -> Option<Decimal> {
    let order = match text {
        "HB" => 0,
        "F" => 1,
        "H" => 2,
        "B" => -1,
        _ => {
            let (number, letter) = text.split_at_checked(1)?;
            let number: i64 = number.parse().ok()?;
            match letter {
                "H" => number + 1,
                "B" => -number,
                _ => return None,
            }
        }
    };
    Some(Decimal::from(order))
}

/// Tells which way a grade is better: classes of accuracy fall, efficiency, protection,
/// pencil hardness and graphite size (GB/T 9441) rise.
pub fn direction(grade: &str, parameter: &str) -> Direction {
    let rises = ["石墨大小", "防护", "耐候", "自动化", "智能化", "成熟度"]
        .iter()
        .any(|word| parameter.contains(word));
    match parse(grade) {
        Some(parsed) if matches!(parsed.scale.as_str(), "IE" | "IP" | "pencil") => Direction::Up,
        _ if rises => Direction::Up,
        _ => Direction::Down,
    }
}
