//! The files that arrive: what each holds, and what becomes of it beside what is known.

use super::super::cores::on_every_core;
use super::super::inbox;
use super::super::save::Files;
use super::admission::Admission;
use super::ledger::{Ledger, stray};
use super::versions::{Unusable, Version, of_piece};
use crate::domain::hand_in::{self, Wholeness};
use crate::domain::merging::{OpenConflict, Outcome, ReceivedFile, SheetName, Why};
use crate::domain::seal::digest;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A file that arrived.
pub struct Arrival {
    /// Where it lay.
    pub path: PathBuf,
    /// It lies in the inbox now.
    pub is_kept: bool,
    bytes: Vec<u8>,
    digest: String,
    wholeness: Wholeness,
    expert: String,
    code: String,
    promised: Vec<String>,
    found: Vec<Result<Version, Unusable>>,
    outcome: Outcome,
    why: Vec<Why>,
    taken: BTreeSet<SheetName>,
}

/// Returns the files that were named, and in place of a folder those in it: a panel's or a
/// pack's sheets, else every file directly in it.
pub fn expanded<'a>(named: impl Iterator<Item = &'a PathBuf>) -> Vec<PathBuf> {
    let mut places = Vec::new();
    for path in named {
        if !path.is_dir() {
            places.push(path.clone());
        } else if path.join("panel.toml").is_file() {
            for round in ["first", "second"] {
                for expert in inside(&path.join("scores").join(round)) {
                    let sheets = inside(&expert).into_iter();
                    places.extend(sheets.filter(|file| is_named(file, ".toml")));
                }
            }
        } else {
            places.extend(inside(path).into_iter().filter(|file| !file.is_dir()));
        }
    }
    let mut seen = BTreeSet::new();
    places.retain(|place| seen.insert(place.clone()));
    places
}

fn is_named(path: &Path, ending: &str) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(ending) && !name.starts_with('.')
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut inside: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    inside.retain(|path| is_named(path, ""));
    inside.sort();
    inside
}

/// Reads the files on every core.
pub fn receive(
    places: &[PathBuf],
    known: usize,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Arrival> {
    let done = AtomicUsize::new(0);
    let read = |path: &PathBuf, _: &mut Vec<_>| {
        let arrival = Arrival::read(path);
        let count = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress(count, places.len() + known);
        Some(arrival)
    };
    on_every_core(places, &mut Vec::new(), &read, &|_, _| {})
}

impl Arrival {
    fn read(path: &Path) -> Self {
        let mut arrival = Self {
            path: path.to_path_buf(),
            is_kept: false,
            bytes: Vec::new(),
            digest: String::new(),
            wholeness: Wholeness::Whole,
            expert: String::new(),
            code: String::new(),
            promised: Vec::new(),
            found: Vec::new(),
            outcome: Outcome::Same,
            why: Vec::new(),
            taken: BTreeSet::new(),
        };
        match inbox::receive(path) {
            Ok(bytes) => {
                arrival.digest = digest(&bytes);
                arrival.bytes = bytes;
            }
            Err(problem) => {
                arrival.outcome = Outcome::Damaged;
                let key = problem.trouble.key();
                let details: Vec<&str> = problem.details.iter().map(String::as_str).collect();
                let why = match key {
                    "too_large" => Why::new("too_large", &details),
                    "missing" => Why::new("missing", &[]),
                    "not_a_file" => Why::new("no_file", &[]),
                    _ => Why::new("unreadable", &details),
                };
                arrival.why.push(why);
                return arrival;
            }
        }
        let Some(received) = hand_in::read(&arrival.bytes) else {
            let (outcome, key) = if arrival.bytes.is_empty() {
                (Outcome::Damaged, "empty")
            } else {
                (Outcome::Quarantined, "no_hand_in")
            };
            arrival.outcome = outcome;
            arrival.why.push(Why::new(key, &[]));
            return arrival;
        };
        arrival.wholeness = received.wholeness;
        arrival.expert = received.expert;
        arrival.code = received.code;
        arrival.promised = received.promised;
        let pieces = received.pieces.into_iter();
        arrival.found = pieces.map(of_piece).collect();
        arrival
    }

    /// Tells whether it is a hand-in or a sheet that is whole.
    pub fn is_whole(&self) -> bool {
        self.why.is_empty() && self.wholeness == Wholeness::Whole
    }

    /// Keeps the bytes in the inbox.
    pub fn keep(&mut self, files: &dyn Files, panel: &Path) -> io::Result<()> {
        if !self.digest.is_empty() {
            inbox::keep(files, panel, &self.bytes)?;
            self.is_kept = true;
        }
        self.bytes = Vec::new();
        Ok(())
    }

    /// Puts what may come in into the ledger, and finds out what became of the file.
    pub fn settle(&mut self, ledger: &mut Ledger, admission: &Admission) {
        let mut broken: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut refused: BTreeMap<Why, usize> = BTreeMap::new();
        let mut lines: BTreeMap<Outcome, BTreeSet<String>> = BTreeMap::new();
        let mut whole = BTreeSet::new();
        for found in std::mem::take(&mut self.found) {
            let version = match found {
                Ok(version) => version,
                Err(unusable) => {
                    *broken.entry(unusable_key(&unusable)).or_default() += 1;
                    continue;
                }
            };
            let name = version.name();
            whole.insert(format!("{}/{}", name.round.key(), name.proposal));
            if self.expert.is_empty() {
                self.expert.clone_from(&name.expert);
            }
            let refusal =
                stray(&self.expert, &version).or_else(|| admission.refusal(&version.sheet));
            if let Some(why) = refusal {
                *refused.entry(why).or_default() += 1;
                continue;
            }
            let outcome = beside(&version, ledger);
            lines
                .entry(outcome)
                .or_default()
                .insert(name.proposal.clone());
            self.taken.insert(name);
            ledger.add(version, Some(&self.digest));
        }
        self.judge(&lines, &refused, &broken, &whole);
        if self.wholeness == Wholeness::Whole && !self.code.is_empty() {
            self.note_fewer(ledger);
        }
    }

    fn judge(
        &mut self,
        lines: &BTreeMap<Outcome, BTreeSet<String>>,
        refused: &BTreeMap<Why, usize>,
        broken: &BTreeMap<&'static str, usize>,
        whole: &BTreeSet<String>,
    ) {
        if !self.why.is_empty() {
            return;
        }
        let best = lines.keys().copied().max();
        self.outcome = best.unwrap_or(Outcome::Same);
        if self.wholeness != Wholeness::Whole {
            let key = match self.wholeness {
                Wholeness::CutOff => "cut_off",
                _ => "changed",
            };
            self.why.push(Why::new(key, &[]));
            let lost = self.promised.iter().filter(|name| !whole.contains(*name));
            let lost: Vec<&str> = lost.map(String::as_str).collect();
            if !lost.is_empty() {
                let details = [lost.len().to_string(), some(&lost)];
                self.why.push(Why::new("lost", &[&details[0], &details[1]]));
            }
            for (key, count) in broken {
                self.why.push(Why::new(key, &[&count.to_string()]));
            }
            let is_lost = self.taken.is_empty() && refused.is_empty();
            let damage = if is_lost {
                Outcome::Damaged
            } else {
                Outcome::Salvaged
            };
            self.outcome = self.outcome.max(damage);
        }
        for (outcome, key) in [(Outcome::Older, "older"), (Outcome::Merged, "other_line")] {
            if let Some(proposals) = lines.get(&outcome) {
                let names: Vec<&str> = proposals.iter().map(String::as_str).collect();
                let details = [names.len().to_string(), some(&names)];
                self.why.push(Why::new(key, &[&details[0], &details[1]]));
            }
        }
        for why in refused.keys() {
            self.why.push(why.clone());
        }
        if !refused.is_empty() {
            self.outcome = self.outcome.max(Outcome::Quarantined);
        }
        if self.taken.is_empty() && refused.is_empty() && self.wholeness == Wholeness::Whole {
            self.why.push(Why::new("no_sheets", &[]));
        }
    }

    /// A hand-in that lacks sheets which came before: somebody went back to an old copy.
    fn note_fewer(&mut self, ledger: &Ledger) {
        let before = ledger.sheets.iter().filter(|(name, versions)| {
            let came = versions.values().any(|known| !known.files.is_empty());
            name.expert == self.expert && came && !self.taken.contains(*name)
        });
        let lacking: Vec<&str> = before.map(|(name, _)| name.proposal.as_str()).collect();
        if !lacking.is_empty() && self.outcome < Outcome::Quarantined {
            let details = [lacking.len().to_string(), some(&lacking)];
            self.why
                .push(Why::new("fewer", &[&details[0], &details[1]]));
        }
    }

    /// Says what became of the file, now that everything is joined.
    pub fn told(mut self, conflicts: &[OpenConflict]) -> ReceivedFile {
        let mine = conflicts.iter().filter(|conflict| {
            let values = conflict.values.iter();
            let is_held = values
                .flat_map(|value| &value.files)
                .any(|file| *file == self.short());
            is_held && self.taken.contains(&conflict.sheet)
        });
        let cells: Vec<String> = mine
            .map(|conflict| format!("{} {}", conflict.sheet.proposal, conflict.cell))
            .collect();
        if !cells.is_empty() {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let details = [cells.len().to_string(), some(&cells)];
            self.why
                .push(Why::new("conflict", &[&details[0], &details[1]]));
            self.outcome = self.outcome.max(Outcome::Conflict);
        }
        ReceivedFile {
            file: self.short(),
            digest: self.digest,
            outcome: self.outcome,
            why: self.why,
            expert: self.expert,
            code: self.code,
            sheets: self.taken.len(),
        }
    }

    /// Returns the file's own name.
    pub fn short(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Returns the name under which it lies in the inbox.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// What a version is beside those that are known: the same, older, newer than all of them,
/// or of another line.
fn beside(version: &Version, ledger: &Ledger) -> Outcome {
    let name = version.name();
    let known = || ledger.versions(&name).map(|known| &known.version);
    if known().next().is_none() {
        return Outcome::New;
    }
    if known().any(|other| other.seal() == version.seal()) {
        return Outcome::Same;
    }
    if known().any(|other| other.descends_from(version.seal())) {
        return Outcome::Older;
    }
    let mut others = known().filter(|other| !other.is_joined || known().count() == 1);
    if others.all(|other| version.descends_from(other.seal())) {
        Outcome::Updated
    } else {
        Outcome::Merged
    }
}

fn unusable_key(unusable: &Unusable) -> &'static str {
    match unusable {
        Unusable::CutOff => "sheet_cut_off",
        Unusable::Changed => "sheet_changed",
        Unusable::NoSheet => "sheet_unread",
        Unusable::TooLarge => "sheet_too_large",
    }
}

/// Returns the first names of a list, the others as three dots.
fn some(names: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown = names.iter().take(SHOWN).copied();
    let more = (names.len() > SHOWN).then_some("...");
    shown.chain(more).collect::<Vec<_>>().join(" ")
}
