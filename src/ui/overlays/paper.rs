//! Windows about typing from paper: who types whose sheets, and what two people typed
//! differently.

use super::window;
use crate::app::App;
use crate::app::overlays::typist::{TypistState, waiting};
use crate::app::paper::{DifferencesState, cell_name};
use crate::config::theme::Role;
use crate::ui::canvas::Canvas;
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws the choice of the expert and the name of who types.
pub fn typist(app: &App, state: &TypistState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let experts = &workspace.panel().experts;
    let pen = canvas.pen;
    let columns = area.width.saturating_sub(8).clamp(20, 76);
    let width = usize::from(columns - 4);
    let mut above = labelled(&pen, "", pen.say("paper.help"), width, Role::Muted);
    above.push(Line::new());
    let label = format!("{}  ", pen.say("paper.by"));
    let field = (above.len(), pen.columns(&label));
    let name = match state.by.text() {
        "" => "____",
        name => name,
    };
    above.push(Line::of(label, Role::Heading).and(name, Role::Input));
    above.push(Line::new());
    let rows = above.len() + experts.len();
    let inner = window(canvas, area, columns, rows as u16, pen.say("paper.title"));
    lines::draw_read(canvas, inner, &above, 0);
    let used = (above.len() as u16).min(inner.height);
    let list = Rect {
        y: inner.y + used,
        height: inner.height - used,
        ..inner
    };
    let found: Vec<Line> = experts
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let chosen = place == state.at;
            let pointer = if chosen { pen.glyphs().pointer } else { " " };
            let line = Line::of(format!("{pointer} "), Role::Key)
                .column(&pen, &one.id, 8, Role::Text)
                .column(&pen, &one.name, 20, Role::Text);
            let line = match waiting(workspace, &one.id) {
                0 => line,
                count => {
                    let words = pen.with("paper.waiting", &[&count.to_string()]);
                    line.and(words, Role::Warning)
                }
            };
            line.selected(chosen)
        })
        .collect();
    lines::draw_list(canvas, list, &found, state.at);
    let before = pen.columns(state.by.before());
    let column = inner.x + (field.1 + before) as u16;
    let row = inner.y + field.0 as u16;
    canvas.cursor = Some((column.min(inner.right()), row.min(inner.bottom())));
}

/// Draws what two people typed differently.
pub fn differences(app: &App, state: &DifferencesState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = area.width.saturating_sub(8).clamp(20, 84);
    let width = usize::from(columns - 4);
    let mut found = labelled(&pen, "", pen.say("paper.look"), width, Role::Muted);
    found.push(Line::new());
    let side = width.saturating_sub(26).max(16) / 2;
    found.push(
        Line::new()
            .column(&pen, pen.say("paper.cell"), 26, Role::Heading)
            .column(&pen, pen.say("paper.first"), side, Role::Heading)
            .column(&pen, pen.say("paper.second"), side, Role::Heading),
    );
    for one in &state.cells {
        let name = cell_name(app, &state.proposal, &one.cell);
        let shown = |text: &str| match text {
            "" => pen.say("notice.empty_now").to_owned(),
            text => text.replace('\n', " "),
        };
        found.push(
            Line::new()
                .column(&pen, &name, 26, Role::Text)
                .column(&pen, &shown(&one.from), side, Role::Input)
                .column(&pen, &shown(&one.to), side, Role::Input),
        );
    }
    let title = pen.with("paper.differences", &[&state.proposal]);
    let inner = window(canvas, area, columns, found.len() as u16, &title);
    lines::draw(canvas, inner, &found, state.scroll);
}
