//! Hostile text in every field, hostile input and odd surroundings: whatever a panel holds,
//! nothing but text and the program's own few sequences reaches the terminal.
#![cfg(unix)]

mod bytes;
mod input;
mod panel;

use crate::sessions::driver::Window;
use crate::sessions::places::{PLACES, Place, press};
use crate::sessions::program::{Program, command};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Goes to a place, moves about there, leaves, and looks at every byte that was written;
/// tells whether the hostile text was in sight.
fn every_byte_is_ours(place: &Place, panel: &str) -> bool {
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::start(&place.setup(panel), home.path(), Box::new(|_| {}));
    place.reach(&mut program);
    let is_seen = program.rows().concat().contains(panel::SIGN);
    press(&mut program, "Down PgDn End Tab Right Enter");
    program.send(b"\x11");
    assert_eq!(program.exit_code(), 0, "{}", place.name);
    let fault = bytes::fault(&program.raw());
    assert!(fault.is_none(), "{}: {}", place.name, fault.unwrap());
    is_seen
}

#[test]
fn hostile_text_in_every_field_reaches_no_terminal_on_any_screen() {
    let folder = tempfile::tempdir().unwrap();
    let (next, seen) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for number in 0..3 {
            // one panel a thread, for what is written there
            let panel = folder.path().join(format!("panel{number}"));
            let (next, seen) = (&next, &seen);
            scope.spawn(move || {
                panel::make(&panel);
                let path = panel.to_str().unwrap();
                let place = || PLACES.get(next.fetch_add(1, Ordering::Relaxed));
                while let Some(place) = place() {
                    // nobody has sat here yet
                    for written in ["commitments", "scores/first/E09"] {
                        let _ = std::fs::remove_dir_all(panel.join(written));
                    }
                    let is_seen = every_byte_is_ours(place, path);
                    seen.fetch_add(usize::from(is_seen), Ordering::Relaxed);
                }
            });
        }
    });
    let seen = seen.into_inner();
    assert!(seen > 8, "the text is on {seen} screens only");
}

#[test]
fn the_program_starts_in_odd_surroundings() {
    let place = crate::sessions::places::named("chains");
    for (name, value) in [
        ("TERM", None),
        ("TERM", Some("")),
        ("TERM", Some("no-such\u{7}-thing")),
        ("TERM", Some("dumb")),
        ("NO_COLOR", Some("1")),
        ("LC_ALL", None),
        ("LC_ALL", Some("xx_YY.KOI8-R")),
        ("LC_ALL", Some("zh_CN.GB18030")),
        ("LC_ALL", Some("\u{feff}what")),
        ("LANG", Some("\u{1b}[31m")),
        ("COLORTERM", Some("truecolor")),
    ] {
        let home = tempfile::tempdir().unwrap();
        let setup = place.setup("demo");
        let mut command = command(&setup, home.path());
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        }
        let mut program = Program::run(command, setup.size, Box::new(|_| {}));
        place.reach(&mut program);
        assert!(program.quit(), "{name} {value:?}");
        let raw = program.raw();
        assert_eq!(bytes::fault(&raw), None, "{name} {value:?}");
        if name == "NO_COLOR" {
            let text = String::from_utf8(raw).unwrap();
            assert!(!text.contains("\x1b[38;"), "colours with NO_COLOR");
        }
    }
}
