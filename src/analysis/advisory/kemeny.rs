//! The order that contradicts the fewest pairs of the experts' own orders, exactly.

use super::ScoreTable;

/// Most proposals for which every order is weighed up.
pub const MOST: usize = 16;

/// The order with the fewest contradictions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kemeny {
    /// Pairs of an expert that the order contradicts; equal scores contradict nothing.
    pub contradictions: u64,
    /// How many orders have no more.
    pub orders: u64,
    /// One of them, the first by id.
    pub order: Vec<String>,
}

/// Returns it by dynamic programming over sets; none above 16 proposals or without any.
pub fn of(table: &ScoreTable) -> Option<Kemeny> {
    let n = table.proposals.len();
    if n == 0 || n > MOST {
        return None;
    }
    // How many experts put one before the other.
    let mut before = vec![vec![0_u64; n]; n];
    for expert in 0..table.experts.len() {
        let scores: Vec<(usize, f64)> = table.column(expert).collect();
        for &(one, high) in &scores {
            for &(other, low) in &scores {
                before[one][other] += u64::from(high > low);
            }
        }
    }
    // For every set of proposals placed last: fewest contradictions and number of ways.
    let mut best = vec![(u64::MAX, 0_u64); 1 << n];
    best[0] = (0, 1);
    for set in 1..1_usize << n {
        for first in (0..n).filter(|first| set & 1 << first != 0) {
            let rest = set & !(1 << first);
            let cost = cost_of(&before, first, rest) + best[rest].0;
            if cost < best[set].0 {
                best[set] = (cost, best[rest].1);
            } else if cost == best[set].0 {
                best[set].1 += best[rest].1;
            }
        }
    }
    let mut set = (1 << n) - 1;
    let mut order = Vec::with_capacity(n);
    while set != 0 {
        let first = (0..n).find(|&first| {
            let rest = set & !(1 << first);
            set & 1 << first != 0 && cost_of(&before, first, rest) + best[rest].0 == best[set].0
        })?;
        order.push(table.proposals[first].clone());
        set &= !(1 << first);
    }
    let (contradictions, orders) = best[(1 << n) - 1];
    Some(Kemeny {
        contradictions,
        orders,
        order,
    })
}

/// Returns how many experts put any of `rest` before `first`.
fn cost_of(before: &[Vec<u64>], first: usize, rest: usize) -> u64 {
    let others = before.iter().enumerate();
    others
        .filter(|(other, _)| rest & 1 << other != 0)
        .map(|(_, row)| row[first])
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_of_three_has_three_orders() {
        // x: A B C, y: B C A, z: C A B.
        let scores = [
            ("A", "x", 3.0),
            ("B", "x", 2.0),
            ("C", "x", 1.0),
            ("B", "y", 3.0),
            ("C", "y", 2.0),
            ("A", "y", 1.0),
            ("C", "z", 3.0),
            ("A", "z", 2.0),
            ("B", "z", 1.0),
        ];
        let found = of(&ScoreTable::of(&scores)).unwrap();
        assert_eq!((found.contradictions, found.orders), (4, 3));
        assert_eq!(found.order, ["A", "B", "C"]);
    }

    #[test]
    fn equal_scores_contradict_nothing() {
        let scores = [("A", "x", 1.0), ("B", "x", 1.0), ("C", "x", 2.0)];
        let found = of(&ScoreTable::of(&scores)).unwrap();
        assert_eq!((found.contradictions, found.orders), (0, 2));
        assert_eq!(found.order, ["C", "A", "B"]);
    }
}
