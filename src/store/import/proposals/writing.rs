//! The files of proposals: a new one, and one that is there with what changes in it.

use super::draft::{Draft, PromiseSaid, Said};
use crate::domain::proposal::Proposal;
use crate::domain::seal::quoted;
use crate::store::editing::{changed, set};
use crate::store::reading::decode;
use crate::store::source::{SHEET_LIMIT, Source};
use crate::text::tree;
use std::fmt::Write as _;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// Returns the file of a new proposal.
pub fn text(draft: &Draft) -> String {
    let mut text = String::from("format = 1\n");
    if !draft.label.is_empty() {
        let _ = writeln!(text, "label = {}", quoted(&draft.label));
    }
    for (key, said) in &draft.said {
        let _ = match said {
            Said::Text(words) => writeln!(text, "{key} = {}", quoted(words)),
            Said::Number(number) => writeln!(text, "{key} = {number}"),
            Said::List(list) => {
                let list: Vec<String> = list.iter().map(|one| quoted(one)).collect();
                writeln!(text, "{key} = [{}]", list.join(", "))
            }
        };
    }
    for promise in &draft.promises {
        let _ = writeln!(text, "\n[[promise]]\ntext = {}", quoted(&promise.text));
        if promise.page > 0 {
            let _ = writeln!(text, "page = {}", promise.page);
        }
        if !promise.baseline.is_empty() {
            let _ = writeln!(text, "baseline = {}", quoted(&promise.baseline));
        }
    }
    text
}

/// Returns the file of a proposal with what a row says in these fields; nothing where it
/// cannot be changed so.
pub fn amended(source: &Source, name: &str, draft: &Draft, fields: &[&str]) -> Option<String> {
    let bytes = source.read(name, SHEET_LIMIT).ok()?;
    let text = decode(name, &bytes).ok()?;
    let written = changed(text, |document| {
        for key in fields {
            if *key == "promise" {
                promises(document, &draft.promises)?;
                continue;
            }
            let item = match draft.said(key)? {
                Said::Text(words) => value(words),
                Said::Number(number) => value(i64::from(*number)),
                Said::List(list) => value(Array::from_iter(list)),
            };
            set(document, key, item);
        }
        Some(())
    })?;
    let again: Proposal = tree::read(&written).ok()?;
    draft.differing(&again).is_empty().then_some(written)
}

/// Puts other promises in the place of those that are there. A promise whose words stay
/// keeps all that is known of it, wherever it stands; one that is worded anew keeps it in
/// its place. What was paired with a promise follows it.
fn promises(document: &mut DocumentMut, said: &[PromiseSaid]) -> Option<()> {
    let held = document
        .entry("promise")
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let blocks = held.as_array_of_tables_mut()?;
    let old: Vec<Table> = blocks.iter().cloned().collect();
    let fates = fates(&old, said);
    let mut places: Vec<isize> = old.iter().filter_map(Table::position).collect();
    places.sort_unstable();
    blocks.clear();
    for (nth, promise) in said.iter().enumerate() {
        let from = fates.iter().position(|fate| *fate == Some(nth));
        let mut block = from.and_then(|at| old.get(at).cloned()).unwrap_or_default();
        if block.get("text").and_then(Item::as_str) != Some(&promise.text) {
            set(&mut block, "text", value(&promise.text));
        }
        if promise.page > 0 {
            set(&mut block, "page", value(i64::from(promise.page)));
        }
        if !promise.baseline.is_empty() {
            set(&mut block, "baseline", value(&promise.baseline));
        }
        // Tables are written by where they stood: kept ones stay among the others there.
        let last = places.last().copied();
        block.set_position(places.get(nth).copied().or(last));
        blocks.push(block);
    }
    follow(document, &fates)
}

/// Returns where each of the promises that were there stands now, if it still does.
fn fates(old: &[Table], said: &[PromiseSaid]) -> Vec<Option<usize>> {
    let text = |block: &Table| block.get("text").and_then(Item::as_str).map(str::to_owned);
    let mut taken = vec![false; said.len()];
    let mut fates: Vec<Option<usize>> = Vec::with_capacity(old.len());
    for block in old {
        let words = text(block);
        let mut free = said.iter().zip(&taken);
        let fate = free.position(|(one, taken)| !taken && words.as_ref() == Some(&one.text));
        if let Some(slot) = fate.and_then(|fate| taken.get_mut(fate)) {
            *slot = true;
        }
        fates.push(fate);
    }
    for (nth, fate) in fates.iter_mut().enumerate() {
        if let Some(slot) = taken.get_mut(nth).filter(|slot| fate.is_none() && !**slot) {
            *slot = true;
            *fate = Some(nth);
        }
    }
    fates
}

/// Lets the pairing follow the promises; what was paired with one that is gone is paired
/// by the wording again.
fn follow(document: &mut DocumentMut, fates: &[Option<usize>]) -> Option<()> {
    let Some(pairing) = document.get_mut("pairing") else {
        return Some(());
    };
    let pairing = pairing.as_table_like_mut()?;
    let held: Vec<(String, i64)> = pairing
        .iter()
        .filter_map(|(key, item)| Some((key.to_owned(), item.as_integer()?)))
        .collect();
    for (key, promise) in held {
        let was = usize::try_from(promise)
            .ok()
            .and_then(|place| place.checked_sub(1));
        let Some(was) = was else {
            continue;
        };
        match fates.get(was).copied().flatten() {
            Some(now) if now != was => {
                pairing.insert(&key, value(i64::try_from(now + 1).ok()?));
            }
            Some(_) => {}
            None => {
                pairing.remove(&key);
            }
        }
    }
    Some(())
}
