//! What a group should talk about: who sees it, who may have a left-out proposal discussed,
//! what is told without names, and the document of `heyi discuss`.

use super::commands::heyi;
use super::rank::{demo_copy, json};
use crate::stage::{Look, Stage, shown};
use heyi::analysis::rounds::{ExpertChange, Moved, ProposalChange, Standing};
use heyi::app::possible::possible;
use heyi::app::workspace::Seat;
use heyi::app::{Command, Overlay};
use heyi::domain::decimal::parse;
use heyi::domain::panel::Phase;
use heyi::domain::recommendation::Lane;
use heyi::domain::sheet::mending::Difference;
use std::sync::Arc;

fn discussion(keys: &str) -> Stage {
    let mut stage = Stage::demonstration(&Look::of((120, 40)), Some("secretariat"));
    stage.press("F6 Space 1");
    stage.press(keys);
    stage
}

#[test]
fn an_expert_sees_no_list_and_is_told_why() {
    let mut expert = Stage::demonstration(&Look::of((80, 24)), Some("E09"));
    expert.press("Enter Enter");
    for command in [Command::Discuss, Command::Rescue] {
        let refused = possible(&expert.app, command).unwrap_err();
        assert_eq!(refused, "专家席位不看汇总，评审结束后由秘书组公布");
    }
    let chair = Stage::demonstration(&Look::of((80, 24)), Some("E01"));
    let refused = possible(&chair.app, Command::Discuss).unwrap_err();
    assert!(refused.contains("全部评完"), "{refused}");
}

#[test]
fn only_what_no_rule_proposes_can_be_asked_for() {
    let first = discussion("");
    let refused = |stage: &Stage| possible(&stage.app, Command::Rescue).unwrap_err();
    assert_eq!(refused(&first), "本项已按规则列入讨论");
    assert_eq!(refused(&discussion("End")), "本项不排名次");
    let mut stage = discussion("Down Down");
    assert_eq!(possible(&stage.app, Command::Rescue), Ok(()));
    let workspace = stage.app.workspace.as_mut().unwrap();
    Arc::make_mut(&mut workspace.opened.panel).head.phase = Phase::Closed;
    assert_eq!(refused(&stage), "本批次已结束，只能查看");
    stage.press("F6");
    assert_eq!(refused(&stage), "在讨论清单里用");
}

#[test]
fn who_is_recused_cannot_ask() {
    // E08 is recused from RD-02, which this group hears
    let mut stage = discussion("Right");
    let workspace = stage.app.workspace.as_ref().unwrap();
    assert!(workspace.panel().recusal("E08", "RD-02").is_some());
    let mut asked = 0;
    for _ in 0..7 {
        if possible(&stage.app, Command::Rescue).is_ok() {
            stage.press("F2");
            let Some(Overlay::Rescue(window)) = stage.app.overlays.last() else {
                panic!("no window");
            };
            asked += 1;
            let panel = stage.app.workspace.as_ref().unwrap().panel();
            for member in &window.members {
                assert!(panel.recusal(member, &window.proposal).is_none());
            }
            stage.press("Esc");
        }
        stage.press("Down");
    }
    assert!(asked > 0);
}

fn change() -> ProposalChange {
    let standing = |total: &str, rank, lane| Standing {
        total: parse(total),
        rank: Some(rank),
        lane,
    };
    ProposalChange {
        proposal: "SM-01".into(),
        is_scored_again: true,
        before: standing("88.17", 1, Lane::Recommend),
        after: standing("74", 7, Lane::Decline),
        experts: vec![ExpertChange {
            expert: "E08".into(),
            before: parse("88"),
            after: parse("60"),
            counts: true,
            reason: "质询后有新情况".into(),
            cells: vec![Difference {
                cell: "scores.target".into(),
                from: "18".into(),
                to: "10".into(),
            }],
        }],
        others: vec![Moved {
            proposal: "SM-05".into(),
            before: standing("86.17", 2, Lane::Recommend),
            after: standing("86.17", 1, Lane::Recommend),
        }],
    }
}

#[test]
fn what_was_scored_again_names_nobody_where_a_group_looks_at_it() {
    let mut stage = discussion("");
    let workspace = stage.app.workspace.as_mut().unwrap();
    workspace.results.as_mut().unwrap().changes = vec![change()];
    stage.press("4");
    let office = shown(&stage);
    for words in ["一位专家", "质询后有新情况", "带动 SM-05", "不予推荐"] {
        assert!(office.contains(words), "{words}:\n{office}");
    }
    assert!(!office.contains("专家八"), "{office}");
    stage.app.workspace.as_mut().unwrap().seat = Seat::Expert("E01".into());
    let chair = shown(&stage);
    assert!(
        chair.contains("一位专家") && !chair.contains("专家八"),
        "{chair}"
    );
}

#[test]
fn the_document_is_as_it_was_read() {
    let document = json(&["discuss", "demo", "--json"]);
    assert_eq!(document["schema"], "heyi.discuss/1");
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/suite/golden/discuss.json"
    );
    let found = serde_json::to_string_pretty(&document).unwrap() + "\n";
    if std::env::var_os("HEYI_UPDATE").is_some() {
        std::fs::write(path, &found).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    let kept = kept.replace("\r\n", "\n");
    assert!(
        found == kept,
        "read it, then HEYI_UPDATE=1 cargo test discussing: {found}"
    );
}

#[test]
fn a_rescue_in_the_folder_is_on_the_list_with_who_asked() {
    let folder = demo_copy();
    let path = folder.path().to_str().unwrap();
    std::fs::create_dir(folder.path().join("meetings")).unwrap();
    let text = "format = 1\nrevision = 1\n\n[[rescue]]\nproposal = \"SM-01\"\n\
                expert = \"E03\"\nreason = \"整机厂意见不一\"\n";
    std::fs::write(folder.path().join("meetings/servo.toml"), text).unwrap();
    let document = json(&["discuss", path, "--group", "servo", "--json"]);
    let groups = document["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 1);
    let rows = groups[0]["proposals"].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == "SM-01").unwrap();
    assert_eq!(row["discuss"], true);
    assert_eq!(row["because"].as_array().unwrap().len(), 0);
    assert_eq!(row["rescue"][0]["expert"], "E03");
    let output = heyi(&["discuss", path, "--group", "servo"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.contains("由 专家三 提请讨论：整机厂意见不一"),
        "{said}"
    );
    let output = heyi(&["discuss", path, "--group", "none"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("servo"), "{said}");
}

#[test]
fn totals_have_the_decimals_of_the_screens_and_a_lane_is_said_once() {
    for (language, word) in [("zh-CN", "已撤回"), ("en", "withdrawn")] {
        let output = heyi(&["discuss", "demo", "--lang", language]);
        let said = String::from_utf8(output.stdout).unwrap();
        let line = said.lines().find(|line| line.contains("RD-07")).unwrap();
        assert_eq!(line.matches(word).count(), 1, "{line}");
        for total in [" 83.80 ", " 80.50 "] {
            assert!(said.contains(total), "{total}: {said}");
        }
    }
}

#[test]
fn one_number_is_told_and_the_next_line_says_what_is_possible() {
    let mut stage = discussion("");
    assert!(shown(&stage).contains("列入讨论 3 / 共 9 项"));
    // a sheet of the chosen one is missing: who owes it is said, and no key that is refused
    let screen = shown(&stage);
    assert!(screen.contains("SM-03 还差 1 份评分表：专家九"), "{screen}");
    assert!(!screen.contains("F9 把"), "{screen}");
    stage.press("Down Down F2 2 Enter");
    let screen = shown(&stage);
    assert!(screen.contains("列入讨论 4 / 共 9 项"), "{screen}");
    assert!(screen.contains("按规则 3 项，提请 1 项"), "{screen}");
}

#[test]
fn what_is_to_be_discussed_is_seen_on_a_narrow_screen() {
    let mut stage = Stage::demonstration(&Look::of((60, 18)), Some("secretariat"));
    stage.press("F6 Space 1");
    let screen = shown(&stage);
    for words in ["列入讨论 3", "✓ 列入讨论", "· 未列入", "距分数线"] {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}
