//! Checking a proposed veto: the secretariat reads what is held against a proposal and writes
//! down what was found. Taking a proposal out of the ranking is asked once more.

mod form;

pub use form::{CheckingState, Row};

use crate::analysis::standing::PendingVeto;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::opinion::vote_words;
use crate::app::overlay::Overlay;
use crate::app::overlays::tally;
use crate::app::record::signed;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::rulings::VetoState;
use crate::domain::voting::Electorate;

/// Opens the window on what is pending against a proposal; what was written before and not
/// kept stands there again.
pub fn open(app: &mut App, pending: Vec<PendingVeto>) {
    let Some(workspace) = &mut app.workspace else {
        return;
    };
    let unfinished = workspace.unfinished.take();
    let again = unfinished.filter(|state| state.pending == pending);
    let state = again.map_or_else(|| CheckingState::new(pending, workspace), |state| *state);
    app.overlays.push(Overlay::Checking(Box::new(state)));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let (Some(Overlay::Checking(state)), Some(workspace)) =
        (app.overlays.last_mut(), &app.workspace)
    else {
        return Vec::new();
    };
    if key == Key::Esc {
        return step_back(app);
    }
    if state.is_asking {
        return asked(app, key);
    }
    if state.is_choosing {
        choose(state, workspace, key);
        return Vec::new();
    }
    match key {
        Key::PageDown => state.scroll = (state.scroll + 4).min(200),
        Key::PageUp => state.scroll = state.scroll.saturating_sub(4),
        Key::Up | Key::BackTab => state.step(false),
        Key::F(2) => return accept(app),
        Key::Enter if state.is_last() => return accept(app),
        Key::Down | Key::Tab | Key::Enter => state.step(true),
        _ if state.row == Row::Outcome => {
            let outcome = match key.folded() {
                Key::Char('1') => VetoState::Dismissed,
                Key::Char('2') => VetoState::Confirmed,
                _ => return Vec::new(),
            };
            state.outcome = Some(outcome);
            state.step(true);
        }
        _ => type_key(app, key),
    }
    Vec::new()
}

fn type_key(app: &mut App, key: Key) {
    let Some(Overlay::Checking(state)) = app.overlays.last_mut() else {
        return;
    };
    let is_number = state.is_number();
    let Some(field) = state.field_mut() else {
        return;
    };
    if let Err((refusal, most)) = tally::typed(field, key, is_number) {
        let text = app.language.with(refusal, &[&most.to_string()]);
        app.say(Tone::Refused, text);
    }
}

/// Puts pasted text into the row with the cursor.
pub fn paste(state: &mut CheckingState, text: &str) {
    let is_number = state.is_number();
    if let Some(field) = state.field_mut() {
        tally::pasted(field, text, is_number);
    }
}

/// Nothing that was written is lost: it stands there when the window opens again.
fn step_back(app: &mut App) -> Vec<Effect> {
    if let Some(Overlay::Checking(state)) = app.overlays.last_mut()
        && state.is_asking
    {
        state.is_asking = false;
        return Vec::new();
    }
    put_aside(app);
    Vec::new()
}

fn put_aside(app: &mut App) {
    if let (Some(Overlay::Checking(mut state)), Some(workspace)) =
        (app.overlays.pop(), &mut app.workspace)
    {
        state.is_asking = false;
        workspace.unfinished = Some(state);
    }
}

fn choose(state: &mut CheckingState, workspace: &Workspace, key: Key) {
    let last = state.pending.len().saturating_sub(1);
    match key.folded() {
        Key::Up | Key::Char('k') => state.at = state.at.saturating_sub(1),
        Key::Down | Key::Char('j') => state.at = (state.at + 1).min(last),
        Key::Enter => state.is_choosing = false,
        Key::Char(digit @ '1'..='9') => {
            let place = digit.to_digit(10).unwrap_or(1) as usize - 1;
            if place <= last {
                (state.at, state.is_choosing) = (place, false);
            }
        }
        _ => {}
    }
    state.settle(workspace);
}

/// What keeps the form from being kept: the row and the words.
fn lacking(app: &App, state: &CheckingState) -> Option<(Row, String)> {
    let say = |row: Row, key: &'static str| Some((row, app.language.text(key).to_owned()));
    let Some(outcome) = state.outcome else {
        return say(Row::Outcome, "notice.outcome_needed");
    };
    if state.checker.text().trim().is_empty() {
        return say(Row::Checker, "notice.checker_needed");
    }
    if state.finding.text().trim().is_empty() {
        return say(Row::Finding, "notice.finding_needed");
    }
    let workspace = app.workspace.as_ref()?;
    let veto = state.veto(workspace)?;
    if !veto.is_voted_on() {
        return None;
    }
    let Some((votes_for, against)) = state.counted().filter(|(a, b)| a + b > 0) else {
        let is_first = state.votes.first().is_some_and(|one| one.text().is_empty());
        let row = if is_first { Row::For } else { Row::Against };
        return say(row, "notice.votes_needed");
    };
    let electorate = Electorate::of(workspace.panel(), &[state.proposal()]);
    let cast = u64::from(votes_for) + u64::from(against);
    if let Err(fault) = electorate.check(cast) {
        return Some((Row::For, vote_words(fault, app.language)));
    }
    let is_carried = veto.is_carried(votes_for, against);
    let key = match (outcome, is_carried) {
        (VetoState::Confirmed, false) => "notice.votes_short",
        (VetoState::Dismissed, true) => "notice.votes_enough",
        _ => return None,
    };
    let (votes_for, against) = (votes_for.to_string(), against.to_string());
    let details = [votes_for.as_str(), &against, &veto.votes];
    Some((Row::For, app.language.with(key, &details)))
}

fn accept(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Checking(state)) = app.overlays.last() else {
        return Vec::new();
    };
    if let Some((row, words)) = lacking(app, state) {
        app.say(Tone::Refused, words);
        if let Some(Overlay::Checking(state)) = app.overlays.last_mut() {
            state.row = row;
        }
        return Vec::new();
    }
    if state.outcome == Some(VetoState::Confirmed) {
        if let Some(Overlay::Checking(state)) = app.overlays.last_mut() {
            state.is_asking = true;
        }
        return Vec::new();
    }
    rule(app)
}

/// The digit that chose it confirms it too; Enter, pressed once more by habit, does not.
fn asked(app: &mut App, key: Key) -> Vec<Effect> {
    if key.folded() == Key::Char('2') {
        return rule(app);
    }
    let text = app.language.text("notice.confirm_veto").to_owned();
    app.say(Tone::Refused, text);
    Vec::new()
}

/// Lets it be written. What was filled in is kept aside until it is safe.
fn rule(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Checking(state)) = app.overlays.last() else {
        return Vec::new();
    };
    let ruling = state.ruling();
    put_aside(app);
    let (Some(ruling), Some(workspace)) = (ruling, &app.workspace) else {
        return Vec::new();
    };
    let effect = Effect::RuleOnVeto {
        place: workspace.opened.place.clone(),
        by: signed(app, &ruling.proposal),
        ruling: Box::new(ruling.clone()),
    };
    let text = app.language.with("notice.ruling", &[&ruling.proposal]);
    app.say(Tone::Plain, text);
    vec![effect]
}
