//! Which promise speaks of the selected indicator. The secretariat's choice goes into the
//! proposal and decides; an expert's is noted in the own sheet, is shown and decides nothing.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::record::{amend, record};
use crate::app::state::App;
use crate::app::workspace::Seat;
use crate::domain::proposal::Amendment;
use crate::domain::sheet::CellName;
use crate::text::moment::Moment;

/// State of the window.
#[derive(Debug, Clone)]
pub struct PairingState {
    /// Proposal id.
    pub proposal: String,
    /// The indicator's name in files.
    pub indicator: String,
    /// The indicator as people read it.
    pub label: String,
    /// The chosen line: the promises from 1, before them 0 for none; the last line takes
    /// the choice back.
    pub selected: usize,
    /// How many promises there are.
    pub promises: usize,
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Pairing(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let last = state.promises + 1;
    match key.folded() {
        Key::Esc => {
            app.overlays.pop();
        }
        Key::Up => state.selected = state.selected.saturating_sub(1),
        Key::Down => state.selected = (state.selected + 1).min(last),
        Key::Home => state.selected = 0,
        Key::End => state.selected = last,
        Key::Char(digit @ '0'..='9') if state.promises < 10 => {
            let place = digit.to_digit(10).unwrap_or(0) as usize;
            if place <= state.promises {
                state.selected = place;
                return accept(app, at);
            }
        }
        Key::Enter => return accept(app, at),
        _ => {}
    }
    Vec::new()
}

fn accept(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Pairing(state)) = app.overlays.pop() else {
        return Vec::new();
    };
    let place = (state.selected <= state.promises).then_some(state.selected);
    if app.seat() == Seat::Secretariat {
        let number = place.and_then(|place| u32::try_from(place).ok());
        let amendment = Amendment::Pair(state.indicator, number);
        return amend(app, &state.proposal, vec![amendment]);
    }
    let cell = CellName::Pairing(state.indicator);
    let to = place.map(|place| place.to_string()).unwrap_or_default();
    record(app, &state.proposal, &cell, &to, at)
}
