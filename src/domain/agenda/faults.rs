//! What an agenda names that its group does not present, and what it leaves out. Nobody decides
//! about it silently: whoever uses such an agenda says what becomes of these lines.

use super::Agenda;
use crate::domain::panel::Panel;
use std::collections::BTreeSet;

/// What is wrong with the proposals of an agenda, by their ids, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgendaFaults {
    /// The panel has no such proposals; they are left out.
    pub unknown: Vec<String>,
    /// Proposals of other groups; they are left out.
    pub foreign: Vec<String>,
    /// Named more than once; the first time counts.
    pub twice: Vec<String>,
    /// Presented and not named; they come last.
    pub lacking: Vec<String>,
}

impl AgendaFaults {
    /// Looks at an agenda. In a panel without any proposals, none of them is called unknown.
    pub fn of(agenda: &Agenda, panel: &Panel) -> Self {
        let listed = panel.listed(&agenda.group);
        let own: BTreeSet<&str> = listed.iter().map(|one| one.id.as_str()).collect();
        let mut found = Self::default();
        let mut seen = BTreeSet::new();
        for id in agenda.proposals() {
            if !seen.insert(id) {
                add(&mut found.twice, id);
            } else if panel.proposal(id).is_none() {
                if !panel.proposals.is_empty() {
                    add(&mut found.unknown, id);
                }
            } else if !own.contains(id) {
                add(&mut found.foreign, id);
            }
        }
        let presented = panel.presentable(&agenda.group).into_iter();
        let lacking = presented.filter(|one| !seen.contains(one.id.as_str()));
        found.lacking = lacking.map(|one| one.id.clone()).collect();
        found
    }

    /// Looks at an agenda that is shown: what is wrong with the one in the file, as long as its
    /// order is shown; of another order what is wrong with that.
    pub fn of_shown(shown: &Agenda, panel: &Panel) -> Self {
        let stands = panel.agenda(&shown.group);
        let is_shown = |one: &&Agenda| one.up_to_date(panel).proposals().eq(shown.proposals());
        Self::of(stands.filter(is_shown).unwrap_or(shown), panel)
    }
}

fn add(list: &mut Vec<String>, id: &str) {
    if !list.iter().any(|one| one == id) {
        list.push(id.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::agenda::AgendaItem;
    use crate::domain::people::Group;
    use crate::domain::proposal::{Proposal, ProposalState};

    #[test]
    fn what_no_meeting_of_the_group_can_present_is_told_once() {
        let proposal = |id: &str| Proposal {
            id: id.into(),
            ..Proposal::default()
        };
        let mut panel = Panel {
            proposals: ["A", "B", "C", "D"].map(proposal).into(),
            groups: vec![Group {
                id: "g".into(),
                proposals: ["A", "B", "C"].map(str::to_owned).into(),
                ..Group::default()
            }],
            ..Panel::default()
        };
        let agenda = Agenda {
            group: "g".into(),
            item: ["A", "X", "D", "A", "X", "A"].map(AgendaItem::of).into(),
            ..Agenda::default()
        };
        let ids = |all: &[&str]| -> Vec<String> { all.iter().map(|&id| id.to_owned()).collect() };
        let found = AgendaFaults::of(&agenda, &panel);
        let wanted = AgendaFaults {
            unknown: ids(&["X"]),
            foreign: ids(&["D"]),
            twice: ids(&["A", "X"]),
            lacking: ids(&["B", "C"]),
        };
        assert_eq!(found, wanted);
        panel.proposals[1].state = ProposalState::Withdrawn;
        assert_eq!(AgendaFaults::of(&agenda, &panel).lacking, ["C"]);
        panel.proposals.clear();
        assert!(AgendaFaults::of(&agenda, &panel).unknown.is_empty());
    }
}
