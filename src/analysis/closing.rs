//! What is still open at the end of a round: whoever closes it all the same says why.

use super::receipts::Receipts;
use super::rounds::ProposalChange;
use super::sitting::Sitting;
use super::standing::{GroupStanding, ProposalStanding, Standings};
use crate::domain::closing::Gap;
use crate::domain::meeting::Meeting;
use crate::domain::panel::{Panel, Phase};
use crate::domain::proposal::Proposal;
use crate::domain::recommendation::{Lane, ReasonCode};

/// Returns what is still open in the panel and its results; nothing where everything is in
/// and decided. What only the files tell (conflicting cells, codes on paper) is not among it.
pub fn gaps(
    panel: &Panel,
    standings: &Standings,
    receipts: &Receipts,
    changes: &[ProposalChange],
) -> Vec<Gap> {
    let mut found = Vec::new();
    if panel.head.phase == Phase::Open && panel.head.frozen.rubric.is_empty() {
        found.push(Gap::RulesOpen);
    }
    let not_called = not_called(panel);
    if !not_called.is_empty() {
        found.push(Gap::NotCalled(not_called));
    }
    let (came, asked) = receipts.total();
    if asked > came {
        let owing = receipts.experts.iter();
        let owing = owing.filter(|one| !one.missing(None).is_empty());
        let names = owing.map(|one| panel.name_of(&one.expert).to_owned());
        found.push(Gap::Owed(asked - came, names.collect()));
    }
    let all = standings.groups.iter();
    let (lacking, awaiting) = too_few(panel, all);
    if !lacking.is_empty() {
        found.push(Gap::TooFew(lacking, awaiting));
    }
    let mut listed = |ids: Vec<String>, gap: fn(Vec<String>) -> Gap| {
        if !ids.is_empty() {
            found.push(gap(ids));
        }
    };
    listed(sent_back(panel, changes), Gap::SentBack);
    let pending = standings.groups.iter().flat_map(|one| &one.pending);
    let mut vetoes: Vec<String> = pending.map(|one| one.proposal.clone()).collect();
    vetoes.dedup();
    let is_adopted = |id: &&String| panel.opinion(id).is_some_and(|one| one.adopted);
    let hasty = vetoes.iter().filter(is_adopted).cloned().collect();
    listed(vetoes, Gap::Vetoes);
    listed(hasty, Gap::AdoptedBeforeRuling);
    let is_level = |code: ReasonCode| code == ReasonCode::TieAtLine;
    let level = standings.rows();
    let level = level.filter(|row| row.reasons.iter().any(|reason| is_level(reason.code)));
    listed(level.map(|row| row.proposal.clone()).collect(), Gap::Ties);
    // a conflict about what takes no part needs no ruling, as in the assignment
    let takes_part = |id: &str| panel.proposal(id).is_none_or(Proposal::is_scored);
    let candidates = panel.conflicts.iter();
    let candidates = candidates.filter(|one| one.state == "candidate" && takes_part(&one.proposal));
    let pairs = candidates.map(|one| format!("{} {}", panel.name_of(&one.expert), one.proposal));
    listed(pairs.collect(), Gap::Candidates);
    let drafts = panel.opinions.iter();
    let drafts = drafts.filter(|one| !one.adopted && !one.is_blank());
    listed(
        drafts.map(|one| one.proposal.clone()).collect(),
        Gap::Drafts,
    );
    found.extend(without_opinion(panel, standings));
    found
}

/// Returns the proposals on which a joint opinion can be written: those that enough experts
/// scored.
pub fn wanting_opinion(standings: &Standings) -> impl Iterator<Item = &str> {
    let scored = standings.rows().filter(|row| wants_opinion(row));
    scored.map(|row| row.proposal.as_str())
}

fn wants_opinion(row: &ProposalStanding) -> bool {
    row.n > 0 && row.lane != Lane::Invalid
}

/// Returns the scored proposals without a joint opinion, by group. A group is asked for opinions
/// where it wrote one or where any group met; a round without either does without opinions.
fn without_opinion(panel: &Panel, standings: &Standings) -> Option<Gap> {
    let is_written = |id: &str| {
        let opinion = panel.opinion(id);
        opinion.is_some_and(|one| one.adopted || !one.is_blank())
    };
    let is_written_of =
        |rows: &[ProposalStanding]| rows.iter().any(|row| is_written(&row.proposal));
    let has_met = panel.meetings.iter().any(has_begun);
    let has_written = standings.groups.iter().any(|one| is_written_of(&one.rows));
    if !has_met && !has_written {
        let mut scored = wanting_opinion(standings);
        return scored.next().map(|_| Gap::NoOpinions);
    }
    let is_asked = |group: &&GroupStanding| has_met || is_written_of(&group.rows);
    let (asked, others): (Vec<_>, Vec<_>) = standings.groups.iter().partition(is_asked);
    let others = others.iter().flat_map(|group| &group.rows);
    let others = others.filter(|row| wants_opinion(row)).count();
    let open = asked.into_iter().filter_map(|group| {
        let rows = group.rows.iter().filter(|row| wants_opinion(row));
        let open = rows.filter(|row| !is_written(&row.proposal));
        let ids: Vec<String> = open.map(|row| row.proposal.clone()).collect();
        (!ids.is_empty()).then(|| (group.name.clone(), ids))
    });
    let open: Vec<_> = open.collect();
    (!open.is_empty()).then_some(Gap::NoOpinion(open, others))
}

/// Returns the proposals that are not through the meeting of their group, where it has begun.
fn not_called(panel: &Panel) -> Vec<String> {
    let begun = panel.meetings.iter().filter(|one| has_begun(one));
    let found = begun.filter_map(|meeting| {
        let sitting = Sitting::of(panel, &meeting.group)?;
        let open = sitting.proposals().filter(|id| !meeting.is_done(id));
        Some(open.map(str::to_owned).collect::<Vec<_>>())
    });
    found.flatten().collect()
}

/// Returns the groups whose meeting has not begun, where that of another one has.
pub fn not_met(panel: &Panel) -> Vec<&str> {
    let is_met = |group: &str| panel.meeting(group).is_some_and(has_begun);
    let mut groups = panel.meeting_groups();
    if groups.iter().any(|group| is_met(group)) {
        groups.retain(|group| !is_met(group));
        return groups;
    }
    Vec::new()
}

/// Tells whether something was called in a meeting.
pub fn has_begun(meeting: &Meeting) -> bool {
    !meeting.item.is_empty()
}

/// Returns the proposals of some groups that have too few valid experts, as the result has it,
/// and those of them that would have enough once the sheets that are owed come: the review of
/// the others is to be made up. In a closed round no sheet comes any more.
pub fn too_few<'a>(
    panel: &Panel,
    groups: impl Iterator<Item = &'a GroupStanding>,
) -> (Vec<String>, Vec<String>) {
    let least = panel.policy.valid.experts.max(1);
    let is_closed = panel.head.phase == Phase::Closed;
    let (mut all, mut awaiting) = (Vec::new(), Vec::new());
    for group in groups {
        let short = group.rows.iter().filter(|row| row.lane == Lane::Invalid);
        for row in short {
            let missing = group.missing.iter();
            let owed = missing.filter(|one| one.proposal == row.proposal).count();
            all.push(row.proposal.clone());
            if owed > 0 && row.n + owed >= least && !is_closed {
                awaiting.push(row.proposal.clone());
            }
        }
    }
    (all, awaiting)
}

/// Returns the proposals that were sent back for a second round and that nobody scored again.
pub fn sent_back(panel: &Panel, changes: &[ProposalChange]) -> Vec<String> {
    let is_rescored = |id: &str| {
        let mut of_it = changes.iter().filter(|change| change.proposal == id);
        of_it.any(|change| change.experts.iter().any(|one| one.counts))
    };
    let again = panel.head.reconsider.proposals.iter();
    again.filter(|id| !is_rescored(id)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::super::standing::{PendingVeto, combine};
    use super::*;
    use crate::domain::Bilingual;
    use crate::domain::meeting::Attending;
    use crate::domain::opinion::Opinion;
    use crate::domain::people::{Assignment, Conflict, Expert, Group};
    use crate::domain::sheet::Round;

    fn group(id: &str, proposals: &[&str]) -> Group {
        Group {
            id: id.into(),
            name: Bilingual {
                zh: id.into(),
                ..Bilingual::default()
            },
            proposals: proposals.iter().map(|id| (*id).to_owned()).collect(),
            ..Group::default()
        }
    }

    fn proposal(id: &str) -> Proposal {
        Proposal {
            id: id.into(),
            ..Proposal::default()
        }
    }

    #[test]
    fn what_has_too_few_experts_is_open_unless_owed_sheets_would_be_enough() {
        let expert = |id: &str| Expert {
            id: id.into(),
            ..Expert::default()
        };
        let proposal = |id: &str| Proposal {
            id: id.into(),
            ..Proposal::default()
        };
        let assigned = |expert: &str| Assignment {
            expert: expert.into(),
            proposals: ["A", "B", "C"].map(Into::into).into(),
        };
        let recused = |expert: &str, proposal: &str| Conflict {
            expert: expert.into(),
            proposal: proposal.into(),
            state: "recused".into(),
            ..Conflict::default()
        };
        let mut panel = Panel {
            experts: ["E01", "E02"].map(expert).into(),
            proposals: ["A", "B", "C"].map(proposal).into(),
            assignments: ["E01", "E02"].map(assigned).into(),
            conflicts: vec![
                recused("E01", "A"),
                recused("E02", "A"),
                recused("E01", "B"),
            ],
            ..Panel::default()
        };
        panel.policy.valid.experts = 1;
        let of = |panel: &Panel| {
            let standings = combine(panel, &[], Round::First);
            let (all, awaiting) = too_few(panel, standings.groups.iter());
            assert_eq!(all, ["A", "B", "C"], "as many as the result says");
            awaiting
        };
        assert_eq!(of(&panel), ["B", "C"], "sheets of them are owed");
        panel.policy.valid.experts = 2;
        assert_eq!(of(&panel), ["C"], "what is owed is not enough for B");
        panel.head.phase = Phase::Closed;
        assert!(of(&panel).is_empty(), "nothing comes any more");
    }

    #[test]
    fn what_is_not_through_a_meeting_that_has_begun_is_open() {
        let mut panel = Panel {
            proposals: ["A", "B", "C"].map(proposal).into(),
            groups: vec![group("g", &["A", "B"]), group("h", &["C"])],
            ..Panel::default()
        };
        let mut meeting = Meeting {
            group: "g".into(),
            ..Meeting::default()
        };
        meeting.attend("E1", Attending::Here, "");
        panel.put_meeting(meeting.clone());
        assert!(not_called(&panel).is_empty(), "nobody met with its help");
        assert!(not_met(&panel).is_empty());
        meeting.call("A", "");
        for _ in 0..3 {
            meeting.advance();
        }
        meeting.call("B", "");
        meeting.set_aside();
        panel.put_meeting(meeting);
        assert_eq!(not_called(&panel), ["B"]);
        assert_eq!(not_met(&panel), ["h"]);
    }

    #[test]
    fn scored_proposals_without_an_opinion_are_open_where_opinions_are_written() {
        let mut panel = Panel {
            proposals: ["A", "B", "C", "D", "E"].map(proposal).into(),
            groups: vec![group("g", &["A", "B", "C"]), group("h", &["D", "E"])],
            ..Panel::default()
        };
        let mut standings = combine(&panel, &[], Round::First);
        for row in standings.groups.iter_mut().flat_map(|one| &mut one.rows) {
            (row.n, row.lane) = (3, Lane::Recommend);
        }
        standings.groups[1].rows[1].n = 0;
        let of = |panel: &Panel, standings: &Standings| without_opinion(panel, standings);
        assert_eq!(of(&panel, &Standings::default()), None, "nothing is scored");
        assert_eq!(of(&panel, &standings), Some(Gap::NoOpinions));
        assert!(!Gap::NoOpinions.takes_reason());
        let opinion = |id: &str, adopted: bool| Opinion {
            proposal: id.into(),
            strengths: "路线清楚".into(),
            adopted,
            ..Opinion::default()
        };
        panel.opinions = vec![opinion("A", true), opinion("B", false)];
        let told = |gap: Option<Gap>| match gap {
            Some(Gap::NoOpinion(groups, _)) => groups
                .into_iter()
                .map(|(name, ids)| format!("{} {}", name.zh, ids.join(" ")))
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            told(of(&panel, &standings)),
            ["g C"],
            "a draft is told apart"
        );
        let others = match of(&panel, &standings) {
            Some(Gap::NoOpinion(_, others)) => others,
            other => panic!("{other:?}"),
        };
        assert_eq!(others, 1, "D, whose group wrote none; nobody scored E");
        let mut meeting = Meeting {
            group: "h".into(),
            ..Meeting::default()
        };
        meeting.call("D", "");
        panel.put_meeting(meeting);
        assert_eq!(told(of(&panel, &standings)), ["g C", "h D"]);
        standings.groups[0].pending = vec![PendingVeto {
            proposal: "A".into(),
            ground: "v".into(),
            held: Vec::new(),
        }];
        let all = gaps(&panel, &standings, &Receipts::default(), &[]);
        assert!(all.contains(&Gap::AdoptedBeforeRuling(vec!["A".into()])));
    }

    #[test]
    fn nothing_is_open_in_an_empty_panel_and_drafts_and_candidates_are() {
        let mut panel = Panel::default();
        let of = |panel: &Panel| gaps(panel, &Standings::default(), &Receipts::default(), &[]);
        assert_eq!(of(&panel), []);
        let opinion = |id: &str, strengths: &str, adopted: bool| Opinion {
            proposal: id.into(),
            strengths: strengths.into(),
            adopted,
            ..Opinion::default()
        };
        panel.opinions = vec![
            opinion("A", "路线清楚", false),
            opinion("B", "", false),
            opinion("C", "路线清楚", true),
        ];
        let candidate = |state: &str| Conflict {
            expert: "E01".into(),
            proposal: "A".into(),
            state: state.into(),
            ..Conflict::default()
        };
        panel.conflicts = vec![candidate("candidate"), candidate("confirmed")];
        panel.head.reconsider.proposals = vec!["A".into()];
        let wanted = [
            Gap::SentBack(vec!["A".into()]),
            Gap::Candidates(vec!["E01 A".into()]),
            Gap::Drafts(vec!["A".into()]),
        ];
        assert_eq!(of(&panel), wanted);
    }
}
