//! The advisory figures of a chain as JSON.

use super::super::round::float;
use crate::analysis::advisory::agreement::{Icc, Interval};
use crate::analysis::advisory::expected::Expected;
use crate::analysis::advisory::kemeny::Kemeny;
use crate::analysis::by_chain::ChainFigures;
use serde_json::{Map, Value, json};

/// Returns the entry of a chain.
pub fn chain(figures: &ChainFigures) -> Value {
    let order = figures.kemeny.as_ref().map_or(Value::Null, order);
    let agreement = figures.alpha.as_ref().map(|_| agreement(figures));
    let mut entry = json!({
        "id": figures.id,
        "experts": figures.experts,
        "proposals": figures.proposals,
        "complete_proposals": figures.complete,
        "top": figures.top,
        "within_sd": float(figures.within),
        "lambda": float(figures.expected.as_ref().map(|one| one.lambda)),
        "model": figures.expected.as_ref().map_or(Value::Null, model),
        "kemeny": order,
        "agreement": agreement,
        "advisory_reason": figures.reason,
    });
    if let Some(fields) = entry.as_object_mut().filter(|_| !figures.parts.is_empty()) {
        fields.insert("unconnected".to_owned(), json!(figures.parts));
    }
    entry
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

fn agreement(figures: &ChainFigures) -> Value {
    let alpha = figures.alpha.as_ref();
    let icc = figures.icc.as_ref();
    let kendall = figures.concordance;
    let mut fields = Map::new();
    for (key, value) in [
        ("alpha_interval", alpha.and_then(|one| one.interval)),
        ("alpha_ordinal", alpha.and_then(|one| one.ordinal)),
        ("alpha_nominal", alpha.and_then(|one| one.nominal)),
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
        let interval = icc.map(form);
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
