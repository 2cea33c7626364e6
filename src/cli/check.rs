//! `heyi check`: every problem of a panel, with its place.

use super::{DATA, Output, Refusal, source};
use crate::analysis::editions;
use crate::analysis::matching::duplicates;
use crate::analysis::standing::combine;
use crate::analysis::targets;
use crate::domain::problem::{Problem, Severity, Trouble};
use crate::domain::rulings::Decision;
use crate::i18n::{Language, problems};
use crate::store::source::Source;
use crate::store::{check, load, sheets};
use serde_json::json;

/// Reads a whole panel and lists what is wrong with it.
///
/// # Errors
/// A refusal where there is no such panel.
pub fn run(name: &str, json: bool, output: &mut Output) -> Result<u8, Refusal> {
    let source = source(name, output.language)?;
    let mut problems = check::everything(&source);
    problems.extend(alike(&source));
    problems.extend(unread(&source));
    problems.extend(unexplained(&source));
    problems.extend(resting(&source));
    problems.extend(vanished(&source));
    let errors = problems
        .iter()
        .filter(|problem| problem.severity() == Severity::Error)
        .count();
    if json {
        output.json(&document(&problems, output.language));
    } else {
        for problem in &problems {
            print(problem, output);
        }
        let (errors, warnings) = (errors.to_string(), (problems.len() - errors).to_string());
        output.line(&if problems.is_empty() {
            output.language.with("cli.check_clean", &[&source.shown()])
        } else {
            output
                .language
                .with("cli.check_count", &[&source.shown(), &errors, &warnings])
        });
    }
    Ok(if errors > 0 { DATA } else { 0 })
}

/// Proposals whose texts are nearly the same, each pair once, at the later one.
fn alike(source: &Source) -> impl Iterator<Item = Problem> {
    let (panel, _) = load::panel(source);
    let pairs = duplicates::alike(&panel.proposals).into_iter();
    pairs.filter_map(move |pair| {
        let one = panel.proposals.get(pair.one)?;
        let other = panel.proposals.get(pair.other)?;
        let file = format!("proposals/{}.toml", other.id);
        let percent = format!("{:.0}", pair.share * 100.0);
        let details = [one.id.as_str(), &one.title, &percent];
        Some(Problem::of_file(&file, Trouble::Alike, &details))
    })
}

/// Warns of pieces of targets that were read as neither indicator nor words.
fn unread(source: &Source) -> Vec<Problem> {
    let (panel, _) = load::panel(source);
    let links = panel
        .plan
        .chains
        .iter()
        .flat_map(|chain| chain.links.iter().map(move |link| (chain, link)));
    let pieces: Vec<_> = links
        .flat_map(|(chain, link)| {
            let spans = targets::unread(link).into_iter();
            spans.map(move |(start, end)| {
                let target = link.target.chars();
                (chain, link, target.skip(start).take(end - start).collect())
            })
        })
        .collect();
    check::unread_pieces(source, &panel, &pieces)
}

/// Warns of sheets that rest on a former edition of the plan whose text is another now.
fn resting(source: &Source) -> Vec<Problem> {
    let (panel, _) = load::panel(source);
    if panel.editions.is_empty() {
        return Vec::new();
    }
    let (sheets, _, _) = sheets::latest(source, &panel);
    let resting = editions::resting(&panel, &sheets).into_iter();
    resting
        .map(|one| {
            let file = format!("proposals/{}.toml", one.proposal);
            let count = one.experts.len().to_string();
            let experts = one.experts.join(" ");
            let details = [one.proposal.as_str(), &count, &one.link, &experts];
            Problem::of_file(&file, Trouble::RestsOnFormer, &details)
        })
        .collect()
}

/// Warns of must-meet indicators that their links do not have.
fn vanished(source: &Source) -> Vec<Problem> {
    let (panel, _) = load::panel(source);
    let marks = editions::vanished_marks(&panel);
    check::vanished_marks(source, &panel, &marks)
}

/// Warns of decisions that depart from the experts and say no reason.
fn unexplained(source: &Source) -> Vec<Problem> {
    let (panel, _) = load::panel(source);
    let is_silent = |(_, one): &(usize, &Decision)| one.reason.trim().is_empty();
    let silent = panel.decisions.iter().enumerate().filter(is_silent);
    let silent: Vec<(usize, &Decision)> = silent.collect();
    if silent.is_empty() {
        return Vec::new();
    }
    let (sheets, round, _) = sheets::latest(source, &panel);
    let standings = combine(&panel, &sheets, round);
    let departs = |(_, one): &(usize, &Decision)| {
        let row = standings.row(&one.proposal);
        row.is_some_and(|row| one.departs_from(row.lane, row.awarded))
    };
    let places: Vec<usize> = silent
        .into_iter()
        .filter(departs)
        .map(|one| one.0)
        .collect();
    check::unexplained(source, &panel, &places)
}

fn document(problems: &[Problem], language: Language) -> serde_json::Value {
    let rows: Vec<_> = problems
        .iter()
        .map(|problem| {
            json!({
                "severity": problem.severity().key(),
                "file": problem.file,
                "line": problem.line,
                "column": problem.column,
                "message": problems::message(problem, language),
                "hint": problems::hint(problem, language),
                "kind": problem.trouble.key(),
                "excerpt": problem.excerpt,
            })
        })
        .collect();
    json!({ "schema": "heyi.check/1", "problems": rows })
}

fn print(problem: &Problem, output: &mut Output) {
    let language = output.language;
    output.line(&problems::told(problem, language));
    if !problem.excerpt.is_empty() {
        output.line(&format!("    {}", problem.excerpt));
        output.line(&format!("    {}", carets(problem)));
    }
    let remedy = problems::hint(problem, language);
    let remedy = language.with("problem_at.remedy", &[&remedy]);
    output.line(&format!("    {remedy}"));
}

fn carets(problem: &Problem) -> String {
    let columns = |character: char| unicode_width::UnicodeWidthChar::width(character).unwrap_or(0);
    let before: usize = problem
        .excerpt
        .chars()
        .take(problem.column.saturating_sub(1))
        .map(columns)
        .sum();
    let meant = problem
        .excerpt
        .chars()
        .skip(problem.column.saturating_sub(1))
        .take(problem.length);
    let width: usize = meant.map(columns).sum::<usize>().max(1);
    format!("{}{}", " ".repeat(before), "^".repeat(width))
}
