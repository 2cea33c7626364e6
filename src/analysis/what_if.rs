//! Reads one rule otherwise, to ask "what if". It changes only the copy it is given.

use crate::analysis::combine::LEAST_TRIMMED;
use crate::analysis::standing::{Standings, combine};
use crate::domain::decimal::{Decimal, RoundingMode, parse};
use crate::domain::fraction::share;
use crate::domain::panel::{Panel, Phase};
use crate::domain::policy::is_known_rung;
use crate::domain::policy::{Method, Per, Stage};
use crate::domain::sheet::{Round, ScoreSheet};

/// Why a rule cannot be read so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhatIfFault {
    /// No such rule.
    UnknownKey,
    /// The rule does not take this value; what it takes.
    WrongValue(&'static str),
    /// Weights are fixed once the round is open.
    WeightsFrozen,
}

/// All rules that can be set, for the hint.
pub const KEYS: &str = "combine.method combine.per combine.min_n rounding.decimals rounding.mode \
rounding.stage valid.experts valid.technical_share valid.must_attend threshold.pass \
threshold.recommend threshold.criterion.ID weight.ID budget budget.GROUP money.skip votes.binding \
ladder covers_weak_link.announced";

/// Combines a round under rules that are read otherwise, while the panel itself stays as it
/// is; none where a rule cannot be read so.
pub fn tried(
    panel: &Panel,
    sheets: &[ScoreSheet],
    round: Round,
    rules: &[(String, String)],
) -> Option<Standings> {
    let mut panel = panel.clone();
    for (key, value) in rules {
        set(&mut panel, key, value).ok()?;
    }
    Some(combine(&panel, sheets, round))
}

/// Sets one rule of the panel's policy, rubric or groups.
///
/// # Errors
/// The reason, and then nothing was changed.
pub fn set(panel: &mut Panel, key: &str, value: &str) -> Result<(), WhatIfFault> {
    let plural = key
        .strip_prefix("thresholds.")
        .map(|rest| format!("threshold.{rest}"));
    let key = plural.as_deref().unwrap_or(key);
    let policy = &mut panel.policy;
    match key {
        "combine.method" => {
            let words = [
                ("mean", Method::Mean),
                ("median", Method::Median),
                ("trimmed", Method::Trimmed),
            ];
            policy.combine.method = word(value, &words, "mean median trimmed")?;
        }
        "combine.per" => {
            let words = [("total", Per::Total), ("criterion", Per::Criterion)];
            policy.combine.per = word(value, &words, "total criterion")?;
        }
        "combine.min_n" => policy.combine.min_n = count(value)?.max(LEAST_TRIMMED),
        "rounding.decimals" if value == "none" => policy.rounding.decimals = None,
        "rounding.decimals" => {
            let decimals = value.parse().ok().filter(|decimals| *decimals <= 9);
            policy.rounding.decimals = Some(decimals.ok_or(WhatIfFault::WrongValue("none 0–9"))?);
        }
        "rounding.mode" => {
            let words = [
                ("half_up", RoundingMode::HalfUp),
                ("half_even", RoundingMode::HalfEven),
            ];
            policy.rounding.mode = word(value, &words, "half_up half_even")?;
        }
        "rounding.stage" => {
            let words = [("item", Stage::Item), ("final", Stage::Final)];
            policy.rounding.stage = word(value, &words, "item final")?;
        }
        "valid.experts" => policy.valid.experts = count(value)?,
        "valid.technical_share" => {
            let is_share = value.is_empty() || share(value).is_some();
            is_share
                .then_some(())
                .ok_or(WhatIfFault::WrongValue("2/3 0.6"))?;
            value.clone_into(&mut policy.valid.technical_share);
        }
        "valid.must_attend" => policy.valid.must_attend = truth(value)?,
        "threshold.pass" => policy.threshold.pass = line(value)?,
        "threshold.recommend" => policy.threshold.recommend = line(value)?,
        "money.skip" => policy.money.skip = truth(value)?,
        "votes.binding" => policy.votes.binding = truth(value)?,
        "covers_weak_link.announced" => policy.covers_weak_link.announced = truth(value)?,
        "ladder" => panel.policy.ladder = ladder(panel, value)?,
        _ => return set_of_one(panel, key, value),
    }
    Ok(())
}

/// Sets a rule that belongs to one criterion or one group.
fn set_of_one(panel: &mut Panel, key: &str, value: &str) -> Result<(), WhatIfFault> {
    if let Some(id) = key.strip_prefix("threshold.criterion.") {
        panel.rubric.criterion(id).ok_or(WhatIfFault::UnknownKey)?;
        share(value).ok_or(WhatIfFault::WrongValue("0.6 3/5"))?;
        let lines = &mut panel.policy.threshold.criterion;
        lines.insert(id.to_owned(), value.to_owned());
        return Ok(());
    }
    if let Some(id) = key.strip_prefix("weight.").or(key.strip_prefix("weights.")) {
        let criterion = panel
            .rubric
            .criteria
            .iter_mut()
            .find(|criterion| criterion.id == id);
        let criterion = criterion.ok_or(WhatIfFault::UnknownKey)?;
        if panel.head.phase != Phase::Draft {
            return Err(WhatIfFault::WeightsFrozen);
        }
        criterion.weight = amount(value)?;
        panel.join_rubrics();
        return Ok(());
    }
    let wanted = match key.strip_prefix("budget") {
        Some("") => None,
        Some(rest) => Some(rest.strip_prefix('.').ok_or(WhatIfFault::UnknownKey)?),
        None => return Err(WhatIfFault::UnknownKey),
    };
    let budget = line(value)?;
    let mut is_found = false;
    for group in &mut panel.groups {
        if wanted.is_none_or(|id| id == group.id) {
            budget.clone_into(&mut group.budget);
            is_found = true;
        }
    }
    is_found.then_some(()).ok_or(WhatIfFault::UnknownKey)
}

fn word<T: Copy>(
    value: &str,
    words: &[(&str, T)],
    allowed: &'static str,
) -> Result<T, WhatIfFault> {
    let found = words.iter().find(|(word, _)| *word == value);
    found
        .map(|(_, meant)| *meant)
        .ok_or(WhatIfFault::WrongValue(allowed))
}

fn truth(value: &str) -> Result<bool, WhatIfFault> {
    word(value, &[("true", true), ("false", false)], "true false")
}

fn count(value: &str) -> Result<usize, WhatIfFault> {
    let count = value.parse().ok().filter(|count| *count <= 10_000);
    count.ok_or(WhatIfFault::WrongValue("0–10000"))
}

fn amount(value: &str) -> Result<String, WhatIfFault> {
    let amount = parse(value).filter(|amount| *amount >= Decimal::ZERO);
    amount
        .map(|_| value.to_owned())
        .ok_or(WhatIfFault::WrongValue("16 8.5"))
}

/// Reads a line or a budget; `none` takes it away.
fn line(value: &str) -> Result<String, WhatIfFault> {
    match value {
        "" | "none" => Ok(String::new()),
        _ => amount(value),
    }
}

fn ladder(panel: &Panel, value: &str) -> Result<Vec<String>, WhatIfFault> {
    let rungs: Vec<String> = value
        .split([',', ' ', '，'])
        .filter(|rung| !rung.is_empty() && *rung != "none")
        .map(str::to_owned)
        .collect();
    let ids = || {
        panel
            .rubric
            .criteria
            .iter()
            .map(|criterion| criterion.id.as_str())
    };
    if rungs.iter().all(|rung| is_known_rung(rung, ids())) {
        Ok(rungs)
    } else {
        Err(WhatIfFault::WrongValue(
            "covers_weak_link criterion:ID recommend_votes recorded_vote none",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::Group;
    use crate::domain::rubric::Criterion;

    #[test]
    fn what_cannot_be_is_refused_and_changes_nothing() {
        let mut panel = Panel::default();
        panel.rubric.criteria.push(Criterion {
            id: "a".into(),
            ..Criterion::default()
        });
        panel.groups.push(Group {
            id: "g".into(),
            ..Group::default()
        });
        let before = panel.clone();
        for (key, value) in [
            ("combine.method", "mode"),
            ("combine.min_n", "-1"),
            ("rounding.decimals", "1.5"),
            ("threshold.pass", "nan"),
            ("threshold.criterion.b", "0.6"),
            ("weight.a", "1e3"),
            ("ladder", "criterion:b"),
            ("budget.h", "1"),
            ("budgets", "1"),
            ("nothing", "1"),
        ] {
            assert!(set(&mut panel, key, value).is_err(), "{key}={value}");
            assert_eq!(panel, before, "{key}={value}");
        }
        for (key, value) in [
            ("combine.method", "median"),
            ("rounding.decimals", "none"),
            ("threshold.pass", "none"),
            ("threshold.criterion.a", "3/5"),
            ("weight.a", "12.5"),
            ("ladder", "criterion:a,recommend_votes"),
            ("budget", "2000"),
            ("budget.g", "1000"),
            ("combine.min_n", "0"),
        ] {
            assert_eq!(set(&mut panel, key, value), Ok(()), "{key}={value}");
        }
        assert_eq!(panel.groups[0].budget, "1000");
        assert_eq!(panel.policy.combine.min_n, 3, "what is applied");
        panel.head.phase = Phase::Open;
        assert_eq!(
            set(&mut panel, "weight.a", "1"),
            Err(WhatIfFault::WeightsFrozen)
        );
    }
}
