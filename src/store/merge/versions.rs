//! The known versions of every sheet: from the files in the inbox, and from the panel's own
//! folder with the copies that lie beside a sheet.

use super::super::cores::on_every_core;
use super::super::load::listed;
use super::super::reading;
use super::super::sheets::as_written;
use super::super::source::{SHEET_LIMIT, Source};
use crate::domain::hand_in::{self, Piece, PieceFault};
use crate::domain::is_valid_id;
use crate::domain::merging::SheetName;
use crate::domain::problem::Problem;
use crate::domain::seal::SealFault;
use crate::domain::sheet::lineage::JOIN;
use crate::domain::sheet::{Round, ScoreSheet};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// One version of a sheet. Its history is read only where versions have to be joined.
#[derive(Debug, Clone)]
pub struct Version {
    /// The sheet without its history.
    pub sheet: ScoreSheet,
    /// Its sealed text, line ends as LF.
    pub text: String,
    /// Seals of the versions it descends from.
    pub parents: Vec<String>,
    /// The last step joined other versions.
    pub is_joined: bool,
}

impl Version {
    /// Returns the sheet's name.
    pub fn name(&self) -> SheetName {
        SheetName {
            expert: self.sheet.expert.to_string(),
            round: self.sheet.round,
            proposal: self.sheet.proposal.to_string(),
        }
    }

    /// Returns the seal.
    pub fn seal(&self) -> &str {
        &self.sheet.seal.sha256
    }

    /// Tells whether this version comes after the one with that seal.
    pub fn descends_from(&self, seal: &str) -> bool {
        self.parents.iter().any(|parent| parent == seal)
    }

    /// Reads the whole sheet, history included; none where the text is no sheet.
    pub fn whole(&self) -> Option<ScoreSheet> {
        let mut sheet: ScoreSheet = reading::toml("", &self.text, &mut Vec::new()).ok()?;
        sheet.seal.sha256.clone_from(&self.sheet.seal.sha256);
        Some(sheet)
    }
}

/// Why a piece of a file is no version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// Cut off, or never sealed.
    CutOff,
    /// Changed after it was sealed.
    Changed,
    /// Sealed, and yet no sheet that this program reads.
    NoSheet,
    /// Larger than a sheet may be.
    TooLarge,
}

/// Reads one piece.
///
/// # Errors
/// Why it is no version.
pub fn of_piece(piece: Piece) -> Result<Version, Unusable> {
    let seal = piece.seal.map_err(|fault| match fault {
        PieceFault::Seal(SealFault::Missing) => Unusable::CutOff,
        PieceFault::Seal(SealFault::Broken) | PieceFault::NotText => Unusable::Changed,
    })?;
    if piece.text.len() as u64 > SHEET_LIMIT {
        return Err(Unusable::TooLarge);
    }
    let text = piece.text;
    let mut sheet = as_written(&text)
        .or_else(|| sheet_of(&text))
        .ok_or(Unusable::NoSheet)?;
    let history = std::mem::take(&mut sheet.history);
    let parents = history.iter().map(|entry| entry.parent.clone());
    sheet.seal.sha256 = seal;
    Ok(Version {
        sheet,
        parents: parents.filter(|parent| !parent.is_empty()).collect(),
        is_joined: history.last().is_some_and(|entry| entry.cell == JOIN),
        text,
    })
}

fn sheet_of(text: &str) -> Option<ScoreSheet> {
    reading::toml("", text, &mut Vec::new()).ok()
}

/// A file of the panel's own that holds a version, or something that is none.
#[derive(Debug, Clone)]
pub struct OwnFile {
    /// Its name, relative to the panel with `/`.
    pub file: String,
    /// The sheet it should hold.
    pub name: SheetName,
    /// A copy beside the sheet.
    pub is_copy: bool,
    /// Its bytes as they lie there.
    pub bytes: Vec<u8>,
    /// What it holds; none where it is damaged.
    pub version: Option<Version>,
}

/// Reads every sheet and copy that lies in the panel's folder, or those of one expert: then
/// no file of another expert is opened.
pub fn own(
    source: &Source,
    only: Option<&str>,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, OwnFile> {
    own_telling(source, only, problems, &|_, _| {})
}

/// Does the same and tells how many of how many files are read, in the order in which the
/// cores come to them.
pub fn own_telling(
    source: &Source,
    only: Option<&str>,
    problems: &mut Vec<Problem>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> BTreeMap<String, OwnFile> {
    let mut places = Vec::new();
    for round in [Round::First, Round::Second] {
        let above = format!("scores/{}", round.key());
        for expert in listed(source, &above, problems) {
            if !is_valid_id(&expert) || only.is_some_and(|only| only != expert) {
                continue;
            }
            for name in listed(source, &format!("{above}/{expert}"), problems) {
                let id = name.strip_suffix(".toml").filter(|id| !id.starts_with('.'));
                let Some(id) = id else { continue };
                let proposal = id.split_once('~').map_or(id, |(proposal, _)| proposal);
                let sheet = SheetName {
                    expert: expert.clone(),
                    round,
                    proposal: proposal.to_owned(),
                };
                places.push((format!("{above}/{expert}/{name}"), sheet, id != proposal));
            }
        }
    }
    let (read_so_far, all) = (AtomicUsize::new(0), places.len());
    let read = |(file, name, is_copy): &(String, SheetName, bool), problems: &mut Vec<Problem>| {
        progress(read_so_far.fetch_add(1, Ordering::Relaxed) + 1, all);
        let bytes = match source.read(file, SHEET_LIMIT) {
            Ok(bytes) => bytes,
            Err(problem) => {
                problems.push(problem);
                return None;
            }
        };
        let piece = hand_in::read(&bytes).and_then(|mut received| {
            let is_one = received.pieces.len() == 1;
            received.pieces.pop().filter(|_| is_one)
        });
        let version = piece.and_then(|piece| of_piece(piece).ok());
        Some(OwnFile {
            file: file.clone(),
            name: name.clone(),
            is_copy: *is_copy,
            version: version.filter(|version| version.name() == *name),
            bytes,
        })
    };
    let found = on_every_core(&places, problems, &read, &|_, _| {}).into_iter();
    found.map(|own| (own.file.clone(), own)).collect()
}
