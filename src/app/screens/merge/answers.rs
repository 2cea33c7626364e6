//! What comes back to the list of received files: looks, merges, decisions.

use super::{settle, take_in};
use crate::app::effect::Effect;
use crate::app::exchange::{MergeRefusal, Seen, Surveyed};
use crate::app::overlays::settling::SettlingState;
use crate::app::state::{App, Tone};
use crate::app::workspace::{Seat, Workspace};
use crate::domain::merging::Merge;
use crate::domain::rulings::CellRuling;
use crate::i18n::problems;
use crate::text::moment::Moment;

/// The open panel, where the answer is about it.
fn of_panel<'a>(app: &'a mut App, panel: &str) -> Option<&'a mut Workspace> {
    let workspace = app.workspace.as_mut()?;
    (workspace.opened.place.path == panel).then_some(workspace)
}

/// Takes what a look found, and takes in what is ready.
pub fn take_seen(app: &mut App, panel: &str, seen: Seen) -> Vec<Effect> {
    let is_secretariat = app.seat() == Seat::Secretariat;
    let Some(workspace) = of_panel(app, panel) else {
        return Vec::new();
    };
    workspace.inbox.is_looking = false;
    let files = seen.ready.clone();
    let is_news = seen.is_dropped || !files.is_empty();
    workspace.inbox.seen = Some(seen);
    if is_news && is_secretariat {
        return take_in(app, files);
    }
    Vec::new()
}

/// Takes how far a merge is.
pub fn take_progress(app: &mut App, done: usize, all: usize) {
    if let Some(workspace) = &mut app.workspace
        && let Some(merging) = &mut workspace.inbox.merging
    {
        *merging = (done, all);
    }
}

/// Takes what a merge came to; where sheets changed everything is combined again.
pub fn take_merged(
    app: &mut App,
    panel: &str,
    at: Moment,
    result: Result<Merge, MergeRefusal>,
) -> Vec<Effect> {
    let language = app.language;
    let is_secretariat = app.seat() == Seat::Secretariat;
    let Some(workspace) = of_panel(app, panel) else {
        return Vec::new();
    };
    let takes_something = |merge: &Merge| merge.written > 0 || !merge.files.is_empty();
    if result.as_ref().is_ok_and(takes_something) {
        workspace.round.forget_checks();
    }
    let inbox = &mut workspace.inbox;
    let mut effects = Vec::new();
    let (tone, text) = match result {
        Ok(merge) => {
            let counts = [merge.files.len(), merge.written, merge.conflicts.len()];
            let counts = counts.map(|count| count.to_string());
            let counts = counts.each_ref().map(String::as_str);
            let (is_calm, is_changed) = (!merge.needs_a_person(), merge.written > 0);
            let key = match (merge.files.is_empty(), is_changed) {
                (true, true) => "merge_screen.made_anew",
                (true, false) => "merge_screen.nothing_new",
                _ => "merge.done",
            };
            inbox.take(merge, &at.written());
            if is_changed && is_secretariat {
                effects.push(workspace.combine());
            }
            let tone = if is_calm { Tone::Good } else { Tone::Plain };
            (tone, language.with(key, &counts))
        }
        Err(refusal) => {
            inbox.merging = None;
            let why = match &refusal {
                MergeRefusal::Panel(problem) => {
                    format!("{} {}", problem.file, problems::message(problem, language))
                }
                MergeRefusal::Reason(key) => language.text(key).to_owned(),
            };
            inbox.refusal = Some(refusal);
            (Tone::Failed, language.with("merge_screen.refused", &[&why]))
        }
    };
    settle(app);
    if is_secretariat {
        app.say(tone, text);
    }
    effects
}

/// Takes what lay in the inbox before.
pub fn take_survey(app: &mut App, panel: &str, surveyed: Surveyed) {
    if let Some(workspace) = of_panel(app, panel) {
        workspace.inbox.take_survey(surveyed);
    }
    settle(app);
}

/// A decision is safe: the sheet is made anew with it.
pub fn take_settled(app: &mut App, ruling: &CellRuling) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let is_done = |state: &mut Box<SettlingState>| state.is_about(ruling);
    workspace.unsettled.take_if(is_done);
    workspace.panel_mut().rulings.settle(ruling);
    workspace.inbox.merging = Some((0, 0));
    let place = workspace.opened.place.clone();
    let details = [ruling.expert.as_str(), &ruling.proposal];
    let text = app.language.with("merge_screen.settled", &details);
    app.say(Tone::Good, text);
    vec![Effect::Merge {
        place,
        files: Vec::new(),
    }]
}
