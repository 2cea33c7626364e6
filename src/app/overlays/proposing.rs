//! A proposed assignment of everything: what it would change is shown first, and written only
//! when that is asked for with a digit of its own.

use crate::analysis::assigning::Dealt;
use crate::app::arranging::{arrange_window, arrangeable, change};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::state::{App, Tone};
use crate::domain::arrangement::Arrangement;

/// State of the window.
#[derive(Debug, Clone, Default)]
pub struct ProposingState {
    /// What stands is dealt anew, but for sheets that lie there.
    pub is_afresh: bool,
    /// What is proposed, once it is computed, or the catalogue key of why nothing can be.
    pub dealt: Option<Result<Box<Dealt>, &'static str>>,
    /// How far it is scrolled.
    pub scroll: usize,
}

/// Opens the window and asks for the proposal.
pub fn open(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    if let Err(key) = arrangeable(workspace) {
        let text = app.language.text(key).to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    app.overlays.push(Overlay::Proposing(Box::default()));
    ask(app, false)
}

fn ask(app: &mut App, is_afresh: bool) -> Vec<Effect> {
    let (Some(Overlay::Proposing(state)), Some(workspace)) =
        (app.overlays.last_mut(), &app.workspace)
    else {
        return Vec::new();
    };
    **state = ProposingState {
        is_afresh,
        ..ProposingState::default()
    };
    vec![Effect::ProposeAssignment {
        place: workspace.opened.place.clone(),
        is_afresh,
    }]
}

/// Takes what is proposed, where it is still asked for.
pub fn take(app: &mut App, is_afresh: bool, dealt: Result<Box<Dealt>, &'static str>) {
    for overlay in &mut app.overlays {
        if let Overlay::Proposing(state) = overlay
            && state.is_afresh == is_afresh
        {
            state.dealt = Some(dealt);
            return;
        }
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let language = app.language;
    let Some(Overlay::Proposing(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match key.folded() {
        Key::Esc => {
            app.overlays.pop();
        }
        Key::Down | Key::Char('j') => state.scroll = (state.scroll + 1).min(50_000),
        Key::Up | Key::Char('k') => state.scroll = state.scroll.saturating_sub(1),
        Key::PageDown => state.scroll = (state.scroll + 10).min(50_000),
        Key::PageUp => state.scroll = state.scroll.saturating_sub(10),
        Key::Home => state.scroll = 0,
        Key::Char('1') => {
            let change = match &state.dealt {
                Some(Ok(dealt)) => change(dealt, language),
                _ => return Vec::new(),
            };
            if change.is_empty() {
                let text = language.text("assign.nothing").to_owned();
                app.say(Tone::Plain, text);
                return Vec::new();
            }
            return arrange_window(app, Arrangement::Assignments(change));
        }
        Key::Char('2') => {
            let is_afresh = !state.is_afresh;
            return ask(app, is_afresh);
        }
        Key::Enter => {
            let text = language.text("assignment.confirm").to_owned();
            app.say(Tone::Refused, text);
        }
        _ => {}
    }
    Vec::new()
}
