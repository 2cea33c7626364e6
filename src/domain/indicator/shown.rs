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
            Value::Amount(value) => format!("{}{}", self.sign(), amount(*value)),
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

    fn grade_sign(&self) -> &'static str {
        match (self.is_strict_grade, self.direction) {
            (true, Direction::Down) => "＜",
            (true, Direction::Up) => "＞",
            _ => "",
        }
    }

    fn sign(&self) -> &'static str {
        let is_signed = matches!(self.value.number(), Some(number) if number.is_sign_negative());
        match (self.compare, self.is_explicit, is_signed) {
            (Compare::AtLeast, true, _) => "≥",
            (Compare::MoreThan, true, _) => "＞",
            (Compare::AtMost, true, _) => "≤",
            (Compare::LessThan, true, _) => "＜",
            (Compare::AbsAtLeast, true, false) => "≥±",
            (Compare::AbsAtMost, true, false) => "≤±",
            (Compare::AbsLessThan, true, false) => "＜±",
            (Compare::AbsAtLeast | Compare::AbsAtMost | Compare::AbsLessThan, false, false) => "±",
            (Compare::Change, _, _) => match self.direction {
                Direction::Up => "+",
                Direction::Down => "-",
                _ => "",
            },
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
