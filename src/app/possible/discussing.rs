//! When a member can have a proposal discussed that no rule proposes.

use super::{need, results_or_chair};
use crate::app::meeting::led;
use crate::app::overlays::rescue::{asked, members};
use crate::app::screen::Screen;
use crate::app::screens::discussion::Part;
use crate::app::state::App;
use crate::domain::panel::Phase;

/// Tells whether the chosen proposal can be asked for, or no longer be asked for.
///
/// # Errors
/// The reason, as a catalogue key.
pub fn rescue(app: &App) -> Result<(), &'static str> {
    results_or_chair(app)?;
    let workspace = app.workspace.as_ref().ok_or("refused.no_panel")?;
    let Screen::Discussion(state) = &app.screen else {
        return Err("refused.on_discussion");
    };
    let panel = workspace.panel();
    need(panel.head.phase != Phase::Closed, "refused.closed")?;
    need(led(workspace).contains(&state.group), "refused.no_meeting")?;
    need(
        matches!(state.part, Part::By(_)) && !state.selected.is_empty(),
        "refused.choose_proposal",
    )?;
    let entry = state.list.entry(&state.selected);
    let entry = entry.ok_or("refused.not_ranked")?;
    need(state.list.is_whole, "refused.not_computed")?;
    let has_asked = asked(workspace, &state.group, &state.selected)
        .next()
        .is_some();
    need(!entry.is_proposed() || has_asked, "refused.is_proposed")?;
    need(
        !members(workspace, &state.group, &state.selected).is_empty(),
        "refused.nobody_may_ask",
    )?;
    let book = &workspace.meeting;
    if book.leads && book.group == state.group {
        return Ok(());
    }
    // taking up a meeting would take it from whoever leads it now
    need(!(book.leads && book.is_on()), "refused.other_meeting")?;
    let runs = panel.meeting(&state.group).is_some_and(|one| one.running);
    need(!runs, "refused.led_now")
}
