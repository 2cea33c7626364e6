//! The groups: who leads them, who is in them, how much they have to do; the chosen one in
//! full below.

use crate::app::screens::assignment::AssignmentState;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::people::Group;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::results;
use ratatui::layout::Rect;

/// Columns of the word of what is wrong, of a person, of a number.
fn widths(pen: &Pen) -> [usize; 3] {
    if pen.is_english() {
        [12, 10, 10]
    } else {
        [11, 9, 6]
    }
}

/// Columns from which liaison and observer have room.
const ROOMY: usize = 76;

/// Draws the list and the chosen group.
pub fn draw(workspace: &Workspace, state: &AssignmentState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(area.width);
    let groups = &workspace.panel().groups;
    if groups.is_empty() {
        let found = labelled(
            &pen,
            "",
            pen.say("assignment.no_groups"),
            width,
            Role::Muted,
        );
        lines::draw(canvas, area, &found, 0);
        return;
    }
    head(&pen, width).draw(canvas, area.x, area.y, area.width);
    let most = (area.height / 2).max(3);
    let list = Rect {
        y: area.y + 1,
        height: (groups.len() as u16).min(most),
        ..area
    };
    lines::draw_rows(canvas, list, groups.len(), state.group, |place| {
        let chosen = place == state.group;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let line = groups
            .get(place)
            .map(|one| row(&pen, workspace, one, width));
        let lead = Line::of(format!("{pointer} "), Role::Key);
        lead.joined(line.unwrap_or_default()).selected(chosen)
    });
    canvas.rule(area.x, list.bottom(), area.width);
    let below = Rect {
        y: list.bottom() + 1,
        height: area.height.saturating_sub(list.height + 2),
        ..area
    };
    if let Some(group) = groups.get(state.group) {
        let found = in_full(&pen, workspace, group, width);
        lines::draw(canvas, below, &found, 0);
    }
}

/// Columns of the group's name.
fn name(pen: &Pen, width: usize) -> usize {
    let [word, person, number] = widths(pen);
    let people = if width < ROOMY { 1 } else { 3 };
    width.saturating_sub(4 + word + people * person + 2 * number)
}

fn head(pen: &Pen, width: usize) -> Line {
    let [word, person, number] = widths(pen);
    let role = Role::Muted;
    let line = Line::of("  ", role)
        .cell(pen, pen.say("assignment.state"), word, role)
        .cell(pen, pen.say("assignment.group"), name(pen, width), role)
        .cell(pen, pen.say("assignment.chair"), person, role);
    let line = if width < ROOMY {
        line
    } else {
        line.cell(pen, pen.say("assignment.liaison"), person, role)
            .cell(pen, pen.say("assignment.observer"), person, role)
    };
    line.figure(pen, pen.say("assignment.members"), number, role)
        .figure(pen, pen.say("assignment.proposals"), number, role)
}

/// What is wrong with a group: mark, word and role.
fn problem(pen: &Pen, workspace: &Workspace, group: &Group) -> (&'static str, &'static str, Role) {
    let glyphs = pen.glyphs();
    let least = workspace.panel().policy.valid.experts;
    if !group.members.is_empty() && group.members.len() < least {
        (glyphs.failed, "assignment.too_few_members", Role::Bad)
    } else if group.chair.is_empty() {
        ("!", "assignment.no_chair", Role::Warning)
    } else {
        (glyphs.passed, "assignment.enough", Role::Good)
    }
}

fn row(pen: &Pen, workspace: &Workspace, group: &Group, width: usize) -> Line {
    let [word, person, number] = widths(pen);
    let (mark, key, role) = problem(pen, workspace, group);
    let chair = workspace.panel().expert(&group.chair);
    let chair = chair.map_or(group.chair.as_str(), |one| one.name.as_str());
    let least = workspace.panel().policy.valid.experts.max(1);
    let line = Line::new()
        .cell(pen, &format!("{mark} {}", pen.say(key)), word, role)
        .cell(pen, named(pen, group), name(pen, width), Role::Text)
        .cell(pen, or_nobody(chair), person, Role::Text);
    let line = if width < ROOMY {
        line
    } else {
        line.cell(pen, or_nobody(&group.liaison), person, Role::Text)
            .cell(pen, or_nobody(&group.observer), person, Role::Text)
    };
    let members = format!("{}/{least}", group.members.len());
    line.figure(pen, &members, number, Role::Text).figure(
        pen,
        &group.proposals.len().to_string(),
        number,
        Role::Text,
    )
}

fn named<'a>(pen: &Pen, group: &'a Group) -> &'a str {
    match group.name.of(pen.is_english()) {
        "" => &group.id,
        name => name,
    }
}

fn or_nobody(name: &str) -> &str {
    if name.is_empty() { "-" } else { name }
}

/// The names of experts, the id where there is none.
pub fn names(pen: &Pen, workspace: &Workspace, ids: &[String]) -> String {
    let name = |id: &String| {
        let expert = workspace.panel().expert(id);
        let name = expert.map(|one| one.name.clone());
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| id.clone())
    };
    let names: Vec<String> = ids.iter().map(name).collect();
    names.join(pen.say("assignment.and"))
}

fn in_full(pen: &Pen, workspace: &Workspace, group: &Group, width: usize) -> Vec<Line> {
    let mut found = vec![Line::of(
        format!("{}  {}", named(pen, group), group.id),
        Role::Heading,
    )];
    let least = workspace.panel().policy.valid.experts.max(1).to_string();
    let members = if group.members.is_empty() {
        pen.say("assignment.everybody").to_owned()
    } else {
        names(pen, workspace, &group.members)
    };
    let proposals = group.proposals.join(" ");
    for (key, text) in [
        (
            "assignment.chair",
            &results::expert(workspace, &group.chair),
        ),
        ("assignment.members", &members),
        ("assignment.liaison", &group.liaison),
        ("assignment.observer", &group.observer),
        ("assignment.proposals", &proposals),
        ("assignment.quorum", &least),
    ] {
        let label = Line::new().column(pen, pen.say(key), 12, Role::Muted);
        let text = or_nobody(text);
        let mut lines = labelled(pen, "", text, width.saturating_sub(12), Role::Text).into_iter();
        let first = lines.next().unwrap_or_default();
        found.push(label.joined(first));
        found.extend(lines.map(|line| Line::of(" ".repeat(12), Role::Text).joined(line)));
    }
    found
}
