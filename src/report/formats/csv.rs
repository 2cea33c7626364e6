//! Tables for other programs: what stands in several sections or documents under one name
//! becomes one table of bare figures. Spreadsheets open these files too, so no text may
//! begin like a formula.

mod joined;
#[cfg(test)]
mod tests;
mod words;

use super::WriteFault;
use crate::report::document::Document;
use crate::text::scrub::scrub;
use ::csv::{Terminator, Writer, WriterBuilder};
use joined::Joined;

/// What tells spreadsheets that UTF-8 follows.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Returns the tables of documents of one kind: name with ending, and bytes. The first table
/// has the name of the documents, every further one its key behind it. Documents without any
/// table become one table of their words.
///
/// # Errors
/// None that is known: memory is all it needs.
pub fn write(documents: &[Document]) -> Result<Vec<(String, Vec<u8>)>, WriteFault> {
    let Some(base) = base_name(documents) else {
        return Ok(Vec::new());
    };
    let tables = joined::joined(documents);
    if tables.is_empty() {
        let bytes = written(|writer| words::write(documents, writer))?;
        return Ok(vec![(format!("{base}.csv"), bytes)]);
    }
    let names = file_names(&base, &tables);
    let files = names.into_iter().zip(&tables);
    files
        .map(|(name, table)| Ok((name, written(|writer| table.write(writer))?)))
        .collect()
}

/// The name of a single document, else the folder of all.
fn base_name(documents: &[Document]) -> Option<String> {
    match documents {
        [] => None,
        [only] => Some(only.name.clone()),
        [first, ..] => first.name.split('/').next().map(str::to_owned),
    }
}

/// One name for each table, none twice.
fn file_names(base: &str, tables: &[Joined<'_>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(tables.len());
    for (place, table) in tables.iter().enumerate() {
        let plain = |one: char| one.is_alphanumeric() || matches!(one, '-' | '_');
        let key: String = table.key.chars().filter(|one| plain(*one)).collect();
        let stem = match (place, key.is_empty()) {
            (0, _) => base.to_owned(),
            (_, true) => format!("{base}-{}", place + 1),
            (_, false) => format!("{base}-{key}"),
        };
        let mut name = format!("{stem}.csv");
        let mut further = 2;
        while names.contains(&name) {
            name = format!("{stem}-{further}.csv");
            further += 1;
        }
        names.push(name);
    }
    names
}

/// Where rows are written.
type Rows = Writer<Vec<u8>>;

/// Returns the bytes of one file.
fn written(rows: impl FnOnce(&mut Rows) -> ::csv::Result<()>) -> Result<Vec<u8>, WriteFault> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    rows(&mut writer).map_err(|_| WriteFault::Refused)?;
    writer.into_inner().map_err(|_| WriteFault::Refused)
}

/// Returns the text as it may stand in a spreadsheet: one that begins like a formula gets an
/// apostrophe in front.
fn guarded(text: &str) -> String {
    let clean = scrub(text).0;
    let risky = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'];
    if clean.starts_with(risky) {
        format!("'{clean}")
    } else {
        clean.into_owned()
    }
}
