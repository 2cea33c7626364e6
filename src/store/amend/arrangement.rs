//! Writes what the secretariat arranged into the lists of the panel, and one line into the
//! journal. A sheet that lies there keeps its expert.

use super::{Signature, agenda, groups, presence, put_down, text};
use crate::domain::arrangement::{Arrangement, GroupPeople};
use crate::domain::journal::sentences;
use crate::domain::panel::Phase;
use crate::domain::people::{Assignment, Reassignment};
use crate::domain::problem::Problem;
use crate::store::assignments::{self, Unwritten};
use crate::store::import::report::is_in_the_way;
use crate::store::save::Disk;
use crate::store::source::{PANEL_FILE_LIMIT, Source};
use crate::store::{journal, load, sheets};
use crate::text::tree;
use serde::Deserialize;
use std::io;
use std::path::Path;

/// Why nothing was arranged; everything is as before.
#[derive(Debug)]
pub enum Unarranged {
    /// The round is closed.
    Closed,
    /// The folder is one expert's pack.
    Pack,
    /// A sheet lies there: its expert stays.
    Held,
    /// Somebody else wrote something meanwhile.
    Changed,
    /// A file of the panel cannot be read or changed.
    Panel(Problem),
    /// The system's.
    System(io::Error),
}

impl From<io::Error> for Unarranged {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Writes an arrangement.
///
/// # Errors
/// Why nothing was written at all.
pub fn arrange(
    panel: &Path,
    arrangement: &Arrangement,
    signature: Signature,
) -> Result<(), Unarranged> {
    let source = Source::Folder(panel.to_path_buf());
    let (head, problems) = load::head(&source);
    if let Some(problem) = problems.into_iter().find(is_in_the_way) {
        return Err(Unarranged::Panel(problem));
    }
    if head.phase == Phase::Closed {
        return Err(Unarranged::Closed);
    }
    if !head.pack.is_empty() {
        return Err(Unarranged::Pack);
    }
    match arrangement {
        Arrangement::Assignments(change) => reassign(panel, &source, change, signature),
        Arrangement::Presence {
            proposal,
            heard,
            unheard,
        } => {
            let (before, after, line) = presence::marked(panel, proposal, (heard, unheard))?;
            put_down(panel, presence::FILE, (&before, &after), &line, signature)?;
            Ok(())
        }
        Arrangement::Group { id, before, after } => {
            regroup(panel, &source, (id, before, after), signature)
        }
        Arrangement::Agenda(change) => {
            let Some(texts) = agenda::changed(panel, change)? else {
                return Err(Unarranged::Changed);
            };
            let line = agenda::told(&change.after);
            put_down(panel, agenda::FILE, (&texts.0, &texts.1), &line, signature)?;
            Ok(())
        }
    }
}

fn reassign(
    panel: &Path,
    source: &Source,
    change: &Reassignment,
    signature: Signature,
) -> Result<(), Unarranged> {
    if !change.removed.is_empty() {
        let held = sheets::pairs(source);
        let mut pairs = change.removed.iter();
        if pairs.any(|(expert, proposal)| held.contains(&(proposal.clone(), expert.clone()))) {
            return Err(Unarranged::Held);
        }
    }
    // a journal that takes no line is noticed before anything is changed
    let mut journal = journal::open(panel)?;
    assignments::write(&Disk, panel, change).map_err(|fault| match fault {
        Unwritten::Panel(problem) => Unarranged::Panel(problem),
        Unwritten::System(error) => Unarranged::System(error),
    })?;
    // It is written; a line that is not added is not worth a false word.
    let _ = journal::add(&mut journal, signature.at, signature.by, &told(change));
    Ok(())
}

/// One pair by name, more of them by their number.
fn told<'a>(change: &'a Reassignment) -> String {
    let one = |pairs: &'a [(String, String)]| match pairs {
        [(expert, proposal)] => Some((expert, proposal)),
        _ => None,
    };
    let alone = change.conflicts.is_empty() && change.groups.is_empty();
    match (one(&change.added), one(&change.removed)) {
        (Some((expert, proposal)), None) if alone && change.removed.is_empty() => {
            sentences::ASSIGNED.written(&[expert, proposal])
        }
        (None, Some((expert, proposal))) if alone && change.added.is_empty() => {
            sentences::UNASSIGNED.written(&[expert, proposal])
        }
        _ => counted(change),
    }
}

/// What a change of who scores what comes to, for the journal.
pub fn counted(change: &Reassignment) -> String {
    let counts = change.counts().map(|count| count.to_string());
    sentences::ASSIGNMENTS.written(&counts.each_ref().map(String::as_str))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Assignments {
    assignment: Vec<Assignment>,
}

fn regroup(
    panel: &Path,
    source: &Source,
    (id, before, after): (&str, &GroupPeople, &GroupPeople),
    signature: Signature,
) -> Result<(), Unarranged> {
    let standing = groups::standing(panel, id)?;
    let stands = GroupPeople::of(&standing.group);
    if stands != *before {
        return Err(Unarranged::Changed);
    }
    // where nobody is assigned, the members are who scores
    if !has_assignments(panel)? {
        let of_group = |proposal: &String| standing.group.proposals.contains(proposal);
        let mut pairs = sheets::pairs(source).into_iter();
        let is_lost = |(proposal, expert): (String, String)| {
            of_group(&proposal) && stands.asks(&expert) && !after.asks(&expert)
        };
        if pairs.any(is_lost) {
            return Err(Unarranged::Held);
        }
    }
    let written = groups::changed(&standing, after)?;
    let line = sentences::GROUP.written(&[
        id,
        or_nobody(&after.chair),
        or_nobody(&after.members.join(" ")),
        or_nobody(&after.liaison),
        or_nobody(&after.observer),
    ]);
    let texts = (standing.text.as_str(), written.as_str());
    put_down(panel, groups::FILE, texts, &line, signature)?;
    Ok(())
}

fn or_nobody(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

fn has_assignments(panel: &Path) -> io::Result<bool> {
    const FILE: &str = "assignments.toml";
    if !panel.join(FILE).exists() {
        return Ok(false);
    }
    let text = text(panel, FILE, PANEL_FILE_LIMIT)?;
    let read: Assignments = tree::read(&text).map_err(|_| super::unread())?;
    Ok(!read.assignment.is_empty())
}

#[cfg(test)]
mod tests;
