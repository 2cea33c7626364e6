//! Per expert: how strict against the others, and how alike in order.

use super::{ScoreTable, mean, spearman};
use crate::analysis::combine::deviation;

/// How one expert scored.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExpertFigures {
    /// Expert id.
    pub id: String,
    /// Proposals with a total that counts.
    pub n: usize,
    /// Mean of the own totals.
    pub mean: Option<f64>,
    /// Deviation of the own totals, n − 1.
    pub sd: Option<f64>,
    /// Own total minus the mean of the others', over shared proposals.
    pub offset: Option<f64>,
    /// Rank correlation with the others' means.
    pub spearman: Option<f64>,
    /// `constant`, `negative_correlation`, `strong_offset`; something to look at, no verdict.
    pub flags: Vec<&'static str>,
}

/// Returns every expert by id. `scale` is the width of the scale: an offset beyond a tenth
/// of it is called strong.
pub fn figures(table: &ScoreTable, scale: f64) -> Vec<ExpertFigures> {
    (0..table.experts.len())
        .map(|expert| figures_of(table, expert, scale))
        .collect()
}

fn figures_of(table: &ScoreTable, expert: usize, scale: f64) -> ExpertFigures {
    let own: Vec<f64> = table.column(expert).map(|(_, score)| score).collect();
    let (mut shared, mut others) = (Vec::new(), Vec::new());
    for (proposal, score) in table.column(expert) {
        let rest = table.row(proposal).filter(|(other, _)| *other != expert);
        if let Some(middle) = mean(&rest.map(|(_, score)| score).collect::<Vec<_>>()) {
            shared.push(score);
            others.push(middle);
        }
    }
    let differences: Vec<f64> = shared.iter().zip(&others).map(|(a, b)| a - b).collect();
    let mut figures = ExpertFigures {
        id: table.experts[expert].clone(),
        n: own.len(),
        mean: mean(&own),
        sd: deviation(&own),
        offset: mean(&differences),
        spearman: spearman(&shared, &others),
        flags: Vec::new(),
    };
    if own.len() >= 3 && figures.sd == Some(0.0) {
        figures.flags.push("constant");
    }
    if own.len() >= 5 && figures.spearman.is_some_and(|rho| rho < 0.0) {
        figures.flags.push("negative_correlation");
    }
    if figures
        .offset
        .is_some_and(|offset| offset.abs() > scale / 10.0)
    {
        figures.flags.push("strong_offset");
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_constant_and_contrary_experts_are_flagged() {
        let ids = ["A", "B", "C", "D", "E"];
        let mut scores = Vec::new();
        for (n, id) in ids.iter().enumerate() {
            let n = crate::analysis::combine::number(n);
            scores.extend([
                (*id, "even", 70.0 + n),
                (*id, "same", 72.0),
                (*id, "contrary", 76.0 - n),
                (*id, "strict", 50.0 + n),
            ]);
        }
        let figures = figures(&ScoreTable::of(&scores), 100.0);
        let flags = |id: &str| {
            figures
                .iter()
                .find(|one| one.id == id)
                .unwrap()
                .flags
                .clone()
        };
        assert_eq!(flags("strict"), ["strong_offset"]);
        assert_eq!(flags("same"), ["constant"]);
        assert_eq!(flags("contrary"), ["negative_correlation"]);
        assert!(flags("even").is_empty());
    }
}
