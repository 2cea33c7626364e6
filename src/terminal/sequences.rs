//! What is sent to a terminal to move its cursor and to change how it writes, each as short as
//! it can be: a meeting's clock is redrawn every second of a whole day, and lines to borrowed
//! machines are slow. Consoles that know no sequences are called directly.

use crossterm::Command;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use std::fmt::{self, Write};

/// From so many columns on it is no shorter to go than to name the place.
const FAR: u16 = 10;

/// Moves the cursor.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    /// Where it stands, as column and row; none where that is not sure.
    pub from: Option<(u16, u16)>,
    /// Where it goes.
    pub to: (u16, u16),
}

impl Command for Move {
    fn write_ansi(&self, out: &mut impl Write) -> fmt::Result {
        let (column, row) = self.to;
        let from = self
            .from
            .filter(|(x, y)| x.abs_diff(column) < FAR && (*y == row || y.saturating_add(1) == row));
        let Some((x, y)) = from else {
            return write!(out, "\x1b[{};{}H", row + 1, column + 1);
        };
        if y != row {
            step(out, 1, 'B')?;
        }
        if x < column {
            step(out, column - x, 'C')
        } else {
            step(out, x - column, 'D')
        }
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        crossterm::cursor::MoveTo(self.to.0, self.to.1).execute_winapi()
    }
}

fn step(out: &mut impl Write, count: u16, direction: char) -> fmt::Result {
    match count {
        0 => Ok(()),
        1 => write!(out, "\x1b[{direction}"),
        _ => write!(out, "\x1b[{count}{direction}"),
    }
}

/// How the terminal writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strokes {
    foreground: Color,
    background: Color,
    modifier: Modifier,
}

impl Strokes {
    /// The terminal's own colours and nothing else.
    pub const PLAIN: Self = Self {
        foreground: Color::Reset,
        background: Color::Reset,
        modifier: Modifier::empty(),
    };

    /// Returns how a cell is written.
    pub fn of(cell: &Cell) -> Self {
        Self {
            foreground: cell.fg,
            background: cell.bg,
            modifier: cell.modifier,
        }
    }
}

/// Changes how the terminal writes.
#[derive(Debug, Clone, Copy)]
pub struct Restyle {
    /// How it writes.
    pub from: Strokes,
    /// How it is to write.
    pub to: Strokes,
}

impl Command for Restyle {
    fn write_ansi(&self, out: &mut impl Write) -> fmt::Result {
        let Self { mut from, to } = *self;
        let mut parameters = Parameters {
            out,
            is_first: true,
        };
        // what takes one thing away takes another with it on some terminals: all is taken away
        if to == Strokes::PLAIN || !to.modifier.contains(from.modifier) {
            parameters.add(format_args!("0"))?;
            from = Strokes::PLAIN;
        }
        for (modifier, number) in [
            (Modifier::BOLD, 1),
            (Modifier::DIM, 2),
            (Modifier::UNDERLINED, 4),
            (Modifier::REVERSED, 7),
        ] {
            if (to.modifier - from.modifier).contains(modifier) {
                parameters.add(format_args!("{number}"))?;
            }
        }
        if from.foreground != to.foreground {
            parameters.colour(to.foreground, 30)?;
        }
        if from.background != to.background {
            parameters.colour(to.background, 40)?;
        }
        parameters.end()
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        use crossterm::style::Colors;
        use ratatui_crossterm::IntoCrossterm;
        crossterm::style::SetColors(Colors::new(
            self.to.foreground.into_crossterm(),
            self.to.background.into_crossterm(),
        ))
        .execute_winapi()
    }
}

/// The numbers of one sequence.
struct Parameters<'a, W: Write> {
    out: &'a mut W,
    is_first: bool,
}

impl<W: Write> Parameters<'_, W> {
    fn add(&mut self, number: fmt::Arguments) -> fmt::Result {
        let before = if self.is_first { "\x1b[" } else { ";" };
        self.is_first = false;
        write!(self.out, "{before}{number}")
    }

    /// A colour; the eight dark ones count from `base`, the eight light ones from 60 above, as
    /// the oldest terminals know them too.
    fn colour(&mut self, colour: Color, base: u16) -> fmt::Result {
        let place = match colour {
            Color::Reset => 9,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 60,
            Color::LightRed => 61,
            Color::LightGreen => 62,
            Color::LightYellow => 63,
            Color::LightBlue => 64,
            Color::LightMagenta => 65,
            Color::LightCyan => 66,
            Color::White => 67,
            Color::Indexed(number) => return self.add(format_args!("{};5;{number}", base + 8)),
            Color::Rgb(red, green, blue) => {
                return self.add(format_args!("{};2;{red};{green};{blue}", base + 8));
            }
        };
        self.add(format_args!("{}", base + place))
    }

    fn end(self) -> fmt::Result {
        if self.is_first {
            return Ok(());
        }
        self.out.write_char('m')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(command: impl Command) -> String {
        let mut out = String::new();
        command.write_ansi(&mut out).unwrap();
        out.replace('\x1b', "^")
    }

    #[test]
    fn a_move_takes_the_shortest_way() {
        for (from, to, wanted) in [
            (None, (0, 0), "^[1;1H"),
            (None, (119, 39), "^[40;120H"),
            (Some((4, 7)), (5, 7), "^[C"),
            (Some((4, 7)), (13, 7), "^[9C"),
            (Some((4, 7)), (14, 7), "^[8;15H"),
            (Some((4, 7)), (4, 8), "^[B"),
            (Some((4, 7)), (3, 8), "^[B^[D"),
            (Some((4, 7)), (1, 8), "^[B^[3D"),
            (Some((4, 7)), (6, 8), "^[B^[2C"),
            (Some((4, 7)), (4, 9), "^[10;5H"),
            (Some((4, 7)), (4, 6), "^[7;5H"),
        ] {
            assert_eq!(written(Move { from, to }), wanted, "{from:?} {to:?}");
        }
    }

    #[test]
    fn only_what_differs_is_said() {
        let of = |foreground, background, modifier| Strokes {
            foreground,
            background,
            modifier,
        };
        let (none, bold) = (Modifier::empty(), Modifier::BOLD);
        let red = of(Color::Red, Color::Reset, none);
        let strong = of(Color::Red, Color::Reset, bold | Modifier::REVERSED);
        let odd = of(Color::Indexed(200), Color::Rgb(1, 2, 3), none);
        for (from, to, wanted) in [
            (Strokes::PLAIN, Strokes::PLAIN, "^[0m"),
            (Strokes::PLAIN, red, "^[31m"),
            (red, Strokes::PLAIN, "^[0m"),
            (red, strong, "^[1;7m"),
            (strong, red, "^[0;31m"),
            (strong, strong, ""),
            (red, of(Color::White, Color::Blue, none), "^[97;44m"),
            (red, of(Color::Reset, Color::DarkGray, none), "^[39;100m"),
            (red, odd, "^[38;5;200;48;2;1;2;3m"),
            (
                of(Color::Reset, Color::Reset, bold),
                of(Color::Reset, Color::Reset, Modifier::DIM),
                "^[0;2m",
            ),
        ] {
            assert_eq!(written(Restyle { from, to }), wanted, "{from:?} {to:?}");
        }
    }
}
