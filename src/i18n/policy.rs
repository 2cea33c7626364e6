//! A panel's rules as one official paragraph: what stands in it comes from the rubric and
//! the policy alone, so that whoever announces it announces what is computed.

mod list;
mod others;

use super::Language;
use crate::domain::decimal::{Decimal, RoundingMode, parse, plain};
use crate::domain::fraction::share;
use crate::domain::panel::{Panel, Phase};
use crate::domain::policy::{Method, Objective, Per, Policy, Rounding, Stage};
use crate::domain::rubric::{Criterion, Rubric};
use list::Words;

/// Fewest totals of which two can be dropped.
const LEAST_TRIMMED: usize = 3;

/// Hexadecimal digits of a code's two parts.
const PART: usize = 4;

/// Returns the paragraph, ended by the code of the policy and by whether it is locked.
pub fn paragraph(panel: &Panel, language: Language) -> String {
    let (rubric, policy) = (&panel.rubric, &panel.policy);
    let words = Words(language);
    let sentences = [
        scoring(rubric, words),
        others::others(panel, words),
        experts(policy, words),
        combining(policy, words),
        extremes(policy, words),
        lines(rubric, policy, words),
        verdicts(policy, words),
        vetoes(policy, words),
        ties(rubric, policy, words),
        balancing(panel, words),
        special(policy, words),
        locked(panel, words),
    ];
    let said = sentences.iter().map(String::as_str);
    let said: Vec<&str> = said.filter(|sentence| !sentence.is_empty()).collect();
    said.join(words.text("policy.between"))
}

/// Returns the short code of a digest such as `sha256:a7c219f0…`: `A7C2-19F0`; none where
/// there are fewer than 8 digits.
pub fn code(digest: &str) -> Option<String> {
    let digits = digest.rsplit(':').next().unwrap_or(digest);
    let digits: Vec<char> = digits.chars().take(2 * PART).collect();
    let is_whole = digits.len() == 2 * PART && digits.iter().all(char::is_ascii_hexdigit);
    let parts = digits.chunks(PART).map(|part| {
        let part: String = part.iter().collect();
        part.to_uppercase()
    });
    is_whole.then(|| parts.collect::<Vec<_>>().join("-"))
}

/// Tells whether the rules of a panel were fixed by opening it; one that is only marked open has
/// rules that can still be changed unseen.
pub fn is_locked(panel: &Panel) -> bool {
    panel.head.phase != Phase::Draft && !panel.head.frozen.rubric.is_empty()
}

/// Returns what has to stand on every result of a panel whose rules were changed after the
/// round was opened; none where they were not.
pub fn stamp(panel: &Panel, language: Language) -> Option<String> {
    let changed = panel.changed_since_opening();
    let times = panel.head.frozen.changes;
    if !changed.is_empty() {
        return Some(language.with("policy.changed", &[&changed.join(" ")]));
    }
    (times > 0).then(|| language.with("policy.fixed_again", &[&times.to_string()]))
}

fn scoring(rubric: &Rubric, words: Words) -> String {
    if rubric.criteria.is_empty() {
        return words.text("policy.criteria_none").to_owned();
    }
    let full = rubric.full_marks();
    let key = if full == Decimal::ONE_HUNDRED {
        "policy.marks_hundred"
    } else {
        "policy.marks"
    };
    let count = rubric.criteria.len().to_string();
    let mut said = words.with(key, &[&count, &plain(full)]);
    said.push_str(&steps(rubric, words));
    let with = |wanted: fn(&Criterion) -> bool, key: &str| -> Vec<String> {
        let criteria = rubric.criteria.iter().filter(|one| wanted(one));
        let told = criteria.map(|one| {
            let (least, most) = (one.scale.minimum(), one.scale.maximum());
            let numbers = [plain(least), plain(most), plain(one.weight())];
            words.with(
                key,
                &[&words.criterion(one), &numbers[0], &numbers[1], &numbers[2]],
            )
        });
        told.collect()
    };
    for list in [
        with(
            |one| one.weight() != one.scale.maximum(),
            "policy.marks_weight",
        ),
        with(|one| !one.scale.minimum().is_zero(), "policy.marks_least"),
        with(|one| !one.required, "policy.marks_optional"),
    ] {
        if !list.is_empty() {
            said.push_str(words.text("policy.also"));
            said.push_str(&words.list(&list));
        }
    }
    said + words.text("policy.stop")
}

/// In what steps marks are given: one word where all criteria have the same.
fn steps(rubric: &Rubric, words: Words) -> String {
    let mut steps: Vec<Decimal> = Vec::new();
    for criterion in &rubric.criteria {
        let step = criterion.scale.step().normalize();
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    if let [step] = steps.as_slice() {
        return if *step == Decimal::ONE {
            words.text("policy.step_whole").to_owned()
        } else {
            words.with("policy.step", &[&plain(*step)])
        };
    }
    let told = steps.iter().map(|step| {
        let mine = rubric.criteria.iter();
        let mine = mine.filter(|one| one.scale.step() == *step);
        words.with("policy.step_of", &[&words.criteria(mine), &plain(*step)])
    });
    let told: Vec<String> = told.collect();
    words.with("policy.steps", &[&words.list(&told)])
}

fn experts(policy: &Policy, words: Words) -> String {
    let valid = &policy.valid;
    let mut said = match valid.experts {
        0 => words.text("policy.experts_any").to_owned(),
        least => words.with("policy.experts", &[&least.to_string()]),
    };
    if let Some(share) = words.share(&valid.technical_share) {
        said.push_str(&words.with("policy.technical", &[&share]));
    }
    said + if valid.must_attend {
        words.text("policy.excluded_absent")
    } else {
        words.text("policy.excluded")
    }
}

fn combining(policy: &Policy, words: Words) -> String {
    let combine = &policy.combine;
    // rounding item by item needs combined items, whatever is combined otherwise
    let by_item = policy.rounding.stage == Stage::Item && policy.rounding.decimals.is_some();
    let per = if by_item { Per::Criterion } else { combine.per };
    let key = match (per, combine.method) {
        (Per::Total, Method::Mean) => "policy.total_mean",
        (Per::Total, Method::Median) => "policy.total_median",
        (Per::Total, Method::Trimmed) => "policy.total_trimmed",
        (Per::Criterion, Method::Mean) => "policy.criterion_mean",
        (Per::Criterion, Method::Median) => "policy.criterion_median",
        (Per::Criterion, Method::Trimmed) => "policy.criterion_trimmed",
    };
    let mut said = words.text(key).to_owned();
    let least = combine.min_n.max(LEAST_TRIMMED);
    if combine.method == Method::Trimmed && least > policy.valid.experts {
        said.push_str(&words.with("policy.plain_below", &[&least.to_string()]));
    }
    said.push_str(&rounding(&policy.rounding, words));
    let experts = policy.valid.experts.to_string();
    let share = words.share(&policy.valid.technical_share);
    said + &match (policy.valid.experts, share) {
        (0, None) => words.text("policy.invalid_none").to_owned(),
        (0, Some(share)) => words.with("policy.invalid_technical", &[&share]),
        (_, None) => words.with("policy.invalid_few", &[&experts]),
        (_, Some(share)) => words.with("policy.invalid_both", &[&experts, &share]),
    }
}

fn rounding(rounding: &Rounding, words: Words) -> String {
    let Some(decimals) = rounding.decimals else {
        return words.text("policy.unrounded").to_owned();
    };
    let places = match decimals {
        0 => words.text("policy.places_none").to_owned(),
        1 => words.text("policy.places_one").to_owned(),
        more => words.with("policy.places", &[&more.to_string()]),
    };
    let mode = match rounding.mode {
        RoundingMode::HalfUp => words.text("policy.half_up"),
        RoundingMode::HalfEven => words.text("policy.half_even"),
    };
    let key = match rounding.stage {
        Stage::Item => "policy.rounded_item",
        Stage::Final => "policy.rounded_final",
    };
    words.with(key, &[&places, mode])
}

fn extremes(policy: &Policy, words: Words) -> String {
    let extremes = &policy.extremes;
    let (low, high) = (words.share(&extremes.low), words.share(&extremes.high));
    let said = match (low, high) {
        _ if !extremes.sentence => String::new(),
        (Some(low), Some(high)) => words.with("policy.extremes", &[&low, &high]),
        (Some(low), None) => words.with("policy.extremes_low", &[&low]),
        (None, Some(high)) => words.with("policy.extremes_high", &[&high]),
        (None, None) => return String::new(),
    };
    if said.is_empty() || extremes.min_comment == 0 {
        return said;
    }
    let least = extremes.min_comment.to_string();
    format!("{said}{}", words.with("policy.extremes_least", &[&least]))
}

fn lines(rubric: &Rubric, policy: &Policy, words: Words) -> String {
    let threshold = &policy.threshold;
    let (pass, recommend) = (parse(&threshold.pass), parse(&threshold.recommend));
    let over = recommend.or(pass).map(plain);
    let mut conditions: Vec<String> = Vec::new();
    conditions.extend(over.map(|line| words.with("policy.over", &[&line])));
    conditions.extend(criterion_lines(rubric, policy, words));
    let ranked = if conditions.is_empty() {
        words.text("policy.ranked_all").to_owned()
    } else {
        let both = conditions.join(words.text("policy.and"));
        words.with("policy.ranked", &[&both])
    };
    let money = if policy.money.skip {
        words.text("policy.money_skip")
    } else {
        words.text("policy.money")
    };
    let is_more_than_pass =
        recommend.is_some_and(|line| Some(line) != pass) || conditions.len() > 1;
    let below = match pass {
        Some(pass) if is_more_than_pass => words.with("policy.below_pass", &[&plain(pass)]),
        Some(pass) => words.with("policy.below_only", &[&plain(pass)]),
        None if conditions.is_empty() => words.text("policy.stop").to_owned(),
        None => words.text("policy.below").to_owned(),
    };
    let conditions = words.text("policy.conditions");
    ranked + money + conditions + &below
}

/// The lowest means of single criteria: those with the same share together.
fn criterion_lines(rubric: &Rubric, policy: &Policy, words: Words) -> Vec<String> {
    let lines = &policy.threshold.criterion;
    let share_of = |criterion: &Criterion| share(lines.get(&criterion.id)?);
    let mut shares = Vec::new();
    for found in rubric.criteria.iter().filter_map(share_of) {
        if !shares.contains(&found) {
            shares.push(found);
        }
    }
    let told = shares.into_iter().filter_map(|wanted| {
        let mine = || {
            rubric
                .criteria
                .iter()
                .filter(|one| share_of(one) == Some(wanted))
        };
        let first = mine().next()?;
        let key = if mine().count() == 1 {
            "policy.criterion_line"
        } else {
            "policy.criterion_lines"
        };
        let share = words.share(lines.get(&first.id)?)?;
        Some(words.with(key, &[&words.criteria(mine()), &share]))
    });
    told.collect()
}

fn verdicts(policy: &Policy, words: Words) -> String {
    let gap = if policy.gap_rule.mode == "cap" {
        words.text("policy.gap_cap")
    } else {
        words.text("policy.gap_advisory")
    };
    let votes = if policy.votes.binding {
        words.text("policy.votes_binding")
    } else {
        words.text("policy.votes_shown")
    };
    [gap, votes].join(words.text("policy.between"))
}

fn vetoes(policy: &Policy, words: Words) -> String {
    if policy.vetoes.is_empty() {
        return String::new();
    }
    let told = policy.vetoes.iter().enumerate().map(|(index, veto)| {
        let number = (index + 1).to_string();
        let text = match words.of(&veto.text) {
            "" => &veto.id,
            text => text,
        };
        // who checks is written in Chinese; an English paragraph names it only if it can be read
        let by = &veto.checked_by;
        if by.is_empty() || (words.is_english() && !by.is_ascii()) {
            words.with("policy.veto", &[&number, text])
        } else {
            words.with("policy.veto_checked", &[&number, text, by])
        }
    });
    let told: Vec<String> = told.collect();
    words.with("policy.vetoes", &[&told.join(words.text("policy.also"))])
}

fn ties(rubric: &Rubric, policy: &Policy, words: Words) -> String {
    let is_passed_over =
        |rung: &str| rung == "covers_weak_link" && !policy.covers_weak_link.announced;
    let rungs = policy.ladder.iter().map(String::as_str);
    let rungs: Vec<&str> = rungs.filter(|rung| *rung != "joint").collect();
    let mut compared: Vec<&str> = rungs
        .iter()
        .copied()
        .filter(|rung| !is_passed_over(rung))
        .collect();
    let is_voted = compared.last() == Some(&"recorded_vote");
    if is_voted {
        compared.pop();
    }
    let names: Vec<String> = compared
        .iter()
        .map(|rung| words.rung(rung, rubric))
        .collect();
    let mut said = match names.len() {
        0 => words.text("policy.ties_none").to_owned(),
        1 => words.with("policy.ties_one", &[&words.list(&names)]),
        _ => words.with("policy.ties", &[&words.list(&names)]),
    };
    let then = match (names.is_empty(), is_voted) {
        (true, false) => "policy.ties_joint",
        (false, false) => "policy.ties_then_joint",
        (true, true) => "policy.ties_vote",
        (false, true) => "policy.ties_then_vote",
    };
    said.push_str(words.text(then));
    if rungs.iter().any(|rung| is_passed_over(rung)) {
        let name = words.rung("covers_weak_link", rubric);
        said.push_str(&words.with("policy.ties_unannounced", &[&name]));
    }
    said + words.text("policy.stop")
}

fn balancing(panel: &Panel, words: Words) -> String {
    let rules = &panel.policy.portfolio;
    if !rules.on {
        return String::new();
    }
    let mut parts = Vec::new();
    if parse(&rules.budget).is_some() {
        parts.push(words.with("policy.balance_budget", &[&rules.budget]));
    }
    parts.push(words.text("policy.balance_groups").to_owned());
    for (key, limit) in [
        ("policy.balance_applicant", rules.per_applicant),
        ("policy.balance_district", rules.per_district),
        ("policy.balance_link", rules.per_link),
    ] {
        if limit > 0 {
            parts.push(words.with(key, &[&limit.to_string()]));
        }
    }
    if rules.one_per_chain {
        parts.push(words.text("policy.balance_chain").to_owned());
    }
    parts.push(match rules.objective {
        Objective::Lexicographic => words.text("policy.balance_order").to_owned(),
        Objective::Points => words.text("policy.balance_points").to_owned() + &prices(panel, words),
    });
    let parts = parts.join(words.text("policy.also"));
    words.with("policy.balance", &[&rules.basis, &rules.approver, &parts])
}

fn prices(panel: &Panel, words: Words) -> String {
    let goals = &panel.plan.overview.goals;
    let told = panel.policy.portfolio.price.iter().map(|(id, price)| {
        let goal = goals.iter().find(|goal| goal.id == *id);
        let name = goal.map_or(id.as_str(), |goal| goal.text.as_str());
        words.with("policy.price", &[name, price])
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return String::new();
    }
    words.with("policy.prices", &[&words.list(&told)])
}

fn special(policy: &Policy, words: Words) -> String {
    let needs: Vec<String> = policy
        .special
        .needs
        .iter()
        .map(|need| words.find(&format!("policy.need_{need}"), need))
        .collect();
    if needs.is_empty() {
        words.text("policy.special").to_owned()
    } else {
        let needs = needs.join(words.text("policy.both"));
        words.with("policy.special_needs", &[&needs])
    }
}

/// Returns how far the round is, and in an open one whether its rules are fixed.
pub fn phase(panel: &Panel, language: Language) -> &'static str {
    match panel.head.phase {
        Phase::Open if !is_locked(panel) => language.text("phase.open_loose"),
        Phase::Open => language.text("phase.open"),
        Phase::Closed => language.text("phase.closed"),
        Phase::Draft => language.text("phase.draft"),
    }
}

fn locked(panel: &Panel, words: Words) -> String {
    let Some(code) = code(&panel.policy_digest) else {
        return String::new();
    };
    let key = if is_locked(panel) {
        "policy.code_locked"
    } else {
        "policy.code"
    };
    words.with(key, &[&code])
}

#[cfg(test)]
mod tests;
