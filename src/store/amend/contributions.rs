//! Writes what the panel confirms of a proposal's contributions as the blocks `[[confirmed]]`
//! of its joint opinion. Nothing else of the opinion is touched.

use super::rulings::blocks;
use super::{Signature, put_down, rewritten, text, unread};
use crate::domain::contribution::Contribution;
use crate::domain::is_valid_id;
use crate::domain::journal::sentences;
use crate::domain::opinion::Opinion;
use crate::store::source::SHEET_LIMIT;
use crate::text::tree;
use std::io;
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table, value};

/// Writes what is confirmed and one line into the journal. `before` is what the person saw
/// confirmed; the order decides nothing.
///
/// # Errors
/// The system's; `InvalidData` where the opinion cannot be read; `AlreadyExists` where somebody
/// else confirmed something else meanwhile. Then nothing was changed.
pub fn confirmed(
    panel: &Path,
    proposal: &str,
    (before, after): (&[Contribution], &[Contribution]),
    signature: Signature,
) -> io::Result<()> {
    if !is_valid_id(proposal) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let name = format!("opinions/{proposal}.toml");
    let stands = if panel.join(&name).exists() {
        text(panel, &name, SHEET_LIMIT)?
    } else {
        "format = 1\n".to_owned()
    };
    let opinion: Opinion = tree::read(&stands).map_err(|_| unread())?;
    if !is_same(&opinion.confirmed, before) && !is_same(&opinion.confirmed, after) {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let line = told(proposal, &opinion.confirmed, after);
    let written = changed(&stands, opinion, after).ok_or_else(unread)?;
    put_down(panel, &name, (&stands, &written), &line, signature)
}

fn is_same(one: &[Contribution], other: &[Contribution]) -> bool {
    let holds = |all: &[Contribution], what: &Contribution| all.contains(what);
    one.iter().all(|what| holds(other, what)) && other.iter().all(|what| holds(one, what))
}

fn changed(text: &str, mut wanted: Opinion, after: &[Contribution]) -> Option<String> {
    let held = std::mem::take(&mut wanted.confirmed);
    let new = after.iter().filter(|one| !held.contains(one));
    let new: Vec<Contribution> = new.cloned().collect();
    wanted.confirmed = held.into_iter().filter(|one| after.contains(one)).collect();
    wanted.confirmed.extend(new.iter().cloned());
    rewritten(text, &wanted, |document| put(document, after, &new))
}

fn put(document: &mut DocumentMut, after: &[Contribution], new: &[Contribution]) {
    if new.is_empty() && !document.contains_key("confirmed") {
        return;
    }
    let Some(blocks) = blocks(document, "confirmed") else {
        return;
    };
    blocks.retain(|block| after.contains(&of(block)));
    for one in new {
        let mut block = Table::new();
        block.decor_mut().set_prefix("\n");
        block.insert("goal", value(&one.goal));
        block.insert("name", value(&one.name));
        blocks.push(block);
    }
}

fn of(block: &Table) -> Contribution {
    let word = |key: &str| block.get(key).and_then(Item::as_str).unwrap_or_default();
    Contribution {
        goal: word("goal").to_owned(),
        name: word("name").to_owned(),
    }
}

fn told(proposal: &str, before: &[Contribution], after: &[Contribution]) -> String {
    let new = after.iter().filter(|one| !before.contains(one));
    let gone = before.iter().filter(|one| !after.contains(one));
    let new = new.map(|one| sentences::CONTRIBUTES.written(&[&one.goal, &one.name]));
    let gone = gone.map(|one| sentences::CONTRIBUTES_NOT.written(&[&one.goal, &one.name]));
    let parts: Vec<String> = new.chain(gone).collect();
    sentences::CONTRIBUTIONS.written(&[proposal, &parts.join("; ")])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::journal;

    fn one(goal: &str, name: &str) -> Contribution {
        Contribution {
            goal: goal.into(),
            name: name.into(),
        }
    }

    #[test]
    fn only_what_is_confirmed_changes_in_an_opinion() {
        let folder = tempfile::tempdir().unwrap();
        let signature = Signature {
            by: "组长",
            at: "t",
        };
        let text = "format = 1\nadopted = true # voted\nstrengths = \"好\"\n\n[[confirmed]]\ngoal = \"technologies\"\nname = \"甲\" # seen\n\n[[confirmed]]\ngoal = \"products\"\nname = \"乙\"\n\n[[minority]]\nexpert = \"E01\"\ntext = \"不同意\"\n";
        let path = folder.path().join("opinions/P.toml");
        std::fs::create_dir(folder.path().join("opinions")).unwrap();
        std::fs::write(&path, text).unwrap();
        let before = [one("products", "乙"), one("technologies", "甲")];
        let after = [one("technologies", "甲"), one("platforms", "丙")];
        confirmed(folder.path(), "P", (&before, &after), signature).unwrap();
        let written = std::fs::read_to_string(&path).unwrap();
        let opinion: Opinion = toml::from_str(&written).unwrap();
        assert_eq!(opinion.confirmed, after);
        for kept in ["adopted = true # voted", "name = \"甲\" # seen", "不同意"] {
            assert!(written.contains(kept), "{written}");
        }
        let refused = confirmed(folder.path(), "P", (&before, &[]), signature);
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        let line = journal::lines(folder.path()).concat();
        assert!(
            line.contains("P: contributions + platforms 丙; - products 乙"),
            "{line}"
        );
    }

    #[test]
    fn a_draft_opinion_is_begun_where_there_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let signature = Signature {
            by: "组长",
            at: "t",
        };
        let after = [one("technologies", "甲")];
        confirmed(folder.path(), "P", (&[], &after), signature).unwrap();
        let path = folder.path().join("opinions/P.toml");
        let written = std::fs::read_to_string(&path).unwrap();
        let opinion: Opinion = toml::from_str(&written).unwrap();
        assert!(opinion.confirmed == after && !opinion.adopted, "{written}");
        assert!(confirmed(folder.path(), "../P", (&[], &after), signature).is_err());
    }
}
