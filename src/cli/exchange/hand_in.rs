//! `heyi handin`: all sheets of an expert in one file, and the code for the signed paper.

use super::{folder, refused, unread, unwritten};
use crate::cli::{DATA, Output, Refusal, USER};
use crate::store::hand_in::{HandInFault, note, write};
use crate::store::load;
use crate::store::save::Disk;
use crate::store::source::Source;
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use serde_json::json;
use std::path::Path;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel or the pack.
    panel: String,
    /// Whose sheets; in a pack its expert's.
    #[arg(long, value_name = "ID")]
    expert: Option<String>,
    /// The folder for the file.
    #[arg(long = "out", id = "handin_out", value_name = "DIR")]
    out: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Writes the file, reads it back and prints the code.
///
/// # Errors
/// A refusal, and then there is no file.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let panel = folder(&wanted.panel, language)?;
    let (head, _) = load::head(&Source::Folder(panel.clone()));
    let packed = Some(head.pack).filter(|pack| !pack.is_empty());
    let Some(expert) = wanted.expert.clone().or(packed) else {
        return Err(refused(USER, "exchange.whose", &[], language));
    };
    let done = write(
        &Disk,
        &panel,
        &expert,
        Path::new(&wanted.out),
        &|_, _, _| {},
    );
    let done = done.map_err(|fault| match fault {
        HandInFault::Demonstration => refused(USER, "exchange.demonstration", &[], language),
        HandInFault::Closed => refused(USER, "exchange.closed", &[], language),
        HandInFault::NoSuchExpert => refused(USER, "exchange.no_expert", &[&expert], language),
        HandInFault::Nothing => refused(DATA, "exchange.no_sheets", &[&expert], language),
        HandInFault::Panel(problem) => unread(&problem, language),
        HandInFault::Unwritten(error) => unwritten(&wanted.out, &error, language),
        HandInFault::NotReadBack(file) => {
            let file = file.display().to_string();
            refused(DATA, "exchange.not_read_back", &[&file], language)
        }
    })?;
    let file = done.file.display().to_string();
    note(&panel, &expert, &done, &now(local_offset()).written());
    if wanted.json {
        output.json(&json!({
            "schema": "heyi.handin/1",
            "file": file,
            "sheets": done.sheets,
            "digest": done.digest,
            "code": done.code,
            "finished": done.finished,
            "sent_back": done.sent_back,
            "left_out": done.left_out,
        }));
    } else {
        let (sheets, open) = (done.sheets.to_string(), done.sheets - done.finished);
        output.line(&language.with("exchange.handed_in", &[&sheets, &done.code]));
        output.line(&language.with("exchange.handed_in_file", &[&file]));
        if open > 0 {
            output.line(&language.with("exchange.handed_in_open", &[&open.to_string()]));
        }
        if !done.sent_back.is_empty() {
            let details = [done.sent_back.len().to_string(), done.sent_back.join(" ")];
            let details = details.each_ref().map(String::as_str);
            output.line(&language.with("exchange.handed_in_sent_back", &details));
        }
        for file in &done.left_out {
            output.line(&language.with("exchange.left_out", &[file]));
        }
    }
    Ok(if done.left_out.is_empty() { 0 } else { DATA })
}
