//! Balancing over the whole list (综合平衡), exactly: which of the proposals that pass every
//! line are taken when the money, the limits and the chains are looked at together.
//!
//! Everything is counted in integers: money in the finest part of 10,000 yuan that is
//! written anywhere, points in the finest part of a point (at most six decimals, as no file
//! holds more). A proposal below a line is no candidate and is never lifted.
//!
//! Two things can be looked for. **Lexicographic**: the groups' lists are walked round by
//! round, all first places in the order of the groups, then all second places, and each
//! candidate is taken if what is left can still keep every rule. No place is compared with
//! one of another group: every group has its own money, and the order of the groups says
//! only who is asked first for what they share. **Points**: the most points above the
//! recommendation line, prices of goals added; where several lists have as many, the same
//! walk chooses among them. Never the plain sum of totals: it would buy many cheap mediocre
//! projects.
//!
//! Proposals that the tie ladder left joint are told apart by how many links they add that
//! no taken one covers, then by fewer yuan, then by what they are worth, and by nothing
//! else. What is still equal is taken together; where not all of it fits, none is taken, the
//! money for one is held back, and a vote has to be recorded: [`Balanced::undecided`].
#![allow(
    clippy::indexing_slicing,
    reason = "tables of one shape; get would hide the programme"
)]

mod bound;
mod completion;
mod conflict;
mod model;
mod points;
mod swaps;
mod walk;

#[cfg(test)]
mod tests;

pub use crate::domain::balancing::{Conflict, Rule};
use crate::domain::decimal::Decimal;
use crate::domain::policy::{Objective, Portfolio};
use model::Model;
use std::collections::{BTreeMap, BTreeSet};
use walk::Walked;

/// A proposal that passes every line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidate {
    /// Proposal id.
    pub id: String,
    /// Id of the group that ranks it.
    pub group: String,
    /// Place in its group, from 1; equal for what the tie ladder left joint.
    pub rank: u32,
    /// Official total.
    pub total: Decimal,
    /// Recommendation line; 0 where the policy names none.
    pub line: Decimal,
    /// Awarded or requested, in 10,000 yuan.
    pub cost: Decimal,
    /// Applicant; empty ones are limited by nothing.
    pub applicant: String,
    /// District; empty ones are limited by nothing.
    pub district: String,
    /// Main chain; a proposal stands for one chain only.
    pub chain: String,
    /// Innovation links.
    pub links: Vec<String>,
    /// How much it adds to an overall goal, by goal id.
    pub contributions: BTreeMap<String, u32>,
}

/// The money of one group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Purse {
    /// Group id.
    pub group: String,
    /// Hard limit in 10,000 yuan; none for no limit.
    pub budget: Option<Decimal>,
}

/// How sure the list is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Status {
    /// No list that keeps the rules is better.
    #[default]
    Optimal,
    /// It keeps the rules; that none is better was not shown, or a vote is missing.
    Feasible,
    /// No list keeps the rules, or none was found within the search's limit.
    Infeasible,
}

impl Status {
    /// Returns the key used in `--json` documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::Feasible => "feasible",
            Self::Infeasible => "infeasible",
        }
    }
}

/// One difference from the pure list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// What came in; none where nothing took the place.
    pub into: Option<String>,
    /// What went out; none where something came in besides.
    pub out: Option<String>,
    /// The rule that forced it.
    pub rule: Rule,
    /// Points above the line that it cost: of what went out less of what came in, nothing
    /// counting as 0; below 0 where points were won.
    pub cost: Decimal,
}

/// Equal proposals of which not all fit: a recorded vote must decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// Group id.
    pub group: String,
    /// Their place in the group.
    pub rank: u32,
    /// Their ids, sorted.
    pub proposals: Vec<String>,
    /// Chains that have nothing in the list until the vote, sorted.
    pub chains: Vec<String>,
}

/// The balanced list beside the pure one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balanced {
    /// What is taken, in the order of the groups and of their places; empty where no list
    /// keeps the rules: then the pure list stands alone.
    pub chosen: Vec<String>,
    /// How sure the list is.
    pub status: Status,
    /// Points above the line of what is taken, with the prices of goals where the objective
    /// is `points`; none where no list keeps the rules.
    pub value: Option<Decimal>,
    /// How much more another list could have at most; 0 for the lexicographic objective
    /// unless the search ended early, where it is none.
    pub gap: Option<Decimal>,
    /// Money of what is taken, in 10,000 yuan.
    pub spent: Decimal,
    /// The money that may be spent, in 10,000 yuan; none where some group has no limit and
    /// the policy names none.
    pub budget: Option<Decimal>,
    /// Every difference from the pure list.
    pub swaps: Vec<Swap>,
    /// What a vote must decide before the list is final.
    pub undecided: Vec<Undecided>,
    /// The rules in conflict where no list keeps them: take any one away and the others
    /// can be kept. Empty where none was found within the search's limit.
    pub conflict: Vec<Conflict>,
}

/// Balances a list by the declared rules. `purses` are the groups in the order of their
/// file, `pure` the ids that the pure ranking takes; the order of the candidates changes
/// nothing, and of several with one id the first counts.
pub fn balance(
    rules: &Portfolio,
    purses: &[Purse],
    candidates: &[Candidate],
    pure: &BTreeSet<String>,
) -> Balanced {
    let model = Model::of(rules, purses, candidates);
    let start = completion::Start::of(&model);
    let impossible = |conflict: Vec<Conflict>| Balanced {
        status: Status::Infeasible,
        budget: model.money(),
        conflict,
        ..Balanced::default()
    };
    if completion::completes(&model, &start, completion::NODES) == Some(false) {
        return impossible(conflict::minimal(&model));
    }
    let (walked, bound) = match rules.objective {
        Objective::Lexicographic => (walk::by_rank(&model), None),
        Objective::Points => {
            let (walked, bound) = points::most(&model);
            (walked, Some(bound))
        }
    };
    // the last check of every answer, whatever found it
    if !model.keeps(&walked.taken, &walked.waived) {
        return impossible(Vec::new());
    }
    outcome(&model, &walked, bound, pure)
}

fn outcome(
    model: &Model,
    walked: &Walked,
    bound: Option<i128>,
    pure: &BTreeSet<String>,
) -> Balanced {
    let chosen = model.chosen(&walked.taken);
    let value: i128 = chosen.iter().map(|&item| model.items[item].value).sum();
    let spent: i128 = chosen.iter().map(|&item| model.items[item].cost).sum();
    let gap = bound.map_or(0, |bound| bound - value);
    let is_sure = walked.is_proven && gap == 0 && walked.undecided.is_empty();
    Balanced {
        chosen: chosen
            .iter()
            .map(|&item| model.items[item].id.clone())
            .collect(),
        status: if is_sure {
            Status::Optimal
        } else {
            Status::Feasible
        },
        value: Some(model.points(value)),
        gap: (walked.is_proven || bound.is_some()).then(|| model.points(gap)),
        spent: model.yuan(spent),
        budget: model.money(),
        swaps: swaps::against(model, walked, pure),
        undecided: walked
            .undecided
            .iter()
            .map(|open| open.told(model))
            .collect(),
        conflict: Vec::new(),
    }
}
