//! The roll call of a meeting: who is there, who left for good. Enter, a blank or a digit goes
//! from one state of a member to the next, 0 signs everybody in who is not there yet. Who did
//! not hear the last presentation is noted with its end and changed with F3.

use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::meeting::leading;
use crate::app::overlay::Overlay;
use crate::app::screens::list::moved;
use crate::app::state::App;
use crate::domain::meeting::Attending;
use crate::text::moment::Moment;

/// State of the window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RollCallState {
    /// The chosen member.
    pub at: usize,
}

/// Handles a key.
pub fn update(app: &mut App, key: Key, at: Moment) -> Vec<Effect> {
    let members = leading::sitting(app).map(|sitting| sitting.members);
    let members = members.unwrap_or_default();
    let Some(Overlay::RollCall(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if let Some(next) = moved(state.at, members.len(), 8, key) {
        state.at = next;
        return Vec::new();
    }
    let place = match key.folded() {
        Key::Esc => {
            app.overlays.pop();
            return Vec::new();
        }
        Key::F(3) => {
            let member = members.get(state.at).cloned();
            return member.map_or_else(Vec::new, |member| leading::turn_heard(app, &member));
        }
        Key::Char('0') => return sign_in(app, &members, at),
        Key::Enter | Key::Char(' ') => state.at,
        Key::Char(digit @ '1'..='9') => digit.to_digit(10).unwrap_or(1) as usize - 1,
        _ => return Vec::new(),
    };
    let Some(member) = members.get(place).cloned() else {
        return Vec::new();
    };
    state.at = place;
    let next = match attending(app, &member) {
        Attending::Away => Attending::Here,
        Attending::Here => Attending::Left,
        Attending::Left => Attending::Away,
    };
    leading::attend(app, &[member], next, at)
}

fn attending(app: &App, member: &str) -> Attending {
    let workspace = app.workspace.as_ref();
    workspace.map_or(Attending::Away, |one| one.meeting.meeting.attending(member))
}

fn sign_in(app: &mut App, members: &[String], at: Moment) -> Vec<Effect> {
    let is_awaited = |id: &&String| attending(app, id) == Attending::Away;
    let awaited: Vec<String> = members.iter().filter(is_awaited).cloned().collect();
    if awaited.is_empty() {
        return Vec::new();
    }
    leading::attend(app, &awaited, Attending::Here, at)
}
