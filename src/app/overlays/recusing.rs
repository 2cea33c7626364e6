//! A ruling on a conflict of interest: of which expert, recused or not, by whom and why. What
//! it changes in the result is shown before it is asked once more.

mod form;

pub use form::{Asked, RecusingState, Row, asked};

use crate::analysis::recusing::Difference;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::possible::chosen;
use crate::app::screens::start::edit;
use crate::app::settling::{put_aside, settle, taken_again};
use crate::app::state::{App, Tone};
use crate::domain::people::Conflict;
use crate::domain::settlement::Settlement;

/// Longest text in characters.
const LONGEST: usize = 300;

/// Opens the window on the chosen proposal; what was written before and not kept stands
/// there again.
pub fn open(app: &mut App) {
    let Some(id) = chosen(app).map(str::to_owned) else {
        return;
    };
    let Some(workspace) = &app.workspace else {
        return;
    };
    let new = RecusingState::new(&id, asked(workspace, &id));
    let is_same = |overlay: &Overlay| match overlay {
        Overlay::Recusing(state) => state.proposal == id && state.experts == new.experts,
        _ => false,
    };
    let again = taken_again(app, is_same);
    app.overlays
        .push(again.unwrap_or_else(|| Overlay::Recusing(Box::new(new))));
}

/// Opens the window on a proposal and an expert, asked or not.
pub fn open_on(app: &mut App, proposal: &str, expert: &str) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let new = RecusingState::of_pair(workspace, proposal, expert);
    let is_same = |overlay: &Overlay| match overlay {
        Overlay::Recusing(state) => {
            state.proposal == proposal
                && state.experts == new.experts
                && state.at == new.at
                && !state.is_choosing
        }
        _ => false,
    };
    let again = taken_again(app, is_same);
    app.overlays
        .push(again.unwrap_or_else(|| Overlay::Recusing(Box::new(new))));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Recusing(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if state.is_asking {
        return confirm(app, key);
    }
    if state.is_choosing {
        choose(app, key);
        return Vec::new();
    }
    match key {
        Key::Esc => state.is_choosing = true,
        Key::Up | Key::BackTab => state.step(false),
        Key::F(2) => return accept(app),
        Key::Enter if state.row == Row::Reason => return accept(app),
        Key::Down | Key::Tab | Key::Enter => state.step(true),
        _ if state.row == Row::Outcome => match key.folded() {
            Key::Char('1') => state.rule(true),
            Key::Char('2') => state.rule(false),
            _ => {}
        },
        _ => type_key(app, key),
    }
    Vec::new()
}

fn choose(app: &mut App, key: Key) {
    let Some(Overlay::Recusing(state)) = app.overlays.last_mut() else {
        return;
    };
    let last = state.experts.len().saturating_sub(1);
    match key.folded() {
        Key::Esc => put_aside(app),
        Key::Up | Key::Char('k') => state.at = state.at.saturating_sub(1),
        Key::Down | Key::Char('j') => state.at = (state.at + 1).min(last),
        Key::Home => state.at = 0,
        Key::End => state.at = last,
        Key::Enter => state.choose(state.at),
        Key::Char(digit @ '1'..='9') => {
            let place = digit.to_digit(10).unwrap_or(1) as usize - 1;
            if place <= last {
                state.choose(place);
            }
        }
        _ => {}
    }
}

fn type_key(app: &mut App, key: Key) {
    let Some(Overlay::Recusing(state)) = app.overlays.last_mut() else {
        return;
    };
    let Some(field) = state.field_mut() else {
        return;
    };
    let is_full = field.text().chars().count() >= LONGEST;
    if matches!(key, Key::Char(_)) && is_full {
        let text = app
            .language
            .with("comment.too_long", &[&LONGEST.to_string()]);
        app.say(Tone::Refused, text);
    } else {
        edit(field, key);
    }
}

/// Puts pasted text into the row with the cursor, as one line and up to the longest.
pub fn paste(state: &mut RecusingState, text: &str) {
    if let Some(field) = state.field_mut() {
        field.insert_line(text, LONGEST, |_| true);
    }
}

/// Asks once more, and for what the ruling would change.
fn accept(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let Some(Overlay::Recusing(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if let Some((row, key)) = state.lacking() {
        state.row = row;
        let text = app.language.text(key).to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let (Some(ruling), Some(results)) = (state.ruling(workspace.panel()), &workspace.results)
    else {
        return Vec::new();
    };
    state.is_asking = true;
    state.effect = None;
    vec![Effect::TryRuling {
        panel: results.panel.clone(),
        sheets: results.sheets.clone(),
        round: results.standings.round,
        ruling,
    }]
}

/// Takes what a ruling would change, where it is still being asked about.
pub fn take(app: &mut App, ruling: &Conflict, effect: Difference) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    if let Some(Overlay::Recusing(state)) = app.overlays.last_mut()
        && state.is_asking
        && state.ruling(workspace.panel()).as_ref() == Some(ruling)
    {
        state.effect = Some(effect);
    }
}

/// The digit that chose it confirms it too, once the effect is shown; Enter, pressed once
/// more by habit, does not.
fn confirm(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Recusing(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if key == Key::Esc {
        state.is_asking = false;
        return Vec::new();
    }
    let wanted = if state.recuses == Some(true) {
        '1'
    } else {
        '2'
    };
    if key.folded() != Key::Char(wanted) || state.effect.is_none() {
        let digit = wanted.to_string();
        let text = app.language.with("notice.confirm_ruling", &[&digit]);
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    state.is_asking = false;
    let reason = state.reason.text().trim().to_owned();
    let workspace = app.workspace.as_ref();
    let Some(ruling) = workspace.and_then(|one| state.ruling(one.panel())) else {
        return Vec::new();
    };
    put_aside(app);
    settle(app, Settlement::Recusal { ruling, reason })
}
