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
    let widths = Widths::of(&pen, (workspace, state), experts, usize::from(body.width));
    let line = |place: &usize| {
        let chosen = *place == state.selected;
        match panel.experts.get(*place) {
            Some(expert) => row(&pen, (workspace, state), expert, (&marker, chosen, &widths)),
            None => secretariat(&pen, chosen, body.width),
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

/// Columns of a line besides name, institution and note: pointer, id, role.
const AROUND: usize = 3 + 6 + 6;
/// Fewest columns of a name, and most of an institution.
const NAME: usize = 10;
const INSTITUTION: usize = 20;

/// How wide the columns are, from what stands in them.
struct Widths {
    name: usize,
    institution: usize,
    /// The notes are told in few words.
    is_brief: bool,
}

impl Widths {
    /// Names get as many columns as the longest takes, where the line has them.
    fn of<'a>(
        pen: &Pen,
        scene: (&Workspace, &SeatState),
        experts: impl Iterator<Item = &'a Expert>,
        width: usize,
    ) -> Self {
        let (mut name, mut institution) = (0, 0);
        let mut notes = [0, 0];
        for expert in experts {
            name = name.max(pen.columns(&expert.name) + 1);
            institution = institution.max(pen.columns(&expert.institution) + 2);
            for (note, is_brief) in notes.iter_mut().zip([false, true]) {
                *note = pen
                    .columns(&self::note(pen, scene, expert, is_brief).0)
                    .max(*note);
            }
        }
        let institution = institution.min(INSTITUTION);
        let [whole, brief] = notes;
        let is_brief = AROUND + institution + NAME + whole > width;
        let note = if is_brief { brief } else { whole };
        let room = width.saturating_sub(AROUND + institution + note);
        Self {
            name: name.min(room).max(NAME),
            institution,
            is_brief,
        }
    }
}

/// How many sheets of an expert lie in the folder.
fn note(
    pen: &Pen,
    (workspace, state): (&Workspace, &SeatState),
    expert: &Expert,
    is_brief: bool,
) -> (String, Role) {
    let [vacant, some] = if is_brief {
        ["seat.vacant_short", "seat.sheets_short"]
    } else {
        ["seat.vacant", "seat.sheets"]
    };
    let Some(counts) = &workspace.opened.sheet_counts else {
        return (pen.say("seat.counting").to_owned(), Role::Muted);
    };
    let sheets = counts.get(&expert.id).copied().unwrap_or(0);
    let assigned = state.assigned.get(&expert.id).copied().unwrap_or(0);
    let assigned = assigned.to_string();
    if sheets == 0 && workspace.is_closed() {
        (pen.say("seat.vacant_closed").to_owned(), Role::Muted)
    } else if sheets == 0 {
        (pen.with(vacant, &[&assigned]), Role::Good)
    } else {
        let sheets = sheets.to_string();
        (pen.with(some, &[&sheets, &assigned]), Role::Muted)
    }
}

fn row(
    pen: &Pen,
    scene: (&Workspace, &SeatState),
    expert: &Expert,
    (marker, chosen, widths): (&Marker, bool, &Widths),
) -> Line {
    let (note, role) = note(pen, scene, expert, widths.is_brief);
    let is_chair = expert.role == "chair";
    let role_word = if is_chair { pen.say("seat.chair") } else { "" };
    let (id, name, of) = (&expert.id, &expert.name, &expert.institution);
    let line = marked_as(pen, lead(pen, chosen), id, &marker.of(id), (6, Role::Muted));
    let line = marked_as(
        pen,
        line,
        name,
        &marker.of(name),
        (widths.name, Role::Heading),
    );
    let line = line.column(pen, role_word, 6, Role::Notice);
    marked(pen, line, of, &marker.of(of), widths.institution)
        .and(note, role)
        .selected(chosen)
}

fn secretariat(pen: &Pen, chosen: bool, width: u16) -> Line {
    let note = pen.say("seat.secretariat_note");
    let note = if 3 + 6 + 16 + pen.columns(note) > usize::from(width) {
        pen.say("seat.secretariat_short")
    } else {
        note
    };
    lead(pen, chosen)
        .column(pen, "", 6, Role::Muted)
        .column(pen, pen.say("seat.secretariat"), 16, Role::Heading)
        .and(note, Role::Muted)
        .selected(chosen)
}
