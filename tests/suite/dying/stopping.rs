//! Stopped for a while and told to go on: the terminal is given back before, taken again
//! after, everything is drawn anew and nothing is lost.

use super::{WHERE_IT_MATTERS, each, is_kept, is_long, is_restored, last};
use crate::sessions::driver::{Window, single_blanks};
use crate::sessions::places::{PLACES, Place};
use crate::sessions::program::Program;
use std::num::NonZero;

/// Tells whether the system has stopped the process; where it says nothing of processes,
/// that the terminal was given back has to do.
fn is_stopped(process: u32) -> bool {
    let Ok(state) = std::fs::read_to_string(format!("/proc/{process}/stat")) else {
        return true;
    };
    let after_name = state.rsplit_once(") ").map(|(_, rest)| rest);
    after_name.is_some_and(|rest| rest.starts_with('T'))
}

/// What bytes alone draw on an empty terminal.
fn drawn_by(raw: &[u8]) -> Vec<String> {
    let [rows, columns] = [24, 80].map(|side| NonZero::new(side).unwrap());
    let mut parser = vt100::Parser::new(rows, columns, 0);
    parser.process(raw);
    parser.screen().rows(0, 80).collect()
}

/// The screen without its first row and its last two, where saving is told.
fn steady(rows: &[String]) -> Vec<String> {
    let rows = &rows[1..rows.len() - 2];
    rows.iter().map(|row| row.trim_end().to_owned()).collect()
}

fn stops_and_goes_on(place: &Place) {
    let what = format!("{}, stopped", place.name);
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
    place.reach(&mut program);
    let wanted = place.steps.last().unwrap().1;
    // the first stop saves a comment, which the screen tells afterwards; and what is computed
    // beside a result may come between two drawings, once
    let mut is_same = false;
    for time in 1..=3 {
        if is_same {
            break;
        }
        let mark = program.raw().len();
        program.signal("TSTP");
        let process = program.process();
        let left = |raw: &[u8]| last(&raw[mark..], "\x1b[?1049l").is_some() && is_stopped(process);
        assert!(program.wait_raw(left), "{what}: no stop");
        is_restored(&program, &what);
        let raw = program.raw();
        let before = drawn_by(&raw[..last(&raw, "\x1b[?1049l").unwrap()]);
        let mark = raw.len();
        program.signal("CONT");
        let is_back = program.wait_raw(|raw| {
            let since = &raw[mark..];
            let now = drawn_by(since);
            let shows = now.iter().any(|row| single_blanks(row).contains(wanted));
            last(since, "\x1b[?1049h").is_some() && shows
        });
        assert!(is_back, "{what}, time {time}: it does not come back");
        is_same =
            time > 1 && program.wait_raw(|raw| steady(&drawn_by(&raw[mark..])) == steady(&before));
        let now = drawn_by(&program.raw()[mark..]).join("\n");
        assert!(
            is_same || time < 3,
            "{what}:\n{}\nnow\n{now}",
            before.join("\n")
        );
        assert!(!program.has_modes_of_before(), "{what}: keys come by lines");
    }
    program.send(b"\x11");
    assert_eq!(program.exit_code(), 0, "{what}");
    is_restored(&program, &what);
    is_kept(home.path(), place, &what);
}

#[test]
fn a_stop_gives_the_terminal_back_and_going_on_draws_everything_anew() {
    let places: Vec<&Place> = PLACES
        .iter()
        .filter(|place| is_long() || WHERE_IT_MATTERS.contains(&place.name))
        .collect();
    each(&places, |place| stops_and_goes_on(place));
}

#[test]
fn typing_goes_on_after_a_stop() {
    let place = crate::sessions::places::named("half a score");
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::start(&place.setup("demo"), home.path(), Box::new(|_| {}));
    place.reach(&mut program);
    program.signal("TSTP");
    let process = program.process();
    assert!(program.wait_raw(|_| is_stopped(process)), "no stop");
    // typed while nobody listens
    program.send(b"6");
    program.signal("CONT");
    let saved = program.wait(&mut |rows| rows[0].contains("已保存 r1"));
    assert!(saved, "{}", program.rows().join("\n"));
    assert!(program.quit());
    let file = home.path().join("panels/demo/scores/first/E09/SM-01.toml");
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains("target = \"16\""), "{text}");
}
