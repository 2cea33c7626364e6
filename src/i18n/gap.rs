//! Comparisons in words: verdicts, distances, reasons and notes on readings.

use super::Language;
use crate::domain::decimal::brief;
use crate::domain::indicator::{Direction, Gap, GapReason, Indicator, Verdict};
use crate::domain::plan::Slip;

/// Returns the word for a verdict.
pub fn verdict(verdict: Verdict, language: Language) -> &'static str {
    language
        .find(&format!("gap.{}", verdict.key()))
        .unwrap_or_default()
}

/// Returns why two values cannot be compared.
pub fn reason(reason: GapReason, language: Language) -> &'static str {
    language
        .find(&format!("gap.{}", reason.key()))
        .unwrap_or_default()
}

/// Returns the distance with its direction word, for example `低 0.3`, in the target's
/// unit; the reason where there is no distance; else nothing.
pub fn distance(indicator: &Indicator, gap: &Gap, language: Language) -> String {
    told(indicator, gap, "", language)
}

/// Returns the distance as [`distance`] does, with the unit behind the number: for sentences,
/// where no column says whose unit it is.
pub fn distance_in_unit(indicator: &Indicator, gap: &Gap, language: Language) -> String {
    told(indicator, gap, &indicator.unit, language)
}

fn told(indicator: &Indicator, gap: &Gap, unit: &str, language: Language) -> String {
    let Some(margin) = gap.margin else {
        return gap
            .reason
            .map_or(String::new(), |why| reason(why, language).to_owned());
    };
    if margin.is_zero() {
        return "0".to_owned();
    }
    let is_good = margin.is_sign_positive();
    let key = match (indicator.direction, is_good) {
        (Direction::Up | Direction::Info, true) | (Direction::Down, false) => "gap.higher",
        (Direction::Up | Direction::Info, false) | (Direction::Down, true) => "gap.lower",
        (Direction::Zero, true) => "gap.smaller",
        (Direction::Zero, false) => "gap.larger",
        (Direction::Window, true) => "gap.inside",
        (Direction::Window, false) => "gap.outside",
        (Direction::Cover, true) => "gap.wider",
        (Direction::Cover, false) => "gap.narrower",
    };
    let number = brief(margin.abs());
    // shares differ by points, not by a share of each other
    let margin = match unit {
        "%" | "％" => language.with("gap.points", &[&number]),
        unit => format!("{number}{unit}"),
    };
    language.with(key, &[&margin])
}

/// Returns the slips and doubts of a reading in one line, or nothing.
pub fn notes(indicator: &Indicator, language: Language) -> String {
    let own = indicator.notes.iter().filter_map(|note| {
        let words = language.find(&format!("reading.{}", note.key()))?;
        Some(words.to_owned())
    });
    let remarks = indicator.remarks.iter().map(|slip| remark(slip, language));
    let words: Vec<String> = own.chain(remarks).collect();
    words.join(if language.is_english() { "; " } else { "；" })
}

/// Returns what the plan's file says of a piece of its text.
fn remark(slip: &Slip, language: Language) -> String {
    let note = slip.note.of(language.is_english());
    if slip.reading.is_empty() || slip.reading == slip.text {
        return language.with("reading.remark", &[&slip.text, note]);
    }
    language.with("reading.slip", &[&slip.text, &slip.reading, note])
}
