//! The only way to the cells: every text is shown in the glyph profile, fitted to its
//! room with a mark where it is cut, and styled by a role.

use super::clock::Clock;
use super::glyphs::{self, Glyphs};
use super::pointing::Pointing;
use super::style::style;
use crate::app::Key;
use crate::app::field::TextField;
use crate::app::scrolling::PastEnd;
use crate::config::glyphs::GlyphProfile;
use crate::config::theme::{Look, Role, Theme};
use crate::i18n::Language;
use crate::text::width::{columns, fit, pieces, plain_columns, plain_pieces};
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::borrow::Cow;

/// What everything is drawn with: theme, glyphs and words.
#[derive(Debug, Clone, Copy)]
pub struct Pen<'a> {
    theme: &'a Theme,
    profile: GlyphProfile,
    language: Language,
}

impl<'a> Pen<'a> {
    /// Makes a pen.
    pub fn new(theme: &'a Theme, profile: GlyphProfile, language: Language) -> Self {
        Self {
            theme,
            profile,
            language,
        }
    }

    /// Returns the signs of the chrome.
    pub fn glyphs(&self) -> &'static Glyphs {
        glyphs::of(self.profile)
    }

    /// Returns the glyph profile.
    pub fn profile(&self) -> GlyphProfile {
        self.profile
    }

    /// Returns the language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Tells whether the screens are in English.
    pub fn is_english(&self) -> bool {
        self.language.is_english()
    }

    /// Returns the words of a key.
    pub fn say(&self, key: &'static str) -> &'static str {
        self.language.text(key)
    }

    /// Returns the words of a key made at run time; empty for an unknown one.
    pub fn find(&self, key: &str) -> &'static str {
        self.language.find(key).unwrap_or_default()
    }

    /// Returns the words of a key with details put in.
    pub fn with(&self, key: &str, details: &[&str]) -> String {
        self.language.with(key, details)
    }

    /// Returns a text as the profile shows it.
    pub fn shown<'t>(&self, text: &'t str) -> Cow<'t, str> {
        glyphs::shown(text, self.profile, self.language)
    }

    /// Returns a text as the profile shows it, cut with a mark where it is longer than `width`.
    pub fn fitted(&self, text: &str, width: usize) -> String {
        fit(&self.shown(text), width, self.glyphs().cut).into_owned()
    }

    /// Returns how many columns a text takes as the profile shows it.
    pub fn columns(&self, text: &str) -> usize {
        columns(&self.shown(text))
    }
}

/// Tells whether a cell holds a character of two columns.
fn is_wide(cell: &Cell) -> bool {
    !cell.symbol().is_ascii() && columns(cell.symbol()) > 1
}

/// Where a wide character stands half in what is about to be written over, up to column `x`,
/// its second half becomes a blank on the same ground. As long as it is covered it is marked as
/// no cell of a page is: terminals differ over what is left of a character when half of it goes,
/// so that what comes there then has to be written whatever it is.
fn uncover(buffer: &mut Buffer, (x, y): (u16, u16)) {
    let before = x.checked_sub(1).and_then(|before| buffer.cell((before, y)));
    let Some(look) = before.filter(|cell| is_wide(cell)).map(Cell::style) else {
        return;
    };
    if let Some(half) = buffer.cell_mut((x, y)) {
        half.diff_option = CellDiffOption::None;
        half.set_style(Style {
            fg: look.fg,
            bg: look.bg,
            add_modifier: look.add_modifier & Modifier::REVERSED,
            ..Style::default()
        });
    }
}

/// Puts pieces that fit into their cells; returns how many columns they took.
fn put<'t>(
    buffer: &mut Buffer,
    (x, y): (u16, u16),
    pieces: impl Iterator<Item = (&'t str, usize)>,
    look: Style,
) -> Option<u16> {
    let area = buffer.area;
    if !area.contains((x, y).into()) {
        return None;
    }
    let start = buffer.index_of(x, y);
    let room = usize::from(area.right() - x);
    let row = buffer.content.get_mut(start..start + room)?;
    let mut at = 0;
    for (piece, wide) in pieces {
        let (cell, halves) = row.get_mut(at..at + wide)?.split_first_mut()?;
        cell.set_symbol(piece).set_style(look);
        cell.diff_option = CellDiffOption::None;
        for half in halves {
            half.reset();
            half.diff_option = CellDiffOption::AlwaysUpdate;
        }
        at += wide;
    }
    Some(at as u16)
}

/// Tells whether a grapheme is seen and does nothing else.
fn is_seen((piece, wide): &(&str, usize)) -> bool {
    *wide > 0 && !piece.contains(char::is_control)
}

/// The cells, and where the real cursor goes.
pub struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// What everything is drawn with.
    pub pen: Pen<'a>,
    /// Where the real cursor stands.
    pub cursor: Option<(u16, u16)>,
    /// What can be pointed at.
    pub pointing: Pointing,
    /// What gives the pane that is being drawn the focus; empty where it has it.
    pub reach: Vec<Key>,
    /// The meeting's clock, where nothing covers it.
    pub clock: Option<Clock>,
    /// Which scrolls of what is topmost went past the end.
    pub past_end: Vec<PastEnd>,
    /// How far the text of the window that is being drawn is read on; none where no key does.
    pub read_on: Option<usize>,
    /// Some pane of what is topmost has more lines than are in sight.
    pub overflows: bool,
}

impl<'a> Canvas<'a> {
    /// Takes the cells.
    pub fn new(buffer: &'a mut Buffer, pen: Pen<'a>) -> Self {
        Self {
            buffer,
            pen,
            cursor: None,
            pointing: Pointing::default(),
            reach: Vec::new(),
            clock: None,
            past_end: Vec::new(),
            read_on: None,
            overflows: false,
        }
    }

    /// Returns all the cells there are.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Writes a text into at most `width` columns and returns how many it took.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let area = self.buffer.area;
        if y >= area.bottom() || x >= area.right() || width == 0 || text.is_empty() {
            return 0;
        }
        let width = width.min(area.right() - x);
        let text = self.pen.shown(text);
        let look = style(self.pen.theme.look(role));
        self.blank_half(x, y);
        let room = usize::from(width);
        let place = (x, y);
        if let Some(taken) = plain_columns(&text).filter(|taken| *taken <= room) {
            uncover(self.buffer, (x + taken as u16, y));
            return put(self.buffer, place, plain_pieces(&text), look).unwrap_or(0);
        }
        // blanks that have no room are nothing that was cut
        let is_cut = columns(text.trim_end()) > room;
        let cut = if is_cut { self.pen.glyphs().cut } else { "" };
        let text = fit(&text, room, cut);
        let seen = || pieces(&text).filter(is_seen);
        let taken: usize = seen().map(|(_, wide)| wide).sum();
        uncover(self.buffer, (x + taken as u16, y));
        put(self.buffer, place, seen(), look).unwrap_or(0)
    }

    /// Writes a text so that it ends before column `right`, and returns where it begins.
    pub fn text_right(&mut self, right: u16, y: u16, width: u16, text: &str, role: Role) -> u16 {
        let taken = self.pen.columns(text).min(usize::from(width)) as u16;
        let x = right.saturating_sub(taken);
        self.text(x, y, taken, text, role);
        x
    }

    /// Gives a whole stretch of cells the look of a role in one colour, their text untouched.
    pub fn tint(&mut self, area: Rect, role: Role) {
        let mut look = style(self.pen.theme.look(role));
        if look.fg.is_none() {
            look = look.fg(Color::Reset);
        }
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            let mut is_covered = false;
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y))
                    && !std::mem::take(&mut is_covered)
                {
                    is_covered = is_wide(cell);
                    cell.set_style(look);
                }
            }
        }
    }

    /// Gives a stretch of cells the ground of text.
    pub fn fill(&mut self, area: Rect) {
        let ground = self.ground();
        if ground != Style::default() {
            self.buffer.set_style(area, ground);
        }
    }

    /// The colours of text without its strokes: those are drawn, blanks are not.
    fn ground(&self) -> Style {
        let look = self.pen.theme.look(Role::Text);
        style(Look {
            foreground: look.foreground,
            background: look.background,
            ..Look::default()
        })
    }

    /// Empties a stretch of cells; half a wide character at its left edge goes too.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        self.clock.take_if(|clock| clock.area.intersects(area));
        let ground = self.ground();
        for y in area.top()..area.bottom() {
            self.blank_half(area.left(), y);
            uncover(self.buffer, (area.right(), y));
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                    cell.set_style(ground);
                }
            }
        }
    }

    /// A wide character whose second half is about to be written over goes away.
    fn blank_half(&mut self, x: u16, y: u16) {
        let before = x.checked_sub(1);
        if let Some(cell) = before.and_then(|x| self.buffer.cell_mut((x, y)))
            && is_wide(cell)
        {
            cell.set_symbol(" ");
        }
    }

    /// Draws a field of one line with a note where it is empty, and puts the real cursor in it.
    pub fn field(&mut self, x: u16, y: u16, width: u16, field: &TextField, empty: &str) {
        if field.text().is_empty() {
            self.text(x + 1, y, width.saturating_sub(1), empty, Role::Muted);
        }
        self.text(x, y, width, field.text(), Role::Input);
        let typed = self.pen.columns(field.before()) as u16;
        let last = x + width.saturating_sub(1);
        self.cursor = Some(((x + typed).min(last), y));
    }

    /// Makes a row of an area a place to click on. In a pane without the focus the click
    /// gives it the focus first, and takes nothing.
    pub fn clickable(&mut self, area: Rect, row: usize, keys: Vec<Key>) {
        let row = Rect {
            y: area.y + row as u16,
            height: 1,
            ..area
        };
        let mut pressed = self.reach.clone();
        if pressed.is_empty() || keys != [Key::Enter] {
            pressed.extend(keys);
        }
        self.pointing.place(row, pressed);
    }

    /// Begins a pane that `reach` gives the focus.
    pub fn begin_pane(&mut self, area: Rect, reach: &[Key]) {
        self.reach = reach.to_vec();
        self.pointing.pane(area, reach.to_vec());
    }

    /// Draws a horizontal rule.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        let line = self.pen.glyphs().rule.repeat(usize::from(width));
        self.text(x, y, width, &line, Role::Border);
    }

    /// Joins a vertical rule to a horizontal one, unless words stand there.
    pub fn join(&mut self, x: u16, y: u16, sign: &str) {
        let rule = self.pen.glyphs().rule;
        if self
            .buffer
            .cell((x, y))
            .is_some_and(|cell| cell.symbol() == rule)
        {
            self.text(x, y, 1, sign, Role::Border);
        }
    }

    /// Draws a vertical rule with its joints, between the rules above and below `body`.
    pub fn divide(&mut self, x: u16, body: Rect) {
        let glyphs = self.pen.glyphs();
        self.bar(x, body.y, body.height);
        self.join(x, body.y.saturating_sub(1), glyphs.tee_down);
        self.join(x, body.bottom(), glyphs.tee_up);
    }

    /// Draws a vertical rule.
    pub fn bar(&mut self, x: u16, y: u16, height: u16) {
        let bar = self.pen.glyphs().bar;
        for row in 0..height {
            self.text(x, y + row, 1, bar, Role::Border);
        }
    }
}
