//! The styles of a page: paper first, the screen as a sheet of paper.

use crate::report::document::Document;
use std::fmt::Write as _;

const SHEET: &str = include_str!("style.css");

/// Returns the style sheet with what stands in the margins of printed pages.
pub fn sheet(document: &Document) -> String {
    let frame = &document.frame;
    let size = if document.is_landscape {
        "A4 landscape"
    } else {
        "A4"
    };
    let over: Vec<&str> = [&frame.mark, &frame.banner, &frame.draft]
        .into_iter()
        .map(String::as_str)
        .filter(|words| !words.is_empty())
        .collect();
    let mut sheet = format!("@page{{size:{size};margin:18mm 15mm 18mm 15mm;");
    let _ = write!(
        sheet,
        "@top-center{{content:{};font-weight:bold}}",
        quoted(&over.join("\u{3000}\u{3000}"))
    );
    let _ = write!(sheet, "@bottom-left{{content:{}}}", quoted(&frame.codes));
    let _ = write!(
        sheet,
        "@bottom-right{{content:{}}}}}",
        numbered(&frame.pages)
    );
    sheet.push_str(SHEET);
    if document.is_landscape {
        sheet.push_str("main{max-width:267mm}");
    }
    sheet
}

/// A string of CSS; whatever is no letter or digit is written by its number, so that nothing
/// can end it.
fn quoted(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('"');
    for letter in words.chars().filter(|letter| !letter.is_control()) {
        if letter.is_alphanumeric() {
            quoted.push(letter);
        } else {
            let _ = write!(quoted, "\\{:x} ", u32::from(letter));
        }
    }
    quoted.push('"');
    quoted
}

/// The pattern of page numbers with the browser's counters in it.
fn numbered(pattern: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = pattern;
    loop {
        let counters = [("{pages}", "counter(pages)"), ("{page}", "counter(page)")];
        let places = counters
            .iter()
            .filter_map(|(mark, counter)| Some((rest.find(mark)?, mark, counter)));
        let Some((_, mark, counter)) = places.min() else {
            break;
        };
        if let Some((before, after)) = rest.split_once(*mark) {
            parts.push(quoted(before));
            parts.push((*counter).to_owned());
            rest = after;
        }
    }
    parts.push(quoted(rest));
    parts.join(" ")
}
