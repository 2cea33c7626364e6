//! Large whole numbers as people read them.

/// Returns a number with a comma between its thousands.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut parted = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_and_small_numbers_are_not() {
        let shown = [0, 7, 999, 1000, 514_004, 12_345_678].map(thousands);
        assert_eq!(shown, ["0", "7", "999", "1,000", "514,004", "12,345,678"]);
    }
}
