//! Who belongs to the groups of a panel, who leads them, and who is asked about a proposal.

use super::Panel;
use crate::domain::agenda::WHOLE_PANEL;
use crate::domain::people::{Expert, Group, Id};
use std::collections::{BTreeMap, BTreeSet, HashMap};

impl Panel {
    /// Returns how many proposals each expert scores, by id: as many as [`Panel::assigned`]
    /// returns for each, counted in one go.
    pub fn assigned_counts(&self) -> BTreeMap<&str, usize> {
        let placed = self.proposals.iter().enumerate();
        let scored: HashMap<&str, usize> = placed
            .filter(|(_, one)| one.is_scored())
            .map(|(place, one)| (one.id.as_str(), place))
            .collect();
        let mut mine: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
        for assignment in &self.assignments {
            let own = mine.entry(&assignment.expert).or_default();
            own.resize(self.proposals.len(), false);
            let mut next = 0;
            for id in &assignment.proposals {
                // mostly they stand in the order of the panel, and need not be looked up
                let follows = self.proposals.get(next).filter(|one| one.id == *id);
                let place = match follows {
                    Some(one) => one.is_scored().then_some(next),
                    None => scored.get(id.as_str()).copied(),
                };
                next = place.unwrap_or(next) + 1;
                if let Some(is_mine) = place.and_then(|place| own.get_mut(place)) {
                    *is_mine = true;
                }
            }
        }
        let counted = mine
            .into_iter()
            .map(|(expert, own)| (expert, own.iter().filter(|is_mine| **is_mine).count()));
        let mut counts: BTreeMap<&str, usize> = counted.collect();
        if self.assignments.is_empty() {
            let members = self.members();
            let free = scored
                .keys()
                .filter(|id| !members.contains_key(*id))
                .count();
            counts.extend(self.experts.iter().map(|one| (one.id.as_str(), free)));
            let grouped = members.iter().filter(|(id, _)| scored.contains_key(*id));
            for expert in grouped.flat_map(|(_, people)| people) {
                *counts.entry(expert).or_insert(free) += 1;
            }
        }
        counts
    }

    /// Returns the ids of the groups that meet, each once; that of the whole panel where there
    /// are no groups.
    pub fn meeting_groups(&self) -> Vec<&str> {
        if self.groups.is_empty() {
            return vec![WHOLE_PANEL];
        }
        let mut seen = BTreeSet::new();
        let ids = self.groups.iter().map(|group| group.id.as_str());
        ids.filter(|id| seen.insert(*id)).collect()
    }

    /// Returns the id of the group in whose meeting a proposal is presented; none for a proposal
    /// of no group.
    pub fn meeting_group_of(&self, proposal: &str) -> Option<&str> {
        if self.groups.is_empty() {
            return self.proposal(proposal).map(|_| WHOLE_PANEL);
        }
        self.group_of(proposal).map(|group| group.id.as_str())
    }

    /// Returns who sits in the meeting of a group, in the order of the panel: its members and
    /// chair, and whoever is assigned to one of its proposals; everybody where it names no
    /// members and nobody is assigned.
    pub fn people_of(&self, group: &str) -> Vec<&Expert> {
        let found = self.groups.iter().find(|one| one.id == group);
        let listed = self.listed(group).into_iter();
        let own: BTreeSet<&str> = listed.map(|one| one.id.as_str()).collect();
        let is_assigned = |ids: &[Id]| ids.iter().any(|id| own.contains(id.as_str()));
        let assigned = self.assignments.iter();
        let assigned = assigned.filter(|one| is_assigned(&one.proposals));
        let mut people: BTreeSet<&str> = assigned.map(|one| one.expert.as_str()).collect();
        people.extend(
            found
                .into_iter()
                .flat_map(|one| &one.members)
                .map(String::as_str),
        );
        let is_everybody = people.is_empty();
        people.extend(found.map(|one| one.chair.as_str()));
        let experts = self.experts.iter();
        experts
            .filter(|one| is_everybody || people.contains(one.id.as_str()))
            .collect()
    }

    /// Returns the expert id of a group's chair: the one that the group names, else the first
    /// of its people whose role is chair.
    pub fn chair_of(&self, group: &str) -> Option<&str> {
        let found = self.groups.iter().find(|one| one.id == group);
        let named = found.map(|one| one.chair.as_str());
        if let Some(named) = named.filter(|chair| !chair.is_empty()) {
            return Some(named);
        }
        let people = self.people_of(group).into_iter();
        let mut chairs = people.filter(|one| one.role == "chair");
        chairs.next().map(|one| one.id.as_str())
    }

    /// Returns the expert id of whoever chairs the meeting in which a proposal is presented.
    pub fn chair_for(&self, proposal: &str) -> Option<&str> {
        self.chair_of(self.meeting_group_of(proposal)?)
    }

    /// Returns who is asked to score a proposal, in the order of the panel: those who are
    /// assigned to it; where nobody assigned anything, members and chair of its group, and
    /// everybody where that names no members. Combining asks the same people.
    pub fn asked(&self, proposal: &str) -> Vec<&Expert> {
        let holds = |ids: &[Id]| ids.iter().any(|id| id == proposal);
        let experts = self.experts.iter();
        if !self.assignments.is_empty() {
            let assigned = self.assignments.iter().filter(|one| holds(&one.proposals));
            let assigned: BTreeSet<&str> = assigned.map(|one| one.expert.as_str()).collect();
            return experts
                .filter(|one| assigned.contains(one.id.as_str()))
                .collect();
        }
        let group = self.group_of(proposal);
        let group = group.filter(|one| !one.members.is_empty());
        experts
            .filter(|one| group.is_none_or(|group| belongs(group, &one.id)))
            .collect()
    }

    /// Returns who votes on a proposal, in the order of the panel: the members and the chair of
    /// its group; where that names no members, those who are asked to score it, and everybody
    /// where nobody is.
    pub fn voters(&self, proposal: &str) -> Vec<&Expert> {
        let group = self.group_of(proposal);
        match group.filter(|group| !group.members.is_empty()) {
            Some(group) => {
                let experts = self.experts.iter();
                experts.filter(|one| belongs(group, &one.id)).collect()
            }
            None => Some(self.asked(proposal))
                .filter(|asked| !asked.is_empty())
                .unwrap_or_else(|| self.experts.iter().collect()),
        }
    }
}

/// Tells whether an expert is a member of a group or its chair.
fn belongs(group: &Group, expert: &str) -> bool {
    group.chair == expert || group.members.iter().any(|id| id == expert)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Assignment;
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
        Panel {
            experts: ["E1", "E2", "E3", "E4"].map(expert).into(),
            proposals: ["A", "B"].map(proposal).into(),
            groups: vec![Group {
                id: "g".into(),
                chair: "E1".into(),
                members: vec!["E2".into()],
                proposals: vec!["A".into()],
                ..Group::default()
            }],
            ..Panel::default()
        }
    }

    fn ids(experts: &[&Expert]) -> String {
        let ids: Vec<&str> = experts.iter().map(|one| one.id.as_str()).collect();
        ids.join(" ")
    }

    #[test]
    fn whoever_is_assigned_sits_in_the_meeting_and_only_members_vote() {
        let mut panel = panel();
        assert_eq!(ids(&panel.people_of("g")), "E1 E2");
        assert_eq!(ids(&panel.asked("A")), "E1 E2");
        panel.assignments.push(Assignment {
            expert: "E4".into(),
            proposals: vec!["A".into()],
        });
        assert_eq!(ids(&panel.people_of("g")), "E1 E2 E4");
        assert_eq!(ids(&panel.asked("A")), "E4");
        assert_eq!(ids(&panel.voters("A")), "E1 E2");
    }

    #[test]
    fn a_group_without_members_is_everybody_and_not_its_chair_alone() {
        let mut panel = panel();
        panel.groups[0].members.clear();
        for found in [panel.people_of("g"), panel.asked("A"), panel.voters("A")] {
            assert_eq!(ids(&found), "E1 E2 E3 E4");
        }
        assert_eq!(ids(&panel.asked("B")), "E1 E2 E3 E4", "of no group");
        assert_eq!(panel.meeting_group_of("B"), None);
        panel.assignments.push(Assignment {
            expert: "E4".into(),
            proposals: vec!["A".into()],
        });
        assert_eq!(ids(&panel.voters("A")), "E4");
        assert_eq!(ids(&panel.asked("B")), "");
        assert_eq!(ids(&panel.voters("B")), "E1 E2 E3 E4", "somebody can vote");
    }

    #[test]
    fn who_chairs_is_named_or_has_the_role() {
        let mut panel = panel();
        assert_eq!(panel.chair_for("A"), Some("E1"));
        panel.groups[0].chair.clear();
        assert_eq!(panel.chair_for("A"), None);
        panel.experts[2].role = "chair".into();
        assert_eq!(panel.chair_for("A"), None, "E3 does not belong to it");
        panel.experts[1].role = "chair".into();
        assert_eq!(panel.chair_for("A"), Some("E2"));
        panel.groups.clear();
        assert_eq!(panel.chair_for("B"), Some("E2"));
        assert_eq!(panel.meeting_groups(), [WHOLE_PANEL]);
    }
}
