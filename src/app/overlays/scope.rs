//! Which sub-products of the link a proposal is about: the secretariat's, with a mark each.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::record::amend;
use crate::app::state::App;
use crate::domain::proposal::Amendment;

/// State of the window.
#[derive(Debug, Clone)]
pub struct ScopeState {
    /// Proposal id.
    pub proposal: String,
    /// The sub-products of the link's target, in its order, and whether they apply.
    pub subjects: Vec<(String, bool)>,
    /// The chosen line.
    pub selected: usize,
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Scope(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let last = state.subjects.len().saturating_sub(1);
    match key.folded() {
        Key::Esc => {
            app.overlays.pop();
        }
        Key::Up => state.selected = state.selected.saturating_sub(1),
        Key::Down => state.selected = (state.selected + 1).min(last),
        Key::Char(' ') => toggle(state, state.selected),
        Key::Char(digit @ '1'..='9') => {
            let place = digit.to_digit(10).unwrap_or(1) as usize - 1;
            if place <= last {
                state.selected = place;
                toggle(state, place);
            }
        }
        Key::Enter => return accept(app),
        _ => {}
    }
    Vec::new()
}

fn toggle(state: &mut ScopeState, place: usize) {
    if let Some((_, applies)) = state.subjects.get_mut(place) {
        *applies = !*applies;
    }
}

/// All or none marked is the whole link, which files write as an empty scope.
fn accept(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Scope(state)) = app.overlays.pop() else {
        return Vec::new();
    };
    let chosen: Vec<String> = state
        .subjects
        .iter()
        .filter(|(_, applies)| *applies)
        .map(|(name, _)| name.clone())
        .collect();
    let is_whole = chosen.len() == state.subjects.len();
    let scope = if is_whole { Vec::new() } else { chosen };
    amend(app, &state.proposal, vec![Amendment::Scope(scope)])
}
