//! Which links of the plan a proposal's title and keywords speak of: a suggestion for the
//! secretariat, who confirms. Nothing is ever scored by it.
//!
//! A link is likely when it shares many and rare pairs of characters with the query (cosine
//! over name, task and the products of its tier, and the share of the query that it speaks
//! of), when listed terms stand in the query, when it names a
//! symbol or unit by which the target is measured, and when the stage of work fits. The sum goes
//! through a logistic curve, so that the score means the same for every query and chain:
//! below one half it is weak, and "fits no link" is as good an answer.
#![allow(
    clippy::indexing_slicing,
    reason = "tables of one value per link, by the link's place"
)]
#![allow(clippy::cast_precision_loss, reason = "counts of characters fit")]

pub mod duplicates;
mod grams;
mod index;
mod measures;
pub mod proposals;
mod stages;
mod terms;
#[cfg(test)]
mod tests;
mod weights;
mod why;

use crate::domain::link_notes::LinkNotes;
use crate::domain::plan::Plan;
use grams::{Gram, pairs, singles};
use index::{Index, Vector, length};
use measures::{FoundMeasures, Measures};
use stages::Stages;
use std::collections::BTreeMap;
use terms::spaced;
use why::{FoundTerms, Reasons, Text};

/// More of a text than this is not looked at, in characters.
const LONGEST: usize = 20_000;

/// What is known of a proposal before its link is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// Title.
    pub title: &'a str,
    /// Keywords in one text, or the abstract.
    pub keywords: &'a str,
    /// The chain, where it is known: then only its links come into question.
    pub chain: Option<&'a str>,
}

/// One link that may be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Chain id.
    pub chain: String,
    /// Row within the chain, from 1.
    pub row: u32,
    /// Link id.
    pub link: String,
    /// Name of the link, verbatim.
    pub name: String,
    /// How likely it is, 0 to 1, comparable between queries and chains.
    pub score: f64,
    /// The words that speak for it, the strongest first; may be empty.
    pub why: Vec<String>,
}

impl Suggestion {
    /// Tells whether it is no better than "fits no link".
    pub fn is_weak(&self) -> bool {
        self.score < weights::WEAK
    }
}

/// What can be said of a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// Links best first, equal ones in the plan's order; none where no link shares anything.
    pub suggestions: Vec<Suggestion>,
    /// Place among the suggestions of a second link, where the proposal straddles two.
    pub second: Option<usize>,
}

impl Answer {
    /// Tells whether "fits no link" is as good an answer as the best suggestion.
    pub fn is_weak(&self) -> bool {
        self.suggestions.first().is_none_or(Suggestion::is_weak)
    }
}

/// A link as it is told in a suggestion.
struct Place {
    chain: String,
    row: u32,
    id: String,
    name: String,
}

/// Suggests links of one plan; made once, then asked often.
pub struct Matcher {
    places: Vec<Place>,
    index: Index,
    reasons: Reasons,
    measures: Measures,
    stages: Stages,
}

/// A query, taken apart once for all links.
struct Asked {
    /// The texts, title first.
    texts: [Text; 2],
    vector: Vector,
    singles: Vector,
}

impl Matcher {
    /// Makes the matcher of a plan with the terms and stages noted for its links.
    pub fn of(plan: &Plan, notes: &LinkNotes) -> Self {
        let places = plan.chains.iter().flat_map(|chain| {
            chain.links.iter().map(|link| Place {
                chain: chain.id.clone(),
                row: link.row,
                id: link.id.clone(),
                name: link.name.clone(),
            })
        });
        let places: Vec<Place> = places.collect();
        let ids: Vec<&str> = places.iter().map(|place| place.id.as_str()).collect();
        Self {
            index: Index::of(plan, notes),
            reasons: Reasons::of(notes, &ids),
            measures: Measures::of(plan.chains.iter().flat_map(|chain| &chain.links)),
            stages: Stages::of(notes, &ids),
            places,
        }
    }

    /// Returns the best `top` suggestions.
    pub fn suggest(&self, query: &Query, top: usize) -> Answer {
        let asked = self.taken_apart(query);
        let terms = self.reasons.terms(&asked_text(query));
        let measures = self.measures.find(&[cut(query.title), cut(query.keywords)]);
        let scores = self.scores(query, &asked, &terms, &measures);
        let is_asked = |at: &usize| {
            query
                .chain
                .is_none_or(|chain| self.places[*at].chain == chain)
        };
        let mut order: Vec<usize> = (0..self.places.len())
            .filter(is_asked)
            .filter(|at| scores[*at].1 > 0.0)
            .collect();
        order.sort_by(|left, right| scores[*right].0.total_cmp(&scores[*left].0));
        order.truncate(top);
        let best = order.first().map_or(1.0, |at| scores[*at].0);
        let least = weights::WEAK.max(weights::NEAR * best);
        let likely: Vec<usize> = order
            .iter()
            .copied()
            .filter(|at| scores[*at].0 >= least)
            .collect();
        let second = self.second(&asked, &likely);
        let suggestions = order.iter().map(|at| {
            let place = &self.places[*at];
            Suggestion {
                chain: place.chain.clone(),
                row: place.row,
                link: place.id.clone(),
                name: place.name.clone(),
                score: scores[*at].0,
                why: self
                    .reasons
                    .why(*at, &terms, &measures, &asked.texts, &self.index),
            }
        });
        Answer {
            suggestions: suggestions.collect(),
            second,
        }
    }

    fn taken_apart(&self, query: &Query) -> Asked {
        let texts = [query.title, query.keywords].map(|text| Text::of(cut(text)));
        let grams = |text: &[char]| {
            let found = pairs(text).into_iter();
            self.index.vector(found.map(|(_, gram)| gram))
        };
        let mut vector = grams(&texts[0].compared);
        for gram in only_before_use(&texts[0]) {
            vector.entry(gram).and_modify(|own| *own *= weights::USER);
        }
        for (gram, weight) in grams(&texts[1].compared) {
            vector
                .entry(gram)
                .and_modify(|own| *own += weights::REPEATED * weight)
                .or_insert(weight);
        }
        let both = texts.iter().flat_map(|text| singles(&text.compared));
        let singles = self.index.vector(both.map(|(_, gram)| gram));
        Asked {
            texts,
            vector,
            singles,
        }
    }

    /// Returns for each link the score and the share of the query that it speaks of.
    fn scores(
        &self,
        query: &Query,
        asked: &Asked,
        terms: &FoundTerms,
        measures: &FoundMeasures,
    ) -> Vec<(f64, f64)> {
        let mut sums = vec![0.0; self.places.len()];
        let mut shares = vec![0.0; self.places.len()];
        let mut chains: BTreeMap<usize, f64> = BTreeMap::new();
        let whole = sum(&asked.vector) + weights::SHRINK;
        let long = length(&asked.vector).max(f64::MIN_POSITIVE);
        for (gram, weight) in &asked.vector {
            let Some(entry) = self.index.entry(gram) else {
                continue;
            };
            for posting in &entry.links {
                let share = posting.strength * weight / whole;
                shares[posting.link] += share;
                sums[posting.link] += posting.likeness * weight / long + weights::COVERED * share;
            }
            for (chain, strength) in &entry.chains {
                *chains.entry(*chain).or_default() += strength * weight / whole;
            }
        }
        let whole = sum(&asked.singles) + weights::SHRINK_SINGLES;
        for (gram, weight) in &asked.singles {
            for posting in self.index.entry(gram).iter().flat_map(|entry| &entry.links) {
                let share = posting.strength * weight / whole;
                shares[posting.link] += share;
                sums[posting.link] += weights::SINGLES * share;
            }
        }
        add_terms(terms, &mut sums, &mut shares);
        for (at, weight) in measures.weights.iter().enumerate() {
            sums[at] += weights::MEASURES * (1.0 - libm::exp(-weight));
            shares[at] += weight;
        }
        let stage = self.stages.of_title(&spaced(cut(query.title)));
        for (at, sum) in sums.iter_mut().enumerate() {
            let chain = self.index.chain_of(at).and_then(|chain| chains.get(&chain));
            *sum += weights::CHAIN * chain.copied().unwrap_or_default();
            *sum += weights::STAGE
                * stage
                    .as_ref()
                    .map_or(0.0, |found| self.stages.fit(at, found));
        }
        sums.into_iter().map(score).zip(shares).collect()
    }

    /// Finds a second likely link that speaks of much of which the best one does not.
    fn second(&self, asked: &Asked, likely: &[usize]) -> Option<usize> {
        let (best, others) = likely.split_first()?;
        let whole = sum(&asked.vector) + weights::SHRINK;
        let mut own = vec![0.0; others.len()];
        for (gram, weight) in &asked.vector {
            let Some(entry) = self.index.entry(gram) else {
                continue;
            };
            let strength = |link: usize| {
                let posting = entry.links.iter().find(|posting| posting.link == link);
                posting.map_or(0.0, |posting| posting.strength)
            };
            let taken = strength(*best);
            for (share, other) in own.iter_mut().zip(others) {
                *share += (strength(*other) - taken).max(0.0) * weight / whole;
            }
        }
        let place = own.iter().position(|share| *share >= weights::SECOND)?;
        Some(place + 1)
    }
}

/// In `协作机器人用减速器` the thing stands after 用 and what uses it before: returns the
/// pairs and words that stand only before.
fn only_before_use(title: &Text) -> Vec<Gram> {
    let is_use = |place: usize| {
        let part = |from: usize| title.spelt.get(from..from + 2).unwrap_or_default();
        let longer = [part(place.saturating_sub(1)), part(place)];
        let is_other = |word: &&[char]| {
            let word: String = word.iter().collect();
            ["应用", "用于", "使用", "利用", "采用", "用户", "作用"].contains(&word.as_str())
        };
        title.spelt[place] == '用' && !longer.iter().any(is_other)
    };
    let ends = 1..title.spelt.len().saturating_sub(2);
    let Some(split) = ends.rev().find(|place| is_use(*place)) else {
        return Vec::new();
    };
    let (before, after): (Vec<_>, Vec<_>) = pairs(&title.compared)
        .into_iter()
        .partition(|(place, _)| *place < split);
    let is_after = |gram: &Gram| after.iter().any(|(_, other)| other == gram);
    let before = before.into_iter().map(|(_, gram)| gram);
    let mut only: Vec<Gram> = before.filter(|gram| !is_after(gram)).collect();
    only.sort();
    only.dedup();
    only
}

fn add_terms(found: &FoundTerms, sums: &mut [f64], shares: &mut [f64]) {
    for (at, weight) in found.weights.iter().enumerate() {
        sums[at] += weights::TERMS * (1.0 - libm::exp(-weight));
        shares[at] += weight;
    }
    for at in &found.against {
        sums[*at] -= weights::AGAINST;
    }
}

fn asked_text(query: &Query) -> Vec<char> {
    spaced(&format!("{} ; {}", cut(query.title), cut(query.keywords)))
}

fn cut(text: &str) -> &str {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text.get(..end).unwrap_or_default(),
        None => text,
    }
}

fn sum(vector: &Vector) -> f64 {
    vector.values().sum()
}

fn score(sum: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-weights::SLOPE * (sum - weights::MIDDLE)))
}
