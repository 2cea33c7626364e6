//! Who may vote on proposals, and whether a recorded vote can stand: never more votes than
//! members who were there and are not recused, never fewer than the quorum. The plan names no
//! rule for votes; the quorum is the policy's fewest valid experts.

use super::meeting::Attending;
use super::panel::Panel;
use std::collections::BTreeSet;

/// Who may vote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Electorate {
    /// Expert ids of those who may vote, in the order of the panel's experts.
    pub members: Vec<String>,
    /// Members who are recused.
    pub recused: Vec<String>,
    /// Members who were not there: they did not hear the presentation, or never signed in at a
    /// meeting that has a roll call.
    pub away: Vec<String>,
    /// Fewest votes that decide anything; 0 for no minimum.
    pub quorum: usize,
}

/// Why a recorded vote cannot stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteFault {
    /// More votes than members who may vote.
    TooMany {
        /// Votes that were cast.
        cast: usize,
        /// Members who may vote.
        entitled: usize,
    },
    /// Fewer votes than the quorum.
    BelowQuorum {
        /// Votes that were cast.
        cast: usize,
        /// Fewest votes.
        quorum: usize,
    },
}

impl Electorate {
    /// Returns who may vote on all of these proposals together: the members of their groups,
    /// else those they are assigned to, else all experts.
    pub fn of(panel: &Panel, proposals: &[&str]) -> Self {
        let voters = proposals.iter().flat_map(|id| panel.voters(id));
        let asked: BTreeSet<&str> = voters.map(|one| one.id.as_str()).collect();
        let mut electorate = Self {
            quorum: panel.policy.valid.experts,
            ..Self::default()
        };
        for expert in &panel.experts {
            let id = expert.id.as_str();
            if !asked.contains(id) {
                continue;
            }
            let is_recused = |proposal: &&str| panel.recusal(id, proposal).is_some();
            let is_away = |proposal: &&str| is_away(panel, id, proposal);
            let list = if proposals.iter().any(is_recused) {
                &mut electorate.recused
            } else if proposals.iter().any(is_away) {
                &mut electorate.away
            } else {
                &mut electorate.members
            };
            list.push(id.to_owned());
        }
        electorate
    }

    /// Takes those out who recused themselves in their own sheets.
    #[must_use]
    pub fn without(mut self, recused: &[String]) -> Self {
        for id in recused {
            let stood = self.members.len() + self.away.len();
            self.members.retain(|one| one != id);
            self.away.retain(|one| one != id);
            if self.members.len() + self.away.len() < stood {
                self.recused.push(id.clone());
            }
        }
        self
    }

    /// Looks whether so many votes can have been cast.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn check(&self, cast: u64) -> Result<(), VoteFault> {
        let cast = usize::try_from(cast).unwrap_or(usize::MAX);
        let (entitled, quorum) = (self.members.len(), self.quorum);
        if cast > entitled {
            return Err(VoteFault::TooMany { cast, entitled });
        }
        if cast < quorum.max(1) {
            return Err(VoteFault::BelowQuorum { cast, quorum });
        }
        Ok(())
    }
}

/// Whoever did not hear a presentation does not vote on it; where there is a roll call, whoever
/// never signed in does not either. Who left early may have voted before.
fn is_away(panel: &Panel, expert: &str, proposal: &str) -> bool {
    if panel.is_absent(expert, proposal) {
        return true;
    }
    let group = panel.meeting_group_of(proposal);
    let meeting = group.and_then(|group| panel.meeting(group));
    meeting.is_some_and(|meeting| {
        meeting.has_roll_call() && meeting.attending(expert) == Attending::Away
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::{Attendance, Meeting};
    use crate::domain::people::{Absence, Conflict, Expert, Group};
    use crate::domain::proposal::Proposal;

    fn panel() -> Panel {
        let expert = |id: &str| Expert {
            id: id.into(),
            ..Expert::default()
        };
        let proposal = |id: &str| Proposal {
            id: id.into(),
            ..Proposal::default()
        };
        let mut panel = Panel {
            experts: ["E1", "E2", "E3", "E4", "E5"].map(expert).into(),
            proposals: ["A", "B"].map(proposal).into(),
            groups: vec![Group {
                id: "g".into(),
                chair: "E1".into(),
                members: ["E1", "E2", "E3", "E4"].map(str::to_owned).into(),
                proposals: vec!["A".into(), "B".into()],
                ..Group::default()
            }],
            ..Panel::default()
        };
        panel.policy.valid.experts = 2;
        panel.conflicts.push(Conflict {
            proposal: "A".into(),
            expert: "E2".into(),
            state: "recused".into(),
            ..Conflict::default()
        });
        panel
    }

    #[test]
    fn the_recused_and_the_absent_do_not_vote() {
        let mut panel = panel();
        assert_eq!(Electorate::of(&panel, &["A"]).members, ["E1", "E3", "E4"]);
        assert_eq!(Electorate::of(&panel, &["A"]).recused, ["E2"]);
        assert_eq!(Electorate::of(&panel, &["B"]).members.len(), 4);
        assert_eq!(Electorate::of(&panel, &["B", "A"]).members.len(), 3);
        panel.absences.push(Absence {
            proposal: "A".into(),
            expert: "E3".into(),
            ..Absence::default()
        });
        let own = Electorate::of(&panel, &["A"]).without(&["E4".into()]);
        assert_eq!(
            (own.members, own.away),
            (vec!["E1".into()], vec!["E3".into()])
        );
        panel.meetings.push(Meeting {
            group: "g".into(),
            attendance: vec![Attendance {
                expert: "E4".into(),
                state: Attending::Left,
                ..Attendance::default()
            }],
            ..Meeting::default()
        });
        assert_eq!(Electorate::of(&panel, &["B"]).members, ["E4"]);
        panel.groups.clear();
        panel.meetings.clear();
        assert_eq!(Electorate::of(&panel, &["B"]).members.len(), 5);
    }

    #[test]
    fn votes_are_counted_against_members_and_quorum() {
        let electorate = Electorate::of(&panel(), &["A"]);
        assert_eq!(electorate.check(3), Ok(()));
        assert_eq!(electorate.check(2), Ok(()));
        let few = VoteFault::BelowQuorum { cast: 1, quorum: 2 };
        assert_eq!(electorate.check(1), Err(few));
        let (cast, entitled) = (4, 3);
        let many = VoteFault::TooMany { cast, entitled };
        assert_eq!(electorate.check(4), Err(many));
        let none = Electorate::default();
        assert!(none.check(0).is_err(), "nobody decides nothing");
    }
}
