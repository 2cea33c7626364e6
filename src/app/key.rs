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

/// Keys with a word for their name.
const NAMED: [(Key, &str); 15] = [
    (Key::Enter, "Enter"),
    (Key::Tab, "Tab"),
    (Key::BackTab, "Shift-Tab"),
    (Key::Esc, "Esc"),
    (Key::Backspace, "Backspace"),
    (Key::Delete, "Delete"),
    (Key::Up, "Up"),
    (Key::Down, "Down"),
    (Key::Left, "Left"),
    (Key::Right, "Right"),
    (Key::PageUp, "PgUp"),
    (Key::PageDown, "PgDn"),
    (Key::Home, "Home"),
    (Key::End, "End"),
    (Key::Char(' '), "Space"),
];

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
            Self::F(number) => format!("F{number}"),
            Self::Ctrl(letter) => format!("Ctrl-{}", letter.to_ascii_uppercase()),
            key => {
                let word = NAMED.iter().find(|(named, _)| *named == key);
                match (word, key) {
                    (Some((_, word)), _) => (*word).to_owned(),
                    (None, Self::Char(character)) => character.to_string(),
                    (None, _) => String::new(),
                }
            }
        }
    }

    /// Reads a name as [`Key::name`] writes it.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut named = NAMED.iter();
        if let Some((key, _)) = named.find(|(_, word)| *word == name) {
            return Some(*key);
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
