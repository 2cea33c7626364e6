//! Proposals and their promises, as the secretariat entered them.

use super::contribution::Contribution;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a proposal is about to do; criteria and departments differ by it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalKind {
    /// Major project (实施).
    #[default]
    Implement,
    /// Brought in from outside (引进).
    Attract,
    /// Public service platform (平台).
    Platform,
    /// Supporting-application upgrade (应用配套).
    Application,
    /// Demonstration (示范应用).
    Demonstration,
}

impl ProposalKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Implement,
        Self::Attract,
        Self::Platform,
        Self::Application,
        Self::Demonstration,
    ];

    /// Returns the key used in files and catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Implement => "implement",
            Self::Attract => "attract",
            Self::Platform => "platform",
            Self::Application => "application",
            Self::Demonstration => "demonstration",
        }
    }
}

/// Whether a proposal takes part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    /// Takes part.
    #[default]
    Active,
    /// Taken back by the applicant.
    Withdrawn,
    /// Failed the check of form.
    Ineligible,
}

/// A text that is short in nearly every file: up to 24 bytes without an allocation.
pub type Short = compact_str::CompactString;

/// One proposal.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Id, taken from the file's name.
    #[serde(skip)]
    pub id: String,
    /// Version of the file format.
    #[serde(default)]
    pub format: u32,
    /// The id the applicant or the office used, where it could not be a file name.
    #[serde(default)]
    pub label: String,
    /// Title.
    pub title: String,
    /// Applying organisation.
    #[serde(default)]
    pub applicant: String,
    /// Project leader.
    #[serde(default)]
    pub leader: Short,
    /// Cooperating organisations.
    #[serde(default)]
    pub partners: Vec<String>,
    /// District of the city.
    #[serde(default)]
    pub district: Short,
    /// Kind.
    #[serde(default)]
    pub kind: ProposalKind,
    /// State.
    #[serde(default)]
    pub state: ProposalState,
    /// Reason of the state.
    #[serde(default)]
    pub state_reason: String,
    /// Main chain; the proposal is ranked, funded and counted there.
    #[serde(default)]
    pub chain: Short,
    /// Further chains.
    #[serde(default)]
    pub also_chains: Vec<String>,
    /// Innovation links, the main one first; empty where none fits.
    #[serde(default)]
    pub links: Vec<String>,
    /// Product of the application chain, or empty.
    #[serde(default)]
    pub product: String,
    /// Requested support in 10,000 yuan, exact decimal.
    #[serde(default)]
    pub requested: Short,
    /// Own funds in 10,000 yuan, exact decimal.
    #[serde(default)]
    pub own_funds: Short,
    /// Total cost in 10,000 yuan, exact decimal.
    #[serde(default)]
    pub total_cost: Short,
    /// Duration in months.
    #[serde(default)]
    pub months: u32,
    /// Abstract.
    #[serde(default, rename = "abstract")]
    pub summary: String,
    /// Sub-products of the link the proposal is about; empty means all.
    #[serde(default)]
    pub scope: Vec<String>,
    /// Which promise speaks of which indicator, where the secretariat laid it down:
    /// `<link>/<place of the indicator from 1>` = place of the promise from 1, or 0 where
    /// nothing is promised for it. What is not here is paired by the wording.
    #[serde(default)]
    pub pairing: BTreeMap<String, u32>,
    /// Who in the secretariat confirmed link, scope and pairing; empty where nobody did.
    #[serde(default)]
    pub confirmed_by: String,
    /// Handled case by case (一事一议) by a named person's written reason.
    #[serde(default)]
    pub special: bool,
    /// Reason of the special handling.
    #[serde(default)]
    pub special_reason: String,
    /// Who approved the special handling.
    #[serde(default)]
    pub special_approver: String,
    /// What the applicant claims to add to the plan's overall goals, by name.
    #[serde(default, rename = "contribution")]
    pub contributions: Vec<Contribution>,
    /// Promised indicators.
    #[serde(default, rename = "promise")]
    pub promises: Vec<Promise>,
}

impl Proposal {
    /// Tells whether experts score this proposal.
    pub fn is_scored(&self) -> bool {
        self.state == ProposalState::Active && !self.special
    }

    /// Returns the main link's id, if the proposal has one.
    pub fn main_link(&self) -> Option<&str> {
        self.links.first().map(String::as_str)
    }
}

/// A change of what the secretariat decides about a proposal; everything else in its file
/// is the applicant's and stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amendment {
    /// The innovation links, the main one first; none where it fits no link.
    Links(Vec<String>),
    /// The chain, that of the main link, where none of the plan's is named.
    Chain(String),
    /// The sub-products it is about; none means all.
    Scope(Vec<String>),
    /// The promise of one indicator: its place from 1, 0 for none, `None` for the wording's.
    Pair(String, Option<u32>),
    /// Who confirmed link, scope and pairing.
    Confirm(String),
}

impl Proposal {
    /// Takes an amendment.
    pub fn amend(&mut self, amendment: &Amendment) {
        match amendment {
            Amendment::Links(links) => self.links.clone_from(links),
            Amendment::Chain(chain) => self.chain = chain.as_str().into(),
            Amendment::Scope(scope) => self.scope.clone_from(scope),
            Amendment::Pair(indicator, Some(promise)) => {
                self.pairing.insert(indicator.clone(), *promise);
            }
            Amendment::Pair(indicator, None) => {
                self.pairing.remove(indicator);
            }
            Amendment::Confirm(by) => self.confirmed_by.clone_from(by),
        }
    }
}

/// One promised indicator in the applicant's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The sentence.
    pub text: String,
    /// Page of the application; 0 where unknown.
    #[serde(default)]
    pub page: u32,
    /// Present value, as worded.
    #[serde(default)]
    pub baseline: String,
    /// What stands behind the present value.
    #[serde(default)]
    pub evidence: String,
    /// How it will be accepted.
    #[serde(default)]
    pub acceptance: String,
}
