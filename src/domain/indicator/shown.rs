//! How an indicator is written for people. The unit stands apart, so that columns may drop it.

use super::{Amount, Compare, Direction, Indicator, Value};
use crate::domain::decimal::plain;

impl Indicator {
    /// Returns the value without its unit: `≥1.7`, `＞3.5`, `≤±1`, `5±1`, `-20~450`, `P5级`.
    /// A sign that the text does not print is not shown.
    pub fn shown_value(&self) -> String {
        match &self.value {
            Value::Grade(grade) => format!("{}{grade}", self.grade_sign()),
            Value::FromTo(from, to) => format!("{}→{}", amount(*from), amount(*to)),
            Value::Pair(first, second) => {
                format!("({}, {})", amount(*first), amount(*second))
            }
            Value::Amount(value) if self.compare == Compare::Change => self.change(*value),
            Value::Amount(value) => match value {
                Amount::Number(number) if self.is_size() => {
                    format!("{}|{}|", self.sign(), plain(*number))
                }
                _ => format!("{}{}", self.sign(), amount(*value)),
            },
        }
    }

    /// Returns what is measured, the symbol where there are no words.
    pub fn shown_label(&self) -> &str {
        if self.parameter.is_empty() {
            &self.symbol
        } else {
            &self.parameter
        }
    }

    /// Tells whether the size of a negative number is meant, as in 高达-24V.
    fn is_size(&self) -> bool {
        let is_by_size = self.compare == Compare::AbsAtLeast;
        is_by_size && matches!(self.value.number(), Some(number) if number.is_sign_negative())
    }

    /// `-15~-25` and `+30`: every figure with the sign of the way it goes.
    fn change(&self, value: Amount) -> String {
        let sign = if self.direction == Direction::Up {
            "+"
        } else {
            "-"
        };
        match value {
            Amount::Range(low, high) => format!("{sign}{}~{sign}{}", plain(low), plain(high)),
            _ => format!("{sign}{}", amount(value)),
        }
    }

    fn grade_sign(&self) -> &'static str {
        match (self.is_strict, self.direction) {
            (true, Direction::Down) => "＜",
            (true, Direction::Up) => "＞",
            _ => "",
        }
    }

    fn sign(&self) -> &'static str {
        let is_signed = matches!(self.value.number(), Some(number) if number.is_sign_negative());
        match (self.compare, self.is_explicit, is_signed) {
            (Compare::AtLeast, true, _) | (Compare::AbsAtLeast, true, true) => "≥",
            (Compare::MoreThan, true, _) => "＞",
            (Compare::AtMost, true, _) => "≤",
            (Compare::LessThan, true, _) => "＜",
            (Compare::AbsAtLeast, true, false) => "≥±",
            (Compare::AbsAtMost, true, false) => "≤±",
            (Compare::AbsLessThan, true, false) => "＜±",
            (Compare::AbsAtLeast | Compare::AbsAtMost | Compare::AbsLessThan, false, false) => "±",
            _ => "",
        }
    }
}

fn amount(amount: Amount) -> String {
    match amount {
        Amount::Number(number) => plain(number),
        Amount::Range(low, high) => format!("{}~{}", plain(low), plain(high)),
        Amount::Tolerance(nominal, tolerance) => {
            format!("{}±{}", plain(nominal), plain(tolerance))
        }
    }
}
