//! The stage of work that a title tells by its words, the later and the longer ones first:
//! what a project makes stands at the end of a Chinese title.

use super::terms::{WordList, length};
use super::weights;
use crate::domain::link_notes::LinkNotes;

/// Cue words by stage, and the stages of each link.
pub struct Stages {
    cues: WordList,
    count: usize,
    /// Stages of each link by number, the main one first.
    links: Vec<Vec<usize>>,
}

impl Stages {
    /// Takes the stages from the notes, for links by their ids.
    pub fn of(notes: &LinkNotes, links: &[&str]) -> Self {
        let words = notes.stages.iter().enumerate().flat_map(|(number, stage)| {
            let words = stage.words.iter();
            words.map(move |word| (word.as_str(), number))
        });
        let number = |id: &String| notes.stages.iter().position(|stage| stage.id == *id);
        let of_link = |id: &&str| {
            let terms = notes.terms_of(id);
            let stages = terms.map(|terms| terms.stages.iter().filter_map(number).collect());
            stages.unwrap_or_default()
        };
        Self {
            cues: WordList::of(words),
            count: notes.stages.len(),
            links: links.iter().map(of_link).collect(),
        }
    }

    /// Returns how much of a title's cues each stage has, in shares of 1; `None` without cues.
    pub fn of_title(&self, title: &[char]) -> Option<Vec<f64>> {
        let mut shares = vec![0.0; self.count];
        let end = title.len().max(1) as f64;
        for found in self.cues.find(title) {
            let word = title.get(found.start..found.end).unwrap_or_default();
            shares[found.word] += length(word) * (0.3 + 0.7 * found.end as f64 / end);
        }
        let whole: f64 = shares.iter().sum();
        if whole <= 0.0 {
            return None;
        }
        Some(shares.into_iter().map(|share| share / whole).collect())
    }

    /// Returns how well the stages of a link fit those of a title, 0 to 1.
    pub fn fit(&self, link: usize, found: &[f64]) -> f64 {
        let stages = self.links[link].iter().enumerate();
        stages
            .map(|(place, stage)| {
                let further = if place == 0 {
                    1.0
                } else {
                    weights::FURTHER_STAGE
                };
                further * found[*stage]
            })
            .sum()
    }
}
