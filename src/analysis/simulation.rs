//! A panel that nobody ever sat on, with a known truth: how well a way of combining finds
//! what is best, and whether the marks on experts find those who are out of line.
//!
//! Every proposal has a true quality on each criterion. An expert sees it with an error, and
//! most see it as well as they can; a declared share of them is strict, lenient, careless,
//! gives everybody the same, favours the own district, or has agreed with others to lift a
//! few. Everything follows from the seed.

mod kinds;
pub mod report;

pub use kinds::Kind;

use super::chance::Chance;

use crate::domain::Bilingual;
use crate::domain::decimal::RoundingMode;
use crate::domain::panel::{Panel, PanelHead, Phase};
use crate::domain::people::{Assignment, Expert, Id};
use crate::domain::plan::Chain;
use crate::domain::policy::{Combine, Policy, Rounding};
use crate::domain::proposal::Proposal;
use crate::domain::rubric::{Criterion, Rubric, Scale};
use crate::domain::sheet::{CellName, Round, ScoreSheet, SheetState};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The criteria: id, name, full marks; together 100.
const CRITERIA: [(&str, &str, u32); 4] = [
    ("target", "模拟评分项 一", 40),
    ("route", "模拟评分项 二", 30),
    ("market", "模拟评分项 三", 20),
    ("team", "模拟评分项 四", 10),
];
/// Districts that proposals and experts are of.
const DISTRICTS: usize = 6;
/// Mean and deviation of the proposals' quality, of 100.
const QUALITY: (f64, f64) = (70.0, 8.0);
/// How far a proposal's single criteria lie from its quality, of 100.
const APART: f64 = 4.0;
/// The time in every history: nobody scored, and no clock was asked.
const AT: &str = "2000-01-01T00:00:00+08:00";

/// How large a panel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Proposals, 1 at least.
    pub proposals: usize,
    /// Experts, 1 at least.
    pub experts: usize,
    /// Chains, 1 at least.
    pub chains: usize,
    /// Experts of each proposal; all where there are fewer.
    pub per_proposal: usize,
    /// Seed of everything.
    pub seed: u64,
}

/// A simulated panel and what is known of it.
#[derive(Debug, Clone)]
pub struct Simulation {
    /// The panel, without digests: they come from its files.
    pub panel: Panel,
    /// What is true of each proposal, in the panel's order.
    pub truths: Vec<Truth>,
    /// What kind of expert each is, in the panel's order.
    pub kinds: Vec<Kind>,
    /// Which experts score each proposal, in the panel's order.
    scorers: Vec<Vec<usize>>,
    /// How lenient each expert is by nature, of 100.
    natures: Vec<f64>,
    seed: u64,
}

/// What is true of a proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// True share of each criterion, 0 to 1.
    shares: Vec<f64>,
    /// True total, of 100.
    pub total: f64,
    /// Place in its chain by the true totals, from 1.
    pub rank: usize,
    /// Experts who have agreed on it lift it.
    pub is_lifted: bool,
}

/// Makes a panel.
pub fn of(size: Size) -> Simulation {
    let mut panel = Panel {
        head: head(size.seed),
        rubric: rubric(),
        policy: policy(),
        ..Panel::default()
    };
    for nth in 1..=size.chains {
        panel.plan.chains.push(Chain {
            format: 1,
            id: format!("c{nth:03}"),
            order: u32::try_from(nth).unwrap_or(u32::MAX),
            name: named(
                &format!("模拟链 {nth:03}"),
                &format!("Simulated chain {nth:03}"),
            ),
            ..Chain::default()
        });
    }
    let district = |nth: usize| format!("模拟区 {}", nth % DISTRICTS + 1);
    for nth in 0..size.experts {
        panel.experts.push(Expert {
            id: format!("E{:04}", nth + 1),
            name: format!("模拟专家 {:04}", nth + 1),
            institution: format!("模拟院所 {:04}", nth + 1),
            district: district(nth),
            expertise: "technical".to_owned(),
            ..Expert::default()
        });
    }
    let mut chance = Chance::seeded(size.seed, "districts");
    let mut districts: Vec<usize> = (0..size.proposals).collect();
    chance.shuffle(&mut districts);
    for (nth, of_district) in districts.into_iter().enumerate() {
        let chain = panel.plan.chains.get(nth % size.chains);
        panel.proposals.push(Proposal {
            id: format!("P{:05}", nth + 1),
            format: 1,
            title: format!("模拟项目 {:05}", nth + 1),
            applicant: format!("模拟单位 {:05}", nth + 1),
            district: district(of_district).into(),
            chain: chain
                .map(|chain| chain.id.as_str().into())
                .unwrap_or_default(),
            requested: "100".into(),
            own_funds: "300".into(),
            total_cost: "400".into(),
            months: 36,
            ..Proposal::default()
        });
    }
    let kinds = kinds::of(size.experts, size.seed);
    let mut nature = Chance::seeded(size.seed, "experts");
    let mut simulation = Simulation {
        truths: truths(&panel, size.seed),
        natures: kinds
            .iter()
            .map(|kind| kind.lenience(&mut nature))
            .collect(),
        scorers: scorers(size),
        kinds,
        panel,
        seed: size.seed,
    };
    simulation.assign();
    simulation
}

fn named(zh: &str, en: &str) -> Bilingual {
    Bilingual {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

fn head(seed: u64) -> PanelHead {
    PanelHead {
        format: 1,
        id: format!("simulation-{seed}"),
        title: named("模拟批次", "Simulated panel"),
        phase: Phase::Open,
        seed,
        horizon: 3,
        demonstration: true,
        ..PanelHead::default()
    }
}

fn rubric() -> Rubric {
    let criterion = |(id, name, full): (&str, &str, u32)| Criterion {
        id: id.to_owned(),
        name: named(name, ""),
        required: true,
        scale: Scale {
            max: full.to_string(),
            ..Scale::default()
        },
        ..Criterion::default()
    };
    Rubric {
        format: 1,
        criteria: CRITERIA.map(criterion).into(),
        ..Rubric::default()
    }
}

fn policy() -> Policy {
    Policy {
        format: 1,
        combine: Combine::default(),
        rounding: Rounding {
            decimals: Some(2),
            mode: RoundingMode::HalfUp,
            ..Rounding::default()
        },
        scope: "group".to_owned(),
        ..Policy::default()
    }
}

/// Draws what is true, and ranks it within each chain. Of every twenty proposals of a chain
/// one is lifted by those who have agreed, from its middle: the best need no lift.
fn truths(panel: &Panel, seed: u64) -> Vec<Truth> {
    let mut chance = Chance::seeded(seed, "truths");
    let mut truths: Vec<Truth> = panel
        .proposals
        .iter()
        .map(|_| {
            let quality = QUALITY.0 + QUALITY.1 * chance.normal();
            let shares = CRITERIA.map(|_| {
                let share = (quality + APART * chance.normal()) / 100.0;
                share.clamp(0.05, 0.98)
            });
            let points = shares.iter().zip(CRITERIA);
            Truth {
                total: points.map(|(share, one)| share * f64::from(one.2)).sum(),
                shares: shares.into(),
                rank: 0,
                is_lifted: false,
            }
        })
        .collect();
    let mut chains: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, proposal) in panel.proposals.iter().enumerate() {
        chains.entry(&proposal.chain).or_default().push(place);
    }
    for places in chains.values_mut() {
        let total = |place: usize| truths.get(place).map_or(0.0, |truth| truth.total);
        places.sort_by(|left, right| total(*right).total_cmp(&total(*left)).then(left.cmp(right)));
        let lifted = places.len().div_ceil(20);
        let from = places.len() / 2;
        for (nth, place) in places.iter().enumerate() {
            if let Some(truth) = truths.get_mut(*place) {
                truth.rank = nth + 1;
                truth.is_lifted = (from..from + lifted).contains(&nth);
            }
        }
    }
    truths
}

/// Deals the experts out: those of a chain among themselves where every chain has enough,
/// else all of them, each as often as the next one.
fn scorers(size: Size) -> Vec<Vec<usize>> {
    let is_parted = size.experts / size.chains >= size.per_proposal;
    let pools = if is_parted { size.chains } else { 1 };
    let mut chance = Chance::seeded(size.seed, "assignments");
    let mut decks: Vec<(Vec<usize>, usize)> = (0..pools)
        .map(|pool| ((pool..size.experts).step_by(pools).collect(), usize::MAX))
        .collect();
    let mut dealt = Vec::with_capacity(size.proposals);
    for nth in 0..size.proposals {
        let Some((deck, next)) = decks.get_mut(nth % size.chains % pools) else {
            continue;
        };
        let hand = size.per_proposal.min(deck.len());
        if next.saturating_add(hand) > deck.len() {
            chance.shuffle(deck);
            *next = 0;
        }
        let mut experts: Vec<usize> = deck.iter().skip(*next).take(hand).copied().collect();
        experts.sort_unstable();
        *next += hand;
        dealt.push(experts);
    }
    dealt
}

impl Simulation {
    fn assign(&mut self) {
        let mut assigned: BTreeMap<usize, Vec<Id>> = BTreeMap::new();
        for (proposal, experts) in self.panel.proposals.iter().zip(&self.scorers) {
            for expert in experts {
                let proposals = assigned.entry(*expert).or_default();
                proposals.push(Id::from(&proposal.id));
            }
        }
        for (expert, proposals) in assigned {
            if let Some(expert) = self.panel.experts.get(expert) {
                self.panel.assignments.push(Assignment {
                    expert: expert.id.clone(),
                    proposals,
                });
            }
        }
    }

    /// Returns every sheet, by proposal and expert, with the digests of the panel's files.
    pub fn sheets<'a>(
        &'a self,
        plan: &str,
        rubric: &str,
    ) -> impl Iterator<Item = ScoreSheet> + use<'a> {
        let (plan, rubric): (Arc<str>, Arc<str>) = (plan.into(), rubric.into());
        let places = self.scorers.iter().enumerate();
        let pairs = places
            .flat_map(|(proposal, experts)| experts.iter().map(move |expert| (proposal, *expert)));
        pairs.filter_map(move |(proposal, expert)| {
            let mut sheet = self.sheet(proposal, expert)?;
            sheet.plan = plan.clone();
            sheet.rubric = rubric.clone();
            let marks = self.marks(proposal, expert)?;
            for (mark, (id, ..)) in marks.into_iter().zip(CRITERIA) {
                sheet.change(&CellName::Score(id.to_owned()), &mark.to_string(), AT);
            }
            sheet.set_state(SheetState::Submitted, "", AT);
            Some(sheet)
        })
    }

    fn sheet(&self, proposal: usize, expert: usize) -> Option<ScoreSheet> {
        let expert = &self.panel.experts.get(expert)?.id;
        let proposal = &self.panel.proposals.get(proposal)?.id;
        let mut sheet = ScoreSheet::new(&self.panel.head.id, expert, proposal, Round::First);
        sheet.source = "simulated".into();
        Some(sheet)
    }

    /// Returns the marks that an expert gives. Each pair has numbers of its own, so that
    /// another size of the panel changes no mark of the pairs it has in common.
    fn marks(&self, proposal: usize, expert: usize) -> Option<Vec<u32>> {
        let (of_proposal, of_expert) = (
            self.panel.proposals.get(proposal)?,
            self.panel.experts.get(expert)?,
        );
        let truth = self.truths.get(proposal)?;
        let view = kinds::View {
            nature: *self.natures.get(expert)?,
            is_own: of_proposal.district == of_expert.district,
            is_lifted: truth.is_lifted,
        };
        let name = format!("{}/{}", of_proposal.id, of_expert.id);
        let mut chance = Chance::seeded(self.seed, &name);
        let shares = self
            .kinds
            .get(expert)?
            .shares(&truth.shares, &view, &mut chance);
        let marks = shares.iter().zip(CRITERIA).map(|(share, (.., full))| {
            let mark = (share * f64::from(full))
                .round()
                .clamp(0.0, f64::from(full));
            #[allow(clippy::cast_sign_loss, reason = "clamped to the scale")]
            let mark = mark as u32;
            mark
        });
        Some(marks.collect())
    }
}

#[cfg(test)]
mod tests;
