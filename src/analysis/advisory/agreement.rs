//! How far the experts of a chain agree. Real panels have a single-expert reliability near
//! 0.35; none of these figures is a verdict.

use super::distribution::{chi_square_tail, f_quantile};
use super::{ScoreTable, average_ranks, mean};
use crate::analysis::combine::number;

/// A figure with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The figure.
    pub value: f64,
    /// Its interval, where it has one.
    pub range: Option<(f64, f64)>,
}

/// Krippendorff's α in three metrics; none where nothing varies.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Alpha {
    /// Distances as squares of differences.
    pub interval: Option<f64>,
    /// Distances of ranks.
    pub ordinal: Option<f64>,
    /// Equal or not.
    pub nominal: Option<f64>,
}

/// Returns α = 1 − `D_o`/`D_e` over the values of proposals with two scores or more
/// (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011).
pub fn alpha(table: &ScoreTable) -> Alpha {
    let units: Vec<Vec<f64>> = (0..table.proposals.len())
        .map(|proposal| table.row(proposal).map(|(_, score)| score).collect())
        .filter(|scores: &Vec<f64>| scores.len() >= 2)
        .collect();
    // The ordinal distance is the difference of the mean ranks among all pairable values.
    let ranks = average_ranks(&units.concat());
    let mut rest = ranks.as_slice();
    let mut ranked = Vec::with_capacity(units.len());
    for unit in &units {
        let (mine, others) = rest.split_at(unit.len());
        ranked.push(mine.to_vec());
        rest = others;
    }
    Alpha {
        interval: alpha_of(&units, squares),
        ordinal: alpha_of(&ranked, squares),
        nominal: alpha_of(&units, differing),
    }
}

fn alpha_of(units: &[Vec<f64>], disagreement: fn(&[f64]) -> f64) -> Option<f64> {
    let all: Vec<f64> = units.concat();
    let n = number(all.len());
    let expected = disagreement(&all) / (n * (n - 1.0));
    let within = units
        .iter()
        .map(|unit| disagreement(unit) / (number(unit.len()) - 1.0));
    let observed = within.sum::<f64>() / n;
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

/// Returns the sum of squared differences over all ordered pairs, 2(mΣx² − (Σx)²).
fn squares(values: &[f64]) -> f64 {
    let Some(middle) = mean(values) else {
        return 0.0;
    };
    let spread: f64 = values.iter().map(|value| (value - middle).powi(2)).sum();
    2.0 * number(values.len()) * spread
}

/// Returns the number of ordered pairs that differ.
fn differing(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let all = number(values.len());
    #[allow(clippy::float_cmp, reason = "nominal categories are equal or not")]
    let same = sorted.chunk_by(|left, right| left == right);
    all * all - same.map(|one| number(one.len()).powi(2)).sum::<f64>()
}

/// Intraclass correlations (Shrout & Fleiss 1979, `McGraw` & Wong 1996).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Icc {
    /// Experts nested in proposals, one expert.
    pub one: Interval,
    /// Experts nested in proposals, the mean of all.
    pub one_k: Interval,
    /// Absolute agreement, one expert.
    pub absolute: Interval,
    /// Absolute agreement, the mean of all.
    pub absolute_k: Interval,
    /// Consistency, one expert.
    pub consistent: Interval,
    /// Consistency, the mean of all.
    pub consistent_k: Interval,
}

/// Mean squares of a complete table with n proposals and k experts.
struct Squares {
    n: f64,
    k: f64,
    rows: f64,
    columns: f64,
    error: f64,
    within: f64,
}

impl Squares {
    fn of(rows: &[Vec<f64>]) -> Option<Self> {
        let k = rows.first()?.len();
        if rows.len() < 2 || k < 2 {
            return None;
        }
        let whole = mean(&rows.concat())?;
        let row_means: Vec<f64> = rows.iter().filter_map(|row| mean(row)).collect();
        let column = |column: usize| mean(&rows.iter().map(|row| row[column]).collect::<Vec<_>>());
        let column_means: Vec<f64> = (0..k).filter_map(column).collect();
        let (mut error, mut within) = (0.0, 0.0);
        for (row, of_row) in rows.iter().zip(&row_means) {
            for (value, of_column) in row.iter().zip(&column_means) {
                error += (value - of_row - of_column + whole).powi(2);
                within += (value - of_row).powi(2);
            }
        }
        let around = |means: &[f64]| means.iter().map(|one| (one - whole).powi(2)).sum::<f64>();
        let (n, k) = (number(rows.len()), number(k));
        Some(Self {
            n,
            k,
            rows: k * around(&row_means) / (n - 1.0),
            columns: n * around(&column_means) / (k - 1.0),
            error: error / ((n - 1.0) * (k - 1.0)),
            within: within / (n * (k - 1.0)),
        })
    }

    /// Returns the two intervals of a ratio of mean squares, for one and for k experts.
    fn by_ratio(&self, below: f64, freedom: f64) -> (Interval, Interval) {
        let (k, rows) = (self.k, self.rows);
        let bounds = (below > 0.0).then(|| {
            let ratio = rows / below;
            let low = ratio / f_quantile(0.975, self.n - 1.0, freedom)?;
            let high = ratio * f_quantile(0.975, freedom, self.n - 1.0)?;
            Some((low, high))
        });
        let bounds = bounds.flatten();
        let single = |f: f64| (f - 1.0) / (f + k - 1.0);
        let all = |f: f64| 1.0 - 1.0 / f;
        (
            Interval {
                value: (rows - below) / (rows + (k - 1.0) * below),
                range: bounds.map(|(low, high)| (single(low), single(high))),
            },
            Interval {
                value: (rows - below) / rows,
                range: bounds
                    .filter(|one| one.0 > 0.0)
                    .map(|(low, high)| (all(low), all(high))),
            },
        )
    }

    /// Returns absolute agreement with `McGraw` & Wong's degrees of freedom.
    fn absolute(&self) -> (Interval, Interval) {
        let Self {
            n,
            k,
            rows,
            columns,
            error,
            ..
        } = *self;
        let between = columns - error;
        let single = (rows - error) / (rows + (k - 1.0) * error + k * between / n);
        let all = (rows - error) / (rows + between / n);
        let bounds = || {
            if error <= 0.0 || single >= 1.0 {
                return None;
            }
            let a = k * single / (n * (1.0 - single));
            let b = 1.0 + k * single * (n - 1.0) / (n * (1.0 - single));
            let (ac, be) = (a * columns, b * error);
            let freedom =
                (ac + be).powi(2) / (ac.powi(2) / (k - 1.0) + be.powi(2) / ((n - 1.0) * (k - 1.0)));
            let low = f_quantile(0.975, n - 1.0, freedom)?;
            let high = f_quantile(0.975, freedom, n - 1.0)?;
            Some((low, high))
        };
        let bounds = bounds();
        let rest = k * columns + (k * n - k - n) * error;
        let single_range = bounds.map(|(low, high)| {
            (
                n * (rows - low * error) / (low * rest + n * rows),
                n * (high * rows - error) / (rest + n * high * rows),
            )
        });
        let all_range = bounds.map(|(low, high)| {
            (
                n * (rows - low * error) / (low * between + n * rows),
                n * (high * rows - error) / (between + n * high * rows),
            )
        });
        let interval = |value, range| Interval { value, range };
        (interval(single, single_range), interval(all, all_range))
    }
}

/// Returns the correlations of the complete proposals; none below two proposals or two
/// experts, or where the proposals do not differ.
pub fn icc(complete: &[Vec<f64>]) -> Option<Icc> {
    let squares = Squares::of(complete)?;
    if squares.rows <= 0.0 {
        return None;
    }
    let Squares { n, k, .. } = squares;
    let (one, one_k) = squares.by_ratio(squares.within, n * (k - 1.0));
    let (consistent, consistent_k) = squares.by_ratio(squares.error, (n - 1.0) * (k - 1.0));
    let (absolute, absolute_k) = squares.absolute();
    Some(Icc {
        one,
        one_k,
        absolute,
        absolute_k,
        consistent,
        consistent_k,
    })
}

/// Kendall's coefficient of concordance with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Concordance {
    /// W, corrected for ties.
    pub w: f64,
    /// χ² = m(n − 1)W.
    pub chi_square: f64,
    /// Probability of as much by chance.
    pub p: Option<f64>,
}

/// Returns W over the complete proposals; none below three of them or two experts, or
/// where no expert tells any apart.
pub fn concordance(complete: &[Vec<f64>]) -> Option<Concordance> {
    let experts = complete.first()?.len();
    if complete.len() < 3 || experts < 2 {
        return None;
    }
    let (m, n) = (number(experts), number(complete.len()));
    let mut sums = vec![0.0; complete.len()];
    let mut ties = 0.0;
    for expert in 0..experts {
        let scores: Vec<f64> = complete.iter().map(|row| row[expert]).collect();
        for (sum, rank) in sums.iter_mut().zip(average_ranks(&scores)) {
            *sum += rank;
        }
        let mut sorted = scores;
        sorted.sort_by(f64::total_cmp);
        #[allow(clippy::float_cmp, reason = "ties are equal scores, not near ones")]
        for tied in sorted.chunk_by(|left, right| left == right) {
            ties += number(tied.len()).powi(3) - number(tied.len());
        }
    }
    let middle = mean(&sums)?;
    let spread: f64 = sums.iter().map(|sum| (sum - middle).powi(2)).sum();
    let most = m * m * (n.powi(3) - n) - m * ties;
    if most <= 0.0 {
        return None;
    }
    let w = 12.0 * spread / most;
    let chi_square = m * (n - 1.0) * w;
    Some(Concordance {
        w,
        chi_square,
        p: chi_square_tail(chi_square, n - 1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(rows: &[&str]) -> ScoreTable {
        let ids: Vec<String> = (0..20).map(|n| format!("{n:02}")).collect();
        let mut scores = Vec::new();
        for (expert, row) in rows.iter().enumerate() {
            for (proposal, value) in row.split(' ').enumerate() {
                if let Ok(value) = value.parse() {
                    scores.push((ids[proposal].as_str(), ids[expert].as_str(), value));
                }
            }
        }
        ScoreTable::of(&scores)
    }

    #[test]
    fn krippendorffs_published_table() {
        let table = table(&[
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ]);
        let alpha = alpha(&table);
        for (found, wanted) in [
            (alpha.nominal, 0.743),
            (alpha.ordinal, 0.815),
            (alpha.interval, 0.849),
        ] {
            assert!(
                (found.unwrap() - wanted).abs() < 0.0005,
                "{found:?} {wanted}"
            );
        }
    }

    fn shrout_and_fleiss() -> Vec<Vec<f64>> {
        [
            [9, 2, 5, 8],
            [6, 1, 3, 2],
            [8, 4, 6, 8],
            [7, 1, 2, 6],
            [10, 5, 6, 9],
            [6, 2, 4, 7],
        ]
        .map(|row| row.map(f64::from).to_vec())
        .to_vec()
    }

    #[test]
    fn shrout_and_fleiss_published_table() {
        let icc = icc(&shrout_and_fleiss()).unwrap();
        for (found, wanted, low, high) in [
            (icc.one, 0.17, -0.133, 0.72),
            (icc.absolute, 0.29, 0.019, 0.76),
            (icc.consistent, 0.71, 0.342, 0.95),
            (icc.one_k, 0.44, -0.884, 0.91),
            (icc.absolute_k, 0.62, 0.071, 0.93),
            (icc.consistent_k, 0.91, 0.676, 0.99),
        ] {
            let range = found.range.unwrap();
            assert!((found.value - wanted).abs() < 0.006, "{found:?}");
            assert!(
                (range.0 - low).abs() < 0.001 && (range.1 - high).abs() < 0.006,
                "{found:?}"
            );
        }
    }

    #[test]
    fn concordance_is_corrected_for_ties() {
        // Ranks 1 2.5 2.5 4 against 1 2 3 4: sums 2 4.5 5.5 8, S = 18.5, T = 6.
        let rows = [[1.0, 1.0], [2.0, 2.0], [2.0, 3.0], [3.0, 4.0]].map(|row| row.to_vec());
        let found = concordance(&rows).unwrap();
        assert!((found.w - 12.0 * 18.5 / (4.0 * 60.0 - 2.0 * 6.0)).abs() < 1e-12);
        assert!((found.chi_square - 6.0 * found.w).abs() < 1e-12);
        assert_eq!(concordance(&rows[..2]), None);
    }

    #[test]
    fn who_agrees_wholly_has_one_and_who_never_differs_has_none() {
        let same = table(&["1 2 3 4", "1 2 3 4", "1 2 3 4"]);
        assert_eq!(alpha(&same).interval, Some(1.0));
        let complete = same.complete();
        let icc_same = icc(&complete).unwrap();
        assert!(
            [icc_same.one, icc_same.absolute, icc_same.consistent_k]
                .iter()
                .all(|one| (one.value - 1.0).abs() < 1e-12)
        );
        assert!((concordance(&complete).unwrap().w - 1.0).abs() < 1e-12);
        let flat = table(&["2 2 2", "2 2 2"]);
        assert_eq!(alpha(&flat), Alpha::default());
        assert_eq!(
            (icc(&flat.complete()), concordance(&flat.complete())),
            (None, None)
        );
    }

    proptest! {
        #[test]
        fn shifting_and_scaling_changes_no_agreement(
            rows in prop::collection::vec(prop::collection::vec(0_u8..20, 3), 3..8),
            factor in 1_u8..9,
            shift in 0_u8..50,
        ) {
            let plain: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().map(|v| f64::from(*v)).collect()).collect();
            let moved: Vec<Vec<f64>> = plain.iter().map(|row| row.iter().map(|v| v * f64::from(factor) + f64::from(shift)).collect()).collect();
            if let (Some(one), Some(other)) = (icc(&plain), icc(&moved)) {
                prop_assert!((one.consistent.value - other.consistent.value).abs() < 1e-9);
            }
            if let (Some(one), Some(other)) = (concordance(&plain), concordance(&moved)) {
                prop_assert!((one.w - other.w).abs() < 1e-9);
            }
        }
    }
}
