//! `heyi keys`: the one registry of commands as text, as JSON and as the README's table.

use super::Output;
use crate::app::command::{Entry, REGISTRY, Section};
use crate::app::key::Key;
use crate::i18n::Language;
use crate::text::width::pad;
use serde_json::{Value, json};

/// Prints the keys by section.
pub fn run(json: bool, as_markdown: bool, output: &mut Output) {
    let language = output.language;
    if json {
        output.json(&document(language));
    } else if as_markdown {
        output.lines(markdown(language).trim_end());
    } else {
        text(output);
    }
}

fn document(language: Language) -> Value {
    let commands: Vec<Value> = entries()
        .map(|(section, entry)| {
            json!({
                "id": entry.id,
                "section": section.key().trim_start_matches("keys."),
                "keys": names(entry.keys),
                "accelerators": names(entry.accelerators),
                "does": does(entry, language),
            })
        })
        .collect();
    json!({ "schema": "heyi.keys/1", "commands": commands })
}

fn text(output: &mut Output) {
    let language = output.language;
    for section in Section::ALL {
        output.line(language.text(section.key()));
        for (_, entry) in entries().filter(|(own, _)| *own == section) {
            let keys = pad(&names(entry.keys).join(" "), 15);
            let letters = pad(&names(entry.accelerators).join(" "), 6);
            output.line(&format!("  {keys} {letters} {}", does(entry, language)));
        }
    }
}

/// Returns the table as Markdown, every line ended.
pub fn markdown(language: Language) -> String {
    let titles = ["keys.where", "keys.key", "keys.letter", "keys.does"];
    let mut table = super::tables::row(&titles.map(|key| language.text(key).to_owned()));
    table.push_str("|---|---|---|---|\n");
    for (section, entry) in entries() {
        table.push_str(&super::tables::row(&[
            language.text(section.key()).to_owned(),
            as_code(entry.keys),
            as_code(entry.accelerators),
            does(entry, language).to_owned(),
        ]));
    }
    table
}

fn entries() -> impl Iterator<Item = (Section, &'static Entry)> {
    Section::ALL.into_iter().flat_map(|section| {
        let own = REGISTRY
            .iter()
            .filter(move |entry| entry.section == section);
        own.map(move |entry| (section, entry))
    })
}

fn does(entry: &Entry, language: Language) -> &'static str {
    let words = language.find(&format!("command.{}", entry.id));
    words.unwrap_or(entry.id)
}

/// Returns the keys' names; the registry's 0 and 9 stand for all digits.
fn names(keys: &[Key]) -> Vec<String> {
    match keys {
        [Key::Char('0'), Key::Char('9'), rest @ ..] => {
            let digits = "0-9".to_owned();
            std::iter::once(digits).chain(names(rest)).collect()
        }
        _ => keys.iter().map(|key| key.name()).collect(),
    }
}

fn as_code(keys: &[Key]) -> String {
    let names = names(keys).into_iter().map(|name| format!("`{name}`"));
    names.collect::<Vec<_>>().join(" ")
}
