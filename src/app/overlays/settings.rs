//! The settings: what each is, where it comes from, and changing it on the spot.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::possible::possible;
use crate::app::screens::list::moved;
use crate::app::state::{App, Tone};
use crate::app::{Command, Overlay, dispatch};
use crate::text::moment::Moment;

/// The rows, in the order they are shown: each is changed by a command.
pub const ROWS: [Command; 5] = [
    Command::Language,
    Command::Theme,
    Command::Glyphs,
    Command::Mouse,
    Command::SelfCheck,
];

/// State of the window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsState {
    /// The chosen row.
    pub at: usize,
    /// How many lines what stands below the rows is scrolled.
    pub below: usize,
}

impl SettingsState {
    /// Moves among the rows, and past the last of them through what stands below; tells
    /// whether the key moves.
    fn moves(&mut self, key: Key) -> bool {
        let page = ROWS.len();
        let last = page - 1;
        match key {
            Key::Down | Key::Char('j') if self.at == last => self.below += 1,
            Key::PageDown if self.at == last => self.below += page,
            // as far as there is anything: drawing knows where that ends
            Key::End | Key::Char('G') if self.at == last => self.below = usize::from(u16::MAX),
            Key::Up | Key::Char('k') if self.below > 0 => self.below -= 1,
            Key::PageUp if self.below > 0 => self.below = self.below.saturating_sub(page),
            _ => {
                self.below = 0;
                let Some(at) = moved(self.at, page, page, key) else {
                    return false;
                };
                self.at = at;
            }
        }
        true
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Settings(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let key = key.folded();
    if state.moves(key) {
        return Vec::new();
    }
    let chosen = match key {
        Key::Esc => {
            app.overlays.pop();
            return Vec::new();
        }
        Key::Delete => {
            let row = state.at;
            return forget(app, row);
        }
        Key::Enter | Key::Right | Key::Char(' ') => Some(state.at),
        Key::Char(digit) => digit
            .to_digit(10)
            .map(|digit| digit as usize)
            .and_then(|digit| digit.checked_sub(1)),
        _ => None,
    };
    let Some((row, &command)) = chosen.and_then(|row| Some((row, ROWS.get(row)?))) else {
        return Vec::new();
    };
    state.at = row;
    if let Err(reason) = possible(app, command) {
        app.say(Tone::Refused, reason);
        return Vec::new();
    }
    dispatch::run(app, command, at)
}

/// Forgets what was chosen in the program: from the next start on the setting comes from
/// elsewhere again.
fn forget(app: &mut App, row: usize) -> Vec<Effect> {
    let was = app.chosen.clone();
    match ROWS.get(row) {
        Some(Command::Language) => app.chosen.language.clear(),
        Some(Command::Theme) => app.chosen.theme.clear(),
        Some(Command::Glyphs) => app.chosen.glyphs.clear(),
        Some(Command::Mouse) => app.chosen.mouse = None,
        _ => {}
    }
    let words = if was == app.chosen {
        "notice.nothing_chosen"
    } else {
        "notice.choice_forgotten"
    };
    app.say(Tone::Plain, app.language.text(words).to_owned());
    vec![Effect::Remember(Box::new(app.remembered()))]
}
