//! The check before submitting: warnings that somebody should look at, then Enter. Where the
//! rules count the characters of a comment and it has too few, Enter leads there instead.

use super::comment;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::SubmitState;
use crate::app::paper;
use crate::app::record::set_state;
use crate::app::screen::Screen;
use crate::app::state::{App, Tone};
use crate::domain::sheet::SheetState;
use crate::text::moment::Moment;

/// Handles a key: Enter submits or leads to what is too short, Esc goes back.
pub fn update(app: &mut App, state: &SubmitState, key: Key, at: Moment) -> Vec<Effect> {
    match key {
        Key::Esc => {
            app.overlays.pop();
            Vec::new()
        }
        Key::Enter if state.is_short => {
            app.overlays.pop();
            comment::open(app, &state.proposal, "");
            Vec::new()
        }
        Key::Enter => {
            app.overlays.pop();
            let is_typing = app
                .workspace
                .as_ref()
                .is_some_and(|one| one.typist.is_some());
            if is_typing {
                return paper::complete(app, &state.proposal);
            }
            let effects = set_state(app, &state.proposal, SheetState::Submitted, "", at);
            if !effects.is_empty() {
                if let Screen::Scoring(scoring) = &mut app.screen {
                    scoring.changed = None;
                }
                app.say(Tone::Good, app.language.text("notice.submitted").to_owned());
            }
            effects
        }
        _ => Vec::new(),
    }
}
