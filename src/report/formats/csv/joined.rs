//! Tables of one key, over all sections and documents, as one table.

use super::{Rows, guarded};
use crate::domain::decimal::fixed;
use crate::report::document::{Cell, Document, Row, Section, Table};
use std::collections::BTreeMap;

/// All tables of one key.
pub(super) struct Joined<'a> {
    /// Their key.
    pub(super) key: &'a str,
    columns: Vec<Joint>,
    tables: Vec<Source<'a>>,
    names_documents: bool,
    names_sections: bool,
}

/// A column of the joined table.
struct Joint {
    key: String,
    has_dropped: bool,
}

/// A table with where it stands.
struct Source<'a> {
    document: &'a str,
    section: &'a Section,
    table: &'a Table,
    /// For each column of the joined table the place of its cells in the rows of this one.
    places: Vec<Option<usize>>,
}

/// Returns the tables in the order in which their keys first appear.
pub(super) fn joined(documents: &[Document]) -> Vec<Joined<'_>> {
    let names_documents = documents.len() > 1;
    let names_sections = documents.iter().any(|one| one.sections.len() > 1);
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all: Vec<Joined<'_>> = Vec::new();
    for document in documents {
        for (section, table) in document.tables() {
            let place = *places.entry(&table.key).or_insert_with(|| {
                all.push(Joined {
                    key: &table.key,
                    columns: Vec::new(),
                    tables: Vec::new(),
                    names_documents,
                    names_sections,
                });
                all.len() - 1
            });
            if let Some(joined) = all.get_mut(place) {
                joined.take(document, section, table);
            }
        }
    }
    all
}

impl<'a> Joined<'a> {
    /// Takes a table in; columns that no table before had come behind the others.
    fn take(&mut self, document: &'a Document, section: &'a Section, table: &'a Table) {
        let mut places = vec![None; self.columns.len()];
        for (place, key) in distinct_keys(table).into_iter().enumerate() {
            let known = self.columns.iter().position(|column| column.key == key);
            let joint = known.unwrap_or_else(|| {
                let has_dropped = false;
                self.columns.push(Joint { key, has_dropped });
                places.push(None);
                self.columns.len() - 1
            });
            if let Some(slot) = places.get_mut(joint) {
                *slot = Some(place);
            }
            if let Some(column) = self.columns.get_mut(joint) {
                column.has_dropped = column.has_dropped || has_dropped(table, place);
            }
        }
        let name = document.name.as_str();
        self.tables.push(Source {
            document: name.rsplit('/').next().unwrap_or(name),
            section,
            table,
            places,
        });
    }

    /// Writes the head and all rows but sums and lines.
    pub(super) fn write(&self, writer: &mut Rows) -> ::csv::Result<()> {
        writer.write_record(self.head())?;
        let mut record = Vec::new();
        for source in &self.tables {
            for row in &source.table.rows {
                if let Row::Cells(cells) = row {
                    record.clear();
                    self.fill(&mut record, source, cells);
                    writer.write_record(&record)?;
                }
            }
        }
        Ok(())
    }

    fn head(&self) -> Vec<String> {
        let mut head: Vec<String> = Vec::new();
        let own: Vec<&str> = self.columns.iter().map(|one| one.key.as_str()).collect();
        let added = |name: &str| {
            let mut name = name.to_owned();
            while own.contains(&name.as_str()) {
                name.push('_');
            }
            name
        };
        if self.names_documents {
            head.push(added("document"));
        }
        if self.names_sections {
            head.push(added("section"));
        }
        for column in &self.columns {
            head.push(guarded(&column.key));
            if column.has_dropped {
                head.push(added(&format!("{}_dropped", column.key)));
            }
        }
        head
    }

    fn fill(&self, record: &mut Vec<String>, source: &Source<'_>, cells: &[Cell]) {
        if self.names_documents {
            record.push(guarded(source.document));
        }
        if self.names_sections {
            record.push(guarded(&source.section.key));
        }
        for (joint, column) in self.columns.iter().enumerate() {
            let place = source.places.get(joint).copied().flatten();
            let cell = place.and_then(|place| cells.get(place));
            record.push(cell.map(bare).unwrap_or_default());
            if column.has_dropped {
                record.push(dropped(cell).to_owned());
            }
        }
    }
}

/// The keys of a table's columns; a key that comes again is told apart by a number.
fn distinct_keys(table: &Table) -> Vec<String> {
    let mut keys: Vec<String> = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        let mut key = column.key.clone();
        let mut further = 2;
        while keys.contains(&key) {
            key = format!("{}_{further}", column.key);
            further += 1;
        }
        keys.push(key);
    }
    keys
}

fn has_dropped(table: &Table, place: usize) -> bool {
    table.rows.iter().any(|row| match row {
        Row::Cells(cells) => dropped(cells.get(place)) == "1",
        Row::Total(_) | Row::Line(_) => false,
    })
}

/// Whether a figure is not counted; nothing where no figure stands.
fn dropped(cell: Option<&Cell>) -> &'static str {
    match cell {
        Some(Cell::Figure(figure)) if figure.is_dropped => "1",
        Some(Cell::Figure(_)) => "0",
        _ => "",
    }
}

/// A figure without brackets, a text that is no formula.
fn bare(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) => guarded(words),
        Cell::Figure(figure) => fixed(figure.value, figure.decimals),
    }
}
