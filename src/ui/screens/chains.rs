//! Chains: on the left the chains with their proposals, on the right the application
//! chain drawn from upstream to downstream and the innovation links with their targets.

mod links;

use crate::app::App;
use crate::app::filter::ListFilter;
use crate::app::screens::chains::{ChainsState, shows_progress};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::plan::{Chain, Tier};
use crate::text::width::pad;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::filter::{self, marked};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Columns of the pane of the chains at least.
const LEFT: u16 = 31;
/// Columns of the links that a filter found.
const FOUND: u16 = 34;
/// Columns of a chain's name at least.
const NAME: usize = 14;
/// Columns beside name and figures: pointer and blanks.
const BESIDE: usize = 4;
/// Columns of the figures of most panels.
const FIGURES: usize = 6;
/// Columns of the bar of a chain where there is room.
const BAR: usize = 6;

/// Draws the screen.
pub fn draw(app: &App, state: &ChainsState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let (done, all) = workspace.progress();
    let right = if shows_progress(workspace) {
        canvas.pen.with(
            "chains.progress",
            &[&known(workspace, done), &all.to_string()],
        )
    } else {
        canvas.pen.with("chains.proposals", &[&all.to_string()])
    };
    let plan = &workspace.panel().plan.overview;
    let head = Head {
        title: canvas.pen.say("chains.title").to_owned(),
        right,
        second: format!(
            "{}  {}",
            plan.title.of(canvas.pen.is_english()),
            plan.edition.name
        ),
    };
    let body = frame::draw(app, canvas, area, &head);
    if workspace.panel().plan.chains.is_empty() {
        no_plan(canvas, body);
        return;
    }
    let body = filter::draw(canvas, state.filter.as_deref(), body, false);
    let least = match state.filter {
        Some(_) => FOUND,
        None => LEFT,
    };
    let most = body.width / 2;
    let [items, brief] = ["chains.items", "chains.items_short"].map(|key| canvas.pen.say(key));
    let [end, brief_end] = if shows_progress(workspace) {
        [BAR, BAR]
    } else {
        [items, brief].map(|words| canvas.pen.columns(words))
    };
    let figures = figures_width(workspace);
    let room = |end: usize| usize::from(most).saturating_sub(BESIDE + figures + end + 1);
    let is_whole = |end: usize| longest_name(&canvas.pen, workspace) <= room(end);
    // a name is not cut for a bar that only shows the figures beside it
    let [end, brief_end] = if shows_progress(workspace) && !is_whole(BAR) && is_whole(0) {
        [0, 0]
    } else {
        [end, brief_end]
    };
    let name = name_width(&canvas.pen, workspace, room(brief_end));
    let wanted = |end: usize| (BESIDE + figures + name + end + 1) as u16;
    let is_brief = wanted(end) > most && !shows_progress(workspace);
    let (items, left) = if is_brief && state.filter.is_none() {
        (brief, wanted(canvas.pen.columns(brief)))
    } else {
        (items, least.max(wanted(end)))
    };
    let left = left.min(most);
    let list = Rect {
        y: body.y + 1,
        width: left,
        height: body.height.saturating_sub(1),
        ..body
    };
    let rows = chain_rows(&canvas.pen, workspace, state, (list, name, items));
    match &state.filter {
        Some(filter) => found_links(canvas, workspace, state, filter, list),
        None => lines::draw_list(canvas, list, &rows, state.chain),
    }
    canvas.divide(left, body);
    let pane = Rect {
        x: left + 2,
        width: body.width.saturating_sub(left + 3),
        ..body
    };
    if let Some(chain) = state.chain(workspace) {
        draw_chain(canvas, workspace, state, chain, pane);
    }
}

/// Says where a plan comes from.
fn no_plan(canvas: &mut Canvas, body: Rect) {
    let words = canvas.pen.say("chains.no_plan");
    let room = usize::from(body.width.saturating_sub(6).min(88));
    let found = lines::labelled(&canvas.pen, "", words, room, Role::Warning);
    let area = Rect {
        x: body.x + 3,
        y: body.y + 1,
        width: body.width.saturating_sub(3),
        height: body.height.saturating_sub(1),
    };
    lines::draw(canvas, area, &found, 0);
}

/// Columns of the chains' names: whole where they have room for it.
fn name_width(pen: &Pen, workspace: &Workspace, room: usize) -> usize {
    let longest = longest_name(pen, workspace);
    if longest <= room {
        longest.max(NAME)
    } else {
        NAME
    }
}

fn longest_name(pen: &Pen, workspace: &Workspace) -> usize {
    let chains = workspace.panel().plan.chains.iter();
    lines::widest(pen, chains.map(|chain| chain.name.of(pen.is_english())))
}

fn chain_rows(
    pen: &Pen,
    workspace: &Workspace,
    state: &ChainsState,
    (list, width, items): (Rect, usize, &'static str),
) -> Vec<Line> {
    let chains = &workspace.panel().plan.chains;
    let figures_width = figures_width(workspace);
    let room = usize::from(list.width).saturating_sub(BESIDE + figures_width + width);
    let bar_width = if room < BAR { 0 } else { BAR };
    let counts = workspace.counts();
    let row = |(place, chain): (usize, &Chain)| {
        let tally = counts.chains.get(place).copied().unwrap_or_default();
        let chosen = place == state.chain;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let line = Line::of(format!(" {pointer} "), Role::Text).column(
            pen,
            chain.name.of(pen.is_english()),
            width,
            Role::Heading,
        );
        let line = if shows_progress(workspace) {
            let figures = format!("{}/{}", known(workspace, tally.done), tally.proposals);
            let role = if workspace.own.is_some() && tally.done == tally.proposals {
                Role::Good
            } else {
                Role::Text
            };
            line.figure(pen, &figures, figures_width, role)
                .and(" ", Role::Text)
                .and(
                    bar(pen, tally.done, tally.proposals, bar_width),
                    Role::Muted,
                )
        } else {
            line.figure(pen, &tally.proposals.to_string(), figures_width, Role::Text)
                .and(" ", Role::Text)
                .and(items, Role::Muted)
        };
        line.chosen(chosen, state.link.is_none())
    };
    chains.iter().enumerate().map(row).collect()
}

/// Columns of the figures of the chains: as many as the longest takes.
fn figures_width(workspace: &Workspace) -> usize {
    let counts = workspace.counts();
    let most = counts.chains.iter().map(|tally| tally.proposals).max();
    let digits = most.unwrap_or_default().to_string().len();
    (2 * digits + 1).max(FIGURES)
}

/// A count of the own sheets; nothing is known of them before they are read.
fn known(workspace: &Workspace, count: usize) -> String {
    match workspace.own {
        Some(_) => count.to_string(),
        None => "-".to_owned(),
    }
}

/// The links that the filter found, of all chains.
fn found_links(
    canvas: &mut Canvas,
    workspace: &Workspace,
    state: &ChainsState,
    filter: &ListFilter,
    list: Rect,
) {
    let pen = canvas.pen;
    let found = state.found(workspace);
    if found.is_empty() {
        let words = pen.say("chains.nothing");
        canvas.text(3, list.y, list.width, words, Role::Warning);
    }
    let marker = filter.marker();
    let chains = &workspace.panel().plan.chains;
    let width = usize::from(list.width).saturating_sub(17);
    lines::draw_rows(canvas, list, found.len(), state.hit, |place| {
        let chosen = place == state.hit;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let of_place = |(chain, link): &(usize, usize)| {
            let chain = chains.get(*chain)?;
            Some((chain, chain.links.get(*link)?))
        };
        let Some((chain, link)) = found.get(place).and_then(of_place) else {
            return Line::new();
        };
        let name = link.short.of(pen.is_english());
        let begun = Line::of(format!(" {pointer} "), Role::Text);
        marked(&pen, begun, name, &marker.of(name), width)
            .and(" ", Role::Text)
            .column(&pen, chain.name.of(pen.is_english()), 12, Role::Muted)
            .selected(chosen)
    });
}

fn bar(pen: &Pen, done: usize, all: usize, width: usize) -> String {
    let full = (done * width).checked_div(all).unwrap_or(0);
    format!(
        "{}{}",
        pen.glyphs().full.repeat(full),
        pen.glyphs().hollow.repeat(width - full)
    )
}

fn draw_chain(
    canvas: &mut Canvas,
    workspace: &Workspace,
    state: &ChainsState,
    chain: &Chain,
    pane: Rect,
) {
    let pen = canvas.pen;
    let is_low = pane.height < 24;
    let mut y = pane.y;
    let is_reading = state.link.is_some();
    let application = if is_low && is_reading {
        Vec::new()
    } else {
        application_lines(&pen, chain, usize::from(pane.width), is_low || is_reading)
    };
    for line in application.iter().take(usize::from(pane.height / 3).max(5)) {
        line.draw(canvas, pane.x, y, pane.width);
        y += 1;
    }
    let (heading, rows) = links::rows(&pen, workspace, state, chain, usize::from(pane.width));
    let target = target_lines(&pen, workspace, state, usize::from(pane.width));
    let room = pane.bottom().saturating_sub(y + 1);
    let wanted = (rows.len() as u16).min(room);
    let list_height = if target.is_empty() {
        wanted
    } else {
        wanted.min((room / 2).max(4))
    };
    canvas.text(pane.x, y, pane.width, pen.say(heading), Role::Heading);
    let list = Rect {
        y: y + 1,
        height: list_height,
        ..pane
    };
    lines::draw_list(canvas, list, &rows, state.link.unwrap_or(0));
    let below = list.bottom();
    let rest = Rect {
        y: below,
        height: pane.bottom().saturating_sub(below),
        ..pane
    };
    lines::draw(canvas, rest, &target, 0);
}

/// The application chain: upstream, core and downstream with their product groups; of a
/// chain in several parts each part on lines of its own.
fn application_lines(pen: &Pen, chain: &Chain, width: usize, brief: bool) -> Vec<Line> {
    let mut lines = vec![Line::of(pen.say("chains.application"), Role::Heading)];
    let mut parts: Vec<&str> = chain
        .application
        .iter()
        .map(|group| group.part.as_str())
        .collect();
    parts.dedup();
    let most = if brief || parts.len() > 1 { 1 } else { 3 };
    let tier_width = TIERS.map(|(_, key)| pen.columns(pen.say(key)));
    let tier_width = tier_width.into_iter().max().unwrap_or_default();
    for part in parts {
        if !part.is_empty() {
            lines.push(Line::of(format!("   {part}"), Role::Muted));
        }
        for (tier, key) in TIERS {
            let groups: Vec<&str> = groups(chain, part, tier);
            if groups.is_empty() {
                continue;
            }
            let is_first = tier == Tier::Upstream;
            let lead = if is_first { "" } else { pen.glyphs().arrow };
            let label = format!("{}{}  ", pad(lead, 3), pad(pen.say(key), tier_width));
            let names = groups.join("、");
            if most == 1 {
                let room = width.saturating_sub(pen.columns(&label));
                let line = Line::of(label, Role::Muted).column(pen, &names, room, Role::Text);
                lines.push(line);
            } else {
                let wrapped = labelled(pen, &label, &names, width, Role::Text);
                lines.extend(wrapped.into_iter().take(most));
            }
        }
    }
    lines.push(Line::new());
    lines
}

const TIERS: [(Tier, &str); 3] = [
    (Tier::Upstream, "plan.upstream"),
    (Tier::Core, "plan.core"),
    (Tier::Downstream, "plan.downstream"),
];

/// The names of the product groups of a tier.
fn groups<'a>(chain: &'a Chain, part: &str, tier: Tier) -> Vec<&'a str> {
    let of_tier = chain.application.iter().filter(|group| group.tier == tier);
    of_tier
        .filter(|group| group.part == part)
        .map(|group| group.group.as_str())
        .collect()
}

fn target_lines(pen: &Pen, workspace: &Workspace, state: &ChainsState, width: usize) -> Vec<Line> {
    let Some(link) = state.link(workspace) else {
        return Vec::new();
    };
    let width = width.min(90);
    let mut lines = vec![Line::new()];
    lines.extend(labelled(pen, "", &link.name, width, Role::Heading));
    if let (1.., special @ 1..) = workspace.about(&link.id) {
        let words = pen.with("chains.also_apart", &[&special.to_string()]);
        lines.extend(labelled(pen, "+ ", &words, width, Role::Muted));
    }
    for mark in workspace.panel().link_notes.marks_of(&link.id) {
        let kind = pen.find(&format!("mark.{}", mark.kind.key()));
        let text = pen.with(
            "coverage.mark",
            &[kind, &mark.year.to_string(), &mark.reason],
        );
        lines.extend(labelled(pen, "! ", &text, width, Role::Warning));
    }
    let target = if link.target.is_empty() {
        pen.say("plan.no_target")
    } else {
        &link.target
    };
    lines.extend(labelled(
        pen,
        &format!("{}  ", pen.say("plan.target")),
        target,
        width,
        Role::Text,
    ));
    lines.extend(labelled(
        pen,
        &format!("{}  ", pen.say("plan.task")),
        &link.task,
        width,
        Role::Muted,
    ));
    lines
}
