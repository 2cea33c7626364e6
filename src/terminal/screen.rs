//! What the terminal shows, and how it comes to show something else: what differs is sent in
//! one piece, and where nothing differs nothing is.
//!
//! ratatui finds what differs. Its own way to a terminal opens the terminal anew for each frame
//! to ask its size, names the place after each Han character, and sends cells and cursor apart.

use super::sequences::{Move, Restyle, Strokes};
use crate::text::width::plain_columns;
use crossterm::cursor::{Hide, Show};
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use std::io::{self, Write};
use std::ops::Range;

/// A terminal that is written to, with what it shows.
#[derive(Debug)]
pub struct Screen<W: Write> {
    out: W,
    /// What it shows.
    shown: Buffer,
    /// What it is to show.
    wanted: Buffer,
    /// A row of each: most rows stay as they are, and only the others are looked at in full.
    rows: [Buffer; 2],
    /// Where its cursor is seen; none while it is hidden.
    cursor: Option<(u16, u16)>,
}

impl<W: Write> Screen<W> {
    /// Takes a terminal that is empty and whose cursor is hidden; its size is that of the first
    /// drawing.
    pub fn new(out: W) -> Self {
        Self {
            out,
            shown: Buffer::default(),
            wanted: Buffer::default(),
            rows: [Buffer::default(), Buffer::default()],
            cursor: None,
        }
    }

    /// Returns what is written to; what is written there stays outside of what is drawn.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Draws in a terminal of so many columns and rows: `view` fills the cells, all of them
    /// blank before, and says where the cursor is seen.
    ///
    /// # Errors
    /// The terminal's.
    pub fn draw(
        &mut self,
        (columns, rows): (u16, u16),
        view: impl FnOnce(&mut Buffer) -> Option<(u16, u16)>,
    ) -> io::Result<()> {
        self.fit((columns, rows))?;
        let cursor = view(&mut self.wanted);
        self.send(0..rows, cursor)?;
        std::mem::swap(&mut self.shown, &mut self.wanted);
        self.wanted.reset();
        Ok(())
    }

    /// Draws as [`Screen::draw`] does and sends nothing: what the next drawing needs has been
    /// made, and it is quicker.
    ///
    /// # Errors
    /// The terminal's.
    pub fn rehearse(&mut self, size: (u16, u16), view: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        self.fit(size)?;
        view(&mut self.wanted);
        self.wanted.reset();
        Ok(())
    }

    fn fit(&mut self, (columns, rows): (u16, u16)) -> io::Result<()> {
        let area = Rect::new(0, 0, columns, rows);
        if self.shown.area != area {
            if !self.shown.area.is_empty() {
                queue!(self.out, Clear(ClearType::All))?;
            }
            self.shown = Buffer::empty(area);
            self.wanted = Buffer::empty(area);
            self.rows = [(); 2].map(|()| Buffer::empty(Rect { height: 1, ..area }));
        }
        Ok(())
    }

    /// Draws over some rows of what it shows, if it still has so many columns and rows: `view`
    /// changes cells of these rows, and the cursor stays. Returns false where it has another
    /// size or where `view` does, and then nothing is drawn.
    ///
    /// # Errors
    /// The terminal's.
    pub fn draw_over(
        &mut self,
        (columns, rows): (u16, u16),
        within: Range<u16>,
        view: impl FnOnce(&mut Buffer) -> bool,
    ) -> io::Result<bool> {
        let area = self.shown.area;
        if (area.width, area.height) != (columns, rows) {
            return Ok(false);
        }
        let whole = cells(columns, &within);
        let shown = self.shown.content.get_mut(whole.clone());
        let Some((shown, wanted)) = shown.zip(self.wanted.content.get_mut(whole.clone())) else {
            return Ok(false);
        };
        wanted.clone_from_slice(shown);
        let is_enough = view(&mut self.wanted);
        if is_enough {
            self.send(within, self.cursor)?;
        }
        for place in whole {
            let both = self.shown.content.get_mut(place);
            if let Some((shown, wanted)) = both.zip(self.wanted.content.get_mut(place)) {
                if is_enough {
                    std::mem::swap(shown, wanted);
                }
                wanted.reset();
            }
        }
        Ok(is_enough)
    }

    /// Sends what differs in these rows, and where the cursor is.
    fn send(&mut self, rows: Range<u16>, cursor: Option<(u16, u16)>) -> io::Result<()> {
        let columns = self.shown.area.width;
        let mut pencil = Pencil::default();
        for row in rows {
            let whole = cells(columns, &(row..row + 1));
            let shown = self.shown.content.get_mut(whole.clone());
            let Some((shown, wanted)) = shown.zip(self.wanted.content.get_mut(whole)) else {
                break;
            };
            if shown
                .iter()
                .zip(&*wanted)
                .all(|(one, other)| is_same(one, other))
            {
                continue;
            }
            let [before, after] = &mut self.rows;
            (before.area.y, after.area.y) = (row, row);
            before.content.swap_with_slice(shown);
            after.content.swap_with_slice(wanted);
            for (column, _, cell) in before.diff_iter(after) {
                pencil.write(&mut self.out, (column, row), cell, columns)?;
            }
            before.content.swap_with_slice(shown);
            after.content.swap_with_slice(wanted);
        }
        pencil.put_down(&mut self.out)?;
        self.place(cursor, pencil.has_written)?;
        self.out.flush()
    }

    fn place(&mut self, cursor: Option<(u16, u16)>, has_moved: bool) -> io::Result<()> {
        match cursor {
            Some(place) if has_moved || self.cursor != cursor => {
                if self.cursor.is_none() {
                    queue!(self.out, Show)?;
                }
                let (from, to) = (None, place);
                queue!(self.out, Move { from, to })?;
            }
            None if self.cursor.is_some() => queue!(self.out, Hide)?,
            _ => {}
        }
        self.cursor = cursor;
        Ok(())
    }
}

/// Tells whether two cells are the same, as their own comparison does: nearly all symbols have
/// one byte or three, and these are compared at once. It is asked of every cell of every frame.
#[inline]
fn is_same(one: &Cell, other: &Cell) -> bool {
    let is_symbol_same = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) if one.len() == 3 && other.len() == 3 => {
            one.first_chunk::<3>() == other.first_chunk()
        }
        (one, other) => one == other,
    };
    is_symbol_same
        && one.fg == other.fg
        && one.bg == other.bg
        && one.modifier == other.modifier
        && one.diff_option == other.diff_option
}

/// Returns which cells stand in some rows.
fn cells(columns: u16, rows: &Range<u16>) -> Range<usize> {
    let before = |row: u16| usize::from(row) * usize::from(columns);
    before(rows.start)..before(rows.end)
}

/// Writes cells one after the other.
struct Pencil {
    /// Where the terminal writes next; none where that is not sure.
    at: Option<(u16, u16)>,
    strokes: Strokes,
    has_written: bool,
}

impl Default for Pencil {
    fn default() -> Self {
        Self {
            at: None,
            strokes: Strokes::PLAIN,
            has_written: false,
        }
    }
}

impl Pencil {
    fn write(
        &mut self,
        out: &mut impl Write,
        to: (u16, u16),
        cell: &Cell,
        columns: u16,
    ) -> io::Result<()> {
        if self.at != Some(to) {
            queue!(out, Move { from: self.at, to })?;
        }
        self.change(out, Strokes::of(cell))?;
        let (column, row) = to;
        let symbol = cell.symbol();
        out.write_all(symbol.as_bytes())?;
        // terminals differ over rare characters, and over where the cursor stands at the edge
        let end = plain_columns(symbol).map(|taken| column.saturating_add(taken as u16));
        self.at = end.filter(|end| *end < columns).map(|end| (end, row));
        self.has_written = true;
        Ok(())
    }

    fn change(&mut self, out: &mut impl Write, to: Strokes) -> io::Result<()> {
        if to != self.strokes {
            let from = self.strokes;
            queue!(out, Restyle { from, to })?;
            self.strokes = to;
        }
        Ok(())
    }

    /// Leaves the terminal writing plainly.
    fn put_down(&mut self, out: &mut impl Write) -> io::Result<()> {
        self.change(out, Strokes::PLAIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::glyphs::GlyphProfile;
    use crate::config::theme::{Role, Theme};
    use crate::i18n::Language;
    use crate::ui::canvas::{Canvas, Pen};
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier};
    use std::num::NonZero;

    const SIZE: (u16, u16) = (12, 5);

    /// A text in its place and role.
    type Text = (u16, u16, String, usize);

    /// What is drawn, and where the cursor is.
    fn frame() -> impl Strategy<Value = (Vec<Text>, Option<(u16, u16)>)> {
        let role = 0..Role::ALL.len();
        let text = (0..SIZE.0, 0..SIZE.1, "[a-z中文█≥é☂ ]{1,8}", role);
        (vec(text, 0..6), option::of((0..SIZE.0, 0..SIZE.1)))
    }

    fn drawn(theme: &Theme, texts: &[Text]) -> Buffer {
        let mut cells = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        let area = cells.area;
        let pen = Pen::new(theme, GlyphProfile::Narrow, Language::Chinese);
        let mut canvas = Canvas::new(&mut cells, pen);
        canvas.fill(area);
        for (x, y, text, role) in texts {
            let width = canvas.pen.columns(text) as u16;
            canvas.clear(Rect::new(*x, *y, width, 1));
            canvas.text(*x, *y, SIZE.0, text, Role::ALL[*role]);
        }
        cells
    }

    /// How a cell looks: its text, its grounds, and its strokes where any are seen.
    type Seen = (String, (Color, Color), [bool; 4]);

    fn seen(text: &str, colours: (Color, Color), [bold, dim, line, reverse]: [bool; 4]) -> Seen {
        let is_blank = text.trim().is_empty() && !line && !reverse;
        let strokes = [bold && !is_blank, dim && !is_blank, line, reverse];
        let front = if is_blank { Color::Reset } else { colours.0 };
        (text.to_owned(), (front, colours.1), strokes)
    }

    fn of_cell(cell: &Cell) -> Seen {
        let has = |modifier| cell.modifier.contains(modifier);
        let strokes = [
            has(Modifier::BOLD),
            has(Modifier::DIM),
            has(Modifier::UNDERLINED),
            has(Modifier::REVERSED),
        ];
        seen(
            cell.symbol(),
            (numbered(cell.fg), numbered(cell.bg)),
            strokes,
        )
    }

    fn of_terminal(cell: &vt100::Cell) -> Seen {
        let colour = |colour| match colour {
            vt100::Color::Default => Color::Reset,
            vt100::Color::Idx(number) => Color::Indexed(number),
            vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        };
        let strokes = [cell.bold(), cell.dim(), cell.underline(), cell.inverse()];
        let text = if cell.has_contents() {
            cell.contents()
        } else {
            " "
        };
        seen(
            text,
            (colour(cell.fgcolor()), colour(cell.bgcolor())),
            strokes,
        )
    }

    fn numbered(colour: Color) -> Color {
        let named = [
            Color::Black,
            Color::Red,
            Color::Green,
            Color::Yellow,
            Color::Blue,
            Color::Magenta,
            Color::Cyan,
            Color::Gray,
            Color::DarkGray,
            Color::LightRed,
            Color::LightGreen,
            Color::LightYellow,
            Color::LightBlue,
            Color::LightMagenta,
            Color::LightCyan,
            Color::White,
        ];
        let place = named.iter().position(|one| *one == colour);
        place.map_or(colour, |number| Color::Indexed(number as u8))
    }

    /// Asserts that the terminal shows these cells.
    fn is_shown(terminal: &vt100::Screen, cells: &Buffer) {
        for row in 0..SIZE.1 {
            let mut column = 0;
            while column < SIZE.0 {
                let (there, cell) = (terminal.cell(row, column).unwrap(), &cells[(column, row)]);
                assert_eq!(
                    of_terminal(there),
                    of_cell(cell),
                    "column {column}, row {row}"
                );
                column += if there.is_wide() { 2 } else { 1 };
            }
        }
    }

    proptest! {
        #[test]
        fn the_terminal_shows_what_was_drawn(
            name in prop::sample::select(vec!["default", "light", "dark", "high-contrast", "projector", "mono"]),
            frames in vec(frame(), 1..6),
        ) {
            let theme = Theme::built_in(name);
            let (columns, rows) = SIZE;
            let [height, width] = [rows, columns].map(|side| NonZero::new(side).unwrap());
            let mut terminal = vt100::Parser::new(height, width, 0);
            terminal.process(b"\x1b[?25l");
            let mut screen = Screen::new(Vec::new());
            for (texts, cursor) in frames {
                let cells = drawn(&theme, &texts);
                for again in [false, true] {
                    screen.out().clear();
                    let draw = |wanted: &mut Buffer| { wanted.clone_from(&cells); cursor };
                    screen.draw(SIZE, draw).unwrap();
                    prop_assert!(!again || screen.out().is_empty(), "the same again is not sent");
                    terminal.process(screen.out());
                    is_shown(terminal.screen(), &cells);
                    prop_assert_eq!(terminal.screen().hide_cursor(), cursor.is_none());
                    if let Some((x, y)) = cursor {
                        prop_assert_eq!(terminal.screen().cursor_position(), (y, x));
                    }
                }
            }
        }
    }

    #[test]
    fn another_size_is_drawn_from_nothing() {
        let mut screen = Screen::new(Vec::new());
        let mut sent = |size| {
            screen.out().clear();
            let view = |cells: &mut Buffer| {
                cells.set_string(0, 0, "a", ratatui::style::Style::new());
                None
            };
            screen.draw(size, view).unwrap();
            String::from_utf8(screen.out().clone()).unwrap()
        };
        assert_eq!(sent((0, 0)), "");
        assert_eq!(sent((9, 2)), "\x1b[1;1Ha");
        assert_eq!(sent((9, 2)), "");
        assert_eq!(sent((8, 2)), "\x1b[2J\x1b[1;1Ha");
    }
}
