//! 评审工作报告: what was done, by whom, by which rules, what came out, and what needs a word.

use super::Draft;
use super::before::proposal_called;
use super::parts::{figures, heading, note, only, signatures, table, text, words};
use super::summaries::{Counts, by_chain, open_points};
use crate::analysis::coverage::Coverage;
use crate::analysis::editions;
use crate::analysis::standing::{Excluded, ProposalStanding};
use crate::domain::decimal::plain;
use crate::domain::recommendation::{Lane, ReasonCode};
use crate::domain::sheet::ScoreSheet;
use crate::i18n::editions::rests;
use crate::i18n::{policy, reasons};
use crate::report::document::{Block, Cell, Row};
use crate::report::material::Material;
use std::collections::BTreeMap;

/// The report in its six customary parts.
pub(super) fn report(material: &Material) -> Vec<Draft> {
    let (panel, language) = (material.panel, material.language);
    let all = Counts::of(material, material.standings.rows());
    let plan = material.of_both(&panel.plan.overview.title);
    let key = if plan.is_empty() {
        "report.work_opening_bare"
    } else {
        "report.work_opening"
    };
    let opening = language.with(
        key,
        &[
            material.of_both(&panel.head.title),
            plan,
            &all.applied.to_string(),
            &plain(all.requested),
        ],
    );
    let mut blocks = vec![heading(language, "report.work_one"), Block::Text(opening)];
    if !panel.head.edition.is_empty() {
        let edition = language.with("report.work_edition", &[&panel.head.edition]);
        blocks.push(Block::Text(edition));
    }
    blocks.extend([
        by_chain(material),
        heading(language, "report.work_two"),
        groups(material),
        heading(language, "report.work_three"),
        Block::Text(policy::paragraph(panel, language)),
        heading(language, "report.work_four"),
        lanes(material),
        heading(language, "report.work_five"),
    ]);
    let points = remarkable(material);
    if points.is_empty() {
        blocks.push(text(language, "report.none"));
    } else {
        blocks.push(Block::List(points));
    }
    blocks.push(heading(language, "report.work_six"));
    blocks.push(Block::List(advice(material)));
    blocks.push(note(language, "rank.advice"));
    blocks.push(signatures(language, &["office", "date"]));
    Draft::of(only(blocks))
}

fn groups(material: &Material) -> Block {
    let (panel, language) = (material.panel, material.language);
    let columns = vec![
        words(language, "group", 22),
        words(language, "chair", 12),
        figures(language, "members", 8),
        figures(language, "technical", 10),
        figures(language, "proposals", 8),
        figures(language, "expected", 10),
        figures(language, "received", 10),
    ];
    let groups = material.standings.groups.iter().map(|group| {
        let experts = super::parts::experts_of(material, group);
        let technical = experts.iter().filter(|id| {
            let expert = panel.expert(id);
            expert.is_some_and(|expert| expert.expertise == "technical")
        });
        let people = panel.groups.iter().find(|one| one.id == group.id);
        let chair = people.map_or("", |one| one.chair.as_str());
        Row::Cells(vec![
            Cell::text(material.group_name(group)),
            Cell::text(material.expert_name(chair)),
            Cell::count(experts.len()),
            Cell::count(technical.count()),
            Cell::count(group.rows.len()),
            Cell::count(group.expected),
            Cell::count(group.received),
        ])
    });
    table("groups", "", columns, groups.collect())
}

fn lanes(material: &Material) -> Block {
    let language = material.language;
    let mut columns = vec![words(language, "group", 22)];
    columns.extend(Lane::ALL.map(|lane| {
        let title = reasons::lane(lane, language);
        crate::report::document::Column::figures(lane.key(), title, 8)
    }));
    let count = |lane: Lane, group: Option<&str>| {
        let groups = material.standings.groups.iter();
        let groups = groups.filter(|one| group.is_none_or(|id| one.id == id));
        let rows = groups.flat_map(|group| &group.rows);
        Cell::count(rows.filter(|row| row.lane == lane).count())
    };
    let mut rows: Vec<Row> = Vec::new();
    for group in &material.standings.groups {
        let mut cells = vec![Cell::text(material.group_name(group))];
        cells.extend(Lane::ALL.map(|lane| count(lane, Some(&group.id))));
        rows.push(Row::Cells(cells));
    }
    let mut last = vec![Cell::text(language.text("report.sum"))];
    last.extend(Lane::ALL.map(|lane| count(lane, None)));
    rows.push(Row::Total(last));
    table("lanes", "", columns, rows)
}

/// How many sheets came of how many, and who still owes some.
pub(super) fn missing(material: &Material) -> Option<String> {
    let language = material.language;
    let groups = material.standings.groups.iter();
    let (asked, came) = groups.fold((0, 0), |sum, group| {
        (sum.0 + group.expected, sum.1 + group.received)
    });
    let groups = material.standings.groups.iter();
    let all = groups.flat_map(|group| &group.missing);
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for one in all {
        *by.entry(&one.expert).or_default() += 1;
    }
    if by.is_empty() {
        return None;
    }
    let names = by.iter().map(|(id, count)| {
        let who = material.expert_name(id);
        language.with("report.owes", &[who, &count.to_string()])
    });
    let names = names.collect::<Vec<_>>().join(language.text("report.and"));
    let counts = [asked, came, asked - came.min(asked)].map(|count| count.to_string());
    let [asked, came, short] = counts.each_ref().map(String::as_str);
    Some(language.with("report.sheets_missing", &[asked, came, short, &names]))
}

/// What a reader of the result should know: recusals, absences, vetoes, sheets from paper,
/// sheets by an earlier rubric, ties.
fn remarkable(material: &Material) -> Vec<String> {
    let (panel, language) = (material.panel, material.language);
    let not_counted = |why: Excluded| {
        let groups = material.standings.groups.iter();
        let all = groups.flat_map(|group| &group.not_counted);
        all.filter(|one| one.why == why).count()
    };
    let mut points: Vec<String> = missing(material).into_iter().collect();
    let resting = editions::resting(panel, material.sheets);
    points.extend(resting.iter().map(|one| rests(one, language)));
    let mut say = |key: &str, count: usize| {
        if count > 0 {
            points.push(language.with(key, &[&count.to_string()]));
        }
    };
    for why in Excluded::ALL {
        say(&format!("remark.{}", why.key()), not_counted(why));
    }
    let sheets = |wanted: &dyn Fn(&ScoreSheet) -> bool| {
        material.sheets.iter().filter(|sheet| wanted(sheet)).count()
    };
    say("remark.paper", sheets(&|sheet| sheet.source == "paper"));
    say("remark.carried", material.outside.carried);
    say("remark.incomplete", material.standings.incomplete.len());
    say("remark.decided_cells", panel.rulings.cells.len());
    let rows = |code: ReasonCode| {
        let rows = material.standings.rows();
        // where nobody ticked a verdict there is no majority for or against
        let has_votes = |row: &ProposalStanding| {
            let votes = &row.votes;
            code != ReasonCode::VotesAgainst || votes.recommend + votes.revise + votes.decline > 0
        };
        rows.filter(|row| row.reasons.iter().any(|one| one.code == code) && has_votes(row))
            .count()
    };
    say("remark.joint", rows(ReasonCode::Joint));
    say("remark.plain_mean", rows(ReasonCode::PlainMean));
    say("remark.votes_against", rows(ReasonCode::VotesAgainst));
    let vetoed = material
        .standings
        .rows()
        .filter(|row| row.lane == Lane::Vetoed);
    for row in vetoed {
        let project = proposal_called(material, &row.proposal);
        points.push(language.with(
            "remark.vetoed",
            &[&project, &super::parts::reason(material, row)],
        ));
    }
    if let Some(stamp) = policy::stamp(panel, language) {
        points.push(stamp);
    }
    points
}

/// What follows: what is open, then how far the plan's links are covered.
fn advice(material: &Material) -> Vec<String> {
    let language = material.language;
    let mut points = open_points(material);
    let count = |state: Coverage| {
        let links = material.coverage().iter();
        links.filter(|link| link.state == state).count().to_string()
    };
    if !material.coverage().is_empty() {
        let counts = [
            Coverage::Covered,
            Coverage::DeclinedOnly,
            Coverage::Uncovered,
        ]
        .map(count);
        points.push(language.with("report.work_links", &counts.each_ref().map(String::as_str)));
    }
    points.push(language.text("report.work_publish").to_owned());
    points
}
