//! Tables that people made elsewhere: text with commas, semicolons or tabs in the encodings
//! that offices use, xlsx and ods. Every cell comes back as text, every row with its line.
//! What the columns mean is for the caller to say; what cannot be read is one fault.

pub mod columns;
mod number;
mod open_document;
mod plain_text;
mod workbook;

use super::source::read_file;
use crate::domain::problem::Problem;
use crate::text::scrub::{fold_line_ends, scrub};
use columns::{Column, Heading};
use std::io::{Cursor, Read};
use std::path::Path;

/// Largest file that is read, in bytes.
const FILE_LIMIT: u64 = 64 * 1024 * 1024;
/// Most bytes that the parts of a packed file may have unpacked.
const UNPACKED_LIMIT: u64 = 512 * 1024 * 1024;
/// Most cells of a sheet that hold anything.
const MOST_CELLS: usize = 8_000_000;

/// One row that holds anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, the row number of a workbook; from 1.
    pub line: usize,
    /// Column from 0 and text of the cells that hold any, by column.
    cells: Vec<(usize, String)>,
}

impl Row {
    /// Returns the text of a column from 0; empty where there is none.
    pub fn cell(&self, column: usize) -> &str {
        let found = self.cells.binary_search_by_key(&column, |cell| cell.0);
        let cell = found.ok().and_then(|at| self.cells.get(at));
        cell.map_or("", |(_, text)| text)
    }

    /// Puts a text behind the cells that are there; blank text is nothing.
    fn put(&mut self, column: usize, text: &str) {
        let folded = fold_line_ends(text);
        let clean = scrub(&folded).0;
        let clean = clean.trim();
        if !clean.is_empty() {
            self.cells.push((column, clean.to_owned()));
        }
    }
}

/// Why a table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFault {
    /// The file itself: not there, too large, no file.
    File(Problem),
    /// Nothing in it.
    Empty,
    /// An old workbook (xls), or one behind a password.
    OldWorkbook,
    /// Bytes that are no text in any encoding that is known, and no workbook.
    NotText,
    /// A workbook that is damaged.
    Broken,
    /// More cells, or more bytes unpacked, than anybody would import.
    TooMuch,
    /// No row among the first ten holds these headings, the nearest row's lack.
    NoHeadings(Vec<&'static str>),
}

/// A table with its headings found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Which column holds what.
    pub heading: Heading,
    /// The rows below the headings.
    pub rows: Vec<Row>,
}

/// Reads the first sheet of a file that holds a row with all required headings.
///
/// # Errors
/// The fault that kept it from being read, or which headings are missing.
pub fn read(path: &Path, wanted: &[Column]) -> Result<Table, TableFault> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let bytes = read_file(path, &name, FILE_LIMIT).map_err(TableFault::File)?;
    let sheets = Wanted {
        columns: wanted,
        missing: None,
    };
    match bytes.as_slice() {
        [] => Err(TableFault::Empty),
        [b'P', b'K', 3 | 5, ..] => packed(bytes, sheets, UNPACKED_LIMIT),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(TableFault::OldWorkbook),
        _ => plain_text::read(&bytes, sheets),
    }
}

/// What is looked for, sheet by sheet.
struct Wanted<'a> {
    columns: &'a [Column],
    /// The fewest headings that a sheet lacked so far.
    missing: Option<Vec<&'static str>>,
}

impl Wanted<'_> {
    /// Takes the rows of a sheet where it holds the headings; else remembers what it lacks.
    fn take(&mut self, rows: Vec<Row>) -> Option<Table> {
        if rows.is_empty() {
            return None;
        }
        match columns::find(&rows, self.columns) {
            Ok((at, heading)) => Some(Table {
                heading,
                rows: rows.into_iter().skip(at + 1).collect(),
            }),
            Err(lacking) => {
                let is_nearer = |held: &Vec<_>| lacking.len() < held.len();
                if self.missing.as_ref().is_none_or(is_nearer) {
                    self.missing = Some(lacking);
                }
                None
            }
        }
    }

    /// Says what the nearest sheet lacked.
    fn fault(self) -> TableFault {
        self.missing
            .map_or(TableFault::Empty, TableFault::NoHeadings)
    }
}

fn packed(bytes: Vec<u8>, wanted: Wanted, limit: u64) -> Result<Table, TableFault> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|_| TableFault::Broken)?;
    let mut is_open_document = false;
    let mut unpacked = 0;
    // What an archive says of its sizes may be untrue, so that they are measured.
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| TableFault::Broken)?;
        is_open_document |= part.name().is_ok_and(|name| name == open_document::CONTENT);
        let left = limit.saturating_sub(unpacked) + 1;
        let size = std::io::copy(&mut part.take(left), &mut std::io::sink());
        unpacked += size.map_err(|_| TableFault::Broken)?;
        if unpacked > limit {
            return Err(TableFault::TooMuch);
        }
    }
    if is_open_document {
        open_document::read(&mut archive, wanted)
    } else {
        drop(archive);
        workbook::read(bytes, wanted)
    }
}

#[cfg(test)]
mod tests;
