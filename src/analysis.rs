//! What can be computed from a panel: readings, comparisons, matches and results.
//! It reads no file and knows no screen.

pub mod comparison;
pub mod targets;
pub mod units;
