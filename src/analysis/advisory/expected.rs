//! Expected ranks, exact over the model; rank intervals and P(top K) by seeded draws.

use super::ScoreTable;
use super::model::{Data, EXPERT_VARIANCE, solve_backward};
use super::posterior::{Node, nodes};
use crate::analysis::chance::Chance;
use crate::analysis::combine::number;

/// Draws for the rank distribution: P to 0.002.
const DRAWS: usize = 100_000;

/// Where a proposal stands against the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// P(top) of three quarters or more.
    In,
    /// In between.
    Discuss,
    /// P(top) below one quarter.
    Out,
}

impl Zone {
    /// Returns the key used in `--json` documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Discuss => "discuss",
            Self::Out => "out",
        }
    }

    /// Reads it off P(top).
    pub fn of(p_top: f64) -> Self {
        if p_top >= 0.75 {
            Self::In
        } else if p_top < 0.25 {
            Self::Out
        } else {
            Self::Discuss
        }
    }
}

/// What the model says of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// Mean of the proposal means, on the model's scale of 5.
    pub mu: f64,
    /// Expected deviation of the proposals, on that scale.
    pub tau: f64,
    /// Expected deviation of single scores, on that scale.
    pub s: f64,
    /// Expected s².
    pub noise: f64,
    /// λ = s²/v for the leniency.
    pub lambda: f64,
    /// Expected rank by proposal.
    pub ranks: Vec<f64>,
    /// P(rank ≤ K) by proposal.
    pub p_top: Vec<f64>,
    /// Ranks with P(rank ≤ r) ≥ .05, .25, .5, .75, .95 by proposal.
    pub intervals: Vec<[usize; 5]>,
}

/// How many cores the computing may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cores {
    /// As many as help.
    All,
    /// One: somebody works at a screen meanwhile.
    One,
}

/// Width of the model's scale.
const WIDTH: f64 = 5.0;

/// Computes everything of a chain whose lowest scores may be the best; means stay on the
/// scale as given. None below two proposals or without width of scale.
pub fn toward(
    table: &ScoreTable,
    scale: (f64, f64),
    lowest_best: bool,
    top: usize,
    seed: (u64, &str),
    cores: Cores,
) -> Option<Expected> {
    let ranked = table.best_on_top(scale, lowest_best);
    let mut expected = of(&ranked, scale, top, seed, cores)?;
    if lowest_best {
        expected.mu = WIDTH - expected.mu;
    }
    Some(expected)
}

/// Computes everything of a chain; none below two proposals or without width of scale.
pub fn of(
    table: &ScoreTable,
    scale: (f64, f64),
    top: usize,
    (seed, chain): (u64, &str),
    cores: Cores,
) -> Option<Expected> {
    let data = Data::of(table, scale.0, scale.1)?;
    let nodes = nodes(&data)?;
    let average = |of: fn(&Node) -> f64| nodes.iter().map(|node| node.weight * of(node)).sum();
    let noise: f64 = average(|node| node.s * node.s);
    // The two do not need each other, and are nearly all of the work.
    let draw = || drawn(&data, &nodes, top, seed, chain);
    let (ranks, (p_top, intervals)) = match cores {
        Cores::One => (expected_ranks(&data, &nodes), draw()),
        Cores::All => std::thread::scope(|scope| {
            let ranks = scope.spawn(|| expected_ranks(&data, &nodes));
            let drawn = draw();
            let ranks = ranks
                .join()
                .unwrap_or_else(|_| expected_ranks(&data, &nodes));
            (ranks, drawn)
        }),
    };
    Some(Expected {
        mu: data.mu,
        tau: average(|node| node.tau),
        s: average(|node| node.s),
        noise,
        lambda: noise / EXPERT_VARIANCE,
        ranks,
        p_top,
        intervals,
    })
}

/// Returns the expected ranks alone, exactly and without draws; none below two proposals or
/// without width of scale.
pub fn ranks(table: &ScoreTable, scale: (f64, f64)) -> Option<Vec<f64>> {
    let data = Data::of(table, scale.0, scale.1)?;
    Some(expected_ranks(&data, &nodes(&data)?))
}

/// Adds up, over the nodes and the other proposals, the chance of being behind:
/// `Φ((m_k − m_i)/√(1/D_i + 1/D_k + |A_i − A_k|²))`.
fn expected_ranks(data: &Data, nodes: &[Node]) -> Vec<f64> {
    let n = data.proposals();
    let mut ranks = vec![1.0; n];
    for node in nodes {
        let Some(known) = node.known(data) else {
            continue;
        };
        for i in 0..n {
            for k in 0..i {
                let apart = apart(&known.links[i], &known.links[k]);
                let spread = 1.0 / known.precisions[i] + 1.0 / known.precisions[k] + apart;
                let behind = normal((known.means[k] - known.means[i]) / spread.sqrt());
                ranks[i] += node.weight * behind;
                ranks[k] += node.weight * (1.0 - behind);
            }
        }
    }
    ranks
}

/// Returns the squared distance of two points.
fn apart(left: &[f64], right: &[f64]) -> f64 {
    let count = left.len().min(right.len());
    let (mut sum, mut at) = (0.0, 0);
    while at < count {
        let off = left[at] - right[at];
        sum += off * off;
        at += 1;
    }
    sum
}

fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

fn drawn(
    data: &Data,
    nodes: &[Node],
    top: usize,
    seed: u64,
    chain: &str,
) -> (Vec<f64>, Vec<[usize; 5]>) {
    let n = data.proposals();
    // by proposal, how often it had each rank
    let mut counts = vec![0_u32; n * n];
    let counts: &mut [u32] = &mut counts;
    let mut chance = Chance::seeded(seed, chain);
    let mut order = vec![(0_u64, 0_usize); n];
    for (node, share) in nodes.iter().zip(shares(nodes, &mut chance)) {
        if share == 0 {
            continue;
        }
        let Some(known) = node.known(data) else {
            continue;
        };
        let roots: Vec<f64> = known.precisions.iter().map(|one| one.sqrt()).collect();
        let (roots, order): (&[f64], &mut [_]) = (&roots, &mut order);
        let mut deviations = vec![0.0; known.experts.len()];
        for _ in 0..share {
            for one in &mut deviations {
                *one = chance.normal();
            }
            solve_backward(&known.factor, &mut deviations);
            let mut i = 0;
            while i < n {
                let spread = chance.normal() / roots[i];
                let value = known.mean_given(data, i, &deviations) + spread;
                order[i] = (descending(value), i);
                i += 1;
            }
            order.sort_unstable_by_key(|one| one.0);
            let mut place = 0;
            while place < n {
                let proposal = order[place].1;
                counts[proposal * n + place] += 1;
                place += 1;
            }
        }
    }
    let draws = number(DRAWS);
    let p_top = counts
        .chunks(n)
        .map(|row| row.iter().take(top).map(|one| f64::from(*one)).sum::<f64>() / draws);
    let intervals = counts.chunks(n).map(|row| {
        [0.05, 0.25, 0.5, 0.75, 0.95].map(|level| {
            let mut below = 0.0;
            let place = row.iter().position(|one| {
                below += f64::from(*one);
                below >= level * draws
            });
            place.unwrap_or(n.saturating_sub(1)) + 1
        })
    });
    (p_top.collect(), intervals.collect())
}

/// Returns a number that is the smaller the larger the value: whole numbers beside each other
/// are sorted in half the time that values elsewhere take.
fn descending(value: f64) -> u64 {
    let bits = value.to_bits();
    let sign = 1 << 63;
    if bits & sign == 0 {
        !(bits | sign)
    } else {
        bits
    }
}

/// Returns how many of the draws each node has, as its weight says, by systematic sampling.
fn shares(nodes: &[Node], chance: &mut Chance) -> Vec<usize> {
    let start = chance.uniform();
    let mut shares = Vec::with_capacity(nodes.len());
    let (mut below, mut at) = (0.0, 0_usize);
    for node in nodes {
        let before = at;
        below += node.weight * number(DRAWS);
        while at < DRAWS && number(at) + start < below {
            at += 1;
        }
        shares.push(at - before);
    }
    if let Some(last) = shares.last_mut() {
        *last += DRAWS - at;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&'static str, [f64; 4])]) -> ScoreTable {
        let mut scores = Vec::new();
        for (id, row) in rows {
            for (expert, score) in ["w", "x", "y", "z"].iter().zip(row) {
                if score.is_finite() {
                    scores.push((*id, *expert, *score));
                }
            }
        }
        ScoreTable::of(&scores)
    }

    #[test]
    fn the_largest_value_has_the_smallest_number() {
        let values = [
            f64::INFINITY,
            1e300,
            2.5,
            1.0,
            1e-300,
            0.0,
            -0.0,
            -1.0,
            -7.5,
            -1e300,
        ];
        assert!(values.map(descending).is_sorted());
    }

    #[test]
    fn ranks_add_up_equal_rows_are_equal_and_draws_agree() {
        let none = f64::NAN;
        let table = table(&[
            ("A", [90.0, 85.0, 88.0, 84.0]),
            ("B", [80.0, 78.0, none, 75.0]),
            ("C", [80.0, 78.0, none, 75.0]),
            ("D", [60.0, 70.0, 65.0, none]),
            ("E", [72.0, 71.0, 79.0, 70.0]),
        ]);
        let found = of(&table, (0.0, 100.0), 2, (7, "c"), Cores::All).unwrap();
        assert!((found.ranks.iter().sum::<f64>() - 15.0).abs() < 1e-9);
        assert!((found.ranks[1] - found.ranks[2]).abs() < 1e-12);
        assert!(found.ranks[0] < found.ranks[1] && found.ranks[1] < found.ranks[3]);
        assert!((found.p_top.iter().sum::<f64>() - 2.0).abs() < 1e-9);
        assert!((found.p_top[1] - found.p_top[2]).abs() < 0.01);
        assert_eq!(
            found,
            of(&table, (0.0, 100.0), 2, (7, "c"), Cores::One).unwrap()
        );
        for interval in &found.intervals {
            assert!(interval.is_sorted() && (1..=5).contains(&interval[0]));
        }
    }

    #[test]
    fn who_says_nothing_leaves_everybody_in_the_middle() {
        let table = table(&[("A", [50.0; 4]), ("B", [50.0; 4]), ("C", [50.0; 4])]);
        if let Some(found) = of(&table, (0.0, 100.0), 1, (1, "c"), Cores::All) {
            assert!(found.ranks.iter().all(|rank| (rank - 2.0).abs() < 1e-9));
        }
        assert_eq!(of(&table, (0.0, 0.0), 1, (1, "c"), Cores::All), None);
    }
}
