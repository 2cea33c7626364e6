//! The windows over a joint opinion: a text, a vote, whose minority opinion, adopting it, taking
//! it back. What is typed is kept on leaving, like a comment.

mod form;

use form::Lack;

pub use form::{Edit, OpiningState, VOTES};

use crate::analysis::drafting::{Draft, Part};
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::screen::Screen;
use crate::app::screens::opinion::{OpinionState, Row, write};
use crate::app::screens::start::edit;
use crate::app::settling::{put_aside, taken_again};
use crate::app::state::{App, Tone};
use crate::domain::opinion::Opinion;
use crate::domain::voting::Electorate;

/// Longest text in characters.
const LONGEST: usize = 3000;
/// Longest line in characters: a condition, a name, a reason.
const LONGEST_LINE: usize = 300;
/// Most digits of a number of votes.
const MOST_DIGITS: usize = 3;

/// Opens the window of a row of the fields.
pub fn open(app: &mut App, row: &Row) {
    let (Some(workspace), Screen::Opinion(state)) = (&app.workspace, &app.screen) else {
        return;
    };
    let Some(draft) = state.read() else {
        return;
    };
    let panel = workspace.panel();
    if workspace.is_closed() {
        let text = app.language.text("refused.closed").to_owned();
        app.say(Tone::Refused, text);
        return;
    }
    if state.opinion.adopted && *row != Row::Adoption {
        let text = app.language.text("opinion.adopted_already").to_owned();
        app.say(Tone::Refused, text);
        return;
    }
    if *row == Row::Adoption
        && let Err(lack) = adoptable(state, draft)
    {
        let text = lack.words(panel, app.language);
        app.say(Tone::Refused, text);
        return;
    }
    let chair = workspace.seat.expert();
    let new = OpiningState::of_row(row, &state.opinion, (panel, draft), chair);
    let is_same = |overlay: &Overlay| match overlay {
        Overlay::Opining(aside) => aside.proposal == new.proposal && aside.edit.is_like(&new.edit),
        _ => false,
    };
    let again = taken_again(app, is_same);
    app.overlays
        .push(again.unwrap_or_else(|| Overlay::Opining(Box::new(new))));
}

/// Tells whether an opinion lacks nothing but its adoption, or is adopted already.
fn adoptable(state: &OpinionState, draft: &Draft) -> Result<(), Lack> {
    if state.opinion.adopted {
        return Ok(());
    }
    if !draft.missing.is_empty() {
        return Err(Lack::Sheets(draft.proposal.clone(), draft.missing.clone()));
    }
    match state.opinion.adoptable(&draft.electorate) {
        Ok(()) => Ok(()),
        Err(fault) => Err(Lack::Fault(fault)),
    }
}

/// Asks whether a text, a condition or a minority opinion goes; of an empty text there is
/// nothing to take out.
pub fn ask_to_take_out(app: &mut App, row: &Row) {
    let (Some(workspace), Screen::Opinion(state)) = (&app.workspace, &app.screen) else {
        return;
    };
    if workspace.is_closed() {
        let text = app.language.text("refused.closed").to_owned();
        app.say(Tone::Refused, text);
        return;
    }
    if state.opinion.adopted {
        let text = app.language.text("opinion.adopted_already").to_owned();
        app.say(Tone::Refused, text);
        return;
    }
    let own = &state.opinion;
    let edit = match row {
        Row::Strengths if !own.strengths.is_empty() => Edit::DropText(Part::Strengths),
        Row::Weaknesses if !own.weaknesses.is_empty() => Edit::DropText(Part::Weaknesses),
        Row::Condition(place) => Edit::DropCondition(*place),
        Row::Minority(place) => Edit::DropMinority(*place),
        _ => return,
    };
    let new = OpiningState::new(&state.proposal, edit, "");
    app.overlays.push(Overlay::Opining(Box::new(new)));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let width = super::comment::line_width(app.size.0);
    let Some(Overlay::Opining(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match &state.edit {
        Edit::DropText(_) | Edit::DropCondition(_) | Edit::DropMinority(_) => {
            return dropping(app, key);
        }
        Edit::Whose { .. } => {
            choose(app, key);
            return Vec::new();
        }
        Edit::Vote { .. } => return on_vote(app, key),
        Edit::Adopt | Edit::TakeBack => match key {
            Key::Esc => put_aside(app),
            Key::Enter | Key::F(2) => return accept(app),
            _ => type_key(app, key, LONGEST_LINE),
        },
        Edit::Condition(_) => match key {
            Key::Esc => return leave(app),
            Key::F(2) | Key::Enter => return accept(app),
            _ => type_key(app, key, LONGEST_LINE),
        },
        Edit::Text(_) | Edit::Minority(_) => match key {
            Key::Esc => return leave(app),
            Key::F(2) => return accept(app),
            Key::Up => state.field.vertical(false, width),
            Key::Down => state.field.vertical(true, width),
            Key::Enter => type_key(app, Key::Char('\n'), LONGEST),
            _ => type_key(app, key, LONGEST),
        },
    }
    Vec::new()
}

fn type_key(app: &mut App, key: Key, most: usize) {
    let Some(Overlay::Opining(state)) = app.overlays.last_mut() else {
        return;
    };
    let is_full = state.field.text().chars().count() >= most;
    if matches!(key, Key::Char(_)) && is_full {
        let text = app.language.with("comment.too_long", &[&most.to_string()]);
        app.say(Tone::Refused, text);
    } else {
        edit(&mut state.field, key);
    }
}

/// Puts pasted text where the cursor is.
pub fn paste(state: &mut OpiningState, text: &str) {
    match state.edit {
        Edit::Text(_) | Edit::Minority(_) => {
            let room = LONGEST.saturating_sub(state.field.text().chars().count());
            let kept: String = text.chars().take(room).collect();
            state.field.insert(&kept);
        }
        Edit::Vote { row } => {
            if let Some(field) = state.votes.get_mut(row) {
                field.insert_line(text, MOST_DIGITS, |one| one.is_ascii_digit());
            }
        }
        _ => state.field.insert_line(text, LONGEST_LINE, |_| true),
    }
}

fn on_vote(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Opining(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let Edit::Vote { row } = &mut state.edit else {
        return Vec::new();
    };
    let key = key.folded();
    let last = VOTES.len() - 1;
    match key {
        Key::Esc => put_aside(app),
        Key::F(2) => return accept(app),
        Key::Enter if *row == last => return accept(app),
        Key::Down | Key::Tab | Key::Enter => *row = (*row + 1).min(last),
        Key::Up | Key::BackTab => *row = row.saturating_sub(1),
        Key::Char(typed) if !typed.is_ascii_digit() => {
            let text = app.language.text("notice.votes_are_numbers").to_owned();
            app.say(Tone::Refused, text);
        }
        _ => {
            let place = *row;
            if let Some(field) = state.votes.get_mut(place) {
                let is_full = field.text().chars().count() >= MOST_DIGITS;
                if !(is_full && matches!(key, Key::Char(_))) {
                    edit(field, key);
                }
            }
        }
    }
    Vec::new()
}

/// Chooses whose minority opinion is written.
fn choose(app: &mut App, key: Key) {
    let members = electorate(app).members;
    let opinion = match &app.screen {
        Screen::Opinion(state) => state.opinion.clone(),
        _ => Opinion::default(),
    };
    let Some(Overlay::Opining(state)) = app.overlays.last_mut() else {
        return;
    };
    let Edit::Whose { at } = &mut state.edit else {
        return;
    };
    let last = members.len().saturating_sub(1);
    let chosen = match key.folded() {
        Key::Esc => {
            app.overlays.pop();
            return;
        }
        Key::Up | Key::Char('k') => {
            *at = at.saturating_sub(1);
            return;
        }
        Key::Down | Key::Char('j') => {
            *at = (*at + 1).min(last);
            return;
        }
        Key::Enter => *at,
        Key::Char(digit @ '1'..='9') => digit.to_digit(10).unwrap_or(1) as usize - 1,
        _ => return,
    };
    if let Some(id) = members.get(chosen) {
        let mut said = opinion.minority.iter();
        let stands = said.find(|one| one.expert == *id);
        state.field = TextField::new(stands.map_or("", |one| &one.text));
        state.edit = Edit::Minority(id.clone());
    }
}

fn electorate(app: &App) -> Electorate {
    match &app.screen {
        Screen::Opinion(state) => state.read().map(|draft| draft.electorate.clone()),
        _ => None,
    }
    .unwrap_or_default()
}

/// The digit that takes something out is another than the one that asked.
fn dropping(app: &mut App, key: Key) -> Vec<Effect> {
    match key.folded() {
        Key::Char('9') => accept(app),
        Key::Esc => {
            app.overlays.pop();
            Vec::new()
        }
        _ => {
            let text = app.language.text("notice.confirm_deleting").to_owned();
            app.say(Tone::Refused, text);
            Vec::new()
        }
    }
}

/// Keeps what is written and leaves; where it cannot stand it lies aside until the same window
/// is opened again.
fn leave(app: &mut App) -> Vec<Effect> {
    let count = app.overlays.len();
    let effects = accept(app);
    if app.overlays.len() == count {
        put_aside(app);
    }
    effects
}

/// Takes what the window holds. Where it cannot stand the window stays, with the reason.
fn accept(app: &mut App) -> Vec<Effect> {
    let refused = match after(app) {
        Ok(None) => {
            app.overlays.pop();
            return Vec::new();
        }
        Ok(Some(after)) => match write(app, after) {
            Ok(effects) => {
                app.overlays.pop();
                settle_row(app);
                return effects;
            }
            Err(words) => words,
        },
        Err(words) => words,
    };
    app.say(Tone::Refused, refused);
    Vec::new()
}

/// What the window makes of the opinion; none where it changes nothing.
fn after(app: &App) -> Result<Option<Opinion>, String> {
    let (Some(Overlay::Opining(state)), Screen::Opinion(screen), Some(workspace)) =
        (app.overlays.last(), &app.screen, &app.workspace)
    else {
        return Ok(None);
    };
    let seat = workspace.seat.expert();
    let made = state.applied(&screen.opinion, (workspace.panel(), &electorate(app)), seat);
    let made = made.map_err(|fault| fault.words(workspace.panel(), app.language))?;
    Ok(Some(made).filter(|made| *made != screen.opinion))
}

/// The cursor stays on a row that is there.
fn settle_row(app: &mut App) {
    if let Screen::Opinion(state) = &mut app.screen {
        state.row = state.row.min(state.rows().len().saturating_sub(1));
    }
}

/// Keeps a text that is being written, because the program ends or stops.
pub fn keep(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Opining(state)) = app.overlays.last() else {
        return Vec::new();
    };
    if !matches!(
        state.edit,
        Edit::Text(_) | Edit::Condition(_) | Edit::Minority(_)
    ) {
        return Vec::new();
    }
    match after(app) {
        Ok(Some(after)) => write(app, after).unwrap_or_default(),
        _ => Vec::new(),
    }
}
