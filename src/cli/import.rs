//! `heyi import`: from tables that people keep elsewhere into a panel folder.

mod scores;

use super::{Output, Refusal};

/// What is taken in.
#[derive(Debug, clap::Subcommand)]
pub enum What {
    /// Scores, one row a cell.
    Scores(scores::Wanted),
}

/// Takes in what was asked for.
///
/// # Errors
/// A refusal where nothing was taken in.
pub fn run(what: &What, output: &mut Output) -> Result<u8, Refusal> {
    match what {
        What::Scores(wanted) => scores::run(wanted, output),
    }
}
