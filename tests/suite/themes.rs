//! A theme with a ground of its own on a terminal: none of it is left with the terminal's.

use crate::stage::{Look, Stage};
use heyi::config::theme::Theme;
use heyi::ui;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;
use unicode_width::UnicodeWidthStr;

/// What stands in a column of a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// Nothing, on the terminal's own ground.
    Bare,
    /// A character of one column, on a ground.
    One(Color),
    /// The first half of a wide one.
    First(Color),
    /// Its second half.
    Second(Color),
}

/// A terminal that is as strict as tmux and xterm: where half of a wide character is written
/// over, the other half is left bare. Only what it is told again covers that.
struct Terminal {
    columns: Vec<Column>,
    width: usize,
    drawn: Buffer,
}

impl Terminal {
    fn new(area: Rect) -> Self {
        Self {
            columns: vec![Column::Bare; usize::from(area.width) * usize::from(area.height)],
            width: usize::from(area.width),
            drawn: Buffer::empty(area),
        }
    }

    /// Takes what ratatui would write after the frame before.
    fn draw(&mut self, next: Buffer) {
        let before = std::mem::replace(&mut self.drawn, next);
        let written: Vec<(usize, Cell)> = before
            .diff(&self.drawn)
            .into_iter()
            .map(|(x, y, cell)| (usize::from(y) * self.width + usize::from(x), cell.clone()))
            .collect();
        for (place, cell) in written {
            self.write(place, &cell);
        }
    }

    fn write(&mut self, place: usize, cell: &Cell) {
        self.bare(place);
        if cell.symbol().width() < 2 {
            self.columns[place] = Column::One(cell.bg);
            return;
        }
        self.bare(place + 1);
        self.columns[place] = Column::First(cell.bg);
        self.columns[place + 1] = Column::Second(cell.bg);
    }

    /// Takes away what stands in a column, and so the other half of a wide character.
    fn bare(&mut self, place: usize) {
        match self.columns[place] {
            Column::First(_) => self.columns[place + 1] = Column::Bare,
            Column::Second(_) => self.columns[place - 1] = Column::Bare,
            Column::Bare | Column::One(_) => {}
        }
        self.columns[place] = Column::Bare;
    }

    /// The first column on the terminal's own ground: row and column.
    fn hole(&self) -> Option<(usize, usize)> {
        let is_hole = |column: &Column| match column {
            Column::Bare => true,
            Column::One(ground) | Column::First(ground) | Column::Second(ground) => {
                *ground == Color::Reset
            }
        };
        let place = self.columns.iter().position(is_hole)?;
        Some((place / self.width, place % self.width))
    }
}

/// Where a wide character went away the terminal is told anew what stands behind it: what is
/// the same in two frames is not written again.
#[test]
fn no_hole_opens_where_a_wide_character_was() {
    for size in [(80, 24), (120, 40)] {
        let look = Look {
            theme: Theme::built_in("dark"),
            ..Look::of(size)
        };
        let area = Rect::new(0, 0, size.0, size.1);
        let mut stage = Stage::demonstration(&look, Some("E09"));
        let mut terminal = Terminal::new(area);
        let keys = "Down Right F3 Down Esc Left Enter Down Down F3 Esc Up Enter Esc 1 6 1 2 \
                    Right F1 Down Down Esc Space Down Esc PgDn Left Tab Down Down Esc F8 End \
                    Enter F6 Down F7 Down Down Space 3 Down Right F6 F7 F5 Down Down Esc";
        for key in keys.split_whitespace() {
            stage.press(key);
            let mut next = Buffer::empty(area);
            ui::view(&stage.app, &mut next);
            terminal.draw(next);
            assert_eq!(
                terminal.hole(),
                None,
                "{size:?}, row and column, after {key}"
            );
        }
    }
}
