//! Assignment in the secretariat's seat: who may arrange, when, and what each key asks for.

use crate::sessions::driver::Window;
use crate::sessions::headless::Headless;
use crate::sessions::script::Setup;
use crate::stage::{Look, Stage, shown};
use heyi::app::possible::possible;
use heyi::app::{Command, Effect, Key, Message, Overlay, Screen, update};
use heyi::domain::arrangement::Arrangement;
use heyi::domain::panel::{Panel, Phase};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn stage() -> Stage {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
    stage.press("Space 0");
    stage
}

/// Presses one key and returns what is to be arranged, undone.
fn arranged(stage: &mut Stage, key: &str) -> Option<Arrangement> {
    let key = Message::Key(Key::from_name(key).unwrap(), crate::stage::NOW);
    let effects = update(&mut stage.app, key);
    effects.into_iter().find_map(|effect| match effect {
        Effect::Arrange { arrangement, .. } => Some(*arrangement),
        _ => None,
    })
}

fn change(stage: &mut Stage, edit: impl FnOnce(&mut Panel)) {
    let workspace = stage.app.workspace.as_mut().unwrap();
    edit(Arc::make_mut(&mut workspace.opened.panel));
}

#[test]
fn an_expert_does_not_come_here() {
    let mut expert = Stage::demonstration(&Look::of((80, 24)), Some("E09"));
    expert.press("Enter");
    assert!(possible(&expert.app, Command::Assignment).is_err());
    assert!(!matches!(expert.app.screen, Screen::Assignment(_)));
}

#[test]
fn what_is_wrong_stands_first_and_the_chosen_proposal_is_kept() {
    let stage = stage();
    let screen = shown(&stage);
    assert!(screen.contains("回避待核 1 处"), "{screen}");
    assert!(screen.contains("▸ ? 待核回避 MD-06"), "{screen}");
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
    stage.press("F7 Space 0");
    let Screen::Assignment(assignment) = &stage.app.screen else {
        panic!("no assignment");
    };
    assert_eq!(assignment.proposal, "SM-01", "the one chosen before");
}

#[test]
fn a_closed_round_is_looked_at_and_not_written() {
    let mut stage = stage();
    change(&mut stage, |panel| panel.head.phase = Phase::Closed);
    stage.press("Enter End");
    for key in ["1", "2", "3", "4"] {
        assert_eq!(arranged(&mut stage, key), None, "{key}");
        assert!(shown(&stage).contains("本批次已结束，只能查看"), "{key}");
        assert!(stage.app.overlays.is_empty(), "{key}");
    }
    stage.press("Tab Tab Enter");
    assert!(stage.app.overlays.is_empty());
}

#[test]
fn one_assigns_and_takes_back_but_never_from_a_sheet() {
    let mut stage = stage();
    stage.press("Enter Down");
    assert_eq!(arranged(&mut stage, "1"), None);
    assert!(shown(&stage).contains("已有评分表，指派不取消"));
    stage.press("End");
    let Some(Arrangement::Assignments(found)) = arranged(&mut stage, "1") else {
        panic!("nothing is taken back");
    };
    assert_eq!(found.removed, [("E09".to_owned(), "MD-06".to_owned())]);
    assert!(found.added.is_empty() && found.conflicts.is_empty());
    // who is recused is not assigned
    change(&mut stage, |panel| {
        for assignment in &mut panel.assignments {
            assignment.proposals.retain(|id| id != "SM-07");
        }
    });
    stage.press("Left Down Down Down Down Down Enter");
    let place = |stage: &Stage, expert: &str| {
        let Screen::Assignment(assignment) = &stage.app.screen else {
            panic!("no assignment");
        };
        let crew = assignment.crew(stage.app.workspace.as_ref().unwrap());
        crew.iter().position(|pair| pair.expert == expert).unwrap()
    };
    for _ in 0..place(&stage, "E02") {
        stage.press("Down");
    }
    assert_eq!(arranged(&mut stage, "1"), None);
    assert!(
        shown(&stage).contains("E02 已裁定回避 SM-07"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn the_cursor_stays_on_who_was_acted_on_whatever_the_order_becomes() {
    let mut stage = stage();
    stage.press("Enter");
    let chosen = |stage: &Stage| match &stage.app.screen {
        Screen::Assignment(assignment) => assignment.inner.clone(),
        _ => panic!("no assignment"),
    };
    assert_eq!(chosen(&stage), "", "the first one, without having moved");
    let Some(Arrangement::Presence { unheard, .. }) = arranged(&mut stage, "2") else {
        panic!("nothing was marked");
    };
    assert_eq!(chosen(&stage), unheard[0]);
}

#[test]
fn where_nobody_is_assigned_one_pair_does_not_take_it_from_all_others() {
    let mut stage = stage();
    change(&mut stage, |panel| panel.assignments.clear());
    stage.press("Enter End");
    assert_eq!(arranged(&mut stage, "1"), None);
    assert!(
        shown(&stage).contains("先按 4 生成分工"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn a_group_is_written_when_it_changed_and_has_its_chair() {
    let mut stage = stage();
    stage.press("Shift-Tab Enter");
    assert_eq!(arranged(&mut stage, "F2"), None);
    assert!(shown(&stage).contains("没有改动"));
    // the chair is taken out of the members
    stage.press("Down Enter Space Enter");
    assert_eq!(arranged(&mut stage, "F2"), None);
    assert!(
        shown(&stage).contains("组长不在成员里"),
        "{}",
        shown(&stage)
    );
    stage.press("Up Enter Down Enter");
    let Some(Arrangement::Group { id, before, after }) = arranged(&mut stage, "F2") else {
        panic!("not written");
    };
    assert_eq!((id.as_str(), before.chair.as_str()), ("servo", "E01"));
    assert_eq!(after.chair, "E02");
    assert_eq!(after.members.len(), before.members.len() - 1);
    assert_eq!(after.liaison, before.liaison);
}

#[test]
fn what_was_filled_in_and_not_written_stands_there_again() {
    let mut stage = stage();
    stage.press("Shift-Tab Enter Down Down Down");
    stage.write("丙");
    let failed = Message::ArrangementFailed {
        file: "groups.toml".into(),
        reason: "io.full",
    };
    assert!(arranged(&mut stage, "F2").is_some());
    stage.take(failed);
    assert!(shown(&stage).contains("groups.toml 没有写入：磁盘已满"));
    stage.press("Enter");
    let Some(Overlay::Grouping(form)) = stage.app.overlays.last() else {
        panic!("no form");
    };
    assert_eq!(form.observer.text(), "丙");
}

/// Every file below a folder and its bytes.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.clone(), std::fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn looking_changes_no_byte_and_marking_there_and_back_none_of_the_lists() {
    let folder = tempfile::tempdir().unwrap();
    let panel = folder.path().join("round");
    let made = crate::commands::heyi(&["new", panel.to_str().unwrap(), "--from", "demo"]);
    assert_eq!(made.status.code(), Some(0));
    let before = everything(&panel);
    let home = folder.path().join("home");
    let setup = Setup {
        size: (80, 24),
        language: "zh".into(),
        panel: panel.to_str().map(str::to_owned),
        seat: Some("secretariat".into()),
        proposal: None,
    };
    let mut program = Headless::start(&setup, &home);
    let mut press = |keys: &str| {
        for name in keys.split_whitespace() {
            program.press(Key::from_name(name).unwrap());
        }
    };
    press("Space 0 Enter Down PgDn Left Tab Enter Down Tab Enter Esc Tab 4 2 Esc Tab");
    assert_eq!(everything(&panel), before, "looking writes nothing");
    press("Esc Space 0 Enter End 2 1 1 2");
    let mut after = everything(&panel);
    let journal = after.remove(&panel.join("journal.log")).unwrap();
    assert_eq!(String::from_utf8_lossy(&journal).lines().count(), 4);
    for (path, bytes) in &before {
        let is_moved = path.ends_with("assignments.toml");
        let stands = after.get(path).unwrap();
        if is_moved {
            // out and in again stands behind the others of its own block
            let text = String::from_utf8_lossy(bytes);
            let own = text.rfind("[[assignment]]").unwrap();
            assert_eq!(bytes[..own], stands[..own]);
        } else {
            assert_eq!(bytes, stands, "{}", path.display());
        }
    }
    assert_eq!(after.len(), before.len());
}
