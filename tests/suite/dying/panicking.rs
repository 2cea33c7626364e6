//! A defect that panics. The program has none on purpose, so this binary plays it: it runs
//! itself in a terminal, takes that terminal as the program does, and panics.

use super::is_restored;
use crate::sessions::program::Program;
use heyi::store::home::Home;
use heyi::terminal::entering;
use portable_pty::CommandBuilder;
use ratatui::widgets::Widget;
use std::path::PathBuf;

const HOME: &str = "HEYI_TEST_PANIC_HOME";
const THREAD: &str = "HEYI_TEST_PANIC_THREAD";

/// Not a test of its own: what the child does. Without its variables it does nothing.
#[test]
fn panics_in_the_terminal_where_it_is_told_to() {
    let Some(home) = std::env::var_os(HOME) else {
        return;
    };
    entering::give_back_on_panic(Home::new(PathBuf::from(home)));
    let mut screen = entering::enter("").unwrap();
    entering::point(screen.out(), true).unwrap();
    let draw = |screen: &mut entering::Screen, text: &str| {
        let line = ratatui::text::Line::raw(text.to_owned());
        let drawn = screen.draw((80, 24), |cells| {
            line.render(cells.area, cells);
            None
        });
        drawn.unwrap();
    };
    draw(&mut screen, "before");
    if std::env::var_os(THREAD).is_some_and(|name| name == entering::INPUT) {
        let typing = std::thread::Builder::new().name(entering::INPUT.into());
        let typing = typing.spawn(|| panic!("a defect on purpose")).unwrap();
        std::panic::resume_unwind(typing.join().unwrap_err());
    }
    if std::env::var_os(THREAD).is_some() {
        let worker = std::thread::spawn(|| panic!("a worker's defect"));
        assert!(worker.join().is_err());
        draw(&mut screen, "the screen goes on");
        entering::leave(&mut screen);
        return;
    }
    panic!("a defect on purpose");
}

fn child(home: &std::path::Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "dying::panicking::panics_in_the_terminal_where_it_is_told_to",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env(HOME, home);
    command.env("TERM", "xterm-256color");
    command
}

/// The text of the crash reports in a folder.
fn reports(home: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(home).into_iter().flatten();
    entries
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect()
}

#[test]
fn a_panic_gives_the_terminal_back_and_says_where_its_report_lies() {
    gives_back_and_tells(child);
}

#[test]
fn a_panic_over_a_key_is_one_of_the_program() {
    gives_back_and_tells(|home| {
        let mut command = child(home);
        command.env(THREAD, entering::INPUT);
        command
    });
}

fn gives_back_and_tells(child: impl Fn(&std::path::Path) -> CommandBuilder) {
    let home = tempfile::tempdir().unwrap();
    let mut program = Program::run(child(home.path()), (80, 24), Box::new(|_| {}));
    assert_ne!(program.exit_code(), 0);
    is_restored(&program, "a panic");
    let raw = String::from_utf8_lossy(&program.raw()).into_owned();
    let after = raw.rsplit_once("\x1b[?1049l").unwrap().1;
    assert!(
        after.contains("heyi: ") && after.contains("crash-"),
        "{after}"
    );
    let reports = reports(home.path());
    assert!(
        reports.len() == 1 && reports[0].contains("a defect on purpose"),
        "{reports:?}"
    );
}

#[test]
fn a_panic_is_told_where_no_report_can_be_written() {
    let home = tempfile::tempdir().unwrap();
    let taken = home.path().join("taken");
    std::fs::write(&taken, "a file").unwrap();
    let mut program = Program::run(child(&taken), (80, 24), Box::new(|_| {}));
    assert_ne!(program.exit_code(), 0);
    is_restored(&program, "a panic without a report");
    let raw = String::from_utf8_lossy(&program.raw()).into_owned();
    let after = raw.rsplit_once("\x1b[?1049l").unwrap().1;
    assert!(after.contains("a defect on purpose"), "{after}");
}

#[test]
fn a_worker_that_panics_leaves_the_screen_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut command = child(home.path());
    command.env(THREAD, "1");
    let mut program = Program::run(command, (80, 24), Box::new(|_| {}));
    assert_eq!(program.exit_code(), 0);
    is_restored(&program, "a worker's panic");
    let raw = String::from_utf8_lossy(&program.raw()).into_owned();
    let (inside, _) = raw.rsplit_once("\x1b[?1049l").unwrap();
    assert!(!inside.contains("a worker's defect"), "{inside}");
    assert!(reports(home.path())[0].contains("a worker's defect"));
}
