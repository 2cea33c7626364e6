//! Writing reports: which documents, in which formats, into which folder, how far it is, and
//! where they are. The window may be left while they are written.

use super::naming::PathField;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::round::{ReportOrder, ReportsMade, RoundJob, RoundRefusal};
use crate::app::screens::list::moved;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::report::produce::Wanted;
use crate::report::{Format, Kind};
use std::collections::BTreeSet;

/// Folder of the demonstration's reports, below where the program was started.
const DEMONSTRATION: &str = "heyi-reports";
/// Folder of a panel's own reports.
const OWN: &str = "reports";

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Documents and formats are being chosen.
    Choosing,
    /// The folder is being named.
    Where,
    /// They are being written.
    Writing,
    /// They are there.
    Done(ReportsMade),
}

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportingState {
    /// How far it is.
    pub step: Step,
    /// Documents that are wanted.
    pub kinds: BTreeSet<Kind>,
    /// Formats that are wanted.
    pub formats: BTreeSet<Format>,
    /// Chosen row: all documents, then each of them.
    pub at: usize,
    /// The folder.
    pub path: PathField,
    /// How far what became of them is scrolled.
    pub scroll: usize,
    /// Why they were not written.
    pub refusal: Option<RoundRefusal>,
}

/// Opens the window: every document that the template does not leave out, in every format.
pub fn open(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let kinds = Wanted::everything(&workspace.panel().report_form).kinds;
    let step = if workspace.round.reporting.is_some() {
        Step::Writing
    } else {
        Step::Choosing
    };
    let state = ReportingState {
        step,
        kinds: kinds.into_iter().collect(),
        formats: Format::ALL.into(),
        at: 0,
        path: PathField::new(&folder_of(workspace)),
        scroll: 0,
        refusal: None,
    };
    app.overlays.push(Overlay::Reporting(Box::new(state)));
}

/// Where the reports of a panel usually go, in its way of writing paths.
fn folder_of(workspace: &Workspace) -> String {
    let place = &workspace.opened.place;
    if place.is_demonstration {
        return DEMONSTRATION.to_owned();
    }
    let sign = if place.path.contains('\\') { '\\' } else { '/' };
    let bare = place.path.trim_end_matches(['/', '\\']);
    format!("{bare}{sign}{OWN}")
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let page = usize::from(app.size.1).saturating_sub(10);
    let Some(Overlay::Reporting(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    match (&state.step, key) {
        (Step::Where, Key::Esc) => state.step = Step::Choosing,
        (_, Key::Esc) | (Step::Done(_), Key::Enter) => {
            app.overlays.pop();
        }
        (Step::Choosing, Key::Tab) => return name_folder(app),
        (Step::Choosing, Key::F(9)) | (Step::Where, Key::Enter) => return begin(app),
        (Step::Choosing, _) => choose(state, key, page),
        (Step::Where, Key::Tab) => {
            return vec![Effect::CompletePath {
                typed: state.path.field.text().to_owned(),
                with_files: false,
            }];
        }
        (Step::Where, _) => {
            state.path.edit(key);
        }
        (Step::Done(_), Key::Down) => state.scroll = (state.scroll + 1).min(10_000),
        (Step::Done(_), Key::Up) => state.scroll = state.scroll.saturating_sub(1),
        (Step::Done(_), Key::PageDown) => state.scroll = (state.scroll + page).min(10_000),
        (Step::Done(_), Key::PageUp) => state.scroll = state.scroll.saturating_sub(page),
        _ => {}
    }
    Vec::new()
}

fn choose(state: &mut ReportingState, key: Key, page: usize) {
    match key {
        Key::Enter => match state.at.checked_sub(1).and_then(|at| Kind::ALL.get(at)) {
            Some(kind) => toggle(&mut state.kinds, *kind),
            None if state.kinds.len() == Kind::ALL.len() => state.kinds.clear(),
            None => state.kinds = Kind::ALL.into(),
        },
        Key::Char(digit) => {
            let place = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
            let format = place.and_then(|place| Format::ALL.get(place as usize));
            if let Some(format) = format {
                toggle(&mut state.formats, *format);
            }
        }
        _ => {
            if let Some(next) = moved(state.at, Kind::ALL.len() + 1, page, key) {
                state.at = next;
            }
        }
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, one: T) {
    if !set.remove(&one) {
        set.insert(one);
    }
}

/// Tells whether something is wanted, and says so where nothing is.
fn is_anything(app: &mut App) -> bool {
    let Some(Overlay::Reporting(state)) = app.overlays.last() else {
        return false;
    };
    let key = if state.kinds.is_empty() {
        "reporting.no_document"
    } else if state.formats.is_empty() {
        "reporting.no_format"
    } else {
        return true;
    };
    let text = app.language.text(key).to_owned();
    app.say(Tone::Refused, text);
    false
}

fn name_folder(app: &mut App) -> Vec<Effect> {
    if is_anything(app)
        && let Some(Overlay::Reporting(state)) = app.overlays.last_mut()
    {
        state.step = Step::Where;
    }
    Vec::new()
}

fn begin(app: &mut App) -> Vec<Effect> {
    if !is_anything(app) {
        return Vec::new();
    }
    let language = app.language;
    let (Some(Overlay::Reporting(state)), Some(workspace)) =
        (app.overlays.last_mut(), &mut app.workspace)
    else {
        return Vec::new();
    };
    let folder = state.path.path();
    if folder.is_empty() {
        let text = language.text("start.name_it").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    if workspace.round.reporting.is_some() {
        let text = language.text("reporting.running").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    (state.step, state.refusal) = (Step::Writing, None);
    state.path.offers.clear();
    let wanted = Wanted {
        kinds: state.kinds.iter().copied().collect(),
        formats: state.formats.iter().copied().collect(),
    };
    workspace.round.reporting = Some((0, wanted.len()));
    workspace.round.leaves_reports = false;
    let order = ReportOrder {
        wanted,
        folder,
        language,
    };
    let place = workspace.opened.place.clone();
    vec![Effect::Round(place, RoundJob::Report(Box::new(order)))]
}

/// Tells whether leaving waits for a second key, since reports are being written, and says so.
pub fn holds_back(app: &mut App) -> bool {
    let Some(workspace) = &mut app.workspace else {
        return false;
    };
    let book = &mut workspace.round;
    if book.reporting.is_none() || book.leaves_reports {
        return false;
    }
    book.leaves_reports = true;
    let text = app.language.text("reporting.not_yet").to_owned();
    app.say(Tone::Refused, text);
    true
}

/// Takes what became of them.
pub fn take(app: &mut App, result: Result<ReportsMade, RoundRefusal>) {
    let Some(workspace) = &mut app.workspace else {
        return;
    };
    workspace.round.reporting = None;
    let (tone, text) = match &result {
        Ok(made) if made.failed.is_empty() => {
            let details = [made.files.to_string(), made.folder.clone()];
            let details = details.each_ref().map(String::as_str);
            (Tone::Good, app.language.with("reporting.done", &details))
        }
        Ok(made) => {
            let count = made.failed.len().to_string();
            (
                Tone::Failed,
                app.language.with("reporting.some_failed", &[&count]),
            )
        }
        Err(_) => (
            Tone::Failed,
            app.language.text("reporting.not_done").to_owned(),
        ),
    };
    app.say(tone, text);
    if let Some(Overlay::Reporting(state)) = app.overlays.last_mut()
        && state.step == Step::Writing
    {
        match result {
            Ok(made) => state.step = Step::Done(made),
            Err(refusal) => {
                state.step = Step::Where;
                state.refusal = Some(refusal);
            }
        }
    }
}
