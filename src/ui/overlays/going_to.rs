//! What can follow a `g`.

use super::window;
use crate::app::App;
use crate::app::dispatch::key_name;
use crate::app::overlays::going_to::{GoingToState, WAYS};
use crate::app::possible::possible;
use crate::config::theme::Role;
use crate::ui::canvas::Canvas;
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Draws the window.
pub fn draw(app: &App, state: &GoingToState, canvas: &mut Canvas, area: Rect) {
    let title = canvas.pen.say("command.go_to");
    let inner = window(canvas, area, 66, WAYS.len() as u16, title);
    let pen = canvas.pen;
    // many have one reason, and it is said once
    let mut said = String::new();
    let ways = WAYS.into_iter().enumerate();
    let found: Vec<Line> = ways
        .map(|(place, (letter, command))| {
            let chosen = place == state.at;
            let pointer = if chosen { pen.glyphs().pointer } else { " " };
            let name = match letter {
                'g' => pen.say("going.first"),
                _ => pen.find(&format!("command.{}", command.id())),
            };
            let line =
                Line::of(format!("{pointer} "), Role::Key).and(format!("{letter} "), Role::Key);
            let line = match possible(app, command) {
                Ok(()) if letter == 'g' => line.and(name, Role::Text),
                Ok(()) => line
                    .column(&pen, name, 40, Role::Text)
                    .and(key_name(app, command), Role::Muted),
                Err(reason) if reason == said => {
                    let words = pen.with("menu.not_possible", &[name, pen.say("menu.as_above")]);
                    line.and(words, Role::Disabled)
                }
                Err(reason) => {
                    let words = pen.with("menu.not_possible", &[name, &reason]);
                    said = reason;
                    line.and(words, Role::Disabled)
                }
            };
            line.selected(chosen)
        })
        .collect();
    lines::draw_list(canvas, inner, &found, state.at);
}
