//! Workbooks: figures as numbers that show exactly their digits, everything else as text
//! that can never become a formula. Every sheet can be printed as it is.

mod charts;
mod figures;
mod grid;
mod lines;
mod names;
mod page;
#[cfg(test)]
mod sample;
mod sheet;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use super::WriteFault;
use crate::report::document::{Document, Section};
use names::Names;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::Sheet;
use styles::Styles;

/// Most sections on one sheet: no sheet holds more than 1,023 page breaks.
const MOST_SECTIONS: usize = 1_000;
/// Most sheets that the usual programs open.
const MOST_SHEETS: usize = 10_000;
/// Speed counts more than the last tenth of the size.
const COMPRESSION: u8 = 3;

/// Returns the workbook.
///
/// # Errors
/// Too many rows, columns or sheets.
pub fn write(document: &Document) -> Result<Vec<u8>, WriteFault> {
    let groups = groups(document);
    if groups.len() > MOST_SHEETS {
        return Err(WriteFault::TooLarge);
    }
    book(document, &groups).map_err(|fault| match fault {
        XlsxError::RowColumnLimitError => WriteFault::TooLarge,
        _ => WriteFault::Refused,
    })
}

/// The sections of each sheet; a document without sections has a sheet with its title.
fn groups(document: &Document) -> Vec<&[Section]> {
    let size = if document.is_one_sheet {
        MOST_SECTIONS
    } else {
        1
    };
    let groups: Vec<&[Section]> = document.sections.chunks(size).collect();
    if groups.is_empty() { vec![&[]] } else { groups }
}

fn book(document: &Document, groups: &[&[Section]]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_zip_compression_level(COMPRESSION);
    book.set_properties(&properties(document)?);
    let mut styles = Styles::new(&document.frame.language);
    let mut names = Names::default();
    for sections in groups {
        let paper = book.add_worksheet();
        paper.set_name(names.next(sheet_title(document, sections)))?;
        Sheet::new(paper, &mut styles, document, sections)?.write(sections)?;
    }
    charts::write(&mut book, &mut styles, &mut names, document)?;
    book.save_to_buffer()
}

/// A sheet of one section is called by it, a sheet of several by the document.
fn sheet_title<'a>(document: &'a Document, sections: &'a [Section]) -> &'a str {
    match sections {
        [only] if !document.is_one_sheet || document.title.is_empty() => {
            [&only.title, &only.key, &document.title]
                .into_iter()
                .find(|one| !one.is_empty())
                .map_or("", String::as_str)
        }
        _ => &document.title,
    }
}

/// What stands in the file beside its sheets. The day is none that ever counted: the time of
/// making is no part of a report.
fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(lines::clean(&document.title))
        .set_company(lines::clean(&document.frame.letterhead))
        .set_comment(lines::clean(&document.frame.codes))
        .set_creation_datetime(&day))
}
