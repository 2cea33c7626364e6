//! How lenient each expert is, and totals without it (Platt & Burges 2012): minimise
//! Σ(t − a − b)² + λΣb². Where everyone scores everything no order changes.

use super::ScoreTable;
use super::model::{backward, cholesky, forward};
use crate::analysis::combine::number;

/// Leniency of the experts and calibrated totals, on the scale of the scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Leniency {
    /// a by proposal.
    pub calibrated: Vec<f64>,
    /// b by expert; they add up to 0.
    pub experts: Vec<f64>,
    /// Standard error of each b.
    pub errors: Vec<f64>,
}

/// Returns the parts of the graph of experts and proposals that do not touch, by the
/// proposals' ids; a single part is a connected panel.
pub fn parts(table: &ScoreTable) -> Vec<Vec<String>> {
    let mut part: Vec<usize> = (0..table.experts.len()).collect();
    for proposal in 0..table.proposals.len() {
        let experts: Vec<usize> = table
            .row(proposal)
            .map(|(expert, _)| part[expert])
            .collect();
        if let Some(&least) = experts.iter().min() {
            for label in &mut part {
                if experts.contains(label) {
                    *label = least;
                }
            }
        }
    }
    let mut parts: std::collections::BTreeMap<usize, Vec<String>> =
        std::collections::BTreeMap::new();
    for (proposal, id) in table.proposals.iter().enumerate() {
        if let Some((expert, _)) = table.row(proposal).next() {
            parts.entry(part[expert]).or_default().push(id.clone());
        }
    }
    parts.into_values().collect()
}

/// Computes it with λ and the variance `noise` of single scores on their own scale; none
/// where the parts of the panel do not touch.
pub fn of(table: &ScoreTable, lambda: f64, noise: f64) -> Option<Leniency> {
    if parts(table).len() != 1 {
        return None;
    }
    let experts = table.experts.len();
    let mut matrix = vec![vec![0.0; experts]; experts];
    let mut right = vec![0.0; experts];
    for (expert, row) in matrix.iter_mut().enumerate() {
        row[expert] = lambda;
    }
    let mut means = Vec::with_capacity(table.proposals.len());
    for proposal in 0..table.proposals.len() {
        let scores: Vec<(usize, f64)> = table.row(proposal).collect();
        let n = number(scores.len());
        let mean = scores.iter().map(|one| one.1).sum::<f64>() / n;
        for &(j, score) in &scores {
            right[j] += score - mean;
            matrix[j][j] += 1.0;
            for &(k, _) in &scores {
                matrix[j][k] -= 1.0 / n;
            }
        }
        means.push(mean);
    }
    let factor = cholesky(matrix)?;
    let effects = backward(&factor, &forward(&factor, &right));
    let errors = (0..experts).map(|expert| {
        let mut unit = vec![0.0; experts];
        unit[expert] = 1.0;
        let inverse: f64 = forward(&factor, &unit).iter().map(|one| one * one).sum();
        (noise * inverse).sqrt()
    });
    let calibrated = means.iter().enumerate().map(|(proposal, mean)| {
        let scores: Vec<usize> = table.row(proposal).map(|(expert, _)| expert).collect();
        mean - scores.iter().map(|expert| effects[*expert]).sum::<f64>() / number(scores.len())
    });
    Some(Leniency {
        calibrated: calibrated.collect(),
        errors: errors.collect(),
        experts: effects,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strict_expert_is_found_and_taken_out() {
        // y is 10 stricter than x; A is scored by x alone, B by both, C by y alone.
        let scores = [
            ("A", "x", 80.0),
            ("B", "x", 80.0),
            ("B", "y", 70.0),
            ("C", "y", 70.0),
        ];
        let found = of(&ScoreTable::of(&scores), 1e-9, 1.0).unwrap();
        assert!((found.experts[0] - 5.0).abs() < 1e-6 && (found.experts[1] + 5.0).abs() < 1e-6);
        assert!(found.calibrated.iter().all(|one| (one - 75.0).abs() < 1e-6));
    }

    #[test]
    fn parts_that_do_not_touch_are_named_and_refused() {
        let scores = [("A", "x", 1.0), ("B", "y", 2.0), ("C", "x", 3.0)];
        let table = ScoreTable::of(&scores);
        assert_eq!(
            parts(&table),
            [vec!["A".to_owned(), "C".into()], vec!["B".into()]]
        );
        assert_eq!(of(&table, 1.0, 1.0), None);
    }
}
