//! Finds for every indicator the promises that speak of it, and lets the worst decide.

use super::Promised;
use super::judging::{self, Judgement};
use super::likeness::{self, Conditions};
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Amount, Gap, GapReason, Indicator, Note, Value, Verdict};

/// Pairs promises with indicators and judges each. Where a pairing is laid down (a promise's
/// place from 1, or 0 for none), that promise alone is judged.
pub fn gaps(targets: &[Indicator], promises: &[Promised], laid_down: &[Option<u32>]) -> Vec<Gap> {
    let fits: Vec<Vec<Fit>> = promises
        .iter()
        .map(|promise| fits_of(targets, &promise.indicator))
        .collect();
    let mut gaps: Vec<Gap> = targets
        .iter()
        .enumerate()
        .map(
            |(index, target)| match laid_down.get(index).copied().flatten() {
                Some(place) => told(target, promises, place),
                None => gap(index, target, promises, &fits),
            },
        )
        .collect();
    choose_alternative(targets, &mut gaps);
    gaps
}

/// How a promise fits one of the indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// It speaks of something else.
    No,
    /// It speaks of the same under another condition.
    OtherCondition,
    /// It can be judged.
    Yes,
}

fn fits_of(targets: &[Indicator], promise: &Indicator) -> Vec<Fit> {
    let is_nameless = promise.parameter.is_empty() && promise.symbol.is_empty();
    let names: Vec<u32> = targets
        .iter()
        .map(|target| {
            if is_nameless {
                nameless(targets, target, promise)
            } else {
                likeness::name(target, promise)
            }
        })
        .collect();
    let knows_subject = targets
        .iter()
        .any(|target| likeness::is_same_subject(&target.subject, &promise.subject));
    let speaks_of = |target: &Indicator| {
        if likeness::is_excluded(target, promise) {
            return false;
        }
        promise.subject.is_empty()
            || target.subject.is_empty()
            || !knows_subject
            || likeness::is_same_subject(&target.subject, &promise.subject)
    };
    let candidates = |minimum: u32| -> Vec<bool> {
        targets
            .iter()
            .zip(&names)
            .map(|(target, name)| *name >= minimum && *name > 0 && speaks_of(target))
            .collect()
    };
    let best = targets
        .iter()
        .zip(&names)
        .filter(|(target, _)| speaks_of(target))
        .map(|(_, name)| *name)
        .max()
        .unwrap_or(0);
    let mut fitting = candidates(best);
    let of_kind: Vec<bool> = targets
        .iter()
        .zip(&fitting)
        .map(|(target, fits)| *fits && judging::is_same_kind(target, promise))
        .collect();
    if of_kind.contains(&true) {
        fitting = of_kind;
    }
    by_condition(targets, promise, &fitting)
}

/// A promise that names only a value is read against a single indicator, or a single grade
/// of its scale.
fn nameless(targets: &[Indicator], target: &Indicator, promise: &Indicator) -> u32 {
    let is_grade = |indicator: &Indicator| matches!(indicator.value, Value::Grade(_));
    let alike = targets
        .iter()
        .filter(|other| is_grade(other) && judging::is_same_kind(other, promise))
        .count();
    let is_only_grade = is_grade(promise)
        && is_grade(target)
        && alike == 1
        && judging::is_same_kind(target, promise);
    if targets.len() == 1 || is_only_grade {
        100
    } else {
        0
    }
}

fn by_condition(targets: &[Indicator], promise: &Indicator, fitting: &[bool]) -> Vec<Fit> {
    let conditions: Vec<Option<Conditions>> = targets
        .iter()
        .zip(fitting)
        .map(|(target, fits)| fits.then(|| likeness::conditions_of(target, promise)))
        .collect();
    let has_same = conditions.contains(&Some(Conditions::Same));
    let is_silent_among_several = |index: usize| {
        let own = targets.get(index);
        targets.iter().enumerate().any(|(other, target)| {
            other != index
                && fitting.get(other) == Some(&true)
                && own.is_some_and(|own| {
                    own.subject == target.subject
                        && own.parameter == target.parameter
                        && own.compare == target.compare
                        && own.conditions != target.conditions
                })
        })
    };
    conditions
        .iter()
        .enumerate()
        .map(|(index, found)| match found {
            None => Fit::No,
            Some(Conditions::Same) => Fit::Yes,
            Some(Conditions::Silent) if !is_silent_among_several(index) => Fit::Yes,
            Some(Conditions::Silent | Conditions::Other) if has_same => Fit::No,
            Some(Conditions::Silent | Conditions::Other) => Fit::OtherCondition,
        })
        .collect()
}

fn gap(index: usize, target: &Indicator, promises: &[Promised], fits: &[Vec<Fit>]) -> Gap {
    let with = |wanted: Fit| {
        promises
            .iter()
            .zip(fits)
            .filter(move |(_, fits)| fits.get(index) == Some(&wanted))
            .map(|(promise, _)| promise)
    };
    let mut worst: Option<Gap> = None;
    for promise in with(Fit::Yes) {
        let found = judged(promise, judging::judge(target, &promise.indicator), target);
        worst = Some(match worst {
            Some(gap) if rank(&gap) <= rank(&found) => gap,
            _ => found,
        });
    }
    if let Some(worst) = worst {
        return worst;
    }
    if let Some(sum) = sum(target, promises) {
        return sum;
    }
    with(Fit::OtherCondition)
        .next()
        .map_or(Gap::only(Verdict::NotPromised), |promise| {
            judged(
                promise,
                Judgement::not_comparable(GapReason::OtherCondition),
                target,
            )
        })
}

/// Judges the promise that a person named: of several values in it the best named, of these
/// the worst.
fn told(target: &Indicator, promises: &[Promised], place: u32) -> Gap {
    let Some(text) = (place as usize).checked_sub(1) else {
        return Gap::only(Verdict::NotPromised);
    };
    let of_text: Vec<Promised> = promises
        .iter()
        .filter(|promise| promise.text == text)
        .cloned()
        .collect();
    let fitting: Vec<(u32, &Promised)> = of_text
        .iter()
        .filter(|promise| judging::is_same_kind(target, &promise.indicator))
        .map(|promise| (likeness::name(target, &promise.indicator), promise))
        .collect();
    let best = fitting.iter().map(|(name, _)| *name).max();
    let judgements = fitting
        .iter()
        .filter(|(name, _)| Some(*name) == best)
        .map(|(_, promise)| {
            let condition = likeness::conditions_of(target, &promise.indicator);
            let judgement = if condition == Conditions::Other {
                Judgement::not_comparable(GapReason::OtherCondition)
            } else {
                judging::judge(target, &promise.indicator)
            };
            judged(promise, judgement, target)
        });
    let worst = judgements.min_by_key(rank);
    worst
        .or_else(|| sum(target, &of_text))
        .or_else(|| {
            let other = of_text.first()?;
            let judgement = Judgement::not_comparable(GapReason::OtherUnit);
            Some(judged(other, judgement, target))
        })
        .unwrap_or(Gap::only(Verdict::NotPromised))
}

/// The worst first; of two that fall short, the one that falls shorter.
fn rank(gap: &Gap) -> (Verdict, Decimal) {
    (gap.verdict, gap.margin.unwrap_or(Decimal::ZERO))
}

fn judged(promise: &Promised, judgement: Judgement, target: &Indicator) -> Gap {
    let mut promised = promise.indicator.clone();
    let has_amount = !matches!(promised.value, Value::Grade(_));
    if promised.unit.is_empty() && !target.unit.is_empty() && has_amount {
        promised.unit.clone_from(&target.unit);
        promised.canonical_unit.clone_from(&target.canonical_unit);
        promised.notes.push(Note::UnitTaken);
    }
    Gap {
        promise: Some(promise.text),
        promised: Some(promised),
        verdict: judgement.verdict,
        margin: judgement.margin,
        reason: judgement.reason,
    }
}

/// A limit on a sum is judged by the sum of its parts, in the customary units.
fn sum(target: &Indicator, promises: &[Promised]) -> Option<Gap> {
    let parts: Vec<&str> = target.symbol.split('+').map(str::trim).collect();
    if parts.len() < 2 {
        return None;
    }
    let mut total = Decimal::ZERO;
    let mut first: Option<&Promised> = None;
    let mut excludes = false;
    for part in parts {
        let wanted = Indicator {
            symbol: part.to_owned(),
            parameter: part.to_owned(),
            unit: customary(part).to_owned(),
            ..target.clone()
        };
        let fitting = promises.iter().filter(|promise| {
            likeness::name(&wanted, &promise.indicator) >= 95
                && (promise.indicator.subject.is_empty()
                    || likeness::is_same_subject(&target.subject, &promise.indicator.subject))
        });
        let values = fitting.filter_map(|promise| {
            let amount = promise.indicator.value.amount()?;
            let amount: Amount = judging::converted(amount, &promise.indicator, &wanted)?;
            Some((amount.low(), promise))
        });
        let (value, promise) = values.min_by_key(|(value, _)| *value)?;
        total += value;
        excludes |= promise.indicator.compare.is_strict();
        first = first.or(Some(promise));
    }
    let limit = target.value.amount()?.low();
    let judgement = Judgement::limit(total - limit, !target.compare.is_strict(), excludes);
    first.map(|promise| judged(promise, judgement, target))
}

fn customary(symbol: &str) -> &'static str {
    match symbol {
        "(BH)max" | "BHmax" => "MGOe",
        "Hcj" | "Hcb" => "kOe",
        "Br" => "kGs",
        _ => "",
    }
}

/// Of alternatives the best counts; the others stand aside.
fn choose_alternative(targets: &[Indicator], gaps: &mut [Gap]) {
    let mut subjects: Vec<&str> = Vec::new();
    for target in targets
        .iter()
        .filter(|target| !target.alternative.is_empty())
    {
        if !subjects.contains(&target.subject.as_str()) {
            subjects.push(&target.subject);
        }
    }
    for subject in subjects {
        let of_subject =
            |target: &Indicator| target.subject == subject && !target.alternative.is_empty();
        let mut bundles: Vec<&str> = Vec::new();
        for target in targets.iter().filter(|target| of_subject(target)) {
            if !bundles.contains(&target.alternative.as_str()) {
                bundles.push(&target.alternative);
            }
        }
        let cost = |bundle: &str| -> (usize, usize, usize) {
            let of = |verdict: Verdict| {
                targets
                    .iter()
                    .zip(gaps.iter())
                    .filter(|(target, gap)| {
                        of_subject(target) && target.alternative == bundle && gap.verdict == verdict
                    })
                    .count()
            };
            (
                of(Verdict::FallsShort),
                of(Verdict::NotComparable) + of(Verdict::NotPromised),
                usize::MAX - of(Verdict::Exceeds),
            )
        };
        let chosen = bundles.iter().min_by_key(|bundle| cost(bundle)).copied();
        let is_promised = gaps
            .iter()
            .zip(targets)
            .any(|(gap, target)| of_subject(target) && gap.promise.is_some());
        if !is_promised {
            continue;
        }
        let chosen = chosen.unwrap_or_default().to_owned();
        for (target, gap) in targets.iter().zip(gaps.iter_mut()) {
            if of_subject(target) && target.alternative != chosen {
                *gap = Gap::only(Verdict::Alternative);
            }
        }
    }
}
