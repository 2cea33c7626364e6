//! Placeholder.

use crate::report::document::Document;

/// Returns the file.
pub fn write(_document: &Document) -> Vec<u8> {
    Vec::new()
}
