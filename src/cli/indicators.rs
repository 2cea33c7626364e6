//! Indicators as JSON and as lines for people, for `plan` and `target`.

use super::Output;
use crate::domain::decimal::Decimal;
use crate::domain::indicator::{Amount, Compare, Direction, Indicator, Value};
use crate::i18n::{Language, gap};
use serde_json::{Value as Json, json};

/// Returns an indicator as it stands in `--json` documents.
pub fn document(indicator: &Indicator, language: Language) -> Json {
    json!({
        "raw": indicator.raw,
        "span": [indicator.span.0, indicator.span.1],
        "subject": indicator.subject,
        "alternative": indicator.alternative,
        "parameter": indicator.parameter,
        "symbol": indicator.symbol,
        "compare": indicator.compare.sign(),
        "value": value(&indicator.value),
        "unit": indicator.unit,
        "canonical_unit": indicator.canonical_unit,
        "conditions": indicator.conditions,
        "standard": indicator.standard,
        "direction": indicator.direction.key(),
        "basis": indicator.basis(),
        "note": gap::notes(indicator, language),
    })
}

/// Returns a decimal as a JSON number of at most 12 significant digits.
pub fn number(decimal: Decimal) -> Json {
    let short = decimal.round_sf(12).unwrap_or(decimal).normalize();
    serde_json::from_str(&short.to_string()).unwrap_or(Json::Null)
}

fn value(value: &Value) -> Json {
    match value {
        Value::Grade(grade) => json!({ "grade": grade }),
        Value::FromTo(from, to) => json!({ "from": bare(*from), "to": bare(*to) }),
        Value::Pair(one, other) => json!({ "pair": [bare(*one), bare(*other)] }),
        Value::Amount(Amount::Number(number_)) => json!({ "number": number(*number_) }),
        Value::Amount(amount) => bare(*amount),
    }
}

fn bare(amount: Amount) -> Json {
    match amount {
        Amount::Number(only) => number(only),
        Amount::Range(low, high) => json!({ "low": number(low), "high": number(high) }),
        Amount::Tolerance(nominal, tolerance) => {
            json!({ "nominal": number(nominal), "tolerance": number(tolerance) })
        }
    }
}

/// Returns an indicator in one line: sub-product, name, value, unit, conditions.
pub fn line(indicator: &Indicator, language: Language) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !indicator.alternative.is_empty() {
        parts.push(format!("[{}]", indicator.alternative));
    }
    if !indicator.subject.is_empty() {
        parts.push(format!("{} |", indicator.subject));
    }
    parts.push(indicator.shown_label().to_owned());
    if !indicator.symbol.is_empty() && indicator.symbol != indicator.parameter {
        parts.push(indicator.symbol.clone());
    }
    parts.push(
        format!("{} {}", indicator.shown_value(), indicator.unit)
            .trim()
            .to_owned(),
    );
    if !indicator.conditions.is_empty() {
        parts.push(format!("({})", indicator.conditions.join(", ")));
    }
    if !indicator.standard.is_empty() {
        parts.push(format!("[{}]", indicator.standard));
    }
    let way = match (indicator.compare, indicator.direction) {
        (Compare::Change, Direction::Down) => "reduced",
        (Compare::Change, _) => "raised",
        (_, direction) => direction.key(),
    };
    let way = language.find(&format!("reading.{way}")).unwrap_or_default();
    let implied = if indicator.is_explicit {
        ""
    } else {
        language.text("reading.implied")
    };
    let notes = gap::notes(indicator, language);
    let remarks: Vec<&str> = [way, implied, notes.as_str()]
        .into_iter()
        .filter(|remark| !remark.is_empty())
        .collect();
    parts.push(format!("<{}>", remarks.join("; ")));
    parts.join(" ")
}

/// Prints the clauses that only an expert can judge.
pub fn clauses<'a>(clauses: impl Iterator<Item = &'a str>, indent: &str, output: &mut Output) {
    let language = output.language;
    for clause in clauses {
        output.line(&format!(
            "{indent}{}  {clause}",
            language.text("reading.words")
        ));
    }
}
