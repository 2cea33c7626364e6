//! Making reports and putting them into a folder: what became of each file is told, and one
//! that cannot be made or written does not hold up the others.

use crate::report::produce::{Produced, Wanted, each};
use crate::report::{Format, Kind, Material, WriteFault};
use crate::store::home::reason;
use crate::store::report::{ReportFolder, Written};
use crate::store::save::Disk;
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

/// Makes and writes everything, in the order of the documents; tells after each of them how
/// many are done, of how many, and which it was.
///
/// # Errors
/// The system's, where the folder or its list of digests cannot be written.
pub fn write(
    material: &Material,
    wanted: &Wanted,
    folder: &Path,
    tell: &(dyn Fn(usize, usize, Kind) + Sync),
) -> io::Result<Vec<Outcome>> {
    let reports = ReportFolder::open(&Disk, folder)?;
    let outcomes = Mutex::new((0usize, Vec::new()));
    each(material, wanted, &|produced| {
        let written = put(&produced, &reports);
        if let Ok(mut outcomes) = outcomes.lock() {
            outcomes.0 += 1;
            outcomes.1.extend(written);
            tell(outcomes.0, wanted.len(), produced.kind);
        }
        true
    });
    reports.finish()?;
    let mut outcomes = outcomes.into_inner().map(|one| one.1).unwrap_or_default();
    outcomes.sort_by(|left, right| (left.kind, &left.name).cmp(&(right.kind, &right.name)));
    Ok(outcomes)
}

fn put(produced: &Produced, reports: &ReportFolder) -> Vec<Outcome> {
    let outcome = |name: String, bytes: usize, result| Outcome {
        kind: produced.kind,
        format: produced.format,
        name,
        bytes,
        result,
    };
    match &produced.files {
        Ok(files) => {
            let written = files.iter().map(|(name, bytes)| {
                let result = reports.write(name, bytes);
                let result = result.map_err(|error| reason(&error));
                outcome(name.clone(), bytes.len(), result)
            });
            written.collect()
        }
        Err(fault) => {
            let key = match fault {
                WriteFault::TooLarge => "report.too_large",
                WriteFault::Refused => "report.refused",
            };
            let (number, word) = (produced.kind.number(), produced.kind.key());
            let name = format!("{number}-{word}.{}", produced.format.key());
            vec![outcome(name, 0, Err(key))]
        }
    }
}
