//! What the machine and the terminal say about themselves without being asked.

use crate::config::glyphs::{GlyphOrigin, GlyphProfile, Surroundings};

/// Guesses the glyph profile from the system and the environment.
pub fn guessed_glyphs() -> (GlyphProfile, GlyphOrigin) {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .map(variable)
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    Surroundings {
        is_windows: cfg!(windows),
        is_windows_terminal: !variable("WT_SESSION").is_empty(),
        locale: &locale,
        term: &variable("TERM"),
    }
    .guess()
}

/// Returns a variable of the environment; empty where it is not set or no text.
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}
