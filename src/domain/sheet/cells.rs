//! The cells of a sheet that can be changed one by one, and what the less simple ones hold.

use serde::{Deserialize, Serialize};

/// The cells of a sheet that can be changed, by the names that the history uses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellName {
    /// The mark of a criterion: a decimal, `abstain` or nothing.
    Score(String),
    /// `recommend`, `revise`, `decline` or nothing.
    Verdict,
    /// `1` to `3` or nothing.
    Familiarity,
    /// Free text.
    Comment,
    /// Suggested support in 10,000 yuan.
    Amount,
    /// `draft`, `submitted`, `recused` or `abstained`; its reason goes along.
    State,
    /// The promise noted for an indicator: its place from 1, `0` for none, or nothing.
    Pairing(String),
    /// The judgement of a clause: `yes`, `no`, `unsure` or `not_applicable`, with `: ` and
    /// the reason behind where one is given; or nothing.
    Judgement(String),
    /// A veto that is proposed, by the policy's ground: the evidence, or nothing.
    Veto(String),
    /// A question for the presentation, by its place from 1: the text, with the indicator
    /// and `: ` before it where it is about one; or nothing.
    Question(usize),
}

impl CellName {
    /// Returns the name used in the history.
    pub fn path(&self) -> String {
        match self {
            Self::Score(criterion) => format!("scores.{criterion}"),
            Self::Verdict => "verdict".to_owned(),
            Self::Familiarity => "familiarity".to_owned(),
            Self::Comment => "comment".to_owned(),
            Self::Amount => "amount".to_owned(),
            Self::State => "state".to_owned(),
            Self::Pairing(indicator) => format!("pairing.{indicator}"),
            Self::Judgement(clause) => format!("judgement.{clause}"),
            Self::Veto(ground) => ["veto", ground].join("."),
            Self::Question(place) => ["question", &place.to_string()].join("."),
        }
    }

    /// Reads the name used in the history; none for what is no cell.
    pub fn parse(path: &str) -> Option<Self> {
        let (kind, of) = path.split_once('.').unwrap_or((path, ""));
        Some(match (kind, of) {
            ("verdict", "") => Self::Verdict,
            ("familiarity", "") => Self::Familiarity,
            ("comment", "") => Self::Comment,
            ("amount", "") => Self::Amount,
            ("state", "") => Self::State,
            (_, "") => return None,
            ("scores", id) => Self::Score(id.to_owned()),
            ("pairing", id) => Self::Pairing(id.to_owned()),
            ("judgement", id) => Self::Judgement(id.to_owned()),
            ("veto", id) => Self::Veto(id.to_owned()),
            ("question", place) => Self::Question(place.parse().ok()?),
            _ => return None,
        })
    }
}

/// One judgement on a clause of the target that holds words only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// `yes`, `no`, `unsure` or `not_applicable`.
    pub met: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl Judgement {
    /// What can be judged, in the order of the digits 1 to 4.
    pub const ALL: [&'static str; 4] = ["yes", "no", "unsure", "not_applicable"];

    /// Reads the form the history uses.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (met, reason) = text.split_once(": ").unwrap_or((text, ""));
        Self::ALL.contains(&met).then(|| Self {
            met: met.to_owned(),
            reason: reason.to_owned(),
        })
    }

    /// Returns the form the history uses.
    pub fn written(&self) -> String {
        if self.reason.is_empty() {
            self.met.clone()
        } else {
            format!("{}: {}", self.met, self.reason)
        }
    }
}

/// A question for the presentation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The indicator it is about, or empty.
    #[serde(default)]
    pub indicator: String,
    /// The question; empty where it was taken back.
    pub text: String,
}

impl Question {
    pub(super) fn parse(text: &str) -> Self {
        let is_name = |name: &str| name.contains('/') && !name.contains(char::is_whitespace);
        match text.split_once(": ").filter(|(name, _)| is_name(name)) {
            Some((indicator, text)) => Self {
                indicator: indicator.to_owned(),
                text: text.to_owned(),
            },
            None => Self {
                indicator: String::new(),
                text: text.to_owned(),
            },
        }
    }

    /// Returns the form the history uses.
    pub fn written(&self) -> String {
        if self.indicator.is_empty() || self.text.is_empty() {
            self.text.clone()
        } else {
            format!("{}: {}", self.indicator, self.text)
        }
    }
}
