//! The words: what the source asks of the catalogues is there, and nothing lies there unasked.

use super::nothing_in;
use super::source::program;
use heyi::i18n::Language;
use std::collections::BTreeSet;

const BOTH: [Language; 2] = [Language::Chinese, Language::English];

/// Dotted names that are no words: keys of policy.toml and sheets, and file names.
const OTHER_SECTIONS: &[&str] = &[
    "combine",
    "rounding",
    "threshold",
    "weight",
    "weights",
    "votes",
    "valid",
    "money",
    "budget",
    "scores",
    "cells",
    "covers_weak_link",
    "document",
    "extremes",
];

/// Sections whose keys are put together from a name given elsewhere, and where that name
/// stands.
const MADE_OF_NAMES: &[(&str, &str, &str)] = &[
    ("agenda.", "src/cli/agenda.rs", "agenda.changed"),
    ("exchange.", "src/cli/exchange.rs", "exchange.unwritten"),
    ("opening.", "src/cli/phase.rs", "opening.errors"),
    ("rounds.", "src/cli/rounds.rs", "rounds.already"),
    ("seal.", "src/cli/mend.rs", "seal.whole"),
    ("problem.", "src/i18n/problems.rs", "problem"),
    ("hint.", "src/i18n/problems.rs", "hint"),
    (
        "verdict_short.",
        "src/ui/screens/scoring/sheet.rs",
        "verdict",
    ),
    (
        "familiarity.",
        "src/ui/screens/scoring/sheet.rs",
        "familiarity",
    ),
    (
        "familiarity_short.",
        "src/ui/screens/scoring/sheet.rs",
        "familiarity",
    ),
];

fn is_name(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_letter)
}

/// Takes `section.name` apart, unless it names something else.
fn section_of(text: &str) -> Option<&str> {
    let (section, name) = text.split_once('.')?;
    let is_word = is_name(section)
        && is_name(name)
        && !["toml", "log", "rs", "xml", "csv", "json", "txt", "css"].contains(&name);
    (is_word && !OTHER_SECTIONS.contains(&section)).then_some(section)
}

/// Takes `section.{…}` apart into what stands before and after the name put in.
fn pattern_of(text: &str) -> Option<(&str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (_, after) = rest.rsplit_once('}')?;
    let (section, head) = before.split_once('.')?;
    let is_word = is_name(section) && (head.is_empty() || is_name(head));
    let is_tail = |c: char| c.is_ascii_lowercase() || c == '_';
    (is_word && after.chars().all(is_tail) && !OTHER_SECTIONS.contains(&section))
        .then_some((before, after))
}

/// Returns the keys that the command line takes for its help.
fn keys_of_help() -> BTreeSet<String> {
    let line = heyi::cli::command_line(Language::English);
    let arguments = |command: &clap::Command| -> Vec<String> {
        let ids = command.get_arguments().map(clap::Arg::get_id);
        ids.map(|id| format!("cli.{id}")).collect()
    };
    let mut keys: BTreeSet<String> = arguments(&line).into_iter().collect();
    let mut left: Vec<(String, &clap::Command)> = vec![(String::new(), &line)];
    while let Some((above, command)) = left.pop() {
        for below in command.get_subcommands() {
            let name = format!("{above}{}", below.get_name());
            keys.insert(format!("cli.{name}_about"));
            keys.extend(arguments(below));
            left.push((format!("{name}_"), below));
        }
    }
    keys
}

#[test]
fn every_word_that_is_asked_for_is_in_both_catalogues() {
    let mut found = Vec::new();
    let mut asked = 0;
    for file in program() {
        for (text, line) in file.strings() {
            for language in BOTH {
                let is_there = if section_of(&text).is_some() {
                    language.find(&text).is_some()
                } else if let Some((before, after)) = pattern_of(&text) {
                    language
                        .keys()
                        .any(|key| key.starts_with(before) && key.ends_with(after))
                } else {
                    continue;
                };
                asked += 1;
                if !is_there {
                    let tag = language.tag();
                    found.push(format!(
                        "{}:{line}: “{text}” is not in the {tag} catalogue",
                        file.path
                    ));
                }
            }
        }
    }
    for key in keys_of_help() {
        let missing = BOTH.iter().filter(|language| language.find(&key).is_none());
        found.extend(missing.map(|language| format!("{key} is not in {}", language.tag())));
    }
    assert!(asked > 100, "the words were not found");
    nothing_in(&found);
}

#[test]
fn no_word_lies_in_the_catalogues_unasked() {
    let mut asked = keys_of_help();
    let mut patterns: Vec<(String, String)> = Vec::new();
    for file in program() {
        let named = |name: &str| file.strings().iter().any(|(text, _)| text == name);
        let made = MADE_OF_NAMES
            .iter()
            .filter(|(_, path, name)| *path == file.path && named(name));
        patterns.extend(made.map(|(section, ..)| ((*section).to_owned(), String::new())));
        for (text, _) in file.strings() {
            if let Some((before, after)) = pattern_of(&text).filter(|_| !text.starts_with("cli.")) {
                patterns.push((before.to_owned(), after.to_owned()));
            }
            asked.insert(text);
        }
    }
    let is_asked = |key: &str| {
        let fits = |(before, after): &(String, String)| {
            key.starts_with(before.as_str()) && key.ends_with(after.as_str())
        };
        asked.contains(key) || patterns.iter().any(fits)
    };
    let unasked: BTreeSet<&str> = Language::Chinese
        .keys()
        .filter(|key| !is_asked(key))
        .collect();
    let found: Vec<String> = unasked
        .into_iter()
        .map(|key| format!("src/i18n: nobody asks for {key}"))
        .collect();
    nothing_in(&found);
}

#[test]
fn words_are_told_from_policy_keys_and_file_names() {
    for (text, section) in [
        ("refused.no_panel", Some("refused")),
        ("rounding.mode", None),
        ("panel.toml", None),
        ("No. 1", None),
        ("a.b.c", None),
    ] {
        assert_eq!(section_of(text), section, "{text}");
    }
    for (text, parts) in [
        ("gap.{}", Some(("gap.", ""))),
        ("cli.{name}_about", Some(("cli.", "_about"))),
        ("scores.{criterion}", None),
        ("{section}.{}", None),
        ("heyi.{}/1", None),
    ] {
        assert_eq!(pattern_of(text), parts, "{text}");
    }
}
