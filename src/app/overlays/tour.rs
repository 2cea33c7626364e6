//! The first look at the scoring screen, in five short steps beside the sheet. It is left at
//! any time: a key that does not belong to it goes on to the sheet.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::app::{Overlay, dispatch};
use crate::text::moment::Moment;

/// The catalogue keys of the steps, in their order.
pub const STEPS: [&str; 5] = [
    "tour.scores",
    "tour.comparison",
    "tour.verdict",
    "tour.comment",
    "tour.submit",
];

/// State of the window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TourState {
    /// The step, from 0.
    pub step: usize,
}

impl TourState {
    /// Tells whether nothing comes after this step.
    pub fn is_last(&self) -> bool {
        self.step + 1 >= STEPS.len()
    }
}

/// Shows the first step to an expert who has never seen the screen.
pub fn greet(app: &mut App) {
    let types_paper = |workspace: &Workspace| workspace.typist.is_some();
    if !app.toured
        && app.seat().expert().is_some()
        && !app.workspace.as_ref().is_some_and(types_paper)
    {
        open(app);
    }
}

/// Shows the first step.
pub fn open(app: &mut App) {
    app.toured = true;
    app.overlays.push(Overlay::Tour(TourState::default()));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Tour(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match key {
        Key::Enter if !state.is_last() => state.step += 1,
        Key::Enter | Key::Esc => {
            app.overlays.pop();
        }
        other => {
            app.overlays.pop();
            return dispatch::on_screen(app, other, at);
        }
    }
    Vec::new()
}
