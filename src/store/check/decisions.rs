//! What the bureau decided: proposals and outcomes that exist, sums that are numbers. Whether
//! a decision departs from the experts is known elsewhere; here it only gets its place.

use super::{Findings, not_taken, value_in_block, word_in_block};
use crate::domain::decimal::{Decimal, parse};
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::domain::rulings::Decision;
use std::collections::BTreeSet;

const FILE: &str = "decisions.toml";
const BLOCK: &str = "[[decision]]";

/// Checks them.
pub fn check(panel: &Panel, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (nth, decision) in panel.decisions.iter().enumerate() {
        let id = decision.proposal.as_str();
        let is_unknown = !panel.proposals.is_empty() && panel.proposal(id).is_none();
        if is_unknown {
            findings.report(FILE, Trouble::UnknownId, &["proposal", id], |text| {
                word_in_block(text, BLOCK, nth, id)
            });
        }
        if !seen.insert(id) {
            findings.report(FILE, Trouble::Duplicate, &[id], |text| {
                word_in_block(text, BLOCK, nth, id)
            });
        }
        let outcome = decision.outcome.as_str();
        if !Decision::OUTCOMES.contains(&outcome) {
            let details = [outcome, &Decision::OUTCOMES.join(", ")];
            findings.report(FILE, Trouble::WrongWord, &details, |text| {
                value_in_block(text, BLOCK, nth, "outcome")
            });
        }
        let amount = decision.amount.as_str();
        let is_sum = parse(amount).is_some_and(|amount| amount >= Decimal::ZERO);
        if !amount.is_empty() && !is_sum {
            let trouble = not_taken(amount, Trouble::WrongValue);
            findings.report(FILE, trouble, &["amount", amount], |text| {
                value_in_block(text, BLOCK, nth, "amount")
            });
        }
    }
}

/// Reports the decisions, by their place in the file, that depart without a reason.
pub fn unexplained(panel: &Panel, places: &[usize], findings: &mut Findings) {
    for (nth, decision) in panel.decisions.iter().enumerate() {
        let id = decision.proposal.as_str();
        if places.contains(&nth) {
            findings.report(FILE, Trouble::DepartsUnsaid, &[id], |text| {
                value_in_block(text, BLOCK, nth, "outcome")
            });
        }
    }
}
