//! `heyi import scores`: a table of scores into a panel folder or a pack.

use super::{column, folder, refusal, some, table_unusable};
use crate::cli::{DATA, Output, Refusal, USER};
use crate::domain::decimal::{Decimal, parse};
use crate::domain::journal::sentences;
use crate::i18n::{Language, merging, problems};
use crate::store::home::reason;
use crate::store::import::scores::{ImportFault, Options, Outcome, Refused, import};
use crate::store::journal;
use crate::store::save::Disk;
use crate::store::table::columns::Heading;
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::{Map, Value, json};
use std::path::Path;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The table.
    #[arg(value_name = "FILE")]
    file: String,
    /// The panel.
    #[arg(value_name = "DIR")]
    panel: String,
    /// Make what is not there yet.
    #[arg(long)]
    create: bool,
    /// Scale of criteria that are made.
    #[arg(
        long,
        value_name = "LO,HI",
        requires = "create",
        allow_hyphen_values = true
    )]
    scale: Option<String>,
    /// Points of criteria that are made.
    #[arg(long, value_name = "ID=W,…", requires = "create")]
    weights: Option<String>,
    /// The lowest total is the first.
    #[arg(long)]
    lowest_best: bool,
    /// Who typed the table in from signed paper.
    #[arg(long, value_name = "NAME")]
    paper: Option<String>,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Takes the table in, and says what became of every row.
///
/// # Errors
/// A refusal where nothing of it was taken in.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let folder = folder(&wanted.file, &wanted.panel, language)?;
    let at = now(local_offset()).written();
    let options = options(wanted, &at, language)?;
    let table = Path::new(&wanted.file);
    let outcome = import(&Disk, table, &folder, &options)
        .map_err(|fault| unusable(&fault, wanted, language))?;
    if outcome.accepted > 0 {
        let counts = [outcome.rows, outcome.accepted, outcome.refused.len()];
        let counts = counts.map(|count| count.to_string());
        let name = table.file_name().unwrap_or_default().to_string_lossy();
        let [rows, accepted, refused] = &counts;
        let line = sentences::IMPORTED_SCORES.written(&[&name, rows, accepted, refused]);
        // The scores are in; a journal that cannot be written is not worth a false word.
        let _ = journal::note(&folder, &at, "import", &line);
    }
    if wanted.json {
        output.json(&document(&outcome, language));
    } else {
        print(&outcome, wanted, output);
    }
    let is_whole = outcome.refused.is_empty() && outcome.mismatches.is_empty();
    Ok(if is_whole { 0 } else { DATA })
}

fn options(wanted: &Wanted, at: &str, language: Language) -> Result<Options, Refusal> {
    let mut options = Options {
        create: wanted.create,
        lowest_best: wanted.lowest_best,
        paper_by: wanted.paper.clone(),
        at: at.to_owned(),
        ..Options::default()
    };
    if let Some(text) = &wanted.scale {
        let bounds = text
            .split_once(',')
            .and_then(|(low, high)| parse(low.trim()).zip(parse(high.trim())));
        let bounds = bounds.filter(|(low, high)| low < high);
        options.scale = Some(bounds.ok_or_else(|| refusal(USER, "bad_scale", &[text], language))?);
    }
    for pair in wanted.weights.iter().flat_map(|text| text.split(',')) {
        let weight = pair
            .rsplit_once('=')
            .and_then(|(word, weight)| Some((word.trim().to_owned(), parse(weight.trim())?)));
        let weight = weight.filter(|(word, weight)| !word.is_empty() && *weight >= Decimal::ZERO);
        let weight = weight.ok_or_else(|| refusal(USER, "bad_weights", &[pair], language))?;
        options.weights.push(weight);
    }
    Ok(options)
}

fn unusable(fault: &ImportFault, wanted: &Wanted, language: Language) -> Refusal {
    let (file, panel) = (wanted.file.as_str(), wanted.panel.as_str());
    match fault {
        ImportFault::Table(fault) => table_unusable(fault, file, "no_headings_hint", language),
        ImportFault::Panel(problem) => {
            let message = problems::message(problem, language);
            let place = &problem.file;
            refusal(DATA, "panel_unread", &[place, &message], language)
        }
        ImportFault::Closed => refusal(USER, "closed", &[panel], language),
        ImportFault::Frozen => refusal(USER, "frozen", &[panel], language),
        ImportFault::OwnSheets(sheets) => refusal(DATA, "own_sheets", &[&some(sheets)], language),
        ImportFault::NoSuchWeight(word) => refusal(USER, "no_such_weight", &[word], language),
        ImportFault::Unwritten(error) => {
            let why = language.find(reason(error)).unwrap_or_default();
            refusal(DATA, "unwritten", &[panel, why], language)
        }
    }
}

fn told(refused: &Refused, language: Language) -> String {
    let details: Vec<&str> = refused.details.iter().map(String::as_str).collect();
    language.with(&format!("import.{}", refused.code), &details)
}

fn document(outcome: &Outcome, language: Language) -> Value {
    let refused: Vec<Value> = outcome
        .refused
        .iter()
        .map(|one| json!({ "line": one.line, "reason": told(one, language), "code": one.code }))
        .collect();
    let mismatches: Vec<Value> = outcome
        .mismatches
        .iter()
        .map(|one| {
            json!({
                "expert": one.expert,
                "proposal": one.proposal,
                "cell": one.cell,
                "first": one.first,
                "second": one.second,
            })
        })
        .collect();
    let created = &outcome.created;
    let columns: Map<String, Value> = outcome
        .heading
        .columns
        .iter()
        .map(|found| (found.key.to_owned(), Value::from(found.heading.as_str())))
        .collect();
    json!({
        "schema": "heyi.import/1",
        "rows": outcome.rows,
        "accepted": outcome.accepted,
        "refused": refused,
        "created": {
            "chains": created.chains,
            "proposals": created.proposals,
            "experts": created.experts,
            "criteria": created.criteria,
        },
        "columns": columns,
        "heading_line": outcome.heading.line,
        "sheets": {
            "new": outcome.new_sheets,
            "changed": outcome.changed_sheets,
            "checked": outcome.checked_sheets,
        },
        "mismatches": mismatches,
    })
}

fn print(outcome: &Outcome, wanted: &Wanted, output: &mut Output) {
    let language = output.language;
    output.line(&language.with("import.title", &[&wanted.file, &wanted.panel]));
    let line = outcome.heading.line.to_string();
    let columns = mapping(&outcome.heading, language);
    output.line(&language.with("import.columns", &[&line, &columns]));
    let counts = [
        outcome.rows,
        outcome.accepted,
        outcome.refused.len(),
        outcome.new_sheets,
        outcome.changed_sheets,
    ]
    .map(|count| count.to_string());
    let counts: Vec<&str> = counts.iter().map(String::as_str).collect();
    output.line(&language.with("import.counts", &counts));
    let created = &outcome.created;
    for (key, ids) in [
        ("import.made_chains", &created.chains),
        ("import.made_proposals", &created.proposals),
        ("import.made_experts", &created.experts),
        ("import.made_criteria", &created.criteria),
    ] {
        if !ids.is_empty() {
            let count = ids.len().to_string();
            output.line(&language.with(key, &[&count, &some(ids)]));
        }
    }
    for one in &outcome.mismatches {
        let (first, second) = (
            merging::value(&one.first, language),
            merging::value(&one.second, language),
        );
        let details = [&one.expert, &one.proposal, &one.cell, first, second];
        output.line(&language.with("import.mismatch", &details));
    }
    if wanted.paper.is_some() {
        let [checked, waiting] =
            [outcome.checked_sheets, outcome.new_sheets].map(|n| n.to_string());
        output.line(&language.with("import.paper", &[&checked, &waiting]));
    }
    for one in &outcome.refused {
        let line = one.line.to_string();
        output.line(&language.with("import.refused_row", &[&line, &told(one, language)]));
    }
}

fn mapping(heading: &Heading, language: Language) -> String {
    let columns = heading.columns.iter();
    let columns =
        columns.map(|found| format!("{} ← {}", column(found.key, language), found.heading));
    columns.collect::<Vec<_>>().join("   ")
}
