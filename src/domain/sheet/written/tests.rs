//! What is read at a glance is what the `toml` crate reads, and nothing else is read.

use super::super::{CellName, HistoryEntry};
use super::*;
use crate::domain::people::Id;
use crate::domain::proposal::Short;
use crate::domain::seal::sealed_text;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

/// Words with everything that is written in a way of its own.
const WORD: &str = "[a-z0-9_.\"\\\\\n\t\r\u{7f}\u{85}产业链 ={}\\[\\],#-]{0,8}";

fn short(table: BTreeMap<String, String>) -> BTreeMap<Id, Short> {
    let cells = table.into_iter();
    cells
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}

fn sheets() -> impl Strategy<Value = ScoreSheet> {
    let table = || btree_map(WORD, WORD, 0..3);
    let judgement = (WORD, WORD).prop_map(|(met, reason)| Judgement { met, reason });
    let question = (WORD, WORD).prop_map(|(indicator, text)| Question { indicator, text });
    let entry =
        (any::<u32>(), WORD, WORD, WORD).prop_map(|(revision, cell, from, to)| HistoryEntry {
            revision,
            cell,
            from,
            to,
            ..HistoryEntry::default()
        });
    let heads = (vec(WORD, 12), any::<u32>(), any::<u8>(), any::<bool>());
    let tables = (table(), table(), table(), table(), table());
    let lists = (
        btree_map(WORD, judgement, 0..3),
        vec(question, 0..3),
        vec(entry, 0..3),
    );
    (heads, tables, lists).prop_map(|(heads, tables, lists)| {
        let (words, revision, familiarity, is_second) = heads;
        let word = |nth: usize| words[nth].clone();
        let (scores, cells, set_aside, pairing, veto) = tables;
        let [scores, cells, set_aside] = [scores, cells, set_aside].map(short);
        let (judgement, questions, history) = lists;
        ScoreSheet {
            format: 1,
            panel: word(0).into(),
            plan: word(1).into(),
            rubric: word(2).into(),
            expert: word(3).into(),
            proposal: word(4).into(),
            round: if is_second {
                Round::Second
            } else {
                Round::First
            },
            state: if is_second {
                SheetState::Submitted
            } else {
                SheetState::Draft
            },
            revision,
            comment: word(5),
            verdict: word(6).into(),
            familiarity,
            amount: word(7).into(),
            source: word(8).into(),
            entered_by: word(9).into(),
            checked_by: word(10).into(),
            reason: word(11).into(),
            scores: scores.into_iter().collect(),
            cells: cells.into(),
            set_aside: set_aside.into(),
            pairing: pairing.into(),
            veto: veto.into(),
            judgement: judgement.into(),
            questions: questions.into(),
            history: history.into(),
            seal: super::super::Seal::default(),
        }
    })
}

fn by_toml(text: &str) -> Option<ScoreSheet> {
    toml::from_str(text).ok()
}

proptest! {
    #[test]
    fn whatever_was_written_is_read_as_toml_reads_it(sheet in sheets()) {
        let text = body(&sheet);
        let by_toml = by_toml(&text);
        prop_assert_eq!(by_toml.as_ref(), Some(&sheet));
        prop_assert_eq!(read(&text), by_toml);
    }

    #[test]
    fn whatever_is_changed_is_read_as_toml_reads_it_or_not_at_all(
        sheet in sheets(),
        at in any::<prop::sample::Index>(),
        length in 0_usize..4,
        put in "[a-z0\"\\\\\n =\\[\\]u]{0,3}",
    ) {
        let mut letters: Vec<char> = body(&sheet).chars().collect();
        let from = at.index(letters.len());
        let to = (from + length).min(letters.len());
        letters.splice(from..to, put.chars());
        let text: String = letters.into_iter().collect();
        if let Some(read) = read(&text) {
            prop_assert_eq!(Some(read), by_toml(&text));
        }
    }
}

#[test]
fn what_stands_between_a_key_and_its_value_may_stand_in_the_key() {
    let mut sheet = ScoreSheet::new("p", "E01", "SM-01", Round::First);
    let judgement = Judgement::default();
    for key in [" = ", "a\" = ", "a = ", " = { met = ", "a\\", "\\\" = \""] {
        sheet.scores.insert(key.into(), "1".to_owned().into());
        sheet.judgement.insert(key.to_owned(), judgement.clone());
    }
    assert_eq!(read(&body(&sheet)), Some(sheet));
}

#[test]
fn what_a_person_wrote_is_left_to_the_reader_of_toml() {
    let mut sheet = ScoreSheet::new("p", "E01", "SM-01", Round::First);
    assert!(sheet.change(&CellName::Score("target".into()), "16", ""));
    assert!(sheet.change(&CellName::Comment, "一\n二 \"三\"", ""));
    let text = sealed_text(&sheet);
    let (good, _) = text.rsplit_once("[seal]\n").unwrap();
    assert_eq!(read(good).map(|read| read.history.len()), Some(2));
    for (from, to) in [
        ("format = 1\n", "format = 01\n"),
        ("format = 1\n", "# a remark\nformat = 1\n"),
        ("revision = 2", "revision = +2"),
        ("target = \"16\"", "\"target\" = \"16\""),
        ("target = \"16\"", "target = '16'"),
        ("target = \"16\"", "target = \"1\\u0036\""),
        ("[cells]\n", "[cells]\n\n"),
        ("verdict = \"\"\n", ""),
        ("verdict = \"\"\n", "verdict = \"\"\nverdict = \"\"\n"),
        ("familiarity = 0", "familiarity = 256"),
        ("state = \"draft\"", "state = \"lost\""),
    ] {
        assert!(good.contains(from), "{from}");
        assert_eq!(read(&good.replacen(from, to, 1)), None, "{to}");
    }
    assert_eq!(read(""), None);
}
