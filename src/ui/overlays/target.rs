//! The official wording of a link, whole, with the marks on its slips.

use super::window;
use crate::app::App;
use crate::config::theme::Role;
use crate::domain::plan::InnovationLink;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws the window.
pub fn draw(app: &App, link: &str, scroll: usize, canvas: &mut Canvas, area: Rect) {
    let Some((chain, link)) = app
        .workspace
        .as_ref()
        .and_then(|workspace| workspace.panel().plan.link(link))
    else {
        return;
    };
    let width = area.width.saturating_sub(8).min(94);
    let found = wording(&canvas.pen, link, usize::from(width.saturating_sub(4)));
    let title = format!(
        "{}  {}",
        chain.name.of(canvas.pen.is_english()),
        canvas.pen.say("target.title")
    );
    let inner = window(canvas, area, width, found.len() as u16, &title);
    lines::draw(canvas, inner, &found, scroll);
}

/// Returns name, target and task of a link, verbatim, and what seems to have slipped in print.
pub fn wording(pen: &Pen, link: &InnovationLink, width: usize) -> Vec<Line> {
    let mut found = vec![Line::new()];
    found.extend(labelled(pen, " ", &link.name, width, Role::Heading));
    found.push(Line::of(format!(" {}", link.category), Role::Muted));
    for (key, text) in [("plan.target", &link.target), ("plan.task", &link.task)] {
        found.push(Line::new());
        found.push(Line::of(format!(" {}", pen.say(key)), Role::Heading));
        let text = if text.is_empty() {
            pen.say("plan.no_target")
        } else {
            text
        };
        found.extend(labelled(pen, " ", text, width, Role::Text));
    }
    if !link.slips.is_empty() {
        found.push(Line::new());
        found.push(Line::of(
            format!(" {}", pen.say("plan.slip")),
            Role::Heading,
        ));
    }
    for slip in &link.slips {
        let label = format!(" {}  ", slip.text);
        found.extend(labelled(
            pen,
            &label,
            slip.note.of(pen.is_english()),
            width,
            Role::Warning,
        ));
    }
    found
}
