//! The policy: lines, shares, the ladder, switches.

use super::{Findings, not_taken, value_in_block, word_in_block};
use crate::domain::decimal::{Decimal, parse, plain};
use crate::domain::fraction::share;
use crate::domain::panel::Panel;
use crate::domain::policy::is_known_rung;
use crate::domain::problem::Trouble;
use crate::domain::rubric::Rubric;
use crate::store::place;
use std::collections::BTreeSet;

const POLICY: &str = "policy.toml";

/// Checks the policy.
pub fn check(panel: &Panel, findings: &mut Findings) {
    lines(panel, findings);
    shares(panel, findings);
    ladder(panel, findings);
    switches(panel, findings);
}

fn lines(panel: &Panel, findings: &mut Findings) {
    let threshold = &panel.policy.threshold;
    let joined = panel.joined_rubrics.iter().map(Rubric::full_marks);
    let full = joined.fold(panel.rubric.full_marks(), Decimal::min);
    for (key, line) in [
        ("pass", &threshold.pass),
        ("recommend", &threshold.recommend),
    ] {
        let is_line = parse(line).is_some_and(|line| {
            line >= Decimal::ZERO && (line <= full || panel.rubric.criteria.is_empty())
        });
        if !line.is_empty() && !is_line {
            let details = [&format!("threshold.{key}"), line.as_str()];
            let trouble = not_taken(line, Trouble::Contradiction);
            findings.report(POLICY, trouble, &details, |text| {
                place::value(text, "threshold", key)
            });
        }
    }
    if let Some((pass, recommend)) = parse(&threshold.pass).zip(parse(&threshold.recommend))
        && pass > recommend
    {
        let value = format!("{} > {}", plain(pass), plain(recommend));
        findings.report(
            POLICY,
            Trouble::Contradiction,
            &["threshold.pass", &value],
            |text| place::value(text, "threshold", "pass"),
        );
    }
    let is_line = |line: &String| !line.is_empty();
    let mut all = [&threshold.pass, &threshold.recommend]
        .into_iter()
        .chain(threshold.criterion.values());
    if panel.policy.lowest_best && all.any(is_line) {
        findings.report(POLICY, Trouble::LinesUnused, &[], |text| {
            place::key(text, "", "lowest_best")
        });
    }
    for (id, line) in &threshold.criterion {
        let find = |text: &str| match place::value(text, "threshold.criterion", id) {
            found if found.is_empty() => place::value(text, "threshold", "criterion"),
            found => found,
        };
        if panel.rubric.criterion(id).is_none() {
            findings.report(POLICY, Trouble::UnknownId, &["criterion", id], find);
        } else if !is_fraction(line) {
            let key = format!("threshold.criterion.{id}");
            let trouble = not_taken(line, Trouble::Contradiction);
            findings.report(POLICY, trouble, &[&key, line], find);
        }
    }
}

fn is_fraction(text: &str) -> bool {
    share(text).is_some_and(|share| {
        let value = share.decimal();
        (Decimal::ZERO..=Decimal::ONE).contains(&value)
    })
}

fn shares(panel: &Panel, findings: &mut Findings) {
    let policy = &panel.policy;
    for (section, key, value) in [
        ("valid", "technical_share", &policy.valid.technical_share),
        ("extremes", "low", &policy.extremes.low),
        ("extremes", "high", &policy.extremes.high),
    ] {
        if !value.is_empty() && !is_fraction(value) {
            let name = format!("{section}.{key}");
            let trouble = not_taken(value, Trouble::Contradiction);
            findings.report(POLICY, trouble, &[&name, value], |text| {
                place::value(text, section, key)
            });
        }
    }
    let (low, high) = (&policy.extremes.low, &policy.extremes.high);
    if policy.extremes.sentence && low.is_empty() && high.is_empty() {
        let details = ["extremes.sentence", "true"];
        findings.report(POLICY, Trouble::WithoutEffect, &details, |text| {
            place::value(text, "extremes", "sentence")
        });
    }
    if let Some((low, high)) = share(low).zip(share(high))
        && low > high
    {
        let value = format!("{} > {}", plain(low.decimal()), plain(high.decimal()));
        let details = ["extremes.low", value.as_str()];
        findings.report(POLICY, Trouble::Contradiction, &details, |text| {
            place::value(text, "extremes", "low")
        });
    }
}

fn ladder(panel: &Panel, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for rung in &panel.policy.ladder {
        let place = |text: &str| place::quoted(text, rung, 0);
        let ids = panel
            .rubric
            .criteria
            .iter()
            .map(|criterion| criterion.id.as_str());
        if !is_known_rung(rung, ids) {
            findings.report(POLICY, Trouble::UnknownId, &["rung", rung], place);
        } else if !seen.insert(rung) {
            findings.report(POLICY, Trouble::Duplicate, &[rung], |text| {
                place::quoted(text, rung, 1)
            });
        }
    }
}

fn switches(panel: &Panel, findings: &mut Findings) {
    let policy = &panel.policy;
    let mut contradict = |section: &str, key: &str, value: &str| {
        let name = if section.is_empty() {
            key.to_owned()
        } else {
            format!("{section}.{key}")
        };
        findings.report(POLICY, Trouble::Contradiction, &[&name, value], |text| {
            place::value(text, section, key)
        });
    };
    if policy.combine.min_n < 3 {
        contradict("combine", "min_n", &policy.combine.min_n.to_string());
    }
    if policy
        .rounding
        .decimals
        .is_some_and(|decimals| decimals > 9)
    {
        let decimals = policy.rounding.decimals.unwrap_or_default().to_string();
        contradict("rounding", "decimals", &decimals);
    }
    if !["", "group"].contains(&policy.scope.as_str()) {
        contradict("", "scope", &policy.scope);
    }
    if !["", "advisory", "cap"].contains(&policy.gap_rule.mode.as_str()) {
        contradict("gap_rule", "mode", &policy.gap_rule.mode);
    }
    let mut seen = BTreeSet::new();
    for (nth, veto) in policy.vetoes.iter().enumerate() {
        if !seen.insert(&veto.id) {
            findings.report(POLICY, Trouble::Duplicate, &[&veto.id], |text| {
                word_in_block(text, "[[veto]]", nth, &veto.id)
            });
        }
        if veto.is_voted_on() && !is_fraction(&veto.votes) {
            let trouble = not_taken(&veto.votes, Trouble::Contradiction);
            findings.report(POLICY, trouble, &["votes", &veto.votes], |text| {
                value_in_block(text, "[[veto]]", nth, "votes")
            });
        }
    }
}
