//! What the model said of chains before: a change in one chain leaves what it says of the
//! others, and the draws are nearly all of the work beside a result.

use super::ScoreTable;
use super::expected::{Cores, Expected, toward};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Scores that are held at most, over all chains: 500 proposals by 12 experts three times.
const MOST_SCORES: usize = 18_000;

/// Everything that [`toward`] reads, but for the cores.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    table: ScoreTable,
    scale: (f64, f64),
    lowest_best: bool,
    top: usize,
    seed: u64,
    chain: String,
}

impl Asked {
    fn scores(&self) -> usize {
        let rows = 0..self.table.proposals.len();
        rows.map(|row| self.table.row(row).count()).sum()
    }
}

type Answers = VecDeque<(Asked, Arc<Option<Expected>>)>;

/// Holds the latest answers; copies share them.
#[derive(Debug, Clone, Default)]
pub struct Kept(Arc<Mutex<Answers>>);

impl Kept {
    /// Returns what [`toward`] does, computed only where it was not asked the same before.
    pub fn toward(
        &self,
        table: &ScoreTable,
        scale: (f64, f64),
        lowest_best: bool,
        top: usize,
        (seed, chain): (u64, &str),
        cores: Cores,
    ) -> Arc<Option<Expected>> {
        let asked = Asked {
            table: table.clone(),
            scale,
            lowest_best,
            top,
            seed,
            chain: chain.to_owned(),
        };
        if let Some(known) = self.known(&asked) {
            return known;
        }
        // nobody waits for the lock while it is computed
        let found = toward(table, scale, lowest_best, top, (seed, chain), cores);
        let found = Arc::new(found);
        self.keep(asked, Arc::clone(&found));
        found
    }

    fn known(&self, asked: &Asked) -> Option<Arc<Option<Expected>>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = held.iter().find(|(own, _)| own == asked);
        found.map(|(_, answer)| Arc::clone(answer))
    }

    fn keep(&self, asked: Asked, answer: Arc<Option<Expected>>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.push_back((asked, answer));
        let mut scores: usize = held.iter().map(|(own, _)| own.scores()).sum();
        while scores > MOST_SCORES {
            let Some((oldest, _)) = held.pop_front() else {
                break;
            };
            scores -= oldest.scores();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(best: f64) -> ScoreTable {
        ScoreTable::of(&[
            ("A", "x", best),
            ("A", "y", 4.0),
            ("B", "x", 2.0),
            ("B", "y", 3.0),
        ])
    }

    fn asked(kept: &Kept, best: f64, top: usize) -> Arc<Option<Expected>> {
        let scale = (0.0, 5.0);
        kept.toward(&table(best), scale, false, top, (1, "c"), Cores::One)
    }

    #[test]
    fn the_same_is_computed_once_and_anything_else_anew() {
        let kept = Kept::default();
        let first = asked(&kept, 4.5, 1);
        assert!(Arc::ptr_eq(&first, &asked(&kept.clone(), 4.5, 1)));
        for other in [asked(&kept, 4.0, 1), asked(&kept, 4.5, 2)] {
            assert_ne!(first, other);
        }
        let anew = toward(&table(4.5), (0.0, 5.0), false, 1, (1, "c"), Cores::All);
        assert_eq!(*first, anew);
    }

    #[test]
    fn what_is_held_does_not_grow_without_end() {
        let kept = Kept::default();
        let one = Asked {
            table: table(1.0),
            scale: (0.0, 5.0),
            lowest_best: false,
            top: 1,
            seed: 1,
            chain: "c".into(),
        };
        for seed in 0..=4_500 {
            let asked = Asked {
                seed,
                ..one.clone()
            };
            kept.keep(asked, Arc::new(None));
        }
        assert_eq!(kept.0.lock().unwrap().len(), MOST_SCORES / 4);
        assert!(
            kept.known(&Asked { seed: 0, ..one }).is_none(),
            "the oldest goes"
        );
    }
}
