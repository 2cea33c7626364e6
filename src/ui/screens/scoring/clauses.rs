//! The wordy pieces of a target with the expert's own judgement beside each, or for the
//! secretariat how many judged how.

use super::Scene;
use crate::analysis::comparison::Clause;
use crate::app::screens::scoring::Focus;
use crate::app::screens::scoring::facts::judgement_words;
use crate::app::workspace::Seat;
use crate::config::theme::Role;
use crate::domain::indicator::Verdict;
use crate::domain::sheet::Judgement;
use crate::ui::canvas::Pen;
use crate::ui::glyphs;
use crate::ui::lines::{Line, labelled};

/// Returns what the clauses are for, their table, and the digits that judge.
pub fn table(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let clauses = &scene.state.comparison.clauses;
    if clauses.is_empty() {
        return Vec::new();
    }
    let is_all = scene.state.comparison.rows.is_empty();
    let key = if is_all {
        "clauses.words_only"
    } else {
        "clauses.beside"
    };
    let room = width.saturating_sub(1);
    let mut lines = vec![Line::new()];
    lines.extend(labelled(pen, " ", pen.say(key), room, Role::Notice));
    let judged_width = clauses
        .iter()
        .map(|clause| pen.columns(&judged(scene, pen, clause).0) + 1)
        .chain([pen.columns(pen.say("clauses.judged")) + 1])
        .max()
        .unwrap_or(8)
        .min(width / 3);
    let heading = pen.columns(pen.say("clauses.material")) + 1;
    let material_width = if width >= 66 {
        (width / 4).max(heading)
    } else {
        0
    };
    let text_width = width.saturating_sub(3 + judged_width + material_width);
    let head = Line::of("   ", Role::Muted)
        .cell(pen, pen.say("clauses.text"), text_width, Role::Muted)
        .cell(pen, pen.say("clauses.judged"), judged_width, Role::Muted);
    lines.push(match material_width {
        0 => head,
        _ => head.cell(
            pen,
            pen.say("clauses.material"),
            material_width,
            Role::Muted,
        ),
    });
    let first = scene.state.lines().len();
    for (place, clause) in clauses.iter().enumerate() {
        let chosen = first + place == scene.state.line;
        let (words, role) = judged(scene, pen, clause);
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let mark = glyphs::verdict(pen.profile(), mark_of(scene, clause));
        let line = Line::of(pointer, Role::Text)
            .and(format!("{mark} "), role)
            .cell(pen, &one_line(&clause.text), text_width, Role::Text)
            .cell(pen, &words, judged_width, role);
        let line = match material_width {
            0 => line,
            _ => line.cell(pen, material(scene, clause), material_width, Role::Muted),
        };
        let has_focus = scene.state.focus == Focus::Facts;
        lines.push(line.chosen(chosen, has_focus));
    }
    if matches!(scene.workspace.seat, Seat::Expert(_)) {
        let digits: Vec<String> = Judgement::ALL
            .iter()
            .enumerate()
            .map(|(place, met)| format!("{} {}", place + 1, judgement_words(met, pen.language())))
            .collect();
        let legend = format!(" {}", digits.join("  "));
        lines.push(Line::new().column(pen, &legend, width, Role::Hint));
    }
    lines
}

/// The mark of the verdict that a judgement comes nearest to.
fn mark_of(scene: &Scene, clause: &Clause) -> Verdict {
    match own(scene, clause).map(|judgement| judgement.met.as_str()) {
        Some("yes") => Verdict::Meets,
        Some("no") => Verdict::FallsShort,
        Some("unsure") => Verdict::NotPromised,
        Some(_) => Verdict::NotApplicable,
        None => Verdict::Expert,
    }
}

/// Returns how many clauses the expert of this seat judged.
pub fn judged_count(scene: &Scene) -> usize {
    let clauses = scene.state.comparison.clauses.iter();
    clauses
        .filter(|clause| own(scene, clause).is_some())
        .count()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn material<'a>(scene: &Scene<'a>, clause: &Clause) -> &'a str {
    let promise = clause
        .promise
        .and_then(|index| scene.proposal.promises.get(index));
    promise.map_or("", |promise| promise.text.as_str())
}

/// The own judgement with its role; for the secretariat the numbers of each.
fn judged(scene: &Scene, pen: &Pen, clause: &Clause) -> (String, Role) {
    if let Seat::Secretariat = scene.workspace.seat {
        return (counted(scene, pen, clause), Role::Text);
    }
    let Some(judgement) = own(scene, clause) else {
        return (pen.say("judgement.open").to_owned(), Role::Warning);
    };
    let role = match judgement.met.as_str() {
        "yes" => Role::Good,
        "no" => Role::Bad,
        "unsure" => Role::Warning,
        _ => Role::Muted,
    };
    let place = Judgement::ALL.iter().position(|met| *met == judgement.met);
    let digit = place.map_or(0, |place| place + 1);
    let words = judgement_words(&judgement.met, pen.language());
    (format!("{digit} {words}"), role)
}

fn own<'a>(scene: &Scene<'a>, clause: &Clause) -> Option<&'a Judgement> {
    let own = scene.workspace.own.as_ref()?;
    own.sheet(&scene.proposal.id)?.judgement.get(&clause.key)
}

fn counted(scene: &Scene, pen: &Pen, clause: &Clause) -> String {
    let results = scene.workspace.results.as_ref();
    let of_proposal = results.and_then(|results| results.judgements.get(&scene.proposal.id));
    let Some(counts) = of_proposal.and_then(|all| all.get(&clause.key)) else {
        return pen.say("judgement.nobody").to_owned();
    };
    let parts: Vec<String> = Judgement::ALL
        .iter()
        .filter_map(|met| {
            let count = counts.get(*met)?;
            let words = judgement_words(met, pen.language());
            Some(format!("{words} {count}"))
        })
        .collect();
    parts.join(" ")
}

/// Returns the selected clause in full, with the promise that seems to speak of it and the
/// reason of the own judgement.
pub fn selected(scene: &Scene, clause: &Clause, pen: &Pen, width: usize) -> Vec<Line> {
    let width = width.saturating_sub(1);
    let mut lines = vec![Line::new()];
    let mut add = |key: &'static str, text: &str| {
        let label = format!(" {}  ", pen.say(key));
        lines.extend(labelled(pen, &label, text, width, Role::Text));
    };
    add("scoring.original", clause.text.trim());
    let promise = clause
        .promise
        .and_then(|index| scene.proposal.promises.get(index));
    match promise {
        Some(promise) => {
            let page = match promise.page {
                0 => String::new(),
                page => pen.with("scoring.page", &[&page.to_string()]),
            };
            add(
                "scoring.promise",
                &pen.with("scoring.quoted", &[&promise.text, &page]),
            );
        }
        None => add("scoring.promise", pen.say("clauses.no_material")),
    }
    if let Some(judgement) = own(scene, clause) {
        let words = judgement_words(&judgement.met, pen.language());
        let reason = if judgement.reason.is_empty() {
            pen.say("clauses.no_reason")
        } else {
            &judgement.reason
        };
        add("clauses.own", &format!("{words}  {reason}"));
    }
    lines
}
