//! Where proposals stood and stand, and what experts changed, in words.

use super::{Language, merging, reasons};
use crate::domain::decimal::{Decimal, plain};
use crate::domain::recommendation::Stand;
use crate::domain::rubric::Rubric;
use crate::domain::sheet::mending::Difference;

/// Returns where a proposal stood and stands, beginning with its id.
pub fn moved(before: &Stand, after: &Stand, language: Language) -> String {
    let [old, new] = [before, after].map(|one| stand(one, language));
    language.with("assign.effect", &[&before.proposal, &old, &new])
}

/// Returns experts, total, place and lane.
pub fn stand(one: &Stand, language: Language) -> String {
    let details = [one.n.to_string(), total(one.total), place(one.rank)];
    let [n, total, rank] = details.each_ref().map(String::as_str);
    let lane = reasons::lane(one.lane, language);
    language.with("assign.row", &[n, total, rank, lane])
}

/// Returns a total, a dash where there is none.
pub fn total(total: Option<Decimal>) -> String {
    total.map_or_else(|| "-".to_owned(), |total| total.to_string())
}

/// Returns a place, a dash where there is none.
pub fn place(rank: Option<u32>) -> String {
    rank.map_or_else(|| "-".to_owned(), |rank| rank.to_string())
}

/// Returns the cells of a sheet that differ, each with what it was and is.
pub fn cells(cells: &[Difference], rubric: &Rubric, language: Language) -> String {
    let criterion = |id: &str| {
        let found = rubric.criterion(id);
        found.map(|one| one.short_name().of(language.is_english()).to_owned())
    };
    let told = cells.iter().map(|one| {
        let name = merging::cell(&one.cell, criterion, language);
        let values = [&one.from, &one.to].map(|value| merging::value(value, language));
        language.with("rounds.cell", &[&name, values[0], values[1]])
    });
    match told.collect::<Vec<String>>().as_slice() {
        [] => language.text("rounds.same").to_owned(),
        told => told.join(language.text("merge.and")),
    }
}

/// Returns what one expert changed in the second round; `counts` tells whether the second
/// sheet is submitted.
pub fn rescored(
    expert: &str,
    totals: (Option<Decimal>, Option<Decimal>),
    counts: bool,
    cells: &str,
    language: Language,
) -> String {
    let shown = |total: Option<Decimal>| total.map_or_else(|| "-".to_owned(), plain);
    let key = if counts {
        "rounds.expert"
    } else {
        "rounds.expert_open"
    };
    language.with(key, &[expert, &shown(totals.0), &shown(totals.1), cells])
}
