//! Units as printed in plans and applications: their one spelling, their dimension and their
//! factor. Values are converted exactly; units of different dimensions are never compared.

mod table;

use super::targets::at;
use crate::domain::decimal::Decimal;
use std::collections::BTreeMap;
use table::{Row, beginning_with, rows};

/// A unit read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its one spelling.
    pub canonical: String,
    /// A spelling that is a slip, such as `Mpa`.
    pub is_misspelt: bool,
    /// The numerator of a ratio of lengths was left out (`0.006/300mm`).
    pub is_incomplete: bool,
    /// The letters of a unit that is not in the table; it is comparable with itself alone.
    pub unknown: String,
    dimension: BTreeMap<&'static str, i32>,
    numerator: Decimal,
    denominator: Decimal,
    offset: Decimal,
}

impl Unit {
    /// The unit of a number without one.
    pub fn none() -> Self {
        Self {
            canonical: String::new(),
            is_misspelt: false,
            is_incomplete: false,
            unknown: String::new(),
            dimension: BTreeMap::new(),
            numerator: Decimal::ONE,
            denominator: Decimal::ONE,
            offset: Decimal::ZERO,
        }
    }

    /// A unit as printed that is not in the table.
    pub fn strange(printed: &str) -> Self {
        Self {
            canonical: printed.to_owned(),
            unknown: printed.to_owned(),
            ..Self::none()
        }
    }

    /// Tells whether values in the two units can be compared.
    pub fn is_comparable(&self, other: &Self) -> bool {
        self.dimension == other.dimension && self.unknown == other.unknown
    }

    /// Tells whether this is a length.
    pub fn is_length(&self) -> bool {
        self.dimension.iter().eq([(&"m", &1)])
    }

    /// Tells whether this is a share, a multiple or a plain number.
    pub fn is_share(&self) -> bool {
        self.dimension.is_empty() && self.unknown.is_empty()
    }

    /// Tells whether one of this is less than one of the other, of the same dimension.
    pub fn is_smaller(&self, other: &Self) -> bool {
        let one = self.convert(Decimal::ONE, other, true);
        one.is_some_and(|one| one < Decimal::ONE)
    }

    /// Tells whether this is a part of a whole, as %, ‰ and ppm are.
    pub fn is_proportion(&self) -> bool {
        self.is_share() && self.denominator > self.numerator
    }

    /// Tells whether this counts things.
    pub fn is_count(&self) -> bool {
        self.dimension.iter().eq([(&"count", &1)])
    }

    /// Converts a value into another unit. `is_difference` tells a temperature difference from a
    /// temperature. `None` where the dimensions differ or the number is out of range.
    pub fn convert(&self, value: Decimal, into: &Self, is_difference: bool) -> Option<Decimal> {
        if !self.is_comparable(into) {
            return None;
        }
        if self.numerator == into.numerator
            && self.denominator == into.denominator
            && (is_difference || self.offset == into.offset)
        {
            return Some(value);
        }
        let shifted = if is_difference {
            value
        } else {
            value.checked_add(self.offset)?
        };
        let above = self.numerator.checked_mul(into.denominator)?;
        let below = self.denominator.checked_mul(into.numerator)?;
        let scaled = shifted.checked_mul(above)?.checked_div(below)?;
        let moved = if is_difference {
            scaled
        } else {
            scaled.checked_sub(into.offset)?
        };
        Some(moved.normalize())
    }

    /// Reads letters that mean two things as the parameter says: `T` and tonnes of a force are
    /// tonne-force, `T` of a load or an output is tonnes, `mS` of a time is milliseconds, `S` of
    /// a conductance is siemens.
    #[must_use]
    pub fn for_parameter(self, parameter: &str) -> Self {
        let names = |words: &[&str]| words.iter().any(|word| parameter.contains(word));
        let meant = match self.canonical.as_str() {
            "T" | "t" if names(&FORCES) => "tf",
            "T" if names(&MASSES) => "t",
            "mS" if names(&["时间", "周期", "延迟", "时延"]) => "ms",
            "s" if names(&["电导"]) => "S",
            _ => return self,
        };
        match rows().iter().find(|row| row.canonical == meant) {
            Some(row) => Self::none().times(row, 1, Decimal::ONE).named(meant),
            None => self,
        }
    }

    fn named(mut self, canonical: &str) -> Self {
        canonical.clone_into(&mut self.canonical);
        self
    }

    fn times(mut self, row: &Row, exponent: i32, count: Decimal) -> Self {
        for (base, power) in &row.dimension {
            let sum = self.dimension.entry(base).or_insert(0);
            *sum += power * exponent;
            if *sum == 0 {
                self.dimension.remove(base);
            }
        }
        for _ in 0..exponent.unsigned_abs() {
            let (above, below) = if exponent > 0 {
                (row.numerator, row.denominator)
            } else {
                (row.denominator, row.numerator)
            };
            self.numerator = self.numerator.saturating_mul(above).normalize();
            self.denominator = self.denominator.saturating_mul(below).normalize();
        }
        if exponent < 0 {
            self.denominator = self.denominator.saturating_mul(count);
        }
        self.offset = if self.canonical.is_empty() && exponent == 1 {
            row.offset
        } else {
            Decimal::ZERO
        };
        self.is_misspelt |= row.is_misspelt;
        self
    }
}

const FORCES: [&str; 6] = ["冲压能力", "锁模力", "合模力", "吨位", "压力", "冲裁力"];
const MASSES: [&str; 9] = [
    "载重", "承载", "负载", "吊装", "起重", "年产", "产能", "产量", "重量",
];

/// Reads a unit that begins at `start` of folded text; returns it with its end.
pub fn scan(chars: &[char], start: usize) -> Option<(Unit, usize)> {
    let mut reader = Reader {
        chars,
        above: Vec::new(),
        below: Vec::new(),
        unit: Unit::none(),
    };
    let end = if at(chars, start) == '/' {
        match reader.left_out(start) {
            Some(end) => end,
            None => reader.reciprocal(start)?,
        }
    } else {
        reader.compound(start)?
    };
    let goes_on = matches!(at(chars, end), '/' | '·') && is_letter(at(chars, end + 1))
        || at(chars, end) == '/' && at(chars, end + 1) == '(';
    if goes_on {
        return None;
    }
    let canonical = reader.canonical();
    Some((reader.unit.named(&canonical), end))
}

/// Reads letters right behind a number that are no unit of the table: the whole run, never a
/// part of it.
pub fn scan_strange(chars: &[char], start: usize) -> Option<(Unit, usize)> {
    if !is_letter(at(chars, start)) {
        return None;
    }
    let is_part = |index: usize| {
        let character = at(chars, index);
        let joins = matches!(character, '/' | '·' | '.' | '^' | '-')
            && (is_letter(at(chars, index + 1)) || at(chars, index + 1).is_ascii_digit());
        is_letter(character) || character.is_ascii_digit() || character == '%' || joins
    };
    let end = (start..chars.len().min(start + 24))
        .find(|index| !is_part(*index))
        .unwrap_or(chars.len().min(start + 24));
    let printed: String = chars.get(start..end)?.iter().collect();
    Some((Unit::strange(&printed), end))
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic() || matches!(character, 'µ' | 'Ω' | 'Å' | '°' | '□')
}

/// Reads the unit of an indicator as printed, one that is not in the table too.
pub fn read_printed(text: &str) -> Unit {
    read(text).unwrap_or_else(|| Unit::strange(text.trim()))
}

/// Reads a whole text as a unit; the empty text is no unit at all.
pub fn read(text: &str) -> Option<Unit> {
    let chars: Vec<char> = super::targets::folded(text.trim());
    if chars.is_empty() {
        return Some(Unit::none());
    }
    let (unit, end) = scan(&chars, 0)?;
    (end == chars.len()).then_some(unit)
}

struct Reader<'a> {
    chars: &'a [char],
    above: Vec<String>,
    below: Vec<String>,
    unit: Unit,
}

impl Reader<'_> {
    fn compound(&mut self, start: usize) -> Option<usize> {
        let mut end = self.factor(start, 1)?;
        let mut sign = 1;
        loop {
            let separator = at(self.chars, end);
            let next = match separator {
                '/' | '每' => {
                    sign = -1;
                    if at(self.chars, end + 1) == '(' {
                        self.group(end + 2)
                    } else {
                        self.factor(end + 1, -1)
                    }
                }
                '·' | '.' | '*' | '•' | '⋅' => self.factor(end + 1, sign),
                ' ' => self.inverse(end + 1),
                _ => None,
            };
            match next {
                Some(further) => end = further,
                None => return Some(end),
            }
        }
    }

    /// `/300mm` behind a number.
    fn left_out(&mut self, start: usize) -> Option<usize> {
        let end = self.factor(start + 1, -1)?;
        let length = rows().iter().find(|row| row.canonical == "mm")?;
        let unit = std::mem::replace(&mut self.unit, Unit::none());
        self.unit = unit.times(length, 1, Decimal::ONE);
        self.unit.is_incomplete = true;
        self.above.push("mm".to_owned());
        self.unit.is_share().then_some(end)
    }

    /// `/K` behind a number.
    fn reciprocal(&mut self, start: usize) -> Option<usize> {
        self.unit = Unit::none();
        self.above.clear();
        self.below.clear();
        let is_counted = at(self.chars, start + 1).is_ascii_digit();
        if is_counted {
            None
        } else {
            self.factor(start + 1, -1)
        }
    }

    fn group(&mut self, start: usize) -> Option<usize> {
        let mut end = self.factor(start, -1)?;
        while matches!(at(self.chars, end), '·' | '.' | '*' | '•' | '⋅') {
            end = self.factor(end + 1, -1)?;
        }
        (at(self.chars, end) == ')').then_some(end + 1)
    }

    /// ` cm-2`: a product by a blank, only where the power is negative.
    fn inverse(&mut self, start: usize) -> Option<usize> {
        let (_, after) = symbol(self.chars, start)?;
        let (power, _) = exponent(self.chars, after)?;
        if power < 0 {
            self.factor(start, 1)
        } else {
            None
        }
    }

    fn factor(&mut self, start: usize, sign: i32) -> Option<usize> {
        let mut begin = start;
        while at(self.chars, begin).is_ascii_digit() {
            begin += 1;
        }
        let digits: String = self.chars.get(start..begin)?.iter().collect();
        let (row, after) = symbol(self.chars, begin)?;
        let can_be_counted = row
            .dimension
            .first()
            .is_some_and(|(base, power)| matches!(*base, "m" | "s") && *power > 0);
        if !digits.is_empty() && (sign > 0 || !can_be_counted) {
            return None;
        }
        let (power, end) = exponent(self.chars, after).unwrap_or((1, after));
        let count = digits.parse().unwrap_or(Decimal::ONE);
        let is_lettered = row.spelling.last().is_some_and(char::is_ascii_alphabetic);
        if is_lettered && at(self.chars, end).is_ascii_alphabetic() {
            return None;
        }
        let unit = std::mem::replace(&mut self.unit, Unit::none());
        let had_factor = !self.above.is_empty() || !self.below.is_empty();
        self.unit = unit.times(row, power * sign, count);
        if had_factor {
            self.unit.offset = Decimal::ZERO;
        }
        let shown = format!("{digits}{}{}", row.canonical, raised(power.abs()));
        if power * sign > 0 {
            self.above.push(shown);
        } else {
            self.below.push(shown);
        }
        Some(end)
    }

    fn canonical(&self) -> String {
        let above = self.above.join("·");
        match self.below.as_slice() {
            [] => above,
            [single] => format!("{above}/{single}"),
            several => format!("{above}/({})", several.join("·")),
        }
    }
}

fn symbol(chars: &[char], start: usize) -> Option<(&'static Row, usize)> {
    let fits = |row: &&&'static Row| {
        let length = row.spelling.len();
        let is_same = row
            .spelling
            .iter()
            .enumerate()
            .all(|(offset, character)| at(chars, start + offset) == *character);
        let ends_in_letter = row.spelling.last().is_some_and(|last| is_letter(*last));
        is_same && !(ends_in_letter && is_letter(at(chars, start + length)))
    };
    // the longest spelling stands first
    let row = beginning_with(at(chars, start)).iter().find(fits)?;
    Some((row, start + row.spelling.len()))
}

fn exponent(chars: &[char], start: usize) -> Option<(i32, usize)> {
    let mut index = start;
    if at(chars, index) == '^' {
        index += 1;
    }
    let sign = match at(chars, index) {
        '-' | '⁻' => -1,
        _ => 1,
    };
    if sign < 0 {
        index += 1;
    }
    let power = match at(chars, index) {
        '1' | '¹' if sign < 0 => 1,
        '2' | '²' => 2,
        '3' | '³' => 3,
        '4' | '⁴' => 4,
        _ => return None,
    };
    let next = at(chars, index + 1);
    if next.is_ascii_digit() || next.is_ascii_alphabetic() {
        return None;
    }
    Some((power * sign, index + 1))
}

fn raised(power: i32) -> &'static str {
    match power {
        2 => "²",
        3 => "³",
        4 => "⁴",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decimal::{parse, plain};

    #[test]
    fn one_unit_has_one_spelling() {
        for (printed, wanted) in [
            ("um", "µm"),
            ("μm", "µm"),
            ("oC", "°C"),
            ("ºC", "°C"),
            ("℃", "°C"),
            ("小时", "h"),
            ("S", "s"),
            ("″", "arcsec"),
            ("Arc.min", "arcmin"),
            ("Nm/kg", "N·m/kg"),
            ("mg/（cm2·d）", "mg/(cm²·d)"),
            ("g/24h.m2", "g/(24h·m²)"),
            ("mAh cm-2", "mAh/cm²"),
            ("冲程/分钟", "冲程/min"),
            ("/300mm", "mm/300mm"),
            ("mm/110mm", "mm/110mm"),
            ("％/℃", "%/°C"),
            ("1.8", "none"),
        ] {
            let unit = read(printed).map_or("none".to_owned(), |unit| unit.canonical);
            assert_eq!(unit, wanted, "{printed}");
        }
        assert!(read("Mpa").unwrap().is_misspelt);
    }

    #[test]
    fn values_convert_exactly() {
        for (value, from, into, wanted) in [
            ("1.39", "T", "kGs", "13.9"),
            ("12000", "um", "mm", "12"),
            ("60", "天", "h", "1440"),
            ("280", "N/mm2", "MPa", "280"),
            ("5.6", "m/s", "公里/小时", "20.16"),
            ("2", "年", "个月", "24"),
            ("120", "Arc.sec", "Arc.min", "2"),
            ("0.2", "%", "ppm", "2000"),
            ("623.15", "K", "℃", "350"),
            ("5", "次", "冲程", "5"),
            ("18000", "转/分", "rpm", "18000"),
            ("0.002", "mm/100mm", "/300mm", "0.006"),
            ("20", "g/m2·24h", "g/24h.m2", "20"),
        ] {
            let (from, into) = (read(from).unwrap(), read(into).unwrap());
            let converted = from.convert(parse(value).unwrap(), &into, false).unwrap();
            assert_eq!(plain(converted), wanted, "{value} {}", from.canonical);
        }
        let kelvin = read("K").unwrap();
        let celsius = read("℃").unwrap();
        assert_eq!(
            kelvin.convert(Decimal::TEN, &celsius, true),
            Some(Decimal::TEN)
        );
    }

    #[test]
    fn unlike_things_are_not_converted() {
        for (one, other) in [
            ("T", "kOe"),
            ("HRC", "HB"),
            ("dB", "%"),
            ("h", "m"),
            ("次", "h"),
        ] {
            let (one, other) = (read(one).unwrap(), read(other).unwrap());
            assert_eq!(one.convert(Decimal::ONE, &other, false), None);
        }
        let press = read("T").unwrap().for_parameter("冲压能力");
        assert!(press.is_comparable(&read("kN").unwrap()));
    }
}
