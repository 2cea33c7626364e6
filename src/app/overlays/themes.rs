//! The list of themes. The one that is looked at is drawn at once, the whole screen in it;
//! it is kept with Enter, and Esc goes back to the one before.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::screens::list::moved;
use crate::app::state::{App, Tone};
use crate::config::origin::Origin;
use crate::config::theme::fault::{ThemeFault, ThemeTrouble};
use crate::config::theme::{Theme, ThemeOffer};
use crate::i18n::Language;
use crate::text::nearest::nearest;

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemesState {
    /// The themes.
    pub offers: Vec<ThemeOffer>,
    /// The row that is looked at.
    pub at: usize,
}

impl ThemesState {
    /// Returns the theme that is looked at; `None` where its file is broken.
    pub fn looked_at(&self) -> Option<&Theme> {
        self.offers.get(self.at)?.theme.as_ref().ok()
    }
}

/// Opens the window at the theme in use.
pub fn open(app: &mut App, offers: Vec<ThemeOffer>) {
    let in_use = |offer: &ThemeOffer| offer.name == app.theme.name;
    let at = offers.iter().position(in_use).unwrap_or(0);
    let is_open = |overlay: &Overlay| matches!(overlay, Overlay::Themes(_));
    app.overlays.retain(|overlay| !is_open(overlay));
    let state = ThemesState { offers, at };
    app.overlays.push(Overlay::Themes(Box::new(state)));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Themes(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let key = key.folded();
    let length = state.offers.len();
    if let Some(at) = moved(state.at, length, length, key) {
        state.at = at;
        return Vec::new();
    }
    match key {
        Key::Esc => {
            app.overlays.pop();
        }
        Key::Char(digit @ '1'..='9') => {
            let place = digit.to_digit(10).unwrap_or(1) as usize - 1;
            if place < length {
                state.at = place;
                return keep(app);
            }
        }
        Key::Enter | Key::Char(' ') => return keep(app),
        _ => {}
    }
    Vec::new()
}

/// Keeps the theme that is looked at; a broken one says why it cannot be.
fn keep(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Themes(state)) = app.overlays.pop() else {
        return Vec::new();
    };
    match state.offers.get(state.at).map(|offer| &offer.theme) {
        Some(Ok(theme)) => {
            app.theme = theme.clone();
            app.chosen.theme.clone_from(&theme.name);
            app.origins.theme = Origin::Chosen;
            let title = theme.title(app.language.is_english());
            let words = app.language.with("notice.theme", &[title]);
            app.say(Tone::Plain, words);
            vec![Effect::Remember(Box::new(app.remembered()))]
        }
        Some(Err(fault)) => {
            let details = [fault.name.as_str(), &fault.words(app.language)];
            let words = app.language.with("notice.theme_is_broken", &details);
            app.say(Tone::Refused, words);
            app.overlays.push(Overlay::Themes(state));
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Tells why the program began with the default theme and not with the one asked for; where
/// there is none of that name with those there are, the one that was probably meant first.
pub fn fell_back(fault: &ThemeFault, known: &[String], language: Language) -> String {
    if fault.trouble != ThemeTrouble::Missing {
        let details = [fault.name.as_str(), &fault.words(language)];
        return language.with("notice.theme_fell_back", &details);
    }
    let mut known: Vec<&str> = known.iter().map(String::as_str).collect();
    let meant = nearest(&fault.name, known.iter().copied());
    known.sort_by_key(|name| Some(*name) != meant);
    let details = [fault.name.as_str(), &known.join(" ")];
    language.with("notice.no_such_theme", &details)
}
