//! Keeps how far the meeting of a group is in `meetings/<group>.toml`, so that another machine
//! goes on from the folder. The file is the program's own and is written whole; two machines
//! that lead the same meeting notice each other by its revision.

use super::journal;
use super::save::{Disk, Files, save};
use super::source::{SHEET_LIMIT, read_file};
use crate::domain::is_valid_id;
use crate::domain::journal::sentences;
use crate::domain::meeting::Meeting;
use crate::text::tree;
use std::io;
use std::path::{Path, PathBuf};

/// Folder of the meetings in a panel.
pub const FOLDER: &str = "meetings";

/// Damaged files of one meeting that are kept at most.
const MOST_ASIDE: u32 = 99;

/// Why a meeting was not kept; then nothing was changed.
#[derive(Debug)]
pub enum Unkept {
    /// Another machine wrote it in between; this is how it stands there.
    Elsewhere(Box<Meeting>),
    /// The system's reason.
    System(io::Error),
}

impl From<io::Error> for Unkept {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Writes a meeting over what lies there, where that is no later revision than `known`, the
/// one whose text the writer has; `line` goes into the journal, where it is not empty.
///
/// # Errors
/// The fault.
pub fn keep(
    panel: &Path,
    meeting: &Meeting,
    known: u32,
    (by, at, line): (&str, &str, &str),
) -> Result<(), Unkept> {
    if !is_valid_id(&meeting.group) {
        return Err(io::Error::from(io::ErrorKind::InvalidInput).into());
    }
    let lies = read(panel, &meeting.group)?;
    if let Some(lies) = lies.filter(|lies| lies.revision > known) {
        return Err(Unkept::Elsewhere(Box::new(lies)));
    }
    let text = toml::to_string(meeting).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    // a journal that takes no line is noticed before anything is changed
    let journal = (!line.is_empty()).then(|| journal::open(panel));
    let journal = journal.transpose()?;
    save(&Disk, &path(panel, &meeting.group), text.as_bytes())?;
    if let Some(mut journal) = journal {
        journal::add(&mut journal, at, by, line)?;
    }
    Ok(())
}

/// Reads how far the meeting of a group is; none where it has not begun.
///
/// # Errors
/// The system's; `InvalidData` for a file that is damaged, which is never written over.
pub fn read(panel: &Path, group: &str) -> io::Result<Option<Meeting>> {
    let path = path(panel, group);
    if !path.exists() {
        return Ok(None);
    }
    let damaged = || io::Error::from(io::ErrorKind::InvalidData);
    let bytes = read_file(&path, FOLDER, SHEET_LIMIT).map_err(|_| damaged())?;
    let text = String::from_utf8(bytes).map_err(|_| damaged())?;
    let mut meeting: Meeting = tree::read(&text).map_err(|_| damaged())?;
    group.clone_into(&mut meeting.group);
    Ok(Some(meeting))
}

/// Puts the damaged file of a meeting out of the way, under the first free name
/// `<group>~1.damaged`, with a line in the journal; returns that name in the panel.
///
/// # Errors
/// The system's; `InvalidInput` for a file that can be read, which is nobody's to put away.
pub fn put_aside(panel: &Path, group: &str, (by, at): (&str, &str)) -> io::Result<String> {
    let is_damaged =
        |error: &io::Error| is_valid_id(group) && error.kind() == io::ErrorKind::InvalidData;
    if !read(panel, group).is_err_and(|error| is_damaged(&error)) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let from = path(panel, group);
    for nth in 1..=MOST_ASIDE {
        let name = format!("{FOLDER}/{group}~{nth}.damaged");
        let to = panel.join(&name);
        if !to.exists() {
            Disk.rename(&from, &to)?;
            let step = sentences::PUT_ASIDE.written(&[&name]);
            let line = sentences::IN_MEETING.written(&[group, &step]);
            journal::note(panel, at, by, &line)?;
            return Ok(name);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn path(panel: &Path, group: &str) -> PathBuf {
    panel.join(FOLDER).join(format!("{group}.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::{Attending, Rescue};

    fn begun() -> Meeting {
        let mut meeting = Meeting {
            group: "servo".into(),
            format: 1,
            revision: 1,
            ..Meeting::default()
        };
        meeting.attend("E01", Attending::Here, "09:00");
        meeting.call("SM-01", "09:01");
        meeting.rescue.push(Rescue {
            proposal: "SM-02".into(),
            expert: "E01".into(),
            reason: "\"引号\"\n第二行".into(),
        });
        meeting
    }

    #[test]
    fn another_machine_goes_on_where_the_first_one_stopped() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path(), "servo").unwrap().is_none());
        let mut meeting = begun();
        let signed = |line| ("组长", "t", line);
        keep(folder.path(), &meeting, 0, signed("SM-01 called")).unwrap();
        assert_eq!(read(folder.path(), "servo").unwrap().unwrap(), meeting);
        meeting.revision = 2;
        meeting.seconds = 15;
        keep(folder.path(), &meeting, 1, signed("")).unwrap();
        assert_eq!(journal::lines(folder.path()).len(), 1);
    }

    #[test]
    fn two_machines_that_lead_one_meeting_notice_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = begun();
        keep(folder.path(), &first, 0, ("甲", "t", "")).unwrap();
        let mut second = first.clone();
        second.revision = 2;
        second.advance();
        keep(folder.path(), &second, 1, ("乙", "t", "")).unwrap();
        first.revision = 2;
        first.seconds = 9;
        // a save that failed in between counts its revision and changes nothing
        first.revision = 3;
        let Err(Unkept::Elsewhere(lies)) = keep(folder.path(), &first, 1, ("甲", "t", "x")) else {
            panic!("the second one's was written over");
        };
        assert_eq!(*lies, second);
        assert!(journal::lines(folder.path()).is_empty());
    }

    #[test]
    fn a_damaged_file_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(FOLDER)).unwrap();
        let path = path(folder.path(), "servo");
        std::fs::write(&path, "revision = \u{ff11}").unwrap();
        assert!(keep(folder.path(), &begun(), 9, ("甲", "t", "")).is_err());
        assert!(std::fs::read_to_string(&path).unwrap().contains('\u{ff11}'));
        let mut odd = begun();
        odd.group = "../x".into();
        assert!(keep(folder.path(), &odd, 0, ("甲", "t", "")).is_err());
    }
}
