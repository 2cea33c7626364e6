//! A later edition of the plan comes into a panel. What is there is first kept whole in
//! `editions/`, the new files are written beside the old ones and put in their place by
//! renaming the folder, so that at every moment the panel has one whole plan. What the panel's
//! own files name in the plan by its place follows.

mod following;

pub use following::{finish, is_unfinished};

use super::amend;
use super::create::place;
use super::journal;
use super::load;
use super::phase::Act;
use super::save::{Disk, Files, ensure_folder, save, temporary_name};
use super::source::{PANEL_FILE_LIMIT, Source};
use crate::domain::edition::{EditionNote, Moves, short};
use crate::domain::journal::sentences;
use crate::domain::panel::{PanelHead, Phase};
use crate::domain::plan::Plan;
use crate::domain::problem::{Problem, Severity, Trouble};
use std::io;
use std::path::Path;
use toml_edit::{DocumentMut, value};

/// An edition as it lies in a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// The plan.
    pub plan: Plan,
    /// Digest of its files.
    pub digest: String,
    /// The files by their names below `plan/`.
    files: Vec<(String, Vec<u8>)>,
}

impl Incoming {
    /// Returns what the edition calls itself, with its day; the first digits of its digest
    /// where it has no name.
    pub fn name(&self) -> String {
        let edition = &self.plan.overview.edition;
        let name = format!("{} {}", edition.name, edition.date);
        match name.trim() {
            "" => short(&self.digest),
            name => name.to_owned(),
        }
    }
}

/// Why an edition was not taken.
#[derive(Debug)]
pub enum EditionFault {
    /// There is no plan in the folder.
    NoPlan,
    /// One of its files cannot be used.
    Damaged(Problem),
    /// The panel has this plan already.
    Same,
    /// The round is closed.
    Closed,
    /// It is one expert's pack.
    Pack,
    /// No name or no reason is given.
    Unsigned,
    /// The panel's head or its plan cannot be read.
    Panel(Problem),
    /// The system did not let it be written.
    Unwritten(io::Error),
    /// The plan is the later edition, but not all that names its indicators follows yet.
    Unfinished(io::Error),
}

/// Reads the edition in a folder: a panel, or the files of a plan by themselves.
///
/// # Errors
/// `NoPlan`, or `Damaged` with the first file that cannot be used.
pub fn read(from: &Source) -> Result<Incoming, EditionFault> {
    let (head, _) = load::head(from);
    let base = load::base(from, &head);
    let has_plan = |folder: &str| has_chains(&base, folder);
    let folder = ["plan", ""].into_iter().find(|folder| has_plan(folder));
    let folder = folder.ok_or(EditionFault::NoPlan)?;
    let mut problems = Vec::new();
    let (plan, digest) = load::plan_in(&base, folder, &mut problems);
    let mut errors = problems.into_iter();
    if let Some(problem) = errors.find(|one| one.severity() == Severity::Error) {
        return Err(EditionFault::Damaged(problem));
    }
    if plan.chains.is_empty() {
        return Err(EditionFault::NoPlan);
    }
    let files = files_in(&base, folder).map_err(EditionFault::Damaged)?;
    Ok(Incoming {
        plan,
        digest,
        files,
    })
}

/// A folder of a plan has its overview.
fn has_chains(source: &Source, folder: &str) -> bool {
    source
        .list(folder)
        .iter()
        .any(|name| name == "overview.toml")
}

/// The files of a plan by name.
fn files_in(source: &Source, folder: &str) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let names = source.list_or_problem(folder)?.into_iter();
    let names = names.filter(|name| name.strip_suffix(".toml").is_some());
    names
        .map(|name| {
            let path = match folder {
                "" => name.clone(),
                folder => format!("{folder}/{name}"),
            };
            Ok((name, source.read(&path, PANEL_FILE_LIMIT)?))
        })
        .collect()
}

/// Tells whether a panel takes another edition at all.
///
/// # Errors
/// `Closed`, or `Pack`.
pub fn takes(head: &PanelHead) -> Result<(), EditionFault> {
    if !head.pack.is_empty() {
        return Err(EditionFault::Pack);
    }
    match head.phase {
        Phase::Closed => Err(EditionFault::Closed),
        Phase::Draft | Phase::Open => Ok(()),
    }
}

/// Puts an edition into a panel; the one that was there is kept in `editions/`. `moves` tells
/// where its indicators stand in the later one, so that marks and pairings follow.
///
/// # Errors
/// The fault; then the panel has the plan that it had, but for `Unfinished`.
pub fn put(panel: &Path, incoming: &Incoming, moves: &Moves, act: Act) -> Result<(), EditionFault> {
    finish(panel).map_err(EditionFault::Unfinished)?;
    let source = Source::Folder(panel.to_path_buf());
    let (head, problems) = load::head(&source);
    if let Some(problem) = problems.into_iter().find(|_| head.id.is_empty()) {
        return Err(EditionFault::Panel(problem));
    }
    takes(&head)?;
    if act.by.trim().is_empty() || act.reason.trim().is_empty() {
        return Err(EditionFault::Unsigned);
    }
    let base = load::base(&source, &head);
    let before = files_in(&base, "plan").map_err(EditionFault::Panel)?;
    let (_, digest) = load::plan_in(&base, "plan", &mut Vec::new());
    if digest == incoming.digest {
        return Err(EditionFault::Same);
    }
    let followers = amend::following(&source, moves).map_err(EditionFault::Panel)?;
    // a journal that takes no line is noticed before anything is changed
    let mut journal = journal::open(panel).map_err(EditionFault::Unwritten)?;
    let note = EditionNote {
        format: 1,
        name: head.edition.clone(),
        digest: digest.clone(),
        replaced_by: incoming.digest.clone(),
        by: act.by.to_owned(),
        at: act.at.to_owned(),
        reason: act.reason.to_owned(),
    };
    if !before.is_empty() {
        keep(panel, &before, &note).map_err(EditionFault::Unwritten)?;
    }
    following::lay_ready(panel, &followers, &incoming.digest).map_err(EditionFault::Unwritten)?;
    let renamed = rename_edition(panel, &incoming.name())?;
    if let Err(error) = swap(panel, &incoming.files) {
        // the head says again what is there
        let _ = save(&Disk, &panel.join("panel.toml"), &renamed);
        following::clear(panel);
        return Err(EditionFault::Unwritten(error));
    }
    let finished = finish(panel);
    let (before, after) = (short(&digest), short(&incoming.digest));
    let details = [&before, &after, &incoming.name(), act.reason];
    let line = sentences::EDITION.written(&details);
    // the edition stands; a line that is not added is not worth a false word
    let _ = journal::add(&mut journal, act.at, act.by, &line);
    for line in followers.iter().flat_map(|one| &one.lines) {
        let _ = journal::add(&mut journal, act.at, act.by, line);
    }
    finished.map(|_| ()).map_err(EditionFault::Unfinished)
}

/// Keeps an edition whole in `editions/`, unless it is kept already.
fn keep(panel: &Path, files: &[(String, Vec<u8>)], note: &EditionNote) -> io::Result<()> {
    let folder = panel.join("editions").join(short(&note.digest));
    if folder.join("edition.toml").is_file() {
        return Ok(());
    }
    let text = toml::to_string(note).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    let plan = files.iter();
    let plan = plan.map(|(name, bytes)| (format!("plan/{name}"), bytes.clone()));
    let mut all: Vec<(String, Vec<u8>)> = plan.collect();
    all.push(("edition.toml".to_owned(), text.into_bytes()));
    place(&folder, &all, true)
}

/// Writes the name of the edition into the panel's head; returns the head as it was.
fn rename_edition(panel: &Path, name: &str) -> Result<Vec<u8>, EditionFault> {
    let file = "panel.toml";
    let source = Source::Folder(panel.to_path_buf());
    let bytes = source
        .read(file, PANEL_FILE_LIMIT)
        .map_err(EditionFault::Panel)?;
    let unread = || EditionFault::Panel(Problem::of_file(file, Trouble::Syntax, &[]));
    let text = String::from_utf8(bytes.clone()).map_err(|_| unread())?;
    let mut document: DocumentMut = text.parse().map_err(|_| unread())?;
    let mut new = value(name);
    if let (Some(stands), Some(new)) = (
        document.get("edition").and_then(toml_edit::Item::as_value),
        new.as_value_mut(),
    ) {
        *new.decor_mut() = stands.decor().clone();
    }
    document.insert("edition", new);
    let mut written = document.to_string();
    if text.contains("\r\n") {
        written = written.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    save(&Disk, &panel.join(file), written.as_bytes()).map_err(EditionFault::Unwritten)?;
    Ok(bytes)
}

/// Puts new files in the place of the folder `plan`; the old folder stands until the new one
/// is whole on the disk, and comes back where that cannot take its place.
fn swap(panel: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let plan = panel.join("plan");
    let fresh = temporary_name(&plan);
    let former = temporary_name(&plan);
    let filled = ensure_folder(&Disk, &fresh).and_then(|()| {
        files
            .iter()
            .try_for_each(|(name, bytes)| save(&Disk, &fresh.join(name), bytes))
    });
    if let Err(error) = filled {
        let _ = std::fs::remove_dir_all(&fresh);
        return Err(error);
    }
    let had_plan = plan.exists();
    if had_plan && let Err(error) = Disk.rename(&plan, &former) {
        let _ = std::fs::remove_dir_all(&fresh);
        return Err(error);
    }
    if let Err(error) = Disk.rename(&fresh, &plan) {
        if had_plan {
            let _ = Disk.rename(&former, &plan);
        }
        let _ = std::fs::remove_dir_all(&fresh);
        return Err(error);
    }
    Disk.settle(panel)?;
    if had_plan {
        // a copy of it is kept; one that cannot be removed is never read
        let _ = std::fs::remove_dir_all(&former);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::create::fresh;
    use crate::store::source::BUILT_IN;

    fn act(reason: &str) -> Act<'_> {
        Act {
            by: "王某",
            at: "t",
            reason,
        }
    }

    /// A fresh panel, and a later edition of its plan beside it.
    fn two() -> (tempfile::TempDir, Incoming) {
        let home = tempfile::tempdir().unwrap();
        fresh("round", &home.path().join("round")).unwrap();
        fresh("later", &home.path().join("later")).unwrap();
        let path = home.path().join("later/plan/servo.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("3.5Nm/kg"), "the target that is changed");
        std::fs::write(&path, text.replace("3.5Nm/kg", "4.0Nm/kg")).unwrap();
        let incoming = read(&Source::Folder(home.path().join("later"))).unwrap();
        (home, incoming)
    }

    #[test]
    fn the_old_edition_is_kept_and_named_and_the_panel_has_the_new_one() {
        let (home, incoming) = two();
        let panel = home.path().join("round");
        let source = Source::Folder(panel.clone());
        let (before, _) = load::panel(&source);
        put(&panel, &incoming, &Moves::default(), act("正式文本")).unwrap();
        let (after, problems) = load::panel(&source);
        assert_eq!(problems, []);
        assert_eq!(after.plan_digest, incoming.digest);
        assert_eq!(after.editions.len(), 1);
        let kept = &after.editions[0];
        assert_eq!(
            (&kept.digest, &kept.plan),
            (&before.plan_digest, &before.plan)
        );
        assert_eq!(kept.note.replaced_by, after.plan_digest);
        assert_eq!(kept.note.reason, "正式文本");
        let line = journal::lines(&panel).concat();
        assert!(line.contains("王某") && line.contains("正式文本"), "{line}");
        let again = put(&panel, &incoming, &Moves::default(), act("again"));
        assert!(matches!(again, Err(EditionFault::Same)));
        // there and back keeps both
        let old = read(&Source::BuiltIn(BUILT_IN)).unwrap();
        put(&panel, &old, &Moves::default(), act("退回")).unwrap();
        let (back, _) = load::panel(&source);
        assert_eq!(back.plan_digest, before.plan_digest);
        assert_eq!(back.editions.len(), 2);
        let hidden = source
            .list("")
            .into_iter()
            .filter(|name| name.starts_with('.'));
        assert_eq!(hidden.count(), 0, "nothing unfinished is left");
    }

    #[test]
    fn what_is_no_edition_changes_nothing() {
        let (home, incoming) = two();
        let panel = home.path().join("round");
        let all = || {
            let (panel, _) = load::panel(&Source::Folder(panel.clone()));
            (panel.plan_digest, panel.head, panel.editions.len())
        };
        let before = all();
        let nowhere = read(&Source::Folder(home.path().join("nowhere")));
        assert!(matches!(nowhere, Err(EditionFault::NoPlan)));
        let later = home.path().join("later");
        let damaged = later.join("plan/servo.toml");
        let text = std::fs::read_to_string(&damaged).unwrap();
        std::fs::write(&damaged, &text.as_bytes()[..text.len() / 2]).unwrap();
        let found = read(&Source::Folder(later.clone()));
        assert!(matches!(found, Err(EditionFault::Damaged(_))));
        // the plan's own folder is a plan too
        std::fs::write(&damaged, text).unwrap();
        assert_eq!(read(&Source::Folder(later.join("plan"))).unwrap(), incoming);
        let unsigned = put(&panel, &incoming, &Moves::default(), act(" "));
        assert!(matches!(unsigned, Err(EditionFault::Unsigned)));
        for (key, fault) in [("phase = \"closed\"", "Closed"), ("pack = \"E01\"", "Pack")] {
            let head = panel.join("panel.toml");
            let text = std::fs::read_to_string(&head).unwrap();
            let changed = text.replace("phase = \"draft\"\n", "");
            std::fs::write(&head, changed.replace("seed", &format!("{key}\nseed"))).unwrap();
            let refused = put(&panel, &incoming, &Moves::default(), act("r")).unwrap_err();
            assert!(format!("{refused:?}").starts_with(fault), "{refused:?}");
            std::fs::write(&head, text).unwrap();
        }
        assert_eq!(all(), before);
    }
}
