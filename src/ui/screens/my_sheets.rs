//! My sheets: the own ranking with what is missing.

use crate::app::App;
use crate::app::screens::my_sheets::{MySheetsState, is_narrow, lines as rows_of, spread};
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::ui::canvas::Canvas;
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &MySheetsState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let pen = canvas.pen;
    let found = rows_of(workspace);
    let done = found.iter().filter(|line| line.progress.is_done()).count();
    let second = match spread(&found) {
        Some((spread, count)) => {
            let key = if is_narrow(&found) {
                "my_sheets.narrow"
            } else {
                "my_sheets.spread"
            };
            pen.with(key, &[&count.to_string(), &plain(spread)])
        }
        None => pen.say("my_sheets.none").to_owned(),
    };
    let head = Head {
        title: pen.say("my_sheets.title").to_owned(),
        right: pen.with(
            "chains.progress",
            &[&done.to_string(), &found.len().to_string()],
        ),
        second,
    };
    let body = frame::draw(app, canvas, area, &head);
    let title_width = usize::from(body.width).saturating_sub(58);
    Line::of("   ", Role::Muted)
        .figure(&pen, pen.say("table.rank"), 4, Role::Muted)
        .and("  ", Role::Muted)
        .column(&pen, pen.say("table.id"), 7, Role::Muted)
        .column(&pen, pen.say("table.title"), title_width, Role::Muted)
        .figure(&pen, pen.say("table.total"), 8, Role::Muted)
        .and("  ", Role::Muted)
        .column(&pen, pen.say("table.verdict"), 12, Role::Muted)
        .column(&pen, pen.say("table.state"), 8, Role::Muted)
        .column(&pen, pen.say("table.missing"), 12, Role::Muted)
        .draw(canvas, body.x, body.y, body.width);
    let rows: Vec<Line> = found
        .iter()
        .map(|line| {
            let chosen = line.id == state.selected;
            let proposal = workspace.panel().proposal(&line.id);
            let title = proposal
                .map(|proposal| proposal.title.as_str())
                .unwrap_or_default();
            let verdict = line
                .verdict
                .map(|verdict| pen.find(&format!("verdict.{}", verdict.key())))
                .unwrap_or_default();
            let is_open = !line.progress.is_done();
            let missing = if is_open && line.missing > 0 {
                pen.with("my_sheets.missing", &[&line.missing.to_string()])
            } else {
                String::new()
            };
            let pointer = if chosen { pen.glyphs().pointer } else { " " };
            Line::of(format!(" {pointer} "), Role::Text)
                .figure(
                    &pen,
                    &line.rank.map(|rank| rank.to_string()).unwrap_or_default(),
                    4,
                    Role::Text,
                )
                .and("  ", Role::Text)
                .column(&pen, &line.id, 7, Role::Text)
                .column(&pen, title, title_width, Role::Text)
                .figure(
                    &pen,
                    &line.total.map(plain).unwrap_or_default(),
                    8,
                    Role::Heading,
                )
                .and("  ", Role::Text)
                .column(&pen, verdict, 12, Role::Text)
                .column(
                    &pen,
                    pen.say(line.progress.key()),
                    8,
                    if is_open { Role::Warning } else { Role::Good },
                )
                .column(&pen, &missing, 12, Role::Warning)
                .selected(chosen)
        })
        .collect();
    let selected = found
        .iter()
        .position(|line| line.id == state.selected)
        .unwrap_or(0);
    let list = Rect {
        y: body.y + 1,
        height: body.height.saturating_sub(1),
        ..body
    };
    lines::draw_list(canvas, list, &rows, selected);
}
