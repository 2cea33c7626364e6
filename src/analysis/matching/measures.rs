//! Symbols and units that a query shares with the indicators of a link's target: who writes
//! `Br` and `kGs` speaks of magnets, whatever else the title says.

use super::grams::{is_latin, levelled};
use crate::analysis::targets;
use crate::domain::plan::InnovationLink;
use std::collections::{BTreeMap, BTreeSet};

/// Units and short words of any trade, as [`tokens`] compares them: they tell nothing, however
/// few targets have them.
const EVERYDAY: &[&str] = &[
    "kg", "mg", "mm", "cm", "nm", "um", "μm", "Hz", "khz", "mhz", "ghz", "min", "ms", "us", "μs",
    "kV", "mA", "mah", "kW", "kwh", "Pa", "kpa", "mpa", "gpa", "dB", "ppm", "rpm", "r/min", "km/h",
    "m/s", "oC", "wt", "max",
];

/// Signs that stand inside a unit.
const INSIDE: [char; 4] = ['/', '·', '^', '.'];

/// The symbols and units of a plan's indicators and the links that measure by them.
pub struct Measures {
    links: BTreeMap<String, BTreeSet<usize>>,
    /// How many links the plan has.
    all: usize,
}

/// What was found of one query.
pub struct FoundMeasures {
    /// How much the shared symbols and units speak for each link: the sum of their
    /// rarities, each 0 (all links measure by it) to 1.
    pub weights: Vec<f64>,
    /// The symbols and units as they are spelt in the query with the links that have them.
    spelt: Vec<(String, BTreeSet<usize>)>,
}

impl Measures {
    /// Takes symbols, units (printed and canonical) and the Latin words of names
    /// and standards from the targets as they are read; conditions say too little of the subject.
    pub fn of<'a>(links: impl Iterator<Item = &'a InnovationLink>) -> Self {
        let mut own: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        let mut all = 0;
        for (at, link) in links.enumerate() {
            all = at + 1;
            for indicator in targets::read_link(link).indicators {
                let texts = [
                    &indicator.parameter,
                    &indicator.symbol,
                    &indicator.unit,
                    &indicator.canonical_unit,
                    &indicator.standard,
                ];
                for text in texts {
                    for (_, key) in tokens(text) {
                        own.entry(key).or_default().insert(at);
                    }
                }
            }
        }
        Self { links: own, all }
    }

    /// Finds the symbols and units in texts, each once.
    pub fn find(&self, texts: &[&str]) -> FoundMeasures {
        let mut found = FoundMeasures {
            weights: vec![0.0; self.all],
            spelt: Vec::new(),
        };
        let mut seen = BTreeSet::new();
        for (spelt, key) in texts.iter().flat_map(|text| tokens(text)) {
            let Some(links) = self.links.get(&key).filter(|_| seen.insert(key.clone())) else {
                continue;
            };
            let rarity = self.rarity(links.len());
            for link in links {
                found.weights[*link] += rarity;
            }
            found.spelt.push((spelt, links.clone()));
        }
        found
    }

    /// Returns 1 for what one link alone measures by, falling with the logarithm to 0 for
    /// what all do.
    fn rarity(&self, links: usize) -> f64 {
        let all = libm::log(self.all.max(2) as f64);
        1.0 - libm::log(links as f64) / all
    }
}

impl FoundMeasures {
    /// Returns the symbols and units, as spelt, that speak for a link.
    pub fn of_link(&self, link: usize) -> impl Iterator<Item = &str> {
        let own = self
            .spelt
            .iter()
            .filter(move |(_, links)| links.contains(&link));
        own.map(|(spelt, _)| spelt.as_str())
    }
}

/// Returns the words that may be symbols or units, as spelt and as compared. A figure before
/// a unit goes (`14.5kGs`); one character alone, as `W`, tells nothing; of two characters the
/// case counts (`Pa` is a pressure, `PA` a polymer), of more it does not.
fn tokens(text: &str) -> Vec<(String, String)> {
    let plain: String = levelled(text).collect();
    let words = plain.split(|one| !is_latin(one) && !INSIDE.contains(&one));
    let token = |word: &str| {
        let start = |one: char| one.is_numeric() || INSIDE.contains(&one);
        let word = word.trim_start_matches(start).trim_end_matches(INSIDE);
        let key = match word.chars().count() {
            0 | 1 => return None,
            2 => word.to_string(),
            _ => word.to_lowercase(),
        };
        Some((word.to_string(), key)).filter(|(_, key)| !EVERYDAY.contains(&key.as_str()))
    };
    words.filter_map(token).collect()
}
