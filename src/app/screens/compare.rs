//! Compare: the proposals of one link side by side, the one that was looked at first. The
//! first stays; where more are there than fit, the others move past it.

mod asked;

pub use asked::{Asked, asked};

use super::list::moved;
use crate::analysis::comparison::side_by_side::{SideBySide, SideLine};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::state::App;
use crate::app::workspace::Workspace;
use crate::app::{Screen, dispatch, screens};
use crate::domain::proposal::Proposal;

/// State of the screen.
#[derive(Debug, Clone, Default)]
pub struct CompareState {
    /// The proposal that was on the scoring screen before.
    pub origin: Option<String>,
    /// Id of the link.
    pub link: String,
    /// Ids of its proposals, in the order of the columns.
    pub proposals: Vec<String>,
    /// Their promises beside the target of the link.
    pub table: SideBySide,
    /// The chosen line.
    pub line: usize,
    /// The plan's order instead of problem rows first.
    pub plan_order: bool,
    /// How far what stands under the table is scrolled.
    pub scroll: usize,
    /// How many of the others have moved past the first.
    pub passed: usize,
    /// The chosen column, counted among those that are shown.
    pub column: usize,
}

impl CompareState {
    /// Returns the places of the proposals that `room` columns show.
    pub fn shown(&self, room: usize) -> Vec<usize> {
        let count = self.proposals.len();
        let passed = self.passed.min(self.most_passed(room));
        let others = (1 + passed..count).take(room.saturating_sub(1));
        (0..count.min(1)).chain(others).collect()
    }

    /// Returns the id of the chosen column's proposal.
    pub fn chosen(&self, room: usize) -> Option<&str> {
        let shown = self.shown(room);
        let last = shown.len().checked_sub(1)?;
        let place = shown.get(self.column.min(last))?;
        self.proposals.get(*place).map(String::as_str)
    }

    /// Returns the lines in the order they are shown.
    pub fn lines(&self) -> Vec<SideLine<'_>> {
        self.table.lines(self.plan_order)
    }

    /// Turns to the plan's order or back; the chosen line stays the chosen one.
    pub fn change_order(&mut self) {
        let chosen = self.lines().get(self.line).copied();
        let now = self.table.lines(!self.plan_order);
        let at = now.iter().position(|line| Some(*line) == chosen);
        (self.line, self.plan_order) = (at.unwrap_or(0), !self.plan_order);
    }

    /// Tells whether there are more proposals than `room` columns show.
    pub fn overflows(&self, room: usize) -> bool {
        self.proposals.len() > room
    }

    fn most_passed(&self, room: usize) -> usize {
        self.proposals.len().saturating_sub(room)
    }

    /// Looks again at who is there; the columns keep their order.
    fn renew(&mut self, workspace: &Workspace) {
        let visible = asked::of_link(workspace, &self.link);
        let is_visible = |id: &String| visible.iter().any(|one| one.id == *id);
        self.proposals.retain(is_visible);
        let kept = |id: &String| visible.iter().copied().find(|one| one.id == *id);
        let kept: Vec<&Proposal> = self.proposals.iter().filter_map(kept).collect();
        let link = workspace.panel().plan.link(&self.link);
        self.table = link
            .map(|(_, link)| SideBySide::new(link, &kept))
            .unwrap_or_default();
        self.line = self.line.min(self.lines().len().saturating_sub(1));
    }
}

/// Returns how many proposals a terminal of `columns` columns shows side by side.
pub fn room(columns: u16) -> usize {
    match columns {
        0..120 => 2,
        _ => usize::from(columns / 40),
    }
}

/// Opens the screen on what the present one shows.
pub fn open(app: &mut App) {
    let Ok((link, proposals)) = asked(app) else {
        return;
    };
    let (origin, plan_order) = match &app.screen {
        Screen::Scoring(state) => (Some(state.proposal.clone()), state.plan_order),
        _ => (None, false),
    };
    let mut state = CompareState {
        origin,
        link,
        proposals,
        plan_order,
        ..CompareState::default()
    };
    if let Some(workspace) = &app.workspace {
        state.renew(workspace);
    }
    app.go(Screen::Compare(Box::new(state)));
}

/// Looks again after a proposal or the own sheets changed.
pub fn renew(app: &mut App) {
    if let (Some(workspace), Screen::Compare(state)) = (&app.workspace, &mut app.screen) {
        state.renew(workspace);
    }
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let room = room(app.size.0);
    let Screen::Compare(state) = &mut app.screen else {
        return Vec::new();
    };
    let pages = matches!(key, Key::PageUp | Key::PageDown);
    if let Some(line) = moved(state.line, state.lines().len(), 1, key).filter(|_| !pages) {
        state.line = line;
        state.scroll = 0;
        return Vec::new();
    }
    let last = state.shown(room).len().saturating_sub(1);
    let column = state.column.min(last);
    let passed = state.passed.min(state.most_passed(room));
    match key {
        Key::Tab if column == last => state.column = 0,
        Key::Tab => state.column = column + 1,
        Key::BackTab if column == 0 => state.column = last,
        Key::BackTab => state.column = column - 1,
        Key::Right | Key::Char('l') if state.overflows(room) => {
            state.passed = (passed + 1).min(state.most_passed(room));
        }
        Key::Left | Key::Char('h') if state.overflows(room) => {
            state.passed = passed.saturating_sub(1);
        }
        Key::Right | Key::Char('l') => state.column = (column + 1).min(last),
        Key::Left | Key::Char('h') => state.column = column.saturating_sub(1),
        Key::PageDown => state.scroll = (state.scroll + 4).min(200),
        Key::PageUp => state.scroll = state.scroll.saturating_sub(4),
        Key::Enter => {
            if let Some(id) = state.chosen(room).map(str::to_owned) {
                screens::scoring::open(app, &id, None);
            }
        }
        Key::Esc => return leave(app),
        _ => {}
    }
    Vec::new()
}

/// Goes back to where it was opened from: to the sheet too that another proposal's took the
/// place of.
fn leave(app: &mut App) -> Vec<Effect> {
    let Screen::Compare(state) = &app.screen else {
        return Vec::new();
    };
    let is_kept = app
        .back
        .iter()
        .any(|screen| matches!(screen, Screen::Scoring(_)));
    if let Some(origin) = state.origin.clone().filter(|_| !is_kept) {
        screens::scoring::open(app, &origin, None);
    }
    if matches!(app.screen, Screen::Compare(_)) {
        return dispatch::back(app);
    }
    app.back
        .retain(|screen| !matches!(screen, Screen::Compare(_)));
    Vec::new()
}
