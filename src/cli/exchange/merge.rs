//! `heyi merge`: takes received files in, one line each with what became of it.

use super::{folder, refused, unread, unwritten};
use crate::cli::{DATA, Output, Refusal, USER};
use crate::domain::merging::{Merge, OpenConflict, ReceivedFile};
use crate::i18n::{Language, merging, problems};
use crate::store::merge::{MergeFault, Options, merge};
use crate::store::save::Disk;
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::{Value, json};
use std::io::IsTerminal;
use std::path::PathBuf;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Hand-ins, sheets, packs or folders of such files.
    #[arg(value_name = "FILE")]
    received: Vec<PathBuf>,
    /// Tell what would become of them and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Takes the files in.
///
/// # Errors
/// A refusal, and then the sheets are what they were.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let panel = folder(&wanted.panel, language)?;
    let at = now(local_offset()).written();
    let is_shown = std::io::stderr().is_terminal() && !wanted.json;
    let progress = |done: usize, all: usize| {
        if is_shown && all >= 20 && (done.is_multiple_of(20) || done == all) {
            let [done, all] = [done, all].map(|count| count.to_string());
            super::super::progress(&language.with("merge.reading", &[&done, &all]));
        }
    };
    let options = Options {
        is_dry: wanted.dry_run,
        at: &at,
        progress: &progress,
    };
    let merged = merge(&Disk, &panel, &wanted.received, &options);
    let merged = merged.map_err(|fault| match fault {
        MergeFault::Closed => refused(USER, "exchange.closed", &[], language),
        MergeFault::Panel(problem) => unread(&problem, language),
        MergeFault::Unwritten(error) => unwritten(&wanted.panel, &error, language),
    })?;
    if wanted.json {
        output.json(&document(&merged, language));
    } else {
        print(&merged, wanted, output);
    }
    Ok(if merged.needs_a_person() { DATA } else { 0 })
}

fn document(merged: &Merge, language: Language) -> Value {
    let files: Vec<Value> = merged
        .files
        .iter()
        .map(|file| {
            json!({
                "file": file.file,
                "outcome": file.outcome.key(),
                "reason": merging::reason(file, language),
                "expert": file.expert,
                "sheets": file.sheets,
                "code": file.code,
                "digest": file.digest,
            })
        })
        .collect();
    let conflicts: Vec<Value> = merged.conflicts.iter().map(conflict).collect();
    json!({
        "schema": "heyi.merge/1",
        "files": files,
        "conflicts": conflicts,
        "written": merged.written,
        "busy": merged.busy,
    })
}

fn conflict(conflict: &OpenConflict) -> Value {
    let values: Vec<Value> = conflict
        .values
        .iter()
        .map(|one| json!({ "value": one.value, "files": one.files, "at": one.at }))
        .collect();
    json!({
        "expert": conflict.sheet.expert,
        "proposal": conflict.sheet.proposal,
        "round": conflict.sheet.round.key(),
        "cell": conflict.cell,
        "before": conflict.before,
        "values": values,
    })
}

fn print(merged: &Merge, wanted: &Wanted, output: &mut Output) {
    let language = output.language;
    for file in &merged.files {
        output.line(&line(file, language));
    }
    for conflict in &merged.conflicts {
        output.line(&merging::conflict(conflict, language));
    }
    for expert in &merged.busy {
        output.line(&language.with("merge.busy", &[expert]));
    }
    for problem in &merged.problems {
        output.line(&problems::placed(problem, language));
    }
    let counts = [merged.files.len(), merged.written, merged.conflicts.len()];
    let counts = counts.map(|count| count.to_string());
    let counts = counts.each_ref().map(String::as_str);
    let key = if wanted.dry_run {
        "merge.would"
    } else {
        "merge.done"
    };
    output.line(&language.with(key, &counts));
    if !merged.conflicts.is_empty() {
        output.line(&language.with("merge.decide", &[&wanted.panel]));
    }
}

fn line(file: &ReceivedFile, language: Language) -> String {
    let outcome = merging::outcome(file.outcome, language);
    let sheets = file.sheets.to_string();
    let mut line = language.with("merge.line", &[&file.file, outcome, &file.expert, &sheets]);
    let reason = merging::reason(file, language);
    if !reason.is_empty() {
        line = format!("{line}  {reason}");
    }
    line
}
