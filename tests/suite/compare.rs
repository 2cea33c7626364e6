//! The proposals of one link side by side: who stands there, who never does, and what the
//! keys do where not all of them fit.

use crate::stage::{Look, Stage, row_of};
use heyi::app::Screen;
use heyi::app::screens::compare::CompareState;
use heyi::domain::proposal::ProposalState;
use std::sync::Arc;

const LINK: &str = "servo-03";

/// The demonstration with further proposals about SM-03's link, which SM-11 is about too.
fn with_more(seat: &str, more: &[&str]) -> Stage {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some(seat));
    let workspace = stage.app.workspace.as_mut().unwrap();
    let panel = Arc::make_mut(&mut workspace.opened.panel);
    for proposal in &mut panel.proposals {
        if more.contains(&proposal.id.as_str()) {
            proposal.links.push(LINK.to_owned());
        }
    }
    stage
}

/// Chains, the link SM-03 is about, the menu's line.
fn from_chains(stage: &mut Stage) {
    stage.press("F5 Right Down Down Space 8");
}

fn compared(stage: &Stage) -> &CompareState {
    match &stage.app.screen {
        Screen::Compare(compared) => compared,
        other => panic!("{} is on the screen", other.key()),
    }
}

fn rows(stage: &Stage) -> Vec<String> {
    let buffer = stage.view();
    (0..buffer.area.height)
        .map(|y| row_of(&buffer, y))
        .collect()
}

fn shows(stage: &Stage, text: &str) -> bool {
    rows(stage).iter().any(|row| row.contains(text))
}

/// The ids in the head of the table.
fn heads(stage: &Stage) -> Vec<String> {
    let row = rows(stage).swap_remove(3);
    let cells = row.split('│').skip(1);
    cells
        .map(|cell| {
            let cell = cell.trim_start_matches(['▸', ' ']);
            cell.split(' ').next().unwrap_or_default().to_owned()
        })
        .collect()
}

#[test]
fn an_expert_sees_no_proposal_with_a_recusal() {
    // the secretariat ruled E04 out of SM-03
    for (seat, wanted) in [
        ("E09", vec!["SM-03", "SM-08", "SM-11"]),
        ("E04", vec!["SM-08", "SM-11"]),
        ("secretariat", vec!["SM-03", "SM-08", "SM-11"]),
    ] {
        let mut stage = with_more(seat, &["SM-08"]);
        from_chains(&mut stage);
        assert_eq!(compared(&stage).proposals, wanted, "{seat}");
        for size in [(60, 18), (80, 24), (200, 60)] {
            stage.app.size = size;
            let is_there = shows(&stage, "SM-03") || shows(&stage, "高转矩密度机器人");
            assert_eq!(is_there, seat != "E04", "{seat} at {size:?}");
        }
    }
}

#[test]
fn a_recusal_declared_meanwhile_takes_the_proposal_away() {
    let mut stage = with_more("E09", &["SM-08"]);
    from_chains(&mut stage);
    stage.press("Tab Enter");
    assert!(shows(&stage, "SM-08"));
    stage.press("F4 1 Enter");
    stage.press("Esc");
    assert_eq!(compared(&stage).proposals, ["SM-03", "SM-11"]);
    assert!(!shows(&stage, "SM-08"));
}

#[test]
fn the_command_says_why_there_is_nothing_to_compare() {
    let refusal = |stage: &mut Stage, keys: &str| {
        stage.press(keys);
        assert!(!matches!(stage.app.screen, Screen::Compare(_)), "{keys}");
        stage.app.notice.take().map(|notice| notice.text)
    };
    let mut stage = with_more("E09", &[]);
    let told = refusal(&mut stage, "Space 8").unwrap();
    assert!(told.contains("选一个环节"), "{told}");
    let told = refusal(&mut stage, "Esc Right Space 8").unwrap();
    assert!(told.contains("不足两个"), "{told}");
    let mut stage = with_more("E04", &[]);
    let told = refusal(&mut stage, "Right Down Down Space 8").unwrap();
    assert!(told.contains("不足两个"), "{told}");
    // in the list of that link E04 is shown SM-03 as recused
    stage.press("Esc Enter");
    assert!(shows(&stage, "已回避"));
    let told = refusal(&mut stage, "Space 8").unwrap();
    assert!(told.contains("回避"), "{told}");
    let mut stage = with_more("secretariat", &["SM-08"]);
    let workspace = stage.app.workspace.as_mut().unwrap();
    let panel = Arc::make_mut(&mut workspace.opened.panel);
    for proposal in &mut panel.proposals {
        if proposal.id == "SM-03" {
            proposal.state = ProposalState::Withdrawn;
        }
    }
    from_chains(&mut stage);
    assert_eq!(compared(&stage).proposals, ["SM-08", "SM-11"]);
    stage.press("Esc Enter Home");
    let told = refusal(&mut stage, "Space 8").unwrap();
    assert!(told.contains("不参加评审"), "{told}");
}

#[test]
fn the_first_stays_and_the_others_move_past_it() {
    let mut stage = with_more("E09", &["SM-02", "SM-05", "SM-08"]);
    let scored = "Enter Down Down Enter";
    stage.press(scored);
    stage.press("F5 Right Down Down Space 8");
    assert_eq!(
        compared(&stage).proposals,
        ["SM-05", "SM-03", "SM-08", "SM-02", "SM-11"]
    );
    assert_eq!(heads(&stage), ["SM-05", "SM-03"]);
    for (keys, wanted) in [
        ("Right", ["SM-05", "SM-08"]),
        ("Right Right Right", ["SM-05", "SM-11"]),
        ("Left", ["SM-05", "SM-02"]),
        ("Left Left Left", ["SM-05", "SM-03"]),
    ] {
        stage.press(keys);
        assert_eq!(heads(&stage), wanted, "{keys}");
    }
    stage.press("Right Tab");
    assert!(shows(&stage, "回车打开 SM-08"), "{:#?}", rows(&stage));
    stage.press("Tab");
    assert!(shows(&stage, "回车打开 SM-05"));
    stage.press("Shift-Tab");
    assert!(shows(&stage, "回车打开 SM-08"));
    stage.app.size = (120, 40);
    assert_eq!(heads(&stage), ["SM-05", "SM-08", "SM-02"]);
    stage.app.size = (200, 60);
    assert_eq!(heads(&stage).len(), 5);
    // where all are there the same keys choose the column
    stage.press("Right");
    assert!(shows(&stage, "回车打开 SM-08"));
    stage.press("Enter");
    let Screen::Scoring(scoring) = &stage.app.screen else {
        panic!("it is not open");
    };
    assert_eq!(scoring.proposal, "SM-08");
    // the one that was looked at comes first
    stage.press("Space 8");
    assert_eq!(
        compared(&stage).proposals,
        ["SM-08", "SM-05", "SM-03", "SM-02", "SM-11"]
    );
}

#[test]
fn of_results_a_seat_sees_its_own_only() {
    let mut stage = with_more("E09", &["SM-08"]);
    stage.app.size = (200, 60);
    stage.press("Enter Down Down Down Down Down Down Enter");
    assert!(shows(&stage, "SM-03"));
    stage.press("1 6 1 2 1 3 1 2 1 4 8 Enter 4 3");
    stage.press("Space 8");
    assert_eq!(compared(&stage).proposals.first().unwrap(), "SM-03");
    let head = rows(&stage).swap_remove(3);
    assert_eq!(head.matches("我的").count(), 1, "{head}");
    assert!(head.contains("SM-03 我的 82"), "{head}");
    assert!(!head.contains("名"), "{head}");
    let mut stage = with_more("secretariat", &["SM-08"]);
    from_chains(&mut stage);
    let head = rows(&stage).swap_remove(3);
    assert!(head.contains("SM-03 第 4 名 83.80"), "{head}");
    assert!(!head.contains("我的"), "{head}");
}

#[test]
fn it_opens_from_tables_and_from_the_coverage_map() {
    let mut stage = with_more("secretariat", &["SM-08"]);
    stage.press("Space 3 Home Down Down Space 8");
    assert_eq!(compared(&stage).link, LINK);
    stage.press("F6 Down Down Down Down Space 8");
    let compared = compared(&stage);
    assert_eq!(compared.proposals, ["SM-02", "SM-11"]);
    assert_eq!(compared.link, "servo-04");
}

#[test]
fn the_star_stands_where_the_promise_is_best_even_out_of_sight() {
    let mut stage = with_more("E09", &["SM-08"]);
    let workspace = stage.app.workspace.as_mut().unwrap();
    let panel = Arc::make_mut(&mut workspace.opened.panel);
    for proposal in &mut panel.proposals {
        if proposal.id == "SM-11" {
            proposal.promises[0].text = "转矩脉动±0.3%".to_owned();
        }
    }
    from_chains(&mut stage);
    // the third of the plan's order
    stage.press("* Home Down Down");
    assert!(shows(&stage, "▸ 转矩脉动"));
    let row = |stage: &Stage| {
        let found = rows(stage).into_iter().find(|row| row.starts_with('▸'));
        found.unwrap()
    };
    assert_eq!(heads(&stage), ["SM-03", "SM-08"]);
    assert!(!row(&stage).contains('★'), "{}", row(&stage));
    assert!(
        shows(&stage, "没有显示的项目里：SM-11 ±0.3%"),
        "{:#?}",
        rows(&stage)
    );
    stage.press("Right");
    assert_eq!(row(&stage).matches('★').count(), 1);
    assert!(!shows(&stage, "没有显示"));
}
