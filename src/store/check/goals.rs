//! Contributions to the plan's overall goals: goals that the plan has, names that are there,
//! and confirmations of something that somebody claims.

use super::{Findings, value_in_block};
use crate::domain::contribution::{Contribution, called, claims};
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::text::fold::name_form;
use std::collections::BTreeSet;

const CLAIMED: &str = "[[contribution]]";
const CONFIRMED: &str = "[[confirmed]]";

/// Checks proposals and joint opinions.
pub fn check(panel: &Panel, findings: &mut Findings) {
    for proposal in &panel.proposals {
        let file = format!("proposals/{}.toml", proposal.id);
        entries(&file, CLAIMED, &proposal.contributions, panel, findings);
    }
    if panel.opinions.iter().all(|one| one.confirmed.is_empty()) {
        return;
    }
    let everything = panel.proposals.iter().flat_map(|one| claims(panel, one));
    let claimed: BTreeSet<(&str, String)> = everything
        .map(|claim| (claim.goal, name_form(claim.name)))
        .collect();
    for opinion in &panel.opinions {
        let file = format!("opinions/{}.toml", opinion.proposal);
        entries(&file, CONFIRMED, &opinion.confirmed, panel, findings);
        for (nth, one) in opinion.confirmed.iter().enumerate() {
            let form = name_form(called(panel, one));
            if !form.is_empty() && !claimed.contains(&(one.goal.as_str(), form)) {
                let details = [one.name.as_str()];
                findings.report(&file, Trouble::NobodyClaims, &details, |text| {
                    value_in_block(text, CONFIRMED, nth, "name")
                });
            }
        }
    }
}

fn entries(file: &str, header: &str, all: &[Contribution], panel: &Panel, findings: &mut Findings) {
    let goals = &panel.plan.overview.goals;
    for (nth, one) in all.iter().enumerate() {
        if !goals.is_empty() && !goals.iter().any(|goal| goal.id == one.goal) {
            let known: Vec<&str> = goals.iter().map(|goal| goal.id.as_str()).collect();
            let details = [one.goal.as_str(), &known.join(" ")];
            findings.report(file, Trouble::UnknownGoal, &details, |text| {
                value_in_block(text, header, nth, "goal")
            });
        }
        if name_form(&one.name).is_empty() {
            findings.report(file, Trouble::MissingKey, &["name"], |text| {
                value_in_block(text, header, nth, "name")
            });
        }
    }
}
