//! Agendas: they name groups and proposals that exist, each once, and days, times and lengths
//! that a meeting can have.

use super::{Findings, value_in_block, word_in_block};
use crate::domain::agenda::{Agenda, AgendaFaults, WHOLE_PANEL, is_day, minute_of};
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::store::place;
use std::collections::BTreeSet;
use std::ops::Range;

const FILE: &str = "agenda.toml";
const BLOCK: &str = "[[agenda]]";

/// Checks all agendas.
pub fn check(panel: &Panel, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (nth, agenda) in panel.agendas.iter().enumerate() {
        let group = agenda.group.as_str();
        let mut groups = panel.groups.iter().map(|one| one.id.as_str());
        let is_whole = panel.groups.is_empty() && group == WHOLE_PANEL;
        if !is_whole && !groups.any(|id| id == group) {
            findings.report(FILE, Trouble::UnknownId, &["group", group], |text| {
                value_in_block(text, BLOCK, nth, "group")
            });
        } else if !seen.insert(group) {
            findings.report(FILE, Trouble::Duplicate, &[group], |text| {
                value_in_block(text, BLOCK, nth, "group")
            });
        } else {
            lines(panel, (nth, agenda), findings);
        }
        times(nth, agenda, findings);
        lengths(nth, agenda, findings);
    }
}

/// Every proposal of the group stands there once, and no other.
fn lines(panel: &Panel, (nth, agenda): (usize, &Agenda), findings: &mut Findings) {
    let group = agenda.group.as_str();
    let found = AgendaFaults::of(agenda, panel);
    let unknown = found.unknown.iter();
    let unknown = unknown.map(|id| (id, Trouble::UnknownId, ["proposal", id.as_str()]));
    let foreign = found.foreign.iter();
    let foreign = foreign.map(|id| (id, Trouble::NotOfGroup, [id.as_str(), group]));
    for (id, trouble, details) in unknown.chain(foreign) {
        findings.report(FILE, trouble, &details, |text| {
            word_in_block(text, BLOCK, nth, id)
        });
    }
    for id in &found.twice {
        findings.report(FILE, Trouble::Duplicate, &[id], |text| {
            second_word(text, nth, id)
        });
    }
    if !found.lacking.is_empty() {
        let details = [group, &found.lacking.join(" ")];
        findings.report(FILE, Trouble::AgendaLacks, &details, |text| {
            value_in_block(text, BLOCK, nth, "group")
        });
    }
}

fn times(nth: usize, agenda: &Agenda, findings: &mut Findings) {
    let day = agenda.day.as_str();
    if !day.is_empty() && !is_day(day) {
        findings.report(FILE, Trouble::NoSuchDay, &[day], |text| {
            value_in_block(text, BLOCK, nth, "day")
        });
    }
    let start = agenda.start.as_str();
    if !start.is_empty() && minute_of(start).is_none() {
        findings.report(FILE, Trouble::NoSuchTime, &[start], |text| {
            value_in_block(text, BLOCK, nth, "start")
        });
    }
}

/// A meeting may do without a warning, but not without its phases; a break takes time.
fn lengths(nth: usize, agenda: &Agenda, findings: &mut Findings) {
    let phases = agenda.phases;
    for (key, minutes) in [
        ("presentation", phases.presentation),
        ("questions", phases.questions),
        ("scoring", phases.scoring),
    ] {
        if minutes == 0 {
            findings.report(FILE, Trouble::NoMinutes, &[key], |text| {
                nought(text, nth, key, 0)
            });
        }
    }
    let empty = agenda.item.iter().filter(|one| one.is_break());
    let empty = empty.filter(|one| one.pause == 0).count();
    for place in 0..empty {
        findings.report(FILE, Trouble::NoMinutes, &["break"], |text| {
            nought(text, nth, "break", place)
        });
    }
    for item in &agenda.item {
        if !item.proposal.is_empty() && item.pause > 0 {
            let minutes = item.pause.to_string();
            let details = ["break", minutes.as_str()];
            findings.report(FILE, Trouble::WithoutEffect, &details, |text| {
                word_in_block(text, BLOCK, nth, &item.proposal)
            });
        }
    }
}

/// Returns where a quoted word stands for the second time in a block.
fn second_word(text: &str, nth: usize, word: &str) -> Range<usize> {
    let block = place::block(text, BLOCK, nth);
    let slice = text.get(block.clone()).unwrap_or_default();
    let found = place::quoted(slice, word, 1);
    block.start + found.start..block.start + found.end
}

/// Returns where a key is 0 for the `skipped`th time in a block; the block's first line where
/// it does not stand there.
fn nought(text: &str, nth: usize, key: &str, skipped: usize) -> Range<usize> {
    let block = place::block(text, BLOCK, nth);
    let slice = text.get(block.clone()).unwrap_or_default();
    let is_nought = |(at, _): &(usize, &str)| {
        let rest = slice.get(at + key.len()..).unwrap_or_default();
        let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
        let rest = value.and_then(|value| value.strip_prefix('0'));
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    let mut places = slice.match_indices(key).filter(is_nought);
    if let Some((at, _)) = places.nth(skipped) {
        return block.start + at..block.start + at + key.len();
    }
    let line = slice.lines().next().unwrap_or_default().len();
    block.start..block.start + line
}
