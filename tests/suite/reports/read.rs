//! Reads reports back: the tables of every format, by programs that did not write them.

use calamine::{Data, Reader as _, open_workbook_auto};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A table with its head.
#[derive(Debug, Default)]
pub struct Table {
    /// Heads, line breaks taken out.
    pub heads: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// Returns the files of a document in a format.
pub fn files(document: &Value, folder: &Path, what: &str, format: &str) -> Vec<PathBuf> {
    let all = document["files"].as_array().unwrap().iter();
    let own = all.filter(|one| one["what"] == what && one["format"] == format);
    own.map(|one| folder.join(one["file"].as_str().unwrap()))
        .collect()
}

/// Returns every table of a file.
pub fn tables(path: &Path) -> Vec<Table> {
    match path.extension().unwrap().to_str().unwrap() {
        "xlsx" => of_workbook(path),
        "docx" => of_markup(
            &part(path, "word/document.xml"),
            ["w:tbl", "w:tr", "w:tc", "w:t", "w:br"],
        ),
        "html" => of_page(&std::fs::read_to_string(path).unwrap()),
        "md" => of_markdown(&std::fs::read_to_string(path).unwrap()),
        _ => of_csv(path),
    }
}

/// A part of a zipped document.
pub fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn of_csv(path: &Path) -> Vec<Table> {
    let bytes = std::fs::read(path).unwrap();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap();
    let mut reader = csv::Reader::from_reader(bytes);
    let heads = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    vec![Table {
        heads,
        rows: rows.collect(),
    }]
}

/// A sheet holds text and tables below each other: the row before the first that looks like
/// one of a table is its head.
fn of_workbook(path: &Path) -> Vec<Table> {
    let mut book = open_workbook_auto(path).unwrap();
    let mut found = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).unwrap();
        let mut table: Option<Table> = None;
        for row in range.rows() {
            let cells: Vec<String> = row.iter().map(shown).collect();
            let is_head = cells
                .iter()
                .any(|cell| ["项目编号", "名次", "序号", "方案目标"].contains(&cell.as_str()));
            if is_head && cells.iter().filter(|cell| !cell.is_empty()).count() > 2 {
                found.extend(table.take());
                let heads = cells.iter().map(|head| head.replace('\n', ""));
                table = Some(Table {
                    heads: heads.collect(),
                    rows: Vec::new(),
                });
            } else if let Some(table) = &mut table {
                table.rows.push(cells);
            }
        }
        found.extend(table);
    }
    found
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}

/// Tables of a document, by the names of table, row, cell, text and line break.
fn of_markup(text: &str, [table, row, cell, words, line]: [&str; 5]) -> Vec<Table> {
    let mut reader = Reader::from_str(text);
    let mut found: Vec<Vec<Vec<String>>> = Vec::new();
    let mut is_words = false;
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let last = found.last_mut();
                if name == table {
                    found.push(Vec::new());
                } else if let Some(rows) = last {
                    if name == row {
                        rows.push(Vec::new());
                    } else if let Some(cells) = rows.last_mut() {
                        if name == cell {
                            cells.push(String::new());
                        } else if name == line
                            && let Some(text) = cells.last_mut()
                        {
                            text.push('\n');
                        }
                    }
                }
                is_words = name == words;
            }
            Event::Text(piece) if is_words => {
                let last = found.last_mut().and_then(|rows| rows.last_mut());
                if let Some(text) = last.and_then(|cells| cells.last_mut()) {
                    text.push_str(piece.as_ref());
                }
            }
            Event::GeneralRef(name) if is_words => {
                let last = found.last_mut().and_then(|rows| rows.last_mut());
                if let Some(text) = last.and_then(|cells| cells.last_mut()) {
                    text.push_str(entity(name.as_ref()));
                }
            }
            Event::End(tag) if tag.name().as_ref() == words => is_words = false,
            Event::Eof => break,
            _ => {}
        }
    }
    found.into_iter().map(headed).collect()
}

fn entity(name: &str) -> &'static str {
    match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        _ => "'",
    }
}

fn headed(mut rows: Vec<Vec<String>>) -> Table {
    if rows.is_empty() {
        return Table::default();
    }
    let heads = rows
        .remove(0)
        .into_iter()
        .map(|head| head.replace('\n', ""));
    Table {
        heads: heads.collect(),
        rows,
    }
}

/// Tables of a page: text stands directly in its cells.
fn of_page(page: &str) -> Vec<Table> {
    let tables = page.split("<table").skip(1);
    let tables = tables.map(|table| table.split("</table>").next().unwrap());
    tables
        .map(|table| {
            let rows = table.split("<tr").skip(1).map(|row| {
                let row = row.replace("<th", "<td");
                let cells = row.split("<td").skip(1).map(|cell| {
                    let inner = cell.split_once('>').unwrap().1;
                    let inner = inner.split("</t").next().unwrap();
                    plain(&inner.replace("<br>", "\n"))
                });
                cells.collect()
            });
            headed(rows.collect())
        })
        .collect()
}

fn plain(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ];
    let replaced = pairs.iter();
    replaced.fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn of_markdown(text: &str) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut is_inside = false;
    for line in text.lines() {
        let Some(inner) = line
            .strip_prefix("| ")
            .and_then(|one| one.strip_suffix(" |"))
        else {
            is_inside = line.starts_with('|') && is_inside;
            continue;
        };
        let cells: Vec<String> = inner
            .replace("\\|", "\u{1}")
            .split(" | ")
            .map(|cell| unescaped(cell.trim()))
            .collect();
        if cells
            .iter()
            .all(|cell| !cell.is_empty() && cell.chars().all(|c| "-:".contains(c)))
        {
            continue;
        }
        if is_inside {
            found.last_mut().unwrap().rows.push(cells);
        } else {
            let heads = cells.iter().map(|head| head.replace('\n', ""));
            found.push(Table {
                heads: heads.collect(),
                rows: Vec::new(),
            });
            is_inside = true;
        }
    }
    found
}

fn unescaped(cell: &str) -> String {
    let cell = plain(&cell.replace("<br>", "\n").replace('\u{1}', "|"));
    let mut letters = cell.chars().peekable();
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        let is_escape = letter == '\\' && letters.peek().is_some_and(char::is_ascii_punctuation);
        if is_escape {
            text.extend(letters.next());
        } else {
            text.push(letter);
        }
    }
    text
}

/// Fails where a file holds what its data must not bring into it.
pub fn assert_harmless(path: &Path) {
    let name = path.display();
    match path.extension().unwrap().to_str().unwrap() {
        "xlsx" => {
            let mut book = open_workbook_auto(path).unwrap();
            for sheet in book.sheet_names() {
                let formulas = book.worksheet_formula(&sheet).unwrap();
                let found = formulas
                    .used_cells()
                    .filter(|cell| !cell.2.is_empty())
                    .count();
                assert_eq!(found, 0, "{name} has formulas");
            }
        }
        "docx" => {
            let text = part(path, "word/document.xml");
            let mut reader = Reader::from_str(&text);
            while !matches!(reader.read_event().unwrap(), Event::Eof) {}
            assert!(!text.contains("<script"), "{name}");
            assert_clean(&text, path);
        }
        "csv" => {
            let text = std::fs::read_to_string(path).unwrap();
            for table in of_csv(path) {
                for cell in table.rows.iter().flatten() {
                    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    let is_number = cell.parse::<f64>().is_ok() || cell == "-";
                    assert!(!is_formula || is_number, "{name}: {cell:.40}");
                }
            }
            assert_clean(&text, path);
        }
        "html" => {
            let text = std::fs::read_to_string(path).unwrap();
            assert!(!text.contains("<script"), "{name}");
            assert_clean(&text, path);
        }
        _ => {
            let text = std::fs::read_to_string(path).unwrap();
            assert!(!text.replace("\\<", "").contains("<script"), "{name}");
            assert_clean(&text, path);
        }
    }
}

fn assert_clean(text: &str, path: &Path) {
    for forbidden in ['\u{1b}', '\u{202e}', '\u{0}', '\u{85}'] {
        assert!(
            !text.contains(forbidden),
            "{} has {forbidden:?}",
            path.display()
        );
    }
}
