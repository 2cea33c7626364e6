//! A later edition of the plan: what `heyi edition` shows and writes, who is told of it, and the
//! window that asks for it.

use crate::commands::heyi;
use crate::stage::{Look, NOW, Stage, shown};
use heyi::app::overlays::filing::marks::named;
use heyi::app::own_sheets::OwnSheets;
use heyi::app::possible::possible;
use heyi::app::round::{EditionSeen, RoundAnswer, RoundJob};
use heyi::app::{Command, Effect, Key, Message, update};
use heyi::domain::edition::{Kind, LinkChange, PlanChanges, Resting, TextChange};
use heyi::domain::panel::Panel;
use heyi::domain::sheet::{CellName, Round, ScoreSheet, SheetState};
use heyi::store::edition;
use heyi::store::load;
use heyi::store::source::Source;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn run(arguments: &[&str]) -> (i32, String, String) {
    let done = heyi(arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        done.status.code().unwrap(),
        text(&done.stdout),
        text(&done.stderr),
    )
}

/// A copy of the demonstration, and a plan of which servo-03 wants more and servo-02 is gone.
struct Two {
    _home: tempfile::TempDir,
    panel: PathBuf,
    later: PathBuf,
}

impl Two {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let (panel, later) = (home.path().join("panel"), home.path().join("later"));
        for (folder, more) in [(&panel, &["--from", "demo"][..]), (&later, &[])] {
            let made = run(&[&["new", folder.to_str().unwrap()], more].concat());
            assert_eq!(made.0, 0, "{}", made.2);
        }
        let file = later.join("plan/servo.toml");
        let text = fs::read_to_string(&file).unwrap();
        let text = text.replace("3.5Nm/kg", "4.0Nm/kg");
        let start = text.find("[[link]]\nrow = 2").unwrap();
        let end = start + text[start..].find("[[link]]\nrow = 3").unwrap();
        fs::write(&file, format!("{}{}", &text[..start], &text[end..])).unwrap();
        Self {
            _home: home,
            panel,
            later,
        }
    }

    fn edition(&self, more: &[&str]) -> (i32, String, String) {
        let (panel, later) = (self.panel.to_str().unwrap(), self.later.to_str().unwrap());
        run(&[&["edition", panel, "--from", later], more].concat())
    }

    fn read(&self) -> Panel {
        load::panel(&Source::Folder(self.panel.clone())).0
    }
}

fn bytes_of(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.clone(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_later_edition_is_only_shown_until_it_is_asked_for() {
    let two = Two::new();
    let before = bytes_of(&two.panel);
    let (code, out, err) = two.edition(&["--json"]);
    assert_eq!(code, 0, "{err}");
    let document: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["schema"], "heyi.edition/1");
    let link = |id: &str| {
        let links = document["links"].as_array().unwrap();
        links.iter().find(|one| one["link"] == id).unwrap().clone()
    };
    assert_eq!(link("servo-02")["kind"], "gone");
    let changed = link("servo-03");
    assert_eq!(changed["texts"][0]["what"], "target");
    let reading = &changed["indicators"][0];
    assert!(
        reading["before"].as_str().unwrap().contains("3.5"),
        "{reading}"
    );
    assert!(
        reading["after"].as_str().unwrap().contains('4'),
        "{reading}"
    );
    let matched = document["matched"].as_array().unwrap();
    assert!(matched.iter().any(|one| one["gone"] == true), "{matched:?}");
    assert!(!document["resting"].as_array().unwrap().is_empty());
    let (code, out, _) = two.edition(&[]);
    assert!(code == 0 && out.contains("只看，什么也没写"), "{out}");
    assert!(
        out.contains("servo-02") && out.contains("须重新确认环节"),
        "{out}"
    );
    assert_eq!(bytes_of(&two.panel), before, "looking changes no byte");
    let (code, _, err) = two.edition(&["--write", "--by", "王某"]);
    assert!(code == 1 && err.contains("为什么"), "{err}");
    assert_eq!(bytes_of(&two.panel), before);
}

#[test]
fn what_rests_on_the_former_edition_counts_and_is_marked() {
    let two = Two::new();
    let panel = two.panel.to_str().unwrap();
    let ranked = || run(&["rank", panel, "--json"]).1;
    let before = two.read();
    let totals = |text: &str| -> Value {
        let document: Value = serde_json::from_str(text).unwrap();
        document["groups"].clone()
    };
    let first = ranked();
    let (code, out, err) = two.edition(&["--write", "--by", "王某", "--reason", "正式文本"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("原版本保存在 editions/"), "{out}");
    let after = two.read();
    assert_ne!(after.plan_digest, before.plan_digest);
    assert_eq!(after.editions[0].plan, before.plan);
    assert_eq!(totals(&ranked()), totals(&first), "all sheets count");
    let (_, out, _) = run(&["check", panel]);
    assert!(out.contains("依据旧版方案打分"), "{out}");
    let journal = fs::read_to_string(two.panel.join("journal.log")).unwrap();
    assert!(
        journal.contains("王某") && journal.contains("正式文本"),
        "{journal}"
    );
    // a pack tells its expert what changed
    let pack = two.panel.with_file_name("pack");
    let (code, _, err) = run(&[
        "pack",
        panel,
        "--expert",
        "E01",
        "--out",
        pack.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{err}");
    let (packed, _) = load::panel(&Source::Folder(pack));
    assert_eq!(packed.editions[0].plan, before.plan);
    assert!(
        packed.editions[0].note.reason.is_empty(),
        "why is the secretariat's"
    );
}

#[test]
fn no_edition_is_loaded_into_a_closed_round_a_pack_or_the_demonstration() {
    let two = Two::new();
    let later = two.later.to_str().unwrap();
    let signed = ["--write", "--by", "王某", "--reason", "r"];
    let (code, _, err) = run(&[&["edition", "demo", "--from", later], &signed[..]].concat());
    assert_eq!(code, 1, "{err}");
    let nowhere = two.panel.join("nowhere");
    let (panel, nowhere) = (two.panel.to_str().unwrap(), nowhere.to_str().unwrap());
    let (code, _, err) = run(&[&["edition", panel, "--from", nowhere], &signed[..]].concat());
    assert!(code == 1 && err.contains("没有方案"), "{err}");
    let (code, _, err) = run(&[&["edition", panel, "--from", panel], &signed[..]].concat());
    assert!(code == 1 && err.contains("一样"), "{err}");
    let before = bytes_of(&two.panel);
    let file = two.later.join("plan/servo.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, &text.as_bytes()[..text.len() / 2]).unwrap();
    let (code, _, err) = two.edition(&signed);
    assert!(code == 2 && err.contains("servo.toml"), "{err}");
    assert_eq!(bytes_of(&two.panel), before, "nothing is half written");
    fs::write(&file, text).unwrap();
    let head = two.panel.join("panel.toml");
    let text = fs::read_to_string(&head).unwrap();
    for (from, to, words) in [
        ("phase = \"open\"", "phase = \"closed\"", "已结束"),
        (
            "phase = \"open\"",
            "phase = \"open\"\npack = \"E01\"",
            "评审包",
        ),
    ] {
        fs::write(&head, text.replace(from, to)).unwrap();
        let (code, _, err) = two.edition(&signed);
        assert!(code == 1 && err.contains(words), "{err}");
    }
}

/// Lets the later edition put an indicator before those that are marked in the demonstration,
/// and leave out the last of them.
fn shift(two: &Two) {
    let file = two.later.join("plan/servo.toml");
    let text = fs::read_to_string(&file).unwrap();
    let more = text.replace("伺服电机转矩脉动≤±1%", "噪声≤60dB；伺服电机转矩脉动≤±1%");
    let less = more.replace("高转矩密度电机额定工况下转矩密度＞4.0Nm/kg；", "");
    assert!(more != text && less != more);
    fs::write(&file, less).unwrap();
}

#[test]
fn marks_and_pairings_follow_an_edition_that_counts_its_indicators_otherwise() {
    let two = Two::new();
    shift(&two);
    let proposal = two.panel.join("proposals/SM-03.toml");
    let with_pairing = fs::read_to_string(&proposal).unwrap() + "\n[pairing]\n\"servo-03/5\" = 2\n";
    fs::write(&proposal, with_pairing).unwrap();
    let before = two.read();
    let words = |panel: &Panel, key: &str| {
        let link = panel.plan.link("servo-03").unwrap().1;
        named(link, &[key.to_owned()]).concat()
    };
    let accelerates = words(&before, "servo-03/5");
    assert!(accelerates.contains("空载加速时间"), "{accelerates}");
    let (_, out, _) = two.edition(&[]);
    assert!(out.contains("编号由 servo-03/5 变为 servo-03/6"), "{out}");
    assert!(out.contains("＞3.5Nm/kg”新版没有，标注随之取消"), "{out}");
    let document: Value = serde_json::from_str(&two.edition(&["--json"]).1).unwrap();
    assert_eq!(document["marks"][0]["now"], "servo-03/6");
    assert!(document["marks"][1]["now"].is_null());
    assert_eq!(document["pairings"][0]["proposal"], "SM-03");
    let (code, _, err) = two.edition(&["--write", "--by", "王某", "--reason", "正式文本"]);
    assert_eq!(code, 0, "{err}");
    let after = two.read();
    let must: Vec<&str> = after.link_notes.must_meet("servo-03").collect();
    assert_eq!(must, ["servo-03/6"]);
    assert_eq!(
        words(&after, must[0]),
        accelerates,
        "it is the same indicator"
    );
    assert_eq!(after.proposal("SM-03").unwrap().pairing["servo-03/6"], 2);
    let links = fs::read_to_string(two.panel.join("links.toml")).unwrap();
    assert!(links.contains("环节的年度标注由秘书组填写"), "{links}");
    let journal = fs::read_to_string(two.panel.join("journal.log")).unwrap();
    assert!(
        journal.contains("servo-03/5 -> servo-03/6, servo-03/6 gone"),
        "{journal}"
    );
    assert!(!two.panel.join("editions/.following").exists());
}

#[test]
fn an_edition_that_was_broken_off_is_finished_by_who_opens_the_panel() {
    let two = Two::new();
    shift(&two);
    let panel = two.panel.to_str().unwrap();
    let marks = two.panel.join("links.toml");
    let before = fs::read_to_string(&marks).unwrap();
    let signed = ["--write", "--by", "王某", "--reason", "r"];
    assert_eq!(two.edition(&signed).0, 0);
    let after = fs::read_to_string(&marks).unwrap();
    assert_ne!(before, after);
    // as if the machine had gone between the plan and the marks
    let broken_off = || {
        let waiting = two.panel.join("editions/.following");
        fs::create_dir(&waiting).unwrap();
        fs::write(waiting.join("replaced-by"), two.read().plan_digest).unwrap();
        fs::write(waiting.join("links.toml"), &after).unwrap();
        fs::write(&marks, &before).unwrap();
    };
    broken_off();
    let (_, out, _) = run(&["check", panel]);
    assert!(out.contains("还没有全部改到新版"), "{out}");
    let (code, out, err) = two.edition(&signed);
    assert!(
        code == 0 && out.contains("现在必达标注和人工对标也全部改到新版"),
        "{out}{err}"
    );
    assert_eq!(fs::read_to_string(&marks).unwrap(), after);
    let (_, out, _) = run(&["check", panel]);
    assert!(!out.contains("还没有全部改到新版"), "{out}");
    assert_eq!(two.edition(&signed).0, 1, "now it is the same");
    // files that wait for another plan than the panel's are never put in
    broken_off();
    let waiting = two.panel.join("editions/.following");
    fs::write(waiting.join("replaced-by"), "sha256:other").unwrap();
    assert!(!edition::finish(&two.panel).unwrap());
    assert_eq!(fs::read_to_string(&marks).unwrap(), before);
}

#[test]
fn check_names_a_must_meet_indicator_that_its_target_does_not_have() {
    let two = Two::new();
    let marks = two.panel.join("links.toml");
    let text = fs::read_to_string(&marks).unwrap();
    fs::write(&marks, text.replace("servo-03/6", "servo-03/60")).unwrap();
    let (_, out, _) = run(&["check", two.panel.to_str().unwrap()]);
    assert!(out.contains("标注的“servo-03/60”方案里没有"), "{out}");
}

#[test]
fn what_an_expert_noted_follows_the_edition_before_the_sheet_is_shown() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("E06"));
    let workspace = stage.app.workspace.as_mut().unwrap();
    let mut panel = workspace.panel().clone();
    let own = workspace.own.clone().unwrap();
    let of_link = |sheet: &&ScoreSheet| sheet.proposal == "SM-03";
    let mut sheet = own.sheets().find(of_link).unwrap().clone();
    let noted = CellName::Pairing("servo-03/4".into());
    assert!(sheet.change(&noted, "2", "t"));
    workspace.take_own(OwnSheets::new("E06", vec![sheet.clone()], None));
    panel.editions = vec![heyi::domain::edition::FormerEdition {
        digest: sheet.plan.to_string(),
        plan: panel.plan.clone(),
        ..heyi::domain::edition::FormerEdition::default()
    }];
    panel.plan_digest = "sha256:later".into();
    for chain in &mut panel.plan.chains {
        for one in chain.links.iter_mut().filter(|one| one.id == "servo-03") {
            one.target.insert_str(0, "额定功率≥7kW；");
        }
    }
    workspace.change_to(Arc::new(panel));
    let own = workspace.own.as_ref().unwrap();
    let followed = own.sheet(&sheet.proposal).unwrap();
    let noted: Vec<&str> = followed.pairing.keys().map(String::as_str).collect();
    assert_eq!(noted, ["servo-03/5"]);
    assert_eq!(
        followed.plan, sheet.plan,
        "the new text was not looked at yet"
    );
    assert!(followed.descends_from(&sheet.seal.sha256));
    assert!(own.unsafe_sheets().is_empty(), "nothing waits to be saved");
}

fn job(stage: &mut Stage, key: &str) -> Option<RoundJob> {
    let key = Message::Key(Key::from_name(key).unwrap(), NOW);
    let effects = update(&mut stage.app, key);
    effects.into_iter().find_map(|effect| match effect {
        Effect::Round(_, job) => Some(job),
        _ => None,
    })
}

fn seen() -> EditionSeen {
    EditionSeen {
        name: "正式文本 2019-03-01".into(),
        digest: "sha256:later".into(),
        changes: PlanChanges {
            links: vec![LinkChange {
                link: "servo-03".into(),
                chain: "servo".into(),
                name: "伺服电机设计".into(),
                kind: Kind::Changed,
                texts: vec![TextChange {
                    what: "target",
                    before: "≥3.5".into(),
                    after: "≥4.0".into(),
                }],
                readings: Vec::new(),
            }],
            ..PlanChanges::default()
        },
        resting: vec![Resting {
            link: "servo-03".into(),
            proposal: "SM-03".into(),
            experts: vec!["E01".into(), "E02".into()],
        }],
    }
}

/// Opens the window in a panel that is no demonstration.
fn open_window(stage: &mut Stage) {
    let workspace = stage.app.workspace.as_mut().unwrap();
    workspace.opened.place.is_demonstration = false;
    workspace.opened.place.path = "/media/批次".into();
    stage.press("F1");
    stage.write("edition of the plan");
    stage.press("Enter");
}

/// Opens the window with what a later edition changes.
pub fn see_later_edition(stage: &mut Stage) {
    open_window(stage);
    stage.write("/media/新版");
    // nothing lies there: what would be found is told by hand
    update(&mut stage.app, Message::Key(Key::Enter, NOW));
    let found = RoundAnswer::EditionSeen("/media/新版".into(), Ok(Box::new(seen())));
    let message = Message::Round {
        panel: "/media/批次".into(),
        answer: found,
    };
    update(&mut stage.app, message);
}

#[test]
fn the_window_shows_what_changes_before_it_asks_who_and_why() {
    let mut stage = Stage::demonstration(&Look::of((100, 30)), Some("secretariat"));
    let refused = possible(&stage.app, Command::LoadEdition).unwrap_err();
    assert!(refused.contains("heyi new"), "{refused}");
    open_window(&mut stage);
    assert_eq!(job(&mut stage, "Enter"), None, "no folder yet");
    stage.write("/media/新版");
    let asked = job(&mut stage, "Enter");
    assert_eq!(asked, Some(RoundJob::LookAtEdition("/media/新版".into())));
    assert!(shown(&stage).contains("正在比较"), "{}", shown(&stage));
    let answer = |answer| Message::Round {
        panel: "/media/批次".into(),
        answer,
    };
    let found = RoundAnswer::EditionSeen("/media/新版".into(), Ok(Box::new(seen())));
    update(&mut stage.app, answer(found));
    let screen = shown(&stage);
    assert!(screen.contains("目标  原“≥3.5”  现“≥4.0”"), "{screen}");
    assert!(screen.contains("SM-03：2 张评分表"), "{screen}");
    assert_eq!(job(&mut stage, "F2"), None);
    stage.write("王某");
    assert_eq!(job(&mut stage, "F2"), None, "no reason yet");
    stage.write("正式文本");
    let asked = job(&mut stage, "F2");
    let wanted = RoundJob::LoadEdition {
        folder: "/media/新版".into(),
        by: "王某".into(),
        reason: "正式文本".into(),
    };
    assert_eq!(asked, Some(wanted));
    let refusal = heyi::app::round::RoundRefusal::Reason("io.full", "plan".into());
    update(
        &mut stage.app,
        answer(RoundAnswer::EditionLoaded(Err(refusal))),
    );
    assert!(shown(&stage).contains("磁盘已满"), "{}", shown(&stage));
    assert!(shown(&stage).contains("王某"), "what was written stays");
    let mut panel = stage.app.workspace.as_ref().unwrap().panel().clone();
    panel.head.edition = "正式文本".into();
    let done = RoundAnswer::EditionLoaded(Ok(Arc::new(panel)));
    let effects = update(&mut stage.app, answer(done));
    assert!(stage.app.overlays.is_empty());
    assert!(
        effects.iter().any(|one| matches!(one, Effect::Combine(..))),
        "{effects:?}"
    );
    assert!(
        shown(&stage).contains("方案已换成“正式文本”"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn an_expert_is_told_what_changed_until_the_sheet_is_submitted_again() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("E06"));
    let workspace = stage.app.workspace.as_mut().unwrap();
    let panel = Arc::make_mut(&mut workspace.opened.panel);
    let own = workspace.own.as_ref().unwrap();
    let sheet = own.sheets().find(|sheet| {
        let proposal = panel.proposal(&sheet.proposal).unwrap();
        sheet.state == SheetState::Submitted && proposal.main_link().is_some()
    });
    let sheet = sheet.unwrap().clone();
    let link = panel
        .proposal(&sheet.proposal)
        .unwrap()
        .main_link()
        .unwrap()
        .to_owned();
    let former = panel.plan.clone();
    panel.editions = vec![heyi::domain::edition::FormerEdition {
        digest: sheet.plan.to_string(),
        plan: former,
        ..heyi::domain::edition::FormerEdition::default()
    }];
    panel.plan_digest = "sha256:later".into();
    for chain in &mut panel.plan.chains {
        for one in chain.links.iter_mut().filter(|one| one.id == link) {
            one.task.push_str("（修订）");
        }
    }
    assert_eq!(panel.round_of(&sheet.proposal), Round::First);
    stage.press("F1");
    stage.write(&sheet.proposal);
    stage.press("Enter");
    let screen = shown(&stage);
    assert!(screen.contains("方案文本已改，请核对"), "{screen}");
    assert!(screen.contains("（修订）"), "{screen}");
    let command = Message::Key(Key::F(1), NOW);
    update(&mut stage.app, command);
    stage.write("撤回修改");
    stage.press("Enter 1 Enter F9 Enter");
    assert!(!shown(&stage).contains("方案文本已改"), "{}", shown(&stage));
    let own = stage.app.workspace.as_ref().unwrap().own.as_ref().unwrap();
    let again = own.sheet(&sheet.proposal).unwrap();
    assert_eq!(again.state, SheetState::Submitted);
    assert_eq!(
        &*again.plan, "sha256:later",
        "the sheet remembers what it rests on now"
    );
    assert!(again.descends_from(&sheet.seal.sha256));
}
