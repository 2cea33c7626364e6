//! A later edition of the plan: which folder it lies in, what it changes, who loads it and
//! why. Nothing is written before all of that was seen.

use super::naming::PathField;
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::filter;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::round::{EditionSeen, RoundJob, RoundRefusal};
use crate::app::screens::start::edit;
use crate::app::screens::{consolidate, round};
use crate::app::settling::{put_aside, taken_again};
use crate::app::state::{App, Tone};
use crate::domain::panel::Panel;
use std::sync::Arc;

/// Longest text in characters.
const LONGEST: usize = 200;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The folder is being named.
    Naming,
    /// It is being compared with the present edition.
    Looking,
    /// What differs is shown.
    Seen,
    /// It is being written.
    Writing,
}

/// One row of the form under what differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// Who does it.
    By,
    /// Why.
    Reason,
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionState {
    /// The folder.
    pub path: PathField,
    /// How far it is.
    pub step: Step,
    /// What differs, once it is known.
    pub seen: Option<Box<EditionSeen>>,
    /// How far that is scrolled.
    pub scroll: usize,
    /// The row with the cursor.
    pub row: Row,
    /// Who does it.
    pub by: TextField,
    /// Why.
    pub reason: TextField,
    /// Why it was not compared or not written.
    pub refusal: Option<RoundRefusal>,
}

impl EditionState {
    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        matches!(self.step, Step::Naming | Step::Seen)
    }

    fn field_mut(&mut self) -> &mut TextField {
        match self.row {
            Row::By => &mut self.by,
            Row::Reason => &mut self.reason,
        }
    }
}

/// Opens the window; what was filled in before and not written stands there again.
pub fn open(app: &mut App) {
    let again = taken_again(app, |overlay| matches!(overlay, Overlay::Edition(_)));
    if let Some(Overlay::Edition(mut state)) = again {
        if state.step == Step::Writing || state.step == Step::Looking {
            state.step = Step::Naming;
        }
        app.overlays.push(Overlay::Edition(state));
        return;
    }
    app.overlays.push(Overlay::Edition(Box::new(EditionState {
        path: PathField::default(),
        step: Step::Naming,
        seen: None,
        scroll: 0,
        row: Row::By,
        by: TextField::new(&app.exchange.decider),
        reason: TextField::default(),
        refusal: None,
    })));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Edition(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match (state.step, key) {
        (Step::Seen, Key::Esc) => {
            (state.step, state.scroll, state.refusal) = (Step::Naming, 0, None);
        }
        (_, Key::Esc) => put_aside(app),
        (Step::Naming, Key::Enter) => return look(app),
        (Step::Naming, Key::Tab) => {
            return vec![Effect::CompletePath {
                typed: state.path.field.text().to_owned(),
                with_files: false,
            }];
        }
        (Step::Naming, _) => {
            state.path.edit(key);
        }
        (Step::Seen, Key::PageDown) => state.scroll = (state.scroll + 5).min(5_000),
        (Step::Seen, Key::PageUp) => state.scroll = state.scroll.saturating_sub(5),
        (Step::Seen, Key::F(2)) => return write(app),
        (Step::Seen, Key::Enter) if state.row == Row::Reason => return write(app),
        (Step::Seen, Key::Down | Key::Tab | Key::Enter) => state.row = Row::Reason,
        (Step::Seen, Key::Up | Key::BackTab) => state.row = Row::By,
        (Step::Seen, _) => {
            let field = state.field_mut();
            let is_full = field.text().chars().count() >= LONGEST;
            if !(is_full && matches!(key, Key::Char(_))) {
                edit(field, key);
            }
        }
        (Step::Looking | Step::Writing, _) => {}
    }
    Vec::new()
}

/// Puts pasted text into the field with the cursor.
pub fn paste(state: &mut EditionState, text: &str) {
    match state.step {
        Step::Naming => state.path.paste(text),
        _ => state.field_mut().insert_line(text, LONGEST, |_| true),
    }
}

fn job(app: &App, job: RoundJob) -> Vec<Effect> {
    let workspace = app.workspace.as_ref();
    let place = workspace.map(|workspace| workspace.opened.place.clone());
    place
        .map(|place| Effect::Round(place, job))
        .into_iter()
        .collect()
}

fn look(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Edition(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let folder = state.path.path();
    if folder.is_empty() {
        let text = app.language.text("naming.name_it").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    state.path.offers.clear();
    (state.step, state.refusal, state.seen) = (Step::Looking, None, None);
    job(app, RoundJob::LookAtEdition(folder))
}

/// Takes what the edition in a folder changes, where that folder is still the wanted one.
pub fn seen(app: &mut App, folder: &str, seen: Result<Box<EditionSeen>, RoundRefusal>) {
    let Some(Overlay::Edition(state)) = app.overlays.last_mut() else {
        return;
    };
    if state.step != Step::Looking || state.path.path() != folder {
        return;
    }
    match seen {
        Ok(seen) => {
            (state.seen, state.step, state.scroll) = (Some(seen), Step::Seen, 0);
            state.row = Row::By;
        }
        Err(refusal) => {
            (state.refusal, state.step) = (Some(refusal), Step::Naming);
        }
    }
}

fn write(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Edition(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let (by, reason) = (state.by.text().trim(), state.reason.text().trim());
    let lacking = match (by, reason) {
        ("", _) => Some((Row::By, "round.name_needed")),
        (_, "") => Some((Row::Reason, "notice.reason_needed")),
        _ => None,
    };
    if let Some((row, key)) = lacking {
        state.row = row;
        let text = app.language.text(key).to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let wanted = RoundJob::LoadEdition {
        folder: state.path.path(),
        by: by.to_owned(),
        reason: reason.to_owned(),
    };
    by.clone_into(&mut app.exchange.decider);
    (state.step, state.refusal) = (Step::Writing, None);
    job(app, wanted)
}

/// The edition is in the panel: it is searched, looked at and combined anew.
pub fn loaded(app: &mut App, result: Result<Arc<Panel>, RoundRefusal>) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let is_mine = |overlay: &Overlay| matches!(overlay, Overlay::Edition(_));
    match result {
        Ok(panel) => {
            let name = panel.head.edition.clone();
            workspace.change_to(panel);
            workspace.suggested = None;
            workspace.round.forget_checks();
            workspace.aside = workspace.aside.take().filter(|aside| !is_mine(aside));
            app.overlays.retain(|overlay| !is_mine(overlay));
            let text = app.language.with("edition_window.loaded", &[&name]);
            app.say(Tone::Good, text);
            let mut effects = filter::index(app);
            effects.extend(round::look(app));
            effects.extend(consolidate::want_results(app));
            effects
        }
        Err(refusal) => {
            if let Some(Overlay::Edition(state)) = app.overlays.last_mut() {
                (state.step, state.refusal) = (Step::Seen, Some(refusal));
            }
            let text = app.language.text("edition_window.not_loaded").to_owned();
            app.say(Tone::Failed, text);
            Vec::new()
        }
    }
}
