//! What stands in a report, whatever it will be written as: sections of headings, paragraphs,
//! tables, plots and places to sign. Text is plain text, and every format must keep it text;
//! figures are exact decimals that every format shows with the same digits.

use super::plot::Plot;
use crate::domain::decimal::{Decimal, RoundingMode, fixed, round};

/// One document on paper or on a screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Name of the file without its ending, for example `10-group-ranking`; a `/` parts it
    /// from its folder.
    pub name: String,
    /// Title at the top.
    pub title: String,
    /// What stands around the text on every page.
    pub frame: Frame,
    /// Lies on its side.
    pub is_landscape: bool,
    /// All sections stand on one sheet of a workbook, one below the other, each on a page of
    /// its own; else each has a sheet of its own.
    pub is_one_sheet: bool,
    /// Sections; on paper each begins a new page.
    pub sections: Vec<Section>,
}

/// What stands around the text on every page. An empty text is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// Language tag, `zh-CN` or `en`, for hyphenation, fonts and readers.
    pub language: String,
    /// Who sends it, above the title.
    pub letterhead: String,
    /// Who may read it, for example 内部资料.
    pub mark: String,
    /// What must stand on every page, for example that it is a demonstration.
    pub banner: String,
    /// The word that lies across every page until the round is closed.
    pub draft: String,
    /// Codes of the rules and of the data.
    pub codes: String,
    /// `{page}` and `{pages}` stand for the numbers, for example `第 {page} 页 共 {pages} 页`.
    pub pages: String,
    /// What stands before the time of printing, which only the printing program fills in.
    pub printed: String,
}

/// A part of a document: of one group, one expert, one proposal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    /// Id of what it is about; empty where the document has only one section.
    pub key: String,
    /// Heading; empty for none.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading inside the section.
    Heading(String),
    /// Whom a letter addresses, in a line of its own.
    Opening(String),
    /// A paragraph; line breaks in it are kept.
    Text(String),
    /// Who sends a letter, at the right under it.
    Closing(String),
    /// Small print: a legend, where a figure comes from.
    Note(String),
    /// Numbered points from 1.
    List(Vec<String>),
    /// Captions with what stands behind them.
    Fields(Vec<Field>),
    /// A table.
    Table(Table),
    /// A picture of figures that also stand in a table; formats without pictures leave it out.
    Plot(Plot),
    /// Where people sign, in one row if there is room.
    Signatures(Vec<Field>),
}

/// A caption with what stands behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Field {
    /// Caption.
    pub caption: String,
    /// What stands behind it; empty leaves room to write by hand.
    pub value: String,
}

impl Field {
    /// Makes a field.
    pub fn new(caption: &str, value: &str) -> Self {
        Self {
            caption: caption.to_owned(),
            value: value.to_owned(),
        }
    }
}

/// A table with a head that is repeated on every page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Name among the tables of the document; tables of one name in several sections or
    /// documents have the same columns and are one table for programs that read data.
    pub key: String,
    /// Caption above it; empty for none.
    pub caption: String,
    /// Columns from the left.
    pub columns: Vec<Column>,
    /// Rows from the top, without the head.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Name for programs and for the template, `[a-z0-9_-]`.
    pub key: String,
    /// Head.
    pub title: String,
    /// Width it would like to have, in columns of which a Chinese character takes two.
    pub width: u16,
    /// Figures and their head stand at the right.
    pub is_figures: bool,
    /// Shown unless the template chooses other columns.
    pub is_usual: bool,
}

impl Column {
    /// Makes a column of words that is usually shown.
    pub fn words(key: &str, title: &str, width: u16) -> Self {
        Self {
            key: key.to_owned(),
            title: title.to_owned(),
            width,
            is_figures: false,
            is_usual: true,
        }
    }

    /// Makes a column of figures that is usually shown.
    pub fn figures(key: &str, title: &str, width: u16) -> Self {
        Self {
            is_figures: true,
            ..Self::words(key, title, width)
        }
    }

    /// Makes it one that is only shown where the template asks for it.
    #[must_use]
    pub fn on_request(mut self) -> Self {
        self.is_usual = false;
        self
    }
}

/// A row of a table; the cells are as many as the columns.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// An ordinary row.
    Cells(Vec<Cell>),
    /// A sum or a mean of the rows above, set off from them.
    Total(Vec<Cell>),
    /// Words across the whole table, for example a line between places.
    Line(String),
}

/// What stands in one place of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or room to write by hand.
    #[default]
    Empty,
    /// Text, whatever it looks like; line breaks are kept.
    Text(String),
    /// A figure.
    Figure(Figure),
}

/// A figure with the digits it is shown with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Value.
    pub value: Decimal,
    /// Digits after the point.
    pub decimals: u32,
    /// In brackets: it is not counted, as the highest and lowest of trimmed totals.
    pub is_dropped: bool,
}

impl Figure {
    /// Returns the figure as text.
    pub fn shown(&self) -> String {
        let digits = fixed(self.value, self.decimals);
        if self.is_dropped {
            format!("({digits})")
        } else {
            digits
        }
    }
}

impl Cell {
    /// Makes a cell of words; empty words make an empty cell.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() {
            Self::Empty
        } else {
            Self::Text(words)
        }
    }

    /// Makes a figure with all the digits it has, at most nine after the point.
    pub fn plain(value: Decimal) -> Self {
        let value = round(value, 9, RoundingMode::HalfUp).normalize();
        Self::fixed(value, value.scale())
    }

    /// Makes a figure with so many digits after the point, rounded half up.
    pub fn fixed(value: Decimal, decimals: u32) -> Self {
        let rounded = round(value, decimals, RoundingMode::HalfUp);
        Self::Figure(Figure {
            // nought has no sign
            value: if rounded.is_zero() {
                Decimal::ZERO
            } else {
                rounded
            },
            decimals,
            is_dropped: false,
        })
    }

    /// Makes a whole number.
    pub fn count(value: usize) -> Self {
        Self::fixed(Decimal::from(value), 0)
    }

    /// Returns what is shown.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) => words.clone(),
            Self::Figure(figure) => figure.shown(),
        }
    }
}

impl Document {
    /// Returns all tables with the section they stand in.
    pub fn tables(&self) -> impl Iterator<Item = (&Section, &Table)> {
        self.sections.iter().flat_map(|section| {
            section.blocks.iter().filter_map(move |block| match block {
                Block::Table(table) => Some((section, table)),
                _ => None,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decimal::parse;

    #[test]
    fn figures_are_rounded_and_never_cut() {
        let thirds = Decimal::TWO / Decimal::from(3);
        for (cell, wanted) in [
            (Cell::fixed(thirds, 2), "0.67"),
            (Cell::plain(thirds), "0.666666667"),
            (Cell::fixed(parse("12.428571").unwrap(), 2), "12.43"),
            (Cell::fixed(parse("-0.004").unwrap(), 2), "0.00"),
            (Cell::plain(parse("360.0").unwrap()), "360"),
        ] {
            assert_eq!(cell.shown(), wanted);
        }
    }
}
