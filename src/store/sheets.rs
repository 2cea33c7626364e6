//! Reads score sheets, `scores/<round>/<expert>/<proposal>.toml`. A sheet whose seal does
//! not hold or that lies in the wrong place is left out of everything and reported, a
//! single cell that cannot be is left out alone; one bad sheet never hides the others.

mod shelf;

pub(super) use shelf::as_written;

use self::shelf::{Place, Shelf};
use super::cores::{Tell, on_every_core};
use super::load::listed;
use super::source::{Near, SHEET_LIMIT, Source};
use crate::domain::is_valid_id;
use crate::domain::panel::Panel;
use crate::domain::problem::{Problem, Trouble};
use crate::domain::sheet::{Round, ScoreSheet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Reads the sheets of one expert, by proposal id. Where a sheet's own file cannot be used
/// and whole copies lie beside it, the copy with the highest revision stands for it, so that
/// the expert goes on where the work was.
pub fn of_expert(
    source: &Source,
    panel: &Panel,
    round: Round,
    expert: &str,
) -> (Vec<Arc<ScoreSheet>>, Vec<Problem>) {
    let shelf = Shelf::of(panel, round);
    let mut problems = Vec::new();
    let listed = shelf.places(source, expert, &mut problems);
    let folder = format!("scores/{}/{expert}", round.key());
    let near = Near::new(source, &folder);
    let read = |place: &Place, problems: &mut Vec<Problem>| {
        let found = near.read(&place.file, SHEET_LIMIT);
        shelf.read(place, found, problems).map(Arc::new)
    };
    let mut sheets = on_every_core(&listed.sheets, &mut problems, &read, &|_, _| {});
    let mut copies = on_every_core(&listed.copies, &mut problems, &read, &|_, _| {});
    copies.sort_by_key(|copy| std::cmp::Reverse(copy.revision));
    for copy in copies {
        if !sheets.iter().any(|sheet| sheet.proposal == copy.proposal) {
            sheets.push(copy);
        }
    }
    sheets.sort_by(|left, right| left.proposal.cmp(&right.proposal));
    (sheets, problems)
}

/// Reads the sheets of all experts, by expert and proposal id, on every core; those of an
/// earlier rubric as the rulings carry them.
pub fn all(source: &Source, panel: &Panel, round: Round) -> (Vec<ScoreSheet>, Vec<Problem>) {
    let shelf = Shelf {
        carries: true,
        ..Shelf::of(panel, round)
    };
    everyone(source, &shelf, &|_, _| {})
}

fn everyone(source: &Source, shelf: &Shelf, tell: Tell) -> (Vec<ScoreSheet>, Vec<Problem>) {
    let round = shelf.round;
    let mut problems = Vec::new();
    let mut places = Vec::new();
    let folder = format!("scores/{}", round.key());
    for expert in listed(source, &folder, &mut problems) {
        places.extend(shelf.places(source, &expert, &mut problems).sheets);
    }
    let near = Near::new(source, &folder);
    let read = |place: &Place, problems: &mut Vec<Problem>| {
        shelf.read(place, near.read(&place.file, SHEET_LIMIT), problems)
    };
    let sheets = on_every_core(&places, &mut problems, &read, tell);
    (sheets, problems)
}

/// Reads the sheets that count: those of the first round, and as soon as there is a second
/// one its sheets too. Returns them with the round that is combined. Their histories are
/// covered by the seals, decide nothing and are most of what lies there, so that they are
/// neither read nor kept.
pub fn latest(source: &Source, panel: &Panel) -> (Vec<ScoreSheet>, Round, Vec<Problem>) {
    latest_telling(source, panel, &|_, _| {})
}

/// Reads the sheets that count as [`latest`] does, and tells how many are read.
pub fn latest_telling(
    source: &Source,
    panel: &Panel,
    tell: Tell,
) -> (Vec<ScoreSheet>, Round, Vec<Problem>) {
    let shelf = |round| Shelf {
        keeps_history: false,
        carries: true,
        ..Shelf::of(panel, round)
    };
    let (mut sheets, mut problems) = everyone(source, &shelf(Round::First), tell);
    let second = source.list_or_problem("scores/second");
    if second.is_ok_and(|names| names.is_empty()) {
        return (sheets, Round::First, problems);
    }
    let (more, found) = everyone(source, &shelf(Round::Second), tell);
    sheets.extend(more);
    problems.extend(found);
    (sheets, Round::Second, problems)
}

/// Reads one sheet; none where no file of it is there.
///
/// # Errors
/// The problem that keeps the sheet that is there from being used.
pub fn one(
    source: &Source,
    panel: &Panel,
    round: Round,
    expert: &str,
    proposal: &str,
) -> Result<Option<ScoreSheet>, Problem> {
    let shelf = Shelf::of_one(panel, round);
    let place = Place {
        file: format!("scores/{}/{expert}/{proposal}.toml", round.key()),
        expert: expert.to_owned(),
        proposal: proposal.to_owned(),
    };
    let mut problems = Vec::new();
    let found = source.read(&place.file, SHEET_LIMIT);
    if let Some(sheet) = shelf.read(&place, found, &mut problems) {
        return Ok(Some(sheet));
    }
    let first = problems.into_iter().next();
    match first.filter(|problem| problem.trouble != Trouble::Missing) {
        Some(problem) => Err(problem),
        None => Ok(None),
    }
}

/// Returns the proposals of which any sheet lies there, whole or not, in either round.
pub fn scored(source: &Source) -> BTreeSet<String> {
    pairs(source)
        .into_iter()
        .map(|(proposal, _)| proposal)
        .collect()
}

/// Returns proposal and expert of every sheet that lies there, whole or not, in either
/// round.
pub fn pairs(source: &Source) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for round in [Round::First, Round::Second] {
        let folder = format!("scores/{}", round.key());
        for expert in source.list(&folder) {
            for name in source.list(&format!("{folder}/{expert}")) {
                let stem = name.strip_suffix(".toml").unwrap_or_default();
                let proposal = stem.split('~').next().unwrap_or_default();
                if is_valid_id(proposal) {
                    pairs.insert((proposal.to_owned(), expert.clone()));
                }
            }
        }
    }
    pairs
}

/// Counts the files of each expert's sheets of the first round; whoever has none is left out.
pub fn counts(source: &Source) -> BTreeMap<String, usize> {
    let counted = source.list("scores/first").into_iter().map(|expert| {
        let sheets = source.count(&format!("scores/first/{expert}"), ".toml");
        (expert, sheets)
    });
    counted.filter(|(_, count)| *count > 0).collect()
}

#[cfg(test)]
mod tests;
