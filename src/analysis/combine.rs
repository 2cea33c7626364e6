//! From the experts' totals of one proposal to one figure: mean, median, trimmed mean.

use super::standing::{CriterionMean, Dropped};
use crate::domain::decimal::{Decimal, round};
use crate::domain::fraction::Fraction;
use crate::domain::policy::{Combine, Method, Per, Policy, Rounding, Stage};
use crate::domain::rubric::{Criterion, Rubric};
use crate::domain::sheet::{Cell, ScoreSheet};

/// The figures of several values. Every one of them stands on all values but `trimmed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Sum divided once.
    pub mean: Fraction,
    /// Middle value, or the mean of the two in the middle.
    pub median: Fraction,
    /// Without one highest and one lowest, or the mean where there are too few.
    pub trimmed: Fraction,
    /// Whether anything was dropped.
    pub trimmed_applied: bool,
    /// Lowest.
    pub min: Fraction,
    /// Highest.
    pub max: Fraction,
}

impl Figures {
    /// Computes all figures; none of nothing.
    pub fn of(values: &[Fraction], rule: &Combine) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let (&min, &max) = (sorted.first()?, sorted.last()?);
        let n = sorted.len();
        let mean = sorted.iter().copied().sum::<Fraction>().over(n);
        let middle = |index: usize| sorted.get(index).copied().unwrap_or(Fraction::ZERO);
        let median = middle((n - 1) / 2).plus(middle(n / 2)).over(2);
        let applied = is_trimmed(n, rule);
        let kept = sorted.get(1..n - 1).filter(|_| applied);
        let trimmed = kept.map_or(mean, |kept| {
            kept.iter().copied().sum::<Fraction>().over(kept.len())
        });
        Some(Self {
            mean,
            median,
            trimmed,
            trimmed_applied: applied,
            min,
            max,
        })
    }

    /// Returns the figure that the method names.
    pub fn by(&self, method: Method) -> Fraction {
        match method {
            Method::Mean => self.mean,
            Method::Median => self.median,
            Method::Trimmed => self.trimmed,
        }
    }
}

/// Fewest values of which one highest and one lowest can be dropped: of two nothing would
/// be left.
pub const LEAST_TRIMMED: usize = 3;

/// Tells whether one highest and one lowest of `n` values are dropped; whatever the rule
/// says, something must be left.
pub fn is_trimmed(n: usize, rule: &Combine) -> bool {
    n >= rule.min_n.max(LEAST_TRIMMED)
}

/// Returns the exact total of a complete sheet: the sum of weight · score / maximum over
/// the criteria that hold a score. An incomplete sheet has none, nor one without any score.
pub fn sheet_total(sheet: &ScoreSheet, rubric: &Rubric) -> Option<Fraction> {
    let mut total = None;
    for criterion in &rubric.criteria {
        match sheet.cell(&criterion.id) {
            Cell::Score(score) => {
                let points = weighted(criterion, Fraction::from(score));
                total = Some(total.unwrap_or(Fraction::ZERO).plus(points));
            }
            _ if criterion.required => return None,
            _ => {}
        }
    }
    total
}

/// Returns the share of a criterion's points for a score.
fn weighted(criterion: &Criterion, score: Fraction) -> Fraction {
    let (weight, max) = (criterion.weight(), criterion.scale.maximum());
    if weight == max || max.is_zero() {
        return score;
    }
    let (weight, max) = (weight.normalize(), max.normalize());
    let ratio = Fraction::new(weight.mantissa(), max.mantissa()).times(Fraction::new(
        10_i128.pow(max.scale()),
        10_i128.pow(weight.scale()),
    ));
    score.times(ratio)
}

/// Marks which totals the trimming drops: one lowest and one highest, of equal ones a
/// single one. `totals` are by expert.
pub fn dropped(totals: &[Fraction], rule: &Combine) -> Vec<Option<Dropped>> {
    let mut marks = vec![None; totals.len()];
    if rule.method == Method::Trimmed && rule.per == Per::Total && is_trimmed(totals.len(), rule) {
        let mut order: Vec<usize> = (0..totals.len()).collect();
        order.sort_by_key(|&index| totals.get(index).copied());
        for (place, mark) in [(order.first(), Dropped::Low), (order.last(), Dropped::High)] {
            if let Some(slot) = place.and_then(|&index| marks.get_mut(index)) {
                *slot = Some(mark);
            }
        }
    }
    marks
}

/// Returns every criterion that the counted sheets score, in the order of the rubric.
pub fn criteria(sheets: &[&ScoreSheet], rubric: &Rubric, rule: &Combine) -> Vec<CriterionMean> {
    let of = |criterion: &Criterion| {
        let scores = scores(sheets, criterion);
        let figures = Figures::of(&scores, rule)?;
        Some(CriterionMean {
            id: criterion.id.clone(),
            n: scores.len(),
            mean: figures.mean.decimal(),
            combined: figures.by(rule.method).decimal(),
            min: figures.min.decimal(),
            max: figures.max.decimal(),
        })
    };
    rubric.criteria.iter().filter_map(of).collect()
}

fn scores(sheets: &[&ScoreSheet], criterion: &Criterion) -> Vec<Fraction> {
    sheets
        .iter()
        .filter_map(|sheet| match sheet.cell(&criterion.id) {
            Cell::Score(score) => Some(Fraction::from(score)),
            _ => None,
        })
        .collect()
}

/// Returns the official total of the counted sheets, whose exact totals are given, rounded
/// as the policy says.
///
/// With stage `item` it is made of the combined criteria: each is rounded, weighted,
/// rounded again and added; whether totals or criteria are combined is then the same.
pub fn official_total(
    sheets: &[&ScoreSheet],
    totals: &[Fraction],
    rubric: &Rubric,
    policy: &Policy,
) -> Option<Decimal> {
    let rule = &policy.combine;
    let rounding = &policy.rounding;
    let by_total = Figures::of(totals, rule)?.by(rule.method);
    let by_item = rounding.stage == Stage::Item && rounding.decimals.is_some();
    if rule.per == Per::Total && !by_item {
        return Some(rounded(by_total.decimal(), rounding));
    }
    let combined = rubric.criteria.iter().filter_map(|criterion| {
        let figure = Figures::of(&scores(sheets, criterion), rule)?.by(rule.method);
        Some((criterion, figure))
    });
    let item = |(criterion, figure): (&Criterion, Fraction)| {
        if !by_item {
            return weighted(criterion, figure);
        }
        let first = Fraction::from(rounded(figure.decimal(), rounding));
        Fraction::from(rounded(weighted(criterion, first).decimal(), rounding))
    };
    let sum: Fraction = combined.map(item).sum();
    Some(rounded(sum.decimal(), rounding))
}

/// Rounds by the policy, or not at all where it names no decimals. Zeros at the end stay:
/// a total is printed with all its places wherever it stands.
fn rounded(value: Decimal, rule: &Rounding) -> Decimal {
    let Some(decimals) = rule.decimals else {
        return value;
    };
    let mut value = round(value, decimals.min(28), rule.mode);
    value.rescale(decimals.min(28));
    value
}

/// Returns the standard deviation with n − 1; none below two values.
pub fn deviation(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let n = number(values.len());
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some((squares / (n - 1.0)).sqrt())
}

/// Returns a count as a float; counts of experts and proposals are far below the limit.
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
