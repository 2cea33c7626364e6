//! The meeting for whoever leads it: the clock, who must leave and whether enough are there,
//! what the experts asked, who submitted, and what is to come; or only what everybody in the
//! room may see.

pub mod digits;
mod room;
mod spread;
mod wall;

use crate::analysis::sitting::{Room, Sitting};
use crate::app::App;
use crate::app::meeting::MeetingBook;
use crate::app::screens::meeting::MeetingState;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::meeting::MeetingPhase;
use crate::i18n::agendas;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Columns from which two panes stand side by side.
const BROAD: u16 = 100;

/// The key that scrolls what stands under the clock.
const SCROLLS: &str = "PgDn";

/// What is drawn.
#[derive(Clone, Copy)]
struct Scene<'a> {
    pen: Pen<'a>,
    workspace: &'a Workspace,
    book: &'a MeetingBook,
    sitting: &'a Sitting,
    state: &'a MeetingState,
    /// Who is in the room for the proposal on the table; nobody where there is none.
    room: &'a Room,
}

impl Scene<'_> {
    /// Returns an expert's name, or the id where there is none.
    fn name<'n>(&'n self, expert: &'n str) -> &'n str {
        self.workspace.panel().name_of(expert)
    }

    fn names(&self, experts: &[String]) -> String {
        let names: Vec<&str> = experts.iter().map(|id| self.name(id)).collect();
        names.join(self.pen.say("frame.and"))
    }

    fn title(&self, proposal: &str) -> &str {
        let found = self.workspace.panel().proposal(proposal);
        found.map_or("", |one| one.title.as_str())
    }
}

/// Draws the screen.
pub fn draw(app: &App, state: &MeetingState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let book = &workspace.meeting;
    let sitting = Sitting::of(workspace.panel(), &book.group).unwrap_or_default();
    let meeting = &book.meeting;
    let room = match meeting.proposal.as_str() {
        "" => Room::default(),
        proposal => sitting.room(workspace.panel(), meeting, proposal),
    };
    let scene = Scene {
        room: &room,
        pen: canvas.pen,
        workspace,
        book,
        sitting: &sitting,
        state,
    };
    if state.is_wall {
        wall::draw(app, &scene, canvas, area);
        return;
    }
    let body = frame::draw(app, canvas, area, &head(&scene));
    if body.width < BROAD {
        narrow(&scene, canvas, body);
        return;
    }
    let left = body.width * 54 / 100;
    canvas.divide(left, body);
    let pane = Rect {
        x: 1,
        width: left.saturating_sub(2),
        ..body
    };
    let below = table(&scene, canvas, pane);
    let mut found = room::lines(&scene, usize::from(below.width));
    lines::compact(&mut found, usize::from(below.height));
    lines::draw_naming(canvas, below, &found, (state.scroll, SCROLLS));
    let beside = Rect {
        x: left + 2,
        width: body.width.saturating_sub(left + 3),
        ..body
    };
    right(&scene, canvas, beside);
}

/// One under the other: clock, room, and the agenda below.
fn narrow(scene: &Scene, canvas: &mut Canvas, body: Rect) {
    let pane = Rect {
        x: 1,
        width: body.width.saturating_sub(2),
        ..body
    };
    let below = table(scene, canvas, pane);
    let width = usize::from(below.width);
    let mut found = room::lines(scene, width);
    found.extend(room::submitted(scene, width));
    found.extend(spread::brief(scene, width));
    // the agenda has half of the room, and what the rest leaves empty
    let needed = found.len() as u16;
    let agenda = (below.height / 2)
        .max(below.height.saturating_sub(needed))
        .min(scene.sitting.slots.len() as u16 + 1);
    let room = Rect {
        height: below.height.saturating_sub(agenda),
        ..below
    };
    lines::compact(&mut found, usize::from(room.height));
    lines::draw_naming(canvas, room, &found, (scene.state.scroll, SCROLLS));
    let agenda = Rect {
        y: room.bottom(),
        height: agenda,
        ..below
    };
    room::agenda(scene, canvas, agenda);
}

/// What is on the table with its clock; returns the room below.
fn table(scene: &Scene, canvas: &mut Canvas, pane: Rect) -> Rect {
    let pen = scene.pen;
    let meeting = &scene.book.meeting;
    let mut y = pane.y;
    if scene.workspace.is_closed() {
        let words = pen.say("meeting.table_closed");
        canvas.text(pane.x, y, pane.width, words, Role::Muted);
    } else if meeting.pause > 0 {
        let words = pen.with("meeting.break", &[&meeting.pause.to_string()]);
        canvas.text(pane.x, y, pane.width, &words, Role::Title);
    } else if scene.book.is_damaged() && meeting.proposal.is_empty() {
        let words = pen.say("meeting.table_damaged");
        canvas.text(pane.x, y, pane.width, words, Role::Bad);
    } else if !scene.book.stray.is_empty() {
        let words = pen.with("meeting.table_stray", &[&scene.book.stray]);
        canvas.text(pane.x, y, pane.width, &words, Role::Bad);
    } else if meeting.proposal.is_empty() {
        let words = pen.say("meeting.table_empty");
        canvas.text(pane.x, y, pane.width, words, Role::Muted);
    } else {
        let place = scene.sitting.place_of(&meeting.proposal).unwrap_or(0);
        let details = [
            place.to_string(),
            meeting.proposal.clone(),
            scene.title(&meeting.proposal).to_owned(),
        ];
        let words = pen.with("meeting.on_table", &details.each_ref().map(String::as_str));
        canvas.text(pane.x, y, pane.width, &words, Role::Title);
        y += 1;
        let applicant = applicant(scene);
        canvas.text(pane.x, y, pane.width, &applicant, Role::Muted);
    }
    y += 1;
    let room = Rect {
        y,
        height: pane.bottom().saturating_sub(y),
        ..pane
    };
    let taken = digits::draw(scene, canvas, room);
    let y = y + taken;
    Rect {
        y,
        height: pane.bottom().saturating_sub(y),
        ..pane
    }
}

fn applicant(scene: &Scene) -> String {
    let panel = scene.workspace.panel();
    let found = panel.proposal(&scene.book.meeting.proposal);
    let Some(proposal) = found else {
        return String::new();
    };
    let district = panel
        .applicant(&proposal.applicant)
        .map_or("", |one| one.district.as_str());
    format!("{}   {district}", proposal.applicant)
}

fn right(scene: &Scene, canvas: &mut Canvas, pane: Rect) {
    let width = usize::from(pane.width);
    let mut above = room::submitted(scene, width);
    above.push(Line::new());
    above.extend(spread::lines(scene, width));
    let seats = room::seats(scene, width);
    let rest = usize::from(pane.height).saturating_sub(seats.len());
    let agenda = (scene.sitting.slots.len() + 2).min(rest.saturating_sub(above.len()).max(5));
    let top = Rect {
        height: rest.saturating_sub(agenda) as u16,
        ..pane
    };
    lines::compact(&mut above, usize::from(top.height));
    lines::draw(canvas, top, &above, 0);
    let list = Rect {
        y: top.bottom(),
        height: agenda as u16,
        ..pane
    };
    room::agenda(scene, canvas, list);
    let below = Rect {
        y: list.bottom(),
        height: pane.bottom().saturating_sub(list.bottom()),
        ..pane
    };
    lines::draw(canvas, below, &seats, 0);
}

fn head(scene: &Scene) -> Head {
    let pen = &scene.pen;
    let panel = scene.workspace.panel();
    let meeting = &scene.book.meeting;
    let here = scene
        .sitting
        .members
        .iter()
        .filter(|id| meeting.attending(id) == crate::domain::meeting::Attending::Here)
        .count();
    let members = scene.sitting.members.len();
    let mut right = pen.with(
        "meeting.signed_in",
        &[&here.to_string(), &members.to_string()],
    );
    if !meeting.proposal.is_empty() {
        let room = scene.room;
        let counts = [
            room.valid.to_string(),
            panel.policy.valid.experts.to_string(),
        ];
        let key = if room.shortage.is_some() {
            "meeting.valid_short"
        } else {
            "meeting.valid"
        };
        let valid = pen.with(key, &counts.each_ref().map(String::as_str));
        right = format!("{right}   {valid}");
    }
    let changed = scene.book.changed;
    let key = if scene.book.kept >= changed {
        "meeting.kept"
    } else {
        "meeting.keeping"
    };
    let safe = pen.with(key, &[&changed.to_string()]);
    let done = scene.sitting.proposals().filter(|id| meeting.is_done(id));
    let progress = [
        done.count().to_string(),
        scene.sitting.proposals().count().to_string(),
    ];
    let progress = pen.with("meeting.progress", &progress.each_ref().map(String::as_str));
    let progress = match expected(pen, scene.workspace, scene.sitting) {
        Some(words) => format!("{progress}   {words}"),
        None => progress,
    };
    let day = panel.agenda(&scene.book.group);
    let day = day.map(|one| format!("{} {}", one.day, one.place));
    Head {
        title: format!(
            "{}   {}",
            pen.say("screen.meeting"),
            scene.sitting.name.of(pen.is_english())
        ),
        right,
        second: format!("{progress}   {safe}   {}", day.unwrap_or_default()),
    }
}

/// Returns when it will be over as it goes, and how far that is from the agenda; nothing while no clock
/// runs, for then nobody knows what time it is.
pub fn expected(pen: &Pen, workspace: &Workspace, sitting: &Sitting) -> Option<String> {
    let book = &workspace.meeting;
    let meeting = &book.meeting;
    let runs = meeting.running && !workspace.is_closed();
    let beat = book.beat.filter(|_| runs)?;
    let ends = beat.at.minute() + sitting.rest(meeting).div_ceil(60);
    let words = pen.with(
        "meeting.expected",
        &[&agendas::moment(ends, pen.language())],
    );
    // the agenda of another day tells nothing of being late
    let agenda = workspace.panel().agenda(&book.group);
    let is_today = agenda.is_some_and(|one| one.day.is_empty() || one.day == beat.at.day());
    let planned = sitting.ends().filter(|_| is_today);
    Some(
        match planned.map(|planned| (planned, ends.abs_diff(planned))) {
            Some((_, 0)) | None => words,
            Some((planned, minutes)) => {
                let key = if ends > planned {
                    "meeting.late"
                } else {
                    "meeting.early"
                };
                format!("{words}{}", pen.with(key, &[&minutes.to_string()]))
            }
        },
    )
}

/// Returns the word of a phase.
pub fn phase_word(pen: &Pen, phase: MeetingPhase) -> &'static str {
    pen.find(&format!("meeting_phase.{}", phase.key()))
}
