//! `heyi report`: what is written is read back with other programs' eyes and compared with
//! what `heyi rank` and `heyi recommend` say; hostile text, odd panels and folders that
//! cannot be written.

mod office;
mod read;

use super::commands::heyi;
use super::rank::{demo_copy, json};
use super::stage::{Look, Stage};
use heyi::app::state::Leaving;
use read::{Table, files, tables};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

const FORMATS: [&str; 5] = ["xlsx", "docx", "html", "md", "csv"];

/// Everything that the demonstration's reports are, written once for all tests.
pub fn of_demonstration() -> &'static (tempfile::TempDir, Value) {
    static WRITTEN: OnceLock<(tempfile::TempDir, Value)> = OnceLock::new();
    WRITTEN.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let document = report("demo", folder.path(), &[]);
        (folder, document)
    })
}

/// Runs the command and returns its document.
fn report(panel: &str, out: &Path, more: &[&str]) -> Value {
    let mut words = vec!["report", panel, "--json", "--out", out.to_str().unwrap()];
    words.extend(more);
    json(&words)
}

/// The file of a document in a format.
fn file(document: &Value, folder: &Path, what: &str, format: &str) -> PathBuf {
    let all = document["files"].as_array().unwrap();
    let found = all
        .iter()
        .find(|one| one["what"] == what && one["format"] == format);
    folder.join(found.unwrap()["file"].as_str().unwrap())
}

/// All rows of all tables of a document that have an entry below `head`, by the entry.
fn rows<'a>(tables: &'a [Table], head: &str) -> BTreeMap<&'a str, BTreeMap<&'a str, &'a str>> {
    let mut found = BTreeMap::new();
    for table in tables {
        let Some(place) = table.heads.iter().position(|one| one == head) else {
            continue;
        };
        for row in &table.rows {
            let Some(key) = row.get(place).filter(|key| !key.is_empty()) else {
                continue;
            };
            let heads = table.heads.iter().map(String::as_str);
            let cells = heads.zip(row.iter().map(String::as_str));
            found.insert(key.as_str(), cells.collect());
        }
    }
    found
}

/// The head of a column in a format: its name for programs in csv, else its Chinese title.
fn head<'a>(format: &str, name: &'a str, title: &'a str) -> &'a str {
    if format == "csv" { name } else { title }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        number => number.to_string(),
    }
}

#[test]
fn every_format_of_the_ranking_shows_what_rank_says() {
    let (folder, document) = of_demonstration();
    let ranked = json(&["rank", "demo", "--json"]);
    for format in FORMATS {
        let tables = tables(&file(document, folder.path(), "ranking", format));
        let rows = rows(&tables, head(format, "id", "项目编号"));
        let mut seen = 0;
        for one in ranked["proposals"].as_array().unwrap() {
            let id = one["id"].as_str().unwrap();
            let row = rows.get(id).unwrap_or_else(|| panic!("{format}: no {id}"));
            let cell = |name: &str, title: &str| {
                let key = head(format, name, title);
                *row.get(key)
                    .unwrap_or_else(|| panic!("{format} {id}: no {key}"))
            };
            assert_eq!(cell("rank", "名次"), shown(&one["rank"]), "{format} {id}");
            assert_eq!(cell("n", "有效专家"), shown(&one["n"]), "{format} {id}");
            for (name, title, key) in [("high", "最高", "max"), ("low", "最低", "min")] {
                assert_eq!(cell(name, title), shown(&one[key]), "{format} {id} {key}");
            }
            let total = if one["rank"].is_null() {
                String::new()
            } else {
                shown(&one["total"])
            };
            assert_eq!(
                same_number(cell("total", "得分")),
                same_number(&total),
                "{format} {id}"
            );
            if !one["rank"].is_null() {
                let interval = &one["rank_interval"];
                let wanted = format!("{}-{}", interval["p05"], interval["p95"]);
                assert_eq!(
                    cell("interval", "链内名次区间").trim_start_matches('\''),
                    wanted
                );
            }
            let votes = &one["votes"];
            let count = |key: &str| votes[key].as_u64().unwrap();
            let all = count("recommend") + count("revise") + count("decline");
            if all > 0 {
                let wanted = format!("{}/{all}", count("recommend"));
                assert_eq!(cell("votes", "推荐票"), wanted, "{format} {id}");
            }
            seen += 1;
        }
        assert_eq!(seen, 43, "{format}");
    }
}

/// Workbooks and csv files hold numbers, which have no digits of their own.
fn same_number(text: &str) -> String {
    text.parse::<f64>()
        .map_or_else(|_| text.to_owned(), |number| number.to_string())
}

#[test]
fn every_format_of_the_list_shows_what_recommend_says() {
    let (folder, document) = of_demonstration();
    let advised = json(&["recommend", "demo", "--json"]);
    for format in FORMATS {
        let tables = files(document, folder.path(), "recommendations", format)
            .iter()
            .flat_map(|path| tables(path))
            .collect::<Vec<_>>();
        let rows = rows(&tables, head(format, "id", "项目编号"));
        for one in advised["recommendations"].as_array().unwrap() {
            let id = one["proposal"].as_str().unwrap();
            let row = rows.get(id).unwrap_or_else(|| panic!("{format}: no {id}"));
            for (name, title, key) in [
                ("rank", "名次", "rank"),
                ("requested", "申请金额（万元）", "requested"),
                ("awarded", "建议金额（万元）", "awarded"),
            ] {
                let cell = row[head(format, name, title)];
                assert_eq!(same_number(cell), shown(&one[key]), "{format} {id} {key}");
            }
            let reasons = row[head(format, "reasons", "理由")];
            for reason in one["reasons"].as_array().unwrap() {
                let text = reason["text"].as_str().unwrap();
                assert!(
                    reasons.contains(text),
                    "{format} {id}: {reasons} lacks {text}"
                );
            }
            let conditions = row[head(format, "conditions", "条件")];
            for condition in one["conditions"].as_array().unwrap() {
                assert!(
                    conditions.contains(condition.as_str().unwrap()),
                    "{format} {id}"
                );
            }
        }
        let goals = files(document, folder.path(), "scoreboard", format);
        let goals: Vec<Table> = goals.iter().flat_map(|path| read::tables(path)).collect();
        let board = self::rows(&goals, head(format, "target", "目标"));
        for goal in advised["scoreboard"].as_array().unwrap() {
            let target = goal["target"].to_string();
            assert!(board.contains_key(target.as_str()), "{format} {goal}");
        }
    }
}

#[test]
fn what_stands_in_one_proposals_page_is_what_rank_says_of_its_criteria() {
    let (folder, document) = of_demonstration();
    let pack = files(document, folder.path(), "data-pack", "csv");
    let scores = pack
        .iter()
        .find(|path| !path.to_string_lossy().contains("data-pack-"));
    let all: Vec<Table> = pack.iter().flat_map(|path| tables(path)).collect();
    assert!(scores.is_some() || !all.is_empty());
    let results = all
        .iter()
        .find(|one| one.heads.contains(&"rank_p05".to_owned()))
        .unwrap();
    let mut totals: Vec<String> = column(results, "total");
    let ranked = json(&["rank", "demo", "--json"]);
    let proposals = ranked["proposals"].as_array().unwrap();
    let mut wanted: Vec<String> = proposals.iter().map(|one| shown(&one["total"])).collect();
    wanted.retain(|total| !total.is_empty());
    totals.sort();
    wanted.sort();
    assert_eq!(totals, wanted);
    let text = pack
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap());
    let text: String = text.collect();
    for named in ["SM-01", "E01", "专家", "示例"] {
        assert!(!text.contains(named), "the pack names {named}");
    }
}

fn column(table: &Table, head: &str) -> Vec<String> {
    let place = table.heads.iter().position(|one| one == head).unwrap();
    table.rows.iter().map(|row| row[place].clone()).collect()
}

#[test]
fn the_same_panel_makes_the_same_bytes_and_a_file_changed_by_hand_is_kept() {
    let (first, _) = of_demonstration();
    let second = tempfile::tempdir().unwrap();
    report("demo", second.path(), &["--format", "docx,xlsx,md"]);
    let list = |folder: &Path| std::fs::read_to_string(folder.join("sha256.txt")).unwrap();
    let all = list(first.path());
    for line in list(second.path()).lines() {
        assert!(all.contains(line), "{line}");
    }
    let name = "18-拟支持项目名单公示.md";
    std::fs::write(second.path().join(name), "改过").unwrap();
    let document = report(
        "demo",
        second.path(),
        &["--what", "notice", "--format", "md"],
    );
    assert_eq!(document["files"][0]["kept"], "18-拟支持项目名单公示~1.md");
    let kept = std::fs::read_to_string(second.path().join("18-拟支持项目名单公示~1.md")).unwrap();
    assert_eq!(kept, "改过");
}

/// A copy of the demonstration in which everything that people write is hostile.
fn hostile() -> tempfile::TempDir {
    let folder = demo_copy();
    let evil = concat!(
        "=HYPERLINK(\\\"http://x\\\")</td><script>alert(1)</script><w:p>&amp;|`*_#",
        "\\n+1\\t@SUM(A1)\\u001b[31m\\u202e\\u0000\\u0085",
    );
    let path = folder.path().join("proposals/SM-01.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| {
        let is_title = line.starts_with("title = ") || line.starts_with("applicant = ");
        match line.split_once(" = ") {
            Some((key, _)) if is_title => format!("{key} = \"{evil}{}\"", "长".repeat(10_000)),
            _ => line.to_owned(),
        }
    });
    let text: Vec<String> = lines.collect();
    std::fs::write(&path, text.join("\n").replace("\\u0000", "")).unwrap();
    folder
}

#[test]
fn hostile_text_stays_text_in_every_format() {
    let panel = hostile();
    let out = tempfile::tempdir().unwrap();
    let path = panel.path().to_str().unwrap();
    let what = "ranking,recommendations,score-sheets,notice,feedback,opinions";
    let words = [
        "report",
        path,
        "--out",
        out.path().to_str().unwrap(),
        "--what",
        what,
        "--json",
    ];
    let output = heyi(&words);
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = document["files"].as_array().unwrap();
    assert!(all.len() > 100 && all.iter().all(|one| one["error"].is_null()));
    for one in all {
        let path = out.path().join(one["file"].as_str().unwrap());
        read::assert_harmless(&path);
    }
    let tables = tables(&file(&document, out.path(), "recommendations", "xlsx"));
    let rows = rows(&tables, "项目编号");
    assert!(rows["SM-01"]["项目名称"].contains("=HYPERLINK(\"http://x\")</td><script>"));
}

#[test]
fn what_cannot_be_written_is_told_and_the_others_are_made() {
    let out = tempfile::tempdir().unwrap();
    let taken = out.path().join("18-拟支持项目名单公示.docx");
    std::fs::create_dir(&taken).unwrap();
    let folder = out.path().to_str().unwrap();
    let words = [
        "report",
        "demo",
        "--out",
        folder,
        "--what",
        "notice,ranking",
        "--format",
        "docx,md",
    ];
    let output = heyi(&words);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("未写出 18-拟支持项目名单公示.docx"), "{said}");
    assert!(said.contains("共写出 3/4 个文件"), "{said}");
    let left = std::fs::read_dir(out.path())
        .unwrap()
        .map(|one| one.unwrap().file_name());
    let hidden = left.filter(|name| name.to_string_lossy().starts_with('.'));
    assert_eq!(hidden.count(), 0);
    let file = out.path().join("file");
    std::fs::write(&file, "x").unwrap();
    for (folder, code) in [(file.join("below"), 1), ("/proc/nowhere/reports".into(), 2)] {
        let output = heyi(&["report", "demo", "--out", folder.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(code), "{folder:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.lines().count() == 2, "{said}");
    }
}

#[test]
fn an_unknown_document_or_format_is_a_user_error_that_names_the_known_ones() {
    for words in [["--what", "rankings"], ["--format", "pdf"]] {
        let output = heyi(&["report", "demo", words[0], words[1], "--lang", "en"]);
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("there are: "), "{said}");
    }
}

#[test]
fn an_english_report_has_no_chinese_marks_between_its_words() {
    let out = tempfile::tempdir().unwrap();
    let more = ["--what", "signatures,coverage", "--lang", "en"];
    let document = report("demo", out.path(), &more);
    let read = |what: &str, format: &str| {
        std::fs::read_to_string(file(&document, out.path(), what, format)).unwrap()
    };
    let signatures = read("signatures", "md");
    assert!(
        signatures.contains("**Internal, Example review batch"),
        "{signatures}"
    );
    for what in ["signatures", "coverage"] {
        for format in ["md", "html"] {
            assert!(!read(what, format).contains('\u{3000}'), "{what} {format}");
        }
    }
    let duty = signatures.lines().find(|line| line.contains("chair of"));
    assert!(!duty.unwrap().contains('、'), "{duty:?}");
}

#[test]
fn an_empty_panel_has_every_report() {
    let home = tempfile::tempdir().unwrap();
    let panel = home.path().join("空");
    assert_eq!(
        heyi(&["new", panel.to_str().unwrap()]).status.code(),
        Some(0)
    );
    let out = home.path().join("out");
    let document = report(panel.to_str().unwrap(), &out, &[]);
    let kinds = document["files"].as_array().unwrap().iter();
    let kinds: std::collections::BTreeSet<&str> =
        kinds.map(|one| one["what"].as_str().unwrap()).collect();
    // without experts, proposals and districts there is nobody to make a part for
    assert_eq!(kinds.len(), 27, "{kinds:?}");
    assert_eq!(
        heyi(&["report", panel.to_str().unwrap()]).status.code(),
        Some(0)
    );
    assert!(
        panel
            .join("reports/10-专家组评分汇总及排序表.docx")
            .is_file()
    );
}

#[test]
fn a_draft_says_so_and_a_closed_round_does_not() {
    let panel = demo_copy();
    let head = panel.path().join("panel.toml");
    let text = std::fs::read_to_string(&head).unwrap();
    let read = |phase: &str| {
        std::fs::write(&head, text.replace("phase = \"open\"", phase)).unwrap();
        let out = tempfile::tempdir().unwrap();
        let path = panel.path().to_str().unwrap();
        let document = report(
            path,
            out.path(),
            &["--what", "signatures", "--format", "md,html"],
        );
        let one =
            |format| std::fs::read_to_string(file(&document, out.path(), "signatures", format));
        (one("md").unwrap(), one("html").unwrap())
    };
    let (open_text, open_page) = read("phase = \"open\"");
    let (closed_text, closed_page) = read("phase = \"closed\"");
    assert!(open_text.contains("草稿") && open_page.contains("草稿"));
    assert!(!closed_text.contains("草稿") && !closed_page.contains("草稿"));
    assert!(closed_page.contains("演示数据，不得用于正式评审"));
    let code = |text: &str| {
        text.split_once("数据核对码 ")
            .unwrap()
            .1
            .chars()
            .take(9)
            .collect::<String>()
    };
    assert_eq!(code(&open_text), code(&closed_text));
}

#[test]
fn every_internal_document_names_the_edition_and_firms_are_told_with_their_role() {
    let panel = demo_copy();
    let template = "
[document.recommendations]
columns = [\"title\", \"applicant\", \"applicant_role\"]
[document.ranking]
columns = [\"title\", \"applicant_role\"]
";
    std::fs::write(panel.path().join("report.toml"), template).unwrap();
    let out = tempfile::tempdir().unwrap();
    let what = "recommendations,ranking,work-report,proposal-scores,notice";
    let more = ["--what", what, "--format", "md"];
    let document = report(panel.path().to_str().unwrap(), out.path(), &more);
    let of = |what: &str| file(&document, out.path(), what, "md");
    let text = |what: &str| std::fs::read_to_string(of(what)).unwrap();
    let edition = "方案版本 征求意见稿 2018-11-14";
    for what in [
        "recommendations",
        "ranking",
        "work-report",
        "proposal-scores",
    ] {
        assert!(text(what).contains(edition), "{what}");
    }
    assert!(!text("notice").contains(edition), "it goes outside");
    assert!(text("work-report").contains("所依据的方案版本：征求意见稿 2018-11-14。"));
    assert!(text("proposal-scores").contains("核心企业，2018 年认定"));
    let listed = tables(&of("recommendations"));
    let roles = listed.iter().flat_map(|table| column(table, "企业情况"));
    assert!(
        roles.into_iter().any(|role| role.starts_with("核心企业")),
        "{listed:?}"
    );
    let ranked = tables(&of("ranking"));
    assert_eq!(ranked[0].heads, ["项目名称", "企业情况"]);
}

#[test]
fn a_template_changes_title_columns_signatures_and_the_notice() {
    let panel = demo_copy();
    let template = "
[letterhead]
zh = \"示例市经信局\"
[notice]
from = \"3 月 1 日\"
[notice.text]
zh = \"拟支持“{first}”等 {count} 项，{from} 起；{unknown}\"
[document.notice]
columns = [\"district\", \"title\"]
signatures = [{ zh = \"盖章处\" }]
[document.notice.title]
zh = \"拟支持项目公示\"
[document.agenda]
leave_out = true
";
    std::fs::write(panel.path().join("report.toml"), template).unwrap();
    let path = panel.path().to_str().unwrap();
    let out = tempfile::tempdir().unwrap();
    let document = report(path, out.path(), &["--format", "md"]);
    let text = std::fs::read_to_string(file(&document, out.path(), "notice", "md")).unwrap();
    for wanted in [
        "示例市经信局",
        "拟支持项目公示",
        "等 2 项，3 月 1 日 起；",
        "盖章处",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let table = &tables(&file(&document, out.path(), "notice", "md"))[0];
    assert_eq!(table.heads, ["属地", "项目名称"]);
    let files = document["files"].as_array().unwrap();
    assert!(!files.iter().any(|one| one["what"] == "agenda"));
    let wrong = "leterhead = 1\n\n[document.rankng]\nleave_out = true\n";
    std::fs::write(panel.path().join("report.toml"), wrong).unwrap();
    let output = heyi(&["check", path, "--json"]);
    let checked: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problems = checked["problems"].as_array().unwrap();
    let lines = problems.iter().filter(|one| one["file"] == "report.toml");
    let lines: Vec<u64> = lines.map(|one| one["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [1, 3], "{checked}");
}

#[test]
fn the_template_that_is_printed_is_a_template() {
    let output = heyi(&["report", "demo", "--template"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let panel = demo_copy();
    let bare = text
        .replace("# [", "[")
        .replace("# columns", "columns")
        .replace("# zh", "zh");
    std::fs::write(panel.path().join("report.toml"), bare).unwrap();
    let out = tempfile::tempdir().unwrap();
    let path = panel.path().to_str().unwrap();
    let document = report(
        path,
        out.path(),
        &["--what", "notice,ranking", "--format", "md"],
    );
    let (usual, usual_document) = of_demonstration();
    for what in ["notice", "ranking"] {
        let own = std::fs::read_to_string(file(&document, out.path(), what, "md")).unwrap();
        let from = std::fs::read_to_string(file(usual_document, usual.path(), what, "md")).unwrap();
        assert_eq!(own, from, "{what}");
    }
}

#[test]
fn feedback_and_notice_name_no_expert_and_no_score() {
    let (folder, document) = of_demonstration();
    for format in ["md", "html", "csv"] {
        for what in ["feedback", "notice"] {
            for path in files(document, folder.path(), what, format) {
                let text = std::fs::read_to_string(path).unwrap();
                for named in ["专家一", "专家四", "E01", "88.17", "得分"] {
                    assert!(!text.contains(named), "{what} {format} names {named}");
                }
            }
        }
    }
}

#[test]
fn leaving_while_reports_are_written_takes_a_second_key() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
    let book = &mut stage.app.workspace.as_mut().unwrap().round;
    book.reporting = Some((1, 4));
    stage.press("Ctrl-Q");
    assert_eq!(stage.app.leaving, Leaving::Stays);
    stage.press("Ctrl-Q");
    assert_eq!(stage.app.leaving, Leaving::Asked);
}
