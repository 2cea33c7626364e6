//! A later edition of the plan: what `heyi edition` shows and writes, who is told of it, and the
//! window that asks for it.

use crate::commands::heyi;
use crate::stage::{Look, NOW, Stage, shown};
use heyi::app::possible::possible;
use heyi::app::round::{EditionSeen, RoundAnswer, RoundJob};
use heyi::app::{Command, Effect, Key, Message, update};
use heyi::domain::edition::{Kind, LinkChange, PlanChanges, Resting, TextChange};
use heyi::domain::panel::Panel;
use heyi::domain::sheet::{Round, SheetState};
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
        digest: sheet.plan.clone(),
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
        again.plan, "sha256:later",
        "the sheet remembers what it rests on now"
    );
    assert!(again.descends_from(&sheet.seal.sha256));
}
