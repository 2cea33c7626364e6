//! What the secretariat arranges about who scores what: assignments, who heard which
//! presentation, the people of a group, its agenda.

use super::agenda::Agenda;
use super::panel::Panel;
use super::people::{Absence, Assignment, Group, Id, Reassignment};

/// The people of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupPeople {
    /// Expert id of the chair.
    pub chair: String,
    /// Expert ids of the members.
    pub members: Vec<String>,
    /// Name of the liaison.
    pub liaison: String,
    /// Name of the observer.
    pub observer: String,
}

impl GroupPeople {
    /// Returns the people of a group.
    pub fn of(group: &Group) -> Self {
        Self {
            chair: group.chair.clone(),
            members: group.members.clone(),
            liaison: group.liaison.clone(),
            observer: group.observer.clone(),
        }
    }

    /// Tells whether an expert is asked to score the group's proposals where nobody assigned
    /// anything: members and chair, everybody where it names no members.
    pub fn asks(&self, expert: &str) -> bool {
        let is_member = self.members.iter().any(|id| id == expert);
        self.members.is_empty() || is_member || self.chair == expert
    }
}

/// One thing that is arranged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrangement {
    /// Who scores what, with the conflicts and groups that were found with it.
    Assignments(Reassignment),
    /// Experts heard a presentation, or did not.
    Presence {
        /// Proposal id.
        proposal: String,
        /// Expert ids of those who heard it after all.
        heard: Vec<String>,
        /// Expert ids of those who did not.
        unheard: Vec<String>,
    },
    /// Other people of a group.
    Group {
        /// Group id.
        id: String,
        /// Who stands in the file as far as the person knows.
        before: GroupPeople,
        /// Who is to stand there.
        after: GroupPeople,
    },
    /// The agenda of a group.
    Agenda(Box<AgendaChange>),
}

/// Another agenda of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaChange {
    /// What stands in the file as far as the person knows; none where the group has none.
    pub before: Option<Agenda>,
    /// What is to stand there; who made it is in it.
    pub after: Agenda,
}

impl Arrangement {
    /// Returns the same with when it is written, where that is told in the file.
    #[must_use]
    pub fn written_at(&self, at: &str) -> Self {
        let mut stamped = self.clone();
        if let Self::Agenda(change) = &mut stamped {
            at.clone_into(&mut change.after.at);
        }
        stamped
    }

    /// Changes the lists of a panel as the files change.
    pub fn apply(&self, panel: &mut Panel) {
        match self {
            Self::Assignments(change) => reassign(panel, change),
            Self::Presence {
                proposal,
                heard,
                unheard,
            } => {
                panel
                    .absences
                    .retain(|one| one.proposal != *proposal || !heard.contains(&one.expert));
                for expert in unheard {
                    if !panel.is_absent(expert, proposal) {
                        panel.absences.push(Absence {
                            proposal: proposal.clone(),
                            expert: expert.clone(),
                            reason: String::new(),
                        });
                    }
                }
            }
            Self::Group { id, after, .. } => {
                if let Some(group) = panel.groups.iter_mut().find(|one| one.id == *id) {
                    group.chair.clone_from(&after.chair);
                    group.members.clone_from(&after.members);
                    group.liaison.clone_from(&after.liaison);
                    group.observer.clone_from(&after.observer);
                }
            }
            Self::Agenda(change) => {
                let after = &change.after;
                panel.agendas.retain(|one| one.group != after.group);
                panel.agendas.push(after.clone());
            }
        }
    }
}

fn reassign(panel: &mut Panel, change: &Reassignment) {
    for (expert, proposal) in &change.removed {
        let own = panel.assignments.iter_mut();
        for assignment in own.filter(|one| one.expert == *expert) {
            assignment.proposals.retain(|id| id != proposal);
        }
    }
    for (expert, proposal) in &change.added {
        let of = |one: &&mut Assignment| one.expert == *expert;
        if let Some(assignment) = panel.assignments.iter_mut().find(of) {
            if !assignment.proposals.iter().any(|id| id == proposal) {
                assignment.proposals.push(Id::from(proposal));
            }
        } else {
            panel.assignments.push(Assignment {
                expert: expert.clone(),
                proposals: vec![Id::from(proposal)],
            });
        }
    }
    for conflict in &change.conflicts {
        if panel
            .conflict(&conflict.expert, &conflict.proposal)
            .is_none()
        {
            panel.conflicts.push(conflict.clone());
        }
    }
    panel.groups.extend(change.groups.iter().cloned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Conflict;

    fn pair(expert: &str, proposal: &str) -> (String, String) {
        (expert.to_owned(), proposal.to_owned())
    }

    #[test]
    fn a_group_has_one_agenda() {
        let mut panel = Panel::default();
        for (group, day) in [("a", "1"), ("b", "1"), ("a", "2")] {
            let after = Agenda {
                group: group.to_owned(),
                day: day.to_owned(),
                ..Agenda::default()
            };
            let change = AgendaChange {
                before: None,
                after,
            };
            let change = Arrangement::Agenda(Box::new(change)).written_at("t");
            change.apply(&mut panel);
        }
        assert_eq!(panel.agendas.len(), 2);
        let own = panel.agenda("a").unwrap();
        assert_eq!((own.day.as_str(), own.at.as_str()), ("2", "t"));
    }

    #[test]
    fn what_is_arranged_twice_stands_once() {
        let mut panel = Panel::default();
        let conflict = Conflict {
            proposal: "A".into(),
            expert: "E2".into(),
            state: "candidate".into(),
            ..Conflict::default()
        };
        let change = Reassignment {
            added: vec![pair("E1", "A"), pair("E1", "B")],
            conflicts: vec![conflict],
            ..Reassignment::default()
        };
        let absent = Arrangement::Presence {
            proposal: "A".into(),
            heard: Vec::new(),
            unheard: vec!["E1".into()],
        };
        for _ in 0..2 {
            Arrangement::Assignments(change.clone()).apply(&mut panel);
            absent.apply(&mut panel);
        }
        assert_eq!(panel.assignments.len(), 1);
        assert_eq!(panel.assignments[0].proposals, ["A", "B"]);
        assert_eq!((panel.conflicts.len(), panel.absences.len()), (1, 1));
        let change = Reassignment {
            removed: vec![pair("E1", "A")],
            ..Reassignment::default()
        };
        Arrangement::Assignments(change).apply(&mut panel);
        assert_eq!(panel.assignments[0].proposals, ["B"]);
        let heard = Arrangement::Presence {
            proposal: "A".into(),
            heard: vec!["E1".into()],
            unheard: Vec::new(),
        };
        heard.apply(&mut panel);
        assert!(panel.absences.is_empty());
    }
}
