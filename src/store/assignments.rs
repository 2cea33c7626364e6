//! Writes who scores what, conflicts and groups into the lists that people keep: what is
//! not changed stays, comments, order and line ends included; all files change, or none.

use super::batch;
use super::editing::{append, of_panel, set, table};
use super::save::Files;
use super::source::Source;
use crate::domain::people::{Conflict, Group, Reassignment};
use crate::domain::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

/// Why nothing was written.
#[derive(Debug)]
pub enum Unwritten {
    /// A file of the panel cannot be read or changed.
    Panel(Problem),
    /// The system's; everything is as before.
    System(io::Error),
}

/// Writes changes into the panel's lists.
///
/// # Errors
/// Why nothing was written at all.
pub fn write(files: &dyn Files, folder: &Path, change: &Reassignment) -> Result<(), Unwritten> {
    let source = Source::Folder(folder.to_path_buf());
    let edited = |name: &str, edit: &mut dyn FnMut(&mut DocumentMut) -> Option<()>| {
        let bytes = of_panel(&source, &source, name, edit);
        bytes.map(|bytes| (name.to_owned(), bytes))
    };
    let mut changes = Vec::new();
    if !(change.added.is_empty() && change.removed.is_empty()) {
        changes.push(edited("assignments.toml", &mut |document| {
            assign(document, change)
        }));
    }
    if !change.conflicts.is_empty() {
        changes.push(edited("conflicts.toml", &mut |document| {
            let new = |one: &&Conflict| !is_noted(document, one);
            let blocks = change.conflicts.iter().filter(new).map(conflict_block);
            let blocks = blocks.collect();
            append(document, "conflict", blocks)
        }));
    }
    if !change.groups.is_empty() {
        changes.push(edited("groups.toml", &mut |document| {
            let blocks = change.groups.iter().map(group_block);
            append(document, "group", blocks.collect())
        }));
    }
    let changes: Result<Vec<_>, Problem> = changes.into_iter().collect();
    let changes = changes.map_err(Unwritten::Panel)?;
    batch::write(files, folder, &changes).map_err(Unwritten::System)
}

/// Writes a ruling: into every block of its pair, else a new one.
///
/// # Errors
/// Why nothing was written at all.
pub fn rule(files: &dyn Files, folder: &Path, ruling: &Conflict) -> Result<(), Unwritten> {
    let source = Source::Folder(folder.to_path_buf());
    let bytes = of_panel(&source, &source, "conflicts.toml", |document| {
        let blocks = document.get_mut("conflict");
        let blocks = blocks.and_then(Item::as_array_of_tables_mut);
        let is_it = |block: &&mut Table| {
            let text = |key: &str| block.get(key).and_then(Item::as_str).unwrap_or_default();
            text("proposal") == ruling.proposal && text("expert") == ruling.expert
        };
        let mut is_there = false;
        for block in blocks.into_iter().flat_map(|blocks| blocks.iter_mut()) {
            if is_it(&&mut *block) {
                is_there = true;
                set(block, "reason", value(&ruling.reason));
                set(block, "state", value(&ruling.state));
                set(block, "ruled_by", value(&ruling.ruled_by));
            }
        }
        if is_there {
            return Some(());
        }
        append(document, "conflict", vec![conflict_block(ruling)])
    });
    let change = [(
        "conflicts.toml".to_owned(),
        bytes.map_err(Unwritten::Panel)?,
    )];
    batch::write(files, folder, &change).map_err(Unwritten::System)
}

/// Tells whether something is noted about the pair already.
fn is_noted(document: &DocumentMut, conflict: &Conflict) -> bool {
    let blocks = document.get("conflict").and_then(Item::as_array_of_tables);
    blocks.into_iter().flatten().any(|block| {
        let text = |key: &str| block.get(key).and_then(Item::as_str).unwrap_or_default();
        text("proposal") == conflict.proposal && text("expert") == conflict.expert
    })
}

fn conflict_block(conflict: &Conflict) -> Table {
    let mut entries = vec![
        ("proposal", value(&conflict.proposal)),
        ("expert", value(&conflict.expert)),
        ("reason", value(&conflict.reason)),
        ("state", value(&conflict.state)),
    ];
    if !conflict.ruled_by.is_empty() {
        entries.push(("ruled_by", value(&conflict.ruled_by)));
    }
    table(&entries)
}

fn group_block(group: &Group) -> Table {
    let name = [("zh", &group.name.zh), ("en", &group.name.en)];
    let name = name.map(|(key, text)| (key, Value::from(text.as_str())));
    table(&[
        ("id", value(&group.id)),
        ("name", value(InlineTable::from_iter(name))),
        ("proposals", value(Array::from_iter(&group.proposals))),
        ("chair", value(&group.chair)),
        ("members", value(Array::from_iter(&group.members))),
    ])
}

/// Changes each expert's proposals: what goes goes from every block, what is new stands
/// behind the others of the first.
fn assign(document: &mut DocumentMut, change: &Reassignment) -> Option<()> {
    let mut new: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (expert, proposal) in &change.added {
        new.entry(expert).or_default().push(proposal);
    }
    let gone: BTreeSet<(&str, &str)> = change
        .removed
        .iter()
        .map(|(expert, proposal)| (expert.as_str(), proposal.as_str()))
        .collect();
    let blocks = document.get_mut("assignment");
    let blocks = blocks.and_then(Item::as_array_of_tables_mut);
    for block in blocks.into_iter().flat_map(|blocks| blocks.iter_mut()) {
        let expert = block.get("expert").and_then(Item::as_str);
        let expert = expert.unwrap_or_default().to_owned();
        let held = block.entry("proposals").or_insert(value(Array::new()));
        let held = held.as_array_mut()?;
        let is_gone = |one: &Value| {
            let proposal = one.as_str().unwrap_or_default();
            gone.contains(&(expert.as_str(), proposal))
        };
        take_out(held, is_gone);
        let mut ids = new.remove(expert.as_str()).unwrap_or_default();
        // somebody else may have written the same meanwhile
        ids.retain(|id| held.iter().all(|one| one.as_str() != Some(id)));
        extend(held, ids);
    }
    let blocks = new.iter().map(|(expert, proposals)| {
        table(&[
            ("expert", value(*expert)),
            (
                "proposals",
                value(proposals.iter().copied().collect::<Array>()),
            ),
        ])
    });
    let blocks: Vec<Table> = blocks.collect();
    if blocks.is_empty() {
        Some(())
    } else {
        append(document, "assignment", blocks)
    }
}

/// Takes values out of a list; what people wrote beside one that goes stays there.
pub(super) fn take_out(list: &mut Array, is_gone: impl Fn(&Value) -> bool) {
    let before = |one: &Value| {
        let prefix = one.decor().prefix().and_then(|text| text.as_str());
        prefix.unwrap_or_default().to_owned()
    };
    let mut at = 0;
    let mut place: Option<String> = None;
    let mut remarks = String::new();
    while let Some(one) = list.get_mut(at) {
        let own = before(one);
        if is_gone(one) {
            if own.contains('#') {
                remarks.push_str(&own);
            }
            // the first of a line keeps its line for the one that takes its place
            place.get_or_insert(own);
            list.remove(at);
            continue;
        }
        if let Some(place) = place.take() {
            let kept = if own.contains('\n') { own } else { place };
            let joined = match remarks.as_str() {
                "" => kept,
                _ if kept == remarks => kept,
                _ => format!("{}{kept}", remarks.trim_end_matches([' ', '\n', '\r'])),
            };
            one.decor_mut().set_prefix(joined);
            remarks.clear();
        }
        at += 1;
    }
    if !remarks.is_empty() {
        let trailing = list.trailing().as_str().unwrap_or_default().to_owned();
        let remarks = remarks.trim_end_matches([' ', '\n', '\r']);
        list.set_trailing(format!("{remarks}{trailing}"));
    }
}

/// Puts ids behind those of a list. Where the list has lines of its own, they begin a new
/// one, so that a remark stays beside what it is about.
pub(super) fn extend(list: &mut Array, ids: Vec<&str>) {
    let trailing = list.trailing().as_str().unwrap_or_default().to_owned();
    let Some((remark, _)) = trailing.rsplit_once('\n').filter(|_| !ids.is_empty()) else {
        list.extend(ids);
        return;
    };
    let first = list.iter().next().and_then(|one| one.decor().prefix());
    let first = first.and_then(|prefix| prefix.as_str()).unwrap_or_default();
    let indent = first.rsplit('\n').next().unwrap_or_default().to_owned();
    let mut before = format!("{remark}\n{indent}");
    for id in ids {
        let mut one = Value::from(id);
        one.decor_mut()
            .set_prefix(std::mem::replace(&mut before, " ".to_owned()));
        list.push_formatted(one);
    }
    list.set_trailing("\n");
    list.set_trailing_comma(true);
}
