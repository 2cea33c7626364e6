//! Comments that the policy asks for: very high and very low scores of submitted sheets have
//! a sentence, and it is long enough.

use super::Findings;
use crate::domain::decimal::plain;
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::domain::sheet::{Cell, ScoreSheet, SheetState, comment};
use crate::store::place;

/// Checks them; of each sheet the first score without its sentence is named.
pub fn check(panel: &Panel, sheets: &[ScoreSheet], findings: &mut Findings) {
    let rule = &panel.policy.extremes;
    let least = rule.min_comment.max(1);
    let submitted = sheets
        .iter()
        .filter(|sheet| sheet.state == SheetState::Submitted);
    for sheet in submitted {
        let length = comment::length(&sheet.comment);
        if length >= least {
            continue;
        }
        let mut criteria = panel.rubric_of(&sheet.proposal).criteria.iter();
        let found = criteria.find_map(|criterion| match sheet.cell(&criterion.id) {
            Cell::Score(score) => rule
                .asks(score, criterion.scale.maximum())
                .map(|_| (criterion.id.as_str(), plain(score))),
            _ => None,
        });
        let Some((criterion, score)) = found else {
            continue;
        };
        let (round, expert, id) = (sheet.round.key(), &sheet.expert, &sheet.proposal);
        let file = format!("scores/{round}/{expert}/{id}.toml");
        let (least, length) = (least.to_string(), length.to_string());
        let details = [criterion, &score, &least, &length];
        findings.report(&file, Trouble::CommentShort, &details, |text| {
            place::value(text, "", "comment")
        });
    }
}
