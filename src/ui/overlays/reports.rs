//! The window of reports: documents and formats to choose, the folder, the bar, and what
//! became of them.

use super::exchange::{field, offers};
use super::round::{bar, columns, refused};
use super::window;
use crate::app::App;
use crate::app::overlays::reporting::{ReportingState, Step};
use crate::app::round::ReportsMade;
use crate::config::theme::Role;
use crate::report::{Format, Kind};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws the window.
pub fn draw(app: &App, state: &ReportingState, canvas: &mut Canvas, area: Rect) {
    match &state.step {
        Step::Choosing => choosing(state, canvas, area),
        Step::Where => place(state, canvas, area),
        Step::Writing => writing(app, canvas, area),
        Step::Done(made) => done(state, made, canvas, area),
    }
}

/// The mark of something that is wanted or not.
fn mark(pen: &Pen, is_wanted: bool) -> String {
    let sign = if is_wanted { pen.glyphs().full } else { " " };
    format!("[{sign}] ")
}

fn choosing(state: &ReportingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let mut head = formats(&pen, state, usize::from(columns - 4));
    let counts = [state.kinds.len(), Kind::ALL.len()].map(|count| count.to_string());
    let chosen = pen.with("reporting.chosen", &counts.each_ref().map(String::as_str));
    head.extend([Line::of(chosen, Role::Muted), Line::new()]);
    let mut found = Vec::new();
    let mut entry = |place: usize, is_wanted: bool, name: String| {
        let chosen = state.at == place;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let role = if is_wanted { Role::Text } else { Role::Muted };
        let line = Line::of(format!("{pointer} "), Role::Key)
            .and(mark(&pen, is_wanted), role)
            .and(name, role);
        found.push(line.selected(chosen));
    };
    let all = pen.say("reporting.all").to_owned();
    entry(0, state.kinds.len() == Kind::ALL.len(), all);
    for (place, kind) in Kind::ALL.into_iter().enumerate() {
        let title = title(&pen, kind);
        let name = format!("{:<4}{title}", kind.number());
        entry(place + 1, state.kinds.contains(&kind), name);
    }
    let rows = (head.len() + found.len()) as u16;
    let inner = window(canvas, area, columns, rows, pen.say("command.reports"));
    let height = (head.len() as u16).min(inner.height);
    let above = Rect { height, ..inner };
    let below = Rect {
        y: inner.y + height,
        height: inner.height - height,
        ..inner
    };
    lines::draw_read(canvas, above, &head, 0);
    lines::draw_list(canvas, below, &found, state.at);
}

/// The formats to choose from, on as many rows as they take.
fn formats(pen: &Pen, state: &ReportingState, width: usize) -> Vec<Line> {
    let label = pen.say("reporting.formats");
    let mut found = Vec::new();
    let mut line = Line::of(label, Role::Muted);
    for (place, format) in Format::ALL.into_iter().enumerate() {
        let is_wanted = state.formats.contains(&format);
        let role = if is_wanted { Role::Text } else { Role::Muted };
        let entry = Line::of(format!("  {} ", place + 1), Role::Key)
            .and(mark(pen, is_wanted), role)
            .and(format.key(), role);
        if line.columns(pen) + entry.columns(pen) > width {
            let next = Line::new().blanks(pen.columns(label), Role::Muted);
            found.push(std::mem::replace(&mut line, next));
        }
        line = line.joined(entry);
    }
    found.push(line);
    found
}

fn title(pen: &Pen, kind: Kind) -> &'static str {
    pen.find(&format!("report_title.{}", kind.key().replace('-', "_")))
}

fn place(state: &ReportingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(columns(area) - 4);
    let counts = [state.kinds.len(), state.formats.len()].map(|count| count.to_string());
    let text = pen.with("reporting.where", &counts.each_ref().map(String::as_str));
    let above = labelled(&pen, "", &text, width, Role::Text);
    let mut below = offers(&pen, &state.path, width);
    if let Some(refusal) = &state.refusal {
        below.extend(refused(&pen, refusal, width));
    }
    let (title, label) = (pen.say("command.reports"), pen.say("hand_in.folder"));
    field(canvas, area, title, &above, label, &state.path, &below);
}

fn writing(app: &App, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let going = app.workspace.as_ref().and_then(|one| one.round.reporting);
    let found = vec![
        bar(&pen, going.unwrap_or_default(), width),
        Line::of(pen.say("reporting.writing"), Role::Notice),
    ];
    let inner = window(
        canvas,
        area,
        columns,
        found.len() as u16,
        pen.say("command.reports"),
    );
    lines::draw_read(canvas, inner, &found, 0);
}

fn done(state: &ReportingState, made: &ReportsMade, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let count = made.files.to_string();
    let text = pen.with("reporting.written", &[&count]);
    let mut found = labelled(&pen, "", &text, width, Role::Good);
    let label = format!("{}  ", pen.say("reporting.folder"));
    found.extend(labelled(&pen, &label, &made.folder, width, Role::Text));
    for (name, key) in &made.failed {
        let text = pen.with("reporting.failed", &[name, pen.find(key)]);
        found.extend(labelled(&pen, "", &text, width, Role::Bad));
    }
    for (name, kept) in &made.kept {
        let text = pen.with("reporting.kept", &[name, kept]);
        found.extend(labelled(&pen, "", &text, width, Role::Warning));
    }
    if !made.remarks.is_empty() {
        found.push(Line::new());
        found.push(Line::of(pen.say("reporting.before_signing"), Role::Heading));
    }
    for (kind, words) in &made.remarks {
        let label = format!("{:<4}", kind.number());
        let text = format!("{}  {words}", title(&pen, *kind));
        found.extend(labelled(&pen, &label, &text, width, Role::Warning));
    }
    let inner = window(
        canvas,
        area,
        columns,
        found.len() as u16,
        pen.say("command.reports"),
    );
    lines::draw(canvas, inner, &found, state.scroll);
}
