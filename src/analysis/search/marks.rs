//! Which characters of a title matched: worked out only for the lines that are shown.

use super::closeness::fuzzy;
use super::index::{Entry, Index, begins};
use super::pattern::Pattern;
use super::query::is_chinese;
use super::{Manner, Query};

/// Marks what a query found in a text.
#[derive(Debug, Clone, Default)]
pub struct Marker {
    words: Vec<String>,
    manner: Manner,
}

impl Marker {
    /// Takes the words of a query and in which manner its hits hold them.
    pub fn new(query: &Query, manner: Manner) -> Self {
        Self {
            words: query.words(),
            manner,
        }
    }

    /// Returns which characters of a text matched, counted from 0, ascending.
    pub fn of(&self, text: &str) -> Vec<usize> {
        if self.words.is_empty() {
            return Vec::new();
        }
        let index = Index::of([Entry {
            title: text,
            ..Entry::default()
        }]);
        let mut marks: Vec<usize> = self
            .words
            .iter()
            .flat_map(|word| self.of_word(&index, word))
            .collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    fn of_word(&self, index: &Index, word: &str) -> Vec<usize> {
        let is_heard = self.manner == Manner::BySound && is_chinese(word);
        let pattern = Pattern::new(index, word, is_heard);
        let Some(title) = index.texts(0).next() else {
            return Vec::new();
        };
        if let Some(range) = pattern.spelled(title) {
            return range.collect();
        }
        if pattern.way(title).is_none() {
            return Vec::new();
        }
        scattered(&index.title(0), word)
    }
}

/// Where a text holds a word with other characters between: as the fuzzy matcher has it
/// where that keeps Latin words whole, else as late as can be.
fn scattered(text: &str, word: &str) -> Vec<usize> {
    let characters: Vec<char> = text.chars().collect();
    if let Some((_, marks)) = fuzzy(text, word)
        && is_whole(&characters, &marks)
    {
        return marks;
    }
    let wanted: Vec<char> = word.chars().collect();
    latest(&characters, &wanted)
}

fn is_beginning(characters: &[char], place: usize) -> bool {
    let before = place
        .checked_sub(1)
        .and_then(|before| characters.get(before));
    let own = characters.get(place).copied().unwrap_or(' ');
    begins(before.copied().unwrap_or(' '), own)
}

fn is_whole(characters: &[char], marks: &[usize]) -> bool {
    let pairs = marks.iter().zip(marks.iter().skip(1));
    let mut follows = pairs.map(|(before, after)| (*after == before + 1, *after));
    follows.all(|(follows, after)| follows || is_beginning(characters, after))
}

/// Walks back from the end over a table of which places of the word each character may
/// stand for. What must follow at once finds its neighbour there, for it was reached from it.
fn latest(characters: &[char], wanted: &[char]) -> Vec<usize> {
    let (mut follows, mut reached) = (0_u64, 1_u64);
    let mut table: Vec<u64> = Vec::with_capacity(characters.len());
    for (place, character) in characters.iter().enumerate() {
        let same = wanted
            .iter()
            .enumerate()
            .filter(|(_, own)| *own == character);
        let equal = same.fold(0, |places, (place, _)| places | 1 << place);
        let begins = is_beginning(characters, place);
        let taken = if begins { reached } else { follows | 1 } & equal;
        table.push(taken);
        follows = taken << 1;
        reached |= follows;
    }
    let mut left = wanted.len();
    let mut marks = Vec::new();
    for (place, taken) in table.iter().enumerate().rev() {
        let last = left.checked_sub(1);
        if let Some(last) = last.filter(|last| taken & 1 << last != 0) {
            marks.push(place);
            left = last;
        }
    }
    marks.reverse();
    marks
}
