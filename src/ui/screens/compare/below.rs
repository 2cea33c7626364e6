//! Under the table: the chosen row in full, what the plan says and what each applicant does.

use super::{Column, Scene};
use crate::analysis::comparison::Row;
use crate::analysis::comparison::side_by_side::{SideClause, SideLine, SideRow};
use crate::app::screens::scoring::facts::{gap_words, label, promise_words, target_words};
use crate::config::theme::Role;
use crate::domain::indicator::Verdict;
use crate::i18n::gap;
use crate::text::width::pad;
use crate::ui::canvas::Pen;
use crate::ui::lines::{self, Line, labelled};

/// Returns the chosen row in full.
pub fn lines(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let width = width.saturating_sub(2).min(lines::READABLE);
    let found = scene.state.lines();
    match found.get(scene.state.line) {
        Some(SideLine::Indicator(row)) => indicator(scene, pen, row, width),
        Some(SideLine::Clause(clause)) => of_clause(scene, pen, clause, width),
        None => labelled(pen, " ", pen.say("plan.no_target"), width, Role::Muted),
    }
}

/// A label and the parts that stand behind it.
type Entry = (String, Vec<String>);

fn indicator(scene: &Scene, pen: &Pen, row: &SideRow, width: usize) -> Vec<Line> {
    let indicator = &row.indicator;
    let name = match indicator.subject.as_str() {
        "" => label(indicator),
        subject => format!("{subject}：{}", label(indicator)),
    };
    let mut entries = vec![
        chosen(pen, vec![name, target_words(indicator)]),
        original(pen, &indicator.raw),
    ];
    let notes = gap::notes(indicator, pen.language());
    if !notes.is_empty() {
        entries.push((pen.say("scoring.reading").to_owned(), vec![notes]));
    }
    entries.extend(elsewhere(scene, pen, row));
    for column in &scene.columns {
        if let Some(cell) = row.cells.get(column.place) {
            entries.push((column.proposal.id.clone(), promised(pen, &cell.row)));
        }
    }
    aligned(pen, &entries, width)
}

fn of_clause(scene: &Scene, pen: &Pen, clause: &SideClause, width: usize) -> Vec<Line> {
    let words = pen.say("compare.words").to_owned();
    let mut entries = vec![chosen(pen, vec![words]), original(pen, &clause.text)];
    let sentence = |column: &Column| {
        let place = clause.promises.get(column.place).copied().flatten();
        let promise = place.and_then(|place| column.proposal.promises.get(place));
        match promise {
            Some(promise) => quoted(pen, &promise.text, promise.page),
            None => pen.say("compare.no_sentence").to_owned(),
        }
    };
    for column in &scene.columns {
        entries.push((column.proposal.id.clone(), vec![sentence(column)]));
    }
    aligned(pen, &entries, width)
}

fn chosen(pen: &Pen, parts: Vec<String>) -> Entry {
    (pen.say("scoring.selected").to_owned(), parts)
}

fn original(pen: &Pen, text: &str) -> Entry {
    (
        pen.say("scoring.original").to_owned(),
        vec![text.to_owned()],
    )
}

/// The best promises of proposals for which there is no room, so that none is missed.
fn elsewhere(scene: &Scene, pen: &Pen, row: &SideRow) -> Option<Entry> {
    let is_shown = |place: usize| scene.columns.iter().any(|column| column.place == place);
    let hidden = row.cells.iter().zip(&scene.state.proposals).enumerate();
    let best: Vec<String> = hidden
        .filter(|(place, (cell, _))| cell.is_best && !is_shown(*place))
        .map(|(_, (cell, id))| format!("{id} {}", promise_words(&cell.row)))
        .collect();
    let text = pen.with("compare.elsewhere", &[&best.join("  ")]);
    (!best.is_empty()).then(|| (pen.glyphs().best.to_owned(), vec![text]))
}

/// What an applicant says, how it stands to the target, and the present value.
fn promised(pen: &Pen, row: &Row) -> Vec<String> {
    let verdict = gap::verdict(row.gap.verdict, pen.language()).to_owned();
    if row.gap.verdict == Verdict::NotPromised {
        return vec![pen.say("scoring.no_promise").to_owned()];
    }
    if row.promise_text.is_empty() {
        return vec![verdict];
    }
    let distance = gap_words(row, pen.language());
    let mut parts = vec![quoted(pen, &row.promise_text, row.page), verdict];
    if !distance.is_empty() && distance != "0" {
        parts.push(distance);
    }
    if !row.baseline.is_empty() {
        parts.push(pen.with("compare.present", &[&row.baseline]));
    }
    parts
}

/// An applicant's sentence and where it stands.
fn quoted(pen: &Pen, text: &str, page: u32) -> String {
    let page = match page {
        0 => String::new(),
        page => pen.with("scoring.page", &[&page.to_string()]),
    };
    pen.with("scoring.quoted", &[text, &page])
}

/// Entries behind labels that are all as wide as the widest.
fn aligned(pen: &Pen, entries: &[Entry], width: usize) -> Vec<Line> {
    let labels = entries.iter().map(|(label, _)| pen.columns(label.trim()));
    let widest = labels.max().unwrap_or(0);
    let room = width.saturating_sub(widest + 3).max(8);
    let lines = |(label, parts): &Entry| {
        let label = format!(" {}  ", pad(&pen.shown(label.trim()), widest));
        labelled(pen, &label, &flowing(pen, parts, room), width, Role::Text)
    };
    entries.iter().flat_map(lines).collect()
}

/// Parts one behind the other; one that does not fit behind the others begins a line.
fn flowing(pen: &Pen, parts: &[String], room: usize) -> String {
    let mut text = String::new();
    let mut used = 0;
    for part in parts {
        let columns = pen.columns(part);
        if used > 0 && used % room + 2 + columns > room {
            text.push('\n');
            used = 0;
        } else if used > 0 {
            text.push_str("  ");
            used += 2;
        }
        text.push_str(part);
        used += columns;
    }
    text
}
