//! The formats a document is written in. Each writer takes the whole [`Document`] and
//! returns the bytes of one file; none of them decides what stands in it.

pub mod csv;
pub mod docx;
pub mod html;
mod map;
pub mod markdown;
pub mod xlsx;

use super::document::Document;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Workbook.
    Xlsx,
    /// Text document.
    Docx,
    /// One page without scripts, for screens and printers.
    Html,
    /// Plain text with marks.
    Markdown,
    /// Tables for other programs.
    Csv,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 5] = [
        Self::Xlsx,
        Self::Docx,
        Self::Html,
        Self::Markdown,
        Self::Csv,
    ];

    /// Returns the word on the command line, which is the ending of the file too.
    pub fn key(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
        }
    }

    /// Reads the word of the command line.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// Tells `take` each file of documents of one kind: name with ending, and bytes or what
    /// the format cannot hold. Tables for other programs join all documents; the other formats
    /// make one file of each.
    pub fn write(
        self,
        documents: &[Document],
        take: &mut dyn FnMut(String, Result<Vec<u8>, WriteFault>),
    ) {
        if self == Self::Csv {
            match csv::write(documents) {
                Ok(files) => files
                    .into_iter()
                    .for_each(|(name, bytes)| take(name, Ok(bytes))),
                Err(fault) => take(self.file_name(documents.first()), Err(fault)),
            }
            return;
        }
        for document in documents {
            let bytes = match self {
                Self::Xlsx => xlsx::write(document),
                Self::Docx => docx::write(document),
                Self::Html => Ok(html::write(document)),
                Self::Markdown | Self::Csv => Ok(markdown::write(document)),
            };
            take(self.file_name(Some(document)), bytes);
        }
    }

    fn file_name(self, document: Option<&Document>) -> String {
        let name = document.map_or("", |document| document.name.as_str());
        format!("{name}.{}", self.key())
    }
}

/// Why a document could not be written in a format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteFault {
    /// More rows or sheets than the format holds.
    #[error("the document is too large for the format")]
    TooLarge,
    /// A library refused what it was given.
    #[error("the document could not be written")]
    Refused,
}
