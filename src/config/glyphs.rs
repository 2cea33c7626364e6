//! Which characters the terminal draws in how many columns.

use std::time::Duration;

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

    /// Returns the catalogue key of what it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::Narrow => "glyphs.narrow",
            Self::Wide => "glyphs.wide",
            Self::Ascii => "glyphs.ascii",
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

/// How a profile was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GlyphOrigin {
    /// Stated with `--glyphs`.
    Stated,
    /// Chosen in the program, and remembered.
    Chosen,
    /// The terminal was asked, and answered.
    Measured,
    /// Guessed: a terminal of Windows that says so.
    WindowsTerminal,
    /// Guessed: another console of Windows.
    WindowsConsole,
    /// Guessed: the environment states characters other than UTF-8.
    Locale,
    /// Guessed: the console of Linux, which has few characters.
    LinuxConsole,
    /// Nothing speaks against the usual one.
    #[default]
    Assumed,
}

impl GlyphOrigin {
    /// Returns the catalogue key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Stated => "glyph_origin.stated",
            Self::Chosen => "glyph_origin.chosen",
            Self::Measured => "glyph_origin.measured",
            Self::WindowsTerminal => "glyph_origin.windows_terminal",
            Self::WindowsConsole => "glyph_origin.windows_console",
            Self::Locale => "glyph_origin.locale",
            Self::LinuxConsole => "glyph_origin.linux_console",
            Self::Assumed => "glyph_origin.assumed",
        }
    }

    /// Tells whether nobody decided, so that a better answer may change the profile.
    pub fn is_automatic(self) -> bool {
        !matches!(self, Self::Stated | Self::Chosen)
    }
}

/// What the system says about itself before the terminal is asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Surroundings<'a> {
    /// The system is Windows.
    pub is_windows: bool,
    /// `WT_SESSION` is set: the newer terminal of Windows.
    pub is_windows_terminal: bool,
    /// The first of `LC_ALL`, `LC_CTYPE`, `LANG` that is not empty; else empty.
    pub locale: &'a str,
    /// `TERM`, or empty.
    pub term: &'a str,
}

impl Surroundings<'_> {
    /// Guesses the profile: the classic console of Windows draws some signs in two columns,
    /// a terminal that is not in UTF-8 gets ASCII.
    pub fn guess(&self) -> (GlyphProfile, GlyphOrigin) {
        if self.is_windows {
            return if self.is_windows_terminal {
                (GlyphProfile::Narrow, GlyphOrigin::WindowsTerminal)
            } else {
                (GlyphProfile::Wide, GlyphOrigin::WindowsConsole)
            };
        }
        let locale = self.locale.to_ascii_lowercase();
        let is_utf_8 = locale.contains("utf-8") || locale.contains("utf8");
        if locale.contains('.') && !is_utf_8 {
            (GlyphProfile::Ascii, GlyphOrigin::Locale)
        } else if self.term == "linux" {
            (GlyphProfile::Ascii, GlyphOrigin::LinuxConsole)
        } else {
            (GlyphProfile::Narrow, GlyphOrigin::Assumed)
        }
    }
}

/// What the cursor did when a character was written twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    /// The character.
    pub character: char,
    /// How many columns both took together.
    pub columns: u16,
}

/// What came of asking the terminal how wide it draws.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// What was measured, in the order of the answers.
    pub widths: Vec<Width>,
    /// How long the last of them took; `None` where none came.
    pub after: Option<Duration>,
}

impl Answers {
    /// How long an answer of the terminal is waited for, behind the screens: longer than a key
    /// takes to a far machine and back. While it lasts the mouse does nothing, which is why it is
    /// not longer.
    pub const LIMIT: Duration = Duration::from_millis(500);
}

impl Width {
    /// The characters that are asked about: four that take one column or two, and one that
    /// always takes two.
    pub const ASKED: [char; 5] = ['≥', '中', '─', '“', '●'];

    /// Returns how many columns one of the two took.
    pub fn each(self) -> f64 {
        f64::from(self.columns) / 2.0
    }

    /// Returns whether the character must take two columns.
    pub fn is_always_wide(character: char) -> bool {
        character == '中'
    }

    /// Returns the profile that follows from what was measured; `None` where nothing was.
    /// A character that takes neither one column nor two was not taken for a character: the
    /// terminal is not in UTF-8.
    pub fn profile(measured: &[Self]) -> Option<GlyphProfile> {
        let is_foreign = |width: &Self| match width.columns {
            2 => Self::is_always_wide(width.character),
            4 => false,
            _ => true,
        };
        let is_wide = |width: &Self| !Self::is_always_wide(width.character) && width.columns == 4;
        // a cursor that did not move says nothing: whoever answered does not know
        let moved: Vec<Self> = measured
            .iter()
            .copied()
            .filter(|width| width.columns > 0)
            .collect();
        if moved.iter().any(is_foreign) {
            Some(GlyphProfile::Ascii)
        } else if moved.iter().any(is_wide) {
            Some(GlyphProfile::Wide)
        } else {
            moved
                .iter()
                .any(|width| !Self::is_always_wide(width.character))
                .then_some(GlyphProfile::Narrow)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_follows_from_what_was_measured() {
        let (narrow, wide, ascii) = (
            Some(GlyphProfile::Narrow),
            Some(GlyphProfile::Wide),
            Some(GlyphProfile::Ascii),
        );
        for (columns, wanted) in [
            ([2, 4, 2, 2, 2], narrow),
            ([4, 4, 4, 4, 4], wide),
            // one that is drawn wide is enough
            ([2, 4, 2, 4, 2], wide),
            // the bytes as letters, and read in pairs
            ([6, 6, 6, 6, 6], ascii),
            ([2, 2, 2, 2, 2], ascii),
            ([2, 4, 3, 2, 2], ascii),
            ([0, 0, 0, 0, 0], None),
            ([0, 4, 0, 0, 0], None),
            ([2, 0, 0, 0, 0], narrow),
        ] {
            let measured: Vec<Width> = Width::ASKED
                .into_iter()
                .zip(columns)
                .map(|(character, columns)| Width { character, columns })
                .collect();
            assert_eq!(Width::profile(&measured), wanted, "{columns:?}");
        }
        assert_eq!(Width::profile(&[]), None);
    }

    #[test]
    fn what_the_system_says_leads_to_a_guess() {
        let of = |locale, term| Surroundings {
            locale,
            term,
            ..Surroundings::default()
        };
        for (surroundings, wanted) in [
            (
                of("zh_CN.UTF-8", "xterm"),
                (GlyphProfile::Narrow, GlyphOrigin::Assumed),
            ),
            (
                of("C.utf8", "xterm"),
                (GlyphProfile::Narrow, GlyphOrigin::Assumed),
            ),
            (of("", ""), (GlyphProfile::Narrow, GlyphOrigin::Assumed)),
            (
                of("zh_CN.GB18030", "xterm"),
                (GlyphProfile::Ascii, GlyphOrigin::Locale),
            ),
            (
                of("zh_CN.UTF-8", "linux"),
                (GlyphProfile::Ascii, GlyphOrigin::LinuxConsole),
            ),
        ] {
            assert_eq!(surroundings.guess(), wanted, "{surroundings:?}");
        }
    }
}
