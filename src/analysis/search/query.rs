//! Reading a query: words to be found, and words that narrow the list.

use super::Candidate;
use crate::domain::decimal::{Decimal, parse};
use crate::domain::proposal::ProposalKind;
use crate::text::fold::search_form;

/// One word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// To be found in the texts.
    Word(String),
    /// `链:` or `chain:`: part of a chain's name.
    Chain(String),
    /// `区:` or `district:`.
    District(String),
    /// `类:` or `kind:`.
    Kind(ProposalKind),
    /// `已评` / `未评`, `scored` / `unscored`.
    Scored(bool),
    /// `回避`, `recused`.
    Recused,
    /// `分>80`, `score>80`: own total above or below.
    Total(bool, Decimal),
}

impl Term {
    /// Tells whether a narrowing word lets the candidate through.
    pub fn holds(&self, candidate: &Candidate) -> bool {
        match self {
            Self::Word(_) => true,
            Self::Chain(name) => search_form(&candidate.chain).contains(name),
            Self::District(name) => search_form(&candidate.district).contains(name),
            Self::Kind(kind) => candidate.kind == *kind,
            Self::Scored(wanted) => candidate.is_scored == Some(*wanted),
            Self::Recused => candidate.is_recused,
            Self::Total(above, line) => candidate
                .total
                .is_some_and(|total| if *above { total > *line } else { total < *line }),
        }
    }
}

/// Splits a query at blanks and reads every word.
pub fn terms(query: &str) -> Vec<Term> {
    search_form(query).split_whitespace().map(term).collect()
}

fn term(word: &str) -> Term {
    let after = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| word.strip_prefix(name))
            .map(str::to_owned)
    };
    if let Some(name) = after(["链:", "chain:"]) {
        return Term::Chain(name);
    }
    if let Some(name) = after(["区:", "district:"]) {
        return Term::District(name);
    }
    if let Some(kind) = after(["类:", "kind:"]).and_then(|name| kind(&name)) {
        return Term::Kind(kind);
    }
    for (names, above) in [(["分>", "score>"], true), (["分<", "score<"], false)] {
        if let Some(line) = after(names).and_then(|number| parse(&number)) {
            return Term::Total(above, line);
        }
    }
    match word {
        "已评" | "scored" => Term::Scored(true),
        "未评" | "unscored" => Term::Scored(false),
        "回避" | "recused" => Term::Recused,
        _ => Term::Word(word.to_owned()),
    }
}

fn kind(name: &str) -> Option<ProposalKind> {
    use ProposalKind as K;
    let all = [
        (K::Implement, ["实施", "implement"]),
        (K::Attract, ["引进", "attract"]),
        (K::Platform, ["平台", "platform"]),
        (K::Application, ["应用", "application"]),
        (K::Demonstration, ["示范", "demonstration"]),
    ];
    all.into_iter()
        .find(|(_, names)| names.contains(&name))
        .map(|(kind, _)| kind)
}
