//! Reasons, lanes and rungs in words.

use super::Language;
use crate::domain::Bilingual;
use crate::domain::balancing::{Conflict, Rule};
use crate::domain::decimal::{Decimal, RoundingMode, round};
use crate::domain::recommendation::{Gate, GateName, Lane, Reason, ReasonCode};
use crate::domain::rubric::Rubric;
use crate::domain::rulings::Decision;

/// Returns the name of a list.
pub fn lane(lane: Lane, language: Language) -> &'static str {
    let key = format!("lane.{}", lane.key());
    language.find(&key).unwrap_or_default()
}

/// Returns the name of a list in few words, for a narrow column; different lists have
/// different names here too.
pub fn short_lane(lane: Lane, language: Language) -> &'static str {
    let key = format!("lane_short.{}", lane.key());
    language.find(&key).unwrap_or_default()
}

/// Returns a reason as one sentence; criteria by the name they have in the rubric.
pub fn sentence(reason: &Reason, rubric: &Rubric, language: Language) -> String {
    say(reason, rubric, language, "")
}

/// Returns a reason in few words, for a table.
pub fn short(reason: &Reason, rubric: &Rubric, language: Language) -> String {
    say(reason, rubric, language, "_short")
}

/// Returns the short form of the first reason, to stand behind the name of a lane; empty where
/// it would only say that name again. Another sum than the one asked for goes first: the sums
/// that stand in the row rest on it.
pub fn behind_lane(lane: Lane, reasons: &[Reason], rubric: &Rubric, language: Language) -> String {
    let mut awarded = reasons.iter();
    let awarded = awarded.find(|reason| reason.code == ReasonCode::Awarded);
    let first = awarded
        .filter(|_| lane == Lane::Recommend)
        .or(reasons.first());
    let why = first.map(|reason| short(reason, rubric, language));
    let why = why.filter(|why| why != self::lane(lane, language));
    why.unwrap_or_default()
}

/// Returns a rule of balancing that cannot be kept together with the others.
pub fn conflict(conflict: &Conflict, language: Language) -> String {
    let numbers = conflict.numbers();
    let form = match conflict {
        Conflict::Budget { .. } | Conflict::GroupBudget { .. } if numbers.len() < 2 => "_open",
        _ => "",
    };
    let numbers = numbers.into_iter().map(shown);
    let details: Vec<String> = numbers.chain([conflict.subject().to_owned()]).collect();
    let details: Vec<&str> = details.iter().map(String::as_str).collect();
    language.with(&format!("conflict.{}{form}", conflict.key()), &details)
}

/// Returns the name of a rule of balancing.
pub fn rule(rule: Rule, language: Language) -> &'static str {
    language
        .find(&format!("portfolio.{}", rule.key()))
        .unwrap_or_default()
}

/// Returns the name of a rung of the tie ladder.
pub fn rung(rung: &str, rubric: &Rubric, language: Language) -> String {
    match rung.strip_prefix("criterion:") {
        Some(id) => language.with("rung.criterion", &[&criterion(id, rubric, language, false)]),
        None => language
            .find(&format!("rung.{rung}"))
            .map_or_else(|| rung.to_owned(), str::to_owned),
    }
}

/// Returns what stands behind a gate: the facts where it was passed, else why not.
pub fn gate(gate: &Gate, rubric: &Rubric, language: Language) -> String {
    if let Some(reason) = gate.reasons.first() {
        return sentence(reason, rubric, language);
    }
    if gate.passed.is_none() {
        return language.text("gate.not_reached").to_owned();
    }
    let numbers: Vec<String> = gate.numbers.iter().copied().map(shown).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let has_line = matches!(gate.name, GateName::Total | GateName::Money);
    let form = if has_line && numbers.len() < 2 {
        "free"
    } else {
        "yes"
    };
    language.with(&format!("gate.{}_{form}", gate.name.key()), &numbers)
}

fn say(reason: &Reason, rubric: &Rubric, language: Language, form: &str) -> String {
    let subject = match reason.code {
        ReasonCode::CriterionBelow => {
            criterion(&reason.subject, rubric, language, !form.is_empty())
        }
        ReasonCode::TieBroken => rung(&reason.subject, rubric, language),
        _ if reason.words != Bilingual::default() => {
            reason.words.of(language.is_english()).to_owned()
        }
        ReasonCode::PortfolioIn | ReasonCode::PortfolioOut => language
            .find(&format!("portfolio.{}", reason.subject))
            .unwrap_or(&reason.subject)
            .to_owned(),
        _ => reason.subject.clone(),
    };
    let numbers = reason.numbers.iter().map(|figure| shown(figure.value));
    let mut details: Vec<String> = numbers.chain([subject]).collect();
    if let (ReasonCode::CriterionBelow, [mean, limit, ..]) = (reason.code, &reason.numbers[..]) {
        // what is short is told from the figures that stand beside it
        let short = rounded(limit.value) - rounded(mean.value);
        if let Some(told) = details.get_mut(2) {
            *told = short.to_string();
        }
    }
    let details: Vec<&str> = details.iter().map(String::as_str).collect();
    let code = reason.code.key();
    language.with(&format!("reason.{code}{}{form}", kind(reason)), &details)
}

/// What was passed where there is no line, or no limit of the money, or neither; empty for all
/// else.
fn kind(reason: &Reason) -> &'static str {
    let has = |name| reason.numbers.iter().any(|one| one.name == name);
    match (reason.code, has("line"), has("budget")) {
        (ReasonCode::Passed, true, false) => "_no_money",
        (ReasonCode::Passed, false, true) => "_no_line",
        (ReasonCode::Passed, false, false) => "_free",
        _ => "",
    }
}

/// Returns what the bureau decided, and whether that departs from the experts.
pub fn decision(decision: &Decision, departs: bool, language: Language) -> String {
    let outcome = format!("decision.{}", decision.outcome);
    let outcome = language.find(&outcome).unwrap_or(&decision.outcome);
    // the minutes stand for it; where none are named, who approved it
    let record = match decision.minute.as_str() {
        "" => &decision.approver,
        minute => minute,
    };
    let details = [outcome, &decision.amount, record, &decision.reason];
    let key = match (decision.amount.is_empty(), decision.reason.is_empty()) {
        (false, false) => "around.decided_all",
        (false, true) => "around.decided_amount",
        (true, false) => "around.decided_reason",
        (true, true) => "around.decided",
    };
    let said = language.with(key, &details);
    match (departs, decision.reason.trim().is_empty()) {
        (false, _) => said,
        (true, false) => language.with("around.departs", &[&said]),
        (true, true) => language.with("around.departs_unsaid", &[&said]),
    }
}

/// Returns the short name of an overall goal, its id where the catalogue has none.
pub fn goal(id: &str, language: Language) -> String {
    let name = language.find(&format!("goal.{id}"));
    name.unwrap_or(id).to_owned()
}

/// Prints a number of a reason with at most two decimals, as many as it was rounded to.
fn shown(value: Decimal) -> String {
    rounded(value).to_string()
}

fn rounded(value: Decimal) -> Decimal {
    round(value, 2, RoundingMode::HalfUp)
}

fn criterion(id: &str, rubric: &Rubric, language: Language, is_short: bool) -> String {
    let Some(found) = rubric.criterion(id) else {
        return id.to_owned();
    };
    let name = if is_short {
        found.short_name()
    } else {
        &found.name
    };
    let name = name.of(language.is_english());
    if name.is_empty() { id } else { name }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lane_has_a_word_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            assert!(Lane::ALL.iter().all(|one| !lane(*one, language).is_empty()));
        }
    }

    #[test]
    fn a_reason_puts_its_numbers_where_they_belong() {
        let numbers = [
            ("mean", Decimal::new(114_286, 4)),
            ("least", 12.into()),
            ("short", Decimal::new(5714, 4)),
        ];
        let reason = Reason::new(ReasonCode::CriterionBelow, &numbers).about("route");
        let say = |language| sentence(&reason, &Rubric::default(), language);
        assert_eq!(
            say(Language::Chinese),
            "单项低于最低分：route均分 11.43，最低 12，差 0.57"
        );
        assert_eq!(
            say(Language::English),
            "“route”: mean 11.43, at least 12, short by 0.57"
        );
    }
    #[test]
    fn nothing_is_within_a_line_or_a_budget_that_nobody_set() {
        let (line, budget) = (("line", 75.into()), ("budget", 1600.into()));
        let basis = [("rank", 1.into()), ("total", 88.into())];
        let told = |more: &[(&'static str, Decimal)]| {
            let numbers: Vec<_> = basis.iter().chain(more).copied().collect();
            let reason = Reason::new(ReasonCode::Passed, &numbers);
            [Language::Chinese, Language::English]
                .map(|language| short(&reason, &Rubric::default(), language))
        };
        assert_eq!(told(&[line, budget]), ["达线，在资金内", "within budget"]);
        assert_eq!(told(&[line]), ["达线，未设资金额度", "above the line"]);
        assert_eq!(told(&[budget]), ["在资金内，未设线", "within budget"]);
        assert_eq!(told(&[]), ["未设线和资金额度", "no line, no budget"]);
    }
}
