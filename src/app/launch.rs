//! What the program knows when it starts.

use super::workspace::Place;
use crate::config::glyphs::GlyphProfile;
use crate::config::theme::Theme;
use crate::i18n::Language;
use std::collections::{BTreeMap, BTreeSet};

/// What is kept between two starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// Panel as named, `demo` for the demonstration.
    pub panel: String,
    /// Seat: an expert id, `secretariat`, or empty.
    pub seat: String,
    /// Key of the screen.
    pub screen: String,
    /// Proposal that was open.
    pub proposal: String,
    /// Cell that was open, by the name the history uses.
    pub cell: String,
    /// Language chosen in the program, or empty.
    pub language: String,
    /// Glyph profile chosen in the program, or empty.
    pub glyphs: String,
    /// Theme chosen in the program, or empty.
    pub theme: String,
    /// Seats that accepted the commitment, by panel.
    pub committed: BTreeMap<String, BTreeSet<String>>,
}

/// What the program was started with.
#[derive(Debug, Clone, Default)]
pub struct Launch {
    /// Language of the screens.
    pub language: Language,
    /// Glyph profile.
    pub glyphs: GlyphProfile,
    /// Theme.
    pub theme: Theme,
    /// Names of the themes that can be chosen.
    pub themes: Vec<String>,
    /// Size of the terminal: columns, rows.
    pub size: (u16, u16),
    /// The panels that are offered, the first one chosen.
    pub places: Vec<Place>,
    /// The panel named on the command line, opened at once.
    pub open: Option<Place>,
    /// The seat named on the command line.
    pub seat: Option<String>,
    /// The proposal named on the command line.
    pub proposal: Option<String>,
    /// What is kept from the last start.
    pub remembered: Remembered,
}
