//! From the joint opinion on one proposal to that on the next, in the order of presentation.

use super::{OpinionState, ask};
use crate::analysis::sitting::Sitting;
use crate::app::effect::Effect;
use crate::app::opinion::may_open;
use crate::app::state::{App, Tone};
use crate::app::{Screen, workspace::Workspace};

/// Goes to the opinion on the next proposal of the group that this seat may write one on, or on
/// the one before. A change that could not be saved is settled first.
pub(super) fn turn(app: &mut App, is_next: bool) -> Vec<Effect> {
    let (Some(workspace), Screen::Opinion(state)) = (&app.workspace, &mut app.screen) else {
        return Vec::new();
    };
    if state.failed.is_some() {
        let words = app.language.text("opinion.save_first").to_owned();
        app.say(Tone::Refused, words);
        return Vec::new();
    }
    if state.waiting > 0 {
        state.turning = Some(is_next);
        return Vec::new();
    }
    let all = order(workspace, &state.proposal);
    let here = all.iter().position(|id| *id == state.proposal).unwrap_or(0);
    let next = if is_next {
        all.get(here + 1)
    } else {
        here.checked_sub(1).and_then(|place| all.get(place))
    };
    let Some(next) = next else {
        let key = if is_next {
            "opinion.is_last"
        } else {
            "opinion.is_first"
        };
        app.say(Tone::Plain, app.language.text(key).to_owned());
        return Vec::new();
    };
    let pane = state.pane;
    let opened = OpinionState {
        pane,
        ..OpinionState::new(next)
    };
    app.screen = Screen::Opinion(Box::new(opened));
    ask(app)
}

/// Turns the page that somebody turned while a change was on its way, once that is safe.
pub fn turn_now(app: &mut App) -> Vec<Effect> {
    let Screen::Opinion(state) = &mut app.screen else {
        return Vec::new();
    };
    if !state.is_safe() {
        return Vec::new();
    }
    match state.turning.take() {
        Some(is_next) => turn(app, is_next),
        None => Vec::new(),
    }
}

/// The proposals of the group, in the order of presentation where there is one, as far as this
/// seat may open the opinion on them.
fn order(workspace: &Workspace, proposal: &str) -> Vec<String> {
    let panel = workspace.panel();
    let group = panel.meeting_group_of(proposal);
    let sitting = group.and_then(|group| Sitting::of(panel, group));
    let all: Vec<String> = match &sitting {
        Some(sitting) => sitting.proposals().map(str::to_owned).collect(),
        None => panel.proposals.iter().map(|one| one.id.clone()).collect(),
    };
    let may = |id: &String| id == proposal || may_open(workspace, id).is_ok();
    all.into_iter().filter(may).collect()
}
