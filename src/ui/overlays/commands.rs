//! The palette and the menu.

use super::window;
use crate::app::App;
use crate::app::overlays::menu::{MenuState, commands};
use crate::app::overlays::palette::{Goal, PaletteState};
use crate::app::possible::possible;
use crate::config::theme::Role;
use crate::ui::canvas::Canvas;
use crate::ui::lines::{self, Line};
use crate::ui::screens::proposals::marked;
use ratatui::layout::Rect;

/// Draws the palette.
pub fn palette(state: &PaletteState, canvas: &mut Canvas, area: Rect) {
    let rows = area.height.saturating_sub(8).min(24);
    let title = canvas.pen.say("command.palette");
    let inner = window(canvas, area, 84, rows, title);
    let pen = canvas.pen;
    let x = inner.x + canvas.text(inner.x, inner.y, inner.width, "> ", Role::Key);
    let room = inner.right().saturating_sub(x);
    canvas.field(x, inner.y, room, &state.query, pen.say("palette.help"));
    let width = usize::from(inner.width);
    let name_width = width.saturating_sub(26);
    let found: Vec<Line> = state
        .lines
        .iter()
        .enumerate()
        .map(|(place, line)| {
            let chosen = place == state.selected;
            let pointer = if chosen { pen.glyphs().pointer } else { " " };
            let lead = Line::of(format!("{pointer} "), Role::Key).column(
                &pen,
                pen.say(line.sort),
                10,
                Role::Muted,
            );
            let detail_role = if matches!(line.goal, Goal::Run(_)) {
                Role::Key
            } else {
                Role::Muted
            };
            marked(&pen, lead, &line.name, &line.marks, name_width)
                .and("  ", Role::Text)
                .and(line.detail.clone(), detail_role)
                .selected(chosen)
        })
        .collect();
    let list = Rect {
        y: inner.y + 2,
        height: inner.height.saturating_sub(2),
        ..inner
    };
    if found.is_empty() {
        canvas.text(
            inner.x + 2,
            list.y,
            inner.width,
            pen.say("palette.nothing"),
            Role::Warning,
        );
    }
    lines::draw_list(canvas, list, &found, state.selected);
}

/// Draws the menu.
pub fn menu(app: &App, state: &MenuState, canvas: &mut Canvas, area: Rect) {
    let offered = commands(app);
    let title = canvas.pen.say("command.menu");
    let inner = window(canvas, area, 70, offered.len() as u16, title);
    let pen = canvas.pen;
    let found: Vec<Line> = offered
        .iter()
        .enumerate()
        .map(|(place, command)| {
            let chosen = place == state.selected;
            let pointer = if chosen { pen.glyphs().pointer } else { " " };
            let name = pen.find(&format!("command.{}", command.id()));
            let digit = match place {
                0..9 => format!("{} ", place + 1),
                _ => "  ".to_owned(),
            };
            let line = Line::of(format!("{pointer} "), Role::Key).and(digit, Role::Key);
            let line = match possible(app, *command) {
                Ok(()) => line
                    .column(&pen, name, 40, Role::Text)
                    .and(command.key_name(), Role::Muted),
                Err(reason) => line.and(
                    pen.with("menu.not_possible", &[name, &reason]),
                    Role::Disabled,
                ),
            };
            line.selected(chosen)
        })
        .collect();
    lines::draw_list(canvas, inner, &found, state.selected);
}
