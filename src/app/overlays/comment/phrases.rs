//! The phrases that are offered while a comment is written: a digit takes one, typing filters
//! them by text or by sound, and the chosen one is put in at the cursor.

use super::LONGEST;
use crate::analysis::search::{Entry, Filter, Finding, Index, Query, Viewer};
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::{CommentState, Overlay};
use crate::app::screen::Screen;
use crate::app::screens::list::moved;
use crate::app::screens::scoring::rows::Row;
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};
use crate::domain::sheet::{CellName, comment};

/// Lines of a page of the list.
const PAGE: usize = 10;

/// State of the list.
#[derive(Debug, Clone)]
pub struct PhraseList {
    /// What was typed.
    pub field: TextField,
    /// Places of the phrases that fit it.
    pub found: Vec<usize>,
    /// The chosen line.
    pub selected: usize,
    /// The phrases, the first so many of which are about the present criterion.
    pub phrases: Vec<String>,
    index: Index,
}

impl PhraseList {
    fn of(phrases: Vec<String>) -> Self {
        let entries = phrases.iter().map(|text| Entry {
            title: text,
            ..Entry::default()
        });
        let index = Index::of(entries);
        Self {
            field: TextField::default(),
            found: (0..phrases.len()).collect(),
            selected: 0,
            phrases,
            index,
        }
    }

    fn refresh(&mut self) {
        let query = Query::read(self.field.text(), Viewer::Names);
        let everything: Vec<u32> = (0..self.phrases.len() as u32).collect();
        let every = |_: u32, _: &Filter| true;
        let found = Finding::of(&self.index, &everything, &query, every, None);
        self.found = found.hits.iter().map(|place| *place as usize).collect();
        // what was found stands in the order in which it is offered
        self.found.sort_unstable();
        self.selected = 0;
    }

    /// Returns the phrase of a line that is shown.
    pub fn at(&self, line: usize) -> Option<&str> {
        let place = self.found.get(line)?;
        self.phrases.get(*place).map(String::as_str)
    }
}

/// Returns the phrases for a proposal in the order in which they are offered.
pub fn offered(app: &App, proposal: &str) -> Vec<String> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let panel = workspace.panel();
    let Some(proposal) = panel.proposal(proposal) else {
        return Vec::new();
    };
    let criterion = match &app.screen {
        Screen::Scoring(state) => match Row::at(&panel.rubric, state.row).cell(&panel.rubric) {
            Some(CellName::Score(criterion)) => Some(criterion),
            _ => None,
        },
        _ => None,
    };
    let offered = panel.phrases.offered(proposal.kind, criterion.as_deref());
    let english = app.language.is_english();
    let texts = offered.into_iter().map(|one| one.text.of(english).trim());
    let texts = texts.filter(|text| !text.is_empty());
    texts.map(str::to_owned).collect()
}

/// Opens the list, or says that there are no phrases.
pub fn open(app: &mut App) {
    let Some(Overlay::Comment(state)) = app.overlays.last() else {
        return;
    };
    let phrases = offered(app, &state.proposal.clone());
    if phrases.is_empty() {
        let text = app.language.text("comment.no_phrases").to_owned();
        app.say(Tone::Refused, text);
        return;
    }
    if let Some(Overlay::Comment(state)) = app.overlays.last_mut() {
        state.phrases = Some(Box::new(PhraseList::of(phrases)));
    }
}

/// Handles a key of the open list.
pub fn update(app: &mut App, key: Key) {
    let Some(Overlay::Comment(state)) = app.overlays.last_mut() else {
        return;
    };
    let Some(list) = &mut state.phrases else {
        return;
    };
    match key {
        Key::Esc | Key::F(2 | 3) | Key::Tab => state.phrases = None,
        Key::Enter => {
            let line = list.selected;
            take(app, line);
        }
        Key::Up | Key::Down | Key::PageUp | Key::PageDown => {
            let moved = moved(list.selected, list.found.len(), PAGE, key);
            list.selected = moved.unwrap_or(list.selected);
        }
        _ => {
            if let Some(line) = digit(key) {
                take(app, line);
            } else {
                edit(&mut list.field, key);
                list.refresh();
            }
        }
    }
}

/// The line that a digit means, from 0.
fn digit(key: Key) -> Option<usize> {
    let Key::Char(character) = key.folded() else {
        return None;
    };
    let digit = character.to_digit(10).filter(|digit| *digit > 0)?;
    Some(digit as usize - 1)
}

/// Puts the phrase of a line in at the cursor and closes the list.
fn take(app: &mut App, line: usize) {
    let Some(Overlay::Comment(state)) = app.overlays.last_mut() else {
        return;
    };
    let list = state.phrases.as_ref();
    let Some(text) = list.and_then(|list| list.at(line)).map(str::to_owned) else {
        return;
    };
    let count = text.chars().count();
    if comment::length(state.field.text()) + comment::length(&text) > LONGEST {
        let longest = LONGEST.to_string();
        let text = app.language.with("comment.too_long", &[&longest]);
        app.say(Tone::Refused, text);
        return;
    }
    put(state, &text, count);
}

fn put(state: &mut CommentState, text: &str, count: usize) {
    state.field.insert(text);
    state.unsaved += count;
    state.phrases = None;
}
