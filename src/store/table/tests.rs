//! Tables in the encodings and formats that offices send.

use super::*;
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::Write;

const WANTED: &[Column] = &[
    Column {
        key: "proposal",
        is_required: true,
        headings: &["项目"],
    },
    Column {
        key: "score",
        is_required: true,
        headings: &["评分", "得分"],
    },
    Column {
        key: "comment",
        is_required: false,
        headings: &["意见"],
    },
];

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Table, TableFault> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read(&path, WANTED)
}

/// Line, proposal, score and comment of every row.
fn shown(table: &Table) -> Vec<String> {
    let text = |row, key| table.heading.text(row, key).replace('\n', "/");
    let rows = table.rows.iter();
    rows.map(|row| {
        let cells = ["proposal", "score", "comment"].map(|key| text(row, key));
        format!("{} {}", row.line, cells.join("|"))
    })
    .collect()
}

const TEXT: &str =
    "评分表\n\n项目,得分（分）,意见\n甲,8.5,\"第一行\n第二行, 逗号\"\n\n\"乙\",９,\n";
const ROWS: [&str; 2] = ["4 甲|8.5|第一行/第二行, 逗号", "7 乙|９|"];

#[test]
fn text_is_read_in_the_encodings_of_offices() {
    let utf16 = |little: bool, mark: bool| {
        let units = TEXT.encode_utf16().flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        });
        let mark: &[u8] = match (mark, little) {
            (false, _) => &[],
            (_, true) => &[0xff, 0xfe],
            (_, false) => &[0xfe, 0xff],
        };
        mark.iter().copied().chain(units).collect::<Vec<u8>>()
    };
    let utf8 = TEXT.as_bytes().to_vec();
    let marked = [b"\xef\xbb\xbf", utf8.as_slice()].concat();
    let gbk = GB18030.encode(TEXT).0.into_owned();
    assert_ne!(gbk, utf8);
    for (nth, bytes) in [
        utf8,
        marked,
        gbk,
        utf16(true, true),
        utf16(false, true),
        utf16(true, false),
        utf16(false, false),
    ]
    .into_iter()
    .enumerate()
    {
        let table = read_bytes("a.csv", &bytes).unwrap();
        assert_eq!(shown(&table), ROWS, "encoding {nth}");
        assert_eq!(table.heading.line, 3);
        let windows = String::from_utf8(bytes);
        if let Ok(text) = windows {
            let bytes = text.replace('\n', "\r\n").into_bytes();
            assert_eq!(shown(&read_bytes("a.csv", &bytes).unwrap()), ROWS);
        }
    }
    assert!(UTF_16LE.name() != UTF_16BE.name());
}

#[test]
fn the_headings_tell_what_parts_the_fields() {
    for delimiter in [",", ";", "\t"] {
        let text = format!("意见{delimiter}评分{delimiter}项目\n好{delimiter}8{delimiter}甲");
        let table = read_bytes("a.txt", text.as_bytes()).unwrap();
        assert_eq!(shown(&table), ["2 甲|8|好"], "{delimiter:?}");
        let found: Vec<usize> = table.heading.columns.iter().map(|one| one.place).collect();
        assert_eq!(found, [2, 1, 0]);
    }
}

#[test]
fn what_is_no_table_is_one_fault() {
    assert_eq!(read_bytes("a.csv", b""), Err(TableFault::Empty));
    assert_eq!(read_bytes("a.csv", b"\n\n"), Err(TableFault::Empty));
    let lacks = Err(TableFault::NoHeadings(vec!["score"]));
    assert_eq!(read_bytes("a.csv", "项目,分\n甲,1\n".as_bytes()), lacks);
    assert_eq!(
        read_bytes("a.csv", &[0xff, 0x80, 0xff]),
        Err(TableFault::NotText)
    );
    assert_eq!(
        read_bytes("a.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
        Err(TableFault::OldWorkbook)
    );
    assert_eq!(
        read_bytes("a.xlsx", b"PK\x03\x04 no"),
        Err(TableFault::Broken)
    );
    let folder = tempfile::tempdir().unwrap();
    for path in [folder.path().join("nowhere.csv"), folder.path().to_owned()] {
        assert!(matches!(read(&path, WANTED), Err(TableFault::File(_))));
    }
}

#[test]
fn a_harmful_character_does_not_come_in() {
    let table = read_bytes("a.csv", "项目,评分\n\u{1b}[31m甲\u{202e},8\n".as_bytes()).unwrap();
    assert_eq!(shown(&table), ["2 [31m甲|8|"]);
}

fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let cover = workbook.add_worksheet().set_name("封面").unwrap();
    cover.write(0, 0, "评分").unwrap();
    let sheet = workbook.add_worksheet().set_name("分").unwrap();
    sheet.write(0, 0, "2026 年评审").unwrap();
    for (column, heading) in ["项目", "意见", "评分"].into_iter().enumerate() {
        let column = u16::try_from(column).unwrap();
        sheet.write(2, column, heading).unwrap();
    }
    sheet.write(3, 0, "甲").unwrap();
    sheet.write(3, 2, 8.3).unwrap();
    sheet.write(4, 0, 12).unwrap();
    sheet.write(4, 2, 0.1 + 0.2).unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let day = ExcelDateTime::from_ymd(2026, 8, 5).unwrap();
    sheet.write(5, 0, "丙").unwrap();
    sheet.write_with_format(5, 2, &day, &date).unwrap();
    // The last cell there is: the area between would take gigabytes.
    sheet.write(1_048_575, 16_383, "远").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_gives_exact_numbers_and_its_far_cells_take_no_room() {
    let bytes = workbook();
    let table = read_bytes("a.xlsx", &bytes).unwrap();
    assert_eq!(
        shown(&table),
        ["4 甲|8.3|", "5 12|0.3|", "6 丙|2026-08-05|", "1048576 ||"]
    );
    // Whatever is cut off or changed is a fault or a table, never an end of the program.
    for end in (0..bytes.len()).step_by(331) {
        let _ = read_bytes("a.xlsx", &bytes[..end]);
        let mut changed = bytes.clone();
        changed[end] ^= 0x55;
        let _ = read_bytes("a.xlsx", &changed);
    }
}

/// Packs the content of a document as its programs do.
pub fn open_document(rows: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("mimetype", options).unwrap();
    archive
        .write_all(b"application/vnd.oasis.opendocument.spreadsheet")
        .unwrap();
    archive.start_file("content.xml", options).unwrap();
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"1048576\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>\
         <table:table table:name=\"b\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    archive.write_all(content.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

const CELLS: &str = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
    <table:table-row><table:table-cell office:value-type=\"string\"><text:p>项目</text:p></table:table-cell>\
    <table:table-cell table:number-columns-repeated=\"3\"/>\
    <table:table-cell office:value-type=\"string\"><text:p>评<text:span>分</text:span></text:p></table:table-cell>\
    <table:table-cell office:value-type=\"string\"><text:p>意见</text:p></table:table-cell></table:table-row>";

#[test]
fn an_open_document_gives_its_values_and_words() {
    let rows = format!(
        "{CELLS}<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\">\
         <office:annotation><text:p>注</text:p></office:annotation><text:p>A&amp;B</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"3\"/>\
         <table:table-cell office:value-type=\"float\" office:value=\"8.300000000000001\"><text:p>8</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"string\"><text:p>一</text:p><text:p>二<text:s text:c=\"2\"/>三</text:p></table:table-cell>\
         </table:table-row><table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row>"
    );
    let table = read_bytes("a.ods", &open_document(&rows)).unwrap();
    assert_eq!(table.heading.line, 3);
    assert_eq!(
        shown(&table),
        ["4 A&B|8.3|一/二  三", "5 A&B|8.3|一/二  三"]
    );
    let endless = format!(
        "{CELLS}<table:table-row table:number-rows-repeated=\"1048576\">\
         <table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>"
    );
    assert_eq!(
        read_bytes("a.ods", &open_document(&endless)),
        Err(TableFault::TooMuch)
    );
    let torn = open_document("<table:table-row><table:table-cell");
    assert_eq!(read_bytes("a.ods", &torn), Err(TableFault::Broken));
}

#[test]
fn what_unpacks_to_more_than_anybody_imports_is_refused() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("xl/sharedStrings.xml", options).unwrap();
    archive.write_all(&vec![b' '; 1 << 20]).unwrap();
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 14);
    let unpacked = |limit| {
        let wanted = Wanted {
            columns: WANTED,
            missing: None,
        };
        packed(bytes.clone(), wanted, limit)
    };
    assert_eq!(unpacked((1 << 20) - 1), Err(TableFault::TooMuch));
    assert_eq!(unpacked(1 << 20), Err(TableFault::Broken));
}
