//! One expert's own sheets in one panel folder: the only place that writes them.
//!
//! A lock makes a second window read-only. Where locks are refused or lie, a sheet that
//! somebody else changed is not written over: a copy beside it is, for merging later.

use super::save::{Disk, ensure_folder, save};
use super::source::{SHEET_LIMIT, read_file};
use crate::domain::sheet::{Round, ScoreSheet};
use crate::domain::{is_valid_id, seal};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// An expert's folder of one round, open for writing.
#[derive(Debug)]
pub struct Desk {
    folder: PathBuf,
    _lock: Option<File>,
}

impl Desk {
    /// Opens the folder of `expert`. Returns `None` where another window has it open.
    ///
    /// # Errors
    /// The system's, when the folder can neither be made nor written.
    pub fn open(panel: &Path, round: Round, expert: &str) -> io::Result<Option<Self>> {
        if !is_valid_id(expert) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let folder = panel.join("scores").join(round.key()).join(expert);
        ensure_folder(&Disk, &folder)?;
        let Some(lock) = lock(&folder)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            folder,
            _lock: Some(lock),
        }))
    }

    /// Saves one sheet. Returns where it was written: its own place, or a copy beside it
    /// where the file had been changed by somebody else.
    ///
    /// # Errors
    /// The system's, `FileTooLarge` for a sheet that no reader would take, `InvalidInput`
    /// for a name that is no id; then the sheet on disk is what it was.
    pub fn save(&self, sheet: &ScoreSheet) -> io::Result<PathBuf> {
        let text = seal::sealed_text(sheet);
        if !is_valid_id(&sheet.proposal) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        if text.len() as u64 > SHEET_LIMIT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let path = self.place_for(sheet);
        save(&Disk, &path, text.as_bytes())?;
        Ok(path)
    }

    /// The sheet's own file; where somebody else changed that, the copy that this sheet
    /// descends from, or a new one.
    fn place_for(&self, sheet: &ScoreSheet) -> PathBuf {
        let own = self.folder.join(format!("{}.toml", sheet.proposal));
        if !is_foreign(&own, sheet) {
            return own;
        }
        let is_ours = |path: &PathBuf| !is_foreign(path, sheet);
        if let Some(copy) = copies(&self.folder, &sheet.proposal)
            .into_iter()
            .find(is_ours)
        {
            return copy;
        }
        let digest: String = seal::seal_of(sheet).chars().take(8).collect();
        self.folder
            .join(format!("{}~{digest}.toml", sheet.proposal))
    }
}

/// A file that is neither the sheet nor any ancestor of it: changed by somebody else,
/// damaged, unreadable, or no file at all but something in its place. Whatever was read or
/// written here is an ancestor of what is saved later, since every change names the seal of
/// the revision before. Only where nothing lies there is there nothing to keep.
fn is_foreign(path: &Path, sheet: &ScoreSheet) -> bool {
    if let Err(error) = fs::symlink_metadata(path) {
        return error.kind() != io::ErrorKind::NotFound;
    }
    let Ok(bytes) = read_file(path, &sheet.proposal, SHEET_LIMIT) else {
        return true;
    };
    let text = String::from_utf8_lossy(&bytes);
    let Ok(stands) = seal::check_seal(&text) else {
        return true;
    };
    !sheet.descends_from(&stands) && stands != seal::seal_of(sheet)
}

/// Takes an expert's folder for writing, until the file that it returns is closed; `None`
/// where another window has it.
///
/// # Errors
/// The system's, when the folder cannot be written.
pub(super) fn lock(folder: &Path) -> io::Result<Option<File>> {
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join(".lock"))?;
    match lock.try_lock() {
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(Some(lock)),
    }
}

/// Returns the copies of a sheet that lie beside it, sorted.
fn copies(folder: &Path, proposal: &str) -> Vec<PathBuf> {
    let lead = format!("{proposal}~");
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(&lead))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sheet::CellName;

    fn changed(sheet: &mut ScoreSheet, to: &str) {
        assert!(sheet.change(
            &CellName::Score("target".into()),
            to,
            "2026-01-01T00:00:00+08:00"
        ));
    }

    #[test]
    fn a_second_window_gets_no_desk() {
        let folder = tempfile::tempdir().unwrap();
        let first = Desk::open(folder.path(), Round::First, "E01").unwrap();
        assert!(first.is_some());
        assert!(
            Desk::open(folder.path(), Round::First, "E01")
                .unwrap()
                .is_none()
        );
        drop(first);
        assert!(
            Desk::open(folder.path(), Round::First, "E01")
                .unwrap()
                .is_some()
        );
    }

    #[test]
    fn what_somebody_else_wrote_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path(), Round::First, "E01")
            .unwrap()
            .unwrap();
        let mut mine = ScoreSheet::new("p", "E01", "SM-01", Round::First);
        changed(&mut mine, "16");
        let own = desk.save(&mine).unwrap();
        changed(&mut mine, "17");
        assert_eq!(desk.save(&mine).unwrap(), own);
        let mut other = ScoreSheet::new("p", "E01", "SM-01", Round::First);
        changed(&mut other, "5");
        fs::write(&own, seal::sealed_text(&other)).unwrap();
        changed(&mut mine, "18");
        let copy = desk.save(&mine).unwrap();
        assert_ne!(copy, own);
        assert_eq!(fs::read_to_string(&own).unwrap(), seal::sealed_text(&other));
        assert_eq!(fs::read_to_string(&copy).unwrap(), seal::sealed_text(&mine));
        changed(&mut mine, "19");
        assert_eq!(
            desk.save(&mine).unwrap(),
            copy,
            "one copy, not one per score"
        );
    }

    #[test]
    fn a_damaged_file_or_a_device_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(folder.path(), Round::First, "E01")
            .unwrap()
            .unwrap();
        let mut mine = ScoreSheet::new("p", "E01", "SM-01", Round::First);
        changed(&mut mine, "16");
        let own = folder.path().join("scores/first/E01/SM-01.toml");
        for damaged in ["", "format = 1\n", "comment = \"cut"] {
            fs::write(&own, damaged).unwrap();
            assert_ne!(desk.save(&mine).unwrap(), own, "{damaged}");
            assert_eq!(fs::read_to_string(&own).unwrap(), damaged);
        }
        fs::remove_file(&own).unwrap();
        fs::create_dir(&own).unwrap();
        assert_ne!(desk.save(&mine).unwrap(), own);
    }

    #[test]
    fn nothing_is_written_that_no_reader_would_take() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Desk::open(folder.path(), Round::First, "../../evil").is_err());
        let desk = Desk::open(folder.path(), Round::First, "E01")
            .unwrap()
            .unwrap();
        let mut sheet = ScoreSheet::new("p", "E01", "../../evil", Round::First);
        assert!(desk.save(&sheet).is_err());
        sheet.proposal = "SM-01".into();
        sheet.comment = "长".repeat(400_000);
        let refused = desk.save(&sheet).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::FileTooLarge);
    }
}
