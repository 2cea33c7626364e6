//! Taking in and handing in, killed at random moments: every sheet is whole, what was
//! received is there to the byte, and doing it once more ends where it should.

use super::Chance;
use crate::commands::heyi;
use heyi::domain::hand_in::{Wholeness, read};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

struct Office {
    home: tempfile::TempDir,
}

impl Office {
    /// A simulated panel, hand-ins of all its experts, and the panel without scores.
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let office = Self { home };
        let full = office.text("full");
        let size = [
            "--proposals",
            "12",
            "--experts",
            "5",
            "--chains",
            "2",
            "--seed",
            "4",
        ];
        let made = heyi(&[&["simulate", full.as_str()], &size[..]].concat());
        assert!(made.status.success());
        for expert in 1..=5 {
            let expert = format!("E{expert:04}");
            let done = heyi(&[
                "handin",
                &full,
                "--expert",
                &expert,
                "--out",
                &office.text("stick"),
            ]);
            assert!(done.status.success());
        }
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// The panel with half of the sheets, some of them cut off.
    fn begin(&self) {
        let panel = self.path("panel");
        let _ = fs::remove_dir_all(&panel);
        copy(&self.path("full"), &panel);
        fs::remove_dir_all(panel.join("scores/first/E0001")).unwrap();
        let cut = panel.join("scores/first/E0002/P00003.toml");
        let bytes = fs::read(&cut).unwrap();
        fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    }

    /// Starts a command and kills it after a moment; tells whether it had ended before.
    fn cut_short(words: &[&str], moment: Duration) -> bool {
        let mut child = Command::new(env!("CARGO_BIN_EXE_heyi"))
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let end = Instant::now() + moment;
        while Instant::now() < end {
            std::thread::yield_now();
        }
        let has_ended = child.try_wait().unwrap().is_some();
        let _ = child.kill();
        child.wait().unwrap();
        has_ended
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The sheets of a panel, half-written files left out.
fn sheets(panel: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for expert in fs::read_dir(panel.join("scores/first")).unwrap().flatten() {
        for sheet in fs::read_dir(expert.path()).unwrap().flatten() {
            if !sheet.file_name().to_string_lossy().starts_with('.') {
                let path = sheet.path();
                let name = path.strip_prefix(panel).unwrap().to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_merge_or_a_hand_in_that_is_killed_loses_nothing() {
    let is_long = std::env::var_os("HEYI_LONG").is_some_and(|value| value == "1");
    let kills = if is_long { 1700 } else { 16 };
    let office = Office::new();
    let wanted = sheets(&office.path("full"));
    let (panel, stick, out) = (
        office.text("panel"),
        office.text("stick"),
        office.text("out"),
    );
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    let mut cut = 0;
    for kill in 0..kills {
        let moment = Duration::from_micros(chance.below(60_000));
        if kill % 4 == 3 {
            let _ = fs::remove_dir_all(office.path("out"));
            let full = office.text("full");
            let words = ["handin", &full, "--expert", "E0003", "--out", &out];
            cut += usize::from(!Office::cut_short(&words, moment));
            let files = fs::read_dir(office.path("out"))
                .into_iter()
                .flatten()
                .flatten();
            for file in files.filter(|one| !one.file_name().to_string_lossy().starts_with('.')) {
                let received = read(&fs::read(file.path()).unwrap()).unwrap();
                assert_eq!(received.wholeness, Wholeness::Whole, "kill {kill}");
            }
            continue;
        }
        office.begin();
        let before = sheets(&office.path("panel"));
        cut += usize::from(!Office::cut_short(&["merge", &panel, &stick], moment));
        let after = sheets(&office.path("panel"));
        for (name, bytes) in &before {
            let stands = after.get(name);
            let is_whole = stands == Some(bytes) || stands == wanted.get(name);
            assert!(is_whole, "kill {kill}: {}", name.display());
        }
        let again = heyi(&["merge", &panel, &stick]);
        assert_eq!(again.status.code(), Some(0), "kill {kill}");
        assert_eq!(sheets(&office.path("panel")), wanted, "kill {kill}");
    }
    println!("{kills} kills, {cut} of them before the end");
    assert!(cut > 0, "nothing was cut short");
}

/// A run under `strace` that makes the system refuse one call; none where it is not there.
fn refused(call: &str, error: &str, nth: usize, words: &[&str]) -> Option<std::process::Output> {
    let inject = format!("inject={call}:error={error}:when={nth}");
    let output = Command::new("strace")
        .args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &format!("trace={call}"),
            "-e",
            &inject,
        ])
        .arg(env!("CARGO_BIN_EXE_heyi"))
        .args(words)
        .stdin(Stdio::null())
        .output();
    output
        .ok()
        .filter(|one| !String::from_utf8_lossy(&one.stderr).contains("ptrace"))
}

#[test]
fn whatever_call_the_system_refuses_nothing_is_lost_and_the_reason_is_told() {
    let is_long = std::env::var_os("HEYI_LONG").is_some_and(|value| value == "1");
    let office = Office::new();
    let wanted = sheets(&office.path("full"));
    let (panel, stick) = (office.text("panel"), office.text("stick"));
    if refused("fsync", "EIO", 1_000_000, &["--version"]).is_none() {
        println!("skipped: there is no strace here, or it may not trace");
        return;
    }
    let errors = ["ENOSPC", "EIO", "EROFS", "EACCES", "EDQUOT", "EMFILE"];
    let mut told = 0;
    for (at, call) in ["fsync", "rename", "mkdir", "write"]
        .into_iter()
        .enumerate()
    {
        let last = if is_long { 40 } else { 3 };
        for nth in 1..=last {
            for error in errors
                .iter()
                .skip((at + nth) % 6)
                .take(if is_long { 6 } else { 1 })
            {
                office.begin();
                let before = sheets(&office.path("panel"));
                let done = refused(call, error, nth, &["merge", &panel, &stick]).unwrap();
                let after = sheets(&office.path("panel"));
                for (name, bytes) in &before {
                    let stands = after.get(name);
                    let is_whole = stands == Some(bytes) || stands == wanted.get(name);
                    assert!(is_whole, "{call} {error} {nth}: {}", name.display());
                }
                let said = String::from_utf8_lossy(&done.stderr);
                if call != "write" && done.status.code() != Some(0) {
                    assert!(said.contains("错误：") && said.contains("提示："), "{said}");
                    told += 1;
                }
                let again = heyi(&["merge", &panel, &stick]);
                assert_eq!(again.status.code(), Some(0), "{call} {error} {nth}");
                assert_eq!(
                    sheets(&office.path("panel")),
                    wanted,
                    "{call} {error} {nth}"
                );
            }
        }
    }
    assert!(told > 3, "nothing was refused: {told}");
}
