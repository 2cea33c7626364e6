//! Handing in: all own sheets go into one file, and its code stands large on the screen until
//! it is written on the signed paper.

use super::naming::PathField;
use crate::app::effect::Effect;
use crate::app::exchange::{HandInRefusal, HandedIn};
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::own_sheets::OwnSheets;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::config::session::Receipt;
use crate::domain::hand_in::code;
use crate::domain::sheet::SheetState;

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The folder is being named.
    Asking,
    /// The file is being written and read back; of how many of how many sheets that is done.
    Writing(Option<Going>),
    /// It is done.
    Done(HandedIn),
}

/// How far the writing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Going {
    /// The sheets are compared with what was written; else they are read.
    pub is_reading_back: bool,
    /// How many are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandInState {
    /// The folder.
    pub path: PathField,
    /// How far it is.
    pub step: Step,
    /// Why it was not written.
    pub refusal: Option<HandInRefusal>,
    /// The folder that is not there, as it was named: named once more, it is made.
    pub to_make: Option<String>,
}

/// Opens the window; the folder of the last time stands there, else the one above the panel.
pub fn open(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let last = app.exchange.folder.clone();
    let folder = if last.is_empty() {
        above(&workspace.opened.place.path)
    } else {
        last
    };
    app.overlays.push(Overlay::HandIn(Box::new(HandInState {
        path: PathField::new(&folder),
        step: Step::Asking,
        refusal: None,
        to_make: None,
    })));
}

/// Returns the folder above a path, in either way of writing paths.
pub fn above(path: &str) -> String {
    let whole = path.trim_end_matches(['/', '\\']);
    let place = whole.rfind(['/', '\\']);
    let end = place.map_or(0, |place| {
        let is_drive = whole.get(..place).is_some_and(|drive| drive.ends_with(':'));
        if is_drive || place == 0 {
            place + 1
        } else {
            place
        }
    });
    whole.get(..end).unwrap_or_default().to_owned()
}

/// Returns how many sheets go, and the proposals of those that are not submitted.
pub fn contents(own: &OwnSheets) -> (usize, Vec<&str>) {
    let drafts = own
        .sheets()
        .filter(|sheet| sheet.state == SheetState::Draft);
    let drafts = drafts.map(|sheet| sheet.proposal.as_str());
    (own.sheets().count(), drafts.collect())
}

/// Returns the proposals that still wait for a sheet of which nothing is there yet.
pub fn untouched<'a>(workspace: &'a Workspace, own: &OwnSheets) -> Vec<&'a str> {
    let panel = workspace.panel();
    let proposals = workspace.proposals().into_iter();
    let waits = |id: &str| !own.progress(panel, id).is_done() && own.sheet(id).is_none();
    proposals
        .map(|proposal| proposal.id.as_str())
        .filter(|id| waits(id))
        .collect()
}

/// What the own sheets are now, to notice a change.
fn stamp(workspace: &Workspace, own: &OwnSheets) -> String {
    code(&workspace.panel().head.id, &own.expert, own.sheets())
}

/// Returns what this seat handed in last, and whether something changed since.
pub fn receipt(app: &App) -> Option<(&Receipt, bool)> {
    let workspace = app.workspace.as_ref()?;
    let own = workspace.own.as_ref()?;
    let of_panel = app.exchange.handed_in.get(&workspace.opened.place.path)?;
    let receipt = of_panel.get(&own.expert)?;
    Some((receipt, receipt.stamp != stamp(workspace, own)))
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::HandIn(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match (&state.step, key) {
        // Enter, pressed once more by habit, does not take the code away
        (Step::Done(_), Key::Enter) => {
            let text = app.language.text("hand_in.copy_it").to_owned();
            app.say(Tone::Plain, text);
        }
        (_, Key::Esc) => {
            app.overlays.pop();
        }
        (Step::Asking, Key::Enter) => return hand_in(app),
        (Step::Asking, Key::Tab) => {
            return vec![Effect::CompletePath {
                typed: state.path.field.text().to_owned(),
                with_files: false,
            }];
        }
        (Step::Asking, _) => {
            state.path.edit(key);
        }
        _ => {}
    }
    Vec::new()
}

fn hand_in(app: &mut App) -> Vec<Effect> {
    let (Some(Overlay::HandIn(state)), Some(workspace)) = (app.overlays.last_mut(), &app.workspace)
    else {
        return Vec::new();
    };
    let Some(own) = &workspace.own else {
        return Vec::new();
    };
    let folder = state.path.path();
    if folder.is_empty() {
        let text = app.language.text("start.name_it").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let makes_folder = state.to_make.as_ref() == Some(&folder);
    state.step = Step::Writing(None);
    state.refusal = None;
    state.path.offers.clear();
    let effect = Effect::HandIn {
        place: workspace.opened.place.clone(),
        expert: own.expert.clone(),
        stamp: stamp(workspace, own),
        folder,
        makes_folder,
    };
    vec![effect]
}

/// Takes how far the writing is.
pub fn take_progress(app: &mut App, going: Going) {
    if let Some(Overlay::HandIn(state)) = app.overlays.last_mut()
        && let Step::Writing(place) = &mut state.step
    {
        *place = Some(going);
    }
}

/// Takes what became of it.
pub fn take(
    app: &mut App,
    (panel, expert): (&str, &str),
    stamp: &str,
    result: Result<HandedIn, HandInRefusal>,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Ok(done) = &result {
        let receipt = Receipt {
            code: done.code.clone(),
            sheets: done.sheets,
            stamp: stamp.to_owned(),
        };
        let of_panel = app.exchange.handed_in.entry(panel.to_owned());
        of_panel.or_default().insert(expert.to_owned(), receipt);
        app.exchange.folder = above(&done.file);
        effects.push(Effect::Remember(Box::new(app.remembered())));
        let details = [done.sheets.to_string(), done.code.clone()];
        let details = details.each_ref().map(String::as_str);
        let text = app.language.with("hand_in.done", &details);
        app.say(Tone::Good, text);
    } else {
        let text = app.language.text("hand_in.not_done").to_owned();
        app.say(Tone::Failed, text);
    }
    if let Some(Overlay::HandIn(state)) = app.overlays.last_mut()
        && matches!(state.step, Step::Writing(_))
    {
        let is_missing = result == Err(HandInRefusal::NoFolder);
        state.to_make = is_missing.then(|| state.path.path());
        match result {
            Ok(done) => state.step = Step::Done(done),
            Err(refusal) => {
                state.step = Step::Asking;
                state.refusal = Some(refusal);
            }
        }
    }
    effects
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_above_is_found_in_either_way_of_writing() {
        for (path, wanted) in [
            ("/media/stick/E03", "/media/stick"),
            ("/media/stick/E03/", "/media/stick"),
            ("E:\\包\\E03", "E:\\包"),
            ("E:\\E03", "E:\\"),
            ("/E03", "/"),
            ("E03", ""),
        ] {
            assert_eq!(above(path), wanted, "{path}");
        }
    }
}
