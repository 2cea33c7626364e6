//! Would the places be others without one of the experts? Each expert of a chain is left
//! out in turn and everything is ranked again by the official rule.

use super::standing::{Standings, combine_with};
use crate::domain::panel::Panel;
use crate::domain::policy::Policy;
use crate::domain::sheet::{Round, ScoreSheet};
use std::collections::{BTreeMap, BTreeSet};

/// Returns the best and the worst place in its chain of every ranked proposal. A proposal
/// without an expert left is out of that draw; the minimum of experts is not asked again.
pub fn ranges(
    panel: &Panel,
    sheets: &[ScoreSheet],
    round: Round,
    standings: &Standings,
) -> BTreeMap<String, (u32, u32)> {
    let ranked: BTreeSet<&str> = standings
        .rows()
        .filter(|row| row.rank.is_some())
        .map(|row| row.proposal.as_str())
        .collect();
    let chain = |id: &str| panel.proposal(id).map(|proposal| proposal.chain.as_str());
    let mut chains: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in standings.rows().filter(|row| row.rank.is_some()) {
        for total in &row.totals {
            let here = chains.entry(&total.expert).or_default();
            here.extend(chain(&row.proposal));
        }
    }
    let policy = without_minimum(&panel.policy);
    let mut ranges: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for (expert, touched) in chains {
        let left: Vec<ScoreSheet> = sheets
            .iter()
            .filter(|sheet| sheet.expert != expert && ranked.contains(sheet.proposal.as_str()))
            .map(without_history)
            .collect();
        for row in combine_with(panel, &left, round, &policy).rows() {
            let is_touched = chain(&row.proposal).is_some_and(|chain| touched.contains(chain));
            if let Some(rank) = row.rank_in_chain.filter(|_| is_touched) {
                let range = ranges.entry(row.proposal.clone()).or_insert((rank, rank));
                *range = (range.0.min(rank), range.1.max(rank));
            }
        }
    }
    ranges
}

fn without_minimum(policy: &Policy) -> Policy {
    let mut policy = policy.clone();
    policy.valid.experts = 0;
    policy.valid.technical_share.clear();
    policy
}

fn without_history(sheet: &ScoreSheet) -> ScoreSheet {
    ScoreSheet {
        panel: String::new(),
        plan: String::new(),
        rubric: String::new(),
        expert: sheet.expert.clone(),
        proposal: sheet.proposal.clone(),
        verdict: sheet.verdict.clone(),
        scores: sheet.scores.clone(),
        cells: sheet.cells.clone(),
        round: sheet.round,
        state: sheet.state,
        revision: sheet.revision,
        ..ScoreSheet::default()
    }
}
