//! The window of a check: what does not hold, and the codes of the signed paper.

use crate::app::App;
use crate::app::overlays::verifying::{DIGITS, Fit, Part, VerifyingState, experts, fit, grouped};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::i18n::verifying;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::overlays::window;
use ratatui::layout::Rect;

/// Columns of an expert's name.
const NAME: usize = 22;

/// Draws it.
pub fn draw(app: &App, state: &VerifyingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(workspace) = &app.workspace else {
        return;
    };
    let columns = area.width.saturating_sub(6).clamp(20, 100);
    let width = usize::from(columns - 4);
    let title = pen.say("command.verify_round");
    let rows = area.height.saturating_sub(8);
    let inner = window(canvas, area, columns, rows, title);
    tabs(&pen, state).draw(canvas, inner.x, inner.y, inner.width);
    let pane = Rect {
        y: inner.y + 2,
        height: inner.height.saturating_sub(2),
        ..inner
    };
    match state.part {
        Part::Findings => {
            let found = findings(&pen, workspace, width);
            lines::draw(canvas, pane, &found, state.scroll);
        }
        Part::Codes => codes(workspace, state, canvas, pane),
    }
}

fn tabs(pen: &Pen, state: &VerifyingState) -> Line {
    let tab = |part: Part, key: &'static str| {
        if part == state.part {
            Line::of(format!("[{}]", pen.say(key)), Role::Title)
        } else {
            Line::of(format!(" {} ", pen.say(key)), Role::Muted)
        }
    };
    tab(Part::Findings, "round.findings")
        .and("  ", Role::Text)
        .joined(tab(Part::Codes, "round.codes"))
}

fn findings(pen: &Pen, workspace: &Workspace, width: usize) -> Vec<Line> {
    let book = &workspace.round;
    if let Some((done, all)) = book.verifying {
        let numbers = [done.to_string(), all.to_string()];
        let numbers = numbers.each_ref().map(String::as_str);
        let text = pen.with("round.verify_running", &numbers);
        return labelled(pen, "", &text, width, Role::Notice);
    }
    let Some(verified) = &book.verified else {
        return vec![Line::of(pen.say("round.verify_not"), Role::Muted)];
    };
    let files = verified.files.to_string();
    if verified.findings.is_empty() {
        let text = pen.with("round.verify_holds", &[&files]);
        let lead = format!("{} ", pen.glyphs().passed);
        let mut found = labelled(pen, &lead, &text, width, Role::Good);
        let remedy = pen.say("round.verify_codes_too");
        found.extend(labelled(pen, "  ", remedy, width, Role::Muted));
        return found;
    }
    let count = verified.findings.len().to_string();
    let text = pen.with("round.verify_found", &[&count]);
    let mut found = labelled(pen, "", &text, width, Role::Warning);
    found.extend(labelled(
        pen,
        "",
        pen.say("round.verify_remedy"),
        width,
        Role::Muted,
    ));
    found.push(Line::new());
    for finding in &verified.findings {
        let lead = format!("{} ", pen.glyphs().failed);
        let text = verifying::line(finding, pen.language());
        found.extend(labelled(pen, &lead, &text, width, Role::Text));
    }
    found
}

fn codes(workspace: &Workspace, state: &VerifyingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(area.width);
    let help = labelled(&pen, "", pen.say("round.codes_help"), width, Role::Muted);
    lines::draw(canvas, area, &help, 0);
    let used = (help.len() as u16 + 1).min(area.height);
    let list = Rect {
        y: area.y + used,
        height: area.height - used,
        ..area
    };
    let book = &workspace.round;
    let experts = experts(workspace);
    let mut found: Vec<Line> = experts
        .iter()
        .enumerate()
        .map(|(place, id)| {
            let chosen = place == state.at;
            let pointer = if chosen { pen.glyphs().pointer } else { " " };
            let name = workspace.panel().expert(id).map(|one| one.name.as_str());
            let name = format!("{id}  {}", name.unwrap_or_default());
            let typed = book.codes.get(*id).map(String::as_str).unwrap_or_default();
            let shown = match typed {
                "" => "____-____-____".to_owned(),
                digits => grouped(digits),
            };
            let (words, role) = match fit(book, id) {
                Fit::Open => (String::new(), Role::Muted),
                Fit::Typed => (pen.say("round.code_typed").to_owned(), Role::Muted),
                Fit::Fits => {
                    let sign = pen.glyphs().passed;
                    (format!("{sign} {}", pen.say("round.code_fits")), Role::Good)
                }
                Fit::Differs(_) => {
                    let sign = pen.glyphs().failed;
                    let words = pen.say("round.code_differs");
                    (format!("{sign} {words}"), Role::Bad)
                }
            };
            Line::of(format!("{pointer} "), Role::Key)
                .cell(&pen, &name, NAME, Role::Text)
                .column(&pen, &shown, 16, Role::Input)
                .column(&pen, &words, width.saturating_sub(NAME + 18), role)
                .selected(chosen)
        })
        .collect();
    found.push(Line::new());
    for id in &experts {
        if let Fit::Differs(finding) = fit(book, id) {
            let lead = format!("{} ", pen.glyphs().failed);
            let words = verifying::words(finding, pen.language());
            found.extend(labelled(&pen, &lead, &words, width, Role::Bad));
        }
    }
    let first = lines::keep_in_sight(state.at, found.len(), usize::from(list.height));
    lines::draw_list(canvas, list, &found, state.at);
    let digits = experts.get(state.at).and_then(|id| book.codes.get(*id));
    let count = digits.map_or(0, String::len);
    let gaps = count.min(DIGITS - 1) / 4;
    let column = list.x + (2 + NAME + count + gaps) as u16;
    let row = list.y + state.at.saturating_sub(first) as u16;
    canvas.cursor = Some((
        column.min(list.right().saturating_sub(1)),
        row.min(list.bottom().saturating_sub(1)),
    ));
}
