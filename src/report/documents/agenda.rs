//! 评审日程及汇报顺序表: for every group a page that can be posted, with order, times and breaks,
//! and an internal one with who must leave the room.

use super::Draft;
use super::parts::{field, figures, note, number, section, signatures, table, words};
use crate::analysis::agenda::times::{Slot, Subject, slots};
use crate::analysis::agenda::{Room, standing};
use crate::analysis::standing::GroupStanding;
use crate::domain::agenda::{Agenda, AgendaItem, WHOLE_PANEL};
use crate::domain::proposal::Proposal;
use crate::i18n::agendas;
use crate::report::document::{Block, Cell, Field, Row, Section};
use crate::report::material::Material;
use std::collections::BTreeSet;

/// The agenda of a group: two parts each.
pub(super) fn schedules(material: &Material) -> Vec<Draft> {
    let groups = material.standings.groups.iter();
    let sections = groups.flat_map(|group| {
        let agenda = agenda_of(material, group);
        let slots = slots_of(material, group, &agenda);
        [
            posted(material, group, (&agenda, &slots)),
            internal(material, group, (&agenda, &slots)),
        ]
    });
    Draft::of(sections.collect())
}

/// Returns the agenda of a group of the standings: its own, else that of the whole panel.
pub(super) fn agenda_of(material: &Material, group: &GroupStanding) -> Agenda {
    let panel = material.panel;
    if panel.groups.is_empty() {
        return standing(panel, WHOLE_PANEL);
    }
    if panel.groups.iter().any(|one| one.id == group.id) {
        return standing(panel, &group.id);
    }
    let own = group.rows.iter().map(|row| AgendaItem::of(&row.proposal));
    Agenda {
        group: group.id.clone(),
        item: own.collect(),
        ..Agenda::default()
    }
}

/// The lines of a group: of an agenda for several groups only the group's own.
fn slots_of<'a>(material: &'a Material, group: &GroupStanding, agenda: &Agenda) -> Vec<Slot<'a>> {
    let panel = material.panel;
    let own: BTreeSet<&str> = group.rows.iter().map(|row| row.proposal.as_str()).collect();
    let mut found = slots(panel, agenda);
    found.retain(|slot| match slot.subject {
        Subject::Proposal(one, _) => own.contains(one.id.as_str()),
        _ => true,
    });
    if found.is_empty() {
        // a group that nobody made: what stands in no group, without times
        let room = Room::of(panel, &group.id);
        let listed = agenda.proposals().filter_map(|id| panel.proposal(id));
        let listed = listed.filter(|one| one.is_scored()).enumerate();
        found.extend(listed.map(|(place, one)| Slot {
            subject: Subject::Proposal(one, place + 1),
            line: None,
            from: None,
            minutes: 0,
            out: room.out(&one.id),
        }));
    }
    found
}

/// Day, time and place, which are left out to be written by hand where they are not fixed.
pub(super) fn facts(material: &Material, agenda: &Agenda, end: Option<u32>) -> Vec<Field> {
    let language = material.language;
    let time = match end {
        Some(end) => agendas::span(agenda.begins(), Some(end), language),
        None => agenda.start.clone(),
    };
    vec![
        field(language, "date", &agenda.day),
        field(language, "time", &time),
        field(language, "venue", &agenda.place),
    ]
}

fn posted(
    material: &Material,
    group: &GroupStanding,
    (agenda, slots): (&Agenda, &[Slot]),
) -> Section {
    let language = material.language;
    let applicant = |_: &Slot, proposal: &Proposal| proposal.applicant.clone();
    let end = slots.last().and_then(Slot::to);
    let mut blocks = vec![Block::Fields(facts(material, agenda, end))];
    if agenda.begins().is_none() {
        blocks.push(note(language, "report.agenda_no_times"));
    }
    blocks.push(lines(material, "agenda", slots, ("applicant", applicant)));
    blocks.push(signatures(language, &["chair", "date"]));
    section(&group.id, &material.group_name(group), blocks)
}

fn internal(
    material: &Material,
    group: &GroupStanding,
    (agenda, slots): (&Agenda, &[Slot]),
) -> Section {
    let language = material.language;
    let out = |slot: &Slot, _: &Proposal| {
        let out: Vec<&str> = slot.out.iter().map(|id| material.expert_name(id)).collect();
        out.join(language.text("frame.and"))
    };
    let room = Room::of(material.panel, &agenda.group);
    let order = slots.iter().filter_map(|slot| match slot.subject {
        Subject::Proposal(one, _) => Some(one.id.as_str()),
        _ => None,
    });
    let leavings = room.leavings(order).to_string();
    let told = match material.panel.agenda(&agenda.group) {
        Some(_) => agendas::order(agenda, language),
        None => language.text("agenda.as_listed").to_owned(),
    };
    let name = material.group_name(group);
    let blocks = vec![
        note(language, "report.agenda_internal"),
        Block::Text(language.with("report.agenda_leavings", &[&told, &leavings])),
        lines(material, "must-leave", slots, ("must_leave", out)),
        signatures(language, &["liaison", "date"]),
    ];
    let title = language.with("report.agenda_internal_title", &[&name]);
    section(&format!("{}-internal", group.id), &title, blocks)
}

/// A text, or room to write one.
fn written(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::text(text)
    }
}

/// A table with one row a proposal, whose last column is told for each, and a line across for
/// a break.
fn lines(
    material: &Material,
    id: &'static str,
    slots: &[Slot],
    (last, told): (&'static str, impl Fn(&Slot, &Proposal) -> String),
) -> Block {
    let language = material.language;
    let columns = vec![
        figures(language, "order", 5),
        words(language, "time", 14),
        words(language, "id", 10),
        words(language, "title", 34),
        words(language, last, 26),
    ];
    let line = |slot: &Slot, words: String| {
        let time = agendas::span(slot.from, slot.to(), language);
        let line = [time, words].join("  ");
        Row::Line(line.trim_start().to_owned())
    };
    let rows = slots.iter().map(|slot| match slot.subject {
        Subject::Proposal(proposal, place) => {
            let time = agendas::span(slot.from, slot.to(), language);
            Row::Cells(vec![
                Cell::count(place),
                written(&time),
                Cell::text(number(proposal)),
                Cell::text(&*proposal.title),
                Cell::text(told(slot, proposal)),
            ])
        }
        Subject::Break => {
            let minutes = slot.minutes.to_string();
            line(slot, language.with("agenda.break", &[&minutes]))
        }
        Subject::Unnamed(count) => {
            line(slot, language.with("agenda.others", &[&count.to_string()]))
        }
    });
    table(id, "", columns, rows.collect())
}
