//! `heyi open`, `heyi close`, `heyi archive`: the beginning and the end of a round.

use super::exchange::{folder, refused, unread, unwritten};
use super::refixed::Refixed;
use super::round::{self, Loaded};
use super::{DATA, Output, Refusal, USER, left_open, rank, recommend};
use crate::domain::closing::Gap;
use crate::domain::panel::{Panel, Phase};
use crate::domain::problem::{Problem, Severity};
use crate::domain::sheet::{Round, ScoreSheet};
use crate::i18n::Language;
use crate::i18n::policy::code;
use crate::store::archive::{self, ArchiveFault, archive};
use crate::store::check;
use crate::store::phase::{self, Act, PhaseFault};
use crate::store::save::Disk;
use crate::store::source::Source;
use crate::terminal::events::now;
use crate::terminal::zone::local_offset;
use crate::text::figure::thousands;
use crate::text::scrub::escape_json;
use serde_json::json;
use std::path::Path;

/// Who changes the phase of which panel.
#[derive(Debug, clap::Args)]
pub struct Change {
    /// The panel.
    panel: String,
    /// Who does it, for the journal.
    #[arg(long, value_name = "NAME", default_value = "secretariat")]
    by: String,
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// The archive to make.
#[derive(Debug, clap::Args)]
pub struct Archive {
    /// The panel.
    panel: String,
    /// The file to make.
    #[arg(long = "out", id = "archive_out", value_name = "FILE")]
    out: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Opens a round: fixes rubric, policy and plan by their digests.
///
/// # Errors
/// A refusal where the panel has errors, or where a reason is needed and none is given.
pub fn open(wanted: &Change, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let path = folder(&wanted.panel, language)?;
    let source = Source::Folder(path.clone());
    let errors = check::everything(&source);
    // sheets that rules changed since do not fit keep nobody from fixing the rules again
    let of_rules = |one: &&Problem| !one.file.starts_with("scores/");
    let errors = errors.iter().filter(of_rules);
    let errors = errors.filter(|one| one.severity() == Severity::Error);
    let errors = errors.count();
    if errors > 0 {
        let details = [wanted.panel.as_str(), &errors.to_string()];
        return Err(refused(DATA, "opening.errors", &details, language));
    }
    let loaded = round::without_scores(&wanted.panel, output)?;
    let panel = &loaded.panel;
    if panel.rubric.criteria.is_empty() {
        return Err(refused(
            DATA,
            "opening.no_criteria",
            &[&wanted.panel],
            language,
        ));
    }
    let at = now(local_offset()).written();
    let refixed = Refixed::of(&source, panel);
    let results = refixed.as_ref().map_or(&[][..], |one| &one.results);
    phase::open(&Disk, &path, panel, results, act(wanted, &at))
        .map_err(|fault| unchanged(&fault, wanted, language))?;
    told(wanted, &loaded, &Told::Opened(refixed.as_ref()), output);
    Ok(0)
}

/// Closes a round and keeps its results in `reports/`.
///
/// # Errors
/// A refusal where the round is not open, or where something is still open and no reason is
/// given for ending it like this.
pub fn close(wanted: &Change, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let path = folder(&wanted.panel, language)?;
    let loaded = round::load(&wanted.panel, output)?;
    if loaded.has_errors() {
        loaded.complain(language);
        let errors = loaded.problems.iter();
        let errors = errors
            .filter(|one| one.severity() == Severity::Error)
            .count();
        let details = [wanted.panel.as_str(), &errors.to_string()];
        return Err(refused(DATA, "opening.errors", &details, language));
    }
    let open = left_open::of(&path, &loaded);
    let count = open.iter().filter(|one| one.takes_reason()).count();
    if count > 0 && wanted.reason.trim().is_empty() {
        left_open::complain(&open, language);
        let details = [wanted.panel.as_str(), &count.to_string()];
        return Err(refused(USER, "opening.open_end", &details, language));
    }
    let at = now(local_offset()).written();
    phase::close(
        &Disk,
        &path,
        &loaded.panel,
        &kept(&loaded.panel, &loaded.sheets, loaded.round),
        act(wanted, &at),
    )
    .map_err(|fault| unchanged(&fault, wanted, language))?;
    told(wanted, &loaded, &Told::Closed(&open), output);
    Ok(0)
}

/// Returns the files of a round's results by name, in Chinese: what a later check computes
/// again and compares to the byte.
pub fn kept(panel: &Panel, sheets: &[ScoreSheet], round: Round) -> Vec<(String, Vec<u8>)> {
    let mut closed = panel.clone();
    closed.head.phase = Phase::Closed;
    let loaded = Loaded {
        panel: closed,
        sheets: sheets.to_vec(),
        round,
        problems: Vec::new(),
    };
    let text = |document: &serde_json::Value| {
        let text = format!("{}\n", escape_json(&document.to_string()));
        text.into_bytes()
    };
    let ranked = rank::whole(&loaded);
    let advised = recommend::whole(&loaded, Language::Chinese);
    vec![
        ("reports/rank.json".to_owned(), text(&ranked)),
        ("reports/recommend.json".to_owned(), text(&advised)),
    ]
}

/// Packs a closed round into one file.
///
/// # Errors
/// A refusal, and then there is no file.
pub fn pack(wanted: &Archive, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let path = folder(&wanted.panel, language)?;
    let done =
        archive(&Disk, &path, Path::new(&wanted.out), &|_, _| {}).map_err(|fault| match fault {
            ArchiveFault::NotClosed => {
                refused(USER, "opening.not_closed", &[&wanted.panel], language)
            }
            ArchiveFault::Taken => refused(USER, "opening.archive_taken", &[&wanted.out], language),
            ArchiveFault::Panel(problem) => unread(&problem, language),
            ArchiveFault::System(path, error) => {
                unwritten(&path.display().to_string(), &error, language)
            }
            ArchiveFault::NotReadBack => {
                refused(DATA, "exchange.not_read_back", &[&wanted.out], language)
            }
        })?;
    let at = now(local_offset()).written();
    archive::note(&path, &wanted.out, &done, ("secretariat", &at));
    if wanted.json {
        output.json(&json!({
            "schema": "heyi.archive/1",
            "file": wanted.out,
            "files": done.files,
            "bytes": done.bytes,
            "digest": done.digest,
        }));
    } else {
        let (files, bytes) = (done.files.to_string(), thousands(done.bytes));
        let details = [wanted.out.as_str(), &files, &bytes, &done.digest];
        output.line(&language.with("opening.archived", &details));
    }
    Ok(0)
}

fn act<'a>(wanted: &'a Change, at: &'a str) -> Act<'a> {
    Act {
        by: &wanted.by,
        at,
        reason: &wanted.reason,
    }
}

fn unchanged(fault: &PhaseFault, wanted: &Change, language: Language) -> Refusal {
    let panel = wanted.panel.as_str();
    match fault {
        PhaseFault::NeedsReason(Phase::Closed) => {
            refused(USER, "opening.closed_before", &[panel], language)
        }
        PhaseFault::NeedsReason(_) => refused(USER, "opening.rules_changed", &[panel], language),
        PhaseFault::Already => refused(USER, "opening.already", &[panel], language),
        PhaseFault::NotOpen => refused(USER, "opening.not_open", &[panel], language),
        PhaseFault::Panel(problem) => unread(problem, language),
        PhaseFault::Unwritten(error) => unwritten(panel, error, language),
    }
}

/// What was done, and what belongs to it.
enum Told<'a> {
    /// Opened; with what another set of rules changed.
    Opened(Option<&'a Refixed>),
    /// Closed, with this left open.
    Closed(&'a [Gap]),
}

fn told(wanted: &Change, loaded: &Loaded, told: &Told, output: &mut Output) {
    let panel = &loaded.panel;
    let language = output.language;
    let code = code(&panel.policy_digest);
    if wanted.json {
        let (schema, phase) = match told {
            Told::Opened(_) => ("heyi.open/1", Phase::Open),
            Told::Closed(_) => ("heyi.close/1", Phase::Closed),
        };
        output.json(&json!({
            "schema": schema,
            "panel": panel.head.id,
            "phase": phase.key(),
            "policy_code": code,
            "rubric": panel.rubric_digest,
            "policy": panel.policy_digest,
            "plan": panel.plan_digest,
            "former": match told {
                Told::Opened(refixed) => refixed.map(Refixed::document),
                Told::Closed(_) => None,
            },
            "left_open": match told {
                Told::Opened(_) => None,
                Told::Closed(open) => Some(left_open::words(open, language)),
            },
        }));
        return;
    }
    match told {
        Told::Opened(refixed) => {
            let code = code.unwrap_or_default();
            output.line(&language.with("opening.opened", &[&wanted.panel, &code]));
            for line in refixed.map(|one| one.lines(language)).unwrap_or_default() {
                output.line(&line);
            }
        }
        Told::Closed(open) => {
            output.line(&language.with("opening.closed", &[&wanted.panel]));
            for text in left_open::words(open, language) {
                output.line(&language.with("opening.left_open", &[&text]));
            }
        }
    }
}
