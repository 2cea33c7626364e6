//! Placeholder.

use super::WriteFault;
use crate::report::document::Document;

/// Returns the tables.
///
/// # Errors
/// None yet.
pub fn write(_documents: &[Document]) -> Result<Vec<(String, Vec<u8>)>, WriteFault> {
    Ok(Vec::new())
}
