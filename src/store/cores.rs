//! Many files read on every core. Whoever asked reads too, so that a machine with two cores
//! has one thread more, and each takes the next few files as soon as it has done with the last:
//! nobody waits for another's half.

use crate::domain::problem::Problem;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, Scope};

/// Files that are taken at a time.
const PIECE: usize = 16;

/// Room in bytes that reading a piece needs; what is freed of more is collected at once.
const PIECE_ROOM: usize = 60 * 1024;

/// Is told how many of how many are done, from any thread.
pub type Tell<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// After so many files it is told how many are read.
const TOLD: usize = 256;

/// Work of many like pieces, of which every thread takes what is next.
pub struct Many<'a, A, T> {
    all: &'a [A],
    read: &'a (dyn Fn(&A, &mut Vec<Problem>) -> Option<T> + Sync),
    tell: Tell<'a>,
    taken: AtomicUsize,
    done: AtomicUsize,
    /// By the place of the first of a piece.
    found: Mutex<Vec<(usize, Piece<T>)>>,
}

type Piece<T> = (Vec<T>, Vec<Problem>);

impl<'a, A: Sync, T: Send> Many<'a, A, T> {
    /// Takes what is read, how one of it is read, and who is told how many are.
    pub fn new(
        all: &'a [A],
        read: &'a (dyn Fn(&A, &mut Vec<Problem>) -> Option<T> + Sync),
        tell: Tell<'a>,
    ) -> Self {
        Self {
            all,
            read,
            tell,
            taken: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            found: Mutex::default(),
        }
    }

    /// Begins on every other core; where there is little to do, on none. Where a defect ends
    /// one of them, what it was about to read is read again in the end.
    pub fn begin<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>) {
        let pieces = self.all.len().div_ceil(PIECE);
        for _ in 1..cores().min(pieces) {
            scope.spawn(|| catch_unwind(AssertUnwindSafe(|| self.help())).is_ok());
        }
    }

    /// Reads until everything is taken.
    pub fn help(&self) {
        loop {
            let start = self.taken.fetch_add(PIECE, Ordering::Relaxed);
            if start >= self.all.len() {
                return;
            }
            let piece = self.piece(start);
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.push((start, piece));
        }
    }

    /// Reads the piece that begins at a place.
    fn piece(&self, start: usize) -> Piece<T> {
        take_room();
        let mut problems = Vec::new();
        let mut read = Vec::with_capacity(PIECE);
        for one in self.all.iter().skip(start).take(PIECE) {
            read.extend((self.read)(one, &mut problems));
            let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(TOLD) {
                (self.tell)(done, self.all.len());
            }
        }
        (read, problems)
    }

    /// Returns what was read, in its order, once nobody reads any more.
    pub fn finish(self, problems: &mut Vec<Problem>) -> Vec<T> {
        let found = std::mem::take(&mut *self.found.lock().unwrap_or_else(PoisonError::into_inner));
        let mut pieces: BTreeMap<usize, _> = found.into_iter().collect();
        let mut everything = Vec::with_capacity(self.all.len());
        for start in (0..self.all.len()).step_by(PIECE) {
            let (read, more) = pieces.remove(&start).unwrap_or_else(|| self.piece(start));
            everything.extend(read);
            problems.extend(more);
        }
        everything
    }
}

/// Reads each of many on every core; what comes back is in their order.
pub fn on_every_core<A: Sync, T: Send>(
    all: &[A],
    problems: &mut Vec<Problem>,
    read: &(dyn Fn(&A, &mut Vec<Problem>) -> Option<T> + Sync),
    tell: Tell,
) -> Vec<T> {
    let many = Many::new(all, read, tell);
    thread::scope(|scope| {
        many.begin(scope);
        many.help();
    });
    many.finish(problems)
}

/// Takes room for what a piece leaves in memory, and gives it back to be used for that: outside
/// the first thread, glibc asks the system for one page after the other, and every time nobody
/// else can touch new memory meanwhile.
fn take_room() {
    std::hint::black_box(Vec::<u8>::with_capacity(PIECE_ROOM));
}

/// How many threads run at once; asking the system takes as long as reading ten files.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Trouble;
    use std::sync::atomic::AtomicBool;

    const READ: fn(&usize, &mut Vec<Problem>) -> Option<usize> = |number, problems| {
        if number.is_multiple_of(7) {
            let file = number.to_string();
            problems.push(Problem::of_file(&file, Trouble::Missing, &[]));
            return None;
        }
        Some(number * 2)
    };

    #[test]
    fn what_comes_back_is_in_order_whoever_read_it() {
        for count in [0, 1, PIECE - 1, PIECE, PIECE + 1, 1000] {
            let all: Vec<usize> = (0..count).collect();
            let (mut problems, mut wanted) = (Vec::new(), Vec::new());
            let found = on_every_core(&all, &mut problems, &READ, &|_, _| {});
            let one_by_one = all.iter().filter_map(|one| READ(one, &mut wanted));
            assert_eq!(found, one_by_one.collect::<Vec<_>>());
            assert_eq!(problems, wanted);
        }
    }

    #[test]
    fn what_a_defect_left_unread_is_read_again() {
        let all: Vec<usize> = (0..100).collect();
        let breaks = AtomicBool::new(true);
        let read_or_break = |number: &usize, problems: &mut Vec<Problem>| {
            assert!(*number != 50 || !breaks.swap(false, Ordering::Relaxed));
            READ(number, problems)
        };
        let many = Many::new(&all, &read_or_break, &|_, _| {});
        let helped = catch_unwind(AssertUnwindSafe(|| many.help()));
        assert!(helped.is_err());
        many.help();
        let (mut problems, mut wanted) = (Vec::new(), Vec::new());
        let found = many.finish(&mut problems);
        let one_by_one = all.iter().filter_map(|one| READ(one, &mut wanted));
        assert_eq!(found, one_by_one.collect::<Vec<_>>());
        assert_eq!(problems, wanted);
    }
}
