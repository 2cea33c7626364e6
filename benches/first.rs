//! Which functions run before the first screen and for the most usual keys: they are counted in
//! the real program, and written down for the linker, which puts them together. The system maps
//! a program into memory in pieces, so that a start reads few of them.
//!
//! What tells builds apart is left out of the names: the list holds for other compilers too, and
//! for a program that has changed since. The names tell what a function is of, so that none of the
//! many that sort is taken for another (`symbol-mangling-version` in `.cargo/config.toml`).

use crate::program::Session;
use portable_pty::CommandBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// Under valgrind the program is slow: so long without a byte ends a frame.
const QUIET: Duration = Duration::from_secs(3);
/// And so long for the first screen.
const PATIENCE: Duration = Duration::from_secs(60);

/// The line under the head of every screen.
const SEEN: &str = "───";

/// What is done in runs one after the other, with which panel at which seat: the starts, the one
/// that combines all sheets after the others, and then what is done there. The first score copies
/// the demonstration into the data folder, where the next run reads it.
const RUNS: [&[(&[&str], &[&str])]; 3] = [
    &[
        (&["demo"], &[]),
        (&["simulated"], &[]),
        (&["simulated", "--as", "E0001"], &[]),
    ],
    &[(&["simulated", "--as", "secretariat"], &[])],
    &[
        (&["demo"], &TO_A_SCORE),
        (&["demo", "--as", "E09"], &ROWS),
        (&["simulated", "--as", "E0001"], &ROWS),
        (&["simulated", "--as", "secretariat"], &ROWS),
    ],
];

/// A panel for the runs: a short list is sorted in another way than a long one.
const SIMULATED: [&str; 8] = [
    "simulate",
    "simulated",
    "--proposals",
    "200",
    "--experts",
    "6",
    "--per-proposal",
    "6",
];

/// A seat, the commitment, a chain, a proposal, and a score in it.
const TO_A_SCORE: [&str; 14] = [
    "\x1b[B", "\x1b[A", "\r", "\r", "\x1b[B", "\x1b[A", "\r", "\x1b[B", "\x1b[A", "\r", "\x1b[B",
    "\x1b[A", "1", "2",
];

/// Rows, and other proposals.
const ROWS: [&str; 8] = [
    "\x1b[B", "\x1b[A", "\r", "\x1b[B", "\x1b[A", "\x1b[6~", "\x1b", "\x1b",
];

/// Writes the list, and says how much of the program that is.
pub fn write(size: (u16, u16)) {
    let program = env!("CARGO_BIN_EXE_heyi");
    let sizes = sizes(program);
    assert!(
        sizes.keys().any(|name| name.contains("4heyi")),
        "the names were taken out of the program: set CARGO_PROFILE_BENCH_STRIP=false"
    );
    let home = tempfile::tempdir().unwrap();
    let made = Command::new(program)
        .args(SIMULATED)
        .current_dir(home.path())
        .output();
    assert!(made.unwrap().status.success(), "no panel is simulated");
    let mut sets: Vec<BTreeSet<String>> = Vec::new();
    for runs in RUNS {
        let mut set = BTreeSet::new();
        for (panel, keys) in runs {
            let counted = run(home.path(), size, panel, keys);
            set.extend(names(&counted));
        }
        set.retain(|name| sizes.contains_key(name) && sets.iter().all(|set| !set.contains(name)));
        sets.push(set);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/first.ld");
    fs::write(path, script(&sets)).unwrap();
    let all: u64 = sizes.values().sum();
    let bytes = |set: &BTreeSet<String>| -> u64 { set.iter().map(|name| sizes[name]).sum() };
    let first: Vec<u64> = sets.iter().map(bytes).collect();
    println!("put together: {first:?} of {all} bytes");
}

/// Runs the program once and returns what callgrind counted.
fn run(home: &Path, size: (u16, u16), panel: &[&str], keys: &[&str]) -> String {
    let counted = home.join("counted");
    let mut command = CommandBuilder::new("valgrind");
    command.args(["--tool=callgrind", "--demangle=no", "--log-file=/dev/null"]);
    command.arg(format!("--callgrind-out-file={}", counted.display()));
    command.args([env!("CARGO_BIN_EXE_heyi"), "--lang", "zh"]);
    command.args(["--glyphs", "narrow"]);
    command.args(panel);
    command.cwd(home);
    command.env("HEYI_HOME", home.join("heyi"));
    let mut session = Session::start(size, command);
    let since = Instant::now();
    while !session.shows(SEEN) {
        assert!(since.elapsed() < PATIENCE, "{panel:?}: no screen");
        session.frame(QUIET);
    }
    for key in keys {
        session.send(key.as_bytes());
        session.frame(QUIET);
    }
    session.leave();
    fs::read_to_string(counted).unwrap()
}

/// Bytes of each function of a program.
fn sizes(program: &str) -> BTreeMap<String, u64> {
    let output = Command::new("nm")
        .args(["--print-size", "--defined-only", program])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let function = |line: &str| {
        let mut words = line.split_whitespace().skip(1);
        let size = u64::from_str_radix(words.next()?, 16).ok()?;
        let is_code = words.next()?.eq_ignore_ascii_case("t");
        Some((words.next()?.to_owned(), size)).filter(|_| is_code)
    };
    text.lines().filter_map(function).collect()
}

/// The functions that callgrind counted. It tells a name once, where it comes first: as who is
/// called (`cfn=`) or as who calls (`fn=`).
fn names(counted: &str) -> BTreeSet<String> {
    let name = |line: &str| {
        let (_, name) = line.strip_prefix('c').unwrap_or(line).split_once("fn=(")?;
        let (_, name) = name.split_once(") ")?;
        // a call within itself has a number behind the name
        Some(name.split('\'').next()?.to_owned())
    };
    counted.lines().filter_map(name).collect()
}

/// The name of a function without what tells builds apart: the digest of each crate in it, and
/// how far back something is that stands in it before (names are written as RFC 2603 says).
fn lasting(name: &str) -> String {
    let mut lasting = String::new();
    let mut rest = name;
    while let Some(at) = rest.find(['B', 'C']) {
        let (head, tail) = rest.split_at(at);
        // a digest of a crate; a place among the letters of the name, of which there are few
        let (mark, longest) = if tail.starts_with("Cs") {
            ("Cs", usize::MAX)
        } else {
            ("B", 3)
        };
        let behind = tail.strip_prefix(mark);
        let number = behind.and_then(|behind| behind.split_once('_'));
        let is_number = |(number, _): &(&str, &str)| {
            number.len() <= longest && number.bytes().all(|one| one.is_ascii_alphanumeric())
        };
        if let Some((_, behind)) = number.filter(is_number) {
            write!(lasting, "{head}{mark}*_").unwrap();
            rest = behind;
        } else {
            let (first, behind) = tail.split_at(1);
            lasting.extend([head, first]);
            rest = behind;
        }
    }
    lasting + rest
}

/// What the linker reads: these names, one set behind the other, and of each the part that its
/// compiler keeps apart because it seldom runs.
fn script(sets: &[BTreeSet<String>]) -> String {
    let mut text = String::from(
        "/* What runs before the first screen, and then what runs for the most usual keys, stands\n   \
         together in the program. Made by `CARGO_PROFILE_BENCH_STRIP=false cargo bench -- first`. */\n\
         SECTIONS\n{\n  .text.first :\n  {\n",
    );
    for set in sets {
        let names: BTreeSet<String> = set.iter().map(|name| lasting(name)).collect();
        for name in names {
            writeln!(text, "    *(.text.{name} .text.unlikely.{name})").unwrap();
        }
    }
    text + "  }\n}\nINSERT BEFORE .text;\n"
}
