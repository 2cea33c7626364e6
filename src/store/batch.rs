//! Several files that change together: all of them, or none. Everything is written under
//! temporary names first, then put in place; where that fails, what was put in place is
//! taken back.

use super::save::{Files, temporary_name};
use std::io;
use std::path::{Path, PathBuf};

/// Up to so many new files each of them is brought to the disk before it is put in place.
/// Above that they are only written, and the folders settled at the end: they can be made
/// again from what they came from. What replaces another file is always brought to the disk.
const DURABLE: usize = 200;

/// One file of a batch.
struct Change {
    path: PathBuf,
    new: PathBuf,
    /// A copy of the file it replaces, until everything is in place.
    old: Option<PathBuf>,
}

/// Writes all files, named relative to the folder with `/`, and settles their folders.
///
/// # Errors
/// The system's; then every file is as it was before, and no new one is left.
pub fn write(files: &dyn Files, folder: &Path, changes: &[(String, Vec<u8>)]) -> io::Result<()> {
    let mut batch = Batch {
        files,
        made: Vec::new(),
        prepared: Vec::new(),
        placed: 0,
    };
    let written = batch
        .prepare(folder, changes)
        .and_then(|()| batch.place())
        .and_then(|()| batch.settle());
    if written.is_err() {
        batch.take_back();
    } else {
        batch.forget_old();
    }
    written
}

struct Batch<'a> {
    files: &'a dyn Files,
    /// Folders that were not there, in the order they were made.
    made: Vec<PathBuf>,
    prepared: Vec<Change>,
    /// How many of the prepared ones are in place.
    placed: usize,
}

impl Batch<'_> {
    fn prepare(&mut self, folder: &Path, changes: &[(String, Vec<u8>)]) -> io::Result<()> {
        for (name, bytes) in changes {
            let path = folder.join(name);
            self.ensure_folder(path.parent().unwrap_or(folder))?;
            let before = match std::fs::read(&path) {
                Ok(before) => Some(before),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            let new = temporary_name(&path);
            let old = before.as_ref().map(|_| temporary_name(&path));
            self.prepared.push(Change {
                path,
                new: new.clone(),
                old: old.clone(),
            });
            if let Some((old, before)) = old.zip(before) {
                self.files.write_new(&old, &before, true)?;
                self.files.write_new(&new, bytes, true)?;
            } else {
                let is_durable = changes.len() <= DURABLE;
                self.files.write_new(&new, bytes, is_durable)?;
            }
        }
        Ok(())
    }

    fn ensure_folder(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.ensure_folder(above)?;
        }
        self.files.make_folder(folder)?;
        self.made.push(folder.to_path_buf());
        Ok(())
    }

    fn place(&mut self) -> io::Result<()> {
        for change in &self.prepared {
            self.files.rename(&change.new, &change.path)?;
            self.placed += 1;
        }
        Ok(())
    }

    fn settle(&self) -> io::Result<()> {
        let mut folders: Vec<&Path> = self
            .prepared
            .iter()
            .filter_map(|change| change.path.parent())
            .chain(self.made.iter().filter_map(|made| made.parent()))
            .collect();
        folders.sort_unstable();
        folders.dedup();
        let settled = |folder: &&Path| self.files.settle(folder);
        folders.iter().try_for_each(settled)
    }

    fn take_back(&self) {
        for (nth, change) in self.prepared.iter().enumerate().rev() {
            let is_placed = nth < self.placed;
            let _ = match &change.old {
                Some(old) if is_placed => self.files.rename(old, &change.path),
                None if is_placed => self.files.remove(&change.path),
                _ => self.files.remove(&change.new),
            };
            if let Some(old) = &change.old {
                let _ = self.files.remove(old);
            }
        }
        for folder in self.made.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }

    fn forget_old(&self) {
        for old in self.prepared.iter().filter_map(|one| one.old.as_ref()) {
            let _ = self.files.remove(old);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::faults::Failing;
    use super::*;
    use std::collections::BTreeMap;

    fn everything(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                    found.insert(path, None);
                } else {
                    let bytes = std::fs::read(&path).unwrap();
                    found.insert(path, Some(bytes));
                }
            }
        }
        found
    }

    #[test]
    fn whatever_fails_all_files_are_the_old_or_the_new_ones_and_nothing_else_lies_there() {
        let changes: Vec<(String, Vec<u8>)> = ["a.toml", "b.toml", "new/x/c.toml", "new/d.toml"]
            .map(|name| (name.to_owned(), format!("new {name}").into_bytes()))
            .into();
        let mut failed = 0;
        for at in 1..40 {
            let folder = tempfile::tempdir().unwrap();
            for name in ["a.toml", "b.toml", "kept.toml"] {
                std::fs::write(folder.path().join(name), format!("old {name}")).unwrap();
            }
            let before = everything(folder.path());
            let failing = Failing::new(at, 28);
            let result = write(&failing, folder.path(), &changes);
            let after = everything(folder.path());
            if result.is_err() {
                failed += 1;
                assert_eq!(after, before, "step {at}");
                continue;
            }
            assert_eq!(after.len(), 7, "step {at}: {after:?}");
            for (name, bytes) in &changes {
                let stands = after.get(&folder.path().join(name)).unwrap();
                assert_eq!(stands.as_ref(), Some(bytes));
            }
        }
        assert!(failed > 10, "every step was made to fail: {failed}");
    }
}
