//! Plain text with marks, as GitHub reads it. Nothing that stands in a text takes effect as a
//! mark or as HTML: whatever could is escaped.

mod escape;
mod picture;

use crate::report::document::{Block, Cell, Column, Document, Field, Frame, Row, Section, Table};
use escape::{cell, line, lines};
use std::fmt::Write;

/// Where somebody signs.
const LINE_TO_SIGN: &str = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";

/// Returns the file.
pub fn write(document: &Document) -> Vec<u8> {
    let mut out = String::new();
    above(&mut out, document);
    for section in &document.sections {
        write_section(&mut out, section);
    }
    below(&mut out, &document.frame);
    let mut text = out.trim_end().to_owned();
    if !text.is_empty() {
        text.push('\n');
    }
    text.into_bytes()
}

/// Writes a paragraph; an empty one is left out.
fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(out, "{text}\n");
    }
}

/// Sets a line in bold, unless it is empty.
fn bold(text: &str) -> String {
    let text = line(text);
    if text.is_empty() {
        text
    } else {
        format!("**{text}**")
    }
}

fn heading(out: &mut String, marks: &str, text: &str) {
    let text = line(text);
    if !text.is_empty() {
        let _ = writeln!(out, "{marks} {text}\n");
    }
}

fn above(out: &mut String, document: &Document) {
    let frame = &document.frame;
    paragraph(out, &bold(&frame.mark));
    paragraph(out, &bold(&frame.banner));
    paragraph(out, &bold(&frame.draft));
    paragraph(out, &line(&frame.letterhead));
    heading(out, "#", &document.title);
}

/// Numbers of pages and the time of printing have no place in a text without pages.
fn below(out: &mut String, frame: &Frame) {
    let codes = line(&frame.codes);
    if !codes.is_empty() {
        let _ = writeln!(out, "---\n\n{codes}\n");
    }
}

fn write_section(out: &mut String, section: &Section) {
    heading(out, "##", &section.title);
    for block in &section.blocks {
        match block {
            Block::Heading(text) => heading(out, "###", text),
            Block::Opening(text) | Block::Text(text) | Block::Closing(text) => {
                paragraph(out, &lines(text));
            }
            Block::Note(text) => note(out, text),
            Block::List(points) => list(out, points),
            Block::Fields(fields) => pairs(out, fields),
            Block::Table(one) => table(out, one),
            Block::Plot(plot) => picture::write(out, plot),
            Block::Signatures(people) => signatures(out, people),
        }
    }
}

fn note(out: &mut String, text: &str) {
    let text = lines(text);
    if !text.is_empty() {
        let _ = writeln!(out, "> {}\n", text.replace('\n', "\n> "));
    }
}

fn list(out: &mut String, points: &[String]) {
    for (place, point) in points.iter().enumerate() {
        let mark = format!("{}. ", place + 1);
        let inner = format!("\n{}", " ".repeat(mark.len()));
        let _ = writeln!(out, "{mark}{}", lines(point).replace('\n', &inner));
    }
    if !points.is_empty() {
        out.push('\n');
    }
}

/// Writes captions with what stands behind them as a table of two columns without a head.
fn pairs(out: &mut String, fields: &[Field]) {
    if fields.is_empty() {
        return;
    }
    out.push_str("|  |  |\n| --- | --- |\n");
    for field in fields {
        let caption = bold_cell(&field.caption);
        let _ = writeln!(out, "| {caption} | {} |", cell(&field.value));
    }
    out.push('\n');
}

fn signatures(out: &mut String, people: &[Field]) {
    for field in people {
        let caption = line(&field.caption);
        let value = line(&field.value);
        let value = if value.is_empty() {
            LINE_TO_SIGN
        } else {
            &value
        };
        let _ = writeln!(out, "{caption} {value}\n");
    }
}

fn bold_cell(text: &str) -> String {
    let text = cell(text);
    if text.is_empty() {
        text
    } else {
        format!("**{text}**")
    }
}

fn table(out: &mut String, table: &Table) {
    paragraph(out, &bold(&table.caption));
    if table.columns.is_empty() {
        return;
    }
    let count = table.columns.len();
    row(
        out,
        count,
        table.columns.iter().map(|column| cell(&column.title)),
    );
    let side = |column: &Column| if column.is_figures { "---:" } else { "---" };
    row(
        out,
        count,
        table.columns.iter().map(|column| side(column).to_owned()),
    );
    for one in &table.rows {
        match one {
            Row::Cells(cells) => row(out, count, cells.iter().map(|one| cell(&one.shown()))),
            Row::Total(cells) => row(out, count, cells.iter().map(bold_shown)),
            Row::Line(words) => row(out, count, std::iter::once(bold_cell(words))),
        }
    }
    out.push('\n');
}

fn bold_shown(one: &Cell) -> String {
    bold_cell(&one.shown())
}

/// Writes a row of as many cells as there are columns.
fn row(out: &mut String, count: usize, cells: impl Iterator<Item = String>) {
    let filled = cells.chain(std::iter::repeat(String::new())).take(count);
    out.push('|');
    for one in filled {
        let _ = write!(out, " {one} |");
    }
    out.push('\n');
}

#[cfg(test)]
mod tests;
