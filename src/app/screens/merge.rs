//! Merge: received files and what became of each, the board of who owes what, and the cells
//! that a person has to decide.

pub mod answers;

use super::consolidate;
use super::list::moved;
use crate::analysis::receipts::{ExpertReceipts, Receipts};
use crate::app::Screen;
use crate::app::dispatch::back;
use crate::app::effect::Effect;
use crate::app::exchange::{Arrived, Inbox};
use crate::app::key::Key;
use crate::app::overlay::{MissingState, Overlay};
use crate::app::overlays::naming::{NamingState, PathField, Purpose};
use crate::app::overlays::settling;
use crate::app::state::{App, Tone};
use crate::app::workspace::Workspace;
use crate::domain::merging::Outcome;
use crate::domain::panel::Phase;

/// A part of the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Part {
    /// The received files.
    #[default]
    Files,
    /// The cells to decide.
    Conflicts,
    /// Who owes what.
    Board,
}

/// State of the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergeState {
    /// The part that has the keys.
    pub part: Part,
    /// The chosen file.
    pub file: usize,
    /// The chosen conflict.
    pub conflict: usize,
    /// The chosen expert of the board.
    pub expert: usize,
    /// The chosen column of the board: a chain, or all of them at the end.
    pub column: usize,
    /// How far the details are scrolled.
    pub scroll: usize,
}

impl MergeState {
    /// Returns the chosen file.
    pub fn file<'a>(&self, inbox: &'a Inbox) -> Option<&'a Arrived> {
        inbox.files.get(self.file)
    }

    /// Returns the chosen expert of the board.
    pub fn expert<'a>(&self, receipts: &'a Receipts) -> Option<&'a ExpertReceipts> {
        receipts.experts.get(self.expert)
    }

    /// Returns the chosen column of the board; none for all of them.
    pub fn column(&self, receipts: &Receipts) -> Option<usize> {
        (self.column < receipts.columns.len()).then_some(self.column)
    }

    /// Keeps everything chosen among what is there.
    fn settle(&mut self, workspace: &Workspace) {
        let inbox = &workspace.inbox;
        self.file = self.file.min(inbox.files.len().saturating_sub(1));
        self.conflict = self.conflict.min(inbox.conflicts.len().saturating_sub(1));
        if inbox.conflicts.is_empty() && self.part == Part::Conflicts {
            self.part = Part::Files;
        }
        if let Some(results) = &workspace.results {
            let receipts = &results.receipts;
            self.expert = self.expert.min(receipts.experts.len().saturating_sub(1));
            self.column = self.column.min(receipts.columns.len());
        }
    }
}

/// Goes to the screen and looks for files at once.
pub fn open(app: &mut App) -> Vec<Effect> {
    let mut state = MergeState::default();
    if let Some(workspace) = &app.workspace {
        let results = workspace.results.as_ref();
        state.column = results.map_or(0, |results| results.receipts.columns.len());
        if !workspace.inbox.conflicts.is_empty() {
            state.part = Part::Conflicts;
        }
    }
    app.go(Screen::Merge(Box::new(state)));
    let mut effects = look(app, true);
    let has_results = app
        .workspace
        .as_ref()
        .is_some_and(|one| one.results.is_some());
    if !has_results {
        effects.extend(consolidate::want_results(app));
    }
    effects
}

/// Looks for files, unless a look or a merge is on its way.
pub fn look(app: &mut App, is_first: bool) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let inbox = &mut workspace.inbox;
    if inbox.is_looking || inbox.merging.is_some() {
        return Vec::new();
    }
    inbox.is_looking = true;
    let place = workspace.opened.place.clone();
    let watched = app.exchange.watched.get(&place.path).cloned();
    vec![Effect::LookForFiles {
        place,
        watched: watched.unwrap_or_default(),
        is_first,
    }]
}

/// In a pause the screen looks again.
pub fn pause(app: &mut App) -> Vec<Effect> {
    if matches!(app.screen, Screen::Merge(_)) {
        look(app, false)
    } else {
        Vec::new()
    }
}

/// Lets files be taken in.
pub fn take_in(app: &mut App, files: Vec<String>) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    if workspace.inbox.merging.is_some() {
        let text = app.language.text("merge_screen.wait").to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    workspace.inbox.merging = Some((0, 0));
    vec![Effect::Merge {
        place: workspace.opened.place.clone(),
        files,
    }]
}

/// Names the folder that is watched beside the inbox; none where it is empty.
pub fn watch(app: &mut App, folder: String) -> Vec<Effect> {
    let Some(workspace) = &mut app.workspace else {
        return Vec::new();
    };
    let panel = workspace.opened.place.path.clone();
    workspace.inbox.seen = None;
    if folder.is_empty() {
        app.exchange.watched.remove(&panel);
    } else {
        app.exchange.watched.insert(panel, folder);
    }
    let mut effects = vec![Effect::Remember(Box::new(app.remembered()))];
    effects.extend(look(app, true));
    effects
}

/// What is chosen stays among what is there, on the screen and on those to go back to.
pub fn settle(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    for screen in [&mut app.screen].into_iter().chain(&mut app.back) {
        if let Screen::Merge(state) = screen {
            state.settle(workspace);
        }
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let page = usize::from(app.size.1).saturating_sub(14);
    let (Screen::Merge(state), Some(workspace)) = (&mut app.screen, &app.workspace) else {
        return Vec::new();
    };
    let inbox = &workspace.inbox;
    let receipts = workspace.results.as_ref().map(|results| &results.receipts);
    let (chosen, count) = match state.part {
        Part::Files => (&mut state.file, inbox.files.len()),
        Part::Conflicts => (&mut state.conflict, inbox.conflicts.len()),
        Part::Board => {
            let experts = receipts.map_or(0, |receipts| receipts.experts.len());
            (&mut state.expert, experts)
        }
    };
    if let Some(next) = moved(*chosen, count, page, key) {
        *chosen = next;
        state.scroll = 0;
        return Vec::new();
    }
    let columns = receipts.map_or(0, |receipts| receipts.columns.len());
    match (key.folded(), state.part) {
        (Key::Esc, _) => return back(app),
        (Key::Tab, _) => state.part = turned(state.part, inbox, true),
        (Key::BackTab, _) => state.part = turned(state.part, inbox, false),
        (Key::Right | Key::Char('l'), Part::Board) => {
            state.column = (state.column + 1).min(columns);
        }
        (Key::Left | Key::Char('h'), Part::Board) => state.column = state.column.saturating_sub(1),
        (Key::Right | Key::Char('l'), _) => state.scroll = (state.scroll + 1).min(200),
        (Key::Left | Key::Char('h'), _) => state.scroll = state.scroll.saturating_sub(1),
        (Key::Char('1'), _) => name(app, Purpose::TakeIn),
        (Key::Char('2'), _) => name(app, Purpose::Watch),
        (Key::Char('3'), _) => return take_in(app, Vec::new()),
        (Key::Enter, _) => enter(app),
        _ => {}
    }
    Vec::new()
}

/// The next part; that of the conflicts only where there are any.
fn turned(part: Part, inbox: &Inbox, forward: bool) -> Part {
    match (part, forward, inbox.conflicts.is_empty()) {
        (Part::Files, true, false) | (Part::Board, false, false) => Part::Conflicts,
        (Part::Files, true, true) | (Part::Conflicts, true, _) | (Part::Files, false, _) => {
            Part::Board
        }
        _ => Part::Files,
    }
}

fn name(app: &mut App, purpose: Purpose) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let watched = app.exchange.watched.get(&workspace.opened.place.path);
    let path = watched.map(String::as_str).unwrap_or_default();
    app.overlays.push(Overlay::Naming(Box::new(NamingState {
        purpose,
        path: PathField::new(path),
    })));
}

/// Returns the place of the first conflict that a file holds, else of its expert's first.
pub fn conflict_of_file(inbox: &Inbox, arrived: &Arrived) -> Option<usize> {
    let file = &arrived.file;
    let held = inbox.conflicts.iter().position(|one| {
        let mut files = one.values.iter().flat_map(|value| &value.files);
        one.sheet.expert == file.expert && files.any(|held| *held == file.file)
    });
    let is_of_expert = || {
        let mut conflicts = inbox.conflicts.iter();
        conflicts.position(|one| one.sheet.expert == file.expert)
    };
    held.or_else(is_of_expert)
}

/// From a file to its conflicts, from a conflict to its decision, from the board to what is
/// owed.
fn enter(app: &mut App) {
    let (Screen::Merge(state), Some(workspace)) = (&mut app.screen, &app.workspace) else {
        return;
    };
    let inbox = &workspace.inbox;
    match state.part {
        Part::Files => {
            let Some(arrived) = state.file(inbox) else {
                return;
            };
            if let Some(first) = conflict_of_file(inbox, arrived) {
                (state.part, state.conflict, state.scroll) = (Part::Conflicts, first, 0);
                return;
            }
            let is_open = arrived.file.outcome == Outcome::Conflict;
            let key = if is_open {
                "merge_screen.all_settled"
            } else {
                "merge_screen.no_conflict"
            };
            let text = app.language.text(key).to_owned();
            app.say(Tone::Plain, text);
        }
        Part::Conflicts => {
            if let Some(conflict) = inbox.conflicts.get(state.conflict).cloned() {
                settling::open(app, conflict);
            }
        }
        Part::Board => {
            let receipts = workspace.results.as_ref().map(|results| &results.receipts);
            let chosen = receipts.and_then(|receipts| {
                let expert = state.expert(receipts)?.expert.clone();
                Some((expert, state.column(receipts)))
            });
            if let Some((expert, column)) = chosen {
                app.overlays.push(Overlay::Missing(MissingState {
                    expert,
                    column,
                    scroll: 0,
                }));
            }
        }
    }
}

/// Tells whether files can be merged into the panel.
///
/// # Errors
/// The reason, as a catalogue key.
pub fn mergeable(workspace: &Workspace) -> Result<(), &'static str> {
    if workspace.panel().head.phase == Phase::Closed {
        return Err("refused.closed");
    }
    Ok(())
}
