//! Writes who did not hear a presentation into `presence.toml`: a new block at the end, or
//! none any more.

use super::blocks::{comments, keep};
use super::rulings::blocks;
use super::{rewritten, text, unread};
use crate::domain::journal::sentences;
use crate::domain::people::Absence;
use crate::store::source::PANEL_FILE_LIMIT;
use crate::text::tree;
use serde::Deserialize;
use std::io;
use std::path::Path;
use toml_edit::{DocumentMut, Item, Table, value};

pub(super) const FILE: &str = "presence.toml";

/// The file as it means something.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Absences {
    format: u32,
    absence: Vec<Absence>,
}

/// Returns the file's text before and after, and one line for the journal: who did not hear
/// it, and who did after all, with the reason that stood there.
///
/// # Errors
/// `InvalidData` where the file cannot be read, or would mean something else afterwards.
pub(super) fn marked(
    panel: &Path,
    proposal: &str,
    (heard, unheard): (&[String], &[String]),
) -> io::Result<(String, String, String)> {
    let before = if panel.join(FILE).exists() {
        text(panel, FILE, PANEL_FILE_LIMIT)?
    } else {
        "format = 1\n".to_owned()
    };
    let mut after = before.clone();
    let mut told = Vec::new();
    for expert in unheard {
        after = changed(&after, (proposal, expert), false)?.0;
    }
    if !unheard.is_empty() {
        told.push(sentences::UNHEARD.written(&[&unheard.join(" "), proposal]));
    }
    for expert in heard {
        let (text, reason) = changed(&after, (proposal, expert), true)?;
        after = text;
        told.push(match reason.as_str() {
            "" => sentences::HEARD_IT.written(&[expert, proposal]),
            why => sentences::HEARD_AFTER_ALL.written(&[expert, proposal, why]),
        });
    }
    let line = sentences::HEARD.written(&[&told.join("; ")]);
    Ok((before, after, line))
}

/// Returns the text with one pair changed, and the reason of an absence that goes.
fn changed(
    before: &str,
    (proposal, expert): (&str, &str),
    is_heard: bool,
) -> io::Result<(String, String)> {
    let mut wanted: Absences = tree::read(before).map_err(|_| unread())?;
    let is_it = |one: &Absence| one.proposal == proposal && one.expert == expert;
    let stands = wanted.absence.iter().find(|one| is_it(one));
    let reason = stands.map(|one| one.reason.clone()).unwrap_or_default();
    if stands.is_none() == is_heard {
        return Ok((before.to_owned(), reason));
    }
    if is_heard {
        wanted.absence.retain(|one| !is_it(one));
    } else {
        wanted.absence.push(Absence {
            proposal: proposal.to_owned(),
            expert: expert.to_owned(),
            reason: String::new(),
        });
    }
    let after = rewritten(before, &wanted, |document| {
        if is_heard {
            take_out(document, (proposal, expert));
        } else {
            add(document, (proposal, expert));
        }
    });
    after.map(|after| (after, reason)).ok_or_else(unread)
}

fn add(document: &mut DocumentMut, (proposal, expert): (&str, &str)) {
    let Some(blocks) = blocks(document, "absence") else {
        return;
    };
    let mut block = Table::new();
    block.decor_mut().set_prefix("\n");
    block.insert("proposal", value(proposal));
    block.insert("expert", value(expert));
    blocks.push(block);
}

/// What people wrote above a block that goes stays above the next one.
fn take_out(document: &mut DocumentMut, (proposal, expert): (&str, &str)) {
    let mut remark = String::new();
    let Some(blocks) = blocks(document, "absence") else {
        return;
    };
    let is_it = |block: &Table| {
        let text = |key: &str| block.get(key).and_then(Item::as_str);
        text("proposal") == Some(proposal) && text("expert") == Some(expert)
    };
    let mut at = 0;
    while let Some(block) = blocks.get_mut(at) {
        if is_it(block) {
            remark.push_str(&comments(block));
            blocks.remove(at);
        } else {
            keep(block, &mut remark);
            at += 1;
        }
    }
    if !remark.is_empty() {
        let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
        document.set_trailing(format!("{remark}{trailing}"));
    }
}
