//! Which characters the terminal draws in how many columns.

/// A set of characters that is safe on a kind of terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GlyphProfile {
    /// Characters of ambiguous width take one column: most terminals.
    #[default]
    Narrow,
    /// They take two: the classic Chinese console. None of them is used.
    Wide,
    /// Lines and marks are ASCII.
    Ascii,
}

impl GlyphProfile {
    /// All profiles.
    pub const ALL: [Self; 3] = [Self::Narrow, Self::Wide, Self::Ascii];

    /// Returns the word on the command line and the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Narrow => "narrow",
            Self::Wide => "wide",
            Self::Ascii => "ascii",
        }
    }

    /// Reads the word of the command line; `None` for any other, `auto` included.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.key() == key)
    }

    /// Returns the next profile, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Narrow => Self::Wide,
            Self::Wide => Self::Ascii,
            Self::Ascii => Self::Narrow,
        }
    }
}
