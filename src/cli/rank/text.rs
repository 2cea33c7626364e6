//! The standings as tables, one for each group of experts.

use super::super::Output;
use super::super::filter::keeps;
use super::super::table::{Row, Table};
use super::Ranking;
use crate::analysis::standing::{Excluded, GroupStanding, ProposalStanding};
use crate::domain::decimal::{Decimal, RoundingMode, plain, round};
use crate::domain::policy::{Method, Per, Policy, Stage};
use crate::domain::sheet::Round;
use crate::i18n::policy::stamp;
use crate::i18n::{Language, reasons};
use crate::report::lines::{Across, shown};
use crate::text::width::fit;

/// Columns of a title in the table.
const TITLE: usize = 28;

/// Prints everything.
pub fn print(ranking: &Ranking, output: &mut Output) {
    let language = output.language;
    let panel = &ranking.loaded.panel;
    if panel.head.demonstration {
        output.line(language.text("rank.demonstration"));
    }
    if let Some(stamp) = stamp(panel, language) {
        output.line(&stamp);
    }
    if !ranking.options.set.is_empty() {
        let set = ranking.options.set.join("  ");
        output.line(&language.with("rank.what_if", &[&set]));
    }
    if let Some(filter) = ranking.filter {
        filter.say(output);
    }
    let is_shown = |group: &&GroupStanding| group.rows.iter().any(|row| keeps(ranking.filter, row));
    let all = ranking.filter.is_none();
    let groups = ranking.standings.groups.iter();
    for group in groups.filter(|group| all || is_shown(group)) {
        print_group(ranking, group, output);
        output.line("");
    }
    for incomplete in &ranking.standings.incomplete {
        let rubric = panel.rubric_of(&incomplete.proposal);
        let named = |id: &String| match rubric.criterion(id) {
            Some(found) => found.name.of(language.is_english()).to_owned(),
            None => id.clone(),
        };
        let missing: Vec<String> = incomplete.missing.iter().map(named).collect();
        let missing = missing.join(language.text("merge.and"));
        let words = [&incomplete.proposal, &incomplete.expert, &missing];
        output.line(&language.with("rank.incomplete", &words.map(String::as_str)));
    }
    output.line(&rule(&panel.policy, language));
    output.line(language.text("rank.advice"));
}

fn print_group(ranking: &Ranking, group: &GroupStanding, output: &mut Output) {
    let language = output.language;
    let name = match group.name.of(language.is_english()) {
        "" if group.id.is_empty() => language.text("rank.ungrouped"),
        "" => &group.id,
        name => name,
    };
    let round = match ranking.standings.round {
        Round::First => "rank.round_first",
        Round::Second => "rank.round_second",
    };
    let numbers = [group.expected, group.received, group.missing.len()].map(|n| n.to_string());
    let counts = language.with("rank.counts", &numbers.each_ref().map(String::as_str));
    let title = language.text("rank.title");
    output.line(&format!(
        "{title}  {name}   {}   {counts}",
        language.text(round)
    ));
    if let Some(excluded) = excluded(group, language) {
        output.line(&language.with("rank.not_counted", &[&excluded]));
    }
    if !group.missing.is_empty() {
        let missing: Vec<String> = group
            .missing
            .iter()
            .map(|sheet| format!("{} {}", sheet.expert, sheet.proposal))
            .collect();
        output.line(&language.with("rank.missing", &[&missing.join(", ")]));
    }
    table(ranking, group, language).print(output);
    for row in group.rows.iter().filter(|row| keeps(ranking.filter, row)) {
        trace(ranking, row, output);
    }
}

fn excluded(group: &GroupStanding, language: Language) -> Option<String> {
    let words: Vec<String> = Excluded::ALL
        .into_iter()
        .filter_map(|why| {
            let count = group
                .not_counted
                .iter()
                .filter(|one| one.why == why)
                .count();
            let word = language.find(&format!("rank.{}", why.key()))?;
            (count > 0).then(|| format!("{word} {count}"))
        })
        .collect();
    (!words.is_empty()).then(|| words.join("   "))
}

fn table(ranking: &Ranking, group: &GroupStanding, language: Language) -> Table {
    let mut table = Table::new(&[
        (language.text("rank.place"), true),
        (language.text("rank.id"), false),
        (language.text("rank.project"), false),
        (language.text("rank.experts"), true),
        (language.text("rank.kept"), true),
        (language.text("rank.total"), true),
        (language.text("rank.mean"), true),
        (language.text("rank.median"), true),
        (language.text("rank.low"), true),
        (language.text("rank.high"), true),
        (language.text("rank.sd"), true),
        (language.text("rank.votes"), true),
        (language.text("rank.lane"), false),
        (language.text("rank.reason"), false),
    ]);
    let policy = &ranking.loaded.panel.policy;
    let mut across = Across::of(group, policy, language);
    for row in &group.rows {
        for words in across.before(row) {
            table.push(Row::Across(words));
        }
        if !keeps(ranking.filter, row) {
            continue;
        }
        table.push(Row::Cells(cells(ranking, row, language)));
    }
    for words in across.rest() {
        table.push(Row::Across(words));
    }
    table
}

fn cells(ranking: &Ranking, row: &ProposalStanding, language: Language) -> Vec<String> {
    let panel = &ranking.loaded.panel;
    let proposal = panel.proposal(&row.proposal);
    let title = proposal.map_or("", |proposal| proposal.title.as_str());
    let kept = row.totals.iter().filter(|total| total.counts).count();
    let reason = row
        .reasons
        .first()
        .map(|reason| reasons::short(reason, panel.rubric_of(&row.proposal), language));
    let two = |value: Option<Decimal>| {
        value.map_or_else(dash, |value| plain(round(value, 2, RoundingMode::HalfUp)))
    };
    let is_scored = row.n > 0;
    let votes = format!("{}/{}", row.votes.recommend, row.n);
    vec![
        row.rank.map_or_else(dash, |rank| rank.to_string()),
        row.proposal.clone(),
        fit(title, TITLE, "…").into_owned(),
        row.n.to_string(),
        kept.to_string(),
        row.total
            .filter(|_| row.rank.is_some())
            .map_or_else(dash, |total| shown(total, &panel.policy)),
        two(row.mean),
        two(row.median),
        two(row.min),
        two(row.max),
        row.sd.map_or_else(dash, |sd| format!("{sd:.2}")),
        if is_scored { votes } else { dash() },
        reasons::lane(row.lane, language).to_owned(),
        reason.unwrap_or_default(),
    ]
}

fn dash() -> String {
    "-".to_owned()
}

fn trace(ranking: &Ranking, row: &ProposalStanding, output: &mut Output) {
    if row.tie_trace.is_empty() {
        return;
    }
    let (panel, language) = (&ranking.loaded.panel, output.language);
    let steps: Vec<String> = row
        .tie_trace
        .iter()
        .map(|step| {
            let rung = reasons::rung(&step.rung, panel.rubric_of(&row.proposal), language);
            let result = language.find(&format!("rank.tie_{}", step.result.key()));
            let value = step
                .value
                .map(|value| format!(" {}", plain(round(value, 2, RoundingMode::HalfUp))));
            format!(
                "{rung}{} {}",
                value.unwrap_or_default(),
                result.unwrap_or_default()
            )
        })
        .collect();
    let words = format!("{} {}", row.proposal, steps.join(" › "));
    output.line(&language.with("rank.ties", &[&words]));
}

/// Says in one line how totals come about.
fn rule(policy: &Policy, language: Language) -> String {
    let least = policy.combine.min_n.max(3).to_string();
    let method = match policy.combine.method {
        Method::Mean => language.text("rank.rule_mean").to_owned(),
        Method::Median => language.text("rank.rule_median").to_owned(),
        Method::Trimmed => language.with("rank.rule_trimmed", &[&least]),
    };
    let mut parts = vec![method];
    let rounding = &policy.rounding;
    if policy.combine.per == Per::Criterion || rounding.stage == Stage::Item {
        parts.push(language.text("rank.rule_criteria").to_owned());
    }
    match rounding.decimals {
        None => parts.push(language.text("rank.rule_exact").to_owned()),
        Some(decimals) => {
            parts.push(language.with("rank.rule_decimals", &[&decimals.to_string()]));
            parts.push(match rounding.mode {
                RoundingMode::HalfUp => language.text("rank.half_up").to_owned(),
                RoundingMode::HalfEven => language.text("rank.half_even").to_owned(),
            });
            parts.push(match rounding.stage {
                Stage::Item => language.text("rank.item").to_owned(),
                Stage::Final => language.text("rank.final").to_owned(),
            });
        }
    }
    parts.join(if language.is_english() { ", " } else { "，" })
}
