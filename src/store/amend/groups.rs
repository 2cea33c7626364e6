//! Writes other people of a group into its block of `groups.toml`; a member who stays keeps
//! place and remark.

use super::{rewritten, text, unread};
use crate::domain::arrangement::GroupPeople;
use crate::domain::people::Group;
use crate::store::assignments::{extend, take_out};
use crate::store::editing;
use crate::store::source::PANEL_FILE_LIMIT;
use crate::text::tree;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use toml_edit::{Array, DocumentMut, Item, Table, Value, value};

pub(super) const FILE: &str = "groups.toml";

/// The file as it means something.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Groups {
    format: u32,
    group: Vec<Group>,
}

/// A group as it stands in the file, and the file's text.
pub(super) struct Standing {
    /// The text.
    pub text: String,
    /// The group.
    pub group: Group,
    groups: Groups,
}

/// Returns a group as it stands.
///
/// # Errors
/// `InvalidData` where the file cannot be read, `NotFound` where it has no such group.
pub(super) fn standing(panel: &Path, id: &str) -> io::Result<Standing> {
    let text = text(panel, FILE, PANEL_FILE_LIMIT)?;
    let groups: Groups = tree::read(&text).map_err(|_| unread())?;
    let group = groups.group.iter().find(|one| one.id == id).cloned();
    let group = group.ok_or(io::ErrorKind::NotFound)?;
    Ok(Standing {
        text,
        group,
        groups,
    })
}

/// Returns the file's text with other people of the group.
///
/// # Errors
/// `InvalidData` where the file would mean something else afterwards.
pub(super) fn changed(standing: &Standing, after: &GroupPeople) -> io::Result<String> {
    let mut wanted = standing.groups.clone();
    let id = standing.group.id.as_str();
    if let Some(group) = wanted.group.iter_mut().find(|one| one.id == id) {
        group.chair.clone_from(&after.chair);
        group.members.clone_from(&after.members);
        group.liaison.clone_from(&after.liaison);
        group.observer.clone_from(&after.observer);
    }
    let before = GroupPeople::of(&standing.group);
    let written = rewritten(&standing.text, &wanted, |document| {
        if let Some(block) = block_of(document, id) {
            fill(block, &before, after);
        }
    });
    written.ok_or_else(unread)
}

fn block_of<'a>(document: &'a mut DocumentMut, id: &str) -> Option<&'a mut Table> {
    let blocks = document.get_mut("group")?.as_array_of_tables_mut()?;
    let is_it = |block: &&mut Table| block.get("id").and_then(Item::as_str) == Some(id);
    blocks.iter_mut().find(is_it)
}

fn fill(block: &mut Table, before: &GroupPeople, after: &GroupPeople) {
    for (key, old, new) in [
        ("chair", &before.chair, &after.chair),
        ("liaison", &before.liaison, &after.liaison),
        ("observer", &before.observer, &after.observer),
    ] {
        if old != new {
            editing::set(block, key, value(new));
        }
    }
    if before.members == after.members {
        return;
    }
    let held = block.entry("members").or_insert(value(Array::new()));
    let Some(held) = held.as_array_mut() else {
        return;
    };
    let stays: BTreeSet<&str> = after.members.iter().map(String::as_str).collect();
    take_out(held, |one: &Value| {
        one.as_str().is_none_or(|id| !stays.contains(id))
    });
    let is_new = |id: &&String| before.members.iter().all(|held| held != *id);
    let new = after.members.iter().filter(is_new).map(String::as_str);
    extend(held, new.collect());
}
