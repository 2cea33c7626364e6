//! Sets the promises of a proposal beside the indicators of its link. It advises and never scores.

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

/// A link's target beside a proposal's promises.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// One row per indicator, in the plan's order.
    pub rows: Vec<Row>,
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
    let mut comparison = compare_texts(&link.target, &promises);
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
    let reading = targets::read(target);
    let row = |indicator: Indicator| Row {
        indicator,
        gap: Gap::only(Verdict::NotPromised),
        page: 0,
        baseline: String::new(),
        promise_text: promises.first().cloned().unwrap_or_default(),
    };
    Comparison {
        rows: reading.indicators.into_iter().map(row).collect(),
        clauses: reading.clauses,
    }
}
