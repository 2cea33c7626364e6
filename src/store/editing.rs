//! Changes files that people wrote: what is not changed stays as it stands there, comments,
//! order and line ends included.

use super::reading::decode;
use super::source::{PANEL_FILE_LIMIT, Source};
use crate::domain::problem::{Problem, Trouble};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

/// Returns a text with changes; nothing where it is no TOML, or not of the shape that the
/// changes need.
pub fn changed(text: &str, edit: impl FnOnce(&mut DocumentMut) -> Option<()>) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    edit(&mut document)?;
    let mut written = document.to_string();
    if text.contains("\r\n") {
        written = written.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    Some(written)
}

/// Returns the bytes of a file of the panel with changes, taken from the panel of its plan
/// where it has none of its own, begun where there is none at all.
///
/// # Errors
/// The problem that keeps the file from being read or changed.
pub fn of_panel(
    own: &Source,
    base: &Source,
    name: &str,
    edit: impl FnOnce(&mut DocumentMut) -> Option<()>,
) -> Result<Vec<u8>, Problem> {
    let fault = |trouble| Problem::of_file(name, trouble, &[name]);
    let is_own = own.list("").iter().any(|file| file == name);
    let source = if is_own { own } else { base };
    let text = match source.read(name, PANEL_FILE_LIMIT) {
        Ok(bytes) => decode(name, &bytes)?.to_owned(),
        Err(problem) if problem.trouble == Trouble::Missing => "format = 1\n".to_owned(),
        Err(problem) => return Err(problem),
    };
    if text.parse::<DocumentMut>().is_err() {
        return Err(fault(Trouble::Syntax));
    }
    let written = changed(&text, edit).ok_or_else(|| fault(Trouble::WrongValue))?;
    Ok(written.into_bytes())
}

/// Makes a block of these entries.
pub fn table(entries: &[(&str, Item)]) -> Table {
    let mut table = Table::new();
    for (key, item) in entries {
        table.insert(key, item.clone());
    }
    table
}

/// Adds blocks behind those that are there; nothing where what is there are no blocks.
pub fn append(document: &mut DocumentMut, key: &str, blocks: Vec<Table>) -> Option<()> {
    let held = document
        .entry(key)
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let held = held.as_array_of_tables_mut()?;
    for block in blocks {
        held.push(block);
    }
    Some(())
}

/// Sets a value of a block; one that stands there keeps its comments.
pub fn set(table: &mut Table, key: &str, mut item: Item) {
    if let (Some(Item::Value(stands)), Item::Value(new)) = (table.get(key), &mut item) {
        *new.decor_mut() = stands.decor().clone();
    }
    table.insert(key, item);
}
