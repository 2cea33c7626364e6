//! The terminal shows what was drawn, and nothing is sent for what it shows already.

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

#[test]
fn what_is_started_over_is_wiped_and_sent_again() {
    let mut screen = Screen::new(Vec::new());
    let draw = |screen: &mut Screen<Vec<u8>>| {
        let view = |cells: &mut Buffer| {
            cells.set_string(0, 0, "a", ratatui::style::Style::new());
            None
        };
        screen.draw((9, 2), view).unwrap();
    };
    // before the first frame there is nothing to wipe
    screen.start_over().unwrap();
    draw(&mut screen);
    assert_eq!(screen.out().as_slice(), b"\x1b[1;1Ha");
    screen.out().clear();
    screen.start_over().unwrap();
    draw(&mut screen);
    assert_eq!(screen.out().as_slice(), b"\x1b[2J\x1b[1;1Ha");
}

#[test]
fn a_rehearsal_is_not_seen_and_changes_nothing() {
    let draw = |screen: &mut Screen<Vec<u8>>| {
        let view = |cells: &mut Buffer| {
            cells.set_string(0, 0, "a", ratatui::style::Style::new());
            None
        };
        screen.draw((9, 2), view).unwrap();
        String::from_utf8(std::mem::take(screen.out())).unwrap()
    };
    let mut screen = Screen::new(Vec::new());
    for wanted in ["\x1b[1;1Ha", ""] {
        let unseen = |cells: &mut Buffer| {
            cells.set_string(3, 1, "bc", ratatui::style::Style::new());
        };
        screen.rehearse((9, 2), unseen).unwrap();
        assert!(screen.out().is_empty());
        assert_eq!(draw(&mut screen), wanted);
    }
}
