//! Asking the terminal, once and with a short limit, in how many columns it draws the
//! characters that some draw in one and others in two. The question goes out before the
//! first frame and nothing waits for the answer; keys that come meanwhile are handed on.

#[cfg(unix)]
mod listener;

use super::entering;
#[cfg(unix)]
use super::events::now;
use crate::app::Message;
use crate::config::glyphs::{Answers, Width};
#[cfg(unix)]
use listener::{Heard, Listener};
use std::fmt::Write;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// Columns between two characters that are asked about: what is in another encoding than
/// the terminal's takes six.
const STEP: u16 = 8;

/// Makes the question for the present line: each character stands in columns of its own, so
/// that every answer tells by itself which one it is about, and stands there twice, so that a
/// terminal that reads bytes in pairs does not take a byte of the question for its second
/// half. The line is empty afterwards.
pub fn question(columns: u16) -> String {
    let mut text = String::new();
    for (column, character) in asked(columns) {
        let _ = write!(text, "\x1b[{column}G{character}{character}\x1b[6n");
    }
    text.push_str("\r\x1b[2K");
    text
}

/// The characters for which there is room, with their columns from 1.
fn asked(columns: u16) -> impl Iterator<Item = (u16, char)> {
    let room = match columns {
        // a terminal that does not know its size
        0 => u16::MAX,
        columns => columns / STEP,
    };
    let places = (0..room).map(|place| place * STEP + 1);
    places.zip(Width::ASKED)
}

/// Takes the column of one answer, from 1.
#[cfg(unix)]
fn take(answers: &mut Answers, column: u16) {
    let column = column.saturating_sub(1);
    let character = Width::ASKED.get(usize::from(column / STEP));
    if let Some(character) = character {
        answers.widths.push(Width {
            character: *character,
            columns: column % STEP,
        });
    }
}

/// The question at the start of the screen.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    size: (u16, u16),
    /// Somebody wants to know.
    is_asked: bool,
}

impl Asking {
    /// Takes the size that the program knows of: columns, rows; nothing is asked where nobody
    /// wants to know.
    pub fn of(size: (u16, u16), is_asked: bool) -> Self {
        Self { size, is_asked }
    }

    /// Returns what goes out with entering the screen; empty where nothing is asked, or where
    /// the answer does not come among the keys.
    pub fn question(self) -> String {
        if self.is_asked && cfg!(unix) {
            question(self.size.0)
        } else {
            String::new()
        }
    }

    /// Asks a console that answers at once, before the first frame; elsewhere nothing.
    pub fn ask_console(self, sender: &Sender<Message>) {
        if self.is_asked && !cfg!(unix) {
            tell(
                ask_now(self.size.0, Answers::LIMIT).unwrap_or_default(),
                sender,
            );
        }
    }

    /// Takes the answers to the question that went out at an instant, and hands what is typed
    /// meanwhile on to `typed`.
    pub fn listen(
        self,
        since: Instant,
        offset: i32,
        sender: &Sender<Message>,
        typed: &mut dyn FnMut(Message),
    ) {
        #[cfg(unix)]
        if self.is_asked {
            tell(unix::listen(self.size.0, since, offset, typed), sender);
        }
        #[cfg(not(unix))]
        let _ = (since, offset, typed);
        // from this call on changes of the size are noticed: one that came before is looked for
        let _ = crossterm::event::poll(Duration::ZERO);
        match entering::size() {
            Ok((columns, rows)) if (columns, rows) != self.size => {
                let _ = sender.send(Message::Resize(columns, rows));
            }
            _ => {}
        }
    }
}

/// That nothing was answered is told too: the self-check shows it.
fn tell(answers: Answers, sender: &Sender<Message>) {
    let _ = sender.send(Message::WidthsMeasured(answers));
}

/// Returns the message of what was typed while the terminal was asked.
#[cfg(unix)]
fn typed(heard: Heard, offset: i32) -> Option<Message> {
    match heard {
        Heard::Key(key) => Some(Message::Key(key, now(offset))),
        Heard::Paste(text) => Some(Message::Paste(text, now(offset))),
        Heard::Column(_) => None,
    }
}

#[cfg(unix)]
pub use unix::ask_now;
#[cfg(not(unix))]
pub use windows::ask_now;

/// Asking where the answer comes among the keys.
#[cfg(unix)]
mod unix {
    use super::{Heard, Listener, asked, question, take, typed};
    use crate::app::Message;
    use crate::config::glyphs::Answers;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use std::io::{self, Write};
    use std::time::{Duration, Instant};

    /// How long the rest of a sequence may take: it comes in one piece but over slow lines.
    const PAUSE: Duration = Duration::from_millis(20);

    /// How long the rest of a pasted text may take.
    const PASTE_PAUSE: Duration = Duration::from_millis(200);

    /// Reads the answers to a question that went out at an instant; whatever else comes is
    /// given to `send` at once.
    pub fn listen(
        columns: u16,
        since: Instant,
        offset: i32,
        mut send: impl FnMut(Message),
    ) -> Answers {
        let hand_on = |heard| typed(heard, offset).into_iter().for_each(&mut send);
        hear(columns, since, Answers::LIMIT, hand_on)
    }

    /// Asks and waits for the answer, where the program has no screen. What is typed
    /// meanwhile is lost. A late answer is waited for too: it would stand on the command
    /// line.
    ///
    /// # Errors
    /// The terminal's.
    pub fn ask_now(columns: u16, limit: Duration) -> io::Result<Answers> {
        crossterm::terminal::enable_raw_mode()?;
        let mut out = io::stdout();
        let asking = out
            .write_all(format!("\r{}", question(columns)).as_bytes())
            .and_then(|()| out.flush());
        let answers = asking.map(|()| hear(columns, Instant::now(), limit, |_| {}));
        crossterm::terminal::disable_raw_mode()?;
        answers
    }

    fn hear(
        columns: u16,
        since: Instant,
        limit: Duration,
        mut other: impl FnMut(Heard),
    ) -> Answers {
        let mut answers = Answers::default();
        let mut left = asked(columns).count();
        let mut listener = Listener::default();
        let mut bytes = [0; 1024];
        loop {
            let rest = limit.saturating_sub(since.elapsed());
            let wait = match (listener.is_within(), listener.is_pasting()) {
                (_, true) => PASTE_PAUSE,
                (true, false) => PAUSE,
                _ if left == 0 || rest.is_zero() => return answers,
                _ => rest,
            };
            let heard = if is_ready(wait) {
                match rustix::io::read(io::stdin(), &mut bytes) {
                    Ok(count) if count > 0 => listener.take(bytes.get(..count).unwrap_or_default()),
                    Err(rustix::io::Errno::INTR) => continue,
                    // whoever reads next finds the end too, and says so
                    _ => return answers,
                }
            } else {
                listener.end().into_iter().collect()
            };
            for one in heard {
                match one {
                    Heard::Column(column) => {
                        left = left.saturating_sub(1);
                        take(&mut answers, column);
                        answers.after = Some(since.elapsed());
                    }
                    heard => other(heard),
                }
            }
        }
    }

    /// Waits until something can be read, so long at most.
    fn is_ready(wait: Duration) -> bool {
        let input = io::stdin();
        let mut waiting = [PollFd::new(&input, PollFlags::IN)];
        let limit = Timespec::try_from(wait).ok();
        loop {
            match poll(&mut waiting, limit.as_ref()) {
                Err(rustix::io::Errno::INTR) => {}
                found => return found.is_ok_and(|count| count > 0),
            }
        }
    }
}

/// Asking where the cursor is told at once.
#[cfg(not(unix))]
mod windows {
    use super::asked;
    use crate::config::glyphs::{Answers, Width};
    use crossterm::style::Print;
    use crossterm::terminal::{Clear, ClearType};
    use crossterm::{cursor, execute};
    use std::io;
    use std::time::{Duration, Instant};

    /// Asks on the present line, which is empty afterwards.
    ///
    /// # Errors
    /// The console's.
    pub fn ask_now(columns: u16, _: Duration) -> io::Result<Answers> {
        let since = Instant::now();
        let mut answers = Answers::default();
        for (_, character) in asked(columns) {
            let text = [character; 2].iter().collect::<String>();
            execute!(io::stdout(), cursor::MoveToColumn(0), Print(text))?;
            let (columns, _) = cursor::position()?;
            answers.widths.push(Width { character, columns });
        }
        execute!(
            io::stdout(),
            Clear(ClearType::CurrentLine),
            cursor::MoveToColumn(0)
        )?;
        answers.after = Some(since.elapsed());
        Ok(answers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_room_is_asked() {
        for (columns, wanted) in [(0, 5), (80, 5), (40, 5), (39, 4), (8, 1), (7, 0), (1, 0)] {
            assert_eq!(asked(columns).count(), wanted, "{columns}");
            let text = question(columns);
            assert_eq!(text.matches("\x1b[6n").count(), wanted, "{columns}");
            assert!(text.ends_with("\r\x1b[2K"), "{text:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn every_answer_tells_what_it_is_about() {
        let mut answers = Answers::default();
        for column in [27, 3, 13, 4000, 0] {
            take(&mut answers, column);
        }
        let found: Vec<(char, u16)> = answers
            .widths
            .iter()
            .map(|width| (width.character, width.columns))
            .collect();
        assert_eq!(found, [('“', 2), ('≥', 2), ('中', 4), ('≥', 0)]);
    }
}
