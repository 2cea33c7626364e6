//! Finding as people type: labelled queries over labelled titles, and what may come in badly.

use heyi::analysis::search::{Entry, Filter, Finding, Index, Query, Viewer};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Deserialize)]
struct Titles {
    title: Vec<Project>,
}

#[derive(Deserialize)]
struct Project {
    id: String,
    title: String,
    keywords: Vec<String>,
}

#[derive(Deserialize)]
struct Queries {
    query: Vec<Labelled>,
}

#[derive(Deserialize)]
struct Labelled {
    query: String,
    wants: String,
    kind: String,
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = format!("{}/tests/suite/finding/{name}", env!("CARGO_MANIFEST_DIR"));
    toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn find(index: &Index, query: &str) -> Finding {
    let list: Vec<u32> = (0..index.len() as u32).collect();
    let query = Query::read(query, Viewer::Expert);
    Finding::of(index, &list, &query, |_, _: &Filter| true, None)
}

fn index_of(titles: &[Project]) -> Index {
    Index::of(titles.iter().map(|title| Entry {
        title: &title.title,
        id: &title.id,
        others: title.keywords.iter().map(String::as_str).collect(),
    }))
}

#[test]
fn the_wanted_title_comes_first_in_95_of_100_labelled_queries() {
    let titles = read::<Titles>("titles.toml").title;
    let queries = read::<Queries>("queries.toml").query;
    let index = index_of(&titles);
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut missed = String::new();
    for labelled in &queries {
        let found = find(&index, &labelled.query);
        let id = |entry: &u32| titles[*entry as usize].id.as_str();
        let first = found.hits.first().map_or("nothing", id);
        let count = counts.entry(&labelled.kind).or_default();
        count[1] += 1;
        if first == labelled.wants {
            count[0] += 1;
        } else {
            let place = found
                .hits
                .iter()
                .position(|entry| id(entry) == labelled.wants);
            let (query, wants) = (&labelled.query, &labelled.wants);
            writeln!(missed, "{query}: {first} before {wants} at {place:?}").unwrap();
        }
    }
    let sum = counts
        .values()
        .fold([0, 0], |sum, one| [sum[0] + one[0], sum[1] + one[1]]);
    assert!(sum[1] >= 60);
    println!("{sum:?} {counts:?}\n{missed}");
    assert!(sum[0] * 100 >= sum[1] * 95, "{sum:?} {counts:?}\n{missed}");
}

/// What people paste by mistake, and what a file may hold.
fn nonsense() -> Vec<String> {
    let words = [
        "",
        " ",
        "　",
        "a",
        "。。。，，！",
        "🧲",
        "👨‍👩‍👧",
        "e\u{301}\u{301}",
        ":",
        "链:",
        "分>",
        ">",
        "''",
        "\u{2028}",
    ];
    let mut all: Vec<String> = words.map(str::to_owned).to_vec();
    all.extend(["伺", "zh", "电 ", "🧲", "a'", "分>"].map(|piece| piece.repeat(1 << 20)));
    all
}

#[test]
fn whatever_is_typed_or_pasted_gets_an_answer() {
    use crate::stage::{Look, NOW, Stage};
    use heyi::app::Message;
    for seat in ["E09", "secretariat"] {
        for keys in ["Space 7", "F5 /", "F6 /", "Space 2 /", "F1"] {
            let mut stage = Stage::demonstration(&Look::of((80, 24)), Some(seat));
            stage.press(keys);
            for text in nonsense() {
                stage.take(Message::Paste(text, NOW));
                stage.press("Tab Backspace Left Delete Home End Down");
                stage.view();
                stage.press("Backspace Backspace Backspace");
            }
        }
    }
}

#[test]
fn the_palette_finds_a_command_by_its_name_in_the_other_language() {
    use crate::stage::{Look, Stage, row_of};
    use heyi::i18n::Language;
    for (language, typed, shown) in [
        (Language::Chinese, "theme", "选择主题  choose a theme"),
        (Language::Chinese, "what if", "what if"),
        (Language::English, "主题", "choose a theme  选择主题"),
        (Language::English, "zhuti", "choose a theme"),
        // by its own name nothing is added
        (Language::English, "theme", "choose a theme "),
    ] {
        let look = Look {
            language,
            ..Look::of((80, 24))
        };
        for mut stage in [
            Stage::start(&look),
            Stage::demonstration(&look, Some("secretariat")),
        ] {
            stage.press("F1");
            stage.write(typed);
            let screen = stage.view();
            let first = row_of(&screen, 6);
            assert!(first.contains(shown), "{typed}: {first}");
        }
    }
}

#[test]
fn the_palette_knows_other_words_and_never_leaves_by_a_sound_or_a_slip() {
    use crate::stage::{Look, Stage, shown};
    let found = |typed: &str| {
        let mut stage = Stage::demonstration(&Look::of((80, 24)), Some("secretariat"));
        stage.press("F1");
        stage.write(typed);
        shown(&stage)
    };
    for (typed, name) in [
        ("并列", "同分表决"),
        ("同分", "同分表决"),
        ("会议", "评审会"),
        ("重开", "评审流程"),
        ("撤销结束", "开评，锁定规则"),
    ] {
        let screen = found(typed);
        assert!(screen.contains(name), "{typed}: {screen}");
        assert!(!screen.contains("保存并离开"), "{typed}: {screen}");
    }
    // 饱存 sounds like 保存, and a slip away from it is no wish to leave either
    for typed in ["饱存并离开", "保存并离天"] {
        let screen = found(typed);
        assert!(!screen.contains("保存并离开"), "{typed}: {screen}");
    }
    assert!(
        found("离开").contains("保存并离开"),
        "by its name it is found"
    );
}

#[test]
fn long_and_strange_titles_are_searched_too() {
    let titles: Vec<Project> = nonsense()
        .into_iter()
        .chain(["石墨烯".to_owned()])
        .enumerate()
        .map(|(number, title)| Project {
            id: format!("N-{number}"),
            title,
            keywords: Vec::new(),
        })
        .collect();
    let index = index_of(&titles);
    for query in nonsense() {
        find(&index, &query);
    }
    assert_eq!(find(&index, "smx").hits, [titles.len() as u32 - 1]);
    assert_eq!(find(&index, "🧲").hits.len(), 2);
}

/// What an expert types must not tell of other experts' scores, not even by what is found.
#[test]
fn an_expert_finds_nothing_out_about_other_experts_scores() {
    use crate::stage::{Look, Stage};
    let found = |seat: &str, query: &str| {
        let mut stage = Stage::demonstration(&Look::of((80, 24)), Some(seat));
        stage.press(if seat == "secretariat" {
            "Space 7"
        } else {
            "Space 1"
        });
        stage.write(query);
        stage.app.screen.filter().unwrap().finding.hits.len()
    };
    let all = found("E09", "");
    assert_eq!(found("E09", "极差>15"), all);
    assert_eq!(found("E09", "分>1"), 0, "E09 has no sheet yet");
    assert_eq!(found("E09", "已评"), 0);
    assert!((1..all).contains(&found("secretariat", "极差>15")));
    assert!((1..all).contains(&found("secretariat", "分>80")));
    assert!((1..all).contains(&found("E09", "缺口")));
    assert_eq!(found("E09", "缺口 未评"), found("E09", "缺口"));
}
