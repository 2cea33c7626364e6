//! What a ruling on a conflict of interest changes in the result: the proposal with and
//! without the expert, and which others move with it; and what a vote on equal ranks moves.

use super::standing::{ProposalStanding, Standings, combine};
use crate::domain::panel::Panel;
use crate::domain::people::Conflict;
use crate::domain::recommendation::Stand;
use crate::domain::rulings::TieVote;
use crate::domain::sheet::{Round, ScoreSheet};

/// The results without and with a ruling.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// The proposal itself, before and after; none where it is in no result.
    pub own: Option<(Stand, Stand)>,
    /// The other proposals whose rank or lane changes, before and after, by id.
    pub others: Vec<(Stand, Stand)>,
    /// A sheet of the expert lies there.
    pub has_sheet: bool,
}

/// Returns what a ruling changes.
pub fn difference(
    panel: &Panel,
    sheets: &[ScoreSheet],
    round: Round,
    ruling: &Conflict,
) -> Difference {
    let before = combine(panel, sheets, round);
    let mut ruled = panel.clone();
    ruled.rule_on_conflict(ruling);
    let after = combine(&ruled, sheets, round);
    let pair = |id: &str| before.row(id).map(stand).zip(after.row(id).map(stand));
    let is_of = |one: &ScoreSheet| one.proposal == ruling.proposal && one.expert == ruling.expert;
    Difference {
        own: pair(&ruling.proposal),
        others: others(&before, &after, &ruling.proposal),
        has_sheet: sheets.iter().any(is_of),
    }
}

/// Returns the proposals whose rank or lane a recorded vote changes, before and after, by id.
pub fn moved_by_vote(
    panel: &Panel,
    sheets: &[ScoreSheet],
    round: Round,
    vote: &TieVote,
) -> Vec<(Stand, Stand)> {
    let mut voted = panel.clone();
    voted.rulings.vote(vote);
    let before = combine(panel, sheets, round);
    let after = combine(&voted, sheets, round);
    others(&before, &after, "")
}

fn others(before: &Standings, after: &Standings, proposal: &str) -> Vec<(Stand, Stand)> {
    let after: std::collections::BTreeMap<&str, &ProposalStanding> = after
        .rows()
        .map(|row| (row.proposal.as_str(), row))
        .collect();
    let moved = before.rows().filter_map(|row| {
        let new = after.get(row.proposal.as_str())?;
        let is_moved = (row.rank, row.lane) != (new.rank, new.lane);
        (is_moved && row.proposal != proposal).then(|| (stand(row), stand(new)))
    });
    let mut moved: Vec<(Stand, Stand)> = moved.collect();
    moved.sort_by(|left, right| left.0.proposal.cmp(&right.0.proposal));
    moved
}

fn stand(row: &ProposalStanding) -> Stand {
    Stand {
        proposal: row.proposal.clone(),
        n: row.n,
        total: row.total,
        rank: row.rank,
        lane: row.lane,
    }
}
