//! Experts, groups, assignments, recusals and applicants.

use super::Bilingual;
use serde::{Deserialize, Serialize};

/// One expert of the panel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expert {
    /// Id, for example `E03`.
    pub id: String,
    /// Name.
    #[serde(default)]
    pub name: String,
    /// Institution.
    #[serde(default)]
    pub institution: String,
    /// District.
    #[serde(default)]
    pub district: String,
    /// `technical`, `financial` or `managerial`.
    #[serde(default)]
    pub expertise: String,
    /// Chains the expert knows.
    #[serde(default)]
    pub chains: Vec<String>,
    /// `expert` or `chair`.
    #[serde(default)]
    pub role: String,
}

/// An expert group: proposals, people and money that are ranked together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Id.
    pub id: String,
    /// Name.
    #[serde(default)]
    pub name: Bilingual,
    /// Proposals in the order of presentation.
    #[serde(default)]
    pub proposals: Vec<String>,
    /// Expert id of the chair.
    #[serde(default)]
    pub chair: String,
    /// Expert ids of the members.
    #[serde(default)]
    pub members: Vec<String>,
    /// Name of the liaison.
    #[serde(default)]
    pub liaison: String,
    /// Name of the observer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub observer: String,
    /// Money in 10,000 yuan, exact decimal; empty where there is no line.
    #[serde(default)]
    pub budget: String,
}

/// An id of those that stand in lists by the thousand: up to 24 bytes without an allocation.
pub type Id = compact_str::CompactString;

/// Who scores what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Expert id.
    pub expert: String,
    /// Proposal ids.
    #[serde(default)]
    pub proposals: Vec<Id>,
}

/// A possible or decided conflict of interest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Proposal id.
    pub proposal: String,
    /// Expert id.
    pub expert: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// `candidate`, `recused` or `cleared`.
    #[serde(default)]
    pub state: String,
    /// Who ruled.
    #[serde(default)]
    pub ruled_by: String,
}

impl Conflict {
    /// Returns the ruling on an expert and a proposal: a new reason stands behind that of the
    /// conflict as it was `held` before, unless it is the same.
    #[must_use]
    pub fn ruled(
        held: Option<&Self>,
        (proposal, expert): (&str, &str),
        state: &str,
        (by, reason): (&str, &str),
    ) -> Self {
        let before = held.map_or("", |one| one.reason.as_str());
        let reason = match before {
            "" => reason.to_owned(),
            same if same == reason => reason.to_owned(),
            before => format!("{before}; {reason}"),
        };
        Self {
            proposal: proposal.to_owned(),
            expert: expert.to_owned(),
            reason,
            state: state.to_owned(),
            ruled_by: by.to_owned(),
        }
    }
}

/// What is to change in the lists of who scores what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reassignment {
    /// Expert and proposal of what is new.
    pub added: Vec<(String, String)>,
    /// Expert and proposal of what goes.
    pub removed: Vec<(String, String)>,
    /// Conflicts that are new.
    pub conflicts: Vec<Conflict>,
    /// Groups that are new.
    pub groups: Vec<Group>,
}

impl Reassignment {
    /// Tells whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.counts() == [0; 4]
    }

    /// Returns how many assignments are added and taken back, how many candidates of conflicts
    /// and how many groups there are.
    pub fn counts(&self) -> [usize; 4] {
        [
            self.added.len(),
            self.removed.len(),
            self.conflicts.len(),
            self.groups.len(),
        ]
    }
}

/// An expert who did not hear a presentation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Proposal id.
    pub proposal: String,
    /// Expert id.
    pub expert: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Who sits out what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SittingOut {
    /// Conflicts of interest with their rulings.
    pub conflicts: Vec<Conflict>,
    /// Presentations that somebody did not hear.
    pub absences: Vec<Absence>,
}

/// An applying organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Name.
    pub name: String,
    /// District.
    #[serde(default)]
    pub district: String,
    /// `core` or `supporting`.
    #[serde(default)]
    pub role: String,
    /// The core firm that a supporting firm serves.
    #[serde(default)]
    pub core: String,
    /// Year of recognition, 0 for none.
    #[serde(default)]
    pub recognised: u32,
    /// Candidate for single champion.
    #[serde(default)]
    pub champion_candidate: bool,
    /// Backbone firm.
    #[serde(default)]
    pub backbone: bool,
}

impl Applicant {
    /// The roles that an applicant may have.
    pub const ROLES: [&'static str; 2] = ["core", "supporting"];
}
