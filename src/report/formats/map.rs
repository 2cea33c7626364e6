//! A map as a table: one column a chain, in each field its mark, its name and its count.

use crate::report::document::{Cell, Column, Row, Table};
use crate::report::plot::{Map, MapField, State};

/// Width of a chain, in half Chinese characters.
const WIDTH: u16 = 18;

/// Returns the fields of a map as a table.
pub fn table(map: &Map) -> Table {
    let depth = map.columns.iter().map(|one| one.fields.len()).max();
    let row = |place: usize| {
        let fields = map.columns.iter().map(|column| column.fields.get(place));
        Row::Cells(
            fields
                .map(|field| field.map_or(Cell::Empty, cell))
                .collect(),
        )
    };
    Table {
        key: "map".to_owned(),
        caption: map.caption.clone(),
        columns: map
            .columns
            .iter()
            .map(|column| Column::words("", &column.title, WIDTH))
            .collect(),
        rows: (0..depth.unwrap_or_default()).map(row).collect(),
    }
}

/// Returns what the marks mean.
pub fn legend(map: &Map) -> String {
    let marks = map.legend.iter();
    let mut marks: Vec<String> = marks
        .map(|(state, words)| format!("{} {words}", mark(*state)))
        .collect();
    if !map.marked.is_empty() {
        marks.push(format!("! {}", map.marked));
    }
    marks.join("   ")
}

fn cell(field: &MapField) -> Cell {
    let weak = if field.is_marked { "!" } else { "" };
    let (mark, label, count) = (mark(field.state), &field.label, field.count);
    Cell::text(format!("{mark} {label}{weak} {count}"))
}

fn mark(state: State) -> &'static str {
    match state {
        State::Covered => "●",
        State::Declined => "○",
        State::Open => "✗",
    }
}
