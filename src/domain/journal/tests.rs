//! Every sentence, written and known again.

use super::sentences::{GROUPS, LINES};
use super::*;

/// Something that stands at a place: the more rounds, the longer and the odder.
fn sample(place: Place, round: usize) -> String {
    let text = |texts: [&str; 3]| texts[round % 3].to_owned();
    match place {
        Place::Text | Place::Value => text(["王某", "纪要 3；见附件 [2]", "a: b, c (d)"]),
        Place::Id => text(["SM-01", "E03", "servo-03"]),
        Place::Ids => text(["E01", "E01 E02", "SM-01 SM-02 SM-03"]),
        Place::Number => text(["1", "0", "12.5"]),
        Place::Cell => text(["scores.target", "comment", "judgement.a-01/2"]),
        Place::Rule => text(["combine.method", "budget.servo", "weight.target"]),
        Place::Word(_, []) => text(["support", "leaving", "none"]),
        Place::Word(_, words) => words[round % words.len()].to_owned(),
        Place::Words(_, between) => ["one", "one_two"][..=(round % 2)].join(between),
        Place::Parts(group, between) => {
            let parts = (0..=(round % 3)).map(|more| {
                let sentence = group[(round + more) % group.len()];
                sentence.written(&strs(&details(sentence, round + more)))
            });
            let parts: Vec<String> = parts.collect();
            match between {
                "" => parts[0].clone(),
                between => parts.join(between),
            }
        }
    }
}

fn details(sentence: &Sentence, round: usize) -> Vec<String> {
    let places = sentence.places.iter().enumerate();
    places
        .map(|(at, place)| sample(*place, round + at))
        .collect()
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

#[test]
fn what_is_written_is_known_again_and_nothing_of_it_is_lost() {
    for sentence in LINES {
        for round in 0..24 {
            let details = details(sentence, round);
            let line = sentence.written(&strs(&details));
            let told = read(&line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(told.sentence.written(&told.details), line);
            assert_eq!(told.sentence.key, sentence.key, "{line}");
        }
    }
}

#[test]
fn each_part_of_a_line_is_known_again() {
    for group in GROUPS {
        for sentence in *group {
            let line = sentence.written(&strs(&details(sentence, 0)));
            let told = first(group, &line, &Effort::default()).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(told.sentence.key, sentence.key, "{line}");
            assert_eq!(told.sentence.written(&told.details), line);
        }
    }
}

#[test]
fn what_is_left_out_leaves_nothing_behind() {
    let decided = sentences::DECIDED;
    let whole = decided.written(&["P", "support", "1", "纪要 2", "乙", "因故"]);
    let wanted = "P: decided support, 1, minute 纪要 2, approved by 乙: 因故";
    assert_eq!(whole, wanted);
    let least = decided.written(&["P", "decline", "", "", "", ""]);
    assert_eq!(least, "P: decided decline");
    let told = read("P: decided decline, approved by 乙").unwrap();
    assert_eq!(told.details, ["P", "decline", "", "", "乙", ""]);
}

#[test]
fn people_s_own_words_may_hold_what_stands_between_sentences() {
    let line = "meeting a: P to be discussed, asked by E1: x; y; meeting a: break";
    let told = read(line).unwrap();
    let parts = parts(sentences::MEETINGS, "; ", told.details[0]).unwrap();
    let keys: Vec<&str> = parts.iter().map(|part| part.sentence.key).collect();
    assert_eq!(keys, ["in_meeting", "in_meeting"]);
    assert_eq!(
        parts[0].details,
        ["a", "P to be discussed, asked by E1: x; y"]
    );
}

#[test]
fn what_no_sentence_fits_is_nobody_s() {
    let others = [
        "",
        "opened",
        "note by hand",
        "SM-01: a remark",
        "a.txt: read",
        "agenda a: x",
        "P: mark 2019 odd: old",
    ];
    for line in others {
        assert_eq!(read(line), None, "{line}");
    }
    let long = "SM-01: links = a; ".repeat(110);
    read(&long);
}

#[test]
fn a_line_that_only_begins_like_one_of_ours_is_given_up_soon() {
    for (head, part) in [
        ("import experts a.csv: 1 new; ", "a (b); "),
        ("what-if: ", "a=b "),
        ("meeting a: SM-01 on the table; ", "; "),
        ("SM-01 ", "“; , : ( ) [ ] = "),
        ("SM-01: ", "; "),
        ("", "; : , "),
    ] {
        // as long as a line that is taken apart can be
        let count = (LONGEST - head.len() - 1) / part.len();
        let line = format!("{head}{}\u{7}", part.repeat(count));
        let effort = Effort::default();
        let told = first(LINES, &line, &effort);
        // what is told of it is the whole of it, whether it was given up or not
        let again = told.map(|told| told.sentence.written(&told.details));
        assert!(again.is_none_or(|again| again == line), "{line}");
    }
}
