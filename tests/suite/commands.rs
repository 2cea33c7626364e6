//! Every command as a process: exit codes, words and `--json`.

use std::process::{Command, Output};

/// Runs the program with these words, in Chinese unless they say otherwise.
pub fn heyi(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_heyi"))
        .args(words)
        .env_remove("HEYI_LANG")
        .env("LC_ALL", "zh_CN.UTF-8")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap()
}

#[test]
fn a_panel_that_is_not_there_is_said_with_a_way_on() {
    let output = heyi(&["check", "nowhere", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("error: ") && said.contains("\nhint: "),
        "{said}"
    );
}

#[test]
fn wrong_words_are_a_user_error() {
    assert_eq!(heyi(&["plan", "--nonsense"]).status.code(), Some(1));
    assert_eq!(heyi(&["--help"]).status.code(), Some(0));
}

#[test]
fn a_broken_panel_is_listed_with_its_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::create_dir(path.join("proposals")).unwrap();
    std::fs::write(path.join("panel.toml"), "format = 1\nid ＝ \"x\"\n").unwrap();
    std::fs::write(
        path.join("proposals/A-1.toml"),
        "title = \"甲\"\ntitel = 3\n",
    )
    .unwrap();
    let output = heyi(&["check", path.to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["schema"], "heyi.check/1");
    let place = |file: &str, kind: &str| {
        document["problems"]
            .as_array()
            .unwrap()
            .iter()
            .any(|problem| {
                problem["file"] == file && problem["kind"] == kind && problem["line"] == 2
            })
    };
    assert!(place("panel.toml", "full_width"), "{document}");
    assert!(place("proposals/A-1.toml", "unknown_key"), "{document}");
}
