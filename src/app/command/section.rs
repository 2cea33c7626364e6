//! The sections of the tables of commands.

/// Where a command belongs in tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// On every screen.
    Everywhere,
    /// While scoring.
    Scoring,
    /// In lists.
    Lists,
    /// Without a key of its own: by menu and palette.
    Palette,
}

impl Section {
    /// All sections in the order of the tables.
    pub const ALL: [Self; 4] = [Self::Everywhere, Self::Scoring, Self::Lists, Self::Palette];

    /// Returns the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Everywhere => "keys.everywhere",
            Self::Scoring => "keys.scoring",
            Self::Lists => "keys.lists",
            Self::Palette => "keys.palette",
        }
    }
}
