//! What names indicators by their place follows the plan into its later edition. The files as
//! they become lie whole in `editions/.following` before the plan is changed, and are put in
//! their places by renaming after it: whenever that is broken off, whoever opens the panel next
//! does the rest, and until then the panel says that it is not finished.

use super::super::amend::Following;
use super::super::create::place;
use super::super::load;
use super::super::save::{Disk, Files};
use super::super::source::{PANEL_FILE_LIMIT, Source};
use std::io;
use std::path::{Path, PathBuf};

/// The folder below `editions`.
const FOLDER: &str = ".following";
/// The digest of the edition that they follow.
const TO: &str = "replaced-by";

fn folder(panel: &Path) -> PathBuf {
    panel.join("editions").join(FOLDER)
}

/// Lays the files ready; those of an attempt that came to nothing go.
pub(super) fn lay_ready(panel: &Path, files: &[Following], digest: &str) -> io::Result<()> {
    let folder = folder(panel);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    if files.is_empty() {
        return Ok(());
    }
    let texts = files.iter();
    let texts = texts.map(|one| (one.name.clone(), one.text.clone().into_bytes()));
    let mut all: Vec<(String, Vec<u8>)> = texts.collect();
    all.push((TO.to_owned(), digest.as_bytes().to_vec()));
    place(&folder, &all, true)
}

/// Takes files that were laid ready away again.
pub(super) fn clear(panel: &Path) {
    let _ = std::fs::remove_dir_all(folder(panel));
}

/// Tells whether files of the panel still wait to follow the plan that it has.
pub fn is_unfinished(panel: &Source, digest: &str) -> bool {
    let has_it = panel.list("editions").iter().any(|name| name == FOLDER);
    let path = format!("editions/{FOLDER}/{TO}");
    has_it
        && panel
            .read(&path, PANEL_FILE_LIMIT)
            .is_ok_and(|to| to == digest.as_bytes())
}

/// Puts files that wait to follow the panel's plan in their places; tells whether any did.
///
/// # Errors
/// The system's; what is not in its place yet waits on.
pub fn finish(panel: &Path) -> io::Result<bool> {
    let waiting = folder(panel);
    if !waiting.is_dir() {
        return Ok(false);
    }
    let source = Source::Folder(panel.to_path_buf());
    let (head, _) = load::head(&source);
    let base = load::base(&source, &head);
    let (_, digest) = load::plan_in(&base, "plan", &mut Vec::new());
    if !is_unfinished(&source, &digest) {
        return Ok(false);
    }
    for below in ["", "proposals"] {
        let from = waiting.join(below);
        for name in names(&from)? {
            let is_there = panel.join(below).is_dir();
            if name != TO && is_there && from.join(&name).is_file() {
                put(&from.join(&name), &panel.join(below).join(&name))?;
            }
        }
        Disk.settle(&panel.join(below)).or_else(gone)?;
    }
    std::fs::remove_dir_all(&waiting).or_else(gone)?;
    Ok(true)
}

/// Another machine may do the same at this moment.
fn put(from: &Path, to: &Path) -> io::Result<()> {
    Disk.rename(from, to).or_else(gone)
}

fn gone(error: io::Error) -> io::Result<()> {
    match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    }
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let Ok(entries) = folder.read_dir() else {
        return Ok(Vec::new());
    };
    entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect()
}
