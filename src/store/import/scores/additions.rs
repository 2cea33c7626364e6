//! What accepted rows need and the panel does not have yet.

use super::rows::Judged;
use super::{Created, Options};
use crate::domain::Bilingual;
use crate::domain::decimal::{Decimal, plain};
use crate::domain::panel::Panel;
use crate::domain::people::Expert;
use crate::domain::plan::Chain;
use crate::domain::proposal::Proposal;
use crate::domain::rubric::{Criterion, Scale};
use std::collections::BTreeSet;

/// Everything new, in the order of the table.
#[derive(Debug, Default)]
pub struct Additions {
    /// Chains.
    pub chains: Vec<Chain>,
    /// Proposals.
    pub proposals: Vec<Proposal>,
    /// Experts.
    pub experts: Vec<Expert>,
    /// Criteria.
    pub criteria: Vec<Criterion>,
    /// Expert and proposals that are to be assigned.
    pub assignments: Vec<(String, Vec<String>)>,
}

impl Additions {
    /// Collects what accepted rows need.
    pub fn of(judged: &Judged, panel: &Panel, options: &Options) -> Self {
        let mut additions = Self::default();
        let (mut proposals, mut experts, mut criteria, mut chains) = (
            BTreeSet::new(),
            BTreeSet::new(),
            BTreeSet::new(),
            BTreeSet::new(),
        );
        for cell in &judged.cells {
            if proposals.insert(cell.proposal) {
                additions.proposal(judged, cell.proposal, panel, &mut chains);
            }
            let expert = judged.experts.at(cell.expert).filter(|one| one.is_new);
            if let Some(one) = expert.filter(|_| experts.insert(cell.expert)) {
                additions.experts.push(Expert {
                    id: one.id.clone(),
                    name: one.text.clone(),
                    ..Expert::default()
                });
            }
            let criterion = judged.criteria.at(cell.criterion);
            let is_new = criterion.is_some_and(|one| one.is_new);
            if is_new && criteria.insert(cell.criterion) {
                let made = criterion_of(judged, cell.criterion, options);
                additions.criteria.extend(made);
            }
        }
        additions.assign(judged);
        additions
    }

    /// Returns the ids of everything.
    pub fn created(&self) -> Created {
        Created {
            chains: self.chains.iter().map(|one| one.id.clone()).collect(),
            proposals: self.proposals.iter().map(|one| one.id.clone()).collect(),
            experts: self.experts.iter().map(|one| one.id.clone()).collect(),
            criteria: self.criteria.iter().map(|one| one.id.clone()).collect(),
        }
    }

    fn proposal(
        &mut self,
        judged: &Judged,
        place: usize,
        panel: &Panel,
        chains: &mut BTreeSet<usize>,
    ) {
        let Some(one) = judged.proposals.at(place).filter(|one| one.is_new) else {
            return;
        };
        let chain = judged.chain_of.get(&place).copied().or(judged.chain_all);
        let named = chain.and_then(|place| judged.chains.at(place));
        if let Some((place, chain)) = chain.zip(named)
            && chain.is_new
            && chains.insert(place)
        {
            let orders = panel.plan.chains.iter().chain(&self.chains);
            let last = orders.map(|chain| chain.order).max().unwrap_or_default();
            self.chains.push(Chain {
                format: 1,
                id: chain.id.clone(),
                order: last.saturating_add(1),
                name: name(&chain.text),
                ..Chain::default()
            });
        }
        let label = if one.text == one.id { "" } else { &one.text };
        self.proposals.push(Proposal {
            id: one.id.clone(),
            format: 1,
            label: label.to_owned(),
            title: one.text.clone(),
            chain: named
                .map(|chain| chain.id.as_str().into())
                .unwrap_or_default(),
            ..Proposal::default()
        });
    }

    fn assign(&mut self, judged: &Judged) {
        let mut accepted: BTreeSet<(usize, usize)> = judged
            .cells
            .iter()
            .map(|cell| (cell.proposal, cell.expert))
            .collect();
        for (proposal, expert) in &judged.unassigned {
            let ids = judged
                .experts
                .at(*expert)
                .zip(judged.proposals.at(*proposal));
            let Some((expert, of)) = ids.filter(|_| accepted.remove(&(*proposal, *expert))) else {
                continue;
            };
            let mut held = self.assignments.iter_mut();
            match held.find(|one| one.0 == expert.id) {
                Some((_, proposals)) => proposals.push(of.id.clone()),
                None => self
                    .assignments
                    .push((expert.id.clone(), vec![of.id.clone()])),
            }
        }
    }
}

fn name(text: &str) -> Bilingual {
    Bilingual {
        zh: text.to_owned(),
        en: String::new(),
    }
}

/// Makes a criterion: the scale as asked for, or from the lowest to the highest score; one
/// step is the last decimal place of any of these. A single value alone is one end,
/// nought the other.
fn criterion_of(judged: &Judged, place: usize, options: &Options) -> Option<Criterion> {
    let one = judged.criteria.at(place)?;
    let cells = judged.cells.iter().filter(|cell| cell.criterion == place);
    let scores: Vec<Decimal> = cells.filter_map(|cell| cell.score).collect();
    let seen = scores.iter().min().zip(scores.iter().max());
    let (mut low, mut high) = options
        .scale
        .or(seen.map(|(low, high)| (*low, *high)))
        .unwrap_or((Decimal::ZERO, Decimal::ONE_HUNDRED));
    if low == high {
        let one = if low.is_zero() { Decimal::ONE } else { low };
        (low, high) = (one.min(Decimal::ZERO), one.max(Decimal::ZERO));
    }
    let places = scores.iter().chain([&low, &high]);
    let places = places.map(|value| value.normalize().scale()).max();
    let weights = &options.weights;
    let weight = weights
        .iter()
        .find(|(word, _)| *word == one.id || *word == one.text);
    Some(Criterion {
        id: one.id.clone(),
        name: name(&one.text),
        required: true,
        scale: Scale {
            min: plain(low),
            max: plain(high),
            step: plain(Decimal::new(1, places.unwrap_or_default())),
        },
        weight: weight.map_or_else(String::new, |(_, weight)| plain(*weight)),
        ..Criterion::default()
    })
}
