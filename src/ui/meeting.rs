//! The meeting on every other screen: what is on the table and its clock, and for an expert who
//! is recused that it is time to leave the room.

use super::canvas::{Canvas, Pen};
use super::clock::{Clock, Shape};
use super::screens::meeting::digits::Face;
use super::screens::meeting::phase_word;
use crate::analysis::sitting::Sitting;
use crate::app::meeting::MeetingBook;
use crate::app::workspace::Workspace;
use crate::app::{App, Screen};
use crate::config::theme::Role;
use ratatui::layout::Rect;

/// Draws it into the rule under the head, from column `x` on and no further than `end`.
pub fn banner(app: &App, canvas: &mut Canvas, x: u16, end: u16) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let book = &workspace.meeting;
    let is_elsewhere = !matches!(app.screen, Screen::Meeting(_) | Screen::Start(_));
    if !book.is_on() || !is_elsewhere || workspace.is_closed() {
        return;
    }
    let Some(sitting) = Sitting::of(workspace.panel(), &book.group) else {
        return;
    };
    let face = Face::of(book, sitting.lengths);
    let (words, role) = match leaving(workspace, &sitting, &canvas.pen) {
        Some(words) => (words, Role::Banner),
        None => (counting(book, &sitting, face, &canvas.pen), face.role()),
    };
    let room = end.saturating_sub(x);
    let taken = canvas.text(x, 2, room, &format!(" {words} "), role);
    canvas.clock = Some(Clock {
        area: Rect::new(x, 2, taken, 1),
        shape: Shape::Banner,
        face,
        expected: None,
    });
}

/// What is on the table, and its clock.
fn counting(book: &MeetingBook, sitting: &Sitting, face: Face, pen: &Pen) -> String {
    let meeting = &book.meeting;
    let over = if face.is_over { "+" } else { "" };
    let figures = format!("{over}{}", face.written());
    if meeting.pause > 0 {
        return pen.with("meeting.banner_break", &[&figures]);
    }
    let place = sitting.place_of(&meeting.proposal).unwrap_or(0);
    let details = [
        place.to_string(),
        meeting.proposal.clone(),
        phase_word(pen, meeting.phase).to_owned(),
        figures,
    ];
    pen.with("meeting.banner", &details.each_ref().map(String::as_str))
}

/// What an expert who is recused from what is on the table, or from the next, has to know.
fn leaving(workspace: &Workspace, sitting: &Sitting, pen: &Pen) -> Option<String> {
    let expert = workspace.seat.expert()?;
    let panel = workspace.panel();
    let meeting = &workspace.meeting.meeting;
    let proposal = &meeting.proposal;
    if !proposal.is_empty() && panel.recusal(expert, proposal).is_some() {
        let place = sitting.place_of(proposal).unwrap_or(0).to_string();
        return Some(pen.with("meeting.banner_leave", &[&place, proposal]));
    }
    let next = sitting.next_proposal(meeting)?;
    panel.recusal(expert, next)?;
    Some(pen.with("meeting.banner_leave_next", &[next]))
}
