//! When the steps of a round are possible.

use super::{need, results, results_or_chair, sees_everything};
use crate::app::command::Command;
use crate::app::overlays::packing;
use crate::app::state::App;
use crate::domain::panel::Phase;

/// Tells whether one of these commands can be carried out now.
///
/// # Errors
/// The reason, as a catalogue key.
pub fn possible(app: &App, command: Command) -> Result<(), &'static str> {
    match command {
        Command::OpenRound | Command::MakePacks => results(app)?,
        // a chair who led the whole meeting ends it too
        _ => results_or_chair(app).and_then(|()| sees_everything(app))?,
    }
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    if let Command::Round | Command::Journal | Command::VerifyRound = command {
        return Ok(());
    }
    // its copy in the data folder is opened, closed and archived; nobody carries it away
    let is_of_a_meeting = matches!(
        command,
        Command::OpenRound | Command::CloseRound | Command::ArchiveRound
    );
    let is_shown_only = workspace.opened.place.is_demonstration && !is_of_a_meeting;
    need(!is_shown_only, "refused.demonstration_round")?;
    let panel = workspace.panel();
    let phase = panel.head.phase;
    match command {
        Command::OpenRound => {
            let is_fixed = panel.head.frozen.is_fixed();
            let is_done = is_fixed && panel.changed_since_opening().is_empty();
            need(!(phase == Phase::Open && is_done), "refused.opened")
        }
        Command::MakePacks => {
            need(phase != Phase::Closed, "refused.closed")?;
            let has_seen = workspace.round.seen.is_some();
            need(has_seen || !workspace.round.is_looking, "refused.looking")?;
            let experts = packing::experts(workspace);
            need(!(has_seen && experts.is_empty()), "refused.nobody_to_pack")
        }
        Command::LoadEdition => need(phase != Phase::Closed, "refused.closed"),
        Command::CloseRound => match phase {
            Phase::Draft => Err("refused.not_opened"),
            Phase::Open => Ok(()),
            Phase::Closed => Err("refused.closed"),
        },
        _ => need(phase == Phase::Closed, "refused.not_closed"),
    }
}
