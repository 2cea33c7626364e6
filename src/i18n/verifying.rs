//! What checking a whole panel found, in words.

use super::Language;
use crate::domain::verifying::Finding;

/// Returns what was found, without its file.
pub fn words(finding: &Finding, language: Language) -> String {
    let details: Vec<&str> = finding.details.iter().map(String::as_str).collect();
    language.with(&format!("verify.{}", finding.key), &details)
}

/// Returns what was found, behind the file that it is about.
pub fn line(finding: &Finding, language: Language) -> String {
    let words = words(finding, language);
    if finding.file.is_empty() {
        words
    } else {
        language.with("problem_at.says", &[&finding.file, &words])
    }
}
