//! A member asks that a proposal be discussed which no rule proposes: who asks, and why where
//! that is told. Who asked may take it back. It is kept with the meeting of the group.

use crate::analysis::sitting::Sitting;
use crate::analysis::standing::Excluded;
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::meeting::leading;
use crate::app::overlay::Overlay;
use crate::app::screen::Screen;
use crate::app::screens::discussion::rescues;
use crate::app::screens::list::moved;
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::journal::sentences;
use crate::domain::meeting::{Meeting, Rescue};

/// Longest reason in characters.
const LONGEST: usize = 300;

/// What is asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Step {
    /// Which member asks.
    #[default]
    Member,
    /// Why.
    Reason,
    /// Whether it is taken back.
    TakingBack,
}

/// State of the window.
#[derive(Debug, Clone)]
pub struct RescueState {
    /// Group id.
    pub group: String,
    /// Proposal id.
    pub proposal: String,
    /// Expert ids of the members who may ask.
    pub members: Vec<String>,
    /// The chosen member.
    pub at: usize,
    /// What is asked.
    pub step: Step,
    /// Why; may stay empty.
    pub reason: TextField,
}

impl RescueState {
    /// Chooses a member; another one has reasons of their own.
    fn turn_to(&mut self, place: usize) {
        if self.at != place {
            self.reason = TextField::default();
        }
        self.at = place;
    }

    /// Returns the chosen member.
    pub fn member(&self) -> Option<&str> {
        self.members.get(self.at).map(String::as_str)
    }

    /// Tells whether what is typed is the reason.
    pub fn is_typing(&self) -> bool {
        self.step == Step::Reason
    }
}

/// Returns the members of a group who may ask for a proposal: all but who is recused from it.
pub fn members(workspace: &Workspace, group: &str, proposal: &str) -> Vec<String> {
    let panel = workspace.panel();
    let groups = workspace.results.iter();
    let mut groups = groups.flat_map(|results| &results.standings.groups);
    let not_counted = groups.find(|one| one.id == group);
    let not_counted = not_counted.map_or(&[][..], |one| one.not_counted.as_slice());
    let gave_back = |id: &str| {
        let mut of_it = not_counted.iter().filter(|one| one.proposal == proposal);
        of_it.any(|one| one.expert == id && one.why == Excluded::Recused)
    };
    let sitting = Sitting::of(panel, group).unwrap_or_default();
    let members = sitting.members.into_iter();
    members
        .filter(|id| panel.recusal(id, proposal).is_none() && !gave_back(id))
        .collect()
}

/// Returns who asked for a proposal.
pub fn asked<'a>(
    workspace: &'a Workspace,
    group: &str,
    proposal: &'a str,
) -> impl Iterator<Item = &'a Rescue> {
    let all = rescues(workspace, group).iter();
    all.filter(move |one| one.proposal == proposal)
}

/// Opens the window on the chosen proposal.
pub fn open(app: &mut App) {
    let (Some(workspace), Screen::Discussion(screen)) = (&app.workspace, &app.screen) else {
        return;
    };
    let members = members(workspace, &screen.group, &screen.selected);
    let first = asked(workspace, &screen.group, &screen.selected).next();
    let at = first.and_then(|one| members.iter().position(|id| *id == one.expert));
    let state = RescueState {
        group: screen.group.clone(),
        proposal: screen.selected.clone(),
        members,
        at: at.unwrap_or(0),
        step: Step::Member,
        reason: TextField::default(),
    };
    app.overlays.push(Overlay::Rescue(Box::new(state)));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Rescue(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match (state.step, key.folded()) {
        (Step::Member, Key::Esc) => {
            app.overlays.pop();
        }
        (Step::Member, key) => choose(app, key),
        (_, Key::Esc) => state.step = Step::Member,
        (Step::TakingBack, Key::Char('9')) => return take_back(app),
        (Step::TakingBack, _) => {
            let words = app.language.text("rescue.press_9").to_owned();
            app.say(Tone::Refused, words);
        }
        (Step::Reason, Key::Enter) => return ask(app),
        // what is typed stands as it was typed, not folded
        (Step::Reason, _) => type_key(app, key),
    }
    Vec::new()
}

fn choose(app: &mut App, key: Key) {
    let (Some(workspace), Some(Overlay::Rescue(state))) = (&app.workspace, app.overlays.last_mut())
    else {
        return;
    };
    if let Some(next) = moved(state.at, state.members.len(), 8, key) {
        state.turn_to(next);
        return;
    }
    let place = match key {
        Key::Enter => state.at,
        Key::Char(digit @ '1'..='9') => digit.to_digit(10).unwrap_or(1) as usize - 1,
        _ => return,
    };
    let Some(member) = state.members.get(place).cloned() else {
        return;
    };
    state.turn_to(place);
    let has_asked = asked(workspace, &state.group, &state.proposal).any(|one| one.expert == member);
    state.step = if has_asked {
        Step::TakingBack
    } else {
        Step::Reason
    };
}

fn type_key(app: &mut App, key: Key) {
    let Some(Overlay::Rescue(state)) = app.overlays.last_mut() else {
        return;
    };
    let is_full = state.reason.text().chars().count() >= LONGEST;
    if matches!(key, Key::Char(_)) && is_full {
        let most = LONGEST.to_string();
        let words = app.language.with("comment.too_long", &[&most]);
        app.say(Tone::Refused, words);
    } else {
        edit(&mut state.reason, key);
    }
}

/// Puts pasted text into the reason, as one line and up to the longest.
pub fn paste(state: &mut RescueState, text: &str) {
    state.reason.insert_line(text, LONGEST, |_| true);
}

fn ask(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Rescue(state)) = app.overlays.pop() else {
        return Vec::new();
    };
    let Some(expert) = state.member().map(str::to_owned) else {
        return Vec::new();
    };
    let rescue = Rescue {
        proposal: state.proposal.clone(),
        expert,
        reason: state.reason.text().trim().to_owned(),
    };
    let details = [&*rescue.proposal, &rescue.expert, &rescue.reason];
    let line = sentences::ASKED_FOR.written(&details);
    note(app, &state.group, &line, |meeting| {
        meeting.rescue.push(rescue);
    })
}

fn take_back(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Rescue(state)) = app.overlays.pop() else {
        return Vec::new();
    };
    let Some(expert) = state.member() else {
        return Vec::new();
    };
    let line = sentences::NO_LONGER_ASKED.written(&[&state.proposal, expert]);
    note(app, &state.group, &line, |meeting| {
        let is_it = |one: &Rescue| one.proposal == state.proposal && one.expert == expert;
        meeting.rescue.retain(|one| !is_it(one));
    })
}

/// Keeps it with the meeting of the group; why its clock stands is still told afterwards.
fn note(app: &mut App, group: &str, line: &str, act: impl FnOnce(&mut Meeting)) -> Vec<Effect> {
    let mut effects = leading::lead(app, group);
    let halt = app.workspace.as_ref().and_then(|one| one.meeting.halt);
    effects.extend(leading::change(app, line, act));
    if let Some(workspace) = &mut app.workspace {
        workspace.meeting.halt = halt;
    }
    effects
}
