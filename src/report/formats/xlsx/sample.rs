//! Documents to try the workbook with.

use crate::domain::decimal::Decimal;
use crate::report::document::{
    Block, Cell, Column, Document, Field, Figure, Frame, Row, Section, Table,
};
use crate::report::plot::{
    IntervalRow, Intervals, Map, MapColumn, MapField, Plot, Spread, SpreadRow, State,
};

/// A frame with all of its texts.
pub(super) fn frame() -> Frame {
    Frame {
        language: "zh-CN".to_owned(),
        letterhead: "重庆市经济和信息化委员会".to_owned(),
        mark: "内部资料".to_owned(),
        banner: "演示数据，不是评审结果".to_owned(),
        draft: "草稿".to_owned(),
        codes: "规则校验码 K3F9-QP7M　数据核对码 0A1B-2C3D-4E5F".to_owned(),
        pages: "第 {page} 页　共 {pages} 页".to_owned(),
        printed: "打印时间".to_owned(),
    }
}

fn section(key: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section {
        key: key.to_owned(),
        title: title.to_owned(),
        blocks,
    }
}

/// A figure with its digits.
pub(super) fn figure(value: &str, decimals: u32, is_dropped: bool) -> Cell {
    Cell::Figure(Figure {
        value: value.parse::<Decimal>().unwrap(),
        decimals,
        is_dropped,
    })
}

const TITLE: &str = "面向人形机器人关节的高转矩密度无框力矩伺服电机研发及产业化";

/// A ranking that lies on its side: 16 columns, a line between places.
pub(super) fn ranking(rows: usize) -> Document {
    let mut columns = vec![
        Column::figures("place", "名次", 4),
        Column::words("id", "项目编号", 10),
        Column::words("title", "项目名称", 30),
        Column::words("unit", "申报单位", 20),
        Column::words("district", "属地", 8),
    ];
    for expert in 1..=7 {
        let key = format!("expert{expert}");
        columns.push(Column::figures(&key, &format!("专家{expert}"), 8));
    }
    columns.extend([
        Column::figures("total", "得分", 8),
        Column::figures("votes", "推荐票", 4),
        Column::words("verdict", "评审结论", 10),
        Column::words("remark", "备注", 12),
    ]);
    let cells = |place: usize| {
        let mut cells = vec![
            Cell::count(place),
            Cell::text(format!("CQ26-{place:03}")),
            Cell::text(TITLE),
            Cell::text("重庆某某智能装备股份有限公司"),
            Cell::text("两江新区"),
        ];
        for expert in 0..7_u32 {
            let hundredths = 8_000 + 131 * expert + place as u32;
            let value = Decimal::new(hundredths.into(), 2);
            cells.push(Cell::Figure(Figure {
                value,
                decimals: 2,
                is_dropped: expert == 0 || expert == 6,
            }));
        }
        cells.extend([
            figure("84.205", 3, false),
            Cell::count(5),
            Cell::text("推荐"),
            if place.is_multiple_of(5) {
                Cell::text("补充转矩密度达到方案目标的技术措施")
            } else {
                Cell::Empty
            },
        ]);
        Row::Cells(cells)
    };
    let mut all: Vec<Row> = (1..=rows).map(cells).collect();
    if rows > 10 {
        all.insert(10, Row::Line("以上为推荐项目".to_owned()));
    }
    let mut mean = vec![Cell::Empty; 16];
    mean[2] = Cell::text("平均");
    mean[12] = figure("84.205", 3, false);
    all.push(Row::Total(mean));
    let experts = (1..=7).map(|expert| Field::new(&format!("专家{expert}"), ""));
    Document {
        name: "10-group-ranking/servo".to_owned(),
        title: "专家组评分汇总及排序表".to_owned(),
        frame: frame(),
        is_landscape: true,
        is_one_sheet: false,
        sections: vec![section(
            "servo",
            "伺服电机组",
            vec![
                Block::Fields(vec![
                    Field::new("评审时间", "2026年11月23日"),
                    Field::new("评审地点", "市经信委三楼会议室"),
                ]),
                Block::Table(Table {
                    key: "ranking".to_owned(),
                    caption: String::new(),
                    columns,
                    rows: all,
                }),
                Block::Note("括号内的分数不计入得分。本表分数由各专家个人评分表汇总，经统分人、复核人核对，与电子数据一致。".to_owned()),
                Block::Signatures(experts.collect()),
                Block::Signatures(vec![
                    Field::new("组长", ""),
                    Field::new("统分人", ""),
                    Field::new("复核人", ""),
                    Field::new("日期", ""),
                ]),
            ],
        )],
    }
}

/// Forms of one expert on one sheet.
pub(super) fn forms(count: usize) -> Document {
    let form = |place: usize| {
        let items = [
            "创新性",
            "技术路线",
            "产业化基础",
            "市场前景",
            "团队",
            "投资",
            "配套",
            "效益",
        ];
        let mut rows: Vec<Row> = items
            .iter()
            .enumerate()
            .map(|(item, name)| {
                Row::Cells(vec![
                    Cell::count(item + 1),
                    Cell::text(*name),
                    Cell::text("优秀：指标优于方案目标；良好：达到方案目标；一般：部分达到；差：未承诺或不可比。"),
                    Cell::count(15),
                    figure("12.5", 1, false),
                ])
            })
            .collect();
        rows.push(Row::Total(vec![
            Cell::Empty,
            Cell::text("总分"),
            Cell::Empty,
            Cell::count(100),
            figure("86.5", 1, false),
        ]));
        section(
            &format!("P{place:03}"),
            &format!("{place}　{TITLE}"),
            vec![
                Block::Fields(vec![
                    Field::new("项目编号", &format!("CQ26-{place:03}")),
                    Field::new("申报单位", "重庆某某公司"),
                    Field::new("所属产业链", "伺服电机产业链“伺服电机设计”环节，涉及的五项方案指标见附件，其中优于一项、达到一项"),
                    Field::new("属地", "两江新区"),
                ]),
                Block::Table(Table {
                    key: "items".to_owned(),
                    caption: "评分".to_owned(),
                    columns: vec![
                        Column::figures("number", "序号", 4),
                        Column::words("item", "评分项", 12),
                        Column::words("bands", "评分说明", 44),
                        Column::figures("full", "满分", 6),
                        Column::figures("score", "得分", 6),
                    ],
                    rows,
                }),
                Block::Heading("评审意见".to_owned()),
                Block::Text("项目属《实施方案》伺服电机产业链，技术路线清楚，团队有基础。建议将空载加速时间列入考核指标，补充转矩密度达到方案目标的技术措施，并说明与本市整机企业的配套关系。\n推荐意见：□ 推荐　□ 不推荐".to_owned()),
                Block::Signatures(vec![
                    Field::new("评审专家（签字）", ""),
                    Field::new("日期", ""),
                ]),
            ],
        )
    };
    Document {
        name: "07-forms/expert1".to_owned(),
        title: "专家个人评分表".to_owned(),
        frame: frame(),
        is_one_sheet: true,
        sections: (1..=count).map(form).collect(),
        ..Document::default()
    }
}

/// A letter without a table.
pub(super) fn letter() -> Document {
    let paragraph = "2026年11月23日，市经信委组织专家对重庆某某公司申报的“面向人形机器人关节的高转矩密度无框力矩伺服电机研发及产业化”项目进行了评审。专家组（名单附后）审阅了申报材料，听取了汇报，经质询和讨论，形成如下意见：";
    Document {
        name: "11-opinion".to_owned(),
        title: "专家组评审意见".to_owned(),
        frame: frame(),
        sections: vec![section(
            "",
            "",
            vec![
                Block::Text(paragraph.to_owned()),
                Block::Heading("一、项目基本情况".to_owned()),
                Block::Text(paragraph.repeat(6)),
                Block::List(vec![
                    "将空载加速时间列入考核指标；".to_owned(),
                    "补充转矩密度达到方案目标的技术措施，并在中期检查时由第三方按照国家标准检测，检测报告报市经信委备案。".to_owned(),
                ]),
                Block::Text(format!("{paragraph}\n\n{paragraph}")),
                Block::Signatures(
                    ["组长", "成员", "成员", "成员", "成员", "日期"]
                        .map(|caption| Field::new(caption, ""))
                        .to_vec(),
                ),
            ],
        )],
        ..Document::default()
    }
}

/// All three kinds of plots.
pub(super) fn pictures() -> Document {
    let intervals = Intervals {
        caption: "名次能走多远".to_owned(),
        legend: "圆点：正式名次　细线：100 次中 90 次　粗线：一半".to_owned(),
        last: 24,
        rows: (1..=24_usize)
            .map(|place| IntervalRow {
                label: if place == 3 {
                    "=HYPERLINK(1)".to_owned()
                } else {
                    format!("{place} {TITLE}")
                },
                place: (place != 7).then_some(place as u32),
                ranks: (place != 9).then(|| {
                    let from = |less: usize| place.saturating_sub(less).max(1);
                    [
                        from(4),
                        from(2),
                        place,
                        (place + 2).min(24),
                        (place + 5).min(24),
                    ]
                }),
            })
            .collect(),
    };
    let spread = Spread {
        caption: "各专家总分".to_owned(),
        legend: "实心：计入　空心：去掉　竖线：得分".to_owned(),
        scale: (50.0, 100.0),
        lines: vec![(60.0, "及格 60".to_owned()), (80.0, "推荐 80".to_owned())],
        rows: (1..=12)
            .map(|place| SpreadRow {
                label: format!("CQ26-{place:03}"),
                totals: (0..7)
                    .map(|expert| {
                        (
                            60.0 + f64::from(expert * 4 + place),
                            expert == 0 || expert == 6,
                        )
                    })
                    .collect(),
                official: Some(72.0 + f64::from(place)),
            })
            .collect(),
    };
    let field = |label: &str, state, count| MapField {
        label: label.to_owned(),
        state,
        count,
        is_marked: count == 0,
    };
    let map = Map {
        marked: "标注".to_owned(),
        caption: "产业链覆盖".to_owned(),
        legend: vec![
            (State::Covered, "有推荐项目".to_owned()),
            (State::Declined, "有项目，未推荐".to_owned()),
            (State::Open, "无项目".to_owned()),
        ],
        columns: ["伺服电机 6/13", "减速器 2/9", "控制器 4/7"]
            .into_iter()
            .enumerate()
            .map(|(chain, title)| MapColumn {
                title: title.to_owned(),
                fields: (0..=chain + 3)
                    .map(|place| match place % 3 {
                        0 => field("伺服电机设计", State::Covered, 3),
                        1 => field("永磁材料", State::Declined, 1),
                        _ => field("高速轴承钢及热处理工艺", State::Open, 0),
                    })
                    .collect(),
            })
            .collect(),
    };
    Document {
        name: "15-overview".to_owned(),
        title: "评审情况".to_owned(),
        frame: frame(),
        sections: vec![section(
            "all",
            "全部项目",
            vec![
                Block::Plot(Plot::Intervals(intervals)),
                Block::Plot(Plot::Spread(spread)),
                Block::Plot(Plot::Map(map)),
            ],
        )],
        ..Document::default()
    }
}
