//! Phrases for comments: they say something, and what they are about is there.

use super::{Findings, value_in_block};
use crate::domain::panel::Panel;
use crate::domain::problem::Trouble;
use crate::domain::proposal::ProposalKind;

const FILE: &str = "phrases.toml";
const BLOCK: &str = "[[phrase]]";

/// Checks them.
pub fn check(panel: &Panel, findings: &mut Findings) {
    for (nth, phrase) in panel.phrases.phrases.iter().enumerate() {
        let number = (nth + 1).to_string();
        if phrase.text.zh.trim().is_empty() && phrase.text.en.trim().is_empty() {
            findings.report(FILE, Trouble::PhraseEmpty, &[&number], |text| {
                value_in_block(text, BLOCK, nth, "text")
            });
        }
        let criteria = &panel.rubric.criteria;
        let criterion = phrase.criterion.as_str();
        let is_known = criterion.is_empty()
            || criteria.is_empty()
            || criteria.iter().any(|one| one.id == criterion);
        if !is_known {
            findings.report(FILE, Trouble::PhraseLost, &[&number, criterion], |text| {
                value_in_block(text, BLOCK, nth, "criterion")
            });
        }
        let kind = phrase.kind.as_str();
        if !kind.is_empty() && !ProposalKind::ALL.iter().any(|one| one.key() == kind) {
            findings.report(FILE, Trouble::PhraseLost, &[&number, kind], |text| {
                value_in_block(text, BLOCK, nth, "kind")
            });
        }
    }
}
