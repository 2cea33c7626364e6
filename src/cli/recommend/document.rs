//! The recommendations as one JSON object.

use super::super::filter::{Narrowed, keeps};
use super::super::round::number;
use super::Advice;
use crate::analysis::coverage::departments;
use crate::analysis::goals::GoalScore;
use crate::analysis::portfolio::Balanced;
use crate::analysis::standing::ProposalStanding;
use crate::domain::decimal::{Decimal, parse};
use crate::domain::panel::Panel;
use crate::domain::recommendation::{Reason, ReasonCode};
use crate::i18n::{Language, reasons};
use serde_json::{Map, Value, json};

/// Returns the whole document; `text` of the reasons is in the language.
pub fn of(advice: &Advice, language: Language) -> Value {
    let panel = &advice.loaded.panel;
    let rows = advice.standings.rows();
    let rows = rows.filter(|row| keeps(advice.filter.as_ref(), row));
    let (ranked, mut others): (Vec<_>, Vec<_>) = rows.partition(|row| row.rank.is_some());
    others.sort_by(|left, right| left.proposal.cmp(&right.proposal));
    let recommendations: Vec<Value> = ranked
        .into_iter()
        .chain(others)
        .map(|row| recommendation(advice, row, language))
        .collect();
    let scoreboard = advice.contributions.scoreboard.iter().map(goal);
    let scoreboard: Vec<Value> = scoreboard.collect();
    let coverage: Vec<Value> = advice
        .coverage
        .iter()
        .map(|link| {
            json!({
                "chain": link.chain,
                "row": link.row,
                "state": link.state.key(),
                "cause": link.cause.map(crate::analysis::coverage::Cause::key),
                "departments": link.departments,
                "link": link.link,
                "recommended": link.recommended,
                "others": link.others,
            })
        })
        .collect();
    json!({
        "schema": "heyi.recommend/1",
        "recommendations": recommendations,
        "portfolio": portfolio(advice, language),
        "scoreboard": scoreboard,
        "coverage": coverage,
        "panel": panel.head.id,
        "advice": language.text("rank.advice"),
        "demonstration": panel.head.demonstration,
        "rules_changed": panel.changed_since_opening(),
        "rules_fixed_again": panel.head.frozen.changes,
        "filter": advice.filter.as_ref().map(Narrowed::json),
    })
}

/// A goal with the things that are counted for it.
fn goal(goal: &GoalScore) -> Value {
    let reason = (goal.claimed.is_none() || goal.confirmed.is_none()).then_some("not_recorded");
    let named: Vec<Value> = goal
        .named
        .iter()
        .map(|one| {
            json!({
                "name": one.name,
                "proposals": one.proposals,
                "claimed": one.claimed,
                "confirmed": one.confirmed,
            })
        })
        .collect();
    json!({
        "goal": goal.goal,
        "target": goal.target,
        "claimed": goal.claimed,
        "confirmed": goal.confirmed,
        "reason": reason,
        "named": named,
    })
}

/// What a proposal would add to the goals, and who adds the same.
fn contributions(advice: &Advice, proposal: &str) -> Vec<Value> {
    let own = advice.contributions.of_proposal(proposal).iter();
    own.map(|one| {
        json!({
            "goal": one.goal,
            "name": one.name,
            "confirmed": one.confirmed,
            "source": one.source.key(),
            "also": one.also,
        })
    })
    .collect()
}

/// What the bureau decided; null where it decided nothing.
fn decision(panel: &Panel, row: &ProposalStanding) -> Value {
    panel.decision(&row.proposal).map_or(Value::Null, |one| {
        json!({
            "outcome": one.outcome,
            "amount": number(parse(&one.amount)),
            "reason": one.reason,
            "minute": one.minute,
            "approver": one.approver,
            "departs": one.departs_from(row.lane, row.awarded),
        })
    })
}

fn recommendation(advice: &Advice, row: &ProposalStanding, language: Language) -> Value {
    let panel = &advice.loaded.panel;
    let found = panel.proposal(&row.proposal);
    let kind = found.map(|proposal| proposal.kind).unwrap_or_default();
    let reasons: Vec<Value> = row
        .reasons
        .iter()
        .map(|reason| {
            json!({
                "code": reason.code.key(),
                "text": reasons::sentence(reason, panel.rubric_of(&row.proposal), language),
                "numbers": numbers(reason),
            })
        })
        .collect();
    json!({
        "proposal": row.proposal,
        "lane": row.lane.key(),
        "rank": row.rank,
        "requested": number(row.requested),
        "awarded": number(row.awarded),
        "reasons": reasons,
        "distance": number(row.distance.filter(|_| row.rank.is_some())),
        "departments": departments(&panel.plan, kind),
        "cumulative": number(row.cumulative),
        "conditions": panel.conditions(&row.proposal),
        "decision": decision(panel, row),
        "contributions": contributions(advice, &row.proposal),
    })
}

fn numbers(reason: &Reason) -> Value {
    let mut numbers = Map::new();
    let subject = match reason.code {
        ReasonCode::CriterionBelow => Some("criterion"),
        ReasonCode::TechnicalShare => Some("share"),
        ReasonCode::TieBroken => Some("rung"),
        _ => None,
    };
    if let Some(name) = subject {
        numbers.insert(name.to_owned(), Value::from(reason.subject.clone()));
    }
    for figure in &reason.numbers {
        numbers.insert(figure.name.to_owned(), number(Some(figure.value)));
    }
    Value::Object(numbers)
}

/// Without balancing the list is the one in rank order, which is exact.
fn portfolio(advice: &Advice, language: Language) -> Value {
    if let Some(balanced) = &advice.standings.balanced {
        return self::balanced(advice, balanced, language);
    }
    let groups = &advice.standings.groups;
    let spent = groups
        .iter()
        .fold(Decimal::ZERO, |sum, group| sum.saturating_add(group.spent));
    let budgets = groups.iter().filter_map(|group| group.budget);
    let budget = budgets.reduce(Decimal::saturating_add);
    json!({
        "status": "optimal",
        "objective": Value::Null,
        "objective_reason": "rank_order",
        "gap": 0,
        "spent": number(Some(spent)),
        "budget": number(budget),
        "swaps": [],
        "infeasible": [],
    })
}

/// The balanced list, each difference from the one in rank order with its rule and cost.
fn balanced(advice: &Advice, balanced: &Balanced, language: Language) -> Value {
    let swaps: Vec<Value> = balanced
        .swaps
        .iter()
        .map(|swap| {
            json!({
                "in": swap.into,
                "out": swap.out,
                "rule": swap.rule.key(),
                "cost": number(Some(swap.cost)),
            })
        })
        .collect();
    let conflicts = balanced.conflict.iter();
    let infeasible: Vec<String> = conflicts
        .map(|conflict| reasons::conflict(conflict, language))
        .collect();
    let undecided: Vec<Value> = balanced
        .undecided
        .iter()
        .map(|open| {
            json!({
                "group": open.group,
                "rank": open.rank,
                "proposals": open.proposals,
                "chains": open.chains,
            })
        })
        .collect();
    let rules = &advice.loaded.panel.policy.portfolio;
    json!({
        "status": balanced.status.key(),
        "objective": number(balanced.value),
        "gap": number(balanced.gap),
        "spent": number(Some(balanced.spent)),
        "budget": number(balanced.budget),
        "swaps": swaps,
        "infeasible": infeasible,
        "looked_for": rules.objective.key(),
        "undecided": undecided,
        "basis": rules.basis,
        "approver": rules.approver,
    })
}
