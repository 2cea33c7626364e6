//! `heyi pack`: one expert's panel folder, or one for every expert.

use super::{folder, refused, unread, unwritten};
use crate::cli::{DATA, Output, Refusal, USER};
use crate::i18n::Language;
use crate::store::pack::{PackFault, Packed, Packing};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What was asked for.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("for_whom").required(true).args(["expert", "all"]))]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// Whose pack.
    #[arg(long, value_name = "ID")]
    expert: Option<String>,
    /// One folder for every expert who has something to score.
    #[arg(long)]
    all: bool,
    /// The folder to make.
    #[arg(long = "out", id = "pack_out", value_name = "DIR")]
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
    let packing = Packing::of(&panel).map_err(|fault| unpacked(fault, "", &out, language))?;
    let mut made = Vec::new();
    if let Some(expert) = &wanted.expert {
        made.push((one(&packing, expert, &out, language)?, out));
    } else {
        for expert in packing.experts() {
            let folder = out.join(expert);
            made.push((one(&packing, expert, &folder, language)?, folder));
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
        let handed = packed.proposals + packed.recused;
        let counts = [handed, packed.proposals, packed.recused, packed.sheets];
        let counts = counts.map(|count| count.to_string());
        let folder = folder.display().to_string();
        let [handed, proposals, recused, sheets] = counts.each_ref().map(String::as_str);
        let details = [&packed.expert, &folder, handed, proposals, recused, sheets];
        output.line(&language.with("exchange.packed", &details));
    }
    output.line(language.text("exchange.packed_next"));
    Ok(0)
}

fn one(packing: &Packing, expert: &str, out: &Path, language: Language) -> Result<Packed, Refusal> {
    let packed = packing.write(expert, out);
    packed.map_err(|fault| unpacked(fault, expert, out, language))
}

fn unpacked(fault: PackFault, expert: &str, out: &Path, language: Language) -> Refusal {
    let shown = out.display().to_string();
    match fault {
        PackFault::Closed => refused(USER, "exchange.closed", &[], language),
        PackFault::NoSuchExpert => refused(USER, "exchange.no_expert", &[expert], language),
        PackFault::Nothing => refused(DATA, "exchange.no_work", &[expert], language),
        PackFault::Panel(problem) => unread(&problem, language),
        PackFault::Unwritten(error) => unwritten(&shown, &error, language),
    }
}
