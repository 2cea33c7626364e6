//! How cells look. Every look is made once for the whole workbook.

use super::figures::pattern;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::BTreeMap;

/// Charset of simplified Chinese.
const CHINESE: u8 = 134;
/// Backgrounds, light enough to be copied.
const HEAD: Color = Color::RGB(0xE7_E6_E6);
const LINE: Color = Color::RGB(0xF2_F2_F2);

/// A look with the size of its letters in points.
pub(super) struct Look {
    /// What the workbook calls a format.
    pub(super) format: Format,
    /// Size in points.
    pub(super) size: f64,
}

impl Look {
    fn with(mut self, change: impl FnOnce(Format) -> Format) -> Self {
        self.format = change(self.format);
        self
    }
}

/// Names of fonts.
pub(super) struct Fonts {
    /// Titles and heads.
    pub(super) title: &'static str,
    /// Paragraphs.
    pub(super) body: &'static str,
    /// Tables and small print.
    pub(super) table: &'static str,
    is_chinese: bool,
}

impl Fonts {
    fn new(is_chinese: bool) -> Self {
        let names = if is_chinese {
            ["黑体", "仿宋", "宋体"]
        } else {
            ["Calibri", "Cambria", "Calibri"]
        };
        let [title, body, table] = names;
        Self {
            title,
            body,
            table,
            is_chinese,
        }
    }

    fn look(&self, font: &str, size: f64) -> Look {
        let mut format = Format::new()
            .set_font_name(font)
            .set_font_size(size)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        if self.is_chinese {
            format = format.set_font_charset(CHINESE);
        }
        Look { format, size }
    }
}

/// The looks of words in a table.
pub(super) struct InTable {
    /// In wide columns of words.
    pub(super) wide: Look,
    /// In narrow columns of words, where they stand in the middle.
    pub(super) narrow: Look,
    /// In columns of figures.
    pub(super) figures: Look,
}

/// What tells the formats of figures apart.
type FigureKey = (u32, bool, bool);

/// The looks of a workbook.
pub(super) struct Styles {
    /// Names of fonts.
    pub(super) fonts: Fonts,
    /// Who may read it, on the screen.
    pub(super) mark: Look,
    /// Who sends it.
    pub(super) letterhead: Look,
    /// Title of the document.
    pub(super) title: Look,
    /// Title of a section.
    pub(super) section: Look,
    /// Heading in a section, caption of a table.
    pub(super) heading: Look,
    /// Paragraphs, points and fields.
    pub(super) text: Look,
    /// Whom a letter addresses.
    pub(super) opening: Look,
    /// Who sends a letter.
    pub(super) closing: Look,
    /// Small print.
    pub(super) note: Look,
    /// Short texts beside each other: fields, places to sign.
    pub(super) beside: Look,
    /// Head of a table.
    pub(super) heads: InTable,
    /// Words in a table.
    pub(super) words: InTable,
    /// Words in a sum.
    pub(super) totals: InTable,
    /// Words across a table.
    pub(super) line: Look,
    figures: BTreeMap<FigureKey, Format>,
}

impl Styles {
    /// Makes the looks for a language.
    pub(super) fn new(language: &str) -> Self {
        let fonts = Fonts::new(!language.starts_with("en"));
        let centred = |look: Look| look.with(|one| one.set_align(FormatAlign::Center));
        let bold = |look: Look| look.with(Format::set_bold);
        let cell = || fonts.look(fonts.table, 10.0).with(boxed);
        let right = |look: Look| look.with(|one| one.set_align(FormatAlign::Right));
        // text that people edit later stays text
        let typed = |look: Look| look.with(|one| one.set_num_format("@"));
        let shaded = |look: Look, colour| look.with(|one| one.set_background_color(colour));
        let head = || shaded(bold(centred(cell())), HEAD);
        let sum = || bold(cell()).with(|one| one.set_border_top(FormatBorder::Medium));
        let sized = |font, size| fonts.look(font, size);
        Self {
            mark: sized(fonts.table, 9.0),
            letterhead: centred(sized(fonts.title, 14.0)),
            title: bold_unless(fonts.is_chinese, centred(sized(fonts.title, 16.0))),
            section: bold_unless(fonts.is_chinese, centred(sized(fonts.title, 13.0))),
            heading: bold_unless(fonts.is_chinese, sized(fonts.title, 11.0)),
            text: sized(fonts.body, 12.0).with(|one| one.set_align(FormatAlign::Top)),
            opening: sized(fonts.body, 12.0),
            closing: right(sized(fonts.body, 12.0)),
            note: sized(fonts.table, 9.0),
            beside: sized(fonts.body, 12.0).with(|one| one.set_align(FormatAlign::Bottom)),
            heads: InTable {
                wide: head(),
                narrow: head(),
                figures: right(head()),
            },
            words: InTable {
                wide: typed(cell()),
                narrow: typed(centred(cell())),
                figures: typed(right(cell())),
            },
            totals: InTable {
                wide: typed(sum()),
                narrow: typed(centred(sum())),
                figures: typed(right(sum())),
            },
            line: shaded(bold(centred(cell())), LINE),
            figures: BTreeMap::new(),
            fonts,
        }
    }

    /// Returns the format of a figure.
    pub(super) fn figure(&mut self, decimals: u32, is_dropped: bool, is_total: bool) -> &Format {
        let words = if is_total { &self.totals } else { &self.words };
        self.figures
            .entry((decimals, is_dropped, is_total))
            .or_insert_with(|| {
                // a number that does not fit must shrink: else it would be shown as ###
                words
                    .figures
                    .format
                    .clone()
                    .unset_text_wrap()
                    .set_shrink()
                    .set_num_format(pattern(decimals, is_dropped))
            })
    }
}

/// Chinese titles are heavy by their font, others by their weight.
fn bold_unless(is_chinese: bool, look: Look) -> Look {
    if is_chinese {
        look
    } else {
        look.with(Format::set_bold)
    }
}

fn boxed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}
