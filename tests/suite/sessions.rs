//! Sessions: stories told in plain lines, played by two drivers, once against the state
//! machine in place and once against the real program in a real pseudo-terminal.
//!
//! A script stands in `tests/sessions`; `script.rs` tells what its lines mean.

pub mod driver;
pub mod headless;
pub mod laptops;
pub mod meeting_day;
#[cfg(unix)]
pub mod places;
#[cfg(unix)]
pub mod program;
pub mod script;

use driver::Play;
use script::Script;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/sessions")
}

fn script(name: &str) -> Script {
    let path = folder().join(format!("{name}.session"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    Script::parse(name, &text)
}

fn in_place(name: &str) {
    Play::new(&script(name), headless::open).perform();
}

#[cfg(unix)]
fn in_terminal(name: &str) {
    Play::new(&script(name), program::open).perform();
}

macro_rules! sessions {
    ($($test:ident: $name:literal),* $(,)?) => {
        const ALL: &[&str] = &[$($name),*];
        $(mod $test {
            #[test]
            fn in_place() {
                super::in_place($name);
            }
            #[cfg(unix)]
            #[test]
            fn in_a_terminal() {
                super::in_terminal($name);
            }
        })*
    };
}

/// The sessions in which time goes by: nobody waits for it in a real terminal.
macro_rules! sessions_with_a_clock {
    ($($test:ident: $name:literal),* $(,)?) => {
        const WITH_A_CLOCK: &[&str] = &[$($name),*];
        $(mod $test {
            #[test]
            fn in_place() {
                super::in_place($name);
            }
        })*
    };
}

sessions_with_a_clock! {
    half_a_day: "half-a-day",
}

sessions! {
    meeting: "meeting",
    damaged_meeting: "damaged-meeting",
    closing_the_demonstration: "closing-the-demonstration",
    newcomer: "newcomer",
    newcomer_in_english: "newcomer-in-english",
    first_hour: "first-hour",
    first_hour_in_english: "first-hour-in-english",
    agenda: "agenda",
    finding: "finding",
    finding_in_english: "finding-in-english",
    the_round: "the-round",
    typing_from_paper: "typing-from-paper",
    typing_rules: "typing-rules",
    full_width_digits: "full-width-digits",
    comment: "comment",
    eighteen_presses: "eighteen-presses",
    undo_and_redo: "undo-and-redo",
    recusal: "recusal",
    compare: "compare",
    reopening: "reopening",
    discussing: "discussing",
    second_window: "second-window",
    small_terminal: "small-terminal",
    two_windows_from_nothing: "two-windows-from-nothing",
    opens_right_there: "opens-right-there",
    leaving_keeps_what_was_typed: "leaving-keeps-what-was-typed",
    judging_clauses: "judging-clauses",
    news_from_elsewhere: "news-from-elsewhere",
    noting_a_pairing: "noting-a-pairing",
    confirming_the_comparison: "confirming-the-comparison",
    what_if: "what-if",
    matching: "matching",
    who_must_act: "who-must-act",
    proposing_a_veto: "proposing-a-veto",
    checking_a_veto: "checking-a-veto",
    assigning: "assigning",
    writing_reports: "writing-reports",
    a_pack_has_one_seat: "a-pack-has-one-seat",
    handing_in: "handing-in",
    merging: "merging",
    merging_in_english: "merging-in-english",
    deciding: "deciding",
    opinion: "opinion",
    filing_beside_scores: "filing-beside-scores",
    sending_back: "sending-back",
    ruling_on_a_recusal: "ruling-on-a-recusal",
}

/// Scripts send Esc in its long form; a real keyboard sends the one byte.
#[cfg(unix)]
#[test]
fn the_plain_escape_of_a_keyboard_closes_a_window() {
    use driver::Window;
    let home = tempfile::tempdir().unwrap();
    let setup = Script::parse("escape", "size 80x24 ; lang zh ; panel demo\nsee x").setup;
    let mut program = program::Program::start(&setup, home.path(), Box::new(|_| {}));
    let shows = |rows: &[String], text: &str| rows.iter().any(|row| row.contains(text));
    assert!(program.wait(&mut |rows| shows(rows, "▸ E09")));
    program.send(b"\r");
    assert!(program.wait(&mut |rows| shows(rows, "评审专家承诺")));
    program.send(b"\x1b");
    assert!(program.wait(&mut |rows| !shows(rows, "评审专家承诺")));
    assert!(program.quit());
}

/// A key that comes together with a new size, or among more keys than one read takes, is
/// heard at once and not only with the next key.
#[cfg(unix)]
#[test]
fn no_key_waits_for_the_next_one() {
    use driver::{Window, single_blanks};
    let home = tempfile::tempdir().unwrap();
    let script = "size 80x24 ; lang zh ; panel demo ; as E09 ; at SM-01\nsee x";
    let setup = Script::parse("resize", script).setup;
    let mut program = program::Program::start(&setup, home.path(), Box::new(|_| {}));
    let sees =
        |rows: &[String], text: &str| rows.iter().any(|row| single_blanks(row).contains(text));
    assert!(program.wait(&mut |rows| sees(rows, "请先阅读并承诺")));
    program.send(b"\r");
    assert!(program.wait(&mut |rows| sees(rows, "▸ 1 目标符合与先进")));
    program.send(b"\x1bOQ");
    assert!(program.wait(&mut |rows| sees(rows, "SM-01 评审意见")));
    for count in 1..=60 {
        program.resize(80 + count % 2, 24);
        program.send(b"x");
        let shown = format!("{count} 字");
        assert!(
            program.wait(&mut |rows| sees(rows, &shown)),
            "key {count} waits"
        );
    }
    program.send(&[b'y'; 2000]);
    assert!(
        program.wait(&mut |rows| sees(rows, "2060 字")),
        "a long burst waits"
    );
    assert!(program.quit());
}

#[test]
fn every_script_is_played() {
    let mut found: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "session")
        })
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut played = [ALL, WITH_A_CLOCK].concat();
    played.sort_unstable();
    assert_eq!(found, played);
}
