//! Workbooks are read back as other programs read them.

use super::sample::{self, figure};
use super::*;
use crate::report::document::{Block, Cell, Column, Field, Frame, Row, Table};
use calamine::{Data, Reader, Xlsx};
use std::io::{Cursor, Read};

fn opened(document: &Document) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(write(document).unwrap())).unwrap()
}

/// All cells of a sheet that hold something, row by row.
fn cells(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Data> {
    let range = book.worksheet_range(sheet).unwrap();
    let cells = range.used_cells().map(|(_, _, cell)| cell.clone());
    cells.filter(|cell| *cell != Data::Empty).collect()
}

/// The text of a part of the file.
fn part(document: &Document, name: &str) -> String {
    let bytes = write(document).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = archive.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

fn one_table(columns: Vec<Column>, rows: Vec<Row>) -> Document {
    let table = Table {
        key: "t".to_owned(),
        caption: String::new(),
        columns,
        rows,
    };
    Document {
        title: "表".to_owned(),
        sections: vec![Section {
            blocks: vec![Block::Table(table)],
            ..Section::default()
        }],
        ..Document::default()
    }
}

#[test]
fn figures_are_numbers_that_show_their_digits() {
    let document = one_table(
        vec![
            Column::words("name", "项目", 20),
            Column::figures("total", "得分", 6),
        ],
        vec![
            Row::Cells(vec![Cell::text("007"), figure("86.4", 2, false)]),
            Row::Cells(vec![Cell::text("乙"), figure("-3.25", 2, true)]),
            Row::Line("推荐线".to_owned()),
            Row::Cells(vec![
                Cell::text("丙"),
                figure("1234567890123.4567", 4, false),
            ]),
            Row::Total(vec![Cell::text("均分"), figure("84.2050", 4, false)]),
        ],
    );
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(
        cells(&mut opened(&document), "表"),
        [
            text("表"),
            text("项目"),
            text("得分"),
            text("007"),
            Data::Float(86.4),
            text("乙"),
            Data::Float(-3.25),
            text("推荐线"),
            text("丙"),
            text("1234567890123.4567"),
            text("均分"),
            Data::Float(84.205),
        ]
    );
    let styles = part(&document, "xl/styles.xml");
    for pattern in [
        "0.0000",
        "&quot;(&quot;0.00&quot;)&quot;;&quot;(-&quot;0.00&quot;)&quot;",
    ] {
        assert!(
            styles.contains(&format!("formatCode=\"{pattern}\"")),
            "{pattern}"
        );
    }
}

#[test]
fn hostile_text_stays_text() {
    let long = "长".repeat(40_000);
    let hostile = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "https://example.org",
        "</t><c>&amp;\"'",
        "_x0041_",
        " 前后 ",
        "0012",
    ];
    let mut document = one_table(
        vec![Column::words("a", "=题", 20)],
        hostile
            .iter()
            .map(|text| Row::Cells(vec![Cell::text(*text)]))
            .collect(),
    );
    document.title = "=HYPERLINK(\"x\")\0\u{1b}[2J\u{202e}\u{ffff}\u{85}".to_owned();
    document.sections[0].title = "[甲]*组'".to_owned();
    document.frame = Frame {
        banner: "&A&P".to_owned(),
        codes: long.clone(),
        ..Frame::default()
    };
    document.sections[0].blocks.extend([
        Block::Text(long),
        Block::Signatures(vec![Field::new("=签", "@x")]),
    ]);
    let mut book = opened(&document);
    assert_eq!(book.sheet_names(), ["甲  组"]);
    let formulas = book.worksheet_formula("甲  组").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
    let all: Vec<String> = cells(&mut book, "甲  组")
        .into_iter()
        .map(|cell| match cell {
            Data::String(text) => text,
            other => panic!("{other:?}"),
        })
        .collect();
    for text in hostile.iter().chain(&["=HYPERLINK(\"x\")[2J", "=签：@x"]) {
        assert!(all.iter().any(|one| one == text), "{text}");
    }
    let written: usize = all.iter().map(|one| one.matches('长').count()).sum();
    assert_eq!(written, 40_000);
    let sheet = part(&document, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("&amp;&amp;A&amp;&amp;P"));
    assert!(!sheet.contains("<hyperlink"));
}

#[test]
fn a_ranking_can_be_read_sorted_and_printed() {
    let mut document = sample::ranking(12);
    let sheet = part(&document, "xl/worksheets/sheet1.xml");
    // line 1 is for the screen; sender, title, section with their gaps, and fields follow
    for wanted in [
        "<pane ySplit=\"8\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "paperSize=\"9\"",
        "&amp;P 页　共 &amp;N 页",
        "&amp;D &amp;T",
        "草稿",
    ] {
        assert!(sheet.contains(wanted), "{wanted}: {sheet}");
    }
    assert!(!sheet.contains("<autoFilter"), "a line parts the rows");
    let book = part(&document, "xl/workbook.xml");
    for wanted in ["伺服电机组!$8:$8", "伺服电机组!$A$2:$P$"] {
        assert!(book.contains(wanted), "{wanted}: {book}");
    }
    document.frame.draft.clear();
    if let Some(Block::Table(table)) = document.sections[0].blocks.get_mut(1) {
        table.rows.retain(|row| !matches!(row, Row::Line(_)));
    }
    let sheet = part(&document, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<autoFilter ref=\"A8:P20\""), "{sheet}");
    assert!(!sheet.contains("草稿"));
}

#[test]
fn forms_stand_on_one_sheet_or_on_their_own() {
    let mut document = sample::forms(3);
    let sheet = part(&document, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<rowBreaks count=\"2\""), "{sheet}");
    let mut book = opened(&document);
    assert_eq!(book.sheet_names(), ["专家个人评分表"]);
    let titles = cells(&mut book, "专家个人评分表");
    let title = Data::String("专家个人评分表".to_owned());
    assert_eq!(titles.iter().filter(|cell| **cell == title).count(), 3);
    document.is_one_sheet = false;
    document.sections[1].title.clear();
    let names = opened(&document).sheet_names();
    assert_eq!(names.len(), 3);
    assert_eq!(names[1], "P002");
}

#[test]
fn pictures_have_a_sheet_with_their_figures() {
    let document = sample::pictures();
    let mut book = opened(&document);
    assert_eq!(book.sheet_names(), ["全部项目", "图"]);
    let map = cells(&mut book, "全部项目");
    assert!(map.contains(&Data::String("✗ 高速轴承钢及热处理工艺! 0".to_owned())));
    let figures = cells(&mut book, "图");
    assert!(figures.contains(&Data::String("=HYPERLINK(1)".to_owned())));
    assert!(figures.contains(&Data::Float(84.0)));
    let chart = part(&document, "xl/charts/chart2.xml");
    assert!(chart.contains("推荐 80"));
    let reference = part(&document, "xl/charts/chart1.xml");
    assert_eq!(
        reference.matches("=HYPERLINK(1)").count(),
        1,
        "only the cached word"
    );
}

#[test]
fn the_same_document_makes_the_same_bytes() {
    for document in [
        sample::ranking(12),
        sample::forms(2),
        sample::letter(),
        sample::pictures(),
    ] {
        assert!(write(&document).unwrap() == write(&document).unwrap());
    }
}

#[test]
fn nothing_and_too_much_are_no_panic() {
    let empty = Document::default();
    assert_eq!(opened(&empty).sheet_names(), ["1"]);
    let head = one_table(vec![Column::words("a", "只有题", 0)], vec![]);
    let text = Data::String("只有题".to_owned());
    assert!(cells(&mut opened(&head), "表").contains(&text));
    opened(&one_table(
        vec![],
        vec![Row::Line("线".to_owned()), Row::Cells(vec![])],
    ));
    let columns = |count| vec![Column::figures("a", "题", 8); count];
    opened(&one_table(
        columns(60),
        vec![Row::Cells(vec![Cell::count(1); 70])],
    ));
    assert_eq!(
        write(&one_table(columns(17_000), vec![])),
        Err(WriteFault::TooLarge)
    );
    let mut many = Document {
        sections: vec![Section::default(); MOST_SHEETS + 1],
        ..Document::default()
    };
    assert_eq!(write(&many), Err(WriteFault::TooLarge));
    many.is_one_sheet = true;
    many.sections.truncate(MOST_SECTIONS + 1);
    assert_eq!(opened(&many).sheet_names(), ["1", "1 (2)"]);
}

#[test]
fn long_text_goes_on_in_the_next_row_and_no_row_is_too_tall() {
    let words = "意见很长。".repeat(2_000);
    let document = one_table(
        vec![Column::words("a", "题", 30), Column::words("b", "题", 30)],
        vec![Row::Cells(vec![Cell::text(&*words), Cell::text("短")])],
    );
    let mut book = opened(&document);
    let all = cells(&mut book, "表");
    let parts: Vec<&str> = all
        .iter()
        .filter_map(|cell| match cell {
            Data::String(text) if text.contains("意见") => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert!(parts.len() > 3);
    assert_eq!(parts.concat(), words);
    let sheet = part(&document, "xl/worksheets/sheet1.xml");
    let heights = sheet.split(" ht=\"").skip(1);
    let heights: Vec<f64> = heights
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect();
    assert!(heights.iter().all(|height| *height <= 409.5), "{heights:?}");
}
