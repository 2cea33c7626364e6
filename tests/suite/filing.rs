//! Marks of links, data of applicants and confirmed contributions: who may write them, when,
//! and what each form asks for; and `heyi mark` as a process.

use crate::commands::heyi;
use crate::stage::{Look, NOW, Stage, shown};
use heyi::app::possible::possible;
use heyi::app::{Command, Effect, Key, Message, update};
use heyi::domain::link_notes::{LinkNotes, MarkKind};
use heyi::domain::panel::{Panel, Phase};
use heyi::domain::settlement::Settlement;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;

const ALL: [Command; 3] = [
    Command::MarkLink,
    Command::EditApplicant,
    Command::ConfirmContributions,
];

fn stage(seat: &str) -> Stage {
    Stage::demonstration(&Look::of((100, 30)), Some(seat))
}

fn settled(stage: &mut Stage, key: &str) -> Option<Settlement> {
    let key = Message::Key(Key::from_name(key).unwrap(), NOW);
    let effects = update(&mut stage.app, key);
    effects.into_iter().find_map(|effect| match effect {
        Effect::Settle { settlement, .. } => Some(*settlement),
        _ => None,
    })
}

fn change(stage: &mut Stage, act: impl FnOnce(&mut Panel)) {
    let workspace = stage.app.workspace.as_mut().unwrap();
    act(Arc::make_mut(&mut workspace.opened.panel));
}

fn run(stage: &mut Stage, command: &str) {
    stage.press("F1");
    stage.write(command);
    stage.press("Enter");
}

/// To the second link of the first chain, marked by nobody, and the form on it.
fn marking(phase: Phase) -> Stage {
    let mut stage = stage("secretariat");
    stage.press("F5 Right Down");
    change(&mut stage, |panel| panel.head.phase = phase);
    run(&mut stage, "标注环节");
    stage
}

fn signed(stage: &mut Stage) {
    stage.write("联络员甲");
    stage.press("Down");
    stage.write("本地没有产能");
}

#[test]
fn only_the_secretariat_files_and_nothing_after_closing_or_in_a_pack() {
    let mut expert = stage("E09");
    expert.press("Enter");
    for command in ALL {
        assert!(possible(&expert.app, command).is_err(), "{command:?}");
    }
    let mut office = stage("secretariat");
    let refused = possible(&office.app, Command::MarkLink).unwrap_err();
    assert_eq!(refused, "先选一个环节");
    office.press("Right");
    assert_eq!(possible(&office.app, Command::MarkLink), Ok(()));
    office.press("F7");
    for command in [Command::EditApplicant, Command::ConfirmContributions] {
        assert_eq!(possible(&office.app, command), Ok(()), "{command:?}");
    }
    assert!(possible(&office.app, Command::MarkLink).is_err());
    change(&mut office, |panel| panel.head.phase = Phase::Closed);
    for command in ALL {
        let refused = possible(&office.app, command).unwrap_err();
        assert_eq!(refused, "本批次已结束，只能查看", "{command:?}");
    }
    change(&mut office, |panel| {
        panel.head.phase = Phase::Open;
        panel.head.pack = "E01".into();
    });
    for command in ALL {
        assert!(possible(&office.app, command).is_err(), "{command:?}");
    }
}

#[test]
fn a_mark_takes_a_year_a_name_and_a_reason() {
    let mut stage = marking(Phase::Draft);
    assert!(settled(&mut stage, "F2").is_none());
    assert!(shown(&stage).contains("请先选标注"), "{}", shown(&stage));
    stage.press("2 Backspace x");
    assert!(shown(&stage).contains("年度只用数字"));
    assert!(settled(&mut stage, "F2").is_none());
    assert!(shown(&stage).contains("年度是四位数字"));
    stage.press("9 Down");
    assert!(settled(&mut stage, "F2").is_none());
    assert!(shown(&stage).contains("请写标注人"));
    signed(&mut stage);
    let Some(Settlement::Marked(remark)) = settled(&mut stage, "Enter") else {
        panic!("nothing was marked:\n{}", shown(&stage));
    };
    let mark = remark.after.unwrap();
    assert_eq!((mark.year, mark.kind), (2019, MarkKind::Missing));
    assert_eq!(
        (mark.by.as_str(), mark.reason.as_str()),
        ("联络员甲", "本地没有产能")
    );
    assert!(remark.before.is_none() && mark.indicators.is_empty());
}

#[test]
fn must_meet_indicators_are_chosen_from_the_target_and_before_opening_only() {
    let mut stage = marking(Phase::Draft);
    stage.press("3 Down");
    assert!(shown(&stage).contains("[ ] "), "{}", shown(&stage));
    stage.press("Space");
    let chosen = shown(&stage);
    assert!(chosen.contains("[x] "), "{chosen}");
    stage.press("Down Down Down Down Down Down Down Down Down Down Down Down Up");
    signed(&mut stage);
    let Some(Settlement::Marked(remark)) = settled(&mut stage, "F2") else {
        panic!("nothing was marked:\n{}", shown(&stage));
    };
    let mark = remark.after.unwrap();
    assert_eq!(mark.indicators, [format!("{}/1", mark.link)]);

    let mut open = marking(Phase::Open);
    assert!(shown(&open).contains("评审中"), "{}", shown(&open));
    open.press("3 Down Space Down Down Down Down Down Down Down Down Down Down Down Down Up");
    signed(&mut open);
    assert!(settled(&mut open, "F2").is_none());
    let refused = "必达指标须在批次开始前标注：已经开始，现在改会影响结果";
    assert!(shown(&open).contains(refused), "{}", shown(&open));
    // what is not taken back stays in the form
    assert!(shown(&open).contains("本地没有产能"));
    // a year that does not count changes no result
    open.press("Home Up Up Up Up Up Up Up Up Up Up Up Up Up Up Down Backspace 8");
    assert!(
        shown(&open).contains("2018 年的标注只作记录"),
        "{}",
        shown(&open)
    );
    assert!(settled(&mut open, "F2").is_some(), "{}", shown(&open));
}

#[test]
fn a_weak_link_is_marked_in_an_open_round_only_where_no_tie_depends_on_it() {
    for (announced, is_written) in [(false, true), (true, false)] {
        let mut stage = marking(Phase::Open);
        change(&mut stage, |panel| {
            panel
                .link_notes
                .marks
                .retain(|mark| mark.link != "servo-02");
            panel.policy.covers_weak_link.announced = announced;
            panel.policy.ladder = vec!["covers_weak_link".into()];
        });
        stage.press("1 Down");
        signed(&mut stage);
        let found = settled(&mut stage, "F2");
        assert_eq!(found.is_some(), is_written, "{}", shown(&stage));
        let refused = shown(&stage).contains("规则规定同分时补链优先");
        assert_eq!(refused, !is_written, "{}", shown(&stage));
    }
}

#[test]
fn a_mark_that_stands_is_changed_or_taken_back() {
    let mut stage = stage("secretariat");
    // servo-02 is marked weak in the demonstration
    stage.press("F5 Right Down");
    change(&mut stage, |panel| panel.head.phase = Phase::Draft);
    let workspace = stage.app.workspace.as_ref().unwrap();
    let marked = workspace.panel().link_notes.marks[1].link.clone();
    let place = workspace.panel().plan.chains[0].links.iter();
    let place = place
        .map(|link| link.id.clone())
        .position(|id| id == marked);
    let place = place.expect("a marked link of the first chain");
    stage.press("Home");
    for _ in 0..place {
        stage.press("Down");
    }
    run(&mut stage, "标注环节");
    assert!(
        shown(&stage).contains("薄弱环节：示例"),
        "{}",
        shown(&stage)
    );
    stage.press("1 Down 2");
    let kept = settled(&mut stage, "F2");
    assert!(
        kept.is_none(),
        "why it was marked is no reason to take it back"
    );
    stage.write("核对后不薄弱");
    let Some(Settlement::Marked(remark)) = settled(&mut stage, "F2") else {
        panic!("nothing was taken back:\n{}", shown(&stage));
    };
    assert!(remark.reason.contains("核对后不薄弱"), "{}", remark.reason);
    assert!(remark.before.is_some() && remark.after.is_none());
}

#[test]
fn an_applicant_is_changed_with_the_words_of_the_form() {
    let mut stage = stage("secretariat");
    stage.press("F7");
    run(&mut stage, "申报单位");
    assert!(
        shown(&stage).contains("示例乙磁业有限公司"),
        "{}",
        shown(&stage)
    );
    assert!(settled(&mut stage, "F2").is_none(), "nothing changed");
    run(&mut stage, "申报单位");
    stage.press("2");
    for _ in 0..9 {
        stage.press("Backspace");
    }
    assert!(settled(&mut stage, "F2").is_none());
    assert!(shown(&stage).contains("请写为哪家核心企业配套"));
    stage.write("示例乙磁业有限公司");
    assert!(settled(&mut stage, "F2").is_none());
    assert!(shown(&stage).contains("不能为自己配套"));
    stage.write("甲");
    assert!(
        shown(&stage).contains("applicants.toml 里没有"),
        "{}",
        shown(&stage)
    );
    stage.press("Up 1");
    let Some(Settlement::Applicant { before, after }) = settled(&mut stage, "F2") else {
        panic!("nothing was written:\n{}", shown(&stage));
    };
    assert_eq!(before.unwrap().role, "supporting");
    assert_eq!((after.role.as_str(), after.core.as_str()), ("core", ""));
    assert_eq!(after.recognised, 2018);
}

#[test]
fn the_chair_confirms_what_is_claimed_and_reads_nobody_elses_sheets() {
    let mut stage = stage("E01");
    let workspace = stage.app.workspace.as_ref().unwrap();
    let panel = workspace.panel();
    let claimed = panel
        .proposals
        .iter()
        .find(|one| !one.contributions.is_empty());
    let claimed = claimed.unwrap().id.clone();
    change(&mut stage, |panel| {
        for group in &mut panel.groups {
            group.chair = "E01".into();
        }
    });
    stage.press("g p");
    stage.write(&claimed);
    stage.press("Down");
    run(&mut stage, "认可贡献");
    assert!(shown(&stage).contains("认可"), "{}", shown(&stage));
    stage.press("Space");
    let key = Message::Key(Key::F(2), NOW);
    let effects = update(&mut stage.app, key);
    let [Effect::Settle { settlement, by, .. }] = effects.as_slice() else {
        panic!("{effects:?}\n{}", shown(&stage));
    };
    assert_eq!(by, "E01");
    let answer = Message::Settled(settlement.clone());
    assert!(
        update(&mut stage.app, answer).is_empty(),
        "nothing is combined"
    );
    let panel = stage.app.workspace.as_ref().unwrap().panel();
    let Settlement::Confirmed {
        proposal,
        before,
        after,
    } = settlement.as_ref()
    else {
        panic!("{settlement:?}");
    };
    assert_ne!(before, after);
    let opinion = panel.opinion(proposal).unwrap();
    assert_eq!(&opinion.confirmed, after);
    change(&mut stage, |panel| {
        for group in &mut panel.groups {
            group.chair = "E02".into();
        }
    });
    let refused = possible(&stage.app, Command::ConfirmContributions).unwrap_err();
    assert_eq!(refused, "由秘书组或该组组长认可");
}

fn mark(panel: &Path, more: &[&str]) -> (i32, String, String) {
    let panel = panel.to_str().unwrap();
    let made = heyi(&[&["mark", panel], more].concat());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        made.status.code().unwrap(),
        text(&made.stdout),
        text(&made.stderr),
    )
}

#[test]
fn a_link_is_marked_and_taken_back_on_the_command_line() {
    let home = tempfile::tempdir().unwrap();
    let panel = home.path().join("round");
    assert_eq!(
        heyi(&["new", panel.to_str().unwrap()]).status.code(),
        Some(0)
    );
    let notes = || -> LinkNotes {
        let text = std::fs::read_to_string(panel.join("links.toml")).unwrap();
        toml::from_str(&text).unwrap()
    };
    let signed = ["--year", "2019", "--reason", "外购", "--by", "王某"];
    let weak = [&["--link", "servo-02", "--kind", "weak"], &signed[..]].concat();
    let (code, out, _) = mark(&panel, &weak);
    assert_eq!(code, 0, "{out}");
    assert!(notes().is_weak("servo-02"));
    let must = [&["--link", "servo-02", "--kind", "must_meet"], &signed[..]].concat();
    let (code, _, said) = mark(&panel, &must);
    assert!(code == 1 && said.contains("servo-02/1"), "{said}");
    let named = [&must[..], &["--indicator", "servo-02/1", "--json"]].concat();
    let (code, out, said) = mark(&panel, &named);
    assert_eq!(code, 0, "{said}");
    let document: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["schema"], "heyi.mark/1");
    assert_eq!(document["indicators"][0], "servo-02/1");
    assert_eq!(notes().must_meet("servo-02").count(), 1);
    let before = std::fs::read_to_string(panel.join("links.toml")).unwrap();
    for (more, words) in [
        (["--link", "servo-99", "--kind", "weak"], "servo-99"),
        (["--link", "servo-03", "--kind", "must_meet"], "servo-03/1"),
    ] {
        let (code, _, said) = mark(&panel, &[&more[..], &signed].concat());
        assert!(code == 1 && said.contains(words), "{said}");
    }
    let unsigned = ["--year", "2019", "--reason", " ", "--by", "王某"];
    let (code, ..) = mark(&panel, &[&weak[..4], &unsigned[..]].concat());
    assert_eq!(code, 1);
    assert_eq!(
        std::fs::read_to_string(panel.join("links.toml")).unwrap(),
        before
    );
    let (code, ..) = mark(&panel, &[&weak[..], &["--take-back"]].concat());
    assert_eq!(code, 0);
    assert!(!notes().is_weak("servo-02"));
    let (code, ..) = mark(&panel, &[&weak[..], &["--take-back"]].concat());
    assert_eq!(code, 1, "there is none any more");
    let journal = std::fs::read_to_string(panel.join("journal.log")).unwrap();
    assert_eq!(
        journal
            .lines()
            .filter(|line| line.contains("mark 2019"))
            .count(),
        3
    );
    assert_eq!(mark(Path::new("demo"), &weak).0, 1);
}
