//! Sheets of ods files, cell by cell. A row or a cell that is said to repeat a million times
//! takes no room where it is empty, and is refused where it is not.

use super::number::short;
use super::{MOST_CELLS, Row, Table, TableFault, Wanted};
use crate::domain::decimal::parse;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use std::io::{BufRead, BufReader, Cursor};
use zip::ZipArchive;

/// The part that holds the sheets.
pub const CONTENT: &str = "content.xml";
/// Most columns and rows of a sheet, those of its programs.
const MOST_COLUMNS: usize = 16_384;
const MOST_ROWS: usize = 1_048_576;

/// Reads a document.
pub fn read(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    mut wanted: Wanted,
) -> Result<Table, TableFault> {
    let part = archive.by_name(CONTENT).map_err(|_| TableFault::Broken)?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match next(&mut reader, &mut buffer)? {
            Event::Start(start) if start.name().as_ref() == "table:table" => {
                let rows = rows(&mut reader)?;
                if let Some(table) = wanted.take(rows) {
                    return Ok(table);
                }
            }
            Event::Eof => return Err(wanted.fault()),
            _ => {}
        }
    }
}

fn next<'b, R: BufRead>(
    reader: &mut Reader<R>,
    buffer: &'b mut Vec<u8>,
) -> Result<Event<'b>, TableFault> {
    reader
        .read_event_into(buffer)
        .map_err(|_| TableFault::Broken)
}

fn rows<R: BufRead>(reader: &mut Reader<R>) -> Result<Vec<Row>, TableFault> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut line, mut cells) = (1, 0_usize);
    let mut buffer = Vec::new();
    // Tables can stand within cells; what they hold is not the sheet's.
    loop {
        buffer.clear();
        match next(reader, &mut buffer)? {
            Event::Start(start) if start.name().as_ref() == "table:table-row" => {
                let repeats = count(&start, "table:number-rows-repeated").min(MOST_ROWS);
                let found = row(reader)?;
                cells = cells.saturating_add(found.len().saturating_mul(repeats));
                if cells > MOST_CELLS {
                    return Err(TableFault::TooMuch);
                }
                if !found.is_empty() {
                    let repeated = (line..line + repeats).map(|line| Row {
                        line,
                        cells: found.clone(),
                    });
                    rows.extend(repeated);
                }
                line += repeats;
            }
            Event::End(end) if end.name().as_ref() == "table:table" => return Ok(rows),
            Event::Eof => return Err(TableFault::Broken),
            _ => {}
        }
    }
}

fn row<R: BufRead>(reader: &mut Reader<R>) -> Result<Vec<(usize, String)>, TableFault> {
    let mut row = Row::default();
    let mut column = 0;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match next(reader, &mut buffer)? {
            Event::Start(start) if is_cell(start.name().as_ref()) => {
                let repeats = count(&start, "table:number-columns-repeated").min(MOST_COLUMNS);
                let value = value(&start);
                let written = words(reader)?;
                let text = value.unwrap_or(written);
                let last = (column + repeats).min(MOST_COLUMNS);
                if !text.is_empty() {
                    (column..last).for_each(|column| row.put(column, &text));
                }
                column = last;
            }
            Event::End(end) if end.name().as_ref() == "table:table-row" => return Ok(row.cells),
            Event::Eof => return Err(TableFault::Broken),
            _ => {}
        }
    }
}

fn is_cell(name: &str) -> bool {
    ["table:table-cell", "table:covered-table-cell"].contains(&name)
}

fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start.try_get_attribute(name).ok()??;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

fn count(start: &BytesStart, name: &str) -> usize {
    let number = attribute(start, name).and_then(|text| text.parse().ok());
    number.unwrap_or(1)
}

/// Returns the value of a number, a date or a truth; none of a text.
fn value(start: &BytesStart) -> Option<String> {
    let number = |text: String| match parse(&text) {
        Some(_) => Some(text),
        None => text.parse().ok().map(short),
    };
    match attribute(start, "office:value-type")?.as_str() {
        "float" | "percentage" | "currency" => attribute(start, "office:value").and_then(number),
        "date" => attribute(start, "office:date-value"),
        "time" => attribute(start, "office:time-value"),
        "boolean" => attribute(start, "office:boolean-value"),
        _ => attribute(start, "office:string-value"),
    }
}

/// Reads on to the end of a cell and returns its paragraphs, notes apart.
fn words<R: BufRead>(reader: &mut Reader<R>) -> Result<String, TableFault> {
    let mut text = String::new();
    let (mut depth, mut note) = (0_usize, None);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match next(reader, &mut buffer)? {
            Event::Start(start) => {
                depth += 1;
                match start.name().as_ref() {
                    "office:annotation" => note = note.or(Some(depth)),
                    _ if note.is_some() => {}
                    "text:p" if !text.is_empty() => text.push('\n'),
                    "text:line-break" => text.push('\n'),
                    "text:tab" => text.push('\t'),
                    "text:s" => {
                        let blanks = count(&start, "text:c").min(1000);
                        text.extend(std::iter::repeat_n(' ', blanks));
                    }
                    _ => {}
                }
            }
            Event::End(_) if depth == 0 => return Ok(text),
            Event::End(_) => {
                if note == Some(depth) {
                    note = None;
                }
                depth -= 1;
            }
            Event::Text(part) if note.is_none() && depth > 0 => {
                text.push_str(&part.xml10_content());
            }
            Event::GeneralRef(name) if note.is_none() => match name.resolve_char_ref() {
                Ok(Some(character)) => text.push(character),
                _ => text.push_str(resolve_xml_entity(name.as_ref()).unwrap_or_default()),
            },
            Event::Eof => return Err(TableFault::Broken),
            _ => {}
        }
    }
}
