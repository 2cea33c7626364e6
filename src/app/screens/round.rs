//! Round: the whole life of a review round, step after step, from the tables to the archive.

pub mod answers;
pub mod gaps;
pub mod steps;

use super::consolidate;
use super::list::moved;
use crate::app::dispatch::{back, run};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlays::journal;
use crate::app::possible::possible;
use crate::app::round::RoundJob;
use crate::app::state::{App, Tone};
use crate::app::{Command, Screen};
use crate::text::moment::Moment;
use steps::{Step, Way};

/// The keys of the steps in their order, as they lie beside each other on the keyboard.
pub const KEYS: [char; Step::ALL.len()] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-'];

/// State of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoundState {
    /// The chosen step.
    pub at: usize,
    /// How far its details are scrolled.
    pub scroll: usize,
    /// The person chose it; else it follows what is to be done next.
    pub is_chosen: bool,
}

impl RoundState {
    /// Returns the chosen step.
    pub fn step(&self) -> Step {
        Step::ALL.get(self.at).copied().unwrap_or(Step::Gather)
    }
}

/// Goes to the screen and looks how far everything is; the next step is chosen.
pub fn open(app: &mut App) -> Vec<Effect> {
    app.go(Screen::Round(RoundState::default()));
    follow(app);
    let mut effects = look(app);
    let has_results = app
        .workspace
        .as_ref()
        .is_some_and(|one| one.results.is_some());
    if !has_results {
        effects.extend(consolidate::want_results(app));
    }
    effects
}

/// Goes to the screen with one step chosen.
pub fn open_at(app: &mut App, step: Step) -> Vec<Effect> {
    let effects = open(app);
    let place = Step::ALL.iter().position(|one| *one == step);
    if let Screen::Round(state) = &mut app.screen {
        (state.at, state.is_chosen) = (place.unwrap_or(0), true);
    }
    effects
}

/// Looks again how far everything is, where this screen is come back to: what was done
/// meanwhile counts.
pub fn come_back(app: &mut App) -> Vec<Effect> {
    if matches!(app.screen, Screen::Round(_)) {
        look(app)
    } else {
        Vec::new()
    }
}

/// Looks how far the round is where that is not known yet.
pub fn look_first(app: &mut App) -> Vec<Effect> {
    let workspace = app.workspace.as_ref();
    if workspace.is_some_and(|one| one.round.seen.is_none()) {
        look(app)
    } else {
        Vec::new()
    }
}

/// Looks how far the round is; where a look is on its way, once more behind it.
pub fn look(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    if workspace.round.is_looking {
        workspace.round.looks_again = true;
        return Vec::new();
    }
    workspace.round.is_looking = true;
    let place = workspace.opened.place.clone();
    let known = |of: &std::collections::BTreeMap<String, String>| of.get(&place.path).cloned();
    let job = RoundJob::Look {
        packs: known(&app.exchange.packs).unwrap_or_default(),
        archive: known(&app.exchange.archives).unwrap_or_default(),
    };
    vec![Effect::Round(place, job)]
}

/// The step that is to be done next is chosen, unless the person chose one.
pub fn follow(app: &mut App) {
    let next = steps::next(app);
    let place = Step::ALL.iter().position(|step| *step == next);
    for screen in [&mut app.screen].into_iter().chain(&mut app.back) {
        if let Screen::Round(state) = screen
            && !state.is_chosen
        {
            state.at = place.unwrap_or(0);
        }
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Screen::Round(state) = &mut app.screen else {
        return Vec::new();
    };
    let is_page = matches!(key, Key::PageUp | Key::PageDown);
    if let Some(next) = moved(state.at, Step::ALL.len(), 1, key).filter(|_| !is_page) {
        (state.at, state.scroll, state.is_chosen) = (next, 0, true);
        return Vec::new();
    }
    match key.folded() {
        Key::Esc => return back(app),
        Key::PageDown | Key::Right | Key::Char('l') => state.scroll = (state.scroll + 3).min(200),
        Key::PageUp | Key::Left | Key::Char('h') => state.scroll = state.scroll.saturating_sub(3),
        Key::Char(sign) if KEYS.contains(&sign) => {
            let place = KEYS.iter().position(|own| *own == sign);
            (state.at, state.scroll, state.is_chosen) = (place.unwrap_or(0), 0, true);
        }
        Key::Tab => return journal::open(app),
        Key::Enter => return enter(app, at),
        _ => {}
    }
    Vec::new()
}

/// Does the chosen step, or says how it is done or why it cannot be.
fn enter(app: &mut App, at: Moment) -> Vec<Effect> {
    let Screen::Round(state) = &app.screen else {
        return Vec::new();
    };
    let step = state.step();
    match steps::way(step) {
        Way::Command(command) => match possible(app, command) {
            Ok(()) => return run(app, command, at),
            Err(reason) => refuse(app, command, &reason),
        },
        Way::Shell(key) => {
            let path = app
                .workspace
                .as_ref()
                .map(|one| one.opened.place.path.clone());
            let text = app.language.with(key, &[&path.unwrap_or_default()]);
            app.say(Tone::Plain, text);
            return look(app);
        }
    }
    Vec::new()
}

fn refuse(app: &mut App, command: Command, reason: &str) {
    let name = app.language.find(&format!("command.{}", command.id()));
    let name = name.unwrap_or_default();
    let text = app.language.with("notice.not_possible", &[name, reason]);
    app.say(Tone::Refused, text);
}
