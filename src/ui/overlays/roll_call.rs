//! The roll call of a meeting.

use super::window;
use crate::analysis::sitting::{Sitting, is_noted_before};
use crate::app::App;
use crate::app::overlays::roll_call::RollCallState;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::meeting::Attending;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Columns of the window.
const COLUMNS: usize = 70;

/// Draws the window.
pub fn draw(app: &App, state: &RollCallState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let pen = canvas.pen;
    let panel = workspace.panel();
    let book = &workspace.meeting;
    let sitting = Sitting::of(panel, &book.group).unwrap_or_default();
    let title = pen.say("command.roll_call");
    let room = usize::from(area.width).saturating_sub(4).min(COLUMNS);
    let foot = foot(&pen, workspace, &sitting, room.saturating_sub(4));
    let meeting = &book.meeting;
    let presented = meeting.presented();
    let below = foot.len() as u16 + 1;
    let rows = sitting.members.len() as u16 + below;
    let inner = window(canvas, area, COLUMNS as u16, rows, title);
    let width = usize::from(inner.width);
    let widths = Widths::of(&pen, workspace, &sitting, width);
    let line = |place: usize| {
        let Some(id) = sitting.members.get(place) else {
            return Line::new();
        };
        let chosen = place == state.at;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let digit = if place < 9 {
            (place + 1).to_string()
        } else {
            String::new()
        };
        let found = panel.expert(id);
        let name = found.map_or("", |one| one.name.as_str());
        let institution = found.map_or("", |one| one.institution.as_str());
        let is_chair = *id == sitting.chair;
        let (key, mark, role) = match book.meeting.attending(id) {
            Attending::Here => ("roll.here", pen.glyphs().passed, Role::Good),
            Attending::Away => ("roll.away", pen.glyphs().empty, Role::Muted),
            Attending::Left => ("roll.left", "!", Role::Warning),
        };
        let now = is_noted_before(panel, meeting, id).then_some(meeting.proposal.as_str());
        let missed = now.or(presented.filter(|proposal| panel.is_absent(id, proposal)));
        let (last, last_role) = match missed {
            Some(proposal) => (pen.with("roll.unheard", &[proposal]), Role::Warning),
            None => (institution.to_owned(), Role::Muted),
        };
        let office = if is_chair { pen.say("roll.chair") } else { "" };
        let called = Line::of(name, Role::Text)
            .and(if is_chair { " " } else { "" }, Role::Text)
            .and(office, Role::Heading);
        let blanks = widths.name.saturating_sub(called.columns(&pen));
        Line::of(format!("{pointer} "), Role::Key)
            .figure(&pen, &digit, 2, Role::Key)
            .and("  ", Role::Text)
            .column(&pen, mark, 2, role)
            .column(&pen, pen.say(key), widths.state, role)
            .column(&pen, id, widths.id, Role::Muted)
            .joined(called)
            .blanks(blanks, Role::Text)
            .column(&pen, &last, width.saturating_sub(widths.all()), last_role)
            .selected(chosen)
    };
    let list = Rect {
        height: inner.height.saturating_sub(below),
        ..inner
    };
    lines::draw_rows(canvas, list, sitting.members.len(), state.at, line);
    let foot_at = Rect {
        y: inner.bottom().saturating_sub(below - 1),
        height: below - 1,
        ..inner
    };
    lines::draw(canvas, foot_at, &foot, 0);
}

/// Columns of what stands in a row, from what stands in all of them.
struct Widths {
    state: usize,
    id: usize,
    /// The name, and of the chair the office too.
    name: usize,
}

/// Columns of pointer, digit and mark.
const LEAD: usize = 8;

impl Widths {
    /// Columns are closer together where the institutions would be cut for the gaps.
    fn of(pen: &Pen, workspace: &Workspace, sitting: &Sitting, width: usize) -> Self {
        let states = ["roll.here", "roll.away", "roll.left"];
        let ids = || sitting.members.iter().map(String::as_str);
        let office = pen.columns(pen.say("roll.chair")) + 1;
        let names = ids().map(|id| {
            let name = workspace.panel().expert(id);
            let name = name.map_or(0, |one| pen.columns(&one.name));
            let office = if id == sitting.chair { office } else { 0 };
            name + office
        });
        let experts = ids().filter_map(|id| workspace.panel().expert(id));
        let last = lines::widest(pen, experts.map(|one| one.institution.as_str()));
        let state = lines::widest(pen, states.map(|key| pen.say(key)));
        let (id, name) = (lines::widest(pen, ids()), names.max().unwrap_or_default());
        let is_tight = LEAD + state + id + name + 3 * 2 + last > width;
        let gap = if is_tight { 1 } else { 2 };
        Self {
            state: state + gap,
            id: id + gap,
            name: name + gap,
        }
    }

    fn all(&self) -> usize {
        LEAD + self.state + self.id + self.name
    }
}

/// How many are there, and what F3 is for just now.
fn foot(pen: &Pen, workspace: &Workspace, sitting: &Sitting, width: usize) -> Vec<Line> {
    let (panel, meeting) = (workspace.panel(), &workspace.meeting.meeting);
    let here = |id: &&String| meeting.attending(id) == Attending::Here;
    let counts = [
        sitting.members.iter().filter(here).count().to_string(),
        sitting.members.len().to_string(),
        panel.policy.valid.experts.to_string(),
    ];
    let words = pen.with("roll.count", &counts.each_ref().map(String::as_str));
    let mut found = labelled(pen, "", &words, width, Role::Muted);
    let mut members = sitting.members.iter();
    let words = if members.any(|id| is_noted_before(panel, meeting, id)) {
        pen.with("roll.noted_before", &[&meeting.proposal])
    } else if let Some(proposal) = meeting.presented() {
        pen.with("roll.last", &[proposal])
    } else {
        return found;
    };
    found.extend(labelled(pen, "", &words, width, Role::Muted));
    found
}
