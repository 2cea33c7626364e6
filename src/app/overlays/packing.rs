//! Making packs: for whom, into which folder, and what became of each. A few are made at a time, so
//! that nothing waits for all of them; the window may be left while they are made.

use super::hand_in::above;
use super::naming::PathField;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::round::{PackMade, PackResult, PackRun, RoundJob, RoundRefusal};
use crate::app::screens::list::moved;
use crate::app::screens::round::{self, steps::Step};
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;

/// So many packs are made at a time.
const TOGETHER: usize = 4;

/// What the window shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// For whom.
    Whom,
    /// Into which folder.
    Where,
    /// How far it is, and what became of each.
    Run,
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackingState {
    /// What it shows.
    pub page: Page,
    /// For whom: everybody first, then the experts one by one.
    pub at: usize,
    /// The folder.
    pub path: PathField,
    /// The folder that is not there, as it was named: named once more, it is made.
    pub to_make: Option<String>,
    /// How far the results are scrolled.
    pub scroll: usize,
}

/// Opens the window; where packs are being made it shows how far they are. Where it is not
/// known yet who has anything to score, the steps of the round come first.
pub fn open(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    if workspace.round.seen.is_none() {
        return round::open_at(app, Step::Packs);
    }
    let panel = &workspace.opened.place.path;
    let folder = app.exchange.packs.get(panel).cloned();
    let folder = folder.unwrap_or_else(|| beside(panel));
    let is_running = workspace
        .round
        .packs
        .as_ref()
        .is_some_and(|run| run.is_running);
    app.overlays.push(Overlay::Packing(Box::new(PackingState {
        page: if is_running { Page::Run } else { Page::Whom },
        at: 0,
        path: PathField::new(&folder),
        to_make: None,
        scroll: 0,
    })));
    Vec::new()
}

/// A folder for packs beside the panel, in its way of writing paths.
fn beside(panel: &str) -> String {
    let above = above(panel);
    let sign = if panel.contains('\\') { '\\' } else { '/' };
    let gap = if above.ends_with(['/', '\\']) || above.is_empty() {
        String::new()
    } else {
        sign.to_string()
    };
    format!("{above}{gap}packs")
}

/// Returns the experts who have something to score, and how much.
pub fn experts(workspace: &Workspace) -> &[(String, usize)] {
    let seen = workspace.round.seen.as_ref();
    seen.map_or(&[], |seen| seen.readiness.packs.as_slice())
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let page_rows = usize::from(app.size.1).saturating_sub(10);
    let Some(Overlay::Packing(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let count = app.workspace.as_ref().map_or(0, |one| experts(one).len());
    match (state.page, key) {
        (Page::Where, Key::Esc) => state.page = Page::Whom,
        (_, Key::Esc) => {
            app.overlays.pop();
        }
        (Page::Whom, Key::Enter) => state.page = Page::Where,
        (Page::Whom, _) => {
            if let Some(next) = moved(state.at, count + 1, page_rows, key) {
                state.at = next;
            }
        }
        (Page::Where, Key::Enter) => return begin(app),
        (Page::Where, Key::Tab) => {
            return vec![Effect::CompletePath {
                typed: state.path.field.text().to_owned(),
                with_files: false,
            }];
        }
        (Page::Where, _) => {
            state.path.edit(key);
        }
        (Page::Run, Key::Down) => state.scroll = (state.scroll + 1).min(2_000),
        (Page::Run, Key::Up) => state.scroll = state.scroll.saturating_sub(1),
        (Page::Run, Key::PageDown) => state.scroll = (state.scroll + page_rows).min(2_000),
        (Page::Run, Key::PageUp) => state.scroll = state.scroll.saturating_sub(page_rows),
        (Page::Run, Key::Enter) => return close_when_done(app),
        (Page::Run, _) => {}
    }
    Vec::new()
}

fn close_when_done(app: &mut App) -> Vec<Effect> {
    let run = app
        .workspace
        .as_ref()
        .and_then(|one| one.round.packs.as_ref());
    if run.is_some_and(|run| !run.is_running) {
        app.overlays.pop();
    }
    Vec::new()
}

/// Begins to make the packs that were chosen.
fn begin(app: &mut App) -> Vec<Effect> {
    let (Some(Overlay::Packing(state)), Some(workspace)) =
        (app.overlays.last_mut(), &mut app.workspace)
    else {
        return Vec::new();
    };
    let folder = state.path.path();
    if folder.is_empty() {
        let text = app.language.text("start.name_it").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let all = experts(workspace).iter().map(|(id, _)| id.clone());
    let waiting: Vec<String> = match state.at.checked_sub(1) {
        None => all.collect(),
        Some(place) => all.skip(place).take(1).collect(),
    };
    state.path.offers.clear();
    (state.page, state.scroll) = (Page::Run, 0);
    workspace.round.packs = Some(PackRun {
        makes_folder: state.to_make.as_ref() == Some(&folder),
        all: waiting.len(),
        folder,
        waiting,
        is_running: true,
        ..PackRun::default()
    });
    go_on(app)
}

/// Lets the next few be made; where none is left it is told what became of them.
fn go_on(app: &mut App) -> Vec<Effect> {
    let by = app.language.text("seat.secretariat").to_owned();
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let place = workspace.opened.place.clone();
    let Some(run) = &mut workspace.round.packs else {
        return Vec::new();
    };
    let rest = run.waiting.split_off(run.waiting.len().min(TOGETHER));
    let experts = std::mem::replace(&mut run.waiting, rest);
    if experts.is_empty() {
        return finish(app);
    }
    let job = RoundJob::MakePacks {
        experts,
        folder: run.folder.clone(),
        makes_folder: run.makes_folder,
        by,
    };
    vec![Effect::Round(place, job)]
}

/// Takes what became of a few packs.
pub fn take(app: &mut App, made: Result<Vec<PackMade>, RoundRefusal>) -> Vec<Effect> {
    let workspace = app.workspace.as_mut();
    let run = workspace.and_then(|one| one.round.packs.as_mut());
    let Some(run) = run.filter(|run| run.is_running) else {
        return Vec::new();
    };
    match made {
        Ok(made) => {
            run.made.extend(made);
            run.makes_folder = true;
            go_on(app)
        }
        Err(refusal) => {
            run.is_running = false;
            run.waiting.clear();
            let folder = run.folder.clone();
            let is_missing = refusal == RoundRefusal::NoFolder;
            run.refusal = Some(refusal);
            if let Some(Overlay::Packing(state)) = app.overlays.last_mut()
                && state.page == Page::Run
            {
                state.page = Page::Where;
                state.to_make = is_missing.then_some(folder);
            }
            let text = app.language.text("round.packs_not_made").to_owned();
            app.say(Tone::Failed, text);
            Vec::new()
        }
    }
}

/// Returns how many were made, how many lay there already, how many failed.
pub fn counts(run: &PackRun) -> [usize; 3] {
    let count = |is: fn(&PackResult) -> bool| run.made.iter().filter(|one| is(&one.result)).count();
    [
        count(|one| matches!(one, PackResult::Made(..))),
        count(|one| *one == PackResult::There),
        count(|one| matches!(one, PackResult::Failed(..))),
    ]
}

fn finish(app: &mut App) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let panel = workspace.opened.place.path.clone();
    let Some(run) = &mut workspace.round.packs else {
        return Vec::new();
    };
    run.is_running = false;
    let counts = counts(run);
    app.exchange.packs.insert(panel, run.folder.clone());
    let tone = if counts[2] > 0 {
        Tone::Failed
    } else {
        Tone::Good
    };
    let words = counts.map(|count| count.to_string());
    let text = app
        .language
        .with("round.packs_done", &words.each_ref().map(String::as_str));
    app.say(tone, text);
    let mut effects = vec![Effect::Remember(Box::new(app.remembered()))];
    effects.extend(round::look(app));
    effects
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_lie_beside_the_panel() {
        for (panel, wanted) in [
            ("/home/a/round", "/home/a/packs"),
            ("E:\\批次", "E:\\packs"),
            ("round", "packs"),
        ] {
            assert_eq!(beside(panel), wanted);
        }
    }
}
