//! Folders whose files are named by the ids of what stands in them.

use super::{listed, told};
use crate::domain::is_valid_id;
use crate::domain::problem::{Problem, Trouble};
use crate::store::cores::on_every_core;
use crate::store::source::{Near, PANEL_FILE_LIMIT, Source};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Lists a folder of files that are named by id: each with its id.
pub(super) fn named(
    source: &Source,
    folder: &str,
    problems: &mut Vec<Problem>,
) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let names = listed(source, folder, problems);
    let ids: Vec<&str> = names
        .iter()
        .filter_map(|name| name.strip_suffix(".toml"))
        .collect();
    let again = again(&ids);
    for (nth, id) in ids.into_iter().enumerate() {
        let file = format!("{folder}/{id}.toml");
        if !is_valid_id(id) {
            problems.push(Problem::of_file(&file, Trouble::BadId, &[id]));
        } else if let Some(first) = again.get(&nth) {
            problems.push(Problem::of_file(&file, Trouble::Duplicate, &[first]));
        } else {
            files.push((id.to_owned(), file));
        }
    }
    files
}

/// Returns of every valid id that is there before but for its capital letters, by its place,
/// the last one that is.
fn again<'a>(ids: &[&'a str]) -> BTreeMap<usize, &'a str> {
    let small = |id: &'a str| id.bytes().map(|byte| byte.to_ascii_lowercase());
    let placed = ids.iter().copied().enumerate();
    let mut valid: Vec<(usize, &str)> = placed.filter(|(_, id)| is_valid_id(id)).collect();
    // mostly they stand in this order already
    valid.sort_by(|(_, left), (_, right)| small(left).cmp(small(right)));
    let pairs = valid.iter().zip(valid.iter().skip(1));
    let same = pairs.filter(|((_, before), (_, id))| before.eq_ignore_ascii_case(id));
    same.map(|((_, before), (nth, _))| (*nth, *before))
        .collect()
}

/// Reads a folder of files that are named by id; `put_id` puts the id into what was read.
pub(super) fn by_name<T: DeserializeOwned + Send>(
    source: &Source,
    folder: &str,
    problems: &mut Vec<Problem>,
    put_id: fn(&mut T, String),
) -> Vec<T> {
    let files = named(source, folder, problems);
    let near = Near::new(source, folder);
    let read = |(id, file): &(String, String), problems: &mut Vec<Problem>| {
        let mut one: T = told(near.read(file, PANEL_FILE_LIMIT), file, problems)?;
        put_id(&mut one, id.clone());
        Some(one)
    };
    on_every_core(&files, problems, &read, &|_, _| {})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_differ_in_capital_letters_alone_are_there_before() {
        let ids = ["A1", "B1", "P-1", "P-10", "P1", "a1", "b 1", "p1", "pB"];
        assert_eq!(again(&ids), BTreeMap::from([(5, "A1"), (7, "P1")]));
        let ids = ["AB", "Ab", "aB", "ab"];
        assert_eq!(
            again(&ids),
            BTreeMap::from([(1, "AB"), (2, "Ab"), (3, "aB")])
        );
        assert_eq!(again(&[]), BTreeMap::new());
    }
}
