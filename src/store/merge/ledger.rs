//! All versions that are known of every sheet, and where each came from.

use super::super::cores::on_every_core;
use super::super::inbox;
use super::admission::Admission;
use super::versions::{OwnFile, Version, of_piece};
use crate::domain::hand_in;
use crate::domain::merging::{SheetName, Why};
use crate::domain::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A version and the files that hold it.
#[derive(Debug, Clone)]
pub struct Known {
    /// The version.
    pub version: Version,
    /// Digests of the files of the inbox that hold it; none where it stands in the panel
    /// alone.
    pub files: BTreeSet<String>,
    /// It stands in the panel.
    pub is_own: bool,
}

/// The known versions by sheet and seal.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The versions.
    pub sheets: BTreeMap<SheetName, BTreeMap<String, Known>>,
}

impl Ledger {
    /// Reads the inbox and takes the panel's own sheets.
    pub fn of(
        folder: &Path,
        digests: &[String],
        own: &BTreeMap<String, OwnFile>,
        problems: &mut Vec<Problem>,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Self {
        let mut ledger = Self::default();
        let done = AtomicUsize::new(0);
        let read = |digest: &String, problems: &mut Vec<Problem>| {
            let bytes = inbox::read(folder, digest);
            let count = done.fetch_add(1, Ordering::Relaxed) + 1;
            progress(count, digests.len());
            match bytes {
                Ok(bytes) => Some((digest.clone(), versions_of(&bytes))),
                Err(problem) => {
                    problems.push(problem);
                    None
                }
            }
        };
        for (digest, versions) in on_every_core(digests, problems, &read, &|_, _| {}) {
            for version in versions {
                ledger.add(version, Some(&digest));
            }
        }
        for file in own.values() {
            if let Some(version) = &file.version {
                ledger.add(version.clone(), None);
            }
        }
        ledger
    }

    /// Adds a version, or one more file that holds it.
    pub fn add(&mut self, version: Version, file: Option<&str>) {
        let versions = self.sheets.entry(version.name()).or_default();
        let seal = version.seal().to_owned();
        let known = versions.entry(seal).or_insert_with(|| Known {
            version,
            files: BTreeSet::new(),
            is_own: false,
        });
        known.is_own |= file.is_none();
        known.files.extend(file.map(str::to_owned));
    }

    /// Takes out what does not belong here: it came with an earlier file, which still lies
    /// in the inbox and comes in as soon as the panel asks for it. What stands in the panel
    /// stays. Returns the digests of such files with the reasons.
    pub fn leave_out(&mut self, admission: &Admission) -> BTreeSet<(String, Why)> {
        let mut left_out = BTreeSet::new();
        for versions in self.sheets.values_mut() {
            versions.retain(|_, known| {
                let refusal = admission.refusal(&known.version.sheet);
                let Some(why) = refusal.filter(|_| !known.files.is_empty()) else {
                    return true;
                };
                let files = known.files.iter().cloned();
                left_out.extend(files.map(|file| (file, why.clone())));
                known.files.clear();
                known.is_own
            });
        }
        self.sheets.retain(|_, versions| !versions.is_empty());
        left_out
    }

    /// Returns the versions of a sheet.
    pub fn versions(&self, name: &SheetName) -> impl Iterator<Item = &Known> {
        self.sheets.get(name).into_iter().flat_map(BTreeMap::values)
    }
}

fn versions_of(bytes: &[u8]) -> Vec<Version> {
    let Some(received) = hand_in::read(bytes) else {
        return Vec::new();
    };
    let owner = received.expert.clone();
    let pieces = received.pieces.into_iter();
    let versions = pieces.filter_map(|piece| of_piece(piece).ok());
    versions
        .filter(|version| stray(&owner, version).is_none())
        .collect()
}

/// A sheet of somebody else in an expert's file does not come in.
pub fn stray(owner: &str, version: &Version) -> Option<Why> {
    let expert = version.sheet.expert.as_str();
    let is_strange = !owner.is_empty() && owner != expert;
    let details = [expert, owner, version.sheet.proposal.as_str()];
    is_strange.then(|| Why::new("others_sheet", &details))
}
