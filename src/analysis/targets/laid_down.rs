//! A link's target with the readings that the plan's file lays down put in their places.
//! The printed text stays what it is; only what is read from it changes, with its reason.

use super::{Reading, read};
use crate::domain::indicator::{Direction, Indicator};
use crate::domain::plan::{InnovationLink, LaidDownReading};

/// Reads the target of a link. A laid-down reading takes the place of every indicator whose
/// text begins inside its piece; one whose piece does not stand in the target is passed over.
pub fn read_link(link: &InnovationLink) -> Reading {
    let mut reading = read(&link.target);
    for laid_down in &link.readings {
        if let Some(span) = place(&link.target, &laid_down.text) {
            put(&mut reading, laid_down, span);
        }
    }
    reading
}

/// Where a piece stands in a text, `[start, end)` in characters.
fn place(text: &str, piece: &str) -> Option<(usize, usize)> {
    if piece.trim().is_empty() {
        return None;
    }
    let (before, _) = text.split_once(piece)?;
    let start = before.chars().count();
    Some((start, start + piece.chars().count()))
}

fn put(reading: &mut Reading, laid_down: &LaidDownReading, span: (usize, usize)) {
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
    let text = laid_down.text.as_str();
    let is_whole = |clause: &String| text.contains(clause.as_str());
    let first = reading.clauses.iter().position(is_whole);
    reading.clauses.retain(|clause| !is_whole(clause));
    let again = read(&laid_down.read);
    if again.indicators.is_empty() {
        let clause_at = first.unwrap_or(reading.clauses.len());
        reading.clauses.insert(clause_at, text.to_owned());
    }
    let read_again = again.indicators.into_iter().map(|indicator| {
        let indicator = Indicator {
            raw: text.to_owned(),
            span,
            laid_down: laid_down.note.clone(),
            ..indicator
        };
        told(indicator, laid_down, &subject)
    });
    reading.indicators.splice(at..at, read_again);
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
            note: "印刷有误".to_owned(),
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
        assert_eq!(reading.indicators[1].laid_down, "印刷有误");
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
