//! A form of what is filed beside scores: the marks of a link, what is known of an applicant,
//! the contributions that the panel confirms. Rows are chosen by digit, marked with the space
//! bar or typed; what each form means stands in a file of its own.

pub mod applicant;
pub mod contributions;
pub mod marks;

use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::screens::start::edit;
use crate::app::settling::{put_aside, settle, taken_again};
use crate::app::state::{App, Tone};
use crate::domain::settlement::Settlement;
use applicant::ApplicantForm;
use contributions::ContributionsForm;
use marks::MarkForm;

/// Longest text in characters.
const LONGEST: usize = 300;
/// Digits of a year.
const YEAR: usize = 4;

/// What stands in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// One of several, in words, by its digit.
    Choice {
        /// The words.
        options: Vec<String>,
        /// The chosen one, from 0.
        chosen: Option<usize>,
    },
    /// Marked or not.
    Check(bool),
    /// A text.
    Text(TextField),
    /// A year, in digits; empty for none.
    Year(TextField),
}

/// One row of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which one: the catalogue key of its label, or what is marked.
    pub name: String,
    /// What it asks, in words.
    pub label: String,
    /// What stands in it.
    pub content: Content,
}

/// What the form is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The marks of a link.
    Mark(MarkForm),
    /// What is known of an applicant.
    Applicant(ApplicantForm),
    /// The contributions of a proposal.
    Contributions(ContributionsForm),
}

/// State of the window.
#[derive(Debug, Clone)]
pub struct FilingState {
    /// What it is about, with what stands in the files.
    pub subject: Subject,
    /// The title.
    pub title: String,
    /// What stands already and what the rules say, in words; the first line is a heading.
    pub above: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The row with the cursor.
    pub at: usize,
    /// What one should know of what is filled in, in words; empty for nothing.
    pub remark: String,
}

impl FilingState {
    /// Returns the row with the cursor.
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.at)
    }

    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        let content = self.row().map(|row| &row.content);
        matches!(content, Some(Content::Text(_) | Content::Year(_)))
    }

    /// Returns what stands in the row of a name.
    fn content(&self, name: &str) -> Option<&Content> {
        let mut rows = self.rows.iter();
        rows.find(|row| row.name == name).map(|row| &row.content)
    }

    /// Returns the chosen one of a row, from 0.
    pub fn chosen(&self, name: &str) -> Option<usize> {
        match self.content(name) {
            Some(Content::Choice { chosen, .. }) => *chosen,
            _ => None,
        }
    }

    /// Returns the text of a row, trimmed.
    pub fn text(&self, name: &str) -> &str {
        match self.content(name) {
            Some(Content::Text(field) | Content::Year(field)) => field.text().trim(),
            _ => "",
        }
    }

    /// Tells whether a row is marked.
    pub fn is_marked(&self, name: &str) -> bool {
        self.content(name) == Some(&Content::Check(true))
    }

    /// Returns the names of the marked rows.
    pub fn marked(&self) -> Vec<String> {
        let marked = self.rows.iter();
        let marked = marked.filter(|row| row.content == Content::Check(true));
        marked.map(|row| row.name.clone()).collect()
    }

    fn step(&mut self, forward: bool) {
        let last = self.rows.len().saturating_sub(1);
        self.at = if forward {
            (self.at + 1).min(last)
        } else {
            self.at.saturating_sub(1)
        };
    }

    fn go_to(&mut self, name: &str) {
        let place = self.rows.iter().position(|row| row.name == name);
        self.at = place.unwrap_or(self.at);
    }
}

/// Makes a row; `name` is the catalogue key of its label.
fn row(app: &App, name: &'static str, content: Content) -> Row {
    Row {
        name: name.to_owned(),
        label: app.language.text(name).to_owned(),
        content,
    }
}

/// A choice between words of the catalogues.
fn choice(app: &App, keys: &[&'static str], chosen: Option<usize>) -> Content {
    let words = keys.iter().map(|&key| app.language.text(key).to_owned());
    Content::Choice {
        options: words.collect(),
        chosen,
    }
}

/// Opens a form; what was written before and not kept stands there again.
fn show(app: &mut App, state: FilingState) {
    let is_same =
        |overlay: &Overlay| matches!(overlay, Overlay::Filing(one) if one.subject == state.subject);
    let again = taken_again(app, is_same);
    let overlay = again.unwrap_or_else(|| Overlay::Filing(Box::new(state)));
    app.overlays.push(overlay);
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Filing(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let is_last = state.at + 1 >= state.rows.len();
    match key {
        Key::Esc => put_aside(app),
        Key::Up | Key::BackTab => state.step(false),
        Key::F(2) => return accept(app),
        Key::Enter if is_last => return accept(app),
        Key::Down | Key::Tab | Key::Enter => state.step(true),
        Key::Home if !state.is_typing() => state.at = 0,
        Key::End if !state.is_typing() => state.at = state.rows.len().saturating_sub(1),
        _ => {
            fill(app, key);
            refresh(app);
        }
    }
    Vec::new()
}

/// Gives a key to the row with the cursor.
fn fill(app: &mut App, key: Key) {
    let Some(Overlay::Filing(state)) = app.overlays.last_mut() else {
        return;
    };
    let Some(row) = state.rows.get_mut(state.at) else {
        return;
    };
    let refused = match &mut row.content {
        Content::Choice { options, chosen } => {
            let digit = match key.folded() {
                Key::Char(character) => character.to_digit(10).unwrap_or(0) as usize,
                _ => 0,
            };
            if let Some(place) = digit.checked_sub(1).filter(|at| *at < options.len()) {
                *chosen = Some(place);
                state.step(true);
            }
            None
        }
        Content::Check(is_set) => {
            if let Key::Char(' ' | '1') = key.folded() {
                *is_set = !*is_set;
            }
            None
        }
        Content::Year(field) => match key.folded() {
            Key::Char(typed) if !typed.is_ascii_digit() => Some("notice.year_digits"),
            Key::Char(_) if field.text().len() >= YEAR => None,
            folded => {
                edit(field, folded);
                None
            }
        },
        Content::Text(field) => match key {
            Key::Char(_) if field.text().chars().count() >= LONGEST => Some("comment.too_long"),
            _ => {
                edit(field, key);
                None
            }
        },
    };
    if let Some(key) = refused {
        let text = app.language.with(key, &[&LONGEST.to_string()]);
        app.say(Tone::Refused, text);
    }
}

/// What one row says may change what the others ask.
fn refresh(app: &mut App) {
    let Some(Overlay::Filing(mut state)) = app.overlays.pop() else {
        return;
    };
    match state.subject {
        Subject::Mark(_) => marks::refresh(app, &mut state),
        Subject::Applicant(_) => applicant::refresh(app, &mut state),
        Subject::Contributions(_) => {}
    }
    app.overlays.push(Overlay::Filing(state));
}

/// Puts pasted text into the row with the cursor, as one line and up to the longest.
pub fn paste(app: &mut App, text: &str) {
    if let Some(Overlay::Filing(state)) = app.overlays.last_mut()
        && let Some(row) = state.rows.get_mut(state.at)
    {
        match &mut row.content {
            Content::Text(field) => field.insert_line(text, LONGEST, |_| true),
            Content::Year(field) => field.insert_line(text, YEAR, |one| one.is_ascii_digit()),
            Content::Choice { .. } | Content::Check(_) => return,
        }
        refresh(app);
    }
}

/// What keeps a form from being filed: the name of the row and the words.
type Lacking = (&'static str, String);

fn accept(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Filing(state)) = app.overlays.last() else {
        return Vec::new();
    };
    let asked: Result<Option<Settlement>, Lacking> = match &state.subject {
        Subject::Mark(form) => marks::settlement(app, state, form),
        Subject::Applicant(form) => applicant::settlement(app, state, form),
        Subject::Contributions(form) => Ok(contributions::settlement(state, form)),
    };
    match asked {
        Ok(Some(settlement)) => {
            put_aside(app);
            settle(app, settlement)
        }
        Ok(None) => {
            app.overlays.pop();
            let text = app.language.text("notice.filing_same").to_owned();
            app.say(Tone::Plain, text);
            Vec::new()
        }
        Err((name, words)) => {
            if let Some(Overlay::Filing(state)) = app.overlays.last_mut() {
                state.go_to(name);
            }
            app.say(Tone::Refused, words);
            Vec::new()
        }
    }
}
