//! The plan's indicators beside the promises: one row each, problems first.

mod head;
mod table;

pub use self::table::{conclusion, role};

use self::table::Columns;
use super::{Scene, clauses};
use crate::analysis::comparison::Row;
use crate::app::screens::scoring::facts::{gap_words, label, target_words};
use crate::app::screens::scoring::{Focus, Selected};
use crate::config::theme::Role;
use crate::domain::indicator::Verdict;
use crate::i18n::gap;
use crate::ui::canvas::Pen;
use crate::ui::glyphs;
use crate::ui::lines::{Line, labelled};

/// Returns link, scope, summary and table.
pub fn lines(scene: &Scene, pen: &Pen, width: usize, broad: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some((_, link)) = scene.workspace.link_of(scene.proposal) else {
        lines.extend(labelled(
            pen,
            " ",
            pen.say("scoring.no_link"),
            width.saturating_sub(1),
            Role::Warning,
        ));
        lines.push(Line::new());
        lines.extend(promised(scene, pen, width));
        return lines;
    };
    lines.extend(head::lines(scene, pen, link, width, broad));
    let rows = scene.state.lines();
    if !rows.is_empty() {
        if broad {
            lines.push(Line::new());
        }
        let wide = broad && width >= if pen.is_english() { 74 } else { 66 };
        let columns = Columns::of(pen, &rows, width, wide);
        lines.push(columns.header(pen, wide));
        for (place, row) in rows.iter().enumerate() {
            let chosen = place == scene.state.line;
            let has_focus = scene.state.focus == Focus::Facts;
            lines.push(
                columns
                    .row(pen, row, wide, chosen)
                    .chosen(chosen, has_focus),
            );
        }
    }
    lines.extend(rest(scene, pen, width));
    lines
}

/// What does not apply, and the wordy pieces of the target.
fn rest(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for verdict in [Verdict::Alternative, Verdict::NotApplicable] {
        let names: Vec<String> = scene
            .state
            .comparison
            .rows
            .iter()
            .filter(|row| row.gap.verdict == verdict)
            .map(|row| {
                format!(
                    "{} {}",
                    row.indicator.shown_label(),
                    target_words(&row.indicator)
                )
            })
            .collect();
        if !names.is_empty() {
            let text = {
                let mark = glyphs::verdict(pen.profile(), verdict);
                let word = gap::verdict(verdict, pen.language());
                let count = names.len().to_string();
                let others = [word, &count, &names.join("、")];
                format!(" {mark} {}", pen.with("scoring.others", &others))
            };
            lines.push(Line::new().column(pen, &text, width, Role::Muted));
        }
    }
    lines.extend(clauses::table(scene, pen, width));
    lines
}

/// Returns the promises that nothing of the target was paired with.
pub fn unpaired(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let comparison = &scene.state.comparison;
    let of_rows = comparison.rows.iter().filter_map(|row| row.gap.promise);
    let of_clauses = comparison
        .clauses
        .iter()
        .filter_map(|clause| clause.promise);
    let paired: Vec<usize> = of_rows.chain(of_clauses).collect();
    let others = scene.proposal.promises.iter().enumerate();
    let mut lines: Vec<Line> = others
        .filter(|(index, _)| !paired.contains(index))
        .flat_map(|(index, promise)| {
            let lead = format!(" {} ", index + 1);
            let page = match promise.page {
                0 => String::new(),
                page => pen.with("scoring.page", &[&page.to_string()]),
            };
            let text = format!("{}{page}", promise.text);
            labelled(pen, &lead, &text, width.saturating_sub(1), Role::Text)
        })
        .collect();
    if lines.is_empty() || scene.workspace.link_of(scene.proposal).is_none() {
        return Vec::new();
    }
    let heading = format!(" {}", pen.say("scoring.unpaired"));
    lines.insert(0, Line::of(heading, Role::Heading));
    lines.insert(0, Line::new());
    lines
}

/// A proposal without a link still shows what it promises.
fn promised(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    scene
        .proposal
        .promises
        .iter()
        .flat_map(|promise| {
            labelled(
                pen,
                " - ",
                &promise.text,
                width.saturating_sub(1),
                Role::Text,
            )
        })
        .collect()
}

/// What the expert noted about the pairing of a row, with the gap it would give.
fn noted(scene: &Scene, pen: &Pen, row: &Row) -> Option<String> {
    let own = scene.workspace.own.as_ref()?.sheet(&scene.proposal.id)?;
    let place = own.pairing.get(&row.key)?;
    let other = scene.state.noted.row(&row.key)?;
    if place == "0" {
        return Some(pen.say("scoring.noted_none").to_owned());
    }
    let words = gap::verdict(other.gap.verdict, pen.language());
    let distance = gap_words(other, pen.language());
    let details = [place.as_str(), &other.promise_text, words, &distance];
    Some(pen.with("scoring.noted_promise", &details))
}

/// Returns the selected row in full: the plan's words, the applicant's, the present value.
pub fn selected(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let row = match scene.state.selected() {
        Some(Selected::Indicator(row)) => row,
        Some(Selected::Clause(clause)) => return clauses::selected(scene, clause, pen, width),
        None => return Vec::new(),
    };
    let width = width.saturating_sub(1);
    let mut lines = vec![Line::new()];
    let mut add = |key: &'static str, text: &str| {
        lines.extend(labelled(
            pen,
            &format!(" {}  ", pen.say(key)),
            text,
            width,
            Role::Text,
        ));
    };
    let subject = if row.indicator.subject.is_empty() {
        String::new()
    } else {
        format!("{}：", row.indicator.subject)
    };
    add(
        "scoring.selected",
        &format!("{subject}{}", label(&row.indicator)),
    );
    add("scoring.original", &row.indicator.raw);
    if row.promise_text.is_empty() {
        add("scoring.promise", pen.say("scoring.no_promise"));
    } else {
        let page = if row.page == 0 {
            String::new()
        } else {
            pen.with("scoring.page", &[&row.page.to_string()])
        };
        add(
            "scoring.promise",
            &pen.with("scoring.quoted", &[&row.promise_text, &page]),
        );
    }
    let source = row
        .gap
        .promise
        .and_then(|place| scene.proposal.promises.get(place));
    if let Some(promise) = source.filter(|promise| !promise.baseline.is_empty()) {
        add(
            "scoring.baseline",
            &format!("{} {}", promise.baseline, promise.evidence),
        );
    }
    let notes = gap::notes(&row.indicator, pen.language());
    if !notes.is_empty() {
        add("scoring.reading", &notes);
    }
    if row.is_laid_down {
        add("scoring.paired", pen.say("scoring.laid_down"));
    }
    if let Some(noted) = noted(scene, pen, row) {
        add("scoring.noted", &noted);
    }
    lines
}
