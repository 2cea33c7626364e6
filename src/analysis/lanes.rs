//! The gates of a proposal one after the other, and the money line in rank order.
//! A proposal below a threshold is never lifted; exceeding a target never adds points.

use super::standing::{GroupStanding, HeldVeto, PendingVeto, ProposalStanding};
use crate::domain::decimal::{Decimal, parse};
use crate::domain::fraction::{Fraction, share};
use crate::domain::panel::Panel;
use crate::domain::policy::{Method, Policy};
use crate::domain::proposal::{Proposal, ProposalState};
use crate::domain::recommendation::{Lane, Reason, ReasonCode};
use crate::domain::rubric::Rubric;
use crate::domain::rulings::{VetoRuling, VetoState};
use std::collections::BTreeMap;

/// Returns the lane and reason of a proposal that is not scored at all.
pub fn unscored(proposal: &Proposal) -> Option<(Lane, Reason)> {
    let (lane, code, why) = match proposal.state {
        ProposalState::Withdrawn => (
            Lane::Withdrawn,
            ReasonCode::Withdrawn,
            &proposal.state_reason,
        ),
        ProposalState::Ineligible => (
            Lane::Ineligible,
            ReasonCode::Ineligible,
            &proposal.state_reason,
        ),
        ProposalState::Active if proposal.special => {
            (Lane::Special, ReasonCode::Special, &proposal.special_reason)
        }
        ProposalState::Active => return None,
    };
    Some((lane, Reason::new(code, &[]).about(why)))
}

/// Returns the lane and reason of a proposal against which a veto was confirmed.
pub fn vetoed(panel: &Panel, proposal: &str) -> Option<(Lane, Reason)> {
    let confirmed =
        |ruling: &&VetoRuling| ruling.proposal == proposal && ruling.state == VetoState::Confirmed;
    let ruling = panel.rulings.vetoes.iter().find(confirmed)?;
    let words = panel.policy.ground(&ruling.ground);
    let reason = Reason::new(ReasonCode::Vetoed, &[]).about(&ruling.ground);
    let reason = reason.called(&words);
    Some((Lane::Vetoed, reason))
}

/// Returns the vetoes that somebody holds against a proposal and nobody ruled on, by ground;
/// `of_sheets` are those that experts propose in their sheets.
pub fn pending_vetoes(
    panel: &Panel,
    proposal: &str,
    of_sheets: BTreeMap<&str, Vec<HeldVeto>>,
) -> Vec<PendingVeto> {
    let rulings = panel.rulings.vetoes.iter();
    let mine: Vec<&VetoRuling> = rulings.filter(|one| one.proposal == proposal).collect();
    let mut found: BTreeMap<&str, Vec<HeldVeto>> = BTreeMap::new();
    for ruling in &mine {
        if ruling.state == VetoState::Proposed {
            found.entry(&ruling.ground).or_default().push(HeldVeto {
                by: ruling.proposed_by.clone(),
                evidence: ruling.evidence.clone(),
            });
        }
    }
    for (ground, held) in of_sheets {
        let stands = found.entry(ground).or_default();
        stands.extend(held);
    }
    let is_ruled = |ground: &str| {
        let mut rulings = mine.iter();
        rulings.any(|one| one.ground == ground && one.state != VetoState::Proposed)
    };
    found
        .into_iter()
        .filter(|(ground, _)| !is_ruled(ground))
        .map(|(ground, held)| PendingVeto {
            proposal: proposal.to_owned(),
            ground: ground.to_owned(),
            held,
        })
        .collect()
}

/// Returns why a proposal has too few valid experts, `technical` of `n` being technical.
pub fn invalid(n: usize, technical: usize, policy: &Policy) -> Option<Reason> {
    let least = policy.valid.experts.max(1);
    if n < least {
        let numbers = [
            ("experts", Decimal::from(n)),
            ("least", Decimal::from(least)),
        ];
        return Some(Reason::new(ReasonCode::TooFewExperts, &numbers));
    }
    let share = share(&policy.valid.technical_share)?;
    let needed = share.times(Fraction::from(Decimal::from(n)));
    let numbers = [
        ("technical", Decimal::from(technical)),
        ("experts", Decimal::from(n)),
    ];
    (Fraction::from(Decimal::from(technical)) < needed).then(|| {
        Reason::new(ReasonCode::TechnicalShare, &numbers).about(&policy.valid.technical_share)
    })
}

/// Puts the lane and the reasons of a ranked proposal, money apart. `caps` are reasons that
/// make a recommendation one after changes, `notes` what somebody should know besides.
pub fn judge(
    row: &mut ProposalStanding,
    tied: usize,
    policy: &Policy,
    rubric: &Rubric,
    caps: Vec<Reason>,
    notes: Vec<Reason>,
) {
    let Some(total) = row.total else { return };
    let mut reasons = below_lines(total, policy);
    reasons.extend(below_criteria(row, policy, rubric));
    let mut lane = if reasons.is_empty() {
        Lane::Recommend
    } else {
        Lane::Decline
    };
    row.distance = parse(&policy.lines().recommend).map(|line| total.saturating_sub(line));
    if lane == Lane::Recommend {
        lane = by_votes(row, policy, &mut reasons);
    }
    if lane == Lane::Recommend && !caps.is_empty() {
        lane = Lane::Revise;
    }
    reasons.extend(caps);
    reasons.extend(notes);
    row.lane = lane;
    reasons.extend(remarks(row, tied, policy));
    row.reasons = reasons;
}

fn below_lines(total: Decimal, policy: &Policy) -> Vec<Reason> {
    [
        (ReasonCode::BelowPass, &policy.lines().pass),
        (ReasonCode::BelowRecommend, &policy.lines().recommend),
    ]
    .into_iter()
    .filter_map(|(code, line)| {
        let line = parse(line)?;
        let numbers = [
            ("total", total),
            ("line", line),
            ("short", line.saturating_sub(total)),
        ];
        (total < line).then(|| Reason::new(code, &numbers))
    })
    .take(1)
    .collect()
}

fn below_criteria(row: &ProposalStanding, policy: &Policy, rubric: &Rubric) -> Vec<Reason> {
    let lines = &policy.lines().criterion;
    let below = |criterion: &crate::domain::rubric::Criterion| {
        let share = share(lines.get(&criterion.id)?)?;
        let found = row.criteria.iter().find(|mean| mean.id == criterion.id)?;
        let least = share
            .times(Fraction::from(criterion.scale.maximum()))
            .decimal();
        let numbers = [
            ("mean", found.mean),
            ("least", least),
            ("short", least.saturating_sub(found.mean)),
        ];
        (found.mean < least)
            .then(|| Reason::new(ReasonCode::CriterionBelow, &numbers).about(&criterion.id))
    };
    rubric.criteria.iter().filter_map(below).collect()
}

fn by_votes(row: &ProposalStanding, policy: &Policy, reasons: &mut Vec<Reason>) -> Lane {
    if !policy.votes.binding {
        return Lane::Recommend;
    }
    let experts = ("experts", Decimal::from(row.n));
    for (votes, code, lane) in [
        (row.votes.decline, ReasonCode::VotesDecline, Lane::Decline),
        (row.votes.revise, ReasonCode::VotesRevise, Lane::Revise),
    ] {
        if votes * 2 > row.n {
            let numbers = [("votes", Decimal::from(votes)), experts];
            reasons.push(Reason::new(code, &numbers));
            return lane;
        }
    }
    Lane::Recommend
}

/// Returns what somebody should know and what decides nothing.
fn remarks(row: &ProposalStanding, tied: usize, policy: &Policy) -> Vec<Reason> {
    let mut remarks = Vec::new();
    let experts = ("experts", Decimal::from(row.n));
    let rank = ("rank", Decimal::from(row.rank.unwrap_or_default()));
    if !policy.votes.binding && row.votes.recommend * 2 < row.n && row.lane.is_recommended() {
        let numbers = [("votes", Decimal::from(row.votes.recommend)), experts];
        remarks.push(Reason::new(ReasonCode::VotesAgainst, &numbers));
    }
    if policy.combine.method == Method::Trimmed && !row.trimmed_applied {
        let least = ("least", Decimal::from(policy.combine.min_n.max(3)));
        remarks.push(Reason::new(ReasonCode::PlainMean, &[experts, least]));
    }
    if tied > 1 {
        let numbers = [rank, ("tied", Decimal::from(tied))];
        remarks.push(Reason::new(ReasonCode::Joint, &numbers));
    } else if let Some(step) = row.tie_trace.last() {
        remarks.push(Reason::new(ReasonCode::TieBroken, &[rank]).about(&step.rung));
    }
    if row.n.is_multiple_of(2) && policy.valid.experts > 0 {
        remarks.push(Reason::new(ReasonCode::EvenExperts, &[experts]));
    }
    remarks
}

/// Spends the group's money in rank order. Equal ranks are taken together or not at all;
/// after the first that does not fit none is taken, unless the policy allows skipping.
pub fn spend(group: &mut GroupStanding, policy: &Policy) {
    let line = policy.line();
    let mut purse = Purse {
        budget: group.budget,
        skip: policy.money.skip,
        ..Purse::default()
    };
    let mut passing: Vec<&mut ProposalStanding> = group
        .rows
        .iter_mut()
        .filter(|row| row.rank.is_some() && row.lane.is_recommended())
        .collect();
    for block in passing.chunk_by_mut(|left, right| left.rank == right.rank) {
        purse.offer(block, line);
    }
    group.spent = purse.spent;
}

#[derive(Default)]
struct Purse {
    budget: Option<Decimal>,
    skip: bool,
    spent: Decimal,
    cumulative: Decimal,
    is_closed: bool,
}

impl Purse {
    fn offer(&mut self, block: &mut [&mut ProposalStanding], line: Option<Decimal>) {
        let amount = |row: &ProposalStanding| wanted(row).unwrap_or_default();
        let amounts = block.iter().map(|row| amount(row));
        let sum = amounts.fold(Decimal::ZERO, Decimal::saturating_add);
        self.cumulative = self.cumulative.saturating_add(sum);
        let left = self.budget.map(|budget| budget.saturating_sub(self.spent));
        let has_room = |wanted: Decimal| left.is_none_or(|left| wanted <= left);
        let is_open = self.skip || !self.is_closed;
        let fits = is_open && has_room(sum);
        let is_tie = is_open && block.len() > 1 && block.iter().any(|row| has_room(amount(row)));
        let tied = Decimal::from(block.len());
        for row in block {
            row.cumulative = Some(self.cumulative);
            if fits {
                row.awarded = wanted(row);
                let first = usize::from(row.lane == Lane::Revise && !row.reasons.is_empty());
                row.reasons.insert(first, passed(row, line, self.budget));
                if row.requested.is_none() {
                    row.reasons.push(Reason::new(ReasonCode::NoAmount, &[]));
                }
                continue;
            }
            row.lane = Lane::Reserve;
            let (requested, left) = (("requested", amount(row)), left.unwrap_or_default());
            let reason = if is_tie {
                let numbers = [("tied", tied), requested, ("left", left)];
                Reason::new(ReasonCode::TieAtLine, &numbers)
            } else {
                self.beyond(requested, left, sum)
            };
            row.reasons.insert(0, reason);
        }
        if fits {
            self.spent = self.spent.saturating_add(sum);
        } else {
            self.is_closed = true;
        }
    }

    fn beyond(&self, requested: (&'static str, Decimal), left: Decimal, sum: Decimal) -> Reason {
        let budget = self.budget.unwrap_or_default();
        let short = if self.skip {
            sum.saturating_sub(left)
        } else {
            self.cumulative.saturating_sub(budget)
        };
        let numbers = [
            requested,
            ("left", left),
            ("short", short),
            ("budget", budget),
        ];
        Reason::new(ReasonCode::Budget, &numbers)
    }
}

/// The sum that is asked of the money: the suggested one where a person named one.
fn wanted(row: &ProposalStanding) -> Option<Decimal> {
    row.suggested.or(row.requested)
}

/// Returns what lets a proposal be recommended: the line and the money, where there are any.
pub(super) fn passed(
    row: &ProposalStanding,
    line: Option<Decimal>,
    budget: Option<Decimal>,
) -> Reason {
    let mut numbers = vec![
        ("rank", Decimal::from(row.rank.unwrap_or_default())),
        ("total", row.total.unwrap_or_default()),
    ];
    numbers.extend(line.map(|line| ("line", line)));
    numbers.extend(budget.map(|budget| ("budget", budget)));
    Reason::new(ReasonCode::Passed, &numbers)
}
