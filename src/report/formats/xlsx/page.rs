//! How a sheet is printed: paper, margins, and what stands on every page.

use super::styles::Fonts;
use crate::report::document::{Document, Frame};
use crate::text::scrub::one_line;
use rust_xlsxwriter::Worksheet;

/// A4 in the numbering of printers.
const A4: u8 = 9;
/// Pixels between the margins of a page that stands, and of one that lies.
const UPRIGHT: f64 = 655.0;
const LYING: f64 = 980.0;

/// Returns the room between the margins, in pixels of a sheet that is not shrunk.
pub(super) fn width(document: &Document) -> f64 {
    if document.is_landscape {
        LYING
    } else {
        UPRIGHT
    }
}

/// Returns what must be seen on a screen too, which shows no page's head.
pub(super) fn screen_line(frame: &Frame) -> String {
    let shown = [&frame.mark, &frame.banner, &frame.draft];
    let shown: Vec<String> = shown
        .into_iter()
        .map(|one| one_line(one))
        .filter(|one| !one.is_empty())
        .collect();
    shown.join("   ")
}

/// Sets paper, margins, head and foot.
pub(super) fn set_up(paper: &mut Worksheet, document: &Document, fonts: &Fonts) {
    paper
        .set_paper_size(A4)
        .set_margins(0.7, 0.7, 0.8, 0.8, 0.4, 0.35)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_header_footer_scale_with_doc(false)
        .set_screen_gridlines(false);
    if document.is_landscape {
        paper.set_landscape();
    }
    let (header, footer) = (
        header(&document.frame, fonts),
        footer(&document.frame, fonts),
    );
    if !header.is_empty() {
        paper.set_header(header);
    }
    if !footer.is_empty() {
        paper.set_footer(footer);
    }
}

/// Who may read it at the left, the banner in the middle, the word of drafts at the right.
/// All that is written on a page's head must stay within 255 characters.
fn header(frame: &Frame, fonts: &Fonts) -> String {
    let font = fonts.title;
    [
        part("L", font, "Regular", 10, &escaped(&frame.mark, 40)),
        part("C", font, "Regular", 10, &escaped(&frame.banner, 110)),
        part("R", font, "Bold", 16, &escaped(&frame.draft, 24)),
    ]
    .concat()
}

/// The page's number in the middle, and below it the codes and the time of printing.
fn footer(frame: &Frame, fonts: &Fonts) -> String {
    let font = fonts.table;
    let below = |text: String| {
        if text.is_empty() {
            text
        } else {
            format!("\n{text}")
        }
    };
    let codes = below(escaped(&frame.codes, 110));
    let mut printed = below(escaped(&frame.printed, 30));
    if !printed.is_empty() {
        printed.push_str(" &D &T");
    }
    let mut pages = numbered(&escaped(&frame.pages, 40));
    let has_below = !codes.is_empty() || !printed.is_empty();
    if has_below && !pages.is_empty() {
        pages.push_str("\n ");
    }
    [
        part("L", font, "Regular", 8, &codes),
        part("C", font, "Regular", 9, &pages),
        part("R", font, "Regular", 8, &printed),
    ]
    .concat()
}

/// A blank ends the size, for the text may begin with a digit.
fn part(place: &str, font: &str, weight: &str, size: u8, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("&{place}&\"{font},{weight}\"&{size} {text}")
    }
}

/// Returns the pattern with the fields of the page's number; a sign behind a field would be
/// taken for a sum.
fn numbered(pattern: &str) -> String {
    let mut text = pattern.to_owned();
    for (name, field) in [("{page}", "&P"), ("{pages}", "&N")] {
        for sign in ["+", "-"] {
            text = text.replace(&format!("{name}{sign}"), &format!("{field} {sign}"));
        }
        text = text.replace(name, field);
    }
    text
}

/// Returns a text that holds no codes, cut with a mark where it takes more than so many
/// UTF-16 units.
fn escaped(text: &str, most: usize) -> String {
    let mut escaped = String::new();
    let mut used = 0;
    let line = one_line(text);
    for one in line.trim().chars() {
        // a bracket behind it would make it a name of a field
        let written = match one {
            '&' => "&&".to_owned(),
            '[' if escaped.ends_with('&') => " [".to_owned(),
            '\t' => " ".to_owned(),
            '\u{fffe}' | '\u{ffff}' => continue,
            other => other.to_string(),
        };
        used += written.encode_utf16().count();
        if used >= most {
            escaped.push('…');
            break;
        }
        escaped.push_str(&written);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::styles::Styles;
    use super::*;

    #[test]
    fn texts_are_no_codes_and_all_parts_fit() {
        let long = "&密".repeat(200);
        let frame = Frame {
            mark: long.clone(),
            banner: long.clone(),
            draft: long.clone(),
            codes: long.clone(),
            pages: format!("{{page}}-{{pages}}{long}"),
            printed: long,
            ..Frame::default()
        };
        for language in ["zh-CN", "en"] {
            let fonts = Styles::new(language).fonts;
            for text in [header(&frame, &fonts), footer(&frame, &fonts)] {
                let units = text.encode_utf16().count();
                assert!(units <= 255, "{units}");
                assert!(text.contains("&&密"));
            }
            assert!(footer(&frame, &fonts).contains("&P -&N&&密"));
            assert_eq!(header(&Frame::default(), &fonts), "");
            assert_eq!(footer(&Frame::default(), &fonts), "");
        }
        assert_eq!(escaped("A&[Page]\n3", 40), "A&& [Page] 3");
    }
}
