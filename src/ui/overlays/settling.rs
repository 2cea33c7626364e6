//! The window in which a conflict is decided: the values with where each stands, and below
//! them what is chosen, by whom and why.

use super::window;
use crate::app::App;
use crate::app::overlays::settling::{Row, SettlingState};
use crate::config::theme::Role;
use crate::i18n::merging;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::merge::conflicts;
use crate::ui::screens::results;
use ratatui::layout::Rect;

/// Draws the window.
pub fn settling(app: &App, state: &SettlingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(workspace) = &app.workspace else {
        return;
    };
    let columns = area.width.saturating_sub(6).clamp(20, 92);
    let width = usize::from(columns - 4);
    let conflict = &state.conflict;
    let cell = conflicts::cell_name(&pen, workspace, conflict);
    let expert = results::expert(workspace, &conflict.sheet.expert);
    let details = [&expert, &conflict.sheet.proposal, &cell];
    let title = pen.with("settling.title", &details.map(String::as_str));
    let title = pen.fitted(&title, width);
    let proposal = results::title(workspace, &conflict.sheet.proposal);
    let mut above = labelled(&pen, "", proposal, width, Role::Muted);
    above.extend(options(&pen, state, width));
    above.extend(conflicts::until_then(&pen, conflict, width));
    let (below, cursor) = form(&pen, state, width);
    let rows = above.len() + below.len() + 1;
    let inner = window(canvas, area, columns, rows as u16, &title);
    let foot = (below.len() as u16).min(inner.height);
    let head = Rect {
        height: inner.height.saturating_sub(foot + 1),
        ..inner
    };
    lines::draw(canvas, head, &above, state.scroll);
    let bottom = Rect {
        y: inner.bottom() - foot,
        height: foot,
        ..inner
    };
    lines::draw(canvas, bottom, &below, 0);
    let (row, column) = cursor;
    canvas.cursor = Some((
        (bottom.x + column as u16).min(bottom.right()),
        (bottom.y + row as u16).min(bottom.bottom()),
    ));
}

/// The values behind their digits.
fn options(pen: &Pen, state: &SettlingState, width: usize) -> Vec<Line> {
    let mut found = Vec::new();
    for (place, value) in state.options().iter().enumerate() {
        let chosen = state.chosen == Some(place);
        let mark = if chosen { pen.glyphs().passed } else { " " };
        let label = format!("{mark} {}  ", place + 1);
        let role = if chosen { Role::Input } else { Role::Text };
        let candidate = state.conflict.values.get(place);
        let text = match candidate {
            Some(_) => merging::value_of(&state.conflict.cell, value, pen.language()),
            None => pen.say("settling.both").to_owned(),
        };
        found.extend(labelled(pen, &label, &text, width, role));
        if let Some(candidate) = candidate {
            let source = conflicts::source_words(pen, candidate);
            found.extend(labelled(pen, "     ", &source, width, Role::Muted));
        }
    }
    found
}

/// The rows of the form, and the row and column of the real cursor within them.
fn form(pen: &Pen, state: &SettlingState, width: usize) -> (Vec<Line>, (usize, usize)) {
    let mut found = Vec::new();
    let mut cursor = (0, 0);
    let labels = Row::ALL.iter().map(|row| pen.columns(label(pen, *row)));
    let lead = labels.max().unwrap_or(0) + 4;
    for row in Row::ALL {
        let chosen = state.row == row;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let role = if chosen { Role::Heading } else { Role::Text };
        let line =
            Line::of(format!("{pointer} "), Role::Key).column(pen, label(pen, row), lead - 2, role);
        let room = width.saturating_sub(lead).max(8);
        let field = match row {
            Row::Value => {
                if chosen {
                    cursor = (found.len(), lead);
                }
                let text = chosen_words(pen, state);
                let text = pen.fitted(&text, room);
                let role = if state.chosen.is_some() {
                    Role::Input
                } else {
                    Role::Muted
                };
                found.push(line.and(text, role));
                continue;
            }
            Row::By => &state.by,
            Row::Reason => &state.reason,
        };
        let typed = field.lines(room);
        if chosen {
            let (below, column) = field.position(room);
            cursor = (found.len() + below, lead + column);
        }
        let first = typed.first().copied().unwrap_or_default();
        let line = match (first, chosen) {
            ("", false) => line.and("____", Role::Muted),
            _ => line.and(first, Role::Input),
        };
        found.push(line);
        for more in typed.iter().skip(1) {
            let line = Line::of(" ".repeat(lead), Role::Text);
            found.push(line.and(*more, Role::Input));
        }
    }
    found.push(Line::new());
    let effect = pen.say("settling.effect");
    found.extend(labelled(pen, "", effect, width, Role::Muted));
    (found, cursor)
}

fn chosen_words(pen: &Pen, state: &SettlingState) -> String {
    let options = state.options();
    let Some((place, value)) = state.chosen.and_then(|at| Some((at, options.get(at)?))) else {
        return pen.say("settling.by_digit").to_owned();
    };
    if state.is_both(place) {
        return pen.say("settling.both").to_owned();
    }
    conflicts::value_words(pen, &state.conflict, value)
}

fn label<'a>(pen: &Pen<'a>, row: Row) -> &'a str {
    pen.say(match row {
        Row::Value => "settling.value",
        Row::By => "settling.by",
        Row::Reason => "settling.reason",
    })
}
