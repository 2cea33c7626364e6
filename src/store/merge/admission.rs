//! What may come in: only sheets of this panel, of its experts, for proposals they were
//! asked to score, against its rubric. Everything else waits in the inbox with the reason.

use crate::domain::merging::Why;
use crate::domain::panel::Panel;
use crate::domain::sheet::{Round, ScoreSheet};
use std::collections::{BTreeMap, BTreeSet};

/// Who was asked to score what.
pub struct Admission<'a> {
    panel: &'a Panel,
    experts: BTreeSet<&'a str>,
    assigned: BTreeSet<(&'a str, &'a str)>,
    members: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Admission<'a> {
    /// Takes the panel's lists.
    pub fn of(panel: &'a Panel) -> Self {
        let assignments = panel.assignments.iter();
        let pairs = assignments.flat_map(|one| {
            let expert = one.expert.as_str();
            one.proposals.iter().map(move |id| (expert, id.as_str()))
        });
        Self {
            panel,
            experts: panel.experts.iter().map(|one| one.id.as_str()).collect(),
            assigned: pairs.collect(),
            members: panel.members(),
        }
    }

    /// Says why a sheet does not belong here; none where it does. A withdrawn proposal's
    /// sheets are kept: they count for nothing, and nothing is lost.
    pub fn refusal(&self, sheet: &ScoreSheet) -> Option<Why> {
        let panel = self.panel;
        let (expert, proposal) = (sheet.expert.as_str(), sheet.proposal.as_str());
        if *sheet.panel != *panel.head.id {
            let details = [&*sheet.panel, &panel.head.id];
            return Some(Why::new("other_panel", &details));
        }
        if !self.experts.contains(expert) {
            return Some(Why::new("foreign_expert", &[expert]));
        }
        if panel.proposal(proposal).is_none() {
            return Some(Why::new("unknown_proposal", &[proposal]));
        }
        if !self.is_asked(expert, proposal) {
            return Some(Why::new("not_assigned", &[expert, proposal]));
        }
        let again = &panel.head.reconsider.proposals;
        let is_again = again.iter().any(|id| id == proposal);
        if sheet.round == Round::Second && !again.is_empty() && !is_again {
            return Some(Why::new("not_reconsidered", &[proposal]));
        }
        let rubric = panel.rubric_of(proposal);
        let digest = &panel.rubric_digest;
        let is_void = sheet.is_void_under(rubric, digest)
            && panel.rulings.carried(sheet, rubric, digest).is_none();
        is_void.then(|| Why::new("other_rubric", &[proposal]))
    }

    fn is_asked(&self, expert: &str, proposal: &str) -> bool {
        if !self.panel.assignments.is_empty() {
            return self.assigned.contains(&(expert, proposal));
        }
        let members = self.members.get(proposal);
        members.is_none_or(|people| people.contains(expert))
    }
}
