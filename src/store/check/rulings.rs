//! Rulings on vetoes: proposals and grounds that exist, and votes that are enough.

use super::{Findings, value_in_block, word_in_block};
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::domain::rulings::VetoState;

const FILE: &str = "rulings.toml";
const VETO: &str = "[[veto]]";

/// Checks them.
pub fn check(panel: &Panel, findings: &mut Findings) {
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
