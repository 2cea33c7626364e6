//! Reading and computing what may take a while: panels, results, the look at the machine.
//! It runs on a thread of its own; a test runs it in place.

mod arranging;
mod exchange;
mod meeting;
mod opinions;
mod reports;
mod round;
pub mod themes;

pub(in crate::terminal) use round::refusal;

use super::KeptResults;
use super::machine;
use super::telling::QUIET;
use crate::analysis::advisory::kept::Kept;
use crate::analysis::editions;
use crate::analysis::goals::Contributions;
use crate::analysis::matching::proposals::Suggested;
use crate::analysis::receipts::Receipts;
use crate::analysis::recusing::{difference, moved_by_vote};
use crate::analysis::rounds;
use crate::analysis::search::{PanelIndex, gaps_telling};
use crate::analysis::staffing::Staffing;
use crate::analysis::standing::combine;
use crate::analysis::{beside, coverage, what_if};
use crate::app::workspace::{Opened, Place, Results};
use crate::app::{Effect, Message, Work};
use crate::domain::panel::Panel;
use crate::domain::problem::{Problem, Severity, Trouble};
use crate::domain::sheet::{Round, ScoreSheet, SheetState};
use crate::store::home::Home;
use crate::store::source::Source;
use crate::store::watch::Watch;
use crate::store::{check, edition, load, paths, sheets};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// The one that reads and computes.
#[derive(Debug, Clone)]
pub struct Reader {
    home: Home,
    themes: Option<PathBuf>,
    watch: Watch,
    news: Option<Sender<Message>>,
    results: Option<KeptResults>,
    kept: Kept,
}

impl Reader {
    /// Takes the data folder and the folder of the person's own themes, if there is one.
    pub fn new(home: Home, themes: Option<PathBuf>) -> Self {
        Self {
            home,
            themes,
            watch: Watch::default(),
            news: None,
            results: None,
            kept: Kept::default(),
        }
    }

    /// Returns another reader of the same folders, for work beside this one.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self {
            home: self.home.clone(),
            themes: self.themes.clone(),
            watch: Watch::default(),
            news: self.news.clone(),
            results: self.results,
            kept: self.kept.clone(),
        }
    }

    /// Tells how far long work is, to whoever asks for it.
    #[must_use]
    pub fn telling(mut self, news: Sender<Message>) -> Self {
        self.news = Some(news);
        self
    }

    /// Compares the results that were kept of a closed round.
    #[must_use]
    pub fn comparing(mut self, results: KeptResults) -> Self {
        self.results = Some(results);
        self
    }

    /// Takes over what the model said of chains before.
    #[must_use]
    pub fn keeping(mut self, kept: Kept) -> Self {
        self.kept = kept;
        self
    }

    /// Performs one effect and returns the answer; other effects are nothing to it.
    pub fn perform(&mut self, effect: &Effect) -> Option<Message> {
        match effect {
            Effect::OpenPanel {
                place,
                counts_sheets,
            } => Some(self.open(place, *counts_sheets)),
            Effect::CountSheets(place) => {
                let source = self.home.source(&place.path, place.is_demonstration);
                Some(Message::SheetsCounted {
                    panel: place.path.clone(),
                    counts: sheets::counts(&source),
                })
            }
            Effect::Combine(place, edits) => {
                let combined = self.combine(place).map(|mut results| {
                    results.edits = *edits;
                    results
                });
                Some(Message::Combined(combined))
            }
            Effect::Advise {
                panel,
                sheets,
                standings,
            } => Some(Message::Advised {
                panel: Arc::clone(panel),
                sheets: Arc::clone(sheets),
                beside: Box::new(beside::of(panel, sheets, standings, &self.kept)),
            }),
            Effect::ReadOpinion {
                place,
                proposal,
                chair,
            } => Some(self.read_opinion(place, proposal, chair.as_deref())),
            Effect::TryRules { .. } | Effect::TryRuling { .. } | Effect::TryVote { .. } => {
                tried(effect)
            }
            Effect::ProposeAssignment { place, is_afresh } => Some(self.propose(place, *is_afresh)),
            Effect::Index(lent) => {
                let index = Arc::new(PanelIndex::of(&lent.0));
                Some(Message::Indexed(lent.clone(), index))
            }
            Effect::FindGaps(lent) => {
                let tell = self.tell(Work::Comparing);
                let found = Arc::new(gaps_telling(&lent.0, &tell));
                Some(Message::GapsFound(lent.clone(), found))
            }
            Effect::SuggestLinks(lent) => {
                let tell = self.tell(Work::Suggesting);
                let suggested = Arc::new(Suggested::of_telling(&lent.0, &tell));
                Some(Message::LinksSuggested(lent.clone(), suggested))
            }
            Effect::LookForFiles {
                place,
                watched,
                is_first,
            } => Some(self.look(place, watched, *is_first)),
            Effect::Round(place, job) => self.round(place, job),
            Effect::Meeting(place, job) => self.meeting(place, job),
            Effect::SurveyInbox(place) => Some(self.survey(place)),
            Effect::CompletePath { typed, with_files } => {
                let (completed, offers) = paths::completed(typed, *with_files);
                Some(Message::PathCompleted {
                    typed: typed.clone(),
                    completed,
                    offers,
                })
            }
            Effect::CheckSelf(folders) => {
                Some(Message::SelfChecked(machine::checkup(&self.home, folders)))
            }
            Effect::ReadThemes => Some(Message::ThemesRead(themes::offers(self.themes.as_deref()))),
            _ => None,
        }
    }

    /// Returns what tells how far long work is; short work tells nothing.
    fn tell(&self, work: Work) -> impl Fn(usize, usize) + Sync {
        let told = Mutex::new(Instant::now());
        let news = self.news.as_ref().map(|news| Mutex::new(news.clone()));
        move |done, all| {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(news) = news.as_ref().filter(|_| told.elapsed() > QUIET) else {
                return;
            };
            *told = Instant::now();
            let news = news.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = news.send(Message::Working(work, done, all));
        }
    }

    fn open(&self, place: &Place, counts_sheets: bool) -> Message {
        if place.is_demonstration {
            self.home.mend_demonstration();
        }
        let source = self.home.source(&place.path, place.is_demonstration);
        let refused = |problem| Message::PanelRefused {
            place: place.clone(),
            problem,
        };
        if !source.exists() {
            return refused(Problem::of_file(&place.path, Trouble::Missing, &[]));
        }
        if let (Source::Folder(folder), false) = (&source, place.is_demonstration) {
            // what cannot be finished is told with the panel's problems
            let _ = edition::finish(folder);
        }
        let tell = self.tell(Work::Opening);
        let counting = || sheets::counts(&source);
        let ((panel, problems), sheet_counts) = std::thread::scope(|scope| {
            let counted = counts_sheets.then(|| scope.spawn(counting));
            let read = load::panel_telling(&source, &tell);
            let counts = counted.map(|counts| counts.join().unwrap_or_else(|_| counting()));
            (read, counts)
        });
        if panel.head.id.is_empty() {
            let head = problems
                .into_iter()
                .find(|problem| problem.file == "panel.toml");
            return refused(
                head.unwrap_or_else(|| Problem::of_file("panel.toml", Trouble::Missing, &[])),
            );
        }
        let place = Place {
            title: panel.head.title.clone(),
            path: full_path(place),
            ..place.clone()
        };
        Message::PanelOpened(Box::new(Opened {
            place,
            panel: Arc::new(panel),
            problems,
            committed: stems(&source, "commitments"),
            sheet_counts,
        }))
    }

    /// Combines, unless a file that decides over the result is broken.
    fn combine(&self, place: &Place) -> Result<Box<Results>, Vec<Problem>> {
        let source = self.home.source(&place.path, place.is_demonstration);
        let (panel, mut problems) = load::panel_telling(&source, &self.tell(Work::Opening));
        problems.extend(check::official(&panel, &source));
        let breaks: Vec<Problem> = problems
            .iter()
            .filter(|one| decides(one))
            .cloned()
            .collect();
        if !breaks.is_empty() {
            return Err(breaks);
        }
        let tell = self.tell(Work::Combining);
        let (sheets, round, of_sheets) = sheets::latest_telling(&source, &panel, &tell);
        problems.extend(of_sheets);
        problems.retain(|problem| problem.severity() == Severity::Error);
        let standings = combine(&panel, &sheets, round);
        let receipts = Receipts::of(&panel, &standings, &sheets);
        let staffing = Staffing::of(&panel, &sheets, round);
        let is_again = round == Round::Second || !panel.head.reconsider.proposals.is_empty();
        let changes = is_again.then(|| rounds::changes(&panel, &sheets));
        let comments = comments(&sheets);
        let judgements = judgements(&panel, &sheets);
        let coverage = coverage::links(&panel, &standings);
        let contributions = Contributions::of(&panel, &standings);
        let resting = editions::resting(&panel, &sheets);
        let panel = Arc::new(panel);
        Ok(Box::new(Results {
            panel,
            sheets: Arc::new(sheets),
            standings: Arc::new(standings),
            coverage,
            contributions,
            receipts,
            staffing,
            beside: None,
            changes: changes.unwrap_or_default(),
            comments,
            judgements,
            resting,
            problems,
            edits: 0,
        }))
    }
}

/// Computes what would be, and stores nothing.
fn tried(effect: &Effect) -> Option<Message> {
    match effect {
        Effect::TryRules {
            panel,
            sheets,
            round,
            rules,
        } => Some(Message::RulesTried {
            rules: rules.clone(),
            standings: what_if::tried(panel, sheets, *round, rules).map(Box::new),
        }),
        Effect::TryRuling {
            panel,
            sheets,
            round,
            ruling,
        } => {
            let found = difference(panel, sheets, *round, ruling);
            Some(Message::RulingTried(ruling.clone(), Box::new(found)))
        }
        Effect::TryVote {
            panel,
            sheets,
            round,
            vote,
        } => {
            let moved = moved_by_vote(panel, sheets, *round, vote);
            Some(Message::VoteTried(vote.clone(), moved))
        }
        _ => None,
    }
}

/// Returns the path that is the same from wherever the program is started.
fn full_path(place: &Place) -> String {
    let absolute = std::path::absolute(&place.path)
        .ok()
        .filter(|_| !place.is_demonstration);
    let full = absolute.and_then(|path| path.to_str().map(str::to_owned));
    full.unwrap_or_else(|| place.path.clone())
}

/// Tells whether a problem lies in a file that decides over everybody's result.
fn decides(problem: &Problem) -> bool {
    let files = [
        "panel.toml",
        "rubric.toml",
        "policy.toml",
        "experts.toml",
        "groups.toml",
        "assignments.toml",
        "conflicts.toml",
        "presence.toml",
    ];
    problem.severity() == Severity::Error && files.contains(&problem.file.as_str())
}

/// Returns the comments by proposal, without names, sorted so that no order tells an expert.
fn comments(sheets: &[ScoreSheet]) -> BTreeMap<String, Vec<String>> {
    let mut comments: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let submitted = sheets
        .iter()
        .filter(|sheet| sheet.state == SheetState::Submitted);
    for sheet in submitted {
        let text = sheet.comment.trim();
        if !text.is_empty() {
            comments
                .entry(sheet.proposal.to_string())
                .or_default()
                .push(text.to_owned());
        }
    }
    for texts in comments.values_mut() {
        texts.sort();
    }
    comments
}

/// Counts the judgements of submitted sheets by the clauses of the present edition.
fn judgements(
    panel: &Panel,
    sheets: &[ScoreSheet],
) -> BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>> {
    let mut counts: BTreeMap<String, BTreeMap<String, BTreeMap<String, usize>>> = BTreeMap::new();
    let submitted = sheets
        .iter()
        .filter(|sheet| sheet.state == SheetState::Submitted);
    let mut following = editions::Following::of(panel);
    for sheet in submitted {
        let judged = match following.since(sheet) {
            Some(moves) => Cow::Owned(moves.carry(&sheet.judgement)),
            None => Cow::Borrowed(&*sheet.judgement),
        };
        for (clause, judgement) in judged.iter() {
            let of_proposal = counts.entry(sheet.proposal.to_string()).or_default();
            let of_clause = of_proposal.entry(clause.clone()).or_default();
            *of_clause.entry(judgement.met.clone()).or_default() += 1;
        }
    }
    counts
}

/// Returns the names of the files of a folder, without `.toml`.
fn stems(source: &Source, folder: &str) -> Vec<String> {
    let names = source.list(folder).into_iter();
    names
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect()
}
