//! What was received before: every file of the inbox, told again from its bytes. Its name and
//! when it came stand in the journal, for people.

use super::super::inbox;
use super::super::journal;
use super::super::load;
use super::super::source::Source;
use super::admission::Admission;
use super::ledger::Ledger;
use super::{placing, receiving, versions};
use crate::domain::merging::{OpenConflict, ReceivedFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What lies in the inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Survey {
    /// The files with when they came, the newest first; those that the journal does not
    /// name come last.
    pub files: Vec<(ReceivedFile, String)>,
    /// What a person has to decide.
    pub conflicts: Vec<OpenConflict>,
}

/// Reads the inbox and writes nothing.
pub fn survey(folder: &Path) -> Survey {
    let known = inbox::kept(folder);
    if known.is_empty() {
        return Survey::default();
    }
    let source = Source::Folder(folder.to_path_buf());
    let (panel, _) = load::panel(&source);
    let own = versions::own(&source, None, &mut Vec::new());
    let places: Vec<PathBuf> = known
        .iter()
        .map(|digest| folder.join(inbox::FOLDER).join(inbox::name_of(digest)))
        .collect();
    let named = named(folder);
    let mut arrivals = receiving::receive(&places, 0, &|_, _| {});
    for arrival in &mut arrivals {
        if let Some((_, name, _)) = named.get(arrival.digest()) {
            arrival.path = PathBuf::from(name);
        }
    }
    let mut ledger = Ledger::of(folder, &known, &own, &mut Vec::new(), &|_, _| {});
    let admission = Admission::of(&panel);
    ledger.leave_out(&admission);
    for arrival in &mut arrivals {
        arrival.settle(&mut ledger, &admission);
    }
    let conflicts =
        placing::plan(&ledger, &own, &panel.rulings.cells).conflicts(&ledger, &arrivals);
    let mut files: Vec<(usize, ReceivedFile, String)> = arrivals
        .into_iter()
        .map(|arrival| {
            let line = named.get(arrival.digest());
            let (place, at) =
                line.map_or((0, String::new()), |(place, _, at)| (*place, at.clone()));
            (place, arrival.told(&conflicts), at)
        })
        .collect();
    files.sort_by(|one, other| (other.0, &one.1.digest).cmp(&(one.0, &other.1.digest)));
    Survey {
        files: files.into_iter().map(|(_, file, at)| (file, at)).collect(),
        conflicts,
    }
}

/// By digest: the line of the journal, from 1, the name it gives the file, and when.
fn named(folder: &Path) -> BTreeMap<String, (usize, String, String)> {
    let mut named = BTreeMap::new();
    for (place, line) in journal::lines(folder).iter().enumerate() {
        let mut parts = line.splitn(3, '\t');
        let (Some(at), Some("merge"), Some(what)) = (parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        let Some((before, after)) = what.rsplit_once(", inbox ") else {
            continue;
        };
        let digest: String = after.chars().take(64).collect();
        let name = before.rsplit_once(": ").map_or(before, |(name, _)| name);
        named.insert(digest, (place + 1, name.to_owned(), at.to_owned()));
    }
    named
}
