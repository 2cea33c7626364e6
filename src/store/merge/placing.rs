//! What the versions of each sheet come to, and what therefore has to be written into the
//! panel. Nothing is written over that is not kept in the inbox or in the history of what
//! takes its place.

use super::super::batch;
use super::super::desk::lock;
use super::super::inbox;
use super::super::save::Files;
use super::super::source::{SHEET_LIMIT, read_file};
use super::ledger::{Known, Ledger};
use super::receiving::Arrival;
use super::versions::OwnFile;
use crate::domain::merging::{Candidate, OpenConflict, SheetName};
use crate::domain::rulings::CellRuling;
use crate::domain::seal::sealed_text;
use crate::domain::sheet::ScoreSheet;
use crate::domain::sheet::joining::{Joined, join};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// What has to be written.
#[derive(Default)]
pub struct Placing {
    /// New text by file of a sheet.
    pub changes: BTreeMap<String, (SheetName, String)>,
    /// Copies beside sheets that are joined in.
    copies: Vec<String>,
    /// Sheets whose versions went different ways.
    joined: BTreeMap<SheetName, Joined>,
    /// Experts whose sheets are open elsewhere.
    pub busy: BTreeSet<String>,
}

/// Finds out what has to be written.
pub fn plan(ledger: &Ledger, own: &BTreeMap<String, OwnFile>, rulings: &[CellRuling]) -> Placing {
    let mut placing = Placing::default();
    for (name, versions) in &ledger.sheets {
        let Some(text) = text(name, versions, rulings, &mut placing.joined) else {
            continue;
        };
        let file = name.file();
        let stands = own.get(&file);
        let is_there = stands.is_some_and(|own| {
            let version = own.version.as_ref();
            version.is_some_and(|version| version.text == text)
        });
        if !is_there {
            placing.changes.insert(file, (name.clone(), text));
        }
    }
    let copies = own
        .values()
        .filter(|own| own.is_copy && own.version.is_some());
    placing.copies = copies.map(|own| own.file.clone()).collect();
    placing
}

/// The text that a sheet should hold.
fn text(
    name: &SheetName,
    versions: &BTreeMap<String, Known>,
    rulings: &[CellRuling],
    joined: &mut BTreeMap<SheetName, Joined>,
) -> Option<String> {
    if let Some(only) = versions.values().next().filter(|_| versions.len() == 1) {
        return Some(only.version.text.clone());
    }
    let whole = versions.values().filter_map(|known| known.version.whole());
    let found = join(whole.collect::<Vec<ScoreSheet>>(), rulings)?;
    let text = match versions.get(&found.sheet.seal.sha256) {
        Some(known) => known.version.text.clone(),
        None => sealed_text(&found.sheet),
    };
    if found.heads > 1 {
        joined.insert(name.clone(), found);
    }
    Some(text)
}

impl Placing {
    /// Writes it, all or nothing; folders that another window has open are left alone.
    pub fn write(
        &mut self,
        files: &dyn Files,
        folder: &Path,
        own: &BTreeMap<String, OwnFile>,
        ledger: &Ledger,
    ) -> io::Result<()> {
        let mut locks = Vec::new();
        let mut folders: BTreeMap<String, bool> = BTreeMap::new();
        let names = self.changes.keys().chain(&self.copies);
        for above in names
            .filter_map(|file| file.rsplit_once('/'))
            .map(|(above, _)| above)
        {
            if !folders.contains_key(above) {
                let path = folder.join(above);
                let held = if path.is_dir() { lock(&path)? } else { None };
                folders.insert(above.to_owned(), held.is_some() || !path.is_dir());
                locks.extend(held);
            }
        }
        let is_free = |file: &str| {
            let above = file.rsplit_once('/').map(|(above, _)| above);
            above
                .and_then(|above| folders.get(above))
                .copied()
                .unwrap_or(false)
        };
        for (file, (name, _)) in &self.changes {
            let is_same = own.get(file).is_none_or(|own| is_untouched(folder, own));
            if !is_free(file) || !is_same {
                self.busy.insert(name.expert.clone());
            }
        }
        let busy = &self.busy;
        self.changes
            .retain(|_, (name, _)| !busy.contains(&name.expert));
        let copies: Vec<&OwnFile> = self
            .copies
            .iter()
            .filter_map(|file| own.get(file))
            .filter(|own| is_free(&own.file) && !busy.contains(&own.name.expert))
            .filter(|own| is_untouched(folder, own))
            .collect();
        let replaced = self.changes.keys().filter_map(|file| own.get(file));
        for file in replaced.chain(copies.iter().copied()) {
            if !file.bytes.is_empty() && !is_kept(file, ledger) {
                inbox::keep(files, folder, &file.bytes)?;
            }
        }
        let changes: Vec<(String, Vec<u8>)> = self
            .changes
            .iter()
            .map(|(file, (_, text))| (file.clone(), text.clone().into_bytes()))
            .collect();
        batch::write(files, folder, &changes)?;
        for copy in copies {
            files.remove(&folder.join(&copy.file))?;
        }
        Ok(())
    }

    /// Returns the cells that a person has to decide; `arrivals` give the files their names.
    pub fn conflicts(&self, ledger: &Ledger, arrivals: &[Arrival]) -> Vec<OpenConflict> {
        let mut conflicts = Vec::new();
        for (name, joined) in &self.joined {
            for open in joined.open() {
                let values = open.values.iter().zip(&open.held_by);
                let candidate = |(value, seals): (&String, &Vec<String>)| {
                    let held = ledger.versions(name);
                    let held =
                        held.filter(|known| seals.iter().any(|seal| seal == known.version.seal()));
                    let files = held.flat_map(|known| &known.files);
                    let files: BTreeSet<String> =
                        files.map(|digest| shown(digest, arrivals)).collect();
                    Candidate {
                        value: value.clone(),
                        files: files.into_iter().collect(),
                        at: last_change(joined, &open.cell.path(), value),
                    }
                };
                conflicts.push(OpenConflict {
                    sheet: name.clone(),
                    cell: open.cell.path(),
                    before: open.before.clone(),
                    values: values.map(candidate).collect(),
                });
            }
        }
        conflicts
    }
}

fn shown(digest: &str, arrivals: &[Arrival]) -> String {
    let arrival = arrivals.iter().find(|arrival| arrival.digest() == digest);
    let short: String = digest.chars().take(8).collect();
    arrival.map_or_else(|| format!("inbox {short}"), Arrival::short)
}

fn last_change(joined: &Joined, cell: &str, value: &str) -> String {
    let history = joined.sheet.history.iter().rev();
    let mut history = history.filter(|entry| entry.cell == cell && entry.to == value);
    history
        .next()
        .map(|entry| entry.at.clone())
        .unwrap_or_default()
}

/// Tells whether a file still is what was read.
fn is_untouched(folder: &Path, own: &OwnFile) -> bool {
    read_file(&folder.join(&own.file), &own.file, SHEET_LIMIT).is_ok_and(|bytes| bytes == own.bytes)
}

/// Tells whether what a file holds is in the inbox already, or was only joined from what is.
fn is_kept(own: &OwnFile, ledger: &Ledger) -> bool {
    let Some(version) = &own.version else {
        return false;
    };
    let mut others = ledger.versions(&own.name);
    if others.any(|known| known.version.seal() == version.seal() && !known.files.is_empty()) {
        return true;
    }
    let whole = version.whole().filter(|_| version.is_joined);
    whole.is_some_and(|sheet| {
        sheet.joined_from().iter().all(|source| {
            let mut others = ledger.versions(&own.name).map(|known| &known.version);
            others.any(|other| {
                let is_other = other.seal() != version.seal() && !other.is_joined;
                is_other && (other.seal() == *source || other.descends_from(source))
            })
        })
    })
}
