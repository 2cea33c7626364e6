//! One review batch: everything that stands in a panel folder except the scores.

mod groups;
mod second_round;

pub use second_round::{Reconsider, SentBack};

use super::Bilingual;
use super::agenda::{Agenda, WHOLE_PANEL};
use super::contribution::Contribution;
use super::decimal::Decimal;
use super::edition::FormerEdition;
use super::link_notes::LinkNotes;
use super::meeting::Meeting;
use super::opinion::Opinion;
use super::people::{Absence, Applicant, Assignment, Conflict, Expert, Group, Id, SittingOut};
use super::phrases::Phrases;
use super::plan::Plan;
use super::policy::Policy;
use super::proposal::Proposal;
use super::report_form::ReportForm;
use super::rubric::{JoinedRubrics, Rubric};
use super::rulings::{Decision, Rulings};
use super::settlement::Settlement;
use super::sheet::Round;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How far the round is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// 筹备.
    #[default]
    Draft,
    /// 评审中（规则已锁定）.
    Open,
    /// 已结束.
    Closed,
}

impl Phase {
    /// Returns the key used in files and catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// The head of a panel folder, `panel.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelHead {
    /// Version of the file format.
    #[serde(default)]
    pub format: u32,
    /// Id.
    pub id: String,
    /// Title.
    #[serde(default)]
    pub title: Bilingual,
    /// Edition of the plan.
    #[serde(default)]
    pub edition: String,
    /// Phase.
    #[serde(default)]
    pub phase: Phase,
    /// Seed of all randomness.
    #[serde(default)]
    pub seed: u64,
    /// Years the plan looks ahead.
    #[serde(default)]
    pub horizon: u32,
    /// Built-in panel whose plan, rubric and policy stand in for missing files.
    #[serde(default)]
    pub plan: String,
    /// Demonstration data: marked everywhere, cannot be handed in.
    #[serde(default)]
    pub demonstration: bool,
    /// The expert whose pack this folder is: nobody else works here. Empty for a panel.
    #[serde(default)]
    pub pack: String,
    /// What was fixed when the round was opened.
    #[serde(default)]
    pub frozen: Frozen,
    /// What is scored again after the discussion.
    #[serde(default)]
    pub reconsider: Reconsider,
}

/// What was fixed when the round was opened: a later change is possible, and is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Frozen {
    /// Digest of the rubric; empty where nothing was fixed.
    pub rubric: String,
    /// Digest of the policy.
    pub policy: String,
    /// Digest of the plan.
    pub plan: String,
    /// Who opened the round.
    pub by: String,
    /// When, told to people and never used.
    pub at: String,
    /// How often the rules were changed and fixed again after that.
    pub changes: u32,
}

impl Frozen {
    /// Tells whether anything was fixed; a panel may be marked open by hand without that.
    pub fn is_fixed(&self) -> bool {
        !self.rubric.is_empty()
    }
}

/// Everything of one review batch except the scores.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    /// Head.
    pub head: PanelHead,
    /// The plan.
    pub plan: Plan,
    /// The criteria.
    pub rubric: Rubric,
    /// The criteria of chains and kinds where something differs; [`Panel::join_rubrics`]
    /// makes them.
    pub joined_rubrics: JoinedRubrics,
    /// The rules.
    pub policy: Policy,
    /// Experts in the order of the file.
    pub experts: Vec<Expert>,
    /// Groups in the order of the file.
    pub groups: Vec<Group>,
    /// Who scores what.
    pub assignments: Vec<Assignment>,
    /// Candidates and rulings.
    pub conflicts: Vec<Conflict>,
    /// Who did not hear a presentation.
    pub absences: Vec<Absence>,
    /// Applying organisations.
    pub applicants: Vec<Applicant>,
    /// Proposals by id.
    pub proposals: Vec<Proposal>,
    /// What others decided about sheets and proposals.
    pub rulings: Rulings,
    /// Joint opinions by proposal id.
    pub opinions: Vec<Opinion>,
    /// Agendas, at most one a group.
    pub agendas: Vec<Agenda>,
    /// How far the meetings of the groups are.
    pub meetings: Vec<Meeting>,
    /// What the bureau decided.
    pub decisions: Vec<Decision>,
    /// What the secretariat noted about the plan's links.
    pub link_notes: LinkNotes,
    /// Sentences that are offered for comments.
    pub phrases: Phrases,
    /// How the reports are to look.
    pub report_form: ReportForm,
    /// Editions of the plan that were in force before, by the names of their folders.
    pub editions: Vec<FormerEdition>,
    /// Digest of the plan's files.
    pub plan_digest: String,
    /// Digest of the rubric's file.
    pub rubric_digest: String,
    /// Digest of the policy's file.
    pub policy_digest: String,
}

impl Panel {
    /// Finds a proposal by id; at once where they stand by id, as they do after loading.
    pub fn proposal(&self, id: &str) -> Option<&Proposal> {
        self.proposals.get(self.place_of(id)?)
    }

    /// Finds where a proposal stands among all, from 0.
    pub fn place_of(&self, id: &str) -> Option<usize> {
        let place = self
            .proposals
            .binary_search_by(|proposal| proposal.id.as_str().cmp(id));
        place.ok().or_else(|| {
            let mut proposals = self.proposals.iter();
            proposals.position(|proposal| proposal.id == id)
        })
    }

    /// Returns which of `rubric.toml`, `policy.toml` and `plan` are no longer what was fixed
    /// when the round was opened.
    pub fn changed_since_opening(&self) -> Vec<&'static str> {
        let frozen = &self.head.frozen;
        [
            ("rubric.toml", &frozen.rubric, &self.rubric_digest),
            ("policy.toml", &frozen.policy, &self.policy_digest),
            ("plan", &frozen.plan, &self.plan_digest),
        ]
        .into_iter()
        .filter(|(_, fixed, now)| !fixed.is_empty() && fixed != now)
        .map(|(file, ..)| file)
        .collect()
    }

    /// Returns the round in which a proposal is scored now.
    pub fn round_of(&self, proposal: &str) -> Round {
        let again = &self.head.reconsider.proposals;
        if again.iter().any(|id| id == proposal) {
            Round::Second
        } else {
            Round::First
        }
    }

    /// Returns the criteria that a proposal is scored by.
    pub fn rubric_of(&self, proposal: &str) -> &Rubric {
        let found = self.proposal(proposal);
        found.map_or(&self.rubric, |one| self.rubric_for(one))
    }

    /// Returns the criteria that a proposal is scored by: what the rubric says for its kind,
    /// else for its chain, else for all.
    pub fn rubric_for(&self, proposal: &Proposal) -> &Rubric {
        let joined = self.joined_rubrics.get(&proposal.chain, proposal.kind);
        joined.unwrap_or(&self.rubric)
    }

    /// Makes the criteria of chains and kinds anew; due whenever the rubric changed.
    pub fn join_rubrics(&mut self) {
        self.joined_rubrics = JoinedRubrics::of(&self.rubric);
    }

    /// Returns the lowest and the highest total that a sheet of any proposal can have, in
    /// points.
    pub fn marks(&self) -> (Decimal, Decimal) {
        let own: BTreeSet<_> = self
            .proposals
            .iter()
            .map(|one| (one.chain.as_str(), one.kind))
            .collect();
        let joined = own
            .into_iter()
            .map(|(chain, kind)| self.joined_rubrics.get(chain, kind).unwrap_or(&self.rubric));
        let marks = joined.map(|one| (one.least_marks(), one.full_marks()));
        marks
            .reduce(|(least, full), (low, high)| (least.min(low), full.max(high)))
            .unwrap_or_else(|| (self.rubric.least_marks(), self.rubric.full_marks()))
    }

    /// Finds an expert by id.
    pub fn expert(&self, id: &str) -> Option<&Expert> {
        self.experts.iter().find(|expert| expert.id == id)
    }

    /// Returns the id of an expert with the name behind it, where one is known.
    pub fn named_expert(&self, id: &str) -> String {
        let name = self.expert(id).map_or("", |one| one.name.as_str());
        format!("{id} {name}").trim_end().to_owned()
    }

    /// Returns the name of an expert, the id where none is known.
    pub fn name_of<'a>(&'a self, expert: &'a str) -> &'a str {
        let found = self.expert(expert).map(|one| one.name.as_str());
        found.filter(|name| !name.is_empty()).unwrap_or(expert)
    }

    /// Finds the group that ranks a proposal.
    pub fn group_of(&self, proposal: &str) -> Option<&Group> {
        self.groups
            .iter()
            .find(|group| group.proposals.iter().any(|id| id == proposal))
    }

    /// Finds the joint opinion on a proposal.
    pub fn opinion(&self, proposal: &str) -> Option<&Opinion> {
        self.opinions.iter().find(|one| one.proposal == proposal)
    }

    /// Returns the conditions of the adopted joint opinion on a proposal; a draft sets none.
    pub fn conditions(&self, proposal: &str) -> &[String] {
        let adopted = self.opinion(proposal).filter(|one| one.adopted);
        adopted.map_or(&[], |one| one.conditions.as_slice())
    }

    /// Finds the agenda of a group.
    pub fn agenda(&self, group: &str) -> Option<&Agenda> {
        self.agendas.iter().find(|one| one.group == group)
    }

    /// Finds how far the meeting of a group is.
    pub fn meeting(&self, group: &str) -> Option<&Meeting> {
        self.meetings.iter().find(|one| one.group == group)
    }

    /// Puts a meeting in the place of what was known of it.
    pub fn put_meeting(&mut self, meeting: Meeting) {
        self.meetings.retain(|one| one.group != meeting.group);
        self.meetings.push(meeting);
    }

    /// Returns who sits out what.
    pub fn sitting_out(&self) -> SittingOut {
        SittingOut {
            conflicts: self.conflicts.clone(),
            absences: self.absences.clone(),
        }
    }

    /// Puts who sits out what in the place of what was known of it.
    pub fn set_sitting_out(&mut self, lies: SittingOut) {
        (self.conflicts, self.absences) = (lies.conflicts, lies.absences);
    }

    /// Finds what the bureau decided about a proposal.
    pub fn decision(&self, proposal: &str) -> Option<&Decision> {
        self.decisions.iter().find(|one| one.proposal == proposal)
    }

    /// Finds an applicant by name.
    pub fn applicant(&self, name: &str) -> Option<&Applicant> {
        self.applicants
            .iter()
            .find(|applicant| applicant.name == name)
    }

    /// Returns the proposals an expert scores, in the order of presentation: those of all
    /// the expert's assignments. Where nobody assigned anything, those of the groups the
    /// expert belongs to, and those of no group or of one that names no members, which
    /// everybody scores. Combining asks the same people.
    pub fn assigned(&self, expert: &str) -> Vec<&Proposal> {
        let assigned: BTreeSet<&str> = self
            .assignments
            .iter()
            .filter(|assignment| assignment.expert == expert)
            .flat_map(|assignment| &assignment.proposals)
            .map(Id::as_str)
            .collect();
        let members = if self.assignments.is_empty() {
            self.members()
        } else {
            BTreeMap::new()
        };
        let is_mine = |id: &str| match members.get(id) {
            Some(people) => people.contains(expert),
            None => self.assignments.is_empty() || assigned.contains(id),
        };
        self.in_order()
            .into_iter()
            .filter(|proposal| proposal.is_scored() && is_mine(&proposal.id))
            .collect()
    }

    /// Returns members and chair of the groups of each proposal; proposals of no group, or
    /// of one that names no members, are left out.
    pub fn members(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut members: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for group in self.groups.iter().filter(|group| !group.members.is_empty()) {
            let chair = Some(&group.chair).filter(|chair| !chair.is_empty());
            for proposal in &group.proposals {
                let people = group.members.iter().chain(chair).map(String::as_str);
                members.entry(proposal).or_default().extend(people);
            }
        }
        members
    }

    /// Returns all proposals, the groups' order of presentation first, then by id.
    pub fn in_order(&self) -> Vec<&Proposal> {
        let mut ordered: Vec<&Proposal> = Vec::with_capacity(self.proposals.len());
        let mut seen: BTreeSet<*const Proposal> = BTreeSet::new();
        let groups = self.groups.iter().map(|group| group.id.as_str());
        let whole = self.groups.is_empty().then_some(WHOLE_PANEL);
        let presented = groups.chain(whole).flat_map(|id| self.presented(id));
        for proposal in presented.chain(&self.proposals) {
            if seen.insert(std::ptr::from_ref(proposal)) {
                ordered.push(proposal);
            }
        }
        ordered
    }

    /// Returns the proposals of a group in the order of presentation: as its agenda has them,
    /// then those that the agenda does not name, as the group lists them. What the agenda
    /// names and the group does not have is passed over.
    pub fn presented(&self, group: &str) -> Vec<&Proposal> {
        let numbered = self.numbered(group).into_iter();
        numbered.map(|(proposal, _)| proposal).collect()
    }

    /// Returns the same with which one, from 1, each is to be presented. Whatever is not
    /// presented is not counted and has 0; what an expert's pack does not name is.
    pub fn numbered<'a>(&'a self, group: &str) -> Vec<(&'a Proposal, usize)> {
        let listed = self.listed(group);
        let items = self.agenda(group).map_or(&[][..], |one| &one.item);
        let mut left: BTreeMap<&str, &Proposal> = BTreeMap::new();
        if !items.is_empty() {
            left.extend(listed.iter().map(|one| (one.id.as_str(), *one)));
        }
        let mut heard = 0;
        let mut found = Vec::with_capacity(listed.len());
        let mut take = |proposal: &'a Proposal, unnamed: usize| {
            heard += unnamed + usize::from(proposal.is_scored());
            let number = if proposal.is_scored() { heard } else { 0 };
            found.push((proposal, number));
        };
        let mut unnamed = 0;
        for item in items {
            unnamed += item.others as usize;
            if let Some(proposal) = left.remove(item.proposal.as_str()) {
                take(proposal, std::mem::take(&mut unnamed));
            }
        }
        for proposal in listed {
            if items.is_empty() || left.contains_key(proposal.id.as_str()) {
                take(proposal, std::mem::take(&mut unnamed));
            }
        }
        found
    }

    /// Returns the proposals of a group as it lists them, each once; all for a panel without
    /// groups.
    pub fn listed(&self, group: &str) -> Vec<&Proposal> {
        if self.groups.is_empty() && group == WHOLE_PANEL {
            return self.proposals.iter().collect();
        }
        let mut seen = BTreeSet::new();
        let groups = self.groups.iter().filter(|one| one.id == group);
        groups
            .flat_map(|group| &group.proposals)
            .filter_map(|id| self.proposal(id))
            .filter(|one| seen.insert(one.id.as_str()))
            .collect()
    }

    /// Returns the proposals of a group that are presented, as the group lists them: neither
    /// withdrawn nor ineligible nor on the list of special cases.
    pub fn presentable(&self, group: &str) -> Vec<&Proposal> {
        let listed = self.listed(group).into_iter();
        listed.filter(|one| one.is_scored()).collect()
    }

    /// Returns by their place in the panel which one, from 1, each proposal is to be presented
    /// in its group; 0 where that is not known.
    pub fn presentations(&self) -> Vec<usize> {
        let mut numbers = vec![0; self.proposals.len()];
        let groups = self.groups.iter().map(|group| group.id.as_str());
        let whole = (self.groups.is_empty() && !self.agendas.is_empty()).then_some(WHOLE_PANEL);
        for (proposal, number) in groups.chain(whole).flat_map(|id| self.numbered(id)) {
            let place = self.place_of(&proposal.id);
            let place = place.and_then(|place| numbers.get_mut(place));
            if let Some(known) = place.filter(|known| **known == 0) {
                *known = number;
            }
        }
        numbers
    }

    /// Returns the ruling that keeps an expert from a proposal, if there is one.
    pub fn recusal(&self, expert: &str, proposal: &str) -> Option<&Conflict> {
        self.conflicts.iter().find(|conflict| {
            conflict.expert == expert
                && conflict.proposal == proposal
                && conflict.state == "recused"
        })
    }

    /// Returns the proposals that a ruling keeps an expert from.
    pub fn recused(&self, expert: &str) -> BTreeSet<&str> {
        let rulings = self.conflicts.iter();
        let against = rulings.filter(|one| one.expert == expert && one.state == "recused");
        against.map(|one| one.proposal.as_str()).collect()
    }

    /// Returns what is noted about a conflict of interest of an expert, ruled on or not.
    pub fn conflict(&self, expert: &str, proposal: &str) -> Option<&Conflict> {
        let mut conflicts = self.conflicts.iter();
        conflicts.find(|one| one.expert == expert && one.proposal == proposal)
    }

    /// Takes a ruling on a conflict of interest, in the place of what was noted.
    pub fn rule_on_conflict(&mut self, ruling: &Conflict) {
        let is_it = |one: &Conflict| one.proposal == ruling.proposal && one.expert == ruling.expert;
        self.conflicts.retain(|one| !is_it(one));
        self.conflicts.push(ruling.clone());
    }

    /// Takes what was settled about a proposal, as it stands in the files now.
    pub fn settle(&mut self, settlement: &Settlement) {
        match settlement {
            Settlement::Decision {
                proposal, after, ..
            } => {
                self.decisions.retain(|one| one.proposal != *proposal);
                self.decisions.extend(after.clone());
            }
            Settlement::SendBack { proposal, reason } => {
                self.head.reconsider.send(SentBack {
                    proposals: vec![proposal.clone()],
                    reason: reason.clone(),
                    ..SentBack::default()
                });
            }
            Settlement::Recusal { ruling, .. } => self.rule_on_conflict(ruling),
            Settlement::Opinion { after, .. } => {
                self.opinions.retain(|one| one.proposal != after.proposal);
                self.opinions.push(after.as_ref().clone());
            }
            Settlement::Vote { after, .. } => self.rulings.vote(after),
            Settlement::Marked(one) => {
                let after = one.after.as_ref();
                self.link_notes.remark(&one.link, one.year, one.kind, after);
            }
            Settlement::Applicant { after, .. } => {
                let mut applicants = self.applicants.iter_mut();
                match applicants.find(|one| one.name == after.name) {
                    Some(held) => held.clone_from(after),
                    None => self.applicants.push(after.clone()),
                }
            }
            Settlement::Confirmed {
                proposal, after, ..
            } => self.confirm(proposal, after),
        }
    }

    fn confirm(&mut self, proposal: &str, confirmed: &[Contribution]) {
        let mut opinions = self.opinions.iter_mut();
        if let Some(held) = opinions.find(|one| one.proposal == proposal) {
            held.confirmed = confirmed.to_vec();
            return;
        }
        self.opinions.push(Opinion {
            proposal: proposal.to_owned(),
            format: 1,
            confirmed: confirmed.to_vec(),
            ..Opinion::default()
        });
        self.opinions
            .sort_by(|one, other| one.proposal.cmp(&other.proposal));
    }

    /// Tells whether an expert did not hear a presentation.
    pub fn is_absent(&self, expert: &str, proposal: &str) -> bool {
        self.absences
            .iter()
            .any(|absence| absence.expert == expert && absence.proposal == proposal)
    }
}

#[cfg(test)]
mod tests {
    use super::super::agenda::AgendaItem;
    use super::super::proposal::ProposalState;
    use super::*;

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|&word| word.to_owned()).collect()
    }

    /// Group `g` with A and B has E1 and the chair E9, group `h` with C names nobody, D is in none.
    fn panel() -> Panel {
        let group = |id: &str, proposals: &[&str], members: &[&str], chair: &str| Group {
            id: id.to_owned(),
            proposals: words(proposals),
            members: words(members),
            chair: chair.to_owned(),
            ..Group::default()
        };
        let proposal = |id: &&str| Proposal {
            id: (*id).to_owned(),
            ..Proposal::default()
        };
        Panel {
            groups: vec![
                group("g", &["B", "A"], &["E1"], "E9"),
                group("h", &["C"], &[], ""),
            ],
            proposals: ["A", "B", "C", "D"].iter().map(proposal).collect(),
            ..Panel::default()
        }
    }

    fn named(id: &str) -> Expert {
        Expert {
            id: id.to_owned(),
            ..Expert::default()
        }
    }

    fn assigned(panel: &Panel, expert: &str) -> String {
        let proposals = panel.assigned(expert);
        proposals.iter().map(|one| one.id.as_str()).collect()
    }

    #[test]
    fn without_assignments_the_members_of_a_group_score_it() {
        let mut panel = panel();
        panel.experts = ["E1", "E9", "E2"].map(named).to_vec();
        for (expert, wanted) in [("E1", "BACD"), ("E9", "BACD"), ("E2", "CD")] {
            assert_eq!(assigned(&panel, expert), wanted, "{expert}");
            assert_eq!(panel.assigned_counts()[expert], wanted.len(), "{expert}");
        }
    }

    fn number(panel: &Panel, id: &str) -> usize {
        panel.presentations()[panel.place_of(id).unwrap()]
    }

    fn order(panel: &Panel) -> String {
        let order = panel.in_order().into_iter();
        order.map(|one| one.id.as_str()).collect()
    }

    #[test]
    fn the_agenda_stands_before_the_list_of_the_group() {
        let mut panel = panel();
        assert_eq!(order(&panel), "BACD");
        let item = ["X", "A", "C", "A"].map(AgendaItem::of).to_vec();
        panel.agendas.push(Agenda {
            group: "g".to_owned(),
            item,
            ..Agenda::default()
        });
        assert_eq!(
            order(&panel),
            "ABCD",
            "unknown and foreign ones are passed over"
        );
        assert_eq!(panel.presentations(), [1, 2, 1, 0]);
        panel.agendas[0].item.insert(
            0,
            AgendaItem {
                others: 3,
                ..AgendaItem::default()
            },
        );
        assert_eq!(number(&panel, "A"), 4);
        panel.proposals[0].state = ProposalState::Withdrawn;
        assert_eq!(number(&panel, "B"), 4, "a withdrawn one has no turn");
    }

    #[test]
    fn a_panel_without_groups_has_one_agenda() {
        let mut panel = panel();
        panel.groups.clear();
        assert_eq!(number(&panel, "C"), 0);
        panel.agendas.push(Agenda {
            group: WHOLE_PANEL.to_owned(),
            item: ["D", "B"].map(AgendaItem::of).to_vec(),
            ..Agenda::default()
        });
        assert_eq!(order(&panel), "DBAC");
        assert_eq!(number(&panel, "C"), 4);
    }

    #[test]
    fn every_block_of_assignments_counts() {
        let mut panel = panel();
        for (expert, proposals) in [("E2", "A"), ("E1", "C"), ("E2", "D")] {
            panel.assignments.push(Assignment {
                expert: expert.to_owned(),
                proposals: vec![proposals.into()],
            });
        }
        assert_eq!(assigned(&panel, "E2"), "AD");
        assert_eq!(
            panel.assigned_counts(),
            BTreeMap::from([("E1", 1), ("E2", 2)])
        );
        assert_eq!(assigned(&panel, "E9"), "");
    }
}
