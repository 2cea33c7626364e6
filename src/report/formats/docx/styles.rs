//! The named styles, so that a reader can change how all headings or all tables look at
//! once. A style is a row of a table here; nothing else in the file sets type or spacing.

use super::xml::Xml;

/// Namespace of the text, its styles and settings.
pub const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Which typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Face {
    /// 仿宋, of running text.
    Body,
    /// 黑体, of titles and heads.
    Head,
    /// 宋体, of tables and small print.
    Table,
}

impl Face {
    /// Returns the Latin and the Chinese typeface.
    fn names(self, is_chinese: bool) -> (&'static str, &'static str) {
        match (self, is_chinese) {
            (Self::Body, true) => ("Times New Roman", "FangSong"),
            (Self::Head, true) => ("Times New Roman", "SimHei"),
            (Self::Table, true) | (Self::Body, false) => ("Times New Roman", "SimSun"),
            (Self::Head, false) => ("Arial", "SimHei"),
            (Self::Table, false) => ("Arial", "SimSun"),
        }
    }
}

/// A style of paragraphs.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Id in the file.
    pub id: &'static str,
    name: &'static str,
    face: Face,
    /// Size in half points.
    pub size: u32,
    is_bold: bool,
    align: &'static str,
    /// Space before, after, and the height of a line in 240ths.
    spacing: (u32, u32, u32),
    /// The first line begins two characters further in.
    is_indented: bool,
    is_kept_with_next: bool,
    outline: Option<&'static str>,
}

const PLAIN: Style = Style {
    id: "Normal",
    name: "Normal",
    face: Face::Body,
    size: 24,
    is_bold: false,
    align: "left",
    spacing: (0, 0, 240),
    is_indented: false,
    is_kept_with_next: false,
    outline: None,
};

const HEAD: Style = Style {
    face: Face::Head,
    is_bold: true,
    is_kept_with_next: true,
    ..PLAIN
};

const SMALL: Style = Style {
    face: Face::Table,
    size: 18,
    ..PLAIN
};

macro_rules! styles {
    ($($(#[$about:meta])* $name:ident = $base:ident { $($field:ident: $value:expr),* $(,)? })*) => {
        $($(#[$about])* pub const $name: Style = Style { $($field: $value,)* ..$base };)*
        /// All styles of paragraphs; the first is the one of paragraphs that name none.
        const ALL: &[Style] = &[PLAIN, $($name),*];
    };
}

styles! {
    /// Title of the document.
    TITLE = HEAD {
        id: "Title", name: "Title", size: 36, align: "center", spacing: (120, 200, 264)
    }
    /// Who sends it, above the title.
    LETTERHEAD = HEAD {
        id: "Letterhead", name: "Letterhead", size: 28, align: "center", spacing: (0, 60, 240)
    }
    /// Heading of a section.
    HEADING_1 = HEAD {
        id: "Heading1", name: "heading 1", size: 30, align: "center", spacing: (120, 160, 264),
        outline: Some("0")
    }
    /// Heading inside a section.
    HEADING_2 = HEAD {
        id: "Heading2", name: "heading 2", size: 26, spacing: (200, 100, 264), outline: Some("1")
    }
    /// Running text.
    BODY = PLAIN {
        id: "BodyText", name: "Body Text", align: "both", spacing: (0, 80, 336), is_indented: true
    }
    /// Whom a letter addresses.
    OPENING = PLAIN {
        id: "Salutation", name: "Salutation", spacing: (0, 80, 336)
    }
    /// Who sends a letter.
    CLOSING = PLAIN {
        id: "Closing", name: "Closing", align: "right", spacing: (200, 80, 336)
    }
    /// A numbered point.
    POINT = PLAIN {
        id: "Point", name: "Numbered Point", align: "both", spacing: (0, 60, 312)
    }
    /// Caption above a table.
    CAPTION = HEAD {
        id: "Caption", name: "caption", size: 21, align: "center", spacing: (120, 80, 240)
    }
    /// Small print.
    NOTE = SMALL {
        id: "SmallPrint", name: "Small Print", spacing: (60, 60, 264)
    }
    /// Caption of a field.
    FIELD_CAPTION = SMALL {
        id: "FieldCaption", name: "Field Caption", face: Face::Head, size: 21,
        spacing: (30, 30, 240)
    }
    /// What stands behind the caption of a field.
    FIELD_VALUE = SMALL {
        id: "FieldValue", name: "Field Value", size: 21, spacing: (30, 30, 240)
    }
    /// Caption of a place to sign.
    SIGN_CAPTION = PLAIN {
        id: "SignatureCaption", name: "Signature Caption"
    }
    /// What already stands in a place to sign.
    SIGN_VALUE = PLAIN {
        id: "SignatureValue", name: "Signature Value", align: "center"
    }
    /// Caption of a place to sign, where many share a row.
    SIGN_CAPTION_SMALL = PLAIN {
        id: "SignatureCaptionSmall", name: "Signature Caption Small", size: 21
    }
    /// What already stands in a place to sign, where many share a row.
    SIGN_VALUE_SMALL = PLAIN {
        id: "SignatureValueSmall", name: "Signature Value Small", size: 21, align: "center"
    }
    /// Who may read it, at the top of every page.
    MARK = SMALL {
        id: "Mark", name: "Mark", face: Face::Head, size: 21, spacing: (0, 40, 240)
    }
    /// What must stand on every page.
    BANNER = HEAD {
        id: "Banner", name: "Banner", face: Face::Table, size: 21, align: "center",
        spacing: (0, 40, 240), is_kept_with_next: false
    }
    /// The line below the text of a page.
    FOOTER = SMALL {
        id: "Footer", name: "footer", size: 17
    }
    /// The number of the page.
    PAGE_NUMBER = SMALL {
        id: "PageLine", name: "Page Line", align: "center"
    }
    /// Room between two tables.
    GAP = SMALL {
        id: "Gap", name: "Gap", size: 8
    }
    /// The end of the text, so small that it begins no page of its own.
    END = SMALL {
        id: "End", name: "End", size: 2
    }
}

/// The sizes of the type in tables, the largest first.
pub const TABLE_SIZES: [u32; 4] = [21, 18, 15, 12];

/// What a paragraph in a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Head of words.
    Head,
    /// Head of figures.
    FigureHead,
    /// Words.
    Words,
    /// A figure.
    Figure,
    /// Words of a total.
    TotalWords,
    /// A figure of a total.
    TotalFigure,
    /// Words across the table.
    Line,
}

const PARTS: [(Part, &str); 7] = [
    (Part::Head, "TableHead"),
    (Part::FigureHead, "TableHeadRight"),
    (Part::Words, "TableText"),
    (Part::Figure, "TableFigure"),
    (Part::TotalWords, "TableTotal"),
    (Part::TotalFigure, "TableTotalFigure"),
    (Part::Line, "TableLine"),
];

/// Returns the id of the style of a part of a table in type of a size.
pub fn part_id(part: Part, size: u32) -> String {
    let found = PARTS.iter().find(|(one, _)| *one == part);
    let name = found.map_or("TableText", |(_, name)| name);
    format!("{name}{size}")
}

fn part_style(part: Part, size: u32) -> Style {
    let align = match part {
        Part::Head => "center",
        Part::FigureHead | Part::Figure | Part::TotalFigure => "right",
        Part::Words | Part::TotalWords | Part::Line => "left",
    };
    let is_head = matches!(part, Part::Head | Part::FigureHead);
    Style {
        face: if is_head { Face::Head } else { Face::Table },
        size,
        is_bold: !matches!(part, Part::Words | Part::Figure),
        align,
        spacing: (20, 20, 240),
        is_kept_with_next: is_head || part == Part::Line,
        ..PLAIN
    }
}

/// Names that Word has styles of its own for.
const BUILT_IN: [&str; 7] = [
    "Normal",
    "Title",
    "heading 1",
    "heading 2",
    "Body Text",
    "caption",
    "footer",
];

/// Returns the part of the file with all styles.
pub fn write(is_chinese: bool) -> Vec<u8> {
    let mut xml = Xml::begin();
    xml.inside("w:styles", &[("xmlns:w", WORDS)], |xml| {
        defaults(xml, is_chinese);
        for style in ALL {
            paragraph_style(xml, style, (style.id, style.name), is_chinese);
        }
        for size in TABLE_SIZES {
            for (part, _) in PARTS {
                let id = part_id(part, size);
                paragraph_style(xml, &part_style(part, size), (&id, &id), is_chinese);
            }
        }
        table_styles(xml);
    });
    xml.finish()
}

fn defaults(xml: &mut Xml, is_chinese: bool) {
    xml.inside("w:docDefaults", &[], |xml| {
        xml.inside("w:rPrDefault", &[], |xml| {
            xml.inside("w:rPr", &[], |xml| {
                fonts(xml, Face::Body, is_chinese);
                xml.value("w:sz", "24");
                xml.value("w:szCs", "24");
                let eastern = ("w:eastAsia", "zh-CN");
                xml.empty(
                    "w:lang",
                    &[("w:val", "en-US"), eastern, ("w:bidi", "ar-SA")],
                );
            });
        });
        xml.empty("w:pPrDefault", &[]);
    });
}

fn fonts(xml: &mut Xml, face: Face, is_chinese: bool) {
    let (latin, chinese) = face.names(is_chinese);
    xml.empty(
        "w:rFonts",
        &[
            ("w:ascii", latin),
            ("w:hAnsi", latin),
            ("w:eastAsia", chinese),
            ("w:cs", latin),
        ],
    );
}

fn paragraph_style(xml: &mut Xml, style: &Style, (id, name): (&str, &str), is_chinese: bool) {
    let is_first = id == PLAIN.id;
    let mut attributes = vec![("w:type", "paragraph")];
    if is_first {
        attributes.push(("w:default", "1"));
    } else if !BUILT_IN.contains(&name) {
        attributes.push(("w:customStyle", "1"));
    }
    attributes.push(("w:styleId", id));
    xml.inside("w:style", &attributes, |xml| {
        xml.value("w:name", name);
        if !is_first {
            xml.value("w:basedOn", PLAIN.id);
        }
        xml.empty("w:qFormat", &[]);
        xml.inside("w:pPr", &[], |xml| {
            paragraph_properties(xml, style, is_chinese);
        });
        xml.inside("w:rPr", &[], |xml| {
            fonts(xml, style.face, is_chinese);
            // 黑体 is heavy by itself; made heavier it runs together
            if style.is_bold && !(is_chinese && style.face == Face::Head) {
                xml.empty("w:b", &[]);
                xml.empty("w:bCs", &[]);
            }
            let size = style.size.to_string();
            xml.value("w:sz", &size);
            xml.value("w:szCs", &size);
        });
    });
}

/// The order of the elements is that of the schema, which Word insists on.
fn paragraph_properties(xml: &mut Xml, style: &Style, is_chinese: bool) {
    if style.is_kept_with_next {
        xml.empty("w:keepNext", &[]);
    }
    if style.outline.is_some() {
        xml.empty("w:keepLines", &[]);
    }
    let (before, after, line) = style.spacing;
    let [before, after, line] = [before, after, line].map(|length| length.to_string());
    xml.empty(
        "w:spacing",
        &[
            ("w:before", before.as_str()),
            ("w:after", &after),
            ("w:line", &line),
            ("w:lineRule", "auto"),
        ],
    );
    if style.is_indented && is_chinese {
        let first = (style.size * 20).to_string();
        let indent = [("w:firstLineChars", "200"), ("w:firstLine", first.as_str())];
        xml.empty("w:ind", &indent);
    }
    // justified Latin text without hyphenation has holes
    let is_ragged = style.align == "both" && !is_chinese;
    xml.value("w:jc", if is_ragged { "left" } else { style.align });
    if let Some(level) = style.outline {
        xml.value("w:outlineLvl", level);
    }
}

/// Id of the style of tables with lines.
pub const LINED: &str = "ReportTable";
/// Id of the style of tables that only put things beside each other.
pub const UNLINED: &str = "ReportLayout";

fn table_styles(xml: &mut Xml) {
    for (id, name, line) in [
        (LINED, "Report Table", Some("single")),
        (UNLINED, "Report Layout", None),
    ] {
        let attributes = [
            ("w:type", "table"),
            ("w:customStyle", "1"),
            ("w:styleId", id),
        ];
        xml.inside("w:style", &attributes, |xml| {
            xml.value("w:name", name);
            xml.empty("w:qFormat", &[]);
            xml.inside("w:tblPr", &[], |xml| {
                if let Some(line) = line {
                    borders(xml, line);
                }
                cell_margins(xml, 60);
            });
        });
    }
}

fn borders(xml: &mut Xml, line: &str) {
    let parts = ["top", "left", "bottom", "right", "insideH", "insideV"];
    xml.inside("w:tblBorders", &[], |xml| {
        for part in parts {
            let heavy = if part.starts_with("inside") { "4" } else { "6" };
            let attributes = [
                ("w:val", line),
                ("w:sz", heavy),
                ("w:space", "0"),
                ("w:color", "000000"),
            ];
            xml.empty(&format!("w:{part}"), &attributes);
        }
    });
}

/// Writes how far the text of cells stands from their sides.
pub fn cell_margins(xml: &mut Xml, width: u32) {
    let width = width.to_string();
    xml.inside("w:tblCellMar", &[], |xml| {
        for side in ["left", "right"] {
            let attributes = [("w:w", width.as_str()), ("w:type", "dxa")];
            xml.empty(&format!("w:{side}"), &attributes);
        }
    });
}
