//! The rules that can be read otherwise, with their declared values and how each changes.

use crate::domain::decimal::{Decimal, plain};
use crate::domain::panel::{Panel, Phase};

/// How a rule can be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// One of these words.
    Words(&'static [&'static str]),
    /// A number that is not negative, by this step; it may also be none where there is no line.
    Number {
        /// Distance of one press.
        step: Decimal,
        /// `none` is a value too.
        may_be_none: bool,
    },
    /// Not now; the catalogue key says why.
    Fixed(&'static str),
}

/// One rule that can be read otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its key, as `heyi rank --set` takes it.
    pub key: String,
    /// The declared value.
    pub declared: String,
    /// The value on trial.
    pub value: String,
    /// How it can be changed.
    pub choice: Choice,
}

impl Rule {
    /// Tells whether it is read otherwise than declared.
    pub fn is_changed(&self) -> bool {
        self.value != self.declared
    }

    /// Returns the value that one digit names; none for a number, which may have more of them,
    /// and where no value is a digit.
    pub fn of_digit(&self, digit: char) -> Option<&'static str> {
        let Choice::Words(words) = self.choice else {
            return None;
        };
        let is_it = |word: &&&str| word.chars().eq([digit]);
        words.iter().find(is_it).copied()
    }

    /// Tells whether digits are typed for it.
    pub fn takes_digits(&self) -> bool {
        let is_number = matches!(self.choice, Choice::Number { .. });
        is_number || ('0'..='9').any(|digit| self.of_digit(digit).is_some())
    }
}

const TRUTH: &[&str] = &["false", "true"];

/// Returns the rules of a panel with their declared values.
pub fn rules(panel: &Panel) -> Vec<Rule> {
    let mut rules = combining(panel);
    rules.extend(lines(panel));
    rules.extend(weights(panel));
    rules
}

fn word(key: &str, declared: impl Into<String>, words: &'static [&'static str]) -> Rule {
    let declared = declared.into();
    Rule {
        key: key.to_owned(),
        value: declared.clone(),
        declared,
        choice: Choice::Words(words),
    }
}

fn number(key: &str, declared: &str, step: u32, may_be_none: bool) -> Rule {
    let declared = if declared.is_empty() {
        "none"
    } else {
        declared
    };
    Rule {
        key: key.to_owned(),
        declared: declared.to_owned(),
        value: declared.to_owned(),
        choice: Choice::Number {
            step: Decimal::from(step),
            may_be_none,
        },
    }
}

fn combining(panel: &Panel) -> Vec<Rule> {
    let policy = &panel.policy;
    let (combine, rounding) = (&policy.combine, &policy.rounding);
    let decimals = rounding.decimals.map(|decimals| decimals.to_string());
    let decimals = decimals.unwrap_or_else(|| "none".to_owned());
    let methods = &["mean", "median", "trimmed"];
    vec![
        word("combine.method", combine.method.key(), methods),
        word("combine.per", combine.per.key(), &["total", "criterion"]),
        number("combine.min_n", &combine.min_n.to_string(), 1, false),
        word("rounding.decimals", decimals, &["none", "0", "1", "2", "3"]),
        word(
            "rounding.mode",
            rounding.mode.key(),
            &["half_up", "half_even"],
        ),
        word("rounding.stage", rounding.stage.key(), &["item", "final"]),
    ]
}

fn lines(panel: &Panel) -> Vec<Rule> {
    let policy = &panel.policy;
    let (valid, threshold) = (&policy.valid, &policy.threshold);
    let announced = policy.covers_weak_link.announced.to_string();
    let mut rules = vec![
        number("valid.experts", &valid.experts.to_string(), 1, false),
        word("valid.must_attend", valid.must_attend.to_string(), TRUTH),
        number("threshold.pass", &threshold.pass, 1, true),
        number("threshold.recommend", &threshold.recommend, 1, true),
    ];
    rules.extend(panel.groups.iter().map(|group| {
        let key = format!("budget.{}", group.id);
        number(&key, &group.budget, 50, true)
    }));
    rules.extend([
        word("money.skip", policy.money.skip.to_string(), TRUTH),
        word("votes.binding", policy.votes.binding.to_string(), TRUTH),
        word("covers_weak_link.announced", announced, TRUTH),
    ]);
    rules
}

/// Weights can be tried only before the round opens.
fn weights(panel: &Panel) -> Vec<Rule> {
    let is_draft = panel.head.phase == Phase::Draft;
    let criteria = panel.rubric.criteria.iter();
    criteria
        .map(|criterion| {
            let key = format!("weight.{}", criterion.id);
            let mut rule = number(&key, &plain(criterion.weight()), 1, false);
            if !is_draft {
                rule.choice = Choice::Fixed("refused.weights_frozen");
            }
            rule
        })
        .collect()
}
