//! Recommendations: lane and first reason in words on every row, and for the selected
//! proposal the gates one by one.

use super::consolidate::divider;
use super::results;
use crate::analysis::gates;
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::app::App;
use crate::app::screens::recommendations::{RecommendationsState, groups_without, lane_counts};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::{parse, plain};
use crate::domain::recommendation::{Lane, Reason};
use crate::i18n::reasons;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &RecommendationsState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let results = workspace.results.as_ref();
    let Some(group) = results.and_then(|results| state.table.group(results)) else {
        return results::waiting(app, canvas, area, "screen.recommendations");
    };
    let head = head(&canvas.pen, group, area.width >= 100);
    let body = frame::draw(app, canvas, area, &head);
    let left = results::table_width(body);
    let without = without_line(&canvas.pen, workspace);
    let foot = u16::from(!without.is_empty());
    let below = if left < body.width {
        0
    } else {
        body.height / 3
    };
    let height = body.height.saturating_sub(1 + foot + below);
    let list = Rect {
        width: left,
        y: body.y + 1,
        height,
        ..body
    };
    let selected = &state.table.selected;
    header(&canvas.pen, usize::from(left)).draw(canvas, body.x, body.y, left);
    let (rows, chosen) = table(&canvas.pen, workspace, group, selected, usize::from(left));
    lines::draw_list(canvas, list, &rows, chosen);
    let bottom = body.bottom() - 1;
    canvas.text(1, bottom, left.saturating_sub(2), &without, Role::Warning);
    if let Some(row) = group.rows.iter().find(|row| row.proposal == *selected) {
        let pane = pane(canvas, body, list, below);
        let brief = below > 0;
        let why = why(
            &canvas.pen,
            workspace,
            group,
            row,
            usize::from(pane.width),
            brief,
        );
        lines::draw(canvas, pane, &why, 0);
    }
}

/// Where the reasons stand: beside the table, or under it on narrow terminals.
fn pane(canvas: &mut Canvas, body: Rect, list: Rect, below: u16) -> Rect {
    if below == 0 {
        canvas.divide(list.width, body);
        return results::beside(body, list.width);
    }
    canvas.rule(0, list.bottom(), body.width);
    Rect {
        x: 1,
        y: list.bottom() + 1,
        width: body.width.saturating_sub(2),
        height: below - 1,
    }
}

fn head(pen: &Pen, group: &GroupStanding, broad: bool) -> Head {
    let [recommended, reserve, decline, others] =
        lane_counts(&group.rows).map(|count| count.to_string());
    let spent = plain(group.spent);
    let budget = group.budget.map(plain).unwrap_or_default();
    let money = if group.budget.is_some() && broad {
        format!("  {}", pen.with("recommend.money", &[&budget]))
    } else {
        String::new()
    };
    Head {
        title: format!(
            "{}  {}{money}",
            pen.say("screen.recommendations"),
            results::group_name(pen, group)
        ),
        right: pen.with(
            "recommend.counts",
            &[&recommended, &spent, &reserve, &decline, &others],
        ),
        second: pen.say("rank.advice").to_owned(),
    }
}

fn without_line(pen: &Pen, workspace: &Workspace) -> String {
    let without: Vec<String> = groups_without(workspace)
        .iter()
        .map(|id| {
            let chain = workspace.panel().plan.chain(id);
            chain.map_or(id.clone(), |chain| {
                chain.name.of(pen.is_english()).to_owned()
            })
        })
        .collect();
    if without.is_empty() {
        String::new()
    } else {
        pen.with("recommendations.without", &[&without.join("、")])
    }
}

fn title_width(width: usize) -> usize {
    width.saturating_sub(62).max(12)
}

fn header(pen: &Pen, width: usize) -> Line {
    Line::of(" ", Role::Muted)
        .figure(pen, pen.say("table.place"), 4, Role::Muted)
        .and(" ", Role::Muted)
        .column(pen, pen.say("table.id"), 7, Role::Muted)
        .column(pen, pen.say("table.title"), title_width(width), Role::Muted)
        .figure(pen, pen.say("table.total"), 8, Role::Muted)
        .figure(pen, pen.say("table.requested"), 8, Role::Muted)
        .figure(pen, pen.say("table.cumulative"), 8, Role::Muted)
        .and("  ", Role::Muted)
        .and(pen.say("table.lane"), Role::Muted)
}

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
    let mut drawn = [false; 3];
    for row in &group.rows {
        let is_below = row.rank.is_some()
            && threshold.is_some_and(|line| row.total.is_some_and(|total| total < line));
        if row.lane == Lane::Reserve && !drawn[0] {
            drawn[0] = true;
            lines.push(divider(pen, &results::money_line(pen, group), width));
        }
        if is_below && !drawn[1] {
            drawn[1] = true;
            let line = threshold.map(plain).unwrap_or_default();
            lines.push(divider(pen, &pen.with("rank.line", &[&line]), width));
        }
        if row.rank.is_none() && !drawn[2] {
            drawn[2] = true;
            lines.push(divider(pen, pen.say("rank.unranked"), width));
        }
        if row.proposal == selected {
            chosen = lines.len();
        }
        lines.push(line(pen, workspace, row, row.proposal == selected, width));
    }
    (lines, chosen)
}

fn line(
    pen: &Pen,
    workspace: &Workspace,
    row: &ProposalStanding,
    chosen: bool,
    width: usize,
) -> Line {
    let text =
        |value: Option<crate::domain::decimal::Decimal>| value.map(plain).unwrap_or_default();
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let lane = reasons::lane(row.lane, pen.language());
    let reason = row
        .reasons
        .first()
        .map(|reason| short_reason(workspace, row, reason, pen))
        .unwrap_or_default();
    let total = if row.rank.is_some() {
        results::total(workspace, row)
    } else {
        String::new()
    };
    Line::of(pointer, Role::Key)
        .figure(
            pen,
            &row.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            4,
            Role::Heading,
        )
        .and(" ", Role::Text)
        .column(pen, &row.proposal, 7, Role::Text)
        .column(
            pen,
            results::title(workspace, &row.proposal),
            title_width(width),
            Role::Text,
        )
        .figure(pen, &total, 8, Role::Heading)
        .figure(pen, &text(row.requested), 8, Role::Text)
        .figure(pen, &text(row.cumulative), 8, Role::Muted)
        .and("  ", Role::Text)
        .and(lane, results::lane_role(row.lane))
        .and(format!(" {reason}"), Role::Muted)
        .selected(chosen)
}

fn short_reason(
    workspace: &Workspace,
    row: &ProposalStanding,
    reason: &Reason,
    pen: &Pen,
) -> String {
    let panel = workspace.panel();
    let kind = panel
        .proposal(&row.proposal)
        .map(|proposal| proposal.kind)
        .unwrap_or_default();
    reasons::short(reason, &panel.rubric, kind, pen.language())
}

/// Why a proposal stands where it stands: conclusion, gates, reasons, how far.
fn why(
    pen: &Pen,
    workspace: &Workspace,
    group: &GroupStanding,
    row: &ProposalStanding,
    width: usize,
    brief: bool,
) -> Vec<Line> {
    let panel = workspace.panel();
    let kind = panel
        .proposal(&row.proposal)
        .map(|proposal| proposal.kind)
        .unwrap_or_default();
    let mut lines = vec![Line::of(
        format!(
            "{}  {}",
            row.proposal,
            results::title(workspace, &row.proposal)
        ),
        Role::Heading,
    )];
    let conclusion = format!("{}  ", pen.say("recommendations.conclusion"));
    lines.push(Line::of(conclusion, Role::Muted).and(
        reasons::lane(row.lane, pen.language()),
        results::lane_role(row.lane),
    ));
    let all = gates::of(row, &panel.policy);
    if brief {
        let passed = all.iter().filter(|gate| gate.passed == Some(true));
        let names: Vec<&str> = passed
            .map(|gate| pen.find(&format!("gate.{}", gate.name.key())))
            .collect();
        let text = format!("{} {}", pen.glyphs().passed, names.join("  "));
        lines.push(Line::of(text, Role::Good));
    }
    for gate in all
        .iter()
        .filter(|gate| !brief || gate.passed == Some(false))
    {
        let (mark, role) = match gate.passed {
            Some(true) => (pen.glyphs().passed, Role::Good),
            Some(false) => (pen.glyphs().failed, Role::Bad),
            None => (pen.glyphs().empty, Role::Muted),
        };
        let name = pen.find(&format!("gate.{}", gate.name.key()));
        let column = if pen.is_english() { 11 } else { 9 };
        let label = format!("{mark} {} ", crate::text::width::pad(name, column));
        let words = reasons::gate(gate, &panel.rubric, kind, pen.language());
        lines.extend(labelled(pen, &label, &words, width, role));
    }
    if !brief {
        lines.push(Line::new());
    }
    for reason in &row.reasons {
        let text = reasons::sentence(reason, &panel.rubric, kind, pen.language());
        lines.extend(labelled(pen, "- ", &text, width, Role::Text));
    }
    lines.extend(far(pen, group, row, width));
    lines
}

/// How far a proposal is from being recommended.
fn far(pen: &Pen, group: &GroupStanding, row: &ProposalStanding, width: usize) -> Vec<Line> {
    let Some(far) = gates::how_far(row, group) else {
        return Vec::new();
    };
    let mut words = Vec::new();
    if let Some((place, total)) = far.place.filter(|(_, total)| !total.is_zero()) {
        words.push(pen.with("gate.far_place", &[&place.to_string(), &plain(total)]));
    }
    if let Some(money) = far.money {
        words.push(pen.with("gate.far_money", &[&plain(money)]));
    }
    words
        .iter()
        .flat_map(|text| labelled(pen, "- ", text, width, Role::Notice))
        .collect()
}
