//! Sheets from paper that somebody types on a screen. What the first person typed is the
//! sheet itself; what a second one typed lies apart, in `paper/`, until both are the same.

use super::load;
use super::source::{SHEET_LIMIT, Source};
use super::{reading, sheets};
use crate::domain::panel::Panel;
use crate::domain::paper::{PAPER, Reading, check, reading};
use crate::domain::problem::{Problem, Trouble};
use crate::domain::seal::{check_seal, digest};
use crate::domain::sheet::mending::Difference;
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What somebody who types an expert's paper has before them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Desk {
    /// The sheets: those typed by this person, and those that count already. Of what somebody
    /// else typed nothing is shown.
    pub sheets: Vec<Arc<ScoreSheet>>,
    /// Proposals that somebody else typed first.
    pub second: BTreeSet<String>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Returns the folder, made like a panel, where `by` types what somebody else typed first.
pub fn apart(panel: &Path, by: &str) -> PathBuf {
    let short: String = digest(by.as_bytes()).chars().take(8).collect();
    panel.join("paper").join(short)
}

/// Reads what `by` has before them; in the round in which each proposal is scored now.
pub fn read(source: &Source, panel: &Panel, expert: &str, by: &str) -> Desk {
    let mut desk = Desk::default();
    let rounds: &[Round] = if panel.head.reconsider.proposals.is_empty() {
        &[Round::First]
    } else {
        &[Round::First, Round::Second]
    };
    for round in rounds {
        let (found, problems) = sheets::of_expert(source, panel, *round, expert);
        let of_now = |sheet: &Arc<ScoreSheet>| panel.round_of(&sheet.proposal) == *round;
        let (mine, others): (Vec<_>, Vec<_>) = found
            .into_iter()
            .filter(of_now)
            .partition(|sheet| reading(Some(&**sheet), by) != Reading::Second);
        let waiting = others.iter().map(|sheet| sheet.proposal.to_string());
        let waiting: BTreeSet<String> = waiting.collect();
        if let Source::Folder(folder) = source {
            let second = Source::Folder(apart(folder, by));
            let (typed, more) = sheets::of_expert(&second, panel, *round, expert);
            let is_second = |sheet: &Arc<ScoreSheet>| waiting.contains(sheet.proposal.as_str());
            desk.sheets.extend(typed.into_iter().filter(is_second));
            desk.problems.extend(more);
        }
        desk.sheets.extend(mine);
        desk.second.extend(waiting);
        desk.problems.extend(problems);
    }
    desk
}

/// Returns the folder in which a sheet from paper is kept: the panel's, or, where somebody
/// else typed it first, the one apart.
pub fn folder_of(panel: &Path, sheet: &ScoreSheet) -> PathBuf {
    let is_typed = sheet.source == PAPER && sheet.state == SheetState::Draft;
    let is_apart = is_typed
        && match stored(panel, sheet) {
            Ok(stored) => reading(stored.as_ref(), &sheet.entered_by) != Reading::First,
            // what cannot be read is somebody's, and is never written over
            Err(_) => true,
        };
    if is_apart {
        apart(panel, &sheet.entered_by)
    } else {
        panel.to_path_buf()
    }
}

/// Reads the file of a sheet and nothing else of the panel, as it is asked for with each save.
fn stored(panel: &Path, sheet: &ScoreSheet) -> Result<Option<ScoreSheet>, Problem> {
    let source = Source::Folder(panel.to_path_buf());
    let (round, expert) = (sheet.round.key(), &sheet.expert);
    let file = format!("scores/{round}/{expert}/{}.toml", sheet.proposal);
    let bytes = match source.read(&file, SHEET_LIMIT) {
        Ok(bytes) => bytes,
        Err(problem) if problem.trouble == Trouble::Missing => return Ok(None),
        Err(problem) => return Err(problem),
    };
    let text = reading::decode(&file, &bytes)?;
    if check_seal(text).is_err() {
        return Err(Problem::of_file(&file, Trouble::SealBroken, &[]));
    }
    reading::toml(&file, text, &mut Vec::new()).map(Some)
}

/// Why a sheet that was typed twice does not count yet.
#[derive(Debug)]
pub enum Unequal {
    /// The two typed differently: cell, first, second.
    Cells(Vec<Difference>),
    /// One of the two is not there, or counts already.
    Missing,
    /// One of the two cannot be read.
    Unread(Problem),
}

/// Compares what two people typed, and returns the sheet that counts where it is the same.
///
/// # Errors
/// Why it does not count yet.
pub fn checked(
    panel: &Path,
    (expert, proposal): (&str, &str),
    (by, at): (&str, &str),
) -> Result<ScoreSheet, Unequal> {
    let source = Source::Folder(panel.to_path_buf());
    let (loaded, _) = load::panel(&source);
    let round = loaded.round_of(proposal);
    let one = |source: &Source| {
        let found = sheets::one(source, &loaded, round, expert, proposal);
        found.map_err(Unequal::Unread)?.ok_or(Unequal::Missing)
    };
    let mut first = one(&source)?;
    if reading(Some(&first), by) != Reading::Second {
        return Err(Unequal::Missing);
    }
    let second = one(&Source::Folder(apart(panel, by)))?;
    check(&mut first, &second, (by, at)).map_err(Unequal::Cells)?;
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::seal::sealed_text;
    use crate::domain::sheet::CellName;
    use std::fs;

    fn typed(by: &str, mark: &str) -> ScoreSheet {
        let mut sheet = ScoreSheet::new("demo", "E09", "SM-01", Round::First);
        sheet.source = PAPER.into();
        sheet.entered_by = by.into();
        assert!(sheet.change(&CellName::Score("target".into()), mark, "t"));
        sheet
    }

    #[test]
    fn what_a_second_person_types_lies_apart_and_nothing_is_written_over() {
        let home = tempfile::tempdir().unwrap();
        let panel = home.path().join("demo");
        crate::store::create::copy_whole("demo", &panel, false).unwrap();
        let first = typed("甲", "16");
        assert_eq!(folder_of(&panel, &first), panel, "nothing lies there");
        let file = panel.join("scores/first/E09/SM-01.toml");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, sealed_text(&first)).unwrap();
        assert_eq!(folder_of(&panel, &first), panel, "the same person corrects");
        let second = typed("乙", "61");
        assert_eq!(folder_of(&panel, &second), apart(&panel, "乙"));
        let source = Source::Folder(panel.clone());
        let (loaded, _) = load::panel(&source);
        let desk = read(&source, &loaded, "E09", "乙");
        assert!(desk.sheets.is_empty(), "nothing of the first is shown");
        assert!(desk.second.contains("SM-01"));
        assert_eq!(read(&source, &loaded, "E09", "甲").sheets.len(), 1);
        fs::write(&file, "source = \"paper\"\n").unwrap();
        assert_eq!(
            folder_of(&panel, &second),
            apart(&panel, "乙"),
            "damaged is somebody's"
        );
        let mut own = typed("", "12");
        own.source = "screen".into();
        assert_eq!(
            folder_of(&panel, &own),
            panel,
            "an expert's own sheet is not asked about"
        );
    }
}
