//! Numbers of workbooks as people would write them. A workbook holds the nearest double of
//! what was typed; fifteen significant digits, all that its programs show, bring it back.

use crate::domain::decimal::{Decimal, plain};

/// Returns a number as a short plain decimal: `8.300000000000001` is `8.3`. What is too
/// large or too small for that comes back with all its digits.
pub fn short(value: f64) -> String {
    let digits = format!("{value:.14e}");
    let exact = Decimal::from_scientific(&digits).ok();
    exact.map_or_else(|| value.to_string(), plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_as_they_were_typed() {
        for (value, wanted) in [
            (8.3, "8.3"),
            (2.8 + 5.5, "8.3"),
            (0.1 + 0.2, "0.3"),
            (-12.5, "-12.5"),
            (100.0, "100"),
            (0.0, "0"),
            (1e-7, "0.0000001"),
            (123_456_789.25, "123456789.25"),
        ] {
            assert_eq!(short(value), wanted);
        }
        assert_eq!(short(f64::NAN), "NaN");
        assert!(short(1e300).starts_with('1'));
    }
}
