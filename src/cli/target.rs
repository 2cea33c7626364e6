//! `heyi target`: how a target's wording is read, and how a promise stands to it.

use super::{DATA, Output, indicators};
use crate::analysis::comparison::{Comparison, Promised, compare, compare_texts};
use crate::analysis::targets::{self, Unclear};
use crate::domain::indicator::{Gap, GapReason};
use crate::domain::plan::InnovationLink;
use crate::domain::proposal::{Promise, Proposal};
use crate::i18n::{Language, gap};
use crate::store::load;
use crate::store::source::{BUILT_IN, Source};
use serde_json::{Value, json};

/// Prints the reading of a text and, with promises, the gaps.
///
/// A whole cell of the built-in plan is read as the plan is, with what its file lays down.
pub fn run(text: &str, promises: &[String], json: bool, output: &mut Output) -> u8 {
    let (plan, _) = load::plan(&Source::named(BUILT_IN));
    let mut links = plan.chains.iter().flat_map(|chain| &chain.links);
    let is_whole = |link: &&InnovationLink| !text.trim().is_empty() && link.target == text.trim();
    let comparison = match links.find(is_whole) {
        Some(link) => compare(link, &promising(promises)),
        None => compare_texts(text, promises),
    };
    if json {
        let mut document = document(&comparison, !promises.is_empty(), output);
        let pieces: Vec<Value> = unclear(text, promises)
            .into_iter()
            .map(|(promise, piece, why)| {
                let note = reason(why, output.language);
                json!({ "promise": promise, "text": piece, "note": note })
            })
            .collect();
        if let Some(object) = document.as_object_mut() {
            object.insert("not_understood".to_owned(), Value::Array(pieces));
        }
        output.json(&document);
    } else {
        print(&comparison, !promises.is_empty(), output);
        for (_, piece, why) in unclear(text, promises) {
            let language = output.language;
            output.line(&language.with("reading.unclear", &[&piece, reason(why, language)]));
        }
    }
    let nothing = comparison.rows.is_empty() && comparison.clauses.is_empty();
    if nothing { DATA } else { 0 }
}

fn promising(promises: &[String]) -> Proposal {
    let promise = |text: &String| Promise {
        text: text.clone(),
        ..Promise::default()
    };
    Proposal {
        promises: promises.iter().map(promise).collect(),
        ..Proposal::default()
    }
}

/// What looks like a quantity and could not be understood: of which promise (none: of the
/// target), the piece, and why.
fn unclear(text: &str, promises: &[String]) -> Vec<(Option<usize>, String, Unclear)> {
    let offered = promises
        .iter()
        .enumerate()
        .map(|(index, text)| (Some(index), text.as_str()));
    let texts = Some((None, text)).into_iter().chain(offered);
    texts
        .flat_map(|(promise, text)| {
            let found = targets::unclear(&targets::read(text));
            found
                .into_iter()
                .map(move |(piece, why)| (promise, piece, why))
        })
        .collect()
}

fn reason(why: Unclear, language: Language) -> &'static str {
    let key = format!("reading.{}", why.key());
    language.find(&key).unwrap_or_default()
}

fn document(comparison: &Comparison, has_promise: bool, output: &Output) -> Value {
    let language = output.language;
    let read: Vec<Value> = comparison
        .rows
        .iter()
        .map(|row| indicators::document(&row.indicator, language))
        .collect();
    let clauses: Vec<&str> = texts(comparison).collect();
    let mut document = json!({
        "schema": "heyi.target/1",
        "indicators": read,
        "qualitative": clauses,
    });
    let Some(object) = document.as_object_mut().filter(|_| has_promise) else {
        return document;
    };
    let promised: Vec<Value> = comparison
        .promised
        .iter()
        .map(|promise| {
            let judged = comparison
                .rows
                .iter()
                .find(|row| is_of(&row.gap, promise))
                .and_then(|row| row.gap.promised.as_ref());
            indicators::document(judged.unwrap_or(&promise.indicator), language)
        })
        .collect();
    let gaps: Vec<Value> = comparison
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let promise = comparison
                .promised
                .iter()
                .position(|promise| is_of(&row.gap, promise));
            json!({
                "indicator": index,
                "promise": promise,
                "verdict": row.gap.verdict.key(),
                "margin": row.gap.margin.map(indicators::number),
                "reason": row.gap.reason.map(GapReason::key),
            })
        })
        .collect();
    object.insert("promise".to_owned(), Value::Array(promised));
    object.insert("gaps".to_owned(), Value::Array(gaps));
    document
}

fn texts(comparison: &Comparison) -> impl Iterator<Item = &str> {
    comparison.clauses.iter().map(|clause| clause.text.as_str())
}

/// Tells whether a gap rests on this quantity of a promise.
fn is_of(gap: &Gap, promise: &Promised) -> bool {
    gap.promise == Some(promise.text)
        && gap.promised.as_ref().is_some_and(|read| {
            read.span == promise.indicator.span && read.parameter == promise.indicator.parameter
        })
}

fn print(comparison: &Comparison, has_promise: bool, output: &mut Output) {
    let language = output.language;
    if comparison.rows.is_empty() {
        output.line(language.text("reading.nothing"));
    }
    for row in &comparison.rows {
        output.line(&indicators::line(&row.indicator, language));
        if !has_promise {
            continue;
        }
        let distance = gap::distance(&row.indicator, &row.gap, language);
        let promise = row.gap.promised.as_ref().map_or(String::new(), |promise| {
            format!("  {} {}", language.text("gap.promise"), promise.raw)
        });
        let verdict = gap::verdict(row.gap.verdict, language);
        let line = format!("    {verdict}  {distance}{promise}");
        output.line(line.trim_end());
    }
    indicators::clauses(texts(comparison), "", output);
    if has_promise {
        output.line(language.text("gap.advice"));
    }
}
