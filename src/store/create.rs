//! Making a panel folder from the panels inside the program.

mod simulated;

pub use simulated::simulated;

use super::save::{Disk, Files, ensure_folder, save, temporary_name, write_quickly};
use super::source::{BUILT_IN, PANEL_FILE_LIMIT, Source};
use crate::domain::link_notes::LinkNotes;
use crate::domain::panel::{PanelHead, Phase};
use crate::domain::proposal::Proposal;
use crate::domain::rulings::Rulings;
use crate::domain::seal::quoted;
use crate::text::tree::{self, Tree};
use std::fmt::Write as _;
use std::io;
use std::path::Path;

/// Copies a whole built-in panel, people, proposals and scores included, into a folder
/// that is not there yet; a plan, rubric and policy that it shares with another built-in
/// panel come along, so that the copy stands alone. It appears whole or not at all;
/// `durable` brings every file to the disk before it returns.
///
/// # Errors
/// The system's, `AlreadyExists` where something lies there.
pub fn copy_whole(id: &'static str, folder: &Path, durable: bool) -> io::Result<()> {
    place(folder, &whole(id), durable)
}

/// Writes again every file of a copy that a power cut emptied, and the plan, the rules and the
/// people where they are those of an older program. What somebody scored, ruled, arranged and
/// noted there stays; only a closed round is open again, so that it can be tried once more.
///
/// # Errors
/// The system's.
pub fn mend_copy(id: &'static str, folder: &Path) -> io::Result<()> {
    let source = Source::Folder(folder.to_path_buf());
    for (name, bytes) in whole(id) {
        let written = source.read(&name, PANEL_FILE_LIMIT).unwrap_or_default();
        let text = String::from_utf8(written).unwrap_or_default();
        if !is_kept(&name, &text) && text.as_bytes() != bytes {
            save(&Disk, &folder.join(&name), &bytes)?;
        }
    }
    reopen(folder, &source)
}

/// Scores are the person's, and so is what the program wrote down for the secretariat there,
/// as long as it can be read.
fn is_kept(name: &str, text: &str) -> bool {
    let is_ours = matches!(
        name,
        "rubric.toml" | "policy.toml" | "experts.toml" | "report.toml"
    );
    if name.starts_with("scores/") {
        return true;
    }
    if is_ours || name.starts_with("plan/") || text.trim().is_empty() {
        return false;
    }
    match name {
        "rulings.toml" => tree::read::<Rulings>(text).is_ok(),
        "links.toml" => tree::read::<LinkNotes>(text).is_ok(),
        "panel.toml" => tree::read::<PanelHead>(text).is_ok(),
        _ if name.starts_with("proposals/") => tree::read::<Proposal>(text).is_ok(),
        _ => Tree::parse(text).is_ok(),
    }
}

/// Opens the round of a copy again where it was closed.
fn reopen(folder: &Path, source: &Source) -> io::Result<()> {
    let name = "panel.toml";
    let bytes = source.read(name, PANEL_FILE_LIMIT).unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    let Ok(mut document) = text.parse::<toml_edit::DocumentMut>() else {
        return Ok(());
    };
    if document.get("phase").and_then(toml_edit::Item::as_str) != Some(Phase::Closed.key()) {
        return Ok(());
    }
    document.insert("phase", toml_edit::value(Phase::Open.key()));
    save(&Disk, &folder.join(name), document.to_string().as_bytes())
}

fn whole(id: &'static str) -> Vec<(String, Vec<u8>)> {
    let source = Source::BuiltIn(id);
    let mut files: Vec<(String, Vec<u8>)> = source.everything();
    if super::load::head(&source).0.plan == BUILT_IN {
        let shared = Source::BuiltIn(BUILT_IN).everything().into_iter();
        let is_own = |name: &str| files.iter().any(|(own, _)| own == name);
        let lacking: Vec<_> = shared.filter(|(name, _)| !is_own(name)).collect();
        files.extend(lacking);
    }
    files
}

/// Makes a panel folder that holds the built-in plan, rubric and policy, and no people,
/// proposals or scores.
///
/// # Errors
/// The system's, `AlreadyExists` where something lies there.
pub fn fresh(id: &str, folder: &Path) -> io::Result<()> {
    let source = Source::BuiltIn(BUILT_IN);
    let base = source.everything().into_iter();
    let mut files: Vec<(String, Vec<u8>)> = base.filter(|(name, _)| name != "panel.toml").collect();
    let (head, _) = super::load::head(&source);
    files.push((
        "panel.toml".to_owned(),
        head_text(&PanelHead {
            id: id.to_owned(),
            phase: Phase::Draft,
            ..head
        })
        .into_bytes(),
    ));
    place(folder, &files, true)
}

/// Makes a panel folder without a plan and without criteria, with the plainest policy.
///
/// # Errors
/// The system's, `AlreadyExists` where something lies there.
pub fn empty(id: &str, folder: &Path) -> io::Result<()> {
    let head = PanelHead {
        format: 1,
        id: id.to_owned(),
        seed: 1,
        ..PanelHead::default()
    };
    let files = [
        ("panel.toml".to_owned(), head_text(&head).into_bytes()),
        ("rubric.toml".to_owned(), b"format = 1\n".to_vec()),
        ("policy.toml".to_owned(), PLAINEST.as_bytes().to_vec()),
        ("experts.toml".to_owned(), b"format = 1\n".to_vec()),
    ];
    place(folder, &files, true)
}

const PLAINEST: &str = r#"# 最简规则：不设线、不四舍五入
# The plainest policy: no lines, no rounding
format = 1
scope = "group"
ladder = []

[combine]
method = "trimmed"
per = "total"
min_n = 5
"#;

fn head_text(head: &PanelHead) -> String {
    let mut text = String::from("format = 1\n");
    for (key, value) in [("id", &head.id), ("edition", &head.edition)] {
        let _ = writeln!(text, "{key} = {}", quoted(value));
    }
    let _ = writeln!(text, "phase = {}", quoted(head.phase.key()));
    let _ = writeln!(text, "seed = {}\nhorizon = {}", head.seed, head.horizon);
    let _ = writeln!(
        text,
        "\n[title]\nzh = {}\nen = {}",
        quoted(&head.title.zh),
        quoted(&head.title.en)
    );
    text
}

/// Writes the files into a folder beside the wanted one and renames it: the panel is
/// there as a whole or not at all. An empty folder that is there already may be where
/// somebody stands, or the root of a stick: it is filled where it is.
pub(super) fn place(folder: &Path, files: &[(String, Vec<u8>)], durable: bool) -> io::Result<()> {
    place_with(folder, |folder| fill(folder, files, durable))
}

fn place_with(folder: &Path, fill: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    if folder.exists() {
        let is_free = folder
            .read_dir()
            .is_ok_and(|mut entries| entries.next().is_none());
        if !is_free {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let filled = fill(folder);
        if filled.is_err() {
            empty_again(folder);
        }
        return filled;
    }
    if let Some(above) = folder.parent() {
        ensure_folder(&Disk, above)?;
    }
    let unfinished = temporary_name(folder);
    let placed = fill(&unfinished).and_then(|()| std::fs::rename(&unfinished, folder));
    if placed.is_err() {
        let _ = std::fs::remove_dir_all(&unfinished);
        return placed;
    }
    match folder.parent() {
        Some(above) if !above.as_os_str().is_empty() => Disk.settle(above),
        _ => Disk.settle(Path::new(".")),
    }
}

/// Writes the files with one sync at the end of the batch: the panel's head comes last and
/// by the whole sequence, and without it a folder is no panel.
fn fill(folder: &Path, files: &[(String, Vec<u8>)], durable: bool) -> io::Result<()> {
    let (heads, others): (Vec<_>, Vec<_>) =
        files.iter().partition(|(name, _)| name == "panel.toml");
    for (name, bytes) in others {
        let path = folder.join(name);
        let above = path.parent().unwrap_or(folder);
        if durable {
            ensure_folder(&Disk, above)?;
            save(&Disk, &path, bytes)?;
        } else {
            std::fs::create_dir_all(above)?;
            write_quickly(&Disk, &path, bytes)?;
        }
    }
    std::fs::create_dir_all(folder)?;
    heads
        .into_iter()
        .try_for_each(|(name, bytes)| save(&Disk, &folder.join(name), bytes))
}

fn empty_again(folder: &Path) {
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let path = entry.path();
        let _ = std::fs::remove_dir_all(&path).or_else(|_| std::fs::remove_file(&path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::load;
    use crate::store::source::DEMO;

    #[test]
    fn a_fresh_panel_holds_the_plan_and_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("round");
        fresh("round-1", &path).unwrap();
        let (panel, problems) = load::panel(&Source::Folder(path.clone()));
        assert_eq!(problems, []);
        assert_eq!(
            (panel.head.id.as_str(), panel.plan.chains.len()),
            ("round-1", 6)
        );
        assert!(panel.experts.is_empty() && panel.proposals.is_empty());
        assert_eq!(
            fresh("x", &path).unwrap_err().kind(),
            io::ErrorKind::AlreadyExists
        );
    }

    #[test]
    fn a_copy_of_the_demonstration_is_the_demonstration() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/demo");
        copy_whole(DEMO, &path, false).unwrap();
        for part in ["plan", "rubric.toml", "policy.toml"] {
            assert!(path.join(part).exists(), "{part}");
        }
        let (original, _) = load::panel(&Source::BuiltIn(DEMO));
        let copy = || load::panel(&Source::Folder(path.clone())).0;
        assert_eq!(copy(), original);
        std::fs::write(path.join("policy.toml"), "").unwrap();
        std::fs::remove_file(path.join("groups.toml")).unwrap();
        assert_ne!(copy(), original);
        mend_copy(DEMO, &path).unwrap();
        assert_eq!(copy(), original, "what a power cut emptied is there again");
        let rulings = path.join("rulings.toml");
        std::fs::write(&rulings, "format = 1\n").unwrap();
        mend_copy(DEMO, &path).unwrap();
        assert!(copy().rulings.vetoes.is_empty(), "what was ruled stays");
        std::fs::write(&rulings, "").unwrap();
        mend_copy(DEMO, &path).unwrap();
        assert_eq!(copy(), original);
        let presence = path.join("presence.toml");
        std::fs::write(&presence, "format = 1\n").unwrap();
        let head = std::fs::read_to_string(path.join("panel.toml")).unwrap();
        let closed = head.replace("phase = \"open\"", "phase = \"closed\"");
        let sent = "\n[reconsider]\nproposals = [\"SM-02\"]\nreason = \"分歧大\"\n";
        std::fs::write(path.join("panel.toml"), closed + sent).unwrap();
        mend_copy(DEMO, &path).unwrap();
        assert!(copy().absences.is_empty(), "what was noted stays");
        assert_eq!(copy().head.reconsider.proposals, ["SM-02"]);
        assert_eq!(
            copy().head.phase,
            Phase::Open,
            "and it can be closed once more"
        );
    }

    #[test]
    fn an_empty_panel_opens_without_a_problem() {
        let folder = tempfile::tempdir().unwrap();
        empty("study", folder.path()).unwrap();
        let (panel, problems) = load::panel(&Source::Folder(folder.path().to_path_buf()));
        assert_eq!(problems, []);
        assert!(panel.policy.rounding.decimals.is_none() && panel.rubric.criteria.is_empty());
    }
}
