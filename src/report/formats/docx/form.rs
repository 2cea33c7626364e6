//! What is filled in by hand or stands beside its caption: fields and places to sign.

use super::page::column_width;
use super::styles::{
    FIELD_CAPTION, FIELD_VALUE, LINED, SIGN_CAPTION, SIGN_CAPTION_SMALL, SIGN_VALUE,
    SIGN_VALUE_SMALL, Style, UNLINED,
};
use super::table::{CellLook, Edge, begin, open_cell};
use super::words::{Placing, paragraph, placed, run};
use super::xml::Xml;
use crate::report::document::Field;
use crate::text::width::columns;

/// Widest column of captions, in display columns; a longer caption takes a second line.
const WIDEST_CAPTION: usize = 20;
/// What the sides of a cell and the blanks of a caption take, in twentieths of a point.
const SIDES: u32 = 160;
/// Least height of a row that is filled in by hand.
const FIELD_HEIGHT: &str = "400";

/// Writes captions with what stands behind them, two in a row where both are short.
pub fn fields(xml: &mut Xml, fields: &[Field], width: u32) {
    if fields.is_empty() {
        return;
    }
    let caption = caption_width(fields, FIELD_CAPTION.size).min(width / 4);
    let half = width / 2;
    let value = half.saturating_sub(caption);
    let rest = width - half - caption;
    begin(xml, LINED, &[caption, value, caption, rest], None);
    let room = (value.saturating_sub(SIDES) / column_width(FIELD_VALUE.size)) as usize;
    let is_short = |field: &Field| columns(&field.value) <= room && !field.value.contains('\n');
    let mut left = fields;
    while let Some((first, after)) = left.split_first() {
        let second = after
            .first()
            .filter(|next| is_short(first) && is_short(next));
        xml.open("w:tr", &[]);
        let is_whole = columns(&first.value) <= room * 40;
        height(xml, FIELD_HEIGHT, is_whole);
        field_caption(xml, &first.caption, caption);
        if let Some(second) = second {
            field_value(xml, &first.value, value, 1);
            field_caption(xml, &second.caption, caption);
            field_value(xml, &second.value, rest, 1);
        } else {
            field_value(xml, &first.value, width - caption, 3);
        }
        xml.close("w:tr");
        left = after
            .get(usize::from(second.is_some())..)
            .unwrap_or_default();
    }
    xml.close("w:tbl");
}

fn field_caption(xml: &mut Xml, caption: &str, width: u32) {
    let look = CellLook {
        is_shaded: true,
        ..CellLook::default()
    };
    open_cell(xml, &width.to_string(), look);
    paragraph(xml, &FIELD_CAPTION, caption);
    xml.close("w:tc");
}

fn field_value(xml: &mut Xml, value: &str, width: u32, span: usize) {
    let look = CellLook {
        span,
        ..CellLook::default()
    };
    open_cell(xml, &width.to_string(), look);
    paragraph(xml, &FIELD_VALUE, value);
    xml.close("w:tc");
}

fn caption_width<'a>(fields: impl IntoIterator<Item = &'a Field>, size: u32) -> u32 {
    let captions = fields.into_iter().map(|field| columns(&field.caption));
    let widest = captions.max();
    let widest = widest.unwrap_or(0).clamp(4, WIDEST_CAPTION) as u32;
    widest * column_width(size) + SIDES
}

fn height(xml: &mut Xml, least: &str, is_whole: bool) {
    xml.inside("w:trPr", &[], |xml| {
        if is_whole {
            xml.empty("w:cantSplit", &[]);
        }
        xml.empty("w:trHeight", &[("w:val", least), ("w:hRule", "atLeast")]);
    });
}

/// Height of a row of signatures: a stamp or a large hand finds room.
const SIGN_HEIGHT: &str = "760";
/// Room between two places to sign.
const SIGN_GAP: u32 = 200;
/// The line to sign on as it should be and as short as it may be to stay in one row, in
/// Chinese characters.
const SIGN_LINE: (u32, u32) = (12, 8);
/// So many rows of places to sign are kept on one page.
const MOST_ROWS: usize = 8;

/// How places to sign lie beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SignRow {
    /// Size of the type in half points.
    size: u32,
    /// Widths of the captions of a row.
    captions: Vec<u32>,
    /// Length of each line.
    line: u32,
}

impl SignRow {
    /// Puts all places into one row if there is room, in smaller type if need be; else into
    /// as few rows as hold them, all about as long.
    fn of(signatures: &[Field], width: u32) -> Self {
        let all = signatures.len().max(1);
        let usual = Self::with(signatures, width, SIGN_CAPTION.size, all);
        let small = || Self::with(signatures, width, SIGN_CAPTION_SMALL.size, all);
        if let Some(row) = usual.or_else(small) {
            return row;
        }
        let size = SIGN_CAPTION.size;
        let most = (1..all).rev();
        let count = most
            .filter_map(|count| Self::with(signatures, width, size, count))
            .map(|row| row.captions.len())
            .next()
            .unwrap_or(1);
        let even = all.div_ceil(all.div_ceil(count));
        Self::with(signatures, width, size, even).unwrap_or_else(|| Self {
            size,
            captions: vec![width / 3],
            line: width / 2,
        })
    }

    /// Puts so many places into a row; none if they do not fit.
    fn with(signatures: &[Field], width: u32, size: u32, count: usize) -> Option<Self> {
        let unit = column_width(size);
        let captions: Vec<u32> = (0..count)
            .map(|place| {
                let below = signatures.iter().skip(place).step_by(count);
                caption_width(below, size).min(width / 3)
            })
            .collect();
        let values = signatures.iter().map(|one| columns(&one.value));
        let widest = values.max().unwrap_or(0).min(40) as u32 * unit + SIDES;
        let (usual, least) = SIGN_LINE;
        let usual = (usual * 2 * unit).max(widest);
        let least = (least * 2 * unit).max(widest);
        let places = u32::try_from(count).ok()?.max(1);
        let gaps = SIGN_GAP.checked_mul(places - 1)?;
        let room = width.checked_sub(captions.iter().sum::<u32>() + gaps)?;
        let line = (room / places).min(usual);
        (line >= least).then_some(Self {
            size,
            captions,
            line,
        })
    }

    fn widths(&self) -> Vec<u32> {
        let slots = self.captions.iter();
        let mut widths: Vec<u32> = slots
            .flat_map(|caption| [*caption, self.line, SIGN_GAP])
            .collect();
        widths.pop();
        widths
    }

    fn styles(&self) -> (&'static Style, &'static Style) {
        if self.size == SIGN_CAPTION.size {
            (&SIGN_CAPTION, &SIGN_VALUE)
        } else {
            (&SIGN_CAPTION_SMALL, &SIGN_VALUE_SMALL)
        }
    }
}

/// Writes places to sign: a caption and a line that holds the name or stays free.
pub fn signatures(xml: &mut Xml, signatures: &[Field], width: u32) {
    if signatures.is_empty() {
        return;
    }
    let row = SignRow::of(signatures, width);
    let (of_caption, of_value) = row.styles();
    begin(xml, UNLINED, &row.widths(), None);
    let rows = signatures.chunks(row.captions.len());
    let last = rows.len();
    for (place, fields) in rows.enumerate() {
        let is_kept_with_next = last <= MOST_ROWS && place + 1 < last;
        let cell = |xml: &mut Xml, style: &Style, text: &str, width: u32, edge: Edge| {
            let look = CellLook {
                edge,
                is_low: true,
                ..CellLook::default()
            };
            let placing = Placing {
                is_kept_with_next,
                ..Placing::default()
            };
            open_cell(xml, &width.to_string(), look);
            placed(xml, style.id, placing, |xml| run(xml, text));
            xml.close("w:tc");
        };
        xml.open("w:tr", &[]);
        height(xml, SIGN_HEIGHT, true);
        for (place, width) in row.captions.iter().enumerate() {
            if place > 0 {
                cell(xml, of_value, "", SIGN_GAP, Edge::Usual);
            }
            let (caption, value) = fields
                .get(place)
                .map_or(("", ""), |field| (&field.caption, &field.value));
            cell(xml, of_caption, caption, *width, Edge::Usual);
            let is_taken = place < fields.len();
            let edge = if is_taken { Edge::Below } else { Edge::Usual };
            cell(xml, of_value, value, row.line, edge);
        }
        xml.close("w:tr");
    }
    xml.close("w:tbl");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(captions: &[&str]) -> Vec<Field> {
        let fields = captions.iter().map(|caption| Field::new(caption, ""));
        fields.collect()
    }

    #[test]
    fn places_to_sign_share_a_row_while_a_name_has_room() {
        for (captions, width, wanted) in [
            (vec!["评审专家"], 9_638, 1),
            (vec!["评审专家", "日期"], 9_638, 2),
            (vec!["评审专家（签字）", "核对码", "日期"], 9_638, 3),
            (vec!["组长"; 9], 9_638, 3),
            (vec!["组长"; 7], 9_638, 3),
            (vec!["组长"; 4], 15_138, 4),
            (vec!["组长（签字）"; 6], 15_138, 3),
        ] {
            let row = SignRow::of(&named(&captions), width);
            assert_eq!(row.captions.len(), wanted, "{captions:?}");
            assert!(row.widths().iter().sum::<u32>() <= width);
            assert!(row.line >= 8 * 210, "{row:?}");
        }
    }
}
