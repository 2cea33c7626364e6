//! Consolidate: is it complete, places with the lines, what to do next.

use super::results::{self, aspects, table::Table};
use crate::analysis::standing::{Excluded, GroupStanding, ProposalStanding};
use crate::app::App;
use crate::app::filter::ListFilter;
use crate::app::screens::consolidate::{self, Aspect, ConsolidateState};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::domain::sheet::Round;
use crate::i18n::policy::stamp;
use crate::i18n::reasons;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::filter;
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;
use std::collections::{BTreeMap, BTreeSet};

/// Draws the screen.
pub fn draw(app: &App, state: &ConsolidateState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let results = workspace.results.as_ref();
    let Some(group) = results.and_then(|results| state.table.group(results)) else {
        return results::waiting(app, canvas, area, "screen.consolidate");
    };
    let head = head(&canvas.pen, workspace, group, area.width);
    let body = frame::draw(app, canvas, area, &head);
    let filter = state.table.filter.as_deref();
    let body = filter::draw(canvas, filter, body, true);
    let marker = filter.map(ListFilter::marker).unwrap_or_default();
    let shown = state.table.shown(group, workspace.panel());
    let left = results::table_width(body, 66);
    let width = usize::from(left);
    let selected = &state.table.selected;
    let shows_interval = width >= 78;
    let interval = if shows_interval {
        aspects::INTERVAL + 2
    } else {
        0
    };
    let title = width.saturating_sub(46 + interval).max(10);
    let table = Table {
        pen: canvas.pen,
        workspace,
        group,
        width,
        title,
        shown: &shown,
        marker: &marker,
    };
    let header = header(&table, shows_interval);
    let height = body.height.saturating_sub(2);
    let list = Rect {
        width: left,
        height,
        y: body.y + 1,
        ..body
    };
    header.draw(canvas, body.x, body.y, left);
    let row_of = |row: &ProposalStanding, chosen| line(&table, row, chosen, shows_interval);
    if table.draw(canvas, list, selected, row_of) == 0 {
        let key = if filter.is_some() {
            "proposals.nothing"
        } else {
            "results.none"
        };
        let words = canvas.pen.say(key);
        canvas.text(3, body.y + 2, left, words, Role::Muted);
    }
    let note = rule(&canvas.pen, workspace);
    let foot = body.bottom() - 1;
    canvas.text(1, foot, left.saturating_sub(2), &note, Role::Muted);
    if left < body.width {
        canvas.divide(left, body);
        let pane = results::beside(body, left);
        aspect(canvas, workspace, state, group, pane);
    } else if state.aspect != Aspect::Proposal {
        let pane = Rect {
            x: 2,
            width: body.width.saturating_sub(4),
            ..body
        };
        canvas.clear(body);
        aspect(canvas, workspace, state, group, pane);
    }
}

/// The chosen side of the result: the selected proposal, or what concerns the group.
fn aspect(
    canvas: &mut Canvas,
    workspace: &Workspace,
    state: &ConsolidateState,
    group: &GroupStanding,
    pane: Rect,
) {
    let pen = canvas.pen;
    let width = usize::from(pane.width);
    let selected = &state.table.selected;
    let row = group.rows.iter().find(|row| row.proposal == *selected);
    let found = match (state.aspect, row) {
        (Aspect::Proposal, Some(row)) => results::detail(&pen, workspace, row, width),
        (Aspect::Proposal, None) => Vec::new(),
        (aspect, _) => aspects::lines(&pen, workspace, group, aspect, width),
    };
    aspects::tabs(&pen, state.aspect, usize::from(pane.width))
        .draw(canvas, pane.x, pane.y, pane.width);
    let rest = Rect {
        y: pane.y + 1,
        height: pane.height.saturating_sub(1),
        ..pane
    };
    lines::draw(canvas, rest, &found, state.table.scroll);
}

/// Which files could not be used: sheets by expert and proposal, else the names of the files.
fn not_taken(pen: &Pen, workspace: &Workspace) -> Option<String> {
    let problems = workspace
        .results
        .as_ref()
        .map(|results| &results.problems)?;
    let named = problems.iter().map(|problem| match problem.sheet() {
        Some((expert, proposal)) => format!("{} {proposal}", expert_name(workspace, expert)),
        None => problem.file.clone(),
    });
    let named: BTreeSet<String> = named.collect();
    let words: Vec<&str> = named.iter().map(String::as_str).collect();
    let details = [words.len().to_string(), words.join("、")];
    let details = details.each_ref().map(String::as_str);
    (!words.is_empty()).then(|| pen.with("consolidate.not_taken", &details))
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

fn head(pen: &Pen, workspace: &Workspace, group: &GroupStanding, width: u16) -> Head {
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
    second.extend(stamp(workspace.panel(), pen.language()));
    second.extend(not_taken(pen, workspace));
    let open = consolidate::open_conflicts(workspace, group);
    if open > 0 {
        second.push(pen.with("consolidate.conflicts", &[&open.to_string()]));
    }
    let again = group.rows.iter().map(|row| row.proposal.as_str());
    let again: Vec<&str> = again
        .filter(|id| workspace.panel().round_of(id) == Round::Second)
        .collect();
    if !again.is_empty() {
        second.push(pen.with("second.listed", &[&again.join("、")]));
    }
    if !group.missing.is_empty() {
        let mut by_expert: BTreeMap<&str, usize> = BTreeMap::new();
        for sheet in &group.missing {
            *by_expert.entry(&sheet.expert).or_default() += 1;
        }
        let named: Vec<String> = by_expert
            .iter()
            .map(|(expert, count)| format!("{} {count}", expert_name(workspace, expert)))
            .collect();
        second.push(pen.with("consolidate.missing", &[&named.join("、")]));
    }
    let reasons: Vec<String> = Excluded::ALL
        .into_iter()
        .map(|why| (why, excluded(why)))
        .filter(|(_, count)| *count > 0)
        .map(|(why, count)| format!("{} {count}", pen.find(&format!("rank.{}", why.key()))))
        .collect();
    if !group.pending.is_empty() {
        let ids: BTreeSet<&str> = group
            .pending
            .iter()
            .map(|one| one.proposal.as_str())
            .collect();
        let named = ids.into_iter().collect::<Vec<_>>().join("、");
        second.push(pen.with("consolidate.pending", &[&named]));
    }
    if !reasons.is_empty() {
        second.push(pen.with("rank.not_counted", &[&reasons.join("  ")]));
    }
    let name = results::group_name(pen, group);
    let title = format!("{}  {name}", pen.say("screen.consolidate"));
    let numbers = numbers.each_ref().map(String::as_str);
    let forms = ["rank.counts", "rank.counts_short"];
    let forms = forms.map(|key| results::on_its_way(pen, workspace) + &pen.with(key, &numbers));
    Head {
        right: Head::beside(pen, &title, width, forms.into()),
        title,
        second: second.join("   "),
    }
}

fn header(table: &Table, shows_interval: bool) -> Line {
    let pen = &table.pen;
    let line = table
        .header()
        .figure(pen, pen.say("table.experts"), 5, Role::Muted)
        .figure(pen, pen.say("table.total"), 8, Role::Muted)
        .figure(pen, pen.say("table.range"), 6, Role::Muted)
        .figure(pen, pen.say("table.votes"), 8, Role::Muted);
    if !shows_interval {
        return line;
    }
    line.and("  ", Role::Muted).column(
        pen,
        pen.say("table.interval"),
        aspects::INTERVAL,
        Role::Muted,
    )
}

fn line(table: &Table, row: &ProposalStanding, chosen: bool, shows_interval: bool) -> Line {
    let pen = &table.pen;
    let line = table
        .lead(row, chosen)
        .figure(pen, &row.n.to_string(), 5, Role::Text);
    if row.rank.is_none() {
        let word = reasons::lane(row.lane, pen.language());
        let role = results::lane_role(row.lane);
        return line.and("   ", Role::Text).and(word, role).selected(chosen);
    }
    let range = match (row.min, row.max) {
        (Some(min), Some(max)) => plain(max - min),
        _ => String::new(),
    };
    let votes = format!("{}/{}", row.votes.recommend, row.n);
    let line = line
        .figure(pen, &results::total(table.workspace, row), 8, Role::Heading)
        .figure(pen, &range, 6, Role::Text)
        .figure(pen, &votes, 8, Role::Text);
    let drawn = if shows_interval {
        format!("  {}", aspects::interval(table, row))
    } else {
        String::new()
    };
    line.and(drawn, Role::Muted).selected(chosen)
}
