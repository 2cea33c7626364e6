//! `heyi import`: from tables that people keep elsewhere into a panel folder.

mod rows;
mod scores;

use super::{DATA, Output, Refusal, USER, exchange};
use crate::domain::problem::Trouble;
use crate::i18n::{Language, problems};
use crate::store::source::Source;
use crate::store::table::TableFault;
use std::path::PathBuf;

/// What is taken in.
#[derive(Debug, clap::Subcommand)]
pub enum What {
    /// Proposals, one row a proposal.
    Proposals(rows::Proposals),
    /// Experts, one row an expert.
    Experts(rows::Experts),
    /// Scores, one row a cell.
    Scores(scores::Wanted),
}

/// Takes in what was asked for.
///
/// # Errors
/// A refusal where nothing was taken in.
pub fn run(what: &What, output: &mut Output) -> Result<u8, Refusal> {
    match what {
        What::Proposals(wanted) => rows::proposals(wanted, output),
        What::Experts(wanted) => rows::experts(wanted, output),
        What::Scores(wanted) => scores::run(wanted, output),
    }
}

/// Returns the folder that a table is taken into.
///
/// # Errors
/// A refusal where there is no such panel, where it lies inside the program, or where panel and
/// table were written in the other order.
fn folder(table: &str, panel: &str, language: Language) -> Result<PathBuf, Refusal> {
    if !Source::named(panel).exists() && Source::named(table).exists() {
        return Err(refusal(USER, "swapped", &[table, panel], language));
    }
    exchange::folder(panel, language)
}

/// Makes a refusal of `import.<key>` and `import.<key>_hint`.
fn refusal(code: u8, key: &str, details: &[&str], language: Language) -> Refusal {
    Refusal {
        code,
        message: language.with(&format!("import.{key}"), details),
        hint: language.with(&format!("import.{key}_hint"), details),
    }
}

/// Says why a table cannot be used; `headings` is the hint that names what it must have.
fn table_unusable(fault: &TableFault, file: &str, headings: &str, language: Language) -> Refusal {
    let key = match fault {
        TableFault::File(problem) => {
            return Refusal {
                code: DATA,
                message: language.with(
                    "problem_at.says",
                    &[file, &problems::message(problem, language)],
                ),
                hint: match problem.trouble {
                    Trouble::Missing => language.text("import.no_file_hint").to_owned(),
                    _ => problems::hint(problem, language),
                },
            };
        }
        TableFault::NoHeadings(lacking) => {
            let names: Vec<&str> = lacking.iter().map(|key| column(key, language)).collect();
            return Refusal {
                code: DATA,
                message: language.with("import.no_headings", &[file, &names.join(" ")]),
                hint: language.with(&format!("import.{headings}"), &[]),
            };
        }
        TableFault::Empty => "empty",
        TableFault::OldWorkbook => "old_workbook",
        TableFault::NotText => "not_text",
        TableFault::TooMuch => "too_much",
        TableFault::Broken => "broken",
    };
    refusal(DATA, key, &[file], language)
}

/// Returns what a column is called.
fn column(key: &str, language: Language) -> &'static str {
    language
        .find(&format!("import.column_{key}"))
        .unwrap_or_default()
}

/// Returns the first ids of a list, the others as three dots.
fn some(ids: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown = ids.iter().take(SHOWN).map(String::as_str);
    let more = (ids.len() > SHOWN).then_some("...");
    shown.chain(more).collect::<Vec<_>>().join(" ")
}
