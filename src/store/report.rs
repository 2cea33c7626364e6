//! The folder that reports go into. What was written here is listed with its digest, so that a
//! file that somebody changed afterwards is told from one that can be made again: it is kept
//! under another name before the new one takes its place.

use super::save::{Files, ensure_folder, save, write_quickly};
use super::source::{PANEL_FILE_LIMIT, Source};
use crate::domain::seal::digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    /// Digests by name, the newest last: a run that was broken off leaves several.
    digests: BTreeMap<String, Vec<String>>,
    /// Lines of the list that are not ours.
    others: Vec<String>,
    /// The list, to which every file is added before it is written.
    list: Option<File>,
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
        let path = folder.join(LIST);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let mut held = Held::default();
        for line in text.lines() {
            match line.split_once("  ") {
                Some((digest, name)) if is_digest(digest) => {
                    let known = held.digests.entry(name.to_owned()).or_default();
                    known.push(digest.to_owned());
                }
                _ => held.others.push(line.to_owned()),
            }
        }
        let list = OpenOptions::new().create(true).append(true).open(&path);
        held.list = list.ok();
        if !text.is_empty() && !text.ends_with('\n') {
            held.add("");
        }
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
            let is_ours = before
                .as_ref()
                .is_none_or(|digest| self.wrote(name, digest));
            self.held().add(&format!("{new}  {name}"));
            if !is_ours {
                kept = Some(self.put_aside(name, &path)?);
            }
            let written = write_quickly(self.files, &path, bytes);
            if let (Err(_), Some(kept)) = (&written, &kept) {
                let _ = self.files.rename(&self.folder.join(kept), &path);
            }
            written?;
        }
        let mut held = self.held();
        let known = held.digests.entry(name.to_owned()).or_default();
        known.push(new.clone());
        held.touched.insert(place.to_path_buf());
        drop(held);
        Ok(Written { digest: new, kept })
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells whether a file of this name and digest was written here.
    fn wrote(&self, name: &str, digest: &str) -> bool {
        let held = self.held();
        let known = held.digests.get(name);
        known.is_some_and(|known| known.iter().any(|one| one == digest))
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
            .unwrap_or_else(PoisonError::into_inner);
        let mut list = String::new();
        for line in &held.others {
            let _ = writeln!(list, "{line}");
        }
        for (name, digests) in &held.digests {
            let newest = digests.last().filter(|_| self.folder.join(name).is_file());
            if let Some(digest) = newest {
                let _ = writeln!(list, "{digest}  {name}");
            }
        }
        drop(held.list);
        let saved = save(self.files, &self.folder.join(LIST), list.as_bytes());
        let mut folders = held.touched.iter();
        folders.try_for_each(|folder| self.files.settle(folder))?;
        saved
    }
}

impl Held {
    /// Adds a line to the list, so that a run that is broken off leaves no file unknown. A
    /// list that cannot be written is told of in the end.
    fn add(&mut self, line: &str) {
        if let Some(list) = &mut self.list {
            let _ = writeln!(list, "{line}");
        }
    }
}

/// Tells whether a text is a digest as the lists have it.
pub fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Returns every file of a panel with its size in bytes, by name. Of the reports only the
/// kept results and the rules that were fixed before are among them; hidden files and `out`,
/// where reports are written to, are left out.
pub fn files_of(source: &Source, out: &Path) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    match source {
        Source::BuiltIn(_) => {
            let all = source.everything().into_iter();
            found.extend(all.map(|(name, bytes)| (name, bytes.len())));
        }
        Source::Folder(folder) => {
            let out = out.canonicalize().ok();
            below(folder, "", out.as_deref(), &mut found);
        }
    }
    found.sort();
    found
}

/// Tells whether a file of a panel is a record of the round, and no report that can be made
/// again at any time.
pub fn is_record(name: &str) -> bool {
    let inside = name.strip_prefix("reports/");
    inside.is_none_or(|inside| {
        inside.starts_with("fixed-") || ["rank.json", "recommend.json"].contains(&inside)
    })
}

fn below(folder: &Path, name: &str, out: Option<&Path>, found: &mut Vec<(String, usize)>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let own = entry.file_name().to_string_lossy().into_owned();
        let is_hidden = own.starts_with('.');
        let Ok(facts) = entry.metadata() else {
            continue;
        };
        let path = if name.is_empty() {
            own
        } else {
            format!("{name}/{own}")
        };
        let is_out = || {
            let full = entry.path().canonicalize().ok();
            path != "reports" && full.as_deref() == out
        };
        if is_hidden || !is_record(&path) || (facts.is_dir() && is_out()) {
            continue;
        }
        if facts.is_dir() {
            below(&entry.path(), &path, out, found);
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
