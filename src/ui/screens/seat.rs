//! Seat: the experts and the secretariat, with how many sheets lie in the folder.

use crate::analysis::search::Marker;
use crate::app::App;
use crate::app::filter::ListFilter;
use crate::app::screens::seat::SeatState;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::people::Expert;
use crate::i18n::policy;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::filter::{self, marked, marked_as};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &SeatState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let panel = workspace.panel();
    let counts = [
        panel.experts.len().to_string(),
        panel.proposals.len().to_string(),
    ];
    let phase = policy::phase(panel, canvas.pen.language());
    let head = Head {
        title: canvas.pen.say("seat.title").to_owned(),
        right: phase.to_owned(),
        second: format!(
            "{}   {}",
            panel.head.title.of(canvas.pen.is_english()),
            canvas.pen.with("seat.counts", &[&counts[0], &counts[1]])
        ),
    };
    let body = frame::draw(app, canvas, area, &head);
    let pen = canvas.pen;
    let filter = state.filter.as_deref();
    let body = filter::draw(canvas, filter, body, false);
    let marker = filter.map(ListFilter::marker).unwrap_or_default();
    let shown = state.shown(workspace);
    let experts = shown.iter().filter_map(|place| panel.experts.get(*place));
    let names = name_columns(&pen, (workspace, state), experts, usize::from(body.width));
    let line = |place: &usize| {
        let chosen = *place == state.selected;
        match panel.experts.get(*place) {
            Some(expert) => row(&pen, (workspace, state), expert, (&marker, chosen, names)),
            None => secretariat(&pen, chosen),
        }
    };
    let mut rows: Vec<Line> = shown.iter().map(line).collect();
    if panel.experts.is_empty() || rows.is_empty() {
        rows.push(Line::of(
            format!("   {}", pen.say("seat.nobody")),
            Role::Muted,
        ));
    }
    let question = match workspace.pack() {
        Some(id) => {
            let name = panel.expert(id).map_or("", |expert| expert.name.as_str());
            pen.with("seat.pack", &[id, name])
        }
        None => pen.say("seat.question").to_owned(),
    };
    canvas.text(2, body.y, body.width, &question, Role::Heading);
    let height = body.height.saturating_sub(2);
    let list = Rect {
        y: body.y + 2,
        height,
        ..body
    };
    let chosen = shown.iter().position(|place| *place == state.selected);
    lines::draw_list(canvas, list, &rows, chosen.unwrap_or(0));
}

fn lead(pen: &Pen, chosen: bool) -> Line {
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    Line::of(format!(" {pointer} "), Role::Text)
}

/// Columns of a line besides the name and the note: pointer, id, role, institution.
const AROUND: usize = 3 + 6 + 6 + 20;
/// Fewest columns of a name.
const NAME: usize = 10;

/// Returns the columns of the names: as many as the longest takes, where the line has them.
fn name_columns<'a>(
    pen: &Pen,
    scene: (&Workspace, &SeatState),
    experts: impl Iterator<Item = &'a Expert>,
    width: usize,
) -> usize {
    let (mut longest, mut note) = (0, 0);
    for expert in experts {
        longest = longest.max(pen.columns(&expert.name) + 1);
        note = note.max(pen.columns(&self::note(pen, scene, expert).0));
    }
    let room = width.saturating_sub(AROUND + note);
    longest.min(room).max(NAME)
}

/// How many sheets of an expert lie in the folder.
fn note(
    pen: &Pen,
    (workspace, state): (&Workspace, &SeatState),
    expert: &Expert,
) -> (String, Role) {
    let Some(counts) = &workspace.opened.sheet_counts else {
        return (pen.say("seat.counting").to_owned(), Role::Muted);
    };
    let sheets = counts.get(&expert.id).copied().unwrap_or(0);
    let assigned = state.assigned.get(&expert.id).copied().unwrap_or(0);
    let assigned = assigned.to_string();
    if sheets == 0 && workspace.is_closed() {
        (pen.say("seat.vacant_closed").to_owned(), Role::Muted)
    } else if sheets == 0 {
        (pen.with("seat.vacant", &[&assigned]), Role::Good)
    } else {
        let sheets = sheets.to_string();
        (pen.with("seat.sheets", &[&sheets, &assigned]), Role::Muted)
    }
}

fn row(
    pen: &Pen,
    scene: (&Workspace, &SeatState),
    expert: &Expert,
    (marker, chosen, names): (&Marker, bool, usize),
) -> Line {
    let (note, role) = note(pen, scene, expert);
    let is_chair = expert.role == "chair";
    let role_word = if is_chair { pen.say("seat.chair") } else { "" };
    let (id, name, of) = (&expert.id, &expert.name, &expert.institution);
    let line = marked_as(pen, lead(pen, chosen), id, &marker.of(id), (6, Role::Muted));
    let line = marked_as(pen, line, name, &marker.of(name), (names, Role::Heading));
    let line = line.column(pen, role_word, 6, Role::Notice);
    marked(pen, line, of, &marker.of(of), 20)
        .and(note, role)
        .selected(chosen)
}

fn secretariat(pen: &Pen, chosen: bool) -> Line {
    lead(pen, chosen)
        .column(pen, "", 6, Role::Muted)
        .column(pen, pen.say("seat.secretariat"), 16, Role::Heading)
        .and(pen.say("seat.secretariat_note"), Role::Muted)
        .selected(chosen)
}
