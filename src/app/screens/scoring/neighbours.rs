//! The own totals in the chain of the proposal on the screen: what its total is held against.

use crate::app::own_sheets::{OwnSheets, Progress};
use crate::app::workspace::Workspace;
use crate::domain::decimal::Decimal;
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use std::cmp::Ordering;

/// One own total in the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// The proposal's place in the panel.
    pub place: usize,
    /// Points so far.
    pub total: Decimal,
    /// Every required criterion is scored.
    pub is_complete: bool,
}

/// The own totals in a chain, highest first, the unfinished last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// All that are scored and count.
    pub all: Vec<Neighbour>,
    /// Which of them is the proposal on the screen; none where nothing of it is scored.
    pub present: Option<usize>,
}

impl Neighbours {
    /// Puts the proposal on the screen among the others.
    pub fn of(workspace: &Workspace, id: &str, others: &[Neighbour]) -> Self {
        let panel = workspace.panel();
        let mut all = others.to_vec();
        let own = workspace.own.as_ref();
        let place = panel.place_of(id);
        let present = own.zip(place).and_then(|(own, place)| {
            let present = total(panel, own, place, panel.proposals.get(place)?)?;
            let before = all.partition_point(|one| order(panel, one, &present).is_lt());
            all.insert(before, present);
            Some(before)
        });
        Self { all, present }
    }

    /// Returns how many are scored in full.
    pub fn complete(&self) -> usize {
        self.all.partition_point(|one| one.is_complete)
    }
}

/// Returns the own totals of the other proposals in the chain of one, in their order. While
/// this one is on the screen they stay as they are.
pub fn others(workspace: &Workspace, id: &str) -> Vec<Neighbour> {
    let panel = workspace.panel();
    let (Some(present), Some(own)) = (panel.proposal(id), &workspace.own) else {
        return Vec::new();
    };
    let in_chain = workspace
        .in_hand()
        .into_iter()
        .filter(|(_, proposal)| proposal.chain == present.chain && proposal.id != id);
    let mut found: Vec<Neighbour> = in_chain
        .filter_map(|(place, proposal)| total(panel, own, place, proposal))
        .collect();
    found.sort_by(|left, right| order(panel, left, right));
    found
}

/// Complete ones first, then by points, then by id.
fn order(panel: &Panel, left: &Neighbour, right: &Neighbour) -> Ordering {
    let id = |one: &Neighbour| panel.proposals.get(one.place).map(|one| &one.id);
    let by_points = right.total.cmp(&left.total);
    let by_state = right.is_complete.cmp(&left.is_complete);
    by_state
        .then(by_points)
        .then_with(|| id(left).cmp(&id(right)))
}

/// Returns the own total of a proposal, if anything of it is scored and counts.
fn total(panel: &Panel, own: &OwnSheets, place: usize, proposal: &Proposal) -> Option<Neighbour> {
    let progress = own.progress(panel, &proposal.id);
    if matches!(progress, Progress::Recused | Progress::Abstained) {
        return None;
    }
    let sheet = own.sheet(&proposal.id)?;
    let points = sheet.points(panel.rubric_for(proposal));
    (points.scored > 0).then_some(Neighbour {
        place,
        total: points.total,
        is_complete: points.is_complete,
    })
}
