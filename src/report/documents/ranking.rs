//! 专家组评分汇总及排序表: the places of each group with the lines between them, every
//! expert's total by number, how far places may move, and who signs for it.

use super::Draft;
use super::forms::numbered;
use super::parts::{
    applicant_words, expert_total, experts_of, figures, mean, money, note, number, place, reason,
    section, signatures, table, total, totals_of, votes, words,
};
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::domain::decimal::float;
use crate::i18n::reasons;
use crate::report::Kind;
use crate::report::document::{Block, Cell, Column, Field, Row, Section};
use crate::report::lines::Across;
use crate::report::material::Material;
use crate::report::plot::{IntervalRow, Intervals, Plot, Spread, SpreadRow};
use std::collections::BTreeSet;

/// Most experts whose totals stand in the table of places; more have a table of their own.
const MOST_BESIDE: usize = 12;
/// Experts in one table of totals.
const IN_A_TABLE: usize = 16;
/// Most places for totals in tables of their own; beyond that the pages of each proposal hold
/// them.
const MOST_TOTALS: usize = 20_000;
/// Most rows of a picture.
const MOST_IN_PICTURE: usize = 60;

/// The places of every group.
pub(super) fn ranking(material: &Material) -> Vec<Draft> {
    let groups = material.standings.groups.iter();
    let sections = groups.map(|group| of_group(material, group));
    vec![Draft::part("", sections.collect()).landscape()]
}

fn of_group(material: &Material, group: &GroupStanding) -> Section {
    let language = material.language;
    let experts = experts_of(material, group);
    let beside = if experts.len() <= MOST_BESIDE {
        experts.as_slice()
    } else {
        &[]
    };
    let counts = [
        group.expected.to_string(),
        group.received.to_string(),
        group.missing.len().to_string(),
    ];
    let counts = language.with("rank.counts", &counts.each_ref().map(String::as_str));
    let mut blocks = vec![
        Block::Note(format!("{counts}   {}", language.text("rank.advice"))),
        places(material, group, beside),
    ];
    let places = group.rows.len() * experts.len();
    if beside.is_empty() && places > MOST_TOTALS {
        blocks.push(note(language, "report.totals_elsewhere"));
    } else if beside.is_empty() {
        blocks.extend(totals(material, group, &experts));
    }
    blocks.push(note(language, "report.dropped_note"));
    if is_mixed(material, group) {
        blocks.push(note(language, "report.mixed_note"));
    } else {
        blocks.push(note(language, "report.interval_note"));
    }
    blocks.extend(pictures(material, group));
    blocks.push(note(language, "report.ranking_foot"));
    let names = experts.iter().map(|id| material.expert_name(id));
    blocks.push(Block::Note(language.text("report.members_sign").to_owned()));
    blocks.push(Block::Signatures(
        names.map(|name| Field::new(name, "")).collect(),
    ));
    let who = ["chair", "counted", "reviewed", "observer", "date"];
    blocks.push(signatures(language, &who));
    section(&group.id, &material.group_name(group), blocks)
}

/// Tells whether the group ranks proposals of several chains: how far a place may move is only
/// known within a chain.
fn is_mixed(material: &Material, group: &GroupStanding) -> bool {
    let ranked = group.rows.iter().filter(|row| row.rank.is_some());
    let chains = ranked.filter_map(|row| material.panel.proposal(&row.proposal));
    let chains: BTreeSet<&str> = chains.map(|one| one.chain.as_str()).collect();
    chains.len() > 1
}

fn columns(material: &Material, beside: &[&str], is_mixed: bool) -> Vec<Column> {
    let language = material.language;
    let mut columns = vec![
        figures(language, "rank", 5),
        words(language, "id", 8),
        words(language, "title", 26),
        words(language, "applicant", 18),
        words(language, "district", 7),
    ];
    columns.extend((1..=beside.len()).map(|place| numbered(language, place)));
    columns.extend([
        figures(language, "n", 5),
        figures(language, "high", 6),
        figures(language, "low", 6),
        figures(language, "total", 7),
        Column {
            is_usual: !is_mixed,
            ..words(language, "interval", 7)
        },
        words(language, "votes", 6),
        words(language, "lane", 11),
        words(language, "remark", 22),
    ]);
    columns.extend(
        [
            figures(language, "mean", 8),
            figures(language, "median", 8),
            figures(language, "sd", 7),
            figures(language, "expected_rank", 8),
            figures(language, "p_top", 7),
            words(language, "leave_one_out", 8),
            figures(language, "rank_in_chain", 6),
            figures(language, "requested", 8),
            figures(language, "awarded", 8),
            words(language, "chain", 10),
            words(language, "applicant_role", 16),
        ]
        .map(Column::on_request),
    );
    columns
}

fn places(material: &Material, group: &GroupStanding, beside: &[&str]) -> Block {
    let mut across = Across::of(group, &material.panel.policy, material.language);
    let mut rows = Vec::new();
    for row in &group.rows {
        rows.extend(across.before(row).into_iter().map(Row::Line));
        rows.push(Row::Cells(cells(material, row, beside)));
    }
    rows.extend(across.rest().into_iter().map(Row::Line));
    let is_mixed = is_mixed(material, group);
    table("ranking", "", columns(material, beside, is_mixed), rows)
}

fn cells(material: &Material, row: &ProposalStanding, beside: &[&str]) -> Vec<Cell> {
    let proposal = material.panel.proposal(&row.proposal);
    let word = |of: fn(&crate::domain::proposal::Proposal) -> &str| {
        proposal.map_or(Cell::Empty, |proposal| Cell::text(of(proposal)))
    };
    let totals = totals_of(row);
    let mut cells = vec![
        place(row.rank),
        word(number),
        word(|one| &one.title),
        word(|one| &one.applicant),
        word(|one| &one.district),
    ];
    cells.extend(beside.iter().map(|id| {
        let found = totals.get(id).copied();
        found.map_or(Cell::Empty, expert_total)
    }));
    let official = row.total.filter(|_| row.rank.is_some());
    cells.extend([
        Cell::count(row.n),
        row.max.map_or(Cell::Empty, Cell::plain),
        row.min.map_or(Cell::Empty, Cell::plain),
        total(material, official),
        Cell::text(interval(material, row)),
        votes(row),
        Cell::text(reasons::lane(row.lane, material.language)),
        Cell::text(reason(material, row)),
    ]);
    cells.extend(asked_for(material, row));
    cells
}

/// What only stands there where the template asks for it.
fn asked_for(material: &Material, row: &ProposalStanding) -> [Cell; 11] {
    let id = row.proposal.as_str();
    let figures = material.figures();
    let model = figures.model.get(id);
    let is_wanted = material.is_asked_for(Kind::Ranking, "leave_one_out");
    let range = is_wanted.then(|| material.ranges().get(id)).flatten();
    let proposal = material.panel.proposal(id);
    [
        mean(material, row.mean),
        mean(material, row.median),
        approximate(row.sd, 2),
        approximate(model.map(|one| one.expected_rank), 2),
        approximate(model.map(|one| one.p_top), 3),
        range.map_or(Cell::Empty, |(best, worst)| {
            Cell::text(format!("{best}-{worst}"))
        }),
        place(row.rank_in_chain),
        money(row.requested),
        money(row.awarded),
        proposal.map_or(Cell::Empty, |one| Cell::text(material.chain_name(one))),
        proposal.map_or(Cell::Empty, |one| {
            Cell::text(applicant_words(material, one))
        }),
    ]
}

/// A figure that is not exact, with so many digits.
pub(super) fn approximate(value: Option<f64>, decimals: u32) -> Cell {
    use crate::domain::decimal::{RoundingMode, parse, round};
    let finite = value.filter(|value| value.is_finite());
    let exact = finite.and_then(|value| parse(&format!("{value:.6}")));
    exact.map_or(Cell::Empty, |value| {
        Cell::fixed(round(value, decimals, RoundingMode::HalfUp), decimals)
    })
}

/// The ranks at 5 and 95 of 100 in the chain.
pub(super) fn interval(material: &Material, row: &ProposalStanding) -> String {
    let found = material.figures().model.get(&row.proposal);
    let found = found.filter(|_| row.rank.is_some());
    found.map_or_else(String::new, |one| {
        let [low, _, _, _, high] = one.interval;
        format!("{low}-{high}")
    })
}

/// Tables of every expert's totals, where there are too many for the table of places.
fn totals(material: &Material, group: &GroupStanding, experts: &[&str]) -> Vec<Block> {
    let language = material.language;
    let caption = language.text("report.totals_of_experts");
    let parts = experts.chunks(IN_A_TABLE).enumerate();
    let tables = parts.map(|(part, here)| {
        let first = part * IN_A_TABLE;
        let mut columns = vec![figures(language, "rank", 5), words(language, "id", 9)];
        let places = (1..=here.len()).map(|place| numbered(language, first + place));
        columns.extend(places);
        let rows = group.rows.iter().filter(|row| !row.totals.is_empty());
        let rows = rows.map(|row| {
            let own = totals_of(row);
            let id = material.panel.proposal(&row.proposal).map_or("", number);
            let mut cells = vec![place(row.rank), Cell::text(id)];
            cells.extend(here.iter().map(|id| {
                let found = own.get(id).copied();
                found.map_or(Cell::Empty, expert_total)
            }));
            Row::Cells(cells)
        });
        table(
            &format!("totals-{}", part + 1),
            caption,
            columns,
            rows.collect(),
        )
    });
    tables.collect()
}

fn pictures(material: &Material, group: &GroupStanding) -> Vec<Block> {
    let language = material.language;
    let ranked: Vec<&ProposalStanding> = group
        .rows
        .iter()
        .filter(|row| row.rank.is_some())
        .take(MOST_IN_PICTURE)
        .collect();
    if ranked.is_empty() {
        return Vec::new();
    }
    let model = &material.figures().model;
    let label = |row: &ProposalStanding| {
        let found = material.panel.proposal(&row.proposal);
        found.map_or_else(|| row.proposal.clone(), |one| number(one).to_owned())
    };
    let mut last = 1;
    let places = ranked.iter().map(|row| {
        let ranks = model.get(&row.proposal).map(|one| one.interval);
        let most = ranks.map_or(1, |ranks| ranks.into_iter().max().unwrap_or(1));
        let own = row.rank_in_chain.or(row.rank).unwrap_or(1) as usize;
        last = last.max(most).max(own);
        IntervalRow {
            label: label(row),
            place: row.rank_in_chain.or(row.rank),
            ranks,
        }
    });
    let rows: Vec<IntervalRow> = places.collect();
    let intervals = Intervals {
        caption: language.text("report.intervals").to_owned(),
        legend: language.text("report.intervals_legend").to_owned(),
        last,
        rows,
    };
    let (low, high) = material.panel.marks();
    let lines = material.panel.policy.lines();
    let lines = [
        ("rank.line", &lines.recommend),
        ("rank.pass_line", &lines.pass),
    ];
    let lines = lines.into_iter().filter_map(|(key, line)| {
        let value = crate::domain::decimal::parse(line)?;
        Some((float(value), language.with(key, &[line])))
    });
    let spread = Spread {
        caption: language.text("report.spread").to_owned(),
        legend: language.text("report.spread_legend").to_owned(),
        scale: (float(low), float(high)),
        lines: lines.collect(),
        rows: ranked
            .iter()
            .map(|row| spread_row(label(row), row))
            .collect(),
    };
    let spread = Block::Plot(Plot::Spread(spread));
    if is_mixed(material, group) {
        vec![spread]
    } else {
        vec![Block::Plot(Plot::Intervals(intervals)), spread]
    }
}

fn spread_row(label: String, row: &ProposalStanding) -> SpreadRow {
    let mut totals: Vec<_> = row
        .totals
        .iter()
        .filter(|one| one.counts || one.dropped.is_some())
        .collect();
    totals.sort_by_key(|one| one.total);
    SpreadRow {
        label,
        totals: totals
            .into_iter()
            .map(|one| (float(one.total), one.dropped.is_some()))
            .collect(),
        official: row.total.map(float),
    }
}
