//! How quick heyi is: `cargo bench`. First the parts inside the program, then the real
//! program in a real pseudo-terminal.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

#[cfg(unix)]
mod program;
#[allow(dead_code)] // the tests use more of it
#[path = "../tests/suite/stage.rs"]
mod stage;

use divan::{Bencher, black_box};
use heyi::analysis::comparison::{compare_texts, gaps, promised};
use heyi::analysis::search::{Candidate, search};
use heyi::analysis::standing::combine;
use heyi::analysis::targets::{read, read_link};
use heyi::app::{Key, Message, update};
use heyi::domain::sheet::Round;
use heyi::store::source::{BUILT_IN, DEMO, Source};
use heyi::store::{load, sheets};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stage::{Look, NOW, Stage};

const SIZE: (u16, u16) = (120, 40);

fn main() {
    divan::main();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_whole = words.iter().all(|word| word == "--bench") && !words.is_empty();
    #[cfg(unix)]
    if is_whole {
        program::measure(SIZE);
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

/// From sheets to places, lanes and reasons.
#[divan::bench]
fn combine_demonstration(bencher: Bencher) {
    let source = Source::named(DEMO);
    let (panel, _) = load::panel(&source);
    let (sheets, _) = sheets::all(&source, &panel, Round::First);
    bencher.bench_local(|| combine(&panel, &sheets, Round::First));
}

/// One letter more in the filter over 10,000 titles: characters, then initials.
#[divan::bench(args = ["永磁", "sfdj"])]
fn search_ten_thousand(bencher: Bencher, query: &str) {
    let (panel, _) = load::panel(&Source::named(DEMO));
    let candidates: Vec<Candidate> = (0..10_000)
        .map(|number| {
            let proposal = &panel.proposals[number % panel.proposals.len()];
            Candidate {
                id: format!("P-{number}"),
                title: format!("{}（{number} 号）", proposal.title),
                others: vec![proposal.applicant.clone(), proposal.district.clone()],
                ..Candidate::default()
            }
        })
        .collect();
    bencher.bench_local(|| search(query, &candidates));
}
