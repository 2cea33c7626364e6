//! Questions from standard input: for every line one answer, in the same order, whatever
//! stands in it.

use super::{Asked, document};
use crate::analysis::matching::Query;
use crate::cli::{DATA, Output};
use crate::i18n::Language;
use crate::text::scrub::scrub;
use serde_json::{Value, json};
use std::io::{BufRead, Read};

/// A longer line is refused, in bytes.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Answers every line; returns the exit code.
pub fn answer(asked: &Asked, output: &mut Output) -> u8 {
    let mut input = std::io::stdin().lock();
    let mut code = 0;
    let mut is_first = true;
    loop {
        let line = match next_line(&mut input) {
            Ok(Some(line)) => line,
            Ok(None) => return code,
            Err(_) => return DATA,
        };
        let line = line
            .strip_prefix(b"\xef\xbb\xbf".as_slice())
            .filter(|_| is_first)
            .unwrap_or(&line);
        is_first = false;
        let document = answer_one(asked, line, output.language);
        if document.get("error").is_some() {
            code = DATA;
        }
        output.json(&document);
        let _ = output.out.flush();
    }
}

/// Reads one line without its end; of one that is too long only the beginning.
fn next_line(input: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    input
        .by_ref()
        .take(LONGEST + 1)
        .read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        return Ok(Some(line));
    }
    let mut rest = Vec::new();
    while !matches!(rest.last(), Some(&b'\n')) {
        rest.clear();
        if input.by_ref().take(LONGEST).read_until(b'\n', &mut rest)? == 0 {
            break;
        }
    }
    Ok(Some(line))
}

fn answer_one(asked: &Asked, line: &[u8], language: Language) -> Value {
    let mut id = Value::Null;
    match question(asked, line, &mut id) {
        Ok(question) => {
            let query = Query {
                title: &question.title,
                keywords: &question.keywords,
                chain: question.chain.as_deref(),
            };
            document(&id, &asked.matcher.suggest(&query, asked.top))
        }
        Err(fault) => json!({
            "schema": "heyi.match/1",
            "id": id,
            "error": fault.words(asked, language),
        }),
    }
}

/// One line that could be read.
struct Question {
    title: String,
    keywords: String,
    chain: Option<String>,
}

/// Why a line cannot be answered.
enum Fault {
    Empty,
    TooLong,
    NotText,
    NotJson(usize),
    NotObject,
    NoTitle,
    NotWords(&'static str),
    NoChain(String),
}

impl Fault {
    fn words(&self, asked: &Asked, language: Language) -> String {
        match self {
            Self::Empty => language.text("match.line_empty").to_owned(),
            Self::TooLong => language.text("match.line_too_long").to_owned(),
            Self::NotText => language.text("match.line_not_text").to_owned(),
            Self::NotJson(column) => language.with("match.line_not_json", &[&column.to_string()]),
            Self::NotObject => language.text("match.line_no_object").to_owned(),
            Self::NoTitle => language.text("match.line_no_title").to_owned(),
            Self::NotWords(key) => language.with("match.line_not_words", &[key]),
            Self::NoChain(chain) => {
                let chains = asked.plan.chains.iter().map(|chain| chain.id.as_str());
                let known: Vec<&str> = chains.collect();
                language.with("match.line_no_chain", &[chain, &known.join(" ")])
            }
        }
    }
}

fn question(asked: &Asked, line: &[u8], id: &mut Value) -> Result<Question, Fault> {
    if line.len() as u64 > LONGEST {
        return Err(Fault::TooLong);
    }
    let text = std::str::from_utf8(line).map_err(|_| Fault::NotText)?;
    if text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    let value: Value =
        serde_json::from_str(text).map_err(|fault| Fault::NotJson(fault.column()))?;
    let object = value.as_object().ok_or(Fault::NotObject)?;
    if let Some(own @ (Value::String(_) | Value::Number(_))) = object.get("id") {
        own.clone_into(id);
    }
    let words = |key: &'static str| match object.get(key) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(words)) => Ok(scrub(words).0.into_owned()),
        Some(Value::Array(words)) => {
            let listed: Option<Vec<&str>> = words.iter().map(Value::as_str).collect();
            let listed = listed
                .filter(|_| key == "keywords")
                .ok_or(Fault::NotWords(key))?;
            Ok(scrub(&listed.join("; ")).0.into_owned())
        }
        Some(_) => Err(Fault::NotWords(key)),
    };
    let (title, keywords, chain) = (words("title")?, words("keywords")?, words("chain")?);
    if title.trim().is_empty() && keywords.trim().is_empty() {
        return Err(Fault::NoTitle);
    }
    let chain = Some(chain.trim().to_owned()).filter(|chain| !chain.is_empty());
    if let Some(unknown) = chain.as_ref().filter(|id| asked.plan.chain(id).is_none()) {
        return Err(Fault::NoChain(unknown.clone()));
    }
    Ok(Question {
        title,
        keywords,
        chain,
    })
}
