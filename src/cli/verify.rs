//! `heyi verify`: checks a whole panel again from its files, the signed codes and the kept
//! results among it.

use super::exchange::refused;
use super::{DATA, Output, Refusal, USER, phase, round, source};
use crate::domain::problem::Problem;
use crate::domain::verifying::Verified;
use crate::i18n::verifying::{line, words};
use crate::i18n::{Language, problems};
use crate::store::source::{PANEL_FILE_LIMIT, read_file};
use crate::store::verify::{SignedCode, add_kept, has_kept, read_codes, verify};
use serde_json::{Value, json};
use std::path::Path;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The panel.
    panel: String,
    /// A text with an expert and the code on each line, from the signed paper.
    #[arg(long, value_name = "FILE")]
    codes: Option<String>,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Checks, and lists what does not hold.
///
/// # Errors
/// A refusal where the panel or the codes cannot be read.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let source = source(&wanted.panel, language)?;
    let codes = match &wanted.codes {
        Some(file) => Some(signed(file, language)?),
        None => None,
    };
    let mut verified = verify(&source, codes.as_deref(), &|_, _| {});
    if has_kept(&source) {
        let loaded = round::load(&wanted.panel, output)?;
        let results = phase::kept(&loaded.panel, &loaded.sheets, loaded.round);
        add_kept(&mut verified, &source, &results);
    }
    if wanted.json {
        output.json(&document(&verified, codes.as_deref(), language));
    } else {
        for finding in &verified.findings {
            output.line(&line(finding, language));
        }
        let (files, count) = (
            verified.files.to_string(),
            verified.findings.len().to_string(),
        );
        let key = match verified.findings.len() {
            0 => "verify.holds",
            _ => "verify.count",
        };
        output.line(&language.with(key, &[&wanted.panel, &files, &count]));
        if codes.is_none() {
            output.line(language.text("verify.no_codes"));
        }
    }
    Ok(if verified.findings.is_empty() {
        0
    } else {
        DATA
    })
}

fn signed(file: &str, language: Language) -> Result<Vec<SignedCode>, Refusal> {
    let bytes = read_file(Path::new(file), file, PANEL_FILE_LIMIT);
    let text = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let text = text.map_err(|problem: Problem| Refusal {
        code: DATA,
        message: language.with(
            "problem_at.says",
            &[file, &problems::message(&problem, language)],
        ),
        hint: language.text("verify.codes_form").to_owned(),
    })?;
    let (codes, strange) = read_codes(&text);
    if codes.is_empty() || !strange.is_empty() {
        let lines: Vec<String> = strange.iter().map(ToString::to_string).collect();
        return Err(refused(
            USER,
            "verify.codes",
            &[file, &lines.join(" ")],
            language,
        ));
    }
    Ok(codes)
}

fn document(verified: &Verified, codes: Option<&[SignedCode]>, language: Language) -> Value {
    let findings: Vec<Value> = verified
        .findings
        .iter()
        .map(|finding| {
            json!({
                "file": finding.file,
                "kind": finding.key,
                "message": words(finding, language),
            })
        })
        .collect();
    json!({
        "schema": "heyi.verify/1",
        "ok": verified.findings.is_empty(),
        "files": verified.files,
        "findings": findings,
        "codes": codes.map(<[SignedCode]>::len),
    })
}
