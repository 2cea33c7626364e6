//! Places with how far they may move, as a chart.

use super::Canvas;
use super::drawing::{Cells, blank, dots, names, reach};
use crate::report::plot::{IntervalRow, Intervals};
use rust_xlsxwriter::XlsxError;

/// Where figures stand beside each other; the five ranks begin at [`RANKS`].
const NAME: u16 = 0;
const PLACE: u16 = 1;
const RANKS: u16 = 2;
const MIDDLE: u16 = RANKS + 2;
/// From the middle to each of the other four ranks.
const REACH: u16 = RANKS + 5;
/// How far up the row is: for its name, its place and its ranks.
const UP: u16 = REACH + 4;
const UP_PLACE: u16 = UP + 1;
const UP_RANKS: u16 = UP + 2;
/// The left end of the scale.
const LEFT: u16 = UP + 3;

/// Writes the chart, in several parts where it has many rows.
pub(super) fn write(canvas: &mut Canvas<'_>, plot: &Intervals) -> Result<(), XlsxError> {
    for rows in plot.rows.chunks(canvas.most) {
        let head = canvas.frame(&plot.caption, &plot.legend, rows.len())?;
        heads(canvas, head)?;
        let mut row = head;
        let mut words = Vec::with_capacity(rows.len());
        for (place, one) in rows.iter().enumerate() {
            row += 1;
            words.push(canvas.name(row, NAME, &one.label)?);
            figures(canvas, row, one, (rows.len() - place) as f64)?;
        }
        let name = canvas.sheet.clone();
        let cells = Cells {
            sheet: &name,
            rows: (head + 1, row),
        };
        let last = plot.last as f64;
        let unit = match plot.last {
            0..=20 => 1.0,
            21..=100 => 5.0,
            _ => 20.0,
        };
        let mut chart = blank(rows.len(), (0.0, last + 1.0), Some(unit));
        let ranks = || cells.points(MIDDLE, UP_RANKS);
        let ends = |less: u16, more: u16| (cells.column(less), cells.column(more));
        chart
            .push_series(&reach(ranks(), ends(REACH, REACH + 3), false))
            .push_series(&reach(ranks(), ends(REACH + 1, REACH + 2), true))
            .push_series(&dots(cells.points(PLACE, UP_PLACE), true))
            .push_series(&names(cells, (LEFT, UP), (&words, NAME)));
        canvas.draw(&mut chart, rows.len(), (head, row))?;
    }
    Ok(())
}

fn heads(canvas: &mut Canvas<'_>, row: u32) -> Result<(), XlsxError> {
    canvas.head(row, PLACE, "●")?;
    for (place, share) in ["5%", "25%", "50%", "75%", "95%"].into_iter().enumerate() {
        canvas.head(row, RANKS + place as u16, share)?;
    }
    Ok(())
}

fn figures(canvas: &mut Canvas<'_>, row: u32, one: &IntervalRow, up: f64) -> Result<(), XlsxError> {
    canvas.number(row, UP, up)?;
    canvas.number(row, LEFT, 0.0)?;
    if let Some(place) = one.place {
        canvas.number(row, PLACE, f64::from(place))?;
        canvas.number(row, UP_PLACE, up)?;
    }
    if let Some(ranks) = one.ranks {
        let [low, lower, middle, higher, high] = ranks.map(|rank| rank as f64);
        for (place, rank) in [low, lower, middle, higher, high].into_iter().enumerate() {
            canvas.number(row, RANKS + place as u16, rank)?;
        }
        for (place, rank) in [low, lower, higher, high].into_iter().enumerate() {
            canvas.number(row, REACH + place as u16, (rank - middle).abs())?;
        }
        canvas.number(row, UP_RANKS, up)?;
    }
    Ok(())
}
