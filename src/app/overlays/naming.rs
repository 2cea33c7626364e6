//! Naming a folder or a file: a line that is typed, and Tab that completes it from the disk.

use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::screens::merge;
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};

/// Longest path in characters.
const LONGEST: usize = 1_000;
/// Most names that are offered.
const OFFERED: usize = 12;

/// What the place is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A folder that is watched beside the inbox.
    Watch,
    /// A file or a folder that is taken in now.
    TakeIn,
}

/// A path being typed, with what it may go on as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathField {
    /// What is typed.
    pub field: TextField,
    /// Names that it may go on as, where there are several.
    pub offers: Vec<String>,
}

impl PathField {
    /// Makes a field that holds a path.
    pub fn new(path: &str) -> Self {
        Self {
            field: TextField::new(path),
            offers: Vec::new(),
        }
    }

    /// Returns the path.
    pub fn path(&self) -> String {
        self.field.text().trim().to_owned()
    }

    /// Takes a key that edits; false where the path is as long as can be.
    pub fn edit(&mut self, key: Key) -> bool {
        let is_full = self.field.text().chars().count() >= LONGEST;
        if is_full && matches!(key, Key::Char(_)) {
            return false;
        }
        self.offers.clear();
        edit(&mut self.field, key);
        true
    }

    /// Puts pasted text in, as one line.
    pub fn paste(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.field.text().chars().count());
        let flat = text.replace(['\n', '\r'], " ");
        // a path that was dropped on the terminal comes in quotes
        let flat = flat.trim().trim_matches(['"', '\'']);
        let kept: String = flat.chars().take(room).collect();
        self.offers.clear();
        self.field.insert(&kept);
    }

    /// Takes what the disk offers for what was typed; nothing where it was changed since.
    pub fn complete(&mut self, typed: &str, completed: &str, mut offers: Vec<String>) {
        if self.field.text() != typed {
            return;
        }
        self.field = TextField::new(completed);
        offers.truncate(OFFERED);
        self.offers = offers;
    }
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamingState {
    /// What for.
    pub purpose: Purpose,
    /// The path.
    pub path: PathField,
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Naming(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match key {
        Key::Esc => {
            app.overlays.pop();
        }
        Key::Tab => {
            return vec![Effect::CompletePath {
                typed: state.path.field.text().to_owned(),
                with_files: state.purpose == Purpose::TakeIn,
            }];
        }
        Key::Enter => {
            let (purpose, path) = (state.purpose, state.path.path());
            return accept(app, purpose, path);
        }
        _ => {
            if !state.path.edit(key) {
                let most = LONGEST.to_string();
                let text = app.language.with("comment.too_long", &[&most]);
                app.say(Tone::Refused, text);
            }
        }
    }
    Vec::new()
}

fn accept(app: &mut App, purpose: Purpose, path: String) -> Vec<Effect> {
    if purpose == Purpose::TakeIn && path.is_empty() {
        let text = app.language.text("naming.name_it").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    app.overlays.pop();
    match purpose {
        Purpose::Watch => merge::watch(app, path),
        Purpose::TakeIn => merge::take_in(app, vec![path]),
    }
}

/// Takes what the disk offers, in the window that asked.
pub fn complete(app: &mut App, typed: &str, completed: &str, offers: Vec<String>) {
    match app.overlays.last_mut() {
        Some(Overlay::Naming(state)) => state.path.complete(typed, completed, offers),
        Some(Overlay::HandIn(state)) => state.path.complete(typed, completed, offers),
        Some(Overlay::Packing(state)) => state.path.complete(typed, completed, offers),
        Some(Overlay::Reporting(state)) => state.path.complete(typed, completed, offers),
        Some(Overlay::Archiving(state)) => state.path.complete(typed, completed, offers),
        Some(Overlay::Edition(state)) => state.path.complete(typed, completed, offers),
        _ => {}
    }
}
