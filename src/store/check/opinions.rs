//! Recorded votes of joint opinions: no more than members who may vote, no fewer than the
//! quorum, and where a roll call says who was there as many as those; on what the opinion says
//! now, and adopted in the round that the proposal is in.

use super::Findings;
use crate::domain::meeting::Meeting;
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::domain::sheet::{ScoreSheet, SheetState};
use crate::domain::voting::{Electorate, VoteFault};
use crate::store::place;

/// Checks them; whoever recused themselves in a sheet may not vote.
pub fn check(panel: &Panel, sheets: &[ScoreSheet], findings: &mut Findings) {
    for opinion in &panel.opinions {
        let file = format!("opinions/{}.toml", opinion.proposal);
        if opinion.is_vote_outdated() {
            findings.report(&file, Trouble::VoteOutdated, &[], |text| {
                place::value(text, "", "voted_on")
            });
        }
        if opinion.is_of_former_round(panel.round_of(&opinion.proposal)) {
            findings.report(&file, Trouble::OpinionBefore, &[], |text| {
                place::value(text, "", "adopted")
            });
        }
    }
    if panel.experts.is_empty() {
        return;
    }
    for opinion in panel.opinions.iter().filter(|one| one.votes.cast() > 0) {
        let id = opinion.proposal.as_str();
        let recused = sheets
            .iter()
            .filter(|sheet| sheet.proposal == id && sheet.state == SheetState::Recused);
        let recused: Vec<String> = recused.map(|sheet| sheet.expert.to_string()).collect();
        let electorate = Electorate::of(panel, &[id]).without(&recused);
        let cast = opinion.votes.cast();
        let entitled = electorate.members.len();
        // only a roll call says who was there
        let group = panel.meeting_group_of(id);
        let meeting = group.and_then(|group| panel.meeting(group));
        let is_known = meeting.is_some_and(Meeting::has_roll_call);
        let (trouble, of) = match electorate.check(cast) {
            Err(VoteFault::TooMany { entitled, .. }) => (Trouble::VotesBeyond, entitled),
            Err(VoteFault::BelowQuorum { quorum, .. }) => (Trouble::VotesBelow, quorum),
            Ok(()) if is_known && cast < entitled as u64 => (Trouble::VotesUncast, entitled),
            Ok(()) => continue,
        };
        let (cast, of) = (cast.to_string(), of.to_string());
        let file = format!("opinions/{id}.toml");
        findings.report(&file, trouble, &[&cast, &of], |text| {
            place::value(text, "votes", "agree")
        });
    }
}
