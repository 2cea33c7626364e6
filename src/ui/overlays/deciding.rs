//! Windows about the comparison: a line of text, the promise that speaks of an indicator,
//! the sub-products of a proposal.

use super::{vetoes, window};
use crate::app::App;
use crate::app::overlays::note::{NoteState, Subject};
use crate::app::overlays::pairing::PairingState;
use crate::app::overlays::scope::ScopeState;
use crate::app::screens::scoring::facts::judgement_words;
use crate::app::workspace::Seat;
use crate::config::theme::Role;
use crate::ui::canvas::Canvas;
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws one line of text being written.
pub fn note(app: &App, state: &NoteState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = area.width.saturating_sub(8).clamp(20, 88);
    let width = usize::from(columns - 4);
    let help = |key| labelled(&pen, "", pen.say(key), width, Role::Muted);
    let (title, help) = match &state.subject {
        Subject::Judgement { met, .. } => (
            pen.with("note.judgement", &[judgement_words(met, pen.language())]),
            help("note.judgement_help"),
        ),
        Subject::Question { .. } => (
            pen.with("note.question", &[&state.proposal]),
            help("note.question_help"),
        ),
        Subject::Veto { ground } => (
            pen.with("vetoes.title", &[&state.proposal]),
            vetoes::reason_help(app, &pen, ground, width),
        ),
    };
    let text = state.field.lines(width);
    let rows = (text.len() + help.len()) as u16 + 2;
    let inner = window(canvas, area, columns, rows, &title);
    lines::draw_read(canvas, inner, &help, 0);
    let used = help.len() as u16 + 1;
    let top = inner.y + used;
    let height = usize::from(inner.height.saturating_sub(used));
    let (row, column) = state.field.position(width);
    let scroll = row.saturating_sub(height.saturating_sub(1));
    for (place, line) in text.iter().skip(scroll).take(height).enumerate() {
        canvas.text(inner.x, top + place as u16, inner.width, line, Role::Text);
    }
    canvas.cursor = Some((
        (inner.x + column as u16).min(inner.right()),
        (top + (row - scroll) as u16).min(inner.bottom()),
    ));
}

/// Draws the choice of a promise.
pub fn pairing(app: &App, state: &PairingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let workspace = app.workspace.as_ref();
    let proposal = workspace.and_then(|one| one.panel().proposal(&state.proposal));
    let Some(proposal) = proposal else {
        return;
    };
    let columns = area.width.saturating_sub(8).clamp(20, 92);
    let width = usize::from(columns - 4);
    let is_deciding = app.seat() == Seat::Secretariat;
    let (help, back) = if is_deciding {
        ("pairing.decides", "pairing.wording")
    } else {
        ("pairing.noted", "pairing.as_given")
    };
    let mut found = labelled(&pen, "", pen.say(help), width, Role::Muted);
    found.push(Line::new());
    let top = found.len();
    let mut entry = |place: usize, lead: String, text: &str| {
        let chosen = state.selected == place;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let used = pen.columns(&lead) + 2;
        let line = Line::of(format!("{pointer} "), Role::Key)
            .and(lead, Role::Key)
            .column(&pen, text, width.saturating_sub(used), Role::Text);
        found.push(line.selected(chosen));
    };
    entry(0, "0 ".to_owned(), pen.say("pairing.none"));
    for (index, promise) in proposal.promises.iter().enumerate() {
        entry(index + 1, format!("{} ", index + 1), &promise.text);
    }
    entry(state.promises + 1, "  ".to_owned(), pen.say(back));
    let title = pen.with("pairing.title", &[&state.label]);
    let inner = window(canvas, area, columns, found.len() as u16, &title);
    lines::draw_list(canvas, inner, &found, top + state.selected);
}

/// Draws the choice of sub-products.
pub fn scope(state: &ScopeState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = area.width.saturating_sub(8).clamp(20, 76);
    let width = usize::from(columns - 4);
    let mut found = labelled(&pen, "", pen.say("scope.help"), width, Role::Muted);
    found.push(Line::new());
    let top = found.len();
    for (place, (name, applies)) in state.subjects.iter().enumerate() {
        let chosen = state.selected == place;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let mark = if *applies { "[x] " } else { "[ ] " };
        let line = Line::of(format!("{pointer} {} ", place + 1), Role::Key)
            .and(mark, Role::Key)
            .column(&pen, name, width.saturating_sub(9), Role::Text);
        found.push(line.selected(chosen));
    }
    let title = pen.with("scope.title", &[&state.proposal]);
    let inner = window(canvas, area, columns, found.len() as u16, &title);
    lines::draw_list(canvas, inner, &found, top + state.selected);
}
