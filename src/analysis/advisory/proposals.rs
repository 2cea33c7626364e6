//! Per proposal: standardised and rank figures, single scores that stand apart.

use super::{ScoreTable, average_ranks, mean, median};
use crate::analysis::combine::{deviation, number};

/// Fewest proposals of an expert for a standardised score.
const LEAST_FOR_Z: usize = 8;

/// Returns the mean over experts of (score − the expert's mean) / the expert's deviation.
/// Experts with fewer than 8 proposals or no deviation are left out.
pub fn z_scores(table: &ScoreTable) -> Vec<Option<f64>> {
    by_expert(table, |scores| {
        let middle = mean(scores)?;
        let spread = deviation(scores).filter(|spread| *spread > 0.0)?;
        (scores.len() >= LEAST_FOR_Z).then(|| {
            scores
                .iter()
                .map(|score| (score - middle) / spread)
                .collect()
        })
    })
}

/// Returns the mean over experts of (m − rank)/(m − 1), ties averaged: 1 where every
/// expert puts it first. Experts with one proposal are left out.
pub fn borda(table: &ScoreTable) -> Vec<Option<f64>> {
    by_expert(table, |scores| {
        let below = number(scores.len()) - 1.0;
        let ranks = average_ranks(scores);
        (below > 0.0).then(|| ranks.iter().map(|rank| (rank - 1.0) / below).collect())
    })
}

fn by_expert(table: &ScoreTable, figure: impl Fn(&[f64]) -> Option<Vec<f64>>) -> Vec<Option<f64>> {
    let mut found = vec![Vec::new(); table.proposals.len()];
    for expert in 0..table.experts.len() {
        let (rows, scores): (Vec<usize>, Vec<f64>) = table.column(expert).unzip();
        for (row, value) in rows.iter().zip(figure(&scores).unwrap_or_default()) {
            found[*row].push(value);
        }
    }
    found.iter().map(|values| mean(values)).collect()
}

/// One score that stands apart from the others' of the same proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlier {
    /// Expert id.
    pub expert: String,
    /// The score.
    pub total: f64,
    /// Score minus the others' median, minus the expert's usual distance.
    pub residual: f64,
    /// How many times the limit; above 1.
    pub ratio: f64,
}

/// Returns the outliers of every proposal. `scale` is the width of the scale.
///
/// r = score − median of the others (two at least); e = r − the expert's median r; flagged
/// where |e| > max(3.5 · 1.4826 · median|e − median e|, a tenth of the scale).
pub fn outliers(table: &ScoreTable, scale: f64) -> Vec<Vec<Outlier>> {
    let mut distances = vec![Vec::new(); table.experts.len()];
    for proposal in 0..table.proposals.len() {
        for (expert, score) in table.row(proposal) {
            let others = table.row(proposal).filter(|(other, _)| *other != expert);
            let others: Vec<f64> = others.map(|(_, score)| score).collect();
            if let Some(middle) = median(&others).filter(|_| others.len() >= 2) {
                distances[expert].push((proposal, score, score - middle));
            }
        }
    }
    let mut residuals = Vec::new();
    for (expert, rows) in distances.iter().enumerate() {
        let usual = median(&rows.iter().map(|row| row.2).collect::<Vec<_>>()).unwrap_or(0.0);
        residuals.extend(rows.iter().map(|row| (row.0, expert, row.1, row.2 - usual)));
    }
    let values: Vec<f64> = residuals.iter().map(|row| row.3).collect();
    let middle = median(&values).unwrap_or(0.0);
    let apart: Vec<f64> = values.iter().map(|value| (value - middle).abs()).collect();
    let limit = (3.5 * 1.4826 * median(&apart).unwrap_or(0.0)).max(scale / 10.0);
    let mut found = vec![Vec::new(); table.proposals.len()];
    for (proposal, expert, total, residual) in residuals {
        if limit > 0.0 && residual.abs() > limit {
            found[proposal].push(Outlier {
                expert: table.experts[expert].clone(),
                total,
                residual,
                ratio: residual.abs() / limit,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borda_is_one_for_everybodys_first() {
        let scores = [
            ("A", "x", 9.0),
            ("B", "x", 5.0),
            ("C", "x", 1.0),
            ("A", "y", 8.0),
            ("B", "y", 8.0),
            ("C", "z", 1.0),
        ];
        // x: 1, ½, 0; y: a tie, ½ each; z has one proposal and is left out.
        assert_eq!(
            borda(&ScoreTable::of(&scores)),
            [Some(0.75), Some(0.5), Some(0.0)]
        );
    }

    #[test]
    fn a_standardised_score_needs_eight_proposals() {
        let ids: Vec<String> = (0..8).map(|n| format!("P{n}")).collect();
        let scores: Vec<(&str, &str, f64)> = ids
            .iter()
            .zip([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0])
            .map(|(id, score)| (id.as_str(), "x", score))
            .collect();
        let z = z_scores(&ScoreTable::of(&scores));
        assert!((z[7].unwrap() - 3.5 / 6.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(z_scores(&ScoreTable::of(&scores[..7])), vec![None; 7]);
    }

    #[test]
    fn one_wild_score_is_found_and_a_strict_expert_is_not() {
        let ids: Vec<String> = (0..10).map(|n| format!("P{n}")).collect();
        let mut scores = Vec::new();
        for (n, id) in ids.iter().enumerate() {
            for (expert, offset) in [("a", 0.0), ("b", 1.0), ("c", -12.0), ("d", 0.5), ("e", 0.0)] {
                let wild = if n == 3 && expert == "b" { 30.0 } else { 0.0 };
                scores.push((id.as_str(), expert, 60.0 + number(n) + offset - wild));
            }
        }
        let found = outliers(&ScoreTable::of(&scores), 100.0);
        let flagged: Vec<(usize, &str)> = found
            .iter()
            .enumerate()
            .flat_map(|(n, all)| all.iter().map(move |one| (n, one.expert.as_str())))
            .collect();
        assert_eq!(flagged, [(3, "b")]);
        assert!((found[3][0].residual + 30.0).abs() < 1e-9);
    }
}
