//! Archiving a closed round: into which file, how far it is, and where it lies in the end.

use super::hand_in::above;
use super::naming::PathField;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::round::{ArchiveMade, RoundJob, RoundRefusal};
use crate::app::screens::round;
use crate::app::state::{App, Tone};

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The file is being named.
    Asking,
    /// It is being written and read back.
    Writing,
    /// It is done.
    Done(ArchiveMade),
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchivingState {
    /// The file.
    pub path: PathField,
    /// How far it is.
    pub step: Step,
    /// Why it was not written.
    pub refusal: Option<RoundRefusal>,
}

/// Opens the window; a file beside the panel stands there.
pub fn open(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let panel = &workspace.opened.place.path;
    let above = above(panel);
    let sign = if panel.contains('\\') { "\\" } else { "/" };
    let is_bare = above.is_empty() || above.ends_with(['/', '\\']);
    let gap = if is_bare { "" } else { sign };
    let file = format!("{above}{gap}{}.zip", workspace.panel().head.id);
    let is_running = workspace.round.archiving.is_some();
    app.overlays
        .push(Overlay::Archiving(Box::new(ArchivingState {
            path: PathField::new(&file),
            step: if is_running {
                Step::Writing
            } else {
                Step::Asking
            },
            refusal: None,
        })));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Archiving(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match (&state.step, key) {
        (_, Key::Esc) | (Step::Done(_), Key::Enter) => {
            app.overlays.pop();
        }
        (Step::Asking, Key::Enter) => return begin(app),
        (Step::Asking, Key::Tab) => {
            return vec![Effect::CompletePath {
                typed: state.path.field.text().to_owned(),
                with_files: true,
            }];
        }
        (Step::Asking, _) => {
            state.path.edit(key);
        }
        _ => {}
    }
    Vec::new()
}

fn begin(app: &mut App) -> Vec<Effect> {
    let by = app.language.text("seat.secretariat").to_owned();
    let (Some(Overlay::Archiving(state)), Some(workspace)) =
        (app.overlays.last_mut(), &mut app.workspace)
    else {
        return Vec::new();
    };
    let file = state.path.path();
    if file.is_empty() {
        let text = app.language.text("naming.name_it").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    (state.step, state.refusal) = (Step::Writing, None);
    state.path.offers.clear();
    workspace.round.archiving = Some((0, 0));
    let place = workspace.opened.place.clone();
    vec![Effect::Round(place, RoundJob::Archive { file, by })]
}

/// Takes what became of it.
pub fn take(app: &mut App, result: Result<ArchiveMade, RoundRefusal>) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    workspace.round.archiving = None;
    let panel = workspace.opened.place.path.clone();
    let mut effects = Vec::new();
    let (tone, text) = if let Ok(made) = &result {
        app.exchange.archives.insert(panel, made.file.clone());
        workspace.round.archived = Some(made.clone());
        let text = app.language.with("round.archived", &[&made.file]);
        (Tone::Good, text)
    } else {
        let text = app.language.text("round.not_archived").to_owned();
        (Tone::Failed, text)
    };
    app.say(tone, text);
    if result.is_ok() {
        effects.push(Effect::Remember(Box::new(app.remembered())));
        effects.extend(round::look(app));
    }
    if let Some(Overlay::Archiving(state)) = app.overlays.last_mut()
        && state.step == Step::Writing
    {
        match result {
            Ok(made) => state.step = Step::Done(made),
            Err(refusal) => {
                state.step = Step::Asking;
                state.refusal = Some(refusal);
            }
        }
    }
    effects
}
