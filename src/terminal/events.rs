//! From the terminal's events to messages: which presses count, what a click stands for,
//! and when a burst of keys is a pasted text.

use super::entering;
use crate::app::{Key, Message};
use crate::text::moment::Moment;
use crate::ui::pointing::Pointing;
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// What can be pointed at on the screen that was drawn last; the drawing thread writes it,
/// the input thread reads it.
pub type Shown = Arc<Mutex<Pointing>>;

/// From this many characters on, a burst with a line break in it is a pasted text.
const PASTED: usize = 3;

/// Which console the events come from, and what it did before.
#[derive(Debug, Clone)]
pub struct Input {
    offset: i32,
    shown: Shown,
    /// Keys come as press and release, and a paste comes as keys: the Windows console.
    is_console: bool,
    /// The character that is held down.
    held: Option<char>,
}

impl Input {
    /// Takes the offset of local time and what was drawn last.
    pub fn new(offset: i32, shown: Shown) -> Self {
        Self {
            offset,
            shown,
            is_console: cfg!(windows),
            held: None,
        }
    }

    /// Returns the messages of events that waited together.
    pub fn messages(&mut self, events: Vec<Event>) -> Vec<Message> {
        let mut found = Vec::new();
        let mut keys = Vec::new();
        for event in events {
            match event {
                Event::Key(key) => keys.extend(self.key_of(key)),
                Event::Mouse(mouse) => keys.extend(self.keys_of(mouse)),
                other => {
                    self.flush(&mut keys, &mut found);
                    found.extend(self.message_of(other));
                }
            }
        }
        self.flush(&mut keys, &mut found);
        found
    }

    fn message_of(&self, event: Event) -> Option<Message> {
        match event {
            Event::Paste(text) => Some(Message::Paste(text, now(self.offset))),
            // what the event says can be of another window: the terminal is asked
            Event::Resize(columns, rows) => {
                let (columns, rows) = entering::size().unwrap_or((columns, rows));
                Some(Message::Resize(columns, rows))
            }
            _ => None,
        }
    }

    /// Gives out the keys so far; where a console pastes by typing, a burst that holds a line
    /// break between characters is one text, so that its Enter confirms nothing.
    fn flush(&self, keys: &mut Vec<Key>, found: &mut Vec<Message>) {
        let at = now(self.offset);
        match pasted(keys).filter(|_| self.is_console) {
            Some(text) => found.push(Message::Paste(text, at)),
            None => found.extend(keys.iter().map(|key| Message::Key(*key, at))),
        }
        keys.clear();
    }

    fn keys_of(&self, mouse: MouseEvent) -> Vec<Key> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let (column, row) = (mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => shown.click(column, row).to_vec(),
            MouseEventKind::ScrollDown => shown.wheel(column, row, true),
            MouseEventKind::ScrollUp => shown.wheel(column, row, false),
            _ => Vec::new(),
        }
    }

    /// A press or a repeat, and a release of a character that no press came for: some
    /// consoles send composed characters only so.
    fn key_of(&mut self, event: KeyEvent) -> Option<Key> {
        if event.kind == KeyEventKind::Release {
            let KeyCode::Char(character) = event.code else {
                return None;
            };
            let was_held = self.held.take() == Some(character);
            let is_composed = !character.is_ascii();
            return (self.is_console && is_composed && !was_held).then_some(Key::Char(character));
        }
        self.held = match event.code {
            KeyCode::Char(character) => Some(character),
            _ => None,
        };
        pressed(event)
    }
}

/// The text of keys that are all characters with a line break among them; `None` for any
/// other keys.
fn pasted(keys: &[Key]) -> Option<String> {
    let character = |key: &Key| match key {
        Key::Char(character) => Some(*character),
        Key::Enter => Some('\n'),
        Key::Tab => Some('\t'),
        _ => None,
    };
    let text: String = keys.iter().map(character).collect::<Option<_>>()?;
    let has_break = text.trim_matches('\n').contains('\n');
    (has_break && keys.len() >= PASTED).then_some(text)
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

/// The key of a press. `AltGr` comes as Ctrl and Alt together and writes a character; Alt
/// alone stands for nothing here.
fn pressed(event: KeyEvent) -> Option<Key> {
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    match event.code {
        KeyCode::Char(character) if control && !alt => {
            Some(Key::Ctrl(character.to_ascii_lowercase()))
        }
        KeyCode::Char(_) if alt && !control => None,
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

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    fn input(is_console: bool) -> Input {
        let mut pointing = Pointing::default();
        pointing.place(Rect::new(0, 4, 20, 1), vec![Key::Down, Key::Down]);
        let shown = Arc::new(Mutex::new(pointing));
        Input {
            is_console,
            ..Input::new(0, shown)
        }
    }

    fn event(code: KeyCode, modifiers: KeyModifiers, kind: KeyEventKind) -> Event {
        Event::Key(KeyEvent::new_with_kind(code, modifiers, kind))
    }

    fn typed(text: &str) -> Vec<Event> {
        let code = |character| match character {
            '\n' => KeyCode::Enter,
            other => KeyCode::Char(other),
        };
        let press = |code| event(code, KeyModifiers::NONE, KeyEventKind::Press);
        text.chars().map(code).map(press).collect()
    }

    /// The keys in short: a character each, a pasted text in brackets.
    fn shown(messages: &[Message]) -> String {
        let word = |message: &Message| match message {
            Message::Key(Key::Char(character), _) => character.to_string(),
            Message::Key(key, _) => format!("<{}>", key.name()),
            Message::Paste(text, _) => format!("[{text}]"),
            other => panic!("{other:?}"),
        };
        messages.iter().map(word).collect()
    }

    #[test]
    fn each_press_counts_once() {
        let (none, shift) = (KeyModifiers::NONE, KeyModifiers::SHIFT);
        let alt_gr = KeyModifiers::CONTROL | KeyModifiers::ALT;
        let (down, again, up) = (
            KeyEventKind::Press,
            KeyEventKind::Repeat,
            KeyEventKind::Release,
        );
        let of = |character| KeyCode::Char(character);
        for (is_console, events, wanted) in [
            (true, vec![(of('8'), none, down), (of('8'), none, up)], "8"),
            (
                true,
                vec![(of('8'), none, down), (of('8'), none, again)],
                "88",
            ),
            (
                true,
                vec![(of('中'), none, down), (of('中'), none, up)],
                "中",
            ),
            (true, vec![(of('中'), none, up)], "中"),
            (true, vec![(of('a'), none, up)], ""),
            (false, vec![(of('中'), none, up)], ""),
            (true, vec![(KeyCode::Enter, none, up)], ""),
            (true, vec![(of('@'), alt_gr, down)], "@"),
            (false, vec![(of('5'), KeyModifiers::ALT, down)], ""),
            (
                false,
                vec![(of('Z'), KeyModifiers::CONTROL, down)],
                "<Ctrl-Z>",
            ),
            (false, vec![(KeyCode::Tab, shift, down)], "<Shift-Tab>"),
        ] {
            let events: Vec<Event> = events
                .into_iter()
                .map(|(code, modifiers, kind)| event(code, modifiers, kind))
                .collect();
            let messages = input(is_console).messages(events.clone());
            assert_eq!(shown(&messages), wanted, "{events:?}");
        }
    }

    #[test]
    fn a_burst_with_a_line_break_is_a_text_where_pasting_is_typing() {
        for (is_console, text, wanted) in [
            (true, "甲\n乙", "[甲\n乙]"),
            (true, "16\n", "16<Enter>"),
            (true, "16", "16"),
            (false, "甲\n乙", "甲<Enter>乙"),
        ] {
            let messages = input(is_console).messages(typed(text));
            assert_eq!(shown(&messages), wanted, "{text}");
        }
    }

    #[test]
    fn a_click_presses_the_keys_of_the_place() {
        let mouse = |kind, row| {
            Event::Mouse(MouseEvent {
                kind,
                column: 3,
                row,
                modifiers: KeyModifiers::NONE,
            })
        };
        let down = MouseEventKind::Down(MouseButton::Left);
        for (event, wanted) in [
            (mouse(down, 4), "<Down><Down>"),
            (mouse(down, 5), ""),
            (mouse(MouseEventKind::Moved, 4), ""),
            (mouse(MouseEventKind::ScrollUp, 9), "<Up><Up><Up>"),
        ] {
            assert_eq!(shown(&input(false).messages(vec![event])), wanted);
        }
    }
}
