//! What people find in a written document, read back part by part.

use super::{sample, write};
use crate::report::document::{Block, Cell, Column, Document, Field, Frame, Row, Section, Table};
use crate::report::formats::WriteFault;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// The parts of a file by name.
fn parts(document: &Document) -> BTreeMap<String, String> {
    let bytes = write(document).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    let mut parts = BTreeMap::new();
    for name in names {
        let mut text = String::new();
        let mut entry = archive.by_name(&name).unwrap();
        entry.read_to_string(&mut text).unwrap();
        parts.insert(name, text);
    }
    parts
}

fn body(document: &Document) -> String {
    parts(document).remove("word/document.xml").unwrap()
}

/// An element: its name, and what stands in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn read(part: &str) -> Self {
        let mut reader = Reader::from_str(part);
        reader.config_mut().check_end_names = true;
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Self::named(start.name().as_ref())),
                Event::Empty(start) => {
                    let element = Self::named(start.name().as_ref());
                    open.last_mut().unwrap().children.push(element);
                }
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(element);
                }
                Event::Text(text) => open
                    .last_mut()
                    .unwrap()
                    .text
                    .push_str(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    let known = quick_xml::escape::resolve_xml_entity(&name).unwrap();
                    open.last_mut().unwrap().text.push_str(known);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "everything is closed");
        open.pop().unwrap()
    }

    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }

    fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.all(name, found);
        }
    }

    fn find(&self, name: &str) -> Vec<&Self> {
        let mut found = Vec::new();
        self.all(name, &mut found);
        found
    }

    /// The text a reader sees.
    fn shown(&self) -> String {
        let own = match self.name.as_str() {
            "w:t" => self.text.clone(),
            "w:br" => "\n".to_owned(),
            "w:tab" => "\t".to_owned(),
            _ => String::new(),
        };
        let rest = self.children.iter().map(Self::shown);
        own + &rest.collect::<String>()
    }
}

fn paragraphs(document: &Document) -> Vec<String> {
    let root = Element::read(&body(document));
    root.find("w:p").into_iter().map(Element::shown).collect()
}

/// A document of one table with one column.
fn column_of(rows: Vec<Row>) -> Document {
    let table = Table {
        columns: vec![Column::words("a", "甲", 20)],
        rows,
        ..Table::default()
    };
    of_blocks(vec![Block::Table(table)])
}

fn of_blocks(blocks: Vec<Block>) -> Document {
    Document {
        sections: vec![Section {
            blocks,
            ..Section::default()
        }],
        ..Document::default()
    }
}

#[test]
fn a_ranking_shows_its_words_and_figures_in_order() {
    let document = sample::group();
    let root = Element::read(&body(&document));
    let rows = root.find("w:tr");
    let row = |place: usize| -> Vec<String> {
        let cells = rows[place].find("w:tc");
        cells.into_iter().map(Element::shown).collect()
    };
    assert_eq!(row(0)[..3], ["名次", "编号", "项目名称"]);
    assert_eq!(row(1)[..2], ["1", "P001"]);
    assert_eq!(row(1)[5..9], ["(95.5)", "(94.5)", "93.5", "92.5"]);
    assert_eq!(row(1)[14..], ["86.33", "推荐立项"]);
    assert_eq!(row(21), ["以下项目低于推荐线 75 分"]);
    assert_eq!(row(42)[2], "平均");
    // one head, forty places, a line, a mean, and two rows to sign
    assert_eq!(rows.len(), 45);
    assert_eq!(root.find("w:tblHeader").len(), 1);
    let shown = root.shown();
    for text in [
        "专家组评分汇总及排序表",
        "第一组　伺服电机与驱动",
        "监督员",
        "2026年3月5日",
    ] {
        assert!(shown.contains(text), "{text}");
    }
}

#[test]
fn every_page_says_who_may_read_it_what_it_is_and_its_number() {
    let parts = parts(&sample::group());
    let header = &parts["word/header1.xml"];
    let top = Element::read(header).shown();
    assert_eq!(top, "内部资料演示数据：所有企业、项目和数据均为虚构");
    assert!(header.contains("string=\"草稿\""));
    let footer = &parts["word/footer1.xml"];
    let bottom = Element::read(footer).shown();
    assert!(bottom.starts_with("第 1 页　共 1 页"), "{bottom}");
    assert!(bottom.contains("7F3A-91C2"), "{bottom}");
    for field in [" PAGE ", " NUMPAGES ", " DATE \\@ "] {
        assert!(footer.contains(&format!("w:instr=\"{field}")), "{field}");
    }
    let body = &parts["word/document.xml"];
    assert!(body.contains("r:id=\"rId4\"") && body.contains("r:id=\"rId5\""));
}

#[test]
fn a_word_too_long_to_lie_across_the_page_stands_at_its_top() {
    let mut document = sample::letter();
    document.frame.draft = "尚未定稿，不得引用、复印或者对外提供，以正式文件为准".to_owned();
    let parts = parts(&document);
    let header = &parts["word/header1.xml"];
    assert!(Element::read(header).shown().contains("尚未定稿"));
    assert!(!header.contains("textpath"));
}

#[test]
fn what_is_empty_is_left_out() {
    let parts = parts(&Document::default());
    assert!(!parts.contains_key("word/header1.xml"));
    assert!(!parts.contains_key("word/footer1.xml"));
    let nothing = of_blocks(vec![
        Block::Text(String::new()),
        Block::Fields(Vec::new()),
        Block::Signatures(Vec::new()),
        Block::List(Vec::new()),
        Block::Table(Table::default()),
    ]);
    let shown = paragraphs(&nothing).concat();
    assert_eq!(shown, "");
    assert!(!body(&nothing).contains("w:tbl>"));
    let empty = Element::read(&body(&column_of(Vec::new())));
    assert_eq!(empty.find("w:tr").len(), 1, "the head is still there");
}

#[test]
fn each_section_but_the_first_begins_a_page() {
    let mut document = sample::forms(3);
    let breaks = |document: &Document| body(document).matches("w:pageBreakBefore").count();
    assert_eq!(breaks(&document), 2);
    for section in &mut document.sections {
        section.title = String::new();
    }
    assert_eq!(breaks(&document), 2);
}

#[test]
fn tables_do_not_run_together() {
    let root = Element::read(&body(&sample::forms(2)));
    let body = &root.find("w:body")[0].children;
    for pair in body.windows(2) {
        assert!(!pair.iter().all(|one| one.name == "w:tbl"));
    }
    assert_eq!(
        body[body.len() - 2].name,
        "w:p",
        "Word wants one behind a table"
    );
}

#[test]
fn hostile_text_comes_out_as_text() {
    let long = "长".repeat(10_000);
    for text in [
        "=HYPERLINK(\"http://a.b\")",
        "</w:t></w:r><w:r><w:t>甲",
        "<!--&amp;&#x41;]]>",
        "{page} MERGEFIELD \"甲\"",
        "  前后有空格  ",
        "一行\n两行\t制表",
        "'\"“”‘’",
        &long,
    ] {
        let rows = vec![
            Row::Cells(vec![Cell::text(text)]),
            Row::Line(text.to_owned()),
        ];
        let mut document = column_of(rows);
        document.title = text.to_owned();
        document.frame = Frame {
            letterhead: text.to_owned(),
            mark: text.to_owned(),
            draft: text.to_owned(),
            pages: "第 {page} 页 {其他}".to_owned(),
            ..Frame::default()
        };
        let blocks = [
            Block::Note(text.to_owned()),
            Block::Fields(vec![Field::new(text, text)]),
            Block::Signatures(vec![Field::new(text, text)]),
        ];
        document.sections[0].blocks.extend(blocks);
        let parts = parts(&document);
        let read = |name: &str| Element::read(&parts[name]);
        let shown: Vec<String> = read("word/document.xml")
            .find("w:p")
            .into_iter()
            .map(Element::shown)
            .collect();
        assert_eq!(shown.iter().filter(|one| *one == text).count(), 9, "{text}");
        assert!(read("word/header1.xml").shown().contains(text));
        assert!(read("word/footer1.xml").shown().contains("第 1 页 {其他}"));
    }
}

#[test]
fn what_no_reader_may_get_is_dropped() {
    let text = "甲\u{0}\u{1b}[2J\u{9b}\u{202e}\u{200b}\u{fffe}乙\r\n丙\r丁";
    let document = column_of(vec![Row::Cells(vec![Cell::text(text)])]);
    assert!(paragraphs(&document).contains(&"甲[2J乙\n丙\n丁".to_owned()));
}

#[test]
fn the_same_document_has_the_same_bytes() {
    assert_eq!(write(&sample::forms(2)), write(&sample::forms(2)));
}

#[test]
fn rows_as_tall_as_a_page_may_be_broken() {
    let row = |text: String| Row::Cells(vec![Cell::text(text)]);
    let document = column_of(vec![row("短".to_owned()), row("长".repeat(10_000))]);
    // the head and the short row
    assert_eq!(body(&document).matches("<w:cantSplit/>").count(), 2);
}

#[test]
fn more_columns_than_word_opens_are_refused() {
    let of = |count: usize| {
        let table = Table {
            columns: vec![Column::words("a", "甲", 8); count],
            ..Table::default()
        };
        write(&of_blocks(vec![Block::Table(table)]))
    };
    assert!(of(60).is_ok());
    assert_eq!(of(64), Err(WriteFault::TooLarge));
}

/// The order in which Word wants the elements that we write.
const ORDERS: [(&str, &str); 8] = [
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore tabs spacing ind jc outlineLvl",
    ),
    ("w:rPr", "rFonts b bCs noProof sz szCs lang"),
    (
        "w:tblPr",
        "tblStyle tblW tblBorders tblLayout tblCellMar tblLook",
    ),
    ("w:tcPr", "tcW gridSpan tcBorders shd vAlign"),
    (
        "w:sectPr",
        "headerReference footerReference pgSz pgMar cols",
    ),
    ("w:style", "name basedOn qFormat pPr rPr tblPr"),
    ("w:tbl", "tblPr tblGrid tr"),
    (
        "w:settings",
        "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol \
         listSeparator",
    ),
];

#[test]
fn elements_stand_in_the_order_of_the_schema() {
    let mut documents = [sample::group(), sample::forms(1), sample::letter()];
    documents[2].frame.language = "en".to_owned();
    for document in documents {
        for (name, part) in parts(&document) {
            let root = Element::read(&part);
            for (element, order) in ORDERS {
                for found in root.find(element) {
                    let places = found.children.iter().map(|child| {
                        let child = child.name.trim_start_matches("w:");
                        let place = order.split(' ').position(|one| one == child);
                        place.unwrap_or_else(|| panic!("{name}: {child} in {element}"))
                    });
                    let places: Vec<usize> = places.collect();
                    assert!(places.is_sorted(), "{name}: {found:?}");
                }
            }
        }
    }
}
