//! What can be done in a meeting just now: less while nothing is on the table.

use crate::analysis::sitting::Slot;
use crate::app::meeting::{MeetingBook, leading, led};
use crate::app::screens::meeting::MeetingState;
use crate::app::state::App;
use crate::app::workspace::Workspace;

/// Returns the keys of the screen with their labels.
pub fn keys(app: &App, state: &MeetingState) -> &'static str {
    let Some(workspace) = &app.workspace else {
        return "Esc:back";
    };
    let book = &workspace.meeting;
    let (is_on, runs) = (book.is_on(), book.meeting.running);
    let has_others = led(workspace).len() > 1;
    if workspace.is_closed() {
        return match (state.is_wall, has_others) {
            (true, _) => "F5:leave_wall",
            (false, true) => "updown:choose leftright:group F5:wall space:menu Esc:back",
            (false, false) => "updown:choose F5:wall space:menu Esc:back",
        };
    }
    if book.is_damaged() {
        return "Enter:put_aside updown:choose space:menu Esc:back";
    }
    match (book.is_led_elsewhere(), state.is_wall) {
        (true, true) => return "F5:leave_wall Tab:take_over",
        (true, false) => return "Tab:take_over updown:choose F5:wall space:menu Esc:back",
        (false, true) => return of_wall(book),
        (false, false) => {}
    }
    match (is_on, runs) {
        _ if book.meeting.pause > 0 && runs => {
            "Enter:end_break Tab:stop_clock +:minute_more space:menu F2:roll_call Backspace:step_back F5:wall updown:choose"
        }
        _ if book.meeting.pause > 0 => {
            "Enter:end_break Tab:start_clock +:minute_more space:menu F2:roll_call Backspace:step_back F5:wall updown:choose"
        }
        (true, true) => {
            "Enter:end_phase F4:see_out Tab:stop_clock +:minute_more space:menu F2:roll_call Backspace:step_back F5:wall updown:choose"
        }
        (true, false) if has_others => {
            "Enter:start_clock F4:see_out +:minute_more space:menu F2:roll_call Backspace:step_back F5:wall updown:choose leftright:group"
        }
        (true, false) => {
            "Enter:start_clock F4:see_out +:minute_more space:menu F2:roll_call Backspace:step_back F5:wall updown:choose"
        }
        (false, _) if has_others => {
            "Enter:call_next F2:roll_call space:menu F9:call_chosen leftright:group updown:choose F5:wall Backspace:step_back"
        }
        (false, _) => {
            "Enter:call_next F2:roll_call space:menu F9:call_chosen updown:choose F5:wall Backspace:step_back"
        }
    }
}

/// The keys while only what everybody may see is shown.
fn of_wall(book: &MeetingBook) -> &'static str {
    match (book.is_on(), book.meeting.pause > 0, book.meeting.running) {
        (false, ..) => "Enter:call_next F5:leave_wall Backspace:step_back",
        (true, true, true) => "Enter:end_break Tab:stop_clock +:minute_more F5:leave_wall",
        (true, true, false) => "Enter:end_break Tab:start_clock +:minute_more F5:leave_wall",
        (true, false, true) => {
            "Enter:end_phase Tab:stop_clock +:minute_more F5:leave_wall Backspace:step_back"
        }
        (true, false, false) => "Enter:start_clock +:minute_more F5:leave_wall Backspace:step_back",
    }
}

/// Returns what comes next.
pub fn next_step(app: &App, workspace: &Workspace) -> String {
    let language = app.language;
    let book = &workspace.meeting;
    let meeting = &book.meeting;
    if book.is_damaged() {
        return language.text("next.put_aside").to_owned();
    }
    if book.is_led_elsewhere() {
        return language.text("next.take_over").to_owned();
    }
    if meeting.pause > 0 {
        return language.text("next.end_break").to_owned();
    }
    if meeting.proposal.is_empty() {
        let sitting = leading::sitting(app);
        let next = sitting.as_ref().and_then(|one| one.next(meeting));
        return match next {
            Some(Slot::Proposal(id, place)) => {
                let key = if meeting.is_set_aside(id) {
                    "next.call_aside"
                } else {
                    "next.call"
                };
                language.with(key, &[&place.to_string(), id])
            }
            Some(Slot::Break(minutes)) => {
                language.with("next.begin_break", &[&minutes.to_string()])
            }
            None => language.text("next.meeting_over").to_owned(),
        };
    }
    if !meeting.running {
        return language.text("next.start_clock").to_owned();
    }
    let key = format!("next.end_{}", meeting.phase.key());
    language.find(&key).unwrap_or_default().to_owned()
}
