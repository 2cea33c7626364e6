//! The form of what is filed beside scores: what stands above, the rows that are filled in,
//! and what one should know of them.

use super::forms::{self, Content as Shown, FormRow};
use super::window;
use crate::app::overlays::filing::{Content, FilingState, Row};
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws the form; the row with the cursor is always in sight.
pub fn draw(state: &FilingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = area.width.saturating_sub(8).clamp(20, 92);
    let width = usize::from(columns - 4);
    let mut above = Vec::new();
    for (place, text) in state.above.iter().enumerate() {
        let role = if place == 0 {
            Role::Heading
        } else {
            Role::Muted
        };
        above.extend(labelled(&pen, "", text, width, role));
    }
    above.push(Line::new());
    let (mut below, at, cursor) = rows(&pen, state, width);
    if !state.remark.is_empty() {
        below.push(Line::new());
        below.extend(labelled(&pen, "! ", &state.remark, width, Role::Warning));
    }
    let title = pen.fitted(&state.title, width);
    let wanted = above.len() + below.len();
    let inner = window(canvas, area, columns, wanted as u16, &title);
    let height = usize::from(inner.height);
    // where there is no room for everything what stands above gives way, but for its heading
    let head = above.len().min(height.saturating_sub(below.len()).max(1));
    lines::draw_read(
        canvas,
        Rect {
            height: head as u16,
            ..inner
        },
        &above,
        0,
    );
    let room = height.saturating_sub(head);
    let rest = Rect {
        y: inner.y + head as u16,
        height: room as u16,
        ..inner
    };
    let first = lines::keep_in_sight(at, below.len(), room);
    for (row, line) in below.iter().skip(first).take(room).enumerate() {
        line.draw(canvas, rest.x, rest.y + row as u16, rest.width);
    }
    if let Some((row, column)) = cursor {
        let y = rest.y + row.saturating_sub(first) as u16;
        canvas.cursor = Some((
            (rest.x + column as u16).min(rest.right()),
            y.min(rest.bottom().saturating_sub(1)),
        ));
    }
}

/// The lines of all rows, the line with the cursor, and where the real cursor stands.
fn rows(
    pen: &Pen,
    state: &FilingState,
    width: usize,
) -> (Vec<Line>, usize, Option<(usize, usize)>) {
    let mut found = Vec::new();
    let (mut at, mut cursor) = (0, None);
    // rows that are marked stand for themselves, the others share the width of their labels
    let labels = state.rows.iter().filter(|row| !is_long(row));
    let widest = labels.map(|row| pen.columns(&row.label)).max().unwrap_or(0);
    for (place, row) in state.rows.iter().enumerate() {
        let is_chosen = place == state.at;
        if is_chosen {
            at = found.len();
        }
        if let Content::Check(is_set) = row.content {
            let pointer = if is_chosen { pen.glyphs().pointer } else { " " };
            let mark = if is_set { "[x] " } else { "[ ] " };
            let text = labelled(
                pen,
                &format!("{pointer} {mark}"),
                &row.label,
                width,
                if is_chosen { Role::Heading } else { Role::Text },
            );
            if is_chosen {
                cursor = Some((found.len(), 3));
            }
            found.extend(text);
            continue;
        }
        let label = format!(
            "{}{}",
            row.label,
            " ".repeat(widest.saturating_sub(pen.columns(&row.label)))
        );
        let content = match &row.content {
            Content::Choice { options, chosen } => {
                let options = options.iter().enumerate();
                let options = options.map(|(at, words)| (words.as_str(), *chosen == Some(at)));
                Shown::Choice(options.collect())
            }
            Content::Text(field) | Content::Year(field) => Shown::Text(field),
            Content::Check(_) => continue,
        };
        let form = FormRow {
            label: &label,
            is_chosen,
            content,
        };
        let (lines, own) = forms::rows(pen, &[form], width);
        if let Some((row, column)) = own {
            cursor = Some((found.len() + row, column));
            at = found.len() + row;
        }
        found.extend(lines);
    }
    (found, at, cursor)
}

fn is_long(row: &Row) -> bool {
    matches!(row.content, Content::Check(_))
}
