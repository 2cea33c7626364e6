//! The indicators that the secretariat marked, before opening, as ones that must be met.
//! Under the policy's `cap` an unmet or unpromised one makes a recommendation one after
//! changes; otherwise it is only told. The pairing that counts is the proposal's.

use crate::analysis::comparison::compare;
use crate::domain::decimal::Decimal;
use crate::domain::indicator::Verdict;
use crate::domain::panel::Panel;
use crate::domain::policy::Policy;
use crate::domain::proposal::Proposal;
use crate::domain::recommendation::{Reason, ReasonCode};

/// Returns the reason about indicators that must be met and are not; none where all are,
/// or none is marked for the proposal's main link.
pub fn unmet(panel: &Panel, proposal: &Proposal, policy: &Policy) -> Option<Reason> {
    let (_, link) = panel.plan.link(proposal.main_link()?)?;
    let must: Vec<&str> = panel.link_notes.must_meet(&link.id).collect();
    if must.is_empty() {
        return None;
    }
    let comparison = compare(link, proposal);
    let is_unmet = |verdict: Verdict| {
        matches!(
            verdict,
            Verdict::FallsShort | Verdict::NotPromised | Verdict::NotComparable
        )
    };
    let rows = must.iter().filter_map(|key| comparison.row(key));
    let names: Vec<&str> = rows
        .filter(|row| is_unmet(row.gap.verdict))
        .map(|row| row.indicator.shown_label())
        .collect();
    if names.is_empty() {
        return None;
    }
    let code = if policy.gap_rule.mode == "cap" {
        ReasonCode::MustMeet
    } else {
        ReasonCode::MustMeetAdvice
    };
    let numbers = [
        ("unmet", Decimal::from(names.len())),
        ("must", Decimal::from(must.len())),
    ];
    Some(Reason::new(code, &numbers).about(&names.join("、")))
}
