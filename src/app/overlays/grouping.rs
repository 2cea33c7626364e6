//! The people of a group: chair and members are chosen from the experts, liaison and observer
//! are names.

use crate::app::arranging::{arrange_window, arrangeable};
use crate::app::effect::Effect;
use crate::app::field::TextField;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::screen::Screen;
use crate::app::screens::list::moved;
use crate::app::screens::start::edit;
use crate::app::settling::{put_aside, taken_again};
use crate::app::state::{App, Tone};
use crate::domain::arrangement::{Arrangement, GroupPeople};

/// Longest name in characters.
const LONGEST: usize = 60;
/// Rows that a page of the list moves.
const PAGE: usize = 10;

/// One row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// 组长.
    Chair,
    /// 成员.
    Members,
    /// 联络员.
    Liaison,
    /// 监督员.
    Observer,
}

impl Row {
    /// All rows in their order.
    pub const ALL: [Self; 4] = [Self::Chair, Self::Members, Self::Liaison, Self::Observer];
}

/// State of the window.
#[derive(Debug, Clone)]
pub struct GroupingState {
    /// Group id.
    pub id: String,
    /// Who stands in the file.
    pub before: GroupPeople,
    /// Expert id of the chair.
    pub chair: String,
    /// Expert ids of the members.
    pub members: Vec<String>,
    /// Name of the liaison.
    pub liaison: TextField,
    /// Name of the observer.
    pub observer: TextField,
    /// The row with the cursor.
    pub row: Row,
    /// Expert ids to choose from: who was a member at first, then the others.
    pub experts: Vec<String>,
    /// The chosen one of the list, while it is open.
    pub list: Option<usize>,
}

impl GroupingState {
    fn people(&self) -> GroupPeople {
        GroupPeople {
            chair: self.chair.clone(),
            members: self.members.clone(),
            liaison: self.liaison.text().trim().to_owned(),
            observer: self.observer.text().trim().to_owned(),
        }
    }

    /// Returns the text of a row.
    pub fn field(&self, row: Row) -> Option<&TextField> {
        match row {
            Row::Chair | Row::Members => None,
            Row::Liaison => Some(&self.liaison),
            Row::Observer => Some(&self.observer),
        }
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        match self.row {
            Row::Chair | Row::Members => None,
            Row::Liaison => Some(&mut self.liaison),
            Row::Observer => Some(&mut self.observer),
        }
    }

    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        self.list.is_none() && self.field(self.row).is_some()
    }

    fn step(&mut self, forward: bool) {
        let at = Row::ALL.iter().position(|row| *row == self.row);
        let at = at.unwrap_or(0);
        let next = if forward { at + 1 } else { at.wrapping_sub(1) };
        self.row = Row::ALL.get(next).copied().unwrap_or(self.row);
    }

    fn open_list(&mut self) {
        let chair = self.experts.iter().position(|id| *id == self.chair);
        self.list = Some(match self.row {
            Row::Chair => chair.unwrap_or(0),
            _ => 0,
        });
    }

    /// Marks or unmarks a member; the chair is a member too.
    fn toggle(&mut self, id: &str) {
        if let Some(at) = self.members.iter().position(|held| held == id) {
            self.members.remove(at);
        } else {
            self.members.push(id.to_owned());
        }
    }
}

/// Opens the form of the chosen group; what was filled in before and not written stands there
/// again.
pub fn open(app: &mut App) {
    let (Screen::Assignment(shown), Some(workspace)) = (&app.screen, &app.workspace) else {
        return;
    };
    let panel = workspace.panel();
    let refusal = match panel.groups.get(shown.group) {
        None => Err("assignment.no_group"),
        Some(group) => arrangeable(workspace).map(|()| group),
    };
    let group = match refusal {
        Ok(group) => group,
        Err(key) => {
            let text = app.language.text(key).to_owned();
            app.say(Tone::Refused, text);
            return;
        }
    };
    let before = GroupPeople::of(group);
    let mut experts: Vec<String> = panel.experts.iter().map(|one| one.id.clone()).collect();
    experts.sort_by_key(|id| !before.members.contains(id));
    let new = GroupingState {
        id: group.id.clone(),
        chair: before.chair.clone(),
        members: before.members.clone(),
        liaison: TextField::new(&before.liaison),
        observer: TextField::new(&before.observer),
        row: Row::Chair,
        experts,
        list: None,
        before,
    };
    let is_same = |overlay: &Overlay| match overlay {
        Overlay::Grouping(state) => state.id == new.id && state.before == new.before,
        _ => false,
    };
    let again = taken_again(app, is_same);
    let window = again.unwrap_or_else(|| Overlay::Grouping(Box::new(new)));
    app.overlays.push(window);
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Grouping(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if state.list.is_some() {
        in_list(state, key);
        return Vec::new();
    }
    match key {
        Key::Esc => put_aside(app),
        Key::Up | Key::BackTab => state.step(false),
        Key::F(2) => return accept(app),
        Key::Enter if matches!(state.row, Row::Chair | Row::Members) => state.open_list(),
        Key::Enter if state.row == Row::Observer => return accept(app),
        Key::Down | Key::Tab | Key::Enter => state.step(true),
        Key::Delete if state.row == Row::Chair => state.chair.clear(),
        _ => {
            if let Some(field) = state.field_mut() {
                let is_full = field.text().chars().count() >= LONGEST;
                if !(is_full && matches!(key, Key::Char(_))) {
                    edit(field, key);
                }
            }
        }
    }
    Vec::new()
}

fn in_list(state: &mut GroupingState, key: Key) {
    let at = state.list.unwrap_or(0);
    if let Some(next) = moved(at, state.experts.len(), PAGE, key.folded()) {
        state.list = Some(next);
        return;
    }
    let id = state.experts.get(at).cloned();
    match (key.folded(), state.row) {
        (Key::Enter, Row::Chair) => {
            if let Some(id) = id {
                if !state.members.is_empty() && !state.members.contains(&id) {
                    state.members.push(id.clone());
                }
                state.chair = id;
            }
            state.list = None;
        }
        (Key::Esc | Key::Enter, _) => state.list = None,
        (Key::Char(' '), Row::Members) => {
            if let Some(id) = id {
                state.toggle(&id);
            }
        }
        _ => {}
    }
}

/// Puts pasted text into the row with the cursor, as one line.
pub fn paste(state: &mut GroupingState, text: &str) {
    if let Some(field) = state.field_mut() {
        field.insert_line(text, LONGEST, |_| true);
    }
}

fn accept(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Grouping(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let after = state.people();
    let refusal = if after == state.before {
        Some("assignment.same_people")
    } else if !after.chair.is_empty()
        && !after.members.is_empty()
        && !after.members.contains(&after.chair)
    {
        Some("assignment.chair_outside")
    } else {
        None
    };
    if let Some(key) = refusal {
        let text = app.language.text(key).to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let arrangement = Arrangement::Group {
        id: state.id.clone(),
        before: state.before.clone(),
        after,
    };
    arrange_window(app, arrangement)
}
