//! Keeping what a round goes through: its phase, the packs of its experts, its archive.

use super::Keeper;
use crate::analysis::editions;
use crate::app::Message;
use crate::app::round::{
    ArchiveMade, PackMade, PackResult, PhaseChange, RoundAnswer, RoundJob, RoundRefusal, Work,
};
use crate::app::workspace::Place;
use crate::domain::journal::sentences;
use crate::domain::panel::{Panel, PanelHead};
use crate::domain::problem::{Problem, Severity};
use crate::store::archive::{self, ArchiveFault, Archived};
use crate::store::home::reason;
use crate::store::pack::{PackFault, Packing};
use crate::store::phase::{self, Act, PhaseFault};
use crate::store::save::Disk;
use crate::store::source::Source;
use crate::store::{check, edition, fixed, journal, load, sheets};
use crate::terminal::KeptResults;
use crate::terminal::reader::refusal as not_loaded;
use crate::text::moment::Moment;
use std::io;
use std::path::{Path, PathBuf, absolute};
use std::sync::Arc;

/// After so many files it is told how many are done.
const MANY: usize = 50;

impl Keeper {
    /// Performs a job about the round; those that only read are nothing to it.
    pub(super) fn round(&mut self, place: &Place, job: &RoundJob, now: Moment) -> Option<Message> {
        let folder = Path::new(&place.path);
        let at = now.written();
        let is_shown_only = place.is_demonstration;
        let here = || {
            if is_shown_only {
                Err(refused("refused.demonstration_round", ""))
            } else {
                Ok(())
            }
        };
        let answer = match job {
            RoundJob::Change { to, by, reason } => {
                let act = Act {
                    by,
                    at: &at,
                    reason,
                };
                let own = self.own(place);
                let changed = own.and_then(|folder| self.change(&folder, *to, act));
                RoundAnswer::Changed(*to, changed.map(Box::new))
            }
            RoundJob::MakePacks {
                experts,
                folder: out,
                makes_folder,
                by,
            } => {
                let out = absolute(out).unwrap_or_else(|_| PathBuf::from(out));
                let made = here().and_then(|()| packs(folder, experts, (&out, *makes_folder)));
                if let Ok(made) = &made {
                    note(folder, made, &out, (by, &at));
                }
                RoundAnswer::PacksMade(made)
            }
            RoundJob::Archive { file, by } => {
                let own = self.own(place);
                let made = own.and_then(|folder| {
                    let (file, done) = self.archive((place, &folder), file)?;
                    archive::note(&folder, &file, &done, (by, &at));
                    Ok((file, done))
                });
                RoundAnswer::Archived(made.map(|(file, done)| ArchiveMade {
                    file,
                    files: done.files,
                    bytes: done.bytes,
                    digest: done.digest,
                }))
            }
            RoundJob::LoadEdition {
                folder: from,
                by,
                reason,
            } => {
                let act = Act {
                    by,
                    at: &at,
                    reason,
                };
                RoundAnswer::EditionLoaded(here().and_then(|()| edition(folder, from, act)))
            }
            _ => return None,
        };
        let panel = place.path.clone();
        Some(Message::Round { panel, answer })
    }

    /// The folder of a panel; of the demonstration that of its copy.
    fn own(&self, place: &Place) -> Result<PathBuf, RoundRefusal> {
        let folder = self.folder(place);
        folder.map_err(|reason| refused(reason, &place.path))
    }

    fn change(
        &mut self,
        folder: &Path,
        to: PhaseChange,
        act: Act,
    ) -> Result<PanelHead, RoundRefusal> {
        // the sheets of a seat that was left are in their files by now
        self.desk = None;
        let source = Source::Folder(folder.to_path_buf());
        let changed = match to {
            PhaseChange::Open => open(&source, folder, self.results, act)?,
            PhaseChange::Close => self.close(&source, folder, act)?,
        };
        changed.map_err(|fault| unchanged(fault, to))?;
        Ok(load::head(&source).0)
    }

    fn close(
        &self,
        source: &Source,
        folder: &Path,
        act: Act,
    ) -> Result<Result<(), PhaseFault>, RoundRefusal> {
        let (panel, mut problems) = load::panel(source);
        problems.extend(check::official(&panel, source));
        let (read, round, found) = sheets::latest(source, &panel);
        problems.extend(found);
        without_errors(problems)?;
        let Some(results) = self.results else {
            return Err(refused("io.defect", ""));
        };
        let kept = results(&panel, &read, round);
        Ok(phase::close(&Disk, folder, &panel, &kept, act))
    }

    fn archive(
        &self,
        (place, panel): (&Place, &Path),
        file: &str,
    ) -> Result<(String, Archived), RoundRefusal> {
        let mut out = absolute(file).unwrap_or_else(|_| PathBuf::from(file));
        if out.is_dir() {
            let head = load::head(&Source::Folder(panel.to_path_buf())).0;
            out.push(format!("{}.zip", head.id));
        }
        let shown = out.display().to_string();
        if !out.parent().is_some_and(Path::is_dir) {
            return Err(refused("io.gone", &shown));
        }
        let tell = |done: usize, all: usize| {
            if (done.is_multiple_of(MANY) || done == all)
                && let Some(news) = &self.news
            {
                let _ = news.send(Message::Round {
                    panel: place.path.clone(),
                    answer: RoundAnswer::GoesOn(Work::Archiving, done, all),
                });
            }
        };
        match archive::archive(&Disk, panel, &out, &tell) {
            Ok(done) => Ok((shown, done)),
            Err(fault) => Err(match fault {
                ArchiveFault::NotClosed => refused("refused.not_closed", ""),
                ArchiveFault::Taken => RoundRefusal::Taken,
                ArchiveFault::Panel(problem) => RoundRefusal::Errors(1, Box::new(problem)),
                ArchiveFault::System(path, error) => {
                    refused(reason(&error), &path.display().to_string())
                }
                ArchiveFault::NotReadBack => refused("io.not_read_back", &shown),
            }),
        }
    }
}

/// Reads the edition again, for it may have changed since it was looked at, and puts it in.
fn edition(panel: &Path, from: &str, act: Act) -> Result<Arc<Panel>, RoundRefusal> {
    let refused = |fault| not_loaded(fault, from);
    let incoming = edition::read(&Source::named(from)).map_err(refused)?;
    let source = Source::Folder(panel.to_path_buf());
    let moves = editions::moves(&load::panel(&source).0.plan, &incoming.plan);
    edition::put(panel, &incoming, &moves, act).map_err(refused)?;
    Ok(Arc::new(load::panel(&source).0))
}

fn open(
    source: &Source,
    folder: &Path,
    results: Option<KeptResults>,
    act: Act,
) -> Result<Result<(), PhaseFault>, RoundRefusal> {
    let mut problems = check::everything(source);
    // sheets that rules changed since do not fit keep nobody from fixing the rules again
    problems.retain(|one| !one.file.starts_with("scores/"));
    without_errors(problems)?;
    let (panel, _) = load::panel(source);
    if panel.rubric.criteria.is_empty() {
        return Err(refused("refused.no_criteria", "rubric.toml"));
    }
    let former = fixed::former(source, &panel).zip(results);
    let former = former.map(|(former, results)| {
        let (read, round, _) = sheets::latest(source, &former);
        fixed::beside(results(&former, &read, round), &panel)
    });
    let former = former.unwrap_or_default();
    Ok(phase::open(&Disk, folder, &panel, &former, act))
}

fn without_errors(problems: Vec<Problem>) -> Result<(), RoundRefusal> {
    let is_error = |one: &Problem| one.severity() == Severity::Error;
    let count = problems.iter().filter(|one| is_error(one)).count();
    match problems.into_iter().find(is_error) {
        Some(first) => Err(RoundRefusal::Errors(count, Box::new(first))),
        None => Ok(()),
    }
}

fn packs(
    panel: &Path,
    experts: &[String],
    (out, makes_folder): (&Path, bool),
) -> Result<Vec<PackMade>, RoundRefusal> {
    if !out.exists() && !makes_folder {
        return Err(RoundRefusal::NoFolder);
    }
    let packing = Packing::of(panel).map_err(|fault| match fault {
        PackFault::Panel(problem) => RoundRefusal::Errors(1, Box::new(problem)),
        _ => refused("refused.closed", ""),
    })?;
    let made = experts.iter().map(|expert| {
        let place = out.join(expert);
        let result = match packing.write(expert, &place) {
            Ok(made) => PackResult::Made(made.proposals, made.recused, made.sheets),
            Err(fault) => not_packed(fault, &place),
        };
        PackMade {
            expert: expert.clone(),
            result,
        }
    });
    Ok(made.collect())
}

fn not_packed(fault: PackFault, place: &Path) -> PackResult {
    let failed = |key| PackResult::Failed(key, place.display().to_string());
    match fault {
        PackFault::Closed => failed("refused.closed"),
        PackFault::NoSuchExpert => failed("refused.no_expert"),
        PackFault::Nothing => failed("refused.no_work"),
        PackFault::Panel(problem) => PackResult::Failed("io.damaged", problem.file),
        PackFault::Unwritten(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            PackResult::There
        }
        PackFault::Unwritten(error) => failed(reason(&error)),
    }
}

/// The packs are made: a journal that cannot be written is not worth a false word.
fn note(panel: &Path, made: &[PackMade], out: &Path, (by, at): (&str, &str)) {
    let is_made = |one: &&PackMade| matches!(one.result, PackResult::Made(..));
    let ids: Vec<&str> = made
        .iter()
        .filter(is_made)
        .map(|one| one.expert.as_str())
        .collect();
    if !ids.is_empty() {
        let line = sentences::PACKS.written(&[&out.display().to_string(), &ids.join(" ")]);
        let _ = journal::note(panel, at, by, &line);
    }
}

fn refused(key: &'static str, file: &str) -> RoundRefusal {
    RoundRefusal::Reason(key, file.to_owned())
}

fn unchanged(fault: PhaseFault, to: PhaseChange) -> RoundRefusal {
    match fault {
        PhaseFault::NeedsReason(_) => RoundRefusal::NeedsReason,
        PhaseFault::Already if to == PhaseChange::Open => refused("refused.opened", ""),
        PhaseFault::Already => refused("refused.closed", ""),
        PhaseFault::NotOpen => refused("refused.not_opened", ""),
        PhaseFault::Panel(problem) => RoundRefusal::Errors(1, Box::new(problem)),
        PhaseFault::Unwritten(error) => refused(reason(&error), "panel.toml"),
    }
}
