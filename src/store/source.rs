//! Where a panel comes from: a folder on disk or one of the panels inside the program.

mod file;
mod near;

pub use file::read_file;
pub use near::Near;

use crate::domain::problem::{Problem, Trouble};
use include_dir::{Dir, include_dir};
use std::ffi::OsStr;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};

static PANELS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/panels");

/// Id of the built-in plan's panel.
pub const BUILT_IN: &str = "ningbo-siji-2018";
/// Id of the demonstration.
pub const DEMO: &str = "demo";
/// Largest panel file that is read, in bytes.
pub const PANEL_FILE_LIMIT: u64 = 16 * 1024 * 1024;
/// Largest score sheet that is read, in bytes.
pub const SHEET_LIMIT: u64 = 1024 * 1024;

/// A panel folder, on disk or built in.
#[derive(Debug, Clone)]
pub enum Source {
    /// A folder on disk.
    Folder(PathBuf),
    /// A panel inside the program, read-only.
    BuiltIn(&'static str),
}

impl Source {
    /// Returns the folder of `name`: `demo` and the built-in plan's id are inside the program
    /// unless a folder of that name lies here.
    pub fn named(name: &str) -> Self {
        match name {
            DEMO => Self::BuiltIn(DEMO),
            BUILT_IN if !Path::new(name).exists() => Self::BuiltIn(BUILT_IN),
            _ => Self::Folder(PathBuf::from(name)),
        }
    }

    /// Tells whether there is such a panel at all.
    pub fn exists(&self) -> bool {
        match self {
            Self::Folder(path) => path.is_dir(),
            Self::BuiltIn(id) => PANELS.get_dir(id).is_some(),
        }
    }

    /// Returns the folder; an empty path for a panel inside the program.
    pub fn folder(&self) -> &Path {
        match self {
            Self::Folder(path) => path,
            Self::BuiltIn(_) => Path::new(""),
        }
    }

    /// Returns the name for people.
    pub fn shown(&self) -> String {
        match self {
            Self::Folder(path) => path.display().to_string(),
            Self::BuiltIn(id) => (*id).to_owned(),
        }
    }

    /// Returns the bytes of the file `name`, relative to the panel with `/`.
    ///
    /// # Errors
    /// A problem that names the file and the reason, `Missing` where there is none.
    pub fn read(&self, name: &str, limit: u64) -> Result<Vec<u8>, Problem> {
        match self {
            Self::BuiltIn(id) => PANELS
                .get_file(format!("{id}/{name}"))
                .map(|file| file.contents().to_vec())
                .ok_or_else(|| Problem::of_file(name, Trouble::Missing, &[])),
            Self::Folder(path) => read_file(&path.join(name), name, limit),
        }
    }

    /// Returns every file of a panel inside the program with its bytes, sorted by name;
    /// nothing for a folder on disk.
    pub fn everything(&self) -> Vec<(String, Vec<u8>)> {
        let Self::BuiltIn(id) = self else {
            return Vec::new();
        };
        let mut found = Vec::new();
        let mut folders: Vec<&Dir> = PANELS.get_dir(id).into_iter().collect();
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            found.extend(folder.files().filter_map(|file| {
                let name = file.path().strip_prefix(id).ok()?.to_str()?;
                Some((name.replace('\\', "/"), file.contents().to_vec()))
            }));
        }
        found.sort();
        found
    }

    /// Returns the names directly in the folder `name`, files and folders, sorted;
    /// empty where there is no such folder or where it cannot be listed.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.list_or_problem(name).unwrap_or_default()
    }

    /// Returns how many names with an ending lie directly in the folder `name`; 0 where there is
    /// no such folder or where it cannot be listed.
    pub fn count(&self, name: &str, ending: &str) -> usize {
        let Self::Folder(path) = self else {
            let names = self.list(name).into_iter();
            return names.filter(|name| name.ends_with(ending)).count();
        };
        let entries = std::fs::read_dir(path.join(name)).into_iter().flatten();
        let ends = |name: &OsStr| name.as_encoded_bytes().ends_with(ending.as_bytes());
        let is_one = |entry: &DirEntry| ends(&entry.file_name());
        entries.flatten().filter(is_one).count()
    }

    /// Returns the names directly in the folder `name`, files and folders, sorted; empty
    /// where there is no such folder.
    ///
    /// # Errors
    /// A problem where there is one that the system does not let be listed: what lies in it
    /// is not nothing.
    pub fn list_or_problem(&self, name: &str) -> Result<Vec<String>, Problem> {
        let mut names: Vec<String> = match self {
            Self::BuiltIn(id) => PANELS
                .get_dir(format!("{id}/{name}"))
                .into_iter()
                .flat_map(include_dir::Dir::entries)
                .filter_map(|entry| Some(entry.path().file_name()?.to_str()?.to_owned()))
                .collect(),
            Self::Folder(path) => names_in(&path.join(name)).map_err(|error| {
                let folder = if name.is_empty() { "." } else { name };
                Problem::of_file(folder, Trouble::Unreadable, &[&error.kind().to_string()])
            })?,
        };
        names.sort_unstable();
        Ok(names)
    }
}

fn names_in(folder: &Path) -> std::io::Result<Vec<String>> {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    let entries = match std::fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), NotFound | NotADirectory) => return Ok(Vec::new()),
        other => other?,
    };
    let names = entries.map(|entry| Ok(entry?.file_name().into_string().ok()));
    let names: std::io::Result<Vec<Option<String>>> = names.collect();
    Ok(names?.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_listed_is_not_an_empty_one() {
        use super::*;
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), "").unwrap();
        // A link to itself is refused to every user.
        std::os::unix::fs::symlink("loop", folder.path().join("loop")).unwrap();
        let source = Source::Folder(folder.path().to_owned());
        assert_eq!(source.list_or_problem("nowhere"), Ok(Vec::new()));
        assert_eq!(source.list_or_problem("file"), Ok(Vec::new()));
        let problem = source.list_or_problem("loop").unwrap_err();
        assert_eq!(
            (problem.trouble, problem.file.as_str()),
            (Trouble::Unreadable, "loop")
        );
        assert!(source.list("loop").is_empty());
    }
}
