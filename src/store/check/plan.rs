//! The plan: readings that it lays down stand in their targets and give their reasons. What
//! of a target was read at all is known elsewhere; here it only gets its place in the file.

use super::Findings;
use crate::domain::panel::Panel;
use crate::domain::plan::{Chain, InnovationLink};
use crate::domain::problem::Trouble;
use std::ops::Range;

/// Checks the readings that the plan's files lay down.
pub fn check(panel: &Panel, findings: &mut Findings) {
    for chain in &panel.plan.chains {
        for link in &chain.links {
            for laid_down in &link.readings {
                let text = laid_down.text.as_str();
                let is_there = !text.trim().is_empty() && link.target.contains(text);
                let has_reason = !laid_down.note.zh.trim().is_empty();
                for (is_right, trouble) in [
                    (is_there, Trouble::NotInTarget),
                    (has_reason, Trouble::ReasonMissing),
                ] {
                    if !is_right {
                        report(chain, link, trouble, text, findings);
                    }
                }
            }
        }
    }
}

/// Reports something about a piece of a link's target, at the piece in the file, or else at
/// the link's id.
pub fn report(
    chain: &Chain,
    link: &InnovationLink,
    trouble: Trouble,
    piece: &str,
    findings: &mut Findings,
) {
    let file = format!("plan/{}.toml", chain.id);
    findings.report(&file, trouble, &[&link.id, piece], |text| {
        found(text, &link.id, piece)
    });
}

fn found(text: &str, link: &str, piece: &str) -> Range<usize> {
    let id = format!("id = \"{link}\"");
    let Some(start) = text.find(&id) else {
        return 0..0;
    };
    let block = text.get(start..).unwrap_or_default();
    let end = block.find("\n[[link]]").unwrap_or(block.len());
    let block = block.get(..end).unwrap_or_default();
    // the last place: a laid-down reading stands behind the target it quotes
    match block.rfind(piece).filter(|_| !piece.is_empty()) {
        Some(at) => start + at..start + at + piece.len(),
        None => start..start + id.len(),
    }
}
