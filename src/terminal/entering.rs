//! Taking the terminal and giving it back: modes, the other screen, the mouse. Whatever
//! ends the program, the terminal is given back as it was.

use super::screen;
use crate::store::home::Home;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use std::io::{self, BufWriter, Stdout, Write};
use std::thread;

/// The terminal that the program runs in, with what was drawn last.
pub type Screen = screen::Screen<BufWriter<Stdout>>;

/// Takes the terminal, and asks it something in the same piece of output; the question must
/// leave nothing behind.
///
/// # Errors
/// The terminal's.
pub fn enter(question: &str) -> io::Result<Screen> {
    enable_raw_mode()?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    execute!(
        out,
        EnterAlternateScreen,
        EnableBracketedPaste,
        cursor::Hide,
        Print(question)
    )?;
    Ok(Screen::new(out))
}

/// Takes the terminal again after somebody else had it; everything is drawn anew.
///
/// # Errors
/// The terminal's.
pub fn enter_again(screen: &mut Screen) -> io::Result<()> {
    // the other one may have changed the modes behind our back
    let _ = disable_raw_mode();
    *screen = enter("")?;
    Ok(())
}

/// Gives the terminal back.
pub fn leave(screen: &mut Screen) {
    give_back(screen.out());
}

fn give_back(out: &mut impl Write) {
    let _ = point(out, false);
    let _ = execute!(
        out,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
    let _ = out.flush();
    let _ = disable_raw_mode();
}

/// What is assumed of a terminal that does not know its size.
pub const USUAL: (u16, u16) = (80, 24);

/// Most columns and rows that are drawn in; a terminal that tells of more tells nonsense, and
/// nobody has the memory for its cells.
const MOST: (u16, u16) = (1000, 500);

/// Returns the columns and rows of the terminal that is written to, up to a thousand and five
/// hundred; where it tells none of them, as some serial lines do, the usual ones.
///
/// # Errors
/// The system's.
pub fn size() -> io::Result<(u16, u16)> {
    let (columns, rows) = told_size()?;
    let usual = |told: u16, usual| if told == 0 { usual } else { told };
    let (columns, rows) = (usual(columns, USUAL.0), usual(rows, USUAL.1));
    Ok((columns.min(MOST.0), rows.min(MOST.1)))
}

/// Returns the columns and rows that the terminal tells; 0 where it does not know.
///
/// # Errors
/// The system's.
pub fn told_size() -> io::Result<(u16, u16)> {
    // crossterm opens the terminal anew for each question
    #[cfg(unix)]
    if let Ok(size) = rustix::termios::tcgetwinsize(io::stdout()) {
        return Ok((size.ws_col, size.ws_row));
    }
    crossterm::terminal::size()
}

/// Asks the terminal to tell of clicks and of the wheel, or to stop telling. Movements are
/// never asked for: they would wake the program for nothing.
///
/// # Errors
/// The terminal's.
pub fn point(out: &mut impl Write, on: bool) -> io::Result<()> {
    #[cfg(windows)]
    return if on {
        execute!(out, crossterm::event::EnableMouseCapture)
    } else {
        execute!(out, crossterm::event::DisableMouseCapture)
    };
    #[cfg(not(windows))]
    {
        let modes: &[u8] = if on {
            b"\x1b[?1000h\x1b[?1006h"
        } else {
            b"\x1b[?1006l\x1b[?1000l"
        };
        out.write_all(modes)?;
        out.flush()
    }
}

/// Name of the thread that reads the keys, and draws what they change.
pub const INPUT: &str = "input";

/// The terminal first, then a crash file, then where it is. The sheets were already saved.
pub fn give_back_on_panic(home: Home) {
    let usual = std::panic::take_hook();
    let main = thread::current().id();
    std::panic::set_hook(Box::new(move |report| {
        let thread = thread::current();
        if thread.id() != main && thread.name() != Some(INPUT) {
            // a worker: the screen goes on, and says that the work was not done
            let _ = home.write_crash(&format!("{report}\n"));
            return;
        }
        give_back(&mut io::stdout());
        if let Some(path) = home.write_crash(&format!("{report}\n")) {
            let _ = writeln!(io::stderr(), "heyi: {}", path.display());
        } else {
            usual(report);
        }
    }));
}
