//! What is still missing before a round can be closed with nothing left open.

use crate::app::overlays::verifying::{Fit, fit};
use crate::app::round::RoundBook;
use crate::app::workspace::Workspace;
use crate::domain::panel::Panel;

/// Most ids that are named.
const NAMED: usize = 6;

/// One thing that is missing: its catalogue key, and what stands for `{0}` and `{1}`.
pub type Gap = (&'static str, [String; 2]);

/// Returns what is missing; nothing where everything is decided and in.
pub fn of(workspace: &Workspace) -> Vec<Gap> {
    let mut found = Vec::new();
    let panel = workspace.panel();
    match &workspace.results {
        None => found.push(("round.gap_results", Default::default())),
        Some(results) => {
            let (came, asked) = results.receipts.total();
            let owing = results.receipts.experts.iter();
            let owing = owing.filter(|one| !one.missing(None).is_empty());
            let names: Vec<&str> = owing.map(|one| name(panel, &one.expert)).collect();
            if asked > came {
                let owed = (asked - came).to_string();
                found.push(("round.gap_owed", [owed, named(&names)]));
            }
            let pending = results.standings.groups.iter().flat_map(|one| &one.pending);
            let mut ids: Vec<&str> = pending.map(|one| one.proposal.as_str()).collect();
            ids.dedup();
            if !ids.is_empty() {
                let count = ids.len().to_string();
                found.push(("round.gap_vetoes", [count, named(&ids)]));
            }
        }
    }
    let wrong = wrong_codes(&workspace.round);
    if !wrong.is_empty() {
        found.push(("round.gap_codes", [wrong.len().to_string(), named(&wrong)]));
    }
    let conflicts = workspace.inbox.conflicts.len();
    if conflicts > 0 {
        let text = conflicts.to_string();
        found.push(("round.gap_conflicts", [text, String::new()]));
    }
    let candidates = panel.conflicts.iter();
    let candidates = candidates.filter(|one| one.state == "candidate");
    let ids: Vec<String> = candidates
        .map(|one| format!("{} {}", name(panel, &one.expert), one.proposal))
        .collect();
    if !ids.is_empty() {
        let shown: Vec<&str> = ids.iter().map(String::as_str).collect();
        let count = ids.len().to_string();
        found.push(("round.gap_candidates", [count, named(&shown)]));
    }
    found
}

/// Returns the experts whose code on the signed paper was compared and does not fit.
pub fn wrong_codes(book: &RoundBook) -> Vec<&str> {
    let compared = book.compared.iter().flat_map(|(codes, _)| codes);
    let experts = compared.map(|(expert, _)| expert.as_str());
    experts
        .filter(|expert| matches!(fit(book, expert), Fit::Differs(_)))
        .collect()
}

fn name<'a>(panel: &'a Panel, expert: &'a str) -> &'a str {
    let known = panel.expert(expert).map(|one| one.name.as_str());
    known.filter(|name| !name.is_empty()).unwrap_or(expert)
}

/// The first few, and how many more.
pub fn named(ids: &[&str]) -> String {
    let first: Vec<&str> = ids.iter().copied().take(NAMED).collect();
    match ids.len().saturating_sub(first.len()) {
        0 => first.join("、"),
        more => format!("{} +{more}", first.join("、")),
    }
}
