//! The standings as one JSON object. Figures that are not computed are null with a reason.

use super::super::filter::{Narrowed, keeps};
use super::super::round::{float, number};
use super::Ranking;
use super::beside;
use crate::analysis::advisory::expected::Zone;
use crate::analysis::advisory::experts::{ExpertFigures, figures, own_sides};
use crate::analysis::advisory::proposals::Outlier;
use crate::analysis::by_chain::{Asked, ByChain, Scores};
use crate::analysis::combine::{Figures, deviation};
use crate::analysis::standing::ProposalStanding;
use crate::domain::decimal::{self, Decimal};
use crate::domain::fraction::Fraction;
use crate::report::lines::shown;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Returns the whole document.
pub fn of(ranking: &Ranking) -> Value {
    let panel = &ranking.loaded.panel;
    let (loaded, options) = (ranking.loaded, ranking.options);
    let criterion = Some(options.scores.as_str());
    let scores = Scores::of(panel, &loaded.sheets, ranking.standings, criterion);
    let asked = Asked {
        top: options.top,
        is_official: options.official,
        whatever_size: options.advisory.is_some(),
        only_model: false,
    };
    let figures = ByChain::of(panel, &loaded.sheets, ranking.standings, &scores, asked);
    let chains: Vec<Value> = figures.chains.iter().map(beside::chain).collect();
    let rows = ranking.standings.rows();
    let rows = rows.filter(|row| keeps(ranking.filter, row));
    let (ranked, mut others): (Vec<_>, Vec<_>) = rows.partition(|row| row.rank.is_some());
    others.sort_by(|left, right| left.proposal.cmp(&right.proposal));
    let proposals: Vec<Value> = ranked
        .into_iter()
        .chain(others)
        .map(|row| proposal(ranking, &scores, &figures, row))
        .collect();
    let incomplete: Vec<Value> = ranking
        .standings
        .incomplete
        .iter()
        .map(
            |one| json!({ "proposal": one.proposal, "expert": one.expert, "missing": one.missing }),
        )
        .collect();
    let mut document = json!({
        "schema": "heyi.rank/1",
        "panel": panel.head.id,
        "policy": panel.policy,
        "what_if": !ranking.options.set.is_empty(),
        "incomplete": Value::Null,
        "chains": Value::Null,
        "proposals": Value::Null,
        "experts": Value::Null,
        "round": ranking.standings.round.key(),
        "demonstration": panel.head.demonstration,
        "rules_changed": panel.changed_since_opening(),
        "rules_fixed_again": panel.head.frozen.changes,
        "filter": ranking.filter.map(Narrowed::json),
    });
    // Put in by hand: the macro would copy lists of any length.
    for (key, list) in [
        ("incomplete", incomplete),
        ("chains", chains),
        ("proposals", proposals),
        ("experts", experts(ranking, &scores, &figures)),
    ] {
        if let Some(slot) = document.get_mut(key) {
            *slot = Value::Array(list);
        }
    }
    document
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
        sd: deviation(&floats),
    }
}

fn proposal(ranking: &Ranking, scores: &Scores, beside: &ByChain, row: &ProposalStanding) -> Value {
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
    let model = beside.model.get(id);
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
        "calibrated": float(beside.calibrated.get(id).copied()),
        "z": float(beside.z.get(id).copied().flatten()),
        "borda": float(beside.borda.get(id).copied().flatten()),
        "expected_rank": float(model.map(|one| one.expected_rank)),
        "rank_interval": model.map(|one| interval(&one.interval)),
        "p_top": float(model.map(|one| one.p_top)),
        "leave_one_out": range,
        "zone": model.map(|one| Zone::of(one.p_top).key()),
        "outliers": outliers,
        "lane": row.lane.key(),
    })
}

fn interval(ranks: &[usize; 5]) -> Value {
    let keys = ["p05", "p25", "p50", "p75", "p95"];
    let fields = keys.iter().zip(ranks);
    fields
        .map(|(key, rank)| ((*key).to_owned(), Value::from(*rank)))
        .collect::<Map<_, _>>()
        .into()
}

fn outlier(outlier: &Outlier) -> Value {
    json!({
        "expert": outlier.expert,
        "total": float(Some(outlier.total)),
        "residual": float(Some(outlier.residual)),
        "ratio": float(Some(outlier.ratio)),
    })
}

fn experts(ranking: &Ranking, scores: &Scores, beside: &ByChain) -> Vec<Value> {
    let own = own_sides(&ranking.loaded.panel);
    // The own side is only asked about for a flag, which no official figure is.
    let is_own = |expert: &str, proposal: &str| !ranking.options.official && own(expert, proposal);
    let width = scores.scale.1 - scores.scale.0;
    let figures = figures(&scores.table(None), width, &is_own);
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
    all.map(|(id, one)| expert(ranking, beside, id, one))
        .collect()
}

fn expert(ranking: &Ranking, beside: &ByChain, id: &str, figures: &ExpertFigures) -> Value {
    let leniency = beside.leniency(id);
    let is_shown = !ranking.options.official;
    json!({
        "id": id,
        "n": figures.n,
        "mean": float(figures.mean),
        "sd": float(figures.sd),
        "offset": float(figures.offset.filter(|_| is_shown)),
        "leniency": float(leniency.map(|one| one.0)),
        "leniency_se": float(leniency.map(|one| one.1)),
        "spearman": float(figures.spearman.filter(|_| is_shown)),
        "flags": if is_shown { figures.flags.clone() } else { Vec::new() },
    })
}
