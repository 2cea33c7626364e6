//! What goes wrong in the field, and what happens then: each case with the tests that hold it,
//! and the tests of those that no other file holds.

use crate::commands::heyi;
use crate::house::source::{files_below, text_of};
#[cfg(unix)]
use crate::kill;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// A case, and the tests that show what happens then.
const CASES: [(&str, &[&str]); 11] = [
    (
        "power cut, kill, crash at any instant",
        &[
            "what_the_screen_acknowledged_survives_every_kill",
            "a_merge_may_end_at_every_moment",
            "a_merge_or_a_hand_in_that_is_killed_loses_nothing",
            "after_a_kill_the_cursor_is_where_it_was",
        ],
    ),
    (
        "disk full, stick pulled, read-only folder",
        &[
            "whatever_fails_the_file_is_the_old_or_the_new_one_and_nothing_else_lies_there",
            "what_cannot_be_saved_is_kept_on_this_machine_and_tried_again",
            "every_operation_of_a_merge_may_fail_once",
            "a_full_disk_leaves_no_half_of_a_table",
            "a_command_that_cannot_write_names_the_place_and_leaves_nothing",
            "what_could_not_be_printed_is_told",
        ],
    ),
    (
        "truncated, changed, empty, GBK, BOM, CR LF, 1 GB, deeply nested file",
        &[
            "every_cut_and_every_changed_byte_is_noticed",
            "no_cut_file_is_whole_and_every_whole_sheet_before_the_cut_is_found",
            "windows_line_ends_and_byte_order_marks_are_no_damage",
            "a_damaged_file_gives_up_every_whole_sheet_and_says_what_is_lost",
            "files_of_every_kind_of_damage_are_named_and_hide_no_other",
        ],
    ),
    (
        "escape and control characters in any text",
        &[
            "escape_sequences_and_invisible_characters_go",
            "escapes_cannot_smuggle_control_characters",
            "nothing_from_outside_reaches_the_terminal_as_it_is",
        ],
    ),
    (
        "an expert leaves early, is recused midway; a proposal is withdrawn",
        &[
            "states_are_never_noughts",
            "nought_is_a_score",
            "a_ruling_that_stands_is_not_made_again_and_the_effect_is_seen_first",
            "a_withdrawn_proposal_keeps_its_sheets_and_counts_in_nothing",
        ],
    ),
    (
        "rubric or policy changed after the first score",
        &[
            "a_changed_rubric_voids_only_the_sheets_that_do_not_fit_it",
            "a_changed_rubric_keeps_both_results_and_a_rule_carries_the_sheets",
            "opening_fixes_the_rules_and_a_change_needs_a_reason",
        ],
    ),
    (
        "a score out of range or off its step",
        &[
            "a_refused_key_changes_nothing",
            "a_score_that_is_no_mark_outlives_the_next_save",
            "a_cell_that_cannot_be_is_absent_and_the_rest_stays",
        ],
    ),
    (
        "two windows on one sheet, two files of one expert",
        &[
            "a_second_window_gets_no_desk",
            "what_somebody_else_wrote_is_not_written_over",
            "two_lines_are_joined_and_what_both_changed_waits_for_a_person",
        ],
    ),
    (
        "the laptop's clock is wrong",
        &["no_clock_no_zone_and_no_file_time_changes_a_result"],
    ),
    (
        "a terminal too small, without colour, an old console, wide signs",
        &[
            "every_screen_and_window_at_every_size_in_every_look",
            "characters_of_unsure_width_stand_only_in_the_glyph_table",
        ],
    ),
    (
        "no terminal at all",
        &["without_a_terminal_there_is_no_screen"],
    ),
];

#[test]
fn every_case_names_tests_that_are_there() {
    let files = ["src", "tests"].into_iter();
    let files = files.flat_map(|folder| files_below(folder, ".rs"));
    let sources: Vec<String> = files.map(|file| text_of(&file)).collect();
    for (case, tests) in CASES {
        for name in tests {
            let declared = format!("fn {name}(");
            let is_there = sources.iter().any(|text| text.contains(&declared));
            assert!(is_there, "{case}: there is no test {name}");
        }
    }
}

/// A panel with the demonstration's people, proposals and scores.
fn panel(home: &Path) -> PathBuf {
    let folder = home.join("p");
    let made = heyi(&["new", folder.to_str().unwrap(), "--from", "demo"]);
    assert!(made.status.success());
    folder
}

fn json(words: &[&str]) -> Value {
    let done = heyi(words);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    serde_json::from_slice(&done.stdout).unwrap_or_else(|_| panic!("{said}"))
}

#[test]
fn files_of_every_kind_of_damage_are_named_and_hide_no_other() {
    let home = tempfile::tempdir().unwrap();
    let folder = panel(home.path());
    let mine = folder.join("scores/first/E02");
    let mut names: Vec<PathBuf> = fs::read_dir(&mine)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    names.sort();
    let whole = fs::read(&names[0]).unwrap();
    let deep = format!(
        "format = 1\nx = {}{}\n",
        "[".repeat(20_000),
        "]".repeat(20_000)
    );
    let damage: [(&str, Vec<u8>); 7] = [
        ("empty", Vec::new()),
        ("cut", whole[..whole.len() * 2 / 3].to_vec()),
        (
            "changed",
            whole
                .iter()
                .map(|byte| if *byte == b'7' { b'8' } else { *byte })
                .collect(),
        ),
        ("gbk", b"comment = \"\xca\xaf\xc4\xab\xcf\xa9\"\n".to_vec()),
        ("noughts", vec![0; 4096]),
        ("deep", deep.into_bytes()),
        (
            "noise",
            (0..4096_u32).map(|at| (at * 31 % 251) as u8).collect(),
        ),
    ];
    let all = json(&["rank", folder.to_str().unwrap(), "--json", "--official"]);
    for (name, bytes) in names.iter().zip(&damage) {
        fs::write(name, &bytes.1).unwrap();
    }
    // a file of 1 GB takes no room on this disk and would fill the memory of who reads it
    let giant = &names[damage.len()];
    fs::File::create(giant).unwrap().set_len(1 << 30).unwrap();
    let begun = std::time::Instant::now();
    let found = json(&["check", folder.to_str().unwrap(), "--json"]);
    assert!(begun.elapsed() < Duration::from_secs(20));
    let problems = found["problems"].as_array().unwrap();
    for name in &names[..=damage.len()] {
        let file = format!(
            "scores/first/E02/{}",
            name.file_name().unwrap().to_str().unwrap()
        );
        let mut of_file = problems.iter().filter(|one| one["file"] == file.as_str());
        let first = of_file
            .next()
            .unwrap_or_else(|| panic!("{file} is not named"));
        assert_eq!(first["severity"], "error", "{first}");
        assert!(!first["message"].as_str().unwrap().is_empty());
        assert!(!first["hint"].as_str().unwrap().is_empty());
    }
    let rest = json(&["rank", folder.to_str().unwrap(), "--json", "--official"]);
    let rows = |document: &Value| document["proposals"].as_array().unwrap().len();
    assert_eq!(rows(&rest), rows(&all), "every proposal is still there");
    let heard = |document: &Value| -> u64 {
        let rows = document["proposals"].as_array().unwrap();
        rows.iter().map(|row| row["n"].as_u64().unwrap()).sum()
    };
    let lost = damage.len() as u64 + 1;
    assert!(
        heard(&rest) >= heard(&all) - lost,
        "only the damaged sheets are missing"
    );
}

#[test]
fn no_clock_no_zone_and_no_file_time_changes_a_result() {
    let home = tempfile::tempdir().unwrap();
    let folder = panel(home.path());
    let run = |zone: &str| {
        let done = Command::new(env!("CARGO_BIN_EXE_heyi"))
            .args(["rank", folder.to_str().unwrap(), "--json"])
            .env("TZ", zone)
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        done.stdout
    };
    let before = run("Asia/Shanghai");
    let folders = ["scores/first/E01", "scores/first/E05", "proposals", "."];
    for (nth, name) in folders.iter().enumerate() {
        for file in fs::read_dir(folder.join(name)).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                let year = Duration::from_secs(365 * 24 * 3600);
                let time = SystemTime::UNIX_EPOCH + year * (nth as u32 * 37);
                let opened = fs::File::options().write(true).open(path).unwrap();
                opened.set_modified(time).unwrap();
            }
        }
    }
    assert!(
        before == run("Pacific/Kiritimati"),
        "a clock decides something"
    );
}

#[test]
fn a_withdrawn_proposal_keeps_its_sheets_and_counts_in_nothing() {
    let home = tempfile::tempdir().unwrap();
    let folder = panel(home.path());
    let file = folder.join("proposals/SM-01.toml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(!text.contains("withdrawn"));
    let stands = text.lines().find(|line| line.starts_with("state = "));
    let text = match stands {
        Some(line) => text.replacen(line, "state = \"withdrawn\"", 1),
        None => format!("state = \"withdrawn\"\n{text}"),
    };
    fs::write(&file, text).unwrap();
    let document = json(&["recommend", folder.to_str().unwrap(), "--json"]);
    let rows = document["recommendations"].as_array().unwrap();
    let row = rows.iter().find(|row| row["proposal"] == "SM-01").unwrap();
    assert_eq!(
        (row["lane"].as_str(), row["rank"].is_null()),
        (Some("withdrawn"), true)
    );
    assert!(folder.join("scores/first/E01/SM-01.toml").is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn what_could_not_be_printed_is_told() {
    for words in [&["rank", "demo"][..], &["plan", "--json"], &["--help"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let done = Command::new(env!("CARGO_BIN_EXE_heyi"))
            .args(words)
            .args(["--lang", "en"])
            .stdout(full)
            .output()
            .unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{words:?}: {said}");
        assert!(
            said.starts_with("error: ") && said.contains("full") && said.contains("hint: "),
            "{said}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_command_that_cannot_write_names_the_place_and_leaves_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let folder = panel(home.path());
    let stick = home.path().join("stick");
    fs::write(&stick, "a file where a folder should be").unwrap();
    let out = stick.join("E02");
    let done = heyi(&[
        "pack",
        folder.to_str().unwrap(),
        "--expert",
        "E02",
        "--out",
        out.to_str().unwrap(),
    ]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(
        !done.status.success() && said.contains("stick") && said.contains("hint: "),
        "{said}"
    );
    // whoever may write everywhere is not kept out by a folder's mode
    let shut = home.path().join("shut");
    fs::create_dir(&shut).unwrap();
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o500)).unwrap();
    let done = heyi(&[
        "pack",
        folder.to_str().unwrap(),
        "--expert",
        "E02",
        "--out",
        shut.join("E02").to_str().unwrap(),
    ]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.success() || said.contains("shut"), "{said}");
    let left: Vec<_> = fs::read_dir(&shut)
        .unwrap()
        .map(|one| one.unwrap().file_name())
        .collect();
    assert!(left.is_empty() || left == ["E02"], "{left:?}");
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(unix)]
#[test]
fn after_a_kill_the_cursor_is_where_it_was() {
    use crate::sessions::driver::Window;
    let home = tempfile::tempdir().unwrap();
    let mut program = kill::scoring(home.path());
    program.send(b"16\r12\r11\r");
    assert!(program.wait(&mut |rows| rows[0].contains("已保存 r3")));
    program.kill();
    let mut program = kill::again(home.path());
    let chosen = |rows: &[String]| {
        let mut rows = rows.iter();
        rows.any(|row| row.contains('▸') && row.contains("产业化"))
    };
    let is_there = program.wait(&mut |rows| chosen(rows));
    assert!(is_there, "{}", program.rows().join("\n"));
}

#[test]
fn a_paper_that_does_not_rest_on_every_file_says_so_at_its_top() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p");
    let name = path.to_str().unwrap();
    assert!(heyi(&["new", name, "--from", "demo"]).status.success());
    let file = path.join("proposals/SM-02.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text + "\nbroken\n").unwrap();
    let out = path.join("out");
    let words = [
        "report",
        name,
        "--what",
        "recommendations",
        "--format",
        "md",
        "--out",
        out.to_str().unwrap(),
    ];
    assert_eq!(heyi(&words).status.code(), Some(2));
    let written = fs::read_dir(&out).unwrap().flatten();
    let papers: Vec<PathBuf> = written.map(|entry| entry.path()).collect();
    let is_paper = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "md");
    let paper = fs::read_to_string(papers.iter().find(is_paper).unwrap()).unwrap();
    let top: String = paper.lines().take(8).collect();
    assert!(top.contains("份文件未能采用，本件不完整"), "{paper}");
}
