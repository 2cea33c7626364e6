//! Who types sheets from paper, and whose.

use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::paper;
use crate::app::screens::list::moved;
use crate::app::screens::start::edit;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::paper::PAPER;
use crate::domain::sheet::SheetState;

/// Longest name in characters.
const LONGEST: usize = 40;

/// State of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypistState {
    /// The chosen expert, in the order of the panel.
    pub at: usize,
    /// Who types.
    pub by: TextField,
}

/// Returns how many sheets of an expert one person has typed that wait for a second.
pub fn waiting(workspace: &Workspace, expert: &str) -> usize {
    let results = workspace.results.as_ref();
    let sheets = results.map(|results| results.sheets.as_slice());
    let typed = sheets.unwrap_or_default().iter().filter(|sheet| {
        sheet.expert == expert && sheet.source == PAPER && sheet.state == SheetState::Draft
    });
    typed.count()
}

/// Opens the window; an expert with sheets that wait is chosen.
pub fn open(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let mut experts = workspace.panel().experts.iter();
    let at = experts.position(|one| waiting(workspace, &one.id) > 0);
    app.overlays.push(Overlay::Typist(Box::new(TypistState {
        at: at.unwrap_or(0),
        by: TextField::default(),
    })));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Typist(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let workspace = app.workspace.as_ref();
    let count = workspace.map_or(0, |workspace| workspace.panel().experts.len());
    let is_letter = matches!(key, Key::Char(_));
    if let Some(next) = moved(state.at, count, 10, key).filter(|_| !is_letter) {
        state.at = next;
        return Vec::new();
    }
    match key {
        Key::Esc => {
            app.overlays.pop();
        }
        Key::Enter => return sit(app),
        Key::Char(_) if state.by.text().chars().count() >= LONGEST => {
            let most = LONGEST.to_string();
            let text = app.language.with("comment.too_long", &[&most]);
            app.say(Tone::Refused, text);
        }
        _ => edit(&mut state.by, key),
    }
    Vec::new()
}

/// Puts a pasted name in.
pub fn paste(state: &mut TypistState, text: &str) {
    state.by.insert_line(text, LONGEST, |_| true);
}

fn sit(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Typist(state)) = app.overlays.last() else {
        return Vec::new();
    };
    let by = state.by.text().trim().to_owned();
    let experts = app.workspace.as_ref().map(|one| &one.panel().experts);
    let expert = experts.and_then(|experts| experts.get(state.at));
    let expert = expert.map(|one| one.id.clone());
    if by.is_empty() {
        let text = app.language.text("paper.name_needed").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let Some(expert) = expert else {
        return Vec::new();
    };
    app.overlays.pop();
    paper::enter(app, &expert, &by)
}
