//! One line of text that belongs to something: the reason of a judgement, or a question for
//! the presentation. Enter and Esc both keep what is written.

use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::record::record;
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};
use crate::domain::sheet::{CellName, Judgement, Question};
use crate::text::moment::Moment;

/// Longest text in characters.
const LONGEST: usize = 300;

/// What the text belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The reason of a judgement.
    Judgement {
        /// The clause's name in files.
        clause: String,
        /// What was judged.
        met: String,
    },
    /// A question for the presentation.
    Question {
        /// Its place in the sheet, from 1.
        place: usize,
        /// The indicator it is about, by its name in files, or empty.
        indicator: String,
    },
}

/// State of the window.
#[derive(Debug, Clone)]
pub struct NoteState {
    /// Proposal id.
    pub proposal: String,
    /// What the text belongs to.
    pub subject: Subject,
    /// The text.
    pub field: TextField,
    /// The text that is kept already.
    pub kept: String,
}

impl NoteState {
    /// Makes the window's state with the text that stands there.
    pub fn new(proposal: &str, subject: Subject, text: &str) -> Self {
        Self {
            proposal: proposal.to_owned(),
            subject,
            field: TextField::new(text),
            kept: text.to_owned(),
        }
    }

    /// Tells whether everything that is written is kept.
    pub fn is_kept(&self) -> bool {
        self.field.text().trim() == self.kept
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Note(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match key {
        Key::Enter | Key::Esc | Key::F(2) => return leave(app, at),
        Key::Char(_) if state.field.text().chars().count() >= LONGEST => {
            let longest = LONGEST.to_string();
            let text = app.language.with("comment.too_long", &[&longest]);
            app.say(Tone::Refused, text);
        }
        _ => edit(&mut state.field, key),
    }
    Vec::new()
}

/// Puts pasted text in, as one line and up to the longest.
pub fn paste(state: &mut NoteState, text: &str) {
    let room = LONGEST.saturating_sub(state.field.text().chars().count());
    let line: String = text.replace(['\n', '\r'], " ").chars().take(room).collect();
    state.field.insert(&line);
}

/// Keeps what is written and closes the window.
pub fn leave(app: &mut App, at: Moment) -> Vec<Effect> {
    let effects = save(app, at);
    app.overlays.pop();
    effects
}

/// Keeps what is written so far, if a note is being written.
pub fn save(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Note(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if state.is_kept() {
        return Vec::new();
    }
    let text = state.field.text().trim().to_owned();
    state.kept.clone_from(&text);
    let (proposal, subject) = (state.proposal.clone(), state.subject.clone());
    match subject {
        Subject::Judgement { clause, met } => {
            let judged = Judgement { met, reason: text };
            let cell = CellName::Judgement(clause);
            record(app, &proposal, &cell, &judged.written(), at)
        }
        Subject::Question { place, indicator } => {
            let question = Question { indicator, text };
            let cell = CellName::Question(place);
            record(app, &proposal, &cell, &question.written(), at)
        }
    }
}
