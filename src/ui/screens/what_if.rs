//! What if: the rules on the left, the places under them on the right beside the declared
//! ones. Everything says that it is a trial.

use super::results;
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::app::App;
use crate::app::screens::what_if::WhatIfState;
use crate::app::screens::what_if::rules::{Choice, Rule};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::i18n::reasons;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &WhatIfState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let Some(results) = &workspace.results else {
        return results::waiting(app, canvas, area, "screen.what_if");
    };
    let pen = canvas.pen;
    let group = state.group(results);
    let declared = results.standings.groups.get(state.table.group);
    let name = declared.map(|group| results::group_name(&pen, group));
    let moved = match (group, declared) {
        (Some(group), Some(declared)) if state.tried.is_some() => difference(group, declared),
        _ => (0, 0),
    };
    let head = Head {
        title: format!(
            "{}  {}",
            pen.say("screen.what_if"),
            name.unwrap_or_default()
        ),
        right: if state.changed().is_empty() {
            pen.say("what_if.declared").to_owned()
        } else if state.tried.is_none() {
            pen.say("next.combining").to_owned()
        } else {
            let figures = [moved.0.to_string(), moved.1.to_string()];
            pen.with("what_if.moved", &[&figures[0], &figures[1]])
        },
        second: pen.say("what_if.note").to_owned(),
    };
    let body = frame::draw(app, canvas, area, &head);
    let left = (body.width * 2 / 5).clamp(32, 52);
    canvas.divide(left, body);
    let rules = Rect {
        width: left,
        ..body
    };
    draw_rules(canvas, workspace, state, rules);
    let places = Rect {
        x: left + 1,
        width: body.width.saturating_sub(left + 1),
        ..body
    };
    if let (Some(group), Some(declared)) = (group, declared) {
        draw_places(canvas, workspace, state, (group, declared), places);
    }
}

/// How many places and how many lanes are others than declared.
fn difference(group: &GroupStanding, declared: &GroupStanding) -> (usize, usize) {
    let mut counts = (0, 0);
    for row in &group.rows {
        let before = declared
            .rows
            .iter()
            .find(|one| one.proposal == row.proposal);
        if let Some(before) = before {
            counts.0 += usize::from(before.rank != row.rank);
            counts.1 += usize::from(before.lane != row.lane);
        }
    }
    counts
}

fn draw_rules(canvas: &mut Canvas, workspace: &Workspace, state: &WhatIfState, pane: Rect) {
    let pen = canvas.pen;
    // two columns are left for the marks that there is more
    let width = usize::from(pane.width.saturating_sub(2));
    let value_width = (width / 2).clamp(12, 25);
    let name_width = width.saturating_sub(value_width + 2);
    Line::of("  ", Role::Muted)
        .cell(&pen, pen.say("what_if.rule"), name_width, Role::Muted)
        .column(&pen, pen.say("what_if.value"), value_width, Role::Muted)
        .draw(canvas, pane.x, pane.y, pane.width);
    let rows: Vec<Line> = state
        .rules
        .iter()
        .enumerate()
        .map(|(place, rule)| {
            let chosen = place == state.chosen;
            let entry = state.entry.as_deref().filter(|_| chosen);
            let pointer = if chosen { pen.glyphs().pointer } else { " " };
            let name = rule_name(&pen, workspace, rule);
            let role = match rule.choice {
                Choice::Fixed(_) => Role::Disabled,
                _ => Role::Text,
            };
            let line =
                Line::of(format!("{pointer} "), Role::Key).cell(&pen, &name, name_width, role);
            let line = match entry {
                Some(entry) => line.column(&pen, &format!("{entry}_"), value_width, Role::Input),
                None if rule.is_changed() => {
                    let arrow = pen.glyphs().arrow;
                    let now = value_name(&pen, rule, &rule.value);
                    let before = value_name(&pen, rule, &rule.declared);
                    let both = format!("{before} {arrow} {now}");
                    // where there is no room for both, what is tried now is what matters
                    let text = if pen.columns(&both) > value_width {
                        format!("{arrow} {now}")
                    } else {
                        both
                    };
                    line.column(&pen, &text, value_width, Role::Warning)
                }
                None => line.column(
                    &pen,
                    &value_name(&pen, rule, &rule.value),
                    value_width,
                    role,
                ),
            };
            line.selected(chosen)
        })
        .collect();
    let list = Rect {
        y: pane.y + 1,
        height: pane.height.saturating_sub(1),
        ..pane
    };
    lines::draw_list(canvas, list, &rows, state.chosen);
}

/// Returns what a rule is called; of a group or a criterion its name.
fn rule_name(pen: &Pen, workspace: &Workspace, rule: &Rule) -> String {
    let panel = workspace.panel();
    if let Some(id) = rule.key.strip_prefix("budget.") {
        let group = panel.groups.iter().find(|group| group.id == id);
        let name = group.map_or(id, |group| group.name.of(pen.is_english()));
        return pen.with("what_if.budget", &[name]);
    }
    if let Some(id) = rule.key.strip_prefix("weight.") {
        let criterion = panel.rubric.criterion(id);
        let name = criterion.map_or(id, |one| one.short_name().of(pen.is_english()));
        return pen.with("what_if.weight", &[name]);
    }
    let key = rule.key.replace('.', "_");
    pen.find(&format!("rule.{key}")).to_owned()
}

/// Returns what a value of a rule is called.
fn value_name(pen: &Pen, rule: &Rule, value: &str) -> String {
    let is_word = matches!(rule.choice, Choice::Words(_)) || value == "none";
    let words = pen.language().find(&format!("rule_value.{value}"));
    match words.filter(|_| is_word && !value.chars().all(|one| one.is_ascii_digit())) {
        Some(words) => words.to_owned(),
        None => value.to_owned(),
    }
}

fn draw_places(
    canvas: &mut Canvas,
    workspace: &Workspace,
    state: &WhatIfState,
    (group, declared): (&GroupStanding, &GroupStanding),
    pane: Rect,
) {
    let pen = canvas.pen;
    let width = usize::from(pane.width);
    let lane_width = if pen.is_english() { 18 } else { 15 };
    let title = width.saturating_sub(7 + 8 + 9 + lane_width);
    Line::of(" ", Role::Muted)
        .column(&pen, pen.say("what_if.places"), 7, Role::Muted)
        .column(&pen, pen.say("table.id"), 8, Role::Muted)
        .column(&pen, pen.say("table.title"), title, Role::Muted)
        .figure(&pen, pen.say("table.total"), 7, Role::Muted)
        .and(" ", Role::Muted)
        .and(pen.say("table.lane"), Role::Muted)
        .draw(canvas, pane.x, pane.y, pane.width);
    let rows: Vec<Line> = group
        .rows
        .iter()
        .map(|row| {
            let before = declared
                .rows
                .iter()
                .find(|one| one.proposal == row.proposal);
            place(&pen, workspace, row, before, title)
        })
        .collect();
    let chosen = group
        .rows
        .iter()
        .position(|row| row.proposal == state.table.selected);
    let list = Rect {
        y: pane.y + 1,
        height: pane.height.saturating_sub(1),
        ..pane
    };
    lines::draw_list(canvas, list, &rows, chosen.unwrap_or(0));
}

/// One proposal: its place with the declared one before it where it moved.
fn place(
    pen: &Pen,
    workspace: &Workspace,
    row: &ProposalStanding,
    before: Option<&ProposalStanding>,
    title: usize,
) -> Line {
    let told = |rank: Option<u32>| rank.map_or_else(|| "--".to_owned(), |rank| rank.to_string());
    let was = before.and_then(|before| before.rank);
    let [up, down] = pen.glyphs().more;
    let (place, role) = match (was, row.rank) {
        (Some(was), Some(is)) if is < was => (format!("{is} {up}{}", was - is), Role::Good),
        (Some(was), Some(is)) if is > was => (format!("{is} {down}{}", is - was), Role::Bad),
        (was, is) if was == is => (told(is), Role::Text),
        (was, is) => (
            format!("{} {}{}", told(is), pen.glyphs().arrow, told(was)),
            Role::Warning,
        ),
    };
    let has_other_lane = before.is_some_and(|before| before.lane != row.lane);
    let mut lane = reasons::lane(row.lane, pen.language()).to_owned();
    if has_other_lane {
        lane.push_str(" *");
    }
    let total = if row.rank.is_some() {
        results::total(workspace, row)
    } else {
        String::new()
    };
    Line::of(" ", Role::Text)
        .column(pen, &place, 7, role)
        .column(pen, &row.proposal, 8, Role::Text)
        .column(
            pen,
            results::title(workspace, &row.proposal),
            title,
            Role::Text,
        )
        .figure(pen, &total, 7, Role::Heading)
        .and(" ", Role::Text)
        .and(
            lane,
            if has_other_lane {
                Role::Warning
            } else {
                results::lane_role(row.lane)
            },
        )
}
