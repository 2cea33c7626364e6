//! The file around the text: a zip archive of parts, a list of what they are and of how they
//! refer to each other. Nothing in it knows what time it is.

use super::styles::WORDS;
use super::xml::{Xml, clean_line};
use crate::report::document::Document;
use crate::report::formats::WriteFault;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reference to the part at the top of every page.
pub const HEADER: &str = "rId4";
/// Reference to the part at the bottom of every page.
pub const FOOTER: &str = "rId5";

/// Largest part that is written; Word opens no larger document.
const LARGEST: usize = 512 << 20;

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// The parts that only some documents have or that depend on the document.
pub struct Parts {
    /// The text.
    pub body: Vec<u8>,
    /// The styles.
    pub styles: Vec<u8>,
    /// What stands at the top of every page.
    pub header: Option<Vec<u8>>,
    /// What stands at the bottom of every page.
    pub footer: Option<Vec<u8>>,
}

/// Packs all parts of a document.
///
/// # Errors
/// A part larger than Word opens.
pub fn pack(document: &Document, parts: Parts) -> Result<Vec<u8>, WriteFault> {
    let has = (parts.header.is_some(), parts.footer.is_some());
    let mut files = vec![
        ("[Content_Types].xml", content_types(has)),
        ("_rels/.rels", references(&PACKAGE_REFERENCES)),
        ("docProps/core.xml", core(document)),
        ("docProps/app.xml", application()),
        ("word/document.xml", parts.body),
        ("word/_rels/document.xml.rels", text_references(has)),
        ("word/styles.xml", parts.styles),
        ("word/settings.xml", settings(&document.frame.language)),
        ("word/fontTable.xml", font_table()),
    ];
    files.extend(parts.header.map(|part| ("word/header1.xml", part)));
    files.extend(parts.footer.map(|part| ("word/footer1.xml", part)));
    if files.iter().any(|(_, bytes)| bytes.len() > LARGEST) {
        return Err(WriteFault::TooLarge);
    }
    zipped(&files).map_err(|_| WriteFault::Refused)
}

fn zipped(files: &[(&str, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn content_types((has_header, has_footer): (bool, bool)) -> Vec<u8> {
    let mut xml = Xml::begin();
    let space = format!("{PACKAGE}content-types");
    xml.open("Types", &[("xmlns", &space)]);
    for (ending, kind) in [
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
    ] {
        xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
    }
    let mut part = |name: &str, kind: &str| {
        xml.empty("Override", &[("PartName", name), ("ContentType", kind)]);
    };
    for (name, kind) in [
        ("document", "document.main+xml"),
        ("styles", "styles+xml"),
        ("settings", "settings+xml"),
        ("fontTable", "fontTable+xml"),
    ] {
        part(&format!("/word/{name}.xml"), &format!("{KIND}{kind}"));
    }
    for (name, is_there) in [("header", has_header), ("footer", has_footer)] {
        if is_there {
            part(&format!("/word/{name}1.xml"), &format!("{KIND}{name}+xml"));
        }
    }
    part(
        "/docProps/core.xml",
        "application/vnd.openxmlformats-package.core-properties+xml",
    );
    part(
        "/docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    );
    xml.close("Types");
    xml.finish()
}

/// A reference: its id, where the kind begins, the kind, and the part.
type Reference = (&'static str, &'static str, &'static str, &'static str);

const CORE_KIND: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/";

const PACKAGE_REFERENCES: [Reference; 3] = [
    ("rId1", OFFICE, "officeDocument", "word/document.xml"),
    ("rId2", CORE_KIND, "core-properties", "docProps/core.xml"),
    ("rId3", OFFICE, "extended-properties", "docProps/app.xml"),
];

const TEXT_REFERENCES: [Reference; 3] = [
    ("rId1", OFFICE, "styles", "styles.xml"),
    ("rId2", OFFICE, "settings", "settings.xml"),
    ("rId3", OFFICE, "fontTable", "fontTable.xml"),
];

fn text_references((has_header, has_footer): (bool, bool)) -> Vec<u8> {
    let mut all = TEXT_REFERENCES.to_vec();
    if has_header {
        all.push((HEADER, OFFICE, "header", "header1.xml"));
    }
    if has_footer {
        all.push((FOOTER, OFFICE, "footer", "footer1.xml"));
    }
    references(&all)
}

fn references(all: &[Reference]) -> Vec<u8> {
    let mut xml = Xml::begin();
    let space = format!("{PACKAGE}relationships");
    xml.inside("Relationships", &[("xmlns", &space)], |xml| {
        for (id, before, kind, part) in all {
            let kind = format!("{before}{kind}");
            let attributes = [("Id", *id), ("Type", kind.as_str()), ("Target", *part)];
            xml.empty("Relationship", &attributes);
        }
    });
    xml.finish()
}

/// A day that is none: the same document has the same bytes whenever it is written.
const NO_DAY: &str = "2000-01-01T00:00:00Z";

fn core(document: &Document) -> Vec<u8> {
    let mut xml = Xml::begin();
    let space = format!("{PACKAGE}metadata/core-properties");
    let spaces = [
        ("xmlns:cp", space.as_str()),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.inside("cp:coreProperties", &spaces, |xml| {
        for (name, text) in [
            ("dc:title", &document.title),
            ("dc:creator", &document.frame.letterhead),
            ("dc:language", &document.frame.language),
        ] {
            xml.inside(name, &[], |xml| xml.text(&clean_line(text)));
        }
        for name in ["dcterms:created", "dcterms:modified"] {
            let kind = [("xsi:type", "dcterms:W3CDTF")];
            xml.inside(name, &kind, |xml| xml.text(NO_DAY));
        }
    });
    xml.finish()
}

fn application() -> Vec<u8> {
    let mut xml = Xml::begin();
    let space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.inside("Properties", &[("xmlns", space)], |xml| {
        xml.inside("Application", &[], |xml| xml.text("heyi"));
    });
    xml.finish()
}

fn settings(language: &str) -> Vec<u8> {
    let is_english = language.starts_with("en");
    let mut xml = Xml::begin();
    xml.inside("w:settings", &[("xmlns:w", WORDS)], |xml| {
        xml.empty("w:zoom", &[("w:percent", "100")]);
        xml.value("w:defaultTabStop", "420");
        let spacing = if is_english {
            "doNotCompress"
        } else {
            "compressPunctuation"
        };
        xml.value("w:characterSpacingControl", spacing);
        xml.inside("w:compat", &[], |xml| {
            // lines that end in a line break keep the width of their words
            xml.empty("w:doNotExpandShiftReturn", &[]);
            let mode = [
                ("w:name", "compatibilityMode"),
                ("w:uri", "http://schemas.microsoft.com/office/word"),
                ("w:val", "15"),
            ];
            xml.empty("w:compatSetting", &mode);
        });
        let languages = [("w:val", "en-US"), ("w:eastAsia", "zh-CN")];
        xml.empty("w:themeFontLang", &languages);
        xml.value("w:decimalSymbol", ".");
        xml.value("w:listSeparator", ",");
    });
    xml.finish()
}

/// Typefaces: name, other name, shape of its characters, character set, family.
const FONTS: [(&str, &str, &str, &str, &str); 5] = [
    ("Times New Roman", "", "02020603050405020304", "00", "roman"),
    ("Arial", "", "020B0604020202020204", "00", "swiss"),
    ("FangSong", "仿宋", "02010609060101010101", "86", "modern"),
    ("SimHei", "黑体", "02010609060101010101", "86", "modern"),
    ("SimSun", "宋体", "02010600030101010101", "86", "auto"),
];

/// Says what may stand for a typeface that a computer does not have.
fn font_table() -> Vec<u8> {
    let mut xml = Xml::begin();
    xml.inside("w:fonts", &[("xmlns:w", WORDS)], |xml| {
        for (name, other, shape, set, family) in FONTS {
            xml.inside("w:font", &[("w:name", name)], |xml| {
                if !other.is_empty() {
                    xml.value("w:altName", other);
                }
                xml.value("w:panose1", shape);
                xml.value("w:charset", set);
                xml.value("w:family", family);
                xml.value("w:pitch", "variable");
            });
        }
    });
    xml.finish()
}
