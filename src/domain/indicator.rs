//! One quantity read from a target or a promise. How texts are read is not known here.

mod gap;
mod shown;

pub use gap::{Gap, GapReason, Verdict};

use super::decimal::Decimal;
use super::plan::Slip;

/// How the value is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// Not less.
    AtLeast,
    /// More.
    MoreThan,
    /// Not more.
    AtMost,
    /// Less.
    LessThan,
    /// This value.
    Equal,
    /// Amount not less, whatever the sign.
    AbsAtLeast,
    /// Amount not more, whatever the sign.
    AbsAtMost,
    /// Amount less, whatever the sign.
    AbsLessThan,
    /// Between two values.
    Range,
    /// A nominal value with a tolerance.
    Window,
    /// A grade.
    Grade,
    /// From a present value to another.
    FromTo,
    /// By how much the parameter changes.
    Change,
}

impl Compare {
    /// Returns the sign used in `--json` documents.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
            Self::Equal => "=",
            Self::AbsAtLeast => "abs>=",
            Self::AbsAtMost => "abs<=",
            Self::AbsLessThan => "abs<",
            Self::Range => "range",
            Self::Window => "window",
            Self::Grade => "grade",
            Self::FromTo => "from_to",
            Self::Change => "change",
        }
    }

    /// Tells whether the limit itself does not satisfy the comparison.
    pub fn is_strict(self) -> bool {
        matches!(self, Self::MoreThan | Self::LessThan | Self::AbsLessThan)
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Inside is good.
    Window,
    /// The promise must contain the whole range.
    Cover,
    /// Closer to zero is better.
    Zero,
    /// It only informs.
    Info,
}

impl Direction {
    /// Returns the key used in `--json` documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Window => "window",
            Self::Cover => "cover",
            Self::Zero => "zero",
            Self::Info => "info",
        }
    }

    /// Finds a direction by its key.
    pub fn from_key(key: &str) -> Option<Self> {
        use Direction::{Cover, Down, Info, Up, Window, Zero};
        [Up, Down, Window, Cover, Zero, Info]
            .into_iter()
            .find(|direction| direction.key() == key)
    }
}

/// A number, or what stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// One number.
    Number(Decimal),
    /// Two ends, the lower first.
    Range(Decimal, Decimal),
    /// Nominal value and tolerance.
    Tolerance(Decimal, Decimal),
}

impl Amount {
    /// Returns the lowest value it stands for.
    pub fn low(self) -> Decimal {
        match self {
            Self::Number(number) => number,
            Self::Range(low, _) => low,
            Self::Tolerance(nominal, tolerance) => nominal - tolerance,
        }
    }

    /// Returns the highest value it stands for.
    pub fn high(self) -> Decimal {
        match self {
            Self::Number(number) => number,
            Self::Range(_, high) => high,
            Self::Tolerance(nominal, tolerance) => nominal + tolerance,
        }
    }
}

/// The value of an indicator, in its printed unit. A sign of ± is taken off, any other sign stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number, a range or a nominal value with its tolerance.
    Amount(Amount),
    /// A grade as printed, such as `P5级`, `IE4`, `IT4-6`, `2H`.
    Grade(String),
    /// Present value and wanted value.
    FromTo(Amount, Amount),
    /// Two coordinates.
    Pair(Amount, Amount),
}

impl Value {
    /// Returns the single number, if it is one.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Amount(Amount::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Returns the amount, if it is no grade, step or pair.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Amount(amount) => Some(*amount),
            _ => None,
        }
    }
}

/// A slip in the wording or a doubt about the reading. The words stand in the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// `不≥`: read as `≥`.
    NegatedSign,
    /// A stray digit behind the parameter's name was left out.
    StrayDigit,
    /// A sign before a range: the range was read.
    SignBeforeRange,
    /// The percentages beside a from–to do not follow from its figures.
    PercentagesDoNotFollow,
    /// Superscripts were lost in print: `10×10-6` is read as 1e-5.
    LostSuperscript,
    /// A temperature called low that is not.
    LowTemperature,
    /// A blank inside the name.
    BlankInName,
    /// `Mpa` for `MPa` and the like.
    UnitMisspelt,
    /// A length over a length without its unit.
    UnitLeftOut,
    /// The promise names no unit; it is read in the target's.
    UnitTaken,
    /// The name, the unit or a condition is inherited from what stands before.
    Inherited,
    /// A grade or a change that must be bettered; to reach it is not enough.
    Strict,
    /// A sum of quantities of different units, whose unit the text leaves out.
    SumWithoutUnit,
    /// A range whose unit the text leaves out.
    NoUnit,
    /// A unit that is not in the table: compared with the same letters only.
    UnitUnknown,
    /// Two sub-products and two conditions stand in one statement: each to its own.
    Respectively,
}

impl Note {
    /// Tells whether it speaks of a slip in print, which the plan's file may mark in its own
    /// words.
    pub fn is_slip(self) -> bool {
        !matches!(
            self,
            Self::UnitTaken
                | Self::Inherited
                | Self::Strict
                | Self::SumWithoutUnit
                | Self::NoUnit
                | Self::UnitUnknown
                | Self::Respectively
        )
    }

    /// Returns the catalogue key, in section `reading`.
    pub fn key(self) -> &'static str {
        match self {
            Self::NegatedSign => "negated_sign",
            Self::StrayDigit => "stray_digit",
            Self::SignBeforeRange => "sign_before_range",
            Self::PercentagesDoNotFollow => "percentages_do_not_follow",
            Self::LostSuperscript => "lost_superscript",
            Self::LowTemperature => "low_temperature",
            Self::BlankInName => "blank_in_name",
            Self::UnitMisspelt => "unit_misspelt",
            Self::UnitLeftOut => "unit_left_out",
            Self::UnitTaken => "unit_taken",
            Self::Inherited => "inherited",
            Self::Strict => "strict",
            Self::SumWithoutUnit => "sum_without_unit",
            Self::NoUnit => "no_unit",
            Self::UnitUnknown => "unit_unknown",
            Self::Respectively => "respectively",
        }
    }
}

/// One quantity as read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// The piece of the text it was read from.
    pub raw: String,
    /// Where it stands, `[start, end)` in Unicode scalar values.
    pub span: (usize, usize),
    /// Sub-product, or empty.
    pub subject: String,
    /// Name of the bundle of alternatives it belongs to, or empty.
    pub alternative: String,
    /// What is measured, as worded; the symbol where there are no words.
    pub parameter: String,
    /// Its symbol, or empty.
    pub symbol: String,
    /// How the value is meant.
    pub compare: Compare,
    /// The value in the printed unit.
    pub value: Value,
    /// Unit as printed.
    pub unit: String,
    /// The same unit in its one spelling.
    pub canonical_unit: String,
    /// Conditions, as worded.
    pub conditions: Vec<String>,
    /// Standard the value is measured by, or empty.
    pub standard: String,
    /// Which way is better.
    pub direction: Direction,
    /// The text names the comparison; otherwise it is our reading.
    pub is_explicit: bool,
    /// A grade that must be bettered, not only reached.
    pub is_strict: bool,
    /// Slips and doubts.
    pub notes: Vec<Note>,
    /// What the plan's file remarks: slips that it marks, and why it lays a reading down.
    pub remarks: Vec<Slip>,
    /// The same indicator as a marked slip would have it read: a promise may answer to the
    /// printed name and conditions or to these.
    pub meant: Option<Box<Indicator>>,
}

impl Indicator {
    /// Returns `explicit` or `implied`, as in `--json` documents.
    pub fn basis(&self) -> &'static str {
        if self.is_explicit {
            "explicit"
        } else {
            "implied"
        }
    }
}
