//! Writes what the secretariat decided about a proposal into the panel's files. Whatever else
//! stands there, comments and order included, stays as it was.

mod agenda;
mod applicants;
mod arrangement;
mod blocks;
mod conflicts;
mod contributions;
mod decisions;
mod following;
mod groups;
mod marks;
mod opinions;
mod presence;
mod recusals;
mod rulings;
mod votes;

pub use applicants::applicant;
pub use arrangement::{Unarranged, arrange, counted};
pub use conflicts::cell;
pub use contributions::confirmed;
pub use decisions::decision;
pub use following::{Following, following};
pub use marks::mark;
pub use opinions::opinion;
pub use recusals::recusal;
pub use rulings::veto;
pub use votes::vote;

use super::journal;
use super::save::{Disk, save};
use super::source::{SHEET_LIMIT, read_file};
use crate::domain::is_valid_id;
use crate::domain::journal::sentences;
use crate::domain::proposal::{Amendment, Proposal};
use crate::text::tree;
use serde::de::DeserializeOwned;
use std::io;
use std::path::Path;
use toml_edit::{Array, DocumentMut, Item, Table, value};

/// Who decided, and when; for the journal.
#[derive(Debug, Clone, Copy)]
pub struct Signature<'a> {
    /// Who.
    pub by: &'a str,
    /// When, told to people and never used.
    pub at: &'a str,
}

/// Writes amendments into the proposal's file and one line into the journal.
///
/// # Errors
/// The system's; `InvalidData` where the file is no proposal that can be read; then nothing
/// was changed.
pub fn proposal(
    panel: &Path,
    id: &str,
    amendments: &[Amendment],
    signature: Signature,
) -> io::Result<()> {
    if !is_valid_id(id) {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let name = format!("proposals/{id}.toml");
    let text = text(panel, &name, SHEET_LIMIT)?;
    let amended = amended(&text, amendments).ok_or_else(unread)?;
    let what: Vec<String> = amendments.iter().map(told).collect();
    let line = sentences::AMENDED.written(&[id, &what.join("; ")]);
    put_down(panel, &name, (&text, &amended), &line, signature)
}

fn unread() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

fn text(panel: &Path, name: &str, limit: u64) -> io::Result<String> {
    let bytes = read_file(&panel.join(name), name, limit).map_err(|_| unread())?;
    String::from_utf8(bytes).map_err(|_| unread())
}

/// Saves what a file becomes and notes it in the journal; nothing where it stays the same.
fn put_down(
    panel: &Path,
    name: &str,
    (before, after): (&str, &str),
    line: &str,
    signature: Signature,
) -> io::Result<()> {
    if before == after {
        return Ok(());
    }
    // a journal that takes no line is noticed before anything is changed
    let mut journal = journal::open(panel)?;
    save(&Disk, &panel.join(name), after.as_bytes())?;
    journal::add(&mut journal, signature.at, signature.by, line)
}

/// Returns the file's text with the amendments; `None` where it is no proposal, or would be
/// none afterwards.
fn amended(text: &str, amendments: &[Amendment]) -> Option<String> {
    let mut wanted: Proposal = tree::read(text).ok()?;
    for amendment in amendments {
        wanted.amend(amendment);
    }
    rewritten(text, &wanted, |document| {
        for amendment in amendments {
            put(document, amendment);
        }
    })
}

/// Changes a text and keeps everything else of it, line ends too; `None` where it is no
/// TOML, or does not mean what is wanted afterwards.
fn rewritten<T: DeserializeOwned + PartialEq>(
    text: &str,
    wanted: &T,
    change: impl FnOnce(&mut DocumentMut),
) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    change(&mut document);
    let mut written = document.to_string();
    if text.contains("\r\n") {
        written = written.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    let again: T = tree::read(&written).ok()?;
    (again == *wanted).then_some(written)
}

fn put(document: &mut DocumentMut, amendment: &Amendment) {
    match amendment {
        Amendment::Links(links) => set(document, "links", value(Array::from_iter(links))),
        Amendment::Chain(chain) => set(document, "chain", value(chain)),
        Amendment::Scope(scope) => set(document, "scope", value(Array::from_iter(scope))),
        Amendment::Confirm(by) => set(document, "confirmed_by", value(by)),
        Amendment::Pair(indicator, promise) => {
            let table = document.entry("pairing").or_insert_with(|| {
                let mut table = Table::new();
                table.set_implicit(false);
                Item::Table(table)
            });
            let Some(table) = table.as_table_like_mut() else {
                return;
            };
            match promise {
                Some(place) => {
                    table.insert(indicator, value(i64::from(*place)));
                }
                None => {
                    table.remove(indicator);
                }
            }
        }
    }
}

/// A value that stands there keeps its comments; a new one comes after the last plain value.
fn set(document: &mut DocumentMut, key: &str, mut item: Item) {
    if let (Some(Item::Value(stands)), Item::Value(new)) = (document.get(key), &mut item) {
        *new.decor_mut() = stands.decor().clone();
    }
    document.insert(key, item);
}

fn told(amendment: &Amendment) -> String {
    match amendment {
        Amendment::Links(links) => sentences::LINKS.written(&[&links.join(" ")]),
        Amendment::Chain(chain) => sentences::CHAIN.written(&[chain]),
        Amendment::Scope(scope) => sentences::SCOPE.written(&[&scope.join("、")]),
        Amendment::Pair(indicator, Some(place)) => {
            sentences::PAIRED.written(&[indicator, &place.to_string()])
        }
        Amendment::Pair(indicator, None) => sentences::UNPAIRED.written(&[indicator]),
        Amendment::Confirm(by) => sentences::CONFIRMED_BY.written(&[by]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# kept\nformat = 1\ntitle = \"关节电机\" # kept too\nlinks = [\"servo-03\"] # why\nscope = []\n\n[[promise]]\ntext = \"转矩密度 3.2\"\n# last\n";

    fn all() -> Vec<Amendment> {
        vec![
            Amendment::Links(vec!["servo-04".into(), "servo-03".into()]),
            Amendment::Scope(vec!["伺服电机".into()]),
            Amendment::Pair("servo-04/2".into(), Some(1)),
            Amendment::Pair("servo-04/3".into(), Some(0)),
            Amendment::Pair("servo-04/3".into(), None),
            Amendment::Confirm("联络员".into()),
        ]
    }

    #[test]
    fn only_what_was_decided_changes() {
        for ending in ["\n", "\r\n"] {
            let text = FILE.replace('\n', ending);
            let written = amended(&text, &all()).unwrap();
            for kept in ["# kept", "# kept too", "# why", "# last", "转矩密度 3.2"] {
                assert!(written.contains(kept), "{kept}\n{written}");
            }
            let read: Proposal = toml::from_str(&written).unwrap();
            assert_eq!(read.links, ["servo-04", "servo-03"]);
            assert_eq!(read.scope, ["伺服电机"]);
            assert_eq!(read.pairing.len(), 1);
            assert_eq!(read.pairing["servo-04/2"], 1);
            assert_eq!(read.confirmed_by, "联络员");
            assert_eq!(read.promises.len(), 1);
            assert_eq!(ending == "\r\n", written.contains("\r\n"));
            assert_eq!(amended(&written, &all()).as_ref(), Some(&written));
        }
    }

    #[test]
    fn what_is_no_proposal_is_left_alone() {
        for broken in ["title = ", "pairing = 3\ntitle = \"x\"\n", "format = 1\n"] {
            assert_eq!(amended(broken, &all()), None, "{broken}");
        }
        let folder = tempfile::tempdir().unwrap();
        let signature = Signature { by: "甲", at: "t" };
        assert!(proposal(folder.path(), "../x", &all(), signature).is_err());
        assert!(proposal(folder.path(), "SM-99", &all(), signature).is_err());
        std::fs::create_dir(folder.path().join("proposals")).unwrap();
        let path = folder.path().join("proposals/SM-01.toml");
        std::fs::write(&path, FILE).unwrap();
        proposal(folder.path(), "SM-01", &all(), signature).unwrap();
        proposal(folder.path(), "SM-01", &all(), signature).unwrap();
        assert_eq!(
            journal::lines(folder.path()).len(),
            1,
            "the same twice is once"
        );
    }
}
