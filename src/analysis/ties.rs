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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::standing::TieResult;
    use crate::analysis::standing::combine;
    use crate::domain::decimal::Decimal;
    use crate::domain::panel::Panel;
    use crate::domain::proposal::Proposal;
    use crate::domain::sheet::Round;

    #[test]
    fn a_vote_is_about_what_nothing_before_it_told_apart() {
        let proposal = |id: &str| Proposal {
            id: id.into(),
            ..Proposal::default()
        };
        let panel = Panel {
            proposals: ["A", "B", "C", "D"].map(proposal).into(),
            ..Panel::default()
        };
        let mut group = combine(&panel, &[], Round::First).groups.remove(0);
        let step = |rung: &str, value: Option<i64>| TieStep {
            rung: rung.into(),
            value: value.map(Decimal::from),
            result: TieResult::Equal,
        };
        // A and B stay equal, C was behind on the first rung, D came to no vote
        for (row, value) in group.rows.iter_mut().zip([Some(3), Some(3), Some(2), None]) {
            row.total = Some(Decimal::from(80));
            row.tie_trace = value.map_or_else(Vec::new, |value| {
                vec![step("recommend_votes", Some(value)), step(VOTE, None)]
            });
        }
        let tied = |id: &str| -> Vec<String> {
            let rows = tied_with(&group, id);
            rows.iter().map(|row| row.proposal.clone()).collect()
        };
        assert_eq!(tied("A"), ["A", "B"]);
        assert_eq!(tied("B"), ["A", "B"]);
        assert_eq!(tied("C"), ["C"]);
        assert!(tied("D").is_empty() && tied("X").is_empty());
    }
}
