//! How quick heyi is: `cargo bench`. First the real program in a real pseudo-terminal, then
//! the parts inside the program.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

mod balancing;
mod exchange;
#[cfg(unix)]
mod first;
mod instructions;
#[cfg(unix)]
mod program;
#[path = "../tests/suite/received.rs"]
mod received;
mod reports;
#[allow(dead_code)] // the tests use more of it
#[path = "../tests/suite/stage.rs"]
mod stage;

use divan::{Bencher, black_box};
use heyi::analysis::advisory::agreement::{alpha, icc};
use heyi::analysis::advisory::kept::Kept;
use heyi::analysis::advisory::{ScoreTable, expected};
use heyi::analysis::beside;
use heyi::analysis::comparison::{compare_texts, gaps, promised};
use heyi::analysis::matching::{self, Matcher};
use heyi::analysis::search::{Entry, Filter, Finding, Index, PanelIndex, Query, Viewer};
use heyi::analysis::simulation::{self, Size};
use heyi::analysis::standing::combine;
use heyi::analysis::targets::{read, read_link};
use heyi::analysis::what_if;
use heyi::app::{Key, Message, update};
use heyi::domain::decimal::float;
use heyi::domain::panel::Panel;
use heyi::domain::proposal::Proposal;
use heyi::domain::sheet::{Round, ScoreSheet};
use heyi::store::source::{BUILT_IN, DEMO, Source};
use heyi::store::{load, sheets};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stage::{Look, NOW, Stage};
use std::sync::Arc;

const SIZE: (u16, u16) = (120, 40);

fn main() {
    if instructions::is_child() {
        return;
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.iter().any(|word| word == "instructions") {
        instructions::measure();
        return;
    }
    #[cfg(unix)]
    if words.iter().any(|word| word == "first") {
        first::write(SIZE);
        return;
    }
    let is_whole = words.iter().all(|word| word == "--bench") && !words.is_empty();
    // before the parts: a process that has grown starts another one ten times slower
    #[cfg(unix)]
    if is_whole {
        program::measure(SIZE);
    }
    divan::main();
    if is_whole {
        instructions::measure();
    }
}

/// An expert's seat with the first proposal open.
fn scoring() -> Stage {
    let mut stage = Stage::demonstration(&Look::of(SIZE), Some("E09"));
    stage.press("Enter Enter");
    stage
}

/// A key that moves the cursor: the state machine and the whole screen.
#[divan::bench]
fn key_and_screen(bencher: Bencher) {
    let mut app = scoring().app;
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    let mut down = false;
    bencher.bench_local(move || {
        down = !down;
        let key = if down { Key::Down } else { Key::Up };
        black_box(update(&mut app, Message::Key(key, NOW)));
        buffer.reset();
        black_box(heyi::ui::view(&app, &mut buffer));
    });
}

/// 200 digits that waited together, then one screen; every score makes a save.
#[divan::bench]
fn two_hundred_digits(bencher: Bencher) {
    let app = scoring().app;
    bencher
        .with_inputs(|| {
            let buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
            (app.clone(), buffer)
        })
        .bench_local_values(|(mut app, mut buffer)| {
            for _ in 0..200 {
                black_box(update(&mut app, Message::Key(Key::Char('1'), NOW)));
            }
            black_box(heyi::ui::view(&app, &mut buffer));
            app
        });
}

/// The next proposal: its promises are read and set beside the plan's targets.
#[divan::bench]
fn next_proposal(bencher: Bencher) {
    let mut app = scoring().app;
    let mut next = false;
    bencher.bench_local(move || {
        next = !next;
        let key = if next { Key::PageDown } else { Key::PageUp };
        black_box(update(&mut app, Message::Key(key, NOW)));
    });
}

/// Every target of the plan, read into indicators.
#[divan::bench]
fn read_plan(bencher: Bencher) {
    let (plan, _) = load::plan(&Source::named(BUILT_IN));
    bencher.bench_local(|| {
        let links = plan.chains.iter().flat_map(|chain| &chain.links);
        links
            .map(read_link)
            .map(|read| read.indicators.len())
            .sum::<usize>()
    });
}

/// Ten indicators and ten promises that were read before: paired and judged.
#[divan::bench]
fn gap_of_ten_indicators(bencher: Bencher) {
    let (target, promises) = ten();
    let target = read(&target);
    let read = promised(&target, &promises);
    bencher.bench_local(|| gaps(&target.indicators, &read, &[]));
}

/// The same from the two texts, read each time.
#[divan::bench]
fn gap_of_ten_indicators_from_texts(bencher: Bencher) {
    let (target, promises) = ten();
    bencher.bench_local(|| compare_texts(&target, &promises));
}

fn ten() -> (String, Vec<String>) {
    let names = [
        "抗拉强度",
        "屈服强度",
        "断裂伸长率",
        "噪音",
        "额定寿命",
        "重复定位精度",
        "温升",
        "传动效率",
        "含水量",
        "附着力",
    ];
    let units = ["MPa", "MPa", "%", "dB", "h", "um", "K", "%", "ppm", "MPa"];
    let said = |sign: &str| -> Vec<String> {
        let pairs = names.iter().zip(units);
        pairs
            .map(|(name, unit)| format!("{name}{sign}90{unit}"))
            .collect()
    };
    (said("≥").join("；"), said(""))
}

/// Plan, rules, people and 43 proposals.
#[divan::bench]
fn load_demonstration() {
    black_box(load::panel(&Source::named(DEMO)));
}

/// 317 sheets with their seals, on every core.
#[divan::bench]
fn load_all_sheets(bencher: Bencher) {
    let source = Source::named(DEMO);
    let (panel, _) = load::panel(&source);
    bencher.bench_local(|| sheets::all(&source, &panel, Round::First));
}

/// A panel of chance with its sheets, `hand` experts for every proposal.
fn simulated(proposals: usize, experts: usize, hand: usize) -> (Panel, Vec<ScoreSheet>) {
    let simulation = simulation::of(Size {
        proposals,
        experts,
        chains: 1,
        per_proposal: hand,
        seed: 1,
    });
    let sheets = simulation.sheets("", "").collect();
    (simulation.panel, sheets)
}

/// The totals of a panel of chance in which everybody scores everything.
fn totals(proposals: usize, experts: usize) -> ScoreTable {
    let (panel, sheets) = simulated(proposals, experts, experts);
    let standings = combine(&panel, &sheets, Round::First);
    let scores: Vec<(&str, &str, f64)> = standings
        .rows()
        .flat_map(|row| {
            let totals = row.totals.iter();
            totals.map(|one| (row.proposal.as_str(), one.expert.as_str(), float(one.total)))
        })
        .collect();
    ScoreTable::of(&scores)
}

/// 200 proposals by 11 experts: places, and everything that stands beside them.
#[divan::bench(sample_count = 10)]
fn everything_of_two_hundred_by_eleven(bencher: Bencher) {
    let (panel, sheets) = simulated(200, 11, 11);
    bencher.bench_local(|| {
        let standings = combine(&panel, &sheets, Round::First);
        black_box(beside::of(&panel, &sheets, &standings, &Kept::default()));
    });
}

/// One rule changed on the what-if screen: 200 proposals by 11 experts combined again.
#[divan::bench(args = ["combine.method=median", "combine.per=criterion", "threshold.recommend=80"])]
fn what_if_of_two_hundred_by_eleven(bencher: Bencher, rule: &str) {
    let (panel, sheets) = simulated(200, 11, 11);
    let (key, value) = rule.split_once('=').unwrap();
    let rules = [(key.to_owned(), value.to_owned())];
    bencher.bench_local(|| what_if::tried(&panel, &sheets, Round::First, &rules).unwrap());
}

/// The model of a chain of 15 proposals by 5 experts: expected ranks, exactly.
#[divan::bench]
fn expected_ranks_of_fifteen_by_five(bencher: Bencher) {
    let table = totals(15, 5);
    bencher.bench_local(|| expected::ranks(&table, (0.0, 100.0)));
}

/// Krippendorff's α in its three forms, and every ICC, of 10,000 proposals by 5 experts.
#[divan::bench(sample_count = 20)]
fn agreement_of_ten_thousand_by_five(bencher: Bencher) {
    let table = totals(10_000, 5);
    let complete = table.complete();
    bencher.bench_local(|| (alpha(&table), icc(&complete)));
}

/// 20,000 proposals by 5 of 500 experts, sheets to places.
#[divan::bench(sample_count = 5)]
fn combine_twenty_thousand_by_five(bencher: Bencher) {
    let (panel, sheets) = simulated(20_000, 500, 5);
    bencher.bench_local(|| combine(&panel, &sheets, Round::First));
}

/// From sheets to places, lanes and reasons.
#[divan::bench]
fn combine_demonstration(bencher: Bencher) {
    let source = Source::named(DEMO);
    let (panel, _) = load::panel(&source);
    let (sheets, _) = sheets::all(&source, &panel, Round::First);
    bencher.bench_local(|| combine(&panel, &sheets, Round::First));
}

/// Titles as people write them, put together from pieces; always the same.
fn titles(count: usize) -> Vec<String> {
    let purposes = [
        "面向工业机器人的",
        "面向新能源汽车的",
        "用于基站的",
        "",
        "",
        "",
    ];
    let qualities = [
        "高性能",
        "高精度",
        "无重稀土",
        "宽幅",
        "高导热",
        "车规级",
        "IE5高能效",
        "低背隙",
        "长寿命",
        "纳米晶",
    ];
    let things = [
        "永磁同步电机",
        "伺服驱动器",
        "机器人关节电机",
        "RV减速器",
        "谐波减速器",
        "石墨烯防腐涂料",
        "石墨烯导电剂",
        "增亮膜",
        "OLED基膜",
        "注塑模具",
        "热流道系统",
        "IGBT功率模块",
        "MEMS传感器",
        "大硅片",
        "深沟球轴承",
    ];
    let deeds = [
        "研发及产业化",
        "关键技术攻关",
        "生产线建设",
        "示范应用",
        "成套装备研制",
        "可靠性提升",
        "公共服务平台",
    ];
    let mut seed = 1_u64;
    let mut pick = |from: &[&'static str]| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        from[(seed >> 33) as usize % from.len()]
    };
    let title = |number: usize| {
        let pieces = [
            pick(&purposes),
            pick(&qualities),
            pick(&things),
            pick(&deeds),
        ];
        format!("{}（{number} 号线）", pieces.concat())
    };
    (0..count).map(title).collect()
}

fn index_of(titles: &[String]) -> Index {
    let ids: Vec<String> = (0..titles.len())
        .map(|number| format!("P-{number}"))
        .collect();
    Index::of(titles.iter().zip(&ids).map(|(title, id)| Entry {
        title,
        id,
        ..Entry::default()
    }))
}

/// A list made ready for searching.
#[divan::bench(args = [500, 100_000])]
fn search_make_ready(bencher: Bencher, count: usize) {
    let titles = titles(count);
    bencher.bench_local(|| index_of(&titles));
}

/// A query over a whole list, nothing known before: one character, several, scattered, a
/// code, pinyin from one letter on, by sound, with a slip, nothing.
#[divan::bench(args = QUERIES)]
fn search_hundred_thousand(bencher: Bencher, query: &str) {
    search_in(&bencher_list(100_000), bencher, query);
}

/// The same over the list of an ordinary round.
#[divan::bench(args = QUERIES)]
fn search_five_hundred(bencher: Bencher, query: &str) {
    search_in(&bencher_list(500), bencher, query);
}

const QUERIES: [&str; 15] = [
    "电",
    "伺服驱动",
    "电研",
    "石墨烯 汽车",
    "igbt",
    "rv",
    "s",
    "sf",
    "sfqd",
    "sifuqudong",
    "gaodaore j",
    "私服",
    "伺服驱功器",
    "sifuqudnog",
    "zzzz",
];

fn bencher_list(count: usize) -> (Index, Vec<u32>) {
    (index_of(&titles(count)), (0..count as u32).collect())
}

fn search_in((index, list): &(Index, Vec<u32>), bencher: Bencher, query: &str) {
    let query = Query::read(query, Viewer::Expert);
    bencher.bench_local(|| Finding::of(index, list, &query, |_, _: &Filter| true, None));
}

/// A key in the list of a very large round, the screen with it: 20,000 proposals.
#[divan::bench(args = ["电", "sf", "未评", "链:石墨烯 电"])]
fn filter_twenty_thousand(bencher: Bencher, query: &str) {
    let mut stage = Stage::demonstration(&Look::of(SIZE), Some("secretariat"));
    let workspace = stage.app.workspace.as_mut().unwrap();
    let mut panel = workspace.panel().clone();
    let one = panel.proposals[0].clone();
    let numbered = titles(20_000).into_iter().enumerate();
    panel.proposals = numbered
        .map(|(number, title)| Proposal {
            id: format!("P-{number:05}"),
            title,
            ..one.clone()
        })
        .collect();
    let panel = Arc::new(panel);
    workspace.take_panel(panel.clone());
    workspace.index = Some(Arc::new(PanelIndex::of(&panel)));
    stage.press("Space 4");
    stage.write(query);
    let mut app = stage.app;
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    let mut more = true;
    bencher.bench_local(move || {
        let key = if more {
            Key::Char('机')
        } else {
            Key::Backspace
        };
        more = !more;
        black_box(update(&mut app, Message::Key(key, NOW)));
        buffer.reset();
        black_box(heyi::ui::view(&app, &mut buffer));
    });
}

/// The last key of a word: only what was found before is looked at.
#[divan::bench(args = ["伺服", "sifu"])]
fn search_one_key_more(bencher: Bencher, query: &str) {
    let (index, list) = bencher_list(100_000);
    let read = |text: &str| Query::read(text, Viewer::Expert);
    let everything = |_: u32, _: &Filter| true;
    let shorter: String = query.chars().take(query.chars().count() - 1).collect();
    let before = Finding::of(&index, &list, &read(&shorter), everything, None);
    let query = read(query);
    bencher.bench_local(|| Finding::of(&index, &list, &query, everything, Some(&before)));
}

/// One suggestion over all links of the built-in plan.
#[divan::bench]
fn one_suggestion(bencher: Bencher) {
    let (panel, _) = load::panel(&Source::BuiltIn(DEMO));
    let matcher = Matcher::of(&panel.plan, &panel.link_notes);
    let query = matching::Query {
        title: "高转矩密度机器人关节电机研发及产业化",
        keywords: "关节电机; 转矩密度; 协作机器人",
        chain: None,
    };
    bencher.bench_local(|| black_box(matcher.suggest(&query, 3)));
}

/// Counting the plan, once before the first suggestion.
#[divan::bench]
fn matcher_of_the_plan(bencher: Bencher) {
    let (panel, _) = load::panel(&Source::BuiltIn(DEMO));
    bencher.bench_local(|| black_box(Matcher::of(&panel.plan, &panel.link_notes)));
}

/// Looking for copies among 2,000 proposals with the texts of the demonstration, each
/// with words of its own.
#[divan::bench]
fn copies_among_two_thousand(bencher: Bencher) {
    let (panel, _) = load::panel(&Source::BuiltIn(DEMO));
    let own = |number: usize| {
        let digits = number.to_string();
        digits
            .chars()
            .map(|digit| {
                ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'][digit as usize % 10]
            })
            .collect::<String>()
    };
    let proposals: Vec<_> = (0..2_000_usize)
        .map(|number| {
            let [one, other] = [0, 17].map(|step| {
                &panel.proposals[(number * 7 + number / 43 + step) % panel.proposals.len()]
            });
            let mut proposal = one.clone();
            proposal.title = format!("{}{}", own(number), other.title);
            proposal.summary = format!("{}{}", own(number * 31).repeat(6), one.summary);
            proposal.promises.clone_from(&other.promises);
            proposal
        })
        .collect();
    bencher.bench_local(|| black_box(heyi::analysis::matching::duplicates::alike(&proposals)));
}
