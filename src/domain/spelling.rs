//! How a score is typed: which key sequences spell a mark of a scale.
//!
//! The spellings of a scale are its plain decimals and, where no such reading is itself
//! on the scale, the same without the point (`85` for 8.5). A key that no spelling
//! continues with is refused; a single digit never takes effect alone unless every
//! mark has one digit.

use super::decimal::{Decimal, plain};
use super::rubric::Scale;
use std::collections::BTreeMap;

/// What stands in a cell after one more character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// No spelling begins so; the character changes nothing.
    Refused,
    /// Not a mark yet.
    Incomplete,
    /// A mark, but a longer one may follow: taken on Enter or on leaving the cell.
    Complete(Decimal),
    /// A mark that cannot be longer: taken at once.
    Taken(Decimal),
}

/// All spellings of one scale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spellings {
    marks: BTreeMap<String, Decimal>,
    all_single: bool,
}

impl Spellings {
    /// Collects the spellings of `scale`.
    pub fn of(scale: &Scale) -> Self {
        let plain_marks: BTreeMap<String, Decimal> = scale
            .marks()
            .into_iter()
            .map(|mark| (plain(mark), mark))
            .collect();
        let all_single = plain_marks.keys().all(|spelling| spelling.len() == 1);
        let mut marks = plain_marks.clone();
        for (spelling, mark) in &plain_marks {
            let joined = spelling.replace('.', "");
            marks.entry(joined).or_insert(*mark);
        }
        Self { marks, all_single }
    }

    /// Tells what `typed` amounts to.
    pub fn read(&self, typed: &str) -> Typed {
        let mut continued = self
            .marks
            .range(typed.to_owned()..)
            .take_while(|(spelling, _)| spelling.starts_with(typed));
        let Some((first, mark)) = continued.next() else {
            return Typed::Refused;
        };
        if first != typed {
            return Typed::Incomplete;
        }
        let may_be_longer = continued.next().is_some() || (typed.len() == 1 && !self.all_single);
        if may_be_longer {
            Typed::Complete(*mark)
        } else {
            Typed::Taken(*mark)
        }
    }

    /// Returns every spelling with its mark, in the order of the characters.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Decimal)> {
        self.marks
            .iter()
            .map(|(spelling, mark)| (spelling.as_str(), *mark))
    }
}

#[cfg(test)]
mod tests {
    use super::super::decimal::parse;
    use super::*;

    fn scale(max: &str, step: &str) -> Spellings {
        Spellings::of(&Scale {
            min: "0".into(),
            max: max.into(),
            step: step.into(),
        })
    }

    fn taken(text: &str) -> Typed {
        Typed::Taken(parse(text).unwrap())
    }

    fn complete(text: &str) -> Typed {
        Typed::Complete(parse(text).unwrap())
    }

    #[test]
    fn whole_points_of_twenty() {
        let twenty = scale("20", "1");
        let cases = [
            ("1", complete("1")),
            ("16", taken("16")),
            ("2", complete("2")),
            ("20", taken("20")),
            ("21", Typed::Refused),
            ("9", complete("9")),
            ("91", Typed::Refused),
            ("0", complete("0")),
            (".", Typed::Refused),
            ("05", Typed::Refused),
            ("1.", Typed::Refused),
        ];
        for (typed, wanted) in cases {
            assert_eq!(twenty.read(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn halves_of_ten() {
        let ten = scale("10", "0.5");
        let cases = [
            ("8", complete("8")),
            ("85", taken("8.5")),
            ("8.5", taken("8.5")),
            ("8.", Typed::Incomplete),
            ("83", Typed::Refused),
            ("10", taken("10")),
            ("105", Typed::Refused),
            ("05", taken("0.5")),
            ("1", complete("1")),
            ("15", taken("1.5")),
        ];
        for (typed, wanted) in cases {
            assert_eq!(ten.read(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn single_digit_scales_take_at_once() {
        assert_eq!(scale("5", "1").read("3"), taken("3"));
        assert_eq!(scale("5", "1").read("6"), Typed::Refused);
    }

    #[test]
    fn a_reading_on_the_scale_wins_over_a_left_out_point() {
        let hundred = scale("100", "0.5");
        assert_eq!(hundred.read("85"), complete("85"));
        assert_eq!(hundred.read("855"), taken("85.5"));
    }
}
