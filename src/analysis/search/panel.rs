//! What can be searched in a panel: proposals, chains, links and experts in one index, and
//! what query words ask about a proposal.

use super::filters::Facts;
use super::index::{Entry, Index};
use crate::analysis::comparison::compare;
use crate::analysis::standing::{Excluded, ProposalStanding, Standings};
use crate::domain::indicator::Verdict;
use crate::domain::panel::Panel;
use crate::domain::proposal::Proposal;
use std::collections::{BTreeMap, BTreeSet};

/// The index of a panel: proposals first, in their order, then chains, links, experts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PanelIndex {
    /// The texts.
    pub index: Index,
    /// How many proposals there are.
    pub proposals: u32,
    /// How many chains there are.
    pub chains: u32,
    /// Chain and place in it of every link.
    pub links: Vec<(usize, usize)>,
    /// How many experts there are.
    pub experts: u32,
    /// The chains' names in Chinese and in English.
    pub chain_names: [Vec<String>; 2],
    /// The districts that occur, sorted.
    pub districts: Vec<String>,
}

/// What an entry of a panel's index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A proposal, by place in the panel.
    Proposal(usize),
    /// A chain, by place in the plan.
    Chain(usize),
    /// A link, by its chain and its place there.
    Link(usize, usize),
    /// An expert, by place in the panel.
    Expert(usize),
}

impl PanelIndex {
    /// Makes the index of a panel.
    pub fn of(panel: &Panel) -> Self {
        let chains = &panel.plan.chains;
        let links = chains
            .iter()
            .enumerate()
            .flat_map(|(chain, own)| (0..own.links.len()).map(move |link| (chain, link)));
        let districts: BTreeSet<&str> = panel
            .proposals
            .iter()
            .map(|proposal| proposal.district.as_str())
            .filter(|district| !district.is_empty())
            .collect();
        let names = |is_english| {
            chains
                .iter()
                .map(move |chain| chain.name.of(is_english).to_owned())
        };
        Self {
            index: texts(panel),
            proposals: panel.proposals.len() as u32,
            chains: chains.len() as u32,
            links: links.collect(),
            experts: panel.experts.len() as u32,
            chain_names: [names(false).collect(), names(true).collect()],
            districts: districts.into_iter().map(str::to_owned).collect(),
        }
    }

    /// Tells what an entry is; `None` beyond the last.
    pub fn found(&self, entry: u32) -> Option<Found> {
        if entry < self.proposals {
            return Some(Found::Proposal(entry as usize));
        }
        let entry = entry - self.proposals;
        if entry < self.chains {
            return Some(Found::Chain(entry as usize));
        }
        let entry = (entry - self.chains) as usize;
        if let Some((chain, link)) = self.links.get(entry) {
            return Some(Found::Link(*chain, *link));
        }
        let expert = entry - self.links.len();
        (expert < self.experts as usize).then_some(Found::Expert(expert))
    }

    /// Returns the entries of all links, in the plan's order.
    pub fn link_entries(&self) -> Vec<u32> {
        let first = self.proposals + self.chains;
        (first..first + self.links.len() as u32).collect()
    }

    /// Returns the entries of all experts, in the panel's order.
    pub fn expert_entries(&self) -> Vec<u32> {
        let first = self.proposals + self.chains + self.links.len() as u32;
        (first..first + self.experts).collect()
    }

    /// Returns the entries of everything but proposals.
    pub fn name_entries(&self) -> Vec<u32> {
        (self.proposals..self.index.len() as u32).collect()
    }
}

fn texts(panel: &Panel) -> Index {
    let (chains, experts) = (&panel.plan.chains, &panel.experts);
    let proposals = panel.proposals.iter().map(|proposal| Entry {
        title: &proposal.title,
        id: &proposal.id,
        others: beside(panel, proposal),
    });
    let of_chains = chains.iter().map(|chain| Entry {
        title: &chain.name.zh,
        id: &chain.id,
        others: vec![&chain.name.en],
    });
    let links = chains.iter().flat_map(|chain| &chain.links);
    let of_links = links.map(|link| Entry {
        title: &link.short.zh,
        id: &link.id,
        others: vec![&link.short.en, &link.name],
    });
    let of_experts = experts.iter().map(|expert| Entry {
        title: &expert.name,
        id: &expert.id,
        others: vec![&expert.institution],
    });
    Index::of(proposals.chain(of_chains).chain(of_links).chain(of_experts))
}

/// The texts of a proposal that are searched beside title and id; not its chain, which a
/// query word asks for.
fn beside<'a>(panel: &'a Panel, proposal: &'a Proposal) -> Vec<&'a str> {
    let mut texts: Vec<&str> = vec![
        &proposal.label,
        &proposal.applicant,
        &proposal.district,
        &proposal.product,
    ];
    let links = proposal.links.iter().filter_map(|id| panel.plan.link(id));
    for (_, link) in links {
        texts.extend([link.short.zh.as_str(), &link.short.en]);
    }
    texts.retain(|text| !text.is_empty());
    texts
}

/// Returns of each proposal whether an indicator of its main link is missed or not promised.
pub fn gaps(panel: &Panel) -> Vec<bool> {
    gaps_telling(panel, &|_, _| {})
}

/// Does the same, and tells how many of how many proposals are done.
pub fn gaps_telling(panel: &Panel, tell: &dyn Fn(usize, usize)) -> Vec<bool> {
    let all = panel.proposals.len();
    let has_gap = |(done, proposal): (usize, &Proposal)| {
        tell(done, all);
        let link = proposal.main_link().and_then(|id| panel.plan.link(id));
        let rows = link.map(|(_, link)| compare(link, proposal).rows);
        rows.iter()
            .flatten()
            .any(|row| matches!(row.gap.verdict, Verdict::FallsShort | Verdict::NotPromised))
    };
    panel.proposals.iter().enumerate().map(has_gap).collect()
}

/// Returns what a proposal itself answers; scores and gaps are still to be filled in.
pub fn facts<'a>(panel: &'a Panel, proposal: &'a Proposal) -> Facts<'a> {
    let also = proposal.also_chains.iter().map(String::as_str);
    let ids = std::iter::once(proposal.chain.as_str()).chain(also);
    let chains = ids.filter_map(|id| panel.plan.chain(id));
    Facts {
        chains: chains
            .flat_map(|chain| [chain.name.zh.as_str(), &chain.name.en, &chain.id])
            .collect(),
        kind: proposal.kind,
        district: &proposal.district,
        ..Facts::default()
    }
}

/// What query words ask about combined scores.
#[derive(Debug, Clone, Default)]
pub struct Combined<'a> {
    rows: BTreeMap<&'a str, &'a ProposalStanding>,
    recused: BTreeSet<&'a str>,
}

impl<'a> Combined<'a> {
    /// Takes the standings, where there are some, and the rulings of a panel.
    pub fn of(panel: &'a Panel, standings: Option<&'a Standings>) -> Self {
        let ruled = panel.conflicts.iter().filter(|one| one.state == "recused");
        let groups = standings.iter().flat_map(|standings| &standings.groups);
        let own = groups.flat_map(|group| &group.not_counted);
        let own = own.filter(|one| one.why == Excluded::Recused);
        let rows = standings.iter().flat_map(|standings| standings.rows());
        Self {
            rows: rows.map(|row| (row.proposal.as_str(), row)).collect(),
            recused: ruled
                .map(|one| one.proposal.as_str())
                .chain(own.map(|one| one.proposal.as_str()))
                .collect(),
        }
    }

    /// Fills the combined figures in.
    pub fn fill(&self, proposal: &str, facts: &mut Facts) {
        let row = self.rows.get(proposal);
        facts.total = row.and_then(|row| row.total);
        facts.is_scored = facts.total.is_some();
        facts.is_recused = self.recused.contains(proposal);
        facts.spread = row.and_then(|row| row.max?.checked_sub(row.min?));
    }
}
