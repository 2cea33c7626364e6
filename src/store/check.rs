//! Reads everything of a panel and looks whether its parts fit together: ids that nothing
//! has, money that does not add up, levels with gaps, rules that contradict themselves.

mod agenda;
mod applicants;
mod balancing;
mod comments;
mod decisions;
mod goals;
mod marks;
mod meetings;
mod opinions;
mod people;
mod phrases;
mod plan;
mod proposals;
mod rubric;
mod rules;
mod rulings;

use super::reading::{self, Placing};
use super::source::{PANEL_FILE_LIMIT, Source};
use super::{load, place, sheets};
use crate::domain::decimal::is_beyond_limits;
use crate::domain::is_valid_id;
use crate::domain::panel::Panel;
use crate::domain::plan::{Chain, InnovationLink};
use crate::domain::problem::{Problem, Severity, Trouble};
use crate::domain::report_kind::ReportKind;
use crate::domain::sheet::{Round, ScoreSheet};
use std::collections::BTreeMap;
use std::ops::Range;

/// Returns every problem of a panel, those of reading first.
pub fn everything(source: &Source) -> Vec<Problem> {
    let (panel, mut problems) = load::panel(source);
    problems.extend(findings(source, &panel));
    problems.extend(sittings(source, &panel));
    let mut read = Vec::new();
    for round in [Round::First, Round::Second] {
        let (sheets, found) = sheets::all(source, &panel, round);
        problems.extend(found);
        read.extend(sheets);
    }
    problems.extend(records(source, &panel, &read));
    problems
}

/// Returns a warning for each piece of a target that was not read, given as chain, link and
/// piece, at its place in the plan's file.
pub fn unread_pieces(
    source: &Source,
    panel: &Panel,
    pieces: &[(&Chain, &InnovationLink, String)],
) -> Vec<Problem> {
    let mut findings = Findings::of(source, panel);
    for (chain, link, piece) in pieces {
        plan::report(chain, link, Trouble::TargetUnread, piece, &mut findings);
    }
    findings.problems
}

/// Returns a warning for each must-meet indicator, given with the place of its mark, that its
/// link does not have.
pub fn vanished_marks(source: &Source, panel: &Panel, marks: &[(usize, String)]) -> Vec<Problem> {
    let mut findings = Findings::of(source, panel);
    marks::vanished(marks, &mut findings);
    findings.problems
}

/// Returns a warning for each decision, given by its place in the file, that departs from the
/// experts and says no reason.
pub fn unexplained(source: &Source, panel: &Panel, places: &[usize]) -> Vec<Problem> {
    let mut findings = Findings::of(source, panel);
    decisions::unexplained(panel, places, &mut findings);
    findings.problems
}

/// Returns the errors in the rules, the people and the proposals of a panel as it was read:
/// with any of them the standings are not what the files mean, so whoever shows official
/// results lists these beside the problems of reading. Places are those of the files in
/// `source`; warnings stand only in [`everything`].
pub fn official(panel: &Panel, source: &Source) -> Vec<Problem> {
    let mut problems = findings(source, panel);
    problems.retain(|problem| problem.severity() == Severity::Error);
    problems
}

fn findings(source: &Source, panel: &Panel) -> Vec<Problem> {
    let mut findings = Findings::of(source, panel);
    rubric::check(panel, &mut findings);
    rules::check(panel, &mut findings);
    balancing::check(panel, &mut findings);
    plan::check(panel, &mut findings);
    people::check(panel, &mut findings);
    proposals::check(panel, &mut findings);
    for file in panel.changed_since_opening() {
        let problem = Problem::of_file(file, Trouble::ChangedSinceOpening, &[]);
        findings.problems.push(problem);
    }
    applicants::check(panel, &mut findings);
    goals::check(panel, &mut findings);
    marks::check(panel, &mut findings);
    phrases::check(panel, &mut findings);
    rulings::check(panel, &mut findings);
    decisions::check(panel, &mut findings);
    reports(panel, &mut findings);
    findings.problems
}

/// Agendas and meetings decide over nobody's result, so they stand in no official list.
fn sittings(source: &Source, panel: &Panel) -> Vec<Problem> {
    let mut findings = Findings::of(source, panel);
    agenda::check(panel, &mut findings);
    meetings::check(panel, &mut findings);
    findings.problems
}

/// What was recorded and is short: votes and comments. It changes no result.
fn records(source: &Source, panel: &Panel, sheets: &[ScoreSheet]) -> Vec<Problem> {
    let mut findings = Findings::of(source, panel);
    opinions::check(panel, sheets, &mut findings);
    comments::check(panel, sheets, &mut findings);
    findings.problems
}

/// Reports the documents of `report.toml` that there are none of.
fn reports(panel: &Panel, findings: &mut Findings) {
    let words = panel.report_form.document.keys();
    for word in words.filter(|word| ReportKind::from_key(word).is_none()) {
        let path = format!("document.{word}");
        let header = format!("[{path}");
        let find = |text: &str| place::block(text, &header, 0);
        findings.report("report.toml", Trouble::UnknownKey, &[&path], |text| {
            let block = find(text);
            block.start..(block.start + header.len()).min(text.len())
        });
    }
}

/// What was found so far, and where to look for places.
struct Findings {
    sources: Vec<Source>,
    text: (String, String),
    placing: BTreeMap<String, Placing>,
    problems: Vec<Problem>,
}

impl Findings {
    fn of(source: &Source, panel: &Panel) -> Self {
        let mut sources = vec![source.clone()];
        if !panel.head.plan.is_empty() {
            sources.push(Source::named(&panel.head.plan));
        }
        Self {
            sources,
            text: (String::new(), String::new()),
            placing: BTreeMap::new(),
            problems: Vec::new(),
        }
    }

    /// Returns the text of a file, kept for the next question about it.
    fn text(&mut self, file: &str) -> &str {
        if self.text.0 != file {
            let read = |source: &Source| {
                let bytes = source.read(file, PANEL_FILE_LIMIT).ok()?;
                reading::decode(file, &bytes).map(str::to_owned).ok()
            };
            let text = self.sources.iter().find_map(read);
            self.text = (file.to_owned(), text.unwrap_or_default());
        }
        &self.text.1
    }

    /// Reports something at a place of a file.
    fn report(
        &mut self,
        file: &str,
        trouble: Trouble,
        details: &[&str],
        find: impl FnOnce(&str) -> Range<usize>,
    ) {
        let mut placing = self.placing.remove(file).unwrap_or_default();
        let problem = placing.problem(file, trouble, self.text(file), find, details);
        self.placing.insert(file.to_owned(), placing);
        self.problems.push(problem);
    }
}

/// Returns what is wrong with a text that was not taken as a number: its size, or `otherwise`.
fn not_taken(text: &str, otherwise: Trouble) -> Trouble {
    if is_beyond_limits(text) {
        Trouble::BeyondLimits
    } else {
        otherwise
    }
}

/// Returns the place of a quoted word inside the `nth` block that begins with `header`;
/// the block's first line where it is not quoted there.
fn word_in_block(text: &str, header: &str, nth: usize, word: &str) -> Range<usize> {
    let block = place::block(text, header, kept(text, header, nth));
    let slice = text.get(block.clone()).unwrap_or_default();
    let found = place::quoted(slice, word, 0);
    if found.is_empty() {
        let line = slice.lines().next().unwrap_or_default().len();
        return block.start..block.start + line;
    }
    block.start + found.start..block.start + found.end
}

/// Returns the place of a key's value inside the `nth` block that begins with `header`.
fn value_in_block(text: &str, header: &str, nth: usize, key: &str) -> Range<usize> {
    place::value_in_block(text, header, kept(text, header, nth), key)
}

/// Returns which block of the file is the `nth` of the panel: experts and groups without a
/// valid id were left out when the panel was read.
fn kept(text: &str, header: &str, nth: usize) -> usize {
    if !["[[expert]]", "[[group]]"].contains(&header) {
        return nth;
    }
    let is_kept = |block: &usize| {
        let id = place::value_in_block(text, header, *block, "id");
        let id = text.get(id).unwrap_or_default();
        let id = id.split('#').next().unwrap_or_default().trim();
        is_valid_id(id.trim_matches(['"', '\'']))
    };
    let blocks = text.matches(header).count();
    (0..blocks).filter(is_kept).nth(nth).unwrap_or(nth)
}

#[cfg(test)]
mod tests;
