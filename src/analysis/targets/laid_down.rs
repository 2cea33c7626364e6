//! A link's target with the readings that the plan's file lays down put in their places.
//! The printed text stays what it is; only what is read from it changes, with its reason.

use super::{Reading, read};
use crate::domain::indicator::{Direction, Indicator};
use crate::domain::plan::{InnovationLink, LaidDownReading, Slip};

/// Reads the target of a link. A laid-down reading takes the place of every indicator whose
/// text begins inside its piece, several of one piece stand beside one another; one whose
/// piece does not stand in the target is passed over. Slips that the file marks go to the
/// indicators they touch.
pub fn read_link(link: &InnovationLink) -> Reading {
    let mut reading = read(&link.target);
    let mut done: Vec<&str> = Vec::new();
    for laid_down in &link.readings {
        let text = laid_down.text.as_str();
        if done.contains(&text) {
            continue;
        }
        done.push(text);
        let together = link.readings.iter().filter(|other| other.text == text);
        if let Some(span) = places(&link.target, text).next() {
            put(&mut reading, &together.collect::<Vec<_>>(), span);
        }
    }
    for slip in &link.slips {
        for span in places(&link.target, &slip.text) {
            mark(&mut reading, &link.target, slip, span);
        }
    }
    reading
}

/// Where a piece stands in a text, each `[start, end)` in characters.
pub fn places(text: &str, piece: &str) -> impl Iterator<Item = (usize, usize)> {
    let length = piece.chars().count();
    let is_there = !piece.trim().is_empty();
    text.match_indices(piece)
        .filter(move |_| is_there)
        .filter_map(move |(at, _)| {
            let start = text.get(..at)?.chars().count();
            Some((start, start + length))
        })
}

fn put(reading: &mut Reading, together: &[&LaidDownReading], span: (usize, usize)) {
    let is_inside = |indicator: &Indicator| (span.0..span.1).contains(&indicator.span.0);
    let at = reading
        .indicators
        .iter()
        .position(|indicator| indicator.span.0 >= span.0)
        .unwrap_or(reading.indicators.len());
    let subject = reading
        .indicators
        .iter()
        .find(|indicator| is_inside(indicator))
        .map(|indicator| indicator.subject.clone())
        .unwrap_or_default();
    reading.indicators.retain(|indicator| !is_inside(indicator));
    let text = together.first().map_or("", |one| one.text.as_str());
    let is_whole = |clause: &String| text.contains(clause.as_str());
    let first = reading.clauses.iter().position(is_whole);
    reading.clauses.retain(|clause| !is_whole(clause));
    let mut found: Vec<Indicator> = Vec::new();
    for laid_down in together {
        let again = read(&laid_down.read).indicators;
        if again.is_empty() && !reading.clauses.iter().any(|clause| clause == text) {
            let clause_at = first.unwrap_or(reading.clauses.len());
            reading.clauses.insert(clause_at, text.to_owned());
        }
        found.extend(again.into_iter().map(|indicator| {
            let remark = Slip {
                text: text.to_owned(),
                reading: String::new(),
                note: laid_down.note.clone(),
            };
            let indicator = Indicator {
                raw: text.to_owned(),
                span,
                remarks: vec![remark],
                ..indicator
            };
            told(indicator, laid_down, &subject)
        }));
    }
    reading.indicators.splice(at..at, found);
}

/// Hands a marked slip to the indicators whose text or condition it touches. What it says
/// goes before the mechanical note on the same slip.
fn mark(reading: &mut Reading, target: &str, slip: &Slip, span: (usize, usize)) {
    let mut earlier: Vec<(usize, usize)> = Vec::new();
    for indicator in &mut reading.indicators {
        let is_touched = indicator.span.0 < span.1 && span.0 < indicator.span.1;
        let is_condition = indicator.conditions.contains(&slip.text);
        if !is_touched && !is_condition {
            continue;
        }
        let nth = earlier.iter().filter(|one| **one == indicator.span).count();
        earlier.push(indicator.span);
        if !slip.reading.is_empty() {
            let whole = (is_touched).then_some((target, span));
            indicator.meant = meant(indicator, slip, whole, nth).map(Box::new);
        }
        indicator.notes.retain(|note| !note.is_slip());
        indicator.remarks.push(slip.clone());
    }
}

/// The indicator as the slip's own reading would have it, where name or conditions differ.
/// `nth` tells which of several with one text it is.
fn meant(
    indicator: &Indicator,
    slip: &Slip,
    whole: Option<(&str, (usize, usize))>,
    nth: usize,
) -> Option<Indicator> {
    let mut meant = indicator.clone();
    for condition in &mut meant.conditions {
        *condition = condition.replace(&slip.text, &slip.reading);
    }
    if let Some((target, span)) = whole {
        let start = span.0.min(indicator.span.0);
        let end = span.1.max(indicator.span.1);
        let printed: String = target.chars().skip(start).take(end - start).collect();
        let again = read(&printed.replacen(&slip.text, &slip.reading, 1)).indicators;
        let mut alike = again.into_iter().filter(|one| one.value == indicator.value);
        if let Some(one) = alike.nth(nth) {
            meant.parameter = one.parameter;
            meant.symbol = one.symbol;
            if !one.subject.is_empty() {
                meant.subject = one.subject;
            }
        }
    }
    (meant != *indicator).then_some(meant)
}

/// Takes what the file says beside the wording.
fn told(mut indicator: Indicator, laid_down: &LaidDownReading, subject: &str) -> Indicator {
    if !laid_down.subject.is_empty() {
        indicator.subject.clone_from(&laid_down.subject);
    } else if indicator.subject.is_empty() {
        subject.clone_into(&mut indicator.subject);
    }
    if !laid_down.parameter.is_empty() {
        indicator.parameter.clone_from(&laid_down.parameter);
    }
    if !laid_down.conditions.is_empty() {
        indicator.conditions.clone_from(&laid_down.conditions);
    }
    if let Some(direction) = Direction::from_key(&laid_down.direction) {
        indicator.direction = direction;
    }
    indicator
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Bilingual;

    fn link(target: &str, readings: &[LaidDownReading]) -> InnovationLink {
        InnovationLink {
            target: target.to_owned(),
            readings: readings.to_vec(),
            ..InnovationLink::default()
        }
    }

    fn laid_down(text: &str, read: &str) -> LaidDownReading {
        LaidDownReading {
            text: text.to_owned(),
            read: read.to_owned(),
            note: Bilingual {
                zh: "印刷有误".to_owned(),
                en: "misprinted".to_owned(),
            },
            ..LaidDownReading::default()
        }
    }

    fn told(reading: &Reading) -> Vec<(String, String, String)> {
        let of = |one: &Indicator| (one.parameter.clone(), one.shown_value(), one.raw.clone());
        reading.indicators.iter().map(of).collect()
    }

    #[test]
    fn a_laid_down_reading_stands_in_its_place_with_its_reason() {
        let target = "抗弯强度≥380MPa；噪音十六分贝以下；寿命≥8000h";
        let plain = read_link(&link(target, &[]));
        assert_eq!(plain.indicators.len(), 2);
        let reading = read_link(&link(target, &[laid_down("噪音十六分贝以下", "噪音≤16dB")]));
        assert_eq!(
            told(&reading),
            [
                ("抗弯强度".into(), "≥380".into(), "抗弯强度≥380MPa".into()),
                ("噪音".into(), "≤16".into(), "噪音十六分贝以下".into()),
                ("寿命".into(), "≥8000".into(), "寿命≥8000h".into()),
            ]
        );
        assert_eq!(reading.indicators[1].remarks[0].note.zh, "印刷有误");
        assert!(reading.clauses.is_empty(), "{:?}", reading.clauses);
    }

    #[test]
    fn a_piece_can_be_laid_down_as_words_and_an_unknown_piece_changes_nothing() {
        let target = "型号X的尺寸3mm；寿命≥8000h";
        let reading = read_link(&link(
            target,
            &[
                laid_down("型号X的尺寸3mm", ""),
                laid_down("没有这段", "寿命≥1h"),
            ],
        ));
        assert_eq!(reading.indicators.len(), 1);
        assert_eq!(reading.clauses, ["型号X的尺寸3mm"]);
    }
}
