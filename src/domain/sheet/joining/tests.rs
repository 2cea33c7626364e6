//! The laws of joining: what is taken, what waits, and that no order changes anything.

use super::*;
use crate::domain::seal::sealed_text;
use crate::domain::sheet::{Round, SheetState};

fn start() -> ScoreSheet {
    let sheet = ScoreSheet::new("p", "E01", "SM-01", Round::First);
    with(&with(&sheet, "scores.target", "16"), "scores.novelty", "12")
}

fn with(sheet: &ScoreSheet, cell: &str, to: &str) -> ScoreSheet {
    let mut next = sheet.clone();
    let cell = CellName::parse(cell).unwrap();
    assert!(next.change(&cell, to, "2026-01-01T00:00:00+08:00"));
    next
}

fn ruling(cell: &str, between: &[&str], value: &str) -> CellRuling {
    CellRuling {
        proposal: "SM-01".into(),
        expert: "E01".into(),
        cell: cell.into(),
        between: between.iter().map(|&one| one.to_owned()).collect(),
        value: value.into(),
        by: "秘书组".into(),
        reason: "专家确认".into(),
        ..CellRuling::default()
    }
}

#[test]
fn what_only_one_side_changed_is_taken() {
    let base = start();
    let left = with(&base, "scores.target", "17");
    let right = with(&with(&base, "comment", "好"), "verdict", "revise");
    let joined = join(vec![left.clone(), right.clone()], &[]).unwrap();
    assert_eq!((joined.heads, joined.conflicts.len()), (2, 0));
    let sheet = &joined.sheet;
    assert_eq!(sheet.scores.get("target").unwrap(), "17");
    assert_eq!(
        (sheet.comment.as_str(), sheet.verdict.as_str()),
        ("好", "revise")
    );
    for version in [&base, &left, &right] {
        assert!(sheet.descends_from(&version.seal.sha256));
    }
}

#[test]
fn a_cell_changed_on_both_sides_shows_the_common_value_until_somebody_decides() {
    let base = start();
    let left = with(&base, "scores.target", "17");
    let right = with(&base, "scores.target", "18");
    let versions = vec![left, right];
    let open = join(versions.clone(), &[]).unwrap();
    assert_eq!(open.sheet.scores.get("target").unwrap(), "16");
    let conflict = &open.conflicts[0];
    assert_eq!(conflict.values, ["17", "18"]);
    assert_eq!((conflict.before.as_str(), open.open().count()), ("16", 1));
    let decided = join(
        versions.clone(),
        &[ruling("scores.target", &["18", "17"], "18")],
    )
    .unwrap();
    assert_eq!(decided.sheet.scores.get("target").unwrap(), "18");
    assert_eq!(decided.open().count(), 0);
    for wrong in [
        ruling("scores.target", &["17", "18"], "20"),
        ruling("scores.target", &["17", "19"], "17"),
        ruling("scores.novelty", &["17", "18"], "17"),
    ] {
        assert_eq!(join(versions.clone(), &[wrong]).unwrap().open().count(), 1);
    }
}

#[test]
fn a_comment_may_be_decided_with_words_of_its_own() {
    let base = start();
    let versions = vec![with(&base, "comment", "甲"), with(&base, "comment", "乙")];
    let both = join(versions, &[ruling("comment", &["乙", "甲"], "甲；乙")]).unwrap();
    assert_eq!(both.sheet.comment, "甲；乙");
}

#[test]
fn the_reason_goes_with_the_state() {
    let base = start();
    let mut left = base.clone();
    assert!(left.set_state(SheetState::Recused, "同单位", ""));
    let right = with(&base, "comment", "好");
    let joined = join(vec![right, left], &[]).unwrap().sheet;
    assert_eq!(
        (joined.state, joined.reason.as_str()),
        (SheetState::Recused, "同单位")
    );
}

#[test]
fn what_was_joined_is_made_again_from_its_versions_and_nothing_is_joined_twice() {
    let base = start();
    let left = with(&base, "scores.target", "17");
    let right = with(&base, "scores.novelty", "13");
    let third = with(&left, "verdict", "recommend");
    let once = join(vec![left.clone(), right.clone()], &[]).unwrap().sheet;
    let again = join(vec![once.clone(), left.clone(), right.clone()], &[]).unwrap();
    assert_eq!(again.sheet, once);
    let late = join(
        vec![once.clone(), left.clone(), right.clone(), third.clone()],
        &[],
    )
    .unwrap();
    let direct = join(vec![right.clone(), third, left.clone()], &[]).unwrap();
    assert_eq!(late.sheet, direct.sheet);
    let continued = with(&once, "comment", "接着写");
    let kept = join(vec![left, continued.clone(), right, once], &[]).unwrap();
    assert_eq!((kept.heads, kept.sheet), (1, continued));
}

#[test]
fn a_version_that_left_a_joined_line_is_joined_against_what_both_know() {
    let base = start();
    let left = with(&base, "scores.target", "17");
    let right = with(&base, "scores.novelty", "13");
    let once = join(vec![left.clone(), right.clone()], &[]).unwrap().sheet;
    let continued = with(&once, "comment", "接着写");
    let stray = with(&left, "verdict", "decline");
    let joined = join(vec![continued, stray], &[]).unwrap();
    assert_eq!(joined.open().count(), 0, "{:?}", joined.conflicts);
    let sheet = joined.sheet;
    assert_eq!(
        (sheet.comment.as_str(), sheet.verdict.as_str()),
        ("接着写", "decline")
    );
    assert_eq!(
        (
            &**sheet.scores.get("target").unwrap(),
            &**sheet.scores.get("novelty").unwrap()
        ),
        ("17", "13")
    );
}

#[test]
fn an_old_copy_that_was_gone_on_with_is_noticed_and_loses_nothing() {
    let mut ours = start();
    let backup = ours.clone();
    for score in ["13", "14", "15"] {
        ours = with(&ours, "scores.novelty", score);
    }
    let restored = with(&backup, "scores.target", "20");
    let joined = join(vec![ours, backup, restored], &[]).unwrap();
    assert_eq!(joined.heads, 2);
    assert_eq!(joined.sheet.scores.get("novelty").unwrap(), "15");
    assert_eq!(joined.sheet.scores.get("target").unwrap(), "20");
}

/// A small generator of numbers, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1_000_003).unwrap() % bound
    }

    /// Versions that grew out of each other as a few machines would let them.
    fn versions(&mut self) -> Vec<ScoreSheet> {
        let mut all = vec![start()];
        for _ in 0..self.below(9) + 2 {
            let from = all[self.below(all.len())].clone();
            let (cell, value) = match self.below(5) {
                0 => ("scores.target", ["1", "2", "abstain", ""][self.below(4)]),
                1 => ("scores.novelty", ["3", "4", "5", ""][self.below(4)]),
                2 => ("comment", ["a", "b", ""][self.below(3)]),
                3 => ("verdict", ["revise", "decline", ""][self.below(3)]),
                _ => ("judgement.x/w1", ["yes", "no: 缺", ""][self.below(3)]),
            };
            let mut next = from;
            if next.change(&CellName::parse(cell).unwrap(), value, "") {
                all.push(next);
            }
        }
        all
    }

    fn shuffled(&mut self, mut all: Vec<ScoreSheet>) -> Vec<ScoreSheet> {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
        all
    }
}

#[test]
fn order_repetition_and_what_was_joined_before_change_nothing() {
    let mut chance = Chance(20_190_221);
    for round in 0..1_700 {
        let versions = chance.versions();
        let whole = join(versions.clone(), &[]).unwrap();
        let wanted = sealed_text(&whole.sheet);
        for _ in 0..6 {
            let mut others = chance.shuffled(versions.clone());
            let cut = chance.below(others.len()) + 1;
            let part = join(others[..cut].to_vec(), &[]).unwrap().sheet;
            others.push(part);
            others.push(versions[chance.below(versions.len())].clone());
            let others = chance.shuffled(others);
            let again = join(others, &[]).unwrap();
            assert_eq!(sealed_text(&again.sheet), wanted, "round {round}");
            assert_eq!(again.conflicts, whole.conflicts, "round {round}");
        }
    }
}
