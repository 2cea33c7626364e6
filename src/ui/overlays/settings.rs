//! The settings: each with its value and where it comes from, then the folders.

use super::window;
use crate::app::overlays::settings::{ROWS, SettingsState};
use crate::app::{App, Command};
use crate::config::origin::Origin;
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Columns of the names.
const NAME: usize = 14;
/// Columns of the values.
const VALUE: usize = 22;

/// Draws the window.
pub fn draw(app: &App, state: &SettingsState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(area.width.min(92)).saturating_sub(8);
    let found = content(app, state, &pen, width);
    let title = pen.say("command.settings");
    let inner = window(canvas, area, 92, found.len() as u16, title);
    lines::draw_list(canvas, inner, &found, state.at + 1);
}

fn content(app: &App, state: &SettingsState, pen: &Pen, width: usize) -> Vec<Line> {
    let mut found = vec![
        Line::of("    ", Role::Muted)
            .column(pen, pen.say("settings.name"), NAME, Role::Muted)
            .column(pen, pen.say("settings.value"), VALUE, Role::Muted)
            .and(pen.say("settings.origin"), Role::Muted),
    ];
    for (place, command) in ROWS.into_iter().enumerate() {
        let chosen = place == state.at;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let (value, origin) = setting(app, pen, command);
        let line = Line::of(format!("{pointer} {} ", place + 1), Role::Key)
            .column(pen, name(pen, command), NAME, Role::Text)
            .column(pen, &value, VALUE, Role::Heading)
            .and(origin, Role::Text);
        found.push(line.selected(chosen));
    }
    found.push(Line::new());
    found.push(Line::of(pen.say("settings.folders"), Role::Heading));
    for folder in &app.folders {
        let label = format!(
            "  {}  ",
            crate::text::width::pad(pen.find(folder.name), NAME)
        );
        let why = pen.find(folder.origin);
        let words = format!("{}   {why}", folder.path);
        found.extend(labelled(pen, &label, &words, width, Role::Text));
    }
    found.push(Line::new());
    found.extend(labelled(
        pen,
        "",
        pen.say("settings.note"),
        width,
        Role::Muted,
    ));
    found
}

fn name(pen: &Pen, command: Command) -> &'static str {
    pen.find(&format!("settings.{}", command.id()))
}

/// The value of a setting and where it comes from, in words.
fn setting(app: &App, pen: &Pen, command: Command) -> (String, String) {
    let origin = |origin: Origin| {
        let (key, detail) = origin.words();
        pen.with(key, &[detail])
    };
    match command {
        Command::Language => (
            pen.say("settings.this_language").to_owned(),
            origin(app.origins.language),
        ),
        Command::Theme => {
            let title = app.theme.title(pen.is_english());
            (title.to_owned(), origin(app.origins.theme))
        }
        Command::Glyphs => {
            let origin = pen.say(app.glyph_origin.key());
            (pen.say(app.glyphs.words()).to_owned(), origin.to_owned())
        }
        Command::Mouse if app.mouse => {
            (pen.say("settings.on").to_owned(), origin(app.origins.mouse))
        }
        Command::Mouse => (
            pen.say("settings.off").to_owned(),
            origin(app.origins.mouse),
        ),
        _ => (
            pen.say("settings.look").to_owned(),
            pen.say("settings.look_at").to_owned(),
        ),
    }
}
