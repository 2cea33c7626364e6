//! What if: the rules on the left, the places under them on the right beside the declared
//! ones. Everything says that it is a trial.

use super::results;
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::app::App;
use crate::app::screens::what_if::WhatIfState;
use crate::app::screens::what_if::rules::{Choice, Rule};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::i18n::journal::rule_name;
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
    let wanted = wanted(&pen, workspace, state) as u16;
    let least = |group| Columns::least(&pen, group, body.width);
    let least = declared.map_or(0, least) as u16;
    let most = body.width.saturating_sub(least + 1).max(24);
    let left = wanted.max(body.width * 3 / 10).min(most);
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

/// Columns beside name and value: the pointer, blanks between, the marks that there is more.
const BESIDE: usize = 6;

/// Columns that the rules take, each with its declared value.
fn wanted(pen: &Pen, workspace: &Workspace, state: &WhatIfState) -> usize {
    let of_rule = |rule: &Rule| {
        let name = pen.columns(&rule_name(&rule.key, workspace.panel(), pen.language()));
        name + pen.columns(&value_name(pen, rule, &rule.declared)) + BESIDE
    };
    state.rules.iter().map(of_rule).max().unwrap_or_default()
}

fn draw_rules(canvas: &mut Canvas, workspace: &Workspace, state: &WhatIfState, pane: Rect) {
    let pen = canvas.pen;
    let width = usize::from(pane.width.saturating_sub(2));
    let value = pen.say("what_if.value");
    let name_width = width.saturating_sub(2 + pen.columns(value));
    Line::of("  ", Role::Muted)
        .cell(&pen, pen.say("what_if.rule"), name_width, Role::Muted)
        .and(value, Role::Muted)
        .draw(canvas, pane.x, pane.y, pane.width);
    let rule = |(place, rule)| {
        let chosen = place == state.chosen;
        let entry = state.entry.as_deref().filter(|_| chosen);
        rule_line(&pen, workspace, (rule, entry), width, chosen)
    };
    let rows: Vec<Line> = state.rules.iter().enumerate().map(rule).collect();
    let list = Rect {
        y: pane.y + 1,
        height: pane.height.saturating_sub(1),
        ..pane
    };
    lines::draw_list(canvas, list, &rows, state.chosen);
}

/// A rule: its name, and its value at the end of the row, so that a long name has the room
/// that a short value leaves.
fn rule_line(
    pen: &Pen,
    workspace: &Workspace,
    (tried, entry): (&Rule, Option<&str>),
    width: usize,
    chosen: bool,
) -> Line {
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let name = rule_name(&tried.key, workspace.panel(), pen.language());
    let role = match tried.choice {
        Choice::Fixed(_) => Role::Disabled,
        _ => Role::Text,
    };
    let room = width.saturating_sub(3 + pen.columns(&name));
    let (value, value_role) = match entry {
        Some(entry) => (format!("{entry}_"), Role::Input),
        None if tried.is_changed() => (changed(pen, tried, room), Role::Warning),
        None => (value_name(pen, tried, &tried.value), role),
    };
    let name_width = width.saturating_sub(2 + pen.columns(&value));
    Line::of(format!("{pointer} "), Role::Key)
        .cell(pen, &name, name_width, role)
        .and(value, value_role)
        .selected(chosen)
}

/// The declared value and what is tried now; where there is no room for both, what is tried
/// now is what matters.
fn changed(pen: &Pen, rule: &Rule, room: usize) -> String {
    let arrow = pen.glyphs().arrow;
    let now = value_name(pen, rule, &rule.value);
    let before = value_name(pen, rule, &rule.declared);
    let both = format!("{before} {arrow} {now}");
    if pen.columns(&both) > room {
        return format!("{arrow} {now}");
    }
    both
}

/// Returns what a value of a rule is called; a sum of money with its unit.
fn value_name(pen: &Pen, rule: &Rule, value: &str) -> String {
    let is_word = matches!(rule.choice, Choice::Words(_)) || value == "none";
    let words = pen.language().find(&format!("rule_value.{value}"));
    match words.filter(|_| is_word && !value.chars().all(|one| one.is_ascii_digit())) {
        Some(words) => words.to_owned(),
        None if rule.key.starts_with("budget.") => pen.with("what_if.money", &[value]),
        None => value.to_owned(),
    }
}

/// How wide the columns of the places are, from what stands in them.
struct Columns {
    place: usize,
    id: usize,
    /// Nought where there is no room for titles.
    title: usize,
    /// Nought where there is no room for totals.
    total: usize,
    /// The lane is named in few words.
    is_brief: bool,
}

/// Columns of a place with how far it moved.
const PLACE: usize = 7;
/// Columns of a total.
const TOTAL: usize = 8;
/// Columns of a screen from which totals are always shown.
const WITH_TOTAL: u16 = 72;
/// Fewest columns that a title is worth.
const TITLE: usize = 8;

impl Columns {
    fn of(pen: &Pen, group: &GroupStanding, width: usize) -> Self {
        let (id, [full, brief]) = (Self::id(pen, group), Self::lanes(pen, group));
        let fixed = PLACE + id + 4;
        let is_brief = fixed + TITLE + TOTAL + full > width;
        let room = width.saturating_sub(fixed + if is_brief { brief } else { full });
        let total = if room < TOTAL { 0 } else { TOTAL };
        let title = room - total;
        Self {
            place: PLACE,
            id,
            title: if title < TITLE { 0 } else { title },
            total,
            is_brief,
        }
    }

    /// Fewest columns with which place, id and lane can be read, and the total too unless the
    /// screen is one of the narrowest.
    fn least(pen: &Pen, group: &GroupStanding, screen: u16) -> usize {
        let total = if screen < WITH_TOTAL { 0 } else { TOTAL };
        PLACE + Self::id(pen, group) + 4 + Self::lanes(pen, group)[1] + total
    }

    fn id(pen: &Pen, group: &GroupStanding) -> usize {
        let ids = group.rows.iter().map(|row| pen.columns(&row.proposal));
        ids.max().unwrap_or_default() + 1
    }

    /// Columns of the lanes in full and in few words, each with the mark that it is another.
    fn lanes(pen: &Pen, group: &GroupStanding) -> [usize; 2] {
        [reasons::lane, reasons::short_lane].map(|name| {
            let names = group.rows.iter().map(|row| name(row.lane, pen.language()));
            let widest = names.map(|name| pen.columns(name)).max();
            widest.unwrap_or_default() + 2
        })
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
    let columns = Columns::of(&pen, group, usize::from(pane.width));
    let lane = pen.say("recommendations.conclusion");
    Line::of(" ", Role::Muted)
        .column(&pen, pen.say("what_if.places"), columns.place, Role::Muted)
        .column(&pen, pen.say("table.id"), columns.id, Role::Muted)
        .column(&pen, pen.say("table.title"), columns.title, Role::Muted)
        .figure(&pen, pen.say("table.total"), columns.total, Role::Muted)
        .and(" ", Role::Muted)
        .and(lane, Role::Muted)
        .draw(canvas, pane.x, pane.y, pane.width);
    let rows: Vec<Line> = group
        .rows
        .iter()
        .map(|row| {
            let before = declared
                .rows
                .iter()
                .find(|one| one.proposal == row.proposal);
            place(&pen, workspace, row, before, &columns)
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
    columns: &Columns,
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
    let name = if columns.is_brief {
        reasons::short_lane
    } else {
        reasons::lane
    };
    let mut lane = name(row.lane, pen.language()).to_owned();
    if has_other_lane {
        lane.push_str(" *");
    }
    let total = if row.rank.is_some() {
        results::total(workspace, row)
    } else {
        String::new()
    };
    Line::of(" ", Role::Text)
        .column(pen, &place, columns.place, role)
        .column(pen, &row.proposal, columns.id, Role::Text)
        .column(
            pen,
            results::title(workspace, &row.proposal),
            columns.title,
            Role::Text,
        )
        .figure(pen, &total, columns.total, Role::Heading)
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
