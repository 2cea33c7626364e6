//! Which rules cannot be kept together: dropped one after the other, what must stay for
//! the rest to be impossible is the conflict.

use super::completion::{NODES, Start, completes};
use super::model::{Cap, Model, NO_BOUND};
use super::{Conflict, Rule};

/// Something that can be dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// All limits of one kind.
    Limit(Rule),
    /// A chain's demand, by its index.
    Chain(usize),
    /// The money of a group, or of all.
    Money(Option<usize>),
}

/// Returns a minimal set of rules in conflict: money first, then limits, then chains.
/// Limits are dropped first, so that what money alone forbids is told as money.
pub fn minimal(model: &Model) -> Vec<Conflict> {
    let limits = [Rule::PerLink, Rule::PerDistrict, Rule::PerApplicant].map(Part::Limit);
    let chains = (0..model.demands.len()).rev().map(Part::Chain);
    let groups = (0..model.groups.len()).rev().map(Some);
    let money = groups.chain([None]).map(Part::Money);
    let mut dropped: Vec<Part> = Vec::new();
    let mut kept: Vec<Part> = Vec::new();
    for part in limits.into_iter().chain(chains).chain(money) {
        dropped.push(part);
        if !is_impossible(&without(model, &dropped)) {
            dropped.pop();
            kept.push(part);
        }
    }
    kept.retain(|part| is_there(model, *part));
    kept.sort_by_key(|part| match *part {
        Part::Money(group) => (0, group.map_or(0, |group| group + 1)),
        Part::Limit(rule) => (1, rule as usize),
        Part::Chain(demand) => (2, demand),
    });
    let told = |part: &Part| told(model, &dropped, *part);
    kept.iter().map(told).collect()
}

/// Only what is shown to be impossible counts: a question that stays open keeps its rule.
fn is_impossible(model: &Model) -> bool {
    completes(model, &Start::of(model), NODES) == Some(false)
}

fn is_of(cap: &Cap, part: Part) -> bool {
    match part {
        Part::Limit(rule) => cap.rule == rule,
        Part::Money(group) => cap.rule == Rule::Budget && cap.group == group,
        Part::Chain(_) => false,
    }
}

fn is_there(model: &Model, part: Part) -> bool {
    matches!(part, Part::Chain(_)) || model.caps.iter().any(|cap| is_of(cap, part))
}

fn without(model: &Model, dropped: &[Part]) -> Model {
    let mut model = model.clone();
    for cap in &mut model.caps {
        if dropped.iter().any(|&part| is_of(cap, part)) {
            cap.bound = NO_BOUND;
        }
    }
    let mut index = 0;
    model.demands.retain(|_| {
        index += 1;
        !dropped.contains(&Part::Chain(index - 1))
    });
    model
}

fn told(model: &Model, dropped: &[Part], part: Part) -> Conflict {
    match part {
        Part::Limit(Rule::PerApplicant) => Conflict::PerApplicant(model.limits[0]),
        Part::Limit(Rule::PerDistrict) => Conflict::PerDistrict(model.limits[1]),
        Part::Limit(_) => Conflict::PerLink(model.limits[2]),
        Part::Chain(demand) => Conflict::OnePerChain(model.demands[demand].chain.clone()),
        Part::Money(group) => {
            let bound = model.caps.iter().find(|cap| is_of(cap, part));
            let budget = model.yuan(bound.map_or(0, |cap| cap.bound));
            let least = least(&without(model, dropped), part).map(|least| model.yuan(least));
            match group {
                None => Conflict::Budget { budget, least },
                Some(group) => Conflict::GroupBudget {
                    group: model.groups[group].clone(),
                    budget,
                    least,
                },
            }
        }
    }
}

/// Returns the least money with which the other rules of the conflict can be kept, found
/// by halving.
fn least(model: &Model, part: Part) -> Option<i128> {
    let cap = model.caps.iter().position(|cap| is_of(cap, part))?;
    let with = |bound: i128| {
        let mut model = model.clone();
        model.caps[cap].bound = bound;
        completes(&model, &Start::of(&model), NODES)
    };
    let mut low = model.caps[cap].bound;
    let mut high = model.items.iter().map(|item| item.cost).sum();
    if !with(high)? {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if with(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}
