//! Writes a ruling on a conflict of interest into `conflicts.toml`, and one line into the
//! journal.

use super::Signature;
use crate::domain::journal::sentences;
use crate::domain::people::Conflict;
use crate::store::assignments::{self, Unwritten};
use crate::store::journal;
use crate::store::save::Disk;
use std::path::Path;

/// Writes a ruling; `reason` is what was given now, for the journal.
///
/// # Errors
/// Why nothing was written at all.
pub fn recusal(
    panel: &Path,
    ruling: &Conflict,
    reason: &str,
    signature: Signature,
) -> Result<(), Unwritten> {
    // a journal that takes no line is noticed before anything is changed
    let mut journal = journal::open(panel).map_err(Unwritten::System)?;
    assignments::rule(&Disk, panel, ruling)?;
    let sentence = match ruling.state.as_str() {
        "cleared" => sentences::CLEARED,
        "candidate" => sentences::CANDIDATE,
        _ => sentences::RECUSED,
    };
    let line = sentence.written(&[&ruling.expert, &ruling.proposal, reason]);
    // The ruling stands; a line that is not added is not worth a false word.
    let _ = journal::add(&mut journal, signature.at, signature.by, &line);
    Ok(())
}
