//! Criteria that change after the first score: what came out before is kept, and sheets that
//! no longer fit count again by a rule that somebody answers for, and in no other way.

use crate::commands::heyi;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn run(arguments: &[&str]) -> (i32, String, String) {
    let done = heyi(arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = done.status.code().unwrap();
    (code, text(&done.stdout), text(&done.stderr))
}

fn ranked(panel: &str) -> Value {
    let (_, out, err) = run(&["rank", panel, "--json", "--official"]);
    serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"))
}

/// Full marks of the first criterion become 25, of the second 10.
fn change(panel: &Path) {
    let file = panel.join("rubric.toml");
    let text = fs::read_to_string(&file).unwrap();
    let text = text.replacen(
        "max = \"20\", step = \"1\"",
        "max = \"25\", step = \"1\"",
        1,
    );
    let text = text.replacen(
        "max = \"15\", step = \"1\"",
        "max = \"10\", step = \"1\"",
        1,
    );
    fs::write(&file, text).unwrap();
}

#[test]
fn a_changed_rubric_keeps_both_results_and_a_rule_carries_the_sheets() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("p");
    let panel = folder.to_str().unwrap();
    assert_eq!(run(&["new", panel, "--from", "demo"]).0, 0);
    let (code, _, err) = run(&["open", panel]);
    assert_eq!(code, 0, "{err}");
    let before = ranked(panel);
    change(&folder);
    let sheets: Vec<Vec<u8>> = every_sheet(&folder);
    let (code, _, err) = run(&["open", panel]);
    assert_eq!(code, 1, "a change needs its reason: {err}");
    let (code, out, err) = run(&["open", panel, "--reason", "分值调整", "--lang", "en"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("reports/fixed-0"), "{out}");
    assert!(
        out.contains("[[migration]]") && out.contains("times = \"1.25\""),
        "{out}"
    );
    assert!(
        out.contains("count in nothing") && out.contains("still fit"),
        "{out}"
    );
    let rule = fs::read_to_string(folder.join("reports/fixed-0/migration.toml")).unwrap();
    assert!(out.contains(rule.trim_end()), "{out}");
    let kept = fs::read_to_string(folder.join("reports/fixed-0/rank.json")).unwrap();
    let kept: Value = serde_json::from_str(&kept).unwrap();
    for (kept, stood) in rows(&kept).zip(rows(&before)) {
        assert_eq!(
            kept, stood,
            "the result by the rules that were fixed before"
        );
    }
    let without = rows(&ranked(panel)).filter(|row| !row.1.is_null()).count();
    // the rule as it was suggested, with a name and a reason
    let at = out.find("[[migration]]").unwrap();
    let rule = out[at..].replace("by = \"\"", "by = \"秘书组 甲\"");
    let rule = rule.replace("reason = \"\"", "reason = \"第二次会议纪要第3条\"");
    let file = folder.join("rulings.toml");
    let rulings = fs::read_to_string(&file).unwrap_or_default();
    fs::write(&file, format!("{rulings}\n{rule}")).unwrap();
    let (_, listed, _) = run(&["check", panel, "--lang", "en"]);
    assert!(listed.contains("counts as a rule carries it"), "{listed}");
    let after = ranked(panel);
    let with = rows(&after).filter(|row| !row.1.is_null()).count();
    let all = rows(&before).filter(|row| !row.1.is_null()).count();
    assert!(without < all && with == all, "{without} {with} {all}");
    assert_eq!(sheets, every_sheet(&folder), "no sheet was touched");
    // a rule that nobody answers for carries nothing
    fs::write(&file, format!("{rulings}\n{}", &out[at..])).unwrap();
    let nobody = ranked(panel);
    assert_eq!(
        rows(&nobody).filter(|row| !row.1.is_null()).count(),
        without
    );
}

fn rows(document: &Value) -> impl Iterator<Item = (String, Value, Value)> {
    let rows = document["proposals"].as_array().unwrap().clone();
    rows.into_iter().map(|row| {
        let id = row["id"].as_str().unwrap().to_owned();
        (id, row["rank"].clone(), row["total"].clone())
    })
}

fn every_sheet(folder: &Path) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = walk(&folder.join("scores"));
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn what_differs_between_two_panels_is_listed_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let (one, other) = (home.path().join("one"), home.path().join("other"));
    let (left, right) = (one.to_str().unwrap(), other.to_str().unwrap());
    for panel in [left, right] {
        assert_eq!(run(&["new", panel, "--from", "demo"]).0, 0);
    }
    let diff = || -> Value {
        let (code, out, err) = run(&["diff", left, right, "--json"]);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    };
    let same = diff();
    assert_eq!(
        (&same["same"], &same["differences"]),
        (&Value::Bool(true), &serde_json::json!([]))
    );
    let edit = |file: &str, from: &str, to: &str| {
        let path = other.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    };
    edit("plan/servo.toml", "转矩密度＞3.5", "转矩密度＞3.6");
    edit("policy.toml", "recommend = \"75\"", "recommend = \"76\"");
    fs::remove_file(other.join("scores/first/E01/SM-05.toml")).unwrap();
    let document = diff();
    let found = document["differences"].as_array().unwrap();
    let of =
        |part: &str| -> Vec<&Value> { found.iter().filter(|one| one["part"] == part).collect() };
    assert_eq!(of("policy").len(), 1, "{found:?}");
    assert_eq!(of("policy")[0]["what"], "threshold.recommend");
    assert_eq!(
        (&of("policy")[0]["before"], &of("policy")[0]["after"]),
        (&"75".into(), &"76".into())
    );
    assert_eq!(of("plan").len(), 1);
    assert_eq!(
        (&of("plan")[0]["subject"], &of("plan")[0]["what"]),
        (&"servo-03".into(), &"target".into())
    );
    assert_eq!(of("scores").len(), 1);
    assert_eq!(
        (&of("scores")[0]["subject"], &of("scores")[0]["after"]),
        (&"first/E01/SM-05".into(), &Value::Null)
    );
    assert!(of("proposals").is_empty() && of("people").is_empty() && of("rubric").is_empty());
    let resting = document["resting"].as_array().unwrap();
    assert!(resting.iter().all(|one| one["link"] == "servo-03") && !resting.is_empty());
    let absence = "[[absence]]\nproposal = \"SM-04\"\nexpert = \"E01\"\n";
    let presence = other.join("presence.toml");
    let text = fs::read_to_string(&presence).unwrap();
    fs::write(&presence, format!("{text}\n{absence}")).unwrap();
    let (_, words, _) = run(&["diff", left, right, "--lang", "en"]);
    let lines: Vec<&str> = words.lines().map(str::trim).collect();
    for wanted in [
        "SM-04/E01 did not hear it: not there → there",
        "E01 SM-05: submitted → not there",
    ] {
        assert!(lines.contains(&wanted), "{wanted}: {words}");
    }
    assert_eq!(words.matches("SM-04/E01").count(), 1, "{words}");
    assert!(
        words.contains("policy") && words.contains("75 → 76"),
        "{words}"
    );
}
