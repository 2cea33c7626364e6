//! A sheet from the top: what stands above, then the blocks of its sections.

use super::grid::{Grid, Span};
use super::lines::{clean, count, cut, height, most, pieces};
use super::styles::{Look, Styles};
use super::{page, table};
use crate::report::document::{Block, Document, Field, Section, Table};
use crate::report::formats::map;
use crate::report::plot::Plot;
use crate::text::width::{columns, pad};
use rust_xlsxwriter::{IgnoreError, Worksheet, XlsxError};

/// Most lines of a paragraph in one row: pages end between rows only.
const LINES: usize = 20;
/// Columns to sign on: twelve Chinese characters.
const SIGNATURE: usize = 24;
/// Height of a row to sign in, in points.
const SIGNING: f64 = 34.0;
/// Height of an empty row, in points.
const GAP: f64 = 8.0;
/// Last row that a workbook holds.
const LAST_ROW: u32 = 1_048_575;
/// Highest head that stays on the screen, in points.
const HIGHEST_HEAD: f64 = 260.0;

/// A sheet being written.
pub(super) struct Sheet<'a> {
    /// The sheet of the workbook.
    pub(super) paper: &'a mut Worksheet,
    /// Looks of the workbook.
    pub(super) styles: &'a mut Styles,
    /// Columns.
    pub(super) grid: Grid,
    /// Next row.
    pub(super) row: u32,
    /// Height of all rows so far, in points.
    depth: f64,
    document: &'a Document,
    first_printed: u32,
}

impl<'a> Sheet<'a> {
    /// Sets up a sheet for sections.
    pub(super) fn new(
        paper: &'a mut Worksheet,
        styles: &'a mut Styles,
        document: &'a Document,
        sections: &[Section],
    ) -> Result<Self, XlsxError> {
        let maps: Vec<Table> = plots(sections).filter_map(map_table).collect();
        let blocks = sections.iter().flat_map(|section| &section.blocks);
        let tables = blocks.filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let tables: Vec<&Table> = tables.chain(&maps).collect();
        let grid = Grid::new(&tables, page::width(document));
        page::set_up(paper, document, &styles.fonts);
        for (place, width) in grid.widths().enumerate() {
            let place = u16::try_from(place).map_err(|_| XlsxError::RowColumnLimitError)?;
            paper.set_column_width(place, width)?;
        }
        Ok(Self {
            paper,
            styles,
            grid,
            row: 0,
            depth: 0.0,
            document,
            first_printed: 0,
        })
    }

    /// Writes the sections one below the other, each on a page of its own.
    pub(super) fn write(mut self, sections: &[Section]) -> Result<(), XlsxError> {
        self.screen_line()?;
        let mut breaks = Vec::new();
        let mut heads = Vec::new();
        if sections.is_empty() {
            self.titles()?;
        }
        for (place, section) in sections.iter().enumerate() {
            // a break above the first row is none
            if place > 0 && self.row > 0 {
                breaks.push(self.row);
            }
            self.titles()?;
            if !section.title.is_empty() {
                self.words(&section.title, |styles| &styles.section)?;
                self.gap()?;
            }
            for block in &section.blocks {
                heads.extend(self.block(block)?);
            }
        }
        self.paper.set_page_breaks(&breaks)?;
        if sections.len() <= 1 {
            self.keep_heads(&heads)?;
        }
        self.finish()
    }

    /// What must be seen on a screen too, which shows no page's head. It is not printed a
    /// second time.
    fn screen_line(&mut self) -> Result<(), XlsxError> {
        let shown = page::screen_line(&self.document.frame);
        if !shown.is_empty() {
            self.words(&shown, |styles| &styles.mark)?;
            self.first_printed = self.row;
        }
        Ok(())
    }

    /// Who sends it, and the title. They stand above every section: each is a page, or a
    /// sheet, of its own.
    fn titles(&mut self) -> Result<(), XlsxError> {
        let document = self.document;
        if !document.frame.letterhead.is_empty() {
            self.words(&document.frame.letterhead, |styles| &styles.letterhead)?;
        }
        if !document.title.is_empty() {
            self.words(&document.title, |styles| &styles.title)?;
            self.gap()?;
        }
        Ok(())
    }

    /// Writes a block; returns where its table stands.
    fn block(&mut self, block: &Block) -> Result<Option<table::Place>, XlsxError> {
        match block {
            Block::Heading(text) => {
                self.gap()?;
                self.words(text, |styles| &styles.heading)?;
            }
            Block::Text(text) => self.paragraphs(text)?,
            Block::Opening(text) => self.words(text, |styles| &styles.opening)?,
            Block::Closing(text) => self.words(text, |styles| &styles.closing)?,
            Block::Note(text) => self.words(text, |styles| &styles.note)?,
            Block::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.paragraphs(&format!("{}. {item}", place + 1))?;
                }
            }
            Block::Fields(fields) => self.fields(fields)?,
            Block::Signatures(fields) => self.signatures(fields)?,
            Block::Table(table) => return table::write(self, table).map(Some),
            Block::Plot(Plot::Map(one)) => {
                let place = table::write(self, &map::table(one))?;
                self.words(&map::legend(one), |styles| &styles.note)?;
                return Ok(Some(place));
            }
            Block::Plot(Plot::Intervals(_) | Plot::Spread(_)) => {}
        }
        Ok(None)
    }

    fn paragraphs(&mut self, text: &str) -> Result<(), XlsxError> {
        for line in text.split('\n') {
            self.words(line, |styles| &styles.text)?;
        }
        Ok(())
    }

    /// Writes a text across the sheet, in as many rows as it needs.
    pub(super) fn words(
        &mut self,
        text: &str,
        look: impl Fn(&Styles) -> &Look,
    ) -> Result<(), XlsxError> {
        let text = clean(text);
        let size = look(self.styles).size;
        let all = self.grid.all();
        let width = all.columns(size);
        for piece in pieces(&text, width, LINES.min(most(size))) {
            put(self.paper, self.row, all, piece, look(self.styles))?;
            self.next_row(height(count(piece, width), size))?;
        }
        Ok(())
    }

    /// Two short pairs stand in one row.
    fn fields(&mut self, fields: &[Field]) -> Result<(), XlsxError> {
        let size = self.styles.text.size;
        let half = self.grid.all().columns(size) / 2;
        let texts: Vec<String> = fields.iter().map(|field| self.pair(field, 16)).collect();
        let is_short = |text: &String| !text.contains('\n') && columns(text) < half;
        let mut rest = texts.as_slice();
        while let [first, further @ ..] = rest {
            match further {
                [second, after @ ..] if is_short(first) && is_short(second) => {
                    self.beside(&[first, second], 2, height(1, size))?;
                    rest = after;
                }
                _ => {
                    self.words(first, |styles| &styles.text)?;
                    rest = further;
                }
            }
        }
        Ok(())
    }

    /// As many places to sign in a row as there is room for.
    fn signatures(&mut self, fields: &[Field]) -> Result<(), XlsxError> {
        let size = self.styles.text.size;
        let texts: Vec<String> = fields
            .iter()
            .map(|field| self.pair(field, SIGNATURE))
            .collect();
        let widths = texts.iter().map(|text| columns(text) + 2);
        let widest = widths.clone().max().unwrap_or(2);
        let room = self.grid.all().columns(size);
        let parts = if widths.sum::<usize>() <= room {
            texts.len().max(1)
        } else {
            (room / widest).clamp(1, texts.len().max(1))
        };
        self.gap()?;
        for row in texts.chunks(parts) {
            let row: Vec<&str> = row.iter().map(String::as_str).collect();
            if let ([only], 1) = (row.as_slice(), parts) {
                self.next_row(SIGNING - height(1, size))?;
                self.words(only, |styles| &styles.text)?;
            } else {
                self.beside(&row, parts, SIGNING)?;
            }
        }
        Ok(())
    }

    /// Writes short texts beside each other, where a row has so many parts: each into columns
    /// of its own, or all into one cell where the columns are not wide enough.
    fn beside(&mut self, texts: &[&str], parts: usize, height: f64) -> Result<(), XlsxError> {
        let look = &self.styles.beside;
        let spans = self.grid.parts(parts);
        let fits = |(text, span): (&&str, &Span)| columns(text) <= span.columns(look.size);
        if spans.len() == parts && texts.iter().zip(&spans).all(fits) {
            for (text, span) in texts.iter().zip(&spans) {
                put(self.paper, self.row, *span, &clean(text), look)?;
            }
        } else {
            let all = self.grid.all();
            let text = joined(texts, all.columns(look.size), parts);
            put(self.paper, self.row, all, &clean(text.trim_end()), look)?;
        }
        self.next_row(height)
    }

    /// A caption with what stands behind it, or with a line to write on.
    fn pair(&self, field: &Field, line: usize) -> String {
        let colon = if self.document.frame.language.starts_with("en") {
            ": "
        } else {
            "："
        };
        let line = "_".repeat(line);
        let value = if field.value.is_empty() {
            &line
        } else {
            &field.value
        };
        format!("{}{colon}{value}", field.caption)
    }

    /// Leaves a little room.
    pub(super) fn gap(&mut self) -> Result<(), XlsxError> {
        self.next_row(GAP)
    }

    /// Ends a row.
    pub(super) fn next_row(&mut self, height: f64) -> Result<(), XlsxError> {
        if self.row > LAST_ROW {
            return Err(XlsxError::RowColumnLimitError);
        }
        self.paper.set_row_height(self.row, height)?;
        self.depth += height;
        self.row += 1;
        Ok(())
    }

    /// Returns the height of all rows so far, in points.
    pub(super) fn depth(&self) -> f64 {
        self.depth
    }

    /// The head of a single table stays on the screen, the head of the longest one comes
    /// again on every page below it.
    fn keep_heads(&mut self, places: &[table::Place]) -> Result<(), XlsxError> {
        if let Some(longest) = places.iter().max_by_key(|place| place.rows) {
            self.paper.set_repeat_rows(longest.head, longest.head)?;
        }
        if let [only] = places {
            if only.depth <= HIGHEST_HEAD {
                self.paper.set_freeze_panes(only.head + 1, 0)?;
            }
            if only.is_sortable {
                let last = self.grid.all().last;
                self.paper.autofilter(only.head, 0, only.last, last)?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<(), XlsxError> {
        let column = self.grid.all().last;
        let last = self.row.saturating_sub(1);
        self.paper
            .ignore_error_range(0, 0, last, column, IgnoreError::NumberStoredAsText)?;
        if self.first_printed > 0 && last >= self.first_printed {
            self.paper
                .set_print_area(self.first_printed, 0, last, column)?;
        }
        Ok(())
    }
}

/// Returns texts as one, in equal parts of the room or else with equal room between them.
fn joined(texts: &[&str], room: usize, parts: usize) -> String {
    let share = room / parts.max(1);
    let used: usize = texts.iter().map(|text| columns(text)).sum();
    let between = room.saturating_sub(used) / parts.max(1);
    let are_short = texts.iter().all(|text| columns(text) < share);
    let texts = texts.iter().map(|text| {
        let width = if are_short {
            share
        } else {
            columns(text) + between
        };
        pad(text, width)
    });
    texts.collect()
}

/// Writes a text into columns.
pub(super) fn put(
    paper: &mut Worksheet,
    row: u32,
    span: Span,
    text: &str,
    look: &Look,
) -> Result<(), XlsxError> {
    let text = &cut(text);
    if span.first == span.last {
        paper.write_string_with_format(row, span.first, text.as_ref(), &look.format)?;
    } else {
        paper.merge_range(row, span.first, row, span.last, text, &look.format)?;
    }
    Ok(())
}

fn plots(sections: &[Section]) -> impl Iterator<Item = &Plot> {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    blocks.filter_map(|block| match block {
        Block::Plot(plot) => Some(plot),
        _ => None,
    })
}

fn map_table(plot: &Plot) -> Option<Table> {
    match plot {
        Plot::Map(one) => Some(map::table(one)),
        Plot::Intervals(_) | Plot::Spread(_) => None,
    }
}
