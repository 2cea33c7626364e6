//! The meeting: its clock, who sees what, and what two machines do to each other.

use crate::stage::{Look, NOW, Stage, shown};
use heyi::app::meeting::{Beat, Halt, MeetingAnswer, MeetingBook, MeetingJob, MeetingSeen};
use heyi::app::possible::possible;
use heyi::app::state::Changed;
use heyi::app::{App, Command, Effect, Key, Message, Overlay, update};
use heyi::domain::arrangement::Arrangement;
use heyi::domain::meeting::{Meeting, MeetingPhase};
use heyi::domain::people::Conflict;
use heyi::i18n::Language;
use heyi::terminal::screen::Screen;
use heyi::text::moment::Moment;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn stage(seat: &str) -> Stage {
    Stage::demonstration(&Look::of((120, 40)), Some(seat))
}

fn book(stage: &Stage) -> &MeetingBook {
    &stage.app.workspace.as_ref().unwrap().meeting
}

/// A second of both clocks, some seconds after the beginning.
fn beat(stage: &mut Stage, steady: u64, day: i64) -> Vec<Effect> {
    let at = Moment {
        seconds: NOW.seconds + day,
        ..NOW
    };
    update(&mut stage.app, Message::Beat(Beat { at, steady }))
}

/// The first proposal is on the table and its clock runs.
fn running(seat: &str) -> Stage {
    let mut stage = stage(seat);
    stage.press("g h F2 0 Esc Enter Enter");
    assert!(book(&stage).meeting.running, "{}", shown(&stage));
    stage
}

#[test]
fn what_the_machine_slept_is_not_counted_and_the_clock_stands() {
    let mut stage = running("secretariat");
    for second in 0..=30 {
        beat(&mut stage, second, second.cast_signed());
    }
    assert_eq!(book(&stage).meeting.seconds, 30);
    // the steady clock stood still while the machine slept
    let effects = beat(&mut stage, 31, 31 + 2400);
    assert!(matches!(effects[..], [Effect::Meeting(..)]), "it is kept");
    assert_eq!(book(&stage).halt, Some(Halt::Slept(2401)));
    assert!(!book(&stage).meeting.running);
    assert_eq!(book(&stage).meeting.seconds, 30);
    assert!(shown(&stage).contains("按 Tab 继续"), "{}", shown(&stage));
    // or went on
    stage.press("Tab");
    beat(&mut stage, 100, 2500);
    beat(&mut stage, 700, 3100);
    assert_eq!(book(&stage).halt, Some(Halt::Slept(600)));
    assert_eq!(book(&stage).meeting.seconds, 30);
}

#[test]
fn a_clock_that_is_put_back_changes_nothing() {
    let mut stage = running("secretariat");
    beat(&mut stage, 1, 1);
    beat(&mut stage, 2, -3600);
    let told = "电脑时间被往回调过；计时不受影响";
    assert!(shown(&stage).contains(told), "{}", shown(&stage));
    beat(&mut stage, 3, -3599);
    assert!(book(&stage).meeting.running);
    assert_eq!(book(&stage).meeting.seconds, 2);
}

#[test]
fn the_clock_is_kept_now_and_then_and_with_every_change() {
    let mut stage = running("secretariat");
    let kept = |effects: &[Effect]| {
        let keeps = |one: &&Effect| matches!(one, Effect::Meeting(_, job) if job.writes());
        effects.iter().filter(keeps).count()
    };
    let all: usize = (0..=60)
        .map(|second| kept(&beat(&mut stage, second, second.cast_signed())))
        .sum();
    assert_eq!(all, 4, "once in fifteen seconds");
    let key = Message::Key(Key::Char('+'), NOW);
    assert_eq!(kept(&update(&mut stage.app, key)), 1);
}

#[test]
fn nothing_wakes_the_program_up_while_no_clock_runs() {
    let mut stage = stage("secretariat");
    stage.press("g h F2 0 Esc");
    assert!(!stage.app.wants_clock());
    assert_eq!(stage.app.wants_pause(), None);
    stage.press("Enter Enter");
    assert!(stage.app.wants_clock());
    stage.press("Tab");
    assert!(!stage.app.wants_clock());
}

#[test]
fn another_machine_that_leads_is_noticed_and_nothing_is_overwritten() {
    let mut stage = running("secretariat");
    let lies = Meeting {
        revision: 9,
        proposal: "SM-05".into(),
        running: true,
        ..book(&stage).meeting.clone()
    };
    let panel = stage
        .app
        .workspace
        .as_ref()
        .unwrap()
        .opened
        .place
        .path
        .clone();
    stage.take(Message::Meeting {
        panel,
        answer: MeetingAnswer::NotKept {
            group: "servo".into(),
            lies: Some(Box::new(lies)),
            reason: "io.led_elsewhere",
            line: String::new(),
        },
    });
    assert_eq!(book(&stage).halt, Some(Halt::Elsewhere));
    assert_eq!(book(&stage).meeting.proposal, "SM-05");
    assert!(
        shown(&stage).contains("另一个窗口或另一台电脑"),
        "{}",
        shown(&stage)
    );
    // the clock goes on here as it does there, and nothing is kept
    let began = book(&stage).meeting.seconds;
    for second in 0..=38 {
        for effect in beat(&mut stage, second, second.cast_signed()) {
            let Effect::Meeting(_, job) = effect else {
                continue;
            };
            assert!(!job.writes(), "{job:?}");
        }
    }
    assert_eq!(book(&stage).meeting.seconds, began + 38);
    assert!(!shown(&stage).contains("可能已经退出"), "{}", shown(&stage));
    for second in 39..=45 {
        beat(&mut stage, second, second.cast_signed());
    }
    assert!(shown(&stage).contains("可能已经退出"), "{}", shown(&stage));
    stage.press("Tab");
    let meeting = &book(&stage).meeting;
    assert_eq!(meeting.revision, 10, "goes on from what lies there");
    assert_eq!((meeting.seconds, meeting.running), (began + 45, true));
    assert!(
        shown(&stage).contains("现在由本窗口主持，计时接着走"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn what_is_led_elsewhere_changes_here_only_after_it_is_taken_over() {
    let mut stage = running("secretariat");
    let lies = Meeting {
        revision: 9,
        seconds: 120,
        ..book(&stage).meeting.clone()
    };
    take_newer(&mut stage, &lies);
    let there = book(&stage).meeting.clone();
    for key in ["Enter", "+", "Backspace", "F4", "F9", "F2 1 Esc"] {
        stage.press(key);
        assert_eq!(book(&stage).meeting, there, "{key}");
    }
    stage.press("Enter");
    let screen = shown(&stage);
    assert!(
        screen.contains("在评审会界面按 Tab 由本窗口接着主持"),
        "{screen}"
    );
    stage.press("Tab");
    let screen = shown(&stage);
    assert!(screen.contains("现在由本窗口主持"), "{screen}");
    assert!(book(&stage).meeting.running);
    assert_eq!(book(&stage).meeting.seconds, 120);
    // with nothing on the table it is the same
    let lies = Meeting {
        revision: 20,
        proposal: String::new(),
        ..there
    };
    take_newer(&mut stage, &lies);
    stage.press("Enter");
    assert!(book(&stage).meeting.proposal.is_empty());
    stage.press("Tab Enter");
    assert!(!book(&stage).meeting.proposal.is_empty());
}

#[test]
fn whoever_lost_the_lead_is_told_and_offered_nothing_that_is_refused() {
    let mut stage = running("secretariat");
    stage.press("Tab");
    let there = Meeting {
        revision: 9,
        running: false,
        ..book(&stage).meeting.clone()
    };
    take_newer(&mut stage, &there);
    let screen = shown(&stage);
    assert!(screen.contains("已改由别处主持"), "{screen}");
    // why Enter does nothing is that others lead, not what would hold a leader up
    stage.press("F2 1 Esc Enter");
    let screen = shown(&stage);
    assert!(screen.contains("正由别处主持"), "{screen}");
    for view in ["", "F5"] {
        stage.press(view);
        let screen = shown(&stage);
        let bar = screen.lines().rev().nth(1).unwrap();
        assert!(bar.contains("Tab 由本窗口主持"), "{screen}");
        for offer in ["开始计时", "结束这一步", "暂停", "分钟"] {
            assert!(!bar.contains(offer), "{offer}: {screen}");
        }
    }
    stage.press("Tab");
    let screen = shown(&stage);
    assert!(screen.contains("回车 开始计时"), "{screen}");
    stage.press("F5");
    assert!(!shown(&stage).contains("由本窗口主持，"), "{screen}");
    take_newer(
        &mut stage,
        &Meeting {
            revision: 20,
            ..there
        },
    );
    let screen = shown(&stage);
    assert!(!screen.contains("现在由本窗口主持"), "{screen}");
}

/// A look finds what another window wrote.
fn take_newer(stage: &mut Stage, lies: &Meeting) {
    let panel = &stage.app.workspace.as_ref().unwrap().opened.place;
    let panel = panel.path.clone();
    let seen = MeetingSeen {
        group: "servo".into(),
        meeting: Some(Box::new(lies.clone())),
        ..MeetingSeen::default()
    };
    let answer = MeetingAnswer::Seen(Box::new(seen));
    stage.take(Message::Meeting { panel, answer });
}

/// A look was on its way while it was noted that somebody did not hear the presentation, and
/// that this was a mistake: everything is as it was when the look began.
#[test]
fn what_was_taken_back_meanwhile_is_not_noted_again() {
    let mut stage = running("secretariat");
    let sitting_out = |stage: &Stage| {
        let workspace = stage.app.workspace.as_ref().unwrap();
        (workspace.panel().sitting_out(), workspace.noted)
    };
    let note = |stage: &mut Stage, heard: &[&str], unheard: &[&str]| {
        let [heard, unheard] =
            [heard, unheard].map(|ids| ids.iter().map(|&id| id.to_owned()).collect());
        let noted = Arrangement::Presence {
            proposal: "SM-01".into(),
            heard,
            unheard,
        };
        // nothing is read again: the files are those of before
        update(&mut stage.app, Message::Arranged(Box::new(noted)));
        sitting_out(stage)
    };
    let (before, noted) = sitting_out(&stage);
    let (between, _) = note(&mut stage, &[], &["E02"]);
    let (after, now) = note(&mut stage, &["E02"], &[]);
    assert_eq!(before.absences, after.absences);
    assert_ne!(before.absences, between.absences);
    let panel = &stage.app.workspace.as_ref().unwrap().opened.place;
    let panel = panel.path.clone();
    let seen = |noted| MeetingSeen {
        group: "servo".into(),
        sitting_out: Some(Box::new((before.clone(), between.clone()))),
        noted,
        ..MeetingSeen::default()
    };
    for (noted, wanted) in [(noted, &before), (now, &between)] {
        let answer = MeetingAnswer::Seen(Box::new(seen(noted)));
        let panel = panel.clone();
        update(&mut stage.app, Message::Meeting { panel, answer });
        assert_eq!(sitting_out(&stage).0, *wanted);
    }
}

/// Somebody is recused while the proposal is presented, by a command or in another window.
#[test]
fn who_is_recused_meanwhile_must_leave_before_anything_goes_on() {
    let mut stage = running("secretariat");
    let workspace = stage.app.workspace.as_ref().unwrap();
    let path = workspace.opened.place.path.clone();
    let known = workspace.panel().sitting_out();
    let mut lies = known.clone();
    lies.conflicts.push(Conflict {
        proposal: "SM-01".into(),
        expert: "E02".into(),
        state: "recused".into(),
        ..Conflict::default()
    });
    let seen = MeetingSeen {
        group: "servo".into(),
        sitting_out: Some(Box::new((known.clone(), lies.clone()))),
        ..MeetingSeen::default()
    };
    let answer = MeetingAnswer::Seen(Box::new(seen.clone()));
    stage.take(Message::Meeting {
        panel: path.clone(),
        answer,
    });
    assert!(
        shown(&stage).contains("刚登记回避：SM-01 专家二"),
        "{}",
        shown(&stage)
    );
    // what was asked for before this window changed it itself is no news
    let answer = MeetingAnswer::Seen(Box::new(MeetingSeen {
        sitting_out: Some(Box::new((known.clone(), known))),
        ..seen
    }));
    stage.take(Message::Meeting {
        panel: path,
        answer,
    });
    let workspace = stage.app.workspace.as_ref().unwrap();
    assert_eq!(workspace.panel().sitting_out(), lies);
    let before = book(&stage).meeting.clone();
    stage.press("Enter");
    assert_eq!(book(&stage).meeting, before);
    assert!(
        shown(&stage).contains("请 专家二 先离场"),
        "{}",
        shown(&stage)
    );
    stage.press("F4 Enter");
    assert_eq!(book(&stage).meeting.phase, MeetingPhase::Questions);
}

#[test]
fn one_enter_too_many_is_taken_back_with_the_time_that_was_left() {
    let mut stage = running("E01");
    for second in 0..=40 {
        beat(&mut stage, second, second.cast_signed());
    }
    stage.press("Enter");
    assert!(shown(&stage).contains("质询"), "{}", shown(&stage));
    let effects = update(&mut stage.app, Message::Key(Key::Backspace, NOW));
    let line = effects.iter().find_map(|one| match one {
        Effect::Meeting(_, job) => match job.as_ref() {
            MeetingJob::Keep { line, .. } => Some(line.clone()),
            _ => None,
        },
        _ => None,
    });
    let line = line.unwrap();
    assert!(line.contains("step taken back, SM-01"), "{line}");
    let meeting = &book(&stage).meeting;
    assert_eq!((meeting.seconds, meeting.running), (40, true));
    assert!(
        shown(&stage).contains("已退回：SM-01 汇报，从原来的时间接着计时"),
        "{}",
        shown(&stage)
    );
    // what took long is thrown away only by a second press
    stage.press("Enter");
    for second in 40..=110 {
        beat(&mut stage, second, second.cast_signed());
    }
    let before = book(&stage).meeting.clone();
    stage.press("Backspace");
    assert!(shown(&stage).contains("01:10"), "{}", shown(&stage));
    assert_eq!(book(&stage).meeting, before);
    stage.press("Backspace");
    assert_eq!(book(&stage).meeting.seconds, 40);
    // the menu has it too, as far as there is something to take back
    stage.press("Tab Backspace Backspace");
    assert!(book(&stage).meeting.item.is_empty(), "{}", shown(&stage));
    stage.press("Backspace");
    assert!(
        shown(&stage).contains("没有可以退回的上一步"),
        "{}",
        shown(&stage)
    );
}

/// Somebody draws another order in the middle of the meeting.
#[test]
fn a_later_order_leaves_what_was_presented_where_it_is() {
    let mut stage = running("secretariat");
    let group = book(&stage).group.clone();
    let order = |stage: &Stage| -> Vec<String> {
        let Some(Overlay::Agenda(window)) = stage.app.overlays.last() else {
            panic!("{}", shown(stage));
        };
        let made = window.draft().unwrap().made();
        made.proposals().map(str::to_owned).collect()
    };
    // two of them are done, the third is on the table
    for second in 0..2 {
        for key in ["Enter", "Enter", "Enter", "Enter"] {
            beat(&mut stage, second, second.cast_signed());
            stage.press(key);
        }
        stage.press("Enter Enter");
    }
    let meeting = &book(&stage).meeting;
    let mut done: Vec<String> = meeting
        .item
        .iter()
        .map(|one| one.proposal.clone())
        .collect();
    assert_eq!(done.len(), 3, "{}", shown(&stage));
    assert!(!meeting.is_done(&done[2]) && meeting.is_done(&done[1]));
    let panel = stage.app.workspace.as_mut().unwrap().panel_mut();
    let held = panel.meeting(&group).cloned().unwrap();
    assert_eq!(held.item.len(), 3);
    stage.press("Space 3");
    let before = order(&stage);
    done.sort_by_key(|id| before.iter().position(|one| one == id));
    stage.press("2");
    let drawn = order(&stage);
    assert_eq!(drawn[..3], done);
    assert_ne!(drawn, before);
    stage.press("Home Right");
    assert_eq!(order(&stage), drawn);
    assert!(
        shown(&stage).contains("已评的和正在汇报的不动"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn what_is_set_aside_waits_and_says_so() {
    let mut stage = running("secretariat");
    stage.press("Space 5");
    let screen = shown(&stage);
    assert!(screen.contains("SM-01 已撤下，其余评完再叫"), "{screen}");
    stage.press("Down");
    let screen = shown(&stage);
    let mut lines = screen.lines();
    assert!(
        lines.any(|line| line.contains("SM-01") && line.contains("已撤下")),
        "{screen}"
    );
    assert!(screen.contains("回车叫第 2 个：SM-05"), "{screen}");
    stage.press("Enter");
    assert_eq!(book(&stage).meeting.proposal, "SM-05");
    stage.press("Space 5 Home F9");
    assert_eq!(book(&stage).meeting.proposal, "SM-01");
    assert!(!book(&stage).meeting.is_set_aside("SM-01"));
}

#[test]
fn the_wall_tells_what_enter_will_call() {
    let mut stage = stage("secretariat");
    stage.press("g h F2 0 Esc Down Down Down F9 F5");
    let wall = shown(&stage);
    assert!(wall.contains("第 4 个项目"), "{wall}");
    let next = wall.find("第 1 个 ").unwrap();
    assert!(next < wall.find("第 2 个 ").unwrap(), "{wall}");
    // in a break it is what comes behind the break
    let workspace = stage.app.workspace.as_mut().unwrap();
    let meeting = &mut workspace.meeting.meeting;
    meeting.clear_table();
    for id in ["SM-01", "SM-05", "SM-06", "SM-10", "SM-07", "SM-04"] {
        meeting.call(id, "");
        for _ in 0..3 {
            meeting.advance();
        }
    }
    meeting.begin_break(15);
    let wall = shown(&stage);
    assert!(wall.contains("下一个    第 7 个"), "{wall}");
}

#[test]
fn who_was_noted_absent_before_is_told_apart_and_can_be_corrected() {
    let mut stage = stage("secretariat");
    stage.press("g h F2 0 Esc Down Down Down Down F9 F4");
    let screen = shown(&stage);
    assert!(screen.contains("专家六（事先登记未听"), "{screen}");
    stage.press("F2");
    let screen = shown(&stage);
    assert!(screen.contains("未听 SM-07"), "{screen}");
    assert!(screen.contains("不会自动改"), "{screen}");
    // for everybody else the end of the presentation notes it
    stage.press("F3");
    let screen = shown(&stage);
    assert!(screen.contains("还没有汇报完的项目"), "{screen}");
    stage.press("Down Down Down Down Down");
    let effects = update(&mut stage.app, Message::Key(Key::F(3), NOW));
    let corrects = |one: &Effect| matches!(one, Effect::Arrange { .. });
    assert!(effects.iter().any(corrects), "{effects:?}");
}

#[test]
fn a_break_is_not_called_early_and_nothing_is_counted_before_the_first_look() {
    let mut stage = stage("secretariat");
    stage.press("g h F2 0 Esc Down Down Down Down Down Down F9");
    let screen = shown(&stage);
    assert!(screen.contains("茶歇不能提前叫"), "{screen}");
    stage.press("Home");
    let key = Message::Key(Key::F(9), NOW);
    update(&mut stage.app, key);
    let workspace = stage.app.workspace.as_mut().unwrap();
    workspace.meeting.seen.clear();
    workspace.meeting.counts.clear();
    let screen = shown(&stage);
    assert!(!screen.contains("已交 0"), "{screen}");
    assert!(screen.contains("正在查看已交几份"), "{screen}");
}

#[test]
fn what_is_not_presented_in_the_meeting_is_told_and_not_led() {
    let lies = || Meeting {
        group: "servo".into(),
        revision: 3,
        proposal: "ZZ-99".into(),
        seconds: 40,
        running: true,
        ..Meeting::default()
    };
    let mut stage = stage("secretariat");
    let workspace = stage.app.workspace.as_mut().unwrap();
    workspace.panel_mut().put_meeting(lies());
    stage.press("g h");
    let screen = shown(&stage);
    assert!(screen.contains("ZZ-99 不是这个会要评的项目"), "{screen}");
    assert!(!screen.contains("第 0 个"), "{screen}");
    stage.press("Tab +");
    let table = &book(&stage).meeting;
    assert_eq!((table.running, table.extra), (false, 0));
    stage.press("F9");
    let screen = shown(&stage);
    assert!(!screen.contains("ZZ-99"), "{screen}");
    assert!(!book(&stage).meeting.proposal.is_empty(), "{screen}");
    // the same from another machine
    let panel = stage.app.workspace.as_ref().unwrap();
    let panel = panel.opened.place.path.clone();
    stage.take(Message::Meeting {
        panel,
        answer: MeetingAnswer::NotKept {
            group: "servo".into(),
            lies: Some(Box::new(lies())),
            reason: "io.led_elsewhere",
            line: String::new(),
        },
    });
    let screen = shown(&stage);
    assert!(screen.contains("ZZ-99 不是这个会要评的项目"), "{screen}");
}

#[test]
fn an_expert_leads_no_meeting_and_a_chair_sees_no_result_before_the_end() {
    let expert = stage("E03");
    let refused = possible(&expert.app, Command::Meeting).unwrap_err();
    assert_eq!(refused, "专家组长和秘书组主持评审会");
    let chair = running("E01");
    assert!(possible(&chair.app, Command::Meeting).is_ok());
    for command in [
        Command::Consolidate,
        Command::Recommendations,
        Command::CloseRound,
    ] {
        let refused = possible(&chair.app, command).unwrap_err();
        assert!(refused.contains("评完"), "{refused}");
    }
    assert!(possible(&chair.app, Command::Merge).is_err());
    assert!(chair.app.workspace.as_ref().unwrap().results.is_none());
}

#[test]
fn the_wall_names_nobody_and_tells_no_mark() {
    let mut stage = stage("secretariat");
    stage.press("g h F2 0 Esc Down Down Down Down F9 F4 Enter");
    assert!(shown(&stage).contains("专家二"), "{}", shown(&stage));
    stage.press("F5");
    let wall = shown(&stage);
    assert!(wall.contains("第 5 个项目"), "{wall}");
    for secret in ["专家", "回避", "总分", "万元"] {
        assert!(!wall.contains(secret), "{secret}\n{wall}");
    }
}

#[test]
fn an_expert_is_told_to_leave_the_room() {
    let mut stage = stage("E04");
    let meeting = Meeting {
        group: "servo".into(),
        revision: 3,
        proposal: "SM-03".into(),
        ..Meeting::default()
    };
    let workspace = stage.app.workspace.as_mut().unwrap();
    workspace.meeting = MeetingBook {
        group: "servo".into(),
        ..MeetingBook::default()
    };
    workspace.meeting.adopt(meeting);
    assert!(
        shown(&stage).contains("请离场：第 7 个 SM-03 您已回避"),
        "{}",
        shown(&stage)
    );
    // the next is what the agenda has first of what is not done
    let workspace = stage.app.workspace.as_mut().unwrap();
    let meeting = &mut workspace.meeting.meeting;
    for id in ["SM-01", "SM-05", "SM-06", "SM-10", "SM-07"] {
        meeting.call(id, "");
        for _ in 0..3 {
            meeting.advance();
        }
    }
    meeting.call("SM-04", "");
    assert!(shown(&stage).contains("请准备离场"), "{}", shown(&stage));
    let workspace = stage.app.workspace.as_mut().unwrap();
    let meeting = &mut workspace.meeting.meeting;
    for id in ["SM-04", "SM-03"] {
        meeting.call(id, "");
        for _ in 0..3 {
            meeting.advance();
        }
    }
    meeting.call("SM-08", "");
    assert!(
        shown(&stage).contains("第 8 个 SM-08 汇报 10:00"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn nothing_but_the_wall_is_opened_while_the_room_looks_at_it() {
    let mut stage = running("secretariat");
    stage.press("F5");
    let wall = shown(&stage);
    for key in ["F6", "F7", "F8", "Space", "g", ":", "F2"] {
        stage.press(key);
        let now = shown(&stage);
        assert!(now.contains("按 F5 退出投影，看提示"), "{key}: {now}");
        assert!(stage.app.overlays.is_empty(), "{key}");
    }
    stage.press("F5 F5");
    assert_eq!(shown(&stage), wall);
    stage.press("F5 F6");
    assert!(
        !stage.app.screen.key().contains("meeting"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn no_key_does_what_nobody_sees_in_a_terminal_that_is_too_small() {
    let mut stage = running("secretariat");
    let before = book(&stage).meeting.clone();
    update(&mut stage.app, Message::Resize(50, 14));
    stage.press("Enter Enter F2 9 +");
    assert_eq!(book(&stage).meeting, before);
    assert!(stage.app.overlays.is_empty());
    update(&mut stage.app, Message::Resize(120, 40));
    stage.press("+");
    assert_ne!(book(&stage).meeting, before);
}

#[test]
fn who_did_not_submit_is_named_before_scoring_ends() {
    let mut stage = running("secretariat");
    stage.press("Enter Enter Enter");
    let screen = shown(&stage);
    assert!(screen.contains("还有 1 份没有提交（专家九）"), "{screen}");
    assert!(!book(&stage).meeting.proposal.is_empty());
}

#[test]
fn what_is_done_is_called_again_only_by_a_second_press() {
    let mut stage = running("secretariat");
    // presentation, questions and scoring are over
    stage.press("Enter Enter Enter Enter");
    let done = book(&stage).meeting.clone();
    assert!(done.proposal.is_empty(), "{}", shown(&stage));
    stage.press("Home F9");
    assert!(shown(&stage).contains("再按一次 F9"), "{}", shown(&stage));
    assert_eq!(book(&stage).meeting, done);
    stage.press("Down Up F9");
    assert_eq!(book(&stage).meeting, done, "moving asks anew");
    stage.press("F9");
    assert!(!book(&stage).meeting.proposal.is_empty());
}

/// Returns the bytes that each of so many beats sends to a terminal.
fn bytes_of_beats(stage: &mut Stage, beats: u64) -> Vec<usize> {
    let mut screen = Screen::new(Vec::new());
    let mut draw = |app: &App| {
        screen.out().clear();
        let drawn = screen.draw(app.size, |cells| heyi::ui::view(app, cells).cursor);
        drawn.unwrap();
        screen.out().len()
    };
    draw(&stage.app);
    let beaten = (0..=beats).map(|second| {
        beat(stage, second, second.cast_signed());
        draw(&stage.app)
    });
    beaten.skip(1).collect()
}

#[test]
fn a_beat_redraws_only_the_clock() {
    let mut other = running("secretariat");
    other.press("F8");
    let bytes = bytes_of_beats(&mut other, 90);
    assert!(bytes.iter().all(|one| (1..60).contains(one)), "{bytes:?}");
    let mut meeting = running("secretariat");
    // the big figures differ in few pieces from one second to the next, in most where the
    // minute changes and from :10 to :09
    let bytes = bytes_of_beats(&mut meeting, 180);
    let many: Vec<_> = (1..).zip(&bytes).filter(|(_, one)| **one >= 60).collect();
    assert!(
        many.iter()
            .all(|(second, _)| [1, 51].contains(&(second % 60)))
    );
    assert!(many.iter().all(|(_, one)| **one < 120), "{many:?}");
    assert!(bytes.iter().sum::<usize>() < 40 * bytes.len(), "{bytes:?}");
}

/// Plays beats and draws the clock alone wherever the program does; asserts that nothing else
/// would have looked otherwise, and tells how often it was enough.
fn beats_alone(stage: &mut Stage, from: u32, beats: u64, place: &str) -> usize {
    let (columns, rows) = stage.app.size;
    let area = Rect::new(0, 0, columns, rows);
    let whole = |app: &App| {
        let mut cells = Buffer::empty(area);
        let placement = heyi::ui::view(app, &mut cells);
        (cells, placement)
    };
    let workspace = stage.app.workspace.as_mut().unwrap();
    workspace.meeting.meeting.seconds = from;
    beat(stage, 0, 0);
    let (mut shown, mut placement) = whole(&stage.app);
    let mut alone = 0;
    for second in 1..=beats {
        beat(stage, second, second.cast_signed());
        let (cells, now) = whole(&stage.app);
        let is_enough = stage.app.changed == Changed::Clock
            && placement
                .clock
                .is_some_and(|clock| heyi::ui::beat(&stage.app, &clock, &mut shown));
        if is_enough {
            assert_eq!(shown, cells, "{place}, {from} s and {second}");
            assert_eq!(placement.cursor, now.cursor);
            assert_eq!(placement.pointing, now.pointing);
            alone += 1;
        }
        (shown, placement) = (cells, now);
    }
    alone
}

#[test]
fn the_wall_shows_the_figures_of_a_long_overrun_whole() {
    let mut stage = Stage::demonstration(&Look::of((60, 18)), Some("secretariat"));
    stage.press("g h F2 0 Esc Enter Enter F5");
    // 16:33, 100:00 and 1000:00 over the ten minutes of a presentation
    for seconds in [1593, 6600, 60_600] {
        let workspace = stage.app.workspace.as_mut().unwrap();
        workspace.meeting.meeting.seconds = seconds;
        let screen = shown(&stage);
        let figures = screen.lines().filter(|row| row.contains('█'));
        assert!(figures.clone().count() >= 5, "{screen}");
        assert!(figures.clone().all(|row| !row.contains('…')), "{screen}");
    }
}

#[test]
fn a_beat_draws_the_clock_alone_and_nothing_else_would_look_otherwise() {
    for size in [(60, 18), (120, 40), (200, 60)] {
        for seat in ["secretariat", "E04", "E09"] {
            let look = Look::of(size);
            // the meeting, its wall, its windows, and other screens with a field and without
            for keys in [
                "", "F5", "F2", "F4", "Esc", "Esc F8", "Esc /", "Esc F6", "?", "F1",
            ] {
                let mut stage = Stage::demonstration(&look, Some(seat));
                stage.press("g h F2 0 Esc Enter Enter");
                if seat != "secretariat" {
                    let meeting = Meeting {
                        group: "servo".into(),
                        revision: 3,
                        proposal: "SM-03".into(),
                        ..Meeting::default()
                    };
                    let book = &mut stage.app.workspace.as_mut().unwrap().meeting;
                    book.group = "servo".into();
                    book.adopt(meeting);
                    (book.meeting.running, book.halt) = (true, None);
                }
                stage.press(keys);
                let place = format!("{size:?} {seat} {keys}");
                // before and after the warning, the end, the hour, and a look at the folder
                for from in [530, 595, 6590] {
                    let alone = beats_alone(&mut stage, from, 14, &place);
                    // a window may lie over the clock
                    let is_covered = !stage.app.overlays.is_empty();
                    assert!(alone > 8 || is_covered, "{place}, {from} s: {alone} times");
                }
            }
        }
    }
}

#[test]
fn what_could_not_be_kept_is_tried_again_and_holds_leaving_back() {
    let mut stage = running("secretariat");
    let place = stage.app.workspace.as_ref().unwrap().opened.place.clone();
    let kept = |effects: &[Effect]| {
        let mut jobs = effects.iter().filter_map(|one| match one {
            Effect::Meeting(_, job) => Some(job.as_ref().clone()),
            _ => None,
        });
        jobs.find_map(|job| match job {
            MeetingJob::Keep { known, line, .. } => Some((known, line)),
            _ => None,
        })
    };
    let effects = update(&mut stage.app, Message::Key(Key::Char('+'), NOW));
    let (known, line) = kept(&effects).unwrap();
    assert!(line.ends_with("one minute more"), "{line}");
    let fail = |stage: &mut Stage, line: &str| {
        stage.take(Message::Meeting {
            panel: place.path.clone(),
            answer: MeetingAnswer::NotKept {
                group: "servo".into(),
                lies: None,
                reason: "io.full",
                line: line.to_owned(),
            },
        });
    };
    fail(&mut stage, &line);
    assert!(!book(&stage).meeting.running, "the clock stands");
    assert!(shown(&stage).contains("没有存下"), "{}", shown(&stage));
    assert!(!stage.app.may_end());
    assert!(possible(&stage.app, Command::Seats).is_err());
    stage.press("Right");
    assert!(
        shown(&stage).contains("会议进度还没有存下"),
        "{}",
        shown(&stage)
    );
    assert_eq!(book(&stage).group, "servo", "it stays until it is safe");
    // in a pause, and on leaving; it rests on the same revision, and no line is lost
    let again = kept(&update(&mut stage.app, Message::Paused(NOW))).unwrap();
    assert_eq!(again, (known, line.clone()));
    fail(&mut stage, &line);
    let effects = update(&mut stage.app, Message::Key(Key::Ctrl('q'), NOW));
    assert_eq!(kept(&effects), Some((known, line.clone())));
    fail(&mut stage, &line);
    assert!(!stage.app.may_end());
    assert!(
        shown(&stage).contains("再按一次 Ctrl-Q"),
        "{}",
        shown(&stage)
    );
    update(&mut stage.app, Message::Key(Key::Ctrl('q'), NOW));
    assert!(stage.app.may_end(), "whoever insists may leave");
}

#[test]
fn in_a_window_nobody_is_told_that_enter_calls_a_proposal() {
    for language in [Language::Chinese, Language::English] {
        let look = Look {
            language,
            ..Look::of((80, 24))
        };
        let mut stage = Stage::demonstration(&look, Some("secretariat"));
        stage.press("g h");
        let calls = language.with("next.call", &["1", "SM-01"]);
        assert!(shown(&stage).contains(&calls), "{}", shown(&stage));
        stage.press("F2");
        let screen = shown(&stage);
        assert!(!screen.contains(&calls), "{screen}");
        let close = language.text("hints.close");
        assert!(screen.contains(&format!("Esc {close}")), "{screen}");
    }
}

#[test]
fn what_is_said_behind_the_wall_is_read_when_it_is_left() {
    let mut stage = running("secretariat");
    stage.press("F5 Backspace F2");
    let wall = shown(&stage);
    assert!(!wall.contains("正在投影，F5 回到会议界面再做"), "{wall}");
    assert!(wall.contains("按 F5 退出投影，看提示"), "{wall}");
    stage.press("F5");
    let screen = shown(&stage);
    assert!(screen.contains("正在投影，F5 回到会议界面再做"), "{screen}");
    stage.press("Down");
    let screen = shown(&stage);
    assert!(!screen.contains("正在投影"), "{screen}");
}
