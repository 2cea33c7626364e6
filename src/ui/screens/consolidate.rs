//! Consolidate: is it complete, places with the lines, what to do next.

use super::results;
use crate::analysis::standing::{Excluded, GroupStanding, ProposalStanding};
use crate::app::App;
use crate::app::screens::consolidate::ConsolidateState;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::{parse, plain};
use crate::domain::recommendation::Lane;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &ConsolidateState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let results = workspace.results.as_ref();
    let Some(group) = results.and_then(|results| state.table.group(results)) else {
        return results::waiting(app, canvas, area, "screen.consolidate");
    };
    let head = head(&canvas.pen, workspace, group);
    let body = frame::draw(app, canvas, area, &head);
    let left = results::table_width(body);
    let width = usize::from(left);
    let selected = &state.table.selected;
    let (rows, chosen) = table(&canvas.pen, workspace, group, selected, width);
    let height = body.height.saturating_sub(2);
    let list = Rect {
        width: left,
        height,
        y: body.y + 1,
        ..body
    };
    header(&canvas.pen, width).draw(canvas, body.x, body.y, left);
    lines::draw_list(canvas, list, &rows, chosen);
    let note = rule(&canvas.pen, workspace);
    let foot = body.bottom() - 1;
    canvas.text(1, foot, left.saturating_sub(2), &note, Role::Muted);
    let row = group.rows.iter().find(|row| row.proposal == *selected);
    if let Some(row) = row.filter(|_| left < body.width) {
        canvas.divide(left, body);
        let pane = results::beside(body, left);
        let detail = results::detail(&canvas.pen, workspace, row, usize::from(pane.width));
        lines::draw(canvas, pane, &detail, 0);
    }
}

fn expert_name<'a>(workspace: &'a Workspace, id: &'a str) -> &'a str {
    let name = workspace
        .panel()
        .expert(id)
        .map(|expert| expert.name.as_str());
    name.filter(|name| !name.is_empty()).unwrap_or(id)
}

/// The combining rule in one sentence.
fn rule(pen: &Pen, workspace: &Workspace) -> String {
    use crate::domain::policy::Method;
    let combine = &workspace.panel().policy.combine;
    match combine.method {
        Method::Mean => pen.say("results.rule_mean").to_owned(),
        Method::Median => pen.say("results.rule_median").to_owned(),
        Method::Trimmed => pen.with("results.rule_trimmed", &[&combine.min_n.to_string()]),
    }
}

fn head(pen: &Pen, workspace: &Workspace, group: &GroupStanding) -> Head {
    let numbers =
        [group.expected, group.received, group.missing.len()].map(|count| count.to_string());
    let excluded = |why: Excluded| {
        group
            .not_counted
            .iter()
            .filter(|one| one.why == why)
            .count()
    };
    let mut second = Vec::new();
    if !group.missing.is_empty() {
        let named: Vec<String> = group
            .missing
            .iter()
            .take(4)
            .map(|sheet| {
                format!(
                    "{} {}",
                    expert_name(workspace, &sheet.expert),
                    sheet.proposal
                )
            })
            .collect();
        let more = if group.missing.len() > 4 { " .." } else { "" };
        second.push(pen.with(
            "consolidate.missing",
            &[&format!("{}{more}", named.join("、"))],
        ));
    }
    let counts =
        [excluded(Excluded::Recused), excluded(Excluded::Absent)].map(|count| count.to_string());
    second.push(pen.with("consolidate.not_counted", &[&counts[0], &counts[1]]));
    Head {
        title: format!(
            "{}  {}",
            pen.say("screen.consolidate"),
            results::group_name(pen, group)
        ),
        right: pen.with("rank.counts", &[&numbers[0], &numbers[1], &numbers[2]]),
        second: second.join("   "),
    }
}

fn title_width(width: usize) -> usize {
    width.saturating_sub(46).max(10)
}

fn header(pen: &Pen, width: usize) -> Line {
    Line::of(" ", Role::Muted)
        .figure(pen, pen.say("table.place"), 4, Role::Muted)
        .and(" ", Role::Muted)
        .column(pen, pen.say("table.id"), 7, Role::Muted)
        .column(pen, pen.say("table.title"), title_width(width), Role::Muted)
        .figure(pen, pen.say("table.experts"), 5, Role::Muted)
        .figure(pen, pen.say("table.total"), 8, Role::Muted)
        .figure(pen, pen.say("table.range"), 6, Role::Muted)
        .figure(pen, pen.say("table.votes"), 8, Role::Muted)
}

/// The rows with the money line and the threshold between them; and where the chosen one is.
fn table(
    pen: &Pen,
    workspace: &Workspace,
    group: &GroupStanding,
    selected: &str,
    width: usize,
) -> (Vec<Line>, usize) {
    let mut lines = Vec::new();
    let mut chosen = 0;
    let threshold = parse(&workspace.panel().policy.threshold.recommend);
    let (mut money_drawn, mut threshold_drawn) = (false, false);
    for row in &group.rows {
        let below = row.rank.is_none()
            || threshold.is_some_and(|line| row.total.is_some_and(|total| total < line));
        if row.lane == Lane::Reserve && !money_drawn {
            money_drawn = true;
            lines.push(divider(pen, &results::money_line(pen, group), width));
        }
        if below && !threshold_drawn {
            threshold_drawn = true;
            if let Some(line) = threshold {
                lines.push(divider(pen, &pen.with("rank.line", &[&plain(line)]), width));
            }
        }
        if row.proposal == selected {
            chosen = lines.len();
        }
        lines.push(line(pen, workspace, row, row.proposal == selected, width));
    }
    (lines, chosen)
}

/// A line across a table with words in it.
pub fn divider(pen: &Pen, words: &str, width: usize) -> Line {
    let rule = pen.glyphs().rule;
    let lead = rule.repeat(6);
    let rest = width.saturating_sub(pen.columns(words) + 6 + 4);
    Line::of(
        format!(" {lead} {words} {}", rule.repeat(rest)),
        Role::Border,
    )
}

fn line(
    pen: &Pen,
    workspace: &Workspace,
    row: &ProposalStanding,
    chosen: bool,
    width: usize,
) -> Line {
    let rank = row
        .rank
        .map_or_else(|| "--".to_owned(), |rank| rank.to_string());
    let range = match (row.min, row.max) {
        (Some(min), Some(max)) => plain(max - min),
        _ => String::new(),
    };
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let line = Line::of(pointer, Role::Key)
        .figure(pen, &rank, 4, Role::Heading)
        .and(" ", Role::Text)
        .column(pen, &row.proposal, 7, Role::Text)
        .column(
            pen,
            results::title(workspace, &row.proposal),
            title_width(width),
            Role::Text,
        );
    if row.rank.is_none() {
        let word = pen.find(&format!("lane.{}", row.lane.key()));
        return line
            .figure(pen, &row.n.to_string(), 5, Role::Text)
            .and("   ", Role::Text)
            .and(word, results::lane_role(row.lane))
            .selected(chosen);
    }
    let votes = format!("{}/{}", row.votes.recommend, row.n);
    line.figure(pen, &row.n.to_string(), 5, Role::Text)
        .figure(pen, &results::total(workspace, row), 8, Role::Heading)
        .figure(pen, &range, 6, Role::Text)
        .figure(pen, &votes, 8, Role::Text)
        .selected(chosen)
}
