//! Tidy tables for study in other tools: one row a score, a sheet, a proposal, a criterion.
//! Proposals and experts have numbers that only this panel can turn back into names; no text
//! that somebody wrote is in it.

use super::Draft;
use super::parts::{note, only};
use super::ranking::approximate;
use crate::domain::seal::digest;
use crate::domain::sheet;
use crate::report::document::{Block, Cell, Column, Row, Table};
use crate::report::material::Material;
use std::collections::{BTreeMap, BTreeSet};

/// Numbers in place of ids.
struct Masks<'a>(BTreeMap<&'a str, String>);

impl<'a> Masks<'a> {
    /// Deals the numbers in an order that only whoever has the salt can make again.
    fn of(letter: char, salt: &str, ids: impl Iterator<Item = &'a str>) -> Self {
        let mut mixed: Vec<(String, &str)> = ids
            .map(|id| (digest(format!("{salt}\n{letter}\n{id}").as_bytes()), id))
            .collect();
        mixed.sort_unstable();
        let digits = mixed.len().max(1).ilog10() as usize + 1;
        let numbered = mixed.into_iter().enumerate();
        Self(
            numbered
                .map(|(place, (_, id))| (id, format!("{letter}{:0digits$}", place + 1)))
                .collect(),
        )
    }

    fn cell(&self, id: &str) -> Cell {
        Cell::text(self.0.get(id).map_or("", String::as_str))
    }
}

/// The tables.
pub(super) fn pack(material: &Material) -> Vec<Draft> {
    let panel = material.panel;
    // the seals of all sheets, which nobody has who has not the panel
    let mut salt: Vec<&str> = material
        .sheets
        .iter()
        .map(|sheet| sheet.seal.sha256.as_str())
        .collect();
    salt.sort_unstable();
    let salt = digest(format!("{}\n{}", panel.head.seed, salt.join("\n")).as_bytes());
    let proposals = panel.proposals.iter().map(|one| one.id.as_str());
    let proposals = Masks::of('P', &salt, proposals);
    let experts = panel.experts.iter().map(|one| one.id.as_str());
    let experts = Masks::of('E', &salt, experts);
    let chains: BTreeSet<&str> = panel
        .proposals
        .iter()
        .map(|one| one.chain.as_str())
        .collect();
    let chains = Masks::of('C', &salt, chains.into_iter());
    let blocks = vec![
        note(material.language, "report.pack_note"),
        scores(material, &proposals, &experts),
        sheets(material, &proposals, &experts),
        results(material, &proposals, &chains),
        criteria(material),
    ];
    Draft::of(only(blocks))
}

/// The heads are the names that programs read.
fn table(key: &str, columns: &[(&str, bool)], rows: Vec<Row>) -> Block {
    let columns = columns.iter().map(|(name, is_figures)| Column {
        is_figures: *is_figures,
        ..Column::words(name, name, 12)
    });
    Block::Table(Table {
        key: key.to_owned(),
        caption: key.to_owned(),
        columns: columns.collect(),
        rows,
    })
}

/// Rows in the order of the numbers.
fn sorted(mut rows: Vec<Vec<Cell>>) -> Vec<Row> {
    let key = |cells: &Vec<Cell>| cells.iter().take(3).map(Cell::shown).collect::<Vec<_>>();
    rows.sort_by_cached_key(key);
    rows.into_iter().map(Row::Cells).collect()
}

fn scores(material: &Material, proposals: &Masks, experts: &Masks) -> Block {
    let mut rows = Vec::new();
    for row in material.standings.rows() {
        let rubric = material.panel.rubric_of(&row.proposal);
        for one in &row.totals {
            let Some(sheet) = material.sheet(&row.proposal, &one.expert) else {
                continue;
            };
            for criterion in &rubric.criteria {
                let sheet::Cell::Score(score) = sheet.cell(&criterion.id) else {
                    continue;
                };
                rows.push(vec![
                    proposals.cell(&row.proposal),
                    experts.cell(&one.expert),
                    Cell::text(&*criterion.id),
                    Cell::text(sheet.round.key()),
                    Cell::plain(score),
                ]);
            }
        }
    }
    let columns = [
        ("proposal", false),
        ("expert", false),
        ("criterion", false),
        ("round", false),
        ("score", true),
    ];
    table("scores", &columns, sorted(rows))
}

fn sheets(material: &Material, proposals: &Masks, experts: &Masks) -> Block {
    let mut rows = Vec::new();
    for row in material.standings.rows() {
        for one in &row.totals {
            let sheet = material.sheet(&row.proposal, &one.expert);
            let verdict = sheet.and_then(sheet::ScoreSheet::verdict);
            let familiarity = sheet.map_or(0, |sheet| sheet.familiarity);
            rows.push(vec![
                proposals.cell(&row.proposal),
                experts.cell(&one.expert),
                Cell::plain(one.total),
                Cell::count(usize::from(one.counts)),
                Cell::count(usize::from(one.dropped.is_some())),
                Cell::text(verdict.map_or("", sheet::ExpertVerdict::key)),
                if familiarity == 0 {
                    Cell::Empty
                } else {
                    Cell::count(usize::from(familiarity))
                },
            ]);
        }
    }
    let columns = [
        ("proposal", false),
        ("expert", false),
        ("total", true),
        ("counts", true),
        ("dropped", true),
        ("verdict", false),
        ("familiarity", true),
    ];
    table("sheets", &columns, sorted(rows))
}

fn results(material: &Material, proposals: &Masks, chains: &Masks) -> Block {
    let figures = material.figures();
    let here = material.rows().filter(|(row, _)| !row.totals.is_empty());
    let rows = here.map(|(row, proposal)| {
        let model = figures.model.get(&row.proposal);
        let ranks = model.map(|one| one.interval);
        let rank = |place: usize| {
            let found = ranks.and_then(|ranks| ranks.get(place).copied());
            found.map_or(Cell::Empty, Cell::count)
        };
        vec![
            proposals.cell(&row.proposal),
            chains.cell(&proposal.chain),
            Cell::count(row.n),
            row.mean.map_or(Cell::Empty, Cell::plain),
            row.median.map_or(Cell::Empty, Cell::plain),
            approximate(row.sd, 6),
            super::parts::total(material, row.total),
            super::parts::place(row.rank),
            super::parts::place(row.rank_in_chain),
            rank(0),
            rank(4),
            Cell::text(row.lane.key()),
        ]
    });
    let columns = [
        ("proposal", false),
        ("chain", false),
        ("n", true),
        ("mean", true),
        ("median", true),
        ("sd", true),
        ("total", true),
        ("rank", true),
        ("rank_in_chain", true),
        ("rank_p05", true),
        ("rank_p95", true),
        ("lane", false),
    ];
    table("proposals", &columns, sorted(rows.collect()))
}

fn criteria(material: &Material) -> Block {
    let criteria = material.panel.rubric.criteria.iter();
    let rows = criteria.map(|one| {
        Row::Cells(vec![
            Cell::text(&*one.id),
            Cell::plain(one.scale.minimum()),
            Cell::plain(one.scale.maximum()),
            Cell::plain(one.scale.step()),
            Cell::plain(one.weight()),
        ])
    });
    let columns = [
        ("criterion", false),
        ("minimum", true),
        ("maximum", true),
        ("step", true),
        ("weight", true),
    ];
    table("criteria", &columns, rows.collect())
}
