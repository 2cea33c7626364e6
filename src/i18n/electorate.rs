//! Who may vote, in words.

use super::Language;
use crate::domain::voting::Electorate;

/// Returns how many may vote, how many of the others are recused or away, and how many votes
/// decide at least.
pub fn voters(electorate: &Electorate, language: Language) -> String {
    let counts = [
        electorate.members.len(),
        electorate.recused.len(),
        electorate.away.len(),
        electorate.quorum,
    ];
    let counts = counts.map(|count| count.to_string());
    language.with("voting.voters", &counts.each_ref().map(String::as_str))
}
