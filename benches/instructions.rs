//! How many instructions a key costs, the state machine, the whole screen and what is sent to
//! the terminal together: almost the same number on a busy machine, so that a key that became
//! dearer is noticed. Needs valgrind; without it this says so and measures nothing.

use super::{NOW, SIZE, scoring, simulated};
use crate::stage::{Look, Stage};
use divan::black_box;
use heyi::app::meeting::Beat;
use heyi::app::workspace::{Opened, Place};
use heyi::app::{App, Effect, Key, Message, update};
use heyi::domain::sheet::ScoreSheet;
use heyi::store::create;
use heyi::store::home::Home;
use heyi::store::load;
use heyi::store::source::Source;
use heyi::terminal::reader::Reader;
use heyi::terminal::screen::Screen;
use heyi::text::moment::Moment;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// What the child plays: the kind's number and how many keys.
const PLAYED: &str = "HEYI_BENCH_KEYS";
/// Keys that are counted.
const KEYS: u64 = 200;

/// What is done again and again.
#[derive(Clone, Copy)]
enum Done {
    /// These keys are pressed in turn, and the screen is drawn.
    Keys([Key; 2]),
    /// A meeting's clock beats, and the terminal is sent what that changes.
    Beats,
}

/// A kind of key.
struct Kind {
    name: &'static str,
    done: Done,
    /// Instructions that one of them may cost: what it costs, and a third more.
    most: u64,
    /// Where they are pressed.
    app: fn() -> App,
}

const KINDS: [Kind; 5] = [
    Kind {
        name: "row",
        done: Done::Keys([Key::Down, Key::Up]),
        most: 2_000_000,
        app: || scoring().app,
    },
    Kind {
        name: "digit",
        done: Done::Keys([Key::Char('1'), Key::Backspace]),
        most: 2_450_000,
        app: || scoring().app,
    },
    Kind {
        name: "page",
        done: Done::Keys([Key::PageDown, Key::PageUp]),
        most: 11_000_000,
        app: || scoring().app,
    },
    Kind {
        name: "row of 500 recommendations",
        done: Done::Keys([Key::Down, Key::Up]),
        most: 2_400_000,
        app: recommendations,
    },
    Kind {
        name: "second of a meeting",
        done: Done::Beats,
        most: 480_000,
        app: meeting,
    },
];

/// Plays what the parent asks for; false where nobody asks.
pub fn is_child() -> bool {
    let Ok(asked) = std::env::var(PLAYED) else {
        return false;
    };
    let (kind, count) = asked.split_once(' ').unwrap();
    let kind = &KINDS[kind.parse::<usize>().unwrap()];
    let mut app = (kind.app)();
    let count: u64 = count.parse().unwrap();
    match kind.done {
        Done::Keys(keys) => press(&mut app, keys, count),
        Done::Beats => beat(&mut app, count),
    }
    true
}

fn press(app: &mut App, keys: [Key; 2], count: u64) {
    let mut screen = Screen::new(std::io::sink());
    for key in keys.into_iter().cycle().take(count as usize) {
        black_box(update(app, Message::Key(key, NOW)));
        let drawn = screen.draw(SIZE, |cells| heyi::ui::view(app, cells).cursor);
        drawn.unwrap();
    }
}

/// Beats of the clock, as the program draws and sends them.
fn beat(app: &mut App, count: u64) {
    let mut screen = Screen::new(std::io::sink());
    let mut clock = None;
    for steady in 0..=count {
        let at = Moment {
            seconds: NOW.seconds + steady.cast_signed(),
            ..NOW
        };
        black_box(update(app, Message::Beat(Beat { at, steady })));
        let Some(clock) = &clock else {
            let drawn = screen.draw(SIZE, |cells| {
                clock = heyi::ui::view(app, cells).clock;
                None
            });
            drawn.unwrap();
            continue;
        };
        let sent = screen.draw_over(SIZE, clock.rows(), |cells| {
            heyi::ui::beat(app, clock, cells)
        });
        assert!(sent.unwrap(), "the clock alone");
    }
}

/// Measures every kind and fails where one is dearer than it may be.
pub fn measure() {
    println!("\ninstructions of a key and its screen          now       at most");
    let mut dear = Vec::new();
    for (number, Kind { name, most, .. }) in KINDS.iter().enumerate() {
        let (Some(without), Some(with)) = (counted(number, 0), counted(number, KEYS)) else {
            println!("valgrind is not here: not measured");
            return;
        };
        let each = with.saturating_sub(without) / KEYS;
        println!("{name:38} {each:10} {most:13}");
        if each > *most {
            dear.push(name);
        }
    }
    assert!(dear.is_empty(), "dearer than they may be: {dear:?}");
}

/// Counts the instructions of a child that gets everything ready and presses so many keys;
/// none where valgrind is not there.
fn counted(kind: usize, keys: u64) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .env(PLAYED, format!("{kind} {keys}"))
        .output()
        .ok()?;
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the child failed:\n{told}");
    let (_, count) = told.rsplit_once("Collected : ")?;
    count.split_whitespace().next()?.parse().ok()
}

/// The first proposal of the demonstration's meeting is on the table and its clock runs.
fn meeting() -> App {
    let mut stage = Stage::demonstration(&Look::of(SIZE), Some("secretariat"));
    stage.press("g h F2 0 Esc Enter Enter");
    stage.app
}

/// The recommendations of 500 proposals in one group, each with three sheets.
fn recommendations() -> App {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("panel");
    make(&path);
    let place = Place {
        path: path.to_str().unwrap().to_owned(),
        ..Place::default()
    };
    let (panel, problems) = load::panel(&Source::Folder(path));
    let mut app = Stage::start(&Look::of(SIZE)).app;
    app.wanted.seat = Some("secretariat".into());
    let opened = Message::PanelOpened(Box::new(Opened {
        place,
        panel: Arc::new(panel),
        problems,
        committed: Vec::new(),
        sheet_counts: Some(std::collections::BTreeMap::new()),
    }));
    // what advises beside the result takes long and is in no row
    let mut reader = Reader::new(Home::new("no-such-folder".into()), None);
    for message in [opened, Message::Key(Key::F(7), NOW)] {
        let effects = update(&mut app, message);
        let combine = effects
            .iter()
            .filter(|one| matches!(one, Effect::Combine(..)));
        for answer in combine.filter_map(|one| reader.perform(one)) {
            update(&mut app, answer);
        }
    }
    let results = &app.workspace.as_ref().unwrap().results;
    assert!(results.is_some(), "the recommendations are there");
    app
}

fn make(folder: &Path) {
    let (mut panel, sheets) = simulated(500, 3, 3);
    let sealed = |plan: &str, rubric: &str| {
        let digests = (plan.to_owned(), rubric.to_owned());
        let of_panel = move |sheet: ScoreSheet| ScoreSheet {
            plan: digests.0.as_str().into(),
            rubric: digests.1.as_str().into(),
            ..sheet
        };
        sheets.into_iter().map(of_panel)
    };
    create::simulated(folder, &mut panel, &[], sealed).unwrap();
}
