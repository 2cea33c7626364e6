//! Experts, groups, assignments, recusals and absences: every id must be somebody's.

use super::{Findings, not_taken, value_in_block, word_in_block};
use crate::domain::decimal::{Decimal, parse};
use crate::domain::panel::Panel;
use crate::domain::problem::{Problem, Trouble};
use std::collections::{BTreeMap, BTreeSet};

/// Ids that exist, or nothing where their file could not be read.
struct Known<'a> {
    experts: BTreeSet<&'a str>,
    proposals: BTreeSet<&'a str>,
    chains: BTreeSet<&'a str>,
}

impl Known<'_> {
    fn has(&self, kind: &str, id: &str) -> bool {
        let ids = match kind {
            "expert" => &self.experts,
            "proposal" => &self.proposals,
            _ => &self.chains,
        };
        ids.is_empty() || ids.contains(id)
    }
}

/// A name that one block of a file gives.
type Named<'a> = (&'static str, &'a str);

/// Checks all lists of people.
pub fn check(panel: &Panel, findings: &mut Findings) {
    let known = Known {
        experts: panel
            .experts
            .iter()
            .map(|expert| expert.id.as_str())
            .collect(),
        proposals: panel
            .proposals
            .iter()
            .map(|proposal| proposal.id.as_str())
            .collect(),
        chains: panel
            .plan
            .chains
            .iter()
            .map(|chain| chain.id.as_str())
            .collect(),
    };
    names(panel, findings);
    references(panel, &known, findings);
    groups(panel, &known, findings);
    pairs(panel, &known, findings);
}

/// Ids and names that may stand only once in their file.
fn names(panel: &Panel, findings: &mut Findings) {
    let ids = panel.experts.iter().map(|expert| expert.id.as_str());
    unique("experts.toml", "[[expert]]", "id", ids.collect(), findings);
    let ids = panel.groups.iter().map(|group| group.id.as_str());
    unique("groups.toml", "[[group]]", "id", ids.collect(), findings);
    let names = panel
        .applicants
        .iter()
        .map(|applicant| applicant.name.as_str());
    unique(
        "applicants.toml",
        "[[applicant]]",
        "name",
        names.collect(),
        findings,
    );
    let experts = panel
        .assignments
        .iter()
        .map(|assignment| assignment.expert.as_str());
    unique(
        "assignments.toml",
        "[[assignment]]",
        "expert",
        experts.collect(),
        findings,
    );
}

/// What experts and assignments name must be there.
fn references(panel: &Panel, known: &Known, findings: &mut Findings) {
    for (nth, expert) in panel.experts.iter().enumerate() {
        let chains = expert.chains.iter().map(|id| ("chain", id.as_str()));
        unknown(
            "experts.toml",
            "[[expert]]",
            nth,
            chains.collect(),
            known,
            findings,
        );
    }
    for (nth, assignment) in panel.assignments.iter().enumerate() {
        let mut names = vec![("expert", assignment.expert.as_str())];
        names.extend(
            assignment
                .proposals
                .iter()
                .map(|id| ("proposal", id.as_str())),
        );
        unknown(
            "assignments.toml",
            "[[assignment]]",
            nth,
            names,
            known,
            findings,
        );
    }
}

fn groups(panel: &Panel, known: &Known, findings: &mut Findings) {
    const FILE: &str = "groups.toml";
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (nth, group) in panel.groups.iter().enumerate() {
        let mut names: Vec<Named> = group
            .proposals
            .iter()
            .map(|id| ("proposal", id.as_str()))
            .collect();
        let chair = Some(&group.chair).filter(|chair| !chair.is_empty());
        names.extend(
            group
                .members
                .iter()
                .chain(chair)
                .map(|id| ("expert", id.as_str())),
        );
        names.dedup();
        unknown(FILE, "[[group]]", nth, names, known, findings);
        for id in &group.proposals {
            if seen.insert(id, nth).is_some() {
                findings.report(FILE, Trouble::Duplicate, &[id], |text| {
                    word_in_block(text, "[[group]]", nth, id)
                });
            }
        }
        let is_money = parse(&group.budget).is_some_and(|budget| budget >= Decimal::ZERO);
        if !group.budget.is_empty() && !is_money {
            let trouble = not_taken(&group.budget, Trouble::WrongValue);
            findings.report(FILE, trouble, &["budget", &group.budget], |text| {
                value_in_block(text, "[[group]]", nth, "budget")
            });
        }
    }
    if !panel.groups.is_empty() {
        for proposal in panel
            .proposals
            .iter()
            .filter(|one| !seen.contains_key(one.id.as_str()))
        {
            let file = format!("proposals/{}.toml", proposal.id);
            let problem = Problem::of_file(&file, Trouble::Ungrouped, &[&proposal.id]);
            findings.problems.push(problem);
        }
    }
}

fn pairs(panel: &Panel, known: &Known, findings: &mut Findings) {
    for (nth, conflict) in panel.conflicts.iter().enumerate() {
        let names = vec![
            ("proposal", conflict.proposal.as_str()),
            ("expert", &conflict.expert),
        ];
        unknown(
            "conflicts.toml",
            "[[conflict]]",
            nth,
            names,
            known,
            findings,
        );
        let states = ["candidate", "recused", "cleared"];
        let state = conflict.state.as_str();
        if !states.contains(&state) {
            let details = [state, &states.join(", ")];
            findings.report("conflicts.toml", Trouble::WrongWord, &details, |text| {
                value_in_block(text, "[[conflict]]", nth, "state")
            });
        }
    }
    for (nth, absence) in panel.absences.iter().enumerate() {
        let names = vec![
            ("proposal", absence.proposal.as_str()),
            ("expert", &absence.expert),
        ];
        unknown("presence.toml", "[[absence]]", nth, names, known, findings);
    }
}

fn unknown(
    file: &str,
    header: &str,
    nth: usize,
    names: Vec<Named>,
    known: &Known,
    findings: &mut Findings,
) {
    for (kind, id) in names {
        if !known.has(kind, id) {
            findings.report(file, Trouble::UnknownId, &[kind, id], |text| {
                word_in_block(text, header, nth, id)
            });
        }
    }
}

fn unique(file: &str, header: &str, key: &str, ids: Vec<&str>, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (nth, id) in ids.into_iter().enumerate() {
        if !seen.insert(id.to_ascii_lowercase()) {
            findings.report(file, Trouble::Duplicate, &[id], |text| {
                value_in_block(text, header, nth, key)
            });
        }
    }
}
