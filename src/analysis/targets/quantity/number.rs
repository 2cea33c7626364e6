//! Numbers: signs, thousands, powers of ten with and without their superscripts, 万 and 亿.

use crate::analysis::targets::folding::{THOUSANDS, UNCLEAR, at, is_dash, skip_blanks};
use crate::analysis::units;
use crate::domain::decimal::Decimal;

/// A number as printed.
pub struct Number {
    /// Without its multiplier.
    pub value: Decimal,
    /// 万 and 亿.
    pub multiplier: Decimal,
    /// A multiplier is printed.
    pub has_multiplier: bool,
    /// A power of ten whose superscript was lost.
    pub has_lost_superscript: bool,
    /// First character behind it.
    pub end: usize,
}

impl Number {
    /// Returns the value with its multiplier.
    pub fn scaled(&self) -> Decimal {
        self.value
            .checked_mul(self.multiplier)
            .unwrap_or(self.value)
            .normalize()
    }
}

/// Returns 万.
pub fn ten_thousand() -> Decimal {
    Decimal::from(10_000)
}

/// Reads a number that begins at `start`; nothing where it cannot be read whole.
pub fn number(chars: &[char], start: usize) -> Option<Number> {
    let mut index = start;
    let mut text = String::new();
    if is_dash(at(chars, index)) && at(chars, index) != '—' {
        text.push('-');
        index += 1;
    } else if at(chars, index) == '+' {
        index += 1;
    }
    let digits_from = index;
    while at(chars, index).is_ascii_digit() || at(chars, index) == THOUSANDS {
        if at(chars, index) != THOUSANDS {
            text.push(at(chars, index));
        }
        index += 1;
    }
    let is_cut = at(chars, index) == UNCLEAR
        || (at(chars, index) == '.' && matches!(at(chars, index + 1), '.' | '\0'..='\u{2}'));
    if index == digits_from || index - digits_from > 24 || is_cut {
        return None;
    }
    if at(chars, index) == '.' && at(chars, index + 1).is_ascii_digit() {
        text.push('.');
        index += 1;
        while at(chars, index).is_ascii_digit() {
            text.push(at(chars, index));
            index += 1;
        }
    }
    let mut value: Decimal = text.parse().ok()?;
    let mut has_lost_superscript = false;
    if let Some((power, end)) = raised_ten(chars, index).filter(|_| text == "10") {
        value = shifted(Decimal::ONE, power)?;
        index = end;
    } else if let Some((power, is_lost, end)) = power_of_ten(chars, index) {
        value = shifted(value, power)?;
        has_lost_superscript = is_lost;
        index = end;
    } else if is_broken_power(chars, index) {
        return None;
    }
    let large = skip_blanks(chars, index);
    if matches!(at(chars, large), '万' | '亿') {
        index = large;
    }
    let multiplier = match at(chars, index) {
        '万' => ten_thousand(),
        '亿' => Decimal::from(100_000_000),
        _ => Decimal::ONE,
    };
    let has_multiplier = multiplier > Decimal::ONE;
    Some(Number {
        value,
        multiplier,
        has_multiplier,
        has_lost_superscript,
        end: index + usize::from(has_multiplier),
    })
}

/// `10^6` and `10¹²`: what stands behind the ten.
fn raised_ten(chars: &[char], start: usize) -> Option<(i32, usize)> {
    let mut index = start + usize::from(at(chars, start) == '^');
    let is_raised = superscript(at(chars, index)).is_some() || at(chars, index) == '⁻';
    if index == start && !is_raised {
        return None;
    }
    let is_negative = at(chars, index) == '⁻' || is_dash(at(chars, index));
    index += usize::from(is_negative);
    let (power, end) = exponent(chars, index)?;
    Some((if is_negative { -power } else { power }, end))
}

/// Reads at most two digits, raised or not.
fn exponent(chars: &[char], start: usize) -> Option<(i32, usize)> {
    let mut index = start;
    let mut power = 0_i32;
    while let Some(digit) = at(chars, index)
        .to_digit(10)
        .or_else(|| superscript(at(chars, index)))
    {
        power = power * 10 + i32::try_from(digit).ok()?;
        index += 1;
        if index - start > 2 {
            return None;
        }
    }
    (index > start).then_some((power, index))
}

/// `3×105` whose superscript was lost without a sign, `1e999`: no number can be told.
fn is_broken_power(chars: &[char], start: usize) -> bool {
    let sign = skip_blanks(chars, start);
    let ten = skip_blanks(chars, sign + 1);
    let is_times_ten = at(chars, sign) == '×'
        && at(chars, ten) == '1'
        && at(chars, ten + 1) == '0'
        && at(chars, ten + 2).is_ascii_digit();
    let is_scientific = matches!(at(chars, start), 'e' | 'E')
        && (at(chars, start + 1).is_ascii_digit()
            || (matches!(at(chars, start + 1), '-' | '+')
                && at(chars, start + 2).is_ascii_digit()));
    let end = (ten..chars.len()).find(|index| !at(chars, *index).is_ascii_digit());
    let is_size =
        end.is_some_and(|end| units::scan(chars, end).is_some_and(|(unit, _)| unit.is_length()));
    is_scientific || (is_times_ten && !is_size)
}

/// `×10-6`, `×10^-4`, `×10⁻⁶`, `e-4`; also tells whether a superscript was lost.
fn power_of_ten(chars: &[char], start: usize) -> Option<(i32, bool, usize)> {
    let mut index = skip_blanks(chars, start);
    let is_scientific = matches!(at(chars, start), 'e' | 'E');
    if is_scientific {
        index = start + 1;
    } else {
        if !matches!(at(chars, index), '×' | 'x' | 'X' | '*' | '·') {
            return None;
        }
        index = skip_blanks(chars, index + 1);
        if at(chars, index) != '1' || at(chars, index + 1) != '0' {
            return None;
        }
        index += 2;
    }
    let has_caret = at(chars, index) == '^';
    index += usize::from(has_caret);
    let is_raised = superscript(at(chars, index)).is_some() || at(chars, index) == '⁻';
    let is_negative = is_dash(at(chars, index)) || at(chars, index) == '⁻';
    if !is_scientific && !has_caret && !is_raised && !is_negative {
        return None;
    }
    index += usize::from(is_negative || at(chars, index) == '+');
    let has_sign = is_negative || at(chars, index.saturating_sub(1)) == '+';
    let (power, end) = exponent(chars, index)?;
    index = end;
    let is_followed = at(chars, index).is_ascii_alphabetic();
    if is_scientific && is_followed && !has_sign && units::scan(chars, index).is_none() {
        return None;
    }
    let is_lost = !is_scientific && !has_caret && !is_raised;
    Some((if is_negative { -power } else { power }, is_lost, index))
}

fn superscript(character: char) -> Option<u32> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹"
        .chars()
        .zip(0..)
        .find_map(|(raised, digit)| (raised == character).then_some(digit))
}

/// Returns a value times a power of ten.
pub fn shifted(value: Decimal, power: i32) -> Option<Decimal> {
    let ten = Decimal::TEN;
    (0..power.unsigned_abs()).try_fold(value, |value, _| {
        if power > 0 {
            value.checked_mul(ten)
        } else {
            value.checked_div(ten)
        }
    })
}
