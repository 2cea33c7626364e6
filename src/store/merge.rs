//! Taking received files in. Every file goes into the inbox first, untouched; then each
//! sheet is made anew from all its known versions. Nothing depends on the order in which
//! files came, and an interrupted merge is simply run again.

mod admission;
mod ledger;
mod placing;
mod receiving;
mod survey;
pub mod versions;

use super::inbox;
use super::journal;
use super::load;
use super::save::Files;
use super::source::Source;
use crate::domain::journal::sentences;
use crate::domain::merging::{Merge, OpenConflict, Outcome, Why};
use crate::domain::panel::{Panel, Phase};
use crate::domain::problem::{Problem, Severity};
use admission::Admission;
use ledger::Ledger;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

pub use survey::{Survey, survey};

/// Why nothing was taken in.
#[derive(Debug)]
pub enum MergeFault {
    /// A file of the panel that decides what may come in cannot be read.
    Panel(Problem),
    /// The round is closed.
    Closed,
    /// The system did not let the panel be written; what was received before is safe in the
    /// inbox.
    Unwritten(io::Error),
}

/// How a merge is done.
pub struct Options<'a> {
    /// Nothing is written; what would become of the files is told all the same.
    pub is_dry: bool,
    /// When, for the journal.
    pub at: &'a str,
    /// Is told how many of how many files are read.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// Takes files, or all files of folders, into a panel's folder; what somebody dropped into
/// its inbox comes first.
///
/// # Errors
/// The fault, and then the sheets are what they were.
pub fn merge(
    files: &dyn Files,
    folder: &Path,
    received: &[PathBuf],
    options: &Options,
) -> Result<Merge, MergeFault> {
    let source = Source::Folder(folder.to_path_buf());
    let panel = panel(&source)?;
    let mut problems = Vec::new();
    let known = inbox::kept(folder);
    let dropped: Vec<PathBuf> = inbox::dropped(folder)
        .iter()
        .map(|name| folder.join(inbox::FOLDER).join(name))
        .collect();
    let places = receiving::expanded(dropped.iter().chain(received));
    let mut arrivals = receiving::receive(&places, known.len(), options.progress);
    if !options.is_dry {
        for arrival in &mut arrivals {
            // what is dropped there may still be on its way
            if arrival.is_whole() || !dropped.contains(&arrival.path) {
                let kept = arrival.keep(files, folder);
                kept.map_err(MergeFault::Unwritten)?;
            }
        }
    }
    let own = versions::own(&source, None, &mut problems);
    let mut ledger = Ledger::of(folder, &known, &own, &mut problems, options.progress);
    let admission = Admission::of(&panel);
    ledger.leave_out(&admission);
    for arrival in &mut arrivals {
        arrival.settle(&mut ledger, &admission);
    }
    let mut outcome = placing::plan(&ledger, &own, &panel.rulings.cells);
    if !options.is_dry {
        outcome
            .write(files, folder, &own, &ledger)
            .map_err(MergeFault::Unwritten)?;
        for path in &dropped {
            let is_safe = arrivals.iter().any(|one| one.path == *path && one.is_kept);
            if is_safe {
                let _ = files.remove(path);
            }
        }
    }
    let mut merge = Merge {
        conflicts: outcome.conflicts(&ledger, &arrivals),
        written: outcome.changes.len(),
        busy: outcome.busy.iter().cloned().collect(),
        files: Vec::new(),
        problems,
    };
    for arrival in arrivals {
        let file = arrival.told(&merge.conflicts);
        merge.files.push(file);
    }
    if !options.is_dry {
        note(folder, &merge, options.at);
    }
    Ok(merge)
}

/// What the inbox and the own sheets come to, beside what stands in the panel.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// Files of sheets that do not hold what they should.
    pub differing: Vec<String>,
    /// What a person has to decide.
    pub conflicts: Vec<OpenConflict>,
    /// Why a file of the inbox, named by its digest, did not come in whole.
    pub held_back: BTreeSet<(String, Why)>,
}

/// Makes the sheets anew from their versions, in memory.
pub fn rebuilt(source: &Source, panel: &Panel) -> Rebuilt {
    let own = versions::own(source, None, &mut Vec::new());
    let known = inbox::kept_by(source);
    let mut ledger = Ledger::of(source.folder(), &known, &own, &mut Vec::new(), &|_, _| {});
    let held_back = ledger.leave_out(&Admission::of(panel));
    let placed = placing::plan(&ledger, &own, &panel.rulings.cells);
    Rebuilt {
        conflicts: placed.conflicts(&ledger, &[]),
        differing: placed.changes.into_keys().collect(),
        held_back,
    }
}

/// Reads the panel; a broken file that decides what may come in, or what was ruled, would
/// turn good sheets away.
fn panel(source: &Source) -> Result<Panel, MergeFault> {
    let (panel, problems) = load::panel(source);
    let decides = |problem: &Problem| {
        let files = [
            "panel.toml",
            "rubric.toml",
            "experts.toml",
            "groups.toml",
            "assignments.toml",
            "rulings.toml",
        ];
        let file = problem.file.as_str();
        problem.severity() == Severity::Error
            && (files.contains(&file) || file.starts_with("proposals"))
    };
    if let Some(problem) = problems.into_iter().find(decides) {
        return Err(MergeFault::Panel(problem));
    }
    if panel.head.phase == Phase::Closed {
        return Err(MergeFault::Closed);
    }
    Ok(panel)
}

/// One line a file; a journal that cannot be written is not worth a false word.
fn note(folder: &Path, merge: &Merge, at: &str) {
    for file in &merge.files {
        if file.outcome == Outcome::Same {
            continue;
        }
        let keys: BTreeSet<&str> = file.why.iter().map(|why| why.key).collect();
        let keys: Vec<&str> = keys.into_iter().collect();
        let line = sentences::RECEIVED.written(&[
            &file.file,
            file.outcome.key(),
            &file.sheets.to_string(),
            &file.digest,
            &file.code,
            &keys.join(", "),
        ]);
        let _ = journal::note(folder, at, "merge", &line);
    }
}

#[cfg(test)]
mod tests;
