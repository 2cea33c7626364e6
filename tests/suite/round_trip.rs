//! A whole round by commands, as the secretariat does it: packs out, scores in four copies,
//! a recusal, a file twice and one damaged, a conflict decided, a second round, everything
//! checked again, closed and archived.

use super::commands::heyi;
use heyi::app::own_sheets::OwnSheets;
use heyi::domain::sheet::{CellName, Round, ScoreSheet, SheetState};
use heyi::store::create::copy_whole;
use heyi::store::desk::Desk;
use heyi::store::source::Source;
use heyi::store::{load, sheets};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const AT: &str = "2026-01-01T00:00:00+08:00";
const ALL: [&str; 4] = ["E01", "E02", "E03", "E09"];
const PROPOSALS: [&str; 3] = ["SM-01", "SM-05", "SM-06"];

struct Office {
    home: tempfile::TempDir,
}

impl Office {
    /// A panel with the demonstration's people and proposals, four experts and three
    /// proposals of which are in this round, and no scores.
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let office = Self { home };
        let panel = office.path("panel");
        copy_whole("demo", &panel, false).unwrap();
        fs::remove_dir_all(panel.join("scores")).unwrap();
        for name in [
            "decisions.toml",
            "rulings.toml",
            "presence.toml",
            "conflicts.toml",
        ] {
            fs::remove_file(panel.join(name)).unwrap();
        }
        fs::remove_dir_all(panel.join("opinions")).unwrap();
        let head = fs::read_to_string(panel.join("panel.toml")).unwrap();
        let head = head
            .replace("demonstration = true", "")
            .replace("\"open\"", "\"draft\"");
        fs::write(
            panel.join("panel.toml"),
            head.replace("\"demo\"", "\"round-1\""),
        )
        .unwrap();
        let assigned = |expert| {
            format!(
                "\n[[assignment]]\nexpert = \"{expert}\"\nproposals = [\"SM-01\", \"SM-05\", \"SM-06\"]\n"
            )
        };
        let assigned: String = ALL.iter().map(assigned).collect();
        fs::write(
            panel.join("assignments.toml"),
            format!("format = 1\n{assigned}"),
        )
        .unwrap();
        let policy = fs::read_to_string(panel.join("policy.toml")).unwrap();
        fs::write(
            panel.join("policy.toml"),
            policy.replace("experts = 5", "experts = 3"),
        )
        .unwrap();
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    fn run(&self, words: &[&str], code: i32) -> Value {
        let words: Vec<String> = words
            .iter()
            .map(|word| match word.strip_prefix('@') {
                Some(name) => self.text(name),
                None => (*word).to_owned(),
            })
            .collect();
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.push("--json");
        let output = heyi(&words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
        serde_json::from_slice(&output.stdout).unwrap_or_default()
    }

    /// Scores in a pack as the program of the expert does.
    fn score(&self, pack: &str, proposal: &str, changes: &[(&str, &str)], state: SheetState) {
        let folder = self.path(pack);
        let (panel, problems) = load::panel(&Source::Folder(folder.clone()));
        assert_eq!(problems, []);
        let expert = panel.head.pack.clone();
        let source = Source::Folder(folder.clone());
        let mut read = sheets::of_expert(&source, &panel, Round::First, &expert).0;
        let again = sheets::of_expert(&source, &panel, Round::Second, &expert).0;
        read.retain(|sheet| again.iter().all(|one| one.proposal != sheet.proposal));
        read.extend(again);
        let mut own = OwnSheets::new(&expert, read, None);
        let sheet = own.sheet_mut(&panel, proposal);
        if sheet.state == SheetState::Submitted {
            assert!(sheet.set_state(SheetState::Draft, "复议", AT));
        }
        for (cell, to) in changes {
            sheet.change(&CellName::parse(cell).unwrap(), to, AT);
        }
        if state != SheetState::Draft {
            assert!(sheet.set_state(
                state,
                if state == SheetState::Recused {
                    "同单位"
                } else {
                    ""
                },
                AT
            ));
        }
        save(&folder, sheet);
    }

    fn full(&self, pack: &str, proposal: &str, target: &str) {
        let marks = [
            ("scores.target", target),
            ("scores.novelty", "12"),
            ("scores.route", "12"),
            ("scores.industry", "11"),
            ("scores.chain", "12"),
            ("scores.base", "8"),
            ("scores.cooperation", "4"),
            ("scores.budget", "4"),
            ("verdict", "recommend"),
            ("familiarity", "1"),
        ];
        self.score(pack, proposal, &marks, SheetState::Submitted);
    }

    fn file(&self, out: &str) -> String {
        let mut names: Vec<PathBuf> = fs::read_dir(self.path(out))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        names.sort();
        names.pop().unwrap().to_str().unwrap().to_owned()
    }
}

fn save(folder: &Path, sheet: &ScoreSheet) {
    let desk = Desk::open(folder, sheet.round, &sheet.expert)
        .unwrap()
        .unwrap();
    let before = format!(
        "scores/{}/{}/{}.toml",
        sheet.round.key(),
        sheet.expert,
        sheet.proposal
    );
    let path = desk.save(sheet).unwrap();
    assert_eq!(path, folder.join(before), "one sheet, one place");
}

fn words(value: &Value) -> Vec<String> {
    let rows = value.as_array().unwrap().iter();
    rows.map(|row| row["outcome"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_round_from_packs_to_the_archive() {
    let office = Office::new();
    pack_score_and_hand_in(&office);
    take_in_and_decide(&office);
    score_again(&office);
    check_close_and_archive(&office);
}

/// Four copies; E03 recuses from one proposal, E09 works on two machines.
fn pack_score_and_hand_in(office: &Office) {
    office.run(&["open", "@panel"], 0);
    let packs = office.run(&["pack", "@panel", "--all", "--out", "@packs"], 0);
    assert_eq!(packs["packs"].as_array().unwrap().len(), 4);
    for (expert, target) in [("E01", "18"), ("E02", "15"), ("E03", "16"), ("E09", "14")] {
        for proposal in PROPOSALS {
            let pack = format!("packs/{expert}");
            if expert == "E03" && proposal == "SM-06" {
                office.score(&pack, proposal, &[], SheetState::Recused);
            } else if expert == "E09" && proposal == "SM-05" {
                office.score(
                    &pack,
                    proposal,
                    &[("scores.target", "12")],
                    SheetState::Draft,
                );
            } else {
                office.full(&pack, proposal, target);
            }
        }
    }
    copy_folder(&office.path("packs/E09"), &office.path("laptop"));
    office.full("packs/E09", "SM-05", "13");
    office.full("laptop", "SM-05", "17");
    let mut codes = String::new();
    for (pack, out) in [
        ("packs/E01", "stick1"),
        ("packs/E02", "stick2"),
        ("packs/E03", "stick3"),
        ("packs/E09", "stick4"),
        ("laptop", "stick5"),
    ] {
        let done = office.run(
            &["handin", &format!("@{pack}"), "--out", &format!("@{out}")],
            0,
        );
        assert_eq!(done["sheets"], 3);
        let expert = pack.strip_prefix("packs/").unwrap_or("E09");
        codes.extend([expert, ",", done["code"].as_str().unwrap(), "\n"]);
    }
    fs::write(office.path("codes.csv"), codes).unwrap();
}

/// One file arrives twice, one damaged; what two machines changed differently is decided.
fn take_in_and_decide(office: &Office) {
    let damaged = fs::read(office.file("stick2")).unwrap();
    fs::create_dir(office.path("bad")).unwrap();
    fs::write(
        office.path("bad/E02.txt"),
        &damaged[..damaged.len() * 2 / 3],
    )
    .unwrap();
    let merged = office.run(
        &[
            "merge", "@panel", "@stick1", "@stick1", "@bad", "@stick3", "@stick4", "@stick5",
        ],
        2,
    );
    assert_eq!(
        words(&merged["files"]),
        ["new", "salvaged", "new", "conflict", "conflict"]
    );
    let conflict = &merged["conflicts"][0];
    assert_eq!(
        (conflict["cell"].as_str(), conflict["before"].as_str()),
        (Some("scores.target"), Some("12"))
    );
    let merged = office.run(&["merge", "@panel", "@stick2", "@stick1"], 2);
    assert_eq!(words(&merged["files"]), ["new", "same"]);
    fs::write(
        office.path("panel/rulings.toml"),
        "format = 1\n\n[[conflict]]\nproposal = \"SM-05\"\nexpert = \"E09\"\ncell = \"scores.target\"\nbetween = [\"13\", \"17\"]\nvalue = \"17\"\nby = \"联络员甲\"\nreason = \"本人电话确认\"\n",
    )
    .unwrap();
    let merged = office.run(&["merge", "@panel"], 0);
    assert_eq!(
        (
            merged["written"].as_u64(),
            merged["conflicts"].as_array().map(Vec::len)
        ),
        (Some(1), Some(0))
    );
    let ranked = office.run(&["rank", "@panel"], 0);
    let row = |ranked: &Value, id: &str| {
        let rows = ranked["proposals"].as_array().unwrap().iter();
        rows.clone().find(|row| row["id"] == id).cloned().unwrap()
    };
    assert_eq!(row(&ranked, "SM-06")["n"], 3);
    assert_eq!(row(&ranked, "SM-05")["max"], 81.0);
}

/// A second round for one proposal; the first one stays.
fn score_again(office: &Office) {
    office.run(
        &[
            "reconsider",
            "@panel",
            "--proposals",
            "SM-05",
            "--reason",
            "分差大",
        ],
        0,
    );
    office.run(&["pack", "@panel", "--expert", "E01", "--out", "@again"], 0);
    // the pack has both: what was sent back and is not scored again yet is told
    let told = heyi(&[
        "handin",
        &office.text("again"),
        "--out",
        &office.text("early"),
    ])
    .stdout;
    let told = String::from_utf8(told).unwrap();
    assert!(
        told.contains("1 项送复议还没有重新提交，仍按首轮计：SM-05"),
        "{told}"
    );
    office.score(
        "again",
        "SM-05",
        &[("scores.target", "13")],
        SheetState::Submitted,
    );
    let handed_in = office.run(&["handin", "@again", "--out", "@stick6"], 0);
    assert_eq!(handed_in["sent_back"].as_array().map(Vec::len), Some(0));
    let merged = office.run(&["merge", "@panel", "@stick6"], 0);
    assert_eq!(words(&merged["files"]), ["new"]);
    let changed = office.run(&["changes", "@panel"], 0);
    let change = &changed["proposals"][0];
    assert_eq!(
        (
            change["proposal"].as_str(),
            change["scored_again"].as_bool()
        ),
        (Some("SM-05"), Some(true))
    );
    let expert = &change["experts"][0];
    assert_eq!(
        (expert["before"].as_f64(), expert["after"].as_f64()),
        (Some(81.0), Some(76.0))
    );
    assert_eq!(expert["reason"], "复议");
    let told = heyi(&["changes", &office.text("panel")]).stdout;
    let told = String::from_utf8(told).unwrap();
    for side in ["before", "after"] {
        let total = format!("{:.2}", change[side]["total"].as_f64().unwrap());
        assert!(told.contains(&total), "{total}: {told}");
    }
    assert!(
        office.path("panel/scores/first/E01/SM-05.toml").is_file(),
        "the first round stays"
    );
}

/// The signed paper, the results, the end; and what a later change of a file is called.
fn check_close_and_archive(office: &Office) {
    // the paper: E01 signs again, E09's two copies are both signed
    let codes = fs::read_to_string(office.path("codes.csv")).unwrap();
    let again = office.run(&["handin", "@again", "--out", "@stick7"], 0);
    let again = format!("E01,{}\n", again["code"].as_str().unwrap());
    fs::write(office.path("codes.csv"), codes + &again).unwrap();
    let verified = office.run(&["verify", "@panel", "--codes", "@codes.csv"], 0);
    assert_eq!(verified["ok"], true, "{verified}");
    // nobody is assigned the other proposals, which a closing has to say
    office.run(&["close", "@panel"], 1);
    let closed = office.run(&["close", "@panel", "--reason", "只评三项"], 0);
    let open = closed["left_open"].as_array().unwrap();
    assert!(open[0].as_str().unwrap().contains("待补评"), "{closed}");
    // three were scored and nobody wrote an opinion: told, and no reason is asked for it
    assert_eq!(open[1..], ["没有开评审会，也没有写专家组意见"]);
    let verified = office.run(&["verify", "@panel", "--codes", "@codes.csv"], 0);
    assert_eq!(verified["ok"], true, "{verified}");
    office.run(&["archive", "@panel", "--out", "@round-1.zip"], 0);
    check_unpacked(office);
    office.run(&["merge", "@panel", "@stick1"], 1);
    let sheet = office.path("panel/scores/first/E02/SM-01.toml");
    let text = fs::read_to_string(&sheet).unwrap();
    fs::write(&sheet, text.replace("novelty = \"12\"", "novelty = \"15\"")).unwrap();
    let verified = office.run(&["verify", "@panel", "--codes", "@codes.csv"], 2);
    let kinds: Vec<&str> = verified["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["kind"].as_str().unwrap())
        .collect();
    assert!(
        kinds.contains(&"seal") && kinds.contains(&"other_result"),
        "{kinds:?}"
    );
    let journal = fs::read_to_string(office.path("panel/journal.log")).unwrap();
    for part in ["rules fixed", "salvaged", "second round: SM-05", "closed"] {
        assert!(journal.contains(part), "{part}: {journal}");
    }
    let said = |line: &str| line.splitn(3, '\t').last().map(str::to_owned);
    for what in journal.lines().filter_map(said) {
        let told = heyi::domain::journal::read(&what);
        assert!(told.is_some(), "told in no other language: {what}");
    }
}

/// The archive unpacked: it holds, and whatever is altered in it is named.
fn check_unpacked(office: &Office) {
    let archive = fs::File::open(office.path("round-1.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(archive).unwrap();
    archive.extract(office.path("unpacked")).unwrap();
    let verified = office.run(&["verify", "@unpacked"], 0);
    let listed = archive.len() - 1;
    assert_eq!(verified["files"].as_u64(), Some(listed as u64));
    for name in ["journal.log", "experts.toml"] {
        let path = office.path("unpacked").join(name);
        let text = fs::read_to_string(&path).unwrap();
        let (_, rest) = text.split_once('\n').unwrap();
        fs::write(&path, rest).unwrap();
    }
    let verified = office.run(&["verify", "@unpacked"], 2);
    let findings = verified["findings"].as_array().unwrap();
    for name in ["journal.log", "experts.toml"] {
        let is_named =
            |one: &&serde_json::Value| one["file"] == name && one["kind"] == "listed_changed";
        assert!(findings.iter().any(|one| is_named(&one)), "{verified}");
    }
    let again = office.path("again.zip");
    let again = again.to_str().unwrap();
    office.run(&["archive", "@unpacked", "--out", again], 0);
}

#[test]
fn what_is_still_open_keeps_a_round_from_closing_without_a_reason() {
    let office = Office::new();
    office.run(&["open", "@panel"], 0);
    let panel = office.path("panel");
    let before = fs::read(panel.join("panel.toml")).unwrap();
    let refused = heyi(&["close", panel.to_str().unwrap(), "--lang", "en"]);
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8(refused.stderr).unwrap();
    for part in [
        "12 sheets owed",
        "41 proposals have too few valid experts",
        "3 of them would have enough once the sheets owed are in",
        "--reason",
        "2 things are still open",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(refused.stdout.is_empty());
    assert_eq!(fs::read(panel.join("panel.toml")).unwrap(), before);
    assert!(!panel.join("reports/rank.json").exists());
    let closed = office.run(&["close", "@panel", "--reason", "停办"], 0);
    assert_eq!(closed["left_open"].as_array().unwrap().len(), 2, "{closed}");
    let journal = fs::read_to_string(panel.join("journal.log")).unwrap();
    assert!(journal.contains("closed: 停办"), "{journal}");
    office.run(&["close", "@panel"], 1);
}

#[test]
fn nothing_is_sent_back_before_all_its_sheets_are_in() {
    let office = Office::new();
    let panel = office.text("panel");
    let send = |id: &str, code: i32| {
        let words = ["--proposals", id, "--reason", "分差大", "--lang", "en"];
        let output = heyi(&[&["reconsider", &panel], &words[..]].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{said}");
        said
    };
    assert!(send("SM-05", 1).contains("not open"));
    office.run(&["open", "@panel"], 0);
    let before = fs::read(office.path("panel/panel.toml")).unwrap();
    let said = send("SM-05", 2);
    assert!(said.contains("4 sheets of SM-05 are not in yet"), "{said}");
    assert!(said.contains("heyi rank"), "{said}");
    assert!(send("SM-99", 1).contains("SM-99"));
    assert_eq!(fs::read(office.path("panel/panel.toml")).unwrap(), before);
    office.run(&["close", "@panel", "--reason", "停办"], 0);
    assert!(send("SM-05", 1).contains("is closed"));
}

#[test]
fn a_paper_sheet_counts_when_two_people_have_typed_the_same() {
    let office = Office::new();
    office.run(&["open", "@panel"], 0);
    let table = |target: &str| {
        let marks = [
            "novelty,12",
            "route,12",
            "industry,11",
            "chain,12",
            "base,8",
        ];
        let more = ["cooperation,4", "budget,4", target];
        let rows = marks
            .into_iter()
            .chain(more)
            .map(|row| format!("SM-01,E02,{row}\n"));
        format!(
            "proposal,expert,criterion,score\n{}",
            rows.collect::<String>()
        )
    };
    let state = || {
        let sheet = office.path("panel/scores/first/E02/SM-01.toml");
        let text = fs::read_to_string(sheet).unwrap();
        let sheet: ScoreSheet = toml::from_str(&text).unwrap();
        (sheet.state, sheet.entered_by, sheet.checked_by)
    };
    fs::write(office.path("one.csv"), table("target,16")).unwrap();
    fs::write(office.path("two.csv"), table("target,18")).unwrap();
    let typed = |file: &str, by: &str, code: i32| {
        office.run(&["import", "scores", file, "@panel", "--paper", by], code)
    };
    typed("@one.csv", "甲", 0);
    assert_eq!(state(), (SheetState::Draft, "甲".into(), "".into()));
    let other = typed("@two.csv", "乙", 2);
    let found = &other["mismatches"][0];
    assert_eq!(
        (
            found["cell"].as_str(),
            found["first"].as_str(),
            found["second"].as_str()
        ),
        (Some("scores.target"), Some("16"), Some("18"))
    );
    assert_eq!(state().0, SheetState::Draft);
    typed("@two.csv", "甲", 0);
    let same = typed("@two.csv", "乙", 0);
    assert_eq!(same["sheets"]["checked"], 1);
    assert_eq!(state(), (SheetState::Submitted, "甲".into(), "乙".into()));
    typed("@two.csv", "乙", 2);
    let verified = office.run(&["verify", "@panel"], 0);
    assert_eq!(verified["ok"], true, "{verified}");
}

#[test]
fn a_rule_changed_after_opening_is_stamped_on_every_result() {
    let office = Office::new();
    office.run(&["open", "@panel"], 0);
    let stamps = |what: &str| {
        let said = office.run(&[what, "@panel"], 0);
        (
            said["rules_changed"].clone(),
            said["rules_fixed_again"].clone(),
        )
    };
    let policy = office.path("panel/policy.toml");
    let text = fs::read_to_string(&policy).unwrap();
    fs::write(&policy, format!("{text}\n# 更正\n")).unwrap();
    for what in ["rank", "recommend", "policy"] {
        assert_eq!(
            stamps(what),
            (serde_json::json!(["policy.toml"]), 0.into()),
            "{what}"
        );
    }
    office.run(&["open", "@panel"], 1);
    office.run(&["open", "@panel", "--reason", "勘误"], 0);
    for what in ["rank", "recommend", "policy"] {
        assert_eq!(stamps(what), (serde_json::json!([]), 1.into()), "{what}");
    }
}

#[test]
fn the_demonstration_can_be_checked_where_it_lies() {
    let checked = heyi(&["verify", "demo", "--json"]);
    let said: Value = serde_json::from_slice(&checked.stdout).unwrap();
    assert_eq!(
        (checked.status.code(), &said["ok"]),
        (Some(0), &true.into()),
        "{said}"
    );
    assert_eq!(said["files"], 317);
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}
