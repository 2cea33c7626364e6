//! The standings as one JSON object. Figures that are not computed are null with a reason.

use super::super::lines::shown;
use super::super::round::{float, number};
use super::Ranking;
use crate::analysis::advisory::agreement::{Icc, Interval, alpha, concordance, icc};
use crate::analysis::advisory::experts::{ExpertFigures, figures};
use crate::analysis::advisory::proposals::{Outlier, borda, outliers, z_scores};
use crate::analysis::advisory::{ScoreTable, default_top, within_deviation};
use crate::analysis::combine::Figures;
use crate::analysis::leave_one_out;
use crate::analysis::standing::{ExpertTotal, ProposalStanding};
use crate::domain::decimal::{self, Decimal};
use crate::domain::fraction::Fraction;
use crate::domain::sheet::{Cell, ScoreSheet, SheetState};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Largest chain whose advisory figures are computed unasked.
const MOST_PROPOSALS: usize = 500;
const MOST_EXPERTS: usize = 60;

/// Returns the whole document.
pub fn of(ranking: &Ranking) -> Value {
    let panel = &ranking.loaded.panel;
    let scores = Scores::of(ranking);
    let mut beside = Beside::default();
    let chains: Vec<Value> = scores
        .chains()
        .into_iter()
        .map(|(id, table)| beside.chain(ranking, id, &table, scores.scale))
        .collect();
    let wants_draws = !ranking.options.official && beside.too_large.is_empty();
    if wants_draws {
        let loaded = ranking.loaded;
        beside.ranges = leave_one_out::ranges(panel, &loaded.sheets, ranking.standings);
    }
    let rows = ranking.standings.rows();
    let (ranked, mut others): (Vec<_>, Vec<_>) = rows.partition(|row| row.rank.is_some());
    others.sort_by(|left, right| left.proposal.cmp(&right.proposal));
    let proposals: Vec<Value> = ranked
        .into_iter()
        .chain(others)
        .map(|row| proposal(ranking, &scores, &beside, row))
        .collect();
    let incomplete: Vec<Value> = ranking
        .standings
        .incomplete
        .iter()
        .map(
            |one| json!({ "proposal": one.proposal, "expert": one.expert, "missing": one.missing }),
        )
        .collect();
    json!({
        "schema": "heyi.rank/1",
        "panel": panel.head.id,
        "policy": panel.policy,
        "what_if": !ranking.options.set.is_empty(),
        "incomplete": incomplete,
        "chains": chains,
        "proposals": proposals,
        "experts": experts(ranking, &scores),
        "round": ranking.standings.round.key(),
        "demonstration": panel.head.demonstration,
    })
}

/// The scores that the statistics are about: totals, or one criterion.
struct Scores<'a> {
    by_proposal: BTreeMap<&'a str, Vec<(&'a str, Decimal)>>,
    chain: BTreeMap<&'a str, &'a str>,
    scale: f64,
}

impl<'a> Scores<'a> {
    fn of(ranking: &'a Ranking) -> Self {
        let panel = &ranking.loaded.panel;
        let criterion = panel.rubric.criterion(&ranking.options.scores);
        let mut sheets: BTreeMap<(&str, &str), &ScoreSheet> = BTreeMap::new();
        let mut sorted: Vec<&ScoreSheet> = ranking.loaded.sheets.iter().collect();
        sorted.sort_by_key(|sheet| sheet.round);
        for sheet in sorted {
            if sheet.state == SheetState::Submitted {
                sheets.insert((&sheet.proposal, &sheet.expert), sheet);
            }
        }
        let score = |row: &'a ProposalStanding, one: &'a ExpertTotal| {
            let value = match criterion {
                None => one.total,
                Some(criterion) => {
                    let sheet = sheets.get(&(row.proposal.as_str(), one.expert.as_str()))?;
                    match sheet.cell(&criterion.id) {
                        Cell::Score(score) => score,
                        _ => return None,
                    }
                }
            };
            Some((one.expert.as_str(), value))
        };
        let rows = ranking.standings.rows();
        let scale = match criterion {
            Some(criterion) => criterion.scale.maximum() - criterion.scale.minimum(),
            None => panel.rubric.full_marks(),
        };
        Self {
            by_proposal: rows
                .map(|row| {
                    let scores = row.totals.iter().filter_map(|one| score(row, one));
                    (row.proposal.as_str(), scores.collect())
                })
                .collect(),
            chain: panel
                .proposals
                .iter()
                .map(|one| (one.id.as_str(), one.chain.as_str()))
                .collect(),
            scale: decimal::float(scale),
        }
    }

    fn table(&self, chain: Option<&str>) -> ScoreTable {
        let mut scores = Vec::new();
        for (proposal, experts) in &self.by_proposal {
            if chain.is_none() || self.chain.get(proposal).copied() == chain {
                scores.extend(
                    experts
                        .iter()
                        .map(|one| (*proposal, one.0, decimal::float(one.1))),
                );
            }
        }
        ScoreTable::of(&scores)
    }

    fn chains(&self) -> Vec<(&'a str, ScoreTable)> {
        let mut ids: Vec<&str> = self.chain.values().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter()
            .map(|id| (id, self.table(Some(id))))
            .collect()
    }
}

/// Advisory figures by proposal.
#[derive(Default)]
struct Beside {
    too_large: Vec<String>,
    z: BTreeMap<String, Option<f64>>,
    borda: BTreeMap<String, Option<f64>>,
    outliers: BTreeMap<String, Vec<Outlier>>,
    ranges: BTreeMap<String, (u32, u32)>,
}

impl Beside {
    fn chain(&mut self, ranking: &Ranking, id: &str, table: &ScoreTable, scale: f64) -> Value {
        let options = ranking.options;
        let (n, experts) = (table.proposals.len(), table.experts.len());
        let is_large = n > MOST_PROPOSALS || experts > MOST_EXPERTS;
        let reason = if options.official {
            "official"
        } else if is_large && options.advisory.is_none() {
            self.too_large.push(id.to_owned());
            "too_large"
        } else {
            "not_computed"
        };
        let is_computed = reason == "not_computed";
        if is_computed {
            self.take(table, scale);
        }
        let complete = table.complete();
        json!({
            "id": id,
            "experts": experts,
            "proposals": n,
            "complete_proposals": complete.len(),
            "top": options.top.unwrap_or_else(|| default_top(n)),
            "within_sd": float(within_deviation(table).filter(|_| is_computed)),
            "lambda": Value::Null,
            "model": Value::Null,
            "kemeny": Value::Null,
            "agreement": if is_computed { agreement(table, &complete) } else { Value::Null },
            "advisory_reason": reason,
        })
    }

    fn take(&mut self, table: &ScoreTable, scale: f64) {
        let ids = || table.proposals.iter().cloned();
        self.z.extend(ids().zip(z_scores(table)));
        self.borda.extend(ids().zip(borda(table)));
        self.outliers.extend(ids().zip(outliers(table, scale)));
    }
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

/// The figures of one proposal on the scores that were asked for.
struct Described {
    n: usize,
    figures: Option<Figures>,
    sd: Option<f64>,
}

fn described(ranking: &Ranking, scores: &Scores, row: &ProposalStanding) -> Described {
    let values: Vec<Decimal> = scores
        .by_proposal
        .get(row.proposal.as_str())
        .map(|scores| scores.iter().map(|one| one.1).collect())
        .unwrap_or_default();
    let exact: Vec<Fraction> = values.iter().copied().map(Fraction::from).collect();
    let floats: Vec<f64> = values.iter().copied().map(decimal::float).collect();
    Described {
        n: exact.len(),
        figures: Figures::of(&exact, &ranking.loaded.panel.policy.combine),
        sd: crate::analysis::combine::deviation(&floats),
    }
}

fn proposal(ranking: &Ranking, scores: &Scores, beside: &Beside, row: &ProposalStanding) -> Value {
    let panel = &ranking.loaded.panel;
    let found = panel.proposal(&row.proposal);
    let told = described(ranking, scores, row);
    let figure = |of: fn(&Figures) -> Fraction| {
        number(told.figures.as_ref().map(|figures| of(figures).decimal()))
    };
    let trace: Vec<Value> = row
        .tie_trace
        .iter()
        .map(|step| json!({ "rung": step.rung, "result": step.result.key(), "value": number(step.value) }))
        .collect();
    let criteria: Map<String, Value> = row
        .criteria
        .iter()
        .map(|criterion| (criterion.id.clone(), number(Some(criterion.combined))))
        .collect();
    let id = row.proposal.as_str();
    let range = beside
        .ranges
        .get(id)
        .map(|(best, worst)| json!([best, worst]));
    let outliers = beside
        .outliers
        .get(id)
        .map(|all| all.iter().map(outlier).collect::<Vec<_>>());
    json!({
        "id": id,
        "label": found.map_or("", |proposal| proposal.label.as_str()),
        "chain": found.map_or("", |proposal| proposal.chain.as_str()),
        "n": told.n,
        "mean": figure(|one| one.mean),
        "median": figure(|one| one.median),
        "sd": float(told.sd),
        "min": figure(|one| one.min),
        "max": figure(|one| one.max),
        "trimmed": figure(|one| one.trimmed),
        "trimmed_applied": told.figures.is_some_and(|one| one.trimmed_applied),
        "total": row.total.map(|total| shown(total, &panel.policy)),
        "rank": row.rank,
        "rank_in_chain": row.rank_in_chain,
        "votes": { "recommend": row.votes.recommend, "revise": row.votes.revise, "decline": row.votes.decline },
        "tie_trace": trace,
        "criteria": criteria,
        "calibrated": Value::Null,
        "z": float(beside.z.get(id).copied().flatten()),
        "borda": float(beside.borda.get(id).copied().flatten()),
        "expected_rank": Value::Null,
        "rank_interval": Value::Null,
        "p_top": Value::Null,
        "leave_one_out": range,
        "zone": Value::Null,
        "outliers": outliers,
        "lane": row.lane.key(),
    })
}

fn outlier(outlier: &Outlier) -> Value {
    json!({
        "expert": outlier.expert,
        "total": float(Some(outlier.total)),
        "residual": float(Some(outlier.residual)),
        "ratio": float(Some(outlier.ratio)),
    })
}

fn experts(ranking: &Ranking, scores: &Scores) -> Vec<Value> {
    let figures = figures(&scores.table(None), scores.scale);
    let mut by_id: BTreeMap<&str, &ExpertFigures> =
        figures.iter().map(|one| (one.id.as_str(), one)).collect();
    let panel = &ranking.loaded.panel;
    let nothing = ExpertFigures::default();
    let listed: Vec<(&str, &ExpertFigures)> = panel
        .experts
        .iter()
        .map(|expert| {
            let found = by_id.remove(expert.id.as_str());
            (expert.id.as_str(), found.unwrap_or(&nothing))
        })
        .collect();
    let strangers = by_id.into_iter();
    let all = listed.into_iter().chain(strangers);
    all.map(|(id, one)| expert(ranking, id, one)).collect()
}

fn expert(ranking: &Ranking, id: &str, figures: &ExpertFigures) -> Value {
    let is_shown = !ranking.options.official;
    json!({
        "id": id,
        "n": figures.n,
        "mean": float(figures.mean),
        "sd": float(figures.sd),
        "offset": float(figures.offset.filter(|_| is_shown)),
        "leniency": Value::Null,
        "leniency_se": Value::Null,
        "spearman": float(figures.spearman.filter(|_| is_shown)),
        "flags": if is_shown { figures.flags.clone() } else { Vec::new() },
    })
}
