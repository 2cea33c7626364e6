//! Proposes who scores what, and who may be too near to a proposal to score it.
//!
//! What stands is kept and only filled up, unless everything is to be dealt anew; an
//! assignment whose sheet lies there is never taken back. Nothing depends on the order of
//! experts or proposals: ids decide where nothing else does.

mod dealing;
pub mod nearness;

use crate::analysis::lanes;
use crate::domain::Bilingual;
use crate::domain::panel::{Panel, Phase};
use crate::domain::people::{Expert, Group};
use crate::domain::proposal::Proposal;
use dealing::{Bench, Seat};
use nearness::{Institutions, Near};
use std::collections::{BTreeMap, BTreeSet};

/// How it is dealt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Experts of each proposal; else what the policy needs, or the whole group.
    pub per: Option<usize>,
    /// What stands is dealt anew, but for sheets that lie there.
    pub afresh: bool,
}

/// A pair of proposal and expert that somebody should rule on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Proposal id.
    pub proposal: String,
    /// Expert id.
    pub expert: String,
    /// Why.
    pub near: Near,
}

/// A proposal that does not get what the policy asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// Proposal id.
    pub proposal: String,
    /// Experts it has, recused ones not counted.
    pub experts: usize,
    /// Technical ones among them.
    pub technical: usize,
    /// Fewest experts by the policy.
    pub wanted: usize,
    /// Fewest technical ones of so many.
    pub wanted_technical: usize,
}

/// Who would score what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dealt {
    /// Proposals by expert, those of the panel that stay and the new ones.
    pub assigned: BTreeMap<String, BTreeSet<String>>,
    /// Expert and proposal of what is new.
    pub added: BTreeSet<(String, String)>,
    /// Expert and proposal of what goes.
    pub removed: BTreeSet<(String, String)>,
    /// Expert and proposal of what would go, had it no sheet.
    pub held: BTreeSet<(String, String)>,
    /// Groups, where the panel has none and its round is not open.
    pub groups: Vec<Group>,
    /// Pairs nobody noted yet, by proposal and expert.
    pub candidates: Vec<Candidate>,
    /// Proposal and expert of pairs that nobody ruled on, dealt because nobody else is left.
    pub despite: BTreeSet<(String, String)>,
    /// What is not met, by proposal.
    pub shortfalls: Vec<Shortfall>,
}

/// Proposes assignments, candidates of conflicts and, where there are none, groups.
/// `sheets` holds proposal and expert of every sheet that lies there.
pub fn deal(panel: &Panel, sheets: &BTreeSet<(String, String)>, options: Options) -> Dealt {
    let mut proposals: Vec<&Proposal> = panel
        .proposals
        .iter()
        .filter(|one| one.is_scored())
        .collect();
    proposals.sort_by(|left, right| left.id.cmp(&right.id));
    proposals.dedup_by(|left, right| left.id == right.id);
    let mut experts: Vec<&Expert> = panel.experts.iter().collect();
    experts.sort_by(|left, right| left.id.cmp(&right.id));
    experts.dedup_by(|left, right| left.id == right.id);
    let mut dealt = standing(panel, sheets, options, &proposals);
    let pools = pools(panel, &proposals, &experts);
    dealt.candidates = candidates(panel, &proposals, &experts, &pools, &dealt);
    let ruled: BTreeMap<(&str, &str), &str> = panel
        .conflicts
        .iter()
        .map(|one| {
            (
                (one.proposal.as_str(), one.expert.as_str()),
                one.state.as_str(),
            )
        })
        .collect();
    let noted: BTreeSet<(&str, &str)> = dealt
        .candidates
        .iter()
        .map(|one| (one.proposal.as_str(), one.expert.as_str()))
        .collect();
    let seat = |proposal: &str, expert: &str| match ruled.get(&(proposal, expert)) {
        Some(&"recused") => Seat::Barred,
        Some(&"candidate") => Seat::Doubtful,
        None if noted.contains(&(proposal, expert)) => Seat::Doubtful,
        _ => Seat::Free,
    };
    let mut bench = Bench::of(panel, &experts, options, &seat, &dealt.assigned);
    for proposal in &proposals {
        let pool = pools.get(proposal.id.as_str());
        bench.add(proposal, pool.map_or(&[][..], Vec::as_slice));
    }
    bench.deal();
    bench.even_out();
    let added = bench.added();
    dealt.despite = bench.despite();
    dealt.shortfalls = bench.shortfalls();
    for (expert, proposal) in added {
        let is_back = dealt.removed.remove(&(expert.clone(), proposal.clone()));
        dealt
            .assigned
            .entry(expert.clone())
            .or_default()
            .insert(proposal.clone());
        if !is_back {
            dealt.added.insert((expert, proposal));
        }
    }
    dealt.held.retain(|pair| !dealt.added.contains(pair));
    if panel.groups.is_empty() && !experts.is_empty() && panel.head.phase == Phase::Draft {
        dealt.groups = groups(panel, &proposals, &dealt.assigned);
    }
    dealt
}

/// Starts with what stands: all of it, or only what must stay.
fn standing(
    panel: &Panel,
    sheets: &BTreeSet<(String, String)>,
    options: Options,
    proposals: &[&Proposal],
) -> Dealt {
    let scored: BTreeSet<&str> = proposals.iter().map(|one| one.id.as_str()).collect();
    let mut dealt = Dealt::default();
    for assignment in &panel.assignments {
        for proposal in &assignment.proposals {
            let pair = (assignment.expert.clone(), proposal.to_string());
            let has_sheet = sheets.contains(&(proposal.to_string(), assignment.expert.clone()));
            if options.afresh && scored.contains(proposal.as_str()) {
                if !has_sheet {
                    dealt.removed.insert(pair);
                    continue;
                }
                dealt.held.insert(pair);
            }
            let of = dealt.assigned.entry(assignment.expert.clone()).or_default();
            of.insert(proposal.to_string());
        }
    }
    dealt
}

/// Returns who may score each proposal: the people of its group, else those who know one of
/// its chains and those who name none.
fn pools<'a>(
    panel: &'a Panel,
    proposals: &[&'a Proposal],
    experts: &[&'a Expert],
) -> BTreeMap<&'a str, Vec<&'a str>> {
    let members = panel.members();
    let everybody: BTreeSet<&str> = experts.iter().map(|one| one.id.as_str()).collect();
    let of = |proposal: &'a Proposal| -> Vec<&'a str> {
        if let Some(people) = members.get(proposal.id.as_str()) {
            return people
                .iter()
                .copied()
                .filter(|id| everybody.contains(id))
                .collect();
        }
        let knows = |expert: &&&Expert| {
            let is_own =
                |chain: &String| *chain == proposal.chain || proposal.also_chains.contains(chain);
            expert.chains.is_empty()
                || proposal.chain.is_empty()
                || expert.chains.iter().any(is_own)
        };
        experts
            .iter()
            .filter(knows)
            .map(|one| one.id.as_str())
            .collect()
    };
    proposals
        .iter()
        .map(|one| (one.id.as_str(), of(one)))
        .collect()
}

/// Returns the pairs that nobody noted or ruled on yet, among those who may score a
/// proposal or already do.
fn candidates(
    panel: &Panel,
    proposals: &[&Proposal],
    experts: &[&Expert],
    pools: &BTreeMap<&str, Vec<&str>>,
    dealt: &Dealt,
) -> Vec<Candidate> {
    let noted: BTreeSet<(&str, &str)> = panel
        .conflicts
        .iter()
        .map(|one| (one.proposal.as_str(), one.expert.as_str()))
        .collect();
    let institutions = Institutions::of(experts);
    let mut found = Vec::new();
    for proposal in proposals {
        let pool = pools
            .get(proposal.id.as_str())
            .map_or(&[][..], Vec::as_slice);
        for (expert, near) in institutions.near(proposal) {
            let is_asked = pool.binary_search(&expert).is_ok()
                || dealt
                    .assigned
                    .get(expert)
                    .is_some_and(|of| of.contains(&proposal.id));
            if is_asked && !noted.contains(&(proposal.id.as_str(), expert)) {
                found.push(Candidate {
                    proposal: proposal.id.clone(),
                    expert: expert.to_owned(),
                    near,
                });
            }
        }
    }
    found
}

/// Returns one group a chain with those who score its proposals.
fn groups(
    panel: &Panel,
    proposals: &[&Proposal],
    assigned: &BTreeMap<String, BTreeSet<String>>,
) -> Vec<Group> {
    let mut by_chain: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for proposal in proposals {
        by_chain
            .entry(&proposal.chain)
            .or_default()
            .push(&proposal.id);
    }
    let order = |chain: &str| panel.plan.chain(chain).map_or(u32::MAX, |one| one.order);
    let mut groups: Vec<(u32, Group)> = Vec::new();
    for (chain, ids) in by_chain {
        let scores = |of: &BTreeSet<String>| ids.iter().any(|id| of.contains(*id));
        let members: Vec<String> = assigned
            .iter()
            .filter(|(_, of)| scores(of))
            .map(|(expert, _)| expert.clone())
            .collect();
        let is_chair = |id: &&String| panel.expert(id).is_some_and(|one| one.role == "chair");
        let chair = members.iter().find(is_chair).cloned().unwrap_or_default();
        let name = panel.plan.chain(chain).map(|one| one.name.clone());
        let id = if chain.is_empty() { "other" } else { chain };
        groups.push((
            order(chain),
            Group {
                id: id.to_owned(),
                name: name.unwrap_or_else(|| Bilingual {
                    zh: "其他项目".to_owned(),
                    en: "Other proposals".to_owned(),
                }),
                proposals: ids.iter().map(|&id| id.to_owned()).collect(),
                chair,
                members,
                ..Group::default()
            },
        ));
    }
    groups.sort_by(|left, right| (left.0, &left.1.id).cmp(&(right.0, &right.1.id)));
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Returns the fewest technical experts that so many need by the policy.
pub fn technical_of(panel: &Panel, experts: usize) -> usize {
    let mut policy = panel.policy.clone();
    policy.valid.experts = 0;
    let is_enough = |technical: &usize| lanes::invalid(experts, *technical, &policy).is_none();
    (0..=experts).find(is_enough).unwrap_or_default()
}

#[cfg(test)]
mod tests;
