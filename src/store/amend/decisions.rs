//! Writes what the bureau decided into `decisions.toml`: in the place of what stood there about
//! the same proposal, else as a new block at the end; or takes it out.

use super::blocks::{replace, take_out};
use super::{Signature, put_down, rewritten, text, unread};
use crate::domain::journal::sentences;
use crate::domain::rulings::Decision;
use crate::store::source::PANEL_FILE_LIMIT;
use crate::text::tree;
use serde::Deserialize;
use std::io;
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table, Value};

const FILE: &str = "decisions.toml";

/// The file as it means something.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Decisions {
    format: u32,
    decision: Vec<Decision>,
}

impl Decisions {
    fn of(&self, proposal: &str) -> Option<&Decision> {
        self.decision.iter().find(|one| one.proposal == proposal)
    }

    /// The same with another decision on a proposal; one that stands there more than once
    /// stands there once afterwards.
    fn settle(&mut self, proposal: &str, after: Option<&Decision>) {
        let place = self
            .decision
            .iter()
            .position(|one| one.proposal == proposal);
        self.decision.retain(|one| one.proposal != proposal);
        if let Some(after) = after {
            let place = place.unwrap_or(self.decision.len());
            self.decision
                .insert(place.min(self.decision.len()), after.clone());
        }
    }
}

/// Writes a decision, or takes it out, and one line into the journal. `before` is what the
/// person saw there.
///
/// # Errors
/// The system's; `InvalidData` where the file cannot be read; `AlreadyExists` where somebody
/// else wrote another decision meanwhile. Then nothing was changed.
pub fn decision(
    panel: &Path,
    proposal: &str,
    (before, after): (Option<&Decision>, Option<&Decision>),
    signature: Signature,
) -> io::Result<()> {
    let stands = if panel.join(FILE).exists() {
        text(panel, FILE, PANEL_FILE_LIMIT)?
    } else {
        "format = 1\n".to_owned()
    };
    let decisions: Decisions = tree::read(&stands).map_err(|_| unread())?;
    let found = decisions.of(proposal);
    if found != before && found != after {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let written = settled(&stands, decisions, proposal, after).ok_or_else(unread)?;
    let line = told(proposal, after);
    put_down(panel, FILE, (&stands, &written), &line, signature)
}

fn settled(
    text: &str,
    mut wanted: Decisions,
    proposal: &str,
    after: Option<&Decision>,
) -> Option<String> {
    wanted.settle(proposal, after);
    rewritten(text, &wanted, |document| put(document, proposal, after))
}

fn put(document: &mut DocumentMut, proposal: &str, after: Option<&Decision>) {
    let is_it = |block: &Table| block.get("proposal").and_then(Item::as_str) == Some(proposal);
    match after {
        Some(decision) => replace(document, "decision", is_it, |block| fill(block, decision)),
        None => take_out(document, "decision", is_it),
    }
}

fn fill(block: &mut Table, decision: &Decision) {
    for (key, text) in [
        ("proposal", &decision.proposal),
        ("outcome", &decision.outcome),
        ("amount", &decision.amount),
        ("reason", &decision.reason),
        ("minute", &decision.minute),
        ("approver", &decision.approver),
    ] {
        set(block, key, text);
    }
}

/// A value that says the same stays as it is written; another keeps the comments around it.
fn set(block: &mut Table, key: &str, text: &str) {
    let mut new = Value::from(text);
    if let Some(stands) = block.get(key).and_then(Item::as_value) {
        if stands.as_str() == Some(text) {
            return;
        }
        *new.decor_mut() = stands.decor().clone();
    }
    block.insert(key, Item::Value(new));
}

fn told(proposal: &str, after: Option<&Decision>) -> String {
    let Some(decision) = after else {
        return sentences::DECISION_OUT.written(&[proposal]);
    };
    sentences::DECIDED.written(&[
        proposal,
        &decision.outcome,
        &decision.amount,
        &decision.minute,
        &decision.approver,
        &decision.reason,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::journal;

    const FILE_TEXT: &str = "# head\n# kept\n\n[[decision]]\nproposal = \"A\"\noutcome = \"support\" # why\namount = \"260\"\nminute = \"1\"\napprover = \"甲\"\n\n# on B\n[[decision]]\noutcome = 'reserve'\nproposal = \"B\"\n# last\n";

    fn decision_on(proposal: &str, outcome: &str, amount: &str) -> Decision {
        Decision {
            proposal: proposal.into(),
            outcome: outcome.into(),
            amount: amount.into(),
            minute: "纪要 2".into(),
            approver: "乙".into(),
            ..Decision::default()
        }
    }

    fn written(text: &str, proposal: &str, after: Option<&Decision>) -> Option<String> {
        settled(text, toml::from_str(text).ok()?, proposal, after)
    }

    #[test]
    fn a_decision_changes_its_own_lines_and_all_else_stays() {
        let after = decision_on("A", "decline", "");
        for ending in ["\n", "\r\n"] {
            let text = FILE_TEXT.replace('\n', ending);
            let again = written(&text, "A", Some(&after)).unwrap();
            for kept in ["# head", "# kept", "# why", "# on B", "'reserve'", "# last"] {
                assert!(again.contains(kept), "{kept}\n{again}");
            }
            assert_eq!(again.matches('\n').count(), again.matches(ending).count());
            let read: Decisions = toml::from_str(&again).unwrap();
            assert_eq!(read.decision[0], after);
            assert_eq!(read.decision.len(), 2);
        }
        let new = decision_on("C", "support", "12.5");
        let again = written(FILE_TEXT, "C", Some(&new)).unwrap();
        assert!(
            again.starts_with(FILE_TEXT.strip_suffix("# last\n").unwrap()),
            "{again}"
        );
        for none in ["", "format = 1\ndecision = []\n"] {
            let again = written(none, "C", Some(&new)).unwrap();
            let read: Decisions = toml::from_str(&again).unwrap();
            assert_eq!(read.decision, std::slice::from_ref(&new), "{again}");
        }
    }

    #[test]
    fn what_is_taken_out_takes_no_remark_with_it() {
        let once = written(FILE_TEXT, "A", None).unwrap();
        assert!(once.contains("# head") && once.contains("# on B"), "{once}");
        assert!(!once.contains("\"A\""), "{once}");
        let none = written(&once, "B", None).unwrap();
        for kept in ["# head", "# on B", "# last"] {
            assert!(none.contains(kept), "{none}");
        }
        let read: Decisions = toml::from_str(&none).unwrap();
        assert!(read.decision.is_empty());
        let twice = format!("{FILE_TEXT}[[decision]]\nproposal = \"A\"\noutcome = \"decline\"\n");
        let after = decision_on("A", "reserve", "");
        let again = written(&twice, "A", Some(&after)).unwrap();
        assert_eq!(again.matches("\"A\"").count(), 1, "{again}");
    }

    #[test]
    fn what_others_decided_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        let signature = Signature { by: "甲", at: "t" };
        let (one, two) = (
            decision_on("A", "support", "1"),
            decision_on("A", "decline", ""),
        );
        let decide = |before, after| decision(path, "A", (before, after), signature);
        decide(None, Some(&one)).unwrap();
        let refused = decide(None, Some(&two)).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        decide(None, Some(&one)).unwrap();
        decide(Some(&one), Some(&two)).unwrap();
        decide(Some(&two), None).unwrap();
        let lines = journal::lines(path);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].ends_with("A: decided support, 1, minute 纪要 2, approved by 乙"));
        assert!(lines[2].ends_with("A: decision taken out"), "{lines:?}");
        std::fs::write(path.join(FILE), "[[decision]\n").unwrap();
        let refused = decide(None, Some(&one)).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::InvalidData);
    }
}
