//! Paragraphs and the text in them: line breaks, tabs and blanks as they were typed.

use super::styles::Style;
use super::xml::{Xml, clean};

/// What a paragraph has besides its style.
#[derive(Debug, Clone, Copy, Default)]
pub struct Placing {
    /// It begins a page.
    pub begins_page: bool,
    /// It stays on the page of what follows.
    pub is_kept_with_next: bool,
    /// A tab in it leads to the right edge, this far from the left one.
    pub right_tab: Option<u32>,
    /// Its lines but the first begin this far in.
    pub hanging: Option<u32>,
}

/// Writes a paragraph of a text; line breaks in it are kept.
pub fn paragraph(xml: &mut Xml, style: &Style, text: &str) {
    placed(xml, style.id, Placing::default(), |xml| run(xml, text));
}

/// Writes a paragraph of a style with what `content` puts into it.
pub fn placed(xml: &mut Xml, style: &str, placing: Placing, content: impl FnOnce(&mut Xml)) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.value("w:pStyle", style);
    if placing.is_kept_with_next {
        xml.empty("w:keepNext", &[]);
    }
    if placing.begins_page {
        xml.empty("w:pageBreakBefore", &[]);
    }
    if let Some(tab) = placing.right_tab {
        let place = tab.to_string();
        xml.inside("w:tabs", &[], |xml| {
            xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &place)]);
        });
    }
    if let Some(hanging) = placing.hanging {
        let length = hanging.to_string();
        xml.empty("w:ind", &[("w:left", &length), ("w:hanging", &length)]);
    }
    xml.close("w:pPr");
    content(xml);
    xml.close("w:p");
}

/// Writes a run of text.
pub fn run(xml: &mut Xml, text: &str) {
    let text = clean(text);
    if text.is_empty() {
        return;
    }
    xml.open("w:r", &[]);
    if is_eastern(&text) {
        xml.inside("w:rPr", &[], |xml| {
            xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
        });
    }
    let mut rest: &str = &text;
    while let Some(place) = rest.find(['\n', '\t']) {
        let (piece, tail) = rest.split_at(place);
        piece_of_text(xml, piece);
        let is_tab = tail.starts_with('\t');
        xml.empty(if is_tab { "w:tab" } else { "w:br" }, &[]);
        rest = tail.get(1..).unwrap_or_default();
    }
    piece_of_text(xml, rest);
    xml.close("w:r");
}

fn piece_of_text(xml: &mut Xml, piece: &str) {
    if piece.is_empty() {
        return;
    }
    let is_bare = piece.trim().len() == piece.len() && !piece.contains("  ");
    let attributes: &[(&str, &str)] = if is_bare {
        &[]
    } else {
        &[("xml:space", "preserve")]
    };
    xml.inside("w:t", attributes, |xml| xml.text(piece));
}

/// Tells whether marks that both scripts have, such as “ ” … × ≥, stand among Chinese words
/// and want a Chinese typeface; Word asks to be told.
fn is_eastern(text: &str) -> bool {
    let is_of_both = |one: char| matches!(one, '\u{a1}'..='\u{2e7f}');
    let is_chinese = |one: char| matches!(one, '\u{2e80}'..='\u{fffd}' | '\u{20000}'..='\u{3ffff}');
    text.contains(is_of_both) && text.contains(is_chinese)
}
