//! Documents that the tests write: a ranking, an expert's overview, a letter.

use crate::domain::decimal::{Decimal, parse};
use crate::report::document::{
    Block, Cell, Column, Document, Field, Figure, Frame, Row, Section, Table,
};

/// Everything that can stand around the text.
pub fn frame() -> Frame {
    Frame {
        language: "zh-CN".to_owned(),
        letterhead: "××市经济和信息化委员会".to_owned(),
        mark: "内部资料".to_owned(),
        banner: "演示数据：所有企业、项目和数据均为虚构".to_owned(),
        draft: "草稿".to_owned(),
        codes: "规则校验码 7F3A-91C2　数据核对码 04BE-5D18".to_owned(),
        pages: "第 {page} 页　共 {pages} 页".to_owned(),
        printed: "打印时间".to_owned(),
    }
}

/// Returns a number.
pub fn number(text: &str) -> Decimal {
    parse(text).unwrap()
}

const TITLES: [&str; 5] = [
    "高精度伺服电机及驱动一体化关键技术研发与产业化（二期）项目",
    "面向机器人关节的高转矩密度无框力矩电机研制",
    "RV减速器用精密摆线轮超精磨削工艺及装备",
    "基于5G的“智能工厂”边缘计算控制器",
    "A Very Long English Project Name for Servo-Drive Characterisation",
];

/// Returns a table as wide as a ranking is, with a line between the places and a mean.
pub fn ranking(rows: usize) -> Table {
    let mut columns = vec![
        Column::figures("rank", "名次", 4),
        Column::words("id", "编号", 6),
        Column::words("title", "项目名称", 36),
        Column::words("unit", "申报单位", 22),
        Column::words("district", "属地", 8),
    ];
    columns.extend((1..=7).map(|one| Column::figures("expert", &format!("专家{one}"), 6)));
    columns.extend([
        Column::figures("highest", "最高分", 6),
        Column::figures("lowest", "最低分", 6),
        Column::figures("score", "得分", 7),
        Column::words("verdict", "评审结论", 10),
    ]);
    let mut table = Table {
        key: "ranking".to_owned(),
        caption: "表 1　专家组评分汇总及排序表".to_owned(),
        columns,
        rows: (0..rows).map(ranked).collect(),
    };
    if rows > 6 {
        let words = "以下项目低于推荐线 75 分".to_owned();
        table.rows.insert(rows / 2, Row::Line(words));
    }
    let mut mean = vec![Cell::Empty, Cell::Empty, Cell::text("平均")];
    mean.extend([Cell::Empty, Cell::Empty]);
    mean.extend((0..10).map(|_| Cell::fixed(number("81.25"), 2)));
    mean.push(Cell::Empty);
    table.rows.push(Row::Total(mean));
    table
}

fn ranked(place: usize) -> Row {
    let title = TITLES.get(place % TITLES.len()).unwrap();
    let mut cells = vec![
        Cell::count(place + 1),
        Cell::text(format!("P{:03}", place + 1)),
        Cell::text(*title),
        Cell::text("某精密机电股份有限公司"),
        Cell::text("高新区"),
    ];
    cells.extend((0..7).map(|expert| {
        if (place + expert) % 9 == 4 {
            return Cell::text("回避");
        }
        Cell::Figure(Figure {
            value: number("95.5") - Decimal::from((place + expert) as u64),
            decimals: 1,
            is_dropped: expert < 2,
        })
    }));
    cells.extend([
        Cell::fixed(number("95.5"), 1),
        Cell::fixed(number("71"), 1),
        Cell::fixed(number("86.333"), 2),
        Cell::text("推荐立项"),
    ]);
    Row::Cells(cells)
}

/// A ranking on paper that lies on its side, with those who sign it.
pub fn group() -> Document {
    let people = ["组长（签字）", "成员（签字）", "统分人", "复核人", "监督员"];
    let mut signatures: Vec<Field> = people.map(|one| Field::new(one, "")).to_vec();
    signatures.push(Field::new("日期", "2026年3月5日"));
    Document {
        name: "10-group-ranking".to_owned(),
        title: "专家组评分汇总及排序表".to_owned(),
        frame: frame(),
        is_landscape: true,
        sections: vec![Section {
            key: "G1".to_owned(),
            title: "第一组　伺服电机与驱动".to_owned(),
            blocks: vec![
                Block::Table(ranking(40)),
                Block::Note("带括号的分数为去掉的最高分、最低分，不计入平均。".to_owned()),
                Block::Signatures(signatures),
            ],
        }],
        ..Document::default()
    }
}

/// A form that one expert fills in for one proposal.
pub fn form(place: usize) -> Section {
    let items = [
        "创新性与技术路线",
        "产业化与配套",
        "团队与基础",
        "经费合理性",
    ];
    let rows = items.iter().enumerate().map(|(index, item)| {
        Row::Cells(vec![
            Cell::count(index + 1),
            Cell::text(*item),
            Cell::text("技术路线清晰、先进，\n关键指标达到方案目标"),
            Cell::count(25),
            Cell::Empty,
        ])
    });
    let mut rows: Vec<Row> = rows.collect();
    let total = ["", "总分", "", "100", ""].map(Cell::text);
    rows.push(Row::Total(total.to_vec()));
    let columns = vec![
        Column::figures("no", "序号", 4),
        Column::words("item", "评分项", 18),
        Column::words("about", "评分说明", 40),
        Column::figures("most", "满分", 6),
        Column::figures("score", "得分", 8),
    ];
    Section {
        key: format!("P{place:03}"),
        title: "专家个人评分表".to_owned(),
        blocks: vec![
            Block::Fields(vec![
                Field::new("项目编号", &format!("P{place:03}")),
                Field::new("产业链", "伺服电机"),
                Field::new("项目名称", TITLES[place % TITLES.len()]),
                Field::new("申报单位", "××精密机电股份有限公司"),
                Field::new("熟悉程度", "□ 很熟悉　□ 熟悉　□ 了解"),
                Field::new("推荐意见", ""),
            ]),
            Block::Table(Table {
                key: "form".to_owned(),
                columns,
                rows,
                ..Table::default()
            }),
            Block::Signatures(vec![
                Field::new("评审专家（签字）", ""),
                Field::new("核对码", "04BE-5D18"),
                Field::new("日期", ""),
            ]),
        ],
    }
}

/// All forms of one expert.
pub fn forms(count: usize) -> Document {
    Document {
        name: "07-forms".to_owned(),
        title: "专家评分表".to_owned(),
        frame: frame(),
        sections: (0..count).map(form).collect(),
        ..Document::default()
    }
}

/// A letter of an expert group.
pub fn letter() -> Document {
    let text = "2026年3月5日，市经信委组织专家对××精密机电股份有限公司申报的“高精度伺服电机”项目进行了\
        评审。专家组审阅了申报材料，听取了汇报，经质询和讨论，形成如下意见：\n\
        一、项目属《实施方案》伺服电机产业链，涉及的 5 项指标中，优于 1 项、达到 1 项（转矩密度 ≥ 13 Nm/kg）。\n\
        二、技术路线合理……";
    let conditions = [
        "将空载加速时间列入考核指标；",
        "补充转矩密度达到方案目标的技术措施。",
    ];
    Document {
        name: "11-opinion".to_owned(),
        title: "专家组评审意见".to_owned(),
        frame: Frame {
            draft: String::new(),
            ..frame()
        },
        sections: vec![Section {
            key: String::new(),
            title: String::new(),
            blocks: vec![
                Block::Text(text.to_owned()),
                Block::Heading("建议".to_owned()),
                Block::List(conditions.map(str::to_owned).to_vec()),
                Block::Signatures(vec![Field::new("组长", ""), Field::new("成员", "")]),
            ],
        }],
        ..Document::default()
    }
}
