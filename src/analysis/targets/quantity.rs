//! Numbers with their units: single values, ranges, tolerances, pairs of coordinates, sizes
//! and grades. Positions are characters of the folded text.

mod number;

use super::folding::{THOUSANDS, UNCLEAR, at, is_dash, is_han, skip_blanks};
use super::grade;
use crate::analysis::units::{self, Unit};
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Amount, Value};
use number::{Number, number, shifted, ten_thousand};

/// A value found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The value.
    pub value: Value,
    /// A sign of ± stands before it.
    pub is_both_ways: bool,
    /// Its unit.
    pub unit: Option<Unit>,
    /// The unit as printed, folded positions.
    pub unit_span: (usize, usize),
    /// A power of ten whose superscript was lost.
    pub has_lost_superscript: bool,
    /// First character behind it.
    pub end: usize,
}

impl Quantity {
    /// Tells whether it is a number with neither unit nor sign, which may be part of a name.
    pub fn is_plain_number(&self) -> bool {
        let is_bare = self
            .unit
            .as_ref()
            .is_none_or(|unit| !unit.unknown.is_empty());
        is_bare && self.value.number().is_some() && !self.is_both_ways
    }

    /// Tells whether it counts the cavities of a mould.
    pub fn is_of_cavities(&self) -> bool {
        self.unit
            .as_ref()
            .is_some_and(|unit| unit.canonical == "穴")
    }

    /// Tells whether it is an order of magnitude in tonnes, as 万吨级 is; `chars` is the text.
    pub fn is_tonnage(&self, chars: &[char]) -> bool {
        let is_order = self
            .end
            .checked_sub(1)
            .is_some_and(|last| at(chars, last) == '级');
        is_order && self.unit.as_ref().is_some_and(|unit| unit.canonical == "t")
    }

    fn of(value: Value, end: usize) -> Self {
        Self {
            value,
            is_both_ways: false,
            unit: None,
            unit_span: (end, end),
            has_lost_superscript: false,
            end,
        }
    }

    fn with_unit(mut self, chars: &[char]) -> Self {
        let start = skip_blanks(chars, self.end);
        let strange = || units::scan_strange(chars, self.end);
        let is_right_behind = start == self.end;
        if let Some((unit, end)) = units::scan(chars, start).or_else(strange) {
            let start = if unit.unknown.is_empty() || is_right_behind {
                start
            } else {
                self.end
            };
            self.unit = Some(unit);
            self.unit_span = (start, end);
            self.end = end;
        }
        self
    }
}

/// Reads a value that begins at `start`. `before` is the character in front of it.
pub fn scan(chars: &[char], start: usize) -> Option<Quantity> {
    let before = start.checked_sub(1).map_or('\0', |index| at(chars, index));
    let is_open = at(chars, start) == '(';
    let is_power = before == '×' && at(chars, start) == '1' && at(chars, start + 1) == '0';
    if !is_open
        && (is_power
            || before.is_ascii_alphanumeric()
            || matches!(before, '#' | '.' | '_' | '^' | THOUSANDS | UNCLEAR))
    {
        return None;
    }
    let found = kinds(chars, start)?;
    (!is_year(&found)).then_some(found)
}

/// `2020年`: a date and no duration.
fn is_year(found: &Quantity) -> bool {
    let is_in_years = found
        .unit
        .as_ref()
        .is_some_and(|unit| unit.canonical == "年");
    let is_late = |amount: Amount| (1900..2200).any(|year| amount.high() == Decimal::from(year));
    is_in_years && found.value.amount().is_some_and(is_late)
}

fn kinds(chars: &[char], start: usize) -> Option<Quantity> {
    tonnage(chars, start)
        .or_else(|| cavities(chars, start))
        .or_else(|| grade::scan(chars, start))
        .or_else(|| bracketed(chars, start))
        .or_else(|| amount(chars, start))
}

/// Reads a value glued to a symbol before it, as in `Ra0.2nm` or `Br14.2kGs`.
pub fn scan_glued(chars: &[char], start: usize) -> Option<Quantity> {
    let is_power = start.checked_sub(2).is_some_and(|digit| {
        at(chars, digit).is_ascii_digit() && matches!(at(chars, digit + 1), 'e' | 'E')
    });
    if is_power {
        return None;
    }
    amount(chars, start)
}

/// `万吨级`: the order of magnitude is the value.
fn tonnage(chars: &[char], start: usize) -> Option<Quantity> {
    let size = match (at(chars, start), at(chars, start + 1), at(chars, start + 2)) {
        ('千', '吨', '级') => Decimal::ONE_THOUSAND,
        ('万', '吨', '级') => ten_thousand(),
        _ => return None,
    };
    let mut quantity = Quantity::of(Value::Amount(Amount::Number(size)), start + 1);
    quantity = quantity.with_unit(chars);
    quantity.end = start + 3;
    Some(quantity)
}

/// `1出24穴`: how many parts one mould makes at once.
fn cavities(chars: &[char], start: usize) -> Option<Quantity> {
    let moulds = number(chars, start)?;
    let word = skip_blanks(chars, moulds.end);
    if !matches!(at(chars, word), '出' | '模') || moulds.value != Decimal::ONE {
        return None;
    }
    let parts = number(chars, skip_blanks(chars, word + 1))?;
    let value = Value::Amount(Amount::Number(parts.scaled()));
    let found = Quantity::of(value, parts.end).with_unit(chars);
    found.is_of_cavities().then_some(found)
}

/// `（20±2）℃` and `(0.280±0.015,0.290±0.015)`.
fn bracketed(chars: &[char], start: usize) -> Option<Quantity> {
    if at(chars, start) != '(' {
        return None;
    }
    let first = amount(chars, skip_blanks(chars, start + 1))?;
    let after = skip_blanks(chars, first.end);
    match at(chars, after) {
        ')' => {
            let mut closed = first;
            closed.end = after + 1;
            let closed = closed.with_unit(chars);
            (closed.unit_span.0 > after).then_some(closed)
        }
        ',' if first.unit.is_none() => {
            let second = amount(chars, skip_blanks(chars, after + 1))?;
            let end = skip_blanks(chars, second.end);
            let (one, other) = (first.value.amount()?, second.value.amount()?);
            (at(chars, end) == ')' && second.unit.is_none())
                .then(|| Quantity::of(Value::Pair(one, other), end + 1))
        }
        _ => None,
    }
}

fn amount(chars: &[char], start: usize) -> Option<Quantity> {
    let mut index = start;
    while matches!(at(chars, index), 'φ' | 'Φ' | 'ø' | '约') {
        index = skip_blanks(chars, index + 1);
    }
    let mut is_both_ways = false;
    if at(chars, index) == '±' {
        is_both_ways = true;
        index = skip_blanks(chars, index + 1);
    } else if at(chars, index) == '+' && matches!(at(chars, index + 1), '-' | '/') {
        is_both_ways = true;
        index += if at(chars, index + 1) == '/' { 3 } else { 2 };
    }
    let first = number(chars, index)?;
    let mut found = Quantity::of(Value::Amount(Amount::Number(first.scaled())), first.end);
    found.is_both_ways = is_both_ways;
    found.has_lost_superscript = first.has_lost_superscript;
    let mut found = found.with_unit(chars);
    let is_mass = |unit: &Unit| unit.canonical == "t";
    if found.unit.as_ref().is_some_and(is_mass) && at(chars, found.end) == '级' {
        found.end += 1;
    }
    if has_second_unit(chars, &found) {
        return None;
    }
    Some(
        tolerance(chars, &found)
            .or_else(|| limits(chars, &found))
            .or_else(|| descending_power(chars, start, &first, &found))
            .or_else(|| range(chars, &first, &found))
            .or_else(|| size(chars, &found))
            .or_else(|| compound(chars, &found))
            .unwrap_or(found),
    )
}

/// `380 MPa GPa`: which unit is meant nobody can tell.
fn has_second_unit(chars: &[char], found: &Quantity) -> bool {
    let start = skip_blanks(chars, found.end);
    let is_lettered = at(chars, start).is_ascii_alphabetic();
    let is_known = found
        .unit
        .as_ref()
        .is_some_and(|unit| unit.unknown.is_empty());
    let second = || units::scan(chars, start).filter(|(unit, _)| unit.unknown.is_empty());
    is_known
        && is_lettered
        && start > found.end
        && second().is_some_and(|(unit, end)| {
            let stands_alone = !is_han(at(chars, end)) && at(chars, end) != '(';
            stands_alone && unit.canonical.len() > 1
        })
}

/// `1h30min`, `30°15′20″`: parts of one value, each in a smaller unit, added in the smallest.
fn compound(chars: &[char], found: &Quantity) -> Option<Quantity> {
    let mut sum = found.value.number()?;
    let mut last = found.clone();
    let mut parts = 1;
    while at(chars, last.end).is_ascii_digit() {
        let part = number(chars, last.end)?;
        let part = Quantity::of(Value::Amount(Amount::Number(part.scaled())), part.end);
        let part = part.with_unit(chars);
        let (into, from) = (part.unit.clone()?, last.unit.clone()?);
        if !into.is_smaller(&from) {
            break;
        }
        sum = from
            .convert(sum, &into, true)?
            .checked_add(part.value.number()?)?;
        last = part;
        parts += 1;
    }
    last.value = Value::Amount(Amount::Number(sum.normalize()));
    (parts > 1 && !found.is_both_ways).then_some(last)
}

/// `10+0.02/-0.01mm`: a nominal value with an upper and a lower deviation.
fn limits(chars: &[char], found: &Quantity) -> Option<Quantity> {
    let nominal = found.value.number()?;
    let sign = skip_blanks(chars, found.end);
    if at(chars, sign) != '+' || !at(chars, sign + 1).is_ascii_digit() {
        return None;
    }
    let upper = number(chars, sign + 1)?;
    let slash = skip_blanks(chars, upper.end);
    if at(chars, slash) != '/' || !is_dash(at(chars, slash + 1)) {
        return None;
    }
    let lower = number(chars, slash + 1)?;
    let low = nominal.checked_add(lower.scaled())?;
    let value = Amount::Range(low, nominal.checked_add(upper.scaled())?);
    let mut whole = Quantity::of(Value::Amount(value), lower.end).with_unit(chars);
    inherit_unit(&mut whole, found);
    Some(whole)
}

/// `≤10-4Pa`: a power of ten whose superscript was lost, not a range that falls.
fn descending_power(
    chars: &[char],
    start: usize,
    first: &Number,
    found: &Quantity,
) -> Option<Quantity> {
    let before = chars.get(..start)?.iter().rev().find(|c| **c != ' ')?;
    let is_compared = matches!(
        before,
        '≥' | '≤' | '>' | '<' | '=' | '于' | '达' | '到' | '过'
    );
    let is_ten = first.value == Decimal::TEN && !first.has_multiplier && found.unit.is_none();
    if !is_compared || !is_ten || at(chars, found.end) != '-' {
        return None;
    }
    let second = number(chars, found.end + 1)?;
    let power: i32 = second.value.to_string().parse().ok()?;
    if !(1..10).contains(&power) {
        return None;
    }
    let value = Amount::Number(shifted(Decimal::ONE, -power)?.normalize());
    let mut whole = Quantity::of(Value::Amount(value), second.end).with_unit(chars);
    whole.has_lost_superscript = true;
    Some(whole)
}

fn tolerance(chars: &[char], found: &Quantity) -> Option<Quantity> {
    let sign = skip_blanks(chars, found.end);
    if at(chars, sign) != '±' || found.is_both_ways {
        return None;
    }
    let second = number(chars, skip_blanks(chars, sign + 1))?;
    let nominal = found.value.number()?;
    let mut whole = Quantity::of(Value::Amount(Amount::Number(nominal)), second.end);
    whole = whole.with_unit(chars);
    let mut tolerance = second.scaled();
    if let (Some(own), Some(theirs)) = (&found.unit, &whole.unit)
        && own != theirs
    {
        tolerance = if theirs.is_proportion() && !own.is_share() {
            let share = theirs.convert(tolerance, &Unit::none(), true)?;
            nominal.abs().checked_mul(share)?.normalize()
        } else {
            theirs.convert(tolerance, own, true)?
        };
        whole.unit.clone_from(&found.unit);
        whole.unit_span = found.unit_span;
    }
    whole.value = Value::Amount(Amount::Tolerance(nominal, tolerance));
    inherit_unit(&mut whole, found);
    Some(whole)
}

fn range(chars: &[char], first: &Number, found: &Quantity) -> Option<Quantity> {
    let dash = skip_blanks(chars, found.end);
    if !is_dash(at(chars, dash)) && !matches!(at(chars, dash), '~' | '至' | '到') {
        return None;
    }
    let mut index = dash + 1;
    if is_dash(at(chars, index)) && is_dash(at(chars, dash)) && at(chars, dash) != '-' {
        index += 1;
    }
    let second = number(chars, skip_blanks(chars, index))?;
    let is_shared = !first.has_multiplier && found.unit.is_none();
    let low = if is_shared {
        first.value.checked_mul(second.multiplier)?
    } else {
        first.scaled()
    };
    let high = second.scaled();
    let mut whole = Quantity::of(Value::Amount(Amount::Number(high)), second.end).with_unit(chars);
    let low = match (&found.unit, &whole.unit) {
        (Some(own), Some(theirs)) => own.convert(low, theirs, false)?,
        _ => low,
    };
    whole.value = Value::Amount(Amount::Range(low.min(high), low.max(high)));
    inherit_unit(&mut whole, found);
    whole.has_lost_superscript = found.has_lost_superscript;
    Some(whole)
}

/// `3.0mm*3.0mm`: judged by the larger side.
fn size(chars: &[char], found: &Quantity) -> Option<Quantity> {
    let mut sides = vec![found.value.number()?];
    let mut last = found.clone();
    while sides.len() < 4
        && matches!(
            at(chars, skip_blanks(chars, last.end)),
            '*' | '×' | 'x' | 'X'
        )
    {
        let sign = skip_blanks(chars, last.end);
        let Some(side) = number(chars, skip_blanks(chars, sign + 1)) else {
            break;
        };
        sides.push(side.scaled());
        last =
            Quantity::of(Value::Amount(Amount::Number(side.scaled())), side.end).with_unit(chars);
    }
    let mut unit = last.unit.clone().filter(Unit::is_length)?;
    if sides.len() < 2 {
        return None;
    }
    let canonical = unit.canonical.clone();
    unit.canonical = vec![canonical.as_str(); sides.len()].join("*");
    let largest = sides.into_iter().max()?;
    let mut whole = Quantity::of(Value::Amount(Amount::Number(largest)), last.end);
    whole.unit = Some(unit);
    whole.unit_span = last.unit_span;
    Some(whole)
}

fn inherit_unit(whole: &mut Quantity, first: &Quantity) {
    if whole.unit.is_none() {
        whole.unit.clone_from(&first.unit);
        whole.unit_span = first.unit_span;
    }
}

#[cfg(test)]
mod tests {
    use super::super::folding::folded;
    use super::*;

    fn shown(text: &str) -> String {
        let chars = folded(text);
        let Some(quantity) = scan(&chars, 0) else {
            return "none".to_owned();
        };
        let unit = quantity.unit.map(|unit| unit.canonical).unwrap_or_default();
        let amount = |amount: Amount| match amount {
            Amount::Number(number) => number.to_string(),
            Amount::Range(low, high) => format!("{low}~{high}"),
            Amount::Tolerance(nominal, tolerance) => format!("{nominal}±{tolerance}"),
        };
        let value = match quantity.value {
            Value::Amount(value) => amount(value),
            Value::Grade(grade) => grade,
            Value::Pair(one, other) => format!("({},{})", amount(one), amount(other)),
            Value::FromTo(..) => String::new(),
        };
        let rest = chars.len() - quantity.end;
        format!("{value}|{unit}|{rest}")
    }

    #[test]
    fn values_as_they_are_printed() {
        for (text, wanted) in [
            ("13.9kGs", "13.9|kGs|0"),
            ("10×10-6", "0.00001||0"),
            ("5×10-4mg/（cm2·d）", "0.0005|mg/(cm²·d)|0"),
            ("5e-4", "0.0005||0"),
            ("5×10^-4", "0.0005||0"),
            ("10万模次", "100000|模次|0"),
            ("25~30万冲程", "250000~300000|冲程|0"),
            ("-20℃-450℃", "-20~450|°C|0"),
            ("-40℃—125℃", "-40~125|°C|0"),
            ("5%±1%", "5±1|%|0"),
            ("（20±2）℃", "20±2|°C|0"),
            ("（0.280±0.015，0.290±0.015）", "(0.28±0.015,0.29±0.015)||0"),
            ("3.0mm*3.0mm", "3|mm*mm|0"),
            ("0.006/300mm", "0.006|mm/300mm|0"),
            ("30%-50%", "30~50|%|0"),
            ("1.5-3倍", "1.5~3|倍|0"),
            ("万吨级石墨烯", "10000|t|3"),
            ("P5级", "P5级||0"),
            ("IT4-6要求", "IT4-6||2"),
            ("2H/500g", "2H||5"),
            ("3-6级", "3-6级||0"),
            ("80HB", "80|HB|0"),
            ("10,000 h", "10000|h|0"),
            ("22 万冲程", "220000|冲程|0"),
            ("1.2万小时", "12000|h|0"),
            ("5 mAh cm-2", "5|mAh/cm²|0"),
            ("+/-0.5mm", "0.5|mm|0"),
            ("1.2万吨级石墨烯", "12000|t|3"),
            ("1出24穴和1出32穴", "24|穴|6"),
            ("abc", "none"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }
}
