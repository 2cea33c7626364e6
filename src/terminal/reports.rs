//! Making reports and putting them into a folder: what became of each file is told, and one
//! that cannot be made or written does not hold up the others.

use crate::domain::problem::{Problem, Severity, Trouble};
use crate::domain::verifying::Verified;
use crate::report::produce::{Produced, Taker, Wanted, each, remarks};
use crate::report::{Format, Kind, Material, Outside, WriteFault};
use crate::store::home::reason;
use crate::store::report::{LIST, ReportFolder, Written, files_of};
use crate::store::save::Disk;
use crate::store::source::Source;
use crate::store::verify::has_kept;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// One file, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Document.
    pub kind: Kind,
    /// Format.
    pub format: Format,
    /// Name in the folder.
    pub name: String,
    /// Size in bytes.
    pub bytes: usize,
    /// Its digest and what was kept of another; or why it was not written, as a catalogue key.
    pub result: Result<Written, &'static str>,
}

/// Everything that was tried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// The files in the order of the documents.
    pub files: Vec<Outcome>,
    /// The list of digests could not be written, and why, as a catalogue key.
    pub list: Option<(&'static str, &'static str)>,
}

/// Makes and writes everything; tells after each document in a format how many are done, of
/// how many, and which it was.
///
/// # Errors
/// The system's, where the folder cannot be made.
pub fn write(
    material: &Material,
    wanted: &Wanted,
    folder: &Path,
    tell: &(dyn Fn(usize, usize, Kind) + Sync),
) -> io::Result<Outcomes> {
    let office = Office {
        reports: ReportFolder::open(&Disk, folder)?,
        done: Mutex::new((0, Vec::new())),
        all: wanted.len(),
        tell,
    };
    each(material, wanted, &office);
    let Office { reports, done, .. } = office;
    let list = reports.finish().err();
    let mut files = done.into_inner().map(|one| one.1).unwrap_or_default();
    files.sort_by(|left, right| (left.kind, &left.name).cmp(&(right.kind, &right.name)));
    Ok(Outcomes {
        files,
        list: list.map(|error| (LIST, reason(&error))),
    })
}

/// Writes what is made.
struct Office<'a> {
    reports: ReportFolder<'a>,
    done: Mutex<(usize, Vec<Outcome>)>,
    all: usize,
    tell: &'a (dyn Fn(usize, usize, Kind) + Sync),
}

impl Taker for Office<'_> {
    fn file(&self, produced: Produced) {
        let Produced {
            kind,
            format,
            name,
            bytes,
        } = produced;
        let size = bytes.as_ref().map_or(0, Vec::len);
        let result = match bytes {
            Ok(bytes) => {
                let written = self.reports.write(&name, &bytes);
                written.map_err(|error| reason(&error))
            }
            Err(WriteFault::TooLarge) => Err("report.too_large"),
            Err(WriteFault::Refused) => Err("report.refused"),
        };
        if let Ok(mut done) = self.done.lock() {
            done.1.push(Outcome {
                kind,
                format,
                name,
                bytes: size,
                result,
            });
        }
    }

    fn done(&self, kind: Kind) {
        if let Ok(mut done) = self.done.lock() {
            done.0 += 1;
            (self.tell)(done.0, self.all, kind);
        }
    }
}

/// Returns what only the files of a panel tell: what could not be used of them, what checking
/// them found, and which there are.
pub fn outside(
    source: &Source,
    problems: &[Problem],
    verified: Option<Verified>,
    out: &Path,
) -> Outside {
    let is_error = |one: &&Problem| one.severity() == Severity::Error;
    let unusable: BTreeSet<&str> = problems
        .iter()
        .filter(is_error)
        .map(|one| one.file.as_str())
        .collect();
    let carried = problems
        .iter()
        .filter(|one| one.trouble == Trouble::Carried);
    Outside {
        files: files_of(source, out),
        has_kept: has_kept(source),
        carried: carried.count(),
        unusable: unusable.len(),
        verified,
    }
}

/// Returns what a reader has to know before anything is signed, by document; among it the
/// documents of which there is nothing to write.
pub fn remarks_of(
    material: &Material,
    wanted: &Wanted,
    outcomes: &Outcomes,
) -> Vec<(Kind, String)> {
    let mut found = Vec::new();
    for kind in &wanted.kinds {
        if !outcomes.files.iter().any(|one| one.kind == *kind) {
            let words = material.language.text("report.nothing_to_write");
            found.push((*kind, words.to_owned()));
        }
        let own = remarks(material, *kind).into_iter();
        found.extend(own.map(|words| (*kind, words)));
    }
    found
}
