//! Finding as people type: labelled queries over labelled titles, and what may come in badly.

use heyi::analysis::search::{Entry, Filter, Finding, Index, Query, Viewer};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

#[derive(Deserialize)]
struct Titles {
    title: Vec<Title>,
}

#[derive(Deserialize)]
struct Title {
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

fn index_of(titles: &[Title]) -> Index {
    let others: Vec<Vec<&str>> = titles
        .iter()
        .map(|title| title.keywords.iter().map(String::as_str).collect())
        .collect();
    Index::of(titles.iter().zip(&others).map(|(title, others)| Entry {
        title: &title.title,
        id: &title.id,
        others,
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
