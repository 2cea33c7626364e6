//! The commands without a screen, and the only place that prints.
//!
//! Exit codes: 0 done, 1 the command line was wrong, 2 something asked for could not be
//! read or did not hold, 3 configuration, 4 internal.

mod agenda;
mod assign;
mod check;
mod conflict;
mod diff;
mod discuss;
mod doctor;
mod edition;
mod exchange;
mod filter;
mod import;
mod indicators;
mod keys;
mod left_open;
mod mark;
mod matching;
mod mend;
mod mistyped;
mod new;
mod opinion;
mod phase;
mod plan;
mod policy;
mod printer;
mod rank;
mod recommend;
mod refixed;
mod report;
mod round;
mod rounds;
mod screen;
mod simulate;
mod table;
mod tables;
mod target;
mod verify;

pub use keys::markdown as key_table;
pub use phase::kept as kept_results;
pub use tables::{commands as command_table, reports as report_table};

use crate::config::origin::Origin;
use crate::i18n::Language;
use crate::store::home::reason;
use crate::store::source::Source;
use crate::text::scrub::{escape_json, one_line, scrub};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use printer::{Printer, arrived};
use std::io::{self, Write};
use std::process::ExitCode;

/// The command line was wrong.
pub const USER: u8 = 1;
/// Something asked for could not be read or did not hold.
pub const DATA: u8 = 2;
/// Something failed that should not.
pub const INTERNAL: u8 = 4;

#[derive(Debug, Parser)]
#[command(
    name = "heyi",
    bin_name = "heyi",
    version,
    disable_help_subcommand = true
)]
struct Arguments {
    /// Language of the screen and of what is printed.
    #[arg(long, global = true, value_parser = tag)]
    lang: Option<String>,
    #[command(flatten)]
    screen: screen::Wanted,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a panel folder.
    New {
        #[arg(value_name = "DIR")]
        folder: String,
        #[arg(long, value_name = "ID", conflicts_with = "empty")]
        from: Option<String>,
        #[arg(long)]
        empty: bool,
    },
    /// Prints the plan.
    Plan {
        panel: Option<String>,
        #[arg(long)]
        chain: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Combines the scores.
    Rank(rank::Options),
    /// Lanes, reasons, money, coverage.
    Recommend {
        panel: String,
        #[arg(long, value_name = "QUERY")]
        filter: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Reads a target's wording; with a promise, the gap.
    Target {
        #[arg(allow_hyphen_values = true)]
        text: String,
        #[arg(long, allow_hyphen_values = true)]
        promise: Vec<String>,
        #[arg(long)]
        json: bool,
    },
    /// Suggests innovation links for a title.
    Match(matching::Options),
    /// Lists every problem of a panel.
    Check {
        panel: String,
        #[arg(long)]
        json: bool,
    },
    /// Prints the rules as one official paragraph.
    Policy {
        panel: String,
        #[arg(long)]
        json: bool,
    },
    /// Takes in what people keep in tables.
    Import {
        #[command(subcommand)]
        what: import::What,
    },
    /// Opens a round.
    Open(phase::Change),
    /// Closes a round.
    Close(phase::Change),
    /// Proposes who scores what.
    Assign(assign::Wanted),
    /// Shows or writes the order of presentation of a group.
    Agenda(agenda::Wanted),
    /// The joint opinion on a proposal.
    Opinion(opinion::Wanted),
    /// Rules on a conflict.
    Conflict(conflict::Wanted),
    /// Shows and loads a later edition of the plan.
    Edition(edition::Wanted),
    /// Marks a link.
    Mark(mark::Wanted),
    /// Makes one expert's folder.
    Pack(exchange::pack::Wanted),
    /// Puts all sheets of an expert into one file.
    #[command(name = "handin")]
    HandIn(exchange::hand_in::Wanted),
    /// Takes received files in.
    Merge(exchange::merge::Wanted),
    /// Sends proposals back for a second round.
    Reconsider(rounds::Wanted),
    /// What each group should talk about.
    Discuss(discuss::Wanted),
    /// What the second round changed.
    Changes {
        panel: String,
        #[arg(long)]
        json: bool,
    },
    /// Takes in a sheet that was mended by hand.
    Seal(mend::Wanted),
    /// Checks a whole panel again.
    Verify(verify::Wanted),
    /// Packs a closed round into one file.
    Archive(phase::Archive),
    /// Documents of a panel as files.
    Report(report::Options),
    /// Lists what differs between two panels.
    Diff(diff::Wanted),
    /// Makes a panel with a known truth.
    Simulate(simulate::Wanted),
    /// Looks at terminal, folders and clock.
    Doctor {
        #[arg(long)]
        json: bool,
    },
    /// Lists the keys.
    Keys {
        #[arg(long)]
        json: bool,
        #[arg(long, conflicts_with = "json")]
        markdown: bool,
    },
}

/// What a command answers when it cannot do what was asked.
#[derive(Debug)]
pub struct Refusal {
    /// Exit code.
    pub code: u8,
    /// What is wrong.
    pub message: String,
    /// What can be done.
    pub hint: String,
}

/// Where a command writes what it has to say.
pub struct Output<'a> {
    /// Language.
    pub language: Language,
    /// Standard output.
    pub out: &'a mut dyn Write,
}

impl Output<'_> {
    /// Prints one line, whatever stands in it; a reader that went away is no error.
    pub fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{}", one_line(text));
    }

    /// Prints a text of several lines.
    pub fn lines(&mut self, text: &str) {
        for line in text.lines() {
            self.line(line);
        }
    }

    /// Prints one line in which pieces are set off by codes of ours, on a terminal: each piece
    /// with its code.
    pub fn styled(&mut self, pieces: &[(&str, &str)]) {
        for (code, text) in pieces {
            let _ = write!(self.out, "\x1b[{code}m{}\x1b[0m  ", one_line(text));
        }
        let _ = writeln!(self.out);
    }

    /// Prints one JSON object in one line, what must not reach a terminal as escapes.
    pub fn json(&mut self, document: &serde_json::Value) {
        let _ = writeln!(self.out, "{}", escape_json(&document.to_string()));
    }
}

/// Runs the program with the process's arguments and returns its exit code.
pub fn run() -> ExitCode {
    let words: Vec<String> = std::env::args_os()
        .map(|word| scrub(&word.to_string_lossy()).0.into_owned())
        .collect();
    let language = language_of(&words);
    if let Some(screen) = screen::Wanted::alone(&words) {
        return code(screen.open(language), language);
    }
    // the words of the help are only looked up where somebody reads them
    let plain = Arguments::command().try_get_matches_from(&words);
    let matches = match plain.or_else(|_| command_line(language).try_get_matches_from(&words)) {
        Ok(matches) => matches,
        Err(error) => {
            if let Some(refusal) = mistyped::refusal(&error, &words, language) {
                complain(&refusal, language);
                return ExitCode::from(refusal.code);
            }
            let printed = arrived(error.print()).map_err(|fault| unprinted(&fault, language));
            let done = if error.use_stderr() { USER } else { 0 };
            return code(printed.map(|()| done), language);
        }
    };
    let Ok(arguments) = Arguments::from_arg_matches(&matches) else {
        return ExitCode::from(USER);
    };
    if arguments.command.is_none() {
        return code(arguments.screen.open(language), language);
    }
    let mut out = Printer::to(io::stdout().lock());
    let mut output = Output {
        language,
        out: &mut out,
    };
    let result = perform(arguments, &mut output);
    let printed = out.finish().map_err(|fault| unprinted(&fault, language));
    code(result.and_then(|done| printed.map(|()| done)), language)
}

/// Says that what was to be printed did not arrive.
fn unprinted(fault: &io::Error, language: Language) -> Refusal {
    let why = language.find(reason(fault)).unwrap_or_default();
    Refusal {
        code: DATA,
        message: language.with("cli.unprinted", &[why]),
        hint: language.text("cli.unprinted_hint").to_owned(),
    }
}

fn tag(word: &str) -> Result<String, String> {
    let known = Language::from_tag(word).map(|_| word.to_owned());
    known.ok_or_else(|| "zh, en".to_owned())
}

fn code(result: Result<u8, Refusal>, language: Language) -> ExitCode {
    match result {
        Ok(code) => ExitCode::from(code),
        Err(refusal) => {
            complain(&refusal, language);
            ExitCode::from(refusal.code)
        }
    }
}

fn complain(refusal: &Refusal, language: Language) {
    let mut err = std::io::stderr().lock();
    let mut say = |key: &'static str, words: &str| {
        let _ = writeln!(err, "{}{}", language.text(key), one_line(words));
    };
    say("cli.error", &refusal.message);
    if !refusal.hint.is_empty() {
        say("cli.hint", &refusal.hint);
    }
}

/// Shows in one line of the terminal how far something is.
fn progress(words: &str) {
    let mut err = std::io::stderr().lock();
    let _ = write!(err, "\r{}\x1b[K", one_line(words));
    let _ = err.flush();
}

fn perform(arguments: Arguments, output: &mut Output) -> Result<u8, Refusal> {
    let language = output.language;
    if arguments.command.is_some() {
        arguments.screen.refuse_beside_command(language)?;
    }
    match arguments.command {
        None => Ok(0),
        Some(Command::New {
            folder,
            from,
            empty,
        }) => new::run(&folder, new::Origin::of(from, empty), output),
        Some(Command::Plan { panel, chain, json }) => {
            plan::run(panel.as_deref(), chain.as_deref(), json, output)
        }
        Some(Command::Rank(options)) => rank::run(&options, output),
        Some(Command::Recommend {
            panel,
            filter,
            json,
        }) => recommend::run(&panel, filter.as_deref(), json, output),
        Some(Command::Target {
            text,
            promise,
            json,
        }) => Ok(target::run(&text, &promise, json, output)),
        Some(Command::Match(options)) => matching::run(&options, output),
        Some(Command::Check { panel, json }) => check::run(&panel, json, output),
        Some(Command::Policy { panel, json }) => policy::run(&panel, json, output),
        Some(Command::Import { what }) => import::run(&what, output),
        Some(Command::Open(wanted)) => phase::open(&wanted, output),
        Some(Command::Close(wanted)) => phase::close(&wanted, output),
        Some(Command::Reconsider(wanted)) => rounds::send_back(&wanted, output),
        Some(Command::Discuss(wanted)) => discuss::run(&wanted, output),
        Some(Command::Changes { panel, json }) => rounds::report(&panel, json, output),
        Some(Command::Seal(wanted)) => mend::run(&wanted, output),
        Some(Command::Verify(wanted)) => verify::run(&wanted, output),
        Some(Command::Archive(wanted)) => phase::pack(&wanted, output),
        Some(Command::Report(wanted)) => report::run(&wanted, output),
        Some(Command::Diff(wanted)) => diff::run(&wanted, output),
        Some(Command::Assign(wanted)) => assign::run(&wanted, output),
        Some(Command::Agenda(wanted)) => agenda::run(&wanted, output),
        Some(Command::Opinion(wanted)) => opinion::run(&wanted, output),
        Some(Command::Conflict(wanted)) => conflict::run(&wanted, output),
        Some(Command::Edition(wanted)) => edition::run(&wanted, output),
        Some(Command::Mark(wanted)) => mark::run(&wanted, output),
        Some(Command::Pack(wanted)) => exchange::pack::run(&wanted, output),
        Some(Command::HandIn(wanted)) => exchange::hand_in::run(&wanted, output),
        Some(Command::Merge(wanted)) => exchange::merge::run(&wanted, output),
        Some(Command::Simulate(wanted)) => simulate::run(&wanted, output),
        Some(Command::Doctor { json }) => Ok(doctor::run(json, output)),
        Some(Command::Keys { json, markdown }) => {
            keys::run(json, markdown, output);
            Ok(0)
        }
    }
}

/// Finds the panel that was named.
///
/// # Errors
/// A refusal where there is no such folder.
pub fn source(name: &str, language: Language) -> Result<Source, Refusal> {
    let source = Source::named(name);
    if source.exists() {
        return Ok(source);
    }
    Err(Refusal {
        code: USER,
        message: language.with("cli.no_panel", &[name]),
        hint: language.text("cli.no_panel_hint").to_owned(),
    })
}

/// Tells whether the command line or `HEYI_LANG` states the language.
fn is_language_stated() -> bool {
    let named = std::env::var("HEYI_LANG").is_ok_and(|value| Language::from_tag(&value).is_some());
    named || std::env::args().any(|word| word == "--lang" || word.starts_with("--lang="))
}

/// Returns where the language comes from that nobody chose in the program.
fn language_origin(language: Language) -> Origin {
    if std::env::args().any(|word| word == "--lang" || word.starts_with("--lang=")) {
        return Origin::CommandLine("--lang");
    }
    let is_set = |name: &&str| std::env::var(name).is_ok_and(|value| !value.is_empty());
    let first = LANGUAGE_VARIABLES.into_iter().find(is_set);
    let states = |name: &str| {
        let value = std::env::var(name).ok();
        value.and_then(|tag| Language::from_tag(&tag)) == Some(language)
    };
    match first.filter(|name| states(name)) {
        Some(name) => Origin::Environment(name),
        None => Origin::Default,
    }
}

/// Variables that name the language, in the order in which they decide.
const LANGUAGE_VARIABLES: [&str; 4] = ["HEYI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

fn language_of(words: &[String]) -> Language {
    let asked = words
        .iter()
        .enumerate()
        .find_map(|(index, word)| match word.as_str() {
            "--lang" => words.get(index + 1).cloned(),
            other => other.strip_prefix("--lang=").map(str::to_owned),
        });
    let environment = LANGUAGE_VARIABLES
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    asked
        .or(environment)
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or_default()
}

/// Returns the command line with its help in a language; every word is `cli.<argument>` or
/// `cli.<command>_about` in the catalogues.
pub fn command_line(language: Language) -> clap::Command {
    let in_words = |argument: clap::Arg| in_words(argument, language);
    let translate = |command: clap::Command| translated(command, "", language);
    let command = Arguments::command()
        .about(language.text("cli.about"))
        .override_usage("heyi [OPTIONS] [PANEL]\n       heyi <COMMAND>")
        .mut_args(in_words)
        .mut_subcommands(translate);
    let version = clap::Arg::new("version")
        .short('V')
        .long("version")
        .action(clap::ArgAction::Version)
        .help(language.text("cli.version"))
        .help_heading(language.text("cli.options"));
    headed(command.disable_version_flag(true).arg(version), language)
}

/// Gives a command and those below it their words; a command below another has the words
/// `cli.<command>_<below>_about`.
fn translated(command: clap::Command, above: &str, language: Language) -> clap::Command {
    let name = format!("{above}{}", command.get_name());
    let about = language.find(&format!("cli.{name}_about"));
    let command = match about {
        Some(text) => command.about(text),
        None => command,
    };
    let below = format!("{name}_");
    let command = command
        .disable_help_subcommand(true)
        .mut_args(|argument| in_words(argument, language))
        .mut_subcommands(|command| translated(command, &below, language));
    headed(command, language)
}

/// Gives an argument its words and its heading in the language.
fn in_words(argument: clap::Arg, language: Language) -> clap::Arg {
    let text = language.find(&format!("cli.{}", argument.get_id()));
    let key = if argument.is_positional() {
        "cli.arguments"
    } else {
        "cli.options"
    };
    let argument = argument.help_heading(language.text(key));
    if !argument.get_action().takes_values() {
        return match text {
            Some(text) => argument.help(text),
            None => argument,
        };
    }
    // in the program's words, not in clap's English
    let more = values(&argument, language);
    let argument = argument.hide_possible_values(true).hide_default_value(true);
    match text {
        Some(text) => argument.help(format!("{text}{more}")),
        None => argument,
    }
}

/// Returns, behind an argument's words, what it can be, where the words do not name it, and
/// what it is where nothing is written.
fn values(argument: &clap::Arg, language: Language) -> String {
    let choices = argument.get_possible_values();
    let choices: Vec<&str> = choices
        .iter()
        .map(clap::builder::PossibleValue::get_name)
        .collect();
    let words = language.find(&format!("cli.{}", argument.get_id()));
    let are_named = choices
        .iter()
        .all(|choice| words.is_some_and(|words| words.contains(choice)));
    let listed = match choices.as_slice() {
        _ if are_named => String::new(),
        choices => language.with("cli.one_of", &[&choices.join(language.text("cli.or"))]),
    };
    let default = argument.get_default_values().first();
    let default = default.map(|value| value.to_string_lossy());
    let default = default.filter(|value| !value.is_empty());
    let usual = default.map_or(String::new(), |value| {
        language.with("cli.default", &[&value])
    });
    format!("{listed}{usual}")
}

/// Gives a command the headings of its help and the words of its `--help`.
fn headed(command: clap::Command, language: Language) -> clap::Command {
    let help = clap::Arg::new("help")
        .short('h')
        .long("help")
        .action(clap::ArgAction::Help)
        .help(language.text("cli.help"))
        .help_heading(language.text("cli.options"));
    let usage = language.text("cli.usage");
    command
        .disable_help_flag(true)
        .arg(help)
        .subcommand_help_heading(language.text("cli.commands"))
        .help_template(format!(
            "{{about-with-newline}}\n{usage}{{usage}}\n\n{{all-args}}"
        ))
}
