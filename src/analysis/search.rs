//! Finding in a list as people type: words in any order, each by its characters, by pinyin
//! in full, by initials or by a mixture; query words such as `链:石墨烯`, `未评` or `分>80`
//! narrow the list. Where Chinese words find nothing, what sounds
//! the same is found; where that finds nothing either, one slip of the fingers is forgiven.
//!
//! [`Index`] holds a list, [`Query`] what was typed, [`Finding`] what was found of it. What
//! a line holds, each added character holds less: so a longer query looks only at what the
//! shorter one found.

mod closeness;
mod completion;
mod filters;
mod index;
mod marks;
mod panel;
mod pattern;
mod query;
mod slips;
mod sounds;
#[cfg(test)]
mod tests;

pub use completion::{Offer, Values, offers};
pub use filters::{Compare, Facts, Filter};
pub use index::{Entry, Index};
pub use marks::Marker;
pub use panel::{Combined, Found, PanelIndex, facts, gaps, gaps_telling};
pub use query::{Doubt, LONGEST_QUERY, Query, Term, Viewer, Word};

use index::Text;
use pattern::{Pattern, Way};
use slips::Slips;

/// Hits that are looked at closely for their order; the others stand behind them.
const CLOSELY: usize = 200;

/// In which manner the hits hold the words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// As they are written, or by pinyin.
    #[default]
    Written,
    /// Nothing is written so: the Chinese characters sound the same.
    BySound,
    /// Nothing sounds so either: one slip of the fingers was forgiven.
    Nearly,
}

/// What a query found in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Finding {
    /// The lines that were found, best first; equal ones in the order of the list.
    pub hits: Vec<u32>,
    /// In which manner they hold the words.
    pub manner: Manner,
    /// The rank of each hit: the smaller the better.
    ranks: Vec<u32>,
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
        let (words, filters) = (query.words(), query.filters());
        let before = before.filter(|before| before.is_wider(&words, &filters));
        let lets = |entry: u32| filters.iter().all(|filter| holds(entry, filter));
        let mut manner = Manner::Written;
        let mut ranked = Vec::new();
        for next in [Manner::Written, Manner::BySound, Manner::Nearly] {
            // what is not written so is not when more is typed; slips do not narrow
            if !ranked.is_empty() || before.is_some_and(|before| next < before.manner) {
                continue;
            }
            let wider = before.filter(|before| before.manner == next && next != Manner::Nearly);
            let among = wider.map_or(list, |before| &before.kept);
            ranked = in_manner(index, among, &words, next, lets);
            if !ranked.is_empty() {
                manner = next;
            }
        }
        let kept = ranked.iter().map(|(_, entry)| *entry).collect();
        if !words.is_empty() {
            ranked.sort_by_key(|(rank, _)| *rank);
            let first = ranked.len().min(CLOSELY);
            closeness::settle(index, &words, ranked.get_mut(..first));
        }
        let (ranks, hits) = ranked.into_iter().unzip();
        Self {
            hits,
            manner,
            ranks,
            words,
            filters,
            kept,
        }
    }

    /// Returns the hits in the order of the list.
    pub fn in_order(&self) -> &[u32] {
        &self.kept
    }

    /// Tells whether nothing was looked for.
    pub fn is_default(&self) -> bool {
        self.words.is_empty() && self.filters.is_empty()
    }

    /// Returns the hits with how well they fit, smaller is better, comparable between
    /// lists; none where they were found in another manner.
    pub fn ranked(&self, manner: Manner) -> impl Iterator<Item = (u32, u32)> + '_ {
        let is_meant = self.manner == manner;
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

/// The lines that hold every word in a manner, in their order, each with its rank: the
/// smaller the better. Nothing where no word is of a sort that the manner is for.
fn in_manner(
    index: &Index,
    among: &[u32],
    words: &[String],
    manner: Manner,
    lets: impl Fn(u32) -> bool,
) -> Vec<(u32, u32)> {
    let is_heard = |word: &String| manner == Manner::BySound && query::is_chinese(word);
    let patterns: Vec<Pattern> = words
        .iter()
        .map(|word| Pattern::new(index, word, is_heard(word)))
        .collect();
    let slips: Vec<Option<Slips>> = if manner == Manner::Nearly {
        words.iter().map(|word| Slips::new(index, word)).collect()
    } else {
        Vec::new()
    };
    let is_for_none = match manner {
        Manner::Written => false,
        Manner::BySound => !words.iter().any(is_heard),
        Manner::Nearly => slips.iter().all(Option::is_none) || !slips::is_enough(words),
    };
    if is_for_none {
        return Vec::new();
    }
    let rank_of = |entry: &u32| {
        let (mut rank, mut has_slipped) = (0, false);
        for (place, pattern) in patterns.iter().enumerate() {
            rank += match rank_in(index, *entry, pattern) {
                Some(rank) => rank,
                None if has_slipped => return None,
                None => {
                    has_slipped = true;
                    slipped(index, *entry, slips.get(place)?.as_ref()?)?
                }
            };
        }
        lets(*entry).then_some((rank, *entry))
    };
    among.iter().filter_map(rank_of).collect()
}

/// The rank of a line that holds a word with one slip: behind all others.
fn slipped(index: &Index, entry: u32, slips: &Slips) -> Option<u32> {
    let of_text = |(place, text): (usize, Text)| {
        let end = slips.reach(text)?.min(255) as u32;
        Some((if place == 0 { 12 } else { 13 }) << 8 | end)
    };
    index.texts(entry).enumerate().find_map(of_text)
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
