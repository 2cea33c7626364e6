//! What is wrong with a command line, in the words of the reader's language; the parser's own
//! words are English only.

use super::{Refusal, USER};
use crate::i18n::Language;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;
use std::num::{ParseFloatError, ParseIntError};

/// Returns the refusal of a command line; none for what is no mistake of one, such as a help
/// that was asked for. `typed` is the command line with the program's name.
pub fn refusal(error: &clap::Error, typed: &[String], language: Language) -> Option<Refusal> {
    let said = |kind: ContextKind| error.get(kind).map(words).unwrap_or_default();
    let argument = said(ContextKind::InvalidArg);
    let first = typed.get(1).filter(|word| !word.starts_with('-'));
    let is_nowhere = |word: &&String| super::source(word, language).is_err();
    let of_program = said(ContextKind::Usage).contains("heyi <COMMAND>");
    let no_command = first.filter(|_| of_program).filter(is_nowhere);
    if let (ErrorKind::UnknownArgument, Some(word)) = (error.kind(), no_command) {
        return Some(Refusal {
            code: USER,
            message: language.with("mistyped.no_command", &[word]),
            hint: language.text("mistyped.help").to_owned(),
        });
    }
    let (key, details) = match error.kind() {
        ErrorKind::MissingRequiredArgument => {
            let one = |inner: &str| choice(inner, language);
            ("missing", vec![with_choices(&argument, &one)])
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => ("stray", vec![argument]),
        ErrorKind::UnknownArgument => ("unknown", vec![argument]),
        ErrorKind::InvalidSubcommand => ("no_command", vec![said(ContextKind::InvalidSubcommand)]),
        ErrorKind::ArgumentConflict => ("apart", vec![argument, said(ContextKind::PriorArg)]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            match said(ContextKind::InvalidValue) {
                value if value.is_empty() => ("no_value", vec![argument]),
                value => ("value", vec![argument, value]),
            }
        }
        ErrorKind::TooManyValues
        | ErrorKind::TooFewValues
        | ErrorKind::WrongNumberOfValues
        | ErrorKind::NoEquals => ("count", vec![argument]),
        _ => return None,
    };
    let details: Vec<&str> = details.iter().map(String::as_str).collect();
    let written = || usage(error, language).filter(|_| !of_program);
    let hint = hint(error, language).or_else(written);
    Some(Refusal {
        code: USER,
        message: language.with(&format!("mistyped.{key}"), &details),
        hint: hint.unwrap_or_else(|| language.text("mistyped.help").to_owned()),
    })
}

/// What could be written instead.
fn hint(error: &clap::Error, language: Language) -> Option<String> {
    for (kind, key) in [
        (ContextKind::SuggestedArg, "mistyped.meant"),
        (ContextKind::SuggestedSubcommand, "mistyped.meant"),
        (ContextKind::SuggestedValue, "mistyped.meant"),
        (ContextKind::ValidValue, "mistyped.one_of"),
    ] {
        let values = error.get(kind).map(words).unwrap_or_default();
        if !values.is_empty() {
            return Some(language.with(key, &[&values]));
        }
    }
    let source = error.source()?;
    if source.is::<ParseIntError>() {
        return Some(language.text("mistyped.whole_number").to_owned());
    }
    if source.is::<ParseFloatError>() {
        return Some(language.text("mistyped.number").to_owned());
    }
    let source = source.to_string();
    Some(match source.split_once(" is not in ") {
        Some((_, range)) => language.with("mistyped.range", &[&range.replace("..=", "-")]),
        None => language.with("mistyped.one_of", &[&source]),
    })
}

/// How the command is written.
fn usage(error: &clap::Error, language: Language) -> Option<String> {
    let usage = error.get(ContextKind::Usage).map(words)?;
    let usage = usage
        .split_once(':')
        .map_or(usage.as_str(), |(_, rest)| rest);
    let first = usage.trim().lines().next()?;
    let one = |inner: &str| format!("({})", inner.replace('|', " | "));
    Some(language.with("mistyped.usage", &[&with_choices(first, &one)]))
}

/// Returns a text of the parser with each of its choices, `<--one|--other>`, said by `say`, which
/// is given what stands in between.
fn with_choices(text: &str, say: &dyn Fn(&str) -> String) -> String {
    let Some((before, rest)) = text.split_once("<-") else {
        return text.to_owned();
    };
    let mut depth = 1;
    let end = rest.char_indices().find(|(_, character)| {
        match character {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    let Some((inner, after)) = end.and_then(|(end, _)| rest.split_at_checked(end)) else {
        return text.to_owned();
    };
    let after = with_choices(after.strip_prefix('>').unwrap_or(after), say);
    format!("{before}{}{after}", say(&format!("-{inner}")))
}

/// Says of which one has to be written.
fn choice(inner: &str, language: Language) -> String {
    let mut each = inner.split('|').map(str::to_owned);
    let first = each.next().unwrap_or_default();
    each.fold(first, |all, one| {
        language.with("mistyped.or", &[&all, &one])
    })
}

/// Returns a piece of what the parser found, as plain text.
fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
            texts.join(", ")
        }
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
