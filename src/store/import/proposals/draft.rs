//! What one row says of a proposal, and whether the panel already says it.

use crate::domain::decimal::{parse, plain};
use crate::domain::proposal::{Proposal, ProposalState};

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A text, an amount among them.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// A whole number.
    Number(u32),
}

/// A promise as the table has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PromiseSaid {
    /// The applicant's words.
    pub text: String,
    /// Present value; empty where the table has none.
    pub baseline: String,
    /// Page; 0 where the table has none.
    pub page: u32,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its line in the file.
    pub line: usize,
    /// Id of the proposal.
    pub id: String,
    /// The office's own number, where that cannot be an id.
    pub label: String,
    /// What the cells that hold anything say, in the order of a proposal's file.
    pub said: Vec<(&'static str, Said)>,
    /// Promises.
    pub promises: Vec<PromiseSaid>,
}

impl Draft {
    /// Returns what is said of a field.
    pub fn said(&self, key: &str) -> Option<&Said> {
        let found = self.said.iter().find(|(field, _)| *field == key);
        found.map(|(_, said)| said)
    }

    /// Returns the text of a field; empty where nothing is said.
    pub fn text(&self, key: &str) -> &str {
        match self.said(key) {
            Some(Said::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns the keys of what a proposal that is there says otherwise.
    pub fn differing(&self, stands: &Proposal) -> Vec<&'static str> {
        let said = self.said.iter();
        let mut keys: Vec<&'static str> = said
            .filter(|(key, said)| *said != standing(stands, key))
            .map(|(key, _)| *key)
            .collect();
        let is_same = |(said, stands): (&PromiseSaid, &crate::domain::proposal::Promise)| {
            said.text == stands.text
                && (said.baseline.is_empty() || said.baseline == stands.baseline)
                && (said.page == 0 || said.page == stands.page)
        };
        let are_same = self.promises.len() == stands.promises.len()
            && self.promises.iter().zip(&stands.promises).all(is_same);
        if !self.promises.is_empty() && !are_same {
            keys.push("promise");
        }
        keys
    }
}

/// Returns what a proposal says of a field, in the form of a table's.
fn standing(proposal: &Proposal, key: &str) -> Said {
    let amount = |text: &str| Said::Text(parse(text).map_or_else(|| text.to_owned(), plain));
    let text = |text: &str| Said::Text(text.to_owned());
    match key {
        "title" => text(&proposal.title),
        "applicant" => text(&proposal.applicant),
        "leader" => text(&proposal.leader),
        "partners" => Said::List(proposal.partners.clone()),
        "district" => text(&proposal.district),
        "kind" => text(proposal.kind.key()),
        "state" => text(match proposal.state {
            ProposalState::Active => "active",
            ProposalState::Withdrawn => "withdrawn",
            ProposalState::Ineligible => "ineligible",
        }),
        "state_reason" => text(&proposal.state_reason),
        "chain" => text(&proposal.chain),
        "also_chains" => Said::List(proposal.also_chains.clone()),
        "links" => Said::List(proposal.links.clone()),
        "requested" => amount(&proposal.requested),
        "own_funds" => amount(&proposal.own_funds),
        "total_cost" => amount(&proposal.total_cost),
        "months" => Said::Number(proposal.months),
        _ => text(&proposal.summary),
    }
}
