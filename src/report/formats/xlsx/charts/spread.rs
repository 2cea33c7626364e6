//! Single totals beside each other, as a chart.

use super::Canvas;
use super::drawing::{Cells, blank, dots, label, names, threshold, upright};
use crate::report::plot::{Spread, SpreadRow};
use rust_xlsxwriter::{Chart, XlsxError};

/// Where figures stand beside each other: a row's name, its official total, and behind what
/// is printed how far up it is and the left end of the scale.
const NAME: u16 = 0;
const OFFICIAL: u16 = 1;
const UP: u16 = 8;
const UP_OFFICIAL: u16 = 9;
const LEFT: u16 = 10;
/// Totals that count, and those that were dropped, each with how far up.
const COUNTED: u16 = 12;
const DROPPED: u16 = 15;
/// A threshold's words, its place and how far up it ends.
const LINE: u16 = 18;

/// Writes the chart, in several parts where it has many rows.
pub(super) fn write(canvas: &mut Canvas<'_>, plot: &Spread) -> Result<(), XlsxError> {
    for rows in plot.rows.chunks(canvas.most) {
        // words of thresholds need a row of their own
        let height = rows.len() + usize::from(!plot.lines.is_empty());
        let head = canvas.frame(&plot.caption, &plot.legend, height)?;
        canvas.head(head, OFFICIAL, "┃")?;
        canvas.head(head, COUNTED, "●")?;
        canvas.head(head, DROPPED, "○")?;
        let first = head + 1;
        let mut words = Vec::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            let up = (rows.len() - place) as f64;
            words.push(canvas.name(first + place as u32, NAME, &row.label)?);
            figures(canvas, first + place as u32, row, (plot.scale.0, up))?;
        }
        let mut after = first + rows.len() as u32;
        let name = canvas.sheet.clone();
        let to = |last: u32| Cells {
            sheet: &name,
            rows: (first, last.max(first)),
        };
        let mut chart = blank(height, plot.scale, None);
        for (column, is_full) in [(COUNTED, true), (DROPPED, false)] {
            let end = totals(canvas, (first, column), rows, is_full)?;
            if end > first {
                let points = to(end - 1).points(column, column + 1);
                chart.push_series(&dots(points, is_full));
            }
            after = after.max(end);
        }
        let all = to(first + rows.len().saturating_sub(1) as u32);
        chart
            .push_series(&upright(all.points(OFFICIAL, UP_OFFICIAL)))
            .push_series(&names(all, (LEFT, UP), (&words, NAME)));
        let end = lines(canvas, &mut chart, (first, rows.len()), &plot.lines)?;
        canvas.draw(&mut chart, height, (head, after.max(end)))?;
    }
    Ok(())
}

fn figures(
    canvas: &mut Canvas<'_>,
    row: u32,
    one: &SpreadRow,
    (left, up): (f64, f64),
) -> Result<(), XlsxError> {
    canvas.number(row, UP, up)?;
    canvas.number(row, LEFT, left)?;
    if let Some(official) = one.official {
        canvas.number(row, OFFICIAL, official)?;
        canvas.number(row, UP_OFFICIAL, up)?;
    }
    Ok(())
}

/// Writes all totals that count, or those that do not; returns the row behind them.
fn totals(
    canvas: &mut Canvas<'_>,
    (first, column): (u32, u16),
    rows: &[SpreadRow],
    counts: bool,
) -> Result<u32, XlsxError> {
    let mut row = first;
    for (place, one) in rows.iter().enumerate() {
        let own = one
            .totals
            .iter()
            .filter(|(_, is_dropped)| *is_dropped != counts);
        for (total, _) in own {
            canvas.number(row, column, *total)?;
            canvas.number(row, column + 1, (rows.len() - place) as f64)?;
            row += 1;
        }
    }
    Ok(row)
}

/// Draws the thresholds; returns the row behind their figures.
fn lines(
    canvas: &mut Canvas<'_>,
    chart: &mut Chart,
    (first, rows): (u32, usize),
    lines: &[(f64, String)],
) -> Result<u32, XlsxError> {
    let mut row = first;
    let top = rows as f64 + 0.6;
    for (place, words) in lines {
        let words = canvas.name(row, LINE, words)?;
        canvas.number(row, LINE + 1, *place)?;
        canvas.number(row, LINE + 2, top)?;
        let name = canvas.sheet.clone();
        let cells = Cells {
            sheet: &name,
            rows: (row, row),
        };
        let end = cells.points(LINE + 1, LINE + 2);
        chart.push_series(&threshold(
            end,
            top - 0.5,
            label(&words, (&name, row, LINE)),
        ));
        row += 1;
    }
    Ok(row)
}
