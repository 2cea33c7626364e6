//! The recommendations as tables: lane and first reason in words on every row.

use super::super::Output;
use super::super::filter::keeps;
use super::super::table::{Row, Table};
use super::Advice;
use crate::analysis::coverage::Coverage;
use crate::analysis::portfolio::Balanced;
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::domain::contribution::CHAINS;
use crate::domain::decimal::{Decimal, plain};
use crate::domain::recommendation::Lane;
use crate::i18n::policy::stamp;
use crate::i18n::{Language, reasons};
use crate::report::lines::{Across, shown};
use crate::text::width::fit;

/// Columns of a title in the table.
const TITLE: usize = 32;

/// Prints everything.
pub fn print(advice: &Advice, output: &mut Output) {
    let language = output.language;
    let panel = &advice.loaded.panel;
    if panel.head.demonstration {
        output.line(language.text("rank.demonstration"));
    }
    if let Some(stamp) = stamp(panel, language) {
        output.line(&stamp);
    }
    output.line(language.text("rank.advice"));
    match &advice.standings.balanced {
        Some(balanced) => balancing(advice, balanced, output),
        None if panel.policy.money.skip => output.line(language.text("recommend.skip")),
        None => output.line(language.text("recommend.pure")),
    }
    let filter = advice.filter.as_ref();
    if let Some(filter) = filter {
        filter.say(output);
    }
    let is_shown = |group: &&GroupStanding| group.rows.iter().any(|row| keeps(filter, row));
    let groups = advice.standings.groups.iter();
    for group in groups.filter(|group| filter.is_none() || is_shown(group)) {
        output.line("");
        print_group(advice, group, output);
    }
    if !advice.contributions.scoreboard.is_empty() {
        output.line("");
        scoreboard(advice, output);
    }
    if !advice.coverage.is_empty() {
        output.line("");
        coverage(advice, output);
    }
}

/// What balancing changed, by which rule and at what cost; or why it could not be done.
fn balancing(advice: &Advice, balanced: &Balanced, output: &mut Output) {
    let language = output.language;
    let rules = &advice.loaded.panel.policy.portfolio;
    output.line(&language.with("recommend.balanced", &[&rules.basis, &rules.approver]));
    if balanced.value.is_none() {
        output.line(language.text("recommend.infeasible"));
    }
    for conflict in &balanced.conflict {
        output.line(&format!("- {}", reasons::conflict(conflict, language)));
    }
    for swap in &balanced.swaps {
        let none = language.text("recommend.nobody");
        let details = [
            swap.into.as_deref().unwrap_or(none),
            swap.out.as_deref().unwrap_or(none),
            reasons::rule(swap.rule, language),
            &plain(swap.cost),
        ];
        output.line(&format!("- {}", language.with("recommend.swap", &details)));
    }
    for open in &balanced.undecided {
        let details = [open.rank.to_string(), open.proposals.join(" ")];
        let details = details.each_ref().map(String::as_str);
        output.line(&format!(
            "- {}",
            language.with("recommend.undecided", &details)
        ));
    }
}

fn print_group(advice: &Advice, group: &GroupStanding, output: &mut Output) {
    let (language, filter) = (output.language, advice.filter.as_ref());
    let name = match group.name.of(language.is_english()) {
        "" if group.id.is_empty() => language.text("rank.ungrouped"),
        "" => &group.id,
        name => name,
    };
    let money = match group.budget {
        Some(budget) => language.with("recommend.money", &[&plain(budget)]),
        None => language.text("recommend.no_money").to_owned(),
    };
    let count = |wanted: fn(Lane) -> bool| {
        let rows = group.rows.iter().filter(|row| wanted(row.lane));
        rows.count().to_string()
    };
    let counts = [
        count(Lane::is_recommended),
        plain(group.spent),
        count(|lane| lane == Lane::Reserve),
        count(|lane| lane == Lane::Decline),
        count(|lane| !lane.is_recommended() && !matches!(lane, Lane::Reserve | Lane::Decline)),
    ];
    let counts = language.with("recommend.counts", &counts.each_ref().map(String::as_str));
    let title = language.text("recommend.title");
    output.line(&format!("{title}  {name}   {money}   {counts}"));
    table(advice, group, language).print(output);
    for row in group.rows.iter().filter(|row| keeps(filter, row)) {
        for words in notes(advice, row, language) {
            output.line(&format!("- {} {words}", row.proposal));
        }
    }
}

/// The conditions of the panel and what the bureau decided, where there are any.
fn notes(advice: &Advice, row: &ProposalStanding, language: Language) -> Vec<String> {
    let panel = &advice.loaded.panel;
    let conditions = panel.conditions(&row.proposal).iter().enumerate();
    let conditions: Vec<String> = conditions
        .map(|(place, text)| format!("{}. {text}", place + 1))
        .collect();
    let mut found = Vec::new();
    if !conditions.is_empty() {
        found.push(language.with("recommend.conditions", &[&conditions.join("  ")]));
    }
    if let Some(decision) = panel.decision(&row.proposal) {
        let departs = decision.departs_from(row.lane, row.awarded);
        let words = reasons::decision(decision, departs, language);
        found.push(language.with("recommend.decision", &[&words]));
    }
    found
}

fn table(advice: &Advice, group: &GroupStanding, language: Language) -> Table {
    let mut table = Table::new(&[
        (language.text("rank.place"), true),
        (language.text("rank.id"), false),
        (language.text("rank.project"), false),
        (language.text("rank.total"), true),
        (language.text("recommend.requested"), true),
        (language.text("recommend.awarded"), true),
        (language.text("recommend.cumulative"), true),
        (language.text("rank.lane"), false),
        (language.text("rank.reason"), false),
    ]);
    let mut across = Across::of(group, &advice.loaded.panel.policy, language);
    for row in &group.rows {
        for words in across.before(row) {
            table.push(Row::Across(words));
        }
        if !keeps(advice.filter.as_ref(), row) {
            continue;
        }
        table.push(Row::Cells(cells(advice, row, language)));
    }
    for words in across.rest() {
        table.push(Row::Across(words));
    }
    table
}

fn cells(advice: &Advice, row: &ProposalStanding, language: Language) -> Vec<String> {
    let panel = &advice.loaded.panel;
    let proposal = panel.proposal(&row.proposal);
    let title = proposal.map_or("", |proposal| proposal.title.as_str());
    let money = |value: Option<Decimal>| value.map(plain).unwrap_or_default();
    let total = row.total.filter(|_| row.rank.is_some());
    let reason = row.reasons.first();
    vec![
        row.rank.map(|rank| rank.to_string()).unwrap_or_default(),
        row.proposal.clone(),
        fit(title, TITLE, "…").into_owned(),
        total
            .map(|total| shown(total, &panel.policy))
            .unwrap_or_default(),
        money(row.requested),
        money(row.awarded),
        money(row.cumulative),
        reasons::lane(row.lane, language).to_owned(),
        reason
            .map(|reason| reasons::sentence(reason, panel.rubric_of(&row.proposal), language))
            .unwrap_or_default(),
    ]
}

fn scoreboard(advice: &Advice, output: &mut Output) {
    let language = output.language;
    output.line(language.text("recommend.scoreboard"));
    let mut table = Table::new(&[
        (language.text("recommend.goal"), false),
        (language.text("recommend.target"), true),
        (language.text("recommend.claimed"), true),
        (language.text("recommend.confirmed"), true),
    ]);
    let count = |count: Option<usize>| count.map_or_else(|| "-".to_owned(), |n| n.to_string());
    for score in &advice.contributions.scoreboard {
        let goals = &advice.loaded.panel.plan.overview.goals;
        let goal = goals.iter().find(|goal| goal.id == score.goal);
        table.push(Row::Cells(vec![
            goal.map_or_else(|| score.goal.clone(), |goal| goal.text.clone()),
            score.target.to_string(),
            count(score.claimed),
            count(score.confirmed),
        ]));
    }
    table.print(output);
    for score in &advice.contributions.scoreboard {
        let several = score.named.iter().filter(|one| one.proposals.len() > 1);
        for one in several.filter(|_| score.goal != CHAINS) {
            let goal = reasons::goal(&score.goal, language);
            let details = [goal.as_str(), &one.name, &one.proposals.join(" ")];
            output.line(&language.with("recommend.once", &details));
        }
    }
}

fn coverage(advice: &Advice, output: &mut Output) {
    let language = output.language;
    let count = |state: Coverage| {
        let links = advice.coverage.iter().filter(|link| link.state == state);
        links.count().to_string()
    };
    let counts = [
        Coverage::Covered,
        Coverage::DeclinedOnly,
        Coverage::Uncovered,
    ]
    .map(count);
    output.line(&language.with("recommend.coverage", &counts.each_ref().map(String::as_str)));
    output.line(language.text("recommend.open_links"));
    let plan = &advice.loaded.panel.plan;
    let mut table = Table::new(&[
        ("", false),
        (language.text("rank.project"), false),
        (language.text("rank.reason"), false),
        (language.text("recommend.departments"), false),
    ]);
    for open in advice
        .coverage
        .iter()
        .filter(|link| link.state != Coverage::Covered)
    {
        let Some((chain, link)) = plan.link(&open.link) else {
            continue;
        };
        let is_english = language.is_english();
        let name = format!(
            "{} {} {}",
            chain.name.of(is_english),
            link.row,
            link.short.of(is_english)
        );
        let cause = match open.cause {
            Some(cause) => language
                .find(&format!("recommend.{}", cause.key()))
                .unwrap_or_default(),
            None => language.text("recommend.no_cause"),
        };
        table.push(Row::Cells(vec![
            name,
            open.others.join(" "),
            cause.to_owned(),
            open.departments.join(language.text("list.and")),
        ]));
    }
    table.print(output);
}
