//! The meeting on every other screen: what is on the table and its clock, and for an expert who
//! is recused that it is time to leave the room.

use super::canvas::Canvas;
use super::screens::meeting::digits::Face;
use super::screens::meeting::phase_word;
use crate::analysis::sitting::Sitting;
use crate::app::workspace::Workspace;
use crate::app::{App, Screen};
use crate::config::theme::Role;

/// Draws it into the rule under the head, from column `x` on and no further than `end`.
pub fn banner(app: &App, canvas: &mut Canvas, x: u16, end: u16) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let book = &workspace.meeting;
    let is_elsewhere = !matches!(app.screen, Screen::Meeting(_) | Screen::Start(_));
    if !book.is_on() || !is_elsewhere {
        return;
    }
    let Some(sitting) = Sitting::of(workspace.panel(), &book.group) else {
        return;
    };
    let pen = canvas.pen;
    let room = end.saturating_sub(x);
    if let Some(words) = leaving(workspace, &sitting, &pen) {
        canvas.text(x, 2, room, &format!(" {words} "), Role::Banner);
        return;
    }
    let face = Face::of(book, sitting.lengths);
    let meeting = &book.meeting;
    let over = if face.is_over { "+" } else { "" };
    let figures = format!("{over}{}", face.written());
    let words = if meeting.pause > 0 {
        pen.with("meeting.banner_break", &[&figures])
    } else {
        let place = sitting.place_of(&meeting.proposal).unwrap_or(0);
        let details = [
            place.to_string(),
            meeting.proposal.clone(),
            phase_word(&pen, meeting.phase).to_owned(),
            figures,
        ];
        pen.with("meeting.banner", &details.each_ref().map(String::as_str))
    };
    canvas.text(x, 2, room, &format!(" {words} "), face.role());
}

/// What an expert who is recused from what is on the table, or from the next, has to know.
fn leaving(workspace: &Workspace, sitting: &Sitting, pen: &super::canvas::Pen) -> Option<String> {
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
