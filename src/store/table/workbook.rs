//! Sheets of xlsx workbooks, cell by cell: two cells far apart are two cells, not all that
//! lies between them.

use super::number::short;
use super::{MOST_CELLS, Row, Table, TableFault, Wanted};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads a workbook. The reader of such files is not ours and gets them from anywhere, so
/// that even its defects are only a damaged file.
pub fn read(bytes: Vec<u8>, wanted: Wanted) -> Result<Table, TableFault> {
    let read = AssertUnwindSafe(|| sheets(bytes, wanted));
    catch_unwind(read).unwrap_or(Err(TableFault::Broken))
}

fn sheets(bytes: Vec<u8>, mut wanted: Wanted) -> Result<Table, TableFault> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    for name in workbook.sheet_names() {
        let rows = match rows(&mut workbook, &name) {
            // A sheet that is only a chart.
            Err(TableFault::Empty) => continue,
            other => other?,
        };
        if let Some(table) = wanted.take(rows) {
            return Ok(table);
        }
    }
    Err(wanted.fault())
}

fn fault(error: &XlsxError) -> TableFault {
    match error {
        XlsxError::Password => TableFault::OldWorkbook,
        XlsxError::NotAWorksheet(_) => TableFault::Empty,
        _ => TableFault::Broken,
    }
}

fn rows(workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<Row>, TableFault> {
    let opened = workbook.worksheet_cells_reader(name);
    let mut reader = opened.map_err(|error| fault(&error))?;
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    let mut cells = 0;
    while let Some(cell) = reader.next_cell().map_err(|error| fault(&error))? {
        let (row, column) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::Empty => continue,
            value => text(value),
        };
        cells += 1;
        if cells > MOST_CELLS {
            return Err(TableFault::TooMuch);
        }
        let stands = rows.entry(row).or_default();
        stands.line = row as usize + 1;
        stands.put(column as usize, &text);
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.retain(|row| !row.cells.is_empty());
    for row in &mut rows {
        row.cells.sort_by_key(|cell| cell.0);
    }
    Ok(rows)
}

fn text(value: &DataRef) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => short(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => date(moment),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Returns a date as a date, so that a score that a program took for one is seen as such.
fn date(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        date
    } else {
        format!("{date}T{hour:02}:{minute:02}:{second:02}")
    }
}
