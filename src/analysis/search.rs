//! Finding in a list as people type: words in any order, each by its characters, by pinyin
//! in full, by initials or by a mixture; query words such as `链:石墨烯`, `未评` or `分>80`
//! narrow the list. Where Chinese words find nothing, what sounds the same is found.
//!
//! [`Index`] holds a list, [`Query`] what was typed, [`Finding`] what was found of it. What
//! a line holds, each added character holds less: so a longer query looks only at what the
//! shorter one found.

mod closeness;
mod completion;
mod index;
mod marks;
mod panel;
mod pattern;
mod query;
mod sounds;
#[cfg(test)]
mod tests;

pub use completion::{Offer, Values, offers};
pub use index::{Entry, Index};
pub use marks::Marker;
pub use panel::{Combined, Found, PanelIndex, facts, gaps};
pub use query::{Compare, Doubt, Facts, Filter, LONGEST_QUERY, Query, Term, Viewer, Word};

use index::Text;
use pattern::{Pattern, Way};

/// Hits that are looked at closely for their order; the others stand behind them.
const CLOSELY: usize = 200;

/// What a query found in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finding {
    /// The lines that were found, best first; equal ones in the order of the list.
    pub hits: Vec<u32>,
    /// The rank of each hit: the smaller the better.
    ranks: Vec<u32>,
    /// Nothing holds the words as they are written: these sound the same.
    pub by_sound: bool,
    /// The words that were searched.
    words: Vec<String>,
    /// The query words that hold.
    filters: Vec<Filter>,
    /// The hits in the order of the list.
    kept: Vec<u32>,
}

impl Finding {
    /// Finds in the lines `list` of an index, which are in their order, what holds the
    /// words and filters of a query; `holds` tells whether a filter lets a line through.
    /// `before` is what a query found in the same list just before; where the new one only
    /// adds to it, nothing else is looked at.
    pub fn of(
        index: &Index,
        list: &[u32],
        query: &Query,
        holds: impl Fn(u32, &Filter) -> bool,
        before: Option<&Self>,
    ) -> Self {
        let words = query.words();
        let filters = query.filters();
        let before = before.filter(|before| before.is_wider(&words, &filters));
        let wider = before.filter(|before| !before.by_sound);
        let among = wider.map_or(list, |before| &before.kept);
        let lets = |entry: u32| filters.iter().all(|filter| holds(entry, filter));
        let mut ranked = if before.is_some_and(|before| before.by_sound) {
            Vec::new()
        } else {
            ranked(index, among, &words, false, lets)
        };
        let by_sound = ranked.is_empty() && words.iter().any(|word| query::is_chinese(word));
        if by_sound {
            let heard = before.filter(|before| before.by_sound);
            let among = heard.map_or(list, |before| &before.kept);
            ranked = self::ranked(index, among, &words, true, lets);
        }
        let kept = ranked.iter().map(|(_, entry)| *entry).collect();
        if !words.is_empty() {
            ranked.sort_by_key(|(rank, _)| *rank);
            closeness::settle(index, &words, ranked.get_mut(..CLOSELY));
        }
        let (ranks, hits) = ranked.into_iter().unzip();
        Self {
            hits,
            ranks,
            by_sound: by_sound && !words.is_empty(),
            words,
            filters,
            kept,
        }
    }

    /// Returns the hits in the order of the list.
    pub fn in_order(&self) -> &[u32] {
        &self.kept
    }

    /// Tells whether something holds the words as they are written.
    pub fn is_written(&self) -> bool {
        !self.hits.is_empty() && !self.by_sound
    }

    /// Tells whether nothing was looked for.
    pub fn is_default(&self) -> bool {
        self.words.is_empty() && self.filters.is_empty()
    }

    /// Returns the hits with how well they fit, smaller is better, comparable between
    /// lists; none where they were found in the other way.
    pub fn ranked(&self, by_sound: bool) -> impl Iterator<Item = (u32, u32)> + '_ {
        let is_meant = self.by_sound == by_sound;
        let pairs = self.ranks.iter().zip(&self.hits).filter(move |_| is_meant);
        pairs.map(|(rank, entry)| (rank >> 8, *entry))
    }

    /// Takes a list as it is, for a query that asks nothing.
    pub fn everything(list: &[u32]) -> Self {
        Self {
            hits: list.to_vec(),
            kept: list.to_vec(),
            ..Self::default()
        }
    }

    /// Tells whether every hit of the new words was found before.
    fn is_wider(&self, words: &[String], filters: &[Filter]) -> bool {
        let mut pairs = self.words.iter().zip(words);
        let begins = self.words.len() <= words.len()
            && pairs.all(|(before, now)| now.starts_with(before.as_str()));
        begins && self.filters == filters
    }
}

/// The lines that hold every word, in their order, each with its rank: the smaller the better.
fn ranked(
    index: &Index,
    among: &[u32],
    words: &[String],
    by_sound: bool,
    lets: impl Fn(u32) -> bool,
) -> Vec<(u32, u32)> {
    let patterns: Vec<Pattern> = words
        .iter()
        .map(|word| Pattern::new(index, word, by_sound && query::is_chinese(word)))
        .collect();
    let rank_of = |entry: &u32| {
        let mut rank = 0;
        for pattern in &patterns {
            rank += rank_in(index, *entry, pattern)?;
        }
        lets(*entry).then_some((rank, *entry))
    };
    among.iter().filter_map(rank_of).collect()
}

/// The rank of a line for one word: the best of its texts.
fn rank_in(index: &Index, entry: u32, pattern: &Pattern) -> Option<u32> {
    let of_text = |(place, text): (usize, Text)| {
        let (way, end) = pattern.way(text)?;
        let is_whole = end == text.len() && way == Way::Plain;
        let tier = match (place, way) {
            (1, Way::Plain) if is_whole && pattern.length() == text.len() => 0,
            (0, Way::Plain) => 1,
            (1, Way::Plain) => 2,
            (0, Way::Syllables) => 3,
            (_, Way::Plain) => 4,
            (0, Way::Initials) => 5,
            (_, Way::Syllables) => 6,
            (_, Way::Initials) => 7,
            (0, Way::Scattered) => 8,
            (0, Way::Rare) => 9,
            (_, Way::Scattered) => 10,
            (_, Way::Rare) => 11,
        };
        Some(tier << 8 | end.min(255) as u32)
    };
    index.texts(entry).enumerate().filter_map(of_text).min()
}
