//! What can be done in a meeting just now: less while nothing is on the table.

use crate::analysis::sitting::Slot;
use crate::app::meeting::leading;
use crate::app::screens::meeting::MeetingState;
use crate::app::state::App;
use crate::app::workspace::Workspace;

/// Returns the keys of the screen with their labels.
pub fn keys(app: &App, state: &MeetingState) -> &'static str {
    let Some(book) = app.workspace.as_ref().map(|one| &one.meeting) else {
        return "Esc:back";
    };
    let (is_on, runs) = (book.is_on(), book.meeting.running);
    match (state.is_wall, is_on, runs) {
        _ if book.is_damaged() => "Enter:put_aside updown:choose space:menu Esc:back",
        (true, true, true) => "Enter:go_on Tab:stop_clock +:minute_more F5:leave_wall",
        (true, true, false) => "Enter:go_on Tab:start_clock +:minute_more F5:leave_wall",
        (true, false, _) => "Enter:go_on F5:leave_wall",
        (false, true, true) => {
            "Enter:go_on F4:see_out Tab:stop_clock +:minute_more F2:roll_call F5:wall space:menu updown:choose F9:call_chosen"
        }
        (false, true, false) => {
            "Enter:go_on F4:see_out Tab:start_clock +:minute_more F2:roll_call F5:wall space:menu updown:choose F9:call_chosen"
        }
        (false, false, _) => {
            "Enter:go_on F2:roll_call updown:choose F9:call_chosen F5:wall space:menu F4:see_out"
        }
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
    if meeting.pause > 0 {
        return language.text("next.end_break").to_owned();
    }
    if meeting.proposal.is_empty() {
        let sitting = leading::sitting(app);
        let next = sitting.as_ref().and_then(|one| one.next(meeting));
        return match next {
            Some(Slot::Proposal(id, place)) => {
                language.with("next.call", &[&place.to_string(), id])
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
