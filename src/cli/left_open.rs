//! What is still open in a panel whose round is to be closed, as `heyi close` tells it.

use super::round::Loaded;
use crate::analysis::closing::gaps;
use crate::analysis::receipts::Receipts;
use crate::analysis::rounds::changes;
use crate::analysis::standing::combine;
use crate::domain::closing::Gap;
use crate::domain::panel::Phase;
use crate::i18n::Language;
use crate::i18n::closing::gap as words_of_gap;
use crate::store::merge::rebuilt;
use crate::store::source::Source;
use crate::text::scrub::one_line;
use std::io::Write;
use std::path::Path;

/// Returns what is still open: in the results and in what was received. Nothing in a round
/// that is not open, which cannot be closed anyway.
pub fn of(folder: &Path, loaded: &Loaded) -> Vec<Gap> {
    let (panel, sheets) = (&loaded.panel, &loaded.sheets);
    if panel.head.phase != Phase::Open {
        return Vec::new();
    }
    let standings = combine(panel, sheets, loaded.round);
    let receipts = Receipts::of(panel, &standings, sheets);
    let changes = match panel.head.reconsider.proposals.as_slice() {
        [] => Vec::new(),
        _ => changes(panel, sheets),
    };
    let mut found = gaps(panel, &standings, &receipts, &changes);
    let conflicts = rebuilt(&Source::Folder(folder.to_path_buf()), panel).conflicts;
    if !conflicts.is_empty() {
        found.push(Gap::Conflicts(conflicts.len()));
    }
    found
}

/// Returns it in words, one sentence each.
pub fn words(gaps: &[Gap], language: Language) -> Vec<String> {
    gaps.iter().map(|gap| words_of_gap(gap, language)).collect()
}

/// Lists it on standard error.
pub fn complain(gaps: &[Gap], language: Language) {
    let mut err = std::io::stderr().lock();
    for text in words(gaps, language) {
        let _ = writeln!(err, "! {}", one_line(&text));
    }
}
