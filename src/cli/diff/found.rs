//! What differs between two panels, thing by thing, and what rests on it.

use crate::analysis::editions;
use crate::cli::recommend;
use crate::cli::round::Loaded;
use crate::domain::panel::Panel;
use crate::domain::sheet::mending::differences;
use crate::domain::sheet::{ScoreSheet, SheetState};
use crate::i18n::Language;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    /// `panel`, `plan`, `rubric`, `policy`, `people`, `proposals`, `rulings`, `scores` or
    /// `results`.
    pub part: &'static str,
    /// Whose.
    pub subject: String,
    /// Which value of it; empty for the whole.
    pub what: String,
    /// In the first panel; none where it is not there.
    pub before: Option<String>,
    /// In the second one.
    pub after: Option<String>,
}

/// Sheets that were scored against a text that changed.
#[derive(Debug, Serialize)]
pub struct Resting {
    /// Link id.
    pub link: String,
    /// Proposal id.
    pub proposal: String,
    /// How many submitted ones.
    pub sheets: usize,
}

/// Values by subject and name.
type Values = BTreeMap<(&'static str, String), BTreeMap<String, String>>;

/// Returns everything that differs, in the order of a round.
pub fn between(left: &Loaded, right: &Loaded) -> Vec<Difference> {
    let (before, after) = (of_panel(&left.panel), of_panel(&right.panel));
    let mut found = compare(&before, &after);
    found.extend(sheets(&left.sheets, &right.sheets));
    let results = |loaded: &Loaded| {
        let (panel, sheets) = (loaded.panel.clone(), loaded.sheets.clone());
        let whole = Loaded {
            panel,
            sheets,
            round: loaded.round,
            problems: Vec::new(),
        };
        of_results(&recommend::whole(&whole, Language::Chinese))
    };
    found.extend(compare(&results(left), &results(right)));
    found.sort_by(|one, other| order(one).cmp(&order(other)));
    found
}

/// Parts in the order of a round, then by name.
fn order(one: &Difference) -> (usize, &Difference) {
    const PARTS: [&str; 9] = [
        "panel",
        "plan",
        "rubric",
        "policy",
        "people",
        "proposals",
        "rulings",
        "scores",
        "results",
    ];
    let place = PARTS.iter().position(|part| *part == one.part);
    (place.unwrap_or(PARTS.len()), one)
}

fn compare(before: &Values, after: &Values) -> Vec<Difference> {
    let subjects: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    let mut found = Vec::new();
    for key in subjects {
        let (part, subject) = (key.0, key.1.clone());
        let whole = |values: &Values| values.contains_key(key).then(String::new);
        let (Some(one), Some(other)) = (before.get(key), after.get(key)) else {
            found.push(Difference {
                part,
                subject,
                what: String::new(),
                before: whole(before),
                after: whole(after),
            });
            continue;
        };
        let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
        for name in names
            .into_iter()
            .filter(|name| one.get(*name) != other.get(*name))
        {
            found.push(Difference {
                part,
                subject: subject.clone(),
                what: name.clone(),
                before: one.get(name).cloned(),
                after: other.get(name).cloned(),
            });
        }
    }
    found
}

/// Everything of a panel but its scores, each thing with all its values.
fn of_panel(panel: &Panel) -> Values {
    let mut values = Values::new();
    let mut put = |part: &'static str, subject: &str, thing: Value| {
        let mut flat = BTreeMap::new();
        flatten("", &thing, &mut flat);
        values.insert((part, subject.to_owned()), flat);
    };
    put("panel", &panel.head.id, value(&panel.head));
    put("plan", "overview", value(&panel.plan.overview));
    for chain in &panel.plan.chains {
        let mut rest = chain.clone();
        rest.links.clear();
        put("plan", &chain.id, value(&rest));
        for link in &chain.links {
            put("plan", &link.id, value(link));
        }
    }
    let mut rubric = panel.rubric.clone();
    for criterion in std::mem::take(&mut rubric.criteria) {
        put("rubric", &criterion.id, value(&criterion));
    }
    put("rubric", "", value(&rubric));
    put("policy", "", value(&panel.policy));
    for expert in &panel.experts {
        put("people", &expert.id, value(expert));
    }
    for group in &panel.groups {
        put("people", &group.id, value(group));
    }
    for applicant in &panel.applicants {
        put("people", &applicant.name, value(applicant));
    }
    let lists = json!({
        "assignments": value(&panel.assignments),
        "conflicts": value(&panel.conflicts),
        "absences": value(&panel.absences),
    });
    put("people", "", lists);
    for proposal in &panel.proposals {
        put("proposals", &proposal.id, value(proposal));
    }
    for opinion in &panel.opinions {
        put("rulings", &opinion.proposal, value(opinion));
    }
    let rulings = json!({
        "rulings": value(&panel.rulings),
        "decisions": value(&panel.decisions),
        "links": value(&panel.link_notes),
    });
    put("rulings", "", rulings);
    values
}

fn value(thing: &impl Serialize) -> Value {
    serde_json::to_value(thing).unwrap_or_default()
}

/// Puts every leaf under its path. A list's entries are told apart by their id, or else by
/// what they are about, so that a new one in front changes no other.
fn flatten(path: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    let below = |name: &str| match path {
        "" => name.to_owned(),
        path => format!("{path}.{name}"),
    };
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                flatten(&below(name), value, into);
            }
        }
        Value::Array(list) if list.iter().all(Value::is_string) => {
            let words: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            if !words.is_empty() {
                into.insert(path.to_owned(), words.join(" "));
            }
        }
        Value::Array(list) => {
            for (nth, value) in list.iter().enumerate() {
                flatten(&below(&name_of(value, nth)), value, into);
            }
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => {
            into.insert(path.to_owned(), text.clone());
        }
        other => {
            into.insert(path.to_owned(), other.to_string());
        }
    }
}

fn name_of(value: &Value, nth: usize) -> String {
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let keys = ["id", "proposal", "expert", "link", "name", "ground"];
    let words: Vec<&str> = keys
        .into_iter()
        .map(word)
        .filter(|one| !one.is_empty())
        .collect();
    match words.as_slice() {
        [] => (nth + 1).to_string(),
        words => words.join("/"),
    }
}

fn sheets(left: &[ScoreSheet], right: &[ScoreSheet]) -> Vec<Difference> {
    let key =
        |sheet: &ScoreSheet| format!("{}/{}/{}", sheet.round.key(), sheet.expert, sheet.proposal);
    let by_name = |sheets: &[ScoreSheet]| -> BTreeMap<String, ScoreSheet> {
        sheets
            .iter()
            .map(|sheet| (key(sheet), sheet.clone()))
            .collect()
    };
    let (before, after) = (by_name(left), by_name(right));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        let one = |what: &str, before: Option<String>, after: Option<String>| Difference {
            part: "scores",
            subject: name.clone(),
            what: what.to_owned(),
            before,
            after,
        };
        let (Some(first), Some(second)) = (before.get(name), after.get(name)) else {
            let is_there = |sheets: &BTreeMap<String, ScoreSheet>| {
                sheets.get(name).map(|sheet| sheet.state.key().to_owned())
            };
            found.push(one("", is_there(&before), is_there(&after)));
            continue;
        };
        if first.state != second.state {
            let state = |state: SheetState| Some(state.key().to_owned());
            found.push(one("state", state(first.state), state(second.state)));
        }
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let cells = differences(first, second).into_iter();
        found.extend(cells.map(|cell| one(&cell.cell, some(cell.from), some(cell.to))));
    }
    found
}

fn of_results(document: &Value) -> Values {
    let rows = document.get("recommendations").and_then(Value::as_array);
    let mut values = Values::new();
    for row in rows.into_iter().flatten() {
        let id = row
            .get("proposal")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let part = json!({
            "lane": row.get("lane"),
            "rank": row.get("rank"),
            "awarded": row.get("awarded"),
        });
        let mut flat = BTreeMap::new();
        flatten("", &part, &mut flat);
        values.insert(("results", id.to_owned()), flat);
    }
    values
}

/// The sheets of the first panel whose proposals are compared with a link that changed.
pub fn resting(left: &Loaded, found: &[Difference]) -> Vec<Resting> {
    let is_text = |one: &&Difference| {
        one.part == "plan" && matches!(one.what.as_str(), "" | "target" | "task" | "name")
    };
    let links: BTreeSet<&str> = found
        .iter()
        .filter(is_text)
        .map(|one| one.subject.as_str())
        .collect();
    let resting = editions::resting_on(&left.panel, &left.sheets, &links);
    let counted = resting.into_iter().map(|one| Resting {
        link: one.link,
        proposal: one.proposal,
        sheets: one.experts.len(),
    });
    counted.collect()
}
