//! `heyi seal`: takes in a sheet that was mended by hand, and shows what changed in it.

use super::exchange::{refused, unread, unwritten};
use super::{Output, Refusal, USER};
use crate::i18n::merging;
use crate::store::mend::{MendFault, seal};
use crate::store::save::Disk;
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::json;
use std::path::Path;

/// Which sheet, and why.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The sheet.
    #[arg(id = "sheet_file", value_name = "FILE")]
    file: String,
    /// Why it was mended.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Takes the sheet in.
///
/// # Errors
/// A refusal, and then the file is what it was.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    if wanted.reason.trim().is_empty() {
        return Err(refused(USER, "seal.no_reason", &[], language));
    }
    let at = now(local_offset()).written();
    let mended = seal(&Disk, Path::new(&wanted.file), wanted.reason.trim(), &at);
    let mended = mended.map_err(|fault| match fault {
        MendFault::Whole => refused(USER, "seal.whole", &[&wanted.file], language),
        MendFault::Unread(problem) => unread(&problem, language),
        MendFault::Unwritten(error) => unwritten(&wanted.file, &error, language),
    })?;
    if wanted.json {
        let differences: Vec<_> = mended
            .differences
            .iter()
            .map(|one| json!({ "cell": one.cell, "from": one.from, "to": one.to }))
            .collect();
        output.json(&json!({
            "schema": "heyi.seal/1",
            "file": wanted.file,
            "revision": mended.revision,
            "differences": differences,
        }));
        return Ok(0);
    }
    for one in &mended.differences {
        let (from, to) = (
            merging::value(&one.from, language),
            merging::value(&one.to, language),
        );
        output.line(&language.with("seal.difference", &[&one.cell, from, to]));
    }
    if mended.differences.is_empty() {
        output.line(language.text("seal.no_difference"));
    }
    let revision = mended.revision.to_string();
    output.line(&language.with("seal.done", &[&wanted.file, &revision]));
    Ok(0)
}
