//! When a meeting can be led.

use super::need;
use crate::app::command::Command;
use crate::app::meeting::{leading, led, stepping};
use crate::app::screen::Screen;
use crate::app::state::App;
use crate::app::workspace::Seat;
use crate::domain::panel::Phase;

/// Tells whether one of these commands can be carried out now.
///
/// # Errors
/// The reason, as a catalogue key.
pub fn possible(app: &App, command: Command) -> Result<(), &'static str> {
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    need(workspace.seat != Seat::None, "refused.no_seat")?;
    let book = &workspace.meeting;
    if command == Command::Current {
        return need(
            !book.meeting.proposal.is_empty(),
            "refused.nothing_on_table",
        );
    }
    need(!led(workspace).is_empty(), "refused.meeting_chair_only")?;
    if command == Command::Meeting {
        return Ok(());
    }
    let is_shown = matches!(app.screen, Screen::Meeting(_));
    need(is_shown, "refused.in_meeting")?;
    if command == Command::Wall {
        return Ok(());
    }
    let is_closed = workspace.panel().head.phase == Phase::Closed;
    need(!is_closed, "refused.closed")?;
    need(!book.is_damaged(), "refused.meeting_damaged")?;
    if command != Command::RollCall {
        need(!book.is_led_elsewhere(), "refused.led_elsewhere")?;
    }
    match command {
        Command::SetAside => need(!book.meeting.proposal.is_empty(), "meeting.nothing_on"),
        Command::StepBack => stepping::last_step(app).map(|_| ()),
        Command::CallChosen => need(book.meeting.proposal.is_empty(), "meeting.table_taken"),
        Command::SeeOut => need(leading::is_awaiting_leave(app), "meeting.nobody_leaves"),
        _ => Ok(()),
    }
}
