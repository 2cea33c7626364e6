//! Sets the promises of a proposal beside the indicators of its link. It advises and never scores.

mod judging;
mod likeness;
mod pairing;

use super::targets;
use crate::domain::indicator::{Gap, Indicator, Verdict};
use crate::domain::plan::InnovationLink;
use crate::domain::proposal::Proposal;

/// One indicator of the plan beside what was promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The plan's indicator.
    pub indicator: Indicator,
    /// How the promise stands to it.
    pub gap: Gap,
    /// Page of the application; 0 where unknown.
    pub page: u32,
    /// Present value, as worded.
    pub baseline: String,
    /// The promise as worded, empty where nothing was promised.
    pub promise_text: String,
}

/// One quantity read from a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promised {
    /// Which promise, counted from 0.
    pub text: usize,
    /// What was read.
    pub indicator: Indicator,
}

/// A link's target beside a proposal's promises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// One row per indicator, in the plan's order.
    pub rows: Vec<Row>,
    /// Everything that was read from the promises, in their order.
    pub promised: Vec<Promised>,
    /// Pieces of the target without a quantity, for the expert's own judgement.
    pub clauses: Vec<String>,
}

impl Comparison {
    /// Returns the rows in the order of [`Verdict::ALL`], within one verdict in the plan's.
    pub fn problems_first(&self) -> Vec<&Row> {
        let of = |verdict| {
            self.rows
                .iter()
                .filter(move |row| row.gap.verdict == verdict)
        };
        Verdict::ALL.into_iter().flat_map(of).collect()
    }

    /// Counts the rows with this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows
            .iter()
            .filter(|row| row.gap.verdict == verdict)
            .count()
    }
}

/// Compares a proposal's promises with the target of one of its links.
/// Rows of sub-products outside the proposal's scope are not applicable.
pub fn compare(link: &InnovationLink, proposal: &Proposal) -> Comparison {
    let promises: Vec<String> = proposal
        .promises
        .iter()
        .map(|promise| promise.text.clone())
        .collect();
    let mut comparison = scoped(&link.target, &promises, &proposal.scope);
    for row in &mut comparison.rows {
        let promise = row
            .gap
            .promise
            .and_then(|index| proposal.promises.get(index));
        if let Some(promise) = promise {
            row.page = promise.page;
            row.baseline.clone_from(&promise.baseline);
        }
    }
    comparison
}

/// Compares promised sentences with the text of a target.
pub fn compare_texts(target: &str, promises: &[String]) -> Comparison {
    scoped(target, promises, &[])
}

fn scoped(target: &str, promises: &[String], scope: &[String]) -> Comparison {
    let reading = targets::read(target);
    let promised: Vec<Promised> = promises
        .iter()
        .enumerate()
        .flat_map(|(text, promise)| {
            let read = targets::read(promise).indicators;
            read.into_iter()
                .map(move |indicator| Promised { text, indicator })
        })
        .collect();
    let applies = applicable(&reading.indicators, scope);
    let in_scope: Vec<Indicator> = reading
        .indicators
        .iter()
        .zip(&applies)
        .filter(|(_, applies)| **applies)
        .map(|(indicator, _)| indicator.clone())
        .collect();
    let mut gaps = pairing::gaps(&in_scope, &promised).into_iter();
    let rows = reading
        .indicators
        .into_iter()
        .zip(applies)
        .map(|(indicator, applies)| {
            let judged = if applies { gaps.next() } else { None };
            let gap = judged.unwrap_or(Gap::only(Verdict::NotApplicable));
            let words = gap.promise.and_then(|index| promises.get(index));
            Row {
                indicator,
                page: 0,
                baseline: String::new(),
                promise_text: words.cloned().unwrap_or_default(),
                gap,
            }
        })
        .collect();
    Comparison {
        rows,
        promised,
        clauses: reading.clauses,
    }
}

/// Tells for each indicator whether the scope holds its sub-product. A scope that names none
/// of them leaves all in.
fn applicable(indicators: &[Indicator], scope: &[String]) -> Vec<bool> {
    let holds = |indicator: &Indicator| {
        scope
            .iter()
            .any(|name| likeness::is_same_subject(&indicator.subject, name))
    };
    let is_known = indicators.iter().any(holds);
    indicators
        .iter()
        .map(|indicator| !is_known || indicator.subject.is_empty() || holds(indicator))
        .collect()
}
