//! `heyi import proposals` and `heyi import experts`: a table of which everything comes in
//! or nothing, with every fault of every row.

use super::{column, folder, refusal, some, table_unusable};
use crate::cli::{DATA, Output, Refusal, USER};
use crate::domain::journal::sentences;
use crate::i18n::{Language, problems};
use crate::store::home::reason;
use crate::store::import::report::{Fault, Remark, Report};
use crate::store::import::{experts, proposals};
use crate::store::journal;
use crate::store::save::Disk;
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::{Map, Value, json};
use std::path::Path;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Proposals {
    /// The table.
    #[arg(value_name = "FILE")]
    file: String,
    /// The panel.
    #[arg(value_name = "DIR")]
    panel: String,
    /// Proposals that are there are changed to what the table says.
    #[arg(long)]
    update: bool,
    /// Why what was scored changes.
    #[arg(
        long,
        id = "why_scored_changes",
        value_name = "TEXT",
        requires = "update"
    )]
    reason: Option<String>,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Experts {
    /// The table.
    #[arg(value_name = "FILE")]
    file: String,
    /// The panel.
    #[arg(value_name = "DIR")]
    panel: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Takes proposals in.
///
/// # Errors
/// A refusal where the rows could not be looked at or written.
pub fn proposals(wanted: &Proposals, output: &mut Output) -> Result<u8, Refusal> {
    let job = Job {
        kind: "proposals",
        file: &wanted.file,
        panel: &wanted.panel,
        json: wanted.json,
        reason: wanted.reason.as_deref().unwrap_or_default().trim(),
    };
    if wanted.reason.is_some() && job.reason.is_empty() {
        return Err(refusal(USER, "no_reason", &[], output.language));
    }
    let options = proposals::Options {
        update: wanted.update,
        reason: job.reason.to_owned(),
    };
    job.run(output, |table, folder| {
        proposals::import(&Disk, table, folder, &options)
    })
}

/// Takes experts in.
///
/// # Errors
/// A refusal where the rows could not be looked at or written.
pub fn experts(wanted: &Experts, output: &mut Output) -> Result<u8, Refusal> {
    let job = Job {
        kind: "experts",
        file: &wanted.file,
        panel: &wanted.panel,
        json: wanted.json,
        reason: "",
    };
    job.run(output, |table, folder| {
        experts::import(&Disk, table, folder)
    })
}

struct Job<'a> {
    kind: &'static str,
    file: &'a str,
    panel: &'a str,
    json: bool,
    reason: &'a str,
}

impl Job<'_> {
    fn run(
        &self,
        output: &mut Output,
        import: impl FnOnce(&Path, &Path) -> Result<Report, Fault>,
    ) -> Result<u8, Refusal> {
        let language = output.language;
        let folder = folder(self.file, self.panel, language)?;
        let table = Path::new(self.file);
        let report = import(table, &folder).map_err(|fault| self.unusable(&fault, language))?;
        if report.refused.is_empty() && !(report.created.is_empty() && report.updated.is_empty()) {
            let at = now(local_offset()).written();
            // Everything is in; a journal that cannot be written is not worth a false word.
            let _ = journal::note(&folder, &at, "import", &self.line(table, &report));
        }
        if self.json {
            output.json(&self.document(&report, language));
        } else {
            self.print(&report, output);
        }
        Ok(if report.refused.is_empty() { 0 } else { DATA })
    }

    /// Returns what goes into the journal.
    fn line(&self, table: &Path, report: &Report) -> String {
        let name = table.file_name().unwrap_or_default().to_string_lossy();
        let updated = report.updated.iter();
        let updated =
            updated.map(|one| sentences::UPDATED.written(&[&one.id, &one.fields.join(" ")]));
        let updated: Vec<String> = updated.collect();
        let sentence = match self.kind {
            "experts" => sentences::IMPORTED_EXPERTS,
            _ => sentences::IMPORTED_PROPOSALS,
        };
        let (new, updated) = (report.created.len().to_string(), updated.join("; "));
        sentence.written(&[&name, &new, &updated, self.reason])
    }

    fn unusable(&self, fault: &Fault, language: Language) -> Refusal {
        let panel = self.panel;
        match fault {
            Fault::Table(fault) => {
                let hint = format!("{}_headings_hint", self.kind);
                table_unusable(fault, self.file, &hint, language)
            }
            Fault::Panel(problem) => {
                let message = problems::message(problem, language);
                refusal(DATA, "panel_unread", &[&problem.file, &message], language)
            }
            Fault::Closed => refusal(USER, "closed_to_rows", &[panel], language),
            Fault::Pack => refusal(USER, "pack", &[panel], language),
            Fault::Unwritten(error) => {
                let why = language.find(reason(error)).unwrap_or_default();
                refusal(DATA, "unwritten", &[panel, why], language)
            }
        }
    }

    fn document(&self, report: &Report, language: Language) -> Value {
        let remarks = |all: &[Remark]| -> Vec<Value> {
            let one = |one: &Remark| {
                json!({
                    "line": one.line,
                    "column": one.column,
                    "reason": told(one, language),
                    "code": one.code,
                })
            };
            all.iter().map(one).collect()
        };
        let updated = report
            .updated
            .iter()
            .map(|one| json!({ "id": one.id, "fields": one.fields }));
        let mut columns: Map<String, Value> = Map::new();
        for found in &report.heading.columns {
            let heading = found.heading.as_str();
            match columns.get_mut(found.key) {
                Some(Value::Array(held)) => held.push(heading.into()),
                Some(held) => *held = json!([held.clone(), heading]),
                None => {
                    columns.insert(found.key.to_owned(), heading.into());
                }
            }
        }
        let is_written = report.refused.is_empty();
        let ids = |ids: &[String]| if is_written { ids.to_vec() } else { Vec::new() };
        json!({
            "schema": "heyi.import/1",
            "rows": report.rows,
            "accepted": report.accepted(),
            "refused": remarks(&report.refused),
            "created": { self.kind: ids(&report.created) },
            "columns": columns,
            "heading_line": report.heading.line,
            "unused": report.heading.unused,
            "unchanged": report.unchanged,
            "updated": if is_written { updated.collect() } else { Vec::new() },
            "warnings": remarks(&report.warnings),
        })
    }

    fn print(&self, report: &Report, output: &mut Output) {
        let language = output.language;
        let title = language.with(
            &format!("import.{}_title", self.kind),
            &[self.file, self.panel],
        );
        output.line(&title);
        let line = report.heading.line.to_string();
        let columns = report.heading.columns.iter();
        let columns: Vec<String> = columns
            .map(|found| format!("{} ← {}", column(found.key, language), found.heading))
            .collect();
        output.line(&language.with("import.columns", &[&line, &columns.join("   ")]));
        if !report.heading.unused.is_empty() {
            let unused = report.heading.unused.join("   ");
            output.line(&language.with("import.unused", &[&unused]));
        }
        for one in &report.refused {
            output.line(&line_of("import.bad_row", one, language));
        }
        for one in &report.warnings {
            output.line(&line_of("import.row_warning", one, language));
        }
        if !report.refused.is_empty() {
            let counts = [report.rows, report.refused_rows(), report.refused.len()];
            let counts = counts.map(|count| count.to_string());
            let counts = counts.each_ref().map(String::as_str);
            output.line(&language.with("import.nothing_written", &counts));
            return;
        }
        let counts = [
            report.rows,
            report.created.len(),
            report.updated.len(),
            report.unchanged.len(),
        ];
        let counts = counts.map(|count| count.to_string());
        let counts = counts.each_ref().map(String::as_str);
        output.line(&language.with("import.row_counts", &counts));
        if !report.created.is_empty() {
            let key = format!("import.made_{}", self.kind);
            let count = report.created.len().to_string();
            output.line(&language.with(&key, &[&count, &some(&report.created)]));
        }
        for one in &report.updated {
            let fields = one.fields.iter().map(|key| column(key, language));
            let fields = fields.collect::<Vec<_>>().join(" ");
            output.line(&language.with("import.changed", &[&one.id, &fields]));
        }
        if report.is_open && !report.created.is_empty() {
            output.line(language.text("import.open_and_new"));
        }
    }
}

fn line_of(key: &str, remark: &Remark, language: Language) -> String {
    let line = remark.line.to_string();
    language.with(key, &[&line, &remark.column, &told(remark, language)])
}

/// Returns the words of a remark; keys of fields among its details become their names.
fn told(remark: &Remark, language: Language) -> String {
    let is_fields = matches!(remark.code, "says_otherwise" | "scored_already");
    let details: Vec<String> = remark
        .details
        .iter()
        .enumerate()
        .map(|(nth, detail)| {
            if !is_fields || nth == 0 {
                return detail.clone();
            }
            let names = detail.split(' ').map(|key| column(key, language));
            names.collect::<Vec<_>>().join("、")
        })
        .collect();
    let details: Vec<&str> = details.iter().map(String::as_str).collect();
    language.with(&format!("import.{}", remark.code), &details)
}
