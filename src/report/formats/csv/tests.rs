//! Files are read back as other programs read them.

use super::*;
use crate::domain::decimal::Decimal;
use crate::report::document::{Block, Cell, Column, Field, Figure, Row, Section, Table};

fn ranking(key: &str, rows: Vec<Row>) -> Table {
    Table {
        key: key.to_owned(),
        caption: "排序".to_owned(),
        columns: vec![
            Column::words("title", "项目", 20),
            Column::figures("total", "得分", 8),
        ],
        rows,
    }
}

fn row(title: &str, total: &str, is_dropped: bool) -> Row {
    Row::Cells(vec![
        Cell::text(title),
        Cell::Figure(Figure {
            value: total.parse::<Decimal>().unwrap(),
            decimals: 2,
            is_dropped,
        }),
    ])
}

fn section(key: &str, blocks: Vec<Block>) -> Section {
    Section {
        key: key.to_owned(),
        title: format!("第{key}组"),
        blocks,
    }
}

fn document(name: &str, sections: Vec<Section>) -> Document {
    Document {
        name: name.to_owned(),
        sections,
        ..Document::default()
    }
}

/// Head and rows of a file, each as one text.
fn rows(bytes: &[u8]) -> Vec<String> {
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).expect("a mark");
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text);
    let records = reader.records().map(|record| record.unwrap());
    records
        .map(|record| record.iter().collect::<Vec<_>>().join("|"))
        .collect()
}

#[test]
fn tables_of_one_key_are_one_table_with_where_they_stand() {
    let one = document(
        "10-rank/a",
        vec![
            section(
                "g1",
                vec![
                    Block::Table(ranking("rank", vec![row("甲", "8.5", false)])),
                    Block::Table(ranking("votes", vec![])),
                ],
            ),
            section(
                "g2",
                vec![Block::Table(ranking("rank", vec![row("乙", "7", true)]))],
            ),
        ],
    );
    let mut other = document(
        "10-rank/b",
        vec![section(
            "g3",
            vec![Block::Table(ranking("rank", vec![row("丙", "-1", false)]))],
        )],
    );
    if let Some(Block::Table(table)) = other.sections[0].blocks.first_mut() {
        table
            .columns
            .insert(0, Column::words("district", "属地", 8));
        for row in &mut table.rows {
            if let Row::Cells(cells) = row {
                cells.insert(0, Cell::text("江北"));
            }
        }
    }
    let files = write(&[one.clone(), other]).unwrap();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["10-rank.csv", "10-rank-votes.csv"]);
    assert_eq!(
        rows(&files[0].1),
        [
            "document|section|title|total|total_dropped|district",
            "a|g1|甲|8.50|0|",
            "a|g2|乙|7.00|1|",
            "b|g3|丙|-1.00|0|江北",
        ]
    );
    assert_eq!(rows(&files[1].1), ["document|section|title|total"]);
    let alone = write(&[one]).unwrap();
    assert_eq!(alone[0].0, "10-rank/a.csv");
    assert_eq!(rows(&alone[0].1)[0], "section|title|total|total_dropped");
}

#[test]
fn sums_and_lines_are_left_out_and_text_is_never_a_formula() {
    let hostile = [
        "=1+1",
        "+x",
        "-5",
        "@SUM(A1)",
        "\tx",
        "＝1",
        "－1",
        "a,\"b\"\r\nc",
        "清\u{1b}[2J\0屏\u{202e}",
        "2-1",
    ];
    let mut all: Vec<Row> = hostile
        .iter()
        .map(|text| row(text, "-0.5", false))
        .collect();
    all.push(Row::Total(vec![Cell::text("合计"), Cell::count(9)]));
    all.push(Row::Line("推荐线".to_owned()));
    let files = write(&[document(
        "10-rank",
        vec![section("", vec![Block::Table(ranking("rank", all))])],
    )])
    .unwrap();
    assert_eq!(
        rows(&files[0].1),
        [
            "title|total",
            "'=1+1|-0.50",
            "'+x|-0.50",
            "'-5|-0.50",
            "'@SUM(A1)|-0.50",
            "'\tx|-0.50",
            "'＝1|-0.50",
            "'－1|-0.50",
            "a,\"b\"\nc|-0.50",
            "清[2J屏|-0.50",
            "2-1|-0.50",
        ]
    );
    let text = String::from_utf8(files[0].1.clone()).unwrap();
    assert!(text.starts_with("\u{feff}title,total\r\n'=1+1,-0.50\r\n"));
    assert!(text.contains("\"a,\"\"b\"\"\nc\",-0.50\r\n"), "{text}");
}

#[test]
fn documents_without_tables_are_a_table_of_words() {
    let mut letter = document(
        "06-rules",
        vec![section(
            "g1",
            vec![
                Block::Heading("一、范围".to_owned()),
                Block::Text("第一行\n第二行".to_owned()),
                Block::List(vec!["=甲".to_owned()]),
                Block::Fields(vec![Field::new("单位", "某公司")]),
                Block::Signatures(vec![Field::new("组长", "")]),
            ],
        )],
    );
    letter.frame.language = "zh-CN".to_owned();
    let files = write(&[letter]).unwrap();
    assert_eq!(files[0].0, "06-rules.csv");
    assert_eq!(
        rows(&files[0].1),
        [
            "section|part|text",
            "g1|heading|第g1组",
            "g1|heading|一、范围",
            "g1|text|第一行\n第二行",
            "g1|item|'=甲",
            "g1|field|单位：某公司",
            "g1|signature|组长：",
        ]
    );
    assert!(write(&[]).unwrap().is_empty());
    let empty = write(&[document("x", vec![])]).unwrap();
    assert_eq!(rows(&empty[0].1), ["section|part|text"]);
}

#[test]
fn names_and_columns_that_come_twice_are_told_apart() {
    let mut double = ranking("", vec![row("甲", "1", true)]);
    double.columns[0].key = "section".to_owned();
    double.columns.push(Column::words("total", "又", 4));
    let blocks = vec![
        Block::Table(double),
        Block::Table(ranking("a/b", vec![])),
        Block::Table(ranking("ab", vec![])),
    ];
    let two = vec![section("g1", blocks), section("g2", vec![])];
    let files = write(&[document("x", two)]).unwrap();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["x.csv", "x-ab.csv", "x-ab-2.csv"]);
    assert_eq!(
        rows(&files[0].1)[0],
        "section_|section|total|total_dropped|total_2"
    );
}
