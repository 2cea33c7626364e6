//! Editions of the plan that were in force in a panel before the present one. They are kept in
//! `editions/`, each in a folder named by the first digits of its digest, so that what sheets
//! were scored against can be shown for ever.

mod changes;
mod moves;

pub use changes::{Kind, LinkChange, PlanChanges, ReadingChange, Resting, TextChange};
pub use moves::{Move, Moves, Touched};

use super::plan::Plan;
use serde::{Deserialize, Serialize};

/// Digits of a digest that name a folder.
const SHORT: usize = 8;

/// Returns the first digits of a digest, with or without its `sha256:`.
pub fn short(digest: &str) -> String {
    let digits = digest.strip_prefix("sha256:").unwrap_or(digest);
    digits.chars().take(SHORT).collect()
}

/// `editions/<digits>/edition.toml`: what an edition was and why another took its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditionNote {
    /// Version of the file format.
    pub format: u32,
    /// What the panel called it.
    pub name: String,
    /// Digest of its files.
    pub digest: String,
    /// Digest of the edition that took its place.
    pub replaced_by: String,
    /// Who loaded that one.
    pub by: String,
    /// When, told to people and never used.
    pub at: String,
    /// Why.
    pub reason: String,
}

/// A former edition as it is kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FormerEdition {
    /// Digest of its files as they lie there.
    pub digest: String,
    /// What is noted of it.
    pub note: EditionNote,
    /// The plan.
    pub plan: Plan,
}
