//! Phrases for comments: offered with the present criterion first, put in at the cursor; and
//! how long a comment on an extreme score has to be.

use crate::stage::{Look, Stage, shown};
use heyi::app::Overlay;
use heyi::domain::Bilingual;
use heyi::domain::panel::Panel;
use heyi::domain::phrases::Phrase;
use std::sync::Arc;

fn stage(act: impl FnOnce(&mut Panel)) -> Stage {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("E09"));
    let workspace = stage.app.workspace.as_mut().unwrap();
    act(Arc::make_mut(&mut workspace.opened.panel));
    stage.press("Enter Enter");
    stage
}

fn offer(panel: &mut Panel) {
    let phrase = |text: &str, criterion: &str| Phrase {
        text: Bilingual {
            zh: text.into(),
            en: String::new(),
        },
        criterion: criterion.into(),
        kind: String::new(),
    };
    panel.phrases.phrases = vec![
        phrase("路线可行，难点有依据。", "route"),
        phrase("指标可测可验。", "target"),
        phrase("经费测算依据不足。", "budget"),
    ];
}

/// What the check before submitting says, line by line.
fn warnings(stage: &Stage) -> String {
    match stage.app.overlays.last() {
        Some(Overlay::Submit(window)) => window.warnings.join("\n"),
        other => panic!("{other:?}"),
    }
}

fn comment(stage: &Stage) -> &str {
    match stage.app.overlays.last() {
        Some(Overlay::Comment(window)) => window.field.text(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_phrases_of_the_criterion_come_first_and_go_in_at_the_cursor() {
    let mut stage = stage(offer);
    stage.press("F2");
    assert!(shown(&stage).contains("F3 常用语"), "{}", shown(&stage));
    stage.write("总体好。");
    stage.press("Home F3");
    let screen = shown(&stage);
    assert!(
        screen.contains("1 指标可测可验"),
        "the first criterion is chosen:\n{screen}"
    );
    stage.press("1");
    assert_eq!(comment(&stage), "指标可测可验。总体好。");
    stage.press("F3");
    // by text, and by sound where the input method is off
    stage.write("jingfei");
    let screen = shown(&stage);
    assert!(
        screen.contains("1 经费测算") && !screen.contains("路线可行，"),
        "{screen}"
    );
    stage.press("Enter");
    assert_eq!(comment(&stage), "指标可测可验。经费测算依据不足。总体好。");
    stage.press("Tab Esc");
    assert_eq!(comment(&stage), "指标可测可验。经费测算依据不足。总体好。");
    stage.press("F2");
    let workspace = stage.app.workspace.as_ref().unwrap();
    let sheet = workspace.own.as_ref().unwrap().sheet("SM-01").unwrap();
    assert!(sheet.comment.starts_with("指标可测可验"));
}

#[test]
fn without_phrases_that_is_said() {
    let mut stage = stage(|_| {});
    stage.press("F2");
    assert!(!shown(&stage).contains("F3 常用语"));
    stage.press("F3");
    assert!(
        shown(&stage).contains("没有给出常用语"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn an_extreme_score_tells_how_much_is_missing_in_the_comment() {
    let least = |least| {
        move |panel: &mut Panel| {
            let extremes = &mut panel.policy.extremes;
            extremes.low = "0.6".into();
            extremes.high = "0.95".into();
            extremes.sentence = true;
            extremes.min_comment = least;
        }
    };
    let scored = "2 0 1 2 1 1 9 Enter 1 3 8 Enter 4 5 2 1";
    let mut stage = stage(least(10));
    stage.press(scored);
    stage.press("F9");
    let said = warnings(&stage);
    assert!(
        said.contains("打 20 分，很高，评审意见须写理由，不少于 10 字"),
        "{said}"
    );
    stage.press("Esc F2");
    stage.write("指标先进");
    stage.press("F2 F9");
    let said = warnings(&stage);
    assert!(said.contains("须不少于 10 字，还差 6 字"), "{said}");
    let screen = shown(&stage);
    assert!(screen.contains("补够才能提交"), "{screen}");
    // Enter does not submit: it opens the comment
    stage.press("Enter");
    assert!(!shown(&stage).contains("已提交 1/"), "{}", shown(&stage));
    stage.write("有检测报告依据");
    stage.press("F2 F9");
    assert!(!warnings(&stage).contains("很高"), "{}", warnings(&stage));
    let mut stage = self::stage(least(0));
    stage.press(scored);
    stage.press("F2");
    stage.write("好");
    stage.press("F2 F9");
    let said = warnings(&stage);
    assert!(!said.contains("很高"), "one sentence is enough: {said}");
}
