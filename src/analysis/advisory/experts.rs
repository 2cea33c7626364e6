//! Per expert: how strict against the others, and how alike in order.

use super::{ScoreTable, mean, spearman};
use crate::analysis::combine::deviation;
use crate::domain::panel::Panel;
use crate::domain::people::Expert;
use std::collections::BTreeMap;

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
    /// `constant`, `negative_correlation`, `strong_offset`, `favours_own`; something to look at, no verdict.
    pub flags: Vec<&'static str>,
}

/// Fewest proposals of the own city or institution, and of others, for a word on favour.
const LEAST_OWN: usize = 2;
const LEAST_OTHERS: usize = 3;

/// Returns every expert by id. `scale` is the width of the scale: an offset beyond a tenth
/// of it is called strong, and so is a favour to the own side. `is_own` tells whether a
/// proposal is of an expert's own district or institution.
pub fn figures(
    table: &ScoreTable,
    scale: f64,
    is_own: &dyn Fn(&str, &str) -> bool,
) -> Vec<ExpertFigures> {
    (0..table.experts.len())
        .map(|expert| figures_of(table, expert, scale, is_own))
        .collect()
}

/// Returns whether an expert's district or institution is also a proposal's, by their ids.
pub fn own_sides(panel: &Panel) -> impl Fn(&str, &str) -> bool + '_ {
    let experts: BTreeMap<&str, &Expert> = panel
        .experts
        .iter()
        .map(|expert| (expert.id.as_str(), expert))
        .collect();
    move |expert, proposal| {
        let (Some(expert), Some(proposal)) = (experts.get(expert), panel.proposal(proposal)) else {
            return false;
        };
        let names = [&proposal.applicant].into_iter().chain(&proposal.partners);
        let is_institution = |name: &String| !name.is_empty() && *name == expert.institution;
        let is_district = !expert.district.is_empty() && expert.district == proposal.district;
        is_district || names.into_iter().any(is_institution)
    }
}

/// Tells whether the own side is scored a tenth of the scale, and twice the usual scatter,
/// higher against the others' means than the other side is.
fn favours_own(differences: &[(f64, bool)], scale: f64) -> bool {
    let of = |wanted: bool| -> Vec<f64> {
        let side = differences.iter().filter(|(_, is_own)| *is_own == wanted);
        side.map(|(difference, _)| *difference).collect()
    };
    let (own, others) = (of(true), of(false));
    if own.len() < LEAST_OWN || others.len() < LEAST_OTHERS {
        return false;
    }
    let scatter = deviation(&others).unwrap_or_default();
    let favour = mean(&own).zip(mean(&others)).map(|(own, rest)| own - rest);
    favour.is_some_and(|favour| favour > (scale / 10.0).max(2.0 * scatter))
}

fn figures_of(
    table: &ScoreTable,
    expert: usize,
    scale: f64,
    is_own: &dyn Fn(&str, &str) -> bool,
) -> ExpertFigures {
    let own: Vec<f64> = table.column(expert).map(|(_, score)| score).collect();
    let (mut shared, mut others, mut sides) = (Vec::new(), Vec::new(), Vec::new());
    for (proposal, score) in table.column(expert) {
        let rest = table.row(proposal).filter(|(other, _)| *other != expert);
        if let Some(middle) = mean(&rest.map(|(_, score)| score).collect::<Vec<_>>()) {
            shared.push(score);
            others.push(middle);
            let own_side = is_own(&table.experts[expert], &table.proposals[proposal]);
            sides.push((score - middle, own_side));
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
    if favours_own(&sides, scale) {
        figures.flags.push("favours_own");
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_scores_the_own_side_higher_is_flagged() {
        let mut scores = Vec::new();
        for (n, id) in ["A", "B", "C", "D", "E", "F"].iter().enumerate() {
            let base = 60.0 + crate::analysis::combine::number(n);
            let favour = if n < 2 { 25.0 } else { 0.0 };
            scores.extend([
                (*id, "fair", base),
                (*id, "calm", base),
                (*id, "local", base + favour),
            ]);
        }
        let table = ScoreTable::of(&scores);
        let is_own = |_: &str, proposal: &str| matches!(proposal, "A" | "B");
        let flagged: Vec<String> = figures(&table, 100.0, &is_own)
            .into_iter()
            .filter(|one| one.flags.contains(&"favours_own"))
            .map(|one| one.id)
            .collect();
        assert_eq!(flagged, ["local"]);
    }

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
        let figures = figures(&ScoreTable::of(&scores), 100.0, &|_, _| false);
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
