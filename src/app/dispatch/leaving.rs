//! Going back, leaving, and stopping for a while: whatever is half typed is kept.

use crate::app::effect::Effect;
use crate::app::filter;
use crate::app::meeting::leading;
use crate::app::overlay::Overlay;
use crate::app::overlays::{comment, menu, note, opining, reporting, typist};
use crate::app::paper;
use crate::app::screen::Screen;
use crate::app::screens::{compare, round, scoring, seat};
use crate::app::state::{App, Leaving, Tone};
use crate::app::workspace::Seat;
use crate::text::moment::Moment;

pub(super) fn save_again(app: &App) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let sheets = workspace.unsafe_sheets().into_iter();
    sheets
        .map(|sheet| Effect::SaveSheet {
            place: workspace.opened.place.clone(),
            sheet: Box::new(sheet.clone()),
        })
        .collect()
}

/// Goes one step back; at the first screen it says how to leave.
pub fn back(app: &mut App) -> Vec<Effect> {
    if matches!(app.back.last(), Some(Screen::Seat(_))) && paper::is_typing(app) {
        // who typed from paper is of the secretariat, and the next paper may be another expert's
        let effects = seat::enter(app, Seat::Secretariat);
        typist::open(app);
        return effects;
    }
    match app.back.pop() {
        Some(Screen::Start(mut state)) => {
            state.is_opening = false;
            app.screen = Screen::Start(state);
        }
        Some(screen) => app.screen = screen,
        None if matches!(app.screen, Screen::Start(_)) => {
            app.say(
                Tone::Plain,
                app.language.text("notice.how_to_leave").to_owned(),
            );
        }
        None => app.overlays.push(Overlay::Menu(menu::MenuState::default())),
    }
    filter::renew(app);
    compare::renew(app);
    scoring::renew(app);
    let mut effects = seat::look(app);
    effects.extend(round::come_back(app));
    effects
}

/// Asks to leave. The shell ends only when everything is safe; where something could not be
/// saved it is tried again and said, and a second Ctrl-Q right after leaves all the same.
pub(super) fn quit(app: &mut App, at: Moment) -> Vec<Effect> {
    if reporting::holds_back(app) {
        return Vec::new();
    }
    let has_unsafe = !app.is_safe();
    app.leaving = match app.leaving {
        Leaving::Asked | Leaving::Anyway if has_unsafe => Leaving::Anyway,
        _ => Leaving::Asked,
    };
    let mut effects = save_again(app);
    effects.extend(leading::keep_again(app));
    effects.extend(leave(app, at));
    effects
}

pub(super) fn leave(app: &mut App, at: Moment) -> Vec<Effect> {
    let mut effects = Vec::new();
    match app.overlays.last() {
        Some(Overlay::Comment(_)) => effects.extend(comment::leave(app, at)),
        Some(Overlay::Note(_)) => effects.extend(note::leave(app, at)),
        Some(Overlay::Opining(_)) => effects.extend(opining::keep(app)),
        _ => {}
    }
    if matches!(app.screen, Screen::Scoring(_)) {
        effects.extend(scoring::typing::accept(app, at).unwrap_or_default());
    }
    effects.extend(leading::keep_clock(app));
    effects.push(Effect::Remember(Box::new(app.remembered())));
    effects.push(Effect::Quit);
    effects
}

/// Keeps what is written so far and lets go of the terminal.
pub(super) fn stop(app: &mut App, at: Moment) -> Vec<Effect> {
    let mut effects = comment::save(app, at);
    effects.extend(note::save(app, at));
    effects.extend(opining::keep(app));
    effects.extend(leading::keep_clock(app));
    effects.push(Effect::Remember(Box::new(app.remembered())));
    effects.push(Effect::Stop);
    effects
}
