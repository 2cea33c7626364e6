//! The data folder: where the demonstration's copy, the session and crash reports lie, and
//! which folder a panel is read from.

use super::create;
use super::save::{Disk, save};
use super::source::{DEMO, SHEET_LIMIT, Source};
use crate::domain::is_valid_id;
use crate::domain::seal::sealed_text;
use crate::domain::sheet::ScoreSheet;
use std::fs::{DirEntry, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

const SESSION: &str = "session.toml";

/// The program's own folder.
#[derive(Debug, Clone)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// Takes a folder; it is made when something is first written.
    pub fn new(root: PathBuf) -> Self {
        Self { root }
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns where the working copy of the demonstration lies once it is made.
    pub fn demonstration(&self) -> PathBuf {
        self.root.join("panels").join(DEMO)
    }

    /// Returns what a panel is read from: the demonstration from its copy, if there is one.
    pub fn source(&self, path: &str, is_demonstration: bool) -> Source {
        if !is_demonstration {
            return Source::Folder(PathBuf::from(path));
        }
        let copy = self.demonstration();
        if copy.join("panel.toml").exists() {
            Source::Folder(copy)
        } else {
            Source::BuiltIn(DEMO)
        }
    }

    /// Mends the working copy of the demonstration, if there is one, where a power cut or an
    /// older program left it different. Where that cannot be done the reader will say so.
    pub fn mend_demonstration(&self) {
        let copy = self.demonstration();
        if copy.join("panel.toml").exists() {
            let _ = create::mend_copy(DEMO, &copy);
        }
    }

    /// Returns the folder that a panel is written to; makes the demonstration's copy first.
    ///
    /// # Errors
    /// The system's, when the copy cannot be made.
    pub fn writable(&self, path: &str, is_demonstration: bool) -> io::Result<PathBuf> {
        if !is_demonstration {
            return Ok(PathBuf::from(path));
        }
        let copy = self.demonstration();
        if !copy.join("panel.toml").is_file() {
            create::copy_whole(DEMO, &copy, false)?;
        }
        Ok(copy)
    }
}

impl Home {
    /// Writes a file and takes it away again, to see whether the folder can be written.
    ///
    /// # Errors
    /// The system's.
    pub fn try_writing(&self) -> io::Result<()> {
        self.trying(".write-test", |probe| save(&Disk, probe, b"test"))
    }

    /// Tries whether a file that is kept for one window is refused to another.
    ///
    /// # Errors
    /// The system's.
    pub fn try_locking(&self) -> io::Result<bool> {
        self.trying(".lock-test", |probe| {
            save(&Disk, probe, b"test")?;
            let [first, second] = [File::open(probe)?, File::open(probe)?];
            let is_taken = first.try_lock().is_ok();
            let refused = second.try_lock();
            Ok(is_taken && matches!(refused, Err(TryLockError::WouldBlock)))
        })
    }

    /// Tries something with a file that is gone afterwards, and the folder too, where there
    /// was none.
    fn trying<T>(&self, name: &str, attempt: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
        let is_new = !self.root.exists();
        let probe = self.root.join(name);
        let result = attempt(&probe);
        let _ = std::fs::remove_file(&probe);
        if is_new {
            let _ = std::fs::remove_dir(&self.root);
        }
        result
    }

    /// Returns the name of the last crash report, if one lies there.
    pub fn last_crash(&self) -> Option<String> {
        let entries = std::fs::read_dir(&self.root).ok()?.flatten();
        let reports = entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_report = name.starts_with("crash-");
            let written = entry.metadata().and_then(|about| about.modified()).ok();
            is_report.then_some((written, name))
        });
        reports.max().map(|(_, name)| name)
    }

    /// Returns the text of the last session; empty where none was kept.
    pub fn read_session(&self) -> String {
        let source = Source::Folder(self.root.clone());
        let bytes = source.read(SESSION, SHEET_LIMIT).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// Keeps the text of a session.
    ///
    /// # Errors
    /// The system's.
    pub fn write_session(&self, text: &str) -> io::Result<()> {
        save(&Disk, &self.root.join(SESSION), text.as_bytes())
    }

    /// Returns where sheets are kept that could not be saved in their panel.
    pub fn rescued(&self) -> PathBuf {
        self.root.join("rescued")
    }

    /// Keeps a whole copy of a sheet that could not be saved in its panel.
    ///
    /// # Errors
    /// The system's, `InvalidInput` for names that are no ids.
    pub fn rescue(&self, sheet: &ScoreSheet) -> io::Result<()> {
        if ![&*sheet.panel, &sheet.expert, &sheet.proposal]
            .iter()
            .all(|id| is_valid_id(id))
        {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let folder = self.rescued().join(&*sheet.panel).join(&sheet.expert);
        let path = folder.join(format!("{}.toml", sheet.proposal));
        save(&Disk, &path, sealed_text(sheet).as_bytes())
    }

    /// Writes a crash report and returns where it lies; `None` where nothing can be written.
    pub fn write_crash(&self, report: &str) -> Option<PathBuf> {
        let path = self.root.join(format!("crash-{}.txt", std::process::id()));
        save(&Disk, &path, report.as_bytes()).ok()?;
        Some(path)
    }
}

/// Returns the panel folders directly in a folder, sorted; at most eight. Files are passed over
/// without being looked at: there may be thousands of them where the program was put.
pub fn panels_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_file = |entry: &DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file());
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| !is_file(entry))
        .map(|entry| entry.path())
        .filter(|path| path.join("panel.toml").is_file())
        .collect();
    found.sort();
    found.truncate(8);
    found
}

/// Returns the catalogue key of a reason of the system.
pub fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "io.full",
        io::ErrorKind::PermissionDenied => "io.denied",
        io::ErrorKind::ReadOnlyFilesystem => "io.read_only",
        io::ErrorKind::NotFound => "io.gone",
        io::ErrorKind::AlreadyExists => "io.exists",
        io::ErrorKind::ResourceBusy => "io.busy",
        io::ErrorKind::FileTooLarge => "io.too_large",
        io::ErrorKind::InvalidData => "io.damaged",
        _ => unnamed(error),
    }
}

/// What Rust has no name for: a disk that is broken or pulled out, too many open files.
fn unnamed(error: &io::Error) -> &'static str {
    match error.raw_os_error().filter(|_| cfg!(unix)) {
        Some(5 | 6 | 19) => "io.device",
        Some(23 | 24) => "io.too_many",
        _ => "io.other",
    }
}
