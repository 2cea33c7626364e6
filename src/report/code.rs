//! The code of everything that documents are made of: the same data always has the same code,
//! and any change of it another. The phase is no part of it, so that what was signed before a
//! round was closed bears the same code as what is printed afterwards.

use crate::domain::link_notes::LinkNotes;
use crate::domain::opinion::Opinion;
use crate::domain::panel::{Panel, Reconsider};
use crate::domain::people::{Absence, Applicant, Assignment, Conflict, Expert, Group};
use crate::domain::proposal::Proposal;
use crate::domain::rulings::{Decision, Rulings};
use crate::domain::seal::digest;
use crate::domain::sheet::ScoreSheet;
use crate::i18n::policy;
use serde::Serialize;

/// Everything of a panel that decides what documents say, in a fixed order.
#[derive(Serialize)]
struct Everything<'a> {
    id: &'a str,
    seed: u64,
    rules: [&'a str; 3],
    reconsider: &'a Reconsider,
    experts: &'a [Expert],
    groups: &'a [Group],
    assignments: &'a [Assignment],
    conflicts: &'a [Conflict],
    absences: &'a [Absence],
    applicants: &'a [Applicant],
    rulings: &'a Rulings,
    decisions: &'a [Decision],
    links: &'a LinkNotes,
    opinions: Vec<(&'a str, &'a Opinion)>,
    proposals: Vec<(&'a str, &'a Proposal)>,
    sheets: Vec<[&'a str; 4]>,
}

/// Returns the code, for example `5C01-77D2`: the first 32 bits of a SHA-256 over the panel
/// without its phase and the seals of all sheets. It tells data apart; it is no signature.
pub fn of(panel: &Panel, sheets: &[ScoreSheet]) -> String {
    let seal = |sheet: &'_ ScoreSheet| -> [String; 4] {
        let place = [sheet.round.key(), &sheet.expert, &sheet.proposal];
        let [round, expert, proposal] = place.map(str::to_owned);
        [round, expert, proposal, sheet.seal.sha256.clone()]
    };
    let mut seals: Vec<[String; 4]> = sheets.iter().map(seal).collect();
    seals.sort_unstable();
    let opinions = panel.opinions.iter();
    let proposals = panel.proposals.iter();
    let everything = Everything {
        id: &panel.head.id,
        seed: panel.head.seed,
        rules: [
            &panel.plan_digest,
            &panel.rubric_digest,
            &panel.policy_digest,
        ]
        .map(String::as_str),
        reconsider: &panel.head.reconsider,
        experts: &panel.experts,
        groups: &panel.groups,
        assignments: &panel.assignments,
        conflicts: &panel.conflicts,
        absences: &panel.absences,
        applicants: &panel.applicants,
        rulings: &panel.rulings,
        decisions: &panel.decisions,
        links: &panel.link_notes,
        opinions: opinions.map(|one| (one.proposal.as_str(), one)).collect(),
        proposals: proposals.map(|one| (one.id.as_str(), one)).collect(),
        sheets: seals
            .iter()
            .map(|seal| seal.each_ref().map(String::as_str))
            .collect(),
    };
    let bytes = serde_json::to_vec(&everything).unwrap_or_default();
    policy::code(&digest(&bytes)).unwrap_or_default()
}
