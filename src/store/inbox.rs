//! The files that were received, each once, named by the digest of its bytes and never
//! touched again: from them everything that was merged can be made again.

use super::save::{Files, save};
use super::source::{Source, read_file};
use crate::domain::problem::{Problem, Trouble};
use crate::domain::seal::digest;
use std::io;
use std::path::Path;

/// The folder in the panel.
pub const FOLDER: &str = "inbox";
/// Largest file that is received, in bytes: 500 sheets of the largest usual size.
pub const LIMIT: u64 = 64 * 1024 * 1024;
const ENDING: &str = ".txt";

/// Returns the bytes of a file that somebody handed over: a regular file and no link.
///
/// # Errors
/// A problem that names the file and the reason.
pub fn receive(path: &Path) -> Result<Vec<u8>, Problem> {
    let shown = path.display().to_string();
    if std::fs::symlink_metadata(path).is_ok_and(|facts| facts.file_type().is_symlink()) {
        return Err(Problem::of_file(&shown, Trouble::NotAFile, &[]));
    }
    read_file(path, &shown, LIMIT)
}

/// Returns the name under which bytes lie in the inbox.
pub fn name_of(digest: &str) -> String {
    format!("{digest}{ENDING}")
}

/// Keeps bytes with full care, unless the same are there already. Returns their digest.
///
/// # Errors
/// The system's.
pub fn keep(files: &dyn Files, panel: &Path, bytes: &[u8]) -> io::Result<String> {
    let digest = digest(bytes);
    let name = name_of(&digest);
    let path = panel.join(FOLDER).join(&name);
    let is_there = read_file(&path, &name, LIMIT).is_ok_and(|stands| stands == bytes);
    if !is_there {
        save(files, &path, bytes)?;
    }
    Ok(digest)
}

/// Returns the digests of the kept files, sorted.
pub fn kept(panel: &Path) -> Vec<String> {
    let names = Source::Folder(panel.to_path_buf()).list(FOLDER);
    let digest = |name: &String| name.strip_suffix(ENDING).map(str::to_owned);
    names
        .iter()
        .filter_map(digest)
        .filter(|name| is_digest(name))
        .collect()
}

/// Returns the digests of the files that a panel keeps, sorted; one inside the program keeps
/// none.
pub fn kept_by(source: &Source) -> Vec<String> {
    match source {
        Source::Folder(folder) => kept(folder),
        Source::BuiltIn(_) => Vec::new(),
    }
}

/// Returns the names of what somebody put into the folder under other names, sorted.
pub fn dropped(panel: &Path) -> Vec<String> {
    let names = Source::Folder(panel.to_path_buf()).list(FOLDER).into_iter();
    let is_ours = |name: &str| name.strip_suffix(ENDING).is_some_and(is_digest);
    names
        .filter(|name| !is_ours(name) && !name.starts_with('.'))
        .collect()
}

/// Returns the bytes of a kept file.
///
/// # Errors
/// A problem where it cannot be read; `SealBroken` where the bytes are not those it is
/// named by.
pub fn read(panel: &Path, digest: &str) -> Result<Vec<u8>, Problem> {
    let name = format!("{FOLDER}/{}", name_of(digest));
    let bytes = read_file(&panel.join(&name), &name, LIMIT)?;
    if crate::domain::seal::digest(&bytes) == digest {
        Ok(bytes)
    } else {
        Err(Problem::of_file(&name, Trouble::SealBroken, &[]))
    }
}

fn is_digest(name: &str) -> bool {
    name.len() == 64
        && name
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::super::save::Disk;
    use super::*;

    #[test]
    fn every_file_is_kept_once_and_found_by_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let one = keep(&Disk, folder.path(), b"one").unwrap();
        assert_eq!(keep(&Disk, folder.path(), b"one").unwrap(), one);
        let two = keep(&Disk, folder.path(), b"two").unwrap();
        let mut both = vec![one.clone(), two];
        both.sort();
        std::fs::write(folder.path().join("inbox/E03.txt"), "x").unwrap();
        assert_eq!(kept(folder.path()), both);
        assert_eq!(dropped(folder.path()), ["E03.txt"]);
        assert_eq!(read(folder.path(), &one).unwrap(), b"one");
        std::fs::write(folder.path().join("inbox").join(name_of(&one)), "changed").unwrap();
        assert!(read(folder.path(), &one).is_err());
        keep(&Disk, folder.path(), b"one").unwrap();
        assert_eq!(read(folder.path(), &one).unwrap(), b"one");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_not_received() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path().join("a"), folder.path().join("b")).unwrap();
        assert!(receive(&folder.path().join("a")).is_ok());
        assert!(receive(&folder.path().join("b")).is_err());
    }
}
