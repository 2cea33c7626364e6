//! The model's two deviations, integrated over: nodes with weights, found where the
//! posterior lies, since a fixed grid misses narrow ones.

use super::model::{Conditional, Data, log_prior};
use crate::analysis::combine::number;

/// Nodes a side of the search grid and of each integrated piece.
const SEARCH: usize = 24;
const NODES: usize = 32;
/// Below this distance from the best logarithm of a weight nothing counts.
const DEPTH: f64 = 22.0;
/// Weights below this share are left out.
const LEAST: f64 = 1e-10;

/// One pair of deviations. What is known there is computed where it is asked for: of all nodes
/// together it would be some ten megabytes for a chain of a hundred proposals.
#[derive(Clone, Copy)]
pub struct Node {
    /// Share of the whole; all add up to 1.
    pub weight: f64,
    /// Deviation of the proposals.
    pub tau: f64,
    /// Deviation of single scores.
    pub s: f64,
}

impl Node {
    /// Returns what is known there; always something, as there was when the node was found.
    pub fn known(self, data: &Data) -> Option<Conditional> {
        Conditional::of(data, self.tau, self.s)
    }
}

/// Bounds of the logarithms of τ and s.
#[derive(Clone, Copy)]
struct Region {
    tau: (f64, f64),
    s: (f64, f64),
}

/// Returns the nodes; none where the model says nothing.
pub fn nodes(data: &Data) -> Option<Vec<Node>> {
    let top = |value: f64| libm::log(value);
    let whole = Region {
        tau: (top(1e-3), top(2.0)),
        s: (top(1e-3), top(2.0 * std::f64::consts::SQRT_2)),
    };
    let region = narrowed(data, narrowed(data, whole)?)?;
    let mut weighted: Vec<(f64, Node)> = Vec::new();
    let bend = top(2.0);
    let pieces = if region.s.0 < bend && bend < region.s.1 {
        vec![(region.s.0, bend), (bend, region.s.1)]
    } else {
        vec![region.s]
    };
    let taus = legendre(region.tau);
    for piece in pieces {
        for (log_s, width_s) in legendre(piece) {
            for &(log_tau, width_tau) in &taus {
                let (tau, s) = (libm::exp(log_tau), libm::exp(log_s));
                let Some(known) = Conditional::of(data, tau, s) else {
                    continue;
                };
                let log = known.log_likelihood
                    + log_prior(s)
                    + log_tau
                    + log_s
                    + libm::log(width_tau * width_s);
                let node = Node {
                    weight: 0.0,
                    tau,
                    s,
                };
                weighted.push((log, node));
            }
        }
    }
    normalised(weighted)
}

fn normalised(weighted: Vec<(f64, Node)>) -> Option<Vec<Node>> {
    let best = weighted
        .iter()
        .map(|one| one.0)
        .fold(f64::NEG_INFINITY, f64::max);
    if !best.is_finite() {
        return None;
    }
    let mut nodes: Vec<Node> = weighted
        .into_iter()
        .map(|(log, node)| Node {
            weight: libm::exp(log - best),
            ..node
        })
        .collect();
    let all: f64 = nodes.iter().map(|node| node.weight).sum();
    nodes.retain(|node| node.weight > LEAST * all);
    let kept: f64 = nodes.iter().map(|node| node.weight).sum();
    for node in &mut nodes {
        node.weight /= kept;
    }
    Some(nodes)
}

/// Returns the part of a region where the posterior lies, one step wider on every side.
fn narrowed(data: &Data, region: Region) -> Option<Region> {
    let step = |bounds: (f64, f64)| (bounds.1 - bounds.0) / number(SEARCH - 1);
    let (tau_step, noise_step) = (step(region.tau), step(region.s));
    let mut found = Vec::with_capacity(SEARCH * SEARCH);
    for i in 0..SEARCH {
        for j in 0..SEARCH {
            let log_tau = region.tau.0 + tau_step * number(i);
            // The prior is 0 on its very edge.
            let log_s = (region.s.0 + noise_step * number(j)).min(region.s.1 - 1e-9);
            let (tau, s) = (libm::exp(log_tau), libm::exp(log_s));
            if let Some(known) = Conditional::of(data, tau, s) {
                found.push((
                    known.log_likelihood + log_prior(s) + log_tau + log_s,
                    log_tau,
                    log_s,
                ));
            }
        }
    }
    let best = found
        .iter()
        .map(|one| one.0)
        .fold(f64::NEG_INFINITY, f64::max);
    if !best.is_finite() {
        return None;
    }
    let inside: Vec<_> = found.iter().filter(|one| one.0 > best - DEPTH).collect();
    let bounds = |of: fn(&(f64, f64, f64)) -> f64, step: f64, limit: (f64, f64)| {
        let low = inside
            .iter()
            .map(|one| of(one))
            .fold(f64::INFINITY, f64::min);
        let high = inside
            .iter()
            .map(|one| of(one))
            .fold(f64::NEG_INFINITY, f64::max);
        ((low - step).max(limit.0), (high + step).min(limit.1))
    };
    Some(Region {
        tau: bounds(|one| one.1, tau_step, region.tau),
        s: bounds(|one| one.2, noise_step, region.s),
    })
}

/// Returns the nodes and weights of Gauss–Legendre integration between two bounds.
fn legendre(bounds: (f64, f64)) -> Vec<(f64, f64)> {
    let n = number(NODES);
    let (middle, half) = (
        f64::midpoint(bounds.0, bounds.1),
        (bounds.1 - bounds.0) / 2.0,
    );
    (0..NODES)
        .map(|k| {
            let mut x = libm::cos(std::f64::consts::PI * (number(k) + 0.75) / (n + 0.5));
            let mut slope = 1.0;
            for _ in 0..50 {
                let (mut before, mut here) = (1.0, x);
                for l in 2..=NODES {
                    let l = number(l);
                    (before, here) = (here, ((2.0 * l - 1.0) * x * here - (l - 1.0) * before) / l);
                }
                slope = n * (x * here - before) / (x * x - 1.0);
                let change = here / slope;
                x -= change;
                if change.abs() < 1e-15 {
                    break;
                }
            }
            (
                middle + half * x,
                half * 2.0 / ((1.0 - x * x) * slope * slope),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_integrated_exactly() {
        let sum = |power: i32| -> f64 {
            legendre((0.0, 2.0))
                .iter()
                .map(|(x, w)| w * x.powi(power))
                .sum()
        };
        assert!((sum(0) - 2.0).abs() < 1e-13);
        assert!((sum(9) - 102.4).abs() < 1e-10);
    }
}
