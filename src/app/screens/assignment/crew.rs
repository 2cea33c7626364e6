//! Pair by pair: every expert who is or could be on a proposal, every proposal of an expert,
//! with what is noted about the pair. Of sheets only whether they are there.

use crate::app::workspace::Workspace;
use crate::domain::panel::Panel;
use crate::domain::people::{Conflict, Expert};
use crate::domain::proposal::Proposal;
use crate::domain::sheet::SheetState;
use std::collections::{BTreeMap, BTreeSet};

/// A proposal and an expert.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// Proposal id.
    pub proposal: String,
    /// Expert id.
    pub expert: String,
    /// The expert is asked to score it.
    pub is_asked: bool,
    /// `candidate`, `recused` or `cleared`; empty where nothing is noted.
    pub conflict: String,
    /// Why.
    pub reason: String,
    /// The presentation was not heard.
    pub is_absent: bool,
    /// Why it was not.
    pub absence: String,
    /// What state the sheet is in, where there is one.
    pub sheet: Option<SheetState>,
    /// What the expert has to score in all.
    pub load: usize,
}

/// Returns the experts who are asked about a proposal, of whom something is noted, or who
/// could be: open conflicts first, then those asked, then the others, who has least first.
pub fn of_proposal(workspace: &Workspace, id: &str) -> Vec<Pair> {
    let panel = workspace.panel();
    let Some(proposal) = panel.proposal(id) else {
        return Vec::new();
    };
    let noted = noted(workspace, |proposal, expert| {
        (proposal == id).then_some(expert)
    });
    let asked = panel.asked(id).into_iter();
    let asked: BTreeSet<&str> = asked.map(|one| one.id.as_str()).collect();
    let could = pool(panel, proposal);
    let experts = panel.experts.iter();
    let mut found: Vec<Pair> = experts
        .filter(|expert| {
            let key = expert.id.as_str();
            noted.contains_key(key) || asked.contains(expert.id.as_str()) || could(expert)
        })
        .map(|expert| {
            let mut pair = noted.get(expert.id.as_str()).cloned().unwrap_or_default();
            id.clone_into(&mut pair.proposal);
            pair.expert.clone_from(&expert.id);
            pair.is_asked = asked.contains(expert.id.as_str());
            pair
        })
        .collect();
    let loads = loads(workspace);
    for pair in &mut found {
        pair.load = loads.get(pair.expert.as_str()).copied().unwrap_or(0);
    }
    found.sort_by_key(|pair| {
        let load = if pair.is_asked { 0 } else { pair.load };
        (pair.conflict != "candidate", !pair.is_asked, load)
    });
    found
}

/// Returns the proposals that an expert is asked about, in the order of presentation, and
/// those of which only something is noted; open conflicts first.
pub fn of_expert(workspace: &Workspace, id: &str) -> Vec<Pair> {
    let panel = workspace.panel();
    let noted = noted(workspace, |proposal, expert| {
        (expert == id).then_some(proposal)
    });
    let order: Vec<&str> = panel
        .assigned(id)
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let asked: BTreeSet<&str> = order.iter().copied().collect();
    let others = noted.keys().copied().filter(|key| !asked.contains(key));
    let mut found: Vec<Pair> = order
        .iter()
        .copied()
        .chain(others)
        .map(|key| {
            let mut pair = noted.get(key).cloned().unwrap_or_default();
            key.clone_into(&mut pair.proposal);
            id.clone_into(&mut pair.expert);
            pair.is_asked = asked.contains(key);
            pair
        })
        .collect();
    found.sort_by_key(|pair| pair.conflict != "candidate");
    found
}

/// What is noted about pairs, by the other one of each.
fn noted<'a>(
    workspace: &'a Workspace,
    other: impl Fn(&'a str, &'a str) -> Option<&'a str>,
) -> BTreeMap<&'a str, Pair> {
    let panel = workspace.panel();
    let mut found: BTreeMap<&str, Pair> = BTreeMap::new();
    for Conflict {
        proposal,
        expert,
        reason,
        state,
        ..
    } in &panel.conflicts
    {
        if let Some(key) = other(proposal, expert) {
            let pair = found.entry(key).or_default();
            pair.conflict.clone_from(state);
            pair.reason.clone_from(reason);
        }
    }
    for absence in &panel.absences {
        if let Some(key) = other(&absence.proposal, &absence.expert) {
            let pair = found.entry(key).or_default();
            pair.is_absent = true;
            pair.absence.clone_from(&absence.reason);
        }
    }
    let sheets = workspace.results.iter();
    for sheet in sheets.flat_map(|results| results.sheets.iter()) {
        if let Some(key) = other(&sheet.proposal, &sheet.expert) {
            found.entry(key).or_default().sheet = Some(sheet.state);
        }
    }
    found
}

/// Tells of each expert whether the proposal could be asked of them: the people of its group,
/// else those who know one of its chains and those who name none.
fn pool<'a>(panel: &'a Panel, proposal: &'a Proposal) -> impl Fn(&Expert) -> bool + use<'a> {
    let group = panel.group_of(&proposal.id);
    let group = group.filter(|group| !group.members.is_empty());
    move |expert| {
        if let Some(group) = group {
            return group.chair == expert.id || group.members.contains(&expert.id);
        }
        let is_own =
            |chain: &String| *chain == proposal.chain || proposal.also_chains.contains(chain);
        expert.chains.is_empty() || proposal.chain.is_empty() || expert.chains.iter().any(is_own)
    }
}

fn loads(workspace: &Workspace) -> BTreeMap<&str, usize> {
    let results = workspace.results.iter();
    let duties = results.flat_map(|results| &results.staffing.experts);
    duties.map(|one| (one.expert.as_str(), one.load)).collect()
}
