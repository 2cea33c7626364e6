//! Start: which panel. The last one, or the demonstration, is already chosen.

use super::list::moved;
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::state::{App, Tone};
use crate::app::workspace::Place;
use crate::app::{Command, Screen, dispatch};
use crate::config::session::Session;
use crate::domain::Bilingual;
use crate::text::moment::Moment;

/// One line of the choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Open this panel.
    Open(Place),
    /// Name a folder.
    Folder,
    /// Look at the machine.
    SelfCheck,
    /// The other language.
    Language,
    /// Leave.
    Quit,
}

/// State of the screen.
#[derive(Debug, Clone)]
pub struct StartState {
    /// The choices.
    pub choices: Vec<Choice>,
    /// The chosen line.
    pub selected: usize,
    /// A folder being named.
    pub path: Option<TextField>,
    /// A panel is being read.
    pub is_opening: bool,
    /// Path of the panel that was open last.
    pub last: String,
}

impl StartState {
    /// Makes the choice from the panels that were found.
    pub fn new(places: Vec<Place>, is_opening: bool, remembered: &Session) -> Self {
        let mut choices: Vec<Choice> = places.into_iter().map(Choice::Open).collect();
        choices.extend([
            Choice::Folder,
            Choice::SelfCheck,
            Choice::Language,
            Choice::Quit,
        ]);
        Self {
            choices,
            selected: 0,
            path: None,
            is_opening,
            last: remembered.panel.clone(),
        }
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Screen::Start(state) = &mut app.screen else {
        return Vec::new();
    };
    if state.is_opening {
        return Vec::new();
    }
    if let Some(field) = &mut state.path {
        return match key {
            Key::Esc => {
                state.path = None;
                Vec::new()
            }
            Key::Enter => open_named(app),
            _ => {
                edit(field, key);
                Vec::new()
            }
        };
    }
    if let Some(selected) = moved(state.selected, state.choices.len(), 8, key) {
        state.selected = selected;
        return Vec::new();
    }
    match (key, state.choices.get(state.selected).cloned()) {
        (Key::Enter, Some(Choice::Open(place))) => {
            state.is_opening = true;
            vec![Effect::OpenPanel {
                place,
                counts_sheets: true,
            }]
        }
        (Key::Enter, Some(Choice::Folder)) => {
            state.path = Some(TextField::default());
            Vec::new()
        }
        (Key::Enter, Some(Choice::SelfCheck)) => dispatch::run(app, Command::SelfCheck, at),
        (Key::Enter, Some(Choice::Language)) => dispatch::run(app, Command::Language, at),
        (Key::Enter, Some(Choice::Quit)) => dispatch::run(app, Command::Quit, at),
        _ => Vec::new(),
    }
}

fn open_named(app: &mut App) -> Vec<Effect> {
    let Screen::Start(state) = &mut app.screen else {
        return Vec::new();
    };
    let path = state
        .path
        .as_ref()
        .map(|field| field.text().trim().to_owned())
        .unwrap_or_default();
    if path.is_empty() {
        app.say(Tone::Refused, app.language.text("start.name_it").to_owned());
        return Vec::new();
    }
    state.path = None;
    state.is_opening = true;
    let place = Place {
        is_demonstration: path == "demo",
        path,
        title: Bilingual::default(),
    };
    vec![Effect::OpenPanel {
        place,
        counts_sheets: true,
    }]
}

/// Changes a field of one line by a key.
pub fn edit(field: &mut TextField, key: Key) {
    match key {
        Key::Char(character) => field.insert(&character.to_string()),
        Key::Backspace => field.backspace(),
        Key::Delete => field.delete(),
        Key::Left => field.left(),
        Key::Right => field.right(),
        Key::Home => field.home(),
        Key::End => field.end(),
        Key::Ctrl('u') => field.clear(),
        _ => {}
    }
}
