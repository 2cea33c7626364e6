//! Exact decimals as people write them. Scores, totals and money are never floats.

pub use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// Most that a number that people write may be, with its sign or without.
const MOST: i64 = 1_000_000_000;
/// Most digits before the point, zeros in front aside: those of [`MOST`].
const WHOLE: usize = 10;
/// Most decimal places of a number that people write.
const PLACES: usize = 6;

/// Reads a plain decimal: an optional `-`, digits, at most one point with digits
/// on both sides. Returns `None` for anything else, `nan`, `inf` and exponents included,
/// and for what lies beyond 1,000,000,000 or has more than 6 decimals: nobody scores or
/// pays so, and within these limits no sum of a panel overflows.
pub fn parse(text: &str) -> Option<Decimal> {
    let (whole, fraction) = parts(text)?;
    let zeros = whole.iter().take_while(|digit| **digit == b'0').count();
    if whole.len() - zeros > WHOLE || fraction.len() > PLACES {
        return None;
    }
    let digits = whole.iter().chain(fraction);
    let number = digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    let places = fraction.len() as u32;
    if number > MOST * 10_i64.pow(places) {
        return None;
    }
    let is_below_zero = text.starts_with('-');
    Some(Decimal::new(
        if is_below_zero { -number } else { number },
        places,
    ))
}

/// Tells whether a text is a plain decimal that [`parse`] refuses for its size or its places.
pub fn is_beyond_limits(text: &str) -> bool {
    parts(text).is_some() && parse(text).is_none()
}

/// Returns the digits before and after the point of a plain decimal; none after it where there
/// is no point.
fn parts(text: &str) -> Option<(&[u8], &[u8])> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let plain = |part: &&[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let mut parts = digits.split(|byte| *byte == b'.');
    let whole = parts.next().filter(plain)?;
    let fraction = match parts.next() {
        Some(fraction) => Some(fraction).filter(plain)?,
        None => &[],
    };
    parts.next().is_none().then_some((whole, fraction))
}

/// How a half is rounded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 0.5 goes away from zero, the customary 四舍五入.
    #[default]
    HalfUp,
    /// 0.5 goes to the even neighbour.
    HalfEven,
}

impl RoundingMode {
    /// Returns the key used in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::HalfUp => "half_up",
            Self::HalfEven => "half_even",
        }
    }
}

/// Rounds to `decimals` places. The one place in the program that rounds an official figure.
pub fn round(value: Decimal, decimals: u32, mode: RoundingMode) -> Decimal {
    let strategy = match mode {
        RoundingMode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
        RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
    };
    value.round_dp_with_strategy(decimals, strategy)
}

/// Prints an advisory figure with at most four significant digits, none of the whole part
/// lost: `0.3415914` is 0.3416, `1234.5` is 1235 and `12000` stays.
pub fn brief(value: Decimal) -> String {
    let whole = value.trunc().abs().to_string();
    let digits = if value.trunc().is_zero() {
        0
    } else {
        whole.len() as u32
    };
    let leading_zeros = if digits == 0 {
        zeros_after_point(value)
    } else {
        0
    };
    let decimals = 4_u32.saturating_sub(digits) + leading_zeros;
    plain(round(value, decimals, RoundingMode::HalfUp))
}

fn zeros_after_point(value: Decimal) -> u32 {
    let mut scaled = value.abs();
    let mut zeros = 0;
    while !scaled.is_zero() && scaled < Decimal::new(1, 1) && zeros < 24 {
        scaled *= Decimal::TEN;
        zeros += 1;
    }
    zeros
}

/// Prints with exactly `decimals` places, zeros included.
pub fn fixed(value: Decimal, decimals: u32) -> String {
    format!("{:.*}", decimals as usize, value)
}

/// Prints without trailing zeros.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// Returns the nearest float, for statistics; official figures never go this way.
pub fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_plain_decimals_are_read() {
        for (text, wanted) in [
            ("16", Some("16")),
            ("8.5", Some("8.5")),
            ("-3.25", Some("-3.25")),
            ("007", Some("7")),
        ] {
            assert_eq!(parse(text).map(plain).as_deref(), wanted, "{text}");
        }
        for bad in [
            "", ".", "8.", ".5", "1e3", "nan", "inf", "+1", "1_0", "１", "--1", "1.2.3", " 1",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_too_large_or_too_fine_is_not_read() {
        for good in ["1000000000", "-1000000000", "0.000001", "1.500000"] {
            assert!(parse(good).is_some() && !is_beyond_limits(good), "{good}");
        }
        for bad in [
            "1000000000.1",
            "-1000000001",
            "0.0000001",
            "79228162514264337593543950335",
            "99999999999999999999999999999999",
        ] {
            assert!(parse(bad).is_none() && is_beyond_limits(bad), "{bad}");
        }
        assert!(!is_beyond_limits("nan") && !is_beyond_limits(""));
    }

    proptest! {
        /// Within the limits a number is the one that the library for decimals reads, with the
        /// same places.
        #[test]
        fn a_number_is_what_the_library_reads(text in "-?[0-9]{1,12}(\\.[0-9]{1,8})?") {
            let read: Decimal = text.parse().unwrap();
            let places = text.split_once('.').map_or(0, |(_, places)| places.len());
            let is_small = read.abs() <= Decimal::from(MOST) && places <= PLACES;
            let found = parse(&text);
            prop_assert_eq!(found, is_small.then_some(read));
            let scale = found.map_or(places as u32, |found| found.scale());
            prop_assert_eq!(scale as usize, places);
        }
    }

    #[test]
    fn advisory_figures_keep_four_digits() {
        for (value, wanted) in [
            ("0.3415914", "0.3416"),
            ("0.00012345", "0.0001235"),
            ("1234.56", "1235"),
            ("12000", "12000"),
            ("-2.50", "-2.5"),
            ("0", "0"),
        ] {
            assert_eq!(brief(value.parse().unwrap()), wanted);
        }
    }

    #[test]
    fn halves_round_as_declared() {
        let half = parse("80.125").unwrap();
        assert_eq!(fixed(round(half, 2, RoundingMode::HalfUp), 2), "80.13");
        assert_eq!(fixed(round(half, 2, RoundingMode::HalfEven), 2), "80.12");
    }
}
