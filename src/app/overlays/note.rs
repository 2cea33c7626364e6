//! One line of text that belongs to something: the reason of a judgement or of a proposed
//! veto, or a question for the presentation. Enter and Esc both keep what is written; only a
//! veto is proposed by Enter alone, and Esc leaves the sheet as it was before.

use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::overlays::grounds;
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
    /// The reason and the evidence of a proposed veto; never empty.
    Veto {
        /// Id of the policy's ground.
        ground: String,
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
    /// The text when the window was opened.
    before: String,
    /// It was kept on the way: what is kept next belongs to the same change.
    goes_on: bool,
}

impl NoteState {
    /// Makes the window's state with the text that stands there.
    pub fn new(proposal: &str, subject: Subject, text: &str) -> Self {
        Self {
            proposal: proposal.to_owned(),
            subject,
            field: TextField::new(text),
            kept: text.to_owned(),
            before: text.to_owned(),
            goes_on: false,
        }
    }

    /// Tells whether everything that is written is kept.
    pub fn is_kept(&self) -> bool {
        self.field.text().trim() == self.kept || self.lacks_reason()
    }

    /// Tells whether it is the reason of a veto.
    pub fn is_of_veto(&self) -> bool {
        matches!(self.subject, Subject::Veto { .. })
    }

    /// Tells whether a veto would be left without its reason.
    fn lacks_reason(&self) -> bool {
        self.is_of_veto() && self.field.text().trim().is_empty()
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Note(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match key {
        Key::Esc if matches!(state.subject, Subject::Veto { .. }) => return give_up(app, at),
        Key::Enter | Key::F(2) if state.lacks_reason() => {
            let key = if state.kept.is_empty() {
                "notice.reason_needed"
            } else {
                "notice.withdraw_by_delete"
            };
            app.say(Tone::Refused, app.language.text(key).to_owned());
        }
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
    state.field.insert_line(text, LONGEST, |_| true);
}

/// Closes the window of a veto without proposing it: what was kept on the way is taken back.
fn give_up(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Note(state)) = app.overlays.pop() else {
        return Vec::new();
    };
    let Subject::Veto { ground } = &state.subject else {
        return Vec::new();
    };
    let text = app.language.text("notice.veto_not_proposed").to_owned();
    app.say(Tone::Good, text);
    if state.kept == state.before {
        return Vec::new();
    }
    let cell = CellName::Veto(ground.clone());
    let effects = record(app, &state.proposal, &cell, &state.before, at);
    if !effects.is_empty() {
        app.undo.join();
    }
    effects
}

/// Keeps what is written and closes the window.
pub fn leave(app: &mut App, at: Moment) -> Vec<Effect> {
    let effects = save(app, at);
    let left = app.overlays.pop();
    if let Some(Overlay::Note(state)) = left
        && let Subject::Veto { ground } = &state.subject
        && (state.goes_on || !effects.is_empty())
    {
        let name = grounds::name(app, ground);
        let text = app.language.with("notice.veto_proposed", &[&name]);
        app.say(Tone::Good, text);
    }
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
    let goes_on = std::mem::replace(&mut state.goes_on, true);
    let (proposal, subject) = (state.proposal.clone(), state.subject.clone());
    let (cell, to) = match subject {
        Subject::Judgement { clause, met } => {
            let judged = Judgement { met, reason: text };
            (CellName::Judgement(clause), judged.written())
        }
        Subject::Question { place, indicator } => {
            let question = Question { indicator, text };
            (CellName::Question(place), question.written())
        }
        Subject::Veto { ground } => (CellName::Veto(ground), text),
    };
    let effects = record(app, &proposal, &cell, &to, at);
    if goes_on && !effects.is_empty() {
        app.undo.join();
    }
    effects
}
