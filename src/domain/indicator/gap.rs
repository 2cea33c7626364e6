//! How a promise stands to an indicator.

use super::Indicator;
use crate::domain::decimal::Decimal;

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
    /// 另档: another of several alternatives was promised.
    Alternative,
    /// 不涉及: another sub-product.
    NotApplicable,
}

impl Verdict {
    /// All verdicts, problems first: the order of the rows on the screen.
    pub const ALL: [Self; 8] = [
        Self::FallsShort,
        Self::NotPromised,
        Self::NotComparable,
        Self::Expert,
        Self::Meets,
        Self::Exceeds,
        Self::Alternative,
        Self::NotApplicable,
    ];

    /// The verdicts of what was asked for, the best first: the order of a summary in one
    /// line. Another alternative and another sub-product are no answer to it.
    pub const BEST_FIRST: [Self; 6] = [
        Self::Exceeds,
        Self::Meets,
        Self::FallsShort,
        Self::NotPromised,
        Self::NotComparable,
        Self::Expert,
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
            Self::Alternative => "alternative",
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

impl Gap {
    /// Makes a gap of a verdict alone.
    pub fn only(verdict: Verdict) -> Self {
        Self {
            promise: None,
            promised: None,
            verdict,
            margin: None,
            reason: None,
        }
    }
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
    /// Returns the catalogue key, in section `gap`.
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
