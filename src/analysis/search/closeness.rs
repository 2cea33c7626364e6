//! How closely the characters of a word stand together in a text: the one place that asks
//! the fuzzy matcher.

use super::index::Index;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Titles up to this many characters are looked at closely.
const LONGEST: usize = 400;

/// Returns how closely a folded text holds a folded word, greater is closer, and which of
/// its characters, counted from 0; `None` where they are not there in this order, or where
/// the text is too long to be looked at closely.
pub fn fuzzy(text: &str, word: &str) -> Option<(i64, Vec<usize>)> {
    if text.chars().count() > LONGEST {
        return None;
    }
    SkimMatcherV2::default().fuzzy_indices(text, word)
}

/// Puts hits of one rank in order: whose titles hold the words more closely stand first,
/// equal ones stay. The place of the hit in the title does not count any more.
pub fn settle(index: &Index, words: &[String], hits: Option<&mut [(u32, u32)]>) {
    let Some(hits) = hits else {
        return;
    };
    hits.sort_by_cached_key(|(rank, entry)| {
        let title = index.title(*entry);
        let close = words.iter().filter_map(|word| fuzzy(&title, word));
        let sum: i64 = close.map(|(points, _)| points).sum();
        (rank >> 8, -sum, rank & 255)
    });
}
