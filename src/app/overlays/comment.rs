//! Writing the comment. Enter is a line in it; F2 or Esc leaves and keeps. What was typed
//! is saved on leaving and on the way: after twenty characters, in a long comment after an
//! eighth of it, so that its history stays short.

pub mod phrases;

use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::{CommentState, Overlay};
use crate::app::record::record;
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};
use crate::domain::sheet::{CellName, comment};
use crate::text::moment::Moment;

/// Fewest characters between two saves on the way.
const SAVED_EVERY: usize = 20;
/// Longest comment in characters.
const LONGEST: usize = 3000;
/// So many with its line ends and blanks, which count for nothing and must end somewhere.
const MOST: usize = 2 * LONGEST;

/// Opens the comment of a proposal, `more` put at its end on a line of its own.
pub fn open(app: &mut App, proposal: &str, more: &str) {
    let own = app
        .workspace
        .as_ref()
        .and_then(|workspace| workspace.own.as_ref());
    let mut text = own
        .and_then(|own| own.sheet(proposal))
        .map(|sheet| sheet.comment.clone())
        .unwrap_or_default();
    if !more.is_empty() {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(more);
    }
    let unsaved = more.chars().count();
    let field = TextField::new(&text);
    app.overlays.push(Overlay::Comment(CommentState {
        proposal: proposal.to_owned(),
        field,
        unsaved,
        has_phrases: !phrases::offered(app, proposal).is_empty(),
        phrases: None,
    }));
}

/// Returns the columns of a line of the comment on a terminal of this width.
pub fn line_width(columns: u16) -> usize {
    usize::from(columns.saturating_sub(8)).clamp(8, 88)
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let width = line_width(app.size.0);
    let Some(Overlay::Comment(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if state.phrases.is_some() {
        phrases::update(app, key);
        return save_at_times(app, at);
    }
    match key {
        Key::Esc | Key::F(2) => return leave(app, at),
        Key::F(3) | Key::Tab => phrases::open(app),
        Key::Up => state.field.vertical(false, width),
        Key::Down => state.field.vertical(true, width),
        Key::Char(_) | Key::Enter if is_full(state.field.text()) => {
            let longest = LONGEST.to_string();
            app.say(
                Tone::Refused,
                app.language.with("comment.too_long", &[&longest]),
            );
            return Vec::new();
        }
        _ => {
            let before = state.field.text().len();
            let typed = if key == Key::Enter {
                Key::Char('\n')
            } else {
                key
            };
            edit(&mut state.field, typed);
            if state.field.text().len() != before {
                state.unsaved += 1;
            }
        }
    }
    save_at_times(app, at)
}

/// Tells whether a comment takes no further character.
fn is_full(text: &str) -> bool {
    comment::length(text) >= LONGEST || text.chars().count() >= MOST
}

/// Saves on the way, where enough was written since the last time.
fn save_at_times(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Comment(state)) = app.overlays.last() else {
        return Vec::new();
    };
    let count = state.field.text().chars().count();
    if state.unsaved >= SAVED_EVERY.max(count / 8) {
        save(app, at)
    } else {
        Vec::new()
    }
}

/// Puts pasted text into the comment.
pub fn paste(app: &mut App, text: &str, at: Moment) -> Vec<Effect> {
    if let Some(Overlay::Comment(state)) = app.overlays.last_mut()
        && state.phrases.is_none()
    {
        let room = LONGEST.saturating_sub(comment::length(state.field.text()));
        let lines = MOST.saturating_sub(state.field.text().chars().count());
        let (kept, lost) = comment::fitting(text, room);
        let kept: String = kept.chars().take(lines).collect();
        state.field.insert(&kept);
        if lost > 0 {
            let details = [LONGEST.to_string(), lost.to_string()];
            let text = app
                .language
                .with("comment.cut", &[&details[0], &details[1]]);
            app.say(Tone::Refused, text);
        }
    }
    save(app, at)
}

/// Saves what was typed and closes the comment.
pub fn leave(app: &mut App, at: Moment) -> Vec<Effect> {
    let effects = save(app, at);
    app.overlays.pop();
    effects
}

/// Saves what was typed so far, if a comment is being written.
pub fn save(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some(Overlay::Comment(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    state.unsaved = 0;
    let (proposal, text) = (
        state.proposal.clone(),
        state.field.text().trim_end().to_owned(),
    );
    record(app, &proposal, &CellName::Comment, &text, at)
}
