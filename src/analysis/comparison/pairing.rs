//! Finds for every indicator the promises that speak of it, and lets the worst decide.

mod bundles;

use super::Promised;
use super::circumstances::Conditions;
use super::judging::{self, Judgement};
use super::likeness::{self, Known};
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Amount, Gap, GapReason, Indicator, Note, Value, Verdict};

/// A promise with what is known of it.
#[derive(Debug, Clone)]
pub struct Offer<'a> {
    /// The promise.
    pub promised: &'a Promised,
    known: Known<'a>,
}

/// Pairs promises with indicators and judges each. Where a pairing is laid down (a promise's
/// place from 1, or 0 for none), that promise alone is judged.
pub fn gaps(targets: &[Indicator], promises: &[Promised], laid_down: &[Option<u32>]) -> Vec<Gap> {
    let wanted: Vec<Known> = targets.iter().map(Known::of).collect();
    let offers: Vec<Offer> = promises
        .iter()
        .map(|promised| Offer {
            promised,
            known: Known::of(&promised.indicator),
        })
        .collect();
    let everything: Vec<&Offer> = offers.iter().collect();
    let wanted_refs: Vec<&Known> = wanted.iter().collect();
    let mut gaps = found(&wanted_refs, &everything, &wanted);
    bundles::choose(&wanted, &offers, &mut gaps);
    for ((gap, target), place) in gaps.iter_mut().zip(&wanted).zip(laid_down) {
        if let Some(place) = place {
            *gap = told(target, &everything, *place);
        }
    }
    gaps
}

/// Judges every indicator by the promises that speak of it. `all` are those of the whole
/// target: what is about another sub-product of it is not about one of these.
pub fn found(targets: &[&Known], offers: &[&Offer], all: &[Known]) -> Vec<Gap> {
    let mut fits: Vec<Vec<(usize, Fit, u32)>> = vec![Vec::new(); targets.len()];
    for (place, offer) in offers.iter().enumerate() {
        for (index, fit, name) in fits_of(targets, &offer.known, all) {
            if let Some(of_target) = fits.get_mut(index) {
                of_target.push((place, fit, name));
            }
        }
    }
    let judge = |(target, fits): (&&Known, &Vec<(usize, Fit, u32)>)| gap(target, offers, fits);
    targets.iter().zip(&fits).map(judge).collect()
}

/// How a promise fits one of the indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// It speaks of the same under another condition.
    OtherCondition,
    /// It can be judged.
    Yes,
}

/// Returns the indicators that a promise speaks of, each with how well the name fits.
fn fits_of(targets: &[&Known], promise: &Known, all: &[Known]) -> Vec<(usize, Fit, u32)> {
    let is_nameless = promise.indicator.parameter.is_empty() && promise.indicator.symbol.is_empty();
    let knows_subject = all.iter().any(|target| target.is_same_subject(promise));
    let speaks_of = |target: &Known| {
        if likeness::is_excluded(&target.indicator, &promise.indicator)
            || target.names_another(promise)
            || target.is_other_class(promise)
        {
            return false;
        }
        promise.indicator.subject.is_empty()
            || target.indicator.subject.is_empty()
            || !knows_subject
            || target.is_same_subject(promise)
    };
    let mut named: Vec<(usize, u32)> = Vec::new();
    for (index, target) in targets.iter().enumerate() {
        let name = if is_nameless {
            nameless(targets, target, promise)
        } else {
            target.name(promise)
        };
        if name > 0 && speaks_of(target) {
            named.push((index, name));
        }
    }
    let best = named.iter().map(|(_, name)| *name).max().unwrap_or(0);
    let fitting: Vec<(usize, &Known)> = named
        .iter()
        .filter(|(_, name)| *name == best)
        .filter_map(|(index, _)| Some((*index, *targets.get(*index)?)))
        .collect();
    let has_own = |target: &Known| target.indicator.subject == promise.indicator.subject;
    let is_named =
        !promise.indicator.subject.is_empty() && fitting.iter().any(|(_, target)| has_own(target));
    let fitting: Vec<(usize, &Known)> = fitting
        .into_iter()
        .filter(|(_, target)| !is_named || has_own(target) || target.indicator.subject.is_empty())
        .collect();
    let of_kind: Vec<(usize, &Known)> = fitting
        .iter()
        .filter(|(_, target)| judging::is_same_kind(target, promise))
        .copied()
        .collect();
    let fitting = if of_kind.is_empty() { fitting } else { of_kind };
    by_condition(promise, &fitting)
        .into_iter()
        .map(|(index, fit)| (index, fit, best))
        .collect()
}

/// A promise that names only a value is read against a single indicator, or a single grade
/// of its scale.
fn nameless(targets: &[&Known], target: &Known, promise: &Known) -> u32 {
    let is_grade = |known: &Known| matches!(known.indicator.value, Value::Grade(_));
    if targets.len() == 1 {
        return 100;
    }
    if !is_grade(promise) || !is_grade(target) || !judging::is_same_kind(target, promise) {
        return 0;
    }
    let alike = targets
        .iter()
        .filter(|other| is_grade(other) && judging::is_same_kind(other, promise))
        .count();
    if alike == 1 { 100 } else { 0 }
}

/// Words that tell places of one piece apart: a promise that names none of them holds at all.
const PLACES: [&str; 2] = ["内孔", "外圆"];

fn by_condition(promise: &Known, fitting: &[(usize, &Known)]) -> Vec<(usize, Fit)> {
    let conditions: Vec<Conditions> = fitting
        .iter()
        .map(|(_, target)| target.conditions(promise))
        .collect();
    let has_same = conditions.contains(&Conditions::Same);
    let is_place = |known: &Known| {
        let mut conditions = known.indicator.conditions.iter();
        conditions.any(|condition| PLACES.contains(&condition.as_str()))
    };
    let is_silent_among_several = |own: &Known| {
        !is_place(own)
            && fitting.iter().any(|(_, target)| {
                let (own, target) = (&own.indicator, &target.indicator);
                own.subject == target.subject
                    && own.parameter == target.parameter
                    && own.compare == target.compare
                    && own.conditions != target.conditions
            })
    };
    let mut fits = Vec::new();
    for ((index, target), found) in fitting.iter().zip(conditions) {
        let fit = match found {
            Conditions::Same => Fit::Yes,
            Conditions::Silent if !is_silent_among_several(target) => Fit::Yes,
            Conditions::Silent | Conditions::Other if has_same => continue,
            Conditions::Silent | Conditions::Other => Fit::OtherCondition,
        };
        fits.push((*index, fit));
    }
    fits
}

/// A name from here on is the same name; one that is only like it does not stand beside it.
const SAME_NAME: u32 = 95;

fn gap(target: &Known, offers: &[&Offer], fits: &[(usize, Fit, u32)]) -> Gap {
    let has_same = fits
        .iter()
        .any(|(_, fit, name)| *fit == Fit::Yes && *name >= SAME_NAME);
    let mut worst: Option<Gap> = None;
    for (place, fit, name) in fits {
        let Some(offer) = offers.get(*place).filter(|_| *fit == Fit::Yes) else {
            continue;
        };
        if has_same && *name < SAME_NAME {
            continue;
        }
        let found = judged(offer, judging::judge(target, &offer.known), target);
        worst = Some(match worst {
            Some(gap) if rank(&gap) <= rank(&found) => gap,
            _ => found,
        });
    }
    if let Some(worst) = worst {
        return worst;
    }
    if let Some(sum) = sum(target, offers) {
        return sum;
    }
    let other = fits.first().and_then(|(place, ..)| offers.get(*place));
    other.map_or(Gap::only(Verdict::NotPromised), |offer| {
        let judgement = Judgement::not_comparable(GapReason::OtherCondition);
        judged(offer, judgement, target)
    })
}

/// Judges the promise that a person named: of several values in it the best named, of these
/// the worst.
fn told(target: &Known, offers: &[&Offer], place: u32) -> Gap {
    let Some(text) = (place as usize).checked_sub(1) else {
        return Gap::only(Verdict::NotPromised);
    };
    let of_text: Vec<&Offer> = offers
        .iter()
        .filter(|offer| offer.promised.text == text)
        .copied()
        .collect();
    let fitting: Vec<(u32, &Offer)> = of_text
        .iter()
        .filter(|offer| judging::is_same_kind(target, &offer.known))
        .map(|offer| (target.name(&offer.known), *offer))
        .collect();
    let best = fitting.iter().map(|(name, _)| *name).max();
    let judgements = fitting
        .iter()
        .filter(|(name, _)| Some(*name) == best)
        .map(|(_, offer)| {
            let judgement = if target.conditions(&offer.known) == Conditions::Other {
                Judgement::not_comparable(GapReason::OtherCondition)
            } else {
                judging::judge(target, &offer.known)
            };
            judged(offer, judgement, target)
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

fn judged(offer: &Offer, judgement: Judgement, target: &Known) -> Gap {
    let mut promised = offer.promised.indicator.clone();
    let has_amount = !matches!(promised.value, Value::Grade(_));
    if promised.unit.is_empty() && !target.indicator.unit.is_empty() && has_amount {
        promised.unit.clone_from(&target.indicator.unit);
        promised
            .canonical_unit
            .clone_from(&target.indicator.canonical_unit);
        promised.notes.push(Note::UnitTaken);
    }
    Gap {
        promise: Some(offer.promised.text),
        promised: Some(promised),
        verdict: judgement.verdict,
        margin: judgement.margin,
        reason: judgement.reason,
    }
}

/// A limit on a sum is judged by the sum of its parts, in the customary units.
fn sum(target: &Known, offers: &[&Offer]) -> Option<Gap> {
    if !target.indicator.symbol.contains('+') {
        return None;
    }
    let mut total = Decimal::ZERO;
    let mut first: Option<&Offer> = None;
    let mut excludes = false;
    for part in target.indicator.symbol.split('+').map(str::trim) {
        let wanted = Indicator {
            symbol: part.to_owned(),
            parameter: part.to_owned(),
            unit: customary(part).to_owned(),
            meant: None,
            ..target.indicator.clone().into_owned()
        };
        let wanted = Known::of(&wanted);
        let fitting = offers.iter().filter(|offer| {
            wanted.name(&offer.known) >= SAME_NAME
                && (offer.promised.indicator.subject.is_empty()
                    || target.is_same_subject(&offer.known))
        });
        let values = fitting.filter_map(|offer| {
            let amount = offer.promised.indicator.value.amount()?;
            let amount: Amount = judging::converted(amount, &offer.known, &wanted)?;
            Some((amount.low(), *offer))
        });
        let (value, offer) = values.min_by_key(|(value, _)| *value)?;
        total += value;
        excludes |= offer.promised.indicator.compare.is_strict();
        first = first.or(Some(offer));
    }
    let limit = target.indicator.value.amount()?.low();
    let counts = !target.indicator.compare.is_strict();
    let judgement = Judgement::limit(total - limit, counts, excludes);
    first.map(|offer| judged(offer, judgement, target))
}

fn customary(symbol: &str) -> &'static str {
    match symbol {
        "(BH)max" | "BHmax" => "MGOe",
        "Hcj" | "Hcb" => "kOe",
        "Br" => "kGs",
        _ => "",
    }
}
