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
use heyi::analysis::matching::{Matcher, Query};
use heyi::analysis::search::{Candidate, search};
use heyi::analysis::standing::combine;
use heyi::app::{Key, Message, update};
use heyi::domain::sheet::Round;
use heyi::store::source::{DEMO, Source};
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

/// One suggestion over all links of the built-in plan.
#[divan::bench]
fn one_suggestion(bencher: Bencher) {
    let (panel, _) = load::panel(&Source::BuiltIn(DEMO));
    let matcher = Matcher::of(&panel.plan, &panel.link_notes);
    let query = Query {
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
