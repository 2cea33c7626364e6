//! What the two result screens share: the group's heading, and one proposal in detail.

pub mod again;
pub mod aspects;
pub mod table;

use crate::analysis::standing::{Dropped, GroupStanding, ProposalStanding};
use crate::app::App;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::{Decimal, RoundingMode, fixed, plain, round};
use crate::domain::recommendation::Lane;
use crate::i18n::problems;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{Line, labelled};
use ratatui::layout::Rect;

/// Returns the official total as the policy writes it, a dash where there is none.
pub fn total(workspace: &Workspace, row: &ProposalStanding) -> String {
    let decimals = workspace.panel().policy.rounding.decimals;
    match (row.total, decimals) {
        (Some(total), Some(decimals)) => fixed(total, decimals),
        (Some(total), None) => plain(rounded(total, 4)),
        (None, _) => "--".to_owned(),
    }
}

/// Draws a result screen without a result: it is still being computed, or files that decide
/// over it are broken, and then they are listed.
pub fn waiting(app: &App, canvas: &mut Canvas, area: Rect, title: &'static str) {
    let title = canvas.pen.say(title).to_owned();
    let head = Head {
        title,
        ..Head::default()
    };
    let body = frame::draw(app, canvas, area, &head);
    let pen = canvas.pen;
    let refusal = app
        .workspace
        .as_ref()
        .map(|workspace| workspace.refusal.as_slice());
    let refusal = refusal.unwrap_or_default();
    let width = usize::from(body.width.saturating_sub(4));
    let mut found = vec![Line::new()];
    if refusal.is_empty() {
        found.push(Line::of(pen.say("next.combining"), Role::Muted));
    } else {
        found.extend(labelled(
            &pen,
            "",
            pen.say("results.refused"),
            width,
            Role::Bad,
        ));
    }
    for problem in refusal {
        let place = format!("{}:{}:{}", problem.file, problem.line, problem.column);
        let words = problems::message(problem, pen.language());
        let text = format!("{place} {words}");
        found.extend(labelled(&pen, "- ", &text, width, Role::Text));
        let hint = problems::hint(problem, pen.language());
        found.extend(labelled(&pen, "  ", &hint, width, Role::Muted));
    }
    let pane = Rect {
        x: body.x + 2,
        width: body.width.saturating_sub(4),
        ..body
    };
    crate::ui::lines::draw(canvas, pane, &found, 0);
}

/// Returns a note that what is shown is older than what was last decided; empty where it is
/// the newest.
pub fn on_its_way(pen: &Pen, workspace: &Workspace) -> String {
    if workspace.is_combining && workspace.results.is_some() {
        format!("{}   ", pen.say("results.again"))
    } else {
        String::new()
    }
}

/// Returns the columns of a table that needs `least`: two thirds where there is room for a
/// pane beside it, else all.
pub fn table_width(body: Rect, least: u16) -> u16 {
    let two_thirds = body.width * 2 / 3;
    if two_thirds >= least {
        two_thirds
    } else {
        body.width
    }
}

/// Returns the pane beside a table of `left` columns.
pub fn beside(body: Rect, left: u16) -> Rect {
    Rect {
        x: left + 2,
        width: body.width.saturating_sub(left + 3),
        ..body
    }
}

/// Returns the words of a group's money line.
pub fn money_line(pen: &Pen, group: &GroupStanding) -> String {
    let budget = group.budget.unwrap_or_default();
    let figures = [group.spent, budget, budget - group.spent].map(plain);
    pen.with("rank.money_line", &[&figures[0], &figures[1], &figures[2]])
}

/// Rounds a figure that only informs.
fn rounded(value: Decimal, decimals: u32) -> Decimal {
    round(value, decimals, RoundingMode::HalfUp)
}

/// Returns a group's name.
pub fn group_name(pen: &Pen, group: &GroupStanding) -> String {
    let name = group.name.of(pen.is_english());
    if group.id == "all" && name.is_empty() {
        pen.say("results.all").to_owned()
    } else if name.is_empty() {
        group.id.clone()
    } else {
        name.to_owned()
    }
}

/// Returns why a proposal is on its list, to stand behind the list's name; empty for nothing.
pub fn why_after(pen: &Pen, why: &str) -> String {
    if why.is_empty() {
        return String::new();
    }
    pen.with("table.why_after", &[why])
}

/// Returns the role of a lane.
pub fn lane_role(lane: Lane) -> Role {
    match lane {
        Lane::Recommend | Lane::Revise => Role::Good,
        Lane::Reserve | Lane::Special => Role::Notice,
        Lane::Decline | Lane::Ineligible | Lane::Vetoed => Role::Bad,
        Lane::Invalid => Role::Warning,
        Lane::Withdrawn => Role::Muted,
    }
}

/// Returns an expert's id and name.
pub fn expert(workspace: &Workspace, id: &str) -> String {
    match workspace.panel().expert(id) {
        Some(expert) if !expert.name.is_empty() => format!("{id} {}", expert.name),
        _ => id.to_owned(),
    }
}

/// Returns the title of a proposal.
pub fn title<'a>(workspace: &'a Workspace, id: &str) -> &'a str {
    workspace
        .panel()
        .proposal(id)
        .map(|proposal| proposal.title.as_str())
        .unwrap_or_default()
}

/// Returns one proposal in detail: total and what it would be otherwise, the totals as
/// dots, the criteria, the comments without names.
pub fn detail(pen: &Pen, workspace: &Workspace, row: &ProposalStanding, width: usize) -> Vec<Line> {
    let heading = format!("{}  {}", row.proposal, title(workspace, &row.proposal));
    let mut lines = labelled(pen, "", &heading, width, Role::Heading);
    lines.extend(dots(pen, row, width));
    lines.push(Line::new());
    lines.extend(total_lines(pen, workspace, row, width));
    if let Some((without, rank)) = row.without_trim {
        lines.push(Line::of(
            pen.with(
                "results.without_trim",
                &[&plain(rounded(without, 2)), &rank.to_string()],
            ),
            Role::Muted,
        ));
    }
    lines.extend(again::lines(pen, workspace, &row.proposal, width));
    lines.extend(resting(pen, workspace, &row.proposal, width));
    lines.push(Line::new());
    let name_width = width.saturating_sub(17).clamp(10, 30);
    lines.push(
        Line::new()
            .column(pen, pen.say("results.criteria"), name_width, Role::Muted)
            .figure(pen, pen.say("sheet.max"), 5, Role::Muted)
            .figure(pen, pen.say("results.mean"), 6, Role::Muted)
            .figure(pen, pen.say("results.min"), 6, Role::Muted),
    );
    for mean in &row.criteria {
        let Some(criterion) = workspace
            .panel()
            .rubric_of(&row.proposal)
            .criterion(&mean.id)
        else {
            continue;
        };
        let name = criterion.short_name();
        lines.push(
            Line::new()
                .column(pen, name.of(pen.is_english()), name_width, Role::Text)
                .figure(pen, &plain(criterion.scale.maximum()), 5, Role::Muted)
                .figure(pen, &fixed(rounded(mean.mean, 1), 1), 6, Role::Text)
                .figure(pen, &plain(mean.min), 6, Role::Text),
        );
    }
    lines.extend(labelled(
        pen,
        "",
        pen.say("results.criteria_note"),
        width,
        Role::Muted,
    ));
    lines.extend(comments(pen, workspace, row, width));
    lines
}

/// Whose sheets rest on a former text of the plan; they count all the same.
fn resting(pen: &Pen, workspace: &Workspace, proposal: &str, width: usize) -> Vec<Line> {
    let results = workspace.results.as_ref();
    let all = results.map(|results| results.resting.as_slice());
    let mut all = all.unwrap_or_default().iter();
    let Some(one) = all.find(|one| one.proposal == proposal) else {
        return Vec::new();
    };
    let experts = one.experts.iter().map(|id| {
        let expert = workspace.panel().expert(id);
        expert.map_or(id.as_str(), |expert| expert.name.as_str())
    });
    let experts: Vec<&str> = experts.collect();
    let count = experts.len().to_string();
    let text = pen.with("results.resting", &[&count, &experts.join("、")]);
    labelled(pen, "! ", &text, width, Role::Warning)
}

fn total_lines(
    pen: &Pen,
    workspace: &Workspace,
    row: &ProposalStanding,
    width: usize,
) -> Vec<Line> {
    let dropped = row
        .totals
        .iter()
        .filter(|total| total.dropped.is_some())
        .count();
    let counted = row.n - dropped;
    let key = if dropped > 0 {
        "results.total_trimmed"
    } else {
        "results.total_plain"
    };
    let figures = [
        total(workspace, row),
        row.n.to_string(),
        dropped.to_string(),
        counted.to_string(),
    ];
    let details: Vec<&str> = figures.iter().map(String::as_str).collect();
    labelled(pen, "", &pen.with(key, &details), width, Role::Heading)
}

fn comments(pen: &Pen, workspace: &Workspace, row: &ProposalStanding, width: usize) -> Vec<Line> {
    let found = workspace
        .results
        .as_ref()
        .and_then(|results| results.comments.get(&row.proposal));
    let Some(found) = found.filter(|found| !found.is_empty()) else {
        return Vec::new();
    };
    let mut lines = vec![
        Line::new(),
        Line::of(pen.say("results.comments"), Role::Heading),
    ];
    for comment in found {
        lines.extend(labelled(pen, "- ", comment, width, Role::Text));
    }
    lines
}

/// The totals on a line from the lowest to the highest ten: counted ones full, dropped ones hollow.
fn dots(pen: &Pen, row: &ProposalStanding, width: usize) -> Vec<Line> {
    let (Some(low), Some(high)) = (row.min, row.max) else {
        return vec![Line::of(pen.say("results.no_totals"), Role::Muted)];
    };
    let ten = Decimal::TEN;
    let from = (low / ten).floor() * ten;
    let to = ((high / ten).floor() + Decimal::ONE) * ten;
    let room = width.saturating_sub(2).clamp(10, 60);
    let place = |value: Decimal| -> usize {
        let share = (value - from) / (to - from) * Decimal::from(room - 1);
        share.round().try_into().unwrap_or(0)
    };
    let mut axis = vec![" ".to_owned(); room + 4];
    let mut marks: Vec<(usize, bool)> = vec![(0, false); room];
    for total in &row.totals {
        if let Some(mark) = marks.get_mut(place(total.total)) {
            mark.0 += 1;
            mark.1 |= matches!(total.dropped, Some(Dropped::High | Dropped::Low));
        }
    }
    let mut tick = from;
    while tick <= to {
        let label = plain(tick);
        let at = place(tick).min(room.saturating_sub(label.len()));
        for (offset, character) in label.chars().enumerate() {
            if let Some(cell) = axis.get_mut(at + offset) {
                *cell = character.to_string();
            }
        }
        tick += ten;
    }
    let sign = |(count, dropped): &(usize, bool)| match (count, dropped) {
        (0, _) => " ".to_owned(),
        (1, true) => pen.glyphs().ring.to_owned(),
        (1, false) => pen.glyphs().dot.to_owned(),
        (count, _) => count.to_string(),
    };
    let drawn: String = marks.iter().map(sign).collect();
    let mut lines = vec![
        Line::of(axis.concat().trim_end().to_owned(), Role::Muted),
        Line::of(pen.glyphs().rule.repeat(room), Role::Border),
        Line::of(drawn, Role::Heading),
    ];
    lines.extend(labelled(
        pen,
        "",
        pen.say("results.dots_note"),
        width,
        Role::Muted,
    ));
    lines
}
