//! Writes a ruling on a veto into `rulings.toml`: in the place of what was proposed there, else
//! as a new block at the end of the vetoes.

use super::{Signature, put_down, rewritten, text, unread};
use crate::domain::journal::sentences;
use crate::domain::rulings::{Rulings, VetoRuling, VetoState};
use crate::store::source::PANEL_FILE_LIMIT;
use crate::text::tree;
use std::io;
use std::path::Path;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

pub(super) const FILE: &str = "rulings.toml";

/// Writes a ruling on a veto and one line into the journal.
///
/// # Errors
/// The system's; `InvalidData` where the file cannot be read; `AlreadyExists` where somebody
/// else ruled on the same ground meanwhile. Then nothing was changed.
pub fn veto(panel: &Path, ruling: &VetoRuling, signature: Signature) -> io::Result<()> {
    let (before, rulings) = standing(panel)?;
    let is_of_others = |one: &VetoRuling| {
        one.is_about(ruling) && one.state != VetoState::Proposed && one != ruling
    };
    if rulings.vetoes.iter().any(is_of_others) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let after = ruled(&before, rulings, ruling).ok_or_else(unread)?;
    put_down(panel, FILE, (&before, &after), &told(ruling), signature)
}

/// Returns the text of the rulings as they stand, and what it means.
pub(super) fn standing(panel: &Path) -> io::Result<(String, Rulings)> {
    let text = if panel.join(FILE).exists() {
        text(panel, FILE, PANEL_FILE_LIMIT)?
    } else {
        "format = 1\n".to_owned()
    };
    let rulings = tree::read(&text).map_err(|_| unread())?;
    Ok((text, rulings))
}

fn ruled(text: &str, mut wanted: Rulings, ruling: &VetoRuling) -> Option<String> {
    wanted.rule(ruling);
    let is_about = |block: &Table| {
        let holds = |key: &str, wanted: &str| block.get(key).and_then(Item::as_str) == Some(wanted);
        holds("proposal", &ruling.proposal) && holds("ground", &ruling.ground)
    };
    rewritten(text, &wanted, |document| {
        put(document, "veto", is_about, |block| fill(block, ruling));
    })
}

/// Fills the block of a list of rulings that is about the same, else a new one behind the
/// others.
pub(super) fn put(
    document: &mut DocumentMut,
    list: &str,
    is_about: impl Fn(&Table) -> bool,
    fill: impl Fn(&mut Table),
) {
    let Some(blocks) = blocks(document, list) else {
        return;
    };
    if let Some(block) = blocks.iter_mut().find(|block| is_about(block)) {
        fill(block);
    } else {
        let mut block = Table::new();
        block.decor_mut().set_prefix("\n");
        fill(&mut block);
        blocks.push(block);
    }
}

/// Returns the blocks of a list, those of a list on one line too; `None` where what stands
/// there is no list.
pub(super) fn blocks<'a>(
    document: &'a mut DocumentMut,
    list: &str,
) -> Option<&'a mut ArrayOfTables> {
    let place = document.entry(list).or_insert_with(no_blocks);
    if place.as_array().is_some_and(Array::is_empty) {
        *place = no_blocks();
    } else if !place.is_array_of_tables() {
        let written = std::mem::take(place).into_array_of_tables();
        *place = written.map_or_else(|other| other, Item::ArrayOfTables);
    }
    place.as_array_of_tables_mut()
}

fn no_blocks() -> Item {
    Item::ArrayOfTables(ArrayOfTables::new())
}

fn fill(block: &mut Table, ruling: &VetoRuling) {
    for (key, text) in [
        ("proposal", ruling.proposal.as_str()),
        ("ground", &ruling.ground),
        ("state", ruling.state.key()),
        ("proposed_by", &ruling.proposed_by),
        ("evidence", &ruling.evidence),
        ("checked_by", &ruling.checked_by),
        ("reason", &ruling.reason),
    ] {
        set(block, key, text.into());
    }
    if ruling.votes_for + ruling.votes_against > 0 {
        set(block, "votes_for", i64::from(ruling.votes_for).into());
        let against = i64::from(ruling.votes_against);
        set(block, "votes_against", against.into());
    }
}

/// A value that stands there and says the same stays as it is written; another keeps the
/// comments around it.
pub(super) fn set(block: &mut Table, key: &str, mut new: Value) {
    if let Some(stands) = block.get(key).and_then(Item::as_value) {
        let is_same = match (stands, &new) {
            (Value::String(one), Value::String(other)) => one.value() == other.value(),
            (Value::Integer(one), Value::Integer(other)) => one.value() == other.value(),
            (Value::Boolean(one), Value::Boolean(other)) => one.value() == other.value(),
            (Value::Array(one), Value::Array(other)) => {
                let words = |list: &Array| -> Vec<String> {
                    let words = list.iter().filter_map(Value::as_str);
                    words.map(str::to_owned).collect()
                };
                one.len() == words(one).len() && words(one) == words(other)
            }
            _ => false,
        };
        if is_same {
            return;
        }
        *new.decor_mut() = stands.decor().clone();
    }
    block.insert(key, Item::Value(new));
}

fn told(ruling: &VetoRuling) -> String {
    let [votes_for, votes_against] = match (ruling.votes_for, ruling.votes_against) {
        (0, 0) => [String::new(), String::new()],
        (votes, against) => [votes.to_string(), against.to_string()],
    };
    sentences::VETO.written(&[
        &ruling.proposal,
        &ruling.ground,
        ruling.state.key(),
        &ruling.checked_by,
        &ruling.reason,
        &votes_for,
        &votes_against,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::journal;

    const BY: Signature = Signature {
        by: "联络员甲",
        at: "t",
    };

    const PROPOSED: &str = "# 演示数据\nformat = 1\n\n# 专家提出的\n[[veto]]\nproposal = \"SM-10\" # 检测台\nground = \"duplicate\"\nstate = \"proposed\" # 待核\nproposed_by = \"E06\"\nevidence = '''须比对'''\n\n# 建议额度\n[[award]]\nproposal = \"GR-02\"\namount = \"270\"\n# 完\n";

    fn ruling(ground: &str, state: VetoState) -> VetoRuling {
        VetoRuling {
            proposal: "SM-10".into(),
            ground: ground.into(),
            state,
            proposed_by: "E06".into(),
            evidence: "须比对".into(),
            checked_by: "王某".into(),
            reason: "比对在研项目，\"同一台\"".into(),
            ..VetoRuling::default()
        }
    }

    /// Rules and returns the file; where that is refused, nothing may have changed.
    fn written(before: &str, ruling: &VetoRuling) -> io::Result<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        if !before.is_empty() {
            std::fs::write(&path, before).unwrap();
        }
        let done = veto(folder.path(), ruling, BY);
        let after = std::fs::read_to_string(&path).unwrap_or_default();
        let noted = journal::lines(folder.path());
        if done.is_err() {
            assert_eq!((after.as_str(), noted.len()), (before, 0));
        } else {
            assert_eq!(noted.len(), 1, "{noted:?}");
            assert!(noted[0].contains("SM-10: veto "), "{noted:?}");
        }
        done.map(|()| after)
    }

    #[test]
    fn what_was_proposed_is_ruled_on_in_its_place_and_all_else_stays() {
        for ending in ["\n", "\r\n"] {
            let before = PROPOSED.replace('\n', ending);
            let confirmed = ruling("duplicate", VetoState::Confirmed);
            let after = written(&before, &confirmed).unwrap();
            for kept in [
                "# 演示数据",
                "# 专家提出的",
                "# 检测台",
                "# 待核",
                "'''须比对'''",
                "# 建议额度",
                "# 完",
            ] {
                assert!(after.contains(kept), "{kept}\n{after}");
            }
            assert_eq!(after.matches("[[veto]]").count(), 1, "{after}");
            assert_eq!(after.matches('\n').count(), after.matches(ending).count());
            let read: Rulings = toml::from_str(&after).unwrap();
            assert_eq!(read.vetoes, [confirmed]);
            assert_eq!(read.awards.len(), 1);
        }
    }

    #[test]
    fn a_ruling_on_what_only_sheets_hold_is_a_block_of_its_own() {
        let mut found = ruling("principle", VetoState::Confirmed);
        (found.votes_for, found.votes_against) = (6, 3);
        let after = written(PROPOSED, &found).unwrap();
        let read: Rulings = toml::from_str(&after).unwrap();
        let state = read.vetoes[0].state;
        assert_eq!(state, VetoState::Proposed, "the other ground stays");
        assert_eq!(read.vetoes[1], found);
        let (veto, award) = (after.rfind("[[veto]]"), after.find("[[award]]"));
        assert!(veto < award, "vetoes stay together\n{after}");
        for none in ["", "format = 1\nveto = []\n"] {
            let after = written(none, &found).unwrap();
            let read: Rulings = toml::from_str(&after).unwrap();
            assert_eq!(read.format, 1, "{after}");
            assert_eq!(read.vetoes, [found.clone()], "{after}");
        }
    }

    #[test]
    fn what_cannot_be_read_or_was_ruled_on_by_others_is_left_alone() {
        let confirmed = ruling("duplicate", VetoState::Confirmed);
        let kind = |before: &str| written(before, &confirmed).unwrap_err().kind();
        assert_eq!(kind("veto = 3"), io::ErrorKind::InvalidData);
        assert_eq!(kind("[[veto]\n"), io::ErrorKind::InvalidData);
        let dismissed = PROPOSED.replace("\"proposed\"", "\"dismissed\"");
        assert_eq!(kind(&dismissed), io::ErrorKind::AlreadyExists);
    }
}
