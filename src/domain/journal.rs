//! What the journal of a panel says was done: each kind of line is one sentence, with which it
//! is written and by which it is known again. The file is English and stays as it was written;
//! what a window shows of it is told in the language of whoever reads. A line that no sentence
//! fits, of an earlier program or by hand, is nobody's and is shown as it is.

mod pattern;
pub mod sentences;

use pattern::Piece;
use std::cell::Cell;

/// What may stand at a place of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// People's own words, names, files; also nothing.
    Text,
    /// One id.
    Id,
    /// Ids with blanks between them.
    Ids,
    /// A number; also one with a point.
    Number,
    /// The name of a cell of a sheet.
    Cell,
    /// What the cell before it holds.
    Value,
    /// The key of a rule as `heyi rank --set` takes it.
    Rule,
    /// A word of this kind; one of these, where any are named.
    Word(Kind, &'static [&'static str]),
    /// Such words, with something between them; also none.
    Words(Kind, &'static str),
    /// Sentences of a group, with something between them; without it a single one.
    Parts(Group, &'static str),
}

/// What a word of the program names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// How a link is marked.
    Mark,
    /// What was decided.
    Decision,
    /// A part of a joint opinion.
    Part,
    /// What became of a proposed veto.
    VetoState,
    /// The order of an agenda.
    Order,
    /// A phase of a meeting.
    Phase,
    /// What became of a received file.
    Outcome,
    /// Why it became that.
    Why,
    /// A column of a table.
    Field,
    /// The value of a rule.
    RuleValue,
    /// What an applicant is.
    Role,
    /// A goal of the plan.
    Goal,
}

/// Sentences that stand in one place.
pub type Group = &'static [&'static Sentence];

/// One kind of line, or of a part of one. In its pattern `{0}`, `{1}` … are the places, and what
/// stands in square brackets is left out where a place within it has nothing.
#[derive(Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its name in the catalogues, after `journal.`.
    pub key: &'static str,
    /// What is written.
    pub pattern: &'static str,
    /// What may stand at the places.
    pub places: &'static [Place],
}

/// A sentence that was known again, with what stands at its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told<'a> {
    /// The sentence.
    pub sentence: &'static Sentence,
    /// What stands at each place; nothing where it was left out.
    pub details: Vec<&'a str>,
}

impl Sentence {
    /// Returns the line that says it.
    pub fn written(&self, details: &[&str]) -> String {
        filled(self.pattern, details)
    }

    /// Knows it again; `None` where the text says something else.
    fn read<'a>(&'static self, text: &'a str, effort: &Effort) -> Option<Told<'a>> {
        // most lines say something else already in their first words
        let (first_words, _) = self
            .pattern
            .split_once(['{', '['])
            .unwrap_or((self.pattern, ""));
        if !text.starts_with(first_words) {
            return None;
        }
        let mut details = vec![""; self.places.len()];
        let pieces = pattern::pieces(self.pattern);
        let pieces: Vec<&Piece> = pieces.iter().collect();
        pattern::fits(&pieces, text, &mut details, (self.places, effort)).then_some(Told {
            sentence: self,
            details,
        })
    }
}

/// Returns a pattern with its places filled; what is in square brackets is left out where a
/// place within it has nothing.
pub fn filled(pattern: &str, details: &[&str]) -> String {
    let mut text = String::with_capacity(pattern.len() + 16);
    pattern::put(&pattern::pieces(pattern), details, &mut text);
    text
}

/// Returns what a line of the journal says, without time and who; `None` where no sentence
/// fits.
pub fn read(what: &str) -> Option<Told<'_>> {
    let is_short = what.len() <= LONGEST;
    is_short
        .then(|| first(sentences::LINES, what, &Effort::default()))
        .flatten()
}

/// Takes sentences of a group apart that stand one after another; `None` where something
/// between them is none. As few of the separators as can be end one, for people's own words may
/// hold some too.
pub fn parts<'a>(group: Group, between: &str, text: &'a str) -> Option<Vec<Told<'a>>> {
    parts_with(group, between, text, &Effort::default())
}

fn parts_with<'a>(
    group: Group,
    between: &str,
    text: &'a str,
    effort: &Effort,
) -> Option<Vec<Told<'a>>> {
    if between.is_empty() {
        return first(group, text, effort).map(|told| vec![told]);
    }
    // a long line has thousands of parts: they lie in a list, not on the stack of the program
    let mut parts = vec![Part::at(0)];
    while let Some(part) = parts.last_mut() {
        if !effort.is_left() {
            return None;
        }
        let Some(end) = part.next_end(between, text) else {
            parts.pop();
            continue;
        };
        let head = text.get(part.start..end).unwrap_or_default();
        part.told = first(group, head, effort);
        if part.told.is_none() {
            continue;
        }
        if end == text.len() {
            return parts.into_iter().map(|part| part.told).collect();
        }
        parts.push(Part::at(end + between.len()));
    }
    None
}

/// A part that is being looked for, by bytes.
struct Part<'a> {
    start: usize,
    /// Where its end is looked for next; none after the end of the text.
    next: Option<usize>,
    /// What it says with the end that was tried last.
    told: Option<Told<'a>>,
}

impl Part<'_> {
    fn at(start: usize) -> Self {
        let next = Some(start);
        let told = None;
        Self { start, next, told }
    }

    /// Returns the next place where it may end: before a separator, at last where the text does.
    fn next_end(&mut self, between: &str, text: &str) -> Option<usize> {
        let from = self.next?;
        let found = text.get(from..).and_then(|rest| rest.find(between));
        self.next = found.map(|end| from + end + between.len());
        Some(found.map_or(text.len(), |end| from + end))
    }
}

fn first<'a>(group: Group, text: &'a str, effort: &Effort) -> Option<Told<'a>> {
    group
        .iter()
        .find_map(|sentence| sentence.read(text, effort))
}

/// How much is tried with one line. A line of our own needs little of it; one that only begins
/// like ours could be taken apart in ways without end, and is shown as it is.
struct Effort(Cell<u32>);

/// Bytes of a line up to which it is taken apart.
const LONGEST: usize = 20_000;
/// Places that are tried at most.
const MOST_TRIED: u32 = 100_000;

impl Default for Effort {
    fn default() -> Self {
        Self(Cell::new(MOST_TRIED))
    }
}

impl Effort {
    /// Tells whether one more may be tried.
    fn is_left(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }
}

#[cfg(test)]
mod tests;
