//! What differs, as people call it: each thing of a list that came or went once, and the names
//! of files' keys in words.

use super::found::Difference;
use crate::domain::panel::Panel;
use crate::domain::sheet::Round;
use crate::i18n::{Language, merging};
use std::collections::BTreeSet;

/// Lists of a panel by their path, with what one of their entries is called.
const LISTS: [(&str, &str); 10] = [
    ("absences.", "diff.absence"),
    ("assignments.", "diff.assignment"),
    ("conflicts.", "diff.conflict"),
    ("decisions.", "diff.decision"),
    ("links.mark.", "diff.mark"),
    ("rulings.award.", "diff.award"),
    ("rulings.conflict.", "diff.cell"),
    ("rulings.tie_vote.", "diff.tie_vote"),
    ("rulings.veto.", "diff.veto"),
    ("rulings.void.", "diff.void"),
];

/// Fields by which an entry is known: where one of them came or went, the whole entry did.
const NAMING: [&str; 4] = ["id", "proposal", "expert", "link"];

/// Returns what differs as people call it; `panel` names the criteria.
pub fn plain(found: &[Difference], panel: &Panel, language: Language) -> Vec<Difference> {
    let mut told = BTreeSet::new();
    let wholes: BTreeSet<(&str, &str)> = found.iter().filter_map(naming).collect();
    let mut shown = Vec::new();
    for one in found {
        let entry = entry(one).filter(|entry| wholes.contains(&(entry.list, entry.name)));
        match entry {
            Some(entry) if told.insert((entry.list, entry.name)) => shown.push(Difference {
                subject: language.with(entry.called, &[entry.name]),
                what: String::new(),
                before: one.before.as_ref().map(|_| String::new()),
                after: one.after.as_ref().map(|_| String::new()),
                ..one.clone()
            }),
            Some(_) => {}
            None => shown.push(said(one, panel, language)),
        }
    }
    shown
}

/// One value of one entry of a list.
struct Entry<'a> {
    list: &'static str,
    called: &'static str,
    name: &'a str,
    field: &'a str,
}

fn entry(one: &Difference) -> Option<Entry<'_>> {
    let is_list = one.subject.is_empty() && matches!(one.part, "people" | "rulings");
    let mut lists = LISTS.into_iter().filter(|_| is_list);
    lists.find_map(|(list, called)| {
        let (name, field) = one.what.strip_prefix(list)?.split_once('.')?;
        Some(Entry {
            list,
            called,
            name,
            field,
        })
    })
}

/// Returns the entry that came or went, where a difference tells so.
fn naming(one: &Difference) -> Option<(&str, &str)> {
    let entry = entry(one)?;
    let came_or_went = one.before.is_none() || one.after.is_none();
    (came_or_went && NAMING.contains(&entry.field)).then_some((entry.list, entry.name))
}

fn said(one: &Difference, panel: &Panel, language: Language) -> Difference {
    let mut said = one.clone();
    match one.part {
        "scores" => sheet(&mut said, panel, language),
        "results" => {
            if one.what == "lane" {
                translate(&mut said, language, |lane| format!("lane.{lane}"));
            }
            said.what = word(&format!("diff.result_{}", one.what), &one.what, language);
        }
        "proposals" => {
            let (field, rest) = one.what.split_once('.').unwrap_or((&one.what, ""));
            let mut words = vec![word(&format!("import.column_{field}"), field, language)];
            words.extend(rest.split('.').map(str::to_owned));
            words.retain(|word| !word.is_empty());
            said.what = words.join(" ");
        }
        "rulings" if !one.subject.is_empty() => {
            said.subject = language.with("diff.opinion", &[&one.subject]);
        }
        _ => {
            if let Some(entry) = entry(one) {
                said.subject = language.with(entry.called, &[entry.name]);
                said.what = word(
                    &format!("diff.field_{}", entry.field),
                    entry.field,
                    language,
                );
                if (entry.list, entry.field) == ("conflicts.", "state") {
                    translate(&mut said, language, |state| format!("assign.state_{state}"));
                }
            }
        }
    }
    said
}

/// Returns the word of a key, `other` where there is none.
fn word(key: &str, other: &str, language: Language) -> String {
    language.find(key).unwrap_or(other).to_owned()
}

/// Puts both values into words.
fn translate(said: &mut Difference, language: Language, key: impl Fn(&str) -> String) {
    for value in said.before.iter_mut().chain(&mut said.after) {
        *value = word(&key(value), value, language);
    }
}

/// Puts whose sheet, which cell and what stands in it into words.
fn sheet(said: &mut Difference, panel: &Panel, language: Language) {
    if let Some((round, whose)) = said.subject.split_once('/') {
        let whose = whose.replace('/', " ");
        said.subject = if round == Round::Second.key() {
            language.with("merge.second_round", &[&whose])
        } else {
            whose
        };
    }
    let cell = match said.what.as_str() {
        "" => "state",
        cell => cell,
    };
    for value in said.before.iter_mut().chain(&mut said.after) {
        *value = merging::value_of(cell, value, language);
    }
    if !said.what.is_empty() {
        let criterion = |id: &str| {
            let criteria = &panel.rubric.criteria;
            let found = criteria.iter().find(|one| one.id == id)?;
            Some(found.name.of(language.is_english()).to_owned())
        };
        said.what = merging::cell(&said.what, criterion, language);
    }
}
