//! Where the indicators and clauses of an edition stand in a later one. Marks, pairings and
//! judgements name them by their place in the target (`servo-03/5`), which is another where a
//! later edition puts something before it: whatever names a place has to go along.

use crate::domain::link_notes::{LinkNotes, Mark};
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use std::collections::BTreeMap;

/// What became of one indicator or clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Its name in the later edition; none where that does not have it.
    pub to: Option<String>,
    /// Its words in the earlier edition.
    pub before: String,
    /// Its words in the later one; empty where it is gone.
    pub after: String,
}

/// Everything that stands elsewhere, says something else or is gone, by its name in files in
/// the earlier edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves(BTreeMap<String, Move>);

impl Moves {
    /// Finds what became of an indicator or clause; none where it stays as it is.
    pub fn get(&self, key: &str) -> Option<&Move> {
        self.0.get(key)
    }

    /// Returns the name that an indicator or clause has in the later edition; none where it is
    /// gone. A name that the earlier edition did not have stays.
    pub fn carried<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        match self.0.get(key) {
            Some(found) => found.to.as_deref(),
            None => Some(key),
        }
    }

    /// Returns entries with the names of the later edition, without those that are gone.
    pub fn carry<T: Clone>(&self, entries: &BTreeMap<String, T>) -> BTreeMap<String, T> {
        let kept = entries.iter().filter_map(|(key, value)| {
            let to = self.carried(key)?;
            Some((to.to_owned(), value.clone()))
        });
        kept.collect()
    }

    /// Tells whether any of these names is another now or gone.
    pub fn touch<'a>(&self, mut keys: impl Iterator<Item = &'a String>) -> bool {
        keys.any(|key| self.carried(key) != Some(key))
    }
}

impl FromIterator<(String, Move)> for Moves {
    fn from_iter<I: IntoIterator<Item = (String, Move)>>(moves: I) -> Self {
        Self(moves.into_iter().collect())
    }
}

/// An indicator that is named somewhere in a panel and is not the same any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched<'a, T> {
    /// What names it.
    pub by: &'a T,
    /// Its name in the earlier edition.
    pub from: &'a str,
    /// What became of it.
    pub became: &'a Move,
}

impl Moves {
    /// Returns the must-meet indicators that are touched, in the order of the marks.
    pub fn marks<'a>(&'a self, panel: &'a Panel) -> Vec<Touched<'a, Mark>> {
        let marks = panel.link_notes.marks.iter();
        let named = marks.flat_map(|by| by.indicators.iter().map(move |from| (by, from)));
        named
            .filter_map(|(by, from)| self.touched(by, from))
            .collect()
    }

    /// Returns the pairings laid down by the secretariat that are touched, in the order of the
    /// panel.
    pub fn pairings<'a>(&'a self, panel: &'a Panel) -> Vec<Touched<'a, Proposal>> {
        let proposals = panel.proposals.iter();
        let named = proposals.flat_map(|by| by.pairing.keys().map(move |from| (by, from)));
        named
            .filter_map(|(by, from)| self.touched(by, from))
            .collect()
    }

    fn touched<'a, T>(&'a self, by: &'a T, from: &'a str) -> Option<Touched<'a, T>> {
        let became = self.get(from)?;
        Some(Touched { by, from, became })
    }
}

impl LinkNotes {
    /// Lets the marks name their indicators as the later edition does.
    pub fn carry(&mut self, moves: &Moves) {
        for mark in &mut self.marks {
            mark.carry(moves);
        }
    }
}

impl Mark {
    /// Lets the mark name its indicators as the later edition does.
    pub fn carry(&mut self, moves: &Moves) {
        let named = self.indicators.iter();
        let carried = named.filter_map(|key| moves.carried(key));
        self.indicators = carried.map(str::to_owned).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moves() -> Moves {
        let one = |from: &str, to: Option<&str>| {
            let found = Move {
                to: to.map(str::to_owned),
                before: "b".into(),
                after: "a".into(),
            };
            (from.to_owned(), found)
        };
        // what stood first is second, what was second third, the third is gone
        let found = [
            one("c-01/1", Some("c-01/2")),
            one("c-01/2", Some("c-01/3")),
            one("c-01/3", None),
            one("c-01/4", Some("c-01/4")),
        ];
        found.into_iter().collect()
    }

    #[test]
    fn names_go_along_and_never_onto_each_other() {
        let pairing = [("c-01/1", 7), ("c-01/2", 8), ("c-01/3", 9), ("c-02/1", 1)];
        let pairing = pairing.map(|(key, promise)| (key.to_owned(), promise));
        let carried = moves().carry(&BTreeMap::from(pairing));
        let expected = [("c-01/2", 7), ("c-01/3", 8), ("c-02/1", 1)];
        let expected = expected.map(|(key, promise)| (key.to_owned(), promise));
        assert_eq!(carried, BTreeMap::from(expected));
    }

    #[test]
    fn a_mark_whose_indicator_only_says_something_else_stays_and_is_told() {
        let mark = |keys: &[&str]| Mark {
            link: "c-01".into(),
            indicators: keys.iter().map(|&key| key.to_owned()).collect(),
            ..Mark::default()
        };
        let mut panel = Panel::default();
        panel.link_notes.marks = vec![mark(&["c-01/3", "c-01/1"]), mark(&["c-01/4", "c-01/5"])];
        let moves = moves();
        let told = moves.marks(&panel);
        let told: Vec<(&str, Option<&str>)> = told
            .iter()
            .map(|one| (one.from, one.became.to.as_deref()))
            .collect();
        let expected = [
            ("c-01/3", None),
            ("c-01/1", Some("c-01/2")),
            ("c-01/4", Some("c-01/4")),
        ];
        assert_eq!(told, expected);
        panel.link_notes.carry(&moves);
        let kept = panel
            .link_notes
            .marks
            .iter()
            .map(|mark| &mark.indicators[..]);
        let kept: Vec<&[String]> = kept.collect();
        assert_eq!(
            kept,
            [
                &["c-01/2".to_owned()][..],
                &["c-01/4".into(), "c-01/5".into()]
            ]
        );
    }
}
