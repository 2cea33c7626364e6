//! Writing a file so that it is either the old one or the new one, whatever happens:
//! a new file with a random name in the same folder, synced, renamed over, the folder synced.
//!
//! Writing in place tears files, renaming without syncing loses them at a power cut, and
//! without syncing the folder the last acknowledged file can be gone. Never shortened.

use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The few operations that touch the disk, so that a test can make each of them fail.
pub trait Files {
    /// Makes one folder.
    ///
    /// # Errors
    /// The system's.
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// Writes a new file, never through a link and never over another file; `durable`
    /// brings the bytes to the disk before it returns.
    ///
    /// # Errors
    /// The system's.
    fn write_new(&self, path: &Path, bytes: &[u8], durable: bool) -> io::Result<()>;
    /// Puts a file in the place of another.
    ///
    /// # Errors
    /// The system's.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Brings a folder's entries to the disk.
    ///
    /// # Errors
    /// The system's.
    fn settle(&self, folder: &Path) -> io::Result<()>;
    /// Takes a file away.
    ///
    /// # Errors
    /// The system's.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The real disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Files for Disk {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        match fs::create_dir(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            other => other,
        }
    }

    fn write_new(&self, path: &Path, bytes: &[u8], durable: bool) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        if durable { file.sync_all() } else { Ok(()) }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn settle(&self, folder: &Path) -> io::Result<()> {
        if cfg!(windows) {
            return Ok(());
        }
        File::open(folder)?.sync_all()
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// Saves a file by the whole sequence.
///
/// # Errors
/// The system's; then the old file stands untouched and nothing half-written is left.
pub fn save(files: &dyn Files, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|above| !above.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    ensure_folder(files, folder)?;
    let temporary = temporary_name(path);
    let written = files
        .write_new(&temporary, bytes, true)
        .and_then(|()| rename_patiently(files, &temporary, path));
    if let Err(error) = written {
        let _ = files.remove(&temporary);
        return Err(error);
    }
    files.settle(folder)
}

/// Writes a file that can be made again, without waiting for the disk.
///
/// # Errors
/// The system's; nothing half-written is left.
pub fn write_quickly(files: &dyn Files, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = temporary_name(path);
    let written = files
        .write_new(&temporary, bytes, false)
        .and_then(|()| rename_patiently(files, &temporary, path));
    if written.is_err() {
        let _ = files.remove(&temporary);
    }
    written
}

/// Makes a folder with all the folders above it, each settled in the one above.
///
/// # Errors
/// The system's.
pub fn ensure_folder(files: &dyn Files, folder: &Path) -> io::Result<()> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().unwrap_or_else(|| Path::new("."));
    ensure_folder(files, above)?;
    files.make_folder(folder)?;
    let above = if above.as_os_str().is_empty() {
        Path::new(".")
    } else {
        above
    };
    files.settle(above)
}

/// A scanner may hold the old file for a moment on Windows.
fn rename_patiently(files: &dyn Files, from: &Path, to: &Path) -> io::Result<()> {
    let mut result = files.rename(from, to);
    if cfg!(windows) {
        for pause in [1, 5, 20, 80, 200] {
            if result.is_ok() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(pause));
            result = files.rename(from, to);
        }
    }
    result
}

/// Returns a name beside `path` that nobody can guess and no reader takes for data.
pub fn temporary_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let random = RandomState::new().hash_one(std::process::id());
    path.with_file_name(format!(".{name}.{random:016x}.new"))
}

#[cfg(test)]
mod tests {
    use super::super::faults::Failing;
    use super::*;

    #[test]
    fn whatever_fails_the_file_is_the_old_or_the_new_one_and_nothing_else_lies_there() {
        for at in 1..=12 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("scores/E01/SM-01.toml");
            let quiet = Failing::new(0, 28);
            save(&quiet, &path, b"old").unwrap();
            let failing = Failing::new(at, 28);
            let result = save(&failing, &path, b"new!");
            let stands = fs::read(&path).unwrap();
            assert!(stands == b"old" || stands == b"new!", "step {at}");
            assert!(result.is_err() || stands == b"new!", "step {at}");
            let entries = fs::read_dir(path.parent().unwrap()).unwrap().count();
            assert_eq!(entries, 1, "step {at}");
        }
    }

    #[test]
    fn a_link_with_the_temporary_name_is_never_followed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        assert_ne!(temporary_name(&path), temporary_name(&path));
        fs::write(&path, "there").unwrap();
        assert!(Disk.write_new(&path, b"x", false).is_err());
    }
}
