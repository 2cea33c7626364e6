//! Taking in a sheet that somebody mended by hand: what differs from its own history is
//! found, written as changes into that history, and the sheet is sealed again.

use super::journal;
use super::reading;
use super::save::{Files, save};
use super::source::{SHEET_LIMIT, read_file};
use crate::domain::journal::sentences;
use crate::domain::problem::Problem;
use crate::domain::seal::{check_seal, sealed_text};
use crate::domain::sheet::ScoreSheet;
use crate::domain::sheet::mending::{Difference, mend};
use std::io;
use std::path::Path;

/// What was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// What differs from the sheet's history, in the order of the cells.
    pub differences: Vec<Difference>,
    /// Revision of the sheet now.
    pub revision: u32,
}

/// Why nothing was taken in.
#[derive(Debug)]
pub enum MendFault {
    /// The seal holds: nothing was mended.
    Whole,
    /// The file is no sheet that can be read.
    Unread(Problem),
    /// The system did not let it be written.
    Unwritten(io::Error),
}

/// Takes a mended sheet in and seals it.
///
/// # Errors
/// The fault, and then the file is what it was.
pub fn seal(files: &dyn Files, path: &Path, reason: &str, at: &str) -> Result<Mended, MendFault> {
    let shown = path.display().to_string();
    let bytes = read_file(path, &shown, SHEET_LIMIT).map_err(MendFault::Unread)?;
    let text = reading::decode(&shown, &bytes).map_err(MendFault::Unread)?;
    if check_seal(text).is_ok() {
        return Err(MendFault::Whole);
    }
    let sheet: ScoreSheet =
        reading::toml(&shown, text, &mut Vec::new()).map_err(MendFault::Unread)?;
    let (sheet, differences) = mend(sheet, reason, at);
    save(files, path, sealed_text(&sheet).as_bytes()).map_err(MendFault::Unwritten)?;
    let panel = path
        .ancestors()
        .find(|above| above.join("panel.toml").is_file());
    if let Some(panel) = panel {
        let cells: Vec<&str> = differences.iter().map(|one| one.cell.as_str()).collect();
        let (expert, proposal) = (&sheet.expert, &sheet.proposal);
        let line = sentences::SEALED.written(&[expert, proposal, &cells.join(" "), reason]);
        // the sheet is sealed; a journal that cannot be written is not worth a false word
        let _ = journal::note(panel, at, "seal", &line);
    }
    Ok(Mended {
        differences,
        revision: sheet.revision,
    })
}
