//! The settings: each with its value and where it comes from, then the folders.

use super::window;
use crate::app::overlays::settings::{ROWS, SettingsState};
use crate::app::scrolling::PastEnd;
use crate::app::{App, Command};
use crate::config::origin::Origin;
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Rows of the screen that the window leaves free or needs for its border.
const AROUND: u16 = 8;
/// Columns before the names: pointer and digit.
const LEAD: usize = 4;
/// Columns of the names.
const NAME: usize = 14;
/// Columns of the values.
const VALUE: usize = 22;

/// Draws the window.
pub fn draw(app: &App, state: &SettingsState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(area.width.min(92)).saturating_sub(8);
    let (mut found, mut chosen) = content(app, state, &pen, width);
    if found.len() > usize::from(area.height.saturating_sub(AROUND)) {
        // the signs that there is more take two columns
        (found, chosen) = content(app, state, &pen, width.saturating_sub(2));
    }
    let title = pen.say("command.settings");
    let inner = window(canvas, area, 92, found.len() as u16, title);
    let height = usize::from(inner.height);
    // the line in the middle that brings the last one into sight
    let last = if found.len() > height {
        (found.len() - height + height / 2).saturating_sub(chosen)
    } else {
        0
    };
    if state.below > last {
        canvas.past_end.push(PastEnd {
            asked: state.below,
            shown: last,
        });
    }
    let seen = chosen + state.below.min(last);
    lines::draw_list(canvas, inner, &found, seen);
}

/// Returns the lines, and which of them is chosen.
fn content(app: &App, state: &SettingsState, pen: &Pen, width: usize) -> (Vec<Line>, usize) {
    let blanks = " ".repeat(LEAD);
    let mut found = vec![
        Line::of(blanks, Role::Muted)
            .column(pen, pen.say("settings.name"), NAME, Role::Muted)
            .column(pen, pen.say("settings.value"), VALUE, Role::Muted)
            .and(pen.say("settings.origin"), Role::Muted),
    ];
    let mut seen = 0;
    for (place, command) in ROWS.into_iter().enumerate() {
        let chosen = place == state.at;
        if chosen {
            seen = found.len();
        }
        found.extend(row(app, pen, (place, command), width, chosen));
    }
    found.extend(below(app, pen, width));
    (found, seen)
}

/// A setting; where what it comes from has no room beside the value, it stands under it.
fn row(
    app: &App,
    pen: &Pen,
    (place, command): (usize, Command),
    width: usize,
    chosen: bool,
) -> Vec<Line> {
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let (value, origin) = setting(app, pen, command);
    let line = Line::of(format!("{pointer} {} ", place + 1), Role::Key)
        .column(pen, name(pen, command), NAME, Role::Text)
        .column(pen, &value, VALUE, Role::Heading);
    if LEAD + NAME + VALUE + pen.columns(&origin) <= width {
        return vec![line.and(origin, Role::Text).selected(chosen)];
    }
    let under = Line::new()
        .blanks(LEAD + NAME, Role::Text)
        .and(origin, Role::Muted);
    vec![line.selected(chosen), under]
}

/// What stands below the settings: the folders, and what is to know.
fn below(app: &App, pen: &Pen, width: usize) -> Vec<Line> {
    let mut found = Vec::new();
    found.push(Line::new());
    found.push(Line::of(pen.say("settings.folders"), Role::Heading));
    let paths = app.folders.iter().map(|folder| folder.path.as_str());
    let paths = lines::widest(pen, paths).max(VALUE - 2) + 2;
    let whys = app.folders.iter().map(|folder| pen.find(folder.origin));
    let is_beside = LEAD + NAME + paths + lines::widest(pen, whys) <= width;
    for folder in &app.folders {
        let why = pen.find(folder.origin);
        let name = Line::new().blanks(LEAD, Role::Text).column(
            pen,
            pen.find(folder.name),
            NAME,
            Role::Text,
        );
        if is_beside {
            let line = name.column(pen, &folder.path, paths, Role::Text);
            found.push(line.and(why, Role::Muted));
            continue;
        }
        let label = " ".repeat(LEAD + NAME);
        let path = labelled(
            pen,
            "",
            &folder.path,
            width.saturating_sub(LEAD + NAME),
            Role::Text,
        );
        for (row, text) in path.into_iter().enumerate() {
            let lead = match row {
                0 => name.clone(),
                _ => Line::of(label.as_str(), Role::Text),
            };
            found.push(lead.joined(text));
        }
        found.extend(labelled(pen, &label, why, width, Role::Muted));
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
