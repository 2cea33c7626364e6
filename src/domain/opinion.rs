//! `opinions/<proposal>.toml`: what the group of experts says about a proposal in its own
//! name. Individual scores are never changed from here.

use super::contribution::Contribution;
use serde::{Deserialize, Serialize};

/// The joint opinion on one proposal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opinion {
    /// Proposal id, taken from the file's name.
    #[serde(skip)]
    pub proposal: String,
    /// Version of the file format.
    pub format: u32,
    /// The chair adopted it; a draft decides nothing.
    pub adopted: bool,
    /// Who adopted it.
    pub adopted_by: String,
    /// 主要优点.
    pub strengths: String,
    /// 存在不足.
    pub weaknesses: String,
    /// Conditions of a recommendation; with any, an adopted opinion makes it one after changes.
    pub conditions: Vec<String>,
    /// The text of the opinion as it goes on paper, or empty for the customary one.
    pub text: String,
    /// Recorded vote on the recommendation.
    pub votes: OpinionVotes,
    /// What the panel confirms of the contributions to the plan's overall goals, by name; a
    /// draft confirms nothing.
    pub confirmed: Vec<Contribution>,
    /// Opinions of members who do not agree, with their names.
    pub minority: Vec<Minority>,
}

/// A recorded vote on a recommendation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OpinionVotes {
    /// In favour.
    pub agree: u32,
    /// Against.
    pub disagree: u32,
    /// Abstained.
    pub abstain: u32,
}

/// A minority opinion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minority {
    /// Expert id.
    pub expert: String,
    /// What the expert says.
    pub text: String,
}
