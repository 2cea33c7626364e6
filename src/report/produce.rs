//! Making several documents in several formats, on every core, each told as soon as it is
//! there. What one of them cannot be does not hold up the others.

use super::document::Document;
use super::documents::make;
use super::formats::{Format, WriteFault};
use super::kind::Kind;
use super::material::Material;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Which documents in which formats.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Documents.
    pub kinds: Vec<Kind>,
    /// Formats.
    pub formats: Vec<Format>,
}

/// The files of one document in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Produced {
    /// Document.
    pub kind: Kind,
    /// Format.
    pub format: Format,
    /// Name and bytes of each file.
    pub files: Result<Vec<(String, Vec<u8>)>, WriteFault>,
}

impl Wanted {
    /// Returns all documents that the template does not leave out, in all formats.
    pub fn everything(material: &Material) -> Self {
        let forms = &material.panel.report_form.document;
        let is_left_out = |kind: &Kind| forms.get(kind.key()).is_some_and(|form| form.leave_out);
        let kinds = Kind::ALL.into_iter().filter(|kind| !is_left_out(kind));
        Self {
            kinds: kinds.collect(),
            formats: Format::ALL.into(),
        }
    }

    /// Returns how many times [`each`] tells of something.
    pub fn len(&self) -> usize {
        self.kinds.len() * self.formats.len()
    }

    /// Tells whether nothing is wanted.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Makes everything that is wanted and tells of each; in which order depends on the machine.
/// Stops early once `take` returns `false`.
pub fn each(material: &Material, wanted: &Wanted, take: &(dyn Fn(Produced) -> bool + Sync)) {
    let made: Vec<OnceLock<Vec<Document>>> = wanted.kinds.iter().map(|_| OnceLock::new()).collect();
    let jobs = jobs(wanted);
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((place, kind, format)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Some(made) = made.get(*place) else { return };
            let documents = made.get_or_init(|| make(material, *kind));
            let produced = Produced {
                kind: *kind,
                format: *format,
                files: format.write(documents),
            };
            if !take(produced) {
                next.store(jobs.len(), Ordering::Relaxed);
            }
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
    let mut say = |key: &str, count: usize| {
        if count > 0 {
            found.push(language.with(key, &[&count.to_string()]));
        }
    };
    let scored = panel.proposals.iter().filter(|one| one.is_scored());
    match kind {
        Kind::ScoreSheets | Kind::Overviews | Kind::Ranking | Kind::Recommendations => {
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
        Kind::Decisions => {
            let rows = material
                .standings
                .rows()
                .filter(|row| row.lane.is_recommended());
            let open = rows.filter(|row| panel.decision(&row.proposal).is_none());
            say("report.missing_decisions", open.count());
        }
        _ => {}
    }
    found
}
