//! Exact decimals as people write them. Scores, totals and money are never floats.

pub use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// Reads a plain decimal: an optional `-`, digits, at most one point with digits
/// on both sides. Returns `None` for anything else, `nan`, `inf` and exponents included.
pub fn parse(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if plain(whole) && plain(fraction) {
        text.parse().ok()
    } else {
        None
    }
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
    fn advisory_figures_keep_four_digits() {
        for (value, wanted) in [
            ("0.3415914", "0.3416"),
            ("0.00012345", "0.0001235"),
            ("1234.56", "1235"),
            ("12000", "12000"),
            ("-2.50", "-2.5"),
            ("0", "0"),
        ] {
            assert_eq!(brief(parse(value).unwrap()), wanted);
        }
    }

    #[test]
    fn halves_round_as_declared() {
        let half = parse("80.125").unwrap();
        assert_eq!(fixed(round(half, 2, RoundingMode::HalfUp), 2), "80.13");
        assert_eq!(fixed(round(half, 2, RoundingMode::HalfEven), 2), "80.12");
    }
}
