//! Asking the terminal how wide it draws: the real program before terminals that answer,
//! answer late, answer nonsense or say nothing. And `heyi doctor` before them.

#![cfg(unix)]

use crate::commands::heyi;
use crate::sessions::program::ends_a_frame;
use heyi::ui::glyphs::is_ambiguous;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};
use unicode_width::UnicodeWidthStr;

const DEADLINE: Duration = Duration::from_secs(10);

/// How a terminal answers where the cursor is after a text; nothing: not at all.
type Answer = fn(column: usize, text: &str) -> String;

fn column(column: usize) -> String {
    format!("\x1b[1;{column}R")
}

/// A terminal that draws characters of ambiguous width in one column.
fn narrow(from: usize, text: &str) -> String {
    column(from + text.width())
}

/// One that draws them in two.
fn wide(from: usize, text: &str) -> String {
    column(from + text.width_cjk())
}

/// One that takes every byte for a character.
fn bytewise(from: usize, text: &str) -> String {
    column(from + text.len())
}

fn silent(_: usize, _: &str) -> String {
    String::new()
}

fn nonsense(_: usize, _: &str) -> String {
    "\x1b[;R\x1b[99999999;99999999R\x1b[?1;2c\x1b[<0;1;1M\x1b]11;rgb\x1b[X".to_owned()
}

struct Seen {
    raw: Vec<u8>,
    parser: vt100::Parser,
    /// Frames with a character of ambiguous width in them.
    unsure: usize,
    has_closed: bool,
}

/// A program in a terminal.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    input: Arc<Mutex<Box<dyn Write + Send>>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts the program with words and variables; `ahead` is typed before it begins to
    /// listen.
    fn start(words: &[&str], variables: &[(&str, &str)], ahead: &str, answer: Answer) -> Self {
        let size = PtySize {
            rows: 40,
            cols: 120,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_heyi"));
        for name in ["NO_COLOR", "LC_CTYPE", "COLORTERM", "TMUX", "STY"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        for (name, value) in variables {
            command.env(name, value);
        }
        command.args(words);
        let input: Arc<Mutex<Box<dyn Write + Send>>> =
            Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        input.lock().unwrap().write_all(ahead.as_bytes()).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let [rows, cols] = [40, 120].map(|side| NonZero::new(side).unwrap());
        let seen = Arc::new((
            Mutex::new(Seen {
                raw: Vec::new(),
                parser: vt100::Parser::new(rows, cols, 0),
                unsure: 0,
                has_closed: false,
            }),
            Condvar::new(),
        ));
        let mut output = pair.master.try_clone_reader().unwrap();
        let (for_reader, back) = (Arc::clone(&seen), Arc::clone(&input));
        std::thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            let mut answered = 0;
            loop {
                let count = output.read(&mut bytes).unwrap_or(0);
                let mut guard = for_reader.0.lock().unwrap();
                let piece = &bytes[..count];
                guard.raw.extend_from_slice(piece);
                guard.parser.process(piece);
                guard.has_closed = count == 0;
                let is_frame = ends_a_frame(piece);
                let shown = guard.parser.screen().contents();
                guard.unsure += usize::from(is_frame && shown.chars().any(is_ambiguous));
                let questions = questions(&guard.raw);
                let replies = questions[answered..]
                    .iter()
                    .map(|(from, text)| answer(*from, text))
                    .collect::<String>();
                answered = questions.len();
                drop(guard);
                for_reader.1.notify_all();
                if count == 0 {
                    return;
                }
                if let Ok(mut back) = back.lock() {
                    // terminals do not care where a piece ends
                    let (head, tail) = replies.split_at(replies.len().min(3));
                    let _ = back.write_all(head.as_bytes());
                    let _ = back.write_all(tail.as_bytes());
                }
            }
        });
        Self {
            child,
            input,
            seen,
            _master: pair.master,
        }
    }

    /// The demonstration with the secretariat's seat.
    fn demonstration(home: &Path, more: &[&str], ahead: &str, answer: Answer) -> Self {
        let words = [&["--lang", "en", "--as", "secretariat", "demo"], more].concat();
        let variables = [("HEYI_HOME", home.to_str().unwrap())];
        Self::start(&words, &variables, ahead, answer)
    }

    /// The start screen; F1 opens a list there into which one types.
    fn welcome(home: &Path, ahead: &str, answer: Answer) -> Self {
        let variables = [("HEYI_HOME", home.to_str().unwrap())];
        Self::start(&["--lang", "en"], &variables, ahead, answer)
    }

    fn send(&self, text: &str) {
        let mut input = self.input.lock().unwrap();
        input.write_all(text.as_bytes()).unwrap();
    }

    fn until(&self, what: &str, mut holds: impl FnMut(&Seen) -> bool) {
        let (seen, news) = &*self.seen;
        let end = Instant::now() + DEADLINE;
        let mut guard = seen.lock().unwrap();
        while !holds(&guard) {
            let shown = guard.parser.screen().contents();
            assert!(Instant::now() < end, "{what}:\n{shown}");
            guard = news
                .wait_timeout(guard, Duration::from_millis(5))
                .unwrap()
                .0;
        }
    }

    fn sees(&self, text: &str) {
        self.until(text, |seen| seen.parser.screen().contents().contains(text));
    }

    fn screen(&self) -> String {
        self.seen.0.lock().unwrap().parser.screen().contents()
    }

    /// Leaves with Ctrl-Q.
    fn quit(mut self) {
        self.send("\x11");
        self.until("the end", |seen| seen.has_closed);
        assert!(self.child.wait().unwrap().success());
    }

    /// Waits for the end of a command; returns its code and what it printed.
    fn printed(mut self) -> (u32, String) {
        self.until("the end", |seen| seen.has_closed);
        let code = self.child.wait().unwrap().exit_code();
        let raw = self.seen.0.lock().unwrap().raw.clone();
        (code, String::from_utf8(raw).unwrap())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every question where the cursor is: the column from which a text was written, and the text.
fn questions(raw: &[u8]) -> Vec<(usize, String)> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let mut pieces: Vec<&str> = text.split("\x1b[6n").collect();
    pieces.pop();
    let of = |piece: &&str| {
        let (_, last) = piece.rsplit_once("\x1b[").unwrap();
        let (column, written) = last.split_once('G').unwrap();
        (column.parse().unwrap(), written.to_owned())
    };
    pieces.iter().map(of).collect()
}

#[test]
fn a_terminal_that_draws_wide_gets_only_safe_signs() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::demonstration(home.path(), &[], "", wide);
    terminal.sees("Servo motors");
    terminal.until("safe signs", |seen| {
        !seen.parser.screen().contents().chars().any(is_ambiguous)
    });
    // at most the first frame, where the answer came after it
    assert!(terminal.seen.0.lock().unwrap().unsure <= 1);
    terminal.quit();
}

#[test]
fn other_terminals_get_what_suits_them() {
    for (answer, words, unsure) in [
        (narrow as Answer, &[][..], true),
        (bytewise, &[], false),
        // who states a profile is not asked
        (wide, &["--glyphs", "narrow"], true),
        (narrow, &["--glyphs", "wide"], false),
        (nonsense, &[], true),
    ] {
        let home = tempfile::tempdir().unwrap();
        let terminal = Terminal::demonstration(home.path(), words, "", answer);
        terminal.sees("Servo motors");
        terminal.until(&format!("{words:?} {unsure}"), |seen| {
            seen.parser.screen().contents().chars().any(is_ambiguous) == unsure
        });
        let asked = questions(&terminal.seen.0.lock().unwrap().raw).len();
        assert_eq!(asked, if words.is_empty() { 5 } else { 0 });
        terminal.quit();
    }
}

#[test]
fn the_question_leaves_nothing_behind() {
    let screen = |more: &[&str]| {
        let home = tempfile::tempdir().unwrap();
        // the start screen, which nothing that is computed changes
        let words = [&["--lang", "en"], more].concat();
        let variables = [("HEYI_HOME", home.path().to_str().unwrap())];
        let terminal = Terminal::start(&words, &variables, "", narrow);
        terminal.sees("? help");
        let screen = terminal.screen();
        terminal.quit();
        screen
    };
    assert_eq!(screen(&[]), screen(&["--glyphs", "narrow"]));
}

/// Keys come before the program listens, between the answers and after them.
#[test]
fn keys_typed_ahead_arrive_in_order_whatever_the_terminal_answers() {
    fn with_keys(from: usize, text: &str) -> String {
        let key = ["i", "l", "m", ":", ""][from / 8];
        format!("{key}{}", narrow(from, text))
    }
    for (answer, after, wanted) in [
        (narrow as Answer, "ilms", "films"),
        (silent, "ilms", "films"),
        (nonsense, "", "f"),
        (with_keys, "", "film:"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let terminal = Terminal::welcome(home.path(), "\x1bOPf", answer);
        terminal.send(after);
        terminal.sees(&format!("> {wanted} "));
        terminal.send("\x1b[27u\x1b[27u");
        terminal.quit();
    }
}

#[test]
fn a_late_answer_is_no_key() {
    let home = tempfile::tempdir().unwrap();
    let terminal = Terminal::welcome(home.path(), "\x1bOPfilm", silent);
    terminal.sees("> film ");
    let since = Instant::now();
    terminal.until("the limit", |_| {
        since.elapsed() > Duration::from_millis(150)
    });
    terminal.send("\x1b[1;5R\x1b[1;13R\x1b[1;21R\x1b[1;29R\x1b[1;37Rs");
    terminal.sees("> films ");
    assert!(
        terminal.screen().chars().any(is_ambiguous),
        "it came too late"
    );
    terminal.send("\x1b[27u\x1b[27u");
    terminal.quit();
}

fn doctor(variables: &[(&str, &str)], answer: Answer) -> (u32, String) {
    let home = tempfile::tempdir().unwrap();
    let own = [("HEYI_HOME", home.path().to_str().unwrap())];
    let all = [&own[..], variables].concat();
    Terminal::start(&["doctor", "--lang", "en"], &all, "", answer).printed()
}

fn line_of<'a>(text: &'a str, name: &str) -> &'a str {
    let found = text.lines().find(|line| line.contains(name));
    found.unwrap_or_else(|| panic!("{name}: {text}")).trim()
}

#[test]
fn doctor_tells_how_the_terminal_draws() {
    for (answer, cursor, profile) in [
        (
            narrow as Answer,
            "ok       Cursor answer      yes, in ",
            "narrow; measured",
        ),
        (
            wide,
            "ok       Cursor answer      yes, in ",
            "wide; measured",
        ),
        (
            bytewise,
            "ok       Cursor answer      yes, in ",
            "ASCII; measured",
        ),
        (
            silent,
            "note     Cursor answer      none within 1000 ms",
            "narrow; not measured",
        ),
    ] {
        let (code, text) = doctor(&[], answer);
        assert_eq!(code, 0, "{text}");
        assert!(
            line_of(&text, "Cursor answer").starts_with(cursor),
            "{text}"
        );
        assert!(line_of(&text, "Glyphs  ").contains(profile), "{text}");
        assert!(line_of(&text, "Window size").contains("120 columns, 40 rows"));
        assert!(text.contains("\x1b[31mred\x1b[0m"), "colours are shown");
    }
}

#[test]
fn the_self_check_on_the_screens_shows_what_doctor_prints() {
    for (answer, cursor) in [
        (narrow as Answer, "yes, in "),
        (silent, "none within 500 ms"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let own = [("HEYI_HOME", home.path().to_str().unwrap())];
        let printed = Terminal::start(&["doctor", "--lang", "en"], &own, "", answer).printed();
        let marks = ["  ok       ", "  note     ", "  problem  "];
        let names: Vec<String> = printed
            .1
            .lines()
            .filter_map(|line| marks.iter().find_map(|mark| line.strip_prefix(mark)))
            .map(|rest| rest.chars().take(18).collect::<String>().trim().to_owned())
            // no heading says there that they are folders
            .map(|name| match name.as_str() {
                "data" => "Data folder".to_owned(),
                "own themes" => "Theme folder".to_owned(),
                "program" => "Program folder".to_owned(),
                _ => name,
            })
            .collect();
        assert!(names.len() > 15, "{printed:?}");
        let terminal = Terminal::start(&["--lang", "en"], &own, "", answer);
        terminal.sees("? help");
        terminal.send("\x1b[B\x1b[B");
        // on a busy machine the answer, or its limit, may still be to come
        let since = Instant::now();
        let shown = loop {
            assert!(since.elapsed() < Duration::from_secs(20), "neither came");
            terminal.send("\r");
            terminal.sees("heyi doctor");
            let mut shown = terminal.screen();
            let is_whole = |shown: &str| names.iter().all(|name| shown.contains(name.as_str()));
            if !is_whole(&shown) {
                let first = shown.clone();
                terminal.send("\x1b[6~");
                terminal.until("the rest of the list", |seen| {
                    seen.parser.screen().contents() != first
                });
                shown.push_str(&terminal.screen());
            }
            if !shown.contains("no answer yet") {
                break shown;
            }
            terminal.send("\x1b[27u");
            terminal.until("the list of the start", |seen| {
                !seen.parser.screen().contents().contains("heyi doctor")
            });
        };
        for name in &names {
            assert!(shown.contains(name.as_str()), "{name} is not on\n{shown}");
        }
        let line = line_of(&shown, "Cursor answer");
        assert!(line.contains(cursor), "{line}");
        terminal.send("\x1b[27u");
        terminal.quit();
    }
}

#[test]
fn doctor_goes_on_where_the_environment_is_odd() {
    for (variables, name, wanted) in [
        (
            &[("TERM", "")][..],
            "Terminal type",
            "note     Terminal type      not set",
        ),
        (
            &[("TERM", "no-such\u{7}-thing")],
            "Terminal type",
            "note     Terminal type      no-such-thing",
        ),
        (
            &[("TERM", "dumb")],
            "Colours",
            "ok       Colours            none (by its TERM",
        ),
        (
            &[("LC_ALL", "xx_YY.KOI8-R")],
            "Encoding",
            "note     Encoding           LC_ALL=xx_YY.KOI8-R",
        ),
        (
            &[("LC_ALL", ""), ("LANG", "")],
            "Encoding",
            "note     Encoding           not set",
        ),
        (
            &[("NO_COLOR", "1")],
            "Colours",
            "note     Colours            none (NO_COLOR)",
        ),
        (&[("TZ", "Nowhere/Nothing")], "Clock  ", "note     Clock"),
    ] {
        let (code, text) = doctor(variables, narrow);
        assert_eq!(code, 0, "{text}");
        assert!(
            line_of(&text, name).starts_with(wanted),
            "{variables:?}: {text}"
        );
    }
}

#[test]
fn doctor_on_a_pipe_asks_nothing_and_prints_plain_text() {
    for words in [
        &["doctor"][..],
        &["doctor", "--lang", "en"],
        &["doctor", "--json"],
    ] {
        let output = heyi(words);
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        let is_plain = |one: char| one == '\n' || !one.is_control();
        assert!(text.chars().all(is_plain), "{text:?}");
        assert!(output.stderr.is_empty());
    }
    let output = heyi(&["doctor", "--json"]);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["schema"], "heyi.doctor/1");
    assert_eq!(document["widths"].as_array().unwrap().len(), 0);
    assert!(document["cursor_answer_ms"].is_null());
    let findings = document["findings"].as_array().unwrap();
    let named = |name: &str| findings.iter().any(|finding| finding["name"] == name);
    for name in [
        "version", "size", "colours", "glyphs", "data", "write", "lock", "clock",
    ] {
        assert!(named(name), "{name}: {document}");
    }
}

#[test]
fn doctor_names_what_stops_work_and_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("taken");
    std::fs::write(&home, "a file").unwrap();
    let run = |home: &Path| {
        std::process::Command::new(env!("CARGO_BIN_EXE_heyi"))
            .args(["doctor", "--lang", "en"])
            .env("HEYI_HOME", home)
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap()
    };
    let output = run(&home);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        line_of(&text, "Write: data").starts_with("problem"),
        "{text}"
    );
    assert!(text.contains("set HEYI_HOME"), "{text}");
    // a folder that was not there is not there afterwards either
    let fine = folder.path().join("new");
    let output = run(&fine);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(line_of(&text, "Write: data").starts_with("ok"), "{text}");
    assert!(line_of(&text, "File locks").starts_with("ok"), "{text}");
    assert!(text.contains("(environment, HEYI_HOME)"), "{text}");
    assert!(!fine.exists());
}
