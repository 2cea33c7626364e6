//! Tables with lines: the head on every page, rows that stay whole, totals and words across.

use super::columns::Measure;
use super::page::column_width;
use super::styles::{CAPTION, LINED, NOTE, Part, UNLINED, cell_margins, part_id};
use super::words::{Placing, paragraph, placed, run};
use super::xml::Xml;
use crate::report::document::{Cell, Row, Table};
use crate::report::formats::WriteFault;
use crate::text::width::columns;

/// The columns of a table that Word opens.
pub const MOST_COLUMNS: usize = 63;

/// A row of more lines may be broken between pages, and a head of more is not repeated.
const TALLEST: usize = 24;

/// Writes a table with its caption; begins a page if asked to.
///
/// # Errors
/// More columns than Word opens.
pub fn table(xml: &mut Xml, table: &Table, width: u32) -> Result<(), WriteFault> {
    if table.columns.len() > MOST_COLUMNS {
        return Err(WriteFault::TooLarge);
    }
    if !table.caption.is_empty() {
        paragraph(xml, &CAPTION, &table.caption);
    }
    if table.columns.is_empty() {
        for row in &table.rows {
            if let Row::Line(words) = row {
                paragraph(xml, &NOTE, words);
            }
        }
        return Ok(());
    }
    let measure = Measure::of(table, width);
    begin(xml, LINED, &measure.widths, Some(measure.margin));
    let writer = TableWriter::new(table, &measure);
    writer.head(xml);
    for (place, row) in table.rows.iter().enumerate() {
        // a sum alone on a page tells nothing
        let is_before_total = matches!(table.rows.get(place + 1), Some(Row::Total(_)));
        let placing = Placing {
            is_kept_with_next: is_before_total,
            ..Placing::default()
        };
        match row {
            Row::Cells(cells) => writer.cells(xml, cells, false, placing),
            Row::Total(cells) => writer.cells(xml, cells, true, Placing::default()),
            Row::Line(words) => writer.line(xml, words),
        }
    }
    xml.close("w:tbl");
    Ok(())
}

/// Begins a table of a style with columns of fixed widths.
pub fn begin(xml: &mut Xml, style: &str, widths: &[u32], margin: Option<u32>) {
    let total: u32 = widths.iter().sum();
    xml.open("w:tbl", &[]);
    xml.inside("w:tblPr", &[], |xml| {
        xml.value("w:tblStyle", style);
        xml.empty("w:tblW", &[("w:w", &total.to_string()), ("w:type", "dxa")]);
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        if let Some(margin) = margin {
            cell_margins(xml, margin);
        }
        let first = if style == UNLINED { "0" } else { "1" };
        let look = [
            ("w:val", if style == UNLINED { "0600" } else { "0620" }),
            ("w:firstRow", first),
            ("w:lastRow", "0"),
            ("w:firstColumn", "0"),
            ("w:lastColumn", "0"),
            ("w:noHBand", "1"),
            ("w:noVBand", "1"),
        ];
        xml.empty("w:tblLook", &look);
    });
    xml.inside("w:tblGrid", &[], |xml| {
        for width in widths {
            xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
    });
}

/// A line of a cell that its table does not have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Edge {
    /// None.
    #[default]
    Usual,
    /// A heavier one above, between rows and their sum.
    Heavy,
    /// One below, to sign on.
    Below,
}

/// What a cell has besides its text.
#[derive(Debug, Clone, Copy, Default)]
pub struct CellLook {
    /// Columns it spans, 0 and 1 for one.
    pub span: usize,
    /// Its own line.
    pub edge: Edge,
    /// Grey behind it.
    pub is_shaded: bool,
    /// Its text stands at the bottom, not in the middle.
    pub is_low: bool,
}

/// Opens a cell and writes its properties, in the order of the schema.
pub fn open_cell(xml: &mut Xml, width: &str, look: CellLook) {
    xml.open("w:tc", &[]);
    xml.open("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
    if look.span > 1 {
        xml.value("w:gridSpan", &look.span.to_string());
    }
    let edge = match look.edge {
        Edge::Usual => None,
        Edge::Heavy => Some(("w:top", "12")),
        Edge::Below => Some(("w:bottom", "4")),
    };
    if let Some((name, weight)) = edge {
        let line = [
            ("w:val", "single"),
            ("w:sz", weight),
            ("w:space", "0"),
            ("w:color", "000000"),
        ];
        xml.inside("w:tcBorders", &[], |xml| xml.empty(name, &line));
    }
    if look.is_shaded {
        let grey = [
            ("w:val", "clear"),
            ("w:color", "auto"),
            ("w:fill", "EDEDED"),
        ];
        xml.empty("w:shd", &grey);
    }
    xml.value("w:vAlign", if look.is_low { "bottom" } else { "center" });
    xml.close("w:tcPr");
}

/// Writes one table, with what its cells have in common at hand.
struct TableWriter<'a> {
    table: &'a Table,
    measure: &'a Measure,
    widths: Vec<String>,
}

impl<'a> TableWriter<'a> {
    fn new(table: &'a Table, measure: &'a Measure) -> Self {
        Self {
            table,
            measure,
            widths: measure.widths.iter().map(u32::to_string).collect(),
        }
    }

    fn head(&self, xml: &mut Xml) {
        let titles = self
            .table
            .columns
            .iter()
            .map(|column| column.title.as_str());
        let is_repeated = self.lines(titles) <= TALLEST;
        let [words, figures] =
            [Part::Head, Part::FigureHead].map(|part| part_id(part, self.measure.size));
        let look = CellLook {
            is_shaded: true,
            ..CellLook::default()
        };
        xml.open("w:tr", &[]);
        row_properties(xml, is_repeated, is_repeated);
        for (column, width) in self.table.columns.iter().zip(&self.widths) {
            let style = if column.is_figures { &figures } else { &words };
            cell(xml, width, look, style, &column.title);
        }
        xml.close("w:tr");
    }

    fn cells(&self, xml: &mut Xml, cells: &[Cell], is_total: bool, placing: Placing) {
        let shown: Vec<String> = cells.iter().map(Cell::shown).collect();
        let (words, figures) = if is_total {
            (Part::TotalWords, Part::TotalFigure)
        } else {
            (Part::Words, Part::Figure)
        };
        let [words, figures] = [words, figures].map(|part| part_id(part, self.measure.size));
        let look = CellLook {
            edge: if is_total { Edge::Heavy } else { Edge::Usual },
            ..CellLook::default()
        };
        let is_whole = self.lines(shown.iter().map(String::as_str)) <= TALLEST;
        xml.open("w:tr", &[]);
        row_properties(xml, is_whole, false);
        for (place, (column, width)) in self.table.columns.iter().zip(&self.widths).enumerate() {
            let style = if column.is_figures { &figures } else { &words };
            let text = shown.get(place).map_or("", String::as_str);
            open_cell(xml, width, look);
            placed(xml, style, placing, |xml| run(xml, text));
            xml.close("w:tc");
        }
        xml.close("w:tr");
    }

    fn line(&self, xml: &mut Xml, words: &str) {
        let look = CellLook {
            span: self.widths.len(),
            is_shaded: true,
            ..CellLook::default()
        };
        let width: u32 = self.measure.widths.iter().sum();
        let room = (width / column_width(self.measure.size)).max(1) as usize;
        let is_whole = words
            .lines()
            .map(|line| columns(line) / room + 1)
            .sum::<usize>()
            <= TALLEST;
        xml.open("w:tr", &[]);
        row_properties(xml, is_whole, false);
        let style = part_id(Part::Line, self.measure.size);
        cell(xml, &width.to_string(), look, &style, words);
        xml.close("w:tr");
    }

    /// Returns about how many lines the tallest of some cells takes.
    fn lines<'t>(&self, texts: impl Iterator<Item = &'t str>) -> usize {
        let lines = texts.enumerate().map(|(place, text)| {
            let room = self.measure.room(place);
            if text.len() <= room {
                return 1;
            }
            text.lines().map(|line| columns(line) / room + 1).sum()
        });
        lines.max().unwrap_or(1)
    }
}

fn cell(xml: &mut Xml, width: &str, look: CellLook, style: &str, text: &str) {
    open_cell(xml, width, look);
    placed(xml, style, Placing::default(), |xml| run(xml, text));
    xml.close("w:tc");
}

/// Writes the properties of a row.
fn row_properties(xml: &mut Xml, is_whole: bool, is_head: bool) {
    if !is_whole && !is_head {
        return;
    }
    xml.open("w:trPr", &[]);
    if is_whole {
        xml.empty("w:cantSplit", &[]);
    }
    if is_head {
        xml.empty("w:tblHeader", &[]);
    }
    xml.close("w:trPr");
}
