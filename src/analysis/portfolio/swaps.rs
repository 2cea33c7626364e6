//! The balanced list beside the pure one: what went out, what came in, by which rule, and
//! what that cost.

use super::model::Model;
use super::walk::Walked;
use super::{Rule, Swap};
use std::collections::{BTreeMap, BTreeSet};

/// Returns every difference, what went out in the order of the walk first; what a rule
/// brought in stands beside what it put out, of the same group where there is one.
pub fn against(model: &Model, walked: &Walked, pure: &BTreeSet<String>) -> Vec<Swap> {
    let is_pure = |item: usize| pure.contains(&model.items[item].id);
    let all = 0..model.items.len();
    let outs: Vec<usize> = all
        .clone()
        .filter(|&item| is_pure(item) && !walked.taken[item])
        .collect();
    let mut ins: Vec<usize> = all
        .clone()
        .filter(|&item| !is_pure(item) && walked.taken[item])
        .collect();
    let rules: BTreeMap<usize, Rule> = walked.refused.iter().copied().collect();
    let rule = |item: usize| rules.get(&item).copied().unwrap_or(Rule::Points);
    // the first of a chain of which the pure list has none
    let filling: BTreeSet<usize> = model
        .demands
        .iter()
        .filter(|demand| !demand.items.iter().any(|&item| is_pure(item)))
        .filter_map(|demand| {
            demand
                .items
                .iter()
                .copied()
                .find(|&item| walked.taken[item])
        })
        .collect();
    let fills = |item: usize| filling.contains(&item);
    let mut pairs: Vec<(Option<usize>, Option<usize>, Rule)> = Vec::new();
    // what made room for a chain stands beside what that chain got
    let (made_room, others): (Vec<usize>, Vec<usize>) = outs
        .into_iter()
        .partition(|&out| rule(out) == Rule::OnePerChain);
    for out in made_room {
        let into = taken_out(&mut ins, |into| fills(into) && is_near(model, out, into))
            .or_else(|| taken_out(&mut ins, fills))
            .or_else(|| taken_out(&mut ins, |into| is_near(model, out, into)));
        pairs.push((Some(out), into, Rule::OnePerChain));
    }
    for out in others {
        let near = |into: usize| !fills(into) && is_near(model, out, into);
        let into = taken_out(&mut ins, near);
        pairs.push((Some(out), into, rule(out)));
    }
    for into in ins {
        let rule = if fills(into) {
            Rule::OnePerChain
        } else {
            Rule::Budget
        };
        pairs.push((None, Some(into), rule));
    }
    pairs.sort_by_key(|&(out, into, _)| (out.is_none(), out.or(into)));
    let told = |(out, into, rule): (Option<usize>, Option<usize>, Rule)| {
        let above = |item: Option<usize>| item.map_or(0, |item| model.items[item].above);
        let id = |item: Option<usize>| item.map(|item| model.items[item].id.clone());
        Swap {
            into: id(into),
            out: id(out),
            rule,
            cost: model.points(above(out) - above(into)),
        }
    };
    pairs.into_iter().map(told).collect()
}

fn is_near(model: &Model, out: usize, into: usize) -> bool {
    model.items[out].group == model.items[into].group
}

/// Takes the first one out that fits.
fn taken_out(items: &mut Vec<usize>, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let place = items.iter().position(|&item| fits(item))?;
    Some(items.remove(place))
}
