//! What a reader of the text finds in it.

use super::write;
use crate::report::document::{Block, Cell, Column, Document, Field, Frame, Row, Section, Table};
use crate::report::plot::{IntervalRow, Intervals, Plot, Spread, SpreadRow};

fn written(document: &Document) -> String {
    String::from_utf8(write(document)).unwrap()
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

fn table(rows: Vec<Row>) -> Block {
    Block::Table(Table {
        columns: vec![
            Column::words("a", "项目", 20),
            Column::figures("b", "得分", 6),
        ],
        rows,
        ..Table::default()
    })
}

#[test]
fn a_document_reads_from_its_mark_to_its_codes() {
    let score = "86.5".parse().unwrap();
    let mut document = of_blocks(vec![
        Block::Heading("建议".to_owned()),
        Block::Text("甲\n乙".to_owned()),
        Block::List(vec!["一".to_owned(), "二".to_owned()]),
        Block::Fields(vec![Field::new("编号", "P001")]),
        table(vec![
            Row::Cells(vec![Cell::text("伺服|电机\n二期"), Cell::fixed(score, 2)]),
            Row::Line("以下不推荐".to_owned()),
            Row::Total(vec![Cell::text("平均"), Cell::fixed(score, 1)]),
        ]),
        Block::Note("注".to_owned()),
        Block::Signatures(vec![Field::new("组长", ""), Field::new("日期", "3月5日")]),
    ]);
    document.title = "排序表".to_owned();
    document.frame = Frame {
        mark: "内部资料".to_owned(),
        banner: "演示".to_owned(),
        draft: "草稿".to_owned(),
        codes: "7F3A".to_owned(),
        ..Frame::default()
    };
    let wanted = "**内部资料**\n\n**演示**\n\n**草稿**\n\n# 排序表\n\n### 建议\n\n甲\\\n乙\n\n\
        1. 一\n2. 二\n\n|  |  |\n| --- | --- |\n| **编号** | P001 |\n\n\
        | 项目 | 得分 |\n| --- | ---: |\n| 伺服\\|电机<br>二期 | 86.50 |\n\
        | **以下不推荐** |  |\n| **平均** | **86.5** |\n\n> 注\n\n\
        组长 \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\n\n日期 3月5日\n\n---\n\n7F3A\n";
    assert_eq!(written(&document), wanted);
    assert_eq!(write(&document), write(&document));
}

#[test]
fn empties_are_empty() {
    assert_eq!(written(&Document::default()), "");
    let nothing = of_blocks(vec![
        Block::Table(Table::default()),
        Block::Fields(Vec::new()),
        Block::Signatures(Vec::new()),
    ]);
    assert_eq!(written(&nothing), "");
    let head = written(&of_blocks(vec![table(Vec::new())]));
    assert_eq!(head, "| 项目 | 得分 |\n| --- | ---: |\n");
}

#[test]
fn no_text_leaves_its_cell_or_its_line() {
    let text = "|\n# <b> ```\n---\n| a |\r\n\\";
    let document = of_blocks(vec![
        table(vec![Row::Cells(vec![Cell::text(text), Cell::Empty])]),
        Block::Heading(text.to_owned()),
        Block::Note(text.to_owned()),
    ]);
    let out = written(&document);
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(
        rows[2],
        "| \\|<br>\\# \\<b\\> \\`\\`\\`<br>---<br>\\| a \\|<br>\\\\ |  |"
    );
    assert_eq!(rows[4], "### \\| \\# \\<b\\> \\`\\`\\` --- \\| a \\| \\\\");
    let quoted: Vec<&str> = rows[6..].to_vec();
    assert!(quoted.iter().all(|one| one.starts_with("> ")), "{out}");
    assert!(quoted.contains(&"> \\---\\"), "{out}");
}

#[test]
fn plots_are_drawn_in_characters() {
    let intervals = Plot::Intervals(Intervals {
        caption: "名次区间".to_owned(),
        legend: "说明".to_owned(),
        last: 61,
        rows: vec![IntervalRow {
            label: "P001".to_owned(),
            place: Some(4),
            ranks: Some([2, 3, 4, 6, 8]),
        }],
    });
    let spread = Plot::Spread(Spread {
        scale: (0.0, 60.0),
        lines: vec![(50.0, "推荐线".to_owned())],
        rows: vec![SpreadRow {
            label: "```".to_owned(),
            totals: vec![(1.0, true), (2.0, false), (f64::NAN, false)],
            official: Some(4.0),
        }],
        ..Spread::default()
    });
    let out = written(&of_blocks(vec![
        Block::Plot(intervals),
        Block::Plot(spread),
    ]));
    assert!(out.starts_with("**名次区间**\n\n```text\n      1"), "{out}");
    assert!(out.contains("\nP001 [ -=*==-- "), "{out}");
    assert!(out.contains("\n> 说明\n"), "{out}");
    assert!(
        out.contains("\n````text\n"),
        "a longer fence than its text: {out}"
    );
    assert!(out.contains("\n```    [ o* |"), "{out}");
}
