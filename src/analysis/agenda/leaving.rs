//! The order in which recused members leave the room as few times as possible. Proposals with
//! the same people out stand together; how the blocks follow one another is a shortest path
//! whose steps cost one for everybody who is out and was in.

use crate::analysis::chance::Chance;
use std::collections::{BTreeMap, BTreeSet};

/// So many different sets of people are ordered exactly (Held and Karp, 2^n n^2 steps).
pub const EXACT: usize = 12;
/// So many beginnings are tried where it is not exact.
const BEGINNINGS: usize = 24;
/// So often a path is looked through for a better one.
const PASSES: usize = 40;
/// Pieces of up to so many blocks are moved.
const PIECE: usize = 3;
/// Longer paths than this are not looked through again: it would take too long.
const LONGEST: usize = 400;
/// So often a path is disturbed and improved again.
const DISTURBED: usize = 120;
/// Longer paths than this are not disturbed.
const SHORT: usize = 100;

/// Returns the ids in an order with the fewest leavings: exact up to [`EXACT`] different sets
/// of people, and of several equal ones that whose blocks stand as early as they do in `order`.
/// Else by the nearest neighbour, exchanges and disturbances: no leaving more than the exact
/// order in 160,000 chance lists of nine to twelve sets.
pub fn fewest<'a, 'b>(order: &[&'a str], out: impl Fn(&str) -> Vec<&'b str>) -> Vec<&'a str> {
    let mut blocks: Vec<(BTreeSet<&str>, Vec<&str>)> = Vec::new();
    let mut places: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for id in order {
        let people = out(id);
        let place = *places.entry(people.clone()).or_insert_with(|| {
            blocks.push((people.into_iter().collect(), Vec::new()));
            blocks.len() - 1
        });
        if let Some((_, ids)) = blocks.get_mut(place) {
            ids.push(id);
        }
    }
    // those that nobody leaves for cost nothing at the beginning, and never help between others
    let (free, held): (Vec<_>, Vec<_>) = blocks
        .into_iter()
        .partition(|(people, _)| people.is_empty());
    let sets: Vec<&BTreeSet<&str>> = held.iter().map(|(people, _)| people).collect();
    let path = path(&shared(&sets));
    let held = path.into_iter().filter_map(|place| held.get(place));
    free.iter()
        .chain(held)
        .flat_map(|(_, ids)| ids)
        .copied()
        .collect()
}

/// Who stays out from one block to the next need not leave: the people that two sets share.
fn shared(sets: &[&BTreeSet<&str>]) -> Vec<Vec<usize>> {
    let row = |one: &&BTreeSet<&str>| -> Vec<usize> {
        let others = sets.iter();
        others
            .map(|other| one.intersection(other).count())
            .collect()
    };
    sets.iter().map(row).collect()
}

/// Returns the path through all blocks that shares the most.
fn path(shared: &[Vec<usize>]) -> Vec<usize> {
    if shared.len() <= EXACT {
        exact(shared)
    } else {
        found(shared)
    }
}

fn between(shared: &[Vec<usize>], from: usize, to: usize) -> usize {
    let row = shared.get(from);
    row.and_then(|row| row.get(to)).copied().unwrap_or(0)
}

/// Held and Karp: the most that can be shared behind each block with each set of blocks left;
/// the path then takes the earliest block that still reaches it.
#[allow(clippy::indexing_slicing, reason = "tables of a size made here")]
fn exact(shared: &[Vec<usize>]) -> Vec<usize> {
    let n = shared.len();
    if n == 0 {
        return Vec::new();
    }
    let everything = (1_usize << n) - 1;
    // best[left][at]: the most that is shared from `at` on through all of `left`
    let mut best = vec![vec![0_usize; n]; everything + 1];
    let members = |left: usize| (0..n).filter(move |one| left >> one & 1 == 1);
    for left in 1..=everything {
        for at in 0..n {
            let through = |next: usize| shared[at][next] + best[left & !(1 << next)][next];
            best[left][at] = members(left).map(through).max().unwrap_or(0);
        }
    }
    let first = |at: usize| best[everything & !(1 << at)][at];
    let most = (0..n).map(first).max().unwrap_or(0);
    let mut at = (0..n).find(|at| first(*at) == most).unwrap_or(0);
    let mut left = everything & !(1 << at);
    let mut path = vec![at];
    while left != 0 {
        let reaches =
            |next: &usize| shared[at][*next] + best[left & !(1 << next)][*next] == best[left][at];
        let next = members(left).find(reaches);
        at = next.or_else(|| members(left).next()).unwrap_or(at);
        left &= !(1 << at);
        path.push(at);
    }
    path
}

/// The best of the paths that go to the nearest neighbour from several beginnings, each of them
/// improved by turning pieces around and by moving them.
fn found(shared: &[Vec<usize>]) -> Vec<usize> {
    let step = shared.len().div_ceil(BEGINNINGS).max(1);
    let mut best: Option<(usize, Vec<usize>)> = None;
    for beginning in (0..shared.len()).step_by(step) {
        let mut path = neighbours(shared, beginning);
        if path.len() <= LONGEST {
            improve(shared, &mut path);
        }
        let gain = gained(shared, &path);
        if best.as_ref().is_none_or(|(most, _)| gain > *most) {
            best = Some((gain, path));
        }
    }
    let path = best.map(|(_, path)| path).unwrap_or_default();
    if (4..=SHORT).contains(&path.len()) {
        disturbed(shared, path)
    } else {
        path
    }
}

/// Exchanges two neighbouring stretches at chance places, improves that, and keeps it where it
/// shares no less: improving alone stops at the first path that no single step makes better.
fn disturbed(shared: &[Vec<usize>], mut path: Vec<usize>) -> Vec<usize> {
    let mut chance = Chance::seeded(0, "leaving");
    let mut most = gained(shared, &path);
    let mut cuts: Vec<usize> = (1..path.len()).collect();
    for _ in 0..DISTURBED {
        chance.shuffle(&mut cuts);
        let mut places: Vec<usize> = cuts.iter().take(3).copied().collect();
        places.sort_unstable();
        let mut other = path.clone();
        if let [first, middle, end] = places[..]
            && let Some(stretch) = other.get_mut(first..end)
        {
            stretch.rotate_left(middle - first);
        }
        improve(shared, &mut other);
        let gain = gained(shared, &other);
        if gain >= most {
            (most, path) = (gain, other);
        }
    }
    path
}

fn improve(shared: &[Vec<usize>], path: &mut [usize]) {
    for _ in 0..PASSES {
        let turned = turn(shared, path);
        let moved = shift(shared, path);
        if !(turned || moved) {
            break;
        }
    }
}

fn neighbours(shared: &[Vec<usize>], beginning: usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..shared.len()).filter(|one| *one != beginning).collect();
    let mut path = vec![beginning];
    let mut at = beginning;
    while !left.is_empty() {
        let mut nearest = 0;
        let mut most = None;
        for (place, next) in left.iter().enumerate() {
            let gain = between(shared, at, *next);
            if most.is_none_or(|most| gain > most) {
                most = Some(gain);
                nearest = place;
            }
        }
        at = left.remove(nearest);
        path.push(at);
    }
    path
}

fn gained(shared: &[Vec<usize>], path: &[usize]) -> usize {
    let steps = path.iter().zip(path.iter().skip(1));
    steps.map(|(from, to)| between(shared, *from, *to)).sum()
}

/// What is shared between two places of a path; nothing before its beginning and after its end.
fn at_places(shared: &[Vec<usize>], path: &[usize], from: Option<usize>, to: usize) -> usize {
    let from = from.and_then(|from| path.get(from));
    from.zip(path.get(to))
        .map_or(0, |(from, to)| between(shared, *from, *to))
}

/// Turns a piece around wherever that shares more; tells whether it did.
fn turn(shared: &[Vec<usize>], path: &mut [usize]) -> bool {
    let mut is_better = false;
    for first in 0..path.len() {
        for last in first + 1..path.len() {
            let before = first.checked_sub(1);
            let now = at_places(shared, path, before, first)
                + at_places(shared, path, Some(last), last + 1);
            let then = at_places(shared, path, before, last)
                + at_places(shared, path, Some(first), last + 1);
            if then > now {
                if let Some(piece) = path.get_mut(first..=last) {
                    piece.reverse();
                }
                is_better = true;
            }
        }
    }
    is_better
}

/// Moves pieces of up to [`PIECE`] blocks, as they stand or turned around, to wherever that
/// shares more; tells whether it did.
fn shift(shared: &[Vec<usize>], path: &mut [usize]) -> bool {
    let mut is_better = false;
    for length in 1..=PIECE.min(path.len()) {
        for first in 0..=path.len() - length {
            let last = first + length - 1;
            if let Some((to, is_turned)) = better_place(shared, path, first, last) {
                if is_turned && let Some(piece) = path.get_mut(first..=last) {
                    piece.reverse();
                }
                if to < first {
                    if let Some(stretch) = path.get_mut(to..=last) {
                        stretch.rotate_right(length);
                    }
                } else if let Some(stretch) = path.get_mut(first..to) {
                    stretch.rotate_left(length);
                }
                is_better = true;
            }
        }
    }
    is_better
}

/// Returns the place of the block before which a piece shares the most, and whether it goes
/// there turned around; nothing where it stands best already.
fn better_place(
    shared: &[Vec<usize>],
    path: &[usize],
    first: usize,
    last: usize,
) -> Option<(usize, bool)> {
    let at = |from: Option<usize>, to: usize| at_places(shared, path, from, to);
    let before = first.checked_sub(1);
    let left_behind = at(before, last + 1);
    let given_up = at(before, first) + at(Some(last), last + 1);
    let mut best = None;
    let mut most = 0;
    for to in (0..first).chain(last + 2..=path.len()) {
        let left = to.checked_sub(1);
        for (head, tail) in [(first, last), (last, first)] {
            let won = left_behind + at(left, head) + at(Some(tail), to);
            let gain = won.saturating_sub(given_up + at(left, to));
            if gain > most {
                most = gain;
                best = Some((to, head != first));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const IDS: [&str; 26] = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r",
        "s", "t", "u", "v", "w", "x", "y", "z",
    ];
    const PEOPLE: [&str; 5] = ["E1", "E2", "E3", "E4", "E5"];

    fn people(mask: u8) -> Vec<&'static str> {
        let all = PEOPLE.iter().enumerate();
        let out = all.filter(|(place, _)| mask >> place & 1 == 1);
        out.map(|(_, id)| *id).collect()
    }

    fn mask_of(masks: &[u8], id: &str) -> u8 {
        masks[IDS.iter().position(|known| *known == id).unwrap()]
    }

    fn cost(masks: &[u8], order: &[&str]) -> u32 {
        let mut outside = 0_u8;
        let mut count = 0;
        for id in order {
            let out = mask_of(masks, id);
            count += (out & !outside).count_ones();
            outside = out;
        }
        count
    }

    fn least(masks: &[u8], order: &mut Vec<&'static str>, from: usize) -> u32 {
        if from == order.len() {
            return cost(masks, order);
        }
        let mut best = u32::MAX;
        for other in from..order.len() {
            order.swap(from, other);
            best = best.min(least(masks, order, from + 1));
            order.swap(from, other);
        }
        best
    }

    fn solved(masks: &[u8]) -> Vec<&'static str> {
        let ids: Vec<&str> = IDS.iter().take(masks.len()).copied().collect();
        fewest(&ids, |id| people(mask_of(masks, id)))
    }

    proptest! {
        #[test]
        fn no_order_has_fewer_leavings(masks in prop::collection::vec(0_u8..32, 0..7)) {
            let found = solved(&masks);
            let mut sorted = found.clone();
            sorted.sort_unstable();
            let mut ids: Vec<&'static str> = IDS.iter().take(masks.len()).copied().collect();
            prop_assert_eq!(&sorted, &ids, "everything stands there once");
            prop_assert_eq!(cost(&masks, &found), least(&masks, &mut ids, 0));
            prop_assert_eq!(found, solved(&masks));
        }

        #[test]
        fn what_is_not_exact_is_never_worse_than_the_list_and_misses_one_at_most(
            masks in prop::collection::vec(1_u8..32, 1..13)
        ) {
            let mut sets: Vec<u8> = masks;
            sets.sort_unstable();
            sets.dedup();
            let people: Vec<BTreeSet<&str>> =
                sets.iter().map(|mask| people(*mask).into_iter().collect()).collect();
            let people: Vec<&BTreeSet<&str>> = people.iter().collect();
            let shared = shared(&people);
            let path = found(&shared);
            let mut all = path.clone();
            all.sort_unstable();
            prop_assert!(all.into_iter().eq(0..sets.len()));
            let listed: Vec<usize> = (0..sets.len()).collect();
            let best = gained(&shared, &exact(&shared));
            let own = gained(&shared, &path);
            prop_assert!(own >= gained(&shared, &listed) && own <= best);
            prop_assert!(own * 10 >= best * 9, "{own} of {best}");
            prop_assert!(own + 1 >= best, "{own} of {best}");
        }
    }

    #[test]
    fn where_going_to_the_nearest_and_turning_misses_moving_pieces_finds() {
        for masks in [&[21_u8, 4, 22, 25, 3][..], &[17, 1, 6, 7, 29, 24]] {
            let people: Vec<BTreeSet<&str>> = masks
                .iter()
                .map(|mask| people(*mask).into_iter().collect())
                .collect();
            let shared = shared(&people.iter().collect::<Vec<_>>());
            let (best, own) = (exact(&shared), found(&shared));
            assert_eq!(gained(&shared, &own), gained(&shared, &best), "{masks:?}");
        }
    }

    #[test]
    fn many_different_sets_are_ordered_too() {
        let masks: Vec<u8> = (1..=26).collect();
        let found = solved(&masks);
        let listed: Vec<&str> = IDS.to_vec();
        assert_eq!(found.len(), 26);
        assert!(cost(&masks, &found) < cost(&masks, &listed));
        assert_eq!(solved(&[]), Vec::<&str>::new());
        assert_eq!(solved(&[3, 0, 3]), ["b", "a", "c"]);
    }
}
