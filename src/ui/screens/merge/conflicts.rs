//! The cells that a person has to decide: a list, and the chosen one with its values.

use super::results;
use crate::app::screens::merge::{MergeState, Part};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::merging::{Candidate, OpenConflict};
use crate::i18n::merging;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Returns the name of a conflict's cell in words.
pub fn cell_name(pen: &Pen, workspace: &Workspace, conflict: &OpenConflict) -> String {
    let rubric = workspace.panel().rubric_of(&conflict.sheet.proposal);
    let criterion = |id: &str| {
        let criterion = rubric.criterion(id)?;
        Some(criterion.name.of(pen.is_english()).to_owned())
    };
    merging::cell(&conflict.cell, criterion, pen.language())
}

/// Returns a value of a conflict's cell in words, on one line.
pub fn value_words(pen: &Pen, conflict: &OpenConflict, value: &str) -> String {
    merging::value_of(&conflict.cell, value, pen.language()).replace('\n', " ")
}

/// Returns where a value stands and when it was last changed to it.
pub fn source_words(pen: &Pen, candidate: &Candidate) -> String {
    let files = if candidate.files.is_empty() {
        pen.say("merge_screen.in_panel").to_owned()
    } else {
        candidate.files.join(" ")
    };
    match candidate.at.get(..16) {
        Some(at) => format!("{}  {files}", at.replace('T', " ")),
        None => files,
    }
}

/// Columns of the name of a cell at least.
const CELL: usize = 24;

/// Draws the list.
pub fn list(workspace: &Workspace, state: &MergeState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let conflicts = &workspace.inbox.conflicts;
    let has_keys = state.part == Part::Conflicts;
    let name = if area.width < 98 { 13 } else { 20 };
    let cells = conflicts
        .iter()
        .map(|one| pen.columns(&cell_name(&pen, workspace, one)) + 1);
    let most = usize::from(area.width * 2 / 5).max(CELL);
    let cell = cells.max().unwrap_or_default().clamp(CELL, most);
    lines::draw_rows(canvas, area, conflicts.len(), state.conflict, |place| {
        let Some(conflict) = conflicts.get(place) else {
            return Line::new();
        };
        let chosen = place == state.conflict;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let values = conflict.values.iter();
        let values: Vec<String> = values
            .map(|one| value_words(&pen, conflict, &one.value))
            .collect();
        let expert = results::expert(workspace, &conflict.sheet.expert);
        Line::of(format!("{pointer} ? "), Role::Warning)
            .cell(&pen, &expert, name, Role::Text)
            .cell(&pen, &conflict.sheet.proposal, 8, Role::Text)
            .cell(
                &pen,
                &cell_name(&pen, workspace, conflict),
                cell,
                Role::Heading,
            )
            .and(values.join(" / "), Role::Text)
            .chosen(chosen, has_keys)
    });
}

/// Returns the chosen conflict in full.
pub fn details(
    pen: &Pen,
    workspace: &Workspace,
    state: &MergeState,
    width: usize,
) -> Option<Vec<Line>> {
    let conflict = workspace.inbox.conflicts.get(state.conflict)?;
    let title = format!(
        "{}  {} {}",
        results::expert(workspace, &conflict.sheet.expert),
        conflict.sheet.proposal,
        results::title(workspace, &conflict.sheet.proposal)
    );
    let mut found = labelled(pen, "", &title, width, Role::Heading);
    found.extend(values(pen, conflict, width));
    let label = format!("{}  ", pen.say("merge_screen.next"));
    let next = pen.say("merge_screen.next_settle");
    found.extend(labelled(pen, &label, next, width, Role::Notice));
    Some(found)
}

/// Returns the values with where each stands, and what counts until somebody decides.
pub fn values(pen: &Pen, conflict: &OpenConflict, width: usize) -> Vec<Line> {
    let mut found = Vec::new();
    for candidate in &conflict.values {
        let value = merging::value_of(&conflict.cell, &candidate.value, pen.language());
        let source = source_words(pen, candidate);
        let text = pen.with("merge_screen.value", &[&value, &source]);
        found.extend(labelled(pen, "  ", &text, width, Role::Text));
    }
    found.extend(until_then(pen, conflict, width));
    found
}

/// Returns what counts until somebody decides.
pub fn until_then(pen: &Pen, conflict: &OpenConflict, width: usize) -> Vec<Line> {
    let before = value_words(pen, conflict, &conflict.before);
    let text = pen.with("merge_screen.until_then", &[&before]);
    labelled(pen, "", &text, width, Role::Muted)
}
