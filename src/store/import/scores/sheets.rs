//! The sheets of the accepted rows: new ones arrive submitted, stored ones get a revision
//! for every cell that changes. A sheet in which nothing changes is not written.

use super::rows::{CellRow, Judged};
use super::{Mismatch, Options, Written};
use crate::domain::decimal::{Decimal, plain};
use crate::domain::panel::Panel;
use crate::domain::paper::{PAPER, Reading, check, reading};
use crate::domain::seal::sealed_text;
use crate::domain::sheet::mending::Difference;
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
    /// How many a second person typed the same from paper.
    pub checked: usize,
    /// What two people typed differently.
    pub mismatches: Vec<Mismatch>,
    /// Sheets that cannot come from paper, for they count already.
    pub taken: Vec<String>,
}

/// Makes the sheets.
pub fn of(judged: &Judged, panel: &Panel, written: &Written, options: &Options) -> Sheets {
    let at = options.at.as_str();
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
        sheet.plan = written.plan_digest.as_str().into();
        sheet.rubric = written.rubric_digest.as_str().into();
        let before = sheet.revision;
        if let Some(by) = &options.paper_by {
            match from_paper(&mut sheet, &cells, judged, (by, at)) {
                Typed::First => {}
                Typed::Same => sheets.checked += 1,
                Typed::Otherwise(found) => sheets.mismatches.extend(found),
                Typed::Taken => sheets.taken.push(format!("{expert} {proposal}")),
            }
        } else {
            sheet.source = "import".into();
            put(&mut sheet, &cells, judged, at);
            sheet.set_state(SheetState::Submitted, "", at);
        }
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
}

/// What became of a sheet that somebody typed from paper.
enum Typed {
    /// It waits for the second person.
    First,
    /// The second person typed the same: it counts now.
    Same,
    /// The second person typed something else.
    Otherwise(Vec<Mismatch>),
    /// It counts already.
    Taken,
}

/// Whoever typed a sheet first may correct it; anybody else is the second person, and what
/// the two typed is compared cell by cell.
fn from_paper(
    sheet: &mut ScoreSheet,
    cells: &[&CellRow],
    judged: &Judged,
    (by, at): (&str, &str),
) -> Typed {
    match reading(Some(sheet), by) {
        Reading::Taken => return Typed::Taken,
        Reading::First => {
            sheet.source = PAPER.into();
            sheet.entered_by = by.to_owned().into();
            put(sheet, cells, judged, at);
            return Typed::First;
        }
        Reading::Second => {}
    }
    let mut second = ScoreSheet::new(&sheet.panel, &sheet.expert, &sheet.proposal, sheet.round);
    put(&mut second, cells, judged, "");
    let Err(differing) = check(sheet, &second, (by, at)) else {
        return Typed::Same;
    };
    let mismatch = |one: Difference| Mismatch {
        expert: sheet.expert.to_string(),
        proposal: sheet.proposal.to_string(),
        cell: one.cell,
        first: one.from,
        second: one.to,
    };
    Typed::Otherwise(differing.into_iter().map(mismatch).collect())
}

/// Tells whether the sheet holds this score already, however it is written.
fn is_same(sheet: &ScoreSheet, criterion: &str, score: Decimal) -> bool {
    sheet.cell(criterion) == Cell::Score(score)
}
