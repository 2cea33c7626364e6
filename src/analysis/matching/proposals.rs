//! What is suggested for the proposals of a panel, and which of them are nearly the same.

use super::duplicates::alike;
use super::{Answer, Matcher, Query, Suggestion};
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use std::collections::BTreeMap;

/// How many links are suggested for a proposal.
const TOP: usize = 3;

/// What is suggested for one proposal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfProposal {
    /// Links of its chain; of all chains where it names none.
    pub answer: Answer,
    /// A link of another chain, where that one is likely and none of its own chain is.
    pub elsewhere: Option<Suggestion>,
    /// Proposals with nearly the same text, and the share, 0 to 1; the likest first.
    pub alike: Vec<(String, f64)>,
}

/// What is suggested for all proposals of a panel, by proposal id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Suggested(BTreeMap<String, OfProposal>);

impl Suggested {
    /// Looks at every proposal of a panel.
    pub fn of(panel: &Panel) -> Self {
        Self::of_telling(panel, &|_, _| {})
    }

    /// Does the same, and tells how many of how many proposals were looked at.
    pub fn of_telling(panel: &Panel, tell: &dyn Fn(usize, usize)) -> Self {
        let matcher = Matcher::of(&panel.plan, &panel.link_notes);
        let count = panel.proposals.len();
        let one = |(done, proposal): (usize, &Proposal)| {
            tell(done, count);
            let suggested = of_proposal(&matcher, panel, proposal);
            (proposal.id.clone(), suggested)
        };
        let mut all: BTreeMap<String, OfProposal> =
            panel.proposals.iter().enumerate().map(one).collect();
        tell(count, count);
        for pair in alike(&panel.proposals) {
            let [one, other] = [pair.one, pair.other].map(|at| &panel.proposals[at].id);
            for (own, other) in [(one, other), (other, one)] {
                if let Some(own) = all.get_mut(own) {
                    own.alike.push((other.clone(), pair.share));
                }
            }
        }
        for own in all.values_mut() {
            own.alike.sort_by(|left, right| right.1.total_cmp(&left.1));
        }
        Self(all)
    }

    /// Finds what is suggested for a proposal.
    pub fn proposal(&self, id: &str) -> Option<&OfProposal> {
        self.0.get(id)
    }
}

fn of_proposal(matcher: &Matcher, panel: &Panel, proposal: &Proposal) -> OfProposal {
    let keywords = format!("{}\n{}", proposal.product, proposal.summary);
    let chain = panel
        .plan
        .chain(&proposal.chain)
        .map(|chain| chain.id.as_str());
    let query = Query {
        title: &proposal.title,
        keywords: &keywords,
        chain,
    };
    let answer = matcher.suggest(&query, TOP);
    let anywhere = Query {
        chain: None,
        ..query
    };
    let elsewhere = (chain.is_some() && answer.is_weak())
        .then(|| matcher.suggest(&anywhere, 1).suggestions.into_iter().next())
        .flatten()
        .filter(|one| !one.is_weak() && one.chain != proposal.chain);
    OfProposal {
        answer,
        elsewhere,
        alike: Vec::new(),
    }
}
