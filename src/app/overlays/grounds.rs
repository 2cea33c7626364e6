//! Proposing a veto: which of the policy's grounds an expert holds against a proposal. The
//! reason is written in the window of one line; it decides nothing until it is checked.

use super::note::{NoteState, Subject};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::record::record;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::rulings::VetoState;
use crate::domain::sheet::CellName;
use crate::text::moment::Moment;

/// State of the window.
#[derive(Debug, Clone)]
pub struct GroundsState {
    /// Proposal id.
    pub proposal: String,
    /// The chosen line.
    pub selected: usize,
}

/// Returns the ids of the grounds that the window lists: the policy's in their order, then
/// those that the own sheet holds and the policy no longer has.
pub fn listed(workspace: &Workspace, proposal: &str) -> Vec<String> {
    let policy = &workspace.panel().policy;
    let mut ids: Vec<String> = policy.vetoes.iter().map(|veto| veto.id.clone()).collect();
    for (ground, _) in proposed(workspace, proposal) {
        if policy.veto(&ground).is_none() {
            ids.push(ground);
        }
    }
    ids
}

/// Returns the grounds and reasons that the own sheet holds against a proposal.
pub fn proposed(workspace: &Workspace, proposal: &str) -> Vec<(String, String)> {
    let own = workspace.own.as_ref();
    let sheet = own.and_then(|own| own.sheet(proposal));
    let held = sheet.into_iter().flat_map(|sheet| &sheet.veto);
    held.map(|(ground, reason)| (ground.clone(), reason.clone()))
        .collect()
}

/// Returns how far the check of a proposed veto is; [`VetoState::Proposed`] where nobody ruled.
pub fn ruled(workspace: &Workspace, proposal: &str, ground: &str) -> VetoState {
    let mut rulings = workspace.panel().rulings.vetoes.iter();
    rulings
        .find(|one| one.proposal == proposal && one.ground == ground)
        .map_or(VetoState::Proposed, |one| one.state)
}

/// Opens the window, on the first ground that is proposed already.
pub fn open(app: &mut App, proposal: &str) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let held = proposed(workspace, proposal);
    let is_held = |id: &String| held.iter().any(|(ground, _)| ground == id);
    let selected = listed(workspace, proposal).iter().position(is_held);
    app.overlays.push(Overlay::Grounds(GroundsState {
        proposal: proposal.to_owned(),
        selected: selected.unwrap_or(0),
    }));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let (Some(Overlay::Grounds(state)), Some(workspace)) =
        (app.overlays.last_mut(), &app.workspace)
    else {
        return Vec::new();
    };
    let ids = listed(workspace, &state.proposal);
    let last = ids.len().saturating_sub(1);
    match key.folded() {
        Key::Esc => {
            app.overlays.pop();
        }
        Key::Up | Key::Char('k') => state.selected = state.selected.saturating_sub(1),
        Key::Down | Key::Char('j') => state.selected = (state.selected + 1).min(last),
        Key::Home => state.selected = 0,
        Key::End => state.selected = last,
        Key::Char(digit @ '1'..='9') => {
            let place = digit.to_digit(10).unwrap_or(1) as usize - 1;
            if place <= last {
                state.selected = place;
                write(app);
            }
        }
        Key::Enter => write(app),
        Key::Delete => return withdraw(app, at),
        _ => {}
    }
    Vec::new()
}

fn chosen(app: &App) -> Option<(String, String, String)> {
    let Some(Overlay::Grounds(state)) = app.overlays.last() else {
        return None;
    };
    let workspace = app.workspace.as_ref()?;
    let ids = listed(workspace, &state.proposal);
    let ground = ids.get(state.selected)?.clone();
    let held = proposed(workspace, &state.proposal);
    let stands = held.into_iter().find(|(id, _)| *id == ground);
    let reason = stands.map(|(_, reason)| reason).unwrap_or_default();
    Some((state.proposal.clone(), ground, reason))
}

/// The reason is written next, over what stands there.
fn write(app: &mut App) {
    let Some((proposal, ground, reason)) = chosen(app) else {
        return;
    };
    app.overlays.pop();
    let state = NoteState::new(&proposal, Subject::Veto { ground }, &reason);
    app.overlays.push(Overlay::Note(state));
}

fn withdraw(app: &mut App, at: Moment) -> Vec<Effect> {
    let Some((proposal, ground, reason)) = chosen(app) else {
        return Vec::new();
    };
    if reason.is_empty() {
        let text = app.language.text("notice.nothing_proposed").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let effects = record(app, &proposal, &CellName::Veto(ground.clone()), "", at);
    if !effects.is_empty() {
        let name = name(app, &ground);
        let text = app.language.with("notice.veto_withdrawn", &[&name]);
        app.say(Tone::Good, text);
    }
    effects
}

/// Returns what a ground is called, in the language of the screen.
pub fn name(app: &App, ground: &str) -> String {
    let workspace = app.workspace.as_ref();
    let name = workspace.map(|workspace| workspace.panel().policy.ground(ground));
    let name = name.unwrap_or_default();
    name.of(app.language.is_english()).to_owned()
}
