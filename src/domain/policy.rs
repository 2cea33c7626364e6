//! How scores become recommendations, as data that is declared before the round opens.

mod veto;

pub use veto::Veto;

use super::Bilingual;
use super::decimal::{Decimal, RoundingMode, parse};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The declared rules of a panel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Version of the file format.
    #[serde(default)]
    pub format: u32,
    /// How the experts' scores of one proposal become one figure.
    #[serde(default)]
    pub combine: Combine,
    /// When and how figures are rounded.
    #[serde(default)]
    pub rounding: Rounding,
    /// Which proposals have enough experts.
    #[serde(default)]
    pub valid: Valid,
    /// The lines.
    #[serde(default)]
    pub threshold: Thresholds,
    /// What unmet must-meet indicators do.
    #[serde(default)]
    pub gap_rule: GapRule,
    /// What the experts' verdicts do.
    #[serde(default)]
    pub votes: Votes,
    /// Which scores need a sentence.
    #[serde(default)]
    pub extremes: Extremes,
    /// Where ranks are official: `group`.
    #[serde(default)]
    pub scope: String,
    /// The lowest total is the first: the figures stand for something that should be small.
    /// Lines are not used then.
    #[serde(default)]
    pub lowest_best: bool,
    /// How equal totals are told apart, first rung first.
    #[serde(default)]
    pub ladder: Vec<String>,
    /// Rungs that count only when announced before opening.
    #[serde(default)]
    pub covers_weak_link: Announced,
    /// The money line.
    #[serde(default)]
    pub money: Money,
    /// Balancing over the whole list.
    #[serde(default)]
    pub portfolio: Portfolio,
    /// The special lane.
    #[serde(default)]
    pub special: Special,
    /// What excludes a proposal outside the points.
    #[serde(default, rename = "veto")]
    pub vetoes: Vec<Veto>,
}

/// How several totals become one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Arithmetic mean.
    Mean,
    /// Middle value.
    Median,
    /// Mean without one highest and one lowest.
    #[default]
    Trimmed,
}

impl Method {
    /// Returns the key used in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Trimmed => "trimmed",
        }
    }
}

/// What is combined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// The experts' totals.
    #[default]
    Total,
    /// Each criterion, then added.
    Criterion,
}

impl Per {
    /// Returns the key used in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Criterion => "criterion",
        }
    }
}

/// The combining rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Combine {
    /// Method.
    #[serde(default)]
    pub method: Method,
    /// Unit of combining.
    #[serde(default)]
    pub per: Per,
    /// Fewest experts for trimming; below it the plain mean is taken, and said so.
    #[serde(default = "five")]
    pub min_n: usize,
}

fn five() -> usize {
    5
}

impl Default for Combine {
    fn default() -> Self {
        Self {
            method: Method::Trimmed,
            per: Per::Total,
            min_n: five(),
        }
    }
}

/// Where rounding happens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// After each weighted criterion.
    Item,
    /// Once at the end.
    #[default]
    Final,
}

impl Stage {
    /// Returns the key used in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Final => "final",
        }
    }
}

/// The rounding rule; without decimals nothing is rounded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// Places, or none for no rounding.
    #[serde(default)]
    pub decimals: Option<u32>,
    /// What a half does.
    #[serde(default)]
    pub mode: RoundingMode,
    /// When.
    #[serde(default)]
    pub stage: Stage,
}

/// When a proposal has enough experts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Valid {
    /// Fewest experts with a total after recusals, abstentions and absences; 0 for no minimum.
    #[serde(default)]
    pub experts: usize,
    /// Share of technical experts, a fraction such as `2/3`, or empty.
    #[serde(default)]
    pub technical_share: String,
    /// Who did not hear the presentation does not count.
    #[serde(default)]
    pub must_attend: bool,
}

/// The lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// 合格线, exact decimal, or empty.
    #[serde(default)]
    pub pass: String,
    /// 推荐线, exact decimal, or empty.
    #[serde(default)]
    pub recommend: String,
    /// Lowest mean of a criterion as a share of its maximum.
    #[serde(default)]
    pub criterion: BTreeMap<String, String>,
}

/// What an unmet must-meet indicator does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapRule {
    /// `advisory` or `cap`.
    #[serde(default)]
    pub mode: String,
}

/// What the experts' verdicts do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    /// A majority decides; otherwise votes are only shown.
    #[serde(default)]
    pub binding: bool,
}

/// Which scores need a sentence in the comment, as shares of the maximum.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extremes {
    /// Below this share.
    #[serde(default)]
    pub low: String,
    /// Above this share.
    #[serde(default)]
    pub high: String,
    /// Whether the sentence is asked for.
    #[serde(default)]
    pub sentence: bool,
    /// Fewest characters of the comment then, line ends not counted; 0 for any.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub min_comment: usize,
}

/// Which end of the scale a score is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// Very low.
    Low,
    /// Very high.
    High,
}

impl Extremes {
    /// Tells whether a score of so many at most needs a sentence in the comment, and why.
    pub fn asks(&self, score: Decimal, maximum: Decimal) -> Option<Extreme> {
        let is_low = parse(&self.low).is_some_and(|share| score < share * maximum);
        let is_high = parse(&self.high).is_some_and(|share| score > share * maximum);
        match (self.sentence, is_low, is_high) {
            (true, true, _) => Some(Extreme::Low),
            (true, false, true) => Some(Extreme::High),
            _ => None,
        }
    }
}

/// Tells whether a number that need not be written is not there.
#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for it by reference
fn is_nought(number: &usize) -> bool {
    *number == 0
}

/// A rule that counts only when it was announced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// Announced before opening.
    #[serde(default)]
    pub announced: bool,
}

/// The money line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// A cheaper proposal of lower rank may be taken when the next does not fit (跳档).
    #[serde(default)]
    pub skip: bool,
}

/// Balancing over the whole list (综合平衡).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portfolio {
    /// Switched on.
    #[serde(default)]
    pub on: bool,
    /// Its basis.
    #[serde(default)]
    pub basis: String,
    /// Who approved it.
    #[serde(default)]
    pub approver: String,
    /// Hard limit of the money over all groups in 10,000 yuan, exact decimal; empty for the
    /// sum of the groups'.
    #[serde(default)]
    pub budget: String,
    /// What is looked for among the lists that keep every rule.
    #[serde(default)]
    pub objective: Objective,
    /// Most recommended proposals of one applicant; 0 for no limit.
    #[serde(default)]
    pub per_applicant: usize,
    /// Most of one district; 0 for no limit.
    #[serde(default)]
    pub per_district: usize,
    /// Most of one innovation link; 0 for no limit.
    #[serde(default)]
    pub per_link: usize,
    /// At least one of every chain of which any proposal passes the lines.
    #[serde(default)]
    pub one_per_chain: bool,
    /// Points that a contribution to an overall goal of the plan is worth, by goal id,
    /// exact decimals; only for the objective `points`.
    #[serde(default)]
    pub price: BTreeMap<String, String>,
}

/// What balancing looks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// In rank order, each proposal is taken if what is left can still keep every rule.
    #[default]
    Lexicographic,
    /// Most points above the recommendation line, prices of goals added.
    Points,
}

impl Objective {
    /// Returns the key used in files and `--json` documents.
    pub fn key(self) -> &'static str {
        match self {
            Self::Lexicographic => "lexicographic",
            Self::Points => "points",
        }
    }
}

/// What the special lane needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Special {
    /// Fields that must be given.
    #[serde(default)]
    pub needs: Vec<String>,
}

/// No lines.
static NO_LINES: Thresholds = Thresholds {
    pass: String::new(),
    recommend: String::new(),
    criterion: BTreeMap::new(),
};

impl Policy {
    /// Returns the lines that are used: none where the lowest total is the first, for they
    /// say what is enough, not what is too much.
    pub fn lines(&self) -> &Thresholds {
        if self.lowest_best {
            &NO_LINES
        } else {
            &self.threshold
        }
    }

    /// Returns the total from which a proposal is recommended; that from which it passes where
    /// there is no line of recommendation, and none where there is neither.
    pub fn line(&self) -> Option<Decimal> {
        let lines = self.lines();
        parse(&lines.recommend).or_else(|| parse(&lines.pass))
    }

    /// Finds a ground of exclusion.
    pub fn veto(&self, id: &str) -> Option<&Veto> {
        self.vetoes.iter().find(|veto| veto.id == id)
    }

    /// Returns what a ground of exclusion is called; its id where the policy has none such.
    pub fn ground(&self, id: &str) -> Bilingual {
        self.veto(id).map_or_else(
            || Bilingual {
                zh: id.to_owned(),
                en: id.to_owned(),
            },
            |veto| veto.text.clone(),
        )
    }
}

/// Tells whether a rung of a policy means anything for a rubric's criteria.
pub fn is_known_rung<'a>(rung: &str, criteria: impl IntoIterator<Item = &'a str>) -> bool {
    match rung.strip_prefix("criterion:") {
        Some(id) => criteria.into_iter().any(|known| known == id),
        None => [
            "covers_weak_link",
            "recommend_votes",
            "recorded_vote",
            "joint",
        ]
        .contains(&rung),
    }
}
