//! Opening and closing a round: what is fixed or kept, what is still missing, who does it and,
//! where something that was fixed changes or is left open, why.

use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::record::leader;
use crate::app::round::{PhaseChange, RoundJob, RoundRefusal};
use crate::app::screens::round::gaps;
use crate::app::screens::start::edit;
use crate::app::settling::{put_aside, taken_again};
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::closing::Gap;
use crate::domain::panel::Phase;

/// Longest text in characters.
const LONGEST: usize = 200;

/// One row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// Who does it.
    By,
    /// Why.
    Reason,
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseState {
    /// Which way.
    pub to: PhaseChange,
    /// The row with the cursor.
    pub row: Row,
    /// Who does it.
    pub by: TextField,
    /// Why.
    pub reason: TextField,
    /// Why it was not done.
    pub refusal: Option<RoundRefusal>,
    /// It is being done.
    pub is_writing: bool,
}

/// Opens the window; the name of the last time stands there.
pub fn open(app: &mut App, to: PhaseChange) {
    let is_same = |overlay: &Overlay| matches!(overlay, Overlay::Phase(state) if state.to == to);
    if let Some(Overlay::Phase(mut again)) = taken_again(app, is_same) {
        let workspace = app.workspace.as_ref();
        again.is_writing = workspace.is_some_and(|one| one.round.is_changing);
        again.refusal = None;
        app.overlays.push(Overlay::Phase(again));
        return;
    }
    // whoever sits at an expert's place is known by name
    let known = app.exchange.decider.clone();
    let by = match app.seat().expert() {
        Some(_) if known.is_empty() => leader(app),
        _ => known,
    };
    app.overlays.push(Overlay::Phase(Box::new(PhaseState {
        to,
        row: Row::By,
        by: TextField::new(&by),
        reason: TextField::default(),
        refusal: None,
        is_writing: false,
    })));
}

/// Tells whether it takes a reason: rules that were fixed have changed, a closed round is
/// opened again, or something is missing at the end.
pub fn needs_reason(workspace: &Workspace, to: PhaseChange) -> bool {
    let panel = workspace.panel();
    match to {
        PhaseChange::Open => {
            panel.head.phase == Phase::Closed || !panel.changed_since_opening().is_empty()
        }
        PhaseChange::Close => gaps::of(workspace).iter().any(Gap::takes_reason),
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Phase(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match key {
        Key::Esc => put_aside(app),
        _ if state.is_writing => {}
        Key::F(2) => return accept(app),
        Key::Enter if state.row == Row::Reason => return accept(app),
        Key::Down | Key::Tab | Key::Enter => state.row = Row::Reason,
        Key::Up | Key::BackTab => state.row = Row::By,
        _ => type_key(app, key),
    }
    Vec::new()
}

fn type_key(app: &mut App, key: Key) {
    let Some(Overlay::Phase(state)) = app.overlays.last_mut() else {
        return;
    };
    let field = state.field_mut();
    let is_full = field.text().chars().count() >= LONGEST;
    if matches!(key, Key::Char(_)) && is_full {
        let most = LONGEST.to_string();
        let text = app.language.with("comment.too_long", &[&most]);
        app.say(Tone::Refused, text);
    } else {
        edit(field, key);
    }
}

impl PhaseState {
    fn field_mut(&mut self) -> &mut TextField {
        match self.row {
            Row::By => &mut self.by,
            Row::Reason => &mut self.reason,
        }
    }
}

/// Puts pasted text into the row with the cursor, as one line and up to the longest.
pub fn paste(state: &mut PhaseState, text: &str) {
    state.field_mut().insert_line(text, LONGEST, |_| true);
}

fn accept(app: &mut App) -> Vec<Effect> {
    let (Some(Overlay::Phase(state)), Some(workspace)) =
        (app.overlays.last_mut(), &mut app.workspace)
    else {
        return Vec::new();
    };
    let (by, reason) = (state.by.text().trim(), state.reason.text().trim());
    let seen = workspace.round.seen.as_ref();
    let errors = seen.map_or(0, |seen| seen.counts().0);
    let lacking = if by.is_empty() {
        Some((Row::By, "round.name_needed"))
    } else if reason.is_empty() && needs_reason(workspace, state.to) {
        Some((Row::Reason, "notice.reason_needed"))
    } else {
        None
    };
    if let Some((row, key)) = lacking {
        state.row = row;
        let text = app.language.text(key).to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    if state.to == PhaseChange::Open && errors > 0 {
        let text = app
            .language
            .with("round.mend_first", &[&errors.to_string()]);
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let job = RoundJob::Change {
        to: state.to,
        by: by.to_owned(),
        reason: reason.to_owned(),
    };
    by.clone_into(&mut app.exchange.decider);
    (state.is_writing, state.refusal) = (true, None);
    workspace.round.is_changing = true;
    let place = workspace.opened.place.clone();
    vec![Effect::Round(place, job)]
}
