//! `heyi rank` and `heyi recommend` as processes, on the demonstration and on damaged copies.

use super::commands::heyi;
use serde_json::Value;
use std::path::Path;

pub fn json(words: &[&str]) -> Value {
    let output = heyi(words);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub fn demo_copy() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("panels/demo"),
        folder.path(),
    );
    folder
}

#[test]
fn the_document_of_rank_has_its_keys_in_order() {
    let document = json(&["rank", "demo", "--json"]);
    assert_eq!(document["schema"], "heyi.rank/1");
    let known = [
        "schema",
        "panel",
        "policy",
        "what_if",
        "incomplete",
        "chains",
        "proposals",
        "experts",
    ];
    assert_eq!(keys(&document)[..8], known);
    assert_eq!(
        keys(&document["chains"][0])[..10],
        [
            "id",
            "experts",
            "proposals",
            "complete_proposals",
            "top",
            "within_sd",
            "lambda",
            "model",
            "kemeny",
            "agreement"
        ]
    );
    assert_eq!(
        keys(&document["proposals"][0])[..27],
        [
            "id",
            "label",
            "chain",
            "n",
            "mean",
            "median",
            "sd",
            "min",
            "max",
            "trimmed",
            "trimmed_applied",
            "total",
            "rank",
            "rank_in_chain",
            "votes",
            "tie_trace",
            "criteria",
            "calibrated",
            "z",
            "borda",
            "expected_rank",
            "rank_interval",
            "p_top",
            "leave_one_out",
            "zone",
            "outliers",
            "lane"
        ]
    );
    assert_eq!(
        keys(&document["experts"][0]),
        [
            "id",
            "n",
            "mean",
            "sd",
            "offset",
            "leniency",
            "leniency_se",
            "spearman",
            "flags"
        ]
    );
    let without: Vec<&Value> = document["experts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["n"] == 0)
        .collect();
    assert_eq!(without.len(), 1, "exactly one expert has no sheet");
    assert!(without[0]["mean"].is_null());
}

#[test]
fn a_what_if_says_so_and_nonsense_is_refused_with_a_way_on() {
    let plain = json(&["rank", "demo", "--json"]);
    let mean = json(&[
        "rank",
        "demo",
        "--json",
        "--set",
        "combine.method=mean",
        "--set",
        "rounding.decimals=none",
    ]);
    assert_eq!(
        (&plain["what_if"], &mean["what_if"]),
        (&Value::Bool(false), &Value::Bool(true))
    );
    assert_eq!(mean["policy"]["combine"]["method"], "mean");
    let total = |document: &Value| {
        let rows = document["proposals"].as_array().unwrap();
        rows.iter().find(|row| row["id"] == "SM-03").unwrap()["total"].clone()
    };
    assert_eq!(total(&plain), "83.80");
    assert_eq!(total(&mean), "81.714285714");
    for bad in [
        "combine.method=mode",
        "nothing=1",
        "combine.method",
        "weight.target=3",
    ] {
        let output = heyi(&["rank", "demo", "--lang", "en", "--set", bad]);
        assert_eq!(output.status.code(), Some(1), "{bad}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.starts_with("error: ") && said.contains("\nhint: "),
            "{said}"
        );
    }
    assert_eq!(
        heyi(&["rank", "demo", "--scores", "nothing"]).status.code(),
        Some(1)
    );
}

#[test]
fn a_filter_leaves_rows_out_and_changes_no_figure() {
    let all = json(&["rank", "demo", "--official", "--json"]);
    assert_eq!(all["filter"], Value::Null);
    let words = "链:石墨烯 分>80";
    let few = json(&["rank", "demo", "--official", "--json", "--filter", words]);
    assert_eq!(
        few["filter"],
        serde_json::json!({"query": words, "found": 2, "of": 43, "manner": "written"})
    );
    let rows = few["proposals"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert!(all["proposals"].as_array().unwrap().contains(row), "{row}");
        assert_eq!(row["chain"], "graphene");
    }
    assert_eq!(all["chains"], few["chains"]);
    for (words, ids) in [
        ("极差>=20 缺口", vec!["SM-03"]),
        ("spread>=20 gap", vec!["SM-03"]),
        ("sifuqudong", vec!["SM-02", "RD-07"]),
        ("GR-02", vec!["GR-02"]),
        ("没有这个", vec![]),
    ] {
        let document = json(&["recommend", "demo", "--json", "--filter", words]);
        let rows = document["recommendations"].as_array().unwrap();
        let found: Vec<&str> = rows
            .iter()
            .map(|row| row["proposal"].as_str().unwrap())
            .collect();
        assert_eq!(found, ids, "{words}");
    }
    let long = "电".repeat(1_000_000 / 30);
    for bad in ["owner:x", "分>", "score>many", "类:无", long.as_str()] {
        let output = heyi(&["recommend", "demo", "--filter", bad]);
        assert_eq!(output.status.code(), Some(1), "{bad}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("提示："));
    }
}

#[test]
fn one_criterion_takes_the_place_of_the_totals_in_the_statistics_only() {
    let totals = json(&["rank", "demo", "--json"]);
    let target = json(&["rank", "demo", "--json", "--scores", "target"]);
    let (all, one) = (&totals["proposals"][0], &target["proposals"][0]);
    assert_eq!((&all["id"], &all["total"]), (&one["id"], &one["total"]));
    assert!(one["max"].as_f64().unwrap() <= 20.0 && all["max"].as_f64().unwrap() > 20.0);
    let official = json(&["rank", "demo", "--json", "--official"]);
    assert!(official["proposals"][0]["borda"].is_null());
    assert_eq!(official["chains"][0]["advisory_reason"], "official");
}

#[test]
fn recommendations_carry_reasons_and_cover_every_link() {
    let document = json(&["recommend", "demo", "--json"]);
    assert_eq!(
        keys(&document)[..5],
        [
            "schema",
            "recommendations",
            "portfolio",
            "scoreboard",
            "coverage"
        ]
    );
    let rows = document["recommendations"].as_array().unwrap();
    assert_eq!(rows.len(), 43);
    for row in rows {
        assert_eq!(
            keys(row)[..8],
            [
                "proposal",
                "lane",
                "rank",
                "requested",
                "awarded",
                "reasons",
                "distance",
                "departments"
            ]
        );
        let first = &row["reasons"][0];
        assert!(!first["text"].as_str().unwrap().contains('{'), "{first}");
    }
    assert_eq!(document["coverage"].as_array().unwrap().len(), 61);
    assert_eq!(document["scoreboard"].as_array().unwrap().len(), 7);
    let awarded: f64 = rows.iter().filter_map(|row| row["awarded"].as_f64()).sum();
    assert_eq!(document["portfolio"]["spent"].as_f64(), Some(awarded));
}

/// The row of a proposal in the recommendations of the demonstration.
fn recommended(document: &Value, id: &str) -> Value {
    let rows = document["recommendations"].as_array().unwrap();
    rows.iter()
        .find(|row| row["proposal"] == id)
        .unwrap()
        .clone()
}

#[test]
fn decisions_and_conditions_stand_beside_the_recommendation() {
    let document = json(&["recommend", "demo", "--json"]);
    let less = &recommended(&document, "RD-01")["decision"];
    assert_eq!(
        keys(less),
        [
            "outcome", "amount", "reason", "minute", "approver", "departs"
        ]
    );
    assert_eq!(less["outcome"], "support");
    assert_eq!(less["amount"], 260, "a number of 10,000 yuan");
    assert_eq!(less["reason"], "设备购置费核减 20 万元");
    assert_eq!(
        less["departs"], true,
        "another sum than the recommended one"
    );
    let same = &recommended(&document, "RD-03")["decision"];
    assert_eq!(
        (&same["departs"], &same["reason"]),
        (&false.into(), &"".into())
    );
    let reserve = &recommended(&document, "RD-02")["decision"];
    assert_eq!(reserve["departs"], true, "recommended, and not supported");
    assert!(reserve["amount"].is_null());
    let conditional = recommended(&document, "SM-03");
    assert!(conditional["decision"].is_null());
    assert_eq!(conditional["conditions"].as_array().unwrap().len(), 2);
    let none = recommended(&document, "SM-01");
    assert_eq!(none["conditions"], serde_json::json!([]));
    let output = heyi(&["recommend", "demo", "--lang", "zh"]);
    let said = String::from_utf8(output.stdout).unwrap();
    for words in [
        "RD-01 研究决定：予以支持 260 万元",
        "与专家推荐不一致",
        "SM-03 条件：1. 将空载加速时间列入考核指标",
    ] {
        assert!(said.contains(words), "{words}");
    }
}

#[test]
fn a_technology_of_two_proposals_counts_once_and_says_whose_it_is() {
    let document = json(&["recommend", "demo", "--json"]);
    let goals = document["scoreboard"].as_array().unwrap();
    let goal = |id: &str| goals.iter().find(|goal| goal["goal"] == id).unwrap();
    let technologies = goal("technologies");
    assert_eq!(
        (&technologies["claimed"], &technologies["confirmed"]),
        (&5.into(), &2.into())
    );
    let named = technologies["named"].as_array().unwrap();
    assert_eq!(named.len(), 5);
    let twice = named
        .iter()
        .find(|one| one["proposals"].as_array().unwrap().len() == 2)
        .unwrap();
    assert_eq!(twice["proposals"], serde_json::json!(["RD-01", "SM-03"]));
    assert_eq!(twice["confirmed"], true);
    let firms = goal("champions");
    assert_eq!(
        firms["claimed"].as_u64(),
        Some(firms["named"].as_array().unwrap().len() as u64)
    );
    assert_eq!(firms["confirmed"], 1);
    let unconfirmed = goal("products");
    assert!(unconfirmed["confirmed"].is_null(), "no opinion names any");
    assert_eq!(unconfirmed["reason"], "not_recorded");
    let own = recommended(&document, "RD-01")["contributions"].clone();
    assert_eq!(own[0]["also"], serde_json::json!(["SM-03"]));
    assert_eq!(
        (&own[0]["confirmed"], &own[1]["confirmed"]),
        (&true.into(), &false.into())
    );
    let declined = recommended(&document, "MD-05")["contributions"].clone();
    assert_eq!(
        declined[0]["goal"], "technologies",
        "claimed, and not counted"
    );
}

#[test]
fn tables_say_what_they_are_in_both_languages() {
    for (lang, words) in [
        (
            "zh",
            [
                "演示数据，不得用于正式评审",
                "专家评审推荐建议，非最终立项决定",
                "资金线",
                "推荐分数线 75",
            ],
        ),
        (
            "en",
            [
                "Demonstration data",
                "not a decision",
                "money line",
                "recommendation line 75",
            ],
        ),
    ] {
        for command in ["rank", "recommend"] {
            let output = heyi(&[command, "demo", "--lang", lang]);
            assert_eq!(output.status.code(), Some(0));
            let said = String::from_utf8(output.stdout).unwrap();
            for word in words {
                assert!(said.contains(word), "{command} {lang}: {word}");
            }
            assert!(!said.chars().any(|one| one.is_control() && one != '\n'));
        }
    }
}

#[test]
fn a_damaged_sheet_is_listed_and_the_rest_is_printed() {
    let folder = demo_copy();
    let path = folder.path().join("scores/first/E01/SM-01.toml");
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() - 90]).unwrap();
    let panel = folder.path().to_str().unwrap();
    let output = heyi(&["rank", panel, "--json", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = document["proposals"].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == "SM-01").unwrap();
    assert_eq!(row["n"], 7, "one of eight is left out");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("error: scores/first/E01/SM-01.toml") && said.contains("hint: "),
        "{said}"
    );
    assert_eq!(heyi(&["recommend", panel]).status.code(), Some(2));
    assert_eq!(heyi(&["check", panel]).status.code(), Some(2));
}

/// Ranks the demonstration after `from` became `to` in `file`, and expects it to be printed
/// with this error listed.
fn is_listed(file: &str, from: &str, to: &str, place: &str) {
    let folder = demo_copy();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("panels/ningbo-siji-2018");
    for rules in ["rubric.toml", "policy.toml"] {
        std::fs::copy(built_in.join(rules), folder.path().join(rules)).unwrap();
    }
    let path = folder.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file}: {from}");
    std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
    for command in ["rank", "recommend"] {
        let output = heyi(&[command, folder.path().to_str().unwrap(), "--lang", "en"]);
        assert_eq!(output.status.code(), Some(2), "{command} {to}");
        assert!(!output.stdout.is_empty(), "{command} {to}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains(&format!("error: {place}")) && said.contains("\nhint: "),
            "{command} {to}: {said}"
        );
        let files: std::collections::BTreeSet<&str> = said
            .lines()
            .filter_map(|line| line.strip_prefix("error: ")?.split_once(".toml:"))
            .map(|(file, _)| file)
            .collect();
        let count = match files.len() {
            1 => "error: 1 file could".to_owned(),
            many => format!("error: {many} files could"),
        };
        assert!(said.contains(&count), "{command} {to}: {count}");
    }
}

#[test]
fn a_rule_that_cannot_be_read_is_no_official_result() {
    for (file, from, to, place) in [
        (
            "groups.toml",
            "budget = \"",
            "budget = \"1,",
            "groups.toml:",
        ),
        (
            "policy.toml",
            "recommend = \"75\"",
            "recommend = \"75分\"",
            "policy.toml:",
        ),
        (
            "policy.toml",
            "technical_share = \"2/3\"",
            "technical_share = \"most\"",
            "policy.toml:",
        ),
        (
            "conflicts.toml",
            "state = \"recused\"",
            "state = \"Recused\"",
            "conflicts.toml:",
        ),
        (
            "rubric.toml",
            "max = \"20\"",
            "max = \"20分\"",
            "rubric.toml:",
        ),
    ] {
        is_listed(file, from, to, place);
    }
}

#[test]
fn the_top_is_one_at_least_and_the_whole_chain_at_most() {
    let output = heyi(&["rank", "demo", "--top", "0", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("error: ") && said.contains("\nhint: "),
        "{said}"
    );
    let document = json(&["rank", "demo", "--top", "9999", "--official", "--json"]);
    for chain in document["chains"].as_array().unwrap() {
        assert_eq!(chain["top"], chain["proposals"]);
    }
}
