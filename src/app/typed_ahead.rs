//! What is typed while a panel is being opened waits for the panel, as keys wait at the start
//! of the program; where the panel does not open, nothing of it is played.

use super::dispatch::update;
use super::effect::Effect;
use super::key::Key;
use super::message::Message;
use super::screen::Screen;
use super::state::App;

/// Keys and pastes that wait at most; a person types no more, a key that is held down does.
const MOST: usize = 1000;

/// Tells whether a panel is being opened and nothing lies over the screen.
fn is_opening(app: &App) -> bool {
    app.overlays.is_empty() && matches!(&app.screen, Screen::Start(state) if state.is_opening)
}

/// Keeps what is typed while a panel is being opened; gives back what is not to wait.
pub fn keep(app: &mut App, message: Message) -> Option<Message> {
    let waits = match &message {
        // leaving is meant at once
        Message::Key(key, _) => !matches!(key, Key::Ctrl('q' | 'c')),
        Message::Paste(..) => true,
        _ => false,
    };
    if !waits || !is_opening(app) {
        return Some(message);
    }
    if app.typed_ahead.len() < MOST {
        app.typed_ahead.push(message);
    }
    None
}

/// Plays what waited for the panel that is there now; forgets it where none was opened.
pub fn play(app: &mut App) -> Vec<Effect> {
    if app.typed_ahead.is_empty() || is_opening(app) {
        return Vec::new();
    }
    let typed = std::mem::take(&mut app.typed_ahead);
    if matches!(app.screen, Screen::Start(_)) {
        return Vec::new();
    }
    let played = typed.into_iter().map(|message| update(app, message));
    played.collect::<Vec<_>>().concat()
}
