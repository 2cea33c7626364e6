//! The journal of the panel, its newest line at the foot.

use super::window;
use crate::app::overlays::journal::{self, JournalState};
use crate::config::theme::Role;
use crate::ui::canvas::Canvas;
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Draws the journal.
pub fn draw(state: &JournalState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = journal::width(area.width);
    let rows = state.rows(width);
    let said = match &state.lines {
        None => Some("round.looking"),
        Some(_) if rows.is_empty() => Some("round.no_journal"),
        Some(_) => None,
    };
    let count = said.map_or(rows.len(), |_| 1);
    let line = |row: usize| match said {
        Some(key) => Line::of(pen.say(key), Role::Muted),
        None => Line::of(
            pen.shown(rows.get(row).map_or("", String::as_str)),
            Role::Text,
        ),
    };
    let title = pen.say("command.journal");
    let columns = (width as u16 + 4).min(area.width.saturating_sub(2));
    let height = u16::try_from(count).unwrap_or(u16::MAX);
    let inner = window(canvas, area, columns, height, title);
    let last = count.saturating_sub(usize::from(inner.height));
    lines::draw_long(canvas, inner, count, last.saturating_sub(state.above), line);
}
