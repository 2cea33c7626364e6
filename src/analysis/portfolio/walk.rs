//! The walk over the groups' lists, round by round: who is taken if what is left can still
//! keep every rule. It asks [`Possible`] and decides nothing by an id.

use super::completion::{NODES, Start, completes};
use super::model::Model;
use super::{Rule, Undecided};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Where the walk has come to.
#[derive(Debug, Clone)]
pub struct Course {
    /// What is taken.
    pub taken: Vec<bool>,
    /// What can never be taken any more.
    pub is_closed: Vec<bool>,
    /// Money held back under every cap.
    pub held: Vec<i128>,
    /// Chains that wait for a vote.
    pub waived: BTreeSet<String>,
}

impl Course {
    fn of(model: &Model) -> Self {
        Self {
            taken: vec![false; model.items.len()],
            is_closed: vec![false; model.items.len()],
            held: vec![0; model.caps.len()],
            waived: BTreeSet::new(),
        }
    }

    /// Returns what is left for a completion.
    pub fn start(&self, model: &Model) -> Start {
        let mut start = Start {
            left: model.left(&self.taken),
            wanting: Vec::new(),
            is_open: (0..self.taken.len())
                .map(|item| !self.taken[item] && !self.is_closed[item])
                .collect(),
        };
        for (left, held) in start.left.iter_mut().zip(&self.held) {
            *left -= held;
        }
        start.wanting = (0..model.demands.len())
            .filter(|&demand| {
                let demand = &model.demands[demand];
                let is_met = demand.items.iter().any(|&item| self.taken[item]);
                !is_met && !self.waived.contains(&demand.chain)
            })
            .collect();
        start
    }
}

/// Whether a course can be brought to an end that is good enough.
pub trait Possible {
    /// Tells whether these can be taken too.
    fn is_possible(&mut self, model: &Model, course: &Course, more: &[usize]) -> bool;

    /// Takes notice that equal ones were put aside.
    fn put_aside(&mut self, model: &Model, course: &Course);

    /// Tells whether every answer so far was proven.
    fn is_proven(&self) -> bool;
}

/// Equal items of which not all fit.
#[derive(Debug, Clone)]
pub struct Open {
    /// The items.
    pub items: Vec<usize>,
    /// Chains that wait for the vote.
    pub chains: BTreeSet<String>,
}

impl Open {
    /// Returns it in names.
    pub fn told(&self, model: &Model) -> Undecided {
        let first = self.items.first().map(|&item| &model.items[item]);
        let ids = self.items.iter().map(|&item| model.items[item].id.clone());
        let mut proposals: Vec<String> = ids.collect();
        proposals.sort();
        Undecided {
            group: first.map_or(String::new(), |item| model.groups[item.group].clone()),
            rank: first.map_or(0, |item| item.rank),
            proposals,
            chains: self.chains.iter().cloned().collect(),
        }
    }
}

/// What the walk came to.
#[derive(Debug, Clone)]
pub struct Walked {
    /// What is taken.
    pub taken: Vec<bool>,
    /// What was refused, and which rule stood against it.
    pub refused: Vec<(usize, Rule)>,
    /// What a vote must decide.
    pub undecided: Vec<Open>,
    /// Chains that wait for a vote.
    pub waived: BTreeSet<String>,
    /// Whether every answer was proven.
    pub is_proven: bool,
}

/// Walks in rank order under the rules alone.
pub fn by_rank(model: &Model) -> Walked {
    walk(model, &mut Rules { is_proven: true })
}

/// Walks in rank order as far as `possible` allows.
pub fn walk(model: &Model, possible: &mut impl Possible) -> Walked {
    let mut walk = Walk {
        model,
        course: Course::of(model),
        refused: Vec::new(),
        undecided: Vec::new(),
    };
    let all: Vec<usize> = (0..model.items.len()).collect();
    let place = |item: usize| (model.items[item].rank, model.items[item].group);
    for block in all.chunk_by(|&left, &right| place(left) == place(right)) {
        walk.block(block, possible);
    }
    Walked {
        taken: walk.course.taken,
        refused: walk.refused,
        undecided: walk.undecided,
        waived: walk.course.waived,
        is_proven: possible.is_proven(),
    }
}

struct Walk<'a> {
    model: &'a Model,
    course: Course,
    refused: Vec<(usize, Rule)>,
    undecided: Vec<Open>,
}

impl Walk<'_> {
    /// Goes through what stands on one place of one group, the best ones first.
    fn block(&mut self, block: &[usize], possible: &mut impl Possible) {
        let mut rest = block.to_vec();
        while !rest.is_empty() {
            let keys: Vec<_> = rest.iter().map(|&item| self.key(item)).collect();
            let best = keys.iter().min().copied();
            let mut equal = Vec::new();
            let mut others = Vec::new();
            for (&item, key) in rest.iter().zip(&keys) {
                if Some(*key) == best {
                    equal.push(item);
                } else {
                    others.push(item);
                }
            }
            self.settle(&equal, possible);
            rest = others;
        }
    }

    /// What tells items of one place apart: links not yet covered, yuan, worth.
    fn key(&self, item: usize) -> (Reverse<usize>, i128, Reverse<i128>) {
        let model = self.model;
        let is_new = |link: &&String| {
            let mut taken = (0..model.items.len()).filter(|&one| self.course.taken[one]);
            !taken.any(|one| model.items[one].links.contains(*link))
        };
        let one = &model.items[item];
        let covers = one.links.iter().filter(is_new).count();
        (Reverse(covers), one.cost, Reverse(one.value))
    }

    fn settle(&mut self, equal: &[usize], possible: &mut impl Possible) {
        let (fitting, refused): (Vec<usize>, Vec<usize>) = equal
            .iter()
            .partition(|&&item| possible.is_possible(self.model, &self.course, &[item]));
        for item in refused {
            let rule = self.against(item);
            self.refused.push((item, rule));
            self.course.is_closed[item] = true;
        }
        if fitting.len() < 2 || possible.is_possible(self.model, &self.course, &fitting) {
            for item in fitting {
                self.course.taken[item] = true;
            }
        } else {
            self.put_aside(fitting, possible);
        }
    }

    /// Takes none of them and holds back the money for one, whichever the vote takes.
    fn put_aside(&mut self, equal: Vec<usize>, possible: &mut impl Possible) {
        let model = self.model;
        for &item in &equal {
            self.course.is_closed[item] = true;
            self.refused.push((item, Rule::Joint));
        }
        if let Some(&one) = equal.first() {
            let money = |&&(cap, _): &&(usize, i128)| model.caps[cap].rule == Rule::Budget;
            for &(cap, weight) in model.items[one].weights.iter().filter(money) {
                self.course.held[cap] += weight;
            }
        }
        let of = |item: &usize| model.items[*item].chain.clone();
        let all: BTreeSet<String> = equal.iter().map(of).collect();
        let wanting = self.course.start(model).wanting;
        let mut chains: BTreeSet<String> = wanting
            .into_iter()
            .map(|demand| model.demands[demand].chain.clone())
            .filter(|chain| all.contains(chain))
            .collect();
        // one of several chains gets the vote's choice; the others wait only if they must
        if all.len() > 1 && completes(model, &self.course.start(model), NODES) == Some(true) {
            chains.clear();
        }
        self.course.waived.extend(chains.iter().cloned());
        possible.put_aside(model, &self.course);
        self.undecided.push(Open {
            items: equal,
            chains,
        });
    }

    /// Returns the rule that stands against an item: a limit it breaks by itself, the
    /// money, or what a chain without any still needs.
    fn against(&self, item: usize) -> Rule {
        let mut start = self.course.start(self.model);
        start.take(self.model, item);
        let broken = |rule: &Rule| {
            let mut caps = self.model.caps.iter().zip(&start.left);
            caps.any(|(cap, &left)| cap.rule == *rule && left < 0)
        };
        let rules = [
            Rule::PerApplicant,
            Rule::PerDistrict,
            Rule::PerLink,
            Rule::Budget,
        ];
        if let Some(rule) = rules.into_iter().find(broken) {
            return rule;
        }
        if completes(self.model, &start, NODES) == Some(true) {
            Rule::Points
        } else {
            Rule::OnePerChain
        }
    }
}

/// The rules alone, without an objective.
struct Rules {
    is_proven: bool,
}

impl Possible for Rules {
    fn is_possible(&mut self, model: &Model, course: &Course, more: &[usize]) -> bool {
        let mut start = course.start(model);
        for &item in more {
            start.take(model, item);
        }
        let answer = completes(model, &start, NODES);
        self.is_proven &= answer.is_some();
        answer == Some(true)
    }

    fn put_aside(&mut self, _: &Model, _: &Course) {}

    fn is_proven(&self) -> bool {
        self.is_proven
    }
}
