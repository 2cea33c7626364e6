//! What stands under the sheet: the anchors of the current criterion, and the own
//! neighbours in the chain.

use super::Scene;
use super::sheet::pointer;
use crate::app::overlays::grounds;
use crate::app::screens::scoring::facts::{Neighbour, neighbours};
use crate::app::screens::scoring::rows::Row;
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::text::width::pad;
use crate::ui::canvas::Pen;
use crate::ui::lines::{Line, labelled};
use crate::ui::overlays::vetoes::state_words;

/// Returns the anchors of the criterion with the cursor; one line each on narrow screens.
pub fn anchors(scene: &Scene, pen: &Pen, width: usize, brief: bool) -> Vec<Line> {
    let rubric = scene.rubric();
    let Row::Criterion(place) = Row::at(rubric, scene.state.row) else {
        return Vec::new();
    };
    let Some(criterion) = rubric.criteria.get(place) else {
        return Vec::new();
    };
    let name = criterion.name.of(pen.is_english());
    let full = plain(criterion.weight());
    let number = (place + 1).to_string();
    let titled = |name: &str| pen.with("sheet.anchor_title", &[&number, name, &full]);
    let lead = if brief { " " } else { "" };
    // on one line the name gives way, not the points
    let beside = pen.columns(lead) + pen.columns(&titled(""));
    let title = if brief {
        titled(&pen.fitted(name, width.saturating_sub(beside)))
    } else {
        titled(name)
    };
    let mut found = if brief {
        vec![Line::of(format!("{lead}{title}"), Role::Heading)]
    } else {
        labelled(pen, "", &title, width, Role::Heading)
    };
    for level in &criterion.levels {
        let span = if level.from == level.to {
            level.from.clone()
        } else {
            format!("{}-{}", level.from, level.to)
        };
        let label = format!(
            "{lead}{} {} ",
            level.mark.of(pen.is_english()),
            crate::text::width::pad_left(&span, 5)
        );
        let text = level.text.of(pen.is_english());
        if brief {
            found.push(Line::of(label, Role::Muted).column(
                pen,
                text,
                width.saturating_sub(10),
                Role::Text,
            ));
        } else {
            found.extend(labelled(pen, &label, text, width, Role::Text));
        }
    }
    found
}

/// The vetoes that the own sheet holds against the proposal, and how far their check is.
pub fn vetoes(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let id = &scene.proposal.id;
    let held = grounds::proposed(scene.workspace, id);
    let blanks = if width >= 40 { 5 } else { 3 };
    let label = match (pen.is_english(), width >= 40) {
        (true, _) => 12,
        (false, true) => 10,
        (false, false) => 9,
    };
    let label = pad(pen.say("sheet.veto_row"), label);
    let label = format!("{}{label}", " ".repeat(blanks));
    let one = |(ground, _): &(String, String)| {
        let name = scene.workspace.panel().policy.ground(ground);
        let state = state_words(pen, grounds::ruled(scene.workspace, id, ground));
        let room = width.saturating_sub(pen.columns(&label) + pen.columns(state) + 2);
        Line::of(label.clone(), Role::Warning)
            .column(pen, name.of(pen.is_english()), room, Role::Heading)
            .and(format!(" {state}"), Role::Warning)
    };
    held.iter().map(one).collect()
}

/// The own neighbours in the chain: a list where there is room, else one line.
pub fn neighbour_lines(scene: &Scene, pen: &Pen, width: usize, room: usize) -> Vec<Line> {
    let found = neighbours(scene.workspace, &scene.proposal.id, &scene.state.others);
    if found.is_empty() || room == 0 {
        return Vec::new();
    }
    if room >= found.len() + 2 {
        let count = found
            .iter()
            .filter(|neighbour| neighbour.is_complete)
            .count()
            .to_string();
        let mut lines = vec![
            Line::new(),
            Line::of(pen.with("sheet.neighbours", &[&count]), Role::Heading),
        ];
        lines.extend(
            found
                .iter()
                .map(|neighbour| neighbour_row(pen, neighbour, width)),
        );
        return lines;
    }
    let totals: Vec<String> = found
        .iter()
        .filter(|neighbour| neighbour.is_complete || neighbour.is_present)
        .map(|neighbour| {
            let total = plain(neighbour.total);
            if neighbour.is_present {
                format!("[{total}]")
            } else {
                total
            }
        })
        .collect();
    let text = format!("{} {}", pen.say("sheet.neighbours_short"), totals.join(" "));
    vec![Line::new().column(pen, &text, width.saturating_sub(1), Role::Muted)]
}

fn neighbour_row(pen: &Pen, neighbour: &Neighbour, width: usize) -> Line {
    let role = if neighbour.is_present {
        Role::Heading
    } else {
        Role::Text
    };
    let title = match (neighbour.is_present, neighbour.is_complete) {
        (true, true) => pen.say("sheet.this_one").to_owned(),
        (true, false) => pen.say("sheet.this_one_open").to_owned(),
        (false, _) => neighbour.title.clone(),
    };
    Line::of(pointer(pen, neighbour.is_present), Role::Key)
        .figure(pen, &plain(neighbour.total), 5, role)
        .and("  ", Role::Text)
        .column(pen, &neighbour.id, 7, Role::Muted)
        .column(pen, &title, width.saturating_sub(17), role)
}
