//! Making several documents in several formats, on every core, each told as soon as it is
//! there. What one of them cannot be does not hold up the others.

use super::Kind;
use super::document::Document;
use super::documents::{columns, make, undecided};
use super::formats::{Format, WriteFault};
use super::material::Material;
use crate::domain::report_form::ReportForm;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Which documents in which formats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Documents.
    pub kinds: Vec<Kind>,
    /// Formats.
    pub formats: Vec<Format>,
}

/// One file of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Produced {
    /// Document.
    pub kind: Kind,
    /// Format.
    pub format: Format,
    /// Name with its ending.
    pub name: String,
    /// Bytes, or what the format cannot hold.
    pub bytes: Result<Vec<u8>, WriteFault>,
}

/// Who takes what is made, from several threads.
pub trait Taker: Sync {
    /// Takes a file.
    fn file(&self, produced: Produced);
    /// Is told that a document is done in one of its formats.
    fn done(&self, kind: Kind);
}

impl Wanted {
    /// Returns all documents that a template does not leave out, in all formats.
    pub fn everything(form: &ReportForm) -> Self {
        let is_left_out = |kind: &Kind| {
            let own = form.document.get(kind.key());
            own.is_some_and(|form| form.leave_out)
        };
        let kinds = Kind::ALL.into_iter().filter(|kind| !is_left_out(kind));
        Self {
            kinds: kinds.collect(),
            formats: Format::ALL.into(),
        }
    }

    /// Returns how often [`each`] tells that something is done.
    pub fn len(&self) -> usize {
        self.kinds.len() * self.formats.len()
    }

    /// Tells whether nothing is wanted.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The documents of a kind while their formats are written: made by the first, and gone with
/// the last.
struct Making {
    documents: Option<Arc<Vec<Document>>>,
    formats_left: usize,
}

/// Makes everything that is wanted and tells of each; in which order depends on the machine.
pub fn each(material: &Material, wanted: &Wanted, taker: &dyn Taker) {
    let making = |_: &Kind| {
        Mutex::new(Making {
            documents: None,
            formats_left: wanted.formats.len(),
        })
    };
    let making: Vec<Mutex<Making>> = wanted.kinds.iter().map(making).collect();
    let jobs = jobs(wanted);
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((place, kind, format)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(making) = making.get(*place) else {
                return;
            };
            let documents = {
                let mut making = making.lock().unwrap_or_else(PoisonError::into_inner);
                let made = || Arc::new(make(material, *kind));
                Arc::clone(making.documents.get_or_insert_with(made))
            };
            format.write(&documents, &mut |name, bytes| {
                taker.file(Produced {
                    kind: *kind,
                    format: *format,
                    name,
                    bytes,
                });
            });
            let mut making = making.lock().unwrap_or_else(PoisonError::into_inner);
            making.formats_left -= 1;
            if making.formats_left == 0 {
                making.documents = None;
            }
            drop(making);
            taker.done(*kind);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 1..cores.min(jobs.len()) {
            scope.spawn(work);
        }
        work();
    });
}

/// The largest documents come first, so that nobody waits for them at the end.
fn jobs(wanted: &Wanted) -> Vec<(usize, Kind, Format)> {
    let kinds = wanted.kinds.iter().enumerate();
    let mut jobs: Vec<(usize, Kind, Format)> = kinds
        .flat_map(|(place, kind)| {
            let formats = wanted.formats.iter();
            formats.map(move |format| (place, *kind, *format))
        })
        .collect();
    jobs.sort_by_key(|(_, kind, _)| match kind {
        Kind::Ranking => 0,
        Kind::ScoreSheets => 1,
        Kind::ProposalScores | Kind::Overviews | Kind::Feedback | Kind::DataPack => 2,
        _ => 3,
    });
    jobs
}

/// Returns what a reader of a document has to know before it is signed: what is missing in it.
pub fn remarks(material: &Material, kind: Kind) -> Vec<String> {
    let (panel, language) = (material.panel, material.language);
    let mut found = Vec::new();
    let form = panel.report_form.document.get(kind.key());
    if let Some(form) = form.filter(|form| !form.columns.is_empty()) {
        let known = columns(material, kind);
        let is_known = |key: &&String| known.iter().any(|one| one.key == **key);
        let unknown = form.columns.iter().filter(|key| !is_known(key));
        let unknown: Vec<&str> = unknown.map(String::as_str).collect();
        if !unknown.is_empty() {
            let known: Vec<&str> = known.iter().map(|one| one.key.as_str()).collect();
            let details = [unknown.join(" "), known.join(" ")];
            let details = details.each_ref().map(String::as_str);
            found.push(language.with("report.unknown_columns", &details));
        }
    }
    let mut say = |key: &str, count: usize| {
        if count > 0 {
            found.push(language.with(key, &[&count.to_string()]));
        }
    };
    let scored = panel.proposals.iter().filter(|one| one.is_scored());
    match kind {
        Kind::ScoreSheets
        | Kind::Overviews
        | Kind::ProposalScores
        | Kind::Ranking
        | Kind::Recommendations => {
            let groups = material.standings.groups.iter();
            say(
                "report.missing_sheets",
                groups.map(|group| group.missing.len()).sum(),
            );
        }
        Kind::Opinions | Kind::Feedback => {
            let open = scored.filter(|one| {
                !panel
                    .opinion(&one.id)
                    .is_some_and(|opinion| opinion.adopted)
            });
            say("report.missing_opinions", open.count());
        }
        Kind::Codes => {
            let experts = material.receipts().experts.iter();
            let owing = experts.filter(|one| !one.missing(None).is_empty());
            say("report.missing_codes", owing.count());
        }
        Kind::Notice if panel.decisions.is_empty() => {
            found.push(language.text("report.notice_undecided").to_owned());
        }
        Kind::Decisions | Kind::Notice => {
            say("report.missing_decisions", undecided(material));
        }
        Kind::TotalsCheck => {
            let verified = material.outside.verified.as_ref();
            say(
                "report.findings",
                verified.map_or(0, |one| one.findings.len()),
            );
        }
        _ => {}
    }
    found
}
