//! The advisory figures of every chain, by the rules of `rank --json`: whoever prints one of
//! them prints the same.

mod scores;

pub use scores::Scores;

use super::advisory::agreement::{Alpha, Concordance, Icc, alpha, concordance, icc};
use super::advisory::expected::{self, Cores, Expected};
use super::advisory::kemeny::{self, Kemeny};
use super::advisory::leniency;
use super::advisory::proposals::{Outlier, borda, outliers, z_scores};
use super::advisory::{ScoreTable, default_top, within_deviation};
use super::combine::number;
use super::leave_one_out;
use super::standing::Standings;
use crate::domain::panel::Panel;
use crate::domain::sheet::ScoreSheet;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Largest chain whose advisory figures are computed unasked.
const MOST_PROPOSALS: usize = 500;
const MOST_EXPERTS: usize = 60;

/// What is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// How many count as the top, all of a chain where it has fewer; none for the share that
    /// is usual.
    pub top: Option<usize>,
    /// Official figures only.
    pub is_official: bool,
    /// Whatever the size.
    pub whatever_size: bool,
    /// Only how far the places may move by the model.
    pub only_model: bool,
}

/// What the model says of one proposal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Modelled {
    /// Expected rank in the chain.
    pub expected_rank: f64,
    /// Probability of being among the top.
    pub p_top: f64,
    /// Ranks at 5, 25, 50, 75 and 95 %.
    pub interval: [usize; 5],
}

/// One expert in one chain.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Strictness {
    proposals: f64,
    leniency: f64,
    error: f64,
}

/// One chain.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChainFigures {
    /// Id.
    pub id: String,
    /// Experts with a total.
    pub experts: usize,
    /// Proposals with a total.
    pub proposals: usize,
    /// Proposals that every one of these experts scored.
    pub complete: usize,
    /// How many count as the top.
    pub top: usize,
    /// Why nothing advisory was computed: `official` or `too_large`.
    pub reason: Option<&'static str>,
    /// Pooled deviation within proposals.
    pub within: Option<f64>,
    /// The model behind the places.
    pub expected: Option<Expected>,
    /// The orders with the fewest contradictions; none above 16 proposals.
    pub kemeny: Option<Kemeny>,
    /// Krippendorff's α; none where nothing advisory was computed.
    pub alpha: Option<Alpha>,
    /// Intraclass correlations of the complete proposals.
    pub icc: Option<Icc>,
    /// Kendall's W of the complete proposals.
    pub concordance: Option<Concordance>,
    /// Parts that no common expert joins, where there are several.
    pub parts: Vec<Vec<String>>,
}

/// Advisory figures by chain, by proposal and by expert.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ByChain {
    /// Chains by id.
    pub chains: Vec<ChainFigures>,
    /// Standardised scores.
    pub z: BTreeMap<String, Option<f64>>,
    /// Borda figures.
    pub borda: BTreeMap<String, Option<f64>>,
    /// Single scores that stand apart.
    pub outliers: BTreeMap<String, Vec<Outlier>>,
    /// Places without one of the experts.
    pub ranges: BTreeMap<String, (u32, u32)>,
    /// What the model says.
    pub model: BTreeMap<String, Modelled>,
    /// Means without the experts' leniency.
    pub calibrated: BTreeMap<String, f64>,
    strictness: BTreeMap<String, Vec<Strictness>>,
}

impl ByChain {
    /// Computes every chain.
    pub fn of(
        panel: &Panel,
        sheets: &[ScoreSheet],
        standings: &Standings,
        scores: &Scores,
        asked: Asked,
    ) -> Self {
        let mut all = Self::default();
        for part in parts(panel, scores, asked) {
            all.join(part);
        }
        let is_whole = all.chains.iter().all(|one| one.reason.is_none());
        if is_whole && !asked.is_official && !asked.only_model {
            all.ranges = leave_one_out::ranges(panel, sheets, standings);
        }
        all
    }

    /// Takes the figures of another chain.
    fn join(&mut self, other: Self) {
        self.chains.extend(other.chains);
        self.z.extend(other.z);
        self.borda.extend(other.borda);
        self.outliers.extend(other.outliers);
        self.model.extend(other.model);
        self.calibrated.extend(other.calibrated);
        for (expert, chains) in other.strictness {
            self.strictness.entry(expert).or_default().extend(chains);
        }
    }

    fn chain(
        &mut self,
        panel: &Panel,
        id: &str,
        table: &ScoreTable,
        scale: (f64, f64),
        asked: Asked,
    ) -> ChainFigures {
        let (n, experts) = (table.proposals.len(), table.experts.len());
        let top = asked.top.map_or_else(|| default_top(n), |top| top.min(n));
        let is_large = n > MOST_PROPOSALS || experts > MOST_EXPERTS;
        let reason = if asked.is_official {
            Some("official")
        } else if is_large && !asked.whatever_size {
            Some("too_large")
        } else {
            None
        };
        let complete = table.complete();
        let counted = ChainFigures {
            id: id.to_owned(),
            experts,
            proposals: n,
            complete: complete.len(),
            top,
            reason,
            ..ChainFigures::default()
        };
        if reason.is_some() {
            return counted;
        }
        let lowest_best = panel.policy.lowest_best;
        let seed = (panel.head.seed, id);
        let expected = expected::toward(table, scale, lowest_best, top, seed, Cores::All);
        if asked.only_model {
            self.take_model(table, expected.as_ref());
            return ChainFigures {
                expected,
                ..counted
            };
        }
        let ranked = table.best_on_top(scale, lowest_best);
        self.take(table, &ranked, scale, expected.as_ref());
        let parts = leniency::parts(table);
        ChainFigures {
            within: within_deviation(table),
            expected,
            kemeny: kemeny::of(&ranked),
            alpha: Some(alpha(table)),
            icc: icc(&complete),
            concordance: concordance(&complete),
            parts: if parts.len() > 1 { parts } else { Vec::new() },
            ..counted
        }
    }

    /// Takes the figures by proposal and expert; `ranked` is the table with the best on top.
    fn take(
        &mut self,
        table: &ScoreTable,
        ranked: &ScoreTable,
        scale: (f64, f64),
        expected: Option<&Expected>,
    ) {
        let width = scale.1 - scale.0;
        let ids = || table.proposals.iter().cloned();
        self.z.extend(ids().zip(z_scores(table)));
        self.borda.extend(ids().zip(borda(ranked)));
        self.outliers.extend(ids().zip(outliers(table, width)));
        self.take_model(table, expected);
        let Some(expected) = expected else {
            return;
        };
        let noise = expected.noise * (width / 5.0).powi(2);
        if let Some(found) = leniency::of(table, expected.lambda, noise) {
            self.calibrated.extend(ids().zip(found.calibrated));
            let experts = found.experts.iter().zip(&found.errors).enumerate();
            for (id, (column, (leniency, error))) in table.experts.iter().zip(experts) {
                let one = Strictness {
                    proposals: number(table.column(column).count()),
                    leniency: *leniency,
                    error: *error,
                };
                self.strictness.entry(id.clone()).or_default().push(one);
            }
        }
    }

    /// Takes what the model says of the places.
    fn take_model(&mut self, table: &ScoreTable, expected: Option<&Expected>) {
        let Some(expected) = expected else {
            return;
        };
        let figures = expected
            .ranks
            .iter()
            .zip(&expected.p_top)
            .zip(&expected.intervals);
        let modelled = figures.map(|((rank, p_top), interval)| Modelled {
            expected_rank: *rank,
            p_top: *p_top,
            interval: *interval,
        });
        self.model
            .extend(table.proposals.iter().cloned().zip(modelled));
    }

    /// Returns an expert's leniency and its standard error; over several chains the mean,
    /// each chain by its number of proposals.
    pub fn leniency(&self, expert: &str) -> Option<(f64, f64)> {
        let chains = self.strictness.get(expert)?;
        let all: f64 = chains.iter().map(|one| one.proposals).sum();
        let mean: f64 = chains.iter().map(|one| one.proposals * one.leniency).sum();
        let squares: f64 = chains
            .iter()
            .map(|one| (one.proposals * one.error).powi(2))
            .sum();
        (all > 0.0).then(|| (mean / all, squares.sqrt() / all))
    }
}

/// Computes every chain by itself, on every core, and returns them in their order: what comes
/// out does not depend on how many cores there are.
fn parts(panel: &Panel, scores: &Scores, asked: Asked) -> Vec<ByChain> {
    let chains = scores.chains();
    let done: Vec<OnceLock<ByChain>> = chains.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let (Some((id, table)), Some(slot)) = (chains.get(place), done.get(place)) else {
                return;
            };
            let mut part = ByChain::default();
            let figures = part.chain(panel, id, table, scores.scale, asked);
            part.chains.push(figures);
            let _ = slot.set(part);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 1..cores.min(chains.len()) {
            scope.spawn(work);
        }
        work();
    });
    done.into_iter().filter_map(OnceLock::into_inner).collect()
}
