//! The first look at the scoring screen: a small window over the facts, never over the sheet.

use super::{HEAD, window_at};
use crate::app::overlays::tour::{STEPS, TourState};
use crate::config::theme::Role;
use crate::ui::canvas::Canvas;
use crate::ui::frame::FOOT;
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Columns of the window; the sheet begins to the right of it at every size.
const WIDTH: u16 = 47;

/// Draws the window at the lower left.
pub fn draw(state: &TourState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = WIDTH.min(area.width.saturating_sub(33)).max(20);
    let room = usize::from(width.saturating_sub(4));
    let words = STEPS.get(state.step).map_or("", |key| pen.say(key));
    let mut found = labelled(&pen, "", words, room, Role::Text);
    let way = if state.is_last() {
        "tour.last"
    } else {
        "tour.next"
    };
    let way = labelled(&pen, "", pen.say(way), room, Role::Hint);
    let most = area.height.saturating_sub(FOOT + HEAD);
    // the last row but one of the screen names the keys too
    if found.len() + way.len() + 3 <= usize::from(most) {
        found.push(Line::new());
        found.extend(way);
    }
    let height = (found.len() as u16 + 2).min(most);
    let outer = Rect {
        x: 1,
        y: area.height.saturating_sub(FOOT + height),
        width,
        height,
    };
    let counts = [(state.step + 1).to_string(), STEPS.len().to_string()];
    let title = pen.with("tour.title", &counts.each_ref().map(String::as_str));
    let inner = window_at(canvas, outer, &title);
    lines::draw(canvas, inner, &found, 0);
}
