//! What is there before a round is opened: proposals, experts, who scores what, which links
//! are confirmed, and whose pack has something in it.

use super::staffing::Staffing;
use crate::domain::panel::Panel;
use crate::domain::people::Id;
use crate::domain::proposal::Proposal;
use crate::domain::sheet::Round;
use std::collections::{BTreeMap, BTreeSet};

/// What is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readiness {
    /// All proposals.
    pub proposals: usize,
    /// Those that take part.
    pub scored: usize,
    /// All experts.
    pub experts: usize,
    /// The rubric's criteria.
    pub criteria: usize,
    /// The file of assignments names somebody; else the groups' members score.
    pub is_assigned: bool,
    /// Fewest experts that a proposal needs.
    pub minimum: usize,
    /// Whether every proposal has enough experts, as far as it is known without sheets.
    pub staffing: Staffing,
    /// The plan has links that proposals can be about.
    pub has_links: bool,
    /// Proposals whose link nobody confirmed, by id.
    pub unconfirmed: Vec<String>,
    /// Experts who are asked about something, in the order of the panel, and how much of it they
    /// score: what they are kept from is not among it.
    pub packs: Vec<(String, usize)>,
}

impl Readiness {
    /// Looks at a panel.
    pub fn of(panel: &Panel) -> Self {
        let scored: Vec<&Proposal> = panel
            .proposals
            .iter()
            .filter(|proposal| proposal.is_scored())
            .collect();
        let asked = asked(panel, &scored);
        let mut of_expert: BTreeMap<&str, usize> = BTreeMap::new();
        for (proposal, expert) in &asked {
            let may_score = panel.recusal(expert, proposal).is_none();
            *of_expert.entry(expert).or_default() += usize::from(may_score);
        }
        let minimum = panel.policy.valid.experts.max(1);
        let experts = panel.experts.iter();
        let packs = experts.filter_map(|expert| {
            let count = of_expert.get(expert.id.as_str())?;
            Some((expert.id.clone(), *count))
        });
        let chains = panel.plan.chains.iter();
        let open = scored.iter().filter(|one| one.confirmed_by.is_empty());
        Self {
            proposals: panel.proposals.len(),
            scored: scored.len(),
            experts: panel.experts.len(),
            criteria: panel.rubric.criteria.len(),
            is_assigned: !panel.assignments.is_empty(),
            minimum,
            staffing: Staffing::of(panel, &[], Round::First),
            has_links: chains.into_iter().any(|chain| !chain.links.is_empty()),
            unconfirmed: open.map(|one| one.id.clone()).collect(),
            packs: packs.collect(),
        }
    }

    /// Returns how many proposals have a confirmed link.
    pub fn confirmed(&self) -> usize {
        self.scored.saturating_sub(self.unconfirmed.len())
    }
}

/// Every proposal with every expert who is asked about it, recused ones among them.
fn asked<'a>(panel: &'a Panel, scored: &[&'a Proposal]) -> BTreeSet<(&'a str, &'a str)> {
    let takes_part: BTreeSet<&str> = scored.iter().map(|one| one.id.as_str()).collect();
    let everybody: BTreeSet<&str> = panel.experts.iter().map(|one| one.id.as_str()).collect();
    let mut asked = BTreeSet::new();
    if panel.assignments.is_empty() {
        let members = panel.members();
        for id in takes_part {
            let people = members.get(id).unwrap_or(&everybody);
            asked.extend(people.iter().map(|expert| (id, *expert)));
        }
        return asked;
    }
    for one in &panel.assignments {
        let own = one.proposals.iter().map(Id::as_str);
        let own = own.filter(|id| takes_part.contains(id));
        asked.extend(own.map(|id| (id, one.expert.as_str())));
    }
    asked.retain(|(_, expert)| everybody.contains(expert));
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::staffing::Shortage;
    use crate::domain::people::{Assignment, Conflict, Expert};

    fn panel() -> Panel {
        let mut panel = Panel::default();
        panel.policy.valid.experts = 2;
        panel.experts = ["E1", "E2", "E3"]
            .map(|id| Expert {
                id: id.to_owned(),
                ..Expert::default()
            })
            .to_vec();
        panel.proposals = ["A", "B"]
            .map(|id| Proposal {
                id: id.to_owned(),
                ..Proposal::default()
            })
            .to_vec();
        panel
    }

    #[test]
    fn a_recused_expert_counts_for_a_pack_and_not_for_the_minimum() {
        let mut panel = panel();
        panel.assignments = [("E1", "A B"), ("E2", "A B"), ("E9", "B")]
            .map(|(expert, proposals)| Assignment {
                expert: expert.to_owned(),
                proposals: proposals.split(' ').map(Into::into).collect(),
            })
            .to_vec();
        panel.conflicts = vec![Conflict {
            proposal: "B".to_owned(),
            expert: "E2".to_owned(),
            state: "recused".to_owned(),
            ..Conflict::default()
        }];
        let found = Readiness::of(&panel);
        let short = found.staffing.lacking(Shortage::Experts);
        let short: Vec<(&str, usize)> = short
            .map(|one| (one.proposal.as_str(), one.valid))
            .collect();
        assert_eq!(short, [("B", 1)], "nobody knows E9");
        assert_eq!((found.scored, found.confirmed()), (2, 0));
        assert_eq!(found.packs, [("E1".to_owned(), 2), ("E2".to_owned(), 1)]);
    }

    #[test]
    fn without_assignments_everybody_scores() {
        let found = Readiness::of(&panel());
        assert!(found.staffing.to_do() == [0; 4] && !found.is_assigned);
        assert_eq!(found.packs.len(), 3);
    }
}
