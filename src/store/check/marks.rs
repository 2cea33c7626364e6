//! Marks of links: links that the plan has, and must-meet marks that name something.

use super::{Findings, value_in_block, word_in_block};
use crate::domain::link_notes::MarkKind;
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;

const FILE: &str = "links.toml";
const BLOCK: &str = "[[mark]]";

/// Checks them; a panel without a plan says nothing of links.
pub fn check(panel: &Panel, findings: &mut Findings) {
    if panel.plan.chains.is_empty() {
        return;
    }
    for (nth, mark) in panel.link_notes.marks.iter().enumerate() {
        let link = mark.link.as_str();
        if panel.plan.link(link).is_none() {
            findings.report(FILE, Trouble::MarkUnknown, &[link], |text| {
                value_in_block(text, BLOCK, nth, "link")
            });
        }
        // which indicators a link has is read elsewhere; here they only have to be its own
        let is_own = |key: &&String| {
            let place = key.strip_prefix(link);
            let place = place.and_then(|rest| rest.strip_prefix('/'));
            place.and_then(|place| place.parse::<u32>().ok()).is_some()
        };
        for key in mark.indicators.iter().filter(|key| !is_own(key)) {
            findings.report(FILE, Trouble::MarkUnknown, &[key], |text| {
                word_in_block(text, BLOCK, nth, key)
            });
        }
        if mark.kind == MarkKind::MustMeet && mark.indicators.is_empty() {
            findings.report(FILE, Trouble::MarkEmpty, &[link], |text| {
                value_in_block(text, BLOCK, nth, "kind")
            });
        }
    }
}

/// Reports indicators that are well named and not there.
pub fn vanished(marks: &[(usize, String)], findings: &mut Findings) {
    for (nth, key) in marks {
        // one that is not well named at all is told by the check above
        let is_place = |(_, place): (&str, &str)| place.parse::<u32>().is_ok();
        if key.split_once('/').is_some_and(is_place) {
            findings.report(FILE, Trouble::MarkUnknown, &[key], |text| {
                word_in_block(text, BLOCK, *nth, key)
            });
        }
    }
}
