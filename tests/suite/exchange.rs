//! Handing in and merging: who may do it, what is told, and what is kept.

use crate::received;
use crate::sessions::headless::{Headless, drawn, text_rows};
use crate::sessions::laptops;
use crate::sessions::script::Setup;
use crate::stage::{Look, NOW, Stage, effects, shown};
use heyi::app::exchange::HandInRefusal;
use heyi::app::overlays::hand_in::receipt;
use heyi::app::possible::possible;
use heyi::app::round::RoundAnswer;
use heyi::app::workspace::Seat;
use heyi::app::{Command, Effect, Message, Overlay, update};
use heyi::domain::panel::Phase;
use heyi::domain::problem::{Problem, Trouble};
use heyi::domain::verifying::Verified;
use heyi::store::home::Home;
use heyi::terminal::keeper::Keeper;
use std::sync::Arc;

fn stage(seat: &str) -> Stage {
    Stage::demonstration(&Look::of((80, 24)), Some(seat))
}

fn close(stage: &mut Stage) {
    let workspace = stage.app.workspace.as_mut().unwrap();
    Arc::make_mut(&mut workspace.opened.panel).head.phase = Phase::Closed;
}

#[test]
fn only_an_expert_with_sheets_of_a_real_open_panel_hands_in() {
    let refusal = |stage: &Stage| possible(&stage.app, Command::HandIn).unwrap_err();
    assert_eq!(refusal(&stage("secretariat")), "上交是专家席位的事");
    let mut expert = stage("E06");
    assert_eq!(refusal(&expert), "演示数据不能上交");
    expert.in_earnest();
    assert_eq!(possible(&expert.app, Command::HandIn), Ok(()));
    close(&mut expert);
    assert_eq!(refusal(&expert), "本批次已结束，只能查看");
    let mut fresh = stage("E09");
    fresh.in_earnest();
    assert_eq!(refusal(&fresh), "还没有评分表，打过分才有可交的");
    fresh.press("Enter Enter 1 6");
    assert_eq!(possible(&fresh.app, Command::HandIn), Ok(()));
    let failed = Message::SheetFailed {
        expert: "E09".into(),
        proposal: "SM-01".into(),
        reason: "io.full",
        rescued: true,
    };
    fresh.take(failed);
    assert_eq!(refusal(&fresh), "还有评分表没有存好：空格 > 再存一次");
}

#[test]
fn only_the_secretariat_of_an_open_panel_merges() {
    assert!(possible(&stage("E06").app, Command::Merge).is_err());
    let mut secretariat = stage("secretariat");
    assert_eq!(possible(&secretariat.app, Command::Merge), Ok(()));
    close(&mut secretariat);
    assert!(possible(&secretariat.app, Command::Merge).is_err());
}

#[test]
fn the_code_stays_until_something_changes() {
    let mut stage = stage("E06");
    stage.in_earnest();
    assert!(receipt(&stage.app).is_none());
    stage.press("Space 2 F9 Enter");
    assert!(shown(&stage).contains("4071-9923-5586"));
    stage.press("Enter");
    assert!(
        matches!(stage.app.overlays.last(), Some(Overlay::HandIn(_))),
        "Enter by habit"
    );
    stage.press("Esc");
    assert!(shown(&stage).contains("已上交 41 份，核对码 4071-9923-5586"));
    assert!(matches!(receipt(&stage.app), Some((_, false))));
    let kept = stage.app.remembered().exchange;
    let kept = &kept.handed_in["/media/批次/E06"]["E06"];
    assert_eq!(kept.code, "4071-9923-5586");
    stage.press("Enter Space 5 1 Enter");
    assert!(matches!(receipt(&stage.app), Some((_, true))));
    stage.press("Space 7");
    assert!(shown(&stage).contains("改动后须重新上交"));
}

#[test]
fn what_fails_keeps_the_folder_and_a_missing_one_is_made_only_when_asked_twice() {
    let mut stage = stage("E06");
    stage.in_earnest();
    stage.press("Space 2 F9");
    stage.write("/full");
    stage.press("Enter");
    for text in ["/media/批次/full", "磁盘已满", "评分表都还在本机，一份没少"] {
        assert!(shown(&stage).contains(text), "{text}\n{}", shown(&stage));
    }
    "ful".chars().for_each(|_| stage.press("Backspace"));
    stage.write("gone");
    let makes = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::HandIn { makes_folder, .. } => Some(*makes_folder),
            _ => None,
        })
    };
    stage.press("Enter");
    assert!(
        shown(&stage).contains("没有这个文件夹"),
        "{}",
        shown(&stage)
    );
    stage.press("Left");
    assert_eq!(makes(&effects(&mut stage, "Enter")), Some(true));
}

#[test]
fn the_clock_runs_only_where_files_are_awaited() {
    let mut stage = stage("secretariat");
    assert_eq!(stage.app.wants_pause(), None);
    stage.press("Space 5");
    assert_eq!(stage.app.wants_pause(), Some(2));
    let looks = update(&mut stage.app, Message::Paused(NOW));
    assert!(
        matches!(looks.as_slice(), [Effect::LookForFiles { .. }]),
        "{looks:?}"
    );
    let again = update(&mut stage.app, Message::Paused(NOW));
    assert_eq!(again, [], "one look at a time");
    stage.press("Esc");
    assert_eq!(stage.app.wants_pause(), None);
}

#[test]
fn a_decision_names_its_values_and_is_not_lost_before_it_is_safe() {
    let mut stage = stage("secretariat");
    stage.press("Space 5 Tab Enter F2");
    assert!(shown(&stage).contains("请先选取哪一个"));
    stage.press("2");
    stage.write("王某");
    stage.press("Enter");
    stage.write("电话核对");
    let done = effects(&mut stage, "Enter");
    let ruling = done.iter().find_map(|effect| match effect {
        Effect::SettleConflict { ruling, .. } => Some(ruling.clone()),
        _ => None,
    });
    let ruling = ruling.unwrap();
    assert_eq!(
        (ruling.expert.as_str(), ruling.proposal.as_str()),
        ("E06", "SM-03")
    );
    assert_eq!(
        (ruling.cell.as_str(), ruling.value.as_str()),
        ("scores.target", "16")
    );
    assert_eq!(ruling.between, ["14", "16"]);
    assert_eq!(
        (ruling.by.as_str(), ruling.reason.as_str()),
        ("王某", "电话核对")
    );
    stage.take(Message::AmendmentFailed {
        proposal: "SM-03".into(),
        part: heyi::app::Decided::Conflict,
        reason: "io.full",
    });
    assert!(shown(&stage).contains("没有写入 rulings.toml（磁盘已满）"));
    stage.press("Enter");
    assert!(
        shown(&stage).contains("电话核对"),
        "what was filled in stands there again"
    );
    stage.press("Esc");
    let follows = update(&mut stage.app, Message::ConflictSettled(ruling));
    assert!(matches!(follows.as_slice(), [Effect::Merge { files, .. }] if files.is_empty()));
    assert_eq!(stage.app.exchange.decider, "王某");
}

#[test]
fn both_texts_of_a_comment_can_stay() {
    let mut stage = stage("secretariat");
    stage.press("Space 5 Tab Down Enter 3");
    stage.write("王某");
    stage.press("Enter");
    stage.write("都要");
    let done = effects(&mut stage, "F2");
    let text = received::conflicts()[1]
        .values
        .iter()
        .map(|one| one.value.clone())
        .collect::<Vec<_>>();
    assert!(done.iter().any(|effect| matches!(
        effect,
        Effect::SettleConflict { ruling, .. } if ruling.value == text.join("\n")
    )));
}

#[test]
fn open_conflicts_stand_in_the_head_of_the_results_with_the_way_there() {
    let mut stage = stage("secretariat");
    stage.press("Space 5 F6");
    for text in ["待裁定 2 处", "裁定 2 处（空格 5）"] {
        assert!(shown(&stage).contains(text), "{text}\n{}", shown(&stage));
    }
}

#[test]
fn the_board_counts_what_the_result_counts() {
    let stage = stage("secretariat");
    let workspace = stage.app.workspace.as_ref().unwrap();
    let results = workspace.results.as_ref().unwrap();
    let groups = &results.standings.groups;
    let asked: usize = groups.iter().map(|group| group.expected).sum();
    let came: usize = groups.iter().map(|group| group.received).sum();
    assert_eq!(results.receipts.total(), (came, asked));
    let mut owed: Vec<(&str, &str)> = results
        .receipts
        .experts
        .iter()
        .flat_map(|one| {
            one.missing(None)
                .into_iter()
                .map(|id| (one.expert.as_str(), id))
        })
        .collect();
    let missing = groups.iter().flat_map(|group| &group.missing);
    let mut wanted: Vec<(&str, &str)> = missing
        .map(|one| (one.expert.as_str(), one.proposal.as_str()))
        .collect();
    owed.sort_unstable();
    wanted.sort_unstable();
    assert!(!owed.is_empty());
    assert_eq!(owed, wanted);
}

#[test]
fn the_keeper_writes_reads_back_and_tells_what_it_cannot() {
    let home = tempfile::tempdir().unwrap();
    let panel = laptops::simulated(home.path());
    let mut keeper = Keeper::new(Home::new(home.path().join("home")));
    let mut hand_in = |folder: &str, makes_folder| {
        let effect = Effect::HandIn {
            place: heyi::app::workspace::Place {
                path: panel.to_str().unwrap().to_owned(),
                ..Default::default()
            },
            expert: "E0001".into(),
            stamp: "s".into(),
            folder: home.path().join(folder).to_str().unwrap().to_owned(),
            makes_folder,
        };
        match keeper.perform(&effect, NOW) {
            Some(Message::HandedIn { result, .. }) => result,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(hand_in("stick", false), Err(HandInRefusal::NoFolder));
    let done = hand_in("stick", true).unwrap();
    assert!(std::path::Path::new(&done.file).is_file());
    std::fs::write(home.path().join("blocked"), "").unwrap();
    assert!(matches!(
        hand_in("blocked", true),
        Err(HandInRefusal::Reason(..))
    ));
    let journal = std::fs::read_to_string(panel.join("journal.log")).unwrap();
    let line = format!(
        "E0001\thand in E0001: {} sheets, code {}",
        done.sheets, done.code
    );
    assert!(journal.contains(&line), "{journal}");
}

#[test]
fn a_pack_refuses_another_seat_and_says_whose_it_is() {
    let home = tempfile::tempdir().unwrap();
    let panel = laptops::simulated(home.path());
    let pack = laptops::pack(home.path(), &panel, "E0002", "E0002");
    let start = |seat: &str| {
        let setup = Setup {
            size: (80, 24),
            language: "zh".into(),
            panel: pack.to_str().map(str::to_owned),
            seat: Some(seat.to_owned()),
            proposal: None,
        };
        Headless::start(&setup, home.path())
    };
    for other in ["secretariat", "E0001"] {
        let program = start(other);
        assert_eq!(program.app.seat(), Seat::None);
        let rows = text_rows(&drawn(&program.app)).join("\n");
        let text = format!("这是 E0002 的评审包，不能以“{other}”入座");
        assert!(rows.contains(&text), "{rows}");
        assert!(!rows.contains("评审秘书组"), "{rows}");
    }
    let program = start("E0002");
    assert!(matches!(
        program.app.overlays.last(),
        Some(Overlay::Commitment(_))
    ));
}

#[test]
fn what_was_verified_does_not_outlive_the_files_it_was_read_from() {
    let mut stage = stage("secretariat");
    stage.press("F6");
    let place = stage.app.workspace.as_ref().unwrap().opened.place.clone();
    let verified = |stage: &mut Stage| {
        let answer = RoundAnswer::Verified(Box::<Verified>::default());
        let panel = place.path.clone();
        stage.take(Message::Round { panel, answer });
        let round = &stage.app.workspace.as_ref().unwrap().round;
        assert!(round.verified.is_some());
    };
    let is_known = |stage: &Stage| {
        let round = &stage.app.workspace.as_ref().unwrap().round;
        round.verified.is_some()
    };
    let results = stage.app.workspace.as_ref().unwrap().results.clone();
    let mut results = results.unwrap();
    verified(&mut stage);
    stage.take(Message::Combined(Ok(Box::new(results.clone()))));
    assert!(is_known(&stage), "the same sheets, combined again");
    let mut sheets = results.sheets.to_vec();
    sheets.pop();
    results.sheets = Arc::new(sheets);
    stage.take(Message::Combined(Ok(Box::new(results))));
    assert!(!is_known(&stage), "other sheets");
    verified(&mut stage);
    stage.take(received::merged(&place, &["/media/stick".into()]));
    assert!(!is_known(&stage), "files came in");
}

#[test]
fn what_the_seat_and_the_board_count_differs_by_what_the_board_names() {
    let stage = stage("secretariat");
    let workspace = stage.app.workspace.as_ref().unwrap();
    let receipts = &workspace.results.as_ref().unwrap().receipts;
    let seats = Stage::demonstration(&Look::of((80, 24)), None);
    let seats = seats.app.workspace.as_ref().unwrap();
    let counts = seats.opened.sheet_counts.as_ref().unwrap();
    for one in receipts.experts.iter().filter(|one| one.total().0 > 0) {
        let (came, asked) = one.total();
        let aside: usize = one.aside(None).values().sum();
        let assigned = workspace.panel().assigned_counts()[one.expert.as_str()];
        assert_eq!(asked + aside, assigned, "{}", one.expert);
        let lies = counts[&one.expert];
        assert!(came + one.drafts(None) <= lies && lies <= came + one.drafts(None) + aside);
    }
    let puzzling = receipts.experts.iter().find(|one| one.expert == "E06");
    let puzzling = puzzling.unwrap();
    assert_eq!((puzzling.total(), puzzling.drafts(None)), ((29, 40), 1));
}

#[test]
fn a_sheet_that_was_not_taken_is_no_sheet_that_is_owed() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("secretariat"));
    stage.press("F6");
    let results = stage.app.workspace.as_mut().unwrap().results.as_mut();
    let file = "scores/first/E09/SM-01.toml";
    let broken = Problem::of_file(file, Trouble::SealBroken, &[]);
    assert_eq!(broken.sheet(), Some(("E09", "SM-01")));
    results.unwrap().problems.push(broken);
    let screen = shown(&stage);
    assert!(screen.contains("没有采用 1 份：专家九 SM-01"), "{screen}");
    assert!(screen.contains("1 份文件没有采用（F1 核对）"), "{screen}");
    // whoever looks what this expert owes sees that it came
    stage.press("Space 5 Tab Tab End Enter");
    let screen = shown(&stage);
    let told = screen.replace(['\n', ' ', '│'], "");
    assert!(
        told.contains(&format!("文件在{file}，没有采用：")),
        "{screen}"
    );
}
