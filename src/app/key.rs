//! Keys as the screens know them, whatever terminal they came from.

use crate::text::fold::half_width;

/// One key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A character.
    Char(char),
    /// A letter with Control.
    Ctrl(char),
    /// A function key.
    F(u8),
    /// Enter.
    Enter,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home.
    Home,
    /// End.
    End,
}

impl Key {
    /// Returns the key with full-width digits and Chinese punctuation taken for the keys
    /// they stand for; used wherever no text is being typed.
    #[must_use]
    pub fn folded(self) -> Self {
        match self {
            Self::Char(character) => Self::Char(half_width(character)),
            other => other,
        }
    }

    /// Returns the name that scripts, help and the README use; `arrows` gives signs for
    /// the arrow keys instead of words.
    pub fn name(self) -> String {
        match self {
            Self::Char(' ') => "Space".to_owned(),
            Self::Char(character) => character.to_string(),
            Self::Ctrl(letter) => format!("Ctrl-{}", letter.to_ascii_uppercase()),
            Self::F(number) => format!("F{number}"),
            Self::Enter => "Enter".to_owned(),
            Self::Tab => "Tab".to_owned(),
            Self::BackTab => "Shift-Tab".to_owned(),
            Self::Esc => "Esc".to_owned(),
            Self::Backspace => "Backspace".to_owned(),
            Self::Delete => "Delete".to_owned(),
            Self::Up => "Up".to_owned(),
            Self::Down => "Down".to_owned(),
            Self::Left => "Left".to_owned(),
            Self::Right => "Right".to_owned(),
            Self::PageUp => "PgUp".to_owned(),
            Self::PageDown => "PgDn".to_owned(),
            Self::Home => "Home".to_owned(),
            Self::End => "End".to_owned(),
        }
    }

    /// Reads a name as [`Key::name`] writes it.
    pub fn from_name(name: &str) -> Option<Self> {
        let named = [
            Self::Enter,
            Self::Tab,
            Self::BackTab,
            Self::Esc,
            Self::Backspace,
            Self::Delete,
            Self::Up,
            Self::Down,
            Self::Left,
            Self::Right,
            Self::PageUp,
            Self::PageDown,
            Self::Home,
            Self::End,
            Self::Char(' '),
        ];
        if let Some(key) = named.into_iter().find(|key| key.name() == name) {
            return Some(key);
        }
        if let Some(letter) = name.strip_prefix("Ctrl-") {
            return Some(Self::Ctrl(letter.chars().next()?.to_ascii_lowercase()));
        }
        let number = name
            .strip_prefix('F')
            .and_then(|number| number.parse().ok());
        if let Some(number) = number {
            return Some(Self::F(number));
        }
        let mut characters = name.chars();
        let only = characters.next().filter(|_| characters.next().is_none());
        only.map(Self::Char)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for key in [
            Key::Enter,
            Key::F(9),
            Key::Ctrl('z'),
            Key::Char('8'),
            Key::Char(' '),
            Key::PageDown,
        ] {
            assert_eq!(Key::from_name(&key.name()), Some(key));
        }
        assert_eq!(Key::from_name("nothing"), None);
        assert_eq!(Key::Char('８').folded(), Key::Char('8'));
    }
}
