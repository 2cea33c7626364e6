//! Joining versions of one sheet that went different ways: cell by cell, against the newest
//! version they have in common. A cell that one side changed takes that value; one that two
//! sides changed to different values is a conflict, which a person decides, and until then
//! it shows the common version's value. The result is the same whatever the order.

use super::lineage::{JOIN, common_ancestor, heads};
use super::{CellName, HistoryEntry, ScoreSheet};
use crate::domain::rulings::CellRuling;
use crate::domain::seal::seal_of;
use std::collections::BTreeSet;

/// A cell that was changed to different values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellConflict {
    /// Which cell.
    pub cell: CellName,
    /// What the common version holds; empty means nothing.
    pub before: String,
    /// The different values, sorted; empty means nothing.
    pub values: Vec<String>,
    /// Seals of the versions that hold each of them, in the same order.
    pub held_by: Vec<Vec<String>>,
    /// What a person decided.
    pub decided: Option<String>,
}

/// What the versions of one sheet come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// The sheet.
    pub sheet: ScoreSheet,
    /// How many versions went different ways; 1 where one descends from all others.
    pub heads: usize,
    /// Cells that they changed differently, decided ones included.
    pub conflicts: Vec<CellConflict>,
}

impl Joined {
    /// Returns the conflicts that nobody decided.
    pub fn open(&self) -> impl Iterator<Item = &CellConflict> {
        let conflicts = self.conflicts.iter();
        conflicts.filter(|conflict| conflict.decided.is_none())
    }
}

/// Joins all known versions of one sheet; none where there is no version. The same versions
/// and rulings give the same sheet to the byte.
pub fn join(versions: Vec<ScoreSheet>, rulings: &[CellRuling]) -> Option<Joined> {
    let heads = heads(versions);
    if heads.len() <= 1 {
        return heads.into_iter().next().map(|sheet| Joined {
            sheet,
            heads: 1,
            conflicts: Vec::new(),
        });
    }
    let base = base(&heads)?;
    let mut sheet = lead(&heads)?.clone();
    let mut conflicts = Vec::new();
    for cell in cells(heads.iter().chain([&base])) {
        let before = base.value(&cell);
        let mut values: BTreeSet<String> = heads.iter().map(|head| head.value(&cell)).collect();
        values.remove(&before);
        let mut values: Vec<String> = values.into_iter().collect();
        let value = match values.as_slice() {
            [] => before,
            [only] => only.clone(),
            _ => {
                let decided = decided(&sheet, &cell, &values, rulings);
                let value = decided.clone().unwrap_or_else(|| before.clone());
                values.sort();
                let held = |value: &String| holders(&heads, &cell, value);
                conflicts.push(CellConflict {
                    held_by: values.iter().map(held).collect(),
                    cell: cell.clone(),
                    before,
                    values,
                    decided,
                });
                value
            }
        };
        if sheet.value(&cell) != value {
            sheet.put(&cell, &value);
        }
    }
    let told = heads.iter().find(|head| head.state == sheet.state);
    sheet.reason = told.map(|head| head.reason.clone()).unwrap_or_default();
    seal(&mut sheet, &heads);
    Some(Joined {
        sheet,
        heads: heads.len(),
        conflicts,
    })
}

/// The common version; a sheet nobody touched where there is none.
fn base(heads: &[ScoreSheet]) -> Option<ScoreSheet> {
    let found =
        common_ancestor(heads).and_then(|seal| heads.iter().find_map(|head| head.rewound(&seal)));
    let first = heads.first()?;
    let untouched = || ScoreSheet::new(&first.panel, &first.expert, &first.proposal, first.round);
    Some(found.unwrap_or_else(untouched))
}

/// The version whose plan, rubric and source the result carries.
fn lead(heads: &[ScoreSheet]) -> Option<&ScoreSheet> {
    let heads = heads.iter();
    heads.max_by_key(|head| (head.revision, &head.seal.sha256))
}

/// All cells that hold something anywhere.
pub(super) fn cells<'a>(sheets: impl IntoIterator<Item = &'a ScoreSheet>) -> BTreeSet<CellName> {
    let mut cells = BTreeSet::from([
        CellName::Verdict,
        CellName::Familiarity,
        CellName::Comment,
        CellName::Amount,
        CellName::State,
    ]);
    for sheet in sheets {
        let scores = sheet.scores.keys().chain(sheet.cells.keys());
        let scores = scores.chain(sheet.set_aside.keys());
        cells.extend(scores.map(|id| CellName::Score(id.to_string())));
        cells.extend(sheet.pairing.keys().cloned().map(CellName::Pairing));
        cells.extend(sheet.judgement.keys().cloned().map(CellName::Judgement));
        cells.extend(sheet.veto.keys().cloned().map(CellName::Veto));
        cells.extend((1..=sheet.questions.len()).map(CellName::Question));
    }
    cells
}

fn holders(heads: &[ScoreSheet], cell: &CellName, value: &str) -> Vec<String> {
    let heads = heads.iter().filter(|head| head.value(cell) == value);
    heads.map(|head| head.seal.sha256.clone()).collect()
}

/// A ruling counts for exactly the values it was made on; a further value opens the question
/// again.
fn decided(
    sheet: &ScoreSheet,
    cell: &CellName,
    values: &[String],
    rulings: &[CellRuling],
) -> Option<String> {
    let path = cell.path();
    let is_this = |ruling: &&CellRuling| {
        let between: BTreeSet<&String> = ruling.between.iter().collect();
        (ruling.expert == sheet.expert && ruling.proposal == sheet.proposal)
            && (ruling.round == sheet.round && ruling.cell == path)
            && between == values.iter().collect()
    };
    let ruling = rulings.iter().rev().find(is_this)?;
    let is_free = *cell == CellName::Comment;
    (is_free || values.contains(&ruling.value)).then(|| ruling.value.clone())
}

/// Writes the histories of all versions together, then one step for each of them.
fn seal(sheet: &mut ScoreSheet, heads: &[ScoreSheet]) {
    let mut history: Vec<HistoryEntry> = Vec::new();
    for head in heads {
        history.extend(head.history.iter().cloned());
    }
    history.sort();
    history.dedup();
    let newest = heads.iter().map(|head| head.revision).max();
    let mut revision = newest.unwrap_or_default();
    for head in heads {
        revision += 1;
        history.push(HistoryEntry {
            revision,
            parent: head.seal.sha256.clone(),
            cell: JOIN.to_owned(),
            ..HistoryEntry::default()
        });
    }
    sheet.history = history.into();
    sheet.revision = revision;
    sheet.seal.sha256 = seal_of(sheet);
}

#[cfg(test)]
mod tests;
