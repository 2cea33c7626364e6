//! What is still open before a round can be closed: in the results, in what was received and
//! on the signed paper.

use crate::analysis::closing;
use crate::app::overlays::verifying::{Fit, fit};
use crate::app::round::RoundBook;
use crate::app::workspace::Workspace;
use crate::domain::closing::Gap;

/// Returns what is still open; nothing where everything is decided and in.
pub fn of(workspace: &Workspace) -> Vec<Gap> {
    let mut found = match &workspace.results {
        None => vec![Gap::NotComputed],
        Some(results) => {
            let (standings, receipts) = (&results.standings, &results.receipts);
            closing::gaps(workspace.panel(), standings, receipts, &results.changes)
        }
    };
    let wrong = wrong_codes(&workspace.round);
    if !wrong.is_empty() {
        found.push(Gap::Codes(wrong));
    }
    let conflicts = workspace.inbox.conflicts.len();
    if conflicts > 0 {
        found.push(Gap::Conflicts(conflicts));
    }
    found
}

/// Returns the experts whose code on the signed paper was compared and does not fit.
pub fn wrong_codes(book: &RoundBook) -> Vec<String> {
    let compared = book.compared.iter().flat_map(|(codes, _)| codes);
    let experts = compared.map(|(expert, _)| expert);
    let is_wrong = |expert: &&String| matches!(fit(book, expert), Fit::Differs(_));
    experts.filter(is_wrong).cloned().collect()
}
