//! Who may propose a veto and who may rule on it, and what each of them is told.

use crate::stage::{Look, Stage, shown};
use heyi::app::possible::possible;
use heyi::app::{Command, Decided, Effect, Key, Message, Overlay, update};
use heyi::domain::panel::Phase;
use heyi::domain::rulings::{VetoRuling, VetoState};
use std::sync::Arc;

fn stage(seat: &str) -> Stage {
    Stage::demonstration(&Look::of((80, 24)), Some(seat))
}

/// Presses one key and returns what is to be done, undone.
fn effects(stage: &mut Stage, key: &str) -> Vec<Effect> {
    let key = Message::Key(Key::from_name(key).unwrap(), crate::stage::NOW);
    update(&mut stage.app, key)
}

fn ruled(effects: &[Effect]) -> Option<&VetoRuling> {
    effects.iter().find_map(|effect| match effect {
        Effect::RuleOnVeto { ruling, .. } => Some(ruling.as_ref()),
        _ => None,
    })
}

/// The result with another ground held against SM-10: the one that the experts vote on.
fn voted_on(stage: &mut Stage) {
    let results = stage.app.workspace.as_mut().unwrap().results.as_mut();
    for group in &mut Arc::make_mut(&mut results.unwrap().standings).groups {
        for pending in &mut group.pending {
            "principle".clone_into(&mut pending.ground);
        }
    }
}

#[test]
fn an_expert_cannot_rule_and_the_secretariat_cannot_propose() {
    let mut expert = stage("E09");
    expert.press("Enter Enter");
    assert_eq!(possible(&expert.app, Command::ProposeVeto), Ok(()));
    assert!(possible(&expert.app, Command::CheckVeto).is_err());
    let mut secretariat = stage("secretariat");
    secretariat.press("F6");
    assert_eq!(possible(&secretariat.app, Command::CheckVeto), Ok(()));
    secretariat.press("Enter");
    assert!(possible(&secretariat.app, Command::ProposeVeto).is_err());
    assert!(possible(&secretariat.app, Command::CheckVeto).is_err());
}

#[test]
fn a_group_without_a_proposed_veto_and_a_closed_panel_say_so() {
    let mut stage = stage("secretariat");
    stage.press("F6 Tab");
    let refused = possible(&stage.app, Command::CheckVeto).unwrap_err();
    assert_eq!(refused, "本组没有待核的否决建议");
    stage.press("Shift-Tab");
    let workspace = stage.app.workspace.as_mut().unwrap();
    Arc::make_mut(&mut workspace.opened.panel).head.phase = Phase::Closed;
    let refused = possible(&stage.app, Command::CheckVeto).unwrap_err();
    assert_eq!(refused, "本批次已结束，只能查看");
}

#[test]
fn a_submitted_sheet_and_a_policy_without_grounds_take_no_veto() {
    let mut submitted = stage("E06");
    heyi::app::screens::scoring::open(&mut submitted.app, "SM-10", None);
    let refused = possible(&submitted.app, Command::ProposeVeto).unwrap_err();
    assert!(refused.contains("已提交"), "{refused}");
    let mut without = stage("E09");
    without.press("Enter Enter");
    let workspace = without.app.workspace.as_mut().unwrap();
    let panel = Arc::make_mut(&mut workspace.opened.panel);
    panel.policy.vetoes.clear();
    let refused = possible(&without.app, Command::ProposeVeto).unwrap_err();
    assert_eq!(refused, "评审规则没有列否决项");
}

#[test]
fn a_reason_saved_on_the_way_is_one_step_back() {
    let mut stage = stage("E09");
    stage.press("Enter Enter Space 6 4");
    stage.take(Message::Paused(crate::stage::NOW));
    stage.write("比对");
    assert_eq!(stage.app.wants_pause(), Some(1));
    stage.take(Message::Paused(crate::stage::NOW));
    stage.write("清单");
    stage.press("Enter");
    let held = |stage: &Stage| {
        let own = stage.app.workspace.as_ref().unwrap().own.as_ref();
        let sheet = own.unwrap().sheet("SM-01").unwrap();
        (sheet.revision, sheet.veto.get("duplicate").cloned())
    };
    assert_eq!(held(&stage), (2, Some("比对清单".into())));
    stage.press("Ctrl-Z");
    assert_eq!(held(&stage), (3, None));
    // Esc proposes nothing, whatever was kept on the way
    stage.press("Space 6 4");
    stage.write("误会");
    stage.take(Message::Paused(crate::stage::NOW));
    assert_eq!(held(&stage).1, Some("误会".into()));
    stage.press("Esc");
    assert_eq!(held(&stage).1, None);
}

#[test]
fn a_dismissal_is_not_asked_twice_and_names_who_proposed() {
    let mut stage = stage("secretariat");
    stage.press("F7 Space 6 1");
    stage.write("王某");
    stage.press("Enter");
    stage.write("资产不同");
    let effects = effects(&mut stage, "F2");
    let ruling = ruled(&effects).unwrap();
    assert_eq!(ruling.state, VetoState::Dismissed);
    assert_eq!(
        (ruling.proposal.as_str(), ruling.ground.as_str()),
        ("SM-10", "duplicate")
    );
    assert_eq!(
        (ruling.proposed_by.as_str(), ruling.checked_by.as_str()),
        ("E06", "王某")
    );
    assert!(ruling.evidence.starts_with("答辩时称"), "{ruling:?}");
}

#[test]
fn where_the_experts_vote_their_votes_are_needed_and_checked() {
    let mut stage = stage("secretariat");
    stage.press("F6");
    voted_on(&mut stage);
    stage.press("Space 6 2");
    stage.write("专家组");
    stage.press("Enter");
    stage.write("见表决记录");
    assert!(effects(&mut stage, "F2").is_empty());
    assert!(
        shown(&stage).contains("请写赞成票和反对票"),
        "{}",
        shown(&stage)
    );
    stage.write("5x");
    assert!(shown(&stage).contains("票数只用数字"));
    stage.press("Enter");
    stage.write("３");
    assert!(effects(&mut stage, "Enter").is_empty());
    let screen = shown(&stage);
    assert!(
        screen.contains("赞成 5、反对 3，不到 2/3，不能认定"),
        "{screen}"
    );
    stage.write("5");
    assert!(effects(&mut stage, "F2").is_empty());
    assert!(
        shown(&stage).contains("共 58 票，多于可以表决的 9 人"),
        "{}",
        shown(&stage)
    );
    stage.press("Backspace Backspace 6 F2");
    assert!(shown(&stage).contains("退出排序"));
    let confirmed = effects(&mut stage, "2");
    let ruling = ruled(&confirmed).unwrap();
    assert_eq!(
        (ruling.state, ruling.votes_for, ruling.votes_against),
        (VetoState::Confirmed, 6, 3)
    );
}

#[test]
fn votes_below_the_quorum_find_nothing() {
    let mut stage = stage("secretariat");
    stage.press("F6");
    voted_on(&mut stage);
    stage.press("Space 6 2 8 Enter 8 Enter 3 Enter 1");
    assert!(effects(&mut stage, "Enter").is_empty());
    assert!(
        shown(&stage).contains("共 4 票，少于最低 5 票"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn votes_that_are_enough_cannot_be_dismissed() {
    let mut stage = stage("secretariat");
    stage.press("F6");
    voted_on(&mut stage);
    stage.press("Space 6 1 8 Enter 8 Enter 6 Enter 3");
    assert!(effects(&mut stage, "Enter").is_empty());
    assert!(
        shown(&stage).contains("不能记为不成立"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn what_could_not_be_written_is_told_and_stands_there_again() {
    let mut stage = stage("secretariat");
    stage.press("F6 Space 6 1");
    stage.write("王某");
    stage.press("Enter");
    stage.write("资产不同");
    assert!(ruled(&effects(&mut stage, "F2")).is_some());
    stage.take(Message::AmendmentFailed {
        proposal: "SM-10".into(),
        part: Decided::Veto,
        reason: "io.full",
    });
    let screen = shown(&stage);
    assert!(screen.contains("rulings.toml（磁盘已满）"), "{screen}");
    stage.press("Space 6");
    let screen = shown(&stage);
    assert!(
        screen.contains("王某") && screen.contains("资产不同"),
        "{screen}"
    );
    assert!(matches!(
        stage.app.overlays.last(),
        Some(Overlay::Checking(_))
    ));
}

#[test]
fn of_several_grounds_one_is_chosen_first() {
    let mut stage = stage("secretariat");
    stage.press("F6");
    let results = stage.app.workspace.as_mut().unwrap().results.as_mut();
    let pending = &mut Arc::make_mut(&mut results.unwrap().standings).groups[0].pending;
    let mut other = pending[0].clone();
    other.ground = "integrity".into();
    pending.push(other);
    stage.press("Space 6");
    assert!(shown(&stage).contains("先核实哪一条"), "{}", shown(&stage));
    stage.press("2 1 8 Enter 8");
    let effects = effects(&mut stage, "Enter");
    assert_eq!(ruled(&effects).unwrap().ground, "integrity");
}

/// What the keeper answers to a ruling on the panel of a folder.
fn kept(folder: &std::path::Path) -> Message {
    let home = heyi::store::home::Home::new(folder.join("data"));
    let mut keeper = heyi::terminal::keeper::Keeper::new(home);
    let ruling = VetoRuling {
        proposal: "SM-10".into(),
        ground: "duplicate".into(),
        state: VetoState::Dismissed,
        proposed_by: "E06".into(),
        checked_by: "王某".into(),
        reason: "资产不同".into(),
        ..VetoRuling::default()
    };
    let effect = Effect::RuleOnVeto {
        place: heyi::app::workspace::Place {
            path: folder.join("panel").to_str().unwrap().to_owned(),
            ..heyi::app::workspace::Place::default()
        },
        ruling: Box::new(ruling),
        by: "联络员甲".into(),
    };
    keeper.perform(&effect, crate::stage::NOW).unwrap()
}

#[test]
fn a_panel_that_was_closed_or_ruled_on_meanwhile_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let panel = folder.path().join("panel");
    heyi::store::create::copy_whole("demo", &panel, false).unwrap();
    let rulings = panel.join("rulings.toml");
    let before = std::fs::read_to_string(&rulings).unwrap();
    let head = std::fs::read_to_string(panel.join("panel.toml")).unwrap();
    let closed = head.replace("phase = \"open\"", "phase = \"closed\"");
    assert_ne!(head, closed);
    let refusal = || match kept(folder.path()) {
        Message::AmendmentFailed { part, reason, .. } => Some((part, reason)),
        _ => None,
    };
    std::fs::write(panel.join("panel.toml"), closed).unwrap();
    assert_eq!(refusal(), Some((Decided::Veto, "refused.closed")));
    std::fs::write(panel.join("panel.toml"), head).unwrap();
    let confirmed = before.replace("\"proposed\"", "\"confirmed\"");
    std::fs::write(&rulings, &confirmed).unwrap();
    assert_eq!(refusal(), Some((Decided::Veto, "io.ruled")));
    assert_eq!(std::fs::read_to_string(&rulings).unwrap(), confirmed);
    std::fs::write(&rulings, before).unwrap();
    assert_eq!(refusal(), None);
    let source = heyi::store::source::Source::Folder(panel);
    assert_eq!(heyi::store::check::everything(&source), []);
}
