//! The sheets of one expert, read while the panel is still being read, which alone can tell
//! what of them can be used. A sheet of which anything has to be told is read again as if
//! nothing had been read ahead; where anything was saved in the folder meanwhile, all are.

use super::shelf::{Place, whole};
use crate::domain::is_valid_id;
use crate::domain::sheet::{Round, ScoreSheet};
use crate::store::source::{SHEET_LIMIT, Source, changed};
use std::collections::BTreeMap;
use std::path::{PathBuf, absolute};
use std::sync::{Mutex, PoisonError};

/// What was read ahead in one expert's folder.
#[derive(Debug, Default)]
pub struct Ahead {
    stood: Option<Stood>,
    /// By file, from the panel folder on.
    sheets: Mutex<BTreeMap<String, ScoreSheet>>,
}

/// A folder, and when last a file was put into it or taken out; a save puts a new file in the
/// place of the old one.
#[derive(Debug, PartialEq, Eq)]
struct Stood {
    folder: PathBuf,
    /// In nanoseconds since 1970.
    changed: u128,
}

impl Stood {
    fn of(source: &Source, round: Round, expert: &str) -> Option<Self> {
        let Source::Folder(panel) = source else {
            return None;
        };
        let folder = panel.join("scores").join(round.key()).join(expert);
        // the same from wherever the program is started
        let folder = absolute(folder).ok().filter(|_| is_valid_id(expert))?;
        let changed = changed(&std::fs::metadata(&folder).ok()?);
        Some(Self { folder, changed })
    }
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
        let Some(stood) = Stood::of(source, round, expert) else {
            return Self::default();
        };
        let folder = format!("scores/{}/{expert}", round.key());
        let files = source.list(&folder).into_iter();
        let files = files.map(|name| format!("{folder}/{name}"));
        let sheets = files.take_while(|_| !is_panel_there()).filter_map(|file| {
            let bytes = source.read(&file, SHEET_LIMIT).ok()?;
            let sheet = whole(std::str::from_utf8(&bytes).ok()?)?;
            Some((file, sheet))
        });
        Self {
            sheets: Mutex::new(sheets.collect()),
            stood: Some(stood),
        }
    }

    /// Tells whether this is what lies in the folder now. Whoever works from a sheet that was
    /// saved elsewhere meanwhile overwrites nothing: a save compares once more.
    pub fn stands(&self, source: &Source, round: Round, expert: &str) -> bool {
        let is_told = self.stood.as_ref().is_some_and(|stood| stood.changed > 0);
        is_told && self.stood == Stood::of(source, round, expert)
    }

    /// Hands out the sheet of a file, once; none where it was not read.
    pub(super) fn take(&self, place: &Place) -> Option<ScoreSheet> {
        let mut sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        sheets.remove(&place.file)
    }

    /// Returns how many sheets are still to be handed out.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        let sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        sheets.len()
    }
}
