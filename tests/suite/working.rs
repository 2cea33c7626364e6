//! Long work is shown while it goes on, and no longer.

use crate::stage::{Look, NOW, Stage, row_of, shown};
use heyi::app::workspace::{Opened, Seat};
use heyi::app::{Effect, Key, Message, Screen, Work, update};
use heyi::config::glyphs::GlyphProfile;
use heyi::domain::problem::{Problem, Trouble};
use heyi::store::load;
use heyi::store::source::{DEMO, Source};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

fn rule(stage: &Stage) -> String {
    row_of(&stage.view(), stage.app.size.1 - 3)
}

#[test]
fn a_bar_stands_above_the_hints_until_the_answer_comes() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
    let clear = rule(&stage);
    stage.take(Message::Working(Work::Combining, 4_500, 10_000));
    assert!(rule(&stage).contains("正在读入评分表 █████████░░░░░░░░░░░ 45%"));
    stage.app.glyphs = GlyphProfile::Ascii;
    let plain = rule(&stage);
    assert!(plain.contains("#########........... 45%"), "{plain}");
    stage.app.glyphs = GlyphProfile::Narrow;
    let problem = Problem::of_file("policy.toml", Trouble::Missing, &[]);
    stage.take(Message::Combined(Err(vec![problem])));
    assert_eq!(rule(&stage), clear);
}

#[test]
fn an_odd_count_is_no_harm() {
    let mut stage = Stage::start(&Look::of((60, 18)));
    for (done, all, share) in [(0, 0, "0%"), (9, 3, "100%"), (1, 3, "33%")] {
        stage.take(Message::Working(Work::Opening, done, all));
        assert!(
            rule(&stage).contains(share),
            "{done} of {all}: {}",
            rule(&stage)
        );
    }
}

#[test]
fn reading_tells_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let proposals = folder.path().join("proposals");
    std::fs::create_dir(&proposals).unwrap();
    for number in 0..600 {
        let path = proposals.join(format!("P{number}.toml"));
        std::fs::write(path, "title = \"示例\"\n").unwrap();
    }
    let told = Mutex::new(Vec::new());
    let tell = |done, all| told.lock().unwrap().push((done, all));
    let (panel, _) = load::panel_telling(&Source::Folder(folder.path().into()), &tell);
    assert_eq!(panel.proposals.len(), 600);
    let mut told = told.into_inner().unwrap();
    told.sort_unstable();
    assert_eq!(told, [(256, 600), (512, 600)]);
}

#[test]
fn the_self_check_can_be_read_to_its_end_in_a_small_window() {
    let mut stage = Stage::start(&Look::of((60, 18)));
    stage.press("Down Down Enter");
    let shows = |stage: &Stage, text: &str| {
        let screen = stage.view();
        (0..18).any(|y| row_of(&screen, y).contains(text))
    };
    assert!(shows(&stage, "不成：磁盘只读"), "what stops work first");
    assert!(!shows(&stage, "还没有回答"));
    stage.press("PgDn");
    assert!(shows(&stage, "还没有回答"), "{:?}", stage.app.overlays);
    stage.press("Esc");
    assert!(stage.app.overlays.is_empty());
}

#[test]
fn work_whose_share_is_not_known_is_named_and_no_figure_is_made_up() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
    let clear = rule(&stage);
    for (work, words) in [
        (Work::Advising, "正在计算参考统计"),
        (Work::Indexing, "正在建立查找索引"),
        (Work::TryingRules, "正在试算"),
        (Work::Checking, "正在检查批次文件"),
    ] {
        stage.take(Message::Working(work, 0, 0));
        let shown = rule(&stage);
        assert!(shown.contains(words) && !shown.contains('%'), "{shown}");
        stage.take(Message::WorkEnded(Work::Combining));
        assert_eq!(rule(&stage), shown, "other work has ended");
        stage.take(Message::WorkEnded(work));
        assert_eq!(rule(&stage), clear);
    }
    stage.take(Message::Working(Work::Suggesting, 1, 4));
    assert!(rule(&stage).contains("正在为项目提示环节 █████"));
    assert!(rule(&stage).contains("25%"));
}

#[test]
fn work_that_goes_on_beside_other_work_is_shown_again_when_that_has_ended() {
    let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
    stage.take(Message::Working(Work::Advising, 0, 0));
    let advising = rule(&stage);
    stage.take(Message::Working(Work::Comparing, 1, 4));
    stage.take(Message::Working(Work::Comparing, 2, 4));
    assert!(rule(&stage).contains("50%"), "{}", rule(&stage));
    stage.take(Message::WorkEnded(Work::Comparing));
    assert_eq!(rule(&stage), advising);
}

#[test]
fn advice_counts_only_beside_the_result_it_was_computed_for() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("secretariat"));
    stage.press("F5");
    let results = |stage: &Stage| {
        let workspace = stage.app.workspace.as_ref().unwrap();
        workspace.results.clone().unwrap()
    };
    let stood = results(&stage);
    assert!(stood.beside.is_some());
    let none = Box::<heyi::analysis::beside::Beside>::default();
    let mut sheets = stood.sheets.to_vec();
    sheets.pop();
    let (mut panel, beside) = (heyi::domain::panel::Panel::clone(&stood.panel), &none);
    panel.policy.format += 1;
    for (panel, sheets) in [
        (stood.panel.clone(), Arc::new(sheets)),
        (Arc::new(panel), stood.sheets.clone()),
    ] {
        let beside = beside.clone();
        stage.take(Message::Advised {
            panel,
            sheets,
            beside,
        });
        assert!(results(&stage).beside == stood.beside, "of another result");
    }
    stage.take(Message::Advised {
        panel: Arc::new(heyi::domain::panel::Panel::clone(&stood.panel)),
        sheets: stood.sheets.clone(),
        beside: none.clone(),
    });
    assert!(results(&stage).beside == Some(*none), "of this one");
}

#[test]
fn comparing_and_suggesting_tell_how_far_they_are() {
    use heyi::analysis::matching::proposals::Suggested;
    use heyi::analysis::search::{gaps, gaps_telling};
    let (panel, _) = load::panel(&Source::BuiltIn(DEMO));
    let count = panel.proposals.len();
    let told = Mutex::new(Vec::new());
    let tell = |done, all| told.lock().unwrap().push((done, all));
    assert_eq!(gaps_telling(&panel, &tell), gaps(&panel));
    let all: Vec<(usize, usize)> = (0..count).map(|done| (done, count)).collect();
    assert_eq!(*told.lock().unwrap(), all);
    told.lock().unwrap().clear();
    assert_eq!(Suggested::of_telling(&panel, &tell), Suggested::of(&panel));
    assert_eq!(told.lock().unwrap().last(), Some(&(count, count)));
}

/// A panel that is asked for, and what is pressed before it is there.
fn opened_after(keys: &str) -> (Stage, Opened) {
    let mut stage = Stage::start(&Look::of((80, 24)));
    let effects = update(&mut stage.app, Message::Key(Key::Enter, NOW));
    let [Effect::OpenPanel { place, .. }] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let (panel, problems) = load::panel(&Source::BuiltIn(DEMO));
    let opened = Opened {
        place: place.clone(),
        panel: Arc::new(panel),
        problems,
        committed: Vec::new(),
        sheet_counts: Some(BTreeMap::new()),
    };
    stage.press(keys);
    (stage, opened)
}

#[test]
fn keys_typed_while_a_panel_opens_are_played_once_it_is_there() {
    // the free seat, the commitment, the first chain
    let (mut stage, opened) = opened_after("Enter Enter Enter");
    assert!(matches!(stage.app.screen, Screen::Start(_)));
    stage.take(Message::PanelOpened(Box::new(opened)));
    assert!(matches!(stage.app.seat(), Seat::Expert(_)));
    assert!(
        matches!(stage.app.screen, Screen::Scoring(_) | Screen::Proposals(_)),
        "{:?}",
        stage.app.screen.key()
    );
}

#[test]
fn keys_typed_for_a_panel_that_does_not_open_are_not_played() {
    let (mut stage, opened) = opened_after("Down Enter x");
    stage.take(Message::PanelRefused {
        place: opened.place,
        problem: Problem::of_file("panel.toml", Trouble::Missing, &[]),
    });
    assert!(stage.app.typed_ahead.is_empty());
    let notice = stage.app.notice.clone().unwrap().text;
    assert!(notice.contains("打不开"), "{notice}");
    stage.press("Down");
    assert!(matches!(&stage.app.screen, Screen::Start(shown) if shown.selected == 1));
}

#[test]
fn leaving_does_not_wait_for_a_panel_that_opens() {
    let (mut stage, _) = opened_after("");
    let effects = update(&mut stage.app, Message::Key(Key::Ctrl('q'), NOW));
    assert!(effects.contains(&Effect::Quit), "{effects:?}");
}

/// Opens the panel for a seat that was named at the start; what the seat asks to be read has
/// not come yet, and is returned.
fn seated(expert: &str) -> (Stage, Vec<Effect>) {
    let (mut stage, opened) = opened_after("");
    stage.app.wanted.seat = Some(expert.to_owned());
    let opened = Opened {
        committed: vec![expert.to_owned()],
        sheet_counts: None,
        ..opened
    };
    let opened = Message::PanelOpened(Box::new(opened));
    let effects = update(&mut stage.app, opened);
    (stage, effects)
}

#[test]
fn sheets_that_are_not_read_yet_are_not_told_as_none() {
    let (mut stage, effects) = seated("E01");
    let before = shown(&stage);
    assert!(before.contains("已提交 -/"), "{before}");
    assert!(before.contains("正在读取您的评分表"), "{before}");
    assert!(!before.contains("没有评完"), "{before}");
    assert!(matches!(effects[0], Effect::ReadSheets { .. }));
    stage.take(Message::SheetsRead {
        expert: "E01".to_owned(),
        sheets: Vec::new(),
        problems: Vec::new(),
        read_only: None,
    });
    let after = shown(&stage);
    assert!(after.contains("已提交 0/"), "{after}");
    assert!(after.contains("没有评完（已评 0）"), "{after}");
}

#[test]
fn the_sheets_of_all_are_counted_when_somebody_looks_at_the_seats() {
    let (mut stage, effects) = seated("E01");
    let counts = |effects: &[Effect]| {
        let wanted = |effect: &&Effect| matches!(effect, Effect::CountSheets(_));
        effects.iter().filter(wanted).count()
    };
    assert_eq!(counts(&effects), 0, "the seat that was named goes first");
    let effects = update(&mut stage.app, Message::Key(Key::Esc, NOW));
    assert!(matches!(stage.app.screen, Screen::Seat(_)));
    assert_eq!(counts(&effects), 1);
    let before = shown(&stage);
    assert!(before.contains("正在清点评分表"), "{before}");
    assert!(!before.contains("空席"), "{before}");
    let place = stage.app.workspace.as_ref().unwrap().opened.place.clone();
    let counted = |panel: &str| Message::SheetsCounted {
        panel: panel.to_owned(),
        counts: [("E01".to_owned(), 7)].into(),
    };
    stage.take(counted("/elsewhere"));
    assert_eq!(shown(&stage), before, "an answer of another panel is none");
    stage.take(counted(&place.path));
    let after = shown(&stage);
    assert!(after.contains("评分表 7 份"), "{after}");
    assert!(after.contains("空席"), "{after}");
}
