//! Marks what only the whole reading shows: alternatives, and percentages that do not
//! follow from the figures beside them.

use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Compare, Indicator, Note, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Marks alternatives and contradictions. `statements` are the ends of the statements,
/// counted in indicators.
pub fn mark(indicators: &mut [Indicator], statements: &[(usize, usize)]) {
    name_alternatives(indicators, statements);
    mark_contradictions(indicators);
}

/// Statements of one sub-product that bind the same two or more names under the same
/// figures are alternatives.
fn name_alternatives(indicators: &mut [Indicator], statements: &[(usize, usize)]) {
    let bound: Vec<Vec<(Key, Key)>> = statements
        .iter()
        .map(|(start, end)| pairs(indicators.get(*start..*end).unwrap_or_default()))
        .collect();
    let mut count: BTreeMap<&(Key, Key), usize> = BTreeMap::new();
    for pair in bound.iter().flatten() {
        *count.entry(pair).or_default() += 1;
    }
    let has_twin = |pairs: &Vec<(Key, Key)>| pairs.iter().any(|pair| count.get(pair) > Some(&1));
    let mut next_letter = 'A';
    for ((start, end), pairs) in statements.iter().zip(&bound) {
        if !has_twin(pairs) {
            continue;
        }
        let named = indicators.get(*start..*end).unwrap_or_default();
        let lead = named
            .iter()
            .flat_map(|indicator| &indicator.conditions)
            .find(|condition| !condition.contains(|c: char| c.is_ascii_digit()))
            .cloned()
            .or_else(|| named.first().map(|indicator| indicator.raw.clone()))
            .unwrap_or_default();
        let lead: String = lead.chars().take(40).collect();
        for indicator in indicators.get_mut(*start..*end).unwrap_or_default() {
            indicator.alternative = format!("{next_letter} {lead}");
        }
        next_letter = char::from_u32(u32::from(next_letter) + 1).unwrap_or('Z');
    }
}

/// Sub-product, name, and the conditions with figures.
type Key = (String, String, Vec<String>);

/// So many names of a statement are looked at.
const MOST: usize = 12;

/// Every two names that a statement binds, each two once.
fn pairs(indicators: &[Indicator]) -> Vec<(Key, Key)> {
    let is_limit = |indicator: &&Indicator| indicator.compare != Compare::FromTo;
    let keys: BTreeSet<Key> = indicators
        .iter()
        .filter(is_limit)
        .take(MOST)
        .map(|indicator| {
            let figures = indicator
                .conditions
                .iter()
                .filter(|condition| condition.contains(|c: char| c.is_ascii_digit()));
            (
                indicator.subject.clone(),
                indicator.shown_label().to_owned(),
                figures.cloned().collect(),
            )
        })
        .collect();
    let mut found = Vec::new();
    for (index, one) in keys.iter().enumerate() {
        let others = keys.iter().skip(index + 1);
        found.extend(others.map(|other| (one.clone(), other.clone())));
    }
    found
}

fn mark_contradictions(indicators: &mut [Indicator]) {
    for index in 1..indicators.len() {
        let (Some(step), Some(change)) = (indicators.get(index - 1), indicators.get(index)) else {
            continue;
        };
        if !contradicts(step, change) {
            continue;
        }
        for offset in [index - 1, index] {
            if let Some(indicator) = indicators.get_mut(offset) {
                indicator.notes.push(Note::PercentagesDoNotFollow);
            }
        }
    }
}

fn contradicts(step: &Indicator, change: &Indicator) -> bool {
    let Value::FromTo(from, to) = &step.value else {
        return false;
    };
    if change.compare != Compare::Change || step.parameter != change.parameter {
        return false;
    }
    let Some(printed) = change.value.amount() else {
        return false;
    };
    let shares =
        [(from.low(), to.low()), (from.high(), to.high())].map(|(from, to)| share(from, to));
    let [Some(one), Some(other)] = shares else {
        return false;
    };
    one.min(other) > printed.high() || one.max(other) < printed.low()
}

fn share(from: Decimal, to: Decimal) -> Option<Decimal> {
    (to - from)
        .abs()
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(from)
}
