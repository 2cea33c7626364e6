//! Figures as numbers of a spreadsheet, which holds 15 digits and rounds by itself: the
//! number is the one that is shown, and its format shows no digit more or less.

use crate::report::document::{Cell, Figure};
use crate::text::width::columns;

/// Digits that survive in a binary number of a spreadsheet.
const DIGITS: usize = 15;

/// Returns the number that shows the figure's digits; none where no number does.
pub(super) fn number(figure: &Figure, shown: &str) -> Option<f64> {
    let digits = shown.trim_matches(['(', ')']);
    let plain = digits.trim_start_matches(['-', '0', '.']);
    let count = plain.bytes().filter(u8::is_ascii_digit).count();
    let is_minus_nothing = digits.starts_with('-') && plain.is_empty();
    if count > DIGITS || is_minus_nothing || figure.decimals > 28 {
        return None;
    }
    digits.parse().ok()
}

/// Returns the format of a number with so many decimals.
pub(super) fn pattern(decimals: u32, is_dropped: bool) -> String {
    let places = match decimals {
        0 => "0".to_owned(),
        some => format!("0.{}", "0".repeat(some as usize)),
    };
    if is_dropped {
        // without a part of its own a minus would stand before the bracket
        format!("\"(\"{places}\")\";\"(-\"{places}\")\"")
    } else {
        places
    }
}

/// Returns the columns that a figure takes; other cells are wrapped and take none.
pub(super) fn shown_width(cell: &Cell) -> usize {
    match cell {
        Cell::Figure(figure) => columns(&figure.shown()),
        Cell::Text(_) | Cell::Empty => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_that_are_shown() {
        let made = |value: &str, decimals, is_dropped| {
            let figure = Figure {
                value: value.parse().unwrap(),
                decimals,
                is_dropped,
            };
            number(&figure, &figure.shown())
        };
        assert_eq!(made("86.4", 2, true), Some(86.4));
        assert_eq!(made("-3.25", 2, true), Some(-3.25));
        assert_eq!(made("0.000000001", 9, false), Some(1e-9));
        assert_eq!(made("123456789012345.6", 1, false), None);
        assert_eq!(made("-0.001", 2, false), None);
        assert_eq!(made("0", 2, false), Some(0.0));
        assert_eq!(pattern(0, false), "0");
        assert_eq!(pattern(2, true), "\"(\"0.00\")\";\"(-\"0.00\")\"");
    }
}
