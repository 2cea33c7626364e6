//! Figures beside the official result: shown, never silently used. All are of one chain,
//! and every one is undefined rather than 0 where there is too little to go on.
#![allow(
    clippy::indexing_slicing,
    reason = "tables of one shape; get would hide the formulae"
)]

pub mod agreement;
pub mod distribution;
pub mod expected;
pub mod experts;
pub mod kemeny;
pub mod kept;
pub mod leniency;
pub mod model;
pub mod posterior;
pub mod proposals;

use super::combine::number;
use std::borrow::Cow;

/// The scores of one chain: a row per proposal, a column per expert, both by id. Most pairs
/// of a large chain have none, so that only those that are there are held, once by row and
/// once by column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScoreTable {
    /// Expert ids.
    pub experts: Vec<String>,
    /// Proposal ids.
    pub proposals: Vec<String>,
    rows: Vec<Vec<(usize, f64)>>,
    columns: Vec<Vec<(usize, f64)>>,
}

impl ScoreTable {
    /// Makes a table of (proposal, expert, score), in any order; of several scores of a pair
    /// the last one.
    pub fn of(scores: &[(&str, &str, f64)]) -> Self {
        let sorted = |mut ids: Vec<&str>| -> Vec<String> {
            ids.sort_unstable();
            ids.dedup();
            ids.into_iter().map(str::to_owned).collect()
        };
        let mut table = Self {
            proposals: sorted(scores.iter().map(|score| score.0).collect()),
            experts: sorted(scores.iter().map(|score| score.1).collect()),
            ..Self::default()
        };
        table.rows = vec![Vec::new(); table.proposals.len()];
        for (proposal, expert, score) in scores {
            let place = table
                .proposals
                .binary_search_by(|id| id.as_str().cmp(proposal));
            let column = table.experts.binary_search_by(|id| id.as_str().cmp(expert));
            let (Ok(place), Ok(column)) = (place, column) else {
                continue;
            };
            let row = &mut table.rows[place];
            match row.binary_search_by_key(&column, |one| one.0) {
                Ok(held) => row[held].1 = *score,
                Err(at) => row.insert(at, (column, *score)),
            }
        }
        table.with_columns()
    }

    fn with_columns(mut self) -> Self {
        self.columns = vec![Vec::new(); self.experts.len()];
        for (proposal, row) in self.rows.iter().enumerate() {
            for (expert, score) in row {
                self.columns[*expert].push((proposal, *score));
            }
        }
        self
    }

    /// Returns the scores of one proposal with the expert's column.
    pub fn row(&self, proposal: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.rows[proposal].iter().copied()
    }

    /// Returns the scores of one expert with the proposal's row.
    pub fn column(&self, expert: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.columns[expert].iter().copied()
    }

    /// Returns the table with every score turned about on the scale, the lowest becoming the
    /// highest: what is known of the highest then holds of the lowest.
    #[must_use]
    pub fn turned(&self, scale: (f64, f64)) -> Self {
        let mut turned = self.clone();
        for (_, score) in turned.rows.iter_mut().flatten() {
            *score = scale.0 + scale.1 - *score;
        }
        turned.with_columns()
    }

    /// Returns the table with the best on top: as it is, or turned about.
    pub fn best_on_top(&self, scale: (f64, f64), lowest_best: bool) -> Cow<'_, Self> {
        if lowest_best {
            Cow::Owned(self.turned(scale))
        } else {
            Cow::Borrowed(self)
        }
    }

    /// Returns the rows that every expert scored.
    pub fn complete(&self) -> Vec<Vec<f64>> {
        let whole = self
            .rows
            .iter()
            .filter(|row| row.len() == self.experts.len());
        whole
            .map(|row| row.iter().map(|one| one.1).collect())
            .collect()
    }
}

/// Returns the mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / number(values.len()))
}

/// Returns the median; none of nothing.
pub fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    (n > 0).then(|| f64::midpoint(sorted[(n - 1) / 2], sorted[n / 2]))
}

/// Returns the ranks from 1 of the lowest, ties averaged.
pub fn average_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|left, right| values[*left].total_cmp(&values[*right]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    #[allow(clippy::float_cmp, reason = "ties are equal scores, not near ones")]
    for tied in order.chunk_by(|left, right| values[*left] == values[*right]) {
        let rank = number(start) + f64::midpoint(1.0, number(tied.len()));
        for index in tied {
            ranks[*index] = rank;
        }
        start += tied.len();
    }
    ranks
}

/// Returns Spearman's rank correlation, ties averaged; none below three pairs or where
/// one side does not vary.
pub fn spearman(left: &[f64], right: &[f64]) -> Option<f64> {
    if left.len() != right.len() || left.len() < 3 {
        return None;
    }
    let (left, right) = (average_ranks(left), average_ranks(right));
    let middle = f64::midpoint(1.0, number(left.len()));
    let product = |one: &[f64], other: &[f64]| -> f64 {
        let pairs = one.iter().zip(other);
        pairs.map(|(a, b)| (a - middle) * (b - middle)).sum()
    };
    let spread = product(&left, &left) * product(&right, &right);
    (spread > 0.0).then(|| (product(&left, &right) / spread.sqrt()).clamp(-1.0, 1.0))
}

/// Returns the pooled deviation within proposals, √(Σ(n − 1)sd² / Σ(n − 1)).
pub fn within_deviation(table: &ScoreTable) -> Option<f64> {
    let (mut squares, mut freedom) = (0.0, 0.0);
    for proposal in 0..table.proposals.len() {
        let scores: Vec<f64> = table.row(proposal).map(|(_, score)| score).collect();
        if let Some(middle) = mean(&scores) {
            squares += scores
                .iter()
                .map(|score| (score - middle).powi(2))
                .sum::<f64>();
            freedom += number(scores.len()) - 1.0;
        }
    }
    (freedom > 0.0).then(|| (squares / freedom).sqrt())
}

/// Returns three tenths of `n`, half to even, at least 1.
pub fn default_top(n: usize) -> usize {
    let (whole, rest) = (n * 3 / 10, n * 3 % 10);
    let is_up = rest > 5 || (rest == 5 && whole % 2 == 1);
    (whole + usize::from(is_up)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_their_ranks() {
        assert_eq!(average_ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        assert_eq!(spearman(&[1.0, 2.0, 3.0], &[10.0, 20.0, 30.0]), Some(1.0));
        assert_eq!(spearman(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(spearman(&[1.0, 2.0, 3.0], &[5.0, 5.0, 5.0]), None);
    }

    #[test]
    fn three_tenths_round_half_to_even() {
        let tops: Vec<usize> = [1, 3, 5, 10, 15, 25, 43].map(default_top).into();
        assert_eq!(tops, [1, 1, 2, 3, 4, 8, 13]);
    }

    #[test]
    fn deviation_is_pooled_over_proposals() {
        let scores = [
            ("A", "x", 1.0),
            ("A", "y", 3.0),
            ("B", "x", 5.0),
            ("B", "y", 5.0),
            ("C", "x", 9.0),
        ];
        assert_eq!(within_deviation(&ScoreTable::of(&scores)), Some(1.0));
    }
}
