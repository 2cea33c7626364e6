//! `heyi import scores` as a process, with the files that offices send, and published tables
//! all the way from a table to the printed figure.

use super::commands::heyi;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A folder with an empty panel.
struct Study {
    folder: tempfile::TempDir,
}

impl Study {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let study = Self { folder };
        let made = heyi(&["new", study.panel().to_str().unwrap(), "--empty"]);
        assert_eq!(made.status.code(), Some(0));
        study
    }

    fn panel(&self) -> PathBuf {
        self.folder.path().join("study")
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Takes a file in and returns exit code, standard output and standard error.
    fn import(&self, file: &str, more: &[&str]) -> (Option<i32>, String, String) {
        let panel = self.panel();
        let words = [&["import", "scores", file, panel.to_str().unwrap()], more].concat();
        let output = heyi(&words);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    fn taken(&self, file: &str, more: &[&str]) -> Value {
        let (code, out, err) = self.import(file, &[more, &["--json"]].concat());
        assert_eq!(code, Some(0), "{out}{err}");
        serde_json::from_str(&out).unwrap()
    }

    fn rank(&self, more: &[&str]) -> Value {
        let panel = self.panel();
        let output = heyi(&[&["rank", panel.to_str().unwrap(), "--json"], more].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

const HEADINGS: [&str; 5] = ["项目", "专家", "评分项", "得分（分）", "意见"];
const ROWS: [[&str; 5]; 4] = [
    ["电机", "王", "工艺", "8.3", "好"],
    ["电机", "李", "工艺", "9", ""],
    ["薄膜", "王", "工艺", "7.5", ""],
    ["薄膜", "李", "工艺", "", "没有听"],
];

fn csv() -> String {
    let rows = [HEADINGS].into_iter().chain(ROWS);
    rows.map(|row| row.join(",") + "\r\n").collect()
}

fn xlsx() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "评分明细").unwrap();
    for (line, row) in [HEADINGS].iter().chain(&ROWS).enumerate() {
        for (column, text) in row.iter().enumerate() {
            let place = (
                u32::try_from(line + 2).unwrap(),
                u16::try_from(column).unwrap(),
            );
            match text.parse::<f64>() {
                Ok(number) => sheet.write(place.0, place.1, number).unwrap(),
                Err(_) => sheet.write(place.0, place.1, *text).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn ods() -> Vec<u8> {
    let cell = |text: &&str| match text.parse::<f64>() {
        Ok(_) => format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{text}\"><text:p>{text}</text:p></table:table-cell>"
        ),
        Err(_) if text.is_empty() => "<table:table-cell/>".to_owned(),
        Err(_) => format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        ),
    };
    let mut rows = String::new();
    for row in [HEADINGS].iter().chain(&ROWS) {
        let cells: Vec<String> = row.iter().map(cell).collect();
        rows.extend(["<table:table-row>", &cells.concat(), "</table:table-row>"]);
    }
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [
        (
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet".to_owned(),
        ),
        (
            "content.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body>\
                 <office:spreadsheet><table:table table:name=\"评分\">{rows}</table:table>\
                 </office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Everything of a panel but the journal and the times told in histories.
fn contents(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            let is_kept = |line: &&str| {
                !["at = ", "sha256 = ", "parent = "]
                    .iter()
                    .any(|key| line.starts_with(key))
            };
            if name != "journal.log" {
                let text = std::fs::read_to_string(&path).unwrap();
                let lines: Vec<&str> = text.lines().filter(is_kept).collect();
                found.push((name.to_owned(), lines.join("\n")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_same_table_in_every_format_makes_the_same_panel() {
    let text = csv();
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut first: Option<Vec<(String, String)>> = None;
    for (name, bytes) in [
        ("a.csv", text.clone().into_bytes()),
        ("b.csv", gbk),
        ("c.txt", utf16),
        ("d.xlsx", xlsx()),
        ("e.ods", ods()),
    ] {
        let study = Study::new();
        let document = study.taken(&study.file(name, &bytes), &["--create"]);
        assert_eq!(document["schema"], "heyi.import/1");
        assert_eq!(
            (&document["rows"], &document["accepted"]),
            (&json!(4), &json!(4))
        );
        assert_eq!(document["columns"]["score"], "得分（分）", "{name}");
        let made = contents(&study.panel());
        assert_eq!(made.len(), 4 + 1 + 2 + 4, "{name}: {made:?}");
        let held = first.get_or_insert_with(|| made.clone());
        assert_eq!(&made, held, "{name}");
        let check = heyi(&["check", study.panel().to_str().unwrap()]);
        assert_eq!(check.status.code(), Some(0), "{name}");
    }
}

#[test]
fn the_document_has_its_keys_in_order_and_refused_rows_their_reasons() {
    let study = Study::new();
    let file = study.file(
        "a.csv",
        (csv() + "电机,王,工艺,8,\r\n,王,工艺,8,\r\n").as_bytes(),
    );
    let (code, out, _) = study.import(&file, &["--create", "--json", "--lang", "en"]);
    assert_eq!(code, Some(2), "rows were refused");
    let document: Value = serde_json::from_str(&out).unwrap();
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "schema",
            "rows",
            "accepted",
            "refused",
            "created",
            "columns",
            "heading_line",
            "sheets",
            "mismatches"
        ]
    );
    assert_eq!(
        document["refused"],
        json!([
            { "line": 6, "reason": "line 2 already has this expert, proposal and criterion", "code": "second_row" },
            { "line": 7, "reason": "no proposal stands there", "code": "no_proposal" },
        ])
    );
    let created = document["created"].as_object().unwrap();
    let counts: Vec<(&str, usize)> = created
        .iter()
        .map(|(key, ids)| (key.as_str(), ids.as_array().unwrap().len()))
        .collect();
    assert_eq!(
        counts,
        [
            ("chains", 1),
            ("proposals", 2),
            ("experts", 2),
            ("criteria", 1)
        ]
    );
    let journal = std::fs::read_to_string(study.panel().join("journal.log")).unwrap();
    assert!(
        journal.contains("import scores a.csv: 6 / 4 / 2"),
        "{journal}"
    );
    let (code, out, _) = study.import(&file, &[]);
    assert_eq!(code, Some(2));
    for word in [
        "项目 ← 项目",
        "第 6 行",
        "第 2 行已有",
        "共 6 行，导入 4 行，未导入 2 行",
    ] {
        assert!(out.contains(word), "{word}\n{out}");
    }
}

#[test]
fn what_cannot_be_taken_in_is_said_and_nothing_is_written() {
    let study = Study::new();
    let before = contents(&study.panel());
    let good = study.file("a.csv", csv().as_bytes());
    let lacks = study.file("b.csv", "项目,专家\n1,2\n".as_bytes());
    let broken = study.file("c.xlsx", b"PK\x03\x04nothing");
    let old = study.file("d.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let cases: [(&str, &[&str], i32); 10] = [
        ("nowhere.csv", &[], 2),
        (&lacks, &[], 2),
        (&broken, &[], 2),
        (&old, &[], 2),
        (&good, &["--scale", "0,10"], 1),
        (&good, &["--create", "--scale", "10,0"], 1),
        (&good, &["--create", "--scale", "ten"], 1),
        (&good, &["--create", "--weights", "工艺"], 1),
        (&good, &["--create", "--weights", "没有=3"], 1),
        (&good, &["--nonsense"], 1),
    ];
    for (file, more, wanted) in cases {
        let (code, out, err) = study.import(file, &[more, &["--lang", "en", "--json"]].concat());
        assert_eq!(
            (code, out.as_str()),
            (Some(wanted), ""),
            "{file} {more:?} {err}"
        );
        assert!(err.starts_with("error: "), "{err}");
        assert_eq!(contents(&study.panel()), before, "{file} {more:?}");
    }
    let swapped = heyi(&["import", "scores", study.panel().to_str().unwrap(), &good]);
    let said = String::from_utf8(swapped.stderr).unwrap();
    assert_eq!(swapped.status.code(), Some(1));
    assert!(
        said.contains("先写表格、后写批次") && said.contains(&format!("{good} ")),
        "{said}"
    );
    for panel in ["demo", "ningbo-siji-2018", "nowhere"] {
        let output = heyi(&["import", "scores", &good, panel, "--lang", "en"]);
        assert_eq!(output.status.code(), Some(1), "{panel}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("hint: "), "{said}");
    }
    assert_eq!(heyi(&["import", "--help"]).status.code(), Some(0));
    assert_eq!(heyi(&["import"]).status.code(), Some(1));
}

/// Makes a long table of a square one: a row of `wide` per expert or per proposal.
fn long(wide: &str, rows_are_experts: bool) -> String {
    let mut text = String::from("proposal,expert,criterion,score\n");
    for (row, line) in wide.lines().enumerate() {
        for (column, score) in line.split_whitespace().enumerate() {
            let (expert, proposal) = if rows_are_experts {
                (row, column)
            } else {
                (column, row)
            };
            let score = score.trim_matches('.');
            let line = format!("P{proposal:02},E{expert},v,{score}\n");
            text.push_str(&line);
        }
    }
    text
}

fn is_near(value: &Value, wanted: &str) {
    let decimals = wanted.split_once('.').unwrap().1.len();
    let found = format!("{:.decimals$}", value.as_f64().unwrap());
    assert_eq!(found, wanted);
}

#[test]
fn krippendorff_s_table_comes_out_as_printed() {
    let wide = "1 2 3 3 2 1 4 1 2 . . .\n1 2 3 3 2 2 4 1 2 5 . 3\n. 3 3 3 2 3 4 2 2 5 1 .\n1 2 3 3 2 4 4 1 2 5 1 .";
    let study = Study::new();
    let file = study.file("a.csv", long(wide, true).as_bytes());
    let document = study.taken(&file, &["--create"]);
    assert_eq!(document["accepted"], 48);
    let document = study.rank(&[]);
    let agreement = &document["chains"][0]["agreement"];
    for (key, wanted) in [
        ("alpha_nominal", "0.743"),
        ("alpha_ordinal", "0.815"),
        ("alpha_interval", "0.849"),
    ] {
        is_near(&agreement[key], wanted);
    }
    assert_eq!(
        document["incomplete"].as_array().unwrap().len(),
        7,
        "absent, not 0"
    );
}

#[test]
fn the_table_of_shrout_and_fleiss_comes_out_as_printed() {
    let wide = "9 2 5 8\n6 1 3 2\n8 4 6 8\n7 1 2 6\n10 5 6 9\n6 2 4 7";
    let study = Study::new();
    let file = study.file("a.csv", long(wide, false).as_bytes());
    study.taken(&file, &["--create", "--scale", "1,10"]);
    let document = study.rank(&[]);
    assert_eq!(document["chains"][0]["complete_proposals"], 6);
    let agreement = &document["chains"][0]["agreement"];
    for (key, wanted) in [
        ("icc_1", "0.17"),
        ("icc_a1", "0.29"),
        ("icc_c1", "0.71"),
        ("icc_1k", "0.44"),
        ("icc_ak", "0.62"),
        ("icc_ck", "0.91"),
    ] {
        is_near(&agreement[key], wanted);
    }
}

#[test]
fn with_the_lowest_best_the_figures_stay_and_the_places_turn() {
    let wide = "12 14 13\n20 22 21\n30 28 33\n40 41 39\n55 60 58";
    let ranks = |more: &[&str]| {
        let study = Study::new();
        let file = study.file("a.csv", long(wide, false).as_bytes());
        let words = [&["--create", "--scale", "10,60"], more].concat();
        study.taken(&file, &words);
        study.rank(&["--top", "2"])
    };
    let (high, low) = (ranks(&[]), ranks(&["--lowest-best"]));
    assert_eq!(low["policy"]["lowest_best"], true);
    let row = |document: &Value, id: &str| {
        let rows = document["proposals"].as_array().unwrap();
        rows.iter().find(|row| row["id"] == id).unwrap().clone()
    };
    for (place, id) in ["P00", "P01", "P02", "P03", "P04"].iter().enumerate() {
        let (one, other) = (row(&low, id), row(&high, id));
        assert_eq!(low["proposals"][place]["id"], *id, "lowest first");
        assert_eq!(
            (&one["rank"], &other["rank"]),
            (&json!(place + 1), &json!(5 - place))
        );
        assert_eq!(one["rank_in_chain"], one["rank"]);
        for key in [
            "mean",
            "median",
            "sd",
            "total",
            "calibrated",
            "z",
            "criteria",
            "outliers",
        ] {
            assert_eq!(one[key], other[key], "{id} {key}");
        }
        let number = |row: &Value, key: &str| row[key].as_f64().unwrap();
        let sum = number(&one, "expected_rank") + number(&other, "expected_rank");
        assert!((sum - 6.0).abs() < 1e-9, "{sum}");
        assert!((number(&one, "borda") + number(&other, "borda") - 1.0).abs() < 1e-12);
        assert_eq!(one["lane"], "recommend");
    }
    let first = row(&low, "P00");
    assert_eq!((&first["borda"], &first["zone"]), (&json!(1), &json!("in")));
    assert_eq!(first["leave_one_out"], json!([1, 1]));
    assert!(first["p_top"].as_f64().unwrap() > 0.99);
    assert_eq!(row(&low, "P04")["zone"], "out");
    let (of_low, of_high) = (&low["chains"][0], &high["chains"][0]);
    assert_eq!(
        of_low["kemeny"]["order"],
        json!(["P00", "P01", "P02", "P03", "P04"])
    );
    let near = |key: &str| {
        let model = |chain: &Value| chain["model"][key].as_f64().unwrap();
        assert!((model(of_low) - model(of_high)).abs() < 1e-9, "{key}");
    };
    ["mu", "tau", "s"].into_iter().for_each(near);
    assert_eq!(of_low["agreement"], of_high["agreement"]);
    assert_eq!(low["experts"], high["experts"]);
}

#[test]
fn lines_are_not_used_where_the_lowest_is_best_and_check_says_so() {
    let study = Study::new();
    let file = study.file("a.csv", long("12 14\n80 82", false).as_bytes());
    study.taken(&file, &["--create", "--lowest-best", "--scale", "0,100"]);
    let path = study.panel().join("policy.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text + "\n[threshold]\nrecommend = \"50\"\n").unwrap();
    let document = study.rank(&[]);
    let lanes: Vec<&Value> = document["proposals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["lane"])
        .collect();
    assert_eq!(lanes, ["recommend", "recommend"]);
    let output = heyi(&["check", study.panel().to_str().unwrap(), "--json"]);
    assert_eq!(output.status.code(), Some(0), "a warning");
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &document["problems"][0];
    assert_eq!(
        (&problem["kind"], &problem["severity"]),
        (&json!("lines_unused"), &json!("warning"))
    );
    assert!(problem["line"].as_u64().unwrap() > 1);
}
