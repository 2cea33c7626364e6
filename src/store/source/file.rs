//! One file, read whole: only what is a file, and only up to a limit.

use crate::domain::problem::{Problem, Trouble};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Returns the bytes of a regular file of at most `limit` bytes; a problem calls it `name`.
///
/// # Errors
/// A problem that names the file and the reason, `Missing` where there is none.
pub fn read_file(path: &Path, name: &str, limit: u64) -> Result<Vec<u8>, Problem> {
    bytes_of(opened(path), name, limit)
}

/// Returns what stands in a file that was opened, or was to be; none where it is no file.
///
/// # Errors
/// As [`read_file`].
pub(super) fn bytes_of(
    opened: io::Result<Option<File>>,
    name: &str,
    limit: u64,
) -> Result<Vec<u8>, Problem> {
    let refused = |error: io::Error| {
        let trouble = if error.kind() == io::ErrorKind::NotFound {
            Trouble::Missing
        } else {
            Trouble::Unreadable
        };
        Problem::of_file(name, trouble, &[&error.kind().to_string()])
    };
    let no_file = || Problem::of_file(name, Trouble::NotAFile, &[]);
    let too_large = |size: u64| {
        let details = [size.to_string(), limit.to_string()];
        Problem::of_file(
            name,
            Trouble::TooLarge,
            &details.each_ref().map(|one| &**one),
        )
    };
    let file = opened.map_err(refused)?.ok_or_else(no_file)?;
    let bytes = if let Some(bytes) = few_bytes(&file) {
        bytes
    } else {
        let facts = file.metadata().map_err(refused)?;
        if !facts.is_file() {
            return Err(no_file());
        }
        if facts.len() > limit {
            return Err(too_large(facts.len()));
        }
        let mut bytes = Vec::with_capacity(facts.len() as usize + 1);
        // it may have grown since
        let read = file.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(refused)?;
        bytes
    };
    match bytes.len() as u64 {
        size if size > limit => Err(too_large(size)),
        _ => Ok(bytes),
    }
}

/// Opens a file. A pipe with nobody at its other end does not hold up the program.
#[cfg(unix)]
fn opened(path: &Path) -> io::Result<Option<File>> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    options.read(true).custom_flags(flags).open(path).map(Some)
}

/// Opens a file; none for what is no file: a folder could not be opened.
#[cfg(not(unix))]
fn opened(path: &Path) -> io::Result<Option<File>> {
    if !std::fs::metadata(path)?.is_file() {
        return Ok(None);
    }
    File::open(path).map(Some)
}

/// Returns what stands in a short file without asking the system what it is, which takes as long
/// as reading it; none for anything else. Bytes at a place are had of nothing but files: a pipe,
/// a terminal or a folder refuses.
#[cfg(unix)]
fn few_bytes(file: &File) -> Option<Vec<u8>> {
    use rustix::io::pread;
    use std::mem::MaybeUninit;
    let mut room = [MaybeUninit::uninit(); 4096];
    let (bytes, left) = pread(file, &mut room, 0).ok()?;
    if bytes.is_empty() || left.is_empty() {
        return None;
    }
    let is_all = pread(file, &mut [0], bytes.len() as u64).ok()? == 0;
    is_all.then(|| bytes.to_vec())
}

/// Reading at a place moves the place from which the rest would be read.
#[cfg(not(unix))]
fn few_bytes(_: &File) -> Option<Vec<u8>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_to_its_end_and_not_beyond_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for length in [0, 1, 100, 4095, 4096, 4097, 20_000_usize] {
            let bytes: Vec<u8> = (0..length).map(|nth| (nth % 251) as u8).collect();
            std::fs::write(&path, &bytes).unwrap();
            let size = length as u64;
            for limit in [size, size + 1, 100_000] {
                assert_eq!(read_file(&path, "x", limit), Ok(bytes.clone()), "{length}");
            }
            if let Some(limit) = size.checked_sub(1) {
                let problem = read_file(&path, "x", limit).unwrap_err();
                let details = [size.to_string(), limit.to_string()];
                assert_eq!(problem.trouble, Trouble::TooLarge);
                assert_eq!(problem.details, details);
            }
        }
        let problem = read_file(&folder.path().join("none"), "x", 1).unwrap_err();
        assert_eq!(problem.trouble, Trouble::Missing);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_no_file_is_called_so_and_holds_up_nobody() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        use std::io::Write;
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        let is_refused = |path: &Path| {
            let problem = read_file(path, "x.toml", 100).unwrap_err();
            assert_eq!(problem.trouble, Trouble::NotAFile, "{path:?}");
        };
        for path in [
            folder.path(),
            &pipe,
            Path::new("/dev/zero"),
            Path::new("/dev/null"),
        ] {
            is_refused(path);
        }
        // with somebody at its other end who has written into it
        let mut full = File::options().read(true).write(true).open(&pipe).unwrap();
        full.write_all(b"zh = 1\n").unwrap();
        is_refused(&pipe);
    }
}
