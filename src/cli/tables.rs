//! Markdown tables, and that of the commands for the README.

use super::command_line;
use crate::i18n::Language;
use crate::report::Kind;
use clap::{Arg, ArgAction};

/// Returns one row of a Markdown table.
pub fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// Returns every command with its arguments and what it does, as Markdown, every line
/// ended; first the program without a command.
pub fn commands(language: Language) -> String {
    let mut line = command_line(language);
    line.build();
    let titles = ["keys.command", "keys.does"].map(|key| language.text(key).to_owned());
    let mut table = row(&titles) + "|---|---|\n";
    let screen = language.text("keys.screen").to_owned();
    table.push_str(&row(&[usage("heyi", &line), screen]));
    below("heyi", &line, &mut table);
    table
}

/// Returns every document with its number and the word that asks for it, as Markdown, every
/// line ended.
pub fn reports(language: Language) -> String {
    let heads = ["keys.report", "keys.word"].map(|key| language.text(key).to_owned());
    let head = [String::new()].into_iter().chain(heads).collect::<Vec<_>>();
    let mut table = row(&head) + "|---|---|---|\n";
    for kind in Kind::ALL {
        let key = format!("report_title.{}", kind.key().replace('-', "_"));
        let title = language.find(&key).unwrap_or_default();
        let word = format!("`{}`", kind.key());
        table.push_str(&row(&[kind.number().to_owned(), title.to_owned(), word]));
    }
    table
}

/// Adds the commands below another; one that has commands of its own is only their name.
fn below(above: &str, command: &clap::Command, table: &mut String) {
    for command in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        let name = format!("{above} {}", command.get_name());
        if command.has_subcommands() {
            below(&name, command, table);
            continue;
        }
        let about = command.get_about().map(ToString::to_string);
        table.push_str(&row(&[usage(&name, command), about.unwrap_or_default()]));
    }
}

fn usage(name: &str, command: &clap::Command) -> String {
    let own = |argument: &&Arg| {
        let id = argument.get_id().as_str();
        !argument.is_hide_set() && !["help", "version", "lang"].contains(&id)
    };
    let positional = command.get_positionals().filter(own).map(words);
    let options = command
        .get_arguments()
        .filter(own)
        .filter(|one| !one.is_positional());
    let parts: Vec<String> = positional.chain(options.map(words)).collect();
    format!(
        "`{}`",
        [&[name.to_owned()], parts.as_slice()].concat().join(" ")
    )
}

fn words(argument: &Arg) -> String {
    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    let value = argument.get_value_names().unwrap_or_default().first();
    let name = value.map_or(String::new(), ToString::to_string);
    let choices = argument.get_possible_values();
    let choices: Vec<&str> = choices
        .iter()
        .map(clap::builder::PossibleValue::get_name)
        .collect();
    let value = if choices.is_empty() || !takes_value {
        name
    } else {
        choices.join("|")
    };
    let stated = match argument.get_long() {
        Some(long) if takes_value => format!("--{long} {value}"),
        Some(long) => format!("--{long}"),
        None => value,
    };
    let more = match argument.get_action() {
        ArgAction::Append => "…",
        _ => "",
    };
    if argument.is_required_set() {
        format!("{stated}{more}")
    } else {
        format!("[{stated}]{more}")
    }
}
