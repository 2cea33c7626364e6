//! Recommendations: lane and first reason in words on every row, and for the selected
//! proposal the gates one by one.

mod around;

use super::results::{self, table::Table};
use crate::analysis::gates;
use crate::analysis::standing::{GroupStanding, ProposalStanding};
use crate::app::App;
use crate::app::filter::ListFilter;
use crate::app::screens::recommendations::{RecommendationsState, groups_without, lane_counts};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::{Decimal, plain};
use crate::domain::recommendation::Lane;
use crate::i18n::policy::stamp;
use crate::i18n::reasons;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::filter;
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::proposals;
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
    let head = head(&canvas.pen, workspace, group, area.width);
    let body = frame::draw(app, canvas, area, &head);
    let filter = state.table.filter.as_deref();
    let body = filter::draw(canvas, filter, body, true);
    let marker = filter.map(ListFilter::marker).unwrap_or_default();
    let shown = state.table.shown(group, workspace.panel());
    let left = results::table_width(body, 80);
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
    let width = usize::from(left);
    let columns = Columns::of(&canvas.pen, group, list);
    let table = Table {
        pen: canvas.pen,
        workspace,
        group,
        width,
        title: columns.title,
        shown: &shown,
        marker: &marker,
    };
    header(&table, &columns).draw(canvas, body.x, body.y, left);
    let row_of = |row: &ProposalStanding, chosen| line(&table, &columns, row, chosen);
    let count = table.draw(canvas, list, selected, row_of);
    let goals = around::goals(&canvas.pen, workspace, width);
    let free = usize::from(list.height).saturating_sub(count + 1);
    if goals.len() <= free && below == 0 && filter.is_none() {
        let top = list.y + list.height - goals.len() as u16;
        for (row, line) in goals.iter().enumerate() {
            line.draw(canvas, body.x, top + row as u16, left);
        }
    }
    if count == 0 && filter.is_some() {
        let words = canvas.pen.say("proposals.nothing");
        canvas.text(3, body.y + 2, left, words, Role::Warning);
    }
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
        lines::draw(canvas, pane, &why, state.table.scroll);
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

fn head(pen: &Pen, workspace: &Workspace, group: &GroupStanding, width: u16) -> Head {
    let results = workspace.results.as_ref();
    let balanced = results.and_then(|results| results.standings.balanced.as_ref());
    let balancing = match balanced {
        Some(balanced) if balanced.value.is_none() => {
            format!("   {}", pen.say("around.infeasible"))
        }
        Some(balanced) => {
            let count = balanced.swaps.len().to_string();
            let approver = &workspace.panel().policy.portfolio.approver;
            format!("   {}", pen.with("around.balanced", &[&count, approver]))
        }
        None => String::new(),
    };
    let stamp = stamp(workspace.panel(), pen.language());
    let stamp = stamp.map_or_else(String::new, |stamp| format!("{stamp}   "));
    let [recommended, reserve, decline, others] =
        lane_counts(&group.rows).map(|count| count.to_string());
    let spent = plain(group.spent);
    let title = pen.say("screen.recommendations");
    let name = results::group_name(pen, group);
    let money = match group.budget {
        Some(budget) => pen.with("recommend.money", &[&plain(budget)]),
        None => pen.say("recommend.no_money").to_owned(),
    };
    let title = format!("{title}  {name}");
    let counts = [&recommended, &spent, &reserve, &decline, &others].map(String::as_str);
    let forms = [
        "recommend.counts",
        "recommend.counts_brief",
        "recommend.counts_short",
    ];
    let forms = forms.map(|key| results::on_its_way(pen, workspace) + &pen.with(key, &counts));
    // the money keeps its room
    let [second, brief] = ["rank.advice", "rank.advice_short"]
        .map(|key| format!("{stamp}{}   {money}{balancing}", pen.say(key)));
    let has_room = pen.columns(&second) + 2 <= usize::from(width);
    Head {
        right: Head::beside(pen, &title, width, forms.into()),
        title,
        second: if has_room { second } else { brief },
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

/// How wide the columns of the table are.
struct Columns {
    title: usize,
    /// Columns of a sum of money.
    money: usize,
    /// The lane is named in few words.
    is_brief: bool,
}

/// Columns of pointer, place and id.
const LEAD: usize = 13;
/// Columns of a total.
const TOTAL: usize = 8;
/// Columns of a sum of money where there is room.
const MONEY: usize = 8;
/// Fewest columns of a title, and so many before the reason gets a third of what is left.
const TITLE: (usize, usize) = (12, 40);

impl Columns {
    fn of(pen: &Pen, group: &GroupStanding, list: Rect) -> Self {
        let width = usize::from(list.width);
        let room = width.saturating_sub(if pen.is_english() { 70 } else { 64 });
        let title = room.min((room * 2 / 3).max(TITLE.1)).max(TITLE.0);
        let signs = if group.rows.len() > usize::from(list.height) {
            2
        } else {
            0
        };
        let names = Lane::ALL.map(|lane| pen.columns(reasons::lane(lane, pen.language())));
        let widest = names.into_iter().max().unwrap_or_default();
        let is_brief = LEAD + title + TOTAL + 2 * MONEY + 2 + widest + signs > width;
        let money = if is_brief || title < TITLE.1 {
            let sums = group
                .rows
                .iter()
                .map(|row| row.requested.max(row.cumulative));
            let widest = sums.max().flatten().map_or(0, |sum| plain(sum).len());
            (widest + 2).clamp(6, MONEY)
        } else {
            MONEY
        };
        // what the sums leave is the title's
        let saved = if is_brief { 0 } else { 2 * (MONEY - money) };
        Self {
            title: title + saved,
            money,
            is_brief,
        }
    }
}

fn header(table: &Table, columns: &Columns) -> Line {
    let pen = &table.pen;
    let money = columns.money;
    let lane = if columns.is_brief {
        pen.say("recommendations.conclusion")
    } else {
        pen.say("table.lane")
    };
    table
        .header()
        .figure(pen, pen.say("table.total"), TOTAL, Role::Muted)
        .figure(pen, pen.say("table.requested"), money, Role::Muted)
        .figure(pen, pen.say("table.cumulative"), money, Role::Muted)
        .and("  ", Role::Muted)
        .and(lane, Role::Muted)
}

fn line(table: &Table, columns: &Columns, row: &ProposalStanding, chosen: bool) -> Line {
    let pen = &table.pen;
    let text = |value: Option<Decimal>| value.map(plain).unwrap_or_default();
    let is_ranked = row.rank.is_some();
    let total = if is_ranked {
        results::total(table.workspace, row)
    } else {
        String::new()
    };
    let line = table
        .lead(row, chosen)
        .figure(pen, &total, TOTAL, Role::Heading)
        .figure(pen, &text(row.requested), columns.money, Role::Text)
        .figure(pen, &text(row.cumulative), columns.money, Role::Muted)
        .and("  ", Role::Text);
    lane(table, columns, line, row).selected(chosen)
}

/// The lane and why; where only the lane has room it stands alone, and the reason is read
/// under the table.
fn lane(table: &Table, columns: &Columns, line: Line, row: &ProposalStanding) -> Line {
    let pen = &table.pen;
    let role = results::lane_role(row.lane);
    if columns.is_brief {
        return line.and(reasons::short_lane(row.lane, pen.language()), role);
    }
    let rubric = table.workspace.panel().rubric_of(&row.proposal);
    let reason = reasons::behind_lane(row.lane, &row.reasons, rubric, pen.language());
    line.and(reasons::lane(row.lane, pen.language()), role)
        .and(before_balancing(pen, row), Role::Warning)
        .and(results::why_after(pen, &reason), Role::Muted)
}

/// The lane that the list in rank order gives, where balancing gives another.
fn before_balancing(pen: &Pen, row: &ProposalStanding) -> String {
    let other = row.in_rank_order.filter(|lane| *lane != row.lane);
    other.map_or_else(String::new, |lane| {
        let words = reasons::lane(lane, pen.language());
        format!(" {}", pen.with("around.by_rank", &[words]))
    })
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
    let title = results::title(workspace, &row.proposal);
    let title = format!("{}  {title}", row.proposal);
    let mut lines = labelled(pen, "", &title, width, Role::Heading);
    let conclusion = format!("{}  ", pen.say("recommendations.conclusion"));
    let mut conclusion = Line::of(conclusion, Role::Muted).and(
        reasons::lane(row.lane, pen.language()),
        results::lane_role(row.lane),
    );
    if brief {
        let figures = around::contributed_short(pen, workspace, row);
        conclusion = conclusion.and(figures, Role::Muted);
    }
    lines.push(conclusion);
    lines.extend(around::decided(pen, workspace, row, width));
    if !brief {
        lines.extend(applicant(pen, workspace, row, width));
    }
    let is_out = row.lane.is_outside();
    let all = if is_out {
        Vec::new()
    } else {
        gates::of(row, group.budget, &panel.policy)
    };
    if brief && !is_out {
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
        let words = reasons::gate(gate, panel.rubric_of(&row.proposal), pen.language());
        lines.extend(labelled(pen, &label, &words, width, role));
    }
    if !brief {
        lines.push(Line::new());
    }
    for reason in &row.reasons {
        let text = reasons::sentence(reason, panel.rubric_of(&row.proposal), pen.language());
        lines.extend(labelled(pen, "- ", &text, width, Role::Text));
    }
    lines.extend(far(pen, group, row, width));
    lines.extend(results::again::lines(pen, workspace, &row.proposal, width));
    lines.extend(around::lines(pen, workspace, group, row, width));
    lines
}

/// The applicant and what is known of it.
fn applicant(pen: &Pen, workspace: &Workspace, row: &ProposalStanding, width: usize) -> Vec<Line> {
    let Some(proposal) = workspace.panel().proposal(&row.proposal) else {
        return Vec::new();
    };
    let words = proposals::applicant_words(pen, workspace, proposal);
    let text = format!("{}  {}", proposal.applicant, words);
    labelled(pen, "", text.trim(), width, Role::Muted)
}

/// How far a proposal is from being recommended.
fn far(pen: &Pen, group: &GroupStanding, row: &ProposalStanding, width: usize) -> Vec<Line> {
    let is_reserve = row.lane == Lane::Reserve;
    let Some(far) = gates::how_far(row, group).filter(|_| is_reserve) else {
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
