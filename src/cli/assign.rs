//! `heyi assign`: proposes who scores what and who may be too near to a proposal; shows the
//! difference, and writes it only when that is asked for.

use super::exchange::{folder, refused, unread, unwritten};
use super::table::{Row, Table};
use super::{DATA, Output, Refusal, USER, source};
use crate::analysis::assigning::{Dealt, Options, deal};
use crate::app::arranging::{change, why};
use crate::domain::panel::Panel;
use crate::domain::people::Reassignment;
use crate::i18n::Language;
use crate::store::amend::counted;
use crate::store::assignments::{self, Unwritten};
use crate::store::import::report::{Fault, panel_to_fill};
use crate::store::save::Disk;
use crate::store::{journal, sheets};
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Write it.
    #[arg(long)]
    write: bool,
    /// Experts of each proposal.
    #[arg(long, id = "per_assigned", value_name = "N")]
    per: Option<usize>,
    /// Deal what stands anew.
    #[arg(long)]
    afresh: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Proposes, and writes if asked to.
///
/// # Errors
/// A refusal where the panel takes no assignments, or where they cannot be written.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    if wanted.per == Some(0) {
        return Err(refusal("assign.per", &["0"], language));
    }
    let place = source(&wanted.panel, language)?;
    let panel = panel_to_fill(&place).map_err(|fault| unusable(fault, wanted, language))?;
    let options = Options {
        per: wanted.per,
        afresh: wanted.afresh,
    };
    let dealt = deal(&panel, &sheets::pairs(&place), options);
    let change = change(&dealt, language);
    let mut is_written = false;
    if wanted.write {
        let folder = folder(&wanted.panel, language)?;
        if !change.is_empty() {
            assignments::write(&Disk, &folder, &change)
                .map_err(|fault| not_written(fault, &wanted.panel, language))?;
            is_written = true;
            let at = now(local_offset()).written();
            let line = counted(&change);
            // It is written; a journal that cannot be written is not worth a false word.
            let _ = journal::note(&folder, &at, "assign", &line);
        }
    }
    if wanted.json {
        output.json(&document(&panel, &dealt, is_written, language));
    } else {
        print(&panel, &dealt, wanted, &change, output);
    }
    Ok(if dealt.shortfalls.is_empty() { 0 } else { DATA })
}

fn unusable(fault: Fault, wanted: &Wanted, language: Language) -> Refusal {
    let panel = wanted.panel.as_str();
    match fault {
        Fault::Panel(problem) => unread(&problem, language),
        Fault::Pack => refused(USER, "import.pack", &[panel], language),
        _ => refusal("assign.closed", &[panel], language),
    }
}

/// Makes a refusal of a word of the section and its hint.
pub fn refusal(key: &str, details: &[&str], language: Language) -> Refusal {
    let name = key.trim_start_matches("assign.");
    Refusal {
        code: USER,
        message: language.with(key, details),
        hint: language.with(&format!("assign.{name}_hint"), details),
    }
}

/// Says why something could not be written.
pub fn not_written(fault: Unwritten, panel: &str, language: Language) -> Refusal {
    match fault {
        Unwritten::Panel(problem) => unread(&problem, language),
        Unwritten::System(error) => unwritten(panel, &error, language),
    }
}

fn document(panel: &Panel, dealt: &Dealt, is_written: bool, language: Language) -> Value {
    let experts: Vec<Value> = ids(panel)
        .into_iter()
        .map(|id| {
            let of = |pairs: &BTreeSet<(String, String)>| -> Vec<String> {
                let own = pairs.iter().filter(|(expert, _)| expert == id);
                own.map(|(_, proposal)| proposal.clone()).collect()
            };
            json!({
                "expert": id,
                "proposals": dealt.assigned.get(id).cloned().unwrap_or_default(),
                "added": of(&dealt.added),
                "removed": of(&dealt.removed),
                "held": of(&dealt.held),
            })
        })
        .collect();
    let pair =
        |(proposal, expert): &(String, String)| json!({ "proposal": proposal, "expert": expert });
    json!({
        "schema": "heyi.assign/1",
        "written": is_written,
        "experts": experts,
        "groups": dealt.groups.iter().map(|one| json!({
            "id": one.id,
            "proposals": one.proposals,
            "chair": one.chair,
            "members": one.members,
        })).collect::<Vec<_>>(),
        "candidates": dealt.candidates.iter().map(|one| json!({
            "proposal": one.proposal,
            "expert": one.expert,
            "code": one.near.key(),
            "reason": why(one, language),
        })).collect::<Vec<_>>(),
        "despite": dealt.despite.iter().map(pair).collect::<Vec<_>>(),
        "shortfalls": dealt.shortfalls.iter().map(|one| json!({
            "proposal": one.proposal,
            "experts": one.experts,
            "technical": one.technical,
            "wanted": one.wanted,
            "wanted_technical": one.wanted_technical,
        })).collect::<Vec<_>>(),
    })
}

/// Returns the ids of all experts, sorted.
fn ids(panel: &Panel) -> BTreeSet<&str> {
    panel.experts.iter().map(|one| one.id.as_str()).collect()
}

fn print(
    panel: &Panel,
    dealt: &Dealt,
    wanted: &Wanted,
    change: &Reassignment,
    output: &mut Output,
) {
    let language = output.language;
    let head = |key: &'static str| language.text(key);
    let mut table = Table::new(&[
        (head("assign.expert"), false),
        (head("assign.load"), true),
        (head("assign.change"), false),
    ]);
    for id in ids(panel) {
        let of = |pairs: &BTreeSet<(String, String)>, sign: &str| -> Vec<String> {
            let own = pairs.iter().filter(|(expert, _)| expert == id);
            own.map(|(_, proposal)| format!("{sign}{proposal}"))
                .collect()
        };
        let load = dealt.assigned.get(id).map_or(0, BTreeSet::len);
        let changes = [of(&dealt.added, "+"), of(&dealt.removed, "-")].concat();
        table.push(Row::Cells(vec![
            panel.named_expert(id),
            load.to_string(),
            changes.join(" "),
        ]));
    }
    table.print(output);
    for group in &change.groups {
        let counts = [group.proposals.len(), group.members.len()].map(|count| count.to_string());
        let name = group.name.of(language.is_english());
        let details = [group.id.as_str(), name, &counts[0], &counts[1]];
        output.line(&language.with("assign.group", &details));
    }
    for conflict in &change.conflicts {
        let expert = panel.named_expert(&conflict.expert);
        let details = [conflict.proposal.as_str(), &expert, &conflict.reason];
        output.line(&language.with("assign.candidate", &details));
    }
    for (proposal, expert) in &dealt.despite {
        output.line(&language.with("assign.despite", &[proposal, &panel.named_expert(expert)]));
    }
    for id in ids(panel) {
        let own = dealt.held.iter().filter(|(expert, _)| expert == id);
        let own: Vec<&str> = own.map(|(_, proposal)| proposal.as_str()).collect();
        if !own.is_empty() {
            output.line(&language.with("assign.held", &[id, &own.join(" ")]));
        }
    }
    for one in &dealt.shortfalls {
        let numbers = [one.experts, one.wanted, one.technical, one.wanted_technical];
        let numbers = numbers.map(|number| number.to_string());
        let [experts, needed, technical, needed_technical] = numbers.each_ref().map(String::as_str);
        let details = [&one.proposal, experts, needed, technical, needed_technical];
        output.line(&language.with("assign.short", &details));
    }
    let counts = change.counts().map(|count| count.to_string());
    let counts = counts.each_ref().map(String::as_str);
    let key = match (change.is_empty(), wanted.write) {
        (true, _) => "assign.nothing",
        (false, true) => "assign.written",
        (false, false) => "assign.not_written",
    };
    output.line(&language.with(key, &counts));
    if !change.conflicts.is_empty() {
        output.line(&language.with("assign.rule_next", &[&wanted.panel]));
    }
}
