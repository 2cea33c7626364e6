//! Puts the balanced list (综合平衡), where the policy switches it on, beside the one in rank
//! order: who comes in, who goes out, by which rule and at what cost. A proposal below a
//! line takes no part.

use super::{GroupStanding, ProposalStanding, Standings};
use crate::analysis::lanes::passed;
use crate::analysis::portfolio::{Balanced, Candidate, Purse, Rule, Swap, balance};
use crate::domain::decimal::{Decimal, parse};
use crate::domain::panel::Panel;
use crate::domain::policy::Policy;
use crate::domain::proposal::{Proposal, ProposalKind};
use crate::domain::recommendation::{Lane, Reason, ReasonCode};
use std::collections::{BTreeMap, BTreeSet};

/// Balances the standings by the declared rules. Where no list keeps them, the list in rank
/// order stands, and the conflict is told.
pub fn apply(panel: &Panel, policy: &Policy, standings: &mut Standings) {
    if !policy.portfolio.on {
        return;
    }
    let line = parse(&policy.threshold.recommend).unwrap_or_default();
    let purses: Vec<Purse> = standings
        .groups
        .iter()
        .map(|group| Purse {
            group: group.id.clone(),
            budget: group.budget,
        })
        .collect();
    let passing = |row: &&ProposalStanding| {
        row.rank.is_some() && (row.lane.is_recommended() || row.lane == Lane::Reserve)
    };
    let candidates: Vec<Candidate> = standings
        .groups
        .iter()
        .flat_map(|group| {
            let rows = group.rows.iter().filter(passing);
            rows.filter_map(|row| candidate(panel, group, row, line))
        })
        .collect();
    let pure: BTreeSet<String> = standings
        .rows()
        .filter(|row| row.lane.is_recommended())
        .map(|row| row.proposal.clone())
        .collect();
    let balanced = balance(&policy.portfolio, &purses, &candidates, &pure);
    for group in &mut standings.groups {
        for row in &mut group.rows {
            row.in_rank_order = Some(row.lane);
        }
    }
    if balanced.value.is_some() {
        for group in &mut standings.groups {
            take(group, &balanced, policy.line());
        }
    }
    standings.balanced = Some(balanced);
}

fn candidate(
    panel: &Panel,
    group: &GroupStanding,
    row: &ProposalStanding,
    line: Decimal,
) -> Option<Candidate> {
    let proposal = panel.proposal(&row.proposal)?;
    Some(Candidate {
        id: row.proposal.clone(),
        group: group.id.clone(),
        rank: row.rank?,
        total: row.total?,
        line,
        cost: row.suggested.or(row.requested).unwrap_or_default(),
        applicant: proposal.applicant.clone(),
        district: proposal.district.to_string(),
        chain: proposal.chain.to_string(),
        links: proposal.links.clone(),
        contributions: contributions(panel, proposal),
    })
}

/// What a proposal would add to the plan's goals, as the data of its applicant says.
fn contributions(panel: &Panel, proposal: &Proposal) -> BTreeMap<String, u32> {
    let firm = panel.applicant(&proposal.applicant);
    let counts = [
        (
            "champions",
            firm.is_some_and(|firm| firm.champion_candidate),
        ),
        ("backbone", firm.is_some_and(|firm| firm.backbone)),
        ("platforms", proposal.kind == ProposalKind::Platform),
    ];
    let counted = counts.into_iter().filter(|(_, adds)| *adds);
    counted.map(|(goal, _)| (goal.to_owned(), 1)).collect()
}

fn take(group: &mut GroupStanding, balanced: &Balanced, line: Option<Decimal>) {
    group.spent = Decimal::ZERO;
    for row in &mut group.rows {
        let is_chosen = balanced.chosen.contains(&row.proposal);
        let was = row.lane.is_recommended();
        if is_chosen && !was {
            let swap = swap_of(balanced, |swap| swap.into.as_deref(), &row.proposal);
            come_in(row, swap);
            row.reasons.push(passed(row, line, group.budget));
        } else if was && !is_chosen {
            let swap = swap_of(balanced, |swap| swap.out.as_deref(), &row.proposal);
            row.lane = Lane::Reserve;
            row.awarded = None;
            row.reasons
                .retain(|reason| reason.code != ReasonCode::Passed);
            row.reasons.insert(0, told(ReasonCode::PortfolioOut, swap));
        }
        if row.lane.is_recommended() {
            let awarded = row.awarded.unwrap_or_default();
            group.spent = group.spent.saturating_add(awarded);
        }
    }
}

fn swap_of<'a>(
    balanced: &'a Balanced,
    side: fn(&Swap) -> Option<&str>,
    proposal: &str,
) -> Option<&'a Swap> {
    let mut swaps = balanced.swaps.iter();
    swaps.find(|swap| side(swap) == Some(proposal))
}

fn told(code: ReasonCode, swap: Option<&Swap>) -> Reason {
    let cost = swap.map_or(Decimal::ZERO, |swap| swap.cost);
    let rule = swap.map_or(Rule::Budget, |swap| swap.rule);
    Reason::new(code, &[("cost", cost)]).about(rule.key())
}

/// A reserve comes in; what asks for changes asks for them still.
fn come_in(row: &mut ProposalStanding, swap: Option<&Swap>) {
    let asks_changes = |reason: &Reason| {
        matches!(
            reason.code,
            ReasonCode::Conditions | ReasonCode::MustMeet | ReasonCode::VotesRevise
        )
    };
    row.lane = if row.reasons.iter().any(asks_changes) {
        Lane::Revise
    } else {
        Lane::Recommend
    };
    row.awarded = row.suggested.or(row.requested);
    row.reasons
        .retain(|reason| !matches!(reason.code, ReasonCode::Budget | ReasonCode::TieAtLine));
    row.reasons.insert(0, told(ReasonCode::PortfolioIn, swap));
}
