//! From the terminal's events to messages.

use crate::app::{Key, Message};
use crate::text::moment::Moment;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::time::{SystemTime, UNIX_EPOCH};

/// Returns the message of an event; `None` for what the program does not use.
pub fn message(event: Event, offset: i32) -> Option<Message> {
    match event {
        Event::Key(key) => key_of(key).map(|key| Message::Key(key, now(offset))),
        Event::Paste(text) => Some(Message::Paste(text, now(offset))),
        Event::Resize(columns, rows) => Some(Message::Resize(columns, rows)),
        _ => None,
    }
}

/// Returns the present time.
pub fn now(offset: i32) -> Moment {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    Moment {
        seconds: i64::try_from(seconds).unwrap_or_default(),
        offset,
    }
}

/// Returns how far local time is ahead of UTC, in seconds.
pub fn local_offset() -> i32 {
    jiff::tz::TimeZone::system()
        .to_offset(jiff::Timestamp::now())
        .seconds()
}

/// A press or a repeat; a release only of a character that some consoles send no press for.
fn key_of(event: KeyEvent) -> Option<Key> {
    let is_lone_release = matches!(event.code, KeyCode::Char(character) if !character.is_ascii());
    if event.kind == KeyEventKind::Release && !(cfg!(windows) && is_lone_release) {
        return None;
    }
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    match event.code {
        KeyCode::Char(character) if control && !alt => {
            Some(Key::Ctrl(character.to_ascii_lowercase()))
        }
        KeyCode::Char(character) => Some(Key::Char(character)),
        KeyCode::F(number) => Some(Key::F(number)),
        KeyCode::Enter => Some(Key::Enter),
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Some(Key::BackTab),
        KeyCode::Tab => Some(Key::Tab),
        KeyCode::BackTab => Some(Key::BackTab),
        KeyCode::Esc => Some(Key::Esc),
        KeyCode::Backspace => Some(Key::Backspace),
        KeyCode::Delete => Some(Key::Delete),
        KeyCode::Up => Some(Key::Up),
        KeyCode::Down => Some(Key::Down),
        KeyCode::Left => Some(Key::Left),
        KeyCode::Right => Some(Key::Right),
        KeyCode::PageUp => Some(Key::PageUp),
        KeyCode::PageDown => Some(Key::PageDown),
        KeyCode::Home => Some(Key::Home),
        KeyCode::End => Some(Key::End),
        _ => None,
    }
}
