//! Which proposals are ranked and funded together.

use super::participation::Participation;
use crate::domain::Bilingual;
use crate::domain::decimal::{Decimal, parse};
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use std::collections::{BTreeMap, BTreeSet};

/// Proposals that are ranked together.
#[derive(Debug, Clone)]
pub struct Frame<'a> {
    /// Id.
    pub id: &'a str,
    /// Name.
    pub name: Bilingual,
    /// Money in 10,000 yuan.
    pub budget: Option<Decimal>,
    /// Proposals by id.
    pub proposals: Vec<&'a Proposal>,
}

/// Returns the groups of the file, and one without an id for proposals that are in none.
/// Without groups the whole panel is one; if it has several chains and nobody scored in
/// two of them, each chain is its own.
pub fn frames<'a>(panel: &'a Panel, participation: &Participation<'a>) -> Vec<Frame<'a>> {
    if panel.groups.is_empty() {
        return without_groups(panel, participation);
    }
    let by_id: BTreeMap<&str, &Proposal> = panel
        .proposals
        .iter()
        .map(|proposal| (proposal.id.as_str(), proposal))
        .collect();
    let mut left: BTreeSet<&str> = by_id.keys().copied().collect();
    let mut frames: Vec<Frame> = Vec::new();
    for group in &panel.groups {
        let wanted: BTreeSet<&str> = group.proposals.iter().map(String::as_str).collect();
        let mine = wanted.into_iter().filter(|id| left.remove(id));
        frames.push(Frame {
            id: &group.id,
            name: group.name.clone(),
            budget: parse(&group.budget),
            proposals: mine.filter_map(|id| by_id.get(id).copied()).collect(),
        });
    }
    if !left.is_empty() {
        frames.push(Frame {
            id: "",
            name: Bilingual::default(),
            budget: None,
            proposals: left
                .into_iter()
                .filter_map(|id| by_id.get(id).copied())
                .collect(),
        });
    }
    frames
}

fn without_groups<'a>(panel: &'a Panel, participation: &Participation<'a>) -> Vec<Frame<'a>> {
    let mut chains: BTreeMap<&str, Vec<&Proposal>> = BTreeMap::new();
    for proposal in &panel.proposals {
        chains.entry(&proposal.chain).or_default().push(proposal);
    }
    for proposals in chains.values_mut() {
        proposals.sort_by(|left, right| left.id.cmp(&right.id));
    }
    if chains.len() < 2 || has_common_expert(&chains, participation) {
        let mut proposals: Vec<&Proposal> = panel.proposals.iter().collect();
        proposals.sort_by(|left, right| left.id.cmp(&right.id));
        return vec![Frame {
            id: "all",
            name: panel.head.title.clone(),
            budget: None,
            proposals,
        }];
    }
    let name = |id: &str| match panel.plan.chain(id) {
        Some(chain) => chain.name.clone(),
        None => Bilingual {
            zh: id.to_owned(),
            en: String::new(),
        },
    };
    let order = |id: &str| panel.plan.chain(id).map_or(u32::MAX, |chain| chain.order);
    let mut frames: Vec<Frame> = chains
        .into_iter()
        .map(|(id, proposals)| Frame {
            id,
            name: name(id),
            budget: None,
            proposals,
        })
        .collect();
    frames.sort_by_key(|frame| (order(frame.id), frame.id));
    frames
}

fn has_common_expert(
    chains: &BTreeMap<&str, Vec<&Proposal>>,
    participation: &Participation,
) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    chains.values().any(|proposals| {
        let here: BTreeSet<&str> = proposals
            .iter()
            .flat_map(|proposal| participation.scorers(&proposal.id))
            .collect();
        let is_common = here.iter().any(|expert| seen.contains(expert));
        seen.extend(here);
        is_common
    })
}
