//! The sheets of the accepted rows: new ones arrive submitted, stored ones get a revision
//! for every cell that changes. A sheet in which nothing changes is not written.

use super::Written;
use super::rows::{CellRow, Judged};
use crate::domain::decimal::{Decimal, plain};
use crate::domain::panel::Panel;
use crate::domain::seal::sealed_text;
use crate::domain::sheet::{Cell, CellName, Round, ScoreSheet, SheetState};
use std::collections::BTreeMap;

/// Files of sheets.
#[derive(Default)]
pub struct Sheets {
    /// Name and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// How many were not there before.
    pub new: usize,
    /// How many were.
    pub changed: usize,
}

/// Makes the sheets.
pub fn of(judged: &Judged, panel: &Panel, written: &Written, at: &str) -> Sheets {
    let mut rows: BTreeMap<(Round, usize, usize), Vec<&CellRow>> = BTreeMap::new();
    for cell in &judged.cells {
        let key = (cell.round, cell.expert, cell.proposal);
        rows.entry(key).or_default().push(cell);
    }
    let mut sheets = Sheets::default();
    for (key, cells) in rows {
        let (round, expert, proposal) = key;
        let ids = judged.experts.at(expert).zip(judged.proposals.at(proposal));
        let Some((expert, proposal)) = ids.map(|(expert, of)| (&expert.id, &of.id)) else {
            continue;
        };
        let stored = judged.stored.get(&key);
        let fresh = || ScoreSheet::new(&panel.head.id, expert, proposal, round);
        let mut sheet = stored.cloned().unwrap_or_else(fresh);
        sheet.plan.clone_from(&written.plan_digest);
        sheet.rubric.clone_from(&written.rubric_digest);
        "import".clone_into(&mut sheet.source);
        let before = sheet.revision;
        put(&mut sheet, &cells, judged, at);
        if sheet.revision == before {
            continue;
        }
        if stored.is_some() {
            sheets.changed += 1;
        } else {
            sheets.new += 1;
        }
        let name = format!("scores/{}/{expert}/{proposal}.toml", round.key());
        sheets.files.push((name, sealed_text(&sheet).into_bytes()));
    }
    sheets
}

/// Puts rows into a sheet. A row without a score takes none away; a sheet has one comment,
/// so that those of several rows stand below each other.
fn put(sheet: &mut ScoreSheet, cells: &[&CellRow], judged: &Judged, at: &str) {
    let mut comments: Vec<&str> = Vec::new();
    for cell in cells {
        if let (Some(score), Some(one)) = (cell.score, judged.criteria.at(cell.criterion)) {
            let name = CellName::Score(one.id.clone());
            let text = plain(score);
            if !is_same(sheet, &one.id, score) {
                sheet.change(&name, &text, at);
            }
        }
        if !cell.comment.is_empty() && !comments.contains(&cell.comment.as_str()) {
            comments.push(&cell.comment);
        }
    }
    if !comments.is_empty() {
        sheet.change(&CellName::Comment, &comments.join("\n"), at);
    }
    sheet.set_state(SheetState::Submitted, "", at);
}

/// Tells whether the sheet holds this score already, however it is written.
fn is_same(sheet: &ScoreSheet, criterion: &str, score: Decimal) -> bool {
    sheet.cell(criterion) == Cell::Score(score)
}
