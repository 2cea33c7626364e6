//! Windows that want an answer: the comment, a reason, the check before submitting, the commitment.

use super::window;
use crate::app::App;
use crate::app::overlay::{CommentState, SubmitState};
use crate::app::overlays::comment::line_width;
use crate::app::overlays::comment::phrases::PhraseList;
use crate::app::overlays::commitment::CommitmentState;
use crate::app::overlays::reason::{LEAST, Purpose, ReasonState};
use crate::config::theme::Role;
use crate::domain::sheet::comment;
use crate::ui::canvas::Canvas;
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws the comment being written.
pub fn comment(app: &App, state: &CommentState, canvas: &mut Canvas, area: Rect) {
    let width = line_width(app.size.0);
    let text = state.field.lines(width);
    let rows = (text.len() as u16 + 1).clamp(6, 16);
    let title = canvas.pen.with("comment.title", &[&state.proposal]);
    let inner = window(canvas, area, width as u16 + 4, rows, &title);
    let (row, column) = state.field.position(width);
    let height = usize::from(inner.height);
    let scroll = row.saturating_sub(height.saturating_sub(1));
    for (place, line) in text.iter().skip(scroll).take(height).enumerate() {
        canvas.text(
            inner.x,
            inner.y + place as u16,
            inner.width,
            line,
            Role::Text,
        );
    }
    let count = comment::length(state.field.text()).to_string();
    let note = canvas.pen.with("comment.count", &[&count]);
    canvas.text_right(
        inner.right(),
        inner.bottom(),
        30,
        &format!(" {note} "),
        Role::Muted,
    );
    let y = inner.y + (row - scroll) as u16;
    canvas.cursor = Some((
        (inner.x + column as u16).min(inner.right()),
        y.min(inner.bottom()),
    ));
    if let Some(list) = &state.phrases {
        phrases(list, canvas, area);
    }
}

/// Draws the phrases over the comment.
fn phrases(list: &PhraseList, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = line_width(area.width) as u16 + 4;
    let width = usize::from(columns.saturating_sub(4));
    let rows = (list.found.len() as u16 + 2).clamp(4, 16);
    let inner = window(canvas, area, columns, rows, pen.say("comment.phrases"));
    let lead = format!("{}  ", pen.say("comment.filter"));
    let start = pen.columns(&lead) as u16;
    Line::of(lead, Role::Muted)
        .and(list.field.text(), Role::Input)
        .draw(canvas, inner.x, inner.y, inner.width);
    let typed = pen.columns(list.field.before()) as u16;
    canvas.cursor = Some(((inner.x + start + typed).min(inner.right()), inner.y));
    let mut lines = Vec::new();
    for line in 0..list.found.len() {
        let chosen = line == list.selected;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let digit = match line {
            0..9 => (line + 1).to_string(),
            _ => " ".to_owned(),
        };
        let text = list.at(line).unwrap_or_default();
        let entry = Line::of(format!("{pointer} {digit} "), Role::Key).column(
            &pen,
            text,
            width.saturating_sub(4),
            Role::Text,
        );
        lines.push(entry.selected(chosen));
    }
    if lines.is_empty() {
        lines.push(Line::of(pen.say("comment.none_found"), Role::Muted));
    }
    let below = Rect {
        y: inner.y + 1,
        height: inner.height.saturating_sub(1),
        ..inner
    };
    lines::draw_list(canvas, below, &lines, list.selected);
}

/// Draws the question for a reason.
pub fn reason(state: &ReasonState, canvas: &mut Canvas, area: Rect) {
    let (title, explanation) = match state.purpose {
        Purpose::Recusal => ("recusal.title", "recusal.explanation"),
        Purpose::Reopening => ("reopening.title", "reopening.explanation"),
        Purpose::SendingBack => ("sending_back.title", "sending_back.explanation"),
    };
    let title = canvas.pen.with(title, &[&state.proposal]);
    if state.is_asking {
        return asked_once_more(state, canvas, area, &title);
    }
    let usual = state.usual(canvas.pen.language());
    let inner = window(canvas, area, 66, usual.len() as u16 + 5, &title);
    let pen = canvas.pen;
    let mut found = labelled(
        &pen,
        "",
        pen.say(explanation),
        usize::from(inner.width),
        Role::Muted,
    );
    found.push(Line::new());
    let free = match state.purpose {
        Purpose::SendingBack => pen.with("sending_back.free", &[&LEAST.to_string()]),
        Purpose::Recusal | Purpose::Reopening => pen.say("asking.free").to_owned(),
    };
    let free = free.as_str();
    let top = found.len();
    for (place, words) in usual.iter().map(String::as_str).chain([free]).enumerate() {
        let chosen = state.selected == Some(place);
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let line = Line::of(format!("{pointer} {} ", place + 1), Role::Key).and(words, Role::Text);
        found.push(if place == usual.len() && chosen {
            line.and(" ", Role::Text)
                .and(state.field.text(), Role::Input)
                .and(" ", Role::Input)
        } else {
            line.selected(chosen)
        });
    }
    let row = inner.y + (top + state.selected.unwrap_or(0)) as u16;
    if state.is_typing() {
        let column = 5 + pen.columns(free) + pen.columns(state.field.before());
        canvas.cursor = Some((
            (inner.x + column as u16).min(inner.right()),
            row.min(inner.bottom()),
        ));
    }
    lines::draw_read(canvas, inner, &found, 0);
}

/// Draws what is sent back and why, before it cannot be taken back any more.
fn asked_once_more(state: &ReasonState, canvas: &mut Canvas, area: Rect, title: &str) {
    let pen = canvas.pen;
    let width = usize::from(area.width.saturating_sub(4).min(66)).saturating_sub(4);
    let reason = state.reason(pen.language());
    let words = pen.with("sending_back.asked", &[&state.proposal, &reason]);
    let mut found = labelled(&pen, "", &words, width, Role::Text);
    let for_good = pen.say("sending_back.for_good");
    found.extend(labelled(&pen, "! ", for_good, width, Role::Warning));
    found.push(Line::new());
    let keys = pen.say("sending_back.press_9");
    found.extend(labelled(&pen, "", keys, width, Role::Heading));
    let inner = window(canvas, area, 66, found.len() as u16, title);
    lines::draw_read(canvas, inner, &found, 0);
}

/// Draws the check before submitting.
pub fn submit(app: &App, state: &SubmitState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let title = pen.with("submit.title", &[&state.proposal]);
    let columns = area.width.saturating_sub(4).clamp(20, 66);
    let width = usize::from(columns - 4);
    let mut found = Vec::new();
    if state.warnings.is_empty() {
        found.push(Line::of(pen.say("submit.nothing"), Role::Good));
    } else {
        found.push(Line::of(pen.say("submit.look"), Role::Heading));
    }
    for warning in &state.warnings {
        found.extend(labelled(&pen, "! ", warning, width, Role::Warning));
    }
    found.push(Line::new());
    let workspace = app.workspace.as_ref();
    let is_paper = workspace.is_some_and(|one| one.typist.is_some());
    let question = if is_paper {
        "paper.question"
    } else if state.is_short {
        "submit.short"
    } else {
        "submit.question"
    };
    found.extend(labelled(&pen, "", pen.say(question), width, Role::Text));
    let inner = window(canvas, area, columns, found.len() as u16, &title);
    lines::draw_read(canvas, inner, &found, 0);
}

/// Draws the commitment of an expert.
pub fn commitment(app: &App, state: &CommitmentState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let expert = app
        .workspace
        .as_ref()
        .and_then(|workspace| workspace.panel().expert(&state.expert));
    let name = expert.map_or(state.expert.as_str(), |expert| expert.name.as_str());
    let width = 76u16.min(area.width.saturating_sub(4));
    let room = usize::from(width.saturating_sub(4));
    let mut found = labelled(
        &pen,
        "",
        &pen.with("commitment.who", &[name]),
        room,
        Role::Heading,
    );
    found.push(Line::new());
    let points = [
        "commitment.one",
        "commitment.two",
        "commitment.three",
        "commitment.four",
        "commitment.five",
    ];
    for (place, key) in points.iter().enumerate() {
        found.extend(labelled(
            &pen,
            &format!("{} ", place + 1),
            pen.say(key),
            room,
            Role::Text,
        ));
    }
    found.push(Line::new());
    found.push(Line::of(pen.say("commitment.question"), Role::Heading));
    let inner = window(
        canvas,
        area,
        width,
        found.len() as u16,
        pen.say("commitment.title"),
    );
    lines::draw_read(canvas, inner, &found, 0);
}
