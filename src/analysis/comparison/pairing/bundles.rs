//! Alternatives: of several bundles of limits one is enough, and a promise may hold bundles
//! of its own. A bundle is judged by one bundle of promises, never by parts of several.

use super::{Offer, found};
use crate::analysis::comparison::likeness::{self, Known};
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Gap, Verdict};

/// So many bundles on each side are tried against one another; of more, all the promises
/// count together.
const MOST: usize = 24;

/// Judges the bundles of every sub-product, keeps the best and marks the others.
pub fn choose(targets: &[Known], offers: &[Offer], gaps: &mut [Gap]) {
    let mut subjects: Vec<&str> = Vec::new();
    for target in targets {
        let indicator = &target.indicator;
        if !indicator.alternative.is_empty() && !subjects.contains(&indicator.subject.as_str()) {
            subjects.push(&indicator.subject);
        }
    }
    let groups = groups(offers);
    let all = [offers.iter().collect()];
    for subject in subjects {
        let is_many = targets.len() > MOST * 4;
        of_subject(subject, targets, if is_many { &all } else { &groups }, gaps);
    }
}

fn of_subject(subject: &str, targets: &[Known], groups: &[Vec<&Offer>], gaps: &mut [Gap]) {
    let is_own = |target: &&Known| {
        target.indicator.subject == subject && !target.indicator.alternative.is_empty()
    };
    let mut bundles: Vec<&str> = Vec::new();
    for target in targets.iter().filter(is_own) {
        if bundles.last() != Some(&target.indicator.alternative.as_str()) {
            bundles.push(&target.indicator.alternative);
        }
    }
    let mut best: Option<(Cost, &str, Vec<Gap>)> = None;
    for bundle in &bundles {
        let members: Vec<&Known> = targets
            .iter()
            .filter(|target| is_own(target) && target.indicator.alternative == *bundle)
            .collect();
        for group in groups {
            let excluded: Vec<usize> = group
                .iter()
                .filter(|offer| holds_what_is_excluded(&members, offer))
                .map(|offer| offer.promised.text)
                .collect();
            let fitting: Vec<&Offer> = group
                .iter()
                .filter(|offer| !excluded.contains(&offer.promised.text))
                .copied()
                .collect();
            let judged = found(&members, &fitting, targets);
            if judged.iter().all(|gap| gap.promise.is_none()) {
                continue;
            }
            let cost = cost(&judged);
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, bundle, judged));
            }
        }
    }
    let Some((_, chosen, judged)) = best else {
        return;
    };
    let mut judged = judged.into_iter();
    for (target, gap) in targets.iter().zip(gaps.iter_mut()) {
        if !is_own(&target) {
            continue;
        }
        let own = (target.indicator.alternative == chosen).then(|| judged.next());
        *gap = own.flatten().unwrap_or(Gap::only(Verdict::Alternative));
    }
}

/// Fewest that fall short, then fewest open ones, then most that exceed.
type Cost = (usize, usize, usize);

fn cost(gaps: &[Gap]) -> Cost {
    let of = |verdict: Verdict| gaps.iter().filter(|gap| gap.verdict == verdict).count();
    (
        of(Verdict::FallsShort),
        of(Verdict::NotComparable) + of(Verdict::NotPromised),
        usize::MAX - of(Verdict::Exceeds),
    )
}

/// The bundles of the promises, each with the promises that belong to none.
fn groups<'a, 'b>(offers: &'b [Offer<'a>]) -> Vec<Vec<&'b Offer<'a>>> {
    let bundle = |offer: &Offer| {
        let indicator = &offer.promised.indicator;
        (!indicator.alternative.is_empty())
            .then(|| (offer.promised.text, indicator.alternative.clone()))
    };
    let mut names: Vec<(usize, String)> = offers.iter().filter_map(bundle).collect();
    names.dedup();
    if names.is_empty() || names.len() > MOST {
        return vec![offers.iter().collect()];
    }
    let of = |name: &(usize, String)| {
        let belongs = |offer: &&Offer| bundle(offer).is_none_or(|own| own == *name);
        offers.iter().filter(belongs).collect()
    };
    names.iter().map(of).collect()
}

/// A bundle 无重稀土 is not met by a sentence that names a 重稀土含量 above nought.
fn holds_what_is_excluded(members: &[&Known], offer: &Offer) -> bool {
    let promised = &offer.promised.indicator;
    let content = promised.parameter.strip_suffix("含量").unwrap_or_default();
    let is_some = promised
        .value
        .amount()
        .is_some_and(|amount| amount.high() > Decimal::ZERO);
    members.iter().any(|member| {
        let conditions = &member.indicator.conditions;
        let mut without = conditions.iter().filter_map(|text| text.strip_prefix('无'));
        let has_content = without.any(|what| !content.is_empty() && content.ends_with(what));
        (has_content && is_some) || likeness::is_excluded(&member.indicator, promised)
    })
}
