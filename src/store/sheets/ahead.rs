//! The sheets of one expert, read while the panel is still being read, which alone can tell
//! what of them can be used. A sheet of which anything has to be told, or whose file is no
//! longer the same, is read again as if nothing had been read ahead.

use super::shelf::{Place, whole};
use crate::domain::is_valid_id;
use crate::domain::sheet::{Round, ScoreSheet};
use crate::store::facts::Facts;
use crate::store::source::{SHEET_LIMIT, Source};
use std::collections::BTreeMap;
use std::path::{PathBuf, absolute};
use std::sync::{Mutex, PoisonError};

/// What was read ahead in one panel folder, by file from the folder on.
#[derive(Debug, Default)]
pub struct Ahead {
    folder: PathBuf,
    sheets: Mutex<BTreeMap<String, (Facts, ScoreSheet)>>,
}

impl Ahead {
    /// Reads the sheets of an expert's folder that stand as a program writes them and whose
    /// seals hold, until the panel is there: what is left then is read on every core.
    pub fn read(
        source: &Source,
        round: Round,
        expert: &str,
        is_panel_there: &dyn Fn() -> bool,
    ) -> Self {
        let mut sheets = BTreeMap::new();
        if is_valid_id(expert) {
            let folder = format!("scores/{}/{expert}", round.key());
            let names = source.list(&folder).into_iter();
            for name in names.take_while(|_| !is_panel_there()) {
                let file = format!("{folder}/{name}");
                if let Some(found) = noted(source, &file) {
                    sheets.insert(file, found);
                }
            }
        }
        Self {
            folder: full(source),
            sheets: Mutex::new(sheets),
        }
    }

    /// Hands out the sheet of a file, once; none where it was not read or where the file is no
    /// longer the same.
    pub(super) fn take(&self, source: &Source, place: &Place) -> Option<ScoreSheet> {
        let mut sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        let (facts, sheet) = sheets.remove(&place.file)?;
        drop(sheets);
        let is_same = source.facts(&place.file) == Some(facts);
        is_same.then_some(sheet)
    }

    /// Returns how many sheets are still to be handed out.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        let sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        sheets.len()
    }

    /// Tells whether it was read in this folder.
    pub fn is_of(&self, source: &Source) -> bool {
        self.folder == full(source)
    }
}

fn noted(source: &Source, file: &str) -> Option<(Facts, ScoreSheet)> {
    let (bytes, facts) = source.read_noted(file, SHEET_LIMIT)?;
    let sheet = whole(std::str::from_utf8(&bytes).ok()?)?;
    Some((facts, sheet))
}

/// The folder under the name that is the same from wherever the program is started.
fn full(source: &Source) -> PathBuf {
    absolute(source.folder()).unwrap_or_default()
}
