//! `heyi diff`: what differs between two panels, or between two editions of a plan, and which
//! sheets rest on a text of the plan that changed.

mod found;
mod words;

use super::exchange::unread;
use super::round;
use super::{Output, Refusal};
use crate::domain::panel::Panel;
use crate::i18n::Language;
use crate::text::width::{columns, fit};
use found::{Difference, Resting, between, resting};
use serde_json::json;
use words::plain;

/// Columns of the longest value that is shown to people.
const LONGEST: usize = 60;
/// Characters that are shown before the first one that differs.
const AROUND: usize = 10;

/// The two panels.
#[derive(Debug, clap::Args)]
pub struct Wanted {
    /// The first panel.
    #[arg(id = "diff_left", value_name = "DIR1")]
    left: String,
    /// The second one.
    #[arg(id = "diff_right", value_name = "DIR2")]
    right: String,
    /// One JSON object.
    #[arg(long)]
    json: bool,
}

/// Prints what differs.
///
/// # Errors
/// A refusal where one of the two is no panel.
pub fn run(wanted: &Wanted, output: &mut Output) -> Result<u8, Refusal> {
    let left = round::load(&wanted.left, output)?;
    let right = round::load(&wanted.right, output)?;
    for one in [&left, &right] {
        let mut problems = one.problems.iter();
        let missing = problems.find(|problem| problem.file == "panel.toml");
        if let Some(problem) = missing.filter(|_| one.panel.head.id.is_empty()) {
            return Err(unread(problem, output.language));
        }
    }
    let found = between(&left, &right);
    let resting = resting(&left, &found);
    if wanted.json {
        output.json(&json!({
            "schema": "heyi.diff/1",
            "left": wanted.left,
            "right": wanted.right,
            "same": found.is_empty(),
            "differences": found,
            "resting": resting,
        }));
    } else {
        print(wanted, &found, (&resting, &left.panel), output);
    }
    Ok(0)
}

fn print(
    wanted: &Wanted,
    found: &[Difference],
    (resting, panel): (&[Resting], &Panel),
    output: &mut Output,
) {
    let language = output.language;
    if found.is_empty() {
        let details = [wanted.left.as_str(), &wanted.right];
        output.line(&language.with("diff.same", &details));
        return;
    }
    let found = plain(found, panel, language);
    let count = found.len().to_string();
    output.line(&language.with("diff.count", &[&wanted.left, &wanted.right, &count]));
    let mut part = "";
    for one in &found {
        if one.part != part {
            part = one.part;
            output.line("");
            output.line(language.find(&format!("diff.part_{part}")).unwrap_or(part));
        }
        output.line(&format!("  {}", line(one, language)));
    }
    if !resting.is_empty() {
        output.line("");
        output.line(language.text("diff.resting"));
        for one in resting {
            let sheets = one.sheets.to_string();
            let details = [one.proposal.as_str(), &one.link, &sheets];
            output.line(&format!("  {}", language.with("diff.rests", &details)));
        }
    }
}

fn line(one: &Difference, language: Language) -> String {
    let whole = one.what.is_empty();
    let (before, after) = (one.before.as_deref(), one.after.as_deref());
    let same = match (before, after) {
        (Some(before), Some(after)) => alike(before, after),
        _ => 0,
    };
    let shown = |value: Option<&str>| match value {
        None if whole => language.text("diff.missing").to_owned(),
        None => language.text("diff.nothing").to_owned(),
        Some("") => language.text("diff.there").to_owned(),
        Some(text) => short(text, same),
    };
    let lead: Vec<&str> = [one.subject.as_str(), &one.what]
        .into_iter()
        .filter(|word| !word.is_empty())
        .collect();
    let details = [lead.join("  "), shown(before), shown(after)];
    language.with("diff.line", &details.each_ref().map(String::as_str))
}

/// Returns how many characters in front are the same and need not be shown, where the texts
/// are too long to be shown whole: all but a few before the first other one.
fn alike(before: &str, after: &str) -> usize {
    if columns(before).max(columns(after)) <= LONGEST {
        return 0;
    }
    let pairs = before.chars().zip(after.chars());
    let same = pairs.take_while(|(one, other)| one == other).count();
    same.saturating_sub(AROUND)
}

fn short(text: &str, same: usize) -> String {
    let rest: String = text.chars().skip(same).collect();
    let lead = if same > 0 { "..." } else { "" };
    let flat = format!("{lead}{}", rest.replace('\n', " "));
    fit(&flat, LONGEST, "...").into_owned()
}
