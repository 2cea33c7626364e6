//! `heyi rank`: how the proposals stand, as tables or as one JSON object.

mod beside;
mod document;
mod text;

use super::filter::Narrowed;
use super::round::{self, Loaded};
use super::{DATA, Output, Refusal, USER};
use crate::analysis::standing::{Standings, combine};
use crate::analysis::what_if::{self, WhatIfFault};
use crate::domain::panel::Panel;
use crate::i18n::Language;

/// What was asked for.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The panel.
    panel: String,
    /// Rules to read otherwise.
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// How many count as the top; all of a chain where it has fewer.
    #[arg(long)]
    top: Option<usize>,
    /// `totals` or a criterion.
    #[arg(long, default_value = "totals", value_name = "totals|CRITERION")]
    scores: String,
    /// Official figures only.
    #[arg(long)]
    official: bool,
    /// Advisory figures whatever the size.
    #[arg(long, value_name = "all", value_parser = ["all"])]
    advisory: Option<String>,
    /// Rows that a query leaves.
    #[arg(long, value_name = "QUERY")]
    filter: Option<String>,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Everything that a printer needs.
struct Ranking<'a> {
    loaded: &'a Loaded,
    options: &'a Options,
    standings: &'a Standings,
    filter: Option<&'a Narrowed>,
}

/// Prints the standings of a panel.
///
/// # Errors
/// A refusal where there is no such panel, rule or criterion.
pub fn run(options: &Options, output: &mut Output) -> Result<u8, Refusal> {
    if options.top == Some(0) {
        return Err(Refusal {
            code: USER,
            message: output.language.text("rank.bad_top").to_owned(),
            hint: output.language.text("rank.bad_top_hint").to_owned(),
        });
    }
    let mut loaded = round::load(&options.panel, output)?;
    for words in &options.set {
        apply(&mut loaded.panel, words, output.language)?;
    }
    let is_known =
        options.scores == "totals" || loaded.panel.rubric.criterion(&options.scores).is_some();
    if !is_known {
        return Err(no_scores(&loaded.panel, &options.scores, output.language));
    }
    let standings = combine(&loaded.panel, &loaded.sheets, loaded.round);
    let query = options.filter.as_deref();
    let filter = Narrowed::of(query, &loaded.panel, &standings, output.language)?;
    let ranking = Ranking {
        loaded: &loaded,
        options,
        standings: &standings,
        filter: filter.as_ref(),
    };
    if options.json {
        let document = document::of(&ranking);
        output.json(&document);
    } else {
        text::print(&ranking, output);
    }
    loaded.complain(output.language);
    Ok(if loaded.has_errors() { DATA } else { 0 })
}

/// Returns the whole document of a panel by its declared rules.
pub fn whole(loaded: &Loaded) -> serde_json::Value {
    let standings = combine(&loaded.panel, &loaded.sheets, loaded.round);
    let options = Options {
        panel: String::new(),
        set: Vec::new(),
        top: None,
        scores: "totals".to_owned(),
        official: false,
        advisory: None,
        filter: None,
        json: true,
    };
    document::of(&Ranking {
        loaded,
        options: &options,
        standings: &standings,
        filter: None,
    })
}

fn apply(panel: &mut Panel, words: &str, language: Language) -> Result<(), Refusal> {
    let refusal = |hint: String| Refusal {
        code: USER,
        message: language.with("rank.bad_set", &[words]),
        hint,
    };
    let Some((key, value)) = words.split_once('=') else {
        return Err(refusal(language.text("rank.bad_set_form").to_owned()));
    };
    what_if::set(panel, key.trim(), value.trim()).map_err(|fault| {
        refusal(match fault {
            WhatIfFault::UnknownKey => language.with("rank.bad_set_key", &[what_if::KEYS]),
            WhatIfFault::WrongValue(allowed) => language.with("rank.bad_set_value", &[allowed]),
            WhatIfFault::WeightsFrozen => language.text("rank.bad_set_weights").to_owned(),
        })
    })
}

fn no_scores(panel: &Panel, wanted: &str, language: Language) -> Refusal {
    let criteria = panel.rubric.criteria.iter();
    let ids: Vec<&str> = criteria.map(|criterion| criterion.id.as_str()).collect();
    Refusal {
        code: USER,
        message: language.with("rank.bad_scores", &[wanted]),
        hint: language.with("rank.bad_scores_hint", &[&ids.join(" ")]),
    }
}
