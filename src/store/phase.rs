//! Opening and closing a round: the phase in `panel.toml`, the digests of rubric, policy and
//! plan that are fixed with it, and one line in the journal. The rest of the file stays.

use super::fixed;
use super::journal;
use super::load;
use super::save::{Files, save};
use super::source::{PANEL_FILE_LIMIT, Source};
use crate::domain::journal::sentences;
use crate::domain::panel::{Panel, Phase, Reconsider, SentBack};
use crate::domain::problem::Problem;
use std::io;
use std::path::Path;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// Why the phase was not changed.
#[derive(Debug)]
pub enum PhaseFault {
    /// The rules were fixed before, or the round is closed: it takes a reason.
    NeedsReason(Phase),
    /// It is so already.
    Already,
    /// The round is not open.
    NotOpen,
    /// The panel's head cannot be read.
    Panel(Problem),
    /// The system did not let it be written.
    Unwritten(io::Error),
}

/// Who changes it, when and why.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// Who.
    pub by: &'a str,
    /// When, told to people and never used.
    pub at: &'a str,
    /// Why; needed where something that was fixed changes.
    pub reason: &'a str,
}

/// Opens a round and fixes its rules, a copy of which is kept in `reports/`. With a reason,
/// rules that were changed are fixed again, and a closed round is opened again; `results`, by
/// name, are what came out by the rules that were fixed before, and are kept beside those.
///
/// # Errors
/// The fault, and then the round is as it was.
pub fn open(
    files: &dyn Files,
    folder: &Path,
    panel: &Panel,
    results: &[(String, Vec<u8>)],
    act: Act,
) -> Result<(), PhaseFault> {
    let changed = panel.changed_since_opening();
    match panel.head.phase {
        Phase::Open if changed.is_empty() && panel.head.frozen.is_fixed() => {
            return Err(PhaseFault::Already);
        }
        Phase::Closed if act.reason.is_empty() => {
            return Err(PhaseFault::NeedsReason(Phase::Closed));
        }
        _ if !changed.is_empty() && act.reason.is_empty() => {
            return Err(PhaseFault::NeedsReason(Phase::Open));
        }
        _ => {}
    }
    let refixed = panel.head.frozen.changes + u32::from(!changed.is_empty());
    let source = Source::Folder(folder.to_path_buf());
    let copies = fixed::copies(&source, panel, refixed);
    let suggested = fixed::suggested(&source, panel);
    for (name, bytes) in results.iter().chain(&copies).chain(&suggested) {
        save(files, &folder.join(name), bytes).map_err(PhaseFault::Unwritten)?;
    }
    change(files, folder, |document| {
        document.insert("phase", value(Phase::Open.key()));
        let mut frozen = Table::new();
        for (key, text) in [
            ("rubric", panel.rubric_digest.as_str()),
            ("policy", &panel.policy_digest),
            ("plan", &panel.plan_digest),
            ("by", act.by),
            ("at", act.at),
        ] {
            frozen.insert(key, value(text));
        }
        if refixed > 0 {
            frozen.insert("changes", value(i64::from(refixed)));
        }
        document.insert("frozen", Item::Table(frozen));
    })?;
    let line = match (panel.head.phase, changed.as_slice()) {
        (Phase::Closed, _) => sentences::OPENED_AGAIN.written(&[act.reason]),
        (_, []) => sentences::OPENED.written(&[act.reason]),
        (_, changed) => sentences::FIXED_AGAIN.written(&[&changed.join(", "), act.reason]),
    };
    note(folder, &line, act);
    Ok(())
}

/// Closes a round and keeps its results beside it, by name.
///
/// # Errors
/// The fault, and then nothing was changed.
pub fn close(
    files: &dyn Files,
    folder: &Path,
    panel: &Panel,
    results: &[(String, Vec<u8>)],
    act: Act,
) -> Result<(), PhaseFault> {
    match panel.head.phase {
        Phase::Closed => return Err(PhaseFault::Already),
        Phase::Draft => return Err(PhaseFault::NotOpen),
        Phase::Open => {}
    }
    for (name, bytes) in results {
        save(files, &folder.join(name), bytes).map_err(PhaseFault::Unwritten)?;
    }
    change(files, folder, |document| {
        document.insert("phase", value(Phase::Closed.key()));
    })?;
    note(folder, &sentences::CLOSED.written(&[act.reason]), act);
    Ok(())
}

/// Sends proposals back to their experts for a second round, beside those that are there
/// already. The sheets of the first round stay as they are.
///
/// # Errors
/// The fault, and then nothing was changed.
pub fn reconsider(
    files: &dyn Files,
    folder: &Path,
    panel: &Panel,
    proposals: &[String],
    act: Act,
) -> Result<(), PhaseFault> {
    if panel.head.phase != Phase::Open {
        return Err(PhaseFault::NotOpen);
    }
    if act.reason.is_empty() {
        return Err(PhaseFault::NeedsReason(Phase::Open));
    }
    let mut again = panel.head.reconsider.clone();
    let is_new = |id: &&String| !again.proposals.contains(id);
    let new: Vec<String> = proposals.iter().filter(is_new).cloned().collect();
    if new.is_empty() {
        return Err(PhaseFault::Already);
    }
    let what = new.join(" ");
    again.send(SentBack {
        proposals: new,
        by: act.by.to_owned(),
        at: act.at.to_owned(),
        reason: act.reason.to_owned(),
    });
    change(files, folder, |document| {
        document.insert("reconsider", Item::Table(order(&again)));
    })?;
    let line = sentences::SECOND_ROUND.written(&[&what, act.reason]);
    note(folder, &line, act);
    Ok(())
}

fn order(again: &Reconsider) -> Table {
    let table = |proposals: &[String], by: &str, at: &str, reason: &str| {
        let mut table = Table::new();
        table.insert("proposals", value(Array::from_iter(proposals)));
        for (key, text) in [("by", by), ("at", at), ("reason", reason)] {
            table.insert(key, value(text));
        }
        table
    };
    let Reconsider { by, at, reason, .. } = again;
    let mut all = table(&again.proposals, by, at, reason);
    if !again.earlier.is_empty() {
        let earlier = again.earlier.iter();
        let earlier: ArrayOfTables = earlier
            .map(|one| table(&one.proposals, &one.by, &one.at, &one.reason))
            .collect();
        all.insert("earlier", Item::ArrayOfTables(earlier));
    }
    all
}

fn change(
    files: &dyn Files,
    folder: &Path,
    put: impl FnOnce(&mut DocumentMut),
) -> Result<(), PhaseFault> {
    let source = Source::Folder(folder.to_path_buf());
    let name = "panel.toml";
    let bytes = source
        .read(name, PANEL_FILE_LIMIT)
        .map_err(PhaseFault::Panel)?;
    let unread = || PhaseFault::Unwritten(io::ErrorKind::InvalidData.into());
    let text = String::from_utf8(bytes).map_err(|_| unread())?;
    let mut document: DocumentMut = text.parse().map_err(|_| unread())?;
    put(&mut document);
    let mut written = document.to_string();
    if text.contains("\r\n") {
        written = written.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    save(files, &folder.join(name), written.as_bytes()).map_err(PhaseFault::Unwritten)?;
    let (head, problems) = load::head(&source);
    match problems.into_iter().next() {
        Some(problem) if head.id.is_empty() => Err(PhaseFault::Panel(problem)),
        _ => Ok(()),
    }
}

/// The phase is changed; a journal that cannot be written is not worth a false word.
fn note(folder: &Path, line: &str, act: Act) {
    let _ = journal::note(folder, act.at, act.by, line);
}

#[cfg(test)]
mod tests {
    use super::super::create::fresh;
    use super::super::save::Disk;
    use super::*;

    fn act(reason: &str) -> Act<'_> {
        Act {
            by: "秘书组",
            at: "t",
            reason,
        }
    }

    #[test]
    fn opening_fixes_the_rules_and_a_change_needs_a_reason() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("round");
        fresh("round", &folder).unwrap();
        let panel = || load::panel(&Source::Folder(folder.clone())).0;
        let open = |reason| open(&Disk, &folder, &panel(), &[], act(reason));
        assert!(matches!(
            close(&Disk, &folder, &panel(), &[], act("")),
            Err(PhaseFault::NotOpen)
        ));
        open("").unwrap();
        assert_eq!(panel().head.phase, Phase::Open);
        assert_eq!(panel().head.frozen.rubric, panel().rubric_digest);
        assert!(matches!(open(""), Err(PhaseFault::Already)));
        let policy = folder.join("policy.toml");
        let text = std::fs::read_to_string(&policy).unwrap();
        std::fs::write(&policy, format!("{text}\n# 更正\n")).unwrap();
        assert_eq!(panel().changed_since_opening(), ["policy.toml"]);
        assert!(matches!(
            open(""),
            Err(PhaseFault::NeedsReason(Phase::Open))
        ));
        let former = fixed::former(&Source::Folder(folder.clone()), &panel()).unwrap();
        assert_eq!(former.policy_digest, panel().head.frozen.policy);
        open("勘误").unwrap();
        assert!(folder.join("reports/fixed-1/policy.toml").is_file());
        assert!(panel().changed_since_opening().is_empty());
        assert_eq!(panel().head.frozen.changes, 1);
        let results = [("reports/rank.json".to_owned(), b"{}".to_vec())];
        close(&Disk, &folder, &panel(), &results, act("")).unwrap();
        assert!(folder.join("reports/rank.json").is_file());
        assert!(matches!(
            open(""),
            Err(PhaseFault::NeedsReason(Phase::Closed))
        ));
        open("异议核查").unwrap();
        let lines = journal::lines(&folder);
        assert_eq!(lines.len(), 4, "{lines:?}");
        assert!(lines[1].contains("勘误") && lines[3].contains("opened again: 异议核查"));
    }

    #[test]
    fn each_time_that_something_is_sent_back_keeps_its_reason() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("round");
        fresh("round", &folder).unwrap();
        let panel = || load::panel(&Source::Folder(folder.clone())).0;
        open(&Disk, &folder, &panel(), &[], act("")).unwrap();
        let send = |ids: &[&str], reason| {
            let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            reconsider(&Disk, &folder, &panel(), &ids, act(reason))
        };
        send(&["A", "B"], "分歧大").unwrap();
        send(&["B", "C"], "靠近分数线").unwrap();
        send(&["D"], "成员提请").unwrap();
        assert!(matches!(send(&["A", "D"], "又"), Err(PhaseFault::Already)));
        let again = panel().head.reconsider;
        assert_eq!(again.proposals, ["A", "B", "C", "D"]);
        let reasons = ["A", "B", "C", "D", "E"].map(|id| again.reason_of(id));
        let wanted = ["分歧大", "分歧大", "靠近分数线", "成员提请", ""];
        assert_eq!(reasons, wanted);
        let orders = again.orders();
        assert_eq!(orders.len(), 3);
        assert_eq!(
            (orders[1].by.as_str(), &*orders[1].proposals),
            ("秘书组", &["C".to_owned()][..])
        );
    }
}
