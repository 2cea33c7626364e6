//! What stands above the table: the link, what of it applies, how it is marked, and how many lines
//! have which verdict.

use crate::config::theme::Role;
use crate::domain::edition::Kind;
use crate::domain::indicator::Verdict;
use crate::domain::plan::InnovationLink;
use crate::i18n::{editions, gap};
use crate::text::width::pad;
use crate::ui::canvas::Pen;
use crate::ui::glyphs;
use crate::ui::lines::{Line, labelled};
use crate::ui::screens::scoring::{Scene, clauses};

/// Returns these lines.
pub(super) fn lines(
    scene: &Scene,
    pen: &Pen,
    link: &InnovationLink,
    width: usize,
    broad: bool,
) -> Vec<Line> {
    let mut lines = Vec::new();
    let name = format!("{} {} {}", link.category, pen.glyphs().within, link.name);
    let heading = if broad {
        heading_of(pen, "page.comparison")
    } else {
        " ".to_owned()
    };
    let text = if broad {
        &name
    } else {
        link.short.of(pen.is_english())
    };
    let brief = format!(
        "{} {} {}",
        link.category,
        pen.glyphs().within,
        link.short.of(pen.is_english())
    );
    let texts = if broad { [text, &brief] } else { [text, text] };
    lines.push(confirmed(scene, pen, heading, texts, width));
    if broad && !scene.proposal.scope.is_empty() {
        let heading = heading_of(pen, "scoring.scope");
        lines.push(titled(
            pen,
            heading,
            &scene.proposal.scope.join("、"),
            width,
        ));
    }
    lines.extend(changed(scene, pen, width, broad));
    lines.extend(marked(scene, pen, &link.id, width));
    lines.push(summary(scene, pen, width, broad));
    lines
}

/// The heading with the word whether the secretariat confirmed link, scope and pairing,
/// where there is room for it beside the text or its brief form.
fn confirmed(scene: &Scene, pen: &Pen, heading: String, texts: [&str; 2], width: usize) -> Line {
    let is_confirmed = !scene.proposal.confirmed_by.is_empty();
    let (key, role) = if is_confirmed {
        ("scoring.confirmed", Role::Muted)
    } else {
        ("scoring.unconfirmed", Role::Notice)
    };
    let words = pen.say(key);
    let others = pen.columns(&heading) + pen.columns(words) + 3;
    let fitting = texts
        .into_iter()
        .find(|text| others + pen.columns(text) <= width);
    let Some(text) = fitting else {
        return titled(pen, heading, texts[0], width);
    };
    let room = width.saturating_sub(pen.columns(words) + 1);
    titled(pen, heading, text, room).and(words, role)
}

/// The words before the lines above the table.
const HEADINGS: [&str; 4] = [
    "page.comparison",
    "scoring.scope",
    "scoring.marked",
    "scoring.result",
];

/// Returns one of the headings, as wide as the widest of them.
fn heading_of(pen: &Pen, key: &'static str) -> String {
    let widest = HEADINGS
        .map(|one| pen.columns(pen.say(one)))
        .into_iter()
        .max();
    format!(" {}  ", pad(pen.say(key), widest.unwrap_or_default()))
}

/// A heading and a text that fills the rest of the line.
fn titled(pen: &Pen, heading: String, text: &str, width: usize) -> Line {
    let room = width.saturating_sub(pen.columns(&heading));
    Line::of(heading, Role::Heading).column(pen, text, room, Role::Text)
}

/// How the text of the link changed since the own sheet was scored; nothing where it did not.
fn changed(scene: &Scene, pen: &Pen, width: usize, broad: bool) -> Vec<Line> {
    let Some(change) = &scene.state.changed else {
        return Vec::new();
    };
    let heading = pen.say(match change.kind {
        Kind::Gone => "scoring.link_gone",
        Kind::Changed | Kind::New => "scoring.text_changed",
    });
    let width = width.saturating_sub(1);
    let mut lines = labelled(pen, " ! ", heading, width, Role::Warning);
    let told = editions::differences(change, pen.language());
    let shown = if broad { told.len() } else { 1 };
    for text in told.iter().take(shown) {
        let text = labelled(pen, "   ", text, width, Role::Notice);
        lines.extend(text.into_iter().take(if broad { 3 } else { 1 }));
    }
    lines
}

/// What the secretariat marked the link as, with the indicators that must be met; nothing
/// where it has no mark that counts.
fn marked(scene: &Scene, pen: &Pen, link: &str, width: usize) -> Option<Line> {
    let notes = &scene.workspace.panel().link_notes;
    let named = |key: &String| {
        let row = scene.state.comparison.row(key);
        row.map_or(key.clone(), |row| row.indicator.shown_label().to_owned())
    };
    let words: Vec<String> = notes
        .marks_of(link)
        .map(|mark| {
            let word = pen.find(&format!("mark_short.{}", mark.kind.key()));
            let must: Vec<String> = mark.indicators.iter().map(named).collect();
            format!("{word} {}", must.join("、")).trim().to_owned()
        })
        .collect();
    if words.is_empty() {
        return None;
    }
    let heading = heading_of(pen, "scoring.marked");
    let room = width.saturating_sub(pen.columns(&heading));
    let text = words.join("   ");
    Some(Line::of(heading, Role::Heading).column(pen, &text, room, Role::Notice))
}

/// How many lines have which verdict: in words, or by marks where the words have no room.
fn summary(scene: &Scene, pen: &Pen, width: usize, broad: bool) -> Line {
    let comparison = &scene.state.comparison;
    let judged = clauses::judged_count(scene);
    let applies =
        |verdict: &Verdict| !matches!(verdict, Verdict::NotApplicable | Verdict::Alternative);
    let verdicts = Verdict::ALL.into_iter().filter(applies).map(|verdict| {
        let all = comparison.count(verdict);
        let done = if verdict == Verdict::Expert {
            judged
        } else {
            0
        };
        let (words, mark) = (
            gap::verdict(verdict, pen.language()),
            glyphs::verdict(pen.profile(), verdict),
        );
        (words, mark, all.saturating_sub(done))
    });
    let done = (pen.say("clauses.done"), pen.glyphs().passed, judged);
    let counts: Vec<_> = verdicts
        .chain([done])
        .filter(|(.., count)| *count > 0)
        .collect();
    let (lead, items) = if broad {
        let all = scene.state.line_count().to_string();
        let lead = heading_of(pen, "scoring.result");
        (lead, pen.with("scoring.items", &[&all]))
    } else {
        (" ".to_owned(), String::new())
    };
    let in_words = |apart: &str| {
        let told = counts
            .iter()
            .map(|(words, _, count)| format!("{words} {count}"));
        told.collect::<Vec<_>>().join(apart)
    };
    let in_marks = || {
        let told = counts
            .iter()
            .map(|(_, mark, count)| format!("{mark}{count}"));
        told.collect::<Vec<_>>().join(" ")
    };
    let apart = if broad { "  " } else { " " };
    let room = width.saturating_sub(pen.columns(&lead) + 2);
    let advices = ["gap.advice", "scoring.advice_short"].map(|key| pen.say(key));
    let fitting = |text: &str| {
        let left = room.checked_sub(pen.columns(text))?;
        advices
            .into_iter()
            .find(|advice| pen.columns(advice) <= left)
    };
    let words = in_words(apart);
    let full = format!("{items}{words}");
    let (text, advice) = if let Some(advice) = fitting(&full) {
        (full, advice)
    } else if let Some(advice) = fitting(&words) {
        (words, advice)
    } else {
        let marks = in_marks();
        let advice = fitting(&marks).unwrap_or(advices[1]);
        (marks, advice)
    };
    Line::of(lead, Role::Heading)
        .and(text, Role::Text)
        .and(format!("  {advice}"), Role::Muted)
}
