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
    fn halves_round_as_declared() {
        let half = parse("80.125").unwrap();
        assert_eq!(fixed(round(half, 2, RoundingMode::HalfUp), 2), "80.13");
        assert_eq!(fixed(round(half, 2, RoundingMode::HalfEven), 2), "80.12");
    }
}
