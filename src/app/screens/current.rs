//! Goes to the proposal on the table, so that an expert is where the meeting is.

use super::scoring;
use crate::app::effect::Effect;
use crate::app::state::App;

/// Opens the proposal on the table.
pub fn open(app: &mut App) -> Vec<Effect> {
    let workspace = app.workspace.as_ref();
    let proposal = workspace.map(|one| one.meeting.meeting.proposal.clone());
    if let Some(proposal) = proposal.filter(|id| !id.is_empty()) {
        scoring::open(app, &proposal, None);
    }
    Vec::new()
}
