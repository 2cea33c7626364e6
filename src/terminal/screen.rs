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

    /// Wipes the terminal, so that the next frame is drawn from nothing.
    ///
    /// # Errors
    /// The terminal's.
    pub fn start_over(&mut self) -> io::Result<()> {
        if !self.shown.area.is_empty() {
            queue!(self.out, Clear(ClearType::All))?;
            self.shown = Buffer::empty(self.shown.area);
        }
        Ok(())
    }

    /// Makes room for a terminal of so many columns and rows; one that was larger or smaller
    /// before is drawn from nothing.
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
mod tests;
