//! What can follow a `g`: the places to go to, each by one letter, the impossible ones with
//! the reason why. `g` once more is the first row.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::possible::possible;
use crate::app::screens::list::moved;
use crate::app::state::{App, Tone};
use crate::app::{Command, Overlay, dispatch};
use crate::text::moment::Moment;

/// The letters and where they lead.
pub const WAYS: [(char, Command); 15] = [
    ('g', Command::Ends),
    ('c', Command::Chains),
    ('p', Command::Proposals),
    ('s', Command::MySheets),
    ('m', Command::Consolidate),
    ('r', Command::Recommendations),
    ('v', Command::Coverage),
    ('w', Command::WhatIf),
    ('l', Command::MatchLinks),
    ('i', Command::Merge),
    ('a', Command::Assignment),
    ('o', Command::Round),
    ('h', Command::Meeting),
    ('n', Command::Current),
    ('t', Command::Settings),
];

/// State of the window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoingToState {
    /// The chosen row.
    pub at: usize,
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(Overlay::GoingTo(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let key = key.folded();
    // a letter is a place to go to and moves nothing
    let moves = moved(state.at, WAYS.len(), WAYS.len(), key);
    if let Some(at) = moves.filter(|_| !matches!(key, Key::Char(_))) {
        state.at = at;
        return Vec::new();
    }
    let chosen = match key {
        Key::Enter => WAYS.get(state.at),
        Key::Char(letter) => WAYS.iter().find(|(own, _)| *own == letter),
        Key::Esc => None,
        _ => return Vec::new(),
    };
    let Some(&(_, command)) = chosen else {
        app.overlays.pop();
        return Vec::new();
    };
    if let Err(reason) = possible(app, command) {
        app.say(Tone::Refused, reason);
        return Vec::new();
    }
    app.overlays.pop();
    match command {
        Command::Ends => dispatch::on_screen(app, Key::Home, at),
        other => dispatch::ask_for(app, other, at),
    }
}
