//! What is not the same in two editions of a plan, and what rests on it.

use super::Moves;
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use std::collections::BTreeSet;

/// What became of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The later edition does not have it.
    Gone,
    /// Its wording or what is read in it is another.
    Changed,
    /// Only the later edition has it.
    New,
}

impl Kind {
    /// Returns the key used in `--json` documents and catalogues.
    pub fn key(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Changed => "changed",
            Self::New => "new",
        }
    }
}

/// A wording that is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// `name`, `category`, `task`, `target` or, of a goal, `goal`.
    pub what: &'static str,
    /// In the earlier edition; empty where there was none.
    pub before: String,
    /// In the later one.
    pub after: String,
}

/// An indicator that is read otherwise, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingChange {
    /// In the earlier edition; none where it is new.
    pub before: Option<String>,
    /// In the later one; none where it is gone.
    pub after: Option<String>,
}

/// A link that is not the same in both editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkChange {
    /// Link id.
    pub link: String,
    /// Chain id.
    pub chain: String,
    /// Its name, the later one where it has one.
    pub name: String,
    /// What became of it.
    pub kind: Kind,
    /// Wordings; none for a link that is new or gone.
    pub texts: Vec<TextChange>,
    /// Indicators; of a link that is new or gone all of them.
    pub readings: Vec<ReadingChange>,
}

/// Everything that differs between two editions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanChanges {
    /// Links, in the order of the later edition, then those that are gone.
    pub links: Vec<LinkChange>,
    /// Overall goals by their id.
    pub goals: Vec<(String, TextChange)>,
    /// Chains of which something beside their links differs; `overview` for what stands
    /// outside the chains.
    pub others: Vec<String>,
    /// Where each indicator and clause of the earlier edition stands in the later one.
    pub moves: Moves,
}

impl PlanChanges {
    /// Tells whether both editions say the same.
    pub fn is_empty(&self) -> bool {
        self.links.is_empty() && self.goals.is_empty() && self.others.is_empty()
    }

    /// Finds what became of a link; none where it stays.
    pub fn of_link(&self, id: &str) -> Option<&LinkChange> {
        self.links.iter().find(|one| one.link == id)
    }

    /// Returns the links whose text is another or gone.
    pub fn touched(&self) -> BTreeSet<&str> {
        let touched = self.links.iter().filter(|one| one.kind != Kind::New);
        touched.map(|one| one.link.as_str()).collect()
    }

    /// Returns the proposals that are matched to a link that changed or is gone, each with
    /// that link, in the order of the panel.
    pub fn matched<'a>(&'a self, panel: &'a Panel) -> Vec<(&'a Proposal, &'a LinkChange)> {
        let of = |proposal: &'a Proposal| {
            let links = proposal.links.iter();
            links
                .filter_map(|link| self.of_link(link))
                .filter(|change| change.kind != Kind::New)
                .map(move |change| (proposal, change))
        };
        panel.proposals.iter().flat_map(of).collect()
    }
}

/// Sheets that rest on a text that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// Link id.
    pub link: String,
    /// Proposal id.
    pub proposal: String,
    /// Expert ids, sorted.
    pub experts: Vec<String>,
}
