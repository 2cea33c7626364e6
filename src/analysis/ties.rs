//! Which proposals a recorded vote is about: those that nothing before that rung of the ladder
//! told apart.

use super::standing::{GroupStanding, ProposalStanding, TieStep};

/// The rung of the ladder that is a vote.
pub const VOTE: &str = "recorded_vote";

/// Returns the proposals that came to the vote together with one of the group, in rank order;
/// fewer than two where it came to no vote. A vote that is recorded already changes nothing.
pub fn tied_with<'a>(group: &'a GroupStanding, proposal: &str) -> Vec<&'a ProposalStanding> {
    let mut rows = group.rows.iter();
    let Some((own, before)) = rows
        .find(|row| row.proposal == proposal)
        .and_then(|row| Some((row, before_vote(row)?)))
    else {
        return Vec::new();
    };
    let rows = group.rows.iter();
    rows.filter(|row| row.total == own.total && before_vote(row).is_some_and(|one| one == before))
        .collect()
}

/// Returns what told apart before the vote; none where the ladder came to no vote.
fn before_vote(
    row: &ProposalStanding,
) -> Option<Vec<(&str, Option<crate::domain::decimal::Decimal>)>> {
    let at = row.tie_trace.iter().position(|step| step.rung == VOTE)?;
    let steps = row.tie_trace.iter().take(at);
    Some(
        steps
            .map(|step: &TieStep| (step.rung.as_str(), step.value))
            .collect(),
    )
}
