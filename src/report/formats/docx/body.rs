//! The text of the document: its title, and section after section, each on a page of its own.

use super::form::{fields, signatures};
use super::page::Page;
use super::styles::{
    BODY, CLOSING, END, GAP, HEADING_1, HEADING_2, LETTERHEAD, NOTE, OPENING, POINT, Style, TITLE,
    WORDS,
};
use super::table::table;
use super::words::{Placing, paragraph, placed, run};
use super::xml::Xml;
use crate::report::document::{Block, Document, Section};
use crate::report::formats::WriteFault;
use crate::report::formats::map;
use crate::report::plot::Plot;
use crate::text::width::columns;

/// Namespace of references to other parts.
const REFERENCES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Which parts stand at the top and at the bottom of every page, by their reference.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around<'a> {
    /// Part at the top.
    pub header: Option<&'a str>,
    /// Part at the bottom.
    pub footer: Option<&'a str>,
}

/// Returns the part with the text.
///
/// # Errors
/// A table that Word does not open.
pub fn write(document: &Document, page: Page, around: Around<'_>) -> Result<Vec<u8>, WriteFault> {
    let mut xml = Xml::begin();
    let spaces = [("xmlns:w", WORDS), ("xmlns:r", REFERENCES)];
    xml.open("w:document", &spaces);
    xml.open("w:body", &[]);
    for (style, text) in [
        (&LETTERHEAD, &document.frame.letterhead),
        (&TITLE, &document.title),
    ] {
        if !text.is_empty() {
            paragraph(&mut xml, style, text);
        }
    }
    for (place, one) in document.sections.iter().enumerate() {
        section(&mut xml, one, place > 0, page.text_width())?;
    }
    // Word wants a paragraph behind a table, and one at least
    paragraph(&mut xml, &END, "");
    last(&mut xml, page, around);
    xml.close("w:body");
    xml.close("w:document");
    Ok(xml.finish())
}

fn last(xml: &mut Xml, page: Page, around: Around<'_>) {
    xml.inside("w:sectPr", &[], |xml| {
        let parts = [
            ("w:headerReference", around.header),
            ("w:footerReference", around.footer),
        ];
        for (name, id) in parts {
            if let Some(id) = id {
                xml.empty(name, &[("w:type", "default"), ("r:id", id)]);
            }
        }
        page.write(xml);
        xml.empty("w:cols", &[("w:space", "425")]);
    });
}

fn section(
    xml: &mut Xml,
    section: &Section,
    begins_page: bool,
    width: u32,
) -> Result<(), WriteFault> {
    let placing = Placing {
        begins_page,
        ..Placing::default()
    };
    if !section.title.is_empty() {
        placed(xml, HEADING_1.id, placing, |xml| run(xml, &section.title));
    } else if begins_page {
        placed(xml, END.id, placing, |_| ());
    }
    for (place, one) in section.blocks.iter().enumerate() {
        block(xml, one, width)?;
        let is_last = place + 1 == section.blocks.len();
        let is_table = matches!(
            one,
            Block::Table(_) | Block::Fields(_) | Block::Signatures(_)
        );
        if is_table && !is_last {
            // tables without anything between them would be one
            paragraph(xml, &GAP, "");
        }
    }
    Ok(())
}

fn block(xml: &mut Xml, block: &Block, width: u32) -> Result<(), WriteFault> {
    match block {
        Block::Heading(text) => paragraph(xml, &HEADING_2, text),
        Block::Text(text) => lines(xml, &BODY, text),
        Block::Opening(text) => paragraph(xml, &OPENING, text),
        Block::Closing(text) => paragraph(xml, &CLOSING, text),
        Block::Note(text) => paragraph(xml, &NOTE, text),
        Block::List(points) => list(xml, points),
        Block::Fields(pairs) => fields(xml, pairs, width),
        Block::Table(one) => return table(xml, one, width),
        Block::Plot(Plot::Map(one)) => {
            table(xml, &map::table(one), width)?;
            paragraph(xml, &NOTE, &map::legend(one));
        }
        // their figures stand in a table
        Block::Plot(Plot::Intervals(_) | Plot::Spread(_)) => {}
        Block::Signatures(people) => signatures(xml, people, width),
    }
    Ok(())
}

/// Writes every line as a paragraph, so that each begins further in and none is stretched.
fn lines(xml: &mut Xml, style: &Style, text: &str) {
    for line in text.split('\n') {
        paragraph(xml, style, line);
    }
}

fn list(xml: &mut Xml, points: &[String]) {
    let digits = columns(&points.len().to_string()) as u32;
    let placing = Placing {
        hanging: Some(digits * POINT.size * 5 + POINT.size * 15),
        ..Placing::default()
    };
    for (place, point) in points.iter().enumerate() {
        placed(xml, POINT.id, placing, |xml| {
            run(xml, &format!("{}.\t{point}", place + 1));
        });
    }
}
