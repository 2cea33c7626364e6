//! Documents as one page of HTML: no script, nothing from elsewhere, printed on A4 with page
//! numbers, heads of tables repeated, plots as inline SVG that needs no colour.

mod plots;
mod style;

use crate::report::document::{Block, Cell, Column, Document, Field, Frame, Row, Section, Table};
use crate::text::scrub::scrub;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What browsers may load for a page: nothing but the styles inside.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Returns the page.
pub fn write(document: &Document) -> Vec<u8> {
    let frame = &document.frame;
    let page = html! {
        (DOCTYPE)
        html lang=(plain(&frame.language)) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (plain(&document.title)) }
                style { (PreEscaped(style::sheet(document))) }
            }
            body {
                @if !frame.draft.is_empty() { div .draft aria-hidden="true" { (plain(&frame.draft)) } }
                main {
                    (above(document))
                    @for (place, section) in document.sections.iter().enumerate() {
                        (self::section(section, place, document.is_landscape))
                    }
                    (below(frame))
                }
            }
        }
    };
    page.into_string().into_bytes()
}

/// The text without what no reader should get.
fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    scrub(text).0
}

/// A text with its line breaks.
fn lines(text: &str) -> Markup {
    let folded = text.replace("\r\n", "\n").replace('\r', "\n");
    html! {
        @for (place, line) in folded.split('\n').enumerate() {
            @if place > 0 { br; }
            (plain(line))
        }
    }
}

/// Every line as a paragraph, so that each begins further in.
fn paragraphs(text: &str) -> Markup {
    let folded = text.replace("\r\n", "\n").replace('\r', "\n");
    html! {
        @for line in folded.split('\n') { p { (plain(line)) } }
    }
}

fn above(document: &Document) -> Markup {
    let frame = &document.frame;
    html! {
        header {
            @if !frame.mark.is_empty() { p .mark { (plain(&frame.mark)) } }
            @if !frame.banner.is_empty() { p .banner { (plain(&frame.banner)) } }
            @if !frame.draft.is_empty() { p .draftline { (plain(&frame.draft)) } }
            @if !frame.letterhead.is_empty() { p .letterhead { (plain(&frame.letterhead)) } }
            h1 { (plain(&document.title)) }
        }
    }
}

/// What printed pages have in their margin stands once at the end for the screen.
fn below(frame: &Frame) -> Markup {
    html! {
        @if !frame.codes.is_empty() { footer { (plain(&frame.codes)) } }
    }
}

fn section(section: &Section, place: usize, is_landscape: bool) -> Markup {
    html! {
        section .later[place > 0] {
            @if !section.title.is_empty() { h2 { (plain(&section.title)) } }
            @for block in &section.blocks { (self::block(block, is_landscape)) }
        }
    }
}

fn block(block: &Block, is_landscape: bool) -> Markup {
    match block {
        Block::Heading(words) => html! { h3 { (plain(words)) } },
        Block::Text(words) => paragraphs(words),
        Block::Opening(words) => html! { p .opening { (lines(words)) } },
        Block::Closing(words) => html! { p .closing { (lines(words)) } },
        Block::Note(words) => html! { p .note { (lines(words)) } },
        Block::List(points) => html! { ol { @for point in points { li { (lines(point)) } } } },
        Block::Fields(fields) => self::fields(fields),
        Block::Table(table) => self::table(table, is_landscape),
        Block::Plot(plot) => plots::plot(plot),
        Block::Signatures(fields) => signatures(fields),
    }
}

fn fields(fields: &[Field]) -> Markup {
    html! {
        dl {
            @for field in fields {
                div { dt { (plain(&field.caption)) } dd { (lines(&field.value)) } }
            }
        }
    }
}

fn signatures(fields: &[Field]) -> Markup {
    html! {
        div .signatures {
            @for field in fields {
                p { (plain(&field.caption)) span .line { (plain(&field.value)) } }
            }
        }
    }
}

fn table(table: &Table, is_landscape: bool) -> Markup {
    let columns = table.columns.len();
    let all: usize = table
        .columns
        .iter()
        .map(|one| usize::from(one.width.max(1)))
        .sum();
    html! {
        table style=(size(all, is_landscape)) {
            @if !table.caption.is_empty() { caption { (plain(&table.caption)) } }
            colgroup {
                @for column in &table.columns {
                    col style=(width(column, all));
                }
            }
            thead { tr {
                @for column in &table.columns {
                    th scope="col" .figures[column.is_figures] { (lines(&column.title)) }
                }
            } }
            tbody {
                @for row in &table.rows {
                    @match row {
                        Row::Line(words) => tr .across { td colspan=(columns.max(1)) { (plain(words)) } },
                        Row::Cells(cells) => tr { (self::cells(&table.columns, cells)) },
                        Row::Total(cells) => tr .total { (self::cells(&table.columns, cells)) },
                    }
                }
            }
        }
    }
}

/// The size of the letters at which the columns have the width they would like, within what
/// can be read.
fn size(all: usize, is_landscape: bool) -> String {
    // tenths of a point by which one column of text, half a letter wide, fills the page
    let room = if is_landscape { 15_130 } else { 10_200 };
    let tenths = (room / all.max(1)).clamp(70, 100);
    format!("font-size:{}.{}pt", tenths / 10, tenths % 10)
}

/// A column's share of the table in thousandths, so that the same table always looks the same.
fn width(column: &Column, all: usize) -> String {
    let share = usize::from(column.width.max(1)) * 1000 / all.max(1);
    format!("width:{}.{}%", share / 10, share % 10)
}

fn cells(columns: &[Column], cells: &[Cell]) -> Markup {
    html! {
        @for (place, cell) in cells.iter().enumerate() {
            @let is_figures = columns.get(place).is_some_and(|column| column.is_figures);
            td .figures[is_figures] { (lines(&cell.shown())) }
        }
    }
}

#[cfg(test)]
mod tests;
