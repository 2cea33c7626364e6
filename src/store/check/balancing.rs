//! The rules of balancing: numbers that are none, prices of goals nobody has, and switches
//! that do nothing.

use super::{Findings, not_taken};
use crate::domain::decimal::{Decimal, parse};
use crate::domain::panel::Panel;
use crate::domain::policy::{Objective, Portfolio};
use crate::domain::problem::Trouble;
use crate::store::place;
use std::ops::Range;

const POLICY: &str = "policy.toml";
const SECTION: &str = "portfolio";

/// Checks them; what is switched off is looked at only for what could never be read.
pub fn check(panel: &Panel, findings: &mut Findings) {
    let rules = &panel.policy.portfolio;
    amount("budget", &rules.budget, findings, |text| {
        place::value(text, SECTION, "budget")
    });
    for (goal, price) in &rules.price {
        let find = |text: &str| price_of(text, goal);
        let goals = &panel.plan.overview.goals;
        if !goals.iter().any(|one| one.id == *goal) {
            findings.report(POLICY, Trouble::UnknownId, &["goal", goal], find);
        }
        amount(&["price", goal].join("."), price, findings, find);
    }
    if !rules.on {
        return;
    }
    for (key, value) in [("basis", &rules.basis), ("approver", &rules.approver)] {
        if value.trim().is_empty() {
            let name = format!("{SECTION}.{key}");
            findings.report(POLICY, Trouble::Contradiction, &[&name, "\"\""], |text| {
                value_or_switch(text, key)
            });
        }
    }
    objective(panel, findings);
}

fn objective(panel: &Panel, findings: &mut Findings) {
    let rules = &panel.policy.portfolio;
    let mut report = |trouble: Trouble, key: &str, value: &str| {
        let name = format!("{SECTION}.{key}");
        findings.report(POLICY, trouble, &[&name, value], |text| {
            value_or_switch(text, key)
        });
    };
    match rules.objective {
        // without a line the points above it would be the plain sum of totals
        Objective::Points if panel.policy.threshold.recommend.is_empty() => {
            report(Trouble::Contradiction, "objective", "points");
        }
        Objective::Lexicographic if !rules.price.is_empty() => {
            report(Trouble::WithoutEffect, "price", "lexicographic");
        }
        _ => {}
    }
    if is_idle(rules) {
        report(Trouble::WithoutEffect, "on", "true");
    }
}

/// Tells whether nothing is declared that could change the list in rank order.
fn is_idle(rules: &Portfolio) -> bool {
    let limits = [rules.per_applicant, rules.per_district, rules.per_link];
    rules.objective == Objective::Lexicographic
        && rules.budget.is_empty()
        && !rules.one_per_chain
        && limits.iter().all(|&limit| limit == 0)
}

fn amount(
    key: &str,
    value: &str,
    findings: &mut Findings,
    find: impl FnOnce(&str) -> Range<usize>,
) {
    let is_amount = parse(value).is_some_and(|value| value >= Decimal::ZERO);
    if !value.is_empty() && !is_amount {
        let name = format!("{SECTION}.{key}");
        let trouble = not_taken(value, Trouble::WrongValue);
        findings.report(POLICY, trouble, &[&name, value], find);
    }
}

/// Returns the place of a value; of the switch where the key is not written.
fn value_or_switch(text: &str, key: &str) -> Range<usize> {
    match place::value(text, SECTION, key) {
        found if found.is_empty() => place::value(text, SECTION, "on"),
        found => found,
    }
}

/// Returns the place of a price, in a table of its own or in one line.
fn price_of(text: &str, goal: &str) -> Range<usize> {
    match place::value(text, &["portfolio", "price"].join("."), goal) {
        found if found.is_empty() => place::value(text, SECTION, "price"),
        found => found,
    }
}
