//! Which functions run before the first screen and for the most usual keys: they are counted in
//! the real program, and written down for the linker, which puts them together. The system maps
//! a program into memory in pieces, so that a start reads few of them.
//!
//! What tells builds apart is left out of the names: the list holds for other compilers too, and
//! for a program that has changed since. The names tell what a function is of, so that none of the
//! many that sort is taken for another (`symbol-mangling-version` in `.cargo/config.toml`).

use crate::program::Session;
use portable_pty::{CommandBuilder, PtySize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

/// Under valgrind the program is slow: so long without a byte ends a frame.
const QUIET: Duration = Duration::from_secs(2);
/// And so long for the first screen.
const PATIENCE: Duration = Duration::from_secs(60);

/// Stands on every screen of the demonstration.
const SEEN: &str = "演示数据";

/// What is done in runs one after the other, at which seat. The first score copies the
/// demonstration into the data folder, where the next runs read it.
const RUNS: [(&[&str], &[&str]); 3] = [
    (&[], &TO_A_SCORE),
    (&["--as", "E09"], &ROWS),
    (&["--as", "secretariat"], &ROWS),
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
pub fn write((cols, rows): (u16, u16)) {
    let program = env!("CARGO_BIN_EXE_heyi");
    let sizes = sizes(program);
    assert!(
        sizes.keys().any(|name| name.contains("4heyi")),
        "the names were taken out of the program: set CARGO_PROFILE_BENCH_STRIP=false"
    );
    let size = PtySize {
        cols,
        rows,
        pixel_width: 0,
        pixel_height: 0,
    };
    let home = tempfile::tempdir().unwrap();
    let mut run = BTreeSet::new();
    for (seat, keys) in RUNS {
        let counted = home.path().join("counted");
        let mut command = CommandBuilder::new("valgrind");
        command.args(["--tool=callgrind", "--demangle=no", "--log-file=/dev/null"]);
        command.arg(format!("--callgrind-out-file={}", counted.display()));
        command.args([program, "demo", "--lang", "zh", "--glyphs", "narrow"]);
        command.args(seat);
        command.env("HEYI_HOME", home.path().join("heyi"));
        let mut session = Session::start(size, command);
        let since = Instant::now();
        while !session.shows(SEEN) {
            assert!(since.elapsed() < PATIENCE, "{seat:?}: no screen");
            session.frame(QUIET);
        }
        for key in keys {
            session.send(key.as_bytes());
            session.frame(QUIET);
        }
        session.leave();
        let found = names(&fs::read_to_string(counted).unwrap());
        run.extend(found.into_iter().filter(|name| sizes.contains_key(name)));
    }
    let list: BTreeSet<String> = run.iter().map(|name| lasting(name)).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/first.ld");
    fs::write(path, script(&list)).unwrap();
    let all: u64 = sizes.values().sum();
    let first: u64 = run.iter().map(|name| sizes[name]).sum();
    println!(
        "{} names; what runs first: {first} of {all} bytes",
        list.len()
    );
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

/// What the linker reads.
fn script(list: &BTreeSet<String>) -> String {
    let mut text = String::from(
        "/* What runs before the first screen and for the most usual keys stands together in the\n   \
         program. Made by `CARGO_PROFILE_BENCH_STRIP=false cargo bench -- first`. */\n\
         SECTIONS\n{\n  .text.first :\n  {\n",
    );
    for name in list {
        writeln!(text, "    *(.text.{name})").unwrap();
    }
    text + "  }\n}\nINSERT BEFORE .text;\n"
}
