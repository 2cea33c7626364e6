//! What a value means: the comparison, the way that is better, and whether the text says so.

use super::comparators::Relation;
use super::directions;
use super::grade;
use super::quantity::Quantity;
use crate::analysis::units::Unit;
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Amount, Compare, Direction, Value};

/// The meaning of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// How it is meant.
    pub compare: Compare,
    /// Which way is better.
    pub direction: Direction,
    /// The text says so.
    pub is_explicit: bool,
    /// A grade that must be bettered.
    pub is_strict: bool,
    /// A sign stands before a range.
    pub has_sign_before_range: bool,
}

impl Meaning {
    fn new(compare: Compare, direction: Direction, is_explicit: bool) -> Self {
        Self {
            compare,
            direction,
            is_explicit,
            is_strict: false,
            has_sign_before_range: false,
        }
    }
}

/// Says what the value of this parameter means.
pub fn of(
    quantity: &Quantity,
    before: Option<Relation>,
    after: Option<Relation>,
    parameter: &str,
) -> Meaning {
    let relation = after
        .filter(|relation| *relation != Relation::Is)
        .or(before);
    match &quantity.value {
        Value::Grade(grade) => graded(grade, relation, parameter),
        Value::Pair(..) | Value::Amount(Amount::Tolerance(..)) | Value::FromTo(..) => {
            Meaning::new(Compare::Window, Direction::Window, true)
        }
        Value::Amount(Amount::Range(low, _)) => ranged(*low, relation, parameter),
        Value::Amount(Amount::Number(number)) => {
            if quantity.is_both_ways {
                both_ways(relation, directions::of(parameter))
            } else {
                single(*number, quantity.unit.as_ref(), relation, parameter)
            }
        }
    }
}

fn graded(grade: &str, relation: Option<Relation>, parameter: &str) -> Meaning {
    let natural = grade::direction(grade, parameter);
    let (direction, is_strict) = match relation {
        Some(Relation::LessThan) => (Direction::Down, true),
        Some(Relation::MoreThan) => (Direction::Up, true),
        Some(Relation::BetterThan | Relation::Higher) => (natural, true),
        _ => (natural, false),
    };
    let is_explicit = relation.is_some_and(|relation| relation != Relation::Is);
    Meaning {
        is_strict,
        ..Meaning::new(Compare::Grade, direction, is_explicit)
    }
}

fn ranged(low: Decimal, relation: Option<Relation>, parameter: &str) -> Meaning {
    let has_sign = matches!(
        relation,
        Some(
            Relation::AtLeast
                | Relation::MoreThan
                | Relation::Higher
                | Relation::AtMost
                | Relation::LessThan
        )
    );
    let direction = match directions::of(parameter) {
        Some(Direction::Cover) => Direction::Cover,
        _ if directions::spans(parameter) => Direction::Cover,
        Some(Direction::Down) if !has_sign => Direction::Down,
        _ if low.is_zero() => Direction::Cover,
        _ => Direction::Window,
    };
    Meaning {
        has_sign_before_range: has_sign,
        ..Meaning::new(Compare::Range, direction, false)
    }
}

fn both_ways(relation: Option<Relation>, natural: Option<Direction>) -> Meaning {
    let (compare, direction, is_explicit) = match relation {
        Some(Relation::Reaches) if natural == Some(Direction::Up) => {
            (Compare::AbsAtLeast, Direction::Up, true)
        }
        Some(Relation::Equal | Relation::Is) | None if natural == Some(Direction::Up) => {
            (Compare::AbsAtLeast, Direction::Up, false)
        }
        Some(Relation::AtLeast | Relation::MoreThan | Relation::Higher) => {
            (Compare::AbsAtLeast, Direction::Up, true)
        }
        Some(Relation::LessThan | Relation::BetterThan) => {
            (Compare::AbsLessThan, Direction::Zero, true)
        }
        Some(Relation::AtMost | Relation::Reaches) => (Compare::AbsAtMost, Direction::Zero, true),
        Some(Relation::Equal | Relation::Is | Relation::Unsure) | None => {
            (Compare::AbsAtMost, Direction::Zero, false)
        }
    };
    Meaning::new(compare, direction, is_explicit)
}

fn single(
    number: Decimal,
    unit: Option<&Unit>,
    relation: Option<Relation>,
    parameter: &str,
) -> Meaning {
    let natural = directions::of(parameter);
    let is_temperature = unit.is_some_and(|unit| matches!(unit.canonical.as_str(), "°C" | "K"));
    let is_amount =
        number.is_sign_negative() && !is_temperature && natural != Some(Direction::Zero);
    match relation {
        Some(Relation::AtLeast) if is_amount => {
            Meaning::new(Compare::AbsAtLeast, Direction::Up, true)
        }
        Some(Relation::AtLeast) => Meaning::new(Compare::AtLeast, Direction::Up, true),
        Some(Relation::Higher) if parameter.ends_with("精度") => better(natural, unit),
        Some(Relation::MoreThan | Relation::Higher) => {
            Meaning::new(Compare::MoreThan, Direction::Up, true)
        }
        Some(Relation::AtMost) => Meaning::new(Compare::AtMost, Direction::Down, true),
        Some(Relation::LessThan) => Meaning::new(Compare::LessThan, Direction::Down, true),
        Some(Relation::BetterThan) => better(natural, unit),
        Some(Relation::Reaches) => Meaning {
            is_explicit: true,
            ..included(natural, unit)
        },
        Some(Relation::Equal | Relation::Is | Relation::Unsure) | None => included(natural, unit),
    }
}

fn better(natural: Option<Direction>, unit: Option<&Unit>) -> Meaning {
    let is_length = unit.is_some_and(Unit::is_length);
    match natural {
        Some(Direction::Zero) => Meaning::new(Compare::AbsLessThan, Direction::Zero, true),
        Some(Direction::Down) => Meaning::new(Compare::LessThan, Direction::Down, true),
        Some(Direction::Up) => Meaning::new(Compare::MoreThan, Direction::Up, true),
        _ if is_length => Meaning::new(Compare::LessThan, Direction::Down, true),
        _ => Meaning::new(Compare::MoreThan, Direction::Info, true),
    }
}

/// The value itself counts as reached.
fn included(natural: Option<Direction>, unit: Option<&Unit>) -> Meaning {
    let counts = unit.is_some_and(|unit| unit.is_count() || unit.canonical == "t");
    match natural {
        Some(Direction::Up | Direction::Cover) => {
            Meaning::new(Compare::AtLeast, Direction::Up, false)
        }
        Some(Direction::Down) => Meaning::new(Compare::AtMost, Direction::Down, false),
        Some(Direction::Zero) => Meaning::new(Compare::AbsAtMost, Direction::Zero, false),
        Some(Direction::Window) => Meaning::new(Compare::Equal, Direction::Window, false),
        _ if counts => Meaning::new(Compare::AtLeast, Direction::Up, false),
        _ => Meaning::new(Compare::Equal, Direction::Info, false),
    }
}
