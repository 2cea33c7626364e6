//! Help: what this screen is for, how to type, the keys of this screen, and every key, from the
//! registry.

use super::window;
use crate::app::command::{Entry, REGISTRY, Section};
use crate::app::dispatch::meant;
use crate::app::hints::hints_of_screen;
use crate::app::workspace::Seat;
use crate::app::{App, Key};
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws the window.
pub fn draw(app: &App, scroll: usize, canvas: &mut Canvas, area: Rect) {
    let title = canvas.pen.with(
        "help.title",
        &[canvas.pen.find(&format!("screen.{}", app.screen.key()))],
    );
    let inner = window(canvas, area, 84, area.height, &title);
    let found = content(app, &canvas.pen, usize::from(inner.width));
    lines::draw(canvas, inner, &found, scroll);
}

fn content(app: &App, pen: &Pen, width: usize) -> Vec<Line> {
    let is_sheet = app.screen.key() == "scoring" && app.seat() != Seat::Secretariat;
    let about = if app.screen.key() == "scoring" && !is_sheet {
        pen.say("help.scored")
    } else {
        pen.find(&format!("help.{}", app.screen.key()))
    };
    let mut found = labelled(pen, "", about, width, Role::Text);
    if is_sheet {
        found.push(Line::new());
        found.push(Line::of(pen.say("help.typing_title"), Role::Heading));
        found.extend(labelled(pen, "", pen.say("help.typing"), width, Role::Text));
    }
    found.push(Line::new());
    found.push(Line::of(pen.say("help.here"), Role::Heading));
    for hint in hints_of_screen(app) {
        let what = match &hint.refused {
            Some(reason) => pen.with("menu.not_possible", &[&hint.label, reason]),
            None => hint.label,
        };
        found.push(row(pen, &hint.key, &what));
    }
    for section in Section::ALL {
        found.push(Line::new());
        found.push(Line::of(pen.say(section.key()), Role::Heading));
        if section == Section::Everywhere {
            let words = pen.say("help.letters");
            found.extend(labelled(pen, "  ", words, width, Role::Muted));
        }
        // a key that means something else on this screen stands among the keys of the screen
        let stands =
            |entry: &&Entry| entry.section == section && meant(app, entry.command) == entry.command;
        for entry in REGISTRY.iter().filter(stands) {
            let keys: Vec<String> = entry
                .keys
                .iter()
                .chain(entry.accelerators)
                .map(|key| key_words(pen, *key))
                .collect();
            let name = pen.find(&format!("command.{}", entry.id));
            found.push(row(pen, &keys.join(" "), name));
        }
    }
    found
}

fn row(pen: &Pen, keys: &str, what: &str) -> Line {
    Line::of("  ", Role::Text)
        .column(pen, keys, 22, Role::Key)
        .and(what, Role::Text)
}

/// The name of a key in the language of the screen.
fn key_words(pen: &Pen, key: Key) -> String {
    match key {
        Key::Char(' ') => pen.say("hintkey.space").to_owned(),
        Key::Enter => pen.say("hintkey.Enter").to_owned(),
        Key::Char('9') => "- 9".to_owned(),
        Key::Up => pen.glyphs().more[0].to_owned(),
        Key::Down => pen.glyphs().more[1].to_owned(),
        Key::Left => pen.say("hintkey.left").to_owned(),
        Key::Right => pen.say("hintkey.right").to_owned(),
        other => other.name(),
    }
}
