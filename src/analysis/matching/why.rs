//! The listed terms in a query, and the words that tell a person why a link is suggested.

use super::grams::{Gram, folded, pairs, without_generic};
use super::index::Index;
use super::measures::FoundMeasures;
use super::terms::{WordList, length, spaced};
use crate::domain::link_notes::LinkNotes;
use std::collections::{BTreeMap, BTreeSet};

/// How many words are told.
const MOST: usize = 5;

/// One text of a query, in two forms of equal length.
pub struct Text {
    /// As it was written.
    pub spelt: Vec<char>,
    /// As it is compared, generic words blanked out.
    pub compared: Vec<char>,
}

impl Text {
    /// Makes both forms.
    pub fn of(text: &str) -> Self {
        Self {
            spelt: text.chars().collect(),
            compared: without_generic(&folded(text)),
        }
    }
}

/// What a term says of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Says {
    /// It names the link by itself.
    Names,
    /// It points to it among others.
    Points,
    /// It speaks against it.
    Against,
}

/// One spelling and the links it speaks of.
struct Term {
    text: String,
    /// How sure it is, 0 to 1: longer is surer, shared by several links less so.
    weight: f64,
    links: Vec<(usize, Says)>,
}

/// The listed terms.
pub struct Reasons {
    list: WordList,
    terms: Vec<Term>,
    links: usize,
}

/// The terms found in one query.
pub struct FoundTerms {
    /// Weight of the terms that name each link by themselves.
    pub weights: Vec<f64>,
    /// Links that have a term against them.
    pub against: BTreeSet<usize>,
    /// The terms, in order of place, each once.
    terms: Vec<usize>,
}

impl Reasons {
    /// Takes the terms from the notes, for links by their ids.
    pub fn of(notes: &LinkNotes, links: &[&str]) -> Self {
        let mut terms: BTreeMap<Vec<char>, Term> = BTreeMap::new();
        for (at, id) in links.iter().enumerate() {
            let Some(own) = notes.terms_of(id) else {
                continue;
            };
            let kinds = [
                (&own.terms, Says::Names),
                (&own.also, Says::Points),
                (&own.not, Says::Against),
            ];
            for (words, says) in kinds {
                for word in words {
                    let term = terms.entry(spaced(word)).or_insert_with(|| Term {
                        text: word.clone(),
                        weight: 0.0,
                        links: Vec::new(),
                    });
                    term.links.push((at, says));
                }
            }
        }
        for (word, term) in &mut terms {
            let is_for = |(_, says): &&(usize, Says)| *says != Says::Against;
            let spread = term.links.iter().filter(is_for).count().max(1) as f64;
            term.weight = (0.4 + 0.2 * length(word)).min(1.0) / libm::sqrt(spread);
        }
        let terms: Vec<Term> = terms.into_values().collect();
        let words = terms.iter().enumerate();
        Self {
            list: WordList::of(words.map(|(at, term)| (term.text.as_str(), at))),
            links: links.len(),
            terms,
        }
    }

    /// Finds the terms in a text from [`spaced`].
    pub fn terms(&self, text: &[char]) -> FoundTerms {
        let mut seen = BTreeSet::new();
        let mut found = FoundTerms {
            weights: vec![0.0; self.links],
            against: BTreeSet::new(),
            terms: Vec::new(),
        };
        for word in self.list.find(text) {
            if !seen.insert(word.word) {
                continue;
            }
            found.terms.push(word.word);
            let term = &self.terms[word.word];
            for (link, says) in &term.links {
                match says {
                    Says::Names => found.weights[*link] += term.weight,
                    Says::Points => {}
                    Says::Against => {
                        found.against.insert(*link);
                    }
                }
            }
        }
        found
    }

    /// Returns the words that speak for a link: terms that name it, then terms that point to
    /// it, then symbols and units of its target, then what the texts share with the plan's own wording; none inside another.
    pub fn why(
        &self,
        link: usize,
        found: &FoundTerms,
        measures: &FoundMeasures,
        texts: &[Text],
        index: &Index,
    ) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for wanted in [Says::Names, Says::Points] {
            for at in &found.terms {
                let term = &self.terms[*at];
                if term.links.contains(&(link, wanted)) {
                    add(&mut words, term.text.clone());
                }
            }
        }
        for word in measures.of_link(link) {
            add(&mut words, word.to_string());
        }
        let mut shared: Vec<(f64, String)> = texts
            .iter()
            .flat_map(|text| shared(link, text, index))
            .collect();
        // `14.5kGs` is told as the unit, not as `5kGs`.
        shared.retain(|(_, word)| !measures.of_link(link).any(|own| word.ends_with(own)));
        shared.sort_by(|left, right| right.0.total_cmp(&left.0));
        for (_, word) in shared {
            add(&mut words, word);
        }
        words.truncate(MOST);
        words
    }
}

/// Adds a word unless it stands in one that is there; one that stands in it goes.
fn add(words: &mut Vec<String>, word: String) {
    let plain = |word: &str| spaced(word).into_iter().collect::<String>();
    let own = plain(&word);
    if own.is_empty() || words.iter().any(|other| plain(other).contains(&own)) {
        return;
    }
    match words.iter_mut().find(|other| own.contains(&plain(other))) {
        Some(shorter) => *shorter = word,
        None => words.push(word),
    }
}

/// Returns the longest pieces of a text of which the link speaks, as they are spelt, each
/// with the weight of what it holds.
fn shared(link: usize, text: &Text, index: &Index) -> Vec<(f64, String)> {
    let mut pieces: Vec<(f64, usize, usize)> = Vec::new();
    for (place, gram) in pairs(&text.compared) {
        let length = match &gram {
            Gram::Word(word) => word.chars().count(),
            Gram::Pair(..) => 2,
            Gram::Single(_) => 1,
        };
        let Some(entry) = index.entry(&gram) else {
            continue;
        };
        let Some(posting) = entry.links.iter().find(|one| one.link == link) else {
            continue;
        };
        let weight = posting.strength * entry.rarity;
        match pieces.last_mut() {
            Some(piece) if piece.2 == place + 1 => {
                piece.0 += weight;
                piece.2 = place + length;
            }
            _ => pieces.push((weight, place, place + length)),
        }
    }
    let spelt = |(weight, start, end)| {
        let piece = text.spelt.get(start..end).unwrap_or_default();
        (weight, piece.iter().collect())
    };
    pieces.into_iter().map(spelt).collect()
}
