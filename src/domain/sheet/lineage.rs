//! Which version of a sheet descends from which, told by the seals in their histories and
//! by nothing else: no clock, no file name, no order of arrival.

use super::mending::MENDED;
use super::{CellName, HistoryEntry, ScoreSheet};
use std::collections::{BTreeMap, BTreeSet};

/// The name that a history gives to the step in which versions were joined; its parent is
/// the seal of one of them.
pub const JOIN: &str = "join";

/// The name that a history gives to the step in which what the sheet names by its place in
/// the plan (pairings, judgements, questions) began to follow another edition, from the digest
/// of the one to that of the other.
pub const EDITION: &str = "edition";

impl ScoreSheet {
    /// Returns the seals of all versions that this one descends from, with their revisions.
    pub fn ancestors(&self) -> BTreeMap<&str, u32> {
        let entries = self.history.iter().filter(|entry| !entry.parent.is_empty());
        entries
            .map(|entry| (entry.parent.as_str(), entry.revision.saturating_sub(1)))
            .collect()
    }

    /// Tells whether this version comes after the one with that seal.
    pub fn descends_from(&self, seal: &str) -> bool {
        !seal.is_empty() && self.history.iter().any(|entry| entry.parent == seal)
    }

    /// Returns the seals of the versions that were joined into this one as its last step;
    /// nothing for a version that a person made.
    pub fn joined_from(&self) -> BTreeSet<&str> {
        let steps = self.history.iter().rev();
        let joins = steps.take_while(|entry| entry.cell == JOIN);
        joins.map(|entry| entry.parent.as_str()).collect()
    }

    /// Returns the version with that seal, by taking every later change back; none where the
    /// history does not lead there in one line. The reason of a state is not in the history
    /// and stays only where the state does.
    pub(super) fn rewound(&self, seal: &str) -> Option<Self> {
        let start = self.history.iter().position(|entry| entry.parent == seal)?;
        let mut sheet = self.clone();
        let later = sheet.history.split_off(start);
        let mut revision = later.first()?.revision.checked_sub(1)?;
        for entry in &later {
            revision += 1;
            if entry.revision != revision || entry.cell == JOIN {
                return None;
            }
        }
        let is_cell = |entry: &&HistoryEntry| entry.cell != MENDED && entry.cell != EDITION;
        for entry in later.iter().rev().filter(is_cell) {
            let cell = CellName::parse(&entry.cell)?;
            sheet.put(&cell, &entry.from);
        }
        if sheet.state != self.state {
            sheet.reason.clear();
        }
        sheet.revision = later.first()?.revision.checked_sub(1)?;
        seal.clone_into(&mut sheet.seal.sha256);
        Some(sheet)
    }
}

/// Returns the versions that no other one descends from, each once, by their seals. What
/// was only joined from others that are known is left out: it is made from them again.
pub fn heads(versions: Vec<ScoreSheet>) -> Vec<ScoreSheet> {
    let mut by_seal: BTreeMap<String, ScoreSheet> = BTreeMap::new();
    for sheet in versions {
        by_seal.entry(sheet.seal.sha256.clone()).or_insert(sheet);
    }
    let is_derived = |sheet: &ScoreSheet| {
        let sources = sheet.joined_from();
        let is_known = |source: &&str| {
            let others = by_seal
                .values()
                .filter(|other| other.joined_from().is_empty());
            let mut others = others.filter(|other| other.seal != sheet.seal);
            others.any(|other| other.seal.sha256 == **source || other.descends_from(source))
        };
        !sources.is_empty() && sources.iter().all(is_known)
    };
    let made: BTreeSet<String> = by_seal
        .values()
        .filter(|sheet| is_derived(sheet))
        .map(|sheet| sheet.seal.sha256.clone())
        .collect();
    by_seal.retain(|seal, _| !made.contains(seal));
    let older: BTreeSet<String> = by_seal
        .values()
        .flat_map(|sheet| sheet.ancestors().into_keys().map(str::to_owned))
        .collect();
    by_seal.retain(|seal, _| !older.contains(seal));
    by_seal.into_values().collect()
}

/// Returns the seal of the newest version that all descend from; none where they have
/// nothing in common.
pub(super) fn common_ancestor(heads: &[ScoreSheet]) -> Option<String> {
    let (first, others) = heads.split_first()?;
    let shared = first.ancestors().into_iter();
    let shared = shared.filter(|(seal, _)| others.iter().all(|other| other.descends_from(seal)));
    let newest = shared.max_by_key(|&(seal, revision)| (revision, seal));
    newest.map(|(seal, _)| seal.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::Round;
    use super::*;

    fn changed(sheet: &ScoreSheet, cell: &str, to: &str) -> ScoreSheet {
        let mut next = sheet.clone();
        assert!(next.change(&CellName::parse(cell).unwrap(), to, "t"));
        next
    }

    fn first() -> ScoreSheet {
        changed(
            &ScoreSheet::new("p", "E01", "SM-01", Round::First),
            "scores.target",
            "16",
        )
    }

    #[test]
    fn the_newest_of_a_line_is_its_head_in_any_order() {
        let one = first();
        let two = changed(&one, "scores.target", "17");
        let three = changed(&two, "comment", "好");
        assert!(three.descends_from(&one.seal.sha256) && !one.descends_from(&three.seal.sha256));
        for order in [
            [&one, &two, &three],
            [&three, &one, &two],
            [&two, &three, &one],
        ] {
            let found = heads(order.into_iter().cloned().collect());
            assert_eq!(found, std::slice::from_ref(&three));
        }
    }

    #[test]
    fn a_version_is_found_again_by_taking_back() {
        let one = first();
        let mut later = changed(&one, "scores.target", "abstain");
        later = changed(&later, "verdict", "revise");
        later = changed(&later, "comment", "好");
        let again = later.rewound(&one.seal.sha256).unwrap();
        assert_eq!(again, one);
        assert_eq!(crate::domain::seal::seal_of(&again), one.seal.sha256);
        assert!(later.rewound("elsewhere").is_none());
    }

    #[test]
    fn two_lines_share_their_newest_common_version() {
        let one = first();
        let two = changed(&one, "scores.target", "17");
        let left = changed(&two, "scores.novelty", "12");
        let right = changed(&two, "scores.novelty", "13");
        assert_eq!(heads(vec![left.clone(), one, right.clone()]).len(), 2);
        assert_eq!(common_ancestor(&[left, right]), Some(two.seal.sha256));
        let stranger = changed(
            &ScoreSheet::new("p", "E01", "SM-01", Round::First),
            "comment",
            "另一份",
        );
        assert_eq!(common_ancestor(&[first(), stranger]), None);
    }
}
