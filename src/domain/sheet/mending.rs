//! A sheet that was changed by hand: what of it its own history does not explain.

use super::joining::cells;
use super::{CellName, HistoryEntry, ScoreSheet};
use crate::domain::seal::seal_of;

/// The name that a history gives to the step in which a sheet mended by hand was taken in;
/// its new value is the reason.
pub const MENDED: &str = "mended";

/// A cell that holds something else than its history tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The cell as the history names it.
    pub cell: String,
    /// What the history tells; empty means nothing.
    pub from: String,
    /// What stands there.
    pub to: String,
}

/// Returns the cells in which a later version differs from an earlier one, its state left
/// aside.
pub fn differences(before: &ScoreSheet, after: &ScoreSheet) -> Vec<Difference> {
    let cells = cells([before, after]).into_iter();
    let differing = cells
        .filter(|cell| *cell != CellName::State)
        .filter_map(|cell| {
            let (from, to) = (before.value(&cell), after.value(&cell));
            let cell = cell.path();
            (from != to).then_some(Difference { cell, from, to })
        });
    differing.collect()
}

/// Returns the cells whose value is not the last one in the history.
pub fn unexplained(sheet: &ScoreSheet) -> Vec<Difference> {
    let told = |cell: &CellName| {
        let path = cell.path();
        let mut steps = sheet.history.iter().rev();
        let last = steps.find(|entry| entry.cell == path);
        match (cell, last) {
            (_, Some(entry)) => entry.to.clone(),
            (CellName::State, None) => super::SheetState::Draft.key().to_owned(),
            (_, None) => String::new(),
        }
    };
    let mut found = Vec::new();
    for cell in cells([sheet]) {
        let (from, to) = (told(&cell), sheet.value(&cell));
        let is_aside = match &cell {
            CellName::Score(id) => sheet
                .set_aside
                .get(id.as_str())
                .is_some_and(|aside| *aside == from),
            _ => false,
        };
        if from != to && !is_aside {
            let cell = cell.path();
            found.push(Difference { cell, from, to });
        }
    }
    found
}

/// Writes what the history does not explain into it, with the reason, and seals the sheet.
/// The seal that the file carries is taken for that of the version before.
pub fn mend(mut sheet: ScoreSheet, reason: &str, at: &str) -> (ScoreSheet, Vec<Difference>) {
    let differences = unexplained(&sheet);
    let is_seal =
        |seal: &str| seal.len() == 64 && seal.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_seal(&sheet.seal.sha256) {
        sheet.seal.sha256.clear();
    }
    for one in &differences {
        if let Some(cell) = CellName::parse(&one.cell) {
            sheet.put(&cell, &one.from);
        }
    }
    for one in &differences {
        if let Some(cell) = CellName::parse(&one.cell) {
            sheet.change(&cell, &one.to, at);
        }
    }
    sheet.revision += 1;
    sheet.history.push(HistoryEntry {
        revision: sheet.revision,
        parent: std::mem::take(&mut sheet.seal.sha256),
        cell: MENDED.to_owned(),
        to: reason.to_owned(),
        at: at.to_owned(),
        ..HistoryEntry::default()
    });
    sheet.seal.sha256 = seal_of(&sheet);
    (sheet, differences)
}

#[cfg(test)]
mod tests {
    use super::super::Round;
    use super::*;

    #[test]
    fn what_was_changed_by_hand_becomes_part_of_the_history() {
        let mut sheet = ScoreSheet::new("p", "E01", "SM-01", Round::First);
        for (cell, to) in [("scores.target", "16"), ("comment", "好")] {
            assert!(sheet.change(&CellName::parse(cell).unwrap(), to, "t"));
        }
        assert_eq!(unexplained(&sheet), []);
        let before = sheet.seal.sha256.clone();
        sheet.scores.insert("target".into(), "17".into());
        sheet.scores.insert("novelty".into(), "11".into());
        let (mended, differences) = mend(sheet, "笔误", "t2");
        let told: Vec<String> = differences
            .iter()
            .map(|one| format!("{} {} {}", one.cell, one.from, one.to))
            .collect();
        assert_eq!(told, ["scores.novelty  11", "scores.target 16 17"]);
        assert_eq!((mended.revision, mended.history.len()), (5, 5));
        assert!(mended.descends_from(&before));
        assert_eq!(unexplained(&mended), []);
        assert_eq!(mended.scores.get("target").unwrap(), "17");
        assert_eq!(
            mended
                .rewound(&before)
                .unwrap()
                .scores
                .get("target")
                .unwrap(),
            "16"
        );
    }
}
