//! `--filter QUERY`: the search of the screens over the rows of a command, with combined
//! scores. It leaves rows out and changes no figure.

use super::{Output, Refusal, USER};
use crate::analysis::search::{
    Combined, Doubt, Facts, Filter, Finding, LONGEST_QUERY, Manner, PanelIndex, Query, Viewer,
    facts, gaps,
};
use crate::analysis::standing::{ProposalStanding, Standings};
use crate::domain::panel::Panel;
use crate::i18n::Language;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The rows that a query leaves.
pub struct Narrowed {
    query: String,
    kept: BTreeSet<String>,
    of: usize,
    manner: Manner,
}

impl Narrowed {
    /// Reads a query, where there is one, and looks which proposals it leaves.
    ///
    /// # Errors
    /// A refusal for a query that is too long, or a query word that cannot be read.
    pub fn of(
        query: Option<&str>,
        panel: &Panel,
        standings: &Standings,
        language: Language,
    ) -> Result<Option<Self>, Refusal> {
        let Some(text) = query else {
            return Ok(None);
        };
        let query = Query::read(text, Viewer::Secretariat);
        if let Some((range, doubt)) = query.doubt() {
            let word: String = text.chars().skip(range.start).take(range.len()).collect();
            return Err(refused(&word, doubt, language));
        }
        if text.chars().count() > LONGEST_QUERY {
            let most = LONGEST_QUERY.to_string();
            return Err(Refusal {
                code: USER,
                message: language.with("rank.long_filter", &[&most]),
                hint: language.text("rank.long_filter_hint").to_owned(),
            });
        }
        let ready = PanelIndex::of(panel);
        let asked = AskedFacts::of(panel, standings, &query);
        let list: Vec<u32> = (0..ready.proposals).collect();
        let holds = |entry: u32, filter: &Filter| asked.holds(entry as usize, filter);
        let finding = Finding::of(&ready.index, &list, &query, holds, None);
        let proposals = finding.in_order().iter();
        let proposals = proposals.filter_map(|entry| panel.proposals.get(*entry as usize));
        Ok(Some(Self {
            query: text.to_owned(),
            kept: proposals.map(|proposal| proposal.id.clone()).collect(),
            of: list.len(),
            manner: finding.manner,
        }))
    }

    /// Tells whether a row is left.
    pub fn keeps(&self, row: &ProposalStanding) -> bool {
        self.kept.contains(&row.proposal)
    }

    /// Says what was asked and how many were found.
    pub fn say(&self, output: &mut Output) {
        let counts = [self.kept.len(), self.of].map(|count| count.to_string());
        let words = [self.query.as_str(), &counts[0], &counts[1]];
        output.line(&output.language.with("rank.filtered", &words));
        let key = match self.manner {
            Manner::Written => return,
            Manner::BySound => "filter.by_sound",
            Manner::Nearly => "filter.nearly",
        };
        output.line(output.language.text(key));
    }

    /// Returns the same for a `--json` document.
    pub fn json(&self) -> Value {
        let manner = match self.manner {
            Manner::Written => "written",
            Manner::BySound => "by_sound",
            Manner::Nearly => "nearly",
        };
        json!({
            "query": self.query,
            "found": self.kept.len(),
            "of": self.of,
            "manner": manner,
        })
    }
}

/// Tells whether rows are left by a filter that may not be there.
pub fn keeps(filter: Option<&Narrowed>, row: &ProposalStanding) -> bool {
    filter.is_none_or(|filter| filter.keeps(row))
}

/// What the query words of a query ask of every proposal; nothing where it has none.
struct AskedFacts<'a>(Vec<Facts<'a>>);

impl<'a> AskedFacts<'a> {
    fn of(panel: &'a Panel, standings: &Standings, query: &Query) -> Self {
        let filters = query.filters();
        if filters.is_empty() {
            return Self(Vec::new());
        }
        let gaps = if filters.contains(&Filter::Gap) {
            gaps(panel)
        } else {
            Vec::new()
        };
        let combined = Combined::of(panel, Some(standings));
        let proposals = panel.proposals.iter().enumerate();
        let asked = proposals.map(|(place, proposal)| {
            let mut facts = facts(panel, proposal);
            combined.fill(&proposal.id, &mut facts);
            facts.has_gap = gaps.get(place).copied().unwrap_or(false);
            facts
        });
        Self(asked.collect())
    }

    fn holds(&self, place: usize, filter: &Filter) -> bool {
        self.0.get(place).is_some_and(|facts| filter.holds(facts))
    }
}

fn refused(word: &str, doubt: Doubt, language: Language) -> Refusal {
    let hint = match doubt {
        Doubt::NoFigure(_) => language.with("filter.no_figure", &[word]),
        Doubt::NoName(_) => language.with("filter.no_name", &[word]),
        Doubt::NoKind => language.with("filter.no_kind", &[word]),
        Doubt::Unknown | Doubt::OthersScores => language.text("rank.bad_filter_hint").to_owned(),
    };
    Refusal {
        code: USER,
        message: language.with("rank.bad_filter", &[word]),
        hint,
    }
}
