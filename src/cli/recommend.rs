//! `heyi recommend`: lanes, reasons in words, money, what it does for the plan.

mod document;
mod text;

use super::filter::Narrowed;
use super::round::{self, Loaded};
use super::{DATA, Output, Refusal};
use crate::analysis::coverage::{self, LinkCoverage};
use crate::analysis::goals::Contributions;
use crate::analysis::standing::{Standings, combine};
use crate::i18n::Language;

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
    let advice = Advice::of(&loaded, &standings, filter);
    if json {
        let document = document::of(&advice, output.language);
        output.json(&document);
    } else {
        text::print(&advice, output);
    }
    loaded.complain(output.language);
    Ok(if loaded.has_errors() { DATA } else { 0 })
}

impl<'a> Advice<'a> {
    fn of(loaded: &'a Loaded, standings: &'a Standings, filter: Option<Narrowed>) -> Self {
        Self {
            coverage: coverage::links(&loaded.panel, standings),
            contributions: Contributions::of(&loaded.panel, standings),
            loaded,
            standings,
            filter,
        }
    }
}

/// Returns the whole document of a panel; the reasons' texts are in the language.
pub fn whole(loaded: &Loaded, language: Language) -> serde_json::Value {
    let standings = combine(&loaded.panel, &loaded.sheets, loaded.round);
    document::of(&Advice::of(loaded, &standings, None), language)
}
