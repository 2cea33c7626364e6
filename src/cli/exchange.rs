//! `heyi pack`, `heyi handin`, `heyi merge`: what goes out to experts and comes back.

pub mod hand_in;
pub mod merge;
pub mod pack;

use super::{DATA, Refusal, USER, source};
use crate::domain::problem::Problem;
use crate::i18n::{Language, problems};
use crate::store::home::reason;
use crate::store::source::Source;
use std::io;
use std::path::PathBuf;

/// Returns the folder of a panel that is written to.
///
/// # Errors
/// A refusal where there is no such panel, or where it lies inside the program.
pub fn folder(name: &str, language: Language) -> Result<PathBuf, Refusal> {
    let hint = || language.text("cli.no_folder_hint").to_owned();
    match source(name, language) {
        Err(refusal) => Err(Refusal {
            hint: hint(),
            ..refusal
        }),
        Ok(Source::Folder(folder)) => Ok(folder),
        Ok(Source::BuiltIn(_)) => Err(refused(USER, "import.read_only", &[name], language)),
    }
}

/// Makes a refusal of a word and its hint, `<key>` and `<key>_hint`.
pub fn refused(code: u8, key: &str, details: &[&str], language: Language) -> Refusal {
    Refusal {
        code,
        message: language.with(key, details),
        hint: language.with(&format!("{key}_hint"), details),
    }
}

/// Says that a file of the panel cannot be read.
pub fn unread(problem: &Problem, language: Language) -> Refusal {
    let message = problems::message(problem, language);
    let place = match problem.line {
        0 => problem.file.clone(),
        line => format!("{}:{line}", problem.file),
    };
    refused(DATA, "exchange.panel_unread", &[&place, &message], language)
}

/// Says that something could not be written.
pub fn unwritten(what: &str, error: &io::Error, language: Language) -> Refusal {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return refused(USER, "exchange.taken", &[what], language);
    }
    let why = language.find(reason(error)).unwrap_or_default();
    refused(DATA, "exchange.unwritten", &[what, why], language)
}
