//! How many points a list can have at most, in integers: prices for the caps and the
//! demands come from the solver, and whatever they are, the bound they give holds
//! (Lagrangian relaxation; Geoffrion 1974). A candidate whose taking, or leaving, brings
//! the bound below what is already reached is fixed by that.

use super::model::{Model, NO_BOUND};
use crate::domain::decimal::{Decimal, float};
use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

/// Parts of a part of a point in which prices are counted.
const FINE: i128 = 1_000_000_000;

/// Highest price, far below what could overflow.
const HIGHEST: f64 = 1e18;

/// A bound with what each item brings at its prices.
#[derive(Debug, Clone)]
pub struct Prices {
    /// Bound with nothing decided.
    bound: i128,
    /// What each item brings above the prices of what it needs.
    brings: Vec<i128>,
}

impl Prices {
    /// Asks the solver for prices; without an answer all are 0, which bounds by the sum.
    pub fn of(model: &Model) -> Self {
        let (caps, demands) = solved(model).unwrap_or_else(|| {
            let (caps, demands) = (model.caps.len(), model.demands.len());
            (vec![0; caps], vec![0; demands])
        });
        let mut brings: Vec<i128> = model.items.iter().map(|item| item.value * FINE).collect();
        for (item, brings) in model.items.iter().zip(&mut brings) {
            for &(cap, weight) in &item.weights {
                *brings -= caps[cap] * weight;
            }
        }
        let mut bound = 0;
        for (demand, price) in model.demands.iter().zip(&demands) {
            bound -= price;
            for &item in &demand.items {
                brings[item] += price;
            }
        }
        let used = model.caps.iter().zip(&caps);
        let used = used.filter(|(cap, _)| cap.bound < NO_BOUND);
        bound += used.map(|(cap, price)| cap.bound * price).sum::<i128>();
        bound += brings.iter().map(|brings| (*brings).max(0)).sum::<i128>();
        Self { bound, brings }
    }

    /// Returns the most that can be reached when these are taken and those left out.
    fn fine(&self, is_in: &[bool], is_out: &[bool]) -> i128 {
        let lost = self.brings.iter().enumerate().map(|(item, &brings)| {
            if is_in[item] {
                (-brings).max(0)
            } else if is_out[item] {
                brings.max(0)
            } else {
                0
            }
        });
        self.bound - lost.sum::<i128>()
    }

    /// Returns the most that can be reached, in parts of a point.
    pub fn most(&self, is_in: &[bool], is_out: &[bool]) -> i128 {
        self.fine(is_in, is_out).div_euclid(FINE)
    }

    /// Returns the items, first what brings most above the prices of what it needs.
    pub fn best_first(&self) -> Vec<usize> {
        let mut items: Vec<usize> = (0..self.brings.len()).collect();
        items.sort_by_key(|&item| -self.brings[item]);
        items
    }

    /// Marks the `count` items of which the prices say least, and those that stand in a
    /// list against what the prices say.
    pub fn doubtful(&self, list: &[bool], count: usize) -> Vec<bool> {
        let mut items: Vec<usize> = (0..list.len()).collect();
        items.sort_by_key(|&item| self.brings[item].abs());
        let mut is_doubtful: Vec<bool> = list
            .iter()
            .zip(&self.brings)
            .map(|(&is_taken, &brings)| is_taken != (brings > 0))
            .collect();
        for &item in items.iter().take(count) {
            is_doubtful[item] = true;
        }
        is_doubtful
    }

    /// Fixes what must be taken or left out in every list that reaches `floor`.
    pub fn fix(&self, floor: i128, is_in: &mut [bool], is_out: &mut [bool]) {
        let most = self.fine(is_in, is_out);
        for (item, &brings) in self.brings.iter().enumerate() {
            let is_free = !is_in[item] && !is_out[item];
            if is_free && most - brings.abs() < floor * FINE {
                is_in[item] = brings > 0;
                is_out[item] = brings < 0;
            }
        }
    }
}

/// Solves the dual of the programme without integers.
fn solved(model: &Model) -> Option<(Vec<i128>, Vec<i128>)> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let positive = (0.0, f64::INFINITY);
    let caps: Vec<Variable> = (0..model.caps.len())
        .map(|cap| problem.add_var(model.float_weight(cap, model.caps[cap].bound), positive))
        .collect();
    let demands: Vec<Variable> = model
        .demands
        .iter()
        .map(|_| problem.add_var(-1.0, positive))
        .collect();
    let mut wanted: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); model.items.len()];
    for (demand, &price) in model.demands.iter().zip(&demands) {
        for &item in &demand.items {
            wanted[item].push((price, -1.0));
        }
    }
    for (item, mut prices) in model.items.iter().zip(wanted) {
        for &(cap, weight) in &item.weights {
            prices.push((caps[cap], model.float_weight(cap, weight)));
        }
        prices.push((problem.add_var(1.0, positive), 1.0));
        let worth = model.float_points(item.value);
        problem.add_constraint(&prices[..], ComparisonOp::Ge, worth);
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let part = model.float_points(1);
    let price = |variable: Variable, weight: f64| {
        let price =
            solution.var_value(variable).max(0.0) * weight / part * float(Decimal::from(FINE));
        price.min(HIGHEST).round() as i128
    };
    let of_caps = caps.iter().enumerate();
    Some((
        of_caps
            .map(|(cap, &variable)| price(variable, model.float_weight(cap, 1)))
            .collect(),
        demands.iter().map(|&demand| price(demand, 1.0)).collect(),
    ))
}
