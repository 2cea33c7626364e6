//! Seat: the experts and the secretariat, with how many sheets lie in the folder.

use crate::app::App;
use crate::app::screens::seat::SeatState;
use crate::config::theme::Role;
use crate::ui::canvas::Canvas;
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &SeatState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let panel = workspace.panel();
    let counts = [
        panel.experts.len().to_string(),
        panel.proposals.len().to_string(),
    ];
    let phase = canvas
        .pen
        .find(&format!("phase.{}", panel.head.phase.key()));
    let head = Head {
        title: canvas.pen.say("seat.title").to_owned(),
        right: phase.to_owned(),
        second: format!(
            "{}   {}",
            panel.head.title.of(canvas.pen.is_english()),
            canvas.pen.with("seat.counts", &[&counts[0], &counts[1]])
        ),
    };
    let body = frame::draw(app, canvas, area, &head);
    let pen = canvas.pen;
    let mut lines = Vec::new();
    for (place, expert) in panel.experts.iter().enumerate() {
        let chosen = place == state.selected;
        let sheets = workspace
            .opened
            .sheet_counts
            .get(&expert.id)
            .copied()
            .unwrap_or(0);
        let assigned = panel.assigned(&expert.id).len();
        let (note, role) = match sheets {
            0 => (
                pen.with("seat.vacant", &[&assigned.to_string()]),
                Role::Good,
            ),
            _ => (
                pen.with("seat.sheets", &[&sheets.to_string(), &assigned.to_string()]),
                Role::Muted,
            ),
        };
        let role_word = if expert.role == "chair" {
            pen.say("seat.chair")
        } else {
            ""
        };
        lines.push(
            Line::of(
                if chosen {
                    format!(" {} ", pen.glyphs().pointer)
                } else {
                    "   ".to_owned()
                },
                Role::Text,
            )
            .column(&pen, &expert.id, 6, Role::Muted)
            .column(&pen, &expert.name, 10, Role::Heading)
            .column(&pen, role_word, 6, Role::Notice)
            .column(&pen, &expert.institution, 16, Role::Text)
            .and(note, role)
            .selected(chosen),
        );
    }
    let chosen = state.selected == panel.experts.len();
    lines.push(
        Line::of(
            if chosen {
                format!(" {} ", pen.glyphs().pointer)
            } else {
                "   ".to_owned()
            },
            Role::Text,
        )
        .column(&pen, "", 6, Role::Muted)
        .column(&pen, pen.say("seat.secretariat"), 16, Role::Heading)
        .and(pen.say("seat.secretariat_note"), Role::Muted)
        .selected(chosen),
    );
    canvas.text(
        2,
        body.y,
        body.width,
        pen.say("seat.question"),
        Role::Heading,
    );
    let list = Rect {
        y: body.y + 2,
        height: body.height.saturating_sub(2),
        ..body
    };
    lines::draw_list(canvas, list, &lines, state.selected);
}
