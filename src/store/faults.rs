//! Disks that fail, for tests: one operation refused, or everything gone from one moment on,
//! with what a power cut may take away of what was not yet settled.

use super::save::{Disk, Files};
use std::cell::{Cell, RefCell};
use std::io;
use std::path::{Path, PathBuf};

/// What a system says when it refuses: no space, input/output error, read-only, no right,
/// quota, too many open files.
#[cfg(unix)]
pub const REFUSALS: [i32; 6] = [28, 5, 30, 13, 122, 24];
#[cfg(not(unix))]
pub const REFUSALS: [i32; 2] = [112, 5];

/// Refuses the operation with a number, once; half of what was to be written is there then.
pub struct Failing {
    /// Which operation, from 1; 0 for none.
    pub at: usize,
    /// What the system says.
    pub code: i32,
    count: Cell<usize>,
}

impl Failing {
    /// Makes a disk that refuses one operation.
    pub fn new(at: usize, code: i32) -> Self {
        Self {
            at,
            code,
            count: Cell::new(0),
        }
    }

    /// Tells whether the operation came.
    pub fn has_failed(&self) -> bool {
        self.at > 0 && self.count.get() >= self.at
    }

    fn step(&self) -> io::Result<()> {
        self.count.set(self.count.get() + 1);
        if self.count.get() == self.at {
            return Err(io::Error::from_raw_os_error(self.code));
        }
        Ok(())
    }
}

impl Files for Failing {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        Disk.make_folder(path)
    }
    fn write_new(&self, path: &Path, bytes: &[u8], durable: bool) -> io::Result<()> {
        if let Err(error) = self.step() {
            let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
            Disk.write_new(path, half, durable)?;
            return Err(error);
        }
        Disk.write_new(path, bytes, durable)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Disk.rename(from, to)
    }
    fn settle(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        Disk.settle(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        Disk.remove(path)
    }
}

/// What a power cut takes away besides stopping everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Nothing: the program was killed.
    Nothing,
    /// Bytes of files that were not brought to the disk.
    Bytes,
    /// Names in folders that were not settled, and those bytes.
    Names,
}

/// Performs operations until one with a number; from then on nothing happens any more.
pub struct Crashing {
    at: usize,
    count: Cell<usize>,
    unsettled: RefCell<Vec<Step>>,
    unsynced: RefCell<Vec<PathBuf>>,
}

/// How a step that was not settled is undone.
enum Step {
    /// A new name.
    New(PathBuf),
    /// A name that was put in the place of another: its old bytes, if there were any.
    Put {
        from: PathBuf,
        to: PathBuf,
        old: Option<Vec<u8>>,
    },
    /// A name that was taken away.
    Gone(PathBuf, Vec<u8>),
}

impl Crashing {
    /// Makes a disk that ends before the operation with this number, from 1.
    pub fn new(at: usize) -> Self {
        Self {
            at,
            count: Cell::new(0),
            unsettled: RefCell::new(Vec::new()),
            unsynced: RefCell::new(Vec::new()),
        }
    }

    /// Tells whether everything ended before it was done.
    pub fn has_crashed(&self) -> bool {
        self.count.get() >= self.at
    }

    /// Leaves the disk as it may be found after the cut.
    pub fn leave(&self, loss: Loss) {
        if loss == Loss::Nothing {
            return;
        }
        for path in self.unsynced.borrow().iter().filter(|path| path.is_file()) {
            std::fs::write(path, "").unwrap();
        }
        if loss == Loss::Bytes {
            return;
        }
        for step in self.unsettled.borrow().iter().rev() {
            match step {
                Step::New(path) => {
                    let _ = std::fs::remove_file(path).or_else(|_| std::fs::remove_dir(path));
                }
                Step::Put { from, to, old } => {
                    let _ = std::fs::rename(to, from);
                    if let Some(old) = old {
                        std::fs::write(to, old).unwrap();
                    }
                }
                Step::Gone(path, old) => std::fs::write(path, old).unwrap(),
            }
        }
    }

    fn step(&self) -> io::Result<()> {
        self.count.set(self.count.get() + 1);
        if self.has_crashed() {
            return Err(io::Error::other("gone"));
        }
        Ok(())
    }
}

impl Files for Crashing {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        if !path.exists() {
            self.unsettled
                .borrow_mut()
                .push(Step::New(path.to_path_buf()));
        }
        Disk.make_folder(path)
    }
    fn write_new(&self, path: &Path, bytes: &[u8], durable: bool) -> io::Result<()> {
        self.step()?;
        self.unsettled
            .borrow_mut()
            .push(Step::New(path.to_path_buf()));
        if !durable {
            self.unsynced.borrow_mut().push(path.to_path_buf());
        }
        Disk.write_new(path, bytes, durable)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        self.unsettled.borrow_mut().push(Step::Put {
            from: from.to_path_buf(),
            to: to.to_path_buf(),
            old: std::fs::read(to).ok(),
        });
        for path in self.unsynced.borrow_mut().iter_mut() {
            if path == from {
                *path = to.to_path_buf();
            }
        }
        Disk.rename(from, to)
    }
    fn settle(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        let is_in = |path: &Path| path.parent() == Some(folder);
        self.unsettled.borrow_mut().retain(|step| match step {
            Step::New(path) | Step::Gone(path, _) => !is_in(path),
            Step::Put { to, .. } => !is_in(to),
        });
        Disk.settle(folder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step()?;
        let old = std::fs::read(path).unwrap_or_default();
        self.unsettled
            .borrow_mut()
            .push(Step::Gone(path.to_path_buf(), old));
        Disk.remove(path)
    }
}
