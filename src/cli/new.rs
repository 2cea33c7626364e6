//! `heyi new`: a panel folder from what lies inside the program.

use super::{DATA, Output, Refusal, USER};
use crate::domain::id_of;
use crate::i18n::Language;
use crate::store::create;
use crate::store::source::{BUILT_IN, DEMO};
use std::io::{self, ErrorKind};
use std::path::Path;

/// What the folder is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A panel inside the program.
    BuiltIn(String),
    /// The plainest policy and nothing else.
    Empty,
}

impl Origin {
    /// Takes the options of the command line.
    pub fn of(from: Option<String>, empty: bool) -> Self {
        match from {
            _ if empty => Self::Empty,
            Some(id) => Self::BuiltIn(id),
            None => Self::BuiltIn(BUILT_IN.to_owned()),
        }
    }
}

/// Makes the folder and says what is in it and how to go on.
///
/// # Errors
/// A refusal where something lies there already, nothing of that name can be copied, or
/// the system does not let it be written.
pub fn run(folder: &str, origin: Origin, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    if folder == DEMO {
        return Err(named_demo(folder, language));
    }
    let path = Path::new(folder);
    let name = last_name(path);
    let id = id_of(&name);
    let (made, holds, next) = match origin {
        Origin::Empty => (
            create::empty(&id, path),
            "cli.new_holds_nothing",
            &["check"][..],
        ),
        Origin::BuiltIn(from) if from == DEMO => (
            create::copy_whole(DEMO, path, true),
            "cli.new_holds_all",
            &["check", "recommend", ""][..],
        ),
        Origin::BuiltIn(from) if from == BUILT_IN => (
            create::fresh(&id, path),
            "cli.new_holds_plan",
            &["check", "plan"][..],
        ),
        Origin::BuiltIn(from) => {
            return Err(Refusal {
                code: USER,
                message: language.with("cli.new_unknown", &[&from]),
                hint: language.with("cli.new_unknown_hint", &[&[BUILT_IN, DEMO].join(" ")]),
            });
        }
    };
    made.map_err(|error| failed(folder, &error, language))?;
    output.line(&language.with("cli.new_made", &[folder]));
    output.line(&format!("  {}", language.text(holds)));
    if holds != "cli.new_holds_all" && id != name {
        let renamed = language.with("cli.new_renamed", &[&name, &id]);
        output.line(&language.with("problem_at.remedy", &[&renamed]));
    }
    output.line(language.text("cli.new_next"));
    for command in next {
        let words = ["heyi", command, &quoted(folder)].join(" ");
        output.line(&format!("  {}", words.replace("  ", " ")));
    }
    Ok(0)
}

/// Refuses the demonstration's name for a folder.
pub fn named_demo(folder: &str, language: Language) -> Refusal {
    refusal("cli.new_demo", "cli.new_demo_hint", folder, language)
}

fn refusal(message: &str, hint: &str, detail: &str, language: Language) -> Refusal {
    Refusal {
        code: USER,
        message: language.with(message, &[detail]),
        hint: language.with(hint, &[detail]),
    }
}

/// Says why a folder could not be made.
pub fn failed(folder: &str, error: &io::Error, language: Language) -> Refusal {
    match error.kind() {
        ErrorKind::AlreadyExists if Path::new(folder).exists() => {
            refusal("cli.new_taken", "cli.new_taken_hint", folder, language)
        }
        kind => Refusal {
            code: DATA,
            message: language.with("cli.new_failed", &[folder, &kind.to_string()]),
            hint: language.text("cli.new_failed_hint").to_owned(),
        },
    }
}

/// Returns the folder's own name, that of the present folder for `.`.
fn last_name(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let name = whole.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Returns the folder as it can be typed again.
fn quoted(folder: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-./\\:".contains(c);
    if !folder.is_empty() && folder.chars().all(is_plain) {
        folder.to_owned()
    } else {
        format!("\"{folder}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::is_valid_id;

    #[test]
    fn a_name_that_is_no_id_becomes_one() {
        assert_eq!(id_of("round-1"), "round-1");
        let made = id_of("第一批");
        assert!(is_valid_id(&made) && made.starts_with("x-") && made.len() == 10);
        assert_ne!(made, id_of("第二批"));
        assert_eq!(
            last_name(Path::new(".")),
            last_name(&std::env::current_dir().unwrap())
        );
    }
}
