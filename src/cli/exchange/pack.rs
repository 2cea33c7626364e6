//! `heyi pack`: one expert's panel folder, or one for every expert.

use super::{folder, refused, unread, unwritten};
use crate::cli::{DATA, Output, Refusal, USER};
use crate::domain::people::Expert;
use crate::i18n::Language;
use crate::store::source::Source;
use crate::store::{load, pack};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Whose pack.
    #[arg(long, value_name = "ID", required_unless_present = "all")]
    expert: Option<String>,
    /// One folder for every expert who has something to score.
    #[arg(long, conflicts_with = "expert")]
    all: bool,
    /// The folder to make.
    #[arg(long = "out", id = "pack_out", value_name = "DIR2")]
    out: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Makes the packs.
///
/// # Errors
/// A refusal; of several packs, those that were made before stay.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let panel = folder(&wanted.panel, language)?;
    let out = PathBuf::from(&wanted.out);
    let mut made = Vec::new();
    if let Some(expert) = &wanted.expert {
        made.push((one(&panel, expert, &out, language)?, out));
    } else {
        let (loaded, _) = load::panel(&Source::Folder(panel.clone()));
        let has_work = |expert: &&Expert| !loaded.assigned(&expert.id).is_empty();
        for expert in loaded.experts.iter().filter(has_work) {
            let folder = out.join(&expert.id);
            made.push((one(&panel, &expert.id, &folder, language)?, folder));
        }
        if made.is_empty() {
            return Err(refused(USER, "exchange.nobody", &[&wanted.panel], language));
        }
    }
    if wanted.json {
        let packs: Vec<_> = made
            .iter()
            .map(|(packed, folder)| {
                json!({
                    "expert": packed.expert,
                    "dir": folder.display().to_string(),
                    "proposals": packed.proposals,
                    "recused": packed.recused,
                    "sheets": packed.sheets,
                })
            })
            .collect();
        output.json(&json!({ "schema": "heyi.pack/1", "packs": packs }));
        return Ok(0);
    }
    for (packed, folder) in &made {
        let counts = [packed.proposals, packed.recused, packed.sheets];
        let counts = counts.map(|count| count.to_string());
        let folder = folder.display().to_string();
        let [proposals, recused, sheets] = counts.each_ref().map(String::as_str);
        let details = [&packed.expert, &folder, proposals, recused, sheets];
        output.line(&language.with("exchange.packed", &details));
    }
    output.line(language.text("exchange.packed_next"));
    Ok(0)
}

fn one(
    panel: &Path,
    expert: &str,
    out: &Path,
    language: Language,
) -> Result<pack::Packed, Refusal> {
    let shown = out.display().to_string();
    pack::write(panel, expert, out).map_err(|fault| match fault {
        pack::PackFault::Closed => refused(USER, "exchange.closed", &[], language),
        pack::PackFault::NoSuchExpert => refused(USER, "exchange.no_expert", &[expert], language),
        pack::PackFault::Nothing => refused(DATA, "exchange.no_work", &[expert], language),
        pack::PackFault::Panel(problem) => unread(&problem, language),
        pack::PackFault::Unwritten(error) => unwritten(&shown, &error, language),
    })
}
