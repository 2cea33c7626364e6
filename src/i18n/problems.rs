//! Problems in words: what is wrong, and what can be done.

use super::Language;
use crate::domain::problem::{Problem, Trouble};

/// Returns what is wrong, in one sentence.
pub fn message(problem: &Problem, language: Language) -> String {
    say(problem, language, "problem")
}

/// Returns what can be done, in one sentence.
pub fn hint(problem: &Problem, language: Language) -> String {
    say(problem, language, "hint")
}

fn say(problem: &Problem, language: Language, section: &str) -> String {
    let mut details: Vec<&str> = problem.details.iter().map(String::as_str).collect();
    if problem.trouble == Trouble::UnknownId
        && let Some(kind) = details.first_mut()
    {
        *kind = language.find(&format!("kind.{kind}")).unwrap_or(kind);
    }
    language.with(&format!("{section}.{}", problem.trouble.key()), &details)
}

/// Returns where a problem is and what it is.
pub fn placed(problem: &Problem, language: Language) -> String {
    let message = message(problem, language);
    language.with("problem_at.says", &[&place(problem), &message])
}

/// Returns where a problem is, how bad and what it is.
pub fn told(problem: &Problem, language: Language) -> String {
    let message = message(problem, language);
    let label = language.find(&format!("severity.{}", problem.severity().key()));
    let details = [&place(problem), label.unwrap_or_default(), &message];
    language.with("problem_at.told", &details)
}

fn place(problem: &Problem) -> String {
    match problem.line {
        0 => problem.file.clone(),
        line => format!("{}:{line}:{}", problem.file, problem.column),
    }
}
