//! One review batch: everything that stands in a panel folder except the scores.

use super::Bilingual;
use super::people::{Absence, Applicant, Assignment, Conflict, Expert, Group};
use super::plan::Plan;
use super::policy::Policy;
use super::proposal::Proposal;
use super::rubric::Rubric;
use serde::{Deserialize, Serialize};

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
        let place = self
            .proposals
            .binary_search_by(|proposal| proposal.id.as_str().cmp(id));
        match place {
            Ok(place) => self.proposals.get(place),
            Err(_) => self.proposals.iter().find(|proposal| proposal.id == id),
        }
    }

    /// Finds an expert by id.
    pub fn expert(&self, id: &str) -> Option<&Expert> {
        self.experts.iter().find(|expert| expert.id == id)
    }

    /// Finds the group that ranks a proposal.
    pub fn group_of(&self, proposal: &str) -> Option<&Group> {
        self.groups
            .iter()
            .find(|group| group.proposals.iter().any(|id| id == proposal))
    }

    /// Finds an applicant by name.
    pub fn applicant(&self, name: &str) -> Option<&Applicant> {
        self.applicants
            .iter()
            .find(|applicant| applicant.name == name)
    }

    /// Returns the proposals an expert scores, in the order of presentation; all scored
    /// proposals where nobody assigned anything.
    pub fn assigned(&self, expert: &str) -> Vec<&Proposal> {
        let mine = self
            .assignments
            .iter()
            .find(|assignment| assignment.expert == expert);
        let is_mine = |id: &str| match mine {
            Some(assignment) => assignment.proposals.iter().any(|proposal| proposal == id),
            None => self.assignments.is_empty(),
        };
        self.in_order()
            .into_iter()
            .filter(|proposal| proposal.is_scored() && is_mine(&proposal.id))
            .collect()
    }

    /// Returns all proposals, the groups' order of presentation first, then by id.
    pub fn in_order(&self) -> Vec<&Proposal> {
        let mut ordered: Vec<&Proposal> = Vec::with_capacity(self.proposals.len());
        let mut seen = std::collections::BTreeSet::new();
        let grouped = self.groups.iter().flat_map(|group| &group.proposals);
        for proposal in grouped
            .filter_map(|id| self.proposal(id))
            .chain(&self.proposals)
        {
            if seen.insert(proposal.id.as_str()) {
                ordered.push(proposal);
            }
        }
        ordered
    }

    /// Returns the ruling that keeps an expert from a proposal, if there is one.
    pub fn recusal(&self, expert: &str, proposal: &str) -> Option<&Conflict> {
        self.conflicts.iter().find(|conflict| {
            conflict.expert == expert
                && conflict.proposal == proposal
                && conflict.state == "recused"
        })
    }

    /// Tells whether an expert did not hear a presentation.
    pub fn is_absent(&self, expert: &str, proposal: &str) -> bool {
        self.absences
            .iter()
            .any(|absence| absence.expert == expert && absence.proposal == proposal)
    }
}
