//! By what it is known that a file is still the one that was read.

use std::fs::Metadata;
use std::time::UNIX_EPOCH;

/// Length, time of the last change and, where the system tells it, which file it is: whoever
/// saves puts a new file in the place of the old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    length: u64,
    /// In nanoseconds since 1970; 0 where the system does not tell.
    changed: u128,
    /// Number of the file on its disk; 0 where the system does not tell.
    number: u64,
}

impl Facts {
    /// Takes what the system tells of a file.
    pub fn of(told: &Metadata) -> Self {
        let changed = told.modified().ok();
        let changed = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        Self {
            length: told.len(),
            changed: changed.map_or(0, |since| since.as_nanos()),
            number: number(told),
        }
    }
}

#[cfg(unix)]
fn number(told: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    told.ino()
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}
