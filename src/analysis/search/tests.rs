//! The index against a plain reading of the rules, on made-up texts.

use super::sounds::readings;
use super::*;
use crate::text::fold::{is_han, search_form};
use proptest::prelude::*;

/// A list of titles, each with its number as id.
fn index_of(titles: &[String]) -> Index {
    let ids: Vec<String> = (0..titles.len()).map(|place| format!("#{place}")).collect();
    Index::of(titles.iter().zip(&ids).map(|(title, id)| Entry {
        title,
        id,
        ..Entry::default()
    }))
}

fn found(titles: &[String], text: &str, before: Option<&Finding>) -> Finding {
    let list: Vec<u32> = (0..titles.len() as u32).collect();
    let query = Query::read(text, Viewer::Names);
    Finding::of(&index_of(titles), &list, &query, |_, _| true, before)
}

/// Whether characters of `text` spell all of `word` one after another from its beginning;
/// where it is heard, its Chinese characters stand for any of their sound.
fn spells(text: &[char], word: &[char], is_heard: bool) -> bool {
    if word.is_empty() {
        return true;
    }
    let Some((first, rest)) = text.split_first() else {
        return false;
    };
    let is_mark = !first.is_alphanumeric();
    if is_mark && spells(rest, word, is_heard) {
        return true;
    }
    let own = readings(*first);
    let sounds_same = || readings(word[0]).iter().any(|one| own.contains(one));
    let is_same = *first == word[0] || is_heard && is_han(word[0]) && sounds_same();
    if is_same && spells(rest, &word[1..], is_heard) {
        return true;
    }
    own.iter().any(|syllable| {
        (1..=word.len().min(syllable.len())).any(|length| {
            let piece: String = word[..length].iter().collect();
            let is_whole = piece == *syllable;
            let is_initial = length == 1
                || length == 2 && ["zh", "ch", "sh"].contains(&&syllable[..2.min(syllable.len())]);
            let is_half_typed = length == word.len();
            syllable.starts_with(&piece)
                && (is_whole || is_initial || is_half_typed)
                && spells(rest, &word[length..], is_heard)
        })
    })
}

/// Whether the characters of `word` stand in `text` in order, Latin words and numbers
/// together: `last` is where the one before stands.
fn holds(text: &[char], word: &[char], last: Option<usize>) -> bool {
    let Some((first, rest)) = word.split_first() else {
        return true;
    };
    let kind = |character: char| match character {
        _ if is_han(character) => 0,
        _ if character.is_alphabetic() => 1,
        _ if character.is_numeric() => 2,
        _ => 3,
    };
    (last.map_or(0, |last| last + 1)..text.len()).any(|place| {
        let goes_on = place > 0
            && [1, 2].contains(&kind(text[place]))
            && kind(text[place - 1]) == kind(text[place]);
        let may_stand = match last {
            None => true,
            Some(last) => place == last + 1 || !goes_on,
        };
        may_stand && text[place] == *first && holds(text, rest, Some(place))
    })
}

/// The rules of one word, read plainly.
fn oracle(text: &str, word: &str, by_sound: bool) -> bool {
    let text: Vec<char> = search_form(text).chars().collect();
    let word: Vec<char> = search_form(word).chars().collect();
    let starts = || (0..text.len()).map(|start| &text[start..]);
    let has_letters = word.iter().any(char::is_ascii_alphabetic);
    let is_heard = by_sound && word.iter().copied().any(is_han);
    holds(&text, &word, None)
        || (has_letters || is_heard) && starts().any(|tail| spells(tail, &word, is_heard))
}

/// Characters that stand in titles, many of one sound or with several readings.
const CHARACTERS: &str = "伺服私付副电机减速率绿模重中种载石墨烯十时长行RV减OLED-03sfz（） ";

fn title() -> impl Strategy<Value = String> {
    let characters = CHARACTERS.chars().map(String::from);
    let codes = ["sof", "s-f", "SdF", "013", "0-3", "s伺f"].map(str::to_owned);
    let pieces: Vec<String> = characters
        .chain(codes.into_iter().cycle().take(12))
        .collect();
    prop::collection::vec(prop::sample::select(pieces), 0..10).prop_map(|pieces| pieces.concat())
}

fn query() -> impl Strategy<Value = String> {
    let pieces = vec![
        "伺", "服", "私", "副", "机", "重", "s", "f", "d", "j", "si", "fu", "zhong", "zho", "z",
        "zh", "lv", "mu", "r", "v", "03", "sf", "-", "　", " ", "ＳＦ", "石", "十", "。",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_index_finds_what_the_plain_rules_find_and_nothing_else(
        titles in prop::collection::vec(title(), 1..12),
        text in query(),
    ) {
        let words = Query::read(&text, Viewer::Names).words();
        let by_rule = |by_sound: bool| -> Vec<u32> {
            (0..titles.len() as u32)
                .filter(|place| words.iter().all(|word| {
                    let title = &titles[*place as usize];
                    oracle(title, word, by_sound) || oracle(&format!("#{place}"), word, by_sound)
                }))
                .collect()
        };
        let finding = found(&titles, &text, None);
        let mut hits = finding.hits.clone();
        hits.sort_unstable();
        let (written, heard) = (by_rule(false), by_rule(true));
        match finding.manner {
            Manner::Written => prop_assert_eq!(&hits, &written, "{} in {:?}", text, titles),
            Manner::BySound => prop_assert_eq!(&hits, &heard, "{} in {:?}", text, titles),
            Manner::Nearly => prop_assert!(heard.is_empty(), "{} in {:?}", text, titles),
        }
        prop_assert!(finding.manner == Manner::Written || written.is_empty());
    }

    #[test]
    fn each_added_character_narrows_and_narrowing_finds_the_same(
        titles in prop::collection::vec(title(), 1..12),
        text in query(),
    ) {
        let mut before: Option<Finding> = None;
        let mut typed = String::new();
        for character in text.chars() {
            typed.push(character);
            let now = found(&titles, &typed, before.as_ref());
            prop_assert_eq!(&now, &found(&titles, &typed, None), "{}", typed);
            if let Some(before) = before.filter(|before| before.manner == now.manner && now.manner != Manner::Nearly) {
                prop_assert!(now.hits.iter().all(|hit| before.hits.contains(hit)), "{}", typed);
            }
            before = Some(now);
        }
    }

    #[test]
    fn marks_are_characters_of_the_text_that_matched(text in title(), words in query()) {
        let query = Query::read(&words, Viewer::Names);
        let titles = [text.clone()];
        let finding = found(&titles, &words, None);
        let marks = Marker::new(&query, finding.manner).of(&text);
        prop_assert!(marks.iter().all(|mark| *mark < text.chars().count()));
        prop_assert!(marks.windows(2).all(|pair| pair[0] < pair[1]));
        let is_heard = finding.manner == Manner::BySound;
        let in_title = query.words().iter().all(|word| oracle(&text, word, is_heard));
        prop_assert!(!in_title || query.words().is_empty() || !marks.is_empty(), "{} {}", text, words);
    }
}

#[test]
fn people_type_in_many_ways() {
    let titles = [
        "无重稀土烧结磁体晶界扩散",
        "高转矩密度机器人关节电机",
        "石墨烯/涂料改性重防腐",
        "OLED基膜用聚酰亚胺",
        "注塑机用伺服驱动器",
        "RV减速器用IGBT模块",
        "高效率模具",
    ]
    .map(str::to_owned);
    for (text, wanted) in [
        ("伺服驱动", 4),
        ("驱动 注塑", 4),
        ("sfqd", 4),
        ("sifuqudong", 4),
        ("sifuqd", 4),
        ("ｏｌｅｄ", 3),
        ("guanjie", 1),
        ("石墨　涂料", 2),
        ("石改", 2),
        ("zhongfangfu", 2),
        ("igbt", 5),
        ("rvjs", 5),
        ("gaoxiaolv", 6),
        ("muju", 6),
        ("#5", 5),
        ("smxtl", 2),
    ] {
        assert_eq!(
            found(&titles, text, None).hits.first(),
            Some(&wanted),
            "{text}"
        );
    }
    assert_eq!(found(&titles, "", None).hits, [0, 1, 2, 3, 4, 5, 6]);
    for text in ["zzz", "。。。", "👍", "👨‍👩‍👧", "sifudianji", "oed"] {
        assert!(found(&titles, text, None).hits.is_empty(), "{text}");
    }
}

#[test]
fn what_is_written_otherwise_is_found_by_sound() {
    let titles = ["伺服电机", "石墨烯涂料"].map(str::to_owned);
    let heard = found(&titles, "私服", None);
    assert_eq!(
        (heard.hits.as_slice(), heard.manner),
        (&[0][..], Manner::BySound)
    );
    let written = found(&titles, "伺服", None);
    assert_eq!(
        (written.hits.as_slice(), written.manner),
        (&[0][..], Manner::Written)
    );
    assert_eq!(found(&titles, "sifu", None).manner, Manner::Written);
}

#[test]
fn matched_characters_are_named() {
    let marks = |text: &str, words: &str| {
        let finding = found(&[text.to_owned()], words, None);
        Marker::new(&Query::read(words, Viewer::Names), finding.manner).of(text)
    };
    for (text, words, wanted) in [
        ("机器人关节电机", "关节", vec![3, 4]),
        ("机器人关节电机", "gj", vec![3, 4]),
        ("机器人关节电机", "guanjied", vec![3, 4, 5]),
        ("机器人关节电机", "人电", vec![2, 5]),
        ("石墨烯复合电极", "sfdj", vec![]),
        ("RV减速器", "rvjs", vec![0, 1, 2, 3]),
        ("ＯＬＥＤ膜", "oled", vec![0, 1, 2, 3]),
        ("伺服电机", "私服", vec![0, 1]),
        ("伺服 电机", "电机 伺服", vec![0, 1, 3, 4]),
    ] {
        assert_eq!(marks(text, words), wanted, "{text} {words}");
    }
}
