//! Under which conditions a value holds, and whether a promise speaks of the same ones.

use super::likeness::plain;
use crate::analysis::targets::{Quantity, conditions, folded, scan_glued, scan_quantity};
use crate::analysis::units::Unit;
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Amount, Indicator, Value};

/// How the conditions of a promise stand to those of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Conditions {
    /// The promise names another one.
    Other,
    /// The promise names none that matters.
    Silent,
    /// Named by both and the same, or named by neither.
    Same,
}

/// Compares conditions. Room temperature is a condition only beside another temperature, the
/// size of the specimen only beside another size.
pub fn between(target: &Circumstances, promise: &Circumstances) -> Conditions {
    let (ours, theirs) = (&target.conditions, &promise.conditions);
    if !target.standard.is_empty()
        && !promise.standard.is_empty()
        && target.standard != promise.standard
    {
        return Conditions::Other;
    }
    let mut is_named = false;
    for condition in theirs {
        if ours.iter().any(|own| own.holds(condition)) {
            is_named = true;
        } else if !condition.is_customary() || ours.iter().any(|own| own.is_like(condition)) {
            return Conditions::Other;
        }
    }
    let is_bare = ours.iter().all(|own| *own == Condition::Room);
    if is_bare || is_named {
        Conditions::Same
    } else {
        Conditions::Silent
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Condition {
    Room,
    Measured {
        low: Decimal,
        high: Option<Decimal>,
        /// A nominal value with its tolerance: whatever lies inside is under it.
        is_tolerant: bool,
        unit: Unit,
    },
    /// What a multiple is a multiple of.
    Reference(String),
    Words(String),
}

impl Condition {
    /// Tells whether a promise under `other` is one under this condition.
    fn holds(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Room, Self::Room) => true,
            (Self::Words(one), Self::Words(other))
            | (Self::Reference(one), Self::Reference(other)) => {
                one.contains(other.as_str()) || other.contains(one.as_str())
            }
            (
                Self::Measured {
                    low,
                    high,
                    unit,
                    is_tolerant,
                },
                Self::Measured {
                    low: from,
                    high: to,
                    unit: theirs,
                    ..
                },
            ) => {
                let into = |value: Decimal| theirs.convert(value, unit, false);
                let (from, to) = (into(*from), to.and_then(into));
                match high {
                    None => from.is_some_and(|from| from >= *low),
                    Some(high) if *is_tolerant => {
                        from.is_some_and(|from| from >= *low) && to.is_some_and(|to| to <= *high)
                    }
                    Some(high) => from == Some(*low) && to == Some(*high),
                }
            }
            _ => false,
        }
    }

    fn is_customary(&self) -> bool {
        match self {
            Self::Room => true,
            Self::Measured { unit, .. } => unit.is_length(),
            Self::Words(_) | Self::Reference(_) => false,
        }
    }

    /// Tells whether the two say something of one kind.
    fn is_like(&self, other: &Self) -> bool {
        let is_temperature = |condition: &Self| match condition {
            Self::Room => true,
            Self::Measured { unit, .. } => matches!(unit.canonical.as_str(), "°C" | "K"),
            Self::Words(_) | Self::Reference(_) => false,
        };
        match (self, other) {
            (Self::Measured { unit, .. }, Self::Measured { unit: theirs, .. }) => {
                unit.is_comparable(theirs)
            }
            _ => is_temperature(self) && is_temperature(other),
        }
    }
}

/// The conditions of an indicator as far as they matter, and its standard.
#[derive(Debug, Clone, PartialEq)]
pub struct Circumstances {
    conditions: Vec<Condition>,
    standard: String,
}

impl Circumstances {
    /// Takes them from an indicator.
    pub fn of(indicator: &Indicator) -> Self {
        Self {
            conditions: meaningful(indicator),
            standard: standard(&indicator.standard),
        }
    }
}

/// `GB/T 1771-2007` is GB/T1771: the year of the edition is left out.
fn standard(text: &str) -> String {
    let text = plain(text).to_uppercase();
    match text.rsplit_once('-') {
        Some((number, year)) if year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) => {
            number.to_owned()
        }
        _ => text,
    }
}

fn meaningful(indicator: &Indicator) -> Vec<Condition> {
    let mut found = Vec::new();
    for condition in &indicator.conditions {
        let text = plain(condition);
        if ["实测", "检测值", "测试值", "典型值"]
            .iter()
            .any(|word| text.starts_with(word))
        {
            continue;
        }
        if let Some(other) = text.strip_prefix("相对") {
            found.push(Condition::Reference(other.to_owned()));
            continue;
        }
        if matches!(text.as_str(), "室温" | "常温") {
            found.push(Condition::Room);
            continue;
        }
        let measured = measured(&text);
        if measured.is_empty() {
            let is_known = conditions::is_condition(&text) || conditions::axis(&text).0.is_some();
            if is_known {
                found.push(Condition::Words(short(&text)));
            }
        } else {
            found.extend(measured);
        }
    }
    found
}

/// `额定工况下` is 额定.
fn short(text: &str) -> String {
    let mut text = text;
    for end in ["下", "工况", "条件", "载荷", "负载", "负荷"] {
        text = text.strip_suffix(end).unwrap_or(text);
    }
    text.trim_start_matches('在').to_owned()
}

/// Every measured value in a condition, but for years.
fn measured(text: &str) -> Vec<Condition> {
    let chars = folded(text);
    let mut found = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let Some(quantity) = scan_quantity(&chars, index).or_else(|| glued(&chars, index)) else {
            index += 1;
            continue;
        };
        index = quantity.end.max(index + 1);
        let (Value::Amount(amount), Some(unit)) = (quantity.value, quantity.unit) else {
            continue;
        };
        let (low, high) = (amount.low(), amount.high());
        let is_tolerant = matches!(amount, Amount::Tolerance(..));
        let is_room =
            unit.canonical == "°C" && low >= Decimal::from(15) && high <= Decimal::from(27);
        let is_year = unit.canonical == "年" && low > Decimal::from(1900);
        let rest: String = chars.iter().skip(index).take(3).collect();
        let is_open = rest.contains("以上");
        if is_room {
            found.push(Condition::Room);
        } else if !is_year {
            found.push(Condition::Measured {
                low,
                high: (!is_open).then_some(high),
                is_tolerant,
                unit,
            });
        }
    }
    found
}

/// `PCT48h`: a value behind letters.
fn glued(chars: &[char], index: usize) -> Option<Quantity> {
    let is_digit = chars.get(index).is_some_and(char::is_ascii_digit);
    let before = index.checked_sub(1).and_then(|index| chars.get(index));
    let is_behind_letter = before.is_some_and(char::is_ascii_alphabetic);
    (is_digit && is_behind_letter)
        .then(|| scan_glued(chars, index))
        .flatten()
}
