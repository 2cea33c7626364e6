//! Every way of dying on every screen: the terminal comes back as it was, what was typed is
//! on the disk, and whoever looks at the exit code is told the truth.
#![cfg(unix)]

mod full;
mod panicking;
mod stopping;

use crate::sessions::places::{PLACES, Place, named};
use crate::sessions::program::{Program, command};
use heyi::domain::seal::check_seal;
use heyi::domain::sheet::ScoreSheet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How a program may end; a full disk, a panic and a stop have tests of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    CtrlQ,
    Signal(&'static str),
    TerminalGone,
}

const EVERY_WAY: [Way; 5] = [
    Way::CtrlQ,
    Way::Signal("TERM"),
    Way::Signal("HUP"),
    Way::Signal("INT"),
    Way::TerminalGone,
];

/// The screens on which something is lost if the end is a bad one, and one without a field.
const WHERE_IT_MATTERS: [&str; 3] = ["half a score", "comment", "recommendations"];

fn is_long() -> bool {
    std::env::var_os("HEYI_LONG").is_some_and(|value| value == "1")
}

fn last(raw: &[u8], sequence: &str) -> Option<usize> {
    let sequence = sequence.as_bytes();
    raw.windows(sequence.len())
        .rposition(|piece| piece == sequence)
}

/// The sequences that begin with ESC [, in order.
fn sequences(raw: &[u8]) -> impl DoubleEndedIterator<Item = &[u8]> {
    let starts = raw
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair == b"\x1b[");
    starts.filter_map(|(start, _)| {
        let length = raw[start + 2..].iter().position(u8::is_ascii_alphabetic)?;
        Some(&raw[start..start + length + 3])
    })
}

/// What the bytes of a whole life leave behind in the terminal; nothing where all is well.
fn left_behind(raw: &[u8]) -> Vec<&'static str> {
    let modes = [
        ("\x1b[?1049h", "\x1b[?1049l", "the other screen"),
        ("\x1b[?2004h", "\x1b[?2004l", "bracketed paste"),
        ("\x1b[?1000h", "\x1b[?1000l", "clicks"),
        ("\x1b[?1006h", "\x1b[?1006l", "far clicks"),
        ("\x1b[?25l", "\x1b[?25h", "no cursor"),
    ];
    let stays = |(on, off, _): &(&str, &str, &str)| last(raw, on) > last(raw, off);
    let mut left: Vec<&str> = modes
        .iter()
        .filter(|mode| stays(mode))
        .map(|mode| mode.2)
        .collect();
    let (inside, after) = raw.split_at(last(raw, "\x1b[?1049l").unwrap_or(raw.len()));
    let ended_by = |piece, end: u8| sequences(piece).rfind(|one| one.ends_with(&[end]));
    // nothing is drawn over what stood on the terminal before
    if ended_by(after, b'H').is_some() {
        left.push("something drawn afterwards");
    }
    if ended_by(inside, b'm').is_some_and(|last| last != b"\x1b[0m") {
        left.push("a colour");
    }
    left
}

/// Asserts that the terminal is as it was before the start.
fn is_restored(program: &Program, what: &str) {
    let raw = program.raw();
    assert!(last(&raw, "\x1b[?1049h").is_some(), "{what}: never entered");
    assert_eq!(left_behind(&raw), Vec::<&str>::new(), "{what}");
    assert!(program.has_modes_of_before(), "{what}: raw mode stays");
}

/// Asserts that what was typed on this screen is in the sheet.
fn is_kept(home: &Path, place: &Place, what: &str) {
    let file = home.join("panels/demo/scores/first/E09/SM-01.toml");
    let sheet = || -> ScoreSheet {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert!(check_seal(&text).is_ok(), "{what}: {text}");
        toml::from_str(&text).unwrap()
    };
    match place.name {
        "half a score" => assert_eq!(sheet().scores.get("target").unwrap(), "1", "{what}"),
        "comment" => assert_eq!(sheet().comment, "写到一半", "{what}"),
        _ => {}
    }
}

fn dies(place: &Place, way: Way) {
    let what = format!("{}, {way:?}", place.name);
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
    place.reach(&mut program);
    assert!(
        !program.has_modes_of_before(),
        "{what}: the modes tell nothing"
    );
    match way {
        Way::CtrlQ => program.send(b"\x11"),
        Way::Signal(name) => program.signal(name),
        Way::TerminalGone => {
            program.close();
            return is_kept(home.path(), place, &what);
        }
    }
    assert_eq!(program.exit_code(), 0, "{what}");
    is_restored(&program, &what);
    is_kept(home.path(), place, &what);
}

/// Does a piece of work for each case, a few at a time: most of it is waiting.
fn each<T: Sync>(cases: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(case);
                }
            });
        }
    });
}

#[test]
fn every_screen_gives_the_terminal_back_whatever_ends_the_program() {
    let mut cases: Vec<(&Place, Way)> = Vec::new();
    for place in PLACES {
        let all = is_long() || WHERE_IT_MATTERS.contains(&place.name);
        let ways = if all { &EVERY_WAY[..] } else { &EVERY_WAY[..2] };
        cases.extend(ways.iter().map(|way| (place, *way)));
    }
    for name in WHERE_IT_MATTERS {
        assert!(
            cases
                .iter()
                .any(|(place, _)| std::ptr::eq(*place, named(name)))
        );
    }
    each(&cases, |(place, way)| dies(place, *way));
}

/// Whoever leads the session keeps to itself that the terminal is gone.
#[test]
fn a_terminal_that_goes_without_a_word_ends_the_program_too() {
    let places = WHERE_IT_MATTERS.map(named);
    each(&places, |place| {
        let home = tempfile::tempdir().unwrap();
        let setup = place.setup("demo");
        let mut led = command(&setup, home.path());
        let leader = ["sh", "-c", "trap '' HUP; \"$@\"; :", "sh"].map(Into::into);
        led.get_argv_mut().splice(0..0, leader);
        let mut program = Program::run(led, setup.size, Box::new(|_| {}));
        place.reach(&mut program);
        program.close();
        is_kept(home.path(), place, place.name);
    });
}

/// The check itself: every mode that stays is found.
#[test]
fn a_terminal_that_is_not_given_back_is_noticed() {
    for (raw, left) in [
        ("\x1b[?1049h\x1b[?25l\x1b[?1049l\x1b[?25h", &[][..]),
        ("\x1b[?1049h\x1b[?1049l\x1b[?1049h", &["the other screen"]),
        ("\x1b[?25h\x1b[?25l", &["no cursor"]),
        ("\x1b[?1000h\x1b[?1006h\x1b[?1006l", &["clicks"]),
        ("\x1b[?1049h\x1b[31mred\x1b[?1049l", &["a colour"]),
        (
            "\x1b[?1049h\x1b[?1049l\x1b[3;1Hlate",
            &["something drawn afterwards"],
        ),
    ] {
        assert_eq!(left_behind(raw.as_bytes()), left, "{raw:?}");
    }
}
