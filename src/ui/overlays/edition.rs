//! The window of a later edition of the plan: the folder, what differs, who loads it and why.

use super::forms::{self, Content, Form, FormRow};
use super::round::refused;
use crate::app::App;
use crate::app::overlays::edition::{EditionState, Row, Step};
use crate::config::theme::Role;
use crate::i18n::editions;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{Line, labelled};
use ratatui::layout::Rect;

/// Draws the window.
pub fn draw(app: &App, state: &EditionState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = area.width.saturating_sub(8).clamp(20, 100);
    let width = usize::from(columns - 4);
    let (above, below, cursor) = match state.step {
        Step::Naming | Step::Looking => naming(&pen, state, width),
        Step::Seen | Step::Writing => seen(app, &pen, state, width),
    };
    let form = Form {
        title: pen.say("edition_window.title"),
        above: &above,
        below: &below,
        cursor,
        scroll: state.scroll,
    };
    forms::draw(canvas, (area, columns), &form);
}

type Parts = (Vec<Line>, Vec<Line>, Option<(usize, usize)>);

fn naming(pen: &Pen, state: &EditionState, width: usize) -> Parts {
    let mut above = labelled(pen, "", pen.say("edition_window.help"), width, Role::Muted);
    if let Some(refusal) = &state.refusal {
        above.extend(refused(pen, refusal, width));
    }
    let rows = [FormRow {
        label: pen.say("edition_window.folder"),
        is_chosen: true,
        content: Content::Text(&state.path.field),
    }];
    let (mut below, cursor) = forms::rows(pen, &rows, width);
    if !state.path.offers.is_empty() {
        let offers = state.path.offers.join("   ");
        below.extend(labelled(pen, "  ", &offers, width, Role::Muted));
    }
    if state.step == Step::Looking {
        below.push(Line::of(pen.say("edition_window.looking"), Role::Notice));
    }
    (above, below, cursor)
}

fn seen(app: &App, pen: &Pen, state: &EditionState, width: usize) -> Parts {
    let mut above = Vec::new();
    if let (Some(seen), Some(workspace)) = (&state.seen, &app.workspace) {
        let heading = pen.with("edition_window.to", &[&seen.name]);
        above.extend(labelled(pen, "", &heading, width, Role::Heading));
        let panel = workspace.panel();
        let told = editions::lines(panel, &seen.changes, &seen.resting, pen.language());
        for text in told {
            let below = text.strip_prefix("  ");
            let (lead, role) = match below {
                Some(_) => ("    ", Role::Muted),
                None if text.starts_with(['!', '！']) => ("", Role::Warning),
                None => ("", Role::Text),
            };
            above.extend(labelled(pen, lead, below.unwrap_or(&text), width, role));
        }
        if !panel.head.frozen.plan.is_empty() {
            let text = pen.say("edition_window.fix_again");
            above.extend(labelled(pen, "! ", text, width, Role::Warning));
        }
    }
    if let Some(refusal) = &state.refusal {
        above.extend(refused(pen, refusal, width));
    }
    let rows = [
        FormRow {
            label: pen.say("round.by"),
            is_chosen: state.row == Row::By,
            content: Content::Text(&state.by),
        },
        FormRow {
            label: pen.say("round.reason"),
            is_chosen: state.row == Row::Reason,
            content: Content::Text(&state.reason),
        },
    ];
    let (mut below, cursor) = forms::rows(pen, &rows, width);
    if state.step == Step::Writing {
        below.push(Line::of(pen.say("edition_window.writing"), Role::Notice));
    }
    (above, below, cursor)
}
