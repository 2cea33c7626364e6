//! What the program knows when it starts.

use super::workspace::Place;
use crate::config::glyphs::{GlyphOrigin, GlyphProfile};
use crate::config::origin::{Folder, Origins};
use crate::config::session::Session;
use crate::config::theme::Theme;
use crate::config::theme::depth::Depth;
use crate::config::theme::fault::ThemeFault;
use crate::i18n::Language;

/// What the program was started with.
#[derive(Debug, Clone, Default)]
pub struct Launch {
    /// Language of the screens.
    pub language: Language,
    /// Glyph profile.
    pub glyphs: GlyphProfile,
    /// How it was found.
    pub glyph_origin: GlyphOrigin,
    /// Theme.
    pub theme: Theme,
    /// Why it is not the one that was asked for, and the names of those there are.
    pub theme_fault: Option<(ThemeFault, Vec<String>)>,
    /// How many colours the terminal shows.
    pub depth: Depth,
    /// Where language, theme and mouse come from.
    pub origins: Origins,
    /// Folders of the program.
    pub folders: Vec<Folder>,
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
    pub remembered: Session,
}
