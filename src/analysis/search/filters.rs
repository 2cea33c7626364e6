//! What query words ask of a proposal, and what a proposal answers.

use crate::domain::decimal::Decimal;
use crate::domain::proposal::ProposalKind;
use crate::text::fold::search_form;

/// How a figure stands to the one that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// Above.
    Above,
    /// Above or equal.
    AtLeast,
    /// Below.
    Below,
    /// Below or equal.
    AtMost,
    /// Equal.
    Equal,
}

impl Compare {
    /// The signs, the longer ones first.
    pub(super) const SIGNS: [(&'static str, Self); 7] = [
        (">=", Self::AtLeast),
        ("≥", Self::AtLeast),
        ("<=", Self::AtMost),
        ("≤", Self::AtMost),
        (">", Self::Above),
        ("<", Self::Below),
        ("=", Self::Equal),
    ];

    fn holds(self, figure: Decimal, line: Decimal) -> bool {
        match self {
            Self::Above => figure > line,
            Self::AtLeast => figure >= line,
            Self::Below => figure < line,
            Self::AtMost => figure <= line,
            Self::Equal => figure == line,
        }
    }
}

/// What a query word asks of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Part of one of the chain's names, folded.
    Chain(String),
    /// Beginning of a kind's name, folded.
    Kind(String),
    /// Part of the district, folded.
    District(String),
    /// There is a score, or there is none.
    Scored(bool),
    /// Somebody withdrew: the expert of this seat, or any.
    Recused,
    /// Total.
    Score(Compare, Decimal),
    /// Highest minus lowest total of the experts.
    Spread(Compare, Decimal),
    /// Something the plan asks for is missed or not promised.
    Gap,
}

/// What query words ask about a proposal.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    /// Names of its chains, in both languages and as id.
    pub chains: Vec<&'a str>,
    /// Kind.
    pub kind: ProposalKind,
    /// District.
    pub district: &'a str,
    /// Whether there is a score: the own sheet is submitted, or there is a combined total.
    pub is_scored: bool,
    /// The expert of this seat, or any expert, withdrew.
    pub is_recused: bool,
    /// Total: the own one, or the combined one.
    pub total: Option<Decimal>,
    /// Highest minus lowest total of the experts; never in an expert's seat.
    pub spread: Option<Decimal>,
    /// Something the plan asks of the main link is missed or not promised.
    pub has_gap: bool,
}

impl Filter {
    /// Tells whether a proposal is let through.
    pub fn holds(&self, facts: &Facts) -> bool {
        let compared = |figure: Option<Decimal>, compare: Compare, line| {
            figure.is_some_and(|figure| compare.holds(figure, line))
        };
        match self {
            Self::Chain(name) => facts.chains.iter().any(|own| is_part(own, name)),
            Self::Kind(name) => is_kind(facts.kind, name),
            Self::District(name) => is_part(facts.district, name),
            Self::Scored(wanted) => facts.is_scored == *wanted && !facts.is_recused,
            Self::Recused => facts.is_recused,
            Self::Score(compare, line) => compared(facts.total, *compare, *line),
            Self::Spread(compare, line) => compared(facts.spread, *compare, *line),
            Self::Gap => facts.has_gap,
        }
    }
}

/// Tells whether a name holds what was typed; a name is typed without its blanks, for a
/// blank ends the word.
fn is_part(own: &str, typed: &str) -> bool {
    search_form(own).replace(' ', "").contains(typed)
}

/// Kinds by their names in Chinese and English.
pub(super) const KINDS: [(ProposalKind, [&str; 2]); 5] = [
    (ProposalKind::Implement, ["实施", "implement"]),
    (ProposalKind::Attract, ["引进", "attract"]),
    (ProposalKind::Platform, ["平台", "platform"]),
    (ProposalKind::Application, ["应用", "application"]),
    (ProposalKind::Demonstration, ["示范", "demonstration"]),
];

/// Tells whether a kind's name begins so.
pub(super) fn is_kind(kind: ProposalKind, name: &str) -> bool {
    let mut names = KINDS.iter().filter(|(own, _)| *own == kind);
    names.any(|(_, names)| names.iter().any(|own| own.starts_with(name)))
}
