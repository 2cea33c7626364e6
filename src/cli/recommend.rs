//! `heyi recommend`: lanes, reasons in words, money, what it does for the plan.

mod document;
mod text;

use super::filter::Narrowed;
use super::round::{self, Loaded};
use super::{DATA, Output, Refusal};
use crate::analysis::coverage::{self, LinkCoverage};
use crate::analysis::goals::Contributions;
use crate::analysis::standing::{Standings, combine};

/// Everything that a printer needs.
struct Advice<'a> {
    loaded: &'a Loaded,
    standings: &'a Standings,
    coverage: Vec<LinkCoverage>,
    contributions: Contributions,
    filter: Option<Narrowed>,
}

/// Prints the recommendations of a panel.
///
/// # Errors
/// A refusal where there is no such panel, or for a query that cannot be read.
pub fn run(
    name: &str,
    query: Option<&str>,
    json: bool,
    output: &mut Output,
) -> Result<u8, Refusal> {
    let loaded = round::load(name, output)?;
    let standings = combine(&loaded.panel, &loaded.sheets, loaded.round);
    let filter = Narrowed::of(query, &loaded.panel, &standings, output.language)?;
    let advice = Advice {
        loaded: &loaded,
        standings: &standings,
        coverage: coverage::links(&loaded.panel, &standings),
        contributions: Contributions::of(&loaded.panel, &standings),
        filter,
    };
    if json {
        let document = document::of(&advice, output.language);
        output.json(&document);
    } else {
        text::print(&advice, output);
    }
    loaded.complain(output.language);
    Ok(if loaded.has_errors() { DATA } else { 0 })
}
