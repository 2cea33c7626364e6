//! Proposals from a table, one row a proposal. Every fault of every row is found first;
//! where there is one, nothing is written at all. A proposal that is there is changed only
//! when that is asked for, and then only in what the table says: what the secretariat added
//! stays. A cell without anything says nothing, so that it never takes anything away.

mod columns;
mod draft;
mod promises;
mod rows;
mod writing;

use super::report::{Fault, Report, panel_to_fill, reason};
use crate::store::batch;
use crate::store::save::Files;
use crate::store::source::{SHEET_LIMIT, Source};
use crate::store::table;
use std::path::Path;

/// How proposals are taken in.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Proposals that are there are changed to what the table says.
    pub update: bool,
    /// Why the title or the promises of a proposal change that was scored; else they do not.
    pub reason: String,
}

/// Takes a table of proposals into a panel folder.
///
/// # Errors
/// The fault because of which the rows were not looked at, or could not be written; then
/// everything is as before.
pub fn import(
    files: &dyn Files,
    table: &Path,
    folder: &Path,
    options: &Options,
) -> Result<Report, Fault> {
    let source = Source::Folder(folder.to_path_buf());
    let panel = panel_to_fill(&source)?;
    let table = table::read(table, columns::ALL).map_err(Fault::Table)?;
    let rows::Judged {
        mut report,
        drafts,
        changes,
    } = rows::judge(&source, &panel, &table, options);
    let mut written = Vec::new();
    for draft in &drafts {
        let text = writing::text(draft);
        if text.len() as u64 > SHEET_LIMIT {
            report.refuse(draft.line, "", reason("proposal_too_long", &[]));
        }
        written.push((format!("proposals/{}.toml", draft.id), text.into_bytes()));
    }
    for (draft, fields) in &changes {
        let name = format!("proposals/{}.toml", draft.id);
        match writing::amended(&source, &name, draft, fields) {
            Some(text) if text.len() as u64 <= SHEET_LIMIT => {
                written.push((name, text.into_bytes()));
            }
            Some(_) => report.refuse(draft.line, "", reason("proposal_too_long", &[])),
            None => report.refuse(draft.line, "", reason("damaged_proposal", &[&draft.id])),
        }
    }
    if report.refused.is_empty() && !written.is_empty() {
        batch::write(files, folder, &written).map_err(Fault::Unwritten)?;
    }
    report.refused.sort_by_key(|one| one.line);
    report.warnings.sort_by_key(|one| one.line);
    Ok(report)
}

#[cfg(test)]
mod tests;
