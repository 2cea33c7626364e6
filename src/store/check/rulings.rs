//! Rulings: vetoes on proposals and grounds that exist with votes that are enough, and rules
//! for sheets of an earlier rubric.

use super::{Findings, value_in_block, word_in_block};
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::domain::rulings::VetoState;

const FILE: &str = "rulings.toml";
const VETO: &str = "[[veto]]";
const MIGRATION: &str = "[[migration]]";

/// Checks them.
pub fn check(panel: &Panel, findings: &mut Findings) {
    vetoes(panel, findings);
    migrations(panel, findings);
}

/// Rules for sheets of an earlier rubric: somebody answers for them, and they lead to
/// criteria that there are.
fn migrations(panel: &Panel, findings: &mut Findings) {
    for (nth, rule) in panel.rulings.migrations.iter().enumerate() {
        let word = |word: &str| {
            let word = word.to_owned();
            move |text: &str| word_in_block(text, MIGRATION, nth, &word)
        };
        if !rule.is_answered_for() {
            let details = [rule.from.as_str()];
            findings.report(FILE, Trouble::CarriedUnsaid, &details, word(&rule.from));
        }
        for (id, carried) in &rule.criterion {
            if panel.rubric.criterion(id).is_none() {
                let details = ["criterion", id];
                findings.report(FILE, Trouble::UnknownId, &details, word(id));
            }
            if carried.factor().is_none() {
                let details = [id.as_str(), &carried.times];
                let trouble = Trouble::NotANumber;
                findings.report(FILE, trouble, &details, word(&carried.times));
            }
        }
    }
}

fn vetoes(panel: &Panel, findings: &mut Findings) {
    for (nth, ruling) in panel.rulings.vetoes.iter().enumerate() {
        let id = ruling.proposal.as_str();
        if !panel.proposals.is_empty() && panel.proposal(id).is_none() {
            findings.report(FILE, Trouble::UnknownId, &["proposal", id], |text| {
                word_in_block(text, VETO, nth, id)
            });
        }
        let ground = ruling.ground.as_str();
        let Some(veto) = panel.policy.veto(ground) else {
            findings.report(FILE, Trouble::UnknownId, &["veto", ground], |text| {
                word_in_block(text, VETO, nth, ground)
            });
            continue;
        };
        let is_carried = veto.is_carried(ruling.votes_for, ruling.votes_against);
        if ruling.state == VetoState::Confirmed && veto.is_voted_on() && !is_carried {
            let votes = format!("{} : {}", ruling.votes_for, ruling.votes_against);
            let details = [id, votes.as_str(), veto.votes.as_str()];
            findings.report(FILE, Trouble::VotesShort, &details, |text| {
                value_in_block(text, VETO, nth, "votes_for")
            });
        }
    }
}
