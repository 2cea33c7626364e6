//! Handing in: all sheets of an expert in one file, written with full care and read back
//! before anybody is told that it is done.

use super::journal;
use super::load;
use super::merge::versions::{OwnFile, own_telling};
use super::save::{Files, save};
use super::source::{DEMO, SHEET_LIMIT, Source};
use crate::domain::hand_in::{HandIn, Wholeness, code, read};
use crate::domain::journal::sentences;
use crate::domain::panel::{Panel, Phase};
use crate::domain::problem::{Problem, Severity};
use crate::domain::seal::digest;
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use std::io;
use std::path::{Path, PathBuf};

/// What was handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedIn {
    /// The file.
    pub file: PathBuf,
    /// How many sheets it holds.
    pub sheets: usize,
    /// How many of them are submitted, recused or abstained; the others count for nothing
    /// yet.
    pub finished: usize,
    /// Proposals sent back for a second round of which only the first sheet is submitted.
    pub sent_back: Vec<String>,
    /// SHA-256 of the file's bytes.
    pub digest: String,
    /// The code to read aloud and to write on the signed paper.
    pub code: String,
    /// Files of sheets that are damaged and not in it.
    pub left_out: Vec<String>,
}

/// Why nothing was handed in.
#[derive(Debug)]
pub enum HandInFault {
    /// The demonstration, or a copy of it.
    Demonstration,
    /// The round is closed.
    Closed,
    /// The panel has no such expert.
    NoSuchExpert,
    /// The expert has no sheet.
    Nothing,
    /// The panel cannot be read.
    Panel(Problem),
    /// The system did not let it be written.
    Unwritten(io::Error),
    /// What was written does not read back as it was; the file is gone again.
    NotReadBack(PathBuf),
}

/// What is being done with the sheets, for whoever tells how far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// They are read from the panel.
    Reading,
    /// They are compared with what was written.
    ReadingBack,
}

/// Writes the file into the folder `out`, which is made if need be, and reads it back; tells
/// of how many of how many sheets that is done.
///
/// # Errors
/// The fault; then there is no file.
pub fn write(
    files: &dyn Files,
    panel: &Path,
    expert: &str,
    out: &Path,
    progress: &(dyn Fn(Stage, usize, usize) + Sync),
) -> Result<HandedIn, HandInFault> {
    let source = Source::Folder(panel.to_path_buf());
    let (loaded, problems) = load::panel(&source);
    let is_broken = |problem: &Problem| {
        problem.severity() == Severity::Error
            && ["panel.toml", "experts.toml"].contains(&problem.file.as_str())
    };
    if let Some(problem) = problems.into_iter().find(is_broken) {
        return Err(HandInFault::Panel(problem));
    }
    // a simulated panel can be handed in, so that a whole round can be rehearsed
    if loaded.head.demonstration && loaded.head.id == DEMO {
        return Err(HandInFault::Demonstration);
    }
    if loaded.head.phase == Phase::Closed {
        return Err(HandInFault::Closed);
    }
    if loaded.expert(expert).is_none() {
        return Err(HandInFault::NoSuchExpert);
    }
    let mut left_out = Vec::new();
    let mut sheets: Vec<(String, OwnFile)> = Vec::new();
    let reading = |done, all| progress(Stage::Reading, done, all);
    for (file, own) in own_telling(&source, Some(expert), &mut Vec::new(), &reading) {
        let name = file.strip_suffix(".toml").unwrap_or(&file);
        let proposal = name.rsplit('/').next().unwrap_or(name);
        let name = format!("{}/{proposal}", own.name.round.key());
        let version = own.version.as_ref();
        match version.filter(|one| *one.sheet.panel == *loaded.head.id) {
            Some(_) => sheets.push((name, own)),
            None => left_out.push(file),
        }
    }
    if sheets.is_empty() {
        return Err(HandInFault::Nothing);
    }
    let found = || sheets.iter().filter_map(|(_, own)| own.version.as_ref());
    let code = code(&loaded.head.id, expert, found().map(|one| &one.sheet));
    let is_finished = |sheet: &ScoreSheet| sheet.state != SheetState::Draft;
    let finished = found().filter(|one| is_finished(&one.sheet)).count();
    let sent_back = still_sent_back(&loaded, found().map(|one| &one.sheet));
    let commitment = source.read(&format!("commitments/{expert}.toml"), SHEET_LIMIT);
    let commitment = commitment
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    let hand_in = HandIn {
        panel: loaded.head.id.clone(),
        expert: expert.to_owned(),
        commitment: commitment.unwrap_or_default().replace("\r\n", "\n"),
        sheets: sheets
            .iter()
            .filter_map(|(name, own)| Some((name.clone(), own.version.as_ref()?.text.clone())))
            .collect(),
    };
    let text = hand_in.text(&code);
    let file = out.join(format!("{}-{expert}-{code}.txt", loaded.head.id));
    save(files, &file, text.as_bytes()).map_err(HandInFault::Unwritten)?;
    if !reads_back(&file, &hand_in, &code, &|done, all| {
        progress(Stage::ReadingBack, done, all);
    }) {
        let _ = files.remove(&file);
        return Err(HandInFault::NotReadBack(file));
    }
    Ok(HandedIn {
        sheets: hand_in.sheets.len(),
        finished,
        sent_back,
        digest: digest(text.as_bytes()),
        code,
        file,
        left_out,
    })
}

/// The proposals that are scored again, whose sheet of the first round was submitted and that
/// of the second was not.
fn still_sent_back<'a>(panel: &Panel, sheets: impl Iterator<Item = &'a ScoreSheet>) -> Vec<String> {
    let submitted = sheets.filter(|sheet| sheet.state == SheetState::Submitted);
    let submitted: Vec<(&str, Round)> = submitted
        .map(|sheet| (sheet.proposal.as_str(), sheet.round))
        .collect();
    let again = panel.head.reconsider.proposals.iter();
    let waits = |id: &&String| {
        submitted.contains(&(id.as_str(), Round::First))
            && !submitted.contains(&(id.as_str(), Round::Second))
    };
    again.filter(waits).cloned().collect()
}

/// Notes it in the panel's journal. The file is safe before: a journal that cannot be written
/// is not worth a false word.
pub fn note(panel: &Path, expert: &str, done: &HandedIn, at: &str) {
    let line = sentences::HANDED_IN.written(&[expert, &done.sheets.to_string(), &done.code]);
    let _ = journal::note(panel, at, expert, &line);
}

/// Reads the file from the disk again and compares every sheet.
fn reads_back(file: &Path, hand_in: &HandIn, code: &str, progress: &dyn Fn(usize, usize)) -> bool {
    let Some(received) = std::fs::read(file).ok().and_then(|bytes| read(&bytes)) else {
        return false;
    };
    let all = received.pieces.len();
    let pieces = received.pieces.iter().enumerate();
    let texts = pieces.map(|(place, piece)| {
        progress(place + 1, all);
        &piece.text
    });
    let is_sealed = received.pieces.iter().all(|piece| piece.seal.is_ok());
    received.wholeness == Wholeness::Whole
        && is_sealed
        && received.code == code
        && texts.eq(hand_in.sheets.iter().map(|(_, text)| text))
}
