//! The second round: when a proposal can be sent back to its experts, and what scoring it
//! again changed, per proposal the total, the place and the lane before and after, and per
//! expert which cells.

use super::standing::{ProposalStanding, Standings, combine};
use crate::domain::decimal::Decimal;
use crate::domain::panel::{Panel, Phase};
use crate::domain::proposal::Proposal;
use crate::domain::recommendation::Lane;
use crate::domain::sheet::mending::{Difference, differences};
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use std::collections::BTreeMap;

/// Most sheets that are combined again, over all proposals that are scored again, to tell
/// what each of them did to the others.
const MOST_SHEETS: usize = 500_000;

/// Why a proposal cannot be sent back to its experts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSentBack {
    /// The round is closed.
    Closed,
    /// The round is not open yet.
    NotOpen,
    /// It is not there, was withdrawn or may not take part.
    NoPart,
    /// It is in the second round already.
    Already,
    /// The sheets of these experts in the first round are not in yet.
    Missing(Vec<String>),
    /// No sheet of it counts.
    NobodyScored,
}

/// Tells whether a proposal can be sent back to its experts for a second round: the round is
/// open and every sheet that is owed of it is in.
///
/// # Errors
/// What stands against it.
pub fn can_be_sent_back(
    panel: &Panel,
    standings: &Standings,
    proposal: &str,
) -> Result<(), NotSentBack> {
    match panel.head.phase {
        Phase::Closed => return Err(NotSentBack::Closed),
        Phase::Draft => return Err(NotSentBack::NotOpen),
        Phase::Open => {}
    }
    if panel.round_of(proposal) == Round::Second {
        return Err(NotSentBack::Already);
    }
    if !panel.proposal(proposal).is_some_and(Proposal::is_scored) {
        return Err(NotSentBack::NoPart);
    }
    let missing = standings.owing(proposal);
    if !missing.is_empty() {
        return Err(NotSentBack::Missing(missing));
    }
    match standings.row(proposal) {
        Some(row) if row.n > 0 => Ok(()),
        _ => Err(NotSentBack::NobodyScored),
    }
}

/// Where a proposal stood and stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Total; none where it has none.
    pub total: Option<Decimal>,
    /// Place in its group.
    pub rank: Option<u32>,
    /// Lane.
    pub lane: Lane,
}

/// What the second round did to one proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalChange {
    /// Proposal id.
    pub proposal: String,
    /// It was scored again; else only its place moved.
    pub is_scored_again: bool,
    /// By the sheets of the first round alone.
    pub before: Standing,
    /// By those that count now.
    pub after: Standing,
    /// Who changed what, by expert id.
    pub experts: Vec<ExpertChange>,
    /// What its second sheets alone did to others, by id; nothing in the very largest panels.
    pub others: Vec<Moved>,
}

/// Another proposal that stands elsewhere because one was scored again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Proposal id.
    pub proposal: String,
    /// Were the one that was scored again left as it was in the first round.
    pub before: Standing,
    /// As it stands now.
    pub after: Standing,
}

/// What one expert changed in the second round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpertChange {
    /// Expert id.
    pub expert: String,
    /// Total of the first sheet.
    pub before: Option<Decimal>,
    /// Total of the second.
    pub after: Option<Decimal>,
    /// Submitted, so that it counts.
    pub counts: bool,
    /// Why the sheet was opened again.
    pub reason: String,
    /// The cells that differ.
    pub cells: Vec<Difference>,
}

/// How far the second round of one proposal is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// Proposal id.
    pub proposal: String,
    /// Experts who submitted again.
    pub came: Vec<String>,
    /// Experts whose first sheet still counts, and who are asked to score again.
    pub waiting: Vec<String>,
}

/// Returns how far each proposal is that was sent back: of the experts that count for it, who
/// submitted again.
pub fn scored_again(
    panel: &Panel,
    standings: &Standings,
    changes: &[ProposalChange],
) -> Vec<Again> {
    let of = |id: &String| {
        let change = changes.iter().find(|change| change.proposal == *id);
        let sheets = change.map_or(&[][..], |change| &change.experts);
        let is_in = |expert: &String| {
            let mut own = sheets.iter();
            own.any(|one| one.counts && one.expert == *expert)
        };
        let totals = standings.row(id).map_or(&[][..], |row| &row.totals);
        let experts = totals.iter().map(|one| one.expert.clone());
        let (came, waiting) = experts.partition(is_in);
        Again {
            proposal: id.clone(),
            came,
            waiting,
        }
    };
    panel.head.reconsider.proposals.iter().map(of).collect()
}

/// Returns the proposals that were scored again, then those whose place moved, each by id.
pub fn changes(panel: &Panel, sheets: &[ScoreSheet]) -> Vec<ProposalChange> {
    let first = of_round(sheets, Round::First);
    let before = combine(panel, first.iter().copied(), Round::First);
    let after = combine(panel, sheets, Round::Second);
    let (before, after) = (by_id(&before), by_id(&after));
    let again = of_round(sheets, Round::Second);
    let is_small = panel.head.reconsider.proposals.len() * sheets.len() <= MOST_SHEETS;
    let mut found = Vec::new();
    for proposal in &panel.proposals {
        let id = proposal.id.as_str();
        let (Some(old), Some(new)) = (before.get(id), after.get(id)) else {
            continue;
        };
        let second = again.iter().filter(|sheet| sheet.proposal == id);
        let experts: Vec<ExpertChange> = second
            .map(|sheet| expert_change(panel, sheet, &first))
            .collect();
        let is_scored_again = panel.round_of(id) == Round::Second || !experts.is_empty();
        let (old, new) = (standing(old), standing(new));
        let others = if is_small && experts.iter().any(|one| one.counts) {
            moved_by(panel, sheets, id, &after)
        } else {
            Vec::new()
        };
        if is_scored_again || old != new {
            found.push(ProposalChange {
                others,
                proposal: id.to_owned(),
                is_scored_again,
                before: old,
                after: new,
                experts,
            });
        }
    }
    found.sort_by_key(|change| !change.is_scored_again);
    found
}

/// What the second sheets of one proposal did to the others: all of them stay but these.
fn moved_by(
    panel: &Panel,
    sheets: &[ScoreSheet],
    id: &str,
    after: &BTreeMap<&str, &ProposalStanding>,
) -> Vec<Moved> {
    let is_its = |one: &&ScoreSheet| one.round == Round::Second && one.proposal == id;
    let left = sheets.iter().filter(|one| !is_its(one));
    let without = combine(panel, left, Round::Second);
    let mut found: Vec<Moved> = without
        .rows()
        .filter(|row| row.proposal != id)
        .filter_map(|row| {
            let (old, new) = (standing(row), standing(after.get(row.proposal.as_str())?));
            (old != new).then(|| Moved {
                proposal: row.proposal.clone(),
                before: old,
                after: new,
            })
        })
        .collect();
    found.sort_by(|left, right| left.proposal.cmp(&right.proposal));
    found
}

fn of_round(sheets: &[ScoreSheet], round: Round) -> Vec<&ScoreSheet> {
    let mut found: Vec<&ScoreSheet> = sheets.iter().filter(|one| one.round == round).collect();
    found.sort_by(|left, right| {
        (&left.proposal, &left.expert).cmp(&(&right.proposal, &right.expert))
    });
    found
}

fn by_id(standings: &Standings) -> BTreeMap<&str, &ProposalStanding> {
    standings
        .rows()
        .map(|row| (row.proposal.as_str(), row))
        .collect()
}

fn standing(row: &ProposalStanding) -> Standing {
    Standing {
        total: row.total,
        rank: row.rank,
        lane: row.lane,
    }
}

fn expert_change(panel: &Panel, sheet: &ScoreSheet, first: &[&ScoreSheet]) -> ExpertChange {
    let is_same = |one: &&ScoreSheet| one.expert == sheet.expert && one.proposal == sheet.proposal;
    let old = first.iter().copied().find(is_same);
    let rubric = panel.rubric_of(&sheet.proposal);
    let nothing = ScoreSheet::default();
    let cells = differences(old.unwrap_or(&nothing), sheet);
    ExpertChange {
        expert: sheet.expert.to_string(),
        before: old.and_then(|old| old.total(rubric)),
        after: sheet.total(rubric),
        counts: sheet.state == SheetState::Submitted,
        reason: sheet.reason.to_string(),
        cells,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Group;
    use crate::domain::proposal::ProposalState;
    use crate::domain::rubric::{Criterion, Scale};

    fn panel() -> Panel {
        let mut panel = Panel::default();
        panel.rubric.criteria = vec![Criterion {
            id: "t".into(),
            required: true,
            scale: Scale::default(),
            ..Criterion::default()
        }];
        let ids = ["A", "B", "C"];
        panel.proposals = ids
            .map(|id| Proposal {
                id: id.into(),
                ..Proposal::default()
            })
            .into();
        panel.groups = vec![Group {
            id: "g".into(),
            proposals: ids.map(String::from).into(),
            members: vec!["x".into()],
            ..Group::default()
        }];
        panel.policy.threshold.recommend = "75".into();
        panel.head.reconsider.proposals = vec!["A".into(), "B".into()];
        panel
    }

    fn sheet(round: Round, proposal: &str, score: &str) -> ScoreSheet {
        let mut sheet = ScoreSheet::new("", "x", proposal, round);
        sheet.state = SheetState::Submitted;
        sheet.scores.insert("t".into(), score.into());
        sheet
    }

    #[test]
    fn a_proposal_goes_back_only_when_all_that_is_owed_of_it_is_in() {
        let mut panel = panel();
        panel.head.reconsider.proposals = vec!["A".into()];
        panel.proposals[2].state = ProposalState::Withdrawn;
        let sheets = [
            sheet(Round::First, "A", "90"),
            sheet(Round::First, "B", "85"),
        ];
        let asked = |panel: &Panel, sheets: &[ScoreSheet], id: &str| {
            can_be_sent_back(panel, &combine(panel, sheets, Round::First), id)
        };
        assert_eq!(
            asked(&panel, &sheets, "B"),
            Err(NotSentBack::NotOpen),
            "still a draft"
        );
        panel.head.phase = Phase::Open;
        assert_eq!(asked(&panel, &sheets, "B"), Ok(()));
        assert_eq!(
            asked(&panel, &sheets[..1], "B"),
            Err(NotSentBack::Missing(vec!["x".into()]))
        );
        assert_eq!(asked(&panel, &sheets, "A"), Err(NotSentBack::Already));
        assert_eq!(asked(&panel, &sheets, "C"), Err(NotSentBack::NoPart));
        assert_eq!(asked(&panel, &sheets, "Z"), Err(NotSentBack::NoPart));
        let mut recused = sheet(Round::First, "B", "85");
        recused.state = SheetState::Recused;
        assert_eq!(
            asked(&panel, &[recused], "B"),
            Err(NotSentBack::NobodyScored)
        );
        panel.head.phase = Phase::Closed;
        assert_eq!(asked(&panel, &sheets, "B"), Err(NotSentBack::Closed));
    }

    #[test]
    fn who_moved_because_of_which_proposal_is_told_apart() {
        let panel = panel();
        let mut again = sheet(Round::Second, "A", "70");
        again.reason = "质询后有新情况".into();
        let sheets = [
            sheet(Round::First, "A", "90"),
            sheet(Round::First, "B", "85"),
            sheet(Round::First, "C", "80"),
            again,
            sheet(Round::Second, "B", "84"),
        ];
        let found = changes(&panel, &sheets);
        let of = |id: &str| found.iter().find(|one| one.proposal == id).unwrap();
        let a = of("A");
        assert_eq!((a.before.rank, a.after.rank), (Some(1), Some(3)));
        assert_eq!(
            (a.before.lane, a.after.lane),
            (Lane::Recommend, Lane::Decline)
        );
        assert_eq!(a.experts[0].reason, "质询后有新情况");
        let moved: Vec<(&str, Option<u32>, Option<u32>)> = a
            .others
            .iter()
            .map(|one| (one.proposal.as_str(), one.before.rank, one.after.rank))
            .collect();
        assert_eq!(
            moved,
            [("B", Some(2), Some(1)), ("C", Some(3), Some(2))],
            "of the second sheet of A alone"
        );
        assert!(of("B").others.is_empty(), "84 and 85 stand in one place");
        assert!(!of("C").is_scored_again);
    }

    #[test]
    fn a_second_sheet_that_is_not_submitted_moves_nobody() {
        let panel = panel();
        let mut draft = sheet(Round::Second, "A", "10");
        draft.state = SheetState::Draft;
        let sheets = [
            sheet(Round::First, "A", "90"),
            sheet(Round::First, "B", "85"),
            draft,
        ];
        let found = changes(&panel, &sheets);
        assert!(found.iter().all(|one| one.others.is_empty()));
        assert!(!found[0].experts[0].counts);
    }
}
