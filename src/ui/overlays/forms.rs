//! Windows with a form: what it is about above, rows that are filled in below.

use super::window;
use crate::app::field::TextField;
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// One row of a form.
pub struct FormRow<'a> {
    /// What it asks.
    pub label: &'a str,
    /// The cursor is in it.
    pub is_chosen: bool,
    /// What stands in it.
    pub content: Content<'a>,
}

/// What stands in a row.
pub enum Content<'a> {
    /// One of several by its digit; the mark stands before the chosen one.
    Choice(Vec<(&'a str, bool)>),
    /// A text.
    Text(&'a TextField),
    /// What was chosen from a list of its own.
    Fixed(&'a str),
}

/// A form in its window.
pub struct Form<'a> {
    /// Title of the window.
    pub title: &'a str,
    /// What it is about; scrolls where there is no room.
    pub above: &'a [Line],
    /// The rows and what follows them; always in sight, the last ones first.
    pub below: &'a [Line],
    /// Row and column of the real cursor in what is below.
    pub cursor: Option<(usize, usize)>,
    /// How far the upper part is scrolled.
    pub scroll: usize,
}

/// Draws a form into a window of so many columns.
pub fn draw(canvas: &mut Canvas, (area, columns): (Rect, u16), form: &Form) {
    let (above, below) = (form.above, form.below);
    let rows = above.len() + below.len() + 1;
    let inner = window(canvas, area, columns, rows as u16, form.title);
    let foot = (below.len() as u16).min(inner.height);
    let head = Rect {
        height: inner.height.saturating_sub(foot + 1),
        ..inner
    };
    lines::draw_read(canvas, head, above, form.scroll);
    let bottom = Rect {
        y: inner.bottom() - foot,
        height: foot,
        ..inner
    };
    let beyond = below.len().saturating_sub(usize::from(foot));
    lines::draw(canvas, bottom, below, beyond);
    if let Some((row, column)) = form.cursor {
        canvas.cursor = Some((
            (bottom.x + column as u16).min(bottom.right()),
            (bottom.y + row.saturating_sub(beyond) as u16).min(bottom.bottom()),
        ));
    }
}

/// Returns the lines of the rows, and the row and column of the real cursor within them.
pub fn rows(pen: &Pen, rows: &[FormRow], width: usize) -> (Vec<Line>, Option<(usize, usize)>) {
    let mut found = Vec::new();
    let mut cursor = None;
    let labels = rows.iter().map(|row| pen.columns(row.label));
    let lead = labels.max().unwrap_or(0) + 4;
    let room = width.saturating_sub(lead).max(8);
    for row in rows {
        let chosen = row.is_chosen;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let role = if chosen { Role::Heading } else { Role::Text };
        let line =
            Line::of(format!("{pointer} "), Role::Key).column(pen, row.label, lead - 2, role);
        let field = match &row.content {
            Content::Choice(choices) => {
                if chosen {
                    cursor = Some((found.len(), lead));
                }
                found.extend(choice(pen, line, choices, (lead, room)));
                continue;
            }
            Content::Fixed(words) => {
                if chosen {
                    cursor = Some((found.len(), lead));
                }
                found.push(line.and(pen.fitted(words, room), Role::Input));
                continue;
            }
            Content::Text(field) => field,
        };
        let typed = field.lines(room);
        if chosen {
            let (below, column) = field.position(room);
            cursor = Some((found.len() + below, lead + column));
        }
        let first = typed.first().copied().unwrap_or_default();
        found.push(match (first, chosen) {
            ("", false) => line.and("____", Role::Muted),
            _ => line.and(first, Role::Input),
        });
        for more in typed.iter().skip(1) {
            let line = Line::of(" ".repeat(lead), Role::Text);
            found.push(line.and(*more, Role::Input));
        }
    }
    (found, cursor)
}

/// The choices beside each other, on further lines where they have no room.
fn choice(
    pen: &Pen,
    line: Line,
    choices: &[(&str, bool)],
    (lead, room): (usize, usize),
) -> Vec<Line> {
    let mut found = Vec::new();
    let mut line = line;
    let mut used = 0;
    for (place, (words, is_chosen)) in choices.iter().enumerate() {
        let role = if *is_chosen { Role::Input } else { Role::Text };
        let mark = if *is_chosen {
            pen.glyphs().passed.to_owned()
        } else {
            (place + 1).to_string()
        };
        let needed = pen.columns(words) + 2;
        if used > 0 && used + 3 + needed > room {
            found.push(std::mem::replace(
                &mut line,
                Line::of(" ".repeat(lead), Role::Text),
            ));
            used = 0;
        }
        let gap = if used == 0 { "" } else { "   " };
        used += gap.len() + needed;
        line = line
            .and(gap, Role::Text)
            .and(format!("{mark} "), Role::Key)
            .and(*words, role);
    }
    found.push(line);
    found
}
