//! The lists: proposals with what they have and need, experts with what they have to do. What
//! is wrong stands first in a word.

use crate::analysis::staffing::{Duty, Shortage, Staff};
use crate::app::screens::assignment::{AssignmentState, Part};
use crate::app::workspace::{Results, Workspace};
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line};
use crate::ui::screens::results as of_results;
use ratatui::layout::Rect;

/// Columns from which the chain of a proposal has room.
fn with_chain(pen: &Pen) -> usize {
    if pen.is_english() { 92 } else { 74 }
}

/// Draws the list of the present part under its header.
pub fn draw(
    workspace: &Workspace,
    results: &Results,
    state: &AssignmentState,
    canvas: &mut Canvas,
    area: Rect,
) {
    let pen = canvas.pen;
    let length = state.length(workspace, results);
    let list = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    // the signs that there is more take two columns
    let overflows = length > usize::from(list.height);
    let width = usize::from(area.width) - if overflows { 2 } else { 0 };
    let is_proposals = state.part == Part::Proposals;
    let head = if is_proposals {
        proposal_head(&pen, width)
    } else {
        expert_head(&pen, width)
    };
    head.draw(canvas, area.x, area.y, area.width);
    if length == 0 {
        let words = pen.say("assignment.nobody");
        canvas.text(area.x + 2, list.y, area.width, words, Role::Muted);
        return;
    }
    let at = state.place(results);
    lines::draw_rows(canvas, list, length, at, |place| {
        let chosen = place == at;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let lead = Line::of(format!("{pointer} "), Role::Key);
        let line = if is_proposals {
            let staff = results.staffing.proposals.get(place);
            staff.map(|staff| proposal(&pen, workspace, staff, width))
        } else {
            let duty = results.staffing.experts.get(place);
            duty.map(|duty| expert(&pen, workspace, duty, width))
        };
        let line = lead.joined(line.unwrap_or_default());
        line.chosen(chosen, !state.is_inside)
    });
}

/// Columns of the word of what is wrong.
fn word(pen: &Pen) -> usize {
    if pen.is_english() { 12 } else { 11 }
}

/// Columns of a number under a head of its own.
const NUMBER: usize = 5;
/// Fewest columns that a title is worth.
const TITLE: usize = 8;

/// Columns of the title and of the chain.
fn title(pen: &Pen, width: usize) -> (usize, usize) {
    let chain = match (width < with_chain(pen), pen.is_english()) {
        (true, _) => 0,
        (false, false) => 9,
        (false, true) => 12,
    };
    let taken = 2 + word(pen) + 8 + 2 * 6 + 3 * NUMBER + chain;
    let room = width.saturating_sub(taken);
    (if room < TITLE { 0 } else { room }, chain)
}

fn proposal_head(pen: &Pen, width: usize) -> Line {
    let (title, chain) = title(pen, width);
    let role = Role::Muted;
    let line = Line::of("  ", role)
        .cell(pen, pen.say("assignment.state"), word(pen), role)
        .cell(pen, pen.say("assignment.id"), 8, role)
        .cell(pen, pen.say("assignment.title"), title, role);
    let line = match chain {
        0 => line,
        _ => line.cell(pen, pen.say("assignment.chain"), chain, role),
    };
    let line = line
        .figure(pen, pen.say("assignment.experts"), 6, role)
        .figure(pen, pen.say("assignment.technical"), 6, role);
    noted_head(pen, line)
}

/// The heads of what is noted about pairs.
fn noted_head(pen: &Pen, line: Line) -> Line {
    ["assignment.recused", "assignment.open", "assignment.absent"]
        .into_iter()
        .fold(line, |line, key| {
            line.figure(pen, pen.say(key), NUMBER, Role::Muted)
        })
}

/// What is wrong with a proposal: mark, word and role.
pub fn problem(pen: &Pen, staff: &Staff) -> (&'static str, &'static str, Role) {
    let glyphs = pen.glyphs();
    match (staff.shortage, staff.candidates) {
        (Some(Shortage::Experts), _) => (glyphs.failed, "assignment.too_few", Role::Bad),
        (Some(Shortage::Technical), _) => {
            (glyphs.failed, "assignment.too_few_technical", Role::Bad)
        }
        (None, 1..) => ("?", "assignment.to_rule", Role::Warning),
        (None, 0) => (glyphs.passed, "assignment.enough", Role::Good),
    }
}

fn proposal(pen: &Pen, workspace: &Workspace, staff: &Staff, width: usize) -> Line {
    let (room, chain) = title(pen, width);
    let panel = workspace.panel();
    let (mark, key, role) = problem(pen, staff);
    let of = panel.proposal(&staff.proposal);
    let of = of.and_then(|one| panel.plan.chain(&one.chain));
    let of = of
        .map(|one| one.name.of(pen.is_english()))
        .unwrap_or_default();
    let title = of_results::title(workspace, &staff.proposal);
    let least = panel.policy.valid.experts.max(1);
    let line = Line::new()
        .cell(pen, &format!("{mark} {}", pen.say(key)), word(pen), role)
        .cell(pen, &staff.proposal, 8, Role::Text)
        .cell(pen, title, room, Role::Text);
    let line = match chain {
        0 => line,
        _ => line.cell(pen, of, chain, Role::Muted),
    };
    let experts = if staff.shortage == Some(Shortage::Experts) {
        Role::Bad
    } else {
        Role::Text
    };
    let technical = if staff.shortage == Some(Shortage::Technical) {
        Role::Bad
    } else {
        Role::Text
    };
    let of_technical = match staff.technical_needed {
        0 => staff.technical.to_string(),
        needed => format!("{}/{needed}", staff.technical),
    };
    line.figure(pen, &format!("{}/{least}", staff.valid), 6, experts)
        .figure(pen, &of_technical, 6, technical)
        .joined(count(pen, staff.recused, Role::Text))
        .joined(count(pen, staff.candidates, Role::Warning))
        .joined(count(pen, staff.absent, Role::Text))
}

/// A number, a dot where it is nought.
fn count(pen: &Pen, count: usize, role: Role) -> Line {
    match count {
        0 => Line::new().figure(pen, ".", NUMBER, Role::Muted),
        _ => Line::new().figure(pen, &count.to_string(), NUMBER, role),
    }
}

/// Columns of the institution.
fn institution(pen: &Pen, width: usize) -> usize {
    let taken = 2 + word(pen) + 6 + 10 + NUMBER + 8 + 3 * NUMBER;
    width.saturating_sub(taken)
}

fn expert_head(pen: &Pen, width: usize) -> Line {
    let role = Role::Muted;
    let line = Line::of("  ", role)
        .cell(pen, pen.say("assignment.state"), word(pen), role)
        .cell(pen, pen.say("assignment.id"), 6, role)
        .cell(pen, pen.say("assignment.name"), 10, role)
        .cell(
            pen,
            pen.say("assignment.institution"),
            institution(pen, width),
            role,
        )
        .figure(pen, pen.say("assignment.load"), NUMBER, role)
        .figure(pen, pen.say("assignment.sheets"), 8, role);
    noted_head(pen, line)
}

/// What is wrong with an expert's part: mark, word and role.
fn burden(duty: &Duty) -> (&'static str, &'static str, Role) {
    if duty.candidates > 0 {
        ("?", "assignment.to_rule", Role::Warning)
    } else if duty.is_overloaded {
        ("!", "assignment.heavy", Role::Warning)
    } else if duty.load == 0 {
        ("-", "assignment.idle", Role::Muted)
    } else {
        (" ", "assignment.usual", Role::Muted)
    }
}

fn expert(pen: &Pen, workspace: &Workspace, duty: &Duty, width: usize) -> Line {
    let expert = workspace.panel().expert(&duty.expert);
    let name = expert.map(|one| one.name.as_str()).unwrap_or_default();
    let of = expert
        .map(|one| one.institution.as_str())
        .unwrap_or_default();
    let (mark, key, role) = burden(duty);
    let load = if duty.is_overloaded {
        Role::Warning
    } else {
        Role::Text
    };
    let sheets = format!("{}/{}", duty.came, duty.came + duty.owed);
    Line::new()
        .cell(pen, &format!("{mark} {}", pen.say(key)), word(pen), role)
        .cell(pen, &duty.expert, 6, Role::Text)
        .cell(pen, name, 10, Role::Text)
        .cell(pen, of, institution(pen, width), Role::Muted)
        .figure(pen, &duty.load.to_string(), NUMBER, load)
        .figure(pen, &sheets, 8, Role::Text)
        .joined(count(pen, duty.recused, Role::Text))
        .joined(count(pen, duty.candidates, Role::Warning))
        .joined(count(pen, duty.absent, Role::Text))
}
