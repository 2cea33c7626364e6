//! The list with the most points: a 0/1 programme for the solver, whose every answer is
//! checked against every rule in integers, and the walk among the lists that have as many.

use super::super::combine::number;
use super::bound::Prices;
use super::completion::{Start, completes};
use super::model::Model;
use super::walk::{self, Course, Possible, Walked};
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions, Variable};
use std::collections::BTreeSet;

/// Places of the solver's search after which a question stays open; unlike a time it is the
/// same on every machine.
const NODES: u64 = 10_000;

/// Places of a short search.
const FEW: u64 = 250;

/// How many items are searched again beside those that stand against their price: more as
/// soon as so many bring nothing better.
const DOUBTFUL: [usize; 4] = [40, 55, 70, 85];

/// Answers that may fail the check before a question stays open.
const TRIES: usize = 12;

/// Returns the list, and the most points that any list can have.
pub fn most(model: &Model) -> (Walked, i128) {
    let mut best = Best::of(model);
    let bound = best.bound;
    let walked = walk::walk(model, &mut best);
    let value = model.value(&walked.taken);
    (walked, bound.max(value))
}

/// The lists with the most points, of which one is known.
struct Best {
    /// The programme; what is held back and who waits for a vote is taken out of it.
    model: Model,
    prices: Prices,
    /// Points of the best lists.
    floor: i128,
    /// No list has more.
    bound: i128,
    /// One of the best lists that fits the course so far.
    known: Vec<bool>,
    is_unique: bool,
    is_proven: bool,
}

/// What the solver said.
enum Answer {
    /// A list that was checked.
    List(Vec<bool>),
    /// There is none.
    Nothing,
    /// It ended early or failed, perhaps with a list that need not be the best.
    Early(Option<Vec<bool>>),
}

impl Best {
    fn of(model: &Model) -> Self {
        let nobody = vec![false; model.items.len()];
        let mut best = Self {
            prices: Prices::of(model),
            model: model.clone(),
            floor: i128::MIN,
            bound: 0,
            known: nobody.clone(),
            is_unique: false,
            is_proven: true,
        };
        best.find(&nobody, &nobody);
        best
    }

    /// Looks for the best list, and whether there is another as good. A good list fixes
    /// most of the rest, and what is then left is soon searched; so it begins with one that
    /// is taken by price, made better where the prices leave doubt.
    fn find(&mut self, is_in: &[bool], is_out: &[bool]) {
        self.is_unique = false;
        self.bound = self.prices.most(is_in, is_out);
        let start = self.by_price(is_in, is_out);
        let mut is_known = start.is_some();
        self.keep(start.unwrap_or_else(|| is_in.to_vec()));
        if is_known {
            self.improve(is_in, is_out);
        }
        let mut is_proven = false;
        for _ in 0..TRIES {
            let floor = is_known.then_some(self.floor);
            let others = if is_known {
                vec![self.known.clone()]
            } else {
                Vec::new()
            };
            let (list, is_best) = match self.ask(is_in, is_out, floor, others, NODES) {
                Answer::List(list) => (list, true),
                Answer::Early(Some(list)) => (list, false),
                Answer::Early(None) => break,
                Answer::Nothing => {
                    self.is_unique = is_known;
                    is_proven = is_known;
                    break;
                }
            };
            let is_equal = is_known && self.model.value(&list) == self.floor;
            is_known = true;
            self.keep(list);
            if is_equal && is_best {
                is_proven = true;
                break;
            }
        }
        if is_proven {
            self.bound = self.floor;
        }
        self.is_proven &= is_proven;
    }

    fn keep(&mut self, list: Vec<bool>) {
        self.floor = self.model.value(&list);
        self.known = list;
    }

    /// Takes what brings most above the prices first, each if the rest can still be completed.
    fn by_price(&self, is_in: &[bool], is_out: &[bool]) -> Option<Vec<bool>> {
        let model = &self.model;
        let mut start = Start::of(model);
        let mut taken = is_in.to_vec();
        for item in 0..taken.len() {
            if taken[item] {
                start.take(model, item);
            }
            start.is_open[item] &= !is_out[item];
        }
        completes(model, &start, FEW).filter(|is_possible| *is_possible)?;
        for item in self.prices.best_first() {
            if start.is_open[item] {
                let mut with = start.clone();
                with.take(model, item);
                if completes(model, &with, FEW) == Some(true) {
                    start = with;
                    taken[item] = true;
                }
            }
        }
        model.keeps(&taken, &BTreeSet::new()).then_some(taken)
    }

    /// Searches again what the prices leave in doubt, the rest as it is known.
    fn improve(&mut self, is_in: &[bool], is_out: &[bool]) {
        let mut sizes = DOUBTFUL.into_iter();
        let mut size = sizes.next();
        while let Some(count) = size {
            let doubtful = self.prices.doubtful(&self.known, count);
            let fixed = |is_so: bool, item: usize| !doubtful[item] && self.known[item] == is_so;
            let items = 0..self.known.len();
            let with: Vec<bool> = items
                .clone()
                .map(|item| is_in[item] || fixed(true, item))
                .collect();
            let without: Vec<bool> = items
                .map(|item| is_out[item] || fixed(false, item))
                .collect();
            let others = vec![self.known.clone()];
            match self.ask(&with, &without, Some(self.floor), others, FEW) {
                Answer::List(list) | Answer::Early(Some(list))
                    if self.model.value(&list) > self.floor =>
                {
                    self.keep(list);
                }
                _ => size = sizes.next(),
            }
        }
    }

    /// Asks for the best list with these and without those, at least `floor` points, other
    /// than the `known` ones.
    fn ask(
        &self,
        is_in: &[bool],
        is_out: &[bool],
        floor: Option<i128>,
        known: Vec<Vec<bool>>,
        nodes: u64,
    ) -> Answer {
        let (mut is_in, mut is_out) = (is_in.to_vec(), is_out.to_vec());
        if let Some(floor) = floor {
            if self.prices.most(&is_in, &is_out) < floor {
                return Answer::Nothing;
            }
            self.prices.fix(floor, &mut is_in, &mut is_out);
        }
        let mut cuts = known;
        let is_good = |list: &Vec<bool>| {
            let is_enough = floor.is_none_or(|floor| self.model.value(list) >= floor);
            is_enough && self.model.keeps(list, &BTreeSet::new())
        };
        for _ in 0..TRIES {
            let Some(programme) = Programme::of(&self.model, &is_in, &is_out, floor, &cuts) else {
                return Answer::Nothing;
            };
            match programme.solve(nodes) {
                Answer::List(list) if !is_good(&list) => cuts.push(list),
                Answer::Early(list) => return Answer::Early(list.filter(is_good)),
                answer => return answer,
            }
        }
        Answer::Early(None)
    }
}

impl Possible for Best {
    fn is_possible(&mut self, _: &Model, course: &Course, more: &[usize]) -> bool {
        if more.iter().all(|&item| self.known[item]) {
            return true;
        }
        if self.is_unique {
            return false;
        }
        let mut is_in = course.taken.clone();
        for &item in more {
            is_in[item] = true;
        }
        match self.ask(
            &is_in,
            &course.is_closed,
            Some(self.floor),
            Vec::new(),
            NODES,
        ) {
            Answer::List(list) | Answer::Early(Some(list)) => {
                self.known = list;
                true
            }
            Answer::Nothing => false,
            Answer::Early(None) => {
                self.is_proven = false;
                false
            }
        }
    }

    fn put_aside(&mut self, model: &Model, course: &Course) {
        self.model = model.clone();
        for (cap, held) in self.model.caps.iter_mut().zip(&course.held) {
            cap.bound -= held;
        }
        let waits = |chain: &String| course.waived.contains(chain);
        self.model.demands.retain(|demand| !waits(&demand.chain));
        self.prices = Prices::of(&self.model);
        self.find(&course.taken, &course.is_closed);
    }

    fn is_proven(&self) -> bool {
        self.is_proven
    }
}

/// A 0/1 programme of what is still free.
struct Programme {
    problem: Problem,
    variables: Vec<Option<Variable>>,
    is_in: Vec<bool>,
}

impl Programme {
    /// Writes it; none where the fixed part alone breaks a rule.
    fn of(
        model: &Model,
        is_in: &[bool],
        is_out: &[bool],
        floor: Option<i128>,
        cuts: &[Vec<bool>],
    ) -> Option<Self> {
        let mut problem = Problem::new(OptimizationDirection::Maximize);
        let worth = |item: usize| model.float_points(model.items[item].value);
        let variables: Vec<Option<Variable>> = (0..model.items.len())
            .map(|item| {
                let is_free = !is_in[item] && !is_out[item];
                is_free.then(|| problem.add_binary_var(worth(item)))
            })
            .collect();
        let mut programme = Self {
            problem,
            variables,
            is_in: is_in.to_vec(),
        };
        programme.keep_caps(model)?;
        for demand in &model.demands {
            if !demand.items.iter().any(|&item| is_in[item]) {
                programme.at_least(demand.items.iter().map(|&item| (item, 1.0)), 1.0)?;
            }
        }
        let all = 0..model.items.len();
        if let Some(floor) = floor {
            let reached = model.float_points(floor - model.value(is_in));
            let half = model.float_points(1) / 2.0;
            programme.at_least(all.clone().map(|item| (item, worth(item))), reached - half)?;
        }
        for cut in cuts {
            let free = |item: &usize| programme.variables[*item].is_some();
            let kept = all.clone().filter(free).filter(|&item| cut[item]).count();
            let is_same = all
                .clone()
                .all(|item| free(&item) || cut[item] == is_in[item]);
            let sign = |item: usize| (item, if cut[item] { -1.0 } else { 1.0 });
            if is_same {
                programme.at_least(all.clone().map(sign), 1.0 - number(kept))?;
            }
        }
        Some(programme)
    }

    fn keep_caps(&mut self, model: &Model) -> Option<()> {
        let left = model.left(&self.is_in);
        let mut under: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); model.caps.len()];
        let mut heaviest = vec![0; model.caps.len()];
        for (item, variable) in model.items.iter().zip(&self.variables) {
            for &(cap, weight) in item.weights.iter().filter(|_| variable.is_some()) {
                let term = variable.map(|variable| (variable, model.float_weight(cap, weight)));
                under[cap].extend(term);
                heaviest[cap] += weight;
            }
        }
        for (cap, terms) in under.iter().enumerate() {
            if left[cap] < 0 {
                return None;
            }
            if heaviest[cap] > left[cap] {
                let bound = model.float_weight(cap, left[cap]);
                self.problem
                    .add_constraint(&terms[..], ComparisonOp::Le, bound);
            }
        }
        Some(())
    }

    /// Asks for at least `bound` of the free ones; none where there is nothing to give it.
    fn at_least(&mut self, weights: impl Iterator<Item = (usize, f64)>, bound: f64) -> Option<()> {
        let term = |(item, weight): (usize, f64)| Some((self.variables[item]?, weight));
        let terms: Vec<(Variable, f64)> = weights.filter_map(term).collect();
        if terms.is_empty() {
            return (bound <= 0.0).then_some(());
        }
        self.problem
            .add_constraint(&terms[..], ComparisonOp::Ge, bound);
        Some(())
    }

    fn solve(&self, nodes: u64) -> Answer {
        let mut options = SolveOptions::default();
        options.node_limit = Some(nodes);
        options.int_tol = 1e-9;
        let outcome = match self.problem.solve_with(options) {
            Ok(outcome) => outcome,
            Err(Error::Infeasible) => return Answer::Nothing,
            Err(_) => return Answer::Early(None),
        };
        let is_best = outcome.is_optimal();
        let Some(solution) = outcome.solution() else {
            return Answer::Early(None);
        };
        let is_taken = |(variable, is_in): (&Option<Variable>, &bool)| {
            variable.map_or(*is_in, |one| solution.var_value(one) > 0.5)
        };
        let taken = self.variables.iter().zip(&self.is_in).map(is_taken);
        let list = taken.collect();
        if is_best {
            Answer::List(list)
        } else {
            Answer::Early(Some(list))
        }
    }
}
