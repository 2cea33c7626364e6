//! Joint opinions and votes on equal ranks: who may open them, what they never change, what
//! becomes of a change that cannot be written.

use crate::commands::heyi;
use crate::sessions::driver::Window;
use crate::sessions::headless::Headless;
use crate::sessions::script::Setup;
use crate::stage::{Look, Stage, effects, shown};
use heyi::analysis::standing::{TieResult, TieStep};
use heyi::app::opinion::{Sources, Unread, reservations};
use heyi::app::possible::possible;
use heyi::app::state::Tone;
use heyi::app::workspace::Place;
use heyi::app::{App, Command, Decided, Effect, Key, Message, Screen};
use heyi::domain::decimal::Decimal;
use heyi::domain::opinion::Opinion;
use heyi::domain::panel::Phase;
use heyi::domain::settlement::Settlement;
use heyi::domain::voting::Electorate;
use heyi::i18n::Language;
use heyi::store::home::Home;
use heyi::terminal::reader::Reader;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

fn stage(seat: &str) -> Stage {
    Stage::demonstration(&Look::of((120, 40)), Some(seat))
}

fn settled(effects: &[Effect]) -> Option<&Settlement> {
    effects.iter().find_map(|effect| match effect {
        Effect::Settle { settlement, .. } => Some(settlement.as_ref()),
        _ => None,
    })
}

/// Makes the first two of the table equal, so that a vote is due.
pub fn tie(app: &mut App) {
    let results = app.workspace.as_mut().unwrap().results.as_mut().unwrap();
    for row in Arc::make_mut(&mut results.standings).groups[0]
        .rows
        .iter_mut()
        .take(2)
    {
        row.total = Some(Decimal::from(88));
        row.tie_trace = vec![TieStep {
            rung: "recorded_vote".into(),
            value: None,
            result: TieResult::NotRecorded,
        }];
    }
}

fn files(folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            let name = path.to_str().unwrap().to_owned();
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn an_opinion_changes_no_sheet() {
    let home = tempfile::tempdir().unwrap();
    let setup = Setup {
        size: (120, 40),
        language: "zh".into(),
        panel: Some("demo".into()),
        seat: Some("secretariat".into()),
        proposal: None,
    };
    let mut program = Headless::start(&setup, home.path());
    let mut press = |keys: &str| {
        for key in keys.split_whitespace() {
            program.press(Key::from_name(key).unwrap());
        }
    };
    press("F6 Down Space 2 9");
    let folder = Home::new(home.path().to_path_buf()).demonstration();
    let scores = || {
        let mut found = BTreeMap::new();
        files(&folder.join("scores"), &mut found);
        found
    };
    let before = scores();
    assert!(before.len() > 300, "the sheets are there");
    press("1 Down 2 Down 3 Tab End Up Up Enter 5 Enter 1 Enter 0 Enter");
    let text = std::fs::read_to_string(folder.join("opinions/SM-05.toml")).unwrap();
    assert!(text.contains("agree = 5"), "{text}");
    assert!(before == scores(), "a sheet has changed");
}

#[test]
fn only_the_chair_and_the_secretariat_open_it_and_the_chair_after_the_others() {
    let mut expert = stage("E09");
    expert.press("Enter Enter");
    let refused = possible(&expert.app, Command::Opinion).unwrap_err();
    assert_eq!(refused, "专家组意见由专家组长和秘书组填写");
    let mut chair = stage("E01");
    chair.press("Enter");
    assert_eq!(possible(&chair.app, Command::Opinion), Ok(()));
    chair.press("Space End Enter");
    let screen = shown(&chair);
    assert!(screen.contains("SM-01 还差 1 份评分表：专家九"), "{screen}");
    assert!(!screen.contains("意见摘录"), "{screen}");
    let mut office = stage("secretariat");
    office.press("F6");
    assert_eq!(possible(&office.app, Command::Opinion), Ok(()));
    office.press("Space 2");
    assert!(shown(&office).contains("意见摘录"), "{}", shown(&office));
    // whoever sits down next goes back to nothing of it
    office.press("F8 Home Enter Enter");
    let screens = [&office.app.screen].into_iter().chain(&office.app.back);
    let is_opinion = |screen: &&Screen| matches!(screen, Screen::Opinion(_));
    assert_eq!(screens.filter(is_opinion).count(), 0);
}

#[test]
fn a_chair_reads_nothing_of_the_others_before_all_are_in() {
    let home = tempfile::tempdir().unwrap();
    let mut reader = Reader::new(Home::new(home.path().to_path_buf()), None);
    let mut read = |chair: Option<&str>, proposal: &str| -> Result<Sources, Unread> {
        let effect = Effect::ReadOpinion {
            place: Place {
                path: "demo".into(),
                is_demonstration: true,
                title: heyi::domain::Bilingual::default(),
            },
            proposal: proposal.into(),
            chair: chair.map(str::to_owned),
        };
        match reader.perform(&effect) {
            Some(Message::OpinionRead { read, .. }) => read.map(|read| *read),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        read(Some("E01"), "SM-03").unwrap_err(),
        Unread::Missing(vec!["E09".into()])
    );
    let other = read(Some("E02"), "SM-03").unwrap_err();
    assert_eq!(other, Unread::Reason("refused.opinion_chair_only"));
    let office = read(None, "SM-03").unwrap();
    assert_eq!(office.draft.missing, ["E09"]);
    assert_eq!(office.draft.electorate.recused, ["E04"]);
    assert!(office.opinion.unwrap().adopted);
    let text = format!("{:?}", office.draft.pieces);
    for id in ["E01", "E08", "专家"] {
        assert!(!text.contains(id), "{id} is named");
    }
}

#[test]
fn what_is_closed_or_adopted_takes_no_change() {
    let mut office = stage("secretariat");
    office.press("F6 Down Space 2");
    let panel = &mut office.app.workspace.as_mut().unwrap().opened.panel;
    Arc::make_mut(panel).head.phase = Phase::Closed;
    assert_eq!(settled(&effects(&mut office, "9")), None);
    assert!(
        shown(&office).contains("本批次已结束"),
        "{}",
        shown(&office)
    );
    let mut adopted = stage("secretariat");
    adopted.press("F6 Down Down Down Space 2");
    assert!(shown(&adopted).contains("已定稿"), "{}", shown(&adopted));
    assert_eq!(settled(&effects(&mut adopted, "9")), None);
    assert!(shown(&adopted).contains("退回草稿"), "{}", shown(&adopted));
}

#[test]
fn a_text_is_taken_out_after_a_question() {
    let mut stage = stage("secretariat");
    stage.press("F6 Down Space 2 9 Tab");
    let strengths = |stage: &Stage| match &stage.app.screen {
        Screen::Opinion(screen) => screen.opinion.strengths.clone(),
        _ => panic!("no opinion"),
    };
    assert!(!strengths(&stage).is_empty());
    stage.press("Delete");
    assert!(shown(&stage).contains("按 9 删去"), "{}", shown(&stage));
    stage.press("Esc");
    assert!(!strengths(&stage).is_empty(), "Esc takes nothing out");
    stage.press("Delete");
    let written = effects(&mut stage, "9");
    let Some(Settlement::Opinion { after, .. }) = settled(&written) else {
        panic!("{written:?}");
    };
    assert_eq!(after.strengths, "");
    assert!(!after.conditions.is_empty(), "all else stays");
}

#[test]
fn what_was_refused_stays_to_be_read_when_an_earlier_change_is_saved() {
    let mut stage = stage("secretariat");
    stage.press("F6 Down Space 2");
    let found = effects(&mut stage, "9");
    let change = settled(&found).expect("a change").clone();
    stage.press("Tab End Enter");
    let refused = stage.app.notice.clone().expect("a refusal");
    assert_eq!(refused.tone, Tone::Refused);
    stage.take(Message::Settled(Box::new(change.clone())));
    let screen = shown(&stage);
    assert!(screen.contains(&refused.text), "{screen}");
    assert!(screen.contains("已存"), "{screen}");
    stage.press("Up");
    stage.take(Message::Settled(Box::new(change)));
    assert!(
        shown(&stage).contains("专家组意见已存"),
        "{}",
        shown(&stage)
    );
}

#[test]
fn in_a_closed_round_nobody_is_asked_to_take_an_opinion_back() {
    let mut stage = stage("secretariat");
    stage.press("F6 Down Space 2 9 Tab");
    let workspace = stage.app.workspace.as_mut().unwrap();
    Arc::make_mut(&mut workspace.opened.panel).head.phase = Phase::Closed;
    if let Screen::Opinion(state) = &mut stage.app.screen {
        state.opinion.adopted = true;
    }
    let screen = shown(&stage);
    assert!(!screen.contains("退回草稿"), "{screen}");
    stage.press("End Enter");
    assert!(stage.app.overlays.is_empty());
    let screen = shown(&stage);
    assert!(screen.contains("本批次已结束"), "{screen}");
}

#[test]
fn a_change_that_was_not_written_stays_and_a_foreign_one_is_chosen() {
    let mut office = stage("secretariat");
    office.press("F6 Down Space 2");
    let found = effects(&mut office, "1");
    let Some(Settlement::Opinion {
        before: None,
        after,
    }) = settled(&found)
    else {
        panic!("{found:?}");
    };
    let own = after.as_ref().clone();
    office.take(Message::AmendmentFailed {
        proposal: "SM-05".into(),
        part: Decided::Opinion,
        reason: "io.opined",
    });
    assert!(shown(&office).contains("没有存好"), "{}", shown(&office));
    office.press("Tab Home");
    let foreign = Opinion {
        proposal: "SM-05".into(),
        format: 1,
        weaknesses: "别处写的".into(),
        ..Opinion::default()
    };
    let Screen::Opinion(state) = &office.app.screen else {
        panic!("{:?}", office.app.screen.key());
    };
    let sources = Sources {
        draft: state.read().unwrap().clone(),
        opinion: Some(foreign.clone()),
    };
    office.take(Message::OpinionRead {
        proposal: "SM-05".into(),
        read: Ok(Box::new(sources)),
    });
    let screen = shown(&office);
    assert!(
        screen.contains("别处已改过，不同处：主要优点、存在不足"),
        "{screen}"
    );
    let again = effects(&mut office, "2");
    let Some(Settlement::Opinion {
        before: Some(before),
        after,
    }) = settled(&again)
    else {
        panic!("{again:?}");
    };
    assert_eq!((before.as_ref(), after.as_ref()), (&foreign, &own));
}

#[test]
fn what_was_not_written_is_tried_again_when_the_screen_opens_again() {
    let mut office = stage("secretariat");
    office.press("F6 Down Space 2");
    assert!(settled(&effects(&mut office, "1")).is_some());
    office.take(Message::AmendmentFailed {
        proposal: "SM-05".into(),
        part: Decided::Opinion,
        reason: "io.full",
    });
    office.press("Esc Space 2");
    let workspace = office.app.workspace.as_ref().unwrap();
    assert!(workspace.unwritten.is_none());
    let written = workspace.panel().opinion("SM-05").unwrap();
    assert!(!written.is_blank(), "{written:?}");
    assert!(shown(&office).contains("已存"), "{}", shown(&office));
}

#[test]
fn where_a_rule_told_equal_totals_apart_it_is_named() {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("secretariat"));
    stage.press("F6");
    let mut told = Vec::new();
    for _ in 0..9 {
        let refused = possible(&stage.app, Command::RecordVote).unwrap_err();
        if refused.contains("总分与别的项目相同") {
            told.push(refused);
        }
        stage.press("Down");
    }
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("排在前面，不用表决"), "{told:?}");
    assert!(told[1].contains("排在后面，不用表决"), "{told:?}");
}

#[test]
fn a_vote_on_equal_ranks_is_counted_and_its_effect_comes_first() {
    let mut office = stage("secretariat");
    office.press("F6");
    let refused = possible(&office.app, Command::RecordVote).unwrap_err();
    assert_eq!(refused, "本项没有须表决的同分项目");
    tie(&mut office.app);
    assert_eq!(possible(&office.app, Command::RecordVote), Ok(()));
    office.press("Space Down Down Down Down Down Down Down Down Down Down Enter 9 Enter 4");
    office.press("F2");
    assert!(
        shown(&office).contains("共 13 票，多于可以表决的 9 人"),
        "{}",
        shown(&office)
    );
    office.press("Backspace 2 Down Backspace 1 F2");
    assert!(
        shown(&office).contains("共 3 票，少于最低 5 票"),
        "{}",
        shown(&office)
    );
    office.press("Up Backspace 3 Down Backspace 6 F2");
    assert!(
        shown(&office).contains("请写理由或纪要号"),
        "{}",
        shown(&office)
    );
    office.write("纪要第 3 条");
    assert_eq!(settled(&effects(&mut office, "Enter")), None);
    let Some(heyi::app::Overlay::Voting(state)) = office.app.overlays.last() else {
        panic!("no window");
    };
    let vote = state.vote().unwrap();
    assert_eq!(
        (vote.order.as_slice(), vote.votes.as_slice()),
        (&["SM-05".to_owned(), "SM-01".to_owned()][..], &[6, 3][..])
    );
    assert_eq!(
        settled(&effects(&mut office, "1")),
        None,
        "the effect is not shown yet"
    );
    office.take(Message::VoteTried(vote.clone(), Vec::new()));
    assert!(
        shown(&office).contains("名次和结论都不变"),
        "{}",
        shown(&office)
    );
    let written = effects(&mut office, "1");
    let Some(Settlement::Vote {
        before: None,
        after,
    }) = settled(&written)
    else {
        panic!("{written:?}");
    };
    assert_eq!(*after, vote);
    assert_eq!(vote.by, "专家一");
}

#[test]
fn the_command_prints_the_opinion_and_where_each_sentence_comes_from() {
    let output = heyi(&[
        "opinion",
        "demo",
        "--proposal",
        "SM-03",
        "--draft",
        "--json",
    ]);
    assert_eq!(output.status.code(), Some(0));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["schema"], "heyi.opinion/1");
    assert_eq!(
        (&document["adopted"], &document["votes"]["agree"]),
        (&true.into(), &5.into())
    );
    assert_eq!(document["electorate"]["recused"][0], "E04");
    let draft = document["draft"].as_array().unwrap();
    let of = |source: &str| draft.iter().filter(|one| one["source"] == source).count();
    assert!(
        of("gap") > 2 && of("advice") > 0 && of("quotation") > 0,
        "{draft:?}"
    );
    for piece in draft.iter().filter(|one| one["source"] == "quotation") {
        assert!(piece["part"].is_null(), "{piece}");
    }
    let plain = heyi(&["opinion", "demo", "--proposal", "SM-03"]);
    let text = String::from_utf8(plain.stdout).unwrap();
    assert!(text.contains("主要优点：两轮样机扎实"), "{text}");
    assert!(!text.contains("意见摘录"), "{text}");
    let unknown = heyi(&["opinion", "demo", "--proposal", "XX-99"]);
    assert_eq!(unknown.status.code(), Some(1));
}

#[test]
fn a_tie_is_voted_on_from_the_meeting_too() {
    let mut stage = stage("secretariat");
    stage.press("g h");
    tie(&mut stage.app);
    assert!(shown(&stage).contains("SM-01"), "{}", shown(&stage));
    stage.press("Space");
    let screen = shown(&stage);
    assert!(screen.contains("同分表决：记录票数"), "{screen}");
    assert_eq!(possible(&stage.app, Command::RecordVote), Ok(()));
    stage.press("Esc End");
    let refused = possible(&stage.app, Command::RecordVote);
    assert!(refused.is_err(), "the last one is level with nobody");
}

#[test]
fn where_too_few_may_vote_that_is_said_with_the_way_out() {
    let stage = stage("secretariat");
    let panel = stage.app.workspace.as_ref().unwrap().panel();
    let told = |members: usize, own: &Opinion| {
        let electorate = Electorate {
            members: vec!["E01".to_owned(); members],
            quorum: 5,
            ..Electorate::default()
        };
        reservations(panel, own, &electorate, Language::Chinese).join("")
    };
    let blank = Opinion::default();
    assert_eq!(told(5, &blank), "");
    let few = told(4, &blank);
    assert!(few.contains("可以表决的只有 4 人，少于最低 5 票"), "{few}");
    assert!(few.contains("待补评"), "{few}");
    let mut voted = Opinion::default();
    voted.votes.agree = 5;
    assert_eq!(told(5, &voted), "");
    assert!(told(7, &voted).contains("还有 2 票没有记"));
}
