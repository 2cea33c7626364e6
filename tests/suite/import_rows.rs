//! `heyi import proposals` and `heyi import experts` as a process: the files that offices
//! send, everything or nothing, and what the secretariat added stays.

use super::commands::heyi;
use super::stage::{Look, Stage, shown};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[test]
fn a_term_that_no_table_gave_is_shown_as_not_given() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("E09"));
    stage.press("Enter Enter Enter");
    assert!(shown(&stage).contains("36 个月"), "{}", shown(&stage));
    let workspace = stage.app.workspace.as_mut().unwrap();
    for proposal in &mut Arc::make_mut(&mut workspace.opened.panel).proposals {
        proposal.months = 0;
    }
    let seen = shown(&stage);
    assert!(
        seen.contains("周期未填") && !seen.contains("0 个月"),
        "{seen}"
    );
}

/// A folder with a panel of the built-in plan.
struct Round {
    folder: tempfile::TempDir,
}

impl Round {
    fn new() -> Self {
        Self::from(&[])
    }

    fn from(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let round = Self { folder };
        let made = heyi(&[&["new", round.panel().to_str().unwrap()], more].concat());
        assert_eq!(made.status.code(), Some(0));
        round
    }

    fn panel(&self) -> PathBuf {
        self.folder.path().join("round")
    }

    fn table(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.panel().join(name)).unwrap()
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.panel().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn run(&self, what: &str, file: &str, more: &[&str]) -> (Option<i32>, String, String) {
        let panel = self.panel();
        let words = [&["import", what, file, panel.to_str().unwrap()], more].concat();
        let output = heyi(&words);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let code = output.status.code();
        (code, text(output.stdout), text(output.stderr))
    }

    /// Takes a text in as csv and returns exit code and document.
    fn take(&self, what: &str, text: &str, more: &[&str]) -> (Option<i32>, Value) {
        let file = self.table("table.csv", text.as_bytes());
        let (code, out, err) = self.run(what, &file, &[more, &["--json"]].concat());
        let document = serde_json::from_str(&out);
        (code, document.unwrap_or_else(|_| panic!("{out}{err}")))
    }
}

/// Every file of a folder but the journal.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("journal.log") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                found.push((name.to_owned(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn codes(document: &Value, key: &str) -> Vec<(u64, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = document[key].as_array().unwrap().iter();
    rows.map(|one| {
        let line = one["line"].as_u64().unwrap();
        (line, text(&one["column"]), text(&one["code"]))
    })
    .collect()
}

const HEADINGS: [&str; 15] = [
    "项目编号",
    "项目名称",
    "申报单位",
    "项目负责人",
    "合作单位",
    "属地",
    "项目类别",
    "产业链",
    "创新链环节",
    "申请经费（元）",
    "自筹（万元）",
    "总投资",
    "执行期",
    "考核指标",
    "联系电话",
];

const ROWS: [[&str; 15]; 3] = [
    [
        "SM-1",
        "高转矩密度关节电机",
        "示例甲电机有限公司",
        "某甲",
        "示例大学、示例研究所",
        "北仑区",
        "实施",
        "伺服电机",
        "伺服电机设计",
        "3000000",
        "900",
        "１，２００",
        "3年",
        "额定转矩密度达到 3.2 Nm/kg\n额定工况下温升 105 K",
        "1",
    ],
    [
        "甬申 2 号",
        "关节减速器“精密”装配",
        "示例乙传动有限公司",
        "某乙",
        "",
        "",
        "引进类",
        "reducer",
        "",
        "500000.5",
        "",
        "",
        "24个月",
        "",
        "2",
    ],
    [
        "3",
        "石墨烯浆料",
        "示例丙新材料有限公司",
        "某丙",
        "无",
        "慈溪",
        "",
        "石墨烯产业链",
        "",
        "",
        "",
        "",
        "36",
        "=SUM(A1)\u{1b}[31m",
        "",
    ],
];

fn csv() -> String {
    let quoted = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
    let rows = [HEADINGS].into_iter().chain(ROWS);
    rows.map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n")
        .collect()
}

fn xlsx() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write(0, 0, "填表说明").unwrap();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "申报项目汇总表").unwrap();
    for (line, row) in [HEADINGS].iter().chain(&ROWS).enumerate() {
        for (column, text) in row.iter().enumerate() {
            let line = u32::try_from(line + 1).unwrap();
            let column = u16::try_from(column).unwrap();
            match text.parse::<f64>() {
                Ok(number) => sheet.write(line, column, number).unwrap(),
                Err(_) => sheet.write_string(line, column, *text).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn ods() -> Vec<u8> {
    let escaped = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('\u{1b}', "")
    };
    let cell = |text: &&str| {
        let lines: Vec<String> = text
            .lines()
            .map(|line| format!("<text:p>{}</text:p>", escaped(line)))
            .collect();
        format!(
            "<table:table-cell office:value-type=\"string\">{}</table:table-cell>",
            lines.concat()
        )
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
                 <office:spreadsheet><table:table table:name=\"项目\">{rows}</table:table>\
                 </office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn the_same_proposals_come_in_from_every_format() {
    let text = csv();
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let mut first: Option<Vec<(String, Vec<u8>)>> = None;
    for (name, bytes) in [
        ("a.csv", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("b.csv", gbk),
        ("c.txt", utf16),
        ("d.xlsx", xlsx()),
        ("e.ods", ods()),
    ] {
        let round = Round::new();
        let file = round.table(name, &bytes);
        let (code, out, err) = round.run("proposals", &file, &["--json"]);
        assert_eq!(code, Some(0), "{name} {out}{err}");
        let document: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            (
                &document["schema"],
                &document["rows"],
                &document["accepted"]
            ),
            (&json!("heyi.import/1"), &json!(3), &json!(3))
        );
        assert_eq!(document["unused"], json!(["联系电话"]));
        assert_eq!(document["columns"]["requested"], "申请经费（元）");
        let made = contents(&round.panel());
        let held = first.get_or_insert_with(|| made.clone());
        assert_eq!(&made, held, "{name}");
        let check = heyi(&["check", round.panel().to_str().unwrap()]);
        assert_eq!(check.status.code(), Some(0), "{name}");
        let journal = round.text("journal.log");
        assert!(
            journal.contains(&format!("import proposals {name}: 3 new")),
            "{journal}"
        );
        let (code, out, _) = round.run("proposals", &file, &["--json"]);
        let again: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(code, Some(0), "{out}");
        assert_eq!(again["unchanged"].as_array().unwrap().len(), 3, "{out}");
        assert_eq!(contents(&round.panel()), made, "nothing changed");
        assert_eq!(round.text("journal.log"), journal);
    }
}

#[test]
fn what_a_row_says_stands_in_its_file_and_nothing_else() {
    let round = Round::new();
    round.take("proposals", &csv(), &[]);
    assert_eq!(
        round.text("proposals/SM-1.toml"),
        "format = 1\ntitle = \"高转矩密度关节电机\"\napplicant = \"示例甲电机有限公司\"\n\
         leader = \"某甲\"\npartners = [\"示例大学\", \"示例研究所\"]\ndistrict = \"北仑区\"\n\
         kind = \"implement\"\nchain = \"servo\"\nlinks = [\"servo-03\"]\nrequested = \"300\"\n\
         own_funds = \"900\"\ntotal_cost = \"1200\"\nmonths = 36\n\n[[promise]]\n\
         text = \"额定转矩密度达到 3.2 Nm/kg\"\n\n[[promise]]\ntext = \"额定工况下温升 105 K\"\n"
    );
    let names: Vec<String> = contents(&round.panel().join("proposals"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    let other = names.iter().find(|name| name.starts_with("x-")).unwrap();
    assert_eq!(names.len(), 3);
    let text = round.text(&format!("proposals/{other}"));
    assert!(text.contains("label = \"甬申 2 号\""), "{text}");
    assert!(text.contains("requested = \"50.00005\""), "{text}");
    let third = round.text("proposals/3.toml");
    assert!(third.contains("text = \"=SUM(A1)[31m\""), "{third}");
    assert!(!third.contains("partners"), "{third}");
}

#[test]
fn one_bad_row_keeps_everything_out_and_all_of_them_are_named() {
    let round = Round::new();
    let before = contents(&round.panel());
    let table = "编号,题目,产业链,环节,类别,申请经费,总投资,周期\n\
        A-1,甲,servo,servo-03,实施,10,5,12\n\
        A-1,乙,servo,,实施,1,5,12\n\
        A-2,,servo,,实施,1,5,12\n\
        A-3,丙,铸造,,实施,1,5,12\n\
        A-4,丁,servo,没有的,瞎写,-1,约五,130\n\
        A-5,戊,servo,reducer-01,实施,1,5,12\n\
        ,己,servo,,实施,1,5,12\n\
        a-1,庚,servo,,实施,1,5,12\n\
        ../../x,辛,servo,,实施,1,5,12\n\
        A-6,甲,servo,,实施,1,5,12\n";
    let (code, document) = round.take("proposals", table, &["--lang", "en"]);
    assert_eq!(code, Some(2));
    let wanted = [
        (3, "编号", "second_row_of_id"),
        (4, "题目", "no_title"),
        (5, "产业链", "chain_not_of_plan"),
        (6, "类别", "unknown_kind"),
        (6, "环节", "unknown_link"),
        (6, "申请经费", "negative_amount"),
        (6, "总投资", "not_an_amount"),
        (6, "周期", "term_out_of_range"),
        (7, "环节", "link_of_other_chain"),
        (8, "编号", "no_id"),
        (9, "编号", "ids_collide"),
    ];
    let wanted = wanted.map(|(line, column, code)| (line, column.to_owned(), code.to_owned()));
    assert_eq!(codes(&document, "refused"), wanted);
    let said = document["refused"][2]["reason"].as_str().unwrap();
    assert!(
        said.contains("servo 伺服电机") && said.contains("铸造"),
        "{said}"
    );
    assert_eq!(
        codes(&document, "warnings"),
        [
            (2, "申请经费".to_owned(), "asks_for_more".to_owned()),
            (11, "题目".to_owned(), "same_title".to_owned())
        ]
    );
    assert_eq!(
        (&document["accepted"], &document["created"]),
        (&json!(0), &json!({ "proposals": [] }))
    );
    assert_eq!(contents(&round.panel()), before);
    let file = round.folder.path().join("table.csv");
    let (code, out, _) = round.run("proposals", file.to_str().unwrap(), &[]);
    assert_eq!(code, Some(2));
    for word in [
        "编号 ← 编号",
        "第 5 行 产业链：没有这条产业链：铸造",
        "什么也没有写",
    ] {
        assert!(out.contains(word), "{word}\n{out}");
    }
}

const HELD: &str = "# 秘书组的话\r\nformat = 1\r\ntitle = \"关节电机\" # 题目\r\napplicant = \"示例甲\"\r\nchain = \"servo\"\r\nlinks = [\"servo-03\"] # 已核\r\nscope = [\"伺服电机\"]\r\nrequested = \"300.0\"\r\nconfirmed_by = \"联络员\"\r\n\r\n[pairing]\r\n\"servo-03/1\" = 2\r\n\"servo-03/2\" = 1\r\n\"servo-03/3\" = 0\r\n\r\n# 第一条\r\n[[promise]]\r\ntext = \"甲\"\r\nevidence = \"附件\"\r\n\r\n[[promise]]\r\ntext = \"乙\"\r\npage = 3\r\n\r\n[[contribution]]\r\ngoal = \"products\"\r\nname = \"电机\"\r\n";

#[test]
fn an_update_changes_what_the_table_says_and_keeps_the_rest() {
    let round = Round::new();
    round.put("proposals/P1.toml", HELD);
    let same = "编号,题目,申请经费,环节,考核指标\nP1,关节电机,300,,\"甲\n乙\"\n";
    let (code, document) = round.take("proposals", same, &[]);
    assert_eq!((code, &document["unchanged"]), (Some(0), &json!(["P1"])));
    let table = "编号,题目,申请经费,属地,考核指标\nP1,关节电机,280,慈溪,\"乙\n甲\n丙\"\n";
    let (code, document) = round.take("proposals", table, &[]);
    assert_eq!(code, Some(2));
    let said = document["refused"][0]["reason"].as_str().unwrap();
    assert!(said.contains("属地、申请经费、承诺"), "{said}");
    assert_eq!(round.text("proposals/P1.toml"), HELD);
    let (code, document) = round.take("proposals", table, &["--update"]);
    assert_eq!(code, Some(0), "{document}");
    assert_eq!(
        document["updated"],
        json!([{ "id": "P1", "fields": ["district", "requested", "promise"] }])
    );
    assert_eq!(codes(&document, "warnings")[0].2, "confirm_again");
    let text = round.text("proposals/P1.toml");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    for kept in [
        "# 秘书组的话",
        "# 题目",
        "links = [\"servo-03\"] # 已核",
        "scope = [\"伺服电机\"]",
        "confirmed_by = \"联络员\"",
        "evidence = \"附件\"",
        "name = \"电机\"",
        "requested = \"280\"",
        "\"servo-03/1\" = 1",
        "\"servo-03/2\" = 2",
        "\"servo-03/3\" = 0",
    ] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
    let order = [
        "text = \"乙\"",
        "text = \"甲\"",
        "text = \"丙\"",
        "[[contribution]]",
    ];
    let places = order.map(|word| text.find(word).unwrap());
    assert!(places.is_sorted(), "{text}");
    let journal = round.text("journal.log");
    assert!(
        journal.contains("P1 (district requested promise)"),
        "{journal}"
    );
}

#[test]
fn what_was_scored_changes_only_with_a_reason_and_a_closed_round_not_at_all() {
    let round = Round::from(&["--from", "demo"]);
    let table = "编号,题目,属地\nSM-03,另一个题目,北仑区\n";
    let (code, document) = round.take("proposals", table, &["--update"]);
    assert_eq!(code, Some(2));
    assert_eq!(codes(&document, "refused")[0].2, "scored_already");
    let money = "编号,题目,申请经费\nSM-03,高转矩密度机器人关节电机研发及产业化,290\n";
    let (code, _) = round.take("proposals", money, &["--update"]);
    assert_eq!(code, Some(0), "money is not what was scored");
    let (code, _) = round.take("proposals", table, &["--update", "--reason", "书面更正"]);
    assert_eq!(code, Some(0));
    assert!(
        round
            .text("journal.log")
            .contains("SM-03 (title); reason: 书面更正")
    );
    let head = round.text("panel.toml");
    for (phase, wanted) in [("open", Some(0)), ("closed", Some(1))] {
        let lines: Vec<String> = head
            .lines()
            .map(|line| {
                let is_phase = line.starts_with("phase");
                if is_phase {
                    format!("phase = \"{phase}\"")
                } else {
                    line.to_owned()
                }
            })
            .collect();
        round.put("panel.toml", &(lines.join("\n") + "\n"));
        let file = round.table("new.csv", format!("编号,题目\nN-{phase},新的\n").as_bytes());
        let (code, out, err) = round.run("proposals", &file, &[]);
        assert_eq!(code, wanted, "{out}{err}");
        assert_eq!(out.contains("heyi assign"), phase == "open", "{out}");
        assert_eq!(err.contains("hint: "), phase == "closed", "{err}");
    }
}

#[test]
fn promises_may_stand_in_several_columns_and_titles_for_ids() {
    let round = Round::new();
    let table =
        "title,指标1,现有值1,页码1,指标 2\n甲,\"a\nb\",\"1\n2\",\"3\n第4页\",c\n乙,a,\"1\n2\",,\n";
    let (code, document) = round.take("proposals", table, &[]);
    assert_eq!(code, Some(2));
    assert_eq!(
        codes(&document, "refused"),
        [(6, "现有值1".to_owned(), "not_line_by_line".to_owned())]
    );
    let (code, document) = round.take("proposals", &table.replace(",\"1\n2\",,\n", ",,,\n"), &[]);
    assert_eq!(code, Some(0), "{document}");
    assert_eq!(document["columns"]["promise"], json!(["指标1", "指标 2"]));
    let id = document["created"]["proposals"][0].as_str().unwrap();
    assert!(id.starts_with("x-"), "{id}");
    let text = round.text(&format!("proposals/{id}.toml"));
    assert!(text.ends_with(
        "[[promise]]\ntext = \"a\"\npage = 3\nbaseline = \"1\"\n\n[[promise]]\ntext = \"b\"\npage = 4\nbaseline = \"2\"\n\n[[promise]]\ntext = \"c\"\n"
    ), "{text}");
}

#[test]
fn hostile_cells_are_only_text_and_never_a_path() {
    let round = Round::new();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let ids = [
        "../../up",
        "CON",
        "a/b",
        "nul",
        "A\u{202e}B",
        "=1+1",
        "\\\\host\\x",
    ];
    sheet.write(0, 0, "编号").unwrap();
    sheet.write(0, 1, "题目").unwrap();
    sheet.write(0, 2, "摘要").unwrap();
    for (nth, id) in ids.iter().enumerate() {
        let line = u32::try_from(nth + 1).unwrap();
        sheet.write_string(line, 0, *id).unwrap();
        sheet
            .write_string(line, 1, format!("\"\"\"\n[[promise]]\n题目{nth}"))
            .unwrap();
        sheet
            .write_formula(line, 2, "=HYPERLINK(\"http://x\")")
            .unwrap();
    }
    sheet.write_string(1, 2, "=cmd|' /C calc'!A0").unwrap();
    let file = round.table("t.xlsx", &workbook.save_to_buffer().unwrap());
    let (code, out, err) = round.run("proposals", &file, &["--json"]);
    assert_eq!(code, Some(0), "{out}{err}");
    let names: Vec<String> = contents(&round.panel().join("proposals"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names.len(), ids.len());
    for name in &names {
        let is_plain = name == "AB.toml" || name.starts_with("x-") && name.len() == 15;
        assert!(is_plain, "{name}");
        let text = round.text(&format!("proposals/{name}"));
        assert!(!text.lines().any(|line| line == "[[promise]]"), "{text}");
    }
    assert_eq!(
        contents(round.folder.path()).len(),
        contents(&round.panel()).len() + 1
    );
    let check = heyi(&["check", round.panel().to_str().unwrap()]);
    assert_eq!(check.status.code(), Some(0));
    let long = format!("编号,题目,摘要\nA,甲,{}\n", "长".repeat(400_000));
    let (code, document) = round.take("proposals", &long, &[]);
    assert_eq!(code, Some(2));
    assert_eq!(codes(&document, "refused")[0].2, "proposal_too_long");
}

#[test]
fn experts_are_added_and_nobody_is_twice() {
    let round = Round::new();
    round.put(
        "experts.toml",
        "# 名单\nformat = 1\n\n[[expert]]\nid = \"E1\" # 一\nname = \"王某\"\ninstitution = \"甲大学\"\n",
    );
    let table = "编号,姓名,工作单位,专业类别,熟悉的产业链,角色,电话\n\
        E2,李某,乙所,技术,伺服电机、reducer,组长,1\n\
        E1,王某,甲大学,,,,\n\
        E3,王某,丙厂,财务,,,\n";
    let (code, document) = round.take("experts", table, &[]);
    assert_eq!(code, Some(0), "{document}");
    assert_eq!(document["created"], json!({ "experts": ["E2", "E3"] }));
    assert_eq!(
        (&document["unchanged"], &document["unused"]),
        (&json!(["E1"]), &json!(["电话"]))
    );
    assert_eq!(codes(&document, "warnings")[0].2, "same_name");
    let text = round.text("experts.toml");
    assert!(
        text.starts_with("# 名单\nformat = 1\n\n[[expert]]\nid = \"E1\" # 一\n"),
        "{text}"
    );
    assert!(
        text.contains("chains = [\"servo\", \"reducer\"]\nrole = \"chair\""),
        "{text}"
    );
    let before = contents(&round.panel());
    let bad = "编号,姓名,工作单位,专业类别,熟悉的产业链,角色\n\
        E1,赵某,甲大学,,,\n\
        E4,李 某,乙所,,,\n\
        E5,钱某,丁厂,占卜,铸造,船长\n\
        E6,孙某,戊厂,,,\n\
        E6,周某,戊厂,,,\n";
    let (code, document) = round.take("experts", bad, &[]);
    assert_eq!(code, Some(2));
    let wanted = [
        (2, "编号", "expert_says_otherwise"),
        (3, "姓名", "same_person"),
        (4, "专业类别", "unknown_expertise"),
        (4, "角色", "unknown_role"),
        (4, "熟悉的产业链", "chain_not_of_plan"),
        (6, "编号", "second_expert"),
    ];
    let wanted = wanted.map(|(line, column, code)| (line, column.to_owned(), code.to_owned()));
    assert_eq!(codes(&document, "refused"), wanted);
    assert_eq!(contents(&round.panel()), before);
}

#[test]
fn ten_thousand_rows_come_in_together() {
    let round = Round::new();
    let mut table = String::from("编号,题目,申报单位,产业链,环节,申请经费,周期,考核指标\n");
    for nth in 0..10_000 {
        let row = format!(
            "P{nth:05},项目{nth},单位{},servo,servo-03,{nth},36,\"效率 9{}%\n温升 {nth} K\"\n",
            nth % 900,
            nth % 10
        );
        table.push_str(&row);
    }
    let (code, document) = round.take("proposals", &table, &[]);
    assert_eq!((code, &document["accepted"]), (Some(0), &json!(10_000)));
    let bad = table.replace("P09999,项目9999", "P00001,项目9999");
    let (code, document) = round.take("proposals", &bad, &[]);
    assert_eq!((code, &document["accepted"]), (Some(2), &json!(0)));
}
