//! A folder of a panel that is kept open while many of its files are read: the system walks from
//! there to each, and not every time from the root of all files on.

use super::Source;
#[cfg(unix)]
use super::file;
use crate::domain::problem::Problem;
#[cfg(unix)]
use std::fs::File;

/// A folder of a panel, open where that spares anything.
#[derive(Debug)]
pub struct Near<'a> {
    source: &'a Source,
    #[cfg(unix)]
    folder: &'a str,
    #[cfg(unix)]
    open: Option<File>,
}

#[cfg(unix)]
impl<'a> Near<'a> {
    /// Opens the folder `folder`, relative to the panel with `/`. Where it cannot be opened, each
    /// file is looked for as [`Source::read`] does, which says what is wrong.
    pub fn new(source: &'a Source, folder: &'a str) -> Self {
        Self {
            source,
            folder,
            open: open(source, folder),
        }
    }

    /// Returns the bytes of the file `name`, relative to the panel with `/`.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn read(&self, name: &str, limit: u64) -> Result<Vec<u8>, Problem> {
        let within = name.strip_prefix(self.folder);
        let within = within.and_then(|rest| rest.strip_prefix('/'));
        match (&self.open, within) {
            (Some(folder), Some(within)) => file::bytes_of(opened(folder, within), name, limit),
            _ => self.source.read(name, limit),
        }
    }
}

#[cfg(not(unix))]
impl<'a> Near<'a> {
    /// Takes the folder `folder`, relative to the panel with `/`; here it is walked to each time.
    pub fn new(source: &'a Source, _folder: &'a str) -> Self {
        Self { source }
    }

    /// Returns the bytes of the file `name`, relative to the panel with `/`.
    ///
    /// # Errors
    /// As [`Source::read`].
    pub fn read(&self, name: &str, limit: u64) -> Result<Vec<u8>, Problem> {
        self.source.read(name, limit)
    }
}

#[cfg(unix)]
fn open(source: &Source, folder: &str) -> Option<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let Source::Folder(path) = source else {
        return None;
    };
    let mut options = File::options();
    let flags = OFlags::DIRECTORY.bits().cast_signed();
    let open = options
        .read(true)
        .custom_flags(flags)
        .open(path.join(folder));
    open.ok()
}

#[cfg(unix)]
fn opened(folder: &File, within: &str) -> std::io::Result<Option<File>> {
    use rustix::fs::{Mode, OFlags, openat};
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let opened = openat(folder, within, flags, Mode::empty())?;
    Ok(Some(File::from(opened)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_open_gives_what_the_panel_gives() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("scores/E1")).unwrap();
        std::fs::write(folder.path().join("panel.toml"), "panel").unwrap();
        std::fs::write(folder.path().join("scores/E1/P1.toml"), "甲").unwrap();
        std::fs::write(folder.path().join("scores/E1/P2.toml"), [b' '; 200]).unwrap();
        let names = [
            "panel.toml",
            "scores/E1/P1.toml",
            "scores/E1/P2.toml",
            "scores/E1/P3.toml",
            "scores/E1",
            "scores",
            "scores.toml",
        ];
        let own = Source::Folder(folder.path().to_owned());
        let built_in = Source::named(super::super::DEMO);
        for source in [&own, &built_in] {
            for folder in ["", "scores", "scores/E1", "nowhere", "panel.toml"] {
                let near = Near::new(source, folder);
                for name in names {
                    let wanted = source.read(name, 100);
                    assert_eq!(near.read(name, 100), wanted, "{folder} {name}");
                }
            }
        }
        assert_eq!(
            Near::new(&own, "scores").read("scores/E1/P1.toml", 3),
            Ok("甲".into())
        );
    }
}
