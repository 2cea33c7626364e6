//! Pages hold their text as text, whatever it is.

use super::*;
use crate::domain::decimal::parse;
use crate::report::plot::{IntervalRow, Intervals, Plot};
use quick_xml::Reader;
use quick_xml::events::Event;

fn hostile() -> String {
    let text = "=1+1</style></td><script>alert(1)</script>\"'&\u{0}\u{1b}[31m\u{202e}\u{200b}";
    format!("{text}{}", "长".repeat(10_000))
}

fn document(words: &str) -> Document {
    let row = vec![Cell::text(words), Cell::fixed(parse("88.1").unwrap(), 2)];
    let plot = Plot::Intervals(Intervals {
        caption: words.to_owned(),
        legend: words.to_owned(),
        last: 3,
        rows: vec![IntervalRow {
            label: words.to_owned(),
            place: Some(2),
            ranks: Some([1, 1, 2, 3, 3]),
        }],
    });
    Document {
        title: words.to_owned(),
        frame: Frame {
            language: words.to_owned(),
            letterhead: words.to_owned(),
            mark: words.to_owned(),
            banner: words.to_owned(),
            draft: words.to_owned(),
            codes: words.to_owned(),
            pages: "第 {page} 页 共 {pages} 页".to_owned(),
            printed: words.to_owned(),
        },
        sections: vec![Section {
            title: words.to_owned(),
            blocks: vec![
                Block::Heading(words.to_owned()),
                Block::Text(words.to_owned()),
                Block::Note(words.to_owned()),
                Block::List(vec![words.to_owned()]),
                Block::Fields(vec![Field::new(words, words)]),
                Block::Table(Table {
                    caption: words.to_owned(),
                    columns: vec![
                        Column::words("a", words, 10),
                        Column::figures("b", words, 6),
                    ],
                    rows: vec![
                        Row::Line(words.to_owned()),
                        Row::Cells(row.clone()),
                        Row::Total(row),
                    ],
                    ..Table::default()
                }),
                Block::Plot(plot),
                Block::Signatures(vec![Field::new(words, words)]),
            ],
            ..Section::default()
        }],
        ..Document::default()
    }
}

/// The names of all elements, in their order.
fn elements(page: &str) -> Vec<String> {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = false;
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                found.push(format!("{:?}", tag.name()));
            }
            Ok(Event::Eof) => return found,
            Ok(_) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn no_text_adds_an_element_or_ends_a_style() {
    let page = |words: &str| String::from_utf8(write(&document(words))).unwrap();
    let (harmless, hostile) = (page("甲"), page(&hostile()));
    assert_eq!(elements(&hostile), elements(&harmless));
    for forbidden in ["<script", "\u{1b}", "\u{202e}", "\u{0}", "\u{200b}"] {
        assert!(!hostile.contains(forbidden), "{forbidden:?}");
    }
    assert_eq!(hostile.matches("</style>").count(), 1);
}

#[test]
fn figures_are_shown_with_their_digits_and_the_same_document_makes_the_same_bytes() {
    let page = String::from_utf8(write(&document("甲"))).unwrap();
    assert_eq!(page.matches("<td class=\"figures\">88.10</td>").count(), 2);
    assert!(page.contains("counter(page)") && page.contains("counter(pages)"));
    assert_eq!(page.into_bytes(), write(&document("甲")));
}

#[test]
fn empty_documents_and_tables_are_pages_too() {
    let empty = Table {
        columns: vec![Column::words("a", "列", 4)],
        ..Table::default()
    };
    let document = Document {
        sections: vec![Section {
            blocks: vec![Block::Table(empty), Block::Table(Table::default())],
            ..Section::default()
        }],
        ..Document::default()
    };
    let page = String::from_utf8(write(&document)).unwrap();
    assert!(page.contains("列") && page.ends_with("</html>"));
    assert!(!write(&Document::default()).is_empty());
}
