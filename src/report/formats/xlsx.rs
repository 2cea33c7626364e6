//! Placeholder.

use super::WriteFault;
use crate::report::document::Document;

/// Returns the file.
///
/// # Errors
/// None yet.
pub fn write(_document: &Document) -> Result<Vec<u8>, WriteFault> {
    Ok(Vec::new())
}
