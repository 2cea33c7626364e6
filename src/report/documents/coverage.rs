//! 环节覆盖图, 补链清单, 招引清单: every link of the plan and what became of it.

use super::Draft;
use super::departments::{link_columns, link_row};
use super::parts::{figures, heading, note, numbers, section, table, text, words};
use crate::analysis::coverage::{Coverage, LinkCoverage};
use crate::domain::link_notes::MarkKind;
use crate::report::document::{Block, Cell, Row};
use crate::report::material::Material;
use crate::report::plot::{Map, MapColumn, MapField, Plot, State};

/// The map, and the two lists.
pub(super) fn coverage(material: &Material) -> Vec<Draft> {
    let language = material.language;
    let all = material.coverage();
    let count = |state: Coverage| {
        all.iter()
            .filter(|link| link.state == state)
            .count()
            .to_string()
    };
    let counts = [
        Coverage::Covered,
        Coverage::DeclinedOnly,
        Coverage::Uncovered,
    ]
    .map(count);
    let counts = language.with("recommend.coverage", &counts.each_ref().map(String::as_str));
    let map = vec![
        Block::Text(counts),
        Block::Plot(Plot::Map(self::map(material))),
        links(material),
        note(language, "report.coverage_note"),
    ];
    let gaps = |wanted: &dyn Fn(&LinkCoverage) -> bool, key: &str| {
        let open = all.iter().filter(|link| wanted(link)).enumerate();
        let rows: Vec<Row> = open
            .filter_map(|(no, link)| link_row(material, no, link))
            .collect();
        if rows.is_empty() {
            text(language, "report.none")
        } else {
            table(key, "", link_columns(material), rows)
        }
    };
    let closing = gaps(&|link| link.state == Coverage::DeclinedOnly, "gaps");
    let attract = gaps(&|link| link.state == Coverage::Uncovered, "attract");
    let titles = ["report.map", "report.gaps", "report.attract"].map(|key| language.text(key));
    let sections = vec![
        section("map", titles[0], map),
        section(
            "gaps",
            titles[1],
            vec![heading(language, "report.gaps_about"), closing],
        ),
        section(
            "attract",
            titles[2],
            vec![heading(language, "report.attract_about"), attract],
        ),
    ];
    vec![Draft::part("", sections).landscape()]
}

fn state(link: &LinkCoverage) -> State {
    match link.state {
        Coverage::Covered => State::Covered,
        Coverage::DeclinedOnly => State::Declined,
        Coverage::Uncovered => State::Open,
    }
}

fn map(material: &Material) -> Map {
    let language = material.language;
    let chains = material.panel.plan.chains.iter().map(|chain| {
        let own: Vec<&LinkCoverage> = material
            .coverage()
            .iter()
            .filter(|link| link.chain == chain.id)
            .collect();
        let covered = own
            .iter()
            .filter(|link| link.state == Coverage::Covered)
            .count();
        let fields = own.iter().filter_map(|one| {
            let link = chain.link(&one.link)?;
            Some(MapField {
                label: material.of_both(&link.short).to_owned(),
                state: state(one),
                count: one.recommended.len() + one.others.len(),
                is_marked: is_marked(material, &one.link),
            })
        });
        MapColumn {
            title: format!("{} {covered}/{}", material.of_both(&chain.name), own.len()),
            fields: fields.collect(),
        }
    });
    let states = [
        (State::Covered, "recommend.covered"),
        (State::Declined, "recommend.declined_only"),
        (State::Open, "recommend.uncovered"),
    ];
    Map {
        caption: language.text("report.map").to_owned(),
        legend: states
            .map(|(state, key)| (state, language.text(key).to_owned()))
            .into(),
        marked: if material.panel.link_notes.marks.is_empty() {
            String::new()
        } else {
            language.text("report.map_marked").to_owned()
        },
        columns: chains.collect(),
    }
}

fn is_marked(material: &Material, link: &str) -> bool {
    let notes = &material.panel.link_notes;
    let mut marks = notes.marks.iter().filter(|mark| mark.link == link);
    marks.any(|mark| matches!(mark.kind, MarkKind::Weak | MarkKind::Missing))
}

/// Every link as a row.
fn links(material: &Material) -> Block {
    let language = material.language;
    let columns = vec![
        words(language, "chain", 12),
        figures(language, "row", 5),
        words(language, "link", 32),
        words(language, "state", 14),
        words(language, "cause", 14),
        words(language, "recommended", 18),
        words(language, "others", 18),
        words(language, "marked", 10),
    ];
    let rows = material.coverage().iter().filter_map(|one| {
        let (chain, link) = material.panel.plan.link(&one.link)?;
        let state = language.find(&format!("recommend.{}", one.state.key()));
        let cause = one
            .cause
            .and_then(|cause| language.find(&format!("recommend.{}", cause.key())));
        let marks = material.panel.link_notes.marks.iter();
        let marks = marks.filter(|mark| mark.link == one.link).map(|mark| {
            let key = format!("mark.{}", mark.kind.key());
            language.find(&key).unwrap_or_default()
        });
        Some(Row::Cells(vec![
            Cell::text(material.of_both(&chain.name)),
            Cell::count(link.row as usize),
            Cell::text(&*link.name),
            Cell::text(state.unwrap_or_default()),
            Cell::text(cause.unwrap_or_default()),
            Cell::text(numbers(material, &one.recommended)),
            Cell::text(numbers(material, &one.others)),
            Cell::text(marks.collect::<Vec<_>>().join(language.text("list.and"))),
        ]))
    });
    table("coverage", "", columns, rows.collect())
}
