//! What a look at the machine found, in one form for the window and for the command.

pub mod drawing;

use crate::i18n::Language;
use crate::text::scrub::one_line;

/// How a finding is meant; a word stands beside it, never a colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// As it should be.
    Fine,
    /// Worth knowing; the program goes on.
    Note,
    /// Work cannot be done like this.
    Problem,
}

impl Mark {
    /// Returns the word for machines.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Note => "note",
            Self::Problem => "problem",
        }
    }

    /// Returns the catalogue key of the word.
    pub fn words(self) -> &'static str {
        match self {
            Self::Fine => "checkup_mark.fine",
            Self::Note => "checkup_mark.note",
            Self::Problem => "checkup_mark.problem",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How it is meant.
    pub mark: Mark,
    /// What was looked at, as a catalogue key.
    pub name: &'static str,
    /// What was found, as a catalogue key.
    pub found: &'static str,
    /// What is put in; a detail that is a catalogue key is put into words.
    pub details: Vec<String>,
    /// What can be done, as a catalogue key.
    pub remedy: Option<&'static str>,
}

impl Finding {
    /// Makes a finding that is as it should be, told by a text.
    pub fn plain(name: &'static str, text: impl Into<String>) -> Self {
        Self::of(name, "checkup_found.plain", vec![text.into()])
    }

    /// Makes a finding that is as it should be.
    pub fn of(name: &'static str, found: &'static str, details: Vec<String>) -> Self {
        Self {
            mark: Mark::Fine,
            name,
            found,
            details,
            remedy: None,
        }
    }

    /// Returns the finding as one that is worth knowing, with what can be done.
    #[must_use]
    pub fn noted(self, remedy: &'static str) -> Self {
        Self {
            mark: Mark::Note,
            remedy: Some(remedy),
            ..self
        }
    }

    /// Returns the finding as one that stops work, with what can be done.
    #[must_use]
    pub fn problem(self, remedy: &'static str) -> Self {
        Self {
            mark: Mark::Problem,
            ..self.noted(remedy)
        }
    }

    /// Returns what was found in words, as one line without harmful characters.
    pub fn words(&self, language: Language) -> String {
        let details: Vec<&str> = self
            .details
            .iter()
            .map(|detail| language.find(detail).unwrap_or(detail))
            .collect();
        one_line(&language.with(self.found, &details))
    }
}
