//! Which proposals are scored again, and who sent them back when and why.

use serde::{Deserialize, Serialize};

/// What is scored again after the discussion (复议). The sheets of the first round stay; a
/// submitted one of the second stands before them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reconsider {
    /// Proposal ids; none while nothing is scored again.
    pub proposals: Vec<String>,
    /// Who decided it, the last time.
    pub by: String,
    /// When, told to people and never used.
    pub at: String,
    /// Why.
    pub reason: String,
    /// Those that were sent back before, each time with its own reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<SentBack>,
}

/// Proposals that were sent back together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SentBack {
    /// Proposal ids.
    pub proposals: Vec<String>,
    /// Who decided it.
    pub by: String,
    /// When, told to people and never used.
    pub at: String,
    /// Why.
    pub reason: String,
}

impl Reconsider {
    /// Returns what was sent back together, in the order of time; none where nothing was.
    pub fn orders(&self) -> Vec<SentBack> {
        let is_earlier = |id: &&String| {
            let mut orders = self.earlier.iter();
            orders.any(|order| order.proposals.contains(*id))
        };
        let last = SentBack {
            proposals: self
                .proposals
                .iter()
                .filter(|id| !is_earlier(id))
                .cloned()
                .collect(),
            by: self.by.clone(),
            at: self.at.clone(),
            reason: self.reason.clone(),
        };
        let mut orders = self.earlier.clone();
        orders.extend((!last.proposals.is_empty()).then_some(last));
        orders
    }

    /// Returns why a proposal was sent back; empty where it was not.
    pub fn reason_of(&self, proposal: &str) -> String {
        let mut orders = self.orders().into_iter();
        let found = orders.find(|order| order.proposals.iter().any(|id| id == proposal));
        found.map(|order| order.reason).unwrap_or_default()
    }

    /// Sends proposals back beside those that are there already; those stay as they were.
    pub fn send(&mut self, order: SentBack) {
        let new = order.proposals.into_iter();
        let new: Vec<String> = new.filter(|id| !self.proposals.contains(id)).collect();
        if new.is_empty() {
            return;
        }
        self.earlier = self.orders();
        self.proposals.extend(new);
        (self.by, self.at, self.reason) = (order.by, order.at, order.reason);
    }
}
