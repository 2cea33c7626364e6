//! Why a theme was not taken, told so that the person can mend its file.

use crate::i18n::Language;

/// What is wrong with a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeTrouble {
    /// The text is no TOML.
    NotToml,
    /// No role is called so.
    UnknownRole,
    /// Nothing of a role is called so.
    UnknownKey,
    /// No colour is called so.
    UnknownColour,
    /// No theme to begin with is called so.
    UnknownBase,
    /// A value is of another kind than is asked for.
    WrongValue,
    /// The file is larger than any theme.
    TooLarge,
    /// The file cannot be read.
    Unreadable,
    /// There is no such theme.
    Missing,
}

/// Why a theme was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("theme {name}, line {line}: {trouble:?} {found}")]
pub struct ThemeFault {
    /// Name of the theme.
    pub name: String,
    /// Line from 1; 0 where it is about the whole file.
    pub line: usize,
    /// What is wrong.
    pub trouble: ThemeTrouble,
    /// The word that is wrong; empty where it is not about a word.
    pub found: String,
    /// The known name that was probably meant.
    pub nearest: Option<String>,
}

impl ThemeFault {
    /// Makes a fault of a whole file.
    pub fn of_file(name: &str, trouble: ThemeTrouble) -> Self {
        Self {
            name: name.to_owned(),
            line: 0,
            trouble,
            found: String::new(),
            nearest: None,
        }
    }

    /// Returns line, reason and what was probably meant, in words.
    pub fn words(&self, language: Language) -> String {
        let key = match self.trouble {
            ThemeTrouble::NotToml => "theme_fault.not_toml",
            ThemeTrouble::UnknownRole => "theme_fault.unknown_role",
            ThemeTrouble::UnknownKey => "theme_fault.unknown_key",
            ThemeTrouble::UnknownColour => "theme_fault.unknown_colour",
            ThemeTrouble::UnknownBase => "theme_fault.unknown_base",
            ThemeTrouble::WrongValue => "theme_fault.wrong_value",
            ThemeTrouble::TooLarge => "theme_fault.too_large",
            ThemeTrouble::Unreadable => "theme_fault.unreadable",
            ThemeTrouble::Missing => "theme_fault.missing",
        };
        let mut words = language.with(key, &[&self.found]);
        if self.line > 0 {
            words = language.with("theme_fault.line", &[&self.line.to_string(), &words]);
        }
        if let Some(nearest) = &self.nearest {
            words.push_str(&language.with("theme_fault.nearest", &[nearest]));
        }
        words
    }
}
