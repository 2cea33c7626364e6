//! Assignment: one line that says whether every proposal has enough experts, the list of
//! proposals, experts or groups, and the details beside it, or in its place where there is no
//! room for both.

pub mod details;
pub mod groups;
pub mod lists;

use super::results;
use crate::app::App;
use crate::app::screens::assignment::{AssignmentState, Part};
use crate::app::workspace::{Results, Workspace};
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::Line;
use ratatui::layout::Rect;

/// Columns from which the details stand beside the list.
const BROAD: u16 = 100;
/// Share of the list of these columns, in hundredths; English words in the details are longer.
fn share(pen: &Pen) -> u16 {
    if pen.is_english() { 55 } else { 56 }
}

/// Draws the screen.
pub fn draw(app: &App, state: &AssignmentState, canvas: &mut Canvas, area: Rect) {
    let Some((workspace, results)) = ready(app) else {
        results::waiting(app, canvas, area, "screen.assignment");
        return;
    };
    let pen = canvas.pen;
    let body = frame::draw(app, canvas, area, &head(&pen, workspace, results));
    let width = body.width.saturating_sub(1);
    tabs(&pen, workspace, results, state).draw(canvas, 1, body.y, width);
    summary(&pen, workspace, results).draw(canvas, 1, body.y + 1, width);
    let rest = Rect {
        x: 1,
        y: body.y + 2,
        width: body.width.saturating_sub(2),
        height: body.height.saturating_sub(2),
    };
    if body.width < BROAD {
        match (state.part, state.is_inside) {
            (Part::Groups, _) => groups::draw(workspace, state, canvas, rest),
            (_, true) => details::draw(workspace, results, state, canvas, rest),
            (_, false) => lists::draw(workspace, results, state, canvas, rest),
        }
        return;
    }
    if state.part == Part::Groups {
        groups::draw(workspace, state, canvas, rest);
        return;
    }
    let left = Rect {
        width: rest.width * share(&pen) / 100,
        ..rest
    };
    let right = Rect {
        x: left.right() + 2,
        width: rest.width.saturating_sub(left.width + 2),
        ..rest
    };
    lists::draw(workspace, results, state, canvas, left);
    canvas.bar(left.right(), rest.y, rest.height);
    details::draw(workspace, results, state, canvas, right);
}

fn ready(app: &App) -> Option<(&Workspace, &Results)> {
    let workspace = app.workspace.as_ref()?;
    Some((workspace, workspace.results.as_ref()?))
}

/// What the policy asks for, in the words of the screen.
fn head(pen: &Pen, workspace: &Workspace, results: &Results) -> Head {
    let staffing = &results.staffing;
    let counts = [staffing.proposals.len(), staffing.experts.len()].map(|n| n.to_string());
    let valid = &workspace.panel().policy.valid;
    let least = valid.experts.max(1).to_string();
    let key = match (valid.technical_share.is_empty(), valid.must_attend) {
        (false, true) => "assignment.rule",
        (false, false) => "assignment.rule_unattended",
        (true, true) => "assignment.rule_any",
        (true, false) => "assignment.rule_any_unattended",
    };
    let right = pen.with("assignment.counts", &[&counts[0], &counts[1]]);
    Head {
        title: pen.say("screen.assignment").to_owned(),
        right: format!("{}{right}", results::on_its_way(pen, workspace)),
        second: pen.with(key, &[&least, &valid.technical_share]),
    }
}

/// The parts with their numbers, the present one in brackets.
fn tabs(pen: &Pen, workspace: &Workspace, results: &Results, state: &AssignmentState) -> Line {
    let staffing = &results.staffing;
    let numbers = [
        staffing.proposals.len(),
        staffing.experts.len(),
        workspace.panel().groups.len(),
    ];
    let keys = [
        "assignment.by_proposal",
        "assignment.by_expert",
        "assignment.groups",
    ];
    let parts = Part::ALL.into_iter().zip(keys).zip(numbers);
    parts.fold(Line::new(), |line, ((part, key), number)| {
        let text = pen.with(key, &[&number.to_string()]);
        if part == state.part {
            line.and(format!("[{text}]"), Role::Heading)
        } else {
            line.and(format!(" {text} "), Role::Muted)
        }
        .and("  ", Role::Text)
    })
}

/// Whether everything is as it should be, and what is not.
fn summary(pen: &Pen, workspace: &Workspace, results: &Results) -> Line {
    let glyphs = pen.glyphs();
    let [short, technical, open, heavy] = results.staffing.to_do();
    let mut pieces: Vec<(String, Role)> = Vec::new();
    if workspace.panel().assignments.is_empty() {
        let words = pen.say("assignment.undealt");
        pieces.push((format!("! {words}"), Role::Warning));
    }
    if short + technical == 0 && !results.staffing.proposals.is_empty() {
        let words = pen.say("assignment.all_staffed");
        pieces.push((format!("{} {words}", glyphs.passed), Role::Good));
    }
    for (count, mark, key, role) in [
        (short, glyphs.failed, "assignment.lack_experts", Role::Bad),
        (
            technical,
            glyphs.failed,
            "assignment.lack_technical",
            Role::Bad,
        ),
        (open, "?", "assignment.open_conflicts", Role::Warning),
        (heavy, "!", "assignment.heavy_loads", Role::Warning),
    ] {
        if count > 0 {
            let words = pen.with(key, &[&count.to_string()]);
            pieces.push((format!("{mark} {words}"), role));
        }
    }
    if open == 0 {
        let words = pen.say("assignment.no_open_conflicts");
        pieces.push((words.to_owned(), Role::Muted));
    }
    pieces.into_iter().fold(Line::new(), |line, (text, role)| {
        line.and(text, role).and("   ", Role::Text)
    })
}
