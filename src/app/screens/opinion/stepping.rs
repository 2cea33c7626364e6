//! Taking a change of a joint opinion back and making it again. Each is a change like any
//! other and is written down. Adopting an opinion and taking it back are no steps of this
//! kind: the one closes the text, the other needs a reason.

use super::{OpinionState, write};
use crate::app::Screen;
use crate::app::effect::Effect;
use crate::app::state::{App, Tone};
use crate::domain::opinion::Opinion;

/// What the opinion said before, as long as the screen stays open.
#[derive(Debug, Clone, Default)]
pub(super) struct Steps {
    before: Vec<Opinion>,
    after: Vec<Opinion>,
}

impl Steps {
    /// Notes that `former` gave way to `now`.
    pub(super) fn note(&mut self, former: Opinion, now: &Opinion) {
        if former == *now {
            return;
        }
        self.after.clear();
        if former.adopted == now.adopted {
            self.before.push(former);
        } else {
            self.before.clear();
        }
    }
}

/// Tells whether a change of the opinion on the screen can be taken back.
pub fn can_undo(state: &OpinionState) -> bool {
    !state.steps.before.is_empty()
}

/// Tells whether a change of the opinion on the screen can be made again.
pub fn can_redo(state: &OpinionState) -> bool {
    !state.steps.after.is_empty()
}

/// Takes the last change back.
pub fn undo(app: &mut App) -> Vec<Effect> {
    step(app, true, "opinion.undone")
}

/// Makes the change again that was taken back last.
pub fn redo(app: &mut App) -> Vec<Effect> {
    step(app, false, "opinion.redone")
}

fn step(app: &mut App, is_back: bool, said: &'static str) -> Vec<Effect> {
    let Screen::Opinion(state) = &app.screen else {
        return Vec::new();
    };
    let (mut steps, former) = (state.steps.clone(), state.opinion.clone());
    let (from, to) = if is_back {
        (&mut steps.before, &mut steps.after)
    } else {
        (&mut steps.after, &mut steps.before)
    };
    let Some(wanted) = from.pop() else {
        return Vec::new();
    };
    to.push(former);
    let written = match write(app, wanted) {
        Ok(effects) => effects,
        Err(words) => {
            app.say(Tone::Refused, words);
            return Vec::new();
        }
    };
    if let Screen::Opinion(state) = &mut app.screen {
        state.steps = steps;
        state.row = state.row.min(state.rows().len().saturating_sub(1));
    }
    app.say(Tone::Good, app.language.text(said).to_owned());
    written
}
