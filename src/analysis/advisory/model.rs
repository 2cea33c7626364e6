//! The model behind expected ranks (Heyard, Ott, Salanti, Egger 2022, doi
//! 10.1080/2330443X.2022.2086190): u = μ + θ of the proposal + ν of the expert + e, on a
//! scale 5 wide, high best, with θ ~ N(0, τ²), ν ~ N(0, v), e ~ N(0, s²). Everything but τ
//! and s is integrated in closed form.

use super::ScoreTable;
use crate::analysis::combine::number;

/// Variance of the experts, v.
pub const EXPERT_VARIANCE: f64 = 0.25;

/// The scores of a chain on the model's scale, as sums.
pub struct Data {
    /// By proposal, the experts who scored it, in order.
    scored: Vec<Vec<usize>>,
    counts: Vec<f64>,
    by_proposal: Vec<f64>,
    by_expert: Vec<f64>,
    expert_counts: Vec<f64>,
    squares: f64,
    cells: f64,
    /// Mean of the proposal means.
    pub mu: f64,
}

impl Data {
    /// Prepares the scores; none below two proposals or on a scale without width.
    pub fn of(table: &ScoreTable, low: f64, high: f64) -> Option<Self> {
        if table.proposals.len() < 2 || high <= low {
            return None;
        }
        let scaled = |score: f64| 5.0 * (score - low) / (high - low);
        let rows: Vec<Vec<(usize, f64)>> = (0..table.proposals.len())
            .map(|proposal| table.row(proposal).map(|(j, t)| (j, scaled(t))).collect())
            .collect();
        let means = rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.1).sum::<f64>() / number(row.len()));
        let mu = means.sum::<f64>() / number(rows.len());
        let experts = table.experts.len();
        let mut data = Self {
            scored: Vec::with_capacity(rows.len()),
            counts: Vec::new(),
            by_proposal: Vec::new(),
            by_expert: vec![0.0; experts],
            expert_counts: vec![0.0; experts],
            squares: 0.0,
            cells: 0.0,
            mu,
        };
        for row in &rows {
            let mut sum = 0.0;
            for &(expert, value) in row {
                let y = value - mu;
                data.by_expert[expert] += y;
                data.expert_counts[expert] += 1.0;
                data.squares += y * y;
                data.cells += 1.0;
                sum += y;
            }
            data.scored.push(row.iter().map(|cell| cell.0).collect());
            data.by_proposal.push(sum);
            data.counts.push(number(row.len()));
        }
        Some(data)
    }

    /// Returns how many proposals there are.
    pub fn proposals(&self) -> usize {
        self.counts.len()
    }

    /// Returns Σ of what there is of each expert, over those who scored a proposal.
    fn sum_over_experts(&self, proposal: usize, of_expert: &[f64]) -> f64 {
        let scored: &[usize] = &self.scored[proposal];
        let (mut sum, mut at) = (0.0, 0);
        while at < scored.len() {
            sum += of_expert[scored[at]];
            at += 1;
        }
        sum
    }
}

/// What is known of proposals and experts where τ and s are given.
pub struct Conditional {
    /// Logarithm of the likelihood, up to a constant.
    pub log_likelihood: f64,
    /// Expected θ of every proposal.
    pub means: Vec<f64>,
    /// Precision of every θ where the experts are known.
    pub precisions: Vec<f64>,
    /// Expected ν of every expert.
    pub experts: Vec<f64>,
    /// Lower triangle of the Cholesky factor of the experts' precision.
    pub factor: Vec<Vec<f64>>,
    /// How every θ depends on the experts, through the factor.
    pub links: Vec<Vec<f64>>,
    precision: f64,
}

impl Conditional {
    /// Computes it for one τ and one s.
    pub fn of(data: &Data, tau: f64, s: f64) -> Option<Self> {
        let a = 1.0 / (s * s);
        let (n, experts) = (data.counts.len(), data.by_expert.len());
        let precisions: Vec<f64> = data
            .counts
            .iter()
            .map(|n| a * n + 1.0 / (tau * tau))
            .collect();
        let mut matrix = vec![vec![0.0; experts]; experts];
        let mut right: Vec<f64> = data.by_expert.iter().map(|sum| a * sum).collect();
        for (j, row) in matrix.iter_mut().enumerate() {
            row[j] = a * data.expert_counts[j] + 1.0 / EXPERT_VARIANCE;
        }
        for (i, precision) in precisions.iter().enumerate() {
            let scored = &data.scored[i];
            for &j in scored {
                right[j] -= a * a * data.by_proposal[i] / precision;
                let row: &mut [f64] = &mut matrix[j];
                for &k in scored {
                    row[k] -= a * a / precision;
                }
            }
        }
        let factor = cholesky(matrix)?;
        let whitened = forward(&factor, &right);
        let effects = backward(&factor, &whitened);
        let mut means = Vec::with_capacity(n);
        let mut links = Vec::with_capacity(n);
        for (i, precision) in precisions.iter().enumerate() {
            let strict = data.sum_over_experts(i, &effects);
            means.push(a * (data.by_proposal[i] - strict) / precision);
            let mut column = vec![0.0; experts];
            for j in &data.scored[i] {
                column[*j] = a / precision;
            }
            links.push(forward(&factor, &column));
        }
        let explained: f64 = means
            .iter()
            .zip(&data.by_proposal)
            .map(|(m, y)| m * a * y)
            .sum::<f64>()
            + effects
                .iter()
                .zip(&data.by_expert)
                .map(|(b, y)| b * a * y)
                .sum::<f64>();
        let determinant: f64 = (0..experts).map(|j| 2.0 * libm::log(factor[j][j])).sum();
        let spread: f64 = precisions.iter().map(|one| libm::log(*one)).sum();
        let log_likelihood = 0.5
            * (data.cells * libm::log(a)
                - number(experts) * libm::log(EXPERT_VARIANCE)
                - 2.0 * number(n) * libm::log(tau)
                - spread
                - determinant)
            - 0.5 * (a * data.squares - explained);
        Some(Self {
            log_likelihood,
            means,
            precisions,
            experts: effects,
            factor,
            links,
            precision: a,
        })
    }

    /// Returns the expected θ of a proposal where the experts are not as expected but off
    /// by `deviations`.
    pub fn mean_given(&self, data: &Data, proposal: usize, deviations: &[f64]) -> f64 {
        let off = data.sum_over_experts(proposal, deviations);
        self.means[proposal] - self.precision * off / self.precisions[proposal]
    }
}

/// Returns the logarithm of the prior density of s, up to a constant: s² is the sum of two
/// squares, each of a deviation uniform on (0, 2).
pub fn log_prior(s: f64) -> f64 {
    let r = s / 2.0;
    let density = if r <= 1.0 {
        std::f64::consts::FRAC_PI_2 * r
    } else if r <= std::f64::consts::SQRT_2 {
        2.0 * r * (libm::asin(1.0 / r) - std::f64::consts::FRAC_PI_4)
    } else {
        0.0
    };
    if density > 0.0 {
        libm::log(density)
    } else {
        f64::NEG_INFINITY
    }
}

/// Returns the lower triangle L whose square `LLᵀ` is `matrix`; none where it is not positive.
pub fn cholesky(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = matrix.len();
    for j in 0..n {
        for k in 0..=j {
            let before = dot(&matrix[j][..k], &matrix[k][..k]);
            let rest = matrix[j][k] - before;
            if j == k {
                if rest <= 0.0 || !rest.is_finite() {
                    return None;
                }
                matrix[j][j] = rest.sqrt();
            } else {
                matrix[j][k] = rest / matrix[k][k];
            }
        }
    }
    Some(matrix)
}

/// Solves Lx = `right`.
pub fn forward(factor: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut solved: Vec<f64> = Vec::with_capacity(right.len());
    for (j, row) in factor.iter().enumerate() {
        let before = dot(row, &solved);
        solved.push((right[j] - before) / row[j]);
    }
    solved
}

/// Solves Lᵀx = `right`.
pub fn backward(factor: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut solved = right.to_vec();
    solve_backward(factor, &mut solved);
    solved
}

/// Solves Lᵀx = `solved` in its place.
pub fn solve_backward(factor: &[Vec<f64>], solved: &mut [f64]) {
    let mut j = solved.len();
    while j > 0 {
        j -= 1;
        let row: &[f64] = &factor[j];
        let value = solved[j] / row[j];
        solved[j] = value;
        let mut k = 0;
        while k < j {
            solved[k] -= row[k] * value;
            k += 1;
        }
    }
}

/// Returns Σ of the products, as far as both go. This and the like are the innermost of a
/// hundred thousand draws: without a single call in them they are quick in every build.
fn dot(left: &[f64], right: &[f64]) -> f64 {
    let count = left.len().min(right.len());
    let (mut sum, mut at) = (0.0, 0);
    while at < count {
        sum += left[at] * right[at];
        at += 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complete_panel_has_the_closed_form() {
        let rows = [
            [4.0, 3.0, 2.5],
            [2.0, 1.0, 1.5],
            [5.0, 3.5, 4.0],
            [3.0, 2.0, 2.0],
        ];
        let mut scores = Vec::new();
        for (id, row) in ["A", "B", "C", "D"].iter().zip(rows) {
            for (expert, score) in ["x", "y", "z"].iter().zip(row) {
                scores.push((*id, *expert, score));
            }
        }
        let data = Data::of(&ScoreTable::of(&scores), 0.0, 5.0).unwrap();
        let (tau, s) = (0.8_f64, 0.6_f64);
        let found = Conditional::of(&data, tau, s).unwrap();
        let precision = 3.0 / (s * s) + 1.0 / (tau * tau);
        for (row, mean) in rows.iter().zip(&found.means) {
            let own = row.iter().sum::<f64>() / 3.0;
            let wanted = 3.0 / (s * s) * (own - data.mu) / precision;
            assert!((mean - wanted).abs() < 1e-12, "{mean} {wanted}");
        }
        assert!(
            found
                .precisions
                .iter()
                .all(|one| (one - precision).abs() < 1e-12)
        );
        // All proposals depend on the experts alike, so that their differences do not.
        assert!(found.links.iter().all(|one| *one == found.links[0]));
    }

    #[test]
    fn the_likelihood_is_that_of_the_normal_distribution() {
        // Two proposals, one expert: y ~ N(0, (τ² + s²)I + v·11ᵀ), y = (1, −1) after centring.
        let data = Data::of(
            &ScoreTable::of(&[("A", "x", 3.0), ("B", "x", 1.0)]),
            0.0,
            5.0,
        )
        .unwrap();
        let log = |tau: f64, s: f64| {
            let own = tau * tau + s * s;
            let (along, across) = (own + 2.0 * EXPERT_VARIANCE, own);
            -0.5 * (along.ln() + across.ln()) - 0.5 * 2.0 / across
        };
        let found = |tau, s| Conditional::of(&data, tau, s).unwrap().log_likelihood;
        let difference = found(0.5, 0.7) - found(1.3, 0.2);
        assert!((difference - (log(0.5, 0.7) - log(1.3, 0.2))).abs() < 1e-12);
    }
}
