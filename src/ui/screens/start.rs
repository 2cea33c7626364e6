//! Start: the name of the program, the panels to open, the rest of the choice.

use crate::app::App;
use crate::app::screens::start::{Choice, StartState};
use crate::config::theme::Role;
use crate::text::wrap::wrap;
use crate::ui::canvas::Canvas;
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &StartState, canvas: &mut Canvas, area: Rect) {
    let head = Head {
        title: canvas.pen.say("start.title").to_owned(),
        right: env!("CARGO_PKG_VERSION").to_owned(),
        second: canvas.pen.say("start.what").to_owned(),
    };
    let body = frame::draw(app, canvas, area, &head);
    let width = body.width.saturating_sub(4);
    let mut lines = vec![Line::new()];
    for (place, choice) in state.choices.iter().enumerate() {
        let chosen = place == state.selected;
        if matches!(choice, Choice::Folder) {
            lines.push(Line::new());
        }
        lines.push(line(canvas, choice, chosen, state));
        if let (true, Choice::Folder, Some(field)) = (chosen, choice, &state.path) {
            let label = format!("      {}", canvas.pen.say("start.folder_name"));
            let column = canvas.pen.columns(&label) + canvas.pen.columns(field.before());
            let y = body.y + lines.len() as u16;
            canvas.cursor = Some((body.x + 2 + column as u16, y));
            lines.push(
                Line::of(label, Role::Muted)
                    .and(field.text(), Role::Input)
                    .and(" ", Role::Input),
            );
        }
    }
    lines.push(Line::new());
    let about = canvas.pen.shown(canvas.pen.say("start.about")).into_owned();
    lines.extend(
        wrap(&about, usize::from(width).min(88))
            .into_iter()
            .map(|line| Line::of(line, Role::Muted)),
    );
    lines::draw(
        canvas,
        Rect {
            x: body.x + 2,
            width,
            ..body
        },
        &lines,
        0,
    );
}

fn line(canvas: &Canvas, choice: &Choice, chosen: bool, state: &StartState) -> Line {
    let pen = &canvas.pen;
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let lead = Line::of(format!(" {pointer} "), Role::Text);
    let line = match choice {
        Choice::Open(place) => {
            let title = place.title.of(pen.is_english());
            let title = match (place.is_demonstration, title.is_empty()) {
                (true, _) => pen.say("start.demonstration"),
                (false, true) => place.path.as_str(),
                (false, false) => title,
            };
            let note = match (state.is_opening && chosen, place.is_demonstration) {
                (true, _) => pen.say("start.opening").to_owned(),
                (false, true) => pen.say("start.demonstration_note").to_owned(),
                (false, false) if place.path == state.last => {
                    pen.with("start.last", &[&place.path])
                }
                (false, false) => place.path.clone(),
            };
            lead.and(pen.with("start.open", &[title]), Role::Heading)
                .and(format!("  {note}"), Role::Muted)
        }
        Choice::Folder => lead.and(pen.say("start.folder"), Role::Text),
        Choice::SelfCheck => lead.and(pen.say("start.self_check"), Role::Text),
        Choice::Language => lead.and(pen.say("start.language"), Role::Text),
        Choice::Quit => lead
            .and(pen.say("start.quit"), Role::Text)
            .and("  Ctrl-Q", Role::Muted),
    };
    line.selected(chosen)
}
