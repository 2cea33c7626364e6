//! The meeting of one group, for whoever leads it: the clock, who must leave, who is there, who
//! submitted, and the list of what is to come. What people outside may see is another view of
//! the same.

use super::list::moved;
use crate::analysis::sitting::{Sitting, Slot};
use crate::app::dispatch::back;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::meeting::{MeetingBook, leading, led, stepping};
use crate::app::screen::Screen;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::text::moment::Moment;

/// Lines that a page key scrolls.
const SCROLLED: usize = 4;

/// State of the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeetingState {
    /// The chosen line of the agenda.
    pub at: usize,
    /// Somebody chose it: it no longer follows the table.
    pub is_chosen: bool,
    /// First line in sight of what stands under the clock.
    pub scroll: usize,
    /// Only what everybody may see is shown.
    pub is_wall: bool,
    /// The line of a proposal that is done and was asked for once more; the same press again
    /// calls it.
    pub asked_again: Option<usize>,
}

impl MeetingState {
    /// Returns the line of the agenda that is chosen: the one on the table, where nobody chose
    /// another.
    pub fn line(&self, book: &MeetingBook, sitting: &Sitting) -> usize {
        if self.is_chosen {
            return self.at.min(sitting.slots.len().saturating_sub(1));
        }
        let next = || sitting.next_line(&book.meeting);
        sitting.here(&book.meeting).or_else(next).unwrap_or(0)
    }

    /// Returns the proposal that is chosen.
    pub fn proposal<'a>(&self, workspace: &'a Workspace) -> Option<&'a str> {
        let sitting = Sitting::of(workspace.panel(), &workspace.meeting.group)?;
        let slot = sitting.slots.get(self.line(&workspace.meeting, &sitting))?;
        let Slot::Proposal(id, _) = slot else {
            return None;
        };
        let found = workspace.panel().proposal(id)?;
        Some(&found.id)
    }
}

/// Goes to the screen: to the meeting that goes on, else to that of the proposal that the
/// person looks at, else to the first one that may be led.
pub fn open(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let led = led(workspace);
    let now = &workspace.meeting;
    let here = crate::app::possible::chosen(app)
        .and_then(|id| workspace.panel().meeting_group_of(id))
        .map(str::to_owned);
    let is_held = now.is_on() || !now.owed.is_empty();
    let goes_on = (is_held && led.contains(&now.group)).then(|| now.group.clone());
    let is_led = |group: &String| led.contains(group);
    let begun = || led.contains(&now.group).then(|| now.group.clone());
    let first = || led.first().cloned();
    let group = goes_on
        .or_else(|| here.filter(is_led))
        .or_else(begun)
        .or_else(first);
    let Some(group) = group else {
        return Vec::new();
    };
    app.go(Screen::Meeting(MeetingState::default()));
    let mut effects = leading::lead(app, &group);
    if crate::app::meeting::sees_results(app) || app.seat().expert().is_none() {
        effects.extend(super::consolidate::want_results(app));
    }
    effects
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let Some(sitting) = leading::sitting(app) else {
        return if key == Key::Esc {
            back(app)
        } else {
            Vec::new()
        };
    };
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let Screen::Meeting(state) = &mut app.screen else {
        return Vec::new();
    };
    state.asked_again = None;
    let line = state.line(&workspace.meeting, &sitting);
    match key {
        Key::PageDown => {
            state.scroll += SCROLLED;
            return Vec::new();
        }
        Key::PageUp => {
            state.scroll = state.scroll.saturating_sub(SCROLLED);
            return Vec::new();
        }
        _ => {}
    }
    if let Some(next) = moved(line, sitting.slots.len(), 8, key) {
        if let Screen::Meeting(state) = &mut app.screen {
            (state.at, state.is_chosen) = (next, true);
        }
        return Vec::new();
    }
    match key.folded() {
        Key::Esc if state.is_wall => {
            turn_to_wall(app);
            Vec::new()
        }
        Key::Esc => back(app),
        Key::Enter => {
            let effects = leading::go_on(app, at);
            if let Screen::Meeting(state) = &mut app.screen
                && !effects.is_empty()
            {
                (state.is_chosen, state.scroll) = (false, 0);
            }
            effects
        }
        Key::Tab => leading::stop_or_go(app),
        Key::Char('+' | '=') => leading::grant(app),
        Key::Backspace => {
            let effects = stepping::step_back(app);
            if let Screen::Meeting(state) = &mut app.screen
                && !effects.is_empty()
            {
                (state.is_chosen, state.scroll) = (false, 0);
            }
            effects
        }
        Key::Left => other_group(app, false),
        Key::Right => other_group(app, true),
        _ => Vec::new(),
    }
}

/// Turns to what everybody may see, or back.
pub fn turn_to_wall(app: &mut App) {
    if let Screen::Meeting(state) = &mut app.screen {
        state.is_wall = !state.is_wall;
    }
}

/// Calls the chosen proposal before its turn; what is on the table already stays as it is.
pub fn call_chosen(app: &mut App, at: Moment) -> Vec<Effect> {
    let Screen::Meeting(state) = &app.screen else {
        return Vec::new();
    };
    let workspace = app.workspace.as_ref();
    let chosen = workspace
        .and_then(|one| state.proposal(one))
        .map(str::to_owned);
    let Some(chosen) = chosen else {
        let words = app.language.text("meeting.call_break").to_owned();
        app.say(Tone::Refused, words);
        return Vec::new();
    };
    let on_table = app
        .workspace
        .as_ref()
        .map(|one| &one.meeting.meeting.proposal);
    if on_table == Some(&chosen) {
        let words = app.language.text("meeting.is_on_table").to_owned();
        app.say(Tone::Refused, words);
        return Vec::new();
    }
    if is_to_be_asked(app, &chosen) {
        let words = app.language.with("meeting.call_again", &[&chosen]);
        app.say(Tone::Refused, words);
        return Vec::new();
    }
    let effects = leading::call(app, &chosen, at);
    if let Screen::Meeting(state) = &mut app.screen {
        (state.is_chosen, state.asked_again) = (false, None);
        state.scroll = 0;
    }
    effects
}

/// Tells whether a proposal is done and is called once more for the first time: what was noted
/// of who heard it would be noted anew.
fn is_to_be_asked(app: &mut App, proposal: &str) -> bool {
    let (Some(sitting), Some(workspace)) = (leading::sitting(app), &app.workspace) else {
        return false;
    };
    let Screen::Meeting(state) = &mut app.screen else {
        return false;
    };
    let line = Some(state.line(&workspace.meeting, &sitting));
    let is_done = workspace.meeting.meeting.is_done(proposal);
    is_done && std::mem::replace(&mut state.asked_again, line) != line
}

/// Goes to the meeting of another group; not while the clock runs.
fn other_group(app: &mut App, is_next: bool) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let led = led(workspace);
    let book = &workspace.meeting;
    if led.len() < 2 {
        return Vec::new();
    }
    let runs = book.meeting.running && !workspace.is_closed();
    let refusal = match (runs, book.owed.is_empty()) {
        (true, _) => Some("meeting.stop_first"),
        (false, false) => Some("refused.meeting_unsafe"),
        (false, true) => None,
    };
    if let Some(key) = refusal {
        let words = app.language.text(key).to_owned();
        app.say(Tone::Refused, words);
        return Vec::new();
    }
    let place = led.iter().position(|group| *group == book.group);
    let step = if is_next { 1 } else { led.len() - 1 };
    let next = (place.unwrap_or(0) + step) % led.len();
    let Some(group) = led.get(next).cloned() else {
        return Vec::new();
    };
    app.screen = Screen::Meeting(MeetingState::default());
    leading::lead(app, &group)
}
