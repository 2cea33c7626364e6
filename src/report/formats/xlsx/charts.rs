//! Pictures of figures as charts that need no colour, on a sheet of their own with the
//! figures they are drawn from.
#![allow(clippy::cast_precision_loss, reason = "places and ranks fit")]

mod drawing;
mod intervals;
mod spread;

use super::lines::{clean, cut};
use super::names::Names;
use super::page;
use super::styles::Styles;
use crate::report::document::{Block, Document};
use crate::report::plot::Plot;
use crate::text::scrub::one_line;
use crate::text::width::fit;
use rust_xlsxwriter::{Chart, FormatAlign, Workbook, Worksheet, XlsxError};

/// Most rows of one chart, on a page that stands and on one that lies: more are parted, so
/// that every row can be read.
const MOST_UPRIGHT: usize = 40;
const MOST_LYING: usize = 26;
/// Columns of a row's name beside the scale.
const LABEL: usize = 26;
/// Width of a chart that stands and of one that lies, in pixels.
const UPRIGHT: u32 = 600;
const LYING: u32 = 890;
/// Last column that is printed: behind it stands what only the charts need.
const PRINTED: u16 = 6;
/// Pixels of a chart's row, of what stands below all rows, and of a row of the sheet.
const ROW: u32 = 20;
const SCALE: u32 = 50;
const SHEET_ROW: u32 = 20;

/// Adds a sheet of charts to the workbook where the document has any.
pub(super) fn write(
    book: &mut Workbook,
    styles: &mut Styles,
    names: &mut Names,
    document: &Document,
) -> Result<(), XlsxError> {
    let blocks = document.sections.iter().flat_map(|one| &one.blocks);
    let plots: Vec<&Plot> = blocks
        .filter_map(|block| match block {
            Block::Plot(plot @ (Plot::Intervals(_) | Plot::Spread(_))) => Some(plot),
            _ => None,
        })
        .collect();
    if plots.is_empty() {
        return Ok(());
    }
    let is_english = document.frame.language.starts_with("en");
    let name = names.next(if is_english { "Charts" } else { "图" });
    let paper = book.add_worksheet();
    paper.set_name(&name)?;
    page::set_up(paper, document, &styles.fonts);
    let (width, column, most) = if document.is_landscape {
        (LYING, 16, MOST_LYING)
    } else {
        (UPRIGHT, 9, MOST_UPRIGHT)
    };
    paper
        .set_column_width(0, 28)?
        .set_column_range_width(1, PRINTED, column)?;
    let mut canvas = Canvas {
        paper,
        styles,
        sheet: name,
        row: 0,
        breaks: Vec::new(),
        width,
        most,
    };
    let shown = page::screen_line(&document.frame);
    if !shown.is_empty() {
        canvas.text(0, 0, &shown)?;
        canvas.row = 1;
    }
    let first = canvas.row;
    for plot in plots {
        match plot {
            Plot::Intervals(one) => intervals::write(&mut canvas, one)?,
            Plot::Spread(one) => spread::write(&mut canvas, one)?,
            Plot::Map(_) => {}
        }
    }
    let (breaks, after) = (canvas.breaks, canvas.row);
    paper.set_page_breaks(&breaks)?;
    if after > first {
        paper.set_print_area(first, 0, after - 1, PRINTED)?;
    }
    Ok(())
}

/// A sheet of charts being written.
struct Canvas<'a> {
    paper: &'a mut Worksheet,
    styles: &'a Styles,
    /// Name of the sheet, by which charts find their figures.
    sheet: String,
    row: u32,
    breaks: Vec<u32>,
    width: u32,
    /// Most rows of a chart.
    most: usize,
}

impl Canvas<'_> {
    /// Places a chart of so many rows with its words; its figures begin at the row that is
    /// returned. The chart must be made of what will stand there.
    fn frame(&mut self, caption: &str, legend: &str, rows: usize) -> Result<u32, XlsxError> {
        if self.row > 1 {
            self.breaks.push(self.row);
        }
        let heading = &self.styles.heading.format.clone().unset_text_wrap();
        let caption = clean(caption);
        self.paper
            .write_string_with_format(self.row, 0, cut(&caption), heading)?;
        let room = Self::height(rows).div_ceil(SHEET_ROW) + 1;
        let below = self.row + 1 + room;
        self.text(below, 0, legend)?;
        Ok(below + 2)
    }

    /// Draws the chart whose figures begin at a row, and goes on behind them.
    fn draw(
        &mut self,
        chart: &mut Chart,
        rows: usize,
        (first, after): (u32, u32),
    ) -> Result<(), XlsxError> {
        chart.set_width(self.width).set_height(Self::height(rows));
        let room = Self::height(rows).div_ceil(SHEET_ROW) + 1;
        self.paper.insert_chart(first - 2 - room, 0, chart)?;
        self.row = after + 1;
        Ok(())
    }

    fn height(rows: usize) -> u32 {
        u32::try_from(rows).unwrap_or(u32::MAX).saturating_mul(ROW) + SCALE
    }

    fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        let look = &self.styles.note.format.clone().unset_text_wrap();
        let text = clean(text);
        self.paper
            .write_string_with_format(row, column, cut(&text), look)?;
        Ok(())
    }

    /// Writes what stands above figures.
    fn head(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        let look = &self
            .styles
            .note
            .format
            .clone()
            .set_align(FormatAlign::Right);
        self.paper
            .write_string_with_format(row, column, text, look)?;
        Ok(())
    }

    /// Writes the name of a row, short enough to stand beside it, and returns it.
    fn name(&mut self, row: u32, column: u16, name: &str) -> Result<String, XlsxError> {
        let name = one_line(name);
        let name = fit(&name, LABEL, "…");
        self.text(row, column, &name)?;
        Ok(name.into_owned())
    }

    fn number(&mut self, row: u32, column: u16, number: f64) -> Result<(), XlsxError> {
        let look = &self.styles.note.format;
        self.paper
            .write_number_with_format(row, column, number, look)?;
        Ok(())
    }
}
