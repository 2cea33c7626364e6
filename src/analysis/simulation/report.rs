//! What a simulated panel shows: how often each customary policy finds the true best, and
//! which experts the marks find.

use super::{Kind, Simulation};
use crate::analysis::advisory::experts::{figures, own_sides};
use crate::analysis::advisory::{ScoreTable, default_top};
use crate::analysis::combine::number;
use crate::analysis::sensitivity::policies;
use crate::analysis::standing::{Standings, combine, combine_with};
use crate::domain::decimal::float;
use crate::domain::policy::Policy;
use crate::domain::sheet::{Round, ScoreSheet};
use std::collections::BTreeMap;

/// How often a policy finds the true best.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The policy.
    pub policy: Policy,
    /// Share of the true top of every chain that is among the first as many places.
    pub rate: f64,
}

/// One expert and what the marks say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Expert id.
    pub expert: String,
    /// What kind the expert is of.
    pub kind: Kind,
    /// Marks, as in `heyi rank`.
    pub flags: Vec<&'static str>,
}

/// Returns the rates of the customary policies, in their order.
pub fn hits(simulation: &Simulation, sheets: &[ScoreSheet]) -> Vec<Hit> {
    let panel = &simulation.panel;
    let tried = policies(&panel.policy).into_iter();
    tried
        .map(|policy| Hit {
            rate: rate(
                simulation,
                &combine_with(panel, sheets, Round::First, &policy),
            ),
            policy,
        })
        .collect()
}

/// Equal places across the line count for the share of them that there is room for.
fn rate(simulation: &Simulation, standings: &Standings) -> f64 {
    let panel = &simulation.panel;
    let facts: BTreeMap<&str, (&str, usize)> = panel
        .proposals
        .iter()
        .zip(&simulation.truths)
        .map(|(proposal, truth)| (proposal.id.as_str(), (proposal.chain.as_str(), truth.rank)))
        .collect();
    // By chain: place by the policy and true place of every proposal.
    let mut chains: BTreeMap<&str, Vec<(u32, usize)>> = BTreeMap::new();
    for row in standings.rows() {
        if let Some(((chain, truth), rank)) =
            facts.get(row.proposal.as_str()).zip(row.rank_in_chain)
        {
            chains.entry(chain).or_default().push((rank, *truth));
        }
    }
    let (mut found, mut wanted) = (0.0, 0.0);
    for places in chains.values_mut() {
        let top = default_top(places.len());
        places.sort_unstable();
        wanted += number(top);
        let mut room = top;
        for tied in places.chunk_by(|left, right| left.0 == right.0) {
            let hit = tied.iter().filter(|(_, truth)| *truth <= top).count();
            let taken = tied.len().min(room);
            found += number(hit) * number(taken) / number(tied.len());
            room -= taken;
        }
    }
    if wanted > 0.0 { found / wanted } else { 0.0 }
}

/// Returns every expert with the marks that the totals give, in the panel's order.
pub fn marked(simulation: &Simulation, sheets: &[ScoreSheet]) -> Vec<Marked> {
    let panel = &simulation.panel;
    let standings = combine(panel, sheets, Round::First);
    let mut scores: BTreeMap<&str, Vec<(&str, &str, f64)>> = BTreeMap::new();
    for group in &standings.groups {
        for row in &group.rows {
            let totals = row.totals.iter();
            let of_row = totals.map(|one| {
                let total = float(one.total);
                (row.proposal.as_str(), one.expert.as_str(), total)
            });
            scores.entry(&group.id).or_default().extend(of_row);
        }
    }
    let scale = float(panel.marks().1);
    let is_own = own_sides(panel);
    let mut flags: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for scores in scores.values() {
        for one in figures(&ScoreTable::of(scores), scale, &is_own) {
            flags.entry(one.id).or_default().extend(one.flags);
        }
    }
    let experts = panel.experts.iter().zip(&simulation.kinds);
    experts
        .map(|(expert, kind)| Marked {
            expert: expert.id.clone(),
            kind: *kind,
            flags: flags.remove(&expert.id).unwrap_or_default(),
        })
        .collect()
}
