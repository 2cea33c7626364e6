//! The palette and the menu.

use super::{inside, window};
use crate::app::dispatch::key_name;
use crate::app::overlays::menu::{MenuState, commands};
use crate::app::overlays::palette::{Goal, PaletteState};
use crate::app::possible::possible;
use crate::app::{App, Command};
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::filter::{manner_words, marked, marked_as};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Columns of the names of commands at least.
const NAMES: usize = 38;

/// Draws the palette.
pub fn palette(app: &App, state: &PaletteState, canvas: &mut Canvas, area: Rect) {
    let rows = area.height.saturating_sub(8).min(24);
    let title = canvas.pen.say("command.palette");
    let inner = window(canvas, area, 84, rows, title);
    let pen = canvas.pen;
    let x = inner.x + canvas.text(inner.x, inner.y, inner.width, "> ", Role::Key);
    let counts = [state.counts.0, state.counts.1].map(|count| count.to_string());
    let counts = pen.with("filter.counts", &[&counts[0], &counts[1]]);
    let right = canvas.text_right(
        inner.right(),
        inner.y,
        inner.width / 3,
        &counts,
        Role::Muted,
    );
    let room = right.saturating_sub(x + 1);
    canvas.field(x, inner.y, room, &state.query, pen.say("palette.help"));
    if let Some(text) = manner_words(&pen, state.manner) {
        canvas.text(x, inner.y + 1, inner.width, &text, Role::Warning);
    }
    let name_width = usize::from(inner.width).saturating_sub(26);
    let list = Rect {
        y: inner.y + 2,
        height: inner.height.saturating_sub(2),
        ..inner
    };
    if state.lines.is_empty() {
        canvas.text(
            inner.x + 2,
            list.y,
            inner.width,
            pen.say("palette.nothing"),
            Role::Warning,
        );
    }
    lines::draw_rows(canvas, list, state.lines.len(), state.selected, |place| {
        found(app, &pen, state, (place, name_width))
    });
}

/// Columns of what stands behind a name in the palette, with the gap before it.
const DETAIL: usize = 14;

/// One line of the palette, with what matched; of a command that is not possible now, why.
fn found(app: &App, pen: &Pen, state: &PaletteState, (place, width): (usize, usize)) -> Line {
    let Some(line) = state.lines.get(place) else {
        return Line::new();
    };
    let chosen = place == state.selected;
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let lead =
        Line::of(format!("{pointer} "), Role::Key).column(pen, pen.say(line.sort), 10, Role::Muted);
    let role = if matches!(line.goal, Goal::Run(_)) {
        Role::Key
    } else {
        Role::Muted
    };
    // what was found by its name in the other language shows that too
    let is_found_by_other =
        state.marker.of(&line.name).is_empty() && !state.marker.of(&line.other).is_empty();
    let name = if is_found_by_other {
        format!("{}  {}", line.name, line.other)
    } else {
        line.name.clone()
    };
    let marks = state.marker.of(&name);
    let refused = match line.goal {
        Goal::Run(command) => possible(app, command).err(),
        _ => None,
    };
    if let Some(reason) = refused {
        let own = pen.columns(&name).min(width);
        let reason = pen.with("palette.not_possible", &[&reason]);
        let room = (width + DETAIL).saturating_sub(own + 2);
        return marked_as(pen, lead, &name, &marks, (own, Role::Disabled))
            .and("  ", Role::Text)
            .column(pen, &reason, room, Role::Disabled)
            .selected(chosen);
    }
    if line.detail.is_empty() {
        let own = pen.columns(&name).min(width + DETAIL);
        return marked(pen, lead, &name, &marks, own).selected(chosen);
    }
    marked(pen, lead, &name, &marks, width)
        .and("  ", Role::Text)
        .and(line.detail.clone(), role)
        .selected(chosen)
}

/// Columns before the names in the menu, pointer and digit, and of a sign that there is more.
const LEAD: usize = 4;
const SIGN: usize = 2;

/// Draws the menu.
pub fn menu(app: &App, state: &MenuState, canvas: &mut Canvas, area: Rect) {
    let offered = commands(app);
    let title = canvas.pen.say("command.menu");
    let pen = canvas.pen;
    let name = |command: &Command| pen.find(&format!("command.{}", command.id()));
    let names = offered.iter().map(|command| pen.columns(name(command)));
    let of_command = |command: &Command| key_name(app, *command);
    let keys: Vec<String> = offered.iter().map(of_command).collect();
    let wide = keys.iter().map(|key| pen.columns(key)).max().unwrap_or(0);
    // a name gives way to its key, which stays whole
    let room = usize::from(inside(area, u16::MAX)).saturating_sub(LEAD + wide + SIGN);
    let names = (names.max().unwrap_or(0).max(NAMES) + 2).min(room);
    let found: Vec<Line> = offered
        .iter()
        .zip(&keys)
        .enumerate()
        .map(|(place, (command, key))| {
            let chosen = place == state.selected;
            let pointer = if chosen { pen.glyphs().pointer } else { " " };
            let name = name(command);
            let digit = match place {
                0..10 => format!("{} ", (place + 1) % 10),
                _ => "  ".to_owned(),
            };
            let line = Line::of(format!("{pointer} "), Role::Key).and(digit, Role::Key);
            let line = match possible(app, *command) {
                Ok(()) if key.is_empty() => line.and(name, Role::Text),
                Ok(()) => line
                    .cell(&pen, name, names, Role::Text)
                    .and(key.as_str(), Role::Muted),
                Err(reason) => line.and(
                    pen.with("menu.not_possible", &[name, &reason]),
                    Role::Disabled,
                ),
            };
            line.selected(chosen)
        })
        .collect();
    let widest = found.iter().map(|line| line.columns(&pen));
    let columns = widest.max().unwrap_or(0) as u16 + 4;
    let inner = window(canvas, area, columns.max(70), offered.len() as u16, title);
    lines::draw_list(canvas, inner, &found, state.selected);
}
