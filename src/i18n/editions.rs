//! What a later edition of a plan changes, in words, line by line.

use super::Language;
use crate::domain::edition::{
    Kind, LinkChange, Move, PlanChanges, ReadingChange, Resting, Touched,
};
use crate::domain::link_notes::Mark;
use crate::domain::panel::Panel;

/// Characters that are shown before the first one that differs.
const AROUND: usize = 8;
/// Characters of a longer wording that are shown.
const LONGEST: usize = 60;

/// Returns everything that differs, which proposals are matched to it and which sheets rest on
/// it; lines that belong to the one above begin with two blanks.
pub fn lines(
    panel: &Panel,
    changes: &PlanChanges,
    resting: &[Resting],
    language: Language,
) -> Vec<String> {
    let count = |kind: Kind| changes.links.iter().filter(|one| one.kind == kind).count();
    let counts = [Kind::Changed, Kind::New, Kind::Gone].map(|kind| count(kind).to_string());
    let mut found = vec![language.with("edition.counts", &counts.each_ref().map(String::as_str))];
    found.extend(following(panel, changes, language));
    for one in &changes.links {
        found.extend(of_link(one, language));
    }
    for (id, change) in &changes.goals {
        let details = [id.as_str(), &change.before, &change.after];
        found.push(language.with("edition.goal", &details));
    }
    if !changes.others.is_empty() {
        found.push(language.with("edition.others", &[&changes.others.join(" ")]));
    }
    let matched = changes.matched(panel);
    for (proposal, change) in &matched {
        let key = match change.kind {
            Kind::Gone => "edition.matched_gone",
            _ => "edition.matched",
        };
        let details = [proposal.id.as_str(), &proposal.title, &change.link];
        found.push(language.with(key, &details));
    }
    if matched.is_empty() {
        found.push(language.text("edition.none_matched").to_owned());
    }
    for one in resting {
        found.push(rests(one, language));
    }
    if resting.is_empty() {
        found.push(language.text("edition.none_resting").to_owned());
    }
    found
}

/// What follows the edition in the panel's own files, first what is lost.
fn following(panel: &Panel, changes: &PlanChanges, language: Language) -> Vec<String> {
    let marks = changes.moves.marks(panel).into_iter();
    let marks = marks.map(|one| (one.became.to.is_some(), mark(&one, language)));
    let pairings = changes.moves.pairings(panel).into_iter();
    let pairings = pairings.filter(|one| one.became.to.as_deref() != Some(one.from));
    let pairings = pairings.map(|one| {
        let to = one.became.to.as_deref();
        let key = to.map_or("edition.pairing_gone", |_| "edition.pairing_moved");
        let details = [
            &one.by.id,
            &one.became.before,
            one.from,
            to.unwrap_or_default(),
        ];
        (to.is_some(), language.with(key, &details))
    });
    let mut found: Vec<(bool, String)> = marks.chain(pairings).collect();
    found.sort_by_key(|(stays, _)| *stays);
    found.into_iter().map(|(_, text)| text).collect()
}

/// What becomes of an indicator that is marked must-meet.
fn mark(one: &Touched<Mark>, language: Language) -> String {
    let Move { to, before, after } = one.became;
    let key = match to {
        None => "edition.mark_gone",
        Some(_) if before != after => "edition.mark_changed",
        Some(_) => "edition.mark_moved",
    };
    let to = to.as_deref().unwrap_or_default();
    let year = one.by.year.to_string();
    language.with(key, &[&year, &one.by.link, before, after, one.from, to])
}

/// Returns which sheets of experts rest on the former text of a link.
pub fn rests(one: &Resting, language: Language) -> String {
    let count = one.experts.len().to_string();
    let details = [
        one.proposal.as_str(),
        &count,
        &one.link,
        &one.experts.join(" "),
    ];
    language.with("edition.rests", &details)
}

/// Returns what became of a link: its heading, then wordings and readings before and after.
pub fn of_link(one: &LinkChange, language: Language) -> Vec<String> {
    let kind = language.find(&format!("edition.{}", one.kind.key()));
    let details = [kind.unwrap_or_default(), one.link.as_str(), &one.name];
    let mut found = vec![language.with("edition.link", &details)];
    found.extend(
        differences(one, language)
            .into_iter()
            .map(|line| format!("  {line}")),
    );
    found
}

/// Returns wordings and readings of a link before and after.
pub fn differences(one: &LinkChange, language: Language) -> Vec<String> {
    let mut found = Vec::new();
    for text in &one.texts {
        let what = language.find(&format!("edition.what_{}", text.what));
        let (before, after) = apart(&text.before, &text.after);
        let details = [what.unwrap_or_default(), &before, &after];
        found.push(language.with("edition.text", &details));
    }
    let readings = one.readings.iter();
    found.extend(readings.map(|reading| read(reading, language)));
    found
}

fn read(reading: &ReadingChange, language: Language) -> String {
    match (&reading.before, &reading.after) {
        (Some(before), Some(after)) => language.with("edition.reading", &[before, after]),
        (Some(before), None) => language.with("edition.reading_gone", &[before]),
        (None, Some(after)) => language.with("edition.reading_new", &[after]),
        (None, None) => String::new(),
    }
}

/// Returns both wordings from shortly before the first character that differs, as far as a
/// person takes in at once.
fn apart(before: &str, after: &str) -> (String, String) {
    let same = before
        .chars()
        .zip(after.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let is_short = before.chars().count().max(after.chars().count()) <= LONGEST;
    let skipped = if is_short {
        0
    } else {
        same.saturating_sub(AROUND)
    };
    let shown = |text: &str| {
        let flat = text.replace('\n', " ");
        let mut part: String = flat.chars().skip(skipped).take(LONGEST).collect();
        if skipped > 0 {
            part.insert_str(0, "...");
        }
        if flat.chars().count() > skipped + LONGEST {
            part.push_str("...");
        }
        part
    };
    (shown(before), shown(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_wordings_are_shown_from_where_they_differ() {
        let before = format!("{}3.5{}", "头".repeat(80), "尾".repeat(80));
        let after = before.replace("3.5", "4.0");
        let (one, other) = apart(&before, &after);
        assert!(one.starts_with("...头") && one.contains("3.5") && one.ends_with("..."));
        assert!(other.contains("4.0") && other.chars().count() < 70);
        assert_eq!(apart("甲", "乙"), ("甲".to_owned(), "乙".to_owned()));
    }
}
