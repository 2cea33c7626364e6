//! What stands at the top of every page: what must be said and who may read it; and the word
//! of a draft, which lies across the page.

use super::page::Page;
use super::styles::{BANNER, END, MARK, WORDS};
use super::words::{Placing, placed, run};
use super::xml::{Xml, clean_line};
use crate::report::document::Frame;
use crate::text::width::columns;

/// Namespaces of drawings as Word had them before it had any other, which all programs read.
const DRAWING: [(&str, &str); 3] = [
    ("xmlns:v", "urn:schemas-microsoft-com:vml"),
    ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
    ("xmlns:w10", "urn:schemas-microsoft-com:office:word"),
];

/// Longest word that lies across the page, in columns; a longer one stands at the top.
const LONGEST: usize = 32;

/// Returns the part with what stands at the top of every page; none where nothing does.
pub fn header(frame: &Frame, page: Page) -> Option<Vec<u8>> {
    if frame.mark.is_empty() && frame.banner.is_empty() && frame.draft.is_empty() {
        return None;
    }
    let draft = clean_line(&frame.draft);
    let is_across = columns(&draft) <= LONGEST;
    let mut xml = Xml::begin();
    let mut attributes = vec![("xmlns:w", WORDS)];
    attributes.extend(DRAWING);
    let long = if is_across { "" } else { draft.as_str() };
    let lines = [
        (&MARK, frame.mark.as_str()),
        (&BANNER, &frame.banner),
        (&BANNER, long),
    ];
    let written = || lines.iter().filter(|(_, text)| !text.is_empty());
    xml.inside("w:hdr", &attributes, |xml| {
        let mut word = is_across
            .then_some(draft.as_str())
            .filter(|word| !word.is_empty());
        if written().next().is_none() {
            placed(xml, END.id, Placing::default(), |xml| {
                across(xml, word.take(), page);
            });
        }
        for (style, text) in written() {
            placed(xml, style.id, Placing::default(), |xml| {
                across(xml, word.take(), page);
                run(xml, text);
            });
        }
    });
    Some(xml.finish())
}

fn across(xml: &mut Xml, word: Option<&str>, page: Page) {
    if let Some(word) = word {
        watermark(xml, word, page);
    }
}

/// Writes a word across the page, as Word itself does it.
fn watermark(xml: &mut Xml, word: &str, page: Page) {
    xml.open("w:r", &[]);
    xml.inside("w:rPr", &[], |xml| xml.empty("w:noProof", &[]));
    xml.open("w:pict", &[]);
    shape_type(xml);
    let style = shape_style(word, page);
    let shape = [
        ("id", "PowerPlusWaterMarkObject1"),
        ("o:spid", "_x0000_s2049"),
        ("type", "#_x0000_t136"),
        ("style", style.as_str()),
        ("o:allowincell", "f"),
        ("fillcolor", "silver"),
        ("stroked", "f"),
    ];
    xml.inside("v:shape", &shape, |xml| {
        xml.empty("v:fill", &[("opacity", ".5")]);
        let style = "font-family:\"SimHei\";font-size:1pt";
        xml.empty("v:textpath", &[("style", style), ("string", word)]);
        let anchor = [("anchorx", "margin"), ("anchory", "margin")];
        xml.empty("w10:wrap", &anchor);
    });
    xml.close("w:pict");
    xml.close("w:r");
}

/// Says where the word lies and how large: in points, so long that turned by an eighth it
/// stays on the page.
fn shape_style(word: &str, page: Page) -> String {
    let (width, height) = page.size();
    let longest = width.min(height) / 20 * 7 / 10;
    // capitals are wider than half a Chinese character
    let capitals = word.chars().filter(char::is_ascii_uppercase).count();
    let tenths = u32::try_from(columns(word) * 5 + capitals * 2).unwrap_or(10);
    let tall = (longest * 10 / tenths.max(10)).min(150);
    let wide = tall * tenths / 10;
    format!(
        "position:absolute;margin-left:0;margin-top:0;width:{wide}pt;height:{tall}pt;\
         rotation:315;z-index:-251658752;mso-position-horizontal:center;\
         mso-position-horizontal-relative:margin;mso-position-vertical:center;\
         mso-position-vertical-relative:margin"
    )
}

/// The kind of shape that text lies along a straight line in.
fn shape_type(xml: &mut Xml) {
    let kind = [
        ("id", "_x0000_t136"),
        ("coordsize", "21600,21600"),
        ("o:spt", "136"),
        ("adj", "10800"),
        ("path", "m@7,l@8,m@5,21600l@6,21600e"),
    ];
    xml.inside("v:shapetype", &kind, |xml| {
        xml.inside("v:formulas", &[], |xml| {
            for formula in FORMULAS {
                xml.empty("v:f", &[("eqn", formula)]);
            }
        });
        let path = [
            ("textpathok", "t"),
            ("o:connecttype", "custom"),
            ("o:connectlocs", "@9,0;@10,10800;@11,21600;@12,10800"),
            ("o:connectangles", "270,180,90,0"),
        ];
        xml.empty("v:path", &path);
        xml.empty("v:textpath", &[("on", "t"), ("fitshape", "t")]);
        xml.inside("v:handles", &[], |xml| {
            let handle = [("position", "#0,bottomRight"), ("xrange", "6629,14971")];
            xml.empty("v:h", &handle);
        });
        xml.empty(
            "o:lock",
            &[("v:ext", "edit"), ("text", "t"), ("shapetype", "t")],
        );
    });
}

/// Where the corners of that shape are, as every Word file has it.
const FORMULAS: [&str; 13] = [
    "sum #0 0 10800",
    "prod #0 2 1",
    "sum 21600 0 @1",
    "sum 0 0 @2",
    "sum 21600 0 @3",
    "if @0 @3 0",
    "if @0 21600 @1",
    "if @0 0 @2",
    "if @0 @4 21600",
    "mid @5 @6",
    "mid @8 @5",
    "mid @7 @8",
    "mid @6 @7",
];
