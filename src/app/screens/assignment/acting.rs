//! What is done about one pair: assigned or taken back, heard or not, ruled on.

use super::crew::Pair;
use super::{AssignmentState, Part};
use crate::app::Screen;
use crate::app::arranging::{arrange, arrangeable};
use crate::app::effect::Effect;
use crate::app::overlays::recusing;
use crate::app::state::{App, Tone};
use crate::domain::arrangement::Arrangement;
use crate::domain::people::Reassignment;
use crate::domain::proposal::Proposal;

/// Returns the pair that is chosen in the details.
pub fn pair(app: &App, state: &AssignmentState) -> Option<Pair> {
    let workspace = app.workspace.as_ref()?;
    let crew = state.crew(workspace);
    let at = state.at(&crew);
    crew.into_iter().nth(at)
}

/// Acts on the chosen pair; outside the details goes there first, so that it is seen which
/// pair it is.
pub fn act(app: &mut App, act: fn(&mut App, &Pair) -> Vec<Effect>) -> Vec<Effect> {
    let Screen::Assignment(state) = &mut app.screen else {
        return Vec::new();
    };
    let part = state.part;
    if part == Part::Groups || !state.is_inside {
        state.is_inside = part != Part::Groups;
        let key = match part {
            Part::Proposals => "assignment.choose_expert",
            Part::Experts => "assignment.choose_proposal",
            Part::Groups => "assignment.enter_changes",
        };
        return refuse(app, key, &[]);
    }
    let state = state.clone();
    let Some(pair) = pair(app, &state) else {
        return Vec::new();
    };
    // what is done may put the pairs into another order, and the cursor goes with this one
    if let Screen::Assignment(shown) = &mut app.screen {
        state.other(&pair).clone_into(&mut shown.inner);
    }
    if let Some(key) = app
        .workspace
        .as_ref()
        .and_then(|workspace| arrangeable(workspace).err())
    {
        return refuse(app, key, &[]);
    }
    act(app, &pair)
}

fn refuse(app: &mut App, key: &str, details: &[&str]) -> Vec<Effect> {
    let text = app.language.with(key, details);
    app.say(Tone::Refused, text);
    Vec::new()
}

/// Assigns, or takes back.
pub fn assign(app: &mut App, pair: &Pair) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let panel = workspace.panel();
    let details = [pair.expert.as_str(), pair.proposal.as_str()];
    let is_scored = panel
        .proposal(&pair.proposal)
        .is_some_and(Proposal::is_scored);
    if panel.assignments.is_empty() {
        return refuse(app, "assignment.nothing_dealt", &details);
    }
    if pair.is_asked && pair.sheet.is_some() {
        return refuse(app, "assignment.held", &details);
    }
    if !pair.is_asked && pair.conflict == "recused" {
        return refuse(app, "assignment.barred", &details);
    }
    if !pair.is_asked && !is_scored {
        return refuse(app, "refused.takes_no_part", &details);
    }
    let pairs = vec![(pair.expert.clone(), pair.proposal.clone())];
    let (added, removed) = if pair.is_asked {
        (Vec::new(), pairs)
    } else {
        (pairs, Vec::new())
    };
    let change = Reassignment {
        added,
        removed,
        ..Reassignment::default()
    };
    arrange(app, Arrangement::Assignments(change))
}

/// Marks as heard, or not heard.
pub fn hear(app: &mut App, pair: &Pair) -> Vec<Effect> {
    if !pair.is_asked && !pair.is_absent {
        let details = [pair.expert.as_str(), pair.proposal.as_str()];
        return refuse(app, "assignment.not_asked", &details);
    }
    let (this, nobody) = (vec![pair.expert.clone()], Vec::new());
    let (heard, unheard) = if pair.is_absent {
        (this, nobody)
    } else {
        (nobody, this)
    };
    arrange(
        app,
        Arrangement::Presence {
            proposal: pair.proposal.clone(),
            heard,
            unheard,
        },
    )
}

/// Opens the ruling on a conflict of interest of this pair.
pub fn rule(app: &mut App, pair: &Pair) -> Vec<Effect> {
    recusing::open_on(app, &pair.proposal, &pair.expert);
    Vec::new()
}
