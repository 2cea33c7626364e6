//! `heyi assign` and `heyi conflict` as processes.

use super::commands::heyi;
use serde_json::{Value, json};
use std::path::PathBuf;

struct Round {
    folder: tempfile::TempDir,
}

impl Round {
    fn from(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let round = Self { folder };
        let made = heyi(&[&["new", round.panel().to_str().unwrap()], more].concat());
        assert_eq!(made.status.code(), Some(0));
        round
    }

    /// A round of six proposals in two chains and seven experts.
    fn small() -> Self {
        let round = Self::from(&[]);
        let mut proposals = String::from("编号,题目,申报单位,项目负责人,合作单位,产业链\n");
        for nth in 1..7 {
            let chain = if nth < 4 { "servo" } else { "reducer" };
            let row = format!("P{nth},项目之{nth},示例{nth}号有限公司,某负责{nth},,{chain}\n");
            proposals.push_str(&row);
        }
        let proposals = proposals.replace("某负责2,", "某负责2,示例大学、别的所");
        let mut experts = String::from("编号,姓名,单位,专业类别,产业链\n");
        for nth in 1..8 {
            let kind = if nth == 7 { "财务" } else { "技术" };
            let row = format!("E{nth},某专家{nth},第{nth}研究所,{kind},\n");
            experts.push_str(&row);
        }
        let experts = experts
            .replace("第3研究所", "示例大学机械学院")
            .replace("第4研究所", "示例1号股份有限公司");
        for (what, text) in [("proposals", proposals), ("experts", experts)] {
            let path = round.folder.path().join("table.csv");
            std::fs::write(&path, text).unwrap();
            let path = path.to_str().unwrap().to_owned();
            let made = heyi(&["import", what, &path, round.panel().to_str().unwrap()]);
            let said = String::from_utf8_lossy(&made.stdout).into_owned();
            assert_eq!(made.status.code(), Some(0), "{said}");
        }
        round
    }

    fn panel(&self) -> PathBuf {
        self.folder.path().join("round")
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.panel().join(name)).unwrap()
    }

    fn put(&self, name: &str, text: &str) {
        std::fs::write(self.panel().join(name), text).unwrap();
    }

    fn run(&self, command: &str, more: &[&str]) -> (Option<i32>, String, String) {
        let panel = self.panel();
        let output = heyi(&[&[command, panel.to_str().unwrap()], more].concat());
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let code = output.status.code();
        (code, text(output.stdout), text(output.stderr))
    }

    fn document(&self, command: &str, more: &[&str]) -> (Option<i32>, Value) {
        let (code, out, err) = self.run(command, &[more, &["--json"]].concat());
        let document = serde_json::from_str(&out);
        (code, document.unwrap_or_else(|_| panic!("{out}{err}")))
    }
}

fn total(document: &Value, key: &str) -> usize {
    let experts = document["experts"].as_array().unwrap().iter();
    experts.map(|one| one[key].as_array().unwrap().len()).sum()
}

#[test]
fn it_proposes_and_writes_only_when_asked_to() {
    let round = Round::small();
    let (code, document) = round.document("assign", &[]);
    assert_eq!(
        (code, &document["schema"]),
        (Some(0), &json!("heyi.assign/1")),
        "{document}"
    );
    assert_eq!(
        (&document["written"], total(&document, "added")),
        (&json!(false), 6 * 5)
    );
    assert_eq!(document["shortfalls"], json!([]));
    let pairs: Vec<(&str, &str, &str)> = document["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().unwrap();
            (text("proposal"), text("expert"), text("code"))
        })
        .collect();
    assert_eq!(pairs, [("P1", "E4", "applicant"), ("P2", "E3", "partner")]);
    assert!(!round.panel().join("assignments.toml").exists());
    let (_, out, _) = round.run("assign", &[]);
    assert!(out.contains("什么也没有写，要写加 --write"), "{out}");
    let (code, out, _) = round.run("assign", &["--write"]);
    assert_eq!(code, Some(0), "{out}");
    assert!(
        out.contains("已写入：新增指派 30") && out.contains("heyi conflict"),
        "{out}"
    );
    let groups = round.text("groups.toml");
    assert!(
        groups.contains("伺服电机专家组") && groups.contains("Servo motors group"),
        "{groups}"
    );
    assert!(
        round
            .text("conflicts.toml")
            .contains("state = \"candidate\"")
    );
    assert!(round.text("journal.log").contains("assign: 30 added"));
    let check = heyi(&["check", round.panel().to_str().unwrap()]);
    assert_eq!(check.status.code(), Some(0));
    let (code, again) = round.document("assign", &["--write"]);
    assert_eq!(
        (code, &again["written"]),
        (Some(0), &json!(false)),
        "{again}"
    );
    let assigned = round.text("assignments.toml");
    let p1 = assigned
        .split("[[assignment]]")
        .find(|block| block.contains("\"E4\""))
        .unwrap();
    assert!(!p1.contains("\"P1\""), "{assigned}");
}

#[test]
fn what_people_wrote_stays_and_what_is_missing_is_said() {
    let round = Round::small();
    let held = "# 谁评什么\r\nformat = 1\r\n\r\n[[assignment]]\r\nexpert = \"E7\" # 财务\r\nproposals = [\r\n    \"P6\", # 先评\r\n]\r\n";
    round.put("assignments.toml", held);
    let conflicts = "# 回避\nformat = 1\n".to_owned()
        + &["E1", "E2", "E3"].map(|expert| {
            format!("\n[[conflict]]\nproposal = \"P5\"\nexpert = \"{expert}\"\nstate = \"recused\"\n")
        })
        .concat();
    round.put("conflicts.toml", &conflicts);
    let (code, document) = round.document("assign", &["--write", "--per", "7"]);
    assert_eq!(code, Some(2), "{document}");
    assert_eq!(
        document["shortfalls"],
        json!([{ "proposal": "P5", "experts": 4, "technical": 3, "wanted": 5, "wanted_technical": 4 }])
    );
    let text = round.text("assignments.toml");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    for kept in [
        "# 谁评什么\r\n",
        "expert = \"E7\" # 财务",
        "    \"P6\", # 先评\r\n    \"P1\", \"P2\",",
    ] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
    assert!(round.text("conflicts.toml").starts_with(&conflicts));
    let (code, _, err) = round.run("assign", &["--per", "0"]);
    assert!(code == Some(1) && err.contains("提示："), "{err}");
}

#[test]
fn a_sheet_keeps_its_assignment_and_a_closed_round_takes_nothing() {
    let round = Round::from(&["--from", "demo"]);
    let before = round.text("assignments.toml");
    let (_, document) = round.document("assign", &["--afresh", "--per", "5"]);
    assert!(total(&document, "held") > 200, "{document}");
    let held = document["experts"][0]["held"].as_array().unwrap().clone();
    assert!(!held.is_empty());
    let removed = document["experts"][0]["removed"].as_array().unwrap();
    assert!(held.iter().all(|one| !removed.contains(one)));
    assert_eq!(round.text("assignments.toml"), before);
    let demo = heyi(&["assign", "demo"]);
    assert_ne!(demo.status.code(), Some(1), "only reads");
    assert_eq!(heyi(&["assign", "demo", "--write"]).status.code(), Some(1));
    let first = round.text("panel.toml");
    let phase = first
        .lines()
        .find(|line| line.starts_with("phase"))
        .unwrap();
    round.put("panel.toml", &first.replace(phase, "phase = \"closed\""));
    let pair = [
        "--proposal",
        "SM-01",
        "--expert",
        "E01",
        "--recuse",
        "--by",
        "a",
        "--reason",
        "b",
    ];
    for (command, more) in [("assign", &[][..]), ("conflict", &pair)] {
        let (code, _, err) = round.run(command, more);
        assert!(code == Some(1) && err.contains("提示："), "{command} {err}");
    }
}

#[test]
fn a_ruling_says_what_it_changes_in_the_result() {
    let round = Round::from(&["--from", "demo"]);
    let head = round
        .text("conflicts.toml")
        .lines()
        .next()
        .unwrap()
        .to_owned();
    let ruled = |more: &[&str]| {
        let words = [
            "--proposal",
            "SM-03",
            "--by",
            "监督员",
            "--reason",
            "当场申报",
        ];
        round.document("conflict", &[&words, more].concat())
    };
    let (code, document) = ruled(&["--expert", "E01", "--recuse"]);
    assert_eq!(
        (code, &document["schema"]),
        (Some(0), &json!("heyi.conflict/1"))
    );
    let n = |key: &str| document[key]["n"].as_u64().unwrap();
    assert_eq!(
        (n("before"), &document["has_sheet"]),
        (n("after") + 1, &json!(true))
    );
    for key in ["rank", "lane", "total"] {
        assert!(document["before"].get(key).is_some() && document["after"].get(key).is_some());
    }
    let text = round.text("conflicts.toml");
    assert!(
        text.starts_with(&head) && text.contains("ruled_by = \"监督员\""),
        "{text}"
    );
    assert!(
        round
            .text("journal.log")
            .contains("监督员\trecused E01 from SM-03: 当场申报")
    );
    let sheet = round.panel().join("scores/first/E01/SM-03.toml");
    assert!(sheet.exists(), "it stays");
    let rank = |round: &Round| round.document("rank", &[]).1;
    let row = |document: &Value| {
        let rows = document["proposals"].as_array().unwrap();
        rows.iter().find(|one| one["id"] == "SM-03").unwrap()["n"].clone()
    };
    assert_eq!(row(&rank(&round)), document["after"]["n"], "as it was told");
    let blocks = round.text("conflicts.toml").matches("[[conflict]]").count();
    let (code, document) = ruled(&["--expert", "E01", "--clear"]);
    assert_eq!((code, &document["state"]), (Some(0), &json!("cleared")));
    assert_eq!(document["reason"], "当场申报");
    assert_eq!(
        round.text("conflicts.toml").matches("[[conflict]]").count(),
        blocks
    );
    for words in [
        &["--expert", "E01", "--clear"][..],
        &["--expert", "E77", "--clear"],
        &["--expert", "E01", "--clear", "--recuse"],
        &["--expert", "E01"],
    ] {
        let more = ["--proposal", "SM-03", "--by", "a", "--reason", "b"];
        let (code, out, err) = round.run("conflict", &[&more, words].concat());
        assert_eq!((code, out.as_str()), (Some(1), ""), "{words:?} {err}");
    }
    let words = [
        "--proposal",
        "SM-03",
        "--expert",
        "E02",
        "--recuse",
        "--by",
        "a",
        "--reason",
        "b",
    ];
    let (code, out, _) = round.run("conflict", &words);
    assert_eq!(code, Some(0));
    for word in [
        "已裁定：E02 对 SM-03 回避",
        "SM-03：有效专家",
        "保留，不再计入",
    ] {
        assert!(out.contains(word), "{word}\n{out}");
    }
}
