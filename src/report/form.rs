//! What the template of a panel changes in a document: title, mark, columns, who signs.

use super::Kind;
use super::document::{Block, Cell, Document, Field, Row, Table};
use super::material::Material;

/// Lays the template over a document, and takes out the columns that nobody asked for.
pub(super) fn apply(material: &Material, kind: Kind, document: &mut Document) {
    let forms = &material.panel.report_form.document;
    let form = forms.get(kind.key()).cloned().unwrap_or_default();
    let own = |text: &crate::domain::Bilingual, usual: &mut String| {
        let words = material.of_both(text);
        if !words.is_empty() {
            words.clone_into(usual);
        }
    };
    own(&form.title, &mut document.title);
    own(&form.mark, &mut document.frame.mark);
    let wanted = known(&form.columns, document);
    let people = form.signatures.iter();
    let people: Vec<Field> = people
        .map(|who| Field::new(material.of_both(who), ""))
        .collect();
    let mut is_signed = people.is_empty();
    for section in &mut document.sections {
        for block in &mut section.blocks {
            match block {
                Block::Table(table) => choose(table, &wanted),
                Block::Signatures(fields) if !people.is_empty() => {
                    // what stands there already, such as a code, stays behind them
                    fields.retain(|field| !field.value.is_empty());
                    fields.splice(0..0, people.iter().cloned());
                    is_signed = true;
                }
                _ => {}
            }
        }
    }
    if let Some(last) = document.sections.last_mut().filter(|_| !is_signed) {
        last.blocks.push(Block::Signatures(people));
    }
}

/// The columns of a template that any table of the document has, each once.
fn known(columns: &[String], document: &Document) -> Vec<String> {
    let is_known = |key: &&String| {
        let mut tables = document.tables();
        tables.any(|(_, table)| table.columns.iter().any(|one| one.key == **key))
    };
    let mut found: Vec<String> = Vec::new();
    for key in columns.iter().filter(is_known) {
        if !found.contains(key) {
            found.push(key.clone());
        }
    }
    found
}

/// Keeps the wanted columns in the wanted order; the usual ones where one of them is not there.
fn choose(table: &mut Table, wanted: &[String]) {
    let place = |key: &String| table.columns.iter().position(|one| one.key == *key);
    let mut places: Vec<usize> = wanted.iter().filter_map(place).collect();
    if places.is_empty() || places.len() < wanted.len() {
        let usual = table.columns.iter().enumerate();
        places = usual
            .filter(|(_, one)| one.is_usual)
            .map(|(place, _)| place)
            .collect();
    }
    if places.iter().copied().eq(0..table.columns.len()) {
        return;
    }
    let kept = |cells: &[Cell]| -> Vec<Cell> {
        let cells = places.iter().map(|place| cells.get(*place).cloned());
        cells.map(Option::unwrap_or_default).collect()
    };
    for row in &mut table.rows {
        match row {
            Row::Cells(cells) | Row::Total(cells) => *cells = kept(cells),
            Row::Line(_) => {}
        }
    }
    let columns = places
        .iter()
        .filter_map(|place| table.columns.get(*place).cloned());
    table.columns = columns.collect();
}

/// Puts words in the place of `{name}`; a name that is not known stays as it is.
pub(super) fn filled(pattern: &str, put_in: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let found = put_in.iter().find_map(|(name, words)| {
            let behind = after.strip_prefix(name)?.strip_prefix('}')?;
            Some((*words, behind))
        });
        if let Some((words, behind)) = found {
            text.push_str(words);
            rest = behind;
        } else {
            text.push('{');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Column;

    #[test]
    fn names_are_put_in_once_and_strange_braces_stay() {
        let put_in = [("first", "{count}"), ("count", "3")];
        let text = filled("“{first}”等 {count} 项 {unknown} {", &put_in);
        assert_eq!(text, "“{count}”等 3 项 {unknown} {");
    }

    #[test]
    fn a_template_chooses_columns_and_their_order() {
        let table = || Table {
            columns: vec![
                Column::words("a", "A", 4),
                Column::words("b", "B", 4),
                Column::words("c", "C", 4).on_request(),
            ],
            rows: vec![
                Row::Cells(["1", "2", "3"].map(Cell::text).into()),
                Row::Line("across".to_owned()),
            ],
            ..Table::default()
        };
        for (wanted, keys, cells) in [
            (&[][..], "a b", "1 2"),
            (&["c", "a"], "c a", "3 1"),
            (&["nothing"], "a b", "1 2"),
        ] {
            let wanted: Vec<String> = wanted.iter().map(|key| (*key).to_owned()).collect();
            let mut table = table();
            choose(&mut table, &wanted);
            let found: Vec<&str> = table.columns.iter().map(|one| one.key.as_str()).collect();
            assert_eq!(found.join(" "), keys);
            let Some(Row::Cells(row)) = table.rows.first() else {
                panic!("no row");
            };
            let shown: Vec<String> = row.iter().map(Cell::shown).collect();
            assert_eq!(shown.join(" "), cells);
            assert_eq!(table.rows.len(), 2);
        }
    }
}
