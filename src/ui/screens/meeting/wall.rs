//! What everybody in the room may see: what is on the table, the clock, what comes next. Never
//! recusals, names of experts, marks or money.

use super::digits::{Face, extent, figures, state_word};
use super::{Scene, phase_word};
use crate::analysis::sitting::Slot;
use crate::app::App;
use crate::config::theme::Role;
use crate::ui::canvas::Canvas;
use crate::ui::clock::{Clock, Shape};
use crate::ui::frame;
use ratatui::layout::Rect;

/// Draws it over the whole terminal but the last lines.
pub fn draw(app: &App, scene: &Scene, canvas: &mut Canvas, area: Rect) {
    let pen = scene.pen;
    let meeting = &scene.book.meeting;
    let body = frame::draw(app, canvas, area, &frame::Head::default());
    let width = body.width.saturating_sub(6);
    let mut y = 1;
    let mut say = |canvas: &mut Canvas, text: &str, role: Role, gap: u16| {
        canvas.text(3, y, width, text, role);
        y += gap;
    };
    if scene.workspace.is_closed() {
        let name = scene.sitting.name.of(pen.is_english());
        say(canvas, name, Role::Title, 2);
        say(canvas, pen.say("meeting.table_closed"), Role::Muted, 1);
        return;
    }
    if meeting.pause > 0 {
        let words = pen.with("meeting.break", &[&meeting.pause.to_string()]);
        say(canvas, &words, Role::Title, 3);
    } else if meeting.proposal.is_empty() {
        let name = scene.sitting.name.of(pen.is_english());
        say(canvas, name, Role::Title, 3);
    } else {
        let place = scene.sitting.place_of(&meeting.proposal).unwrap_or(0);
        let all = scene.sitting.proposals().count();
        let details = [place.to_string(), all.to_string()];
        let words = pen.with(
            "meeting.wall_place",
            &details.each_ref().map(String::as_str),
        );
        say(canvas, &words, Role::Muted, 3);
        say(canvas, scene.title(&meeting.proposal), Role::Title, 1);
        let found = scene.workspace.panel().proposal(&meeting.proposal);
        let applicant = found.map_or("", |one| one.applicant.as_str());
        say(canvas, applicant, Role::Muted, 2);
    }
    let mut below = y;
    if scene.book.is_on() {
        let face = Face::of(scene.book, scene.sitting.lengths);
        let word = if meeting.pause > 0 {
            pen.say("meeting.break_word")
        } else {
            phase_word(&pen, meeting.phase)
        };
        let end = 3 + canvas.text(3, y, width, word, Role::Heading);
        canvas.text(
            end + 3,
            y,
            width,
            state_word(&pen, scene.book, face),
            face.role(),
        );
        let pieces = face.written().len() as u16 * 6 - 3;
        let room = body.bottom().saturating_sub(y + 8);
        let scale = if room >= 14 && area.width >= 6 * pieces {
            6
        } else if room >= 9 && area.width >= 4 * pieces {
            4
        } else if area.width >= 2 * pieces {
            2
        } else {
            1
        };
        let left = area.width.saturating_sub(scale * pieces) / 2;
        let (place, broad) = ((left.max(2), y + 2), usize::from(scale));
        figures(canvas, place, face, broad);
        canvas.clock = Some(Clock {
            area: extent(place, face, broad),
            shape: Shape::Figures(broad),
            face,
            expected: None,
        });
        below = y + 3 + 5 * (scale / 2).max(1);
    }
    next(scene, canvas, (below, body.bottom()), width);
}

/// The next two of the agenda, and what holds for everybody.
fn next(scene: &Scene, canvas: &mut Canvas, (from, bottom): (u16, u16), width: u16) {
    let pen = scene.pen;
    let meeting = &scene.book.meeting;
    let to_come = scene.sitting.to_come(meeting).into_iter();
    let mut y = from + 1;
    for (slot, key) in to_come.zip(["meeting.next", "meeting.after_next"]) {
        if y + 1 >= bottom {
            return;
        }
        let words = match slot {
            Slot::Break(minutes) => pen.with("meeting.break", &[&minutes.to_string()]),
            Slot::Proposal(id, place) => {
                let details = [place.to_string(), scene.title(id).to_owned()];
                pen.with("meeting.wall_next", &details.each_ref().map(String::as_str))
            }
        };
        canvas.text(
            3,
            y,
            width,
            &format!("{}  {words}", pen.say(key)),
            Role::Text,
        );
        y += 1;
    }
    if y + 1 < bottom {
        canvas.text(3, y + 1, width, pen.say("meeting.silence"), Role::Muted);
    }
}
