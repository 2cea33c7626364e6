//! The agenda: `heyi agenda` as a process, and its window in the seats of those who may see and
//! change it.

use super::commands::heyi;
use crate::stage::{Look, Stage, shown};
use heyi::app::possible::possible;
use heyi::app::{Command, Effect, Key, Message, Overlay, update};
use heyi::domain::agenda::{Agenda, AgendaOrder};
use heyi::domain::arrangement::{AgendaChange, Arrangement};
use heyi::domain::panel::Phase;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// A copy of the demonstration in a folder of its own.
fn copy() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let panel = folder.path().join("round");
    let made = heyi(&["new", panel.to_str().unwrap(), "--from", "demo"]);
    assert_eq!(made.status.code(), Some(0));
    (folder, panel)
}

fn run(panel: &str, more: &[&str]) -> (Option<i32>, String, String) {
    let output = heyi(&[&["agenda", panel], more].concat());
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn document(panel: &str, more: &[&str]) -> Value {
    let (code, out, err) = run(panel, &[more, &["--json"]].concat());
    assert_eq!(code, Some(0), "{err}");
    serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"))
}

fn order(document: &Value) -> Vec<String> {
    let items = document["agendas"][0]["items"].as_array().unwrap().iter();
    items
        .filter_map(|item| item["proposal"].as_str())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_document_is_the_documented_one() {
    let mut found = document("demo", &["--group", "reducer"]);
    let items = found["agendas"][0]["items"].as_array_mut().unwrap();
    items.drain(2..);
    assert_eq!(
        found,
        json!({
            "schema": "heyi.agenda/1",
            "written": false,
            "agendas": [{
                "group": "reducer",
                "stands": true,
                "order": "chain",
                "seed": 0,
                "moved": false,
                "day": "2019-02-21",
                "start": "14:00",
                "place": "示例会议中心 301",
                "by": "评审秘书组",
                "phases": {"presentation": 10, "questions": 10, "scoring": 3, "warning": 1},
                "leavings": {"own": 1, "now": 1, "chain": 1, "draw": 1, "leaving": 1},
                "items": [
                    {
                        "number": 1,
                        "proposal": "RD-02",
                        "title": found_title("RD-02"),
                        "out": ["E08"],
                        "from": "14:00",
                        "to": "14:23",
                        "days_later": 0,
                    },
                    {
                        "number": 2,
                        "proposal": "RD-01",
                        "title": found_title("RD-01"),
                        "out": [],
                        "from": "14:23",
                        "to": "14:46",
                        "days_later": 0,
                    },
                ],
                "faults": {"unknown": [], "foreign": [], "twice": [], "lacking": []},
            }],
            "unknown_groups": [],
        })
    );
    let whole = document("demo", &[]);
    assert_eq!(whole["agendas"].as_array().unwrap().len(), 6);
    let pauses = whole["agendas"][0]["items"].as_array().unwrap().iter();
    let pauses: Vec<&Value> = pauses.filter(|item| !item["break"].is_null()).collect();
    assert_eq!(
        pauses,
        [&json!({"break": 15, "from": "10:48", "to": "11:03", "days_later": 0})]
    );
}

fn found_title(id: &str) -> String {
    let text = fs::read_to_string(format!(
        "{}/panels/demo/proposals/{id}.toml",
        env!("CARGO_MANIFEST_DIR")
    ));
    let title = text.unwrap();
    let title = title
        .lines()
        .find_map(|line| line.strip_prefix("title = \""));
    title.unwrap().trim_end_matches('"').to_owned()
}

#[test]
fn it_shows_what_it_would_write_and_writes_only_when_asked_to() {
    let (_folder, panel) = copy();
    let (file, name) = (panel.join("agenda.toml"), panel.to_str().unwrap());
    let before = fs::read_to_string(&file).unwrap();
    let (code, out, _) = run(name, &["--group", "servo"]);
    assert_eq!(code, Some(0));
    for told in [
        "08:30-08:53",
        "SM-01",
        "E04",
        "茶歇 15 分钟",
        "逐链",
        "须离场 4 人次",
    ] {
        assert!(out.contains(told), "{told}\n{out}");
    }
    assert!(!out.contains("--write"), "{out}");
    let wanted = [
        "--group",
        "servo",
        "--order",
        "leaving",
        "--break-after",
        "4",
        "--break",
        "20",
    ];
    let (code, out, _) = run(name, &wanted);
    assert_eq!(code, Some(0));
    assert!(out.contains("什么也没有写，要写加 --write --by"), "{out}");
    assert_eq!(fs::read_to_string(&file).unwrap(), before);
    let written = [
        &wanted[..],
        &["--start", "9:05", "--write", "--by", "联络员甲"],
    ]
    .concat();
    let (code, out, err) = run(name, &written);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("已写入 agenda.toml：1 个专家组"), "{out}");
    let after = fs::read_to_string(&file).unwrap();
    assert!(after.contains("# 演示数据，不得用于正式评审"));
    let rest = |text: &str| text[text.find("group = \"reducer\"").unwrap()..].to_owned();
    assert_eq!(rest(&after), rest(&before), "the other groups stay");
    for now in [
        "order = \"leaving\"",
        "start = \"09:05\"",
        "by = \"联络员甲\"",
        "{ break = 20 }",
    ] {
        assert!(after.contains(now), "{now}\n{after}");
    }
    let journal = fs::read_to_string(panel.join("journal.log")).unwrap();
    assert!(
        journal.contains("联络员甲")
            && journal.contains("agenda servo: leaving, 10 proposals, 2 breaks"),
        "{journal}"
    );
    let (_, out, _) = run(name, &written);
    assert!(out.contains("什么也没有写"), "{out}");
    assert_eq!(fs::read_to_string(&file).unwrap(), after);
    let check = heyi(&["check", name]);
    assert_eq!(check.status.code(), Some(0));
}

#[test]
fn the_same_seed_is_the_same_draw_and_stands_in_the_file() {
    let (_folder, panel) = copy();
    let name = panel.to_str().unwrap();
    let drawn = |more: &[&str]| {
        let wanted = ["--group", "film", "--order", "draw"];
        document(name, &[&wanted[..], more].concat())
    };
    let (own, seven) = (drawn(&[]), drawn(&["--seed", "7"]));
    assert_eq!(own["agendas"][0]["seed"], 20_190_221, "that of the panel");
    assert_eq!(order(&seven), order(&drawn(&["--seed", "7"])));
    assert_ne!(order(&own), order(&seven));
    let written = drawn(&["--seed", "7", "--write", "--by", "甲"]);
    assert_eq!(
        (&written["written"], order(&written)),
        (&json!(true), order(&seven))
    );
    let stands = document(name, &["--group", "film"]);
    assert_eq!(
        (&stands["agendas"][0]["seed"], order(&stands)),
        (&json!(7), order(&seven))
    );
    let later = document(
        name,
        &[
            "--group",
            "film",
            "--day",
            "2019-03-01",
            "--write",
            "--by",
            "乙",
        ],
    );
    assert_eq!(
        later["agendas"][0]["order"], "draw",
        "a day changes no order"
    );
    assert_eq!(order(&later), order(&seven));
}

#[test]
fn what_cannot_be_is_refused_with_a_way_on() {
    let (folder, panel) = copy();
    let name = panel.to_str().unwrap().to_owned();
    let before = fs::read(panel.join("agenda.toml")).unwrap();
    let signed = ["--order", "chain", "--write", "--by", "甲"];
    for (wanted, said) in [
        (&["--day", "2019-02-30"][..], "没有这一天"),
        (&["--day", "明天"], "没有这一天"),
        (&["--start", "25:00"], "没有这个时刻"),
        (&["--present", "0"], "分钟数不对"),
        (&["--break", "99999"], "分钟数不对"),
        (&["--break-after", "0"], "茶歇至少要在 1 个项目之后"),
        (&["--break-at", "3,0"], "茶歇至少要在 1 个项目之后"),
        (&["--group", "nowhere"], "没有这个专家组"),
        (&["--warn", "50"], "比每个阶段都长"),
        (&["--break-at", "99"], "第 99 个项目之后没有项目"),
        (&["--break-after", "99"], "第 99 个项目之后没有项目"),
        (&["--seed", "3"], "种子只用于抽签"),
        (&["--order", "chain", "--write"], "要写明编制人"),
        (
            &["--order", "chain", "--write", "--by", "  "],
            "要写明编制人",
        ),
        (&["--order", "luck"], ""),
    ] {
        let (code, _, err) = run(&name, wanted);
        assert_eq!(code, Some(1), "{wanted:?}");
        assert!(err.contains(said) && !err.is_empty(), "{err}");
    }
    let (code, _, err) = run("demo", &signed);
    assert_eq!(code, Some(1), "{err}");
    let pack = folder.path().join("E09");
    let packed = heyi(&[
        "pack",
        &name,
        "--expert",
        "E09",
        "--out",
        pack.to_str().unwrap(),
    ]);
    assert_eq!(packed.status.code(), Some(0));
    let (code, out, _) = run(pack.to_str().unwrap(), &["--group", "servo"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("08:30-08:53") && !out.contains("E04"), "{out}");
    let (code, _, err) = run(pack.to_str().unwrap(), &signed);
    assert_eq!(code, Some(1), "{err}");
    let head = panel.join("panel.toml");
    let closed = fs::read_to_string(&head)
        .unwrap()
        .replace("\"open\"", "\"closed\"");
    fs::write(&head, closed).unwrap();
    let (code, _, err) = run(&name, &signed);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("已结束，议程不再改动"), "{err}");
    assert_eq!(fs::read(panel.join("agenda.toml")).unwrap(), before);
}

#[test]
fn an_agenda_that_names_what_cannot_be_presented_says_so_wherever_it_is_used() {
    let (_folder, panel) = copy();
    let name = panel.to_str().unwrap();
    let item = |id: &str| format!("{{ proposal = \"{id}\" }}");
    let items: Vec<String> = ["SM-05", "ZZ-99", "SM-05", "GR-01", "SM-01"]
        .map(item)
        .into();
    let text = format!(
        "[[agenda]]\ngroup = \"servo\"\nitem = [{}]\n[[agenda]]\ngroup = \"moon\"\n",
        items.join(", ")
    );
    fs::write(panel.join("agenda.toml"), text).unwrap();
    let (code, out, _) = run(name, &["--group", "servo"]);
    assert_eq!(code, Some(0));
    for said in [
        "ZZ-99 不在批次中",
        "GR-01 不是本组项目",
        "SM-05 写了不止一次",
        "moon",
    ] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let document = document(name, &["--group", "servo"]);
    assert_eq!(document["unknown_groups"][0], "moon");
    let faults = &document["agendas"][0]["faults"];
    assert_eq!(faults["unknown"][0], "ZZ-99");
    assert_eq!(faults["lacking"].as_array().unwrap().len(), 8);
    let (_, dated, _) = run(name, &["--group", "servo", "--day", "2019-03-01"]);
    assert!(dated.contains("排在最后"), "{dated}");
    let (_, drawn, _) = run(name, &["--group", "servo", "--order", "draw"]);
    assert!(!drawn.contains("排在最后"), "the new order: {drawn}");
}

#[test]
fn a_way_that_was_asked_for_is_named_where_no_agenda_stands() {
    let (_folder, panel) = copy();
    let name = panel.to_str().unwrap();
    fs::remove_file(panel.join("agenda.toml")).unwrap();
    let (_, listed, _) = run(name, &["--group", "servo"]);
    assert!(listed.contains("还没有议程"), "{listed}");
    let wanted = ["--group", "servo", "--order", "draw", "--seed", "3"];
    let (_, drawn, _) = run(name, &wanted);
    assert!(drawn.contains("顺序：抽签（种子 3）"), "{drawn}");
    assert!(!drawn.contains("还没有议程"), "{drawn}");
}

#[test]
fn hostile_agendas_are_reported_and_never_followed() {
    let (_folder, panel) = copy();
    let name = panel.to_str().unwrap();
    let file = panel.join("agenda.toml");
    let deep = "[".repeat(3000);
    for (text, code) in [
        ("agenda = \"x\"\n", 2),
        (
            "[[agenda]]\ngroup = \"servo\"\nitem = [{ break = -5 }]\n",
            2,
        ),
        (
            "[[agenda]]\ngroup = \"servo\"\nseed = 99999999999999999999\n",
            2,
        ),
        (&format!("[[agenda]]\nitem = {deep}"), 2),
        (
            "[[agenda]]\ngroup = \"../../etc\\u001b[2J\"\nday = \"\\u001b]0;x\\u0007\"\nitem = [{ proposal = \"\\u001b[31m\" }]\n",
            0,
        ),
        (
            "[[agenda]]\ngroup = \"servo\"\nstart = \"23:59\"\nphases = { presentation = 4294967295, questions = 4294967295 }\nitem = [{ break = 4294967295 }, { others = 4294967295, proposal = \"SM-01\" }, { others = 4294967295 }]\n",
            0,
        ),
    ] {
        fs::write(&file, text).unwrap();
        let (found, out, err) = run(name, &[]);
        assert_eq!(found, Some(code), "{text}\n{err}");
        assert!(
            !out.contains('\u{1b}') && !err.contains('\u{1b}'),
            "{out}{err}"
        );
        let check = heyi(&["check", name]);
        assert_eq!(
            check.status.code(),
            Some(if text.contains("others") { 0 } else { 2 }),
            "{text}"
        );
        assert!(!check.stdout.contains(&0x1b), "{text}");
    }
}

fn window(seat: &str) -> Stage {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some(seat));
    stage.press("F1");
    stage.write("会议议程");
    stage.press("Enter");
    stage
}

/// Presses one key and returns what is to be written, undone.
fn written(stage: &mut Stage, key: &str) -> Option<Agenda> {
    let key = Message::Key(Key::from_name(key).unwrap(), crate::stage::NOW);
    let effects = update(&mut stage.app, key);
    effects.into_iter().find_map(|effect| match effect {
        Effect::Arrange { arrangement, .. } => match *arrangement {
            Arrangement::Agenda(change) => Some(change.after),
            _ => None,
        },
        _ => None,
    })
}

fn ids(agenda: &Agenda) -> Vec<&str> {
    agenda.proposals().collect()
}

#[test]
fn secretariat_and_chair_see_who_must_leave_and_change_what_they_see() {
    for seat in ["secretariat", "E01"] {
        let mut stage = window(seat);
        let screen = shown(&stage);
        for told in [
            "会议议程  伺服电机专家组（1/6）",
            "08:30-08:53",
            "回避 专家四",
            "茶歇 15 分钟",
        ] {
            assert!(screen.contains(told), "{told}\n{screen}");
        }
        stage.press("Right");
        assert!(shown(&stage).contains("后经人工调整"), "{}", shown(&stage));
        assert_eq!(written(&mut stage, "F2"), None, "it asks for a name first");
        assert_eq!(written(&mut stage, "Enter"), None);
        assert!(shown(&stage).contains("请写编制人的姓名"));
        stage.write("组长甲");
        let after = written(&mut stage, "Enter").unwrap();
        assert_eq!(ids(&after)[..3], ["SM-05", "SM-01", "SM-06"]);
        assert_eq!(
            (after.order, after.moved, after.by.as_str(), after.breaks()),
            (AgendaOrder::Chain, true, "组长甲", vec![(6, 15)])
        );
    }
}

#[test]
fn moved_there_and_back_is_not_moved_and_nothing_is_written() {
    let mut stage = window("secretariat");
    stage.press("Right Left F2");
    stage.write("甲");
    assert_eq!(written(&mut stage, "F2"), None);
    assert!(shown(&stage).contains("与原议程相同"), "{}", shown(&stage));
}

#[test]
fn orders_breaks_and_lengths_are_changed_with_digits_and_arrows() {
    let mut stage = window("secretariat");
    stage.press("3");
    let screen = shown(&stage);
    assert!(
        screen.contains("离场最少") && screen.contains("还没有写入"),
        "{screen}"
    );
    // a break after the first, the one after the sixth taken out
    stage.press("4 Down Down Down Down Down Down Delete Enter 2");
    stage.press("Enter");
    let Some(Overlay::Agenda(window)) = stage.app.overlays.last() else {
        panic!("no agenda");
    };
    assert!(window.row.is_some());
    stage.press("F2");
    assert!(shown(&stage).contains("日期写成"), "2019-02-212 is no day");
    stage.press("Backspace Enter Ctrl-U");
    stage.press("Backspace Backspace Backspace Backspace Backspace 0 9 0 5 Down Down Backspace Backspace 8 Up");
    stage.press("Down Down Down Down Down Backspace Backspace 2 0 Down Down");
    stage.write("联络员");
    let after = written(&mut stage, "F2").unwrap_or_else(|| panic!("{}", shown(&stage)));
    assert_eq!(
        (after.start.as_str(), after.phases.presentation),
        ("09:05", 8)
    );
    assert_eq!(after.breaks().len(), 1, "{after:?}");
    assert_eq!(after.breaks()[0], (1, 20));
    assert_eq!(
        (after.order, after.seed, after.moved),
        (AgendaOrder::Leaving, 0, false)
    );
}

#[test]
fn faults_are_those_of_the_order_that_is_shown() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("secretariat"));
    let panel = stage.app.workspace.as_mut().unwrap().panel_mut();
    let agenda = panel.agendas.iter_mut().find(|one| one.group == "servo");
    let agenda = agenda.unwrap();
    agenda.item.retain(|item| item.proposal != "SM-03");
    stage.press("F1");
    stage.write("会议议程");
    stage.press("Enter");
    let screen = shown(&stage);
    assert!(screen.contains("议程里没有 SM-03，排在最后"), "{screen}");
    stage.press("2");
    let screen = shown(&stage);
    assert!(!screen.contains("排在最后"), "{screen}");
}

#[test]
fn drawing_again_takes_the_next_seed() {
    let mut stage = window("secretariat");
    stage.press("2");
    assert!(
        shown(&stage).contains("抽签（种子 20190221）"),
        "{}",
        shown(&stage)
    );
    stage.press("2 F2");
    stage.write("甲");
    let after = written(&mut stage, "F2").unwrap();
    assert_eq!((after.order, after.seed), (AgendaOrder::Draw, 20_190_222));
}

#[test]
fn the_seed_is_offered_and_another_one_is_drawn_with_and_recorded() {
    let mut stage = window("secretariat");
    stage.press("2");
    let offered = written(&mut stage, "F2");
    assert!(offered.is_none(), "it is not signed yet");
    let screen = shown(&stage);
    assert!(screen.contains("抽签种子"), "{screen}");
    assert!(screen.contains("20190221"), "that of the panel: {screen}");
    stage.write("王某");
    stage.press("Up");
    stage.press(&"Backspace ".repeat("20190221".len()));
    assert!(written(&mut stage, "F2").is_none());
    let screen = shown(&stage);
    assert!(screen.contains("抽签种子写整数"), "{screen}");
    stage.write("7");
    let seven = written(&mut stage, "F2").expect("it is written");
    assert_eq!((seven.order, seven.seed), (AgendaOrder::Draw, 7));
    let (_home, panel) = copy();
    let group = seven.group.as_str();
    let words = ["--group", group, "--order", "draw", "--seed", "7"];
    let by_command = document(panel.to_str().unwrap(), &words);
    assert_eq!(
        ids(&seven),
        order(&by_command),
        "the same draw as by command"
    );
}

#[test]
fn the_order_that_is_written_is_followed_at_once() {
    let mut stage = window("secretariat");
    stage.press("Right F2");
    stage.write("甲");
    let after = written(&mut stage, "F2").unwrap();
    let change = heyi::domain::arrangement::AgendaChange {
        before: None,
        after,
    };
    let answer = Message::Arranged(Box::new(Arrangement::Agenda(Box::new(change))));
    // what is combined behind it reads the demonstration, which stays as it is
    update(&mut stage.app, answer);
    assert!(
        shown(&stage).contains("已写入 伺服电机专家组 的议程"),
        "{}",
        shown(&stage)
    );
    let workspace = stage.app.workspace.as_ref().unwrap();
    assert_eq!(workspace.order_of("SM-05"), Some(1));
    assert_eq!(workspace.order_of("SM-01"), Some(2));
    let first = workspace.panel().in_order()[0].id.as_str();
    assert_eq!(first, "SM-05");
}

#[test]
fn what_was_combined_before_a_change_does_not_take_it_back() {
    let mut stage = window("secretariat");
    let workspace = stage.app.workspace.as_mut().unwrap();
    let Effect::Combine(_, edits) = workspace.combine() else {
        panic!("it combines");
    };
    let mut late = workspace.results.clone().unwrap();
    late.edits = edits;
    let before = workspace.panel().agenda("servo").cloned();
    let mut after = before.clone().unwrap();
    after.place = "别处".into();
    let change = Arrangement::Agenda(Box::new(AgendaChange {
        before,
        after: after.clone(),
    }));
    // the change is written while the older result is still on its way
    let asked = update(&mut stage.app, Message::Arranged(Box::new(change)));
    let is_combined = |one: &Effect| matches!(one, Effect::Combine(..));
    assert!(asked.iter().any(is_combined));
    let effects = update(&mut stage.app, Message::Combined(Ok(Box::new(late))));
    let workspace = stage.app.workspace.as_ref().unwrap();
    assert_eq!(workspace.panel().agenda("servo"), Some(&after));
    assert!(
        workspace.is_combining && effects.is_empty(),
        "the newer one is awaited"
    );
}

#[test]
fn an_expert_sees_the_own_turns_and_nobody_elses_recusal() {
    let mut stage = window("E04");
    let screen = shown(&stage);
    assert!(
        screen.contains("您须离场") && screen.contains("08:30-08:53"),
        "{screen}"
    );
    assert!(
        !screen.contains("回避 专家") && !screen.contains("专家二"),
        "{screen}"
    );
    assert!(!screen.contains("须离场 4 人次"), "{screen}");
    stage.press("2");
    assert!(shown(&stage).contains("议程由秘书组或专家组长改"));
    assert_eq!(written(&mut stage, "F2"), None);
    let workspace = stage.app.workspace.as_mut().unwrap();
    let panel = workspace.panel_mut();
    panel.assignments.retain(|one| one.expert != "E04");
    panel.assignments.push(heyi::domain::people::Assignment {
        expert: "E04".to_owned(),
        proposals: vec!["SM-06".into()],
    });
    stage.press("Esc F1");
    stage.write("会议议程");
    stage.press("Enter");
    let screen = shown(&stage);
    assert!(
        screen.contains("其他 2 个项目") && screen.contains("SM-06"),
        "{screen}"
    );
    assert!(
        screen.contains("09:16-09:39") && !screen.contains("SM-05"),
        "{screen}"
    );
}

#[test]
fn a_closed_panel_is_only_looked_at() {
    let mut stage = window("secretariat");
    stage.press("Esc");
    let workspace = stage.app.workspace.as_mut().unwrap();
    Arc::make_mut(&mut workspace.opened.panel).head.phase = Phase::Closed;
    assert!(possible(&stage.app, Command::Agenda).is_ok());
    stage.press("F1");
    stage.write("会议议程");
    stage.press("Enter 1");
    assert_eq!(written(&mut stage, "F2"), None);
    let Some(Overlay::Agenda(window)) = stage.app.overlays.last() else {
        panic!("no agenda");
    };
    assert!(!window.is_open());
}

#[test]
fn what_was_changed_and_not_written_stands_there_again() {
    let mut stage = window("secretariat");
    stage.press("Right F2");
    stage.write("甲");
    assert!(written(&mut stage, "F2").is_some());
    stage.take(Message::ArrangementFailed {
        file: "agenda.toml".into(),
        reason: "io.full",
    });
    assert!(shown(&stage).contains("agenda.toml 没有写入：磁盘已满"));
    stage.press("F1");
    stage.write("会议议程");
    stage.press("Enter");
    assert!(shown(&stage).contains("后经人工调整"), "{}", shown(&stage));
}
