//! The keys of the screen: pieces go into the opinion and out again, rows open their windows.

use super::stepping::Steps;
use super::{Pane, Row, again, ask, fields, paging, write};
use crate::analysis::drafting::Part;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlays::opining;
use crate::app::screens::list::moved;
use crate::app::state::{App, Tone};
use crate::app::{Command, Screen, dispatch, opinion};
use crate::domain::opinion::Opinion;

/// Takes a change, or says why it cannot stand.
fn change(app: &mut App, after: Opinion) -> Vec<Effect> {
    write(app, after).unwrap_or_else(|words| {
        app.say(Tone::Refused, words);
        Vec::new()
    })
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Screen::Opinion(state) = &mut app.screen else {
        return Vec::new();
    };
    match key.folded() {
        Key::Esc => return dispatch::back(app),
        Key::Tab | Key::BackTab | Key::Left | Key::Right => {
            state.pane = match state.pane {
                Pane::Sources => Pane::Fields,
                Pane::Fields => Pane::Sources,
            };
            return Vec::new();
        }
        Key::PageDown => return paging::turn(app, true),
        Key::PageUp => return paging::turn(app, false),
        _ if state.read().is_none() => return Vec::new(),
        _ => {}
    }
    match state.pane {
        Pane::Sources => on_sources(app, key),
        Pane::Fields => on_fields(app, key),
    }
}

/// Carries out a command of the opinion, at the row that it is about.
pub fn run(app: &mut App, command: Command) -> Vec<Effect> {
    let row = match command {
        Command::VoteOnOpinion => Row::Vote,
        Command::AddMinority => Row::NewMinority,
        Command::AdoptOpinion => Row::Adoption,
        _ => return take_all(app),
    };
    if let Screen::Opinion(state) = &mut app.screen {
        state.pane = Pane::Fields;
        let place = state.rows().iter().position(|one| *one == row);
        state.row = place.unwrap_or(state.row);
    }
    opining::open(app, &row);
    Vec::new()
}

fn on_sources(app: &mut App, key: Key) -> Vec<Effect> {
    let Screen::Opinion(state) = &mut app.screen else {
        return Vec::new();
    };
    if let Some(next) = moved(state.piece, state.pieces().len(), 5, key) {
        state.piece = next;
        return Vec::new();
    }
    let part = match key.folded() {
        Key::Char(digit @ '1'..='3') => {
            let place = digit.to_digit(10).unwrap_or(1) as usize - 1;
            Part::ALL.get(place).copied()
        }
        Key::Char('9') => return take_all(app),
        Key::Enter => match state.pieces().get(state.piece) {
            Some(piece) if piece.part.is_none() => {
                let text = app.language.text("opinion.choose_part").to_owned();
                app.say(Tone::Refused, text);
                return Vec::new();
            }
            piece => piece.and_then(|piece| piece.part),
        },
        _ => return Vec::new(),
    };
    match part {
        Some(part) => toggle(app, part),
        None => Vec::new(),
    }
}

/// Puts the chosen piece into a part, or takes it out again where it stands there.
fn toggle(app: &mut App, part: Part) -> Vec<Effect> {
    let language = app.language;
    let Screen::Opinion(state) = &app.screen else {
        return Vec::new();
    };
    let Some(piece) = state.pieces().get(state.piece) else {
        return Vec::new();
    };
    let text = opinion::wording(&piece.source, language);
    let mut after = state.opinion.clone();
    if fields::holds(&after, part, &text) {
        fields::remove(&mut after, part, &text);
    } else {
        fields::append(&mut after, part, &text);
    }
    change(app, after)
}

/// Takes every piece that has a part by its verdict and stands nowhere yet.
fn take_all(app: &mut App) -> Vec<Effect> {
    let language = app.language;
    let Screen::Opinion(state) = &app.screen else {
        return Vec::new();
    };
    let mut after = state.opinion.clone();
    for piece in state.pieces() {
        let text = opinion::wording(&piece.source, language);
        if let Some(part) = piece
            .part
            .filter(|part| !fields::holds(&after, *part, &text))
        {
            fields::append(&mut after, part, &text);
        }
    }
    if after == state.opinion {
        let text = app.language.text("opinion.nothing_to_take").to_owned();
        app.say(Tone::Plain, text);
        return Vec::new();
    }
    change(app, after)
}

fn on_fields(app: &mut App, key: Key) -> Vec<Effect> {
    let Screen::Opinion(state) = &mut app.screen else {
        return Vec::new();
    };
    let rows = state.rows();
    let row = rows.get(state.row.min(rows.len().saturating_sub(1)));
    let row = row.cloned().unwrap_or(Row::Strengths);
    if let Some(next) = moved(state.row, rows.len(), 4, key) {
        state.row = next;
        return Vec::new();
    }
    match (row, key.folded()) {
        (Row::Unwritten, Key::Char('1')) if state.foreign.is_some() => take_foreign(app),
        (Row::Unwritten, Key::Char('2')) if state.foreign.is_some() => again(app),
        (Row::Unwritten, Key::Enter) if state.foreign.is_none() => ask(app),
        (Row::Unwritten, _) => Vec::new(),
        (row, Key::Enter) => {
            opining::open(app, &row);
            Vec::new()
        }
        (row, Key::Delete) => {
            opining::ask_to_take_out(app, &row);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// What somebody else wrote stands from now on.
fn take_foreign(app: &mut App) -> Vec<Effect> {
    let Screen::Opinion(state) = &mut app.screen else {
        return Vec::new();
    };
    if let Some(foreign) = state.foreign.take() {
        state.opinion = *foreign;
        state.steps = Steps::default();
        state.failed = None;
    }
    if let Some(workspace) = &mut app.workspace {
        workspace.unwritten = None;
    }
    Vec::new()
}
