//! Judges one promise against one indicator: by the promise's worst guaranteed value, in the
//! target's unit, exactly.

use super::likeness::Known;
use crate::analysis::targets::grade;
use crate::analysis::units::Unit;
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Amount, Compare, Direction, GapReason, Indicator, Value, Verdict};

/// What comes out of a judgement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Distance from the limit on the good side.
    pub margin: Option<Decimal>,
    /// Why there is none.
    pub reason: Option<GapReason>,
}

impl Judgement {
    /// The two cannot be compared.
    pub fn not_comparable(reason: GapReason) -> Self {
        Self {
            verdict: Verdict::NotComparable,
            margin: None,
            reason: Some(reason),
        }
    }

    fn of(verdict: Verdict, margin: Option<Decimal>) -> Self {
        Self {
            verdict,
            margin,
            reason: None,
        }
    }

    /// From the margin to a limit.
    pub fn limit(margin: Decimal, limit_counts: bool, promise_excludes: bool) -> Self {
        let verdict = if margin > Decimal::ZERO {
            Verdict::Exceeds
        } else if margin.is_zero() && (limit_counts || promise_excludes) {
            Verdict::Meets
        } else {
            Verdict::FallsShort
        };
        Self::of(verdict, Some(margin.normalize()))
    }

    fn inside(margin: Decimal) -> Self {
        let verdict = if margin.is_sign_negative() && !margin.is_zero() {
            Verdict::FallsShort
        } else {
            Verdict::Meets
        };
        Self::of(verdict, Some(margin.normalize()))
    }
}

/// Judges a promise against an indicator.
pub fn judge(target: &Known, promise: &Known) -> Judgement {
    match (&target.indicator.value, &promise.indicator.value) {
        (Value::Grade(_), Value::Grade(_)) => grades(&target.indicator, &promise.indicator),
        (Value::Pair(one, other), Value::Pair(first, second)) => {
            let margins = [within(*one, *first), within(*other, *second)];
            Judgement::inside(margins.into_iter().min().unwrap_or_default())
        }
        (Value::Pair(..) | Value::Grade(_), _) | (_, Value::Pair(..) | Value::Grade(_)) => {
            Judgement::not_comparable(GapReason::OtherUnit)
        }
        _ => amounts(target, promise),
    }
}

fn amounts(target: &Known, promise: &Known) -> Judgement {
    let (wanted, offered) = (&*target.indicator, &*promise.indicator);
    let is_change = |indicator: &Indicator| indicator.compare == Compare::Change;
    if is_change(wanted) != is_change(offered) {
        return Judgement::not_comparable(GapReason::OtherUnit);
    }
    if is_change(wanted) && wanted.direction != offered.direction {
        return Judgement::not_comparable(GapReason::OtherSide);
    }
    let Some(promised) = promised_amount(offered) else {
        return Judgement::not_comparable(GapReason::NoNumber);
    };
    let Some(promised) = converted(promised, promise, target) else {
        return Judgement::not_comparable(GapReason::OtherUnit);
    };
    let worst = Worst::of(offered, promised);
    against(wanted, &worst)
}

fn promised_amount(promise: &Indicator) -> Option<Amount> {
    match &promise.value {
        Value::Amount(amount) | Value::FromTo(_, amount) => Some(*amount),
        _ => None,
    }
}

/// What a promise guarantees.
struct Worst {
    low: Option<Decimal>,
    high: Option<Decimal>,
    /// Largest amount, whatever the sign.
    size: Option<Decimal>,
    /// Smallest amount, whatever the sign.
    least_size: Option<Decimal>,
    excludes_end: bool,
    is_point: bool,
}

impl Worst {
    fn of(promise: &Indicator, amount: Amount) -> Self {
        let (low, high) = (amount.low(), amount.high());
        let is_stated = promise.is_explicit || promise.value.number().is_none();
        let bounds = Self {
            low: Some(low),
            high: Some(high),
            size: Some(low.abs().max(high.abs())),
            least_size: Some(low.abs().min(high.abs())),
            excludes_end: promise.compare.is_strict() || promise.is_strict,
            is_point: low == high,
        };
        let only = |low, high, size, least_size| Self {
            low,
            high,
            size,
            least_size,
            ..bounds
        };
        let number = promise.value.number().map(|_| low);
        match promise.compare {
            Compare::AbsAtMost | Compare::AbsLessThan => {
                let size = low.abs();
                let upper = (!low.is_sign_negative()).then_some(size);
                let lower = upper.map(|size| -size).or(number);
                let least = (!promise.is_explicit).then_some(size);
                only(lower, Some(size), Some(size), least)
            }
            Compare::AbsAtLeast => only(Some(low.abs()), None, None, Some(low.abs())),
            Compare::AtLeast | Compare::MoreThan if is_stated => {
                let is_negative = low.is_sign_negative();
                let size = is_negative.then_some(low.abs());
                let least = (!is_negative).then_some(low);
                only(Some(low), None, size, least)
            }
            Compare::AtMost | Compare::LessThan if is_stated => {
                let is_negative = high.is_sign_negative();
                let size = (!is_negative).then_some(high);
                let least = is_negative.then_some(high.abs());
                only(None, Some(high), size, least)
            }
            _ => bounds,
        }
    }
}

fn against(target: &Indicator, worst: &Worst) -> Judgement {
    let Some(limit) = limit(target) else {
        return Judgement::not_comparable(GapReason::NoNumber);
    };
    let counts = !(target.compare.is_strict() || target.is_strict);
    let other_side = Judgement::not_comparable(GapReason::OtherSide);
    match target.direction {
        _ if target.compare == Compare::Change => worst.low.map_or(other_side, |low| {
            Judgement::limit(low - limit.low(), counts, worst.excludes_end)
        }),
        Direction::Up if target.compare == Compare::AbsAtLeast => {
            worst.least_size.map_or(other_side, |size| {
                Judgement::limit(size - limit.low().abs(), counts, worst.excludes_end)
            })
        }
        Direction::Up => worst.low.map_or(other_side, |low| {
            Judgement::limit(low - limit.low(), counts, worst.excludes_end)
        }),
        Direction::Down => worst.high.map_or(other_side, |high| {
            Judgement::limit(limit.high() - high, counts, worst.excludes_end)
        }),
        Direction::Zero => worst.size.map_or(other_side, |size| {
            Judgement::limit(limit.low().abs() - size, counts, worst.excludes_end)
        }),
        Direction::Window => match (worst.low, worst.high) {
            (Some(low), Some(high)) => {
                Judgement::inside((low - limit.low()).min(limit.high() - high))
            }
            _ => other_side,
        },
        Direction::Cover => covered(limit, worst),
        Direction::Info => Judgement::not_comparable(GapReason::NoDirection),
    }
}

/// A single promised value covers a range that begins at nought from there on.
fn covered(limit: Amount, worst: &Worst) -> Judgement {
    let (Some(low), high) = (worst.low, worst.high) else {
        return Judgement::not_comparable(GapReason::OtherSide);
    };
    let starts_at_nought = limit.low().is_zero();
    let margin = match high {
        Some(high) if !worst.is_point => (limit.low() - low).min(high - limit.high()),
        _ if starts_at_nought => low - limit.high(),
        _ => return Judgement::not_comparable(GapReason::OtherSide),
    };
    Judgement::limit(margin, true, false)
}

/// Returns what a promise is measured against; a step is measured at the end of the wanted
/// range that lies nearer to the present value, a change at its low end.
fn limit(target: &Indicator) -> Option<Amount> {
    match (&target.value, target.compare) {
        (Value::FromTo(_, to), _) if target.direction == Direction::Down => {
            Some(Amount::Number(to.high()))
        }
        (Value::FromTo(_, to), _) => Some(Amount::Number(to.low())),
        (Value::Amount(amount), Compare::Change) => Some(Amount::Number(amount.low())),
        (Value::Amount(amount), _) => Some(*amount),
        _ => None,
    }
}

fn within(target: Amount, promise: Amount) -> Decimal {
    (promise.low() - target.low()).min(target.high() - promise.high())
}

/// Tells whether two indicators have units of one kind, or the promise has none.
pub fn is_same_kind(target: &Known, promise: &Known) -> bool {
    match (&target.indicator.value, &promise.indicator.value) {
        (Value::Grade(one), Value::Grade(other)) => {
            let scale = |text: &str| grade::parse(text).map(|grade| grade.scale);
            scale(one) == scale(other) || scale(other).as_deref() == Some("")
        }
        (Value::Grade(_), _) | (_, Value::Grade(_)) => false,
        _ if promise.indicator.unit.is_empty() => true,
        _ => units_of(target, promise).is_some(),
    }
}

/// Returns the units of a target and of a promise where values in them can be compared. `T` of
/// a promise is read as the target's parameter says. A share is no plain number above 1:
/// whether 90 means 90 % nobody can tell.
fn units_of(target: &Known, promise: &Known) -> Option<(Unit, Unit)> {
    let parameter = &target.indicator.parameter;
    let into = target.unit.clone().for_parameter(parameter);
    let from = promise.unit.clone().for_parameter(parameter);
    let is_unclear = target.indicator.unit.is_empty()
        && from.is_proportion()
        && target
            .indicator
            .value
            .amount()
            .is_some_and(|amount| amount.high() > Decimal::ONE);
    (into.is_comparable(&from) && !is_unclear).then_some((into, from))
}

/// Converts a promised amount into the target's unit.
pub fn converted(amount: Amount, promise: &Known, target: &Known) -> Option<Amount> {
    if promise.indicator.unit.is_empty() {
        return Some(amount);
    }
    let (into, from) = units_of(target, promise)?;
    let is_difference = ["温升", "温差", "温控"]
        .iter()
        .any(|word| target.indicator.parameter.contains(word))
        || matches!(target.indicator.direction, Direction::Zero);
    let convert = |value: Decimal| from.convert(value, &into, is_difference);
    Some(match amount {
        Amount::Number(number) => Amount::Number(convert(number)?),
        Amount::Range(low, high) => Amount::Range(convert(low)?, convert(high)?),
        Amount::Tolerance(nominal, tolerance) => {
            Amount::Tolerance(convert(nominal)?, from.convert(tolerance, &into, true)?)
        }
    })
}

fn grades(target: &Indicator, promise: &Indicator) -> Judgement {
    let parsed = |indicator: &Indicator| match &indicator.value {
        Value::Grade(text) => grade::parse_for(text, &target.parameter),
        _ => None,
    };
    let (Some(wanted), Some(mut promised)) = (parsed(target), parsed(promise)) else {
        return Judgement::not_comparable(GapReason::OtherUnit);
    };
    if promised.scale.is_empty() {
        promised.scale.clone_from(&wanted.scale);
    }
    if wanted.scale != promised.scale {
        return Judgement::not_comparable(GapReason::OtherUnit);
    }
    let is_up = target.direction == Direction::Up;
    if promise.is_strict && promise.direction != target.direction {
        return Judgement::not_comparable(GapReason::OtherSide);
    }
    let (better, reaches) = if is_up {
        (promised.low > wanted.high, promised.low >= wanted.low)
    } else {
        (promised.high < wanted.low, promised.high <= wanted.high)
    };
    let verdict = match (better, reaches, target.is_strict && !promise.is_strict) {
        (true, _, _) => Verdict::Exceeds,
        (false, true, false) => Verdict::Meets,
        _ => Verdict::FallsShort,
    };
    Judgement::of(verdict, None)
}
