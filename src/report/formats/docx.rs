//! Text documents for Word, WPS and Writer: everything can be changed by hand before it
//! is printed. Plots are left out; their figures stand in tables.

mod body;
mod columns;
mod footer;
mod form;
mod header;
mod package;
mod page;
mod styles;
mod table;
mod words;
mod xml;

use super::WriteFault;
use crate::report::document::Document;
use body::Around;
use package::{FOOTER, HEADER, Parts};
use page::Page;

/// Returns the file.
///
/// # Errors
/// A table of more columns, or more text, than Word opens.
pub fn write(document: &Document) -> Result<Vec<u8>, WriteFault> {
    let page = Page::new(document.is_landscape);
    let header = header::header(&document.frame, page);
    let footer = footer::footer(&document.frame, page);
    let around = Around {
        header: header.as_ref().map(|_| HEADER),
        footer: footer.as_ref().map(|_| FOOTER),
    };
    let parts = Parts {
        body: body::write(document, page, around)?,
        styles: styles::write(!document.frame.language.starts_with("en")),
        header,
        footer,
    };
    package::pack(document, parts)
}

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
