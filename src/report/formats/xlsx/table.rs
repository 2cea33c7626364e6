//! A table on a sheet: its head, its rows with the height that their text needs, sums and
//! lines across.

use super::figures::number;
use super::grid::Span;
use super::lines::{clean, count, height, most, pieces};
use super::sheet::{Sheet, put};
use super::styles::{InTable, Look, Styles};
use crate::report::document::{Cell, Column, Figure, Row, Table};
use rust_xlsxwriter::XlsxError;

/// Least height of a row, in points, and of one in a table to be filled in by hand.
const LEAST: f64 = 17.5;
const BY_HAND: f64 = 25.0;
/// Widest column whose words stand in the middle.
const NARROW: u16 = 10;
/// Rows from which on it is worth choosing among them.
const MANY: usize = 8;

/// Where a table stands.
pub(super) struct Place {
    /// Row of the head.
    pub(super) head: u32,
    /// Last of its ordinary rows.
    pub(super) last: u32,
    /// How many rows it has.
    pub(super) rows: usize,
    /// From the top of the sheet to the end of the head, in points.
    pub(super) depth: f64,
    /// Its rows may be put into another order: there are many and nothing parts them.
    pub(super) is_sortable: bool,
}

/// Writes a table.
pub(super) fn write(sheet: &mut Sheet<'_>, table: &Table) -> Result<Place, XlsxError> {
    if !table.caption.is_empty() {
        sheet.words(&table.caption, |styles| &styles.heading)?;
    }
    let spans = sheet.grid.of_table(table);
    let head = sheet.row;
    write_head(sheet, &table.columns, &spans)?;
    let mut place = Place {
        head,
        last: head,
        rows: table.rows.len(),
        depth: sheet.depth(),
        is_sortable: table.rows.len() >= MANY,
    };
    let least = if is_filled_by_hand(table) {
        BY_HAND
    } else {
        LEAST
    };
    for row in &table.rows {
        let before = sheet.row;
        match row {
            Row::Cells(cells) => {
                write_cells(sheet, table, &spans, cells, (least, false))?;
                // a sum between rows would be sorted with them
                place.is_sortable &= place.last + 1 == before && sheet.row == before + 1;
                place.last = before;
            }
            Row::Total(cells) => write_cells(sheet, table, &spans, cells, (least, true))?,
            Row::Line(words) => {
                place.is_sortable = false;
                write_line(sheet, &spans, words)?;
            }
        }
    }
    sheet.gap()?;
    Ok(place)
}

fn is_filled_by_hand(table: &Table) -> bool {
    let (mut all, mut empty) = (0, 0);
    for row in &table.rows {
        if let Row::Cells(cells) = row {
            all += cells.len();
            empty += cells.iter().filter(|cell| **cell == Cell::Empty).count();
        }
    }
    empty * 3 > all
}

fn write_head(sheet: &mut Sheet<'_>, columns: &[Column], spans: &[Span]) -> Result<(), XlsxError> {
    let mut lines = 1;
    let size = sheet.styles.words.wide.size;
    for (column, span) in columns.iter().zip(spans) {
        let look = chosen(&sheet.styles.heads, column);
        let text = clean(&column.title);
        put(sheet.paper, sheet.row, *span, &text, look)?;
        lines = lines.max(count(&text, span.columns(size)));
    }
    sheet.next_row(height(lines, size).max(LEAST))
}

fn write_line(sheet: &mut Sheet<'_>, spans: &[Span], words: &str) -> Result<(), XlsxError> {
    let Some(whole) = sheet.grid.across(spans) else {
        return Ok(());
    };
    let size = sheet.styles.line.size;
    let width = whole.columns(size);
    let words = clean(words);
    for piece in pieces(&words, width, most(size)) {
        put(sheet.paper, sheet.row, whole, piece, &sheet.styles.line)?;
        sheet.next_row(height(count(piece, width), size).max(LEAST))?;
    }
    Ok(())
}

/// Writes a row; a text that no row can hold goes on in the next.
fn write_cells(
    sheet: &mut Sheet<'_>,
    table: &Table,
    spans: &[Span],
    cells: &[Cell],
    (least, is_total): (f64, bool),
) -> Result<(), XlsxError> {
    let size = sheet.styles.words.wide.size;
    let mut lines = 1;
    let mut rest: Vec<(usize, Vec<String>)> = Vec::new();
    for (place, (column, span)) in table.columns.iter().zip(spans).enumerate() {
        let look = chosen(words_of(sheet.styles, is_total), column);
        match cells.get(place) {
            Some(Cell::Figure(figure)) => write_figure(sheet, *span, figure, is_total)?,
            Some(Cell::Text(text)) => {
                let text = clean(text);
                let width = span.columns(size);
                let mut all = pieces(&text, width, most(size)).into_iter();
                let first = all.next().unwrap_or_default();
                put(sheet.paper, sheet.row, *span, first, look)?;
                lines = lines.max(count(first, width));
                if all.len() > 0 {
                    rest.push((place, all.map(str::to_owned).collect()));
                }
            }
            Some(Cell::Empty) | None => put(sheet.paper, sheet.row, *span, "", look)?,
        }
    }
    sheet.next_row(height(lines, size).max(least))?;
    let further = rest.iter().map(|(_, pieces)| pieces.len()).max();
    for row in 0..further.unwrap_or(0) {
        write_rest(sheet, table, spans, (&rest, row), is_total)?;
    }
    Ok(())
}

/// Writes a row of what the row above could not hold.
fn write_rest(
    sheet: &mut Sheet<'_>,
    table: &Table,
    spans: &[Span],
    (rest, row): (&[(usize, Vec<String>)], usize),
    is_total: bool,
) -> Result<(), XlsxError> {
    let size = sheet.styles.words.wide.size;
    let mut lines = 1;
    for (place, (column, span)) in table.columns.iter().zip(spans).enumerate() {
        let own = rest.iter().find(|(own, _)| *own == place);
        let text = own.and_then(|(_, pieces)| pieces.get(row));
        let text = text.map(String::as_str).unwrap_or_default();
        let look = chosen(words_of(sheet.styles, is_total), column);
        put(sheet.paper, sheet.row, *span, text, look)?;
        lines = lines.max(count(text, span.columns(size)));
    }
    sheet.next_row(height(lines, size).max(LEAST))
}

fn words_of(styles: &Styles, is_total: bool) -> &InTable {
    if is_total {
        &styles.totals
    } else {
        &styles.words
    }
}

fn chosen<'a>(looks: &'a InTable, column: &Column) -> &'a Look {
    if column.is_figures {
        &looks.figures
    } else if column.width <= NARROW {
        &looks.narrow
    } else {
        &looks.wide
    }
}

fn write_figure(
    sheet: &mut Sheet<'_>,
    span: Span,
    figure: &Figure,
    is_total: bool,
) -> Result<(), XlsxError> {
    let shown = figure.shown();
    let words = &words_of(sheet.styles, is_total).figures;
    let Some(number) = number(figure, &shown) else {
        return put(sheet.paper, sheet.row, span, &shown, words);
    };
    if span.first != span.last {
        put(sheet.paper, sheet.row, span, "", words)?;
    }
    let (paper, row) = (&mut sheet.paper, sheet.row);
    let format = sheet
        .styles
        .figure(figure.decimals, figure.is_dropped, is_total);
    paper.write_number_with_format(row, span.first, number, format)?;
    Ok(())
}
