//! Project, official wording, notes; and for the secretariat the combined scores.

use super::Scene;
use crate::app::overlays::grounds;
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::overlays::vetoes::state_words;
use crate::ui::screens::{proposals, results};
use ratatui::layout::Rect;

/// Returns the abstract.
pub fn summary(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let mut found = vec![
        Line::new(),
        Line::of(format!(" {}", pen.say("facts.abstract")), Role::Heading),
    ];
    found.extend(labelled(
        pen,
        " ",
        &scene.proposal.summary,
        width.saturating_sub(1).min(lines::READABLE),
        Role::Text,
    ));
    found
}

/// Returns the facts of the proposal.
pub fn project(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let mut found = vec![Line::new()];
    let facts = proposals::facts(
        pen,
        scene.workspace,
        scene.proposal,
        width.saturating_sub(2),
    );
    found.extend(facts.into_iter().map(Line::indented));
    found.push(Line::new());
    for promise in &scene.proposal.promises {
        found.extend(labelled(
            pen,
            " - ",
            &promise.text,
            width.saturating_sub(2),
            Role::Text,
        ));
    }
    found
}

/// Returns the official wording of the link.
pub fn wording(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    match scene.workspace.link_of(scene.proposal) {
        Some((_, link)) => crate::ui::overlays::target::wording(
            pen,
            link,
            width.saturating_sub(2).min(lines::READABLE),
        ),
        None => labelled(
            pen,
            " ",
            pen.say("scoring.no_link"),
            width.saturating_sub(1),
            Role::Warning,
        ),
    }
}

/// Returns the own comment and questions.
pub fn notes(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    if scene.workspace.own.is_none() {
        return Vec::new();
    }
    let sheet = scene
        .workspace
        .own
        .as_ref()
        .and_then(|own| own.sheet(&scene.proposal.id));
    let width = width.saturating_sub(1).min(lines::READABLE);
    let mut found = vec![
        Line::new(),
        Line::of(format!(" {}", pen.say("page.my_notes")), Role::Heading),
    ];
    let questions = sheet
        .map(|sheet| sheet.questions.as_slice())
        .unwrap_or_default();
    for question in questions {
        let label = format!(" {}  ", pen.say("scoring.question"));
        found.extend(labelled(pen, &label, &question.text, width, Role::Text));
    }
    let vetoes = grounds::proposed(scene.workspace, &scene.proposal.id);
    for (ground, reason) in &vetoes {
        let name = scene.workspace.panel().policy.ground(ground);
        let state = grounds::ruled(scene.workspace, &scene.proposal.id, ground);
        let label = format!(" {}  ", pen.say("sheet.veto"));
        let state = state_words(pen, state);
        let text = pen.with("scoring.veto", &[name.of(pen.is_english()), state, reason]);
        found.extend(labelled(pen, &label, &text, width, Role::Warning));
    }
    let comment = sheet
        .map(|sheet| sheet.comment.as_str())
        .unwrap_or_default();
    if comment.is_empty() && questions.is_empty() && vetoes.is_empty() {
        let words = pen.say("scoring.no_notes");
        found.extend(labelled(pen, " ", words, width, Role::Muted));
    } else if !comment.is_empty() {
        found.extend(labelled(pen, " ", comment, width, Role::Text));
    }
    found
}

/// For the secretariat: the combined scores of the proposal in the sheet's place.
pub fn results(scene: &Scene, canvas: &mut Canvas, pane: Rect) {
    let pen = canvas.pen;
    let inner = Rect {
        x: pane.x + 1,
        width: pane.width.saturating_sub(2),
        ..pane
    };
    let combined = scene.workspace.results.as_ref();
    let Some(row) = combined.and_then(|results| results.standings.row(&scene.proposal.id)) else {
        canvas.text(
            inner.x,
            inner.y,
            inner.width,
            pen.say("next.combining"),
            Role::Muted,
        );
        return;
    };
    let mut found = results::detail(&pen, scene.workspace, row, usize::from(inner.width));
    found.push(Line::new());
    for total in &row.totals {
        let expert = scene.workspace.panel().expert(&total.expert);
        let name = expert.map_or(total.expert.as_str(), |expert| expert.name.as_str());
        let note = match total.dropped {
            Some(_) => pen.say("results.dropped"),
            None if !total.counts => pen.say("results.not_counted"),
            None => "",
        };
        found.push(
            Line::new()
                .column(&pen, name, 14, Role::Text)
                .figure(&pen, &plain(total.total), 7, Role::Heading)
                .and(format!("  {note}"), Role::Muted),
        );
    }
    lines::draw(canvas, inner, &found, scene.state.results_scroll);
}
