//! Windows of the assignment: what a proposed assignment would change, and the people of a
//! group.

use super::forms::{self, Content, Form, FormRow};
use super::window;
use crate::analysis::assigning::Dealt;
use crate::app::App;
use crate::app::arranging::{change, counts};
use crate::app::overlays::grouping::{GroupingState, Row};
use crate::app::overlays::proposing::ProposingState;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::people::Reassignment;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::assignment::groups;
use crate::ui::screens::results;
use ratatui::layout::Rect;
use std::collections::BTreeMap;

/// Columns of these windows.
fn columns(area: Rect) -> u16 {
    area.width.saturating_sub(8).clamp(20, 92)
}

/// Draws what is proposed.
pub fn proposing(app: &App, state: &ProposingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let title = pen.say(if state.is_afresh {
        "assignment.deal_afresh"
    } else {
        "assignment.deal_title"
    });
    let (above, below) = match &state.dealt {
        None => (
            vec![Line::of(pen.say("assignment.dealing"), Role::Muted)],
            Vec::new(),
        ),
        Some(Err(key)) => (
            labelled(&pen, "! ", pen.say(key), width, Role::Warning),
            Vec::new(),
        ),
        Some(Ok(dealt)) => {
            let change = change(dealt, app.language);
            let lines = difference(&pen, app.workspace.as_ref(), (dealt, &change), width);
            (lines, question(&pen, state, (dealt, &change), width))
        }
    };
    let form = Form {
        title,
        above: &above,
        below: &below,
        cursor: None,
        scroll: state.scroll,
    };
    forms::draw(canvas, (area, columns), &form);
}

/// Everything that would change, what is lacking first.
fn difference(
    pen: &Pen,
    workspace: Option<&Workspace>,
    (dealt, change): (&Dealt, &Reassignment),
    width: usize,
) -> Vec<Line> {
    let mut found = Vec::new();
    let mut add = |text: &str, role| found.extend(labelled(pen, "", text, width, role));
    for one in &dealt.shortfalls {
        let numbers = [one.experts, one.wanted, one.technical, one.wanted_technical];
        let [n, needed, technical, technical_needed] = &numbers.map(|number| number.to_string());
        let details = [
            one.proposal.as_str(),
            n,
            needed,
            technical,
            technical_needed,
        ];
        add(&pen.with("assign.short", &details), Role::Bad);
    }
    let named = |expert: &str| {
        workspace.map_or_else(|| expert.to_owned(), |one| one.panel().named_expert(expert))
    };
    for (proposal, expert) in &dealt.despite {
        add(
            &pen.with("assign.despite", &[proposal, &named(expert)]),
            Role::Warning,
        );
    }
    for one in &change.conflicts {
        let expert = named(&one.expert);
        let details = [one.proposal.as_str(), &expert, &one.reason];
        add(&pen.with("assign.candidate", &details), Role::Warning);
    }
    for group in &change.groups {
        let sizes = [group.proposals.len(), group.members.len()].map(|size| size.to_string());
        let name = group.name.of(pen.is_english());
        let details = [group.id.as_str(), name, &sizes[0], &sizes[1]];
        add(&pen.with("assign.group", &details), Role::Text);
    }
    let mut by_expert: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (pairs, sign) in [(&change.added, "+"), (&change.removed, "-")] {
        for (expert, proposal) in pairs {
            let of = by_expert.entry(expert).or_default();
            of.push(format!("{sign}{proposal}"));
        }
    }
    for (expert, changes) in by_expert {
        let name = workspace.map(|one| results::expert(one, expert));
        let label = format!("{}  ", name.unwrap_or_else(|| expert.to_owned()));
        found.extend(labelled(pen, &label, &changes.join(" "), width, Role::Text));
    }
    if found.is_empty() {
        found.push(Line::of(pen.say("assignment.as_it_stands"), Role::Text));
    }
    found
}

/// What it comes to, and what the keys do.
fn question(
    pen: &Pen,
    state: &ProposingState,
    (dealt, change): (&Dealt, &Reassignment),
    width: usize,
) -> Vec<Line> {
    let numbers = counts(change);
    let numbers = numbers.each_ref().map(String::as_str);
    let text = pen.with("assignment.would", &numbers);
    let mut found = labelled(pen, "", &text, width, Role::Heading);
    if !dealt.held.is_empty() {
        let held = dealt.held.len().to_string();
        let text = pen.with("assignment.would_stay", &[&held]);
        found.extend(labelled(pen, "", &text, width, Role::Muted));
    }
    let short = dealt.shortfalls.len();
    let (key, role) = match short {
        0 => ("assignment.would_do", Role::Good),
        _ => ("assignment.would_lack", Role::Bad),
    };
    let text = pen.with(key, &[&short.to_string()]);
    found.extend(labelled(pen, "", &text, width, role));
    let key = match (change.is_empty(), state.is_afresh) {
        (false, false) => "assignment.deal_keys",
        (false, true) => "assignment.deal_keys_afresh",
        (true, false) => "assignment.deal_keys_none",
        (true, true) => "assignment.deal_keys_none_afresh",
    };
    found.extend(labelled(pen, "", pen.say(key), width, Role::Notice));
    found
}

/// Draws the form of a group, or the list of experts to choose from.
pub fn grouping(app: &App, state: &GroupingState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let pen = canvas.pen;
    let columns = columns(area);
    let title = pen.with("assignment.group_title", &[&state.id]);
    if let Some(at) = state.list {
        return list(workspace, state, at, canvas, (area, columns));
    }
    let width = usize::from(columns - 4);
    let above = labelled(
        &pen,
        "",
        pen.say("assignment.group_help"),
        width,
        Role::Muted,
    );
    let (below, cursor) = form_rows(&pen, workspace, state, width);
    let form = Form {
        title: &title,
        above: &above,
        below: &below,
        cursor,
        scroll: 0,
    };
    forms::draw(canvas, (area, columns), &form);
}

fn form_rows(
    pen: &Pen,
    workspace: &Workspace,
    state: &GroupingState,
    width: usize,
) -> (Vec<Line>, Option<(usize, usize)>) {
    let chair = match state.chair.as_str() {
        "" => pen.say("assignment.nobody_yet").to_owned(),
        id => results::expert(workspace, id),
    };
    let members = match state.members.len() {
        0 => pen.say("assignment.everybody").to_owned(),
        count => pen.with("assignment.so_many", &[&count.to_string()]),
    };
    let fields: Vec<FormRow> = Row::ALL
        .into_iter()
        .map(|row| FormRow {
            label: pen.say(match row {
                Row::Chair => "assignment.chair",
                Row::Members => "assignment.members",
                Row::Liaison => "assignment.liaison",
                Row::Observer => "assignment.observer",
            }),
            is_chosen: state.row == row,
            content: match (state.field(row), row) {
                (Some(field), _) => Content::Text(field),
                (None, Row::Chair) => Content::Fixed(&chair),
                (None, _) => Content::Fixed(&members),
            },
        })
        .collect();
    let (mut found, cursor) = forms::rows(pen, &fields, width);
    let names = groups::names(pen, workspace, &state.members);
    found.push(Line::new());
    found.extend(
        labelled(pen, "", &names, width, Role::Muted)
            .into_iter()
            .take(4),
    );
    (found, cursor)
}

fn list(
    workspace: &Workspace,
    state: &GroupingState,
    at: usize,
    canvas: &mut Canvas,
    (area, columns): (Rect, u16),
) {
    let pen = canvas.pen;
    let width = usize::from(columns - 4);
    let title = pen.with(
        match state.row {
            Row::Chair => "assignment.which_chair",
            _ => "assignment.which_members",
        },
        &[&state.id],
    );
    let rows = (state.experts.len() as u16).min(40);
    let inner = window(canvas, area, columns, rows, &title);
    lines::draw_rows(canvas, inner, state.experts.len(), at, |place| {
        let Some(id) = state.experts.get(place) else {
            return Line::new();
        };
        let chosen = place == at;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let is_in = match state.row {
            Row::Chair => state.chair == *id,
            _ => state.members.contains(id),
        };
        let mark = if is_in { "[x] " } else { "[ ] " };
        let expert = workspace.panel().expert(id);
        let of = expert
            .map(|one| one.institution.as_str())
            .unwrap_or_default();
        Line::of(format!("{pointer} {mark}"), Role::Key)
            .cell(&pen, &results::expert(workspace, id), 20, Role::Text)
            .column(&pen, of, width.saturating_sub(28), Role::Muted)
            .selected(chosen)
    });
}
