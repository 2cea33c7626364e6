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
fn wrong_words_are_a_user_error_in_the_readers_language() {
    for (words, said) in [
        (&["plan", "--nonsense"][..], "不认识“--nonsense”"),
        (&["rank"], "缺少 <PANEL>\nhint: 写法：heyi rank <PANEL>"),
        (&["rank", "demo", "--nope"], "是不是 --top？"),
        (&["rank", "demo", "--top"], "--top <TOP> 后面要写一个值"),
        (
            &["pack", "demo", "--out", "x"],
            "缺少 --expert <ID> 或 --all\nhint: 写法：heyi pack",
        ),
        (&["match", "demo"], "(--title <TITLE> | --stdin)"),
        (&["conflict", "demo", "E01", "SM-01"], "这里不能写“E01”"),
        (&["rnak", "demo"], "没有这个命令：rnak"),
        (&["agenda", "demo", "--present", "x"], "写一个整数"),
        (
            &["agenda", "demo", "--order", "luck"],
            "可以写：chain, draw, leaving",
        ),
        (
            &["agenda", "demo", "--break-after", "3", "--break-at", "2"],
            "不能同时写",
        ),
        (&["match", "x", "--top", "0"], "写 1-65535 之间的数"),
        (&["rank", "demo", "--lang", "xx"], "可以写：zh, en"),
    ] {
        let output = heyi(words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(
            text.starts_with("error: ") && text.contains("\nhint: "),
            "{text}"
        );
        assert!(text.contains(said), "{said}: {text}");
        assert!(output.stdout.is_empty());
    }
    let english = heyi(&["rank", "--lang", "en"]);
    let text = String::from_utf8(english.stderr).unwrap();
    assert_eq!(
        text,
        "error: not given: <PANEL>\nhint: usage: heyi rank --lang <LANG> <PANEL>\n"
    );
    let ruling = heyi(&["conflict", "demo", "--lang", "en"]);
    let text = String::from_utf8(ruling.stderr).unwrap();
    assert!(
        text.contains("--reason <TEXT>, --recuse or --clear\n"),
        "{text}"
    );
    assert_eq!(heyi(&["--help"]).status.code(), Some(0));
}

#[test]
fn a_problem_is_labelled_in_the_readers_language() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("panel.toml"), "format = 1\njunk\n").unwrap();
    let panel = folder.path().to_str().unwrap();
    let listed = |words: &[&str]| {
        let output = heyi(&[&["check", panel], words].concat());
        String::from_utf8(output.stdout).unwrap()
    };
    let chinese = listed(&[]);
    assert!(chinese.contains("panel.toml:2:5 错误："), "{chinese}");
    assert!(chinese.contains("\n    提示："), "{chinese}");
    assert!(!chinese.contains("hint: ") && !chinese.contains("错误: "));
    let english = listed(&["--lang", "en"]);
    assert!(english.contains("panel.toml:2:5: error: "), "{english}");
    assert!(english.contains("\n    hint: "), "{english}");
    let combined = heyi(&["rank", panel]);
    let said = String::from_utf8(combined.stderr).unwrap();
    let labels = ["error: ", "hint: "];
    for line in said.lines() {
        assert!(labels.iter().any(|label| line.starts_with(label)), "{line}");
    }
}

#[test]
fn goals_and_packs_are_counted_in_words_that_fit() {
    let words = |words: &[&str]| String::from_utf8(heyi(words).stdout).unwrap();
    let english = words(&["plan", "--lang", "en"]);
    let line = english.lines().find(|line| line.contains("关键技术"));
    let line = line.unwrap();
    assert!(line.starts_with("  technology: ≥10  "), "{line}");
    assert!(words(&["plan"]).contains("  ≥10 项  突破"));
    let folder = tempfile::tempdir().unwrap();
    let panel = folder.path().join("round");
    let panel = panel.to_str().unwrap();
    assert_eq!(
        heyi(&["new", panel, "--from", "demo"]).status.code(),
        Some(0)
    );
    let pack = folder.path().join("pack");
    let pack = ["--out", pack.to_str().unwrap()];
    let who = ["pack", panel, "--expert", "E02", "--lang", "en"];
    let said = words(&[&who[..], &pack].concat());
    let counted = "41 proposals (39 to score, 2 recused), 41 sheets already there";
    assert!(said.contains(counted), "{said}");
}

#[test]
fn the_help_speaks_alike_of_every_argument() {
    let program = heyi::cli::command_line(heyi::i18n::Language::English);
    let mut waiting = vec![program];
    while let Some(command) = waiting.pop() {
        for argument in command.get_arguments() {
            let words = argument.get_help().map(ToString::to_string);
            let first = words.as_ref().and_then(|words| words.chars().next());
            let is_small = first.is_none_or(|first| !first.is_uppercase());
            assert!(is_small, "{} {words:?}", command.get_name());
        }
        waiting.extend(command.get_subcommands().cloned());
    }
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

fn said(output: &Output) -> (Option<i32>, String) {
    let err = String::from_utf8(output.stderr.clone()).unwrap();
    (output.status.code(), err)
}

fn files_of(folder: &std::path::Path) -> Vec<String> {
    let entries = folder.read_dir().unwrap().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_panel_holds_the_plan_and_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("round-1");
    let name = path.to_str().unwrap();
    let output = heyi(&["new", name, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(&format!("heyi check {name}")), "{text}");
    assert!(!text.contains("hint: "), "{text}");
    let head = std::fs::read_to_string(path.join("panel.toml")).unwrap();
    assert!(head.contains("id = \"round-1\""), "{head}");
    for part in ["plan", "rubric.toml", "policy.toml"] {
        assert!(path.join(part).exists(), "{part}");
    }
    for part in ["proposals", "scores", "experts.toml", "assignments.toml"] {
        assert!(!path.join(part).exists(), "{part}");
    }
    assert_eq!(heyi(&["check", name]).status.code(), Some(0));
    assert_eq!(
        files_of(folder.path()),
        ["round-1"],
        "nothing unfinished is left"
    );
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.txt"), "1").unwrap();
    for more in [
        &[][..],
        &["--from", "demo"],
        &["--empty"],
        &["--from", "nothing"],
    ] {
        let words = [
            &["new", folder.path().to_str().unwrap(), "--lang", "en"],
            more,
        ]
        .concat();
        let (code, text) = said(&heyi(&words));
        assert_eq!(code, Some(1));
        assert!(
            text.starts_with("error: ") && text.contains("\nhint: "),
            "{text}"
        );
        assert_eq!(files_of(folder.path()), ["mine.txt"]);
    }
    let (code, _) = said(&heyi(&["new", "x", "--from", "demo", "--empty"]));
    assert_eq!(code, Some(1));
    assert_eq!(
        said(&heyi(&["new", "demo"])).0,
        Some(1),
        "that name is taken"
    );
}

#[test]
fn a_copy_of_the_demonstration_comes_with_its_people() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy");
    let output = heyi(&["new", path.to_str().unwrap(), "--from", "demo"]);
    assert_eq!(output.status.code(), Some(0));
    for part in [
        "rubric.toml",
        "experts.toml",
        "proposals/SM-01.toml",
        "scores/first",
    ] {
        assert!(path.join(part).exists(), "{part}");
    }
}

#[test]
fn a_folder_that_cannot_name_a_panel_gets_an_id() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("第一批 2026");
    std::fs::create_dir(&path).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_heyi"))
        .args(["new", ".", "--empty", "--lang", "en"])
        .current_dir(&path)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("hint: “第一批 2026” cannot be an id"),
        "{text}"
    );
    let head = std::fs::read_to_string(path.join("panel.toml")).unwrap();
    let line = head.lines().find(|line| line.starts_with("id = ")).unwrap();
    let digits = line
        .strip_prefix("id = \"x-")
        .unwrap()
        .trim_end_matches('"');
    assert!(
        digits.len() == 8 && digits.chars().all(|c| c.is_ascii_hexdigit()),
        "{line}"
    );
    assert!(text.contains(&format!("x-{digits}")), "{text}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_made_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (code, text) = said(&heyi(&["new", file.join("x").to_str().unwrap()]));
    assert_eq!(code, Some(2), "{text}");
    assert_eq!(files_of(folder.path()), ["file"]);
}

#[test]
fn the_keys_are_listed_in_three_forms() {
    let document: serde_json::Value =
        serde_json::from_slice(&heyi(&["keys", "--json"]).stdout).unwrap();
    assert_eq!(document["schema"], "heyi.keys/1");
    let commands = document["commands"].as_array().unwrap();
    let of = |id: &str| {
        commands
            .iter()
            .find(|command| command["id"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(of("submit")["keys"], serde_json::json!(["F9"]));
    assert_eq!(of("type")["keys"], serde_json::json!(["0-9", "."]));
    assert_eq!(of("palette")["accelerators"], serde_json::json!([":"]));
    assert_eq!(of("undo")["section"], "scoring");
    assert_eq!(of("undo")["does"], "撤销");
    for words in [&["keys"][..], &["keys", "--markdown"]] {
        let output = heyi(words);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.lines().count() >= commands.len(), "{text}");
        assert!(text.contains("Ctrl-Q") && text.contains("提交"), "{text}");
    }
}

#[test]
fn without_a_terminal_there_is_no_screen() {
    for words in [
        &["--lang", "en"][..],
        &[
            "demo", "--as", "E09", "--at", "SM-03", "--glyphs", "ascii", "--lang", "en",
        ],
        &["--lang", "en", "--theme", "mono"],
    ] {
        let output = heyi(words);
        let (code, text) = said(&output);
        assert_eq!((code, output.stdout.len()), (Some(1), 0), "{text}");
        assert!(
            text.contains("terminal") && text.contains("heyi recommend demo"),
            "{text}"
        );
    }
}

#[test]
fn the_screen_has_its_own_words_and_commands_theirs() {
    let (code, text) = said(&heyi(&["nowhere", "--as", "E01", "--lang", "en"]));
    assert_eq!(code, Some(1));
    assert!(
        text.starts_with("error: no such panel: nowhere\nhint: "),
        "{text}"
    );
    assert_eq!(
        heyi(&["--lang", "en", "check", "demo"]).status.code(),
        Some(0)
    );
    for words in [
        &["--as", "E01", "check", "demo"][..],
        &["demo", "check", "demo"],
        &["--glyphs", "fancy"],
    ] {
        let (code, text) = said(&heyi(words));
        assert_eq!(code, Some(1), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_from_outside_reaches_the_terminal_as_it_is() {
    let is_harmful = |c: char| c.is_control() && c != '\n' || c == '\u{202e}' || c == '\u{85}';
    let folder = tempfile::tempdir().unwrap();
    let panel = folder.path().join("p");
    let name = panel.to_str().unwrap();
    assert_eq!(
        heyi(&["new", name, "--from", "demo"]).status.code(),
        Some(0)
    );
    let proposal = panel.join("proposals/SM-01.toml");
    let text = std::fs::read_to_string(&proposal).unwrap();
    let titled = text.replacen("title = \"", "title = \"A\\rB", 1);
    std::fs::write(&proposal, format!("\"\\u001b[31mK\" = 1\n{titled}")).unwrap();
    for bad in ["\u{1b}[31m.toml", "\u{202e}\u{85}.toml", "a\nb.toml"] {
        std::fs::write(panel.join("proposals").join(bad), "title = \"x\"\n").unwrap();
        std::fs::create_dir_all(panel.join("scores/first").join(bad)).unwrap();
        let sheet = panel.join("scores/first").join(bad).join("x.toml");
        std::fs::write(sheet, "x = 1\n").unwrap();
    }
    for command in ["check", "rank", "recommend"] {
        for json in [&[][..], &["--json"]] {
            let output = heyi(&[&[command, name], json].concat());
            for said in [output.stdout, output.stderr] {
                let said = String::from_utf8(said).unwrap();
                assert!(
                    !said.chars().any(is_harmful),
                    "{command} {json:?}: {said:?}"
                );
            }
        }
    }
    let output = heyi(&["check", "no\r\nhint: b\rsuch", "--lang", "en"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.chars().any(is_harmful), "{said:?}");
    assert_eq!(said.lines().count(), 2, "{said}");
}
