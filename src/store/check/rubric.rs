//! The rubric: scales, weights, levels, and what chains and kinds have otherwise.

use super::{Findings, not_taken, value_in_block, word_in_block};
use crate::domain::decimal::{Decimal, is_beyond_limits, parse, plain};
use crate::domain::is_valid_id;
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::domain::proposal::ProposalKind;
use crate::domain::rubric::{Criterion, CriterionOverride, Level};
use crate::store::place;
use std::collections::{BTreeMap, BTreeSet};

const RUBRIC: &str = "rubric.toml";
const CRITERION: &str = "[[criterion]]";

/// Checks the rubric.
pub fn check(panel: &Panel, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (nth, criterion) in panel.rubric.criteria.iter().enumerate() {
        let id = criterion.id.as_str();
        let place = |text: &str| value_in_block(text, CRITERION, nth, "id");
        if !is_valid_id(id) {
            findings.report(RUBRIC, Trouble::BadId, &[id], place);
        } else if !seen.insert(id) {
            findings.report(RUBRIC, Trouble::Duplicate, &[id], place);
        }
        scale(nth, criterion, findings);
    }
    weights(panel, findings);
    overrides(panel, findings);
}

fn scale(nth: usize, criterion: &Criterion, findings: &mut Findings) {
    let scale = &criterion.scale;
    let texts = [&scale.min, &scale.max, &scale.step];
    let numbers = texts.map(|text| parse(text));
    let is_scale = match numbers {
        [Some(min), Some(max), Some(step)] => min < max && step > Decimal::ZERO,
        _ => false,
    };
    if !is_scale {
        let beyond = texts.into_iter().find(|text| is_beyond_limits(text));
        let details = ["scale", beyond.map_or("", String::as_str)];
        let trouble = not_taken(details[1], Trouble::WrongValue);
        findings.report(RUBRIC, trouble, &details, |text| {
            value_in_block(text, CRITERION, nth, "scale")
        });
        return;
    }
    if scale.is_too_fine() {
        findings.report(RUBRIC, Trouble::TooFine, &[&criterion.id], |text| {
            value_in_block(text, CRITERION, nth, "scale")
        });
    }
    let is_weight = parse(&criterion.weight).is_some_and(|weight| weight >= Decimal::ZERO);
    if !criterion.weight.is_empty() && !is_weight {
        let details = ["weight", criterion.weight.as_str()];
        let trouble = not_taken(&criterion.weight, Trouble::WrongValue);
        findings.report(RUBRIC, trouble, &details, |text| {
            value_in_block(text, CRITERION, nth, "weight")
        });
    }
    let mut bounds = criterion.levels.iter().flat_map(|one| [&one.from, &one.to]);
    if let Some(beyond) = bounds.find(|bound| is_beyond_limits(bound)) {
        let details = ["level", beyond.as_str()];
        findings.report(RUBRIC, Trouble::BeyondLimits, &details, |text| {
            word_in_block(text, CRITERION, nth, beyond)
        });
    } else if !criterion.levels.is_empty() && !is_covered(criterion) {
        findings.report(RUBRIC, Trouble::LevelGap, &[&criterion.id], |text| {
            value_in_block(text, CRITERION, nth, "id")
        });
    }
}

/// Tells whether the levels hold every mark of the scale once.
fn is_covered(criterion: &Criterion) -> bool {
    let bounds = |level: &Level| Some((parse(&level.from)?, parse(&level.to)?));
    let Some(mut levels) = criterion
        .levels
        .iter()
        .map(bounds)
        .collect::<Option<Vec<_>>>()
    else {
        return false;
    };
    levels.sort_unstable();
    let scale = &criterion.scale;
    let mut next = scale.minimum();
    for (from, to) in levels {
        if from != next || to < from {
            return false;
        }
        next = to.saturating_add(scale.step());
    }
    next == scale.maximum().saturating_add(scale.step())
}

/// Weights that do not add up to 100 are no error: a call may count otherwise. Without
/// declared weights the maxima count, and whoever set them saw their sum.
fn weights(panel: &Panel, findings: &mut Findings) {
    let full = panel.rubric.full_marks();
    let criteria = &panel.rubric.criteria;
    let first = criteria.iter().position(|one| !one.weight.is_empty());
    if let Some(nth) = first.filter(|_| full != Decimal::ONE_HUNDRED) {
        findings.report(RUBRIC, Trouble::FullMarks, &[&plain(full)], |text| {
            value_in_block(text, CRITERION, nth, "weight")
        });
    }
}

/// What chains and kinds have otherwise: they exist, their criteria exist, and what is said
/// of these holds for the scale that is the same for all.
fn overrides(panel: &Panel, findings: &mut Findings) {
    let rubric = &panel.rubric;
    let has_kind = |id: &str| ProposalKind::ALL.iter().any(|kind| kind.key() == id);
    let has_chain = |id: &str| panel.plan.chains.is_empty() || panel.plan.chain(id).is_some();
    for (id, others) in &rubric.kind {
        if !has_kind(id) {
            unknown("kind", ["proposal_kind", id], others, findings);
        }
        of_one("kind", id, others, panel, findings);
    }
    for (id, others) in &rubric.chain {
        if !has_chain(id) {
            unknown("chain", ["chain", id], others, findings);
        }
        of_one("chain", id, others, panel, findings);
    }
}

type Others = BTreeMap<String, CriterionOverride>;

fn unknown(table: &str, details: [&str; 2], others: &Others, findings: &mut Findings) {
    let first = others.keys().next().map_or("", String::as_str);
    findings.report(RUBRIC, Trouble::UnknownId, &details, |text| {
        header(text, &format!("{table}.{}.{first}", details[1]))
    });
}

fn of_one(table: &str, id: &str, others: &Others, panel: &Panel, findings: &mut Findings) {
    let mut criteria = panel.rubric.criteria.clone();
    for (criterion, other) in others {
        let section = format!("{table}.{id}.{criterion}");
        let Some(usual) = panel.rubric.criterion(criterion) else {
            let details = ["criterion", criterion.as_str()];
            findings.report(RUBRIC, Trouble::UnknownId, &details, |text| {
                header(text, &section)
            });
            continue;
        };
        let is_weight = parse(&other.weight).is_some_and(|weight| weight >= Decimal::ZERO);
        if !other.weight.is_empty() && !is_weight {
            let trouble = not_taken(&other.weight, Trouble::WrongValue);
            let details = ["weight", other.weight.as_str()];
            findings.report(RUBRIC, trouble, &details, |text| {
                place::value(text, &section, "weight")
            });
        }
        let levels = format!("{section}.level");
        let mut bounds = other.levels.iter().flat_map(|one| [&one.from, &one.to]);
        let beyond = bounds.find(|bound| is_beyond_limits(bound));
        let joined = Criterion {
            levels: other.levels.clone(),
            ..usual.clone()
        };
        if let Some(beyond) = beyond {
            let details = ["level", beyond.as_str()];
            findings.report(RUBRIC, Trouble::BeyondLimits, &details, |text| {
                place::quoted(text, beyond, 0)
            });
        } else if !other.levels.is_empty() && !is_covered(&joined) {
            findings.report(RUBRIC, Trouble::LevelGap, &[criterion], |text| {
                header(text, &levels)
            });
        }
        let found = criteria.iter_mut().find(|one| one.id == *criterion);
        if let Some(one) = found.filter(|_| !other.weight.is_empty()) {
            one.weight.clone_from(&other.weight);
        }
    }
    let full = criteria
        .iter()
        .fold(Decimal::ZERO, |sum, one| sum.saturating_add(one.weight()));
    let declared = others.iter().find(|(_, other)| !other.weight.is_empty());
    if let Some((criterion, _)) = declared.filter(|_| full != panel.rubric.full_marks()) {
        findings.report(RUBRIC, Trouble::FullMarks, &[&plain(full)], |text| {
            place::value(text, &format!("{table}.{id}.{criterion}"), "weight")
        });
    }
}

/// Returns where the header of a table or of the first of several stands; the start of the
/// text where it is written otherwise.
fn header(text: &str, section: &str) -> std::ops::Range<usize> {
    let wanted = format!("[{section}]");
    text.find(&wanted).map_or(0..0, |at| at..at + wanted.len())
}
