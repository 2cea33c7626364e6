//! A closed round in one file: every file of the panel and a list of their digests, packed
//! so that the same panel makes the same bytes. It is read back before it is called done.

use super::journal;
use super::load;
use super::save::{Files, save};
use super::source::Source;
use crate::domain::journal::sentences;
use crate::domain::panel::Phase;
use crate::domain::problem::Problem;
use crate::domain::seal::digest;
use std::fmt::Write as _;
use std::io::{self, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Name of the list of digests inside.
pub const LIST: &str = "sha256.txt";

/// What was archived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// How many files of the panel are in it.
    pub files: usize,
    /// How many bytes the archive has.
    pub bytes: usize,
    /// SHA-256 of the archive.
    pub digest: String,
}

/// Why there is no archive.
#[derive(Debug)]
pub enum ArchiveFault {
    /// The round is not closed.
    NotClosed,
    /// Something of that name is there.
    Taken,
    /// The panel's head cannot be read.
    Panel(Problem),
    /// A file of the panel could not be read, or the archive not written.
    System(PathBuf, io::Error),
    /// What was written does not read back as it was; the file is gone again.
    NotReadBack,
}

/// Packs a closed panel into one file; tells of how many of how many files that is done, each
/// of them packed and then read back.
///
/// # Errors
/// The fault; then there is no file.
pub fn archive(
    files: &dyn Files,
    panel: &Path,
    out: &Path,
    progress: &dyn Fn(usize, usize),
) -> Result<Archived, ArchiveFault> {
    let (head, problems) = load::head(&Source::Folder(panel.to_path_buf()));
    if let Some(problem) = problems.into_iter().find(|_| head.id.is_empty()) {
        return Err(ArchiveFault::Panel(problem));
    }
    if head.phase != Phase::Closed {
        return Err(ArchiveFault::NotClosed);
    }
    if out.exists() {
        return Err(ArchiveFault::Taken);
    }
    let contents = contents(panel)?;
    let all = 2 * contents.len();
    let packed = packed(&contents, &|done| progress(done, all));
    let packed = packed.map_err(|error| ArchiveFault::System(out.to_path_buf(), error))?;
    save(files, out, &packed).map_err(|error| ArchiveFault::System(out.to_path_buf(), error))?;
    let is_read = |done| progress(contents.len() + done, all);
    if !reads_back(out, &contents, &is_read) {
        let _ = files.remove(out);
        return Err(ArchiveFault::NotReadBack);
    }
    Ok(Archived {
        files: contents.len(),
        bytes: packed.len(),
        digest: digest(&packed),
    })
}

/// Notes it in the panel's journal: the archive is made before, and holds no line about itself.
pub fn note(panel: &Path, out: &str, done: &Archived, (by, at): (&str, &str)) {
    let line = sentences::ARCHIVED.written(&[out, &done.digest]);
    let _ = journal::note(panel, at, by, &line);
}

/// Every file of a panel with its bytes by its name with `/`, sorted.
fn contents(panel: &Path) -> Result<Vec<(String, Vec<u8>)>, ArchiveFault> {
    let failed = |(path, error)| ArchiveFault::System(path, error);
    let names = names(panel).map_err(failed)?;
    let read = |name: String| {
        let path = panel.join(&name);
        let bytes = std::fs::read(&path).map_err(|error| failed((path, error)))?;
        Ok((name, bytes))
    };
    names.into_iter().map(read).collect()
}

/// Returns the name with `/` of every file that an archive of the panel holds, sorted; locks,
/// unfinished files and the list of an archive that was unpacked are none.
///
/// # Errors
/// The system's, with what could not be listed.
pub fn names(panel: &Path) -> Result<Vec<String>, (PathBuf, io::Error)> {
    let mut found = Vec::new();
    let mut folders = vec![(panel.to_path_buf(), String::new())];
    while let Some((folder, above)) = folders.pop() {
        let failed = |error| (folder.clone(), error);
        for entry in std::fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let own = entry.file_name().to_string_lossy().into_owned();
            let name = format!("{above}{own}");
            if own.starts_with('.') || name == LIST {
                continue;
            }
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                folders.push((entry.path(), format!("{name}/")));
            } else if kind.is_file() {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn list(contents: &[(String, Vec<u8>)]) -> String {
    contents
        .iter()
        .fold(String::new(), |mut list, (name, bytes)| {
            let _ = writeln!(list, "{}  {name}", digest(bytes));
            list
        })
}

fn packed(contents: &[(String, Vec<u8>)], progress: &dyn Fn(usize)) -> io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let list = list(contents).into_bytes();
    let list = (LIST.to_owned(), list);
    for (place, (name, bytes)) in std::iter::once(&list).chain(contents).enumerate() {
        progress(place);
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn reads_back(out: &Path, contents: &[(String, Vec<u8>)], progress: &dyn Fn(usize)) -> bool {
    let read = || -> io::Result<bool> {
        let mut archive = ZipArchive::new(std::fs::File::open(out)?)?;
        let mut is_same = archive.len() == contents.len() + 1;
        for (place, (name, bytes)) in contents.iter().enumerate() {
            progress(place + 1);
            let mut again = Vec::with_capacity(bytes.len());
            archive.by_name(name)?.read_to_end(&mut again)?;
            is_same &= again == *bytes;
        }
        Ok(is_same)
    };
    read().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::super::create::copy_whole;
    use super::super::save::Disk;
    use super::super::source::DEMO;
    use super::*;

    #[test]
    fn a_closed_panel_is_packed_whole_and_always_the_same() {
        let home = tempfile::tempdir().unwrap();
        let panel = home.path().join("panel");
        copy_whole(DEMO, &panel, false).unwrap();
        let one = home.path().join("one.zip");
        assert!(matches!(
            archive(&Disk, &panel, &one, &|_, _| {}),
            Err(ArchiveFault::NotClosed)
        ));
        let head = panel.join("panel.toml");
        let text = std::fs::read_to_string(&head).unwrap();
        std::fs::write(&head, text.replace("\"open\"", "\"closed\"")).unwrap();
        std::fs::write(panel.join("scores/first/E01/.lock"), "").unwrap();
        let done = archive(&Disk, &panel, &one, &|_, _| {}).unwrap();
        assert!(done.files > 300);
        assert!(matches!(
            archive(&Disk, &panel, &one, &|_, _| {}),
            Err(ArchiveFault::Taken)
        ));
        let two = home.path().join("two.zip");
        assert_eq!(archive(&Disk, &panel, &two, &|_, _| {}).unwrap(), done);
        let mut zip = ZipArchive::new(std::fs::File::open(two).unwrap()).unwrap();
        let mut list = String::new();
        zip.by_name(LIST)
            .unwrap()
            .read_to_string(&mut list)
            .unwrap();
        assert_eq!(list.lines().count(), done.files);
        let first = format!("{}  panel.toml", digest(&std::fs::read(head).unwrap()));
        assert!(list.contains(&first) && !list.contains(".lock"));
    }
}
