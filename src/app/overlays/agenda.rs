//! The agenda of the groups: who is presented when and who must leave for it; secretariat and
//! chair change order, breaks and times here, and write them in somebody's name.

pub mod draft;

use crate::analysis::agenda::times;
use crate::analysis::agenda::times::Slot;
use crate::app::arranging::{arrange_window, arrangeable};
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::overlay::Overlay;
use crate::app::screens::list::moved;
use crate::app::settling::{put_aside, taken_again};
use crate::app::state::{App, Tone};
use crate::app::workspace::{Seat, Workspace};
use crate::domain::agenda::AgendaOrder;
use crate::domain::arrangement::{AgendaChange, Arrangement};
use crate::domain::panel::Panel;
use draft::{Draft, Row};

/// Rows that a page of the list moves.
const PAGE: usize = 10;

/// State of the window.
#[derive(Debug, Clone)]
pub struct AgendaState {
    /// The agendas of the groups that this seat may see.
    pub drafts: Vec<Draft>,
    /// The shown one.
    pub at: usize,
    /// The row of the form with the cursor, while it is open.
    pub row: Option<Row>,
}

impl AgendaState {
    /// Returns the shown agenda.
    pub fn draft(&self) -> Option<&Draft> {
        self.drafts.get(self.at)
    }

    /// Tells whether what is typed is text.
    pub fn is_typing(&self) -> bool {
        self.row.is_some()
    }

    /// Tells whether the shown agenda can be changed in this seat.
    pub fn is_open(&self) -> bool {
        self.draft().is_some_and(|draft| draft.refusal.is_none())
    }
}

/// What a seat may do with the agenda of a group: see everybody's recusals, and why it cannot
/// be changed.
fn rights(workspace: &Workspace, group: &str) -> (bool, Option<&'static str>) {
    let panel = workspace.panel();
    let sees_all = match &workspace.seat {
        Seat::Secretariat => true,
        Seat::Expert(expert) => panel.chair_of(group) == Some(expert),
        Seat::None => false,
    };
    let refusal = match arrangeable(workspace) {
        Err(refusal) => Some(refusal),
        Ok(()) if sees_all => None,
        Ok(()) => Some("refused.chair_only"),
    };
    (sees_all, refusal)
}

/// Returns the lines of an agenda as this seat may see them: an expert who is not the chair
/// sees the own proposals and recusals, and of the others how much time they take.
pub fn lines<'a>(workspace: &'a Workspace, draft: &Draft) -> Vec<Slot<'a>> {
    let panel = workspace.panel();
    let agenda = draft.made();
    let Some(expert) = workspace.seat.expert().filter(|_| !draft.sees_all) else {
        return times::slots(panel, &agenda);
    };
    let known = agenda.known_to(|id| workspace.is_in_hand(id));
    let mut found = times::slots(panel, &known);
    found.retain(|slot| match slot.subject {
        times::Subject::Proposal(one, _) => workspace.is_in_hand(&one.id),
        _ => true,
    });
    for slot in &mut found {
        slot.out.retain(|out| *out == expert);
    }
    found
}

/// Opens the window; what was changed before and not written stands there again.
pub fn open(app: &mut App) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let panel = workspace.panel();
    let mine = |group: &&str| {
        let mut listed = panel.listed(group).into_iter();
        workspace.seat == Seat::Secretariat
            || rights(workspace, group).0
            || listed.any(|one| workspace.is_in_hand(&one.id))
    };
    let groups = panel.meeting_groups().into_iter().filter(mine);
    let drafts: Vec<Draft> = groups
        .map(|group| Draft::of(panel, group, rights(workspace, group)))
        .collect();
    if drafts.is_empty() {
        let text = app.language.text("agenda_form.none").to_owned();
        app.say(Tone::Refused, text);
        return;
    }
    let new = AgendaState {
        drafts,
        at: 0,
        row: None,
    };
    let is_same = |overlay: &Overlay| match overlay {
        Overlay::Agenda(state) => {
            let pairs = state.drafts.iter().zip(&new.drafts);
            state.drafts.len() == new.drafts.len()
                && pairs.into_iter().all(|(old, new)| old.stands_as(new))
        }
        _ => false,
    };
    let again = taken_again(app, is_same);
    app.overlays
        .push(again.unwrap_or_else(|| Overlay::Agenda(Box::new(new))));
}

/// Handles a key.
pub fn update(app: &mut App, key: Key) -> Vec<Effect> {
    let Some(Overlay::Agenda(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    if state.row.is_some() {
        return in_form(app, key);
    }
    let count = state.drafts.len();
    match key.folded() {
        Key::Esc => {
            let is_unwritten = state
                .drafts
                .iter()
                .any(|one| one.is_changed() && one.before.is_some());
            put_aside(app);
            if is_unwritten {
                let text = app.language.text("agenda_form.left_unwritten").to_owned();
                app.say(Tone::Plain, text);
            }
        }
        Key::Tab => state.at = (state.at + 1) % count.max(1),
        Key::BackTab => state.at = (state.at + count.saturating_sub(1)) % count.max(1),
        other => return in_list(app, other),
    }
    Vec::new()
}

fn in_list(app: &mut App, key: Key) -> Vec<Effect> {
    let (Some(Overlay::Agenda(state)), Some(workspace)) = (app.overlays.last_mut(), &app.workspace)
    else {
        return Vec::new();
    };
    let Some(draft) = state.drafts.get_mut(state.at) else {
        return Vec::new();
    };
    let length = lines(workspace, draft).len();
    if let Some(next) = moved(draft.line, length, PAGE, key) {
        draft.line = next;
        return Vec::new();
    }
    let changes = matches!(
        key,
        Key::Char('1'..='4') | Key::Left | Key::Right | Key::Delete | Key::Enter | Key::F(2)
    );
    if !changes {
        return Vec::new();
    }
    if let Some(refusal) = draft.refusal {
        let text = app.language.text(refusal).to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let panel = workspace.panel();
    let refusal = match key {
        Key::Char('4') => draft.toggle_break(),
        Key::Delete => draft.take_out_break(),
        Key::Left => draft.shift(panel, false),
        Key::Right => draft.shift(panel, true),
        Key::Char(digit) => {
            let place = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
            let way = place.and_then(|place| AgendaOrder::ALL.get(place as usize));
            if let Some(way) = way {
                draft.order(panel, *way);
            }
            Ok(())
        }
        other => {
            let is_signing = other == Key::F(2);
            state.row = Some(if is_signing { Row::By } else { Row::Day });
            Ok(())
        }
    };
    if let Err(key) = refusal {
        let text = app.language.text(key).to_owned();
        app.say(Tone::Refused, text);
    }
    Vec::new()
}

fn in_form(app: &mut App, key: Key) -> Vec<Effect> {
    let (Some(Overlay::Agenda(state)), Some(workspace)) = (app.overlays.last_mut(), &app.workspace)
    else {
        return Vec::new();
    };
    let row = state.row.unwrap_or(Row::Day);
    match key {
        Key::Esc => state.row = None,
        Key::Up | Key::BackTab => state.row = Some(row.before()),
        Key::F(2) => return write(app),
        Key::Enter if row == Row::By => return write(app),
        Key::Down | Key::Tab | Key::Enter => state.row = Some(row.after()),
        _ => {
            let draft = state.drafts.get_mut(state.at);
            let panel = workspace.panel();
            let refusal = draft.map_or(Ok(()), |draft| draft.type_key(panel, row, key));
            if let Err(key) = refusal {
                let text = app.language.text(key).to_owned();
                app.say(Tone::Refused, text);
            }
        }
    }
    Vec::new()
}

/// Puts pasted text into the row with the cursor, as one line.
pub fn paste(state: &mut AgendaState, panel: &Panel, text: &str) {
    if let (Some(row), Some(draft)) = (state.row, state.drafts.get_mut(state.at)) {
        draft.paste(panel, row, text);
    }
}

fn write(app: &mut App) -> Vec<Effect> {
    let Some(Overlay::Agenda(state)) = app.overlays.last_mut() else {
        return Vec::new();
    };
    let Some(draft) = state.drafts.get(state.at) else {
        return Vec::new();
    };
    let refusal = match draft.lacking() {
        Some((row, key)) => {
            state.row = Some(row);
            Some(key)
        }
        None if !draft.is_changed() => Some("agenda_form.same"),
        None => None,
    };
    if let Some(key) = refusal {
        let text = app.language.text(key).to_owned();
        app.say(Tone::Refused, text);
        return Vec::new();
    }
    let change = AgendaChange {
        before: draft.before.clone(),
        after: draft.made(),
    };
    state.row = None;
    arrange_window(app, Arrangement::Agenda(Box::new(change)))
}
