//! A panel with the scores of its round, for the commands that combine them.

use super::{Output, Refusal, source};
use crate::domain::decimal::{self, Decimal};
use crate::domain::panel::Panel;
use crate::domain::problem::{Problem, Severity};
use crate::domain::sheet::{Round, ScoreSheet};
use crate::i18n::{Language, problems};
use crate::store::{check, load, sheets};
use crate::text::scrub::one_line;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;

/// Everything that can be read of a panel.
pub struct Loaded {
    /// The panel.
    pub panel: Panel,
    /// Sheets of all rounds.
    pub sheets: Vec<ScoreSheet>,
    /// The round that counts: the second as soon as there is one.
    pub round: Round,
    /// What could not be read or should be looked at.
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// Tells whether some file or sheet could not be used.
    pub fn has_errors(&self) -> bool {
        let mut problems = self.problems.iter();
        problems.any(|problem| problem.severity() == Severity::Error)
    }

    /// Lists on standard error what could not be used, with a way on.
    pub fn complain(&self, language: Language) {
        let mut err = std::io::stderr().lock();
        let errors: Vec<&Problem> = self
            .problems
            .iter()
            .filter(|problem| problem.severity() == Severity::Error)
            .collect();
        for problem in &errors {
            let words = problems::placed(problem, language);
            let _ = writeln!(err, "{}{}", language.text("cli.error"), one_line(&words));
            let hint = problems::hint(problem, language);
            let _ = writeln!(err, "{}{}", language.text("cli.hint"), one_line(&hint));
        }
        if !errors.is_empty() {
            let files: BTreeSet<&str> = errors.iter().map(|one| one.file.as_str()).collect();
            let count = files.len().to_string();
            let message = language.with("rank.nothing_to_use", &[&count]);
            let _ = writeln!(err, "{}{message}", language.text("cli.error"));
            let hint = language.text("rank.nothing_to_use_hint");
            let _ = writeln!(err, "{}{hint}", language.text("cli.hint"));
        }
    }
}

/// Reads a panel and its scores, and looks whether its rules hold.
///
/// # Errors
/// A refusal where there is no such panel.
pub fn load(name: &str, output: &Output) -> Result<Loaded, Refusal> {
    let source = source(name, output.language)?;
    let (panel, mut problems) = load::panel(&source);
    problems.extend(check::official(&panel, &source));
    let (read, round, found) = sheets::latest(&source, &panel);
    problems.extend(found);
    Ok(Loaded {
        panel,
        sheets: read,
        round,
        problems,
    })
}

/// Reads a panel without its scores, and looks whether its rules hold.
///
/// # Errors
/// A refusal where there is no such panel.
pub fn without_scores(name: &str, output: &Output) -> Result<Loaded, Refusal> {
    let source = source(name, output.language)?;
    let (panel, mut problems) = load::panel(&source);
    problems.extend(check::official(&panel, &source));
    Ok(Loaded {
        panel,
        sheets: Vec::new(),
        round: Round::First,
        problems,
    })
}

/// Returns an exact figure as a JSON number of at most 12 significant digits.
pub fn number(value: Option<Decimal>) -> Value {
    float(value.map(decimal::float))
}

/// Returns a figure as a JSON number of at most 12 significant digits; what is not
/// defined is null.
pub fn float(value: Option<f64>) -> Value {
    let short = value
        .filter(|value| value.is_finite())
        .and_then(|value| format!("{value:.11e}").parse::<f64>().ok());
    match short {
        None => Value::Null,
        Some(value) if value.fract() == 0.0 && value.abs() < 1e12 => Value::from(value as i64),
        Some(value) => Value::from(value),
    }
}
