//! `heyi report`: documents of a panel as files.

mod template;

use super::round::{self, Loaded};
use super::{DATA, Output, Refusal, USER, progress};
use crate::domain::panel::Panel;
use crate::i18n::Language;
use crate::report::produce::Wanted;
use crate::report::{Format, Kind, Material, Outside, title};
use crate::store::report::Written;
use crate::store::source::Source;
use crate::store::verify;
use crate::terminal::reports::{Outcome, Outcomes, outside, remarks_of, write};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Folder of the demonstration's reports, where nothing else is named.
const DEMONSTRATION: &str = "heyi-reports";

/// What is asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The panel.
    panel: String,
    /// Which documents.
    #[arg(
        long = "what",
        id = "report_what",
        value_name = "REPORT,…",
        value_delimiter = ','
    )]
    what: Vec<String>,
    /// Which formats.
    #[arg(
        long = "format",
        id = "report_format",
        value_name = "xlsx,docx,html,md,csv",
        value_delimiter = ','
    )]
    format: Vec<String>,
    /// Where to.
    #[arg(long = "out", id = "report_out", value_name = "DIR")]
    out: Option<PathBuf>,
    /// Prints a template to begin with.
    #[arg(long = "template", id = "report_template")]
    template: bool,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Writes the reports of a panel.
///
/// # Errors
/// A refusal where there is no such panel, document or format, or the folder cannot be made.
pub fn run(options: &Options, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    let kinds = named(
        &options.what,
        known_kind,
        Kind::ALL.map(Kind::key).as_slice(),
        "report.bad_what",
        language,
    )?;
    let formats = named(
        &options.format,
        Format::from_key,
        Format::ALL.map(Format::key).as_slice(),
        "report.bad_format",
        language,
    )?;
    let (loaded, outside) = read(options, &kinds, output)?;
    if options.template {
        output.lines(&template::of(&loaded.panel, language));
        return Ok(0);
    }
    let (panel, sheets) = (&loaded.panel, &loaded.sheets);
    let material = Material::of(panel, sheets, loaded.round, outside, language);
    let everything = Wanted::everything(&panel.report_form);
    let wanted = Wanted {
        kinds: if kinds.is_empty() {
            everything.kinds
        } else {
            kinds
        },
        formats: if formats.is_empty() {
            everything.formats
        } else {
            formats
        },
    };
    let folder = out(options);
    let tell = told(&material, language, options.json);
    let outcomes = write(&material, &wanted, &folder, &tell);
    let outcomes = outcomes.map_err(|error| unwritten(&folder, &error, language))?;
    let told = remarks_of(&material, &wanted, &outcomes);
    if options.json {
        output.json(&document(
            &loaded.panel,
            &folder,
            &outcomes,
            &told,
            language,
        ));
    } else {
        print(&material, &folder, &outcomes, &told, output);
    }
    loaded.complain(language);
    let has_failed =
        outcomes.list.is_some() || outcomes.files.iter().any(|one| one.result.is_err());
    Ok(if has_failed || loaded.has_errors() {
        DATA
    } else {
        0
    })
}

/// Reads a document's word or number.
fn known_kind(word: &str) -> Option<Kind> {
    let mut all = Kind::ALL.into_iter();
    Kind::from_key(word).or_else(|| all.find(|kind| kind.number() == word))
}

/// Reads the words of a list, each once; none where nothing is named.
fn named<T: PartialEq>(
    words: &[String],
    read: fn(&str) -> Option<T>,
    known: &[&str],
    key: &str,
    language: Language,
) -> Result<Vec<T>, Refusal> {
    let read = words
        .iter()
        .filter(|word| !word.trim().is_empty())
        .map(|word| {
            read(word.trim()).ok_or_else(|| Refusal {
                code: USER,
                message: language.with(key, &[word]),
                hint: language.with("report.known", &[&known.join(" ")]),
            })
        });
    let mut found: Vec<T> = Vec::new();
    for one in read {
        let one = one?;
        if !found.contains(&one) {
            found.push(one);
        }
    }
    Ok(found)
}

/// Reads the panel, and beside it checks everything again where a document asks for it, as
/// `heyi verify` does.
fn read(options: &Options, kinds: &[Kind], output: &Output) -> Result<(Loaded, Outside), Refusal> {
    let source = Source::named(&options.panel);
    let is_wanted = kinds.is_empty() || kinds.contains(&Kind::TotalsCheck);
    let is_checked = is_wanted && !options.template;
    std::thread::scope(|scope| {
        let check = || is_checked.then(|| verify::verify(&source, None, &|_, _| {}));
        let checking = scope.spawn(check);
        let loaded = round::load(&options.panel, output)?;
        let mut verified = checking.join().unwrap_or_default();
        if let Some(verified) = verified.as_mut().filter(|_| verify::has_kept(&source)) {
            let results = super::phase::kept(&loaded.panel, &loaded.sheets, loaded.round);
            verify::add_kept(verified, &source, &results);
        }
        let outside = outside(&source, &loaded.problems, verified, &out(options));
        Ok((loaded, outside))
    })
}

/// Where the files go: into the folder that is named, else into the panel's own.
fn out(options: &Options) -> PathBuf {
    let named = options.out.clone();
    named.unwrap_or_else(|| match Source::named(&options.panel) {
        Source::Folder(folder) => folder.join("reports"),
        Source::BuiltIn(_) => PathBuf::from(DEMONSTRATION),
    })
}

fn unwritten(folder: &std::path::Path, error: &std::io::Error, language: Language) -> Refusal {
    super::exchange::unwritten(&folder.display().to_string(), error, language)
}

/// Tells on a terminal in one line how far it is.
fn told<'a>(
    material: &'a Material,
    language: Language,
    is_quiet: bool,
) -> impl Fn(usize, usize, Kind) + Sync + 'a {
    let is_told = !is_quiet && std::io::stderr().is_terminal();
    move |done, all, kind| {
        if is_told {
            let counts = [done.to_string(), all.to_string()];
            let name = title(material, kind);
            let words = language.with("report.progress", &[&counts[0], &counts[1], name]);
            progress(if done == all { "" } else { &words });
        }
    }
}

fn document(
    panel: &Panel,
    folder: &std::path::Path,
    outcomes: &Outcomes,
    told: &[(Kind, String)],
    language: Language,
) -> Value {
    let files = outcomes.files.iter().map(|one| {
        let written = one.result.as_ref().ok();
        json!({
            "what": one.kind.key(),
            "format": one.format.key(),
            "file": one.name,
            "bytes": one.bytes,
            "sha256": written.map(|written| written.digest.clone()),
            "kept": written.and_then(|written| written.kept.clone()),
            "error": one.result.as_ref().err().and_then(|key| language.find(key)),
        })
    });
    let told = told.iter();
    let remarks = told.map(|(kind, words)| json!({ "what": kind.key(), "text": words }));
    json!({
        "schema": "heyi.report/1",
        "panel": panel.head.id,
        "out": folder.display().to_string(),
        "files": files.collect::<Vec<_>>(),
        "remarks": remarks.collect::<Vec<_>>(),
        "demonstration": panel.head.demonstration,
    })
}

/// Prints a line for each document, then what a reader has to know.
fn print(
    material: &Material,
    folder: &std::path::Path,
    outcomes: &Outcomes,
    told: &[(Kind, String)],
    output: &mut Output,
) {
    let language = output.language;
    let mut by_kind: BTreeMap<Kind, Vec<&Outcome>> = BTreeMap::new();
    for one in &outcomes.files {
        by_kind.entry(one.kind).or_default().push(one);
    }
    for (kind, all) in &by_kind {
        let mut formats: Vec<&str> = all.iter().map(|one| one.format.key()).collect();
        formats.sort_unstable();
        formats.dedup();
        let done = all
            .iter()
            .filter(|one| one.result.is_ok())
            .count()
            .to_string();
        let words = [
            kind.number(),
            title(material, *kind),
            kind.key(),
            &formats.join(" "),
            &done,
        ];
        output.line(&language.with("report.made", &words));
        for one in all {
            match &one.result {
                Err(key) => {
                    let why = language.find(key).unwrap_or_default();
                    output.line(&language.with("report.failed_file", &[&one.name, why]));
                }
                Ok(Written {
                    kept: Some(kept), ..
                }) => {
                    output.line(&language.with("report.kept_file", &[&one.name, kept]));
                }
                Ok(_) => {}
            }
        }
        for (_, words) in told.iter().filter(|(about, _)| about == kind) {
            output.line(&language.with("report.remark", &[words]));
        }
    }
    if let Some((name, key)) = outcomes.list {
        let why = language.find(key).unwrap_or_default();
        output.line(&language.with("report.failed_file", &[name, why]));
    }
    let unmade = told.iter().filter(|(kind, _)| !by_kind.contains_key(kind));
    for (kind, words) in unmade {
        let words = [kind.number(), title(material, *kind), words];
        output.line(&language.with("report.not_made", &words));
    }
    let done = outcomes
        .files
        .iter()
        .filter(|one| one.result.is_ok())
        .count();
    let shown = folder.display().to_string();
    let counts = [done.to_string(), outcomes.files.len().to_string()];
    output.line(&language.with("report.where", &[&counts[0], &counts[1], &shown]));
    if material.panel.head.demonstration {
        output.line(language.text("rank.demonstration"));
    }
}
