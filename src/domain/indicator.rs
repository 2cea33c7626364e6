//! One quantity read from a target or a promise, and how a promise stands to it.

use super::decimal::Decimal;

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
    /// Amount not more, whatever the sign.
    AbsAtMost,
    /// Between two values.
    Range,
    /// A nominal value with a tolerance.
    Window,
    /// A grade.
    Grade,
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
            Self::AbsAtMost => "abs<=",
            Self::Range => "range",
            Self::Window => "window",
            Self::Grade => "grade",
        }
    }

    /// Returns the sign shown to people.
    pub fn shown(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::MoreThan => "＞",
            Self::AtMost => "≤",
            Self::LessThan => "＜",
            Self::AbsAtMost => "≤±",
            Self::Equal | Self::Range | Self::Window | Self::Grade => "",
        }
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
            Self::Info => "info",
        }
    }
}

/// The value of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One number.
    Number(Decimal),
    /// Two ends.
    Range(Decimal, Decimal),
    /// Nominal value and tolerance.
    Tolerance(Decimal, Decimal),
    /// A grade such as `P5`.
    Grade(String),
}

/// One quantity as read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// The piece of the text it was read from.
    pub raw: String,
    /// Where it stands, in Unicode scalar values.
    pub span: (usize, usize),
    /// Sub-product, or empty.
    pub subject: String,
    /// What is measured, as worded.
    pub parameter: String,
    /// Its symbol, or empty.
    pub symbol: String,
    /// How the value is meant.
    pub compare: Compare,
    /// The value in the printed unit.
    pub value: Value,
    /// Unit as printed.
    pub unit: String,
    /// Conditions.
    pub conditions: Vec<String>,
    /// Standard the value is measured by, or empty.
    pub standard: String,
    /// Which way is better.
    pub direction: Direction,
    /// The text names the comparison; otherwise it is our reading.
    pub is_explicit: bool,
    /// A slip or a doubt, or empty.
    pub note: String,
}

/// How a promise stands to an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// 未达到.
    FallsShort,
    /// 未承诺.
    NotPromised,
    /// 不可比.
    NotComparable,
    /// 待判断: words that only an expert can judge.
    Expert,
    /// 达到.
    Meets,
    /// 优于.
    Exceeds,
    /// 不涉及: another sub-product.
    NotApplicable,
}

impl Verdict {
    /// All verdicts, problems first: the order of the rows on the screen.
    pub const ALL: [Self; 7] = [
        Self::FallsShort,
        Self::NotPromised,
        Self::NotComparable,
        Self::Expert,
        Self::Meets,
        Self::Exceeds,
        Self::NotApplicable,
    ];

    /// Returns the key used in `--json` documents and catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::FallsShort => "falls_short",
            Self::NotPromised => "not_promised",
            Self::NotComparable => "not_comparable",
            Self::Expert => "expert",
            Self::Meets => "meets",
            Self::Exceeds => "exceeds",
            Self::NotApplicable => "not_applicable",
        }
    }
}

/// The distance between a promise and an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Which promise, counted from 0.
    pub promise: Option<usize>,
    /// What was read from that promise.
    pub promised: Option<Indicator>,
    /// The verdict.
    pub verdict: Verdict,
    /// Distance from the limit on the good side, in the target's unit.
    pub margin: Option<Decimal>,
    /// Why the two cannot be compared.
    pub reason: Option<GapReason>,
}

/// Why a promise and an indicator cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GapReason {
    /// Measured under other conditions.
    OtherCondition,
    /// A unit of another kind.
    OtherUnit,
    /// The promise bounds the other side only.
    OtherSide,
    /// The promise holds no number that could be read.
    NoNumber,
    /// The way that is better is not known.
    NoDirection,
}

impl GapReason {
    /// Returns the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::OtherCondition => "other_condition",
            Self::OtherUnit => "other_unit",
            Self::OtherSide => "other_side",
            Self::NoNumber => "no_number",
            Self::NoDirection => "no_direction",
        }
    }
}
