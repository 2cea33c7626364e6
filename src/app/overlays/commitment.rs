//! The commitment of an expert, asked once in a panel before any proposal's text is shown.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::screens::seat;
use crate::app::state::App;
use crate::app::workspace::Seat;
use crate::text::moment::Moment;

/// Who is asked.
#[derive(Debug, Clone)]
pub struct CommitmentState {
    /// Expert id.
    pub expert: String,
}

/// Handles a key: Enter agrees, Esc goes back to the seats.
pub fn update(app: &mut App, state: &CommitmentState, key: Key, at: Moment) -> Vec<Effect> {
    match key {
        Key::Esc => {
            app.overlays.pop();
            Vec::new()
        }
        Key::Enter => {
            app.overlays.pop();
            agree(app, &state.expert, at)
        }
        _ => Vec::new(),
    }
}

fn agree(app: &mut App, expert: &str, at: Moment) -> Vec<Effect> {
    let Some(place) = app
        .workspace
        .as_ref()
        .map(|workspace| workspace.opened.place.clone())
    else {
        return Vec::new();
    };
    let seats = app.committed.entry(place.path.clone()).or_default();
    seats.insert(expert.to_owned());
    let mut effects = Vec::new();
    if !place.is_demonstration {
        effects.push(Effect::Commit {
            place,
            expert: expert.to_owned(),
            at: at.written(),
        });
    }
    effects.extend(seat::enter(app, Seat::Expert(expert.to_owned())));
    effects
}
