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
