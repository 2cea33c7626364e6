//! The two last lines offer nothing that does nothing: neither a key that the row, the list or
//! the window does not take, nor what a key of the screen beneath a window would do.

use crate::stage::{Look, Stage, row_of, shown};
use heyi::app::screens::scoring::{Focus, Selected};
use heyi::app::{Overlay, Screen};
use heyi::i18n::Language;

fn stage(seat: &str) -> Stage {
    Stage::demonstration(&Look::of((80, 24)), Some(seat))
}

fn hints(stage: &Stage) -> String {
    row_of(&stage.view(), 22)
}

fn last_line(stage: &Stage) -> String {
    row_of(&stage.view(), 23)
}

#[test]
fn rows_that_take_no_digit_say_what_enter_does() {
    let mut stage = stage("E09");
    stage.press("Enter Enter");
    assert!(hints(&stage).contains("数字 打分"), "{}", hints(&stage));
    stage.press("End");
    let told = hints(&stage);
    assert!(told.starts_with(" 回车 提交"), "{told}");
    assert!(!told.contains("数字"), "{told}");
    stage.press("Up");
    let told = hints(&stage);
    assert!(told.starts_with(" 回车 "), "{told}");
    assert!(!told.contains("数字"), "{told}");
    stage.press("Enter");
    assert_eq!(stage.app.overlays.len(), 1, "and Enter opens the comment");
}

#[test]
fn a_list_in_which_nothing_is_found_opens_nothing() {
    let mut stage = stage("E09");
    stage.press("Enter");
    assert!(hints(&stage).contains("回车 打开"));
    assert!(last_line(&stage).contains("回车打开"));
    assert!(last_line(&stage).contains("? 帮助"));
    stage.write("zzzz");
    assert!(!hints(&stage).contains("回车"), "{}", hints(&stage));
    let told = last_line(&stage);
    assert!(!told.contains("回车"), "{told}");
    assert!(!told.contains("? 帮助"), "? is typed here: {told}");
}

#[test]
fn a_sheet_that_is_done_is_not_gone_on_with() {
    let mut stage = stage("E06");
    stage.press("Enter");
    let told = last_line(&stage);
    assert!(told.contains("接着打分"), "{told}");
    stage.press("Home");
    let Screen::Proposals(list) = &stage.app.screen else {
        panic!("the list of proposals");
    };
    assert_eq!(list.selected, 0);
    let told = last_line(&stage);
    assert!(!told.contains("接着打分"), "{told}");
    assert!(told.contains("选中的已评完"), "{told}");
}

#[test]
fn under_a_window_no_key_of_the_screen_is_promised() {
    let mut stage = stage("secretariat");
    for (keys, screen) in [
        (
            "Space Down Down Down Down Down Down Down Down Down Down Enter",
            "评审流程",
        ),
        ("F7", "推荐建议"),
        ("F6", "评分汇总"),
    ] {
        stage.press(keys);
        let before = last_line(&stage);
        stage.press("Space");
        let told = last_line(&stage);
        assert!(
            told.contains(&format!("窗口关闭后回到“{screen}”")),
            "{told}"
        );
        assert!(!told.contains("? 帮助"), "{told}");
        stage.press("Esc");
        assert_eq!(last_line(&stage), before);
    }
}

#[test]
fn a_link_that_nobody_named_cannot_be_kept_as_named() {
    let mut stage = stage("secretariat");
    stage.app.wanted.screen = None;
    stage.press("g l");
    let mut seen = [0, 0];
    for _ in 0..3 {
        let Screen::MatchLinks(list) = &stage.app.screen else {
            panic!("{}", shown(&stage));
        };
        let workspace = stage.app.workspace.as_ref().unwrap();
        let is_named = !list.proposal(workspace).unwrap().links.is_empty();
        assert_eq!(
            hints(&stage).contains("回车"),
            is_named,
            "{}",
            hints(&stage)
        );
        seen[usize::from(is_named)] += 1;
        stage.press("PgDn");
    }
    assert!(seen[0] > 0, "one without a link is among them");
}

#[test]
fn the_narrow_table_of_scores_has_no_pane_to_read_on_in() {
    let mut stage = stage("secretariat");
    stage.press("F6");
    assert!(!hints(&stage).contains("←→"), "{}", hints(&stage));
    stage.press("5");
    assert!(hints(&stage).contains("←→"), "{}", hints(&stage));
}

#[test]
fn the_last_step_of_the_tour_says_the_same_twice() {
    let mut stage = stage("E09");
    stage.press("Enter Enter");
    heyi::app::overlays::tour::open(&mut stage.app);
    stage.press("Enter Enter Enter Enter");
    assert!(hints(&stage).contains("回车 开始打分"), "{}", hints(&stage));
    assert!(!hints(&stage).contains("下一步"), "{}", hints(&stage));
}

#[test]
fn a_step_of_the_round_names_what_enter_opens() {
    // all of the details stand beside the steps
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("secretariat"));
    stage.press("g o Home");
    for _ in 0..11 {
        let told = row_of(&stage.view(), 39);
        if let Some(what) = told.trim().strip_prefix("回车：") {
            let what = what.split("  ").next().unwrap();
            let detail = format!("回车  {what}");
            assert!(
                shown(&stage).contains(&detail),
                "{detail}\n{}",
                shown(&stage)
            );
        }
        stage.press("Down");
    }
}

#[test]
fn as_many_applied_for_a_link_as_enter_lists() {
    let mut stage = stage("E09");
    let plan = &stage.app.workspace.as_ref().unwrap().panel().plan;
    let links: Vec<String> = plan.chains[0]
        .links
        .iter()
        .map(|one| one.id.clone())
        .collect();
    stage.press("Right");
    let mut apart = 0;
    for link in links {
        let (scored, special) = stage.app.workspace.as_ref().unwrap().about(&link);
        apart += special;
        if scored > 0 {
            stage.press("Enter");
            let Screen::Proposals(list) = &stage.app.screen else {
                panic!("{}", shown(&stage));
            };
            assert_eq!(list.filter.finding.hits.len(), scored, "{link}");
            stage.press("Esc");
        }
        stage.press("Down");
    }
    assert!(apart > 0, "one is handled case by case");
}

#[test]
fn tab_goes_where_the_bar_says_it_goes() {
    for size in [(80, 24), (120, 40)] {
        let mut stage = Stage::demonstration(&Look::of(size), Some("E09"));
        let bar = |stage: &Stage| row_of(&stage.view(), size.1 - 2);
        stage.press("Enter Enter Home");
        for (offer, cell) in [("Tab 推荐意见", "verdict"), ("Tab 评审意见", "comment")] {
            assert!(bar(&stage).contains(offer), "{size:?}: {}", bar(&stage));
            stage.press("Tab");
            let Screen::Scoring(sheet) = &stage.app.screen else {
                panic!("the sheet");
            };
            assert_eq!(sheet.cell_path(&stage.app), cell, "{size:?}");
        }
        assert!(bar(&stage).contains("Tab 换窗格"), "{}", bar(&stage));
        stage.press("Tab");
        assert!(bar(&stage).contains("Tab 回评分表"), "{}", bar(&stage));
    }
}

#[test]
fn one_tab_takes_the_secretariat_to_the_other_pane_and_back() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("secretariat"));
    stage.press("Enter Enter");
    let is_left = |stage: &Stage| match &stage.app.screen {
        Screen::Scoring(sheet) => sheet.focus == Focus::Facts,
        _ => panic!("the scores of a proposal"),
    };
    for is_left_next in [true, false, true] {
        stage.press("Tab");
        assert_eq!(is_left(&stage), is_left_next);
    }
}

#[test]
fn a_submitted_sheet_is_offered_no_digit_and_no_page_that_is_not_there() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("E06"));
    let bar = |stage: &Stage| row_of(&stage.view(), 38);
    stage.press("Enter Home Enter");
    for keys in ["Home", "Left"] {
        stage.press(keys);
        let told = bar(&stage);
        assert!(!told.contains("换页") && !told.contains("打分"), "{told}");
        assert!(told.contains("Tab "), "{told}");
    }
}

#[test]
fn another_order_keeps_the_line_that_was_chosen() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("E09"));
    stage.press("Enter Enter Left");
    let key = |stage: &Stage| match &stage.app.screen {
        Screen::Scoring(sheet) => match sheet.selected() {
            Some(Selected::Indicator(row)) => row.key.clone(),
            other => panic!("{other:?}"),
        },
        _ => panic!("the sheet"),
    };
    for down in ["Home", "Down"] {
        stage.press(down);
        let chosen = key(&stage);
        for _ in 0..2 {
            stage.press("*");
            assert_eq!(key(&stage), chosen);
        }
    }
}

#[test]
fn a_window_for_reading_scrolls_and_leads_on_and_closes_by_nothing_else() {
    let mut stage = stage("E09");
    stage.press("?");
    let top = shown(&stage);
    for (key, moves) in [("End", true), ("x", false), ("Home", true), ("Tab", false)] {
        let before = shown(&stage);
        stage.press(key);
        assert_eq!(stage.app.overlays.len(), 1, "{key}");
        assert_eq!(shown(&stage) != before, moves, "{key}");
    }
    assert_eq!(shown(&stage), top);
    // what the help lists as everywhere goes there from the help
    stage.press("F1");
    assert!(matches!(stage.app.overlays[..], [Overlay::Palette(_)]));
    // the key that opened a window closes it
    stage.press("Esc Enter Enter F3");
    assert!(matches!(stage.app.overlays[..], [Overlay::Target(..)]));
    stage.press("F3");
    assert!(stage.app.overlays.is_empty());
}

#[test]
fn a_trial_offers_what_the_chosen_rule_takes() {
    let mut stage = stage("secretariat");
    stage.press("F6 Space 4 Home");
    let changes = |told: &str| told.contains("←→ 改");
    // words, and nothing is changed yet
    let told = hints(&stage);
    assert!(
        changes(&told) && !told.contains("数字") && !told.contains("Delete"),
        "{told}"
    );
    stage.press("Delete");
    assert!(
        last_line(&stage).contains("没有改动"),
        "{}",
        last_line(&stage)
    );
    stage.press("Right");
    assert!(
        hints(&stage).contains("Delete 恢复规则值"),
        "{}",
        hints(&stage)
    );
    // decimals are chosen by their digit
    stage.press("Delete Down Down Down");
    assert!(hints(&stage).contains("数字 直接输入"), "{}", hints(&stage));
    stage.press("0");
    let screen = shown(&stage);
    assert!(screen.contains("2 → 0"), "{screen}");
    // weights stand fast once scoring began
    stage.press("End");
    let told = hints(&stage);
    assert!(!changes(&told) && !told.contains("数字"), "{told}");
}

#[test]
fn reading_on_is_offered_where_there_is_more_than_is_in_sight() {
    for (size, has_more) in [((160, 60), false), ((60, 18), true)] {
        let mut stage = Stage::demonstration(&Look::of(size), Some("secretariat"));
        for (keys, key) in [("Enter Enter F3", "滚动"), ("Esc Esc Esc F6 5", "看下文")] {
            stage.press(keys);
            let screen = shown(&stage);
            assert_eq!(screen.contains(key), has_more, "{screen}");
        }
    }
}

#[test]
fn a_chain_says_how_many_of_its_list_are_counted_elsewhere() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("secretariat"));
    stage.press("Down");
    let chains = shown(&stage);
    let row = chains.lines().find(|line| line.contains("▸ 减速器"));
    let words: Vec<&str> = row.unwrap().split_whitespace().collect();
    let counted: usize = words[2].parse().unwrap();
    stage.press("Enter");
    let list = shown(&stage);
    let told = format!("减速器 {} 项（其中其他产业链的 1 项）", counted + 1);
    assert!(list.contains(&told), "{list}");
    // the guest stands behind the chain's own
    let ids: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split_whitespace().find(|word| word.contains("-0")))
        .collect();
    assert_eq!(ids.last().copied(), Some("SM-06"), "{list}");
    assert!(ids[..ids.len() - 1].iter().all(|id| id.starts_with("RD-")));
}

#[test]
fn whoever_does_not_read_the_language_finds_the_way_to_the_other() {
    for (language, word) in [(Language::Chinese, "english"), (Language::English, "中文")] {
        let look = Look {
            language,
            ..Look::of((80, 24))
        };
        let mut stage = Stage::demonstration(&look, Some("secretariat"));
        stage.press("F1");
        stage.write(word);
        stage.press("Enter");
        assert_eq!(stage.app.language, language.other());
    }
}

#[test]
fn an_empty_panel_says_where_a_plan_and_proposals_come_from() {
    let mut stage = stage("secretariat");
    let workspace = stage.app.workspace.as_mut().unwrap();
    let panel = std::sync::Arc::make_mut(&mut workspace.opened.panel);
    panel.plan.chains.clear();
    panel.proposals.clear();
    let screen = shown(&stage);
    assert!(screen.contains("没有方案"), "{screen}");
    assert!(!hints(&stage).contains("产业链"), "{screen}");
    assert!(last_line(&stage).contains("还没有项目"), "{screen}");
}
