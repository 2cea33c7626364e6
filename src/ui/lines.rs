//! Lines of styled pieces, built first and drawn into a pane afterwards, with scrolling
//! and a sign that there is more.

use super::canvas::{Canvas, Pen};
use super::pointing::moves;
use crate::app::key::Key;
use crate::app::scrolling::PastEnd;
use crate::config::glyphs::GlyphProfile;
use crate::config::theme::Role;
use crate::text::width::{columns, cut_head, head, pad};
use crate::text::wrap::wrap;
use ratatui::layout::Rect;
use std::borrow::Cow;

/// Longest line of a running text, in columns: 44 Chinese characters.
pub const READABLE: usize = 88;

/// As many blanks as columns of a table have nearly always.
const BLANKS: &str = concat!(
    "                                        ",
    "                                        "
);

/// One line: pieces of text with their roles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pieces: Vec<(Cow<'static, str>, Role)>,
    is_selected: bool,
    /// The line can be chosen, and whether it is.
    choice: Option<bool>,
}

impl Line {
    /// Makes an empty line.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a line of one piece.
    pub fn of(text: impl Into<String>, role: Role) -> Self {
        Self::new().and(text, role)
    }

    /// Adds a piece.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>, role: Role) -> Self {
        self.pieces.push((Cow::Owned(text.into()), role));
        self
    }

    /// Adds so many blanks.
    #[must_use]
    pub fn blanks(mut self, count: usize, role: Role) -> Self {
        let blanks = match BLANKS.get(..count) {
            Some(blanks) => Cow::Borrowed(blanks),
            None => Cow::Owned(" ".repeat(count)),
        };
        self.pieces.push((blanks, role));
        self
    }

    /// Adds a piece filled with blanks on the right; it is cut with a mark where it is too long.
    #[must_use]
    pub fn column(self, pen: &Pen, text: &str, width: usize, role: Role) -> Self {
        let fitted = pen.fitted(text, width);
        let blanks = width.saturating_sub(columns(&fitted));
        self.and(fitted, role).blanks(blanks, Role::Text)
    }

    /// Returns how many columns it takes.
    pub fn columns(&self, pen: &Pen) -> usize {
        let pieces = self.pieces.iter();
        pieces.map(|(text, _)| pen.columns(text)).sum()
    }

    /// Adds a column of a table: like [`Line::column`], with one blank at least behind it.
    #[must_use]
    pub fn cell(self, pen: &Pen, text: &str, width: usize, role: Role) -> Self {
        let fitted = pen.fitted(text, width.saturating_sub(1));
        self.column(pen, &fitted, width, role)
    }

    /// Adds the heading of a column: like [`Line::cell`], but what stands in brackets is left
    /// out before a word is cut.
    #[must_use]
    pub fn heading(self, pen: &Pen, text: &str, width: usize, role: Role) -> Self {
        let room = width.saturating_sub(1);
        let bare = text.split(['(', '（']).next().unwrap_or_default();
        let text = if pen.columns(text) > room {
            bare.trim_end()
        } else {
            text
        };
        self.cell(pen, text, width, role)
    }

    /// Adds a piece filled with blanks on the left, for figures.
    #[must_use]
    pub fn figure(self, pen: &Pen, text: &str, width: usize, role: Role) -> Self {
        let fitted = pen.fitted(text, width);
        let blanks = width.saturating_sub(columns(&fitted));
        self.blanks(blanks, Role::Text).and(fitted, role)
    }

    /// Adds the pieces of another line.
    #[must_use]
    pub fn joined(mut self, other: Self) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// Puts one blank before the line.
    #[must_use]
    pub fn indented(mut self) -> Self {
        self.pieces.insert(0, (Cow::Borrowed(" "), Role::Text));
        self
    }

    /// Says of a line that can be chosen whether it is.
    #[must_use]
    pub fn selected(self, is_chosen: bool) -> Self {
        self.chosen(is_chosen, true)
    }

    /// Says of a line that can be chosen whether it is, in a pane that may not have the
    /// focus; only with it the line is shown as selected.
    #[must_use]
    pub fn chosen(mut self, is_chosen: bool, has_focus: bool) -> Self {
        self.is_selected = is_chosen && has_focus;
        self.choice = Some(is_chosen);
        self
    }

    /// Draws the line into a row. Where not all that is seen has room, what has ends with the
    /// mark that something was cut.
    pub fn draw(&self, canvas: &mut Canvas, x: u16, y: u16, width: u16) {
        let pen = canvas.pen;
        let room = usize::from(width);
        if !self.surely_fits(&pen, room) && self.seen_columns(&pen) > room {
            self.draw_cut(canvas, (x, y), width);
        } else {
            let mut used = 0;
            for (text, role) in &self.pieces {
                used += canvas.text(x + used, y, width.saturating_sub(used), text, *role);
            }
        }
        if self.is_selected {
            canvas.tint(Rect::new(x, y, width, 1), Role::Selected);
        }
    }

    /// Draws as many columns as leave room for the mark, and the mark; behind a column that
    /// ends with one already it is not drawn a second time.
    fn draw_cut(&self, canvas: &mut Canvas, (x, y): (u16, u16), width: u16) {
        let pen = canvas.pen;
        let mark = pen.glyphs().cut;
        let kept = usize::from(width).saturating_sub(columns(mark));
        let mut used = 0;
        let mut is_marked = false;
        for (text, role) in &self.pieces {
            let text = pen.shown(text);
            let left = width.saturating_sub(used);
            let room = kept.saturating_sub(usize::from(used));
            let (fitting, _) = head(&text, room);
            if fitting.len() < text.len() {
                let (fitting, _) = cut_head(&text, room);
                if !(is_marked && fitting.is_empty()) {
                    let bare = fitting.strip_suffix(mark).unwrap_or(fitting);
                    canvas.text(x + used, y, left, &format!("{bare}{mark}"), *role);
                }
                return;
            }
            used += canvas.text(x + used, y, left, &text, *role);
            is_marked = if text.is_empty() {
                is_marked
            } else {
                text.ends_with(mark)
            };
        }
    }

    /// Tells quickly, for most lines, that all has room. Where nothing is spelled otherwise, a
    /// character of one byte takes one column at most, and any other two columns for three bytes.
    fn surely_fits(&self, pen: &Pen, room: usize) -> bool {
        let texts = || self.pieces.iter().map(|(text, _)| text);
        let bytes: usize = texts().map(|text| text.len()).sum();
        let most = || {
            let ascii = texts().flat_map(|text| text.bytes()).filter(u8::is_ascii);
            let ascii = ascii.count();
            ascii + ((bytes - ascii) * 2).div_ceil(3)
        };
        pen.profile() == GlyphProfile::Narrow && (bytes <= room || most() <= room)
    }

    /// Returns how many columns it takes up to the last that is not blank.
    fn seen_columns(&self, pen: &Pen) -> usize {
        let (mut all, mut seen) = (0, 0);
        for (text, _) in &self.pieces {
            let text = pen.shown(text);
            let bare = text.trim_end();
            let behind = text.get(bare.len()..).unwrap_or_default();
            let wide = columns(bare);
            if wide > 0 {
                seen = all + wide;
            }
            all += wide + columns(behind);
        }
        seen
    }
}

/// Returns the columns of the longest of some texts.
pub fn widest<'t>(pen: &Pen, texts: impl IntoIterator<Item = &'t str>) -> usize {
    let columns = texts.into_iter().map(|text| pen.columns(text));
    columns.max().unwrap_or_default()
}

/// Returns a text broken into lines behind a label: the label stands on the first line,
/// the others are indented.
pub fn labelled(pen: &Pen, label: &str, text: &str, width: usize, role: Role) -> Vec<Line> {
    let indent = pen.columns(label);
    let shown = pen.shown(text);
    let room = width.saturating_sub(indent).clamp(8, READABLE);
    wrap(&shown, room)
        .into_iter()
        .enumerate()
        .map(|(row, line)| {
            let lead = if row == 0 {
                Line::of(label, Role::Muted)
            } else {
                Line::new().blanks(indent, Role::Muted)
            };
            lead.and(line, role)
        })
        .collect()
}

/// Returns texts under their labels, which all take as many columns as the widest of them; what
/// is empty is left out.
pub fn labelled_together(pen: &Pen, told: &[(&'static str, String)], width: usize) -> Vec<Line> {
    let told = || told.iter().filter(|(_, text)| !text.is_empty());
    let widest = told().map(|(key, _)| pen.columns(pen.say(key))).max();
    let rows = told().flat_map(|(key, text)| {
        let label = format!("{}  ", pad(pen.say(key), widest.unwrap_or_default()));
        labelled(pen, &label, text, width, Role::Text)
    });
    rows.collect()
}

/// Leaves empty lines out, the last ones first, until the lines fit into `height` rows or
/// none is left.
pub fn compact(lines: &mut Vec<Line>, height: usize) {
    while lines.len() > height {
        let Some(place) = lines.iter().rposition(|line| line.pieces.is_empty()) else {
            return;
        };
        lines.remove(place);
    }
}

/// Draws lines into a pane from line `scroll` on; where more follow, the last row says how
/// many instead of showing one of them. Returns the first line that was drawn; a scroll past
/// the end is noted, so that the next key moves what is seen.
pub fn draw(canvas: &mut Canvas, area: Rect, lines: &[Line], scroll: usize) -> usize {
    draw_naming(canvas, area, lines, (scroll, ""))
}

/// Draws lines as [`draw`] does; what says how many follow names the key that scrolls.
pub fn draw_naming(
    canvas: &mut Canvas,
    area: Rect,
    lines: &[Line],
    (scroll, key): (usize, &str),
) -> usize {
    let (first, shown) = in_sight(canvas, area, lines.len(), (scroll, key));
    for (row, line) in lines.iter().skip(first).take(shown).enumerate() {
        line.draw(canvas, area.x, area.y + row as u16, area.width);
    }
    point(canvas, area, lines, first, shown);
    first
}

/// Draws the text of a window from line `from` on, or from further down where it is read on.
pub fn draw_read(canvas: &mut Canvas, area: Rect, lines: &[Line], from: usize) -> usize {
    let Some(asked) = canvas.read_on else {
        return draw(canvas, area, lines, from);
    };
    let key = Key::PageDown.name();
    let first = draw_naming(canvas, area, lines, (from + asked, &key));
    let shown = first.saturating_sub(from);
    if shown < asked {
        canvas.past_end.push(PastEnd { asked, shown });
    }
    first
}

/// Draws a long text as [`draw`] does, of whose `count` lines only those in sight are made.
pub fn draw_long(
    canvas: &mut Canvas,
    area: Rect,
    count: usize,
    scroll: usize,
    line: impl Fn(usize) -> Line,
) {
    let (first, shown) = in_sight(canvas, area, count, (scroll, ""));
    for row in 0..shown {
        line(first + row).draw(canvas, area.x, area.y + row as u16, area.width);
    }
}

/// Returns the first line in sight and how many are, and says how many follow.
fn in_sight(
    canvas: &mut Canvas,
    area: Rect,
    count: usize,
    (scroll, key): (usize, &str),
) -> (usize, usize) {
    let height = usize::from(area.height);
    let first = scroll.min((count + 1).saturating_sub(height.max(1)));
    let first = if count <= height { 0 } else { first };
    canvas.overflows |= count > height;
    if first < scroll {
        canvas.past_end.push(PastEnd {
            asked: scroll,
            shown: first,
        });
    }
    let follows = first + height < count;
    let shown = height.saturating_sub(usize::from(follows));
    let shown = shown.min(count - first);
    if follows && height > 0 {
        let y = area.bottom().saturating_sub(1);
        let more = canvas.pen.glyphs().more[1];
        let left = count - first - shown;
        let text = match key {
            "" => format!(" {more} {left} "),
            key => format!(" {key} {more} {left} "),
        };
        canvas.text_right(area.right(), y, area.width, &text, Role::Hint);
    }
    (first, shown)
}

/// Returns the scroll of a pane of `height` rows that keeps the chosen line in sight.
pub fn seen(lines: &[Line], scroll: usize, height: usize) -> usize {
    let chosen = lines.iter().position(|line| line.is_selected);
    match chosen {
        Some(row) if lines.len() > height && scroll == 0 => (row + 3).saturating_sub(height),
        _ => scroll,
    }
}

/// Returns the scroll that keeps `row` in sight in a pane of `height` rows.
pub fn keep_in_sight(row: usize, count: usize, height: usize) -> usize {
    let half = height / 2;
    row.saturating_sub(half).min(count.saturating_sub(height))
}

/// Draws a list that keeps its chosen row in sight.
pub fn draw_list(canvas: &mut Canvas, area: Rect, lines: &[Line], selected: usize) {
    let line = |place: usize| lines.get(place).cloned().unwrap_or_default();
    let first = rows_in_sight(canvas, area, lines.len(), selected, line);
    point(canvas, area, lines, first, usize::from(area.height));
}

/// Makes the lines in sight that can be chosen places to click on; they are as many arrows
/// away from the chosen one as there are such lines between.
fn point(canvas: &mut Canvas, area: Rect, lines: &[Line], first: usize, shown: usize) {
    let choices = || {
        lines
            .iter()
            .enumerate()
            .filter_map(|(row, line)| Some((row, line.choice?)))
    };
    let Some(at) = choices().position(|(_, is_chosen)| is_chosen) else {
        return;
    };
    for (place, (row, _)) in choices().enumerate() {
        if (first..first + shown).contains(&row) {
            canvas.clickable(area, row - first, moves(at, place));
        }
    }
}

/// Draws the rows in sight of a list of `count`, each made by `line`; the chosen one is
/// among them.
pub fn draw_rows(
    canvas: &mut Canvas,
    area: Rect,
    count: usize,
    selected: usize,
    line: impl Fn(usize) -> Line,
) {
    draw_some(canvas, area, count, selected, line, |_| true);
}

/// Draws the rows in sight of a list, as [`draw_rows`] does, of which only some can be chosen.
pub fn draw_some(
    canvas: &mut Canvas,
    area: Rect,
    count: usize,
    selected: usize,
    line: impl Fn(usize) -> Line,
    is_choice: impl Fn(usize) -> bool,
) {
    let first = rows_in_sight(canvas, area, count, selected, line);
    let choices = |rows: std::ops::Range<usize>| rows.filter(|row| is_choice(*row)).count();
    let (from, mut to) = (choices(0..selected.min(count)), choices(0..first));
    for row in first..count.min(first + usize::from(area.height)) {
        if is_choice(row) {
            canvas.clickable(area, row - first, moves(from, to));
            to += 1;
        }
    }
}

/// Draws the rows in sight of a list that nothing can be chosen from, those about one of them.
pub fn draw_around(
    canvas: &mut Canvas,
    area: Rect,
    count: usize,
    middle: usize,
    line: impl Fn(usize) -> Line,
) {
    rows_in_sight(canvas, area, count, middle, line);
}

/// Draws the rows in sight and returns the first of them.
fn rows_in_sight(
    canvas: &mut Canvas,
    area: Rect,
    count: usize,
    selected: usize,
    line: impl Fn(usize) -> Line,
) -> usize {
    let height = usize::from(area.height);
    let first = keep_in_sight(selected, count, height);
    let (is_more_above, is_more_below) = (first > 0, first + height < count);
    for row in 0..height.min(count.saturating_sub(first)) {
        // only a row with a sign that there is more gives it room
        let has_sign = is_more_above && row == 0 || is_more_below && row + 1 == height;
        let width = area.width.saturating_sub(if has_sign { 2 } else { 0 });
        line(first + row).draw(canvas, area.x, area.y + row as u16, width);
    }
    let [up, down] = canvas.pen.glyphs().more;
    if is_more_above {
        canvas.text_right(area.right(), area.y, 3, up, Role::Hint);
    }
    if is_more_below {
        let y = area.bottom().saturating_sub(1);
        canvas.text_right(area.right(), y, 3, down, Role::Hint);
    }
    first
}
