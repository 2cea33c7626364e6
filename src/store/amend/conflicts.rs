//! Writes what was decided about a cell whose versions went different ways into
//! `rulings.toml`. The merge that follows makes the sheet anew with it.

use super::rulings::{FILE, put, set, standing};
use super::{Signature, put_down, rewritten, unread};
use crate::domain::journal::sentences;
use crate::domain::rulings::{CellRuling, Rulings};
use crate::domain::seal::quoted;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use toml_edit::{Array, Item, Table, Value};

/// Writes a ruling on a cell and one line into the journal.
///
/// # Errors
/// The system's; `InvalidData` where the file cannot be read; `AlreadyExists` where somebody
/// else decided between the same values meanwhile. Then nothing was changed.
pub fn cell(panel: &Path, ruling: &CellRuling, signature: Signature) -> io::Result<()> {
    let (before, rulings) = standing(panel)?;
    let is_of_others = |one: &CellRuling| one.is_about(ruling) && one.value != ruling.value;
    if rulings.cells.iter().any(is_of_others) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let after = ruled(&before, rulings, ruling).ok_or_else(unread)?;
    let value = match ruling.value.as_str() {
        "" => "-",
        value => value,
    };
    let line = sentences::CELL.written(&[
        &ruling.expert,
        &ruling.proposal,
        &ruling.cell,
        value,
        &ruling.reason,
    ]);
    put_down(panel, FILE, (&before, &after), &line, signature)
}

fn ruled(text: &str, mut wanted: Rulings, ruling: &CellRuling) -> Option<String> {
    wanted.settle(ruling);
    let values: BTreeSet<&str> = ruling.between.iter().map(String::as_str).collect();
    let is_about = |block: &Table| {
        let text = |key: &str| block.get(key).and_then(Item::as_str);
        let between = block.get("between").and_then(Item::as_array);
        let between = between.into_iter().flatten().filter_map(|one| one.as_str());
        text("proposal") == Some(&ruling.proposal)
            && text("expert") == Some(&ruling.expert)
            && text("cell") == Some(&ruling.cell)
            && text("round").unwrap_or("first") == ruling.round.key()
            && between.collect::<BTreeSet<&str>>() == values
    };
    rewritten(text, &wanted, |document| {
        put(document, "conflict", is_about, |block| fill(block, ruling));
    })
}

fn fill(block: &mut Table, ruling: &CellRuling) {
    for (key, text) in [
        ("expert", ruling.expert.as_str()),
        ("proposal", &ruling.proposal),
        ("round", ruling.round.key()),
        ("cell", &ruling.cell),
    ] {
        set(block, key, text.into());
    }
    if !block.contains_key("between") {
        let mut between = Array::new();
        for value in &ruling.between {
            between.push_formatted(on_one_line(value));
        }
        between.fmt();
        set(block, "between", between.into());
    }
    for (key, text) in [
        ("value", &ruling.value),
        ("by", &ruling.by),
        ("reason", &ruling.reason),
    ] {
        set(block, key, on_one_line(text));
    }
}

/// A text in quotes on one line: a comment has line ends, and those of the file must not
/// become a part of it.
fn on_one_line(text: &str) -> Value {
    quoted(text).parse().unwrap_or_else(|_| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::journal;

    fn ruling(value: &str) -> CellRuling {
        CellRuling {
            proposal: "SM-01".into(),
            expert: "E03".into(),
            cell: "scores.target".into(),
            between: vec!["14".into(), "16".into()],
            value: value.into(),
            by: "联络员甲".into(),
            reason: "电话核对，\"16 是后改的\"".into(),
            ..CellRuling::default()
        }
    }

    #[test]
    fn a_decision_is_a_block_of_its_own_and_all_else_stays() {
        let before = "# 批次\nformat = 1 # 式\n\n[[award]] # 额度\nproposal = \"GR-02\"\namount = \"270\"\n# 完\n";
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        for ending in ["\n", "\r\n"] {
            let before = before.replace('\n', ending);
            std::fs::write(&path, &before).unwrap();
            let signature = Signature { by: "甲", at: "t" };
            cell(folder.path(), &ruling("16"), signature).unwrap();
            let mut other = ruling("两段\n都留");
            other.cell = "comment".into();
            other.between = vec!["样机\n一台".into(), "路线\n可行".into()];
            cell(folder.path(), &other, signature).unwrap();
            let after = std::fs::read_to_string(&path).unwrap();
            for kept in ["# 批次", "# 式", "# 额度", "# 完"] {
                assert!(after.contains(kept), "{kept}\n{after}");
            }
            assert_eq!(after.matches('\n').count(), after.matches(ending).count());
            let read: Rulings = toml::from_str(&after).unwrap();
            assert_eq!(read.cells[0], ruling("16"));
            assert_eq!(read.cells[1], other);
            assert_eq!(read.awards.len(), 1);
            let again = cell(folder.path(), &ruling("14"), signature).unwrap_err();
            assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), after);
        }
        let lines = journal::lines(folder.path());
        assert!(
            lines[0].contains("甲\tE03 SM-01: scores.target = 16: 电话核对"),
            "{lines:?}"
        );
    }

    #[test]
    fn where_nothing_stands_a_file_is_made_and_what_cannot_be_read_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let signature = Signature { by: "甲", at: "t" };
        cell(folder.path(), &ruling(""), signature).unwrap();
        let path = folder.path().join(FILE);
        let read: Rulings = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(read.cells, [ruling("")]);
        std::fs::write(&path, "conflict = 3").unwrap();
        let kind = cell(folder.path(), &ruling("16"), signature)
            .unwrap_err()
            .kind();
        assert_eq!(kind, io::ErrorKind::InvalidData);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "conflict = 3");
    }
}
