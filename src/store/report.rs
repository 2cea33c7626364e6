//! The folder that reports go into. What was written here is listed with its digest, so that a
//! file that somebody changed afterwards is told from one that can be made again: it is kept
//! under another name before the new one takes its place.

use super::save::{Files, ensure_folder, save, write_quickly};
use super::source::{PANEL_FILE_LIMIT, Source};
use crate::domain::seal::digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Name of the list of digests, in the form that `sha256sum -c` reads.
pub const LIST: &str = "sha256.txt";

/// Most copies of one file that are kept.
const MOST_KEPT: usize = 1000;

/// A folder of reports, open for writing; files may come from several threads.
pub struct ReportFolder<'a> {
    files: &'a dyn Files,
    folder: PathBuf,
    held: Mutex<Held>,
}

#[derive(Default)]
struct Held {
    /// Digests by name: those of before and those written now.
    digests: BTreeMap<String, String>,
    /// Folders that files were put into.
    touched: BTreeSet<PathBuf>,
}

/// What became of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Name of what lay there and had been changed by somebody, where that was so.
    pub kept: Option<String>,
}

impl<'a> ReportFolder<'a> {
    /// Opens a folder, and makes it if need be.
    ///
    /// # Errors
    /// The system's.
    pub fn open(files: &'a dyn Files, folder: &Path) -> io::Result<Self> {
        ensure_folder(files, folder)?;
        let list = std::fs::read_to_string(folder.join(LIST)).unwrap_or_default();
        let lines = list.lines().filter_map(|line| {
            let (digest, name) = line.split_once("  ")?;
            Some((name.to_owned(), digest.to_owned()))
        });
        let held = Held {
            digests: lines.collect(),
            touched: BTreeSet::new(),
        };
        Ok(Self {
            files,
            folder: folder.to_path_buf(),
            held: Mutex::new(held),
        })
    }

    /// Puts a file in its place, whole or not at all.
    ///
    /// # Errors
    /// The system's; then what lay there is as it was.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<Written> {
        let path = self.folder.join(name);
        let new = digest(bytes);
        let place = path.parent().unwrap_or(&self.folder);
        ensure_folder(self.files, place)?;
        let before = present(&path)?;
        let mut kept = None;
        if before.as_deref() != Some(new.as_str()) {
            let is_ours = before.is_none() || before == self.digest_of(name);
            if !is_ours {
                kept = Some(self.put_aside(name, &path)?);
            }
            write_quickly(self.files, &path, bytes)?;
        }
        let mut held = self
            .held
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        held.digests.insert(name.to_owned(), new.clone());
        held.touched.insert(place.to_path_buf());
        Ok(Written { digest: new, kept })
    }

    fn digest_of(&self, name: &str) -> Option<String> {
        let held = self
            .held
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        held.digests.get(name).cloned()
    }

    /// Gives a file that somebody changed the first free name `name~1.ext`.
    fn put_aside(&self, name: &str, path: &Path) -> io::Result<String> {
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
        for nth in 1..=MOST_KEPT {
            let other = format!("{stem}~{nth}.{end}");
            let aside = self.folder.join(&other);
            if !aside.exists() {
                self.files.rename(path, &aside)?;
                return Ok(other);
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Writes the list of digests and brings all folders to the disk.
    ///
    /// # Errors
    /// The system's.
    pub fn finish(self) -> io::Result<()> {
        let held = self
            .held
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut list = String::new();
        for (name, digest) in &held.digests {
            if self.folder.join(name).is_file() {
                let _ = writeln!(list, "{digest}  {name}");
            }
        }
        for folder in &held.touched {
            self.files.settle(folder)?;
        }
        save(self.files, &self.folder.join(LIST), list.as_bytes())
    }
}

/// Returns every file of a panel with its size in bytes, by name; reports and hidden
/// files are left out.
pub fn files_of(source: &Source) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    match source {
        Source::BuiltIn(_) => {
            let all = source.everything().into_iter();
            found.extend(all.map(|(name, bytes)| (name, bytes.len())));
        }
        Source::Folder(folder) => below(folder, "", &mut found),
    }
    found.sort();
    found
}

fn below(folder: &Path, name: &str, found: &mut Vec<(String, usize)>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let own = entry.file_name().to_string_lossy().into_owned();
        let is_left_out = own.starts_with('.') || (name.is_empty() && own == "reports");
        let Ok(facts) = entry.metadata() else {
            continue;
        };
        let path = if name.is_empty() {
            own
        } else {
            format!("{name}/{own}")
        };
        if is_left_out {
            continue;
        }
        if facts.is_dir() {
            below(&entry.path(), &path, found);
        } else if facts.is_file() {
            found.push((path, facts.len().try_into().unwrap_or(usize::MAX)));
        }
    }
}

/// The digest of what lies in a place; none where nothing is there. What is too large to be a
/// report has none that fits.
fn present(path: &Path) -> io::Result<Option<String>> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(found) if !found.is_file() => Err(io::ErrorKind::AlreadyExists.into()),
        Ok(found) if found.len() > 16 * PANEL_FILE_LIMIT => Ok(Some(String::new())),
        Ok(_) => Ok(Some(digest(&std::fs::read(path)?))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::save::Disk;
    use super::*;

    #[test]
    fn what_somebody_changed_is_kept_and_what_is_ours_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let write = |bytes: &[u8]| {
            let reports = ReportFolder::open(&Disk, &path).unwrap();
            let written = reports.write("20-feedback/SM-01.md", bytes).unwrap();
            reports.finish().unwrap();
            written.kept
        };
        assert_eq!(write(b"one"), None);
        assert_eq!(write(b"two"), None);
        std::fs::write(path.join("20-feedback/SM-01.md"), b"by hand").unwrap();
        assert_eq!(write(b"three").as_deref(), Some("20-feedback/SM-01~1.md"));
        let kept = std::fs::read(path.join("20-feedback/SM-01~1.md")).unwrap();
        assert_eq!(kept, b"by hand");
        assert_eq!(write(b"three"), None);
        let list = std::fs::read_to_string(path.join(LIST)).unwrap();
        assert_eq!(
            list,
            format!("{}  20-feedback/SM-01.md\n", digest(b"three"))
        );
    }
}
