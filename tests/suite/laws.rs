//! Laws of reading and judging that hold for whatever is written.

use heyi::analysis::comparison::compare_texts;
use heyi::analysis::targets::{read, read_link};
use heyi::analysis::units;
use heyi::domain::decimal::{Decimal, plain};
use heyi::domain::indicator::{Compare, Indicator, Verdict};
use heyi::store::load;
use heyi::store::source::{BUILT_IN, Source};
use proptest::prelude::*;

/// Name, unit, another unit of the same kind.
const QUANTITIES: [(&str, &str, &str); 12] = [
    ("抗拉强度", "MPa", "N/mm²"),
    ("剩磁", "kGs", "T"),
    ("内禀矫顽力", "kA/m", "A/m"),
    ("额定寿命", "h", "min"),
    ("重复定位精度", "um", "mm"),
    ("噪音", "dB", "dB"),
    ("温升", "K", "℃"),
    ("含水量", "ppm", "%"),
    ("转速", "rpm", "转/分"),
    ("行走速度", "km/h", "m/h"),
    ("比容量", "mAh/g", "Ah/kg"),
    ("涂层双面密度", "g/m²", "mg/cm²"),
];

const SIGNS: [&str; 4] = ["≥", "≤", "＞", "＜"];

/// Units of several kinds whose factors lie within a million of one another.
const KINDS: [&[&str]; 12] = [
    &["mm", "um", "µm", "cm", "m", "英寸", "km"],
    &["s", "min", "h", "小时", "天", "月", "年"],
    &["Pa", "kPa", "MPa", "bar", "atm", "N/mm²", "psi"],
    &["kGs", "Gs", "T", "mT"],
    &["kOe", "Oe", "kA/m", "A/m"],
    &["MGOe", "kJ/m³", "J/m³"],
    &["°", "arcmin", "arcsec", "″", "rad", "mrad"],
    &["%", "‰", "ppm", "倍"],
    &["km/h", "公里/小时", "m/s", "m/min"],
    &["K", "℃", "oC", "ºC", "°F"],
    &["g/m²", "mg/cm²", "kg/m²"],
    &["tf", "kN", "kgf", "N"],
];

fn number() -> impl Strategy<Value = Decimal> {
    (1_i64..1_000_000, 0_u32..4).prop_map(|(digits, places)| Decimal::new(digits, places))
}

/// Printed as people would: name, sign and value, unit.
fn printed(indicator: &Indicator) -> String {
    let (label, value) = (indicator.shown_label(), indicator.shown_value());
    format!("{label}{value}{}", indicator.unit)
}

#[track_caller]
fn is_read_again(indicator: &Indicator) {
    let text = printed(indicator);
    let again = read(&text).indicators;
    assert_eq!(again.len(), 1, "{text}: {again:?}");
    let told = |one: &Indicator| (one.compare, one.value.clone(), one.canonical_unit.clone());
    assert_eq!(told(&again[0]), told(indicator), "{text}");
}

#[test]
fn every_indicator_of_the_plan_can_be_printed_and_read_again() {
    let (plan, _) = load::plan(&Source::BuiltIn(BUILT_IN));
    let mut count = 0;
    for link in plan.chains.iter().flat_map(|chain| &chain.links) {
        for indicator in read_link(link).indicators {
            let is_told_in_signs = indicator.is_explicit
                && !matches!(
                    indicator.compare,
                    Compare::FromTo | Compare::Change | Compare::Window
                )
                && !indicator.unit.contains('*')
                && !indicator.shown_value().contains('|')
                // a limit by size prints no sign: 优于-0.42%/℃
                && !indicator.shown_value().starts_with('-')
                && !indicator.unit.starts_with('/');
            if is_told_in_signs {
                is_read_again(&indicator);
                count += 1;
            }
        }
    }
    assert!(count > 170, "{count}");
}

/// From bad to good.
fn goodness(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::FallsShort => 0,
        Verdict::Meets => 1,
        Verdict::Exceeds => 2,
        other => panic!("{other:?}"),
    }
}

fn verdict(target: &str, promise: &str) -> Verdict {
    let comparison = compare_texts(target, &[promise.to_owned()]);
    comparison.rows[0].gap.verdict
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_printed_value_is_read_as_it_was_meant(
        which in 0..QUANTITIES.len(),
        sign in 0..SIGNS.len(),
        low in number(),
        more in number(),
        is_range in any::<bool>(),
    ) {
        let (name, unit, _) = QUANTITIES[which];
        let text = if is_range {
            format!("{name}{}~{}{unit}", plain(low), plain(low + more))
        } else {
            format!("{name}{}{}{unit}", SIGNS[sign], plain(low))
        };
        let read = read(&text).indicators;
        prop_assert_eq!(read.len(), 1, "{}", text);
        prop_assert_eq!(&read[0].parameter, name);
        let amount = read[0].value.amount().unwrap();
        prop_assert_eq!(amount.low(), low);
        prop_assert_eq!(amount.high(), if is_range { low + more } else { low });
        if !is_range {
            is_read_again(&read[0]);
        }
    }

    #[test]
    fn a_value_comes_back_from_every_unit_of_its_kind(
        kind in 0..KINDS.len(),
        one in 0_usize..7,
        other in 0_usize..7,
        value in number(),
    ) {
        let names = KINDS[kind];
        let from = units::read(names[one % names.len()]).unwrap();
        let into = units::read(names[other % names.len()]).unwrap();
        let there = from.convert(value, &into, false).unwrap();
        let back = into.convert(there, &from, false).unwrap();
        let off = ((back - value) / value).abs();
        // what is left of 28 digits where the number became very small
        let room = if there.abs() < Decimal::new(1, 2) { 14 } else { 20 };
        prop_assert!(off <= Decimal::new(1, room), "{} {} {}: {}", value, names[one % names.len()], there, off);
    }

    #[test]
    fn units_of_two_kinds_are_never_compared(
        kind in 0..KINDS.len(),
        step in 1..KINDS.len(),
        one in 0_usize..7,
        other in 0_usize..7,
    ) {
        let (names, others) = (KINDS[kind], KINDS[(kind + step) % KINDS.len()]);
        // a pressure and an energy in a volume are one dimension
        let is_one = [names[0], others[0]].iter().all(|name| ["Pa", "MGOe"].contains(name));
        prop_assume!(!is_one);
        let from = units::read(names[one % names.len()]).unwrap();
        let into = units::read(others[other % others.len()]).unwrap();
        prop_assert!(!from.is_comparable(&into));
        prop_assert_eq!(from.convert(Decimal::ONE, &into, true), None);
    }

    #[test]
    fn converting_both_sides_changes_no_verdict(
        which in 0..QUANTITIES.len(),
        sign in 0..SIGNS.len(),
        limit in number(),
        promised in number(),
        is_equal in any::<bool>(),
    ) {
        let (name, unit, other) = QUANTITIES[which];
        let promised = if is_equal { limit } else { promised };
        let (from, into) = (units::read(unit).unwrap(), units::read(other).unwrap());
        let convert = |value: Decimal| plain(from.convert(value, &into, true).unwrap());
        let plainly = verdict(
            &format!("{name}{}{}{unit}", SIGNS[sign], plain(limit)),
            &format!("{name}{}{unit}", plain(promised)),
        );
        let converted = verdict(
            &format!("{name}{}{}{other}", SIGNS[sign], convert(limit)),
            &format!("{name}{}{other}", convert(promised)),
        );
        prop_assert_eq!(plainly, converted);
    }

    #[test]
    fn a_better_promise_never_fares_worse(
        which in 0..QUANTITIES.len(),
        sign in 0..SIGNS.len(),
        limit in number(),
        promised in number(),
        more in number(),
    ) {
        let (name, unit, _) = QUANTITIES[which];
        let target = format!("{name}{}{}{unit}", SIGNS[sign], plain(limit));
        let of = |value: Decimal| goodness(verdict(&target, &format!("{name}{}{unit}", plain(value))));
        let (smaller, larger) = (of(promised), of(promised + more));
        let is_up = matches!(SIGNS[sign], "≥" | "＞");
        let (worse, better) = if is_up { (smaller, larger) } else { (larger, smaller) };
        prop_assert!(worse <= better, "{} {} {}", target, promised, more);
    }

    #[test]
    fn any_text_is_read(text in any::<String>(), other in any::<String>()) {
        let reading = read(&text);
        let characters: Vec<char> = text.chars().collect();
        for indicator in &reading.indicators {
            let piece: String = characters[indicator.span.0..indicator.span.1].iter().collect();
            prop_assert!(piece.contains(indicator.raw.as_str()));
        }
        compare_texts(&text, &[other]);
    }

    #[test]
    fn any_jumble_of_what_targets_are_made_of_is_read(
        pieces in proptest::collection::vec(0..TOKENS.len(), 0..14),
        others in proptest::collection::vec(0..TOKENS.len(), 0..14),
    ) {
        let joined = |pieces: &[usize]| pieces.iter().map(|place| TOKENS[*place]).collect::<String>();
        compare_texts(&joined(&pieces), &[joined(&others)]);
    }
}

const TOKENS: [&str; 48] = [
    "≥",
    "≤",
    "＜",
    "＞",
    "±",
    "不",
    "优于",
    "达到",
    "以上",
    "内",
    "从",
    "到",
    "提升",
    "减少",
    "（",
    "）",
    "(",
    ")",
    "：",
    "；",
    "，",
    "、",
    "。",
    "\n",
    " ",
    "/",
    "-",
    "~",
    "×10-4",
    "10",
    "0.5",
    "１２",
    "万",
    "e-3",
    "1,000",
    "MPa",
    "℃",
    "%",
    "kGs",
    "T",
    "Br",
    "效率",
    "抗拉强度",
    "P5级",
    "2H",
    "分别",
    "和",
    "红光",
];
