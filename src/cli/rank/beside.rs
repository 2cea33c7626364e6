//! The advisory figures of every chain, collected for the document.

use super::super::round::float;
use super::Ranking;
use crate::analysis::advisory::agreement::{Icc, Interval, alpha, concordance, icc};
use crate::analysis::advisory::expected::{self, Expected};
use crate::analysis::advisory::kemeny::{self, Kemeny};
use crate::analysis::advisory::leniency;
use crate::analysis::advisory::proposals::{Outlier, borda, outliers, z_scores};
use crate::analysis::advisory::{ScoreTable, default_top, within_deviation};
use crate::analysis::combine::number;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Largest chain whose advisory figures are computed unasked.
const MOST_PROPOSALS: usize = 500;
const MOST_EXPERTS: usize = 60;

/// What the model says of one proposal.
pub struct Modelled {
    /// Expected rank in the chain.
    pub expected_rank: f64,
    /// Probability of being among the top.
    pub p_top: f64,
    /// Ranks at 5, 25, 50, 75 and 95 %.
    pub interval: [usize; 5],
}

/// One expert in one chain.
pub struct Strictness {
    proposals: f64,
    leniency: f64,
    error: f64,
}

/// Advisory figures by proposal and by expert.
#[derive(Default)]
pub struct Beside {
    /// Chains beyond the limit.
    pub too_large: Vec<String>,
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

impl Beside {
    /// Computes one chain and returns its entry.
    pub fn chain(
        &mut self,
        ranking: &Ranking,
        id: &str,
        table: &ScoreTable,
        scale: (f64, f64),
    ) -> Value {
        let options = ranking.options;
        let (n, experts) = (table.proposals.len(), table.experts.len());
        let top = options.top.map_or_else(|| default_top(n), |top| top.min(n));
        let is_large = n > MOST_PROPOSALS || experts > MOST_EXPERTS;
        let reason = if options.official {
            Some("official")
        } else if is_large && options.advisory.is_none() {
            self.too_large.push(id.to_owned());
            Some("too_large")
        } else {
            None
        };
        let complete = table.complete();
        let mut entry = json!({
            "id": id,
            "experts": experts,
            "proposals": n,
            "complete_proposals": complete.len(),
            "top": top,
            "within_sd": Value::Null,
            "lambda": Value::Null,
            "model": Value::Null,
            "kemeny": Value::Null,
            "agreement": Value::Null,
            "advisory_reason": reason,
        });
        if reason.is_some() {
            return entry;
        }
        let panel = &ranking.loaded.panel;
        let lowest_best = panel.policy.lowest_best;
        let seed = (panel.head.seed, id);
        let expected = expected::toward(table, scale, lowest_best, top, seed);
        let ranked = table.best_on_top(scale, lowest_best);
        self.take(table, &ranked, scale, expected.as_ref());
        for (key, value) in [
            ("within_sd", float(within_deviation(table))),
            ("lambda", float(expected.as_ref().map(|one| one.lambda))),
            ("model", expected.as_ref().map_or(Value::Null, model)),
            (
                "kemeny",
                kemeny::of(&ranked).map_or(Value::Null, |one| order(&one)),
            ),
            ("agreement", agreement(table, &complete)),
        ] {
            if let Some(slot) = entry.get_mut(key) {
                *slot = value;
            }
        }
        let parts = leniency::parts(table);
        if let Some(fields) = entry.as_object_mut().filter(|_| parts.len() > 1) {
            fields.insert("unconnected".to_owned(), json!(parts));
        }
        entry
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
        self.model.extend(ids().zip(modelled));
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

fn model(expected: &Expected) -> Value {
    json!({
        "mu": float(Some(expected.mu)),
        "tau": float(Some(expected.tau)),
        "s": float(Some(expected.s)),
    })
}

fn order(kemeny: &Kemeny) -> Value {
    json!({
        "contradictions": kemeny.contradictions,
        "orders": kemeny.orders,
        "order": kemeny.order,
    })
}

type Form = fn(&Icc) -> Interval;

fn agreement(table: &ScoreTable, complete: &[Vec<f64>]) -> Value {
    let alpha = alpha(table);
    let icc = icc(complete);
    let kendall = concordance(complete);
    let mut fields = Map::new();
    for (key, value) in [
        ("alpha_interval", alpha.interval),
        ("alpha_ordinal", alpha.ordinal),
        ("alpha_nominal", alpha.nominal),
    ] {
        fields.insert(key.to_owned(), float(value));
    }
    let forms: [(&str, Form); 6] = [
        ("icc_1", |icc| icc.one),
        ("icc_1k", |icc| icc.one_k),
        ("icc_a1", |icc| icc.absolute),
        ("icc_ak", |icc| icc.absolute_k),
        ("icc_c1", |icc| icc.consistent),
        ("icc_ck", |icc| icc.consistent_k),
    ];
    for (key, form) in forms {
        let interval = icc.as_ref().map(form);
        fields.insert(key.to_owned(), float(interval.map(|one| one.value)));
        let range = interval.and_then(|one| one.range);
        let range = range.map(|(low, high)| json!([float(Some(low)), float(Some(high))]));
        fields.insert(format!("{key}_ci"), range.unwrap_or(Value::Null));
    }
    for (key, value) in [
        ("kendall_w", kendall.map(|one| one.w)),
        ("kendall_chi2", kendall.map(|one| one.chi_square)),
        ("kendall_p", kendall.and_then(|one| one.p)),
    ] {
        fields.insert(key.to_owned(), float(value));
    }
    Value::Object(fields)
}
