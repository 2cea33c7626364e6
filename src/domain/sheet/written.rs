//! Reads a sheet that stands letter by letter as a program writes it, at a glance. What was read
//! is written again and compared with the text, so that nothing is read that stands in any other
//! way: that is left to a reader of TOML.

use super::{History, Judgement, Question, Round, ScoreSheet, Seldom, SheetState};
use crate::domain::seal::{body, unescaped};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Returns the sheet whose text, without the seal, this is; none where the same sheet would be
/// written in other letters.
pub fn read(text: &str) -> Option<ScoreSheet> {
    let mut lines = Lines { rest: text };
    let sheet = sheet(&mut lines)?;
    (body(&sheet) == text).then_some(sheet)
}

fn sheet(lines: &mut Lines) -> Option<ScoreSheet> {
    let rounds = [Round::First, Round::Second];
    Some(ScoreSheet {
        format: lines.bare("format")?.parse().ok()?,
        panel: lines.text("panel")?,
        plan: lines.text("plan")?,
        rubric: lines.text("rubric")?,
        expert: lines.text("expert")?,
        proposal: lines.text("proposal")?,
        round: {
            let key = unquoted(lines.bare("round")?)?;
            rounds.into_iter().find(|round| round.key() == key)?
        },
        state: SheetState::from_key(&unquoted(lines.bare("state")?)?)?,
        revision: lines.bare("revision")?.parse().ok()?,
        comment: lines.text("comment")?,
        verdict: lines.text("verdict")?,
        familiarity: lines.bare("familiarity")?.parse().ok()?,
        amount: lines.text("amount")?,
        source: lines.text("source")?,
        entered_by: lines.seldom("entered_by").unwrap_or_default(),
        checked_by: lines.seldom("checked_by").unwrap_or_default(),
        reason: lines.seldom("reason")?,
        scores: lines.table("\n[scores]\n")?,
        cells: lines.table("\n[cells]\n")?,
        set_aside: lines.table("\n[set_aside]\n").unwrap_or_default(),
        pairing: lines.table("\n[pairing]\n")?,
        veto: lines.table("\n[veto]\n").unwrap_or_default(),
        judgement: lines.judgements()?.into(),
        questions: lines.questions()?.into(),
        history: History::of_text(lines.rest.strip_suffix('\n')?)?,
        seal: super::Seal::default(),
    })
}

/// The lines that are still to be read.
struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Lines<'a> {
    fn pass(&mut self, words: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(words)?;
        Some(())
    }

    /// The next line, unless it is a blank one.
    fn next(&mut self) -> Option<&'a str> {
        let (line, rest) = first_line(self.rest)?;
        (!line.is_empty()).then(|| {
            self.rest = rest;
            line
        })
    }

    /// What stands behind a key in the next line; none, and nothing passed, where the next line
    /// has another key.
    fn bare(&mut self, key: &str) -> Option<&'a str> {
        let behind = self.rest.strip_prefix(key)?.strip_prefix(" = ")?;
        let (value, rest) = first_line(behind)?;
        self.rest = rest;
        Some(value)
    }

    fn text<T: From<Cow<'a, str>>>(&mut self, key: &str) -> Option<T> {
        self.bare(key).and_then(unquoted).map(T::from)
    }

    fn seldom(&mut self, key: &str) -> Option<Seldom<String>> {
        self.text::<String>(key).map(Seldom::from)
    }

    fn table<T, K, V>(&mut self, head: &str) -> Option<T>
    where
        T: FromIterator<(K, V)>,
        K: From<Cow<'a, str>>,
        V: From<Cow<'a, str>>,
    {
        self.pass(head)?;
        let mut table = Vec::new();
        while let Some(line) = self.next() {
            let (key, value) = at_key(line, " = \"")?;
            let value = unescaped(value.strip_suffix('"')?)?;
            table.push((key.into(), value.into()));
        }
        Some(table.into_iter().collect())
    }

    fn judgements(&mut self) -> Option<BTreeMap<String, Judgement>> {
        self.pass("\n[judgement]\n")?;
        let mut table = BTreeMap::new();
        while let Some(line) = self.next() {
            let (key, judgement) = at_key(line, " = { met = \"")?;
            let (met, reason) = judgement.split_once("\", reason = \"")?;
            let reason = reason.strip_suffix("\" }")?;
            let met = unescaped(met)?.into_owned();
            let reason = unescaped(reason)?.into_owned();
            table.insert(key.into_owned(), Judgement { met, reason });
        }
        Some(table)
    }

    fn questions(&mut self) -> Option<Vec<Question>> {
        let mut questions = Vec::new();
        while self.pass("\n[[question]]\n").is_some() {
            questions.push(Question {
                indicator: self.text("indicator")?,
                text: self.text("text")?,
            });
        }
        Some(questions)
    }
}

/// Returns the first line of a text and what stands behind it. The lines are short, so that
/// looking at byte after byte is quickest.
pub(super) fn first_line(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| byte == b'\n')?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

/// Returns the key of a line, and what stands behind it and `mark`. The mark may stand in the
/// quotes of a key too.
fn at_key<'a>(line: &'a str, mark: &str) -> Option<(Cow<'a, str>, &'a str)> {
    let mut marks = line.match_indices(mark);
    marks.find_map(|(at, _)| Some((key_of(line.get(..at)?)?, line.get(at + mark.len()..)?)))
}

fn key_of(key: &str) -> Option<Cow<'_, str>> {
    if key.starts_with('"') {
        unquoted(key)
    } else {
        Some(Cow::Borrowed(key))
    }
}

fn unquoted(text: &str) -> Option<Cow<'_, str>> {
    unescaped(text.strip_prefix('"')?.strip_suffix('"')?)
}

#[cfg(test)]
mod tests;
