//! What each department and each district gets: its recommended proposals, and the links that
//! are still open.

use super::Draft;
use super::advice::kind;
use super::parts::{
    conditions, figures, heading, money, note, number, numbers, only, signatures, table, text,
    words,
};
use crate::analysis::coverage::{Cause, Coverage, LinkCoverage, departments as responsible};
use crate::analysis::standing::ProposalStanding;
use crate::domain::proposal::Proposal;
use crate::i18n::reasons;
use crate::report::document::{Block, Cell, Column, Row};
use crate::report::material::Material;

/// 部门任务清单: one file a department of the plan's annex.
pub(super) fn departments(material: &Material) -> Vec<Draft> {
    let duties = material.panel.plan.overview.duties.iter();
    let mut names: Vec<&String> = Vec::new();
    for name in duties.flat_map(|duty| &duty.departments) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .map(|name| of_department(material, name))
        .collect()
}

fn of_department(material: &Material, name: &String) -> Draft {
    let (panel, language) = (material.panel, material.language);
    let duties = panel.plan.overview.duties.iter();
    let duties = duties.filter(|duty| duty.departments.contains(name));
    let duties =
        duties.map(|duty| Row::Cells(vec![Cell::text(&*duty.task), Cell::text(&*duty.work)]));
    let own = material.rows().filter(|(row, proposal)| {
        row.lane.is_recommended() && responsible(&panel.plan, proposal.kind).contains(name)
    });
    let mut blocks = vec![
        Block::Text(language.with("report.for_department", &[name])),
        heading(language, "report.duties"),
        table(
            "duties",
            "",
            vec![words(language, "task", 30), words(language, "work", 70)],
            duties.collect(),
        ),
        heading(language, "report.own_proposals"),
    ];
    blocks.push(proposals(material, own));
    let open = material.coverage().iter();
    let open =
        open.filter(|link| link.state != Coverage::Covered && link.departments.contains(name));
    blocks.push(heading(language, "report.own_links"));
    blocks.push(links(material, open));
    blocks.push(note(language, "report.tasks_note"));
    blocks.push(signatures(language, &["office", "date"]));
    Draft::part(name, only(blocks)).landscape()
}

/// 区县清单: one file a district that a proposal comes from.
pub(super) fn districts(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let mut names: Vec<&str> = Vec::new();
    for (_, proposal) in material.rows() {
        if !names.contains(&proposal.district.as_str()) {
            names.push(&proposal.district);
        }
    }
    names.sort_unstable();
    let drafts = names.into_iter().map(|name| {
        let shown = if name.is_empty() {
            language.text("report.no_district")
        } else {
            name
        };
        let own = material
            .rows()
            .filter(|(_, proposal)| proposal.district == name);
        let blocks = vec![
            Block::Text(language.with("report.for_district", &[shown])),
            proposals(material, own),
            note(language, "report.tasks_note"),
            signatures(language, &["office", "date"]),
        ];
        Draft::part(shown, only(blocks)).landscape()
    });
    drafts.collect()
}

fn proposals<'m, 'p>(
    material: &Material,
    own: impl Iterator<Item = (&'m ProposalStanding, &'p Proposal)>,
) -> Block {
    let language = material.language;
    let columns = vec![
        figures(language, "no", 5),
        words(language, "id", 9),
        words(language, "title", 32),
        words(language, "applicant", 22),
        words(language, "chain", 12),
        words(language, "kind", 12),
        words(language, "lane", 14),
        figures(language, "awarded", 9),
        words(language, "conditions", 28),
        words(language, "department", 18),
        words(language, "deadline", 10),
    ];
    let plan = &material.panel.plan;
    let rows = own.enumerate().map(|(no, (row, proposal))| {
        Row::Cells(vec![
            Cell::count(no + 1),
            Cell::text(number(proposal)),
            Cell::text(&*proposal.title),
            Cell::text(&*proposal.applicant),
            Cell::text(material.chain_name(proposal)),
            Cell::text(kind(material, proposal)),
            Cell::text(reasons::lane(row.lane, language)),
            money(row.awarded),
            Cell::text(conditions(material, &row.proposal)),
            Cell::text(responsible(plan, proposal.kind).join(language.text("report.and"))),
            Cell::Empty,
        ])
    });
    listed(material, table("proposals", "", columns, rows.collect()))
}

/// A table, or the word that there is nothing.
fn listed(material: &Material, block: Block) -> Block {
    match &block {
        Block::Table(table) if table.rows.is_empty() => text(material.language, "report.none"),
        _ => block,
    }
}

/// The columns of a list of links.
pub(super) fn link_columns(material: &Material) -> Vec<Column> {
    let language = material.language;
    vec![
        figures(language, "no", 5),
        words(language, "chain", 12),
        words(language, "link", 26),
        words(language, "target", 46),
        words(language, "present", 18),
        words(language, "way", 14),
        words(language, "department", 24),
        words(language, "deadline", 10),
    ]
}

fn links<'a>(material: &Material, open: impl Iterator<Item = &'a LinkCoverage>) -> Block {
    let rows = open
        .enumerate()
        .filter_map(|(no, link)| link_row(material, no, link));
    let rows: Vec<Row> = rows.collect();
    listed(material, table("links", "", link_columns(material), rows))
}

/// Each proposal with the list it stands on.
fn others(material: &Material, ids: &[String]) -> String {
    let said = ids.iter().map(|id| {
        let called = numbers(material, std::slice::from_ref(id));
        let lane = material.row(id).map(|row| row.lane);
        let lane = lane.map_or("", |lane| reasons::lane(lane, material.language));
        format!("{called} {lane}")
    });
    said.collect::<Vec<_>>().join("\n")
}

/// One open link: the plan's words, why it is open, what could be done, who has to.
pub(super) fn link_row(material: &Material, no: usize, open: &LinkCoverage) -> Option<Row> {
    let language = material.language;
    let (chain, link) = material.panel.plan.link(&open.link)?;
    let present = match open.cause {
        Some(cause) => language.find(&format!("recommend.{}", cause.key())),
        None => Some(language.text("recommend.no_cause")),
    };
    let mut present = present.unwrap_or_default().to_owned();
    if !open.others.is_empty() {
        present = others(material, &open.others);
    }
    let way = match open.cause {
        Some(Cause::NoApplicant) => "report.way_attract",
        Some(Cause::Budget) => "report.way_money",
        Some(Cause::BelowThreshold) => "report.way_improve",
        Some(Cause::Vetoed) => "report.way_other",
        None => "report.way_open",
    };
    Some(Row::Cells(vec![
        Cell::count(no + 1),
        Cell::text(material.of_both(&chain.name)),
        Cell::text(format!("{} {}", link.row, link.name)),
        Cell::text(&*link.target),
        Cell::text(present),
        Cell::text(language.text(way)),
        Cell::text(open.departments.join(language.text("report.and"))),
        Cell::Empty,
    ]))
}
