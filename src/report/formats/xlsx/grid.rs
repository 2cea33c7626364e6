//! The columns of a sheet. All its blocks share them: the table with the most columns says
//! how wide they are, whatever else stands on the sheet lies across some of them.
#![allow(clippy::cast_precision_loss, reason = "widths fit")]
#![allow(clippy::cast_sign_loss, reason = "less than nothing is nothing")]

use super::figures::shown_width;
use crate::report::document::{Row, Table};
use crate::text::width::columns;

/// Narrowest and widest column, in half Chinese characters of a table.
const NARROWEST: usize = 4;
const WIDEST: usize = 120;
/// Columns of a sheet without tables.
const PLAIN: usize = 12;
/// How much wider than it would like a table is made to fill the sheet.
const STRETCH: f64 = 3.0;
/// Pixels of a unit of width, of a column's rim, and what a cell's text leaves free.
const UNIT: f64 = 7.0;
const RIM: f64 = 5.0;
const FREE: f64 = 7.0;
/// Pixels of half a Chinese character, for each point of its size, and what is not trusted.
const HALF: f64 = 96.0 / 72.0 / 2.0;
const TRUST: f64 = 0.97;

/// The columns of a sheet, each with its width in units.
pub(super) struct Grid {
    widths: Vec<usize>,
}

/// Columns beside each other that hold one text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    /// First column.
    pub(super) first: u16,
    /// Last column.
    pub(super) last: u16,
    pixels: f64,
}

impl Span {
    /// Returns how many half Chinese characters of a size stand in one line.
    pub(super) fn columns(self, size: f64) -> usize {
        (((self.pixels - FREE) * TRUST / (size * HALF)) as usize).max(2)
    }
}

impl Grid {
    /// Makes the columns for these tables on a page of so many pixels.
    pub(super) fn new(tables: &[&Table], page: f64) -> Self {
        let most = tables.iter().map(|table| table.columns.len()).max();
        let Some(most) = most.filter(|most| *most > 0) else {
            let width = ((page / PLAIN as f64 - RIM) / UNIT) as usize;
            return Self {
                widths: vec![width; PLAIN],
            };
        };
        let mut widths = vec![0; most];
        let mut are_words = vec![false; most];
        for table in tables.iter().filter(|one| one.columns.len() == most) {
            for (place, wish) in wishes(table).into_iter().enumerate() {
                if let Some(width) = widths.get_mut(place) {
                    *width = wish.max(*width);
                }
            }
            for (is_words, column) in are_words.iter_mut().zip(&table.columns) {
                *is_words = *is_words || !column.is_figures;
            }
        }
        let mut grid = Self { widths };
        grid.fill(page, &are_words);
        grid
    }

    /// Makes the columns of words wider until they fill the page, or all of them where none
    /// holds words.
    fn fill(&mut self, page: f64, are_words: &[bool]) {
        let free = page - self.all().pixels;
        let grows = |place: usize| {
            let is_words = are_words.get(place).copied().unwrap_or_default();
            is_words || !are_words.contains(&true)
        };
        let growing = self.widths.iter().enumerate();
        let sum: usize = growing
            .filter(|(place, _)| grows(*place))
            .map(|(_, width)| *width)
            .sum();
        if free <= 0.0 || sum == 0 {
            return;
        }
        for (place, width) in self.widths.iter_mut().enumerate() {
            if grows(place) {
                let more = free / UNIT * (*width as f64) / (sum as f64);
                *width += more as usize;
            }
        }
    }

    /// Returns the widths in units, from the left.
    pub(super) fn widths(&self) -> impl Iterator<Item = f64> {
        self.widths.iter().map(|width| *width as f64)
    }

    /// Returns all columns.
    pub(super) fn all(&self) -> Span {
        self.span(0, self.widths.len().saturating_sub(1))
    }

    /// Returns the columns of a whole table; none where it has no columns.
    pub(super) fn across(&self, spans: &[Span]) -> Option<Span> {
        let (first, last) = (spans.first()?, spans.last()?);
        Some(self.span(usize::from(first.first), usize::from(last.last)))
    }

    /// Returns columns for parts of equal width, fewer where there are not enough columns.
    pub(super) fn parts(&self, parts: usize) -> Vec<Span> {
        let parts = parts.clamp(1, self.widths.len().max(1));
        let share = self.all().pixels / parts as f64;
        self.shared(&vec![share; parts])
    }

    /// Returns the columns that each column of a table takes.
    pub(super) fn of_table(&self, table: &Table) -> Vec<Span> {
        if table.columns.len() == self.widths.len() {
            return (0..self.widths.len())
                .map(|place| self.span(place, place))
                .collect();
        }
        let wishes: Vec<f64> = wishes(table).into_iter().map(pixels).collect();
        let factor = (self.all().pixels / wishes.iter().sum::<f64>()).min(STRETCH);
        let stretched: Vec<f64> = wishes.iter().map(|wish| wish * factor).collect();
        self.shared(&stretched)
    }

    /// Shares the columns out so that every end lies as near to the wished one as can be.
    fn shared(&self, wishes: &[f64]) -> Vec<Span> {
        let mut spans = Vec::with_capacity(wishes.len());
        let (mut start, mut goal, mut used) = (0, 0.0, 0.0);
        for (place, wish) in wishes.iter().enumerate() {
            goal += wish;
            let last = self.widths.len().saturating_sub(wishes.len() - place);
            let mut end = start;
            let mut reached = used + self.span(start, start).pixels;
            while end < last {
                let next = reached + self.span(end + 1, end + 1).pixels;
                if (next - goal).abs() > (reached - goal).abs() {
                    break;
                }
                reached = next;
                end += 1;
            }
            spans.push(self.span(start, end));
            (start, used) = (end + 1, reached);
        }
        spans
    }

    fn span(&self, first: usize, last: usize) -> Span {
        let widths = self.widths.get(first..=last).unwrap_or_default();
        Span {
            first: first as u16,
            last: last as u16,
            pixels: widths.iter().copied().map(pixels).sum(),
        }
    }
}

fn pixels(width: usize) -> f64 {
    width as f64 * UNIT + RIM
}

/// The width that each column of a table would like, in units: figures are never cut, for a
/// spreadsheet shows `###` instead of them.
fn wishes(table: &Table) -> Vec<usize> {
    let mut wishes: Vec<usize> = table
        .columns
        .iter()
        .map(|column| match usize::from(column.width) {
            0 => columns(&column.title).clamp(NARROWEST, 30),
            wish => wish.clamp(NARROWEST, WIDEST),
        })
        .collect();
    for row in &table.rows {
        let (Row::Cells(cells) | Row::Total(cells)) = row else {
            continue;
        };
        for (wish, cell) in wishes.iter_mut().zip(cells) {
            *wish = shown_width(cell).max(*wish);
        }
    }
    wishes.iter().map(|wish| wish + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::{Cell, Column};

    fn table(widths: &[u16]) -> Table {
        Table {
            columns: widths
                .iter()
                .map(|width| Column::words("a", "题", *width))
                .collect(),
            ..Table::default()
        }
    }

    fn ends(spans: &[Span]) -> Vec<(u16, u16)> {
        spans.iter().map(|span| (span.first, span.last)).collect()
    }

    #[test]
    fn smaller_tables_lie_across_the_columns_of_the_largest() {
        let large = table(&[4, 10, 30, 6, 6, 6]);
        let small = table(&[20, 10]);
        let grid = Grid::new(&[&small, &large], 655.0);
        assert_eq!(grid.widths.len(), 6);
        assert!(grid.all().pixels <= 655.0 && grid.all().pixels > 600.0);
        assert_eq!(ends(&grid.of_table(&large)).len(), 6);
        assert_eq!(ends(&grid.of_table(&small)), [(0, 2), (3, 5)]);
        assert_eq!(ends(&grid.parts(1)), [(0, 5)]);
        assert_eq!(grid.parts(9).len(), 6);
    }

    #[test]
    fn figures_and_wishes_always_fit() {
        let mut one = table(&[2, 8]);
        let figure = Cell::fixed("1234567.25".parse().unwrap(), 2);
        one.rows = vec![Row::Cells(vec![figure, Cell::Empty])];
        let grid = Grid::new(&[&one], 0.0);
        let spans = grid.of_table(&one);
        assert!(spans[0].columns(10.0) >= 10);
        assert!(spans[1].columns(10.0) >= 8);
        let plain = Grid::new(&[], 655.0);
        assert_eq!(ends(&plain.parts(3)), [(0, 3), (4, 7), (8, 11)]);
    }
}
