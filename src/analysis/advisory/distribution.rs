//! The two distributions that intervals need, from the incomplete beta and gamma functions.

use statrs::function::beta::checked_beta_reg;
use statrs::function::gamma::checked_gamma_ur;

/// Returns the value below which `level` of an F distribution lies; none for degrees of
/// freedom that are not positive.
pub fn f_quantile(level: f64, above: f64, below: f64) -> Option<f64> {
    if !(above > 0.0 && below > 0.0 && level > 0.0 && level < 1.0) {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if checked_beta_reg(above / 2.0, below / 2.0, middle).ok()? < level {
            low = middle;
        } else {
            high = middle;
        }
    }
    let share = f64::midpoint(low, high);
    Some(below * share / (above * (1.0 - share))).filter(|value| value.is_finite())
}

/// Returns the probability that a χ² variable is at least `value`.
pub fn chi_square_tail(value: f64, freedom: f64) -> Option<f64> {
    if value <= 0.0 {
        return (freedom > 0.0).then_some(1.0);
    }
    checked_gamma_ur(freedom / 2.0, value / 2.0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_quantiles() {
        for (level, above, below, wanted) in [
            (0.975, 5.0, 18.0, 3.3820),
            (0.95, 3.0, 10.0, 3.7083),
            (0.975, 1.0, 1.0, 647.789),
        ] {
            let found = f_quantile(level, above, below).unwrap();
            assert!((found / wanted - 1.0).abs() < 1e-4, "{found}");
        }
        assert!((chi_square_tail(5.991, 2.0).unwrap() - 0.05).abs() < 1e-4);
        assert_eq!(f_quantile(0.5, 0.0, 3.0), None);
    }
}
