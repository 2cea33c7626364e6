//! Whether a list that was begun can be completed so that every rule holds.
//!
//! More than one further proposal per chain without any never helps, for every other rule
//! only forbids; so the question is whether each such chain can get exactly one. That is
//! searched: the chain with the fewest possible ones first, the cheapest first.

use super::model::Model;

/// Places of the search that are visited before a question stays open.
pub const NODES: u64 = 200_000;

/// What a list has left.
#[derive(Debug, Clone)]
pub struct Start {
    /// Left under every cap.
    pub left: Vec<i128>,
    /// Indices of the demands that are not met.
    pub wanting: Vec<usize>,
    /// What may still be taken.
    pub is_open: Vec<bool>,
}

impl Start {
    /// Begins with nothing taken.
    pub fn of(model: &Model) -> Self {
        Self {
            left: model.left(&vec![false; model.items.len()]),
            wanting: (0..model.demands.len()).collect(),
            is_open: vec![true; model.items.len()],
        }
    }

    /// Takes an item, whether it fits or not.
    pub fn take(&mut self, model: &Model, item: usize) {
        for &(cap, weight) in &model.items[item].weights {
            self.left[cap] -= weight;
        }
        self.is_open[item] = false;
        let chain = &model.items[item].chain;
        self.wanting
            .retain(|&demand| model.demands[demand].chain != *chain);
    }
}

/// Tells whether what was begun can be completed; none where the search ended at `nodes`
/// before it knew.
pub fn completes(model: &Model, start: &Start, nodes: u64) -> Option<bool> {
    if start.left.iter().any(|&left| left < 0) {
        return Some(false);
    }
    let candidates = |&demand: &usize| {
        let items = model.demands[demand].items.iter().copied();
        let mut items: Vec<usize> = items.filter(|&item| start.is_open[item]).collect();
        items.sort_by_key(|&item| model.items[item].cost);
        items
    };
    let wanting: Vec<Vec<usize>> = start.wanting.iter().map(candidates).collect();
    let mut search = Search {
        model,
        left: start.left.clone(),
        nodes,
    };
    let found = search.finds(&wanting);
    (found || search.nodes > 0).then_some(found)
}

struct Search<'a> {
    model: &'a Model,
    left: Vec<i128>,
    nodes: u64,
}

impl Search<'_> {
    fn finds(&mut self, wanting: &[Vec<usize>]) -> bool {
        if self.nodes == 0 {
            return false;
        }
        self.nodes -= 1;
        let fitting: Vec<Vec<usize>> = wanting
            .iter()
            .map(|items| self.fitting(items).collect())
            .collect();
        let Some(next) = (0..fitting.len()).min_by_key(|&demand| fitting[demand].len()) else {
            return true;
        };
        if fitting[next].is_empty() || !self.is_enough(&fitting) {
            return false;
        }
        let mut rest = fitting.clone();
        let items = rest.swap_remove(next);
        for item in items {
            self.put(item, -1);
            let found = self.finds(&rest);
            self.put(item, 1);
            if found {
                return true;
            }
        }
        false
    }

    fn fitting<'b>(&'b self, items: &'b [usize]) -> impl Iterator<Item = usize> + 'b {
        let fits = |item: &usize| {
            let mut weights = self.model.items[*item].weights.iter();
            weights.all(|&(cap, weight)| weight <= self.left[cap])
        };
        items.iter().copied().filter(fits)
    }

    /// Tells whether every cap holds the lightest of every demand.
    fn is_enough(&self, wanting: &[Vec<usize>]) -> bool {
        let mut least = vec![0; self.left.len()];
        let mut lightest = vec![(0_usize, 0_i128); self.left.len()];
        for items in wanting {
            lightest.fill((0, i128::MAX));
            for &item in items {
                for &(cap, weight) in &self.model.items[item].weights {
                    let (count, lowest) = lightest[cap];
                    lightest[cap] = (count + 1, lowest.min(weight));
                }
            }
            for (cap, &(count, lowest)) in lightest.iter().enumerate() {
                if count == items.len() {
                    least[cap] += lowest;
                }
            }
        }
        least
            .iter()
            .zip(&self.left)
            .all(|(least, left)| least <= left)
    }

    fn put(&mut self, item: usize, sign: i128) {
        for &(cap, weight) in &self.model.items[item].weights {
            self.left[cap] += sign * weight;
        }
    }
}
