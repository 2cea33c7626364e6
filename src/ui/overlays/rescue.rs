//! Which member asks that a proposal be discussed, and why.

use super::forms::{self, Content, FormRow};
use super::window;
use crate::app::App;
use crate::app::overlays::rescue::{RescueState, Step, asked};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::results;
use ratatui::layout::Rect;

/// Columns of the window.
const COLUMNS: u16 = 74;
/// Fewest columns of a name.
const NAME: usize = 8;

/// Draws the window.
pub fn draw(app: &App, state: &RescueState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let pen = canvas.pen;
    let width = usize::from(COLUMNS.min(area.width.saturating_sub(4))).saturating_sub(4);
    let title = results::title(workspace, &state.proposal);
    let title = pen.with("rescue.title", &[&state.proposal, title]);
    let title = pen.fitted(&title, width);
    match state.step {
        Step::Member => choosing(&pen, workspace, state, canvas, (area, &title)),
        Step::Reason => {
            let name = results::expert(workspace, state.member().unwrap_or_default());
            let above = labelled(&pen, "", pen.say("rescue.why_help"), width, Role::Muted);
            let fields = [
                FormRow {
                    label: pen.say("rescue.member"),
                    is_chosen: false,
                    content: Content::Fixed(&name),
                },
                FormRow {
                    label: pen.say("rescue.reason"),
                    is_chosen: true,
                    content: Content::Text(&state.reason),
                },
            ];
            let (below, cursor) = forms::rows(&pen, &fields, width);
            let form = forms::Form {
                title: &title,
                above: &above,
                below: &below,
                cursor,
                scroll: 0,
            };
            forms::draw(canvas, (area, COLUMNS), &form);
        }
        Step::TakingBack => {
            let name = results::expert(workspace, state.member().unwrap_or_default());
            let words = pen.with("rescue.question", &[&name, &state.proposal]);
            let mut found = labelled(&pen, "! ", &words, width, Role::Warning);
            let keys = pen.say("rescue.keys");
            found.extend(labelled(&pen, "", keys, width, Role::Heading));
            let inner = window(canvas, area, COLUMNS, found.len() as u16, &title);
            lines::draw_read(canvas, inner, &found, 0);
        }
    }
}

fn choosing(
    pen: &Pen,
    workspace: &Workspace,
    state: &RescueState,
    canvas: &mut Canvas,
    (area, title): (Rect, &str),
) {
    let help = pen.say("rescue.help");
    let width = usize::from(COLUMNS.min(area.width.saturating_sub(4))).saturating_sub(4);
    let help = labelled(pen, "", help, width, Role::Muted);
    let rows = state.members.len() + help.len() + 1;
    let inner = window(canvas, area, COLUMNS, rows as u16, title);
    lines::draw_read(canvas, inner, &help, 0);
    let taken = help.len() as u16 + 1;
    let list = Rect {
        y: inner.y + taken,
        height: inner.height.saturating_sub(taken),
        ..inner
    };
    let panel = workspace.panel();
    let members = || state.members.iter().filter_map(|id| panel.expert(id));
    let names = lines::widest(pen, members().map(|one| one.name.as_str())).max(NAME) + 2;
    let has_asked = |id: &str| {
        let mut of_it = asked(workspace, &state.group, &state.proposal);
        of_it.any(|one| one.expert == *id)
    };
    let words = if state.members.iter().any(|id| has_asked(id)) {
        pen.columns(pen.say("rescue.has_asked")) + 2
    } else {
        0
    };
    let line = |place: usize| {
        let Some(id) = state.members.get(place) else {
            return Line::new();
        };
        let chosen = place == state.at;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let digit = if place < 9 {
            (place + 1).to_string()
        } else {
            String::new()
        };
        let word = if has_asked(id) {
            pen.say("rescue.has_asked")
        } else {
            ""
        };
        let found = panel.expert(id);
        let name = found.map_or("", |one| one.name.as_str());
        let institution = found.map_or("", |one| one.institution.as_str());
        Line::of(format!("{pointer} "), Role::Key)
            .figure(pen, &digit, 2, Role::Key)
            .and("  ", Role::Text)
            .column(pen, id, 6, Role::Muted)
            .column(pen, name, names, Role::Text)
            .column(pen, word, words, Role::Warning)
            .column(
                pen,
                institution,
                width.saturating_sub(12 + names + words),
                Role::Muted,
            )
            .selected(chosen)
    };
    lines::draw_rows(canvas, list, state.members.len(), state.at, line);
}
