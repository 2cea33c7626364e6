//! The data folder: where the demonstration's copy, the session and crash reports lie, and
//! which folder a panel is read from.

use super::create;
use super::source::{DEMO, Source};
use std::io;
use std::path::{Path, PathBuf};

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
        if copy.join("panel.toml").is_file() {
            Source::Folder(copy)
        } else {
            Source::BuiltIn(DEMO)
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
            create::copy_whole(DEMO, &copy)?;
        }
        Ok(copy)
    }
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
        _ => "io.other",
    }
}
