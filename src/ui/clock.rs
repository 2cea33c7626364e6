//! The meeting's clock in a frame that was drawn. From one second to the next nothing else
//! changes, and a meeting lasts all day: then only the clock is drawn anew, in its place.

use super::canvas::Canvas;
use super::meeting;
use super::screens::meeting::digits::{self, Face};
use super::screens::meeting::expected;
use crate::analysis::sitting::Sitting;
use crate::app::{App, Screen};
use ratatui::layout::Rect;
use std::ops::Range;

/// A clock in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The cells of its figures, or of the words that hold them.
    pub area: Rect,
    /// How it is drawn.
    pub shape: Shape,
    /// What it showed.
    pub face: Face,
    /// When the meeting would be over, as it was written; none where that is not told.
    pub expected: Option<String>,
}

impl Clock {
    /// Returns the rows it stands in.
    pub fn rows(&self) -> Range<u16> {
        self.area.top()..self.area.bottom()
    }
}

/// How a clock is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// In the words of the rule under the head.
    Banner,
    /// As text.
    Written,
    /// In big figures, a piece so many columns wide.
    Figures(usize),
}

/// Draws the clock anew in its place; false, and nothing is drawn, where more than its figures
/// changed.
pub fn draw(app: &App, before: &Clock, canvas: &mut Canvas) -> bool {
    let Some(workspace) = &app.workspace else {
        return false;
    };
    let book = &workspace.meeting;
    let Some(sitting) = Sitting::of(workspace.panel(), &book.group) else {
        return false;
    };
    let face = Face::of(book, sitting.lengths);
    let is_told = matches!(&app.screen, Screen::Meeting(state) if !state.is_wall);
    let expected = expected(&canvas.pen, workspace, &sitting).filter(|_| is_told);
    if !face.is_like(before.face) || expected != before.expected {
        return false;
    }
    let Rect { x, y, width, .. } = before.area;
    match before.shape {
        Shape::Banner => meeting::banner(app, canvas, x, x + width),
        Shape::Written => {
            canvas.text(x, y, width, &face.written(), face.role());
        }
        Shape::Figures(scale) => digits::figures(canvas, (x, y), face, scale),
    }
    true
}
