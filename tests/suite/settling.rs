//! Who may record a decision, send a proposal back or rule on a recusal, when, and what each
//! of the forms asks for.

use crate::stage::{Look, Stage, shown};
use heyi::app::possible::possible;
use heyi::app::{Command, Effect, Key, Message, Overlay, Screen, update};
use heyi::domain::panel::Phase;
use heyi::domain::settlement::Settlement;
use std::sync::Arc;

fn stage(seat: &str) -> Stage {
    Stage::demonstration(&Look::of((80, 24)), Some(seat))
}

/// Presses one key and returns what is to be done, undone.
fn effects(stage: &mut Stage, key: &str) -> Vec<Effect> {
    let key = Message::Key(Key::from_name(key).unwrap(), crate::stage::NOW);
    update(&mut stage.app, key)
}

fn settled(effects: &[Effect]) -> Option<&Settlement> {
    effects.iter().find_map(|effect| match effect {
        Effect::Settle { settlement, .. } => Some(settlement.as_ref()),
        _ => None,
    })
}

fn in_phase(stage: &mut Stage, phase: Phase) {
    let workspace = stage.app.workspace.as_mut().unwrap();
    Arc::make_mut(&mut workspace.opened.panel).head.phase = phase;
}

const ALL: [Command; 3] = [Command::Decide, Command::SendBack, Command::RuleRecusal];

#[test]
fn an_expert_settles_nothing_and_the_secretariat_only_where_it_sees_what() {
    let mut expert = stage("E09");
    expert.press("Enter Enter");
    for command in ALL {
        assert!(possible(&expert.app, command).is_err(), "{command:?}");
    }
    let mut secretariat = stage("secretariat");
    for command in ALL {
        assert!(possible(&secretariat.app, command).is_err(), "{command:?}");
    }
    secretariat.press("F6");
    assert!(possible(&secretariat.app, Command::Decide).is_err());
    assert_eq!(possible(&secretariat.app, Command::RuleRecusal), Ok(()));
    let refused = possible(&secretariat.app, Command::SendBack).unwrap_err();
    assert_eq!(
        refused,
        "SM-01 还差 1 份评分表：专家九。没听汇报的不必等：签到里 F3 或分工里记未听"
    );
    secretariat.press("F7");
    assert_eq!(possible(&secretariat.app, Command::Decide), Ok(()));
    assert!(possible(&secretariat.app, Command::SendBack).is_err());
    assert!(possible(&secretariat.app, Command::RuleRecusal).is_err());
}

#[test]
fn after_closing_only_the_decision_is_written() {
    let mut stage = stage("secretariat");
    stage.press("F6");
    in_phase(&mut stage, Phase::Closed);
    for command in [Command::SendBack, Command::RuleRecusal] {
        let refused = possible(&stage.app, command).unwrap_err();
        assert_eq!(refused, "本批次已结束，只能查看");
    }
    stage.press("F7");
    in_phase(&mut stage, Phase::Closed);
    assert_eq!(possible(&stage.app, Command::Decide), Ok(()));
    stage.press("Space 7");
    assert!(shown(&stage).contains("本批次已结束：只记录研究决定"));
    in_phase(&mut stage, Phase::Draft);
    stage.press("Esc F6");
    in_phase(&mut stage, Phase::Draft);
    let refused = possible(&stage.app, Command::SendBack).unwrap_err();
    assert_eq!(refused, "评审中才能送复议");
}

#[test]
fn support_with_the_recommended_sum_needs_no_reason() {
    let mut stage = stage("secretariat");
    stage.press("F7 Space 7 1");
    assert!(shown(&stage).contains("与专家推荐一致"));
    stage.press("Enter Enter");
    stage.write("甲");
    let found = effects(&mut stage, "F2");
    let Some(Settlement::Decision {
        proposal,
        before: None,
        after: Some(after),
    }) = settled(&found)
    else {
        panic!("{found:?}");
    };
    assert_eq!(
        (proposal.as_str(), after.outcome.as_str()),
        ("SM-01", "support")
    );
    assert_eq!(
        (after.amount.as_str(), after.approver.as_str()),
        ("360", "甲")
    );
}

#[test]
fn another_sum_departs_and_a_sum_is_a_number() {
    let mut stage = stage("secretariat");
    stage.press("F7 Space 7 1 Backspace Backspace Backspace");
    stage.write("3x");
    assert!(shown(&stage).contains("额度是一个数"));
    stage.write("００．５");
    assert!(shown(&stage).contains("300.5"), "{}", shown(&stage));
    assert!(shown(&stage).contains("与专家推荐不一致，须写理由"));
    stage.press("Backspace Backspace Backspace Backspace Backspace F2");
    assert!(shown(&stage).contains("请写金额"));
    stage.write(".");
    assert!(effects(&mut stage, "F2").is_empty());
    stage.press("Backspace 0 Enter Enter");
    stage.write("甲");
    assert!(effects(&mut stage, "F2").is_empty());
    stage.write("先立项后补资金");
    assert!(settled(&effects(&mut stage, "F2")).is_some());
}

#[test]
fn what_stands_there_is_shown_and_kept_as_it_was() {
    let mut stage = stage("secretariat");
    stage.press("F7 Tab");
    let Screen::Recommendations(shown) = &mut stage.app.screen else {
        panic!("no recommendations");
    };
    "RD-01".clone_into(&mut shown.table.selected);
    stage.press("Space 7");
    let Some(Overlay::Decision(form)) = stage.app.overlays.last() else {
        panic!("no form");
    };
    assert_eq!(form.outcome, Some("support"));
    assert_eq!(form.amount.text(), "260");
    assert!(effects(&mut stage, "F2").is_empty(), "nothing changed");
    assert!(stage.app.overlays.is_empty());
    stage.press("Space 7 4");
    assert!(effects(&mut stage, "4").is_empty());
    assert!(effects(&mut stage, "Enter").is_empty());
    let found = effects(&mut stage, "9");
    let is_deletion = |one: &Settlement| {
        matches!(
            one,
            Settlement::Decision {
                before: Some(_),
                after: None,
                ..
            }
        )
    };
    assert!(settled(&found).is_some_and(is_deletion), "{found:?}");
}

#[test]
fn a_ruling_that_stands_is_not_made_again_and_the_effect_is_seen_first() {
    let mut stage = stage("secretariat");
    stage.press("F6 Down Down Down Space 9");
    let Some(Overlay::Recusing(form)) = stage.app.overlays.last() else {
        panic!("no choice");
    };
    let place = form.experts.iter().position(|one| one.expert == "E04");
    let place = place.unwrap() + 1;
    stage.press(&format!("{place} 1"));
    stage.write("甲");
    stage.press("Enter");
    stage.write("无关");
    assert!(effects(&mut stage, "F2").is_empty());
    assert!(shown(&stage).contains("已经是回避"), "{}", shown(&stage));
    stage.press("2");
    let asked = effects(&mut stage, "F2");
    assert!(matches!(asked.as_slice(), [Effect::TryRuling { .. }]));
    assert!(shown(&stage).contains("正在计算影响"));
    assert!(effects(&mut stage, "2").is_empty(), "nothing is shown yet");
    stage.press("Esc F2");
    let found = effects(&mut stage, "2");
    let Some(Settlement::Recusal { ruling, reason }) = settled(&found) else {
        panic!("{found:?}");
    };
    assert_eq!(
        (ruling.expert.as_str(), ruling.state.as_str()),
        ("E04", "cleared")
    );
    assert_eq!(reason, "无关");
    assert!(ruling.reason.ends_with("; 无关"), "{}", ruling.reason);
}

#[test]
fn a_ruling_begun_for_one_expert_is_not_that_of_the_next() {
    let mut stage = stage("secretariat");
    stage.press("F6 Down Down Down Space 9 1 1");
    stage.write("秘书长");
    stage.press("Enter");
    stage.write("只关这位专家");
    stage.press("F2");
    let asked = shown(&stage);
    for told in ["秘书长", "只关这位专家"] {
        assert!(asked.contains(told), "{asked}");
    }
    stage.press("Esc Esc 1");
    assert!(shown(&stage).contains("只关这位专家"), "the same expert");
    stage.press("Esc Down Enter");
    let form = shown(&stage);
    assert!(!form.contains("只关这位专家"), "{form}");
    // the digits choose, and who rules is written already
    stage.press("2 Down");
    stage.write("另一理由");
    let asked = effects(&mut stage, "F2");
    let [Effect::TryRuling { ruling, .. }] = asked.as_slice() else {
        panic!("{asked:?}");
    };
    assert_eq!(ruling.state, "cleared");
    assert!(ruling.reason.ends_with("另一理由"), "{}", ruling.reason);
}

#[test]
fn below_the_minimum_the_proposal_is_to_be_made_up() {
    let mut stage = stage("secretariat");
    stage.press("F6");
    let panel = {
        let workspace = stage.app.workspace.as_mut().unwrap();
        let results = workspace.results.as_mut().unwrap();
        let panel = Arc::make_mut(&mut results.panel);
        panel.policy.valid.experts = 8;
        panel.clone()
    };
    stage.app.workspace.as_mut().unwrap().opened.panel = Arc::new(panel);
    stage.press("Space 9 1 1");
    stage.write("甲");
    stage.press("Enter");
    stage.write("利害关系");
    stage.press("F2");
    let screen = shown(&stage);
    assert!(
        screen.contains("有效专家剩 7 人，少于 8 人，列为待补评"),
        "{screen}"
    );
    assert!(screen.contains("待补评"), "{screen}");
}

#[test]
fn the_round_is_looked_at_again_when_it_is_come_back_to() {
    let mut stage = stage("secretariat");
    heyi::app::screens::round::open(&mut stage.app);
    stage.press("3 Enter");
    assert!(matches!(stage.app.screen, Screen::MatchLinks(_)));
    let round = &mut stage.app.workspace.as_mut().unwrap().round;
    (round.is_looking, round.looks_again) = (false, false);
    let found = effects(&mut stage, "Esc");
    assert!(matches!(stage.app.screen, Screen::Round(_)));
    let looks = |effect: &Effect| matches!(effect, Effect::Round(..));
    assert!(found.iter().any(looks), "{found:?}");
}
