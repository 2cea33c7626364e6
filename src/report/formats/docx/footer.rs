//! What stands at the bottom of every page: its number, the codes, and when it was printed.
//! Numbers and time are fields that the program which prints fills in.

use super::page::{Page, column_width};
use super::styles::{FOOTER, PAGE_NUMBER, WORDS};
use super::words::{Placing, paragraph, placed, run};
use super::xml::Xml;
use crate::report::document::Frame;
use crate::text::width::columns;

/// What stands where the time of printing comes, for programs that fill in nothing: room to
/// write by hand.
const BLANK_TIME: &str = "____-__-__ __:__";

/// Returns the part with what stands at the bottom of every page; none where nothing does.
pub fn footer(frame: &Frame, page: Page) -> Option<Vec<u8>> {
    if frame.codes.is_empty() && frame.pages.is_empty() && frame.printed.is_empty() {
        return None;
    }
    let mut xml = Xml::begin();
    xml.inside("w:ftr", &[("xmlns:w", WORDS)], |xml| {
        if !frame.pages.is_empty() {
            placed(xml, PAGE_NUMBER.id, Placing::default(), |xml| {
                page_numbers(xml, &frame.pages);
            });
        }
        codes_and_time(xml, frame, page.text_width());
    });
    Some(xml.finish())
}

/// Puts codes and time beside each other if there is room, else one below the other.
fn codes_and_time(xml: &mut Xml, frame: &Frame, width: u32) {
    let wanted = columns(&frame.codes) + columns(&frame.printed) + BLANK_TIME.len() + 4;
    let room = (width / column_width(FOOTER.size)) as usize;
    let is_one_line = wanted <= room && !frame.codes.contains('\n');
    if frame.printed.is_empty() || !is_one_line {
        if !frame.codes.is_empty() {
            paragraph(xml, &FOOTER, &frame.codes);
        }
        if frame.printed.is_empty() {
            return;
        }
    }
    let placing = Placing {
        right_tab: Some(width),
        ..Placing::default()
    };
    placed(xml, FOOTER.id, placing, |xml| {
        if is_one_line {
            run(xml, &frame.codes);
        }
        run(xml, "\t");
        run(xml, &format!("{} ", frame.printed));
        field(xml, "DATE \\@ \"yyyy-MM-dd HH:mm\"", BLANK_TIME);
    });
}

/// Writes words with `{page}` and `{pages}` as fields.
fn page_numbers(xml: &mut Xml, pattern: &str) {
    let mut rest = pattern;
    while let Some(start) = rest.find('{') {
        let (before, tail) = rest.split_at(start);
        let found = [("{page}", "PAGE"), ("{pages}", "NUMPAGES")]
            .into_iter()
            .find_map(|(name, code)| Some((tail.strip_prefix(name)?, code)));
        if let Some((after, code)) = found {
            run(xml, before);
            field(xml, code, "1");
            rest = after;
        } else {
            let (brace, after) = rest.split_at(start + 1);
            run(xml, brace);
            rest = after;
        }
    }
    run(xml, rest);
}

fn field(xml: &mut Xml, code: &str, shown: &str) {
    let code = format!(" {code} ");
    xml.inside("w:fldSimple", &[("w:instr", &code)], |xml| run(xml, shown));
}
