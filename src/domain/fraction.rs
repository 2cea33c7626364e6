//! Exact fractions: points are added as they are and divided once, so that no third of a
//! point is lost before the one official rounding.

use super::decimal::{Decimal, parse};
use std::cmp::Ordering;

/// A fraction in lowest terms; the denominator is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    /// Returns `numerator / denominator`; nothing for a denominator of 0.
    pub fn new(numerator: i128, denominator: i128) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        if denominator == 1 {
            return Self {
                numerator,
                denominator,
            };
        }
        let divisor = greatest_common_divisor(numerator, denominator) * denominator.signum();
        Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        }
    }

    /// Returns the sum. Beyond 38 digits the summands are taken as decimals of 28 digits.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let exact = || {
            if self.denominator == other.denominator {
                let numerator = self.numerator.checked_add(other.numerator)?;
                return Some(Self::new(numerator, self.denominator));
            }
            let divisor = greatest_common_divisor(self.denominator, other.denominator);
            let left = self.numerator.checked_mul(other.denominator / divisor)?;
            let right = other.numerator.checked_mul(self.denominator / divisor)?;
            let denominator = self.denominator.checked_mul(other.denominator / divisor)?;
            Some(Self::new(left.checked_add(right)?, denominator))
        };
        exact().unwrap_or_else(|| Self::from(self.decimal().saturating_add(other.decimal())))
    }

    /// Returns the product. Beyond 38 digits the factors are taken as decimals of 28 digits.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let exact = || {
            let (left, right) = (
                Self::new(self.numerator, other.denominator),
                Self::new(other.numerator, self.denominator),
            );
            let numerator = left.numerator.checked_mul(right.numerator)?;
            Some(Self::new(
                numerator,
                left.denominator.checked_mul(right.denominator)?,
            ))
        };
        exact().unwrap_or_else(|| Self::from(self.decimal().saturating_mul(other.decimal())))
    }

    /// Returns the `count`th part; nothing for 0 parts.
    #[must_use]
    pub fn over(self, count: usize) -> Self {
        i128::try_from(count).map_or(Self::ZERO, |count| self.times(Self::new(1, count)))
    }

    /// Returns the decimal of at most 28 digits nearest to it. A fraction that ends is exact,
    /// and one that does not is never a half, so that rounding it again cannot go wrong.
    pub fn decimal(self) -> Decimal {
        let (mut numerator, mut denominator) = (self.numerator, self.denominator);
        loop {
            let quotient = Decimal::try_from_i128_with_scale(numerator, 0)
                .ok()
                .zip(Decimal::try_from_i128_with_scale(denominator, 0).ok())
                .and_then(|(above, below)| above.checked_div(below));
            match quotient {
                Some(quotient) => return quotient.normalize(),
                None if denominator <= 1 => return Decimal::MAX,
                None => {
                    numerator /= 2;
                    denominator /= 2;
                }
            }
        }
    }
}

impl From<Decimal> for Fraction {
    fn from(value: Decimal) -> Self {
        let value = value.normalize();
        Self::new(value.mantissa(), 10_i128.pow(value.scale()))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let left = self.numerator.checked_mul(other.denominator);
        let right = other.numerator.checked_mul(self.denominator);
        match left.zip(right) {
            Some((left, right)) => left.cmp(&right),
            None => self.decimal().cmp(&other.decimal()),
        }
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::iter::Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(fractions: I) -> Self {
        fractions.fold(Self::ZERO, Self::plus)
    }
}

fn greatest_common_divisor(left: i128, right: i128) -> i128 {
    let (mut left, mut right) = (left.unsigned_abs(), right.unsigned_abs());
    if let (Ok(mut small), Ok(mut other)) = (u64::try_from(left), u64::try_from(right)) {
        while other != 0 {
            (small, other) = (other, small % other);
        }
        return i128::from(small.max(1));
    }
    while right != 0 {
        (left, right) = (right, left % right);
    }
    i128::try_from(left).unwrap_or(1).max(1)
}

/// Reads a share such as `2/3` or `0.6`.
pub fn share(text: &str) -> Option<Fraction> {
    match text.split_once('/') {
        Some((above, below)) => {
            let (above, below) = (parse(above.trim())?, parse(below.trim())?);
            if below <= Decimal::ZERO || !above.fract().is_zero() || !below.fract().is_zero() {
                return None;
            }
            Some(Fraction::new(
                i128::try_from(above).ok()?,
                i128::try_from(below).ok()?,
            ))
        }
        None => parse(text.trim()).map(Fraction::from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decimal::{RoundingMode, fixed, round};
    use proptest::prelude::*;

    #[test]
    fn thirds_add_up() {
        let third = Fraction::new(1, 3);
        assert_eq!(
            [third, third, third].into_iter().sum::<Fraction>(),
            Fraction::new(1, 1)
        );
        assert_eq!(
            Fraction::from(parse("80.05").unwrap()),
            Fraction::new(1601, 20)
        );
        assert_eq!(Fraction::new(1, -2).decimal(), parse("-0.5").unwrap());
    }

    #[test]
    fn a_half_made_of_parts_is_a_half() {
        let sum: Fraction = (0..7)
            .map(|_| Fraction::from(parse("80.125").unwrap()).over(7))
            .sum();
        assert_eq!(
            fixed(round(sum.decimal(), 2, RoundingMode::HalfUp), 2),
            "80.13"
        );
        assert_eq!(
            fixed(round(sum.decimal(), 2, RoundingMode::HalfEven), 2),
            "80.12"
        );
    }

    #[test]
    fn what_is_too_long_is_near_and_never_panics() {
        let huge = Fraction::new(i128::MAX, 3);
        let _ = (huge.plus(huge), huge.times(huge), huge.cmp(&huge));
        let tiny = Fraction::new(1, i128::MAX);
        let _ = (tiny.plus(tiny), tiny.times(tiny), tiny.decimal());
    }

    #[test]
    fn shares_are_fractions_or_decimals() {
        for (text, wanted) in [
            ("2/3", Some((2, 3))),
            ("0.6", Some((3, 5))),
            ("1", Some((1, 1))),
            ("2/0", None),
            ("2.5/3", None),
            ("most", None),
            ("", None),
        ] {
            let wanted = wanted.map(|(above, below)| Fraction::new(above, below));
            assert_eq!(share(text), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_order_of_summands_changes_nothing(mut parts in prop::collection::vec((-999_i128..999, 1_i128..40), 0..12)) {
            let sum = |parts: &[(i128, i128)]| parts.iter().map(|&(a, b)| Fraction::new(a, b)).sum::<Fraction>();
            let forward = sum(&parts);
            parts.reverse();
            prop_assert_eq!(forward, sum(&parts));
        }
    }
}
