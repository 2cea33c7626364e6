//! `heyi simulate`: a panel of any size with a known truth, and what can be seen in it.

use super::new::failed;
use super::round::float;
use super::table::{Row, Table};
use super::{Output, Refusal, USER};
use crate::analysis::simulation::report::{Hit, Marked, hits, marked};
use crate::analysis::simulation::{self, Kind, Simulation, Size};
use crate::domain::sheet::ScoreSheet;
use crate::i18n::Language;
use crate::store::create;
use crate::store::source::DEMO;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The folder that is made.
    #[arg(value_name = "DIR")]
    folder: String,
    /// Proposals.
    #[arg(long, value_name = "N", default_value_t = 60)]
    proposals: usize,
    /// Experts.
    #[arg(long, value_name = "N", default_value_t = 15)]
    experts: usize,
    /// Chains.
    #[arg(long, value_name = "N", default_value_t = 1)]
    chains: usize,
    /// Seed.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Experts of each proposal.
    #[arg(long, value_name = "N", default_value_t = 5)]
    per_proposal: usize,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Makes the folder and says what can be seen in it.
///
/// # Errors
/// A refusal where the size cannot be, something lies there, or it cannot be written.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let size = size(wanted, language)?;
    if wanted.folder == DEMO {
        return Err(super::new::named_demo(&wanted.folder, language));
    }
    let mut simulation = simulation::of(size);
    let others = [
        ("truth.csv", truth_text(&simulation)),
        ("kinds.csv", kinds_text(&simulation)),
    ];
    let mut panel = simulation.panel.clone();
    let folder = Path::new(&wanted.folder);
    let sheets = create::simulated(folder, &mut panel, &others, |plan, rubric| {
        simulation.sheets(plan, rubric)
    });
    let sheets = sheets.map_err(|error| failed(&wanted.folder, &error, language))?;
    simulation.panel = panel;
    let seen = Seen {
        hits: hits(&simulation, &sheets),
        marked: marked(&simulation, &sheets),
    };
    if wanted.json {
        output.json(&document(wanted, &sheets, &seen));
    } else {
        print(wanted, &sheets, &seen, output);
    }
    Ok(0)
}

/// What can be seen in the panel.
struct Seen {
    hits: Vec<Hit>,
    marked: Vec<Marked>,
}

fn size(wanted: &Wanted, language: Language) -> Result<Size, Refusal> {
    let is_size = (1..=100_000).contains(&wanted.proposals)
        && (1..=10_000).contains(&wanted.experts)
        && (1..=999.min(wanted.proposals)).contains(&wanted.chains)
        && wanted.per_proposal >= 1;
    if is_size {
        return Ok(Size {
            proposals: wanted.proposals,
            experts: wanted.experts,
            chains: wanted.chains,
            per_proposal: wanted.per_proposal,
            seed: wanted.seed,
        });
    }
    let numbers = [
        wanted.proposals,
        wanted.experts,
        wanted.chains,
        wanted.per_proposal,
    ];
    let numbers = numbers.map(|number| number.to_string()).join(" ");
    Err(Refusal {
        code: USER,
        message: language.with("cli.simulate_size", &[&numbers]),
        hint: language.text("cli.simulate_size_hint").to_owned(),
    })
}

fn truth_text(simulation: &Simulation) -> String {
    let mut text = String::from("proposal,chain,truth,rank_in_chain,lifted\r\n");
    for (proposal, truth) in simulation.panel.proposals.iter().zip(&simulation.truths) {
        let (id, chain) = (&proposal.id, &proposal.chain);
        let lifted = u8::from(truth.is_lifted);
        let _ = write!(
            text,
            "{id},{chain},{:.4},{},{lifted}\r\n",
            truth.total, truth.rank
        );
    }
    text
}

fn kinds_text(simulation: &Simulation) -> String {
    let mut text = String::from("expert,kind\r\n");
    for (expert, kind) in simulation.panel.experts.iter().zip(&simulation.kinds) {
        let _ = write!(text, "{},{}\r\n", expert.id, kind.key());
    }
    text
}

/// Experts of a kind: how many, how many have any flag, how many have each.
fn counted(kind: Kind, marked: &[Marked]) -> (usize, usize, BTreeMap<&'static str, usize>) {
    let of_kind: Vec<&Marked> = marked.iter().filter(|one| one.kind == kind).collect();
    let mut flags = BTreeMap::new();
    for flag in of_kind.iter().flat_map(|one| &one.flags) {
        *flags.entry(*flag).or_default() += 1;
    }
    let flagged = of_kind.iter().filter(|one| !one.flags.is_empty()).count();
    (of_kind.len(), flagged, flags)
}

fn document(wanted: &Wanted, sheets: &[ScoreSheet], seen: &Seen) -> Value {
    let policies: Vec<Value> = seen
        .hits
        .iter()
        .map(|hit| {
            let (combine, rounding) = (&hit.policy.combine, &hit.policy.rounding);
            json!({
                "method": combine.method.key(),
                "per": combine.per.key(),
                "decimals": rounding.decimals,
                "mode": rounding.mode.key(),
                "hit_rate": float(Some(hit.rate)),
            })
        })
        .collect();
    let kinds = Kind::ALL.iter().map(|(kind, share)| {
        let (experts, flagged, flags) = counted(*kind, &seen.marked);
        json!({ "kind": kind.key(), "share": share, "experts": experts, "flagged": flagged, "flags": flags })
    });
    let marked = seen
        .marked
        .iter()
        .map(|one| json!({ "expert": one.expert, "kind": one.kind.key(), "flags": one.flags }));
    json!({
        "schema": "heyi.simulate/1",
        "dir": wanted.folder,
        "proposals": wanted.proposals,
        "experts": wanted.experts,
        "sheets": sheets.len(),
        "chains": wanted.chains,
        "per_proposal": wanted.per_proposal,
        "seed": wanted.seed,
        "policies": policies,
        "kinds": kinds.collect::<Vec<_>>(),
        "marked": marked.collect::<Vec<_>>(),
    })
}

fn print(wanted: &Wanted, sheets: &[ScoreSheet], seen: &Seen, output: &mut Output) {
    let language = output.language;
    let counts = [
        wanted.proposals,
        wanted.experts,
        wanted.chains,
        sheets.len(),
    ]
    .map(|count| count.to_string());
    let mut details = vec![wanted.folder.as_str()];
    details.extend(counts.iter().map(String::as_str));
    output.line(&language.with("simulate.made", &details));
    output.line(language.text("simulate.note"));
    let word = |key: &str| {
        let found = language.find(&format!("simulate.{key}"));
        found.unwrap_or_default().to_owned()
    };
    output.line("");
    output.line(language.text("simulate.hits"));
    let percent = |share: f64| format!("{:.1}%", 100.0 * share);
    let heads = ["method", "per", "decimals", "mode", "rate"].map(word);
    let is_number = [false, false, true, false, true];
    let columns: Vec<(&str, bool)> = heads.iter().map(String::as_str).zip(is_number).collect();
    let mut table = Table::new(&columns);
    for hit in &seen.hits {
        let (combine, rounding) = (&hit.policy.combine, &hit.policy.rounding);
        table.push(Row::Cells(vec![
            word(combine.method.key()),
            word(combine.per.key()),
            rounding.decimals.unwrap_or_default().to_string(),
            word(rounding.mode.key()),
            percent(hit.rate),
        ]));
    }
    table.print(output);
    output.line("");
    output.line(language.text("simulate.kinds"));
    let heads = ["kind", "share", "experts", "flagged", "flags"].map(word);
    let is_number = [false, true, true, true, false];
    let columns: Vec<(&str, bool)> = heads.iter().map(String::as_str).zip(is_number).collect();
    let mut table = Table::new(&columns);
    for (kind, share) in Kind::ALL {
        let (experts, flagged, flags) = counted(kind, &seen.marked);
        let flags = flags.iter().map(|(flag, count)| format!("{flag} {count}"));
        table.push(Row::Cells(vec![
            word(kind.key()),
            format!("{:.0}%", 100.0 * share),
            experts.to_string(),
            flagged.to_string(),
            flags.collect::<Vec<_>>().join("  "),
        ]));
    }
    table.print(output);
}
