//! Coverage map: the chains as columns, their links as rows, each with a mark and a count,
//! and under them the chosen link: its state, its target, who must act.

use crate::analysis::coverage::{Coverage, LinkCoverage, in_the_plan};
use crate::app::App;
use crate::app::overlays::filing;
use crate::app::screens::coverage::{CoverageState, counts};
use crate::app::workspace::{Results, Workspace};
use crate::config::theme::Role;
use crate::domain::link_notes::MarkKind;
use crate::domain::plan::{Chain, InnovationLink};
use crate::i18n::reasons;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::results;
use ratatui::layout::Rect;

/// Columns of a chain before the names of its links: pointer, mark, count and sign.
const LEAD: usize = 4;
/// Fewest and most columns that are kept for a name.
const SHORT: (usize, usize) = (14, 24);

/// Draws the screen.
pub fn draw(app: &App, state: &CoverageState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let Some(results) = &workspace.results else {
        return results::waiting(app, canvas, area, "screen.coverage");
    };
    let body = frame::draw(app, canvas, area, &head(&canvas.pen, results));
    let columns = state.columns(workspace, results);
    let least = least(&canvas.pen, workspace);
    let shown = usize::from(body.width / least).clamp(1, columns.len().max(1));
    let first = lines::keep_in_sight(state.chain, columns.len(), shown);
    let width = body.width / shown as u16;
    let tallest = columns
        .iter()
        .map(|(_, links)| links.len())
        .max()
        .unwrap_or(0);
    let height = (tallest as u16).min(body.height.saturating_sub(8).max(4));
    for (place, (chain, links)) in columns.iter().enumerate().skip(first).take(shown) {
        // the pointer's column parts a chain from the one before
        let x = (place - first) as u16 * width;
        let pane = Rect { x, width, ..body };
        let of_chain = workspace.panel().plan.chain(chain);
        column(
            canvas,
            of_chain,
            (workspace, results),
            links,
            pane,
            height,
            (state, place),
        );
    }
    let below = body.y + 1 + height;
    canvas.rule(0, below, body.width);
    let beyond = beyond(
        &canvas.pen,
        first,
        columns.len().saturating_sub(first + shown),
    );
    canvas.text_right(
        body.right().saturating_sub(1),
        below,
        body.width,
        &beyond,
        Role::Hint,
    );
    let pane = Rect {
        x: 1,
        y: below + 1,
        width: body.width.saturating_sub(2),
        height: body.bottom().saturating_sub(below + 1),
    };
    let detail = detail(
        &canvas.pen,
        state,
        workspace,
        results,
        usize::from(pane.width),
    );
    lines::draw(canvas, pane, &detail, 0);
}

/// Fewest columns of one chain: the short name of every link stands whole.
fn least(pen: &Pen, workspace: &Workspace) -> u16 {
    let links = workspace.panel().plan.chains.iter();
    let links = links.flat_map(|chain| &chain.links);
    let names = links.map(|link| pen.columns(link.short.of(pen.is_english())));
    let longest = names.max().unwrap_or_default();
    (LEAD + longest.clamp(SHORT.0, SHORT.1)) as u16
}

/// How many chains are out of sight on either side; empty where all are seen.
fn beyond(pen: &Pen, left: usize, right: usize) -> String {
    let side = |key, count: usize| (count > 0).then(|| pen.with(key, &[&count.to_string()]));
    let told = [side("coverage.left", left), side("coverage.right", right)];
    let told: Vec<String> = told.into_iter().flatten().collect();
    match told.as_slice() {
        [] => String::new(),
        told => format!(" {} ", told.join("   ")),
    }
}

fn head(pen: &Pen, results: &Results) -> Head {
    let (states, causes) = counts(results);
    let all: usize = states.iter().sum();
    let glyphs = pen.glyphs();
    let told = [
        all.to_string(),
        format!("{} {}", glyphs.dot, states[0]),
        format!("{} {}", glyphs.ring, states[1]),
        format!("{} {}", glyphs.failed, states[2]),
    ];
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let words = [
        "no_applicant",
        "below_threshold",
        "budget",
        "other",
        "vetoed",
    ];
    let causes: Vec<String> = words
        .into_iter()
        .zip(causes)
        .filter(|(_, count)| *count > 0)
        .map(|(cause, count)| format!("{} {count}", pen.find(&format!("coverage_cause.{cause}"))))
        .collect();
    Head {
        title: format!(
            "{}  {}",
            pen.say("screen.coverage"),
            pen.with("coverage.counts", &told)
        ),
        right: String::new(),
        second: pen.with("coverage.causes", &[&causes.join("  ")]),
    }
}

/// One chain: its name with how many links are covered, then its links.
fn column(
    canvas: &mut Canvas,
    chain: Option<&Chain>,
    (workspace, results): (&Workspace, &Results),
    links: &[&LinkCoverage],
    pane: Rect,
    height: u16,
    (state, place): (&CoverageState, usize),
) {
    let Some(chain) = chain else { return };
    let pen = canvas.pen;
    let of_chain = || {
        results
            .coverage
            .iter()
            .filter(|link| link.chain == chain.id)
    };
    let covered = of_chain()
        .filter(|link| link.state == Coverage::Covered)
        .count();
    let title = format!(
        "{covered}/{} {}",
        of_chain().count(),
        chain.name.of(pen.is_english())
    );
    let is_here = place == state.chain;
    let role = if is_here { Role::Title } else { Role::Heading };
    Line::new()
        .cell(&pen, &title, usize::from(pane.width), role)
        .indented()
        .draw(canvas, pane.x, pane.y, pane.width);
    let rows: Vec<Line> = links
        .iter()
        .enumerate()
        .map(|(row, link)| {
            let chosen = is_here && row == state.row;
            link_line(
                &pen,
                chain,
                workspace,
                link,
                usize::from(pane.width),
                chosen,
            )
        })
        .collect();
    let list = Rect {
        y: pane.y + 1,
        height,
        ..pane
    };
    lines::draw_list(canvas, list, &rows, if is_here { state.row } else { 0 });
}

fn sign(pen: &Pen, link: &LinkCoverage) -> (&'static str, Role) {
    match link.state {
        Coverage::Covered => (pen.glyphs().dot, Role::Good),
        Coverage::DeclinedOnly => (pen.glyphs().ring, Role::Warning),
        Coverage::Uncovered => (pen.glyphs().failed, Role::Bad),
    }
}

fn link_line(
    pen: &Pen,
    chain: &Chain,
    workspace: &Workspace,
    link: &LinkCoverage,
    width: usize,
    chosen: bool,
) -> Line {
    let (mark, role) = sign(pen, link);
    let count = match link.state {
        Coverage::Covered => link.recommended.len(),
        _ => link.others.len(),
    };
    let count = if count == 0 {
        " ".to_owned()
    } else {
        count.to_string()
    };
    let name = chain
        .link(&link.link)
        .map(|link| link.short.of(pen.is_english()))
        .unwrap_or_default();
    // before the name, which may be cut
    let mut marks = workspace.panel().link_notes.marks_of(&link.link);
    let (sign, sign_role) = match marks.next() {
        Some(_) => ("!", Role::Warning),
        None => (" ", role),
    };
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    Line::of(pointer, Role::Key)
        .and(format!("{mark}{count}"), role)
        .and(sign, sign_role)
        .column(pen, name, width.saturating_sub(LEAD), Role::Text)
        .selected(chosen)
}

/// The chosen link in full.
fn detail(
    pen: &Pen,
    state: &CoverageState,
    workspace: &Workspace,
    results: &Results,
    width: usize,
) -> Vec<Line> {
    let Some(chosen) = state.link(workspace, results) else {
        return vec![Line::of(pen.say("coverage.nothing"), Role::Muted)];
    };
    let Some((chain, link)) = workspace.panel().plan.link(&chosen.link) else {
        return Vec::new();
    };
    let mut found = title(pen, chain, link, chosen, width);
    let mut add = |key: &'static str, text: &str, role: Role| {
        let label = format!("{}  ", pen.say(key));
        found.extend(labelled(pen, &label, text, width, role));
    };
    for mark in workspace.panel().link_notes.marks_of(&link.id) {
        let kind = pen.find(&format!("mark.{}", mark.kind.key()));
        let year = mark.year.to_string();
        let text = pen.with("coverage.mark", &[kind, &year, &mark.reason]);
        let names = filing::marks::named(link, &mark.indicators).join("；");
        let text = match names.as_str() {
            "" => text,
            names => pen.with("coverage.must_meet", &[&text, names]),
        };
        let role = match mark.kind {
            MarkKind::MustMeet => Role::Notice,
            MarkKind::Weak | MarkKind::Missing => Role::Warning,
        };
        add("coverage.marked", &text, role);
    }
    if let Some(item) = in_the_plan(chain, link) {
        let kind = if item.is_attract {
            "coverage.attract"
        } else {
            "coverage.implement"
        };
        add(kind, item.text, Role::Text);
    }
    if chosen.state != Coverage::Covered {
        let list = match chosen.state {
            Coverage::Uncovered => "coverage.to_attract",
            _ => "coverage.to_strengthen",
        };
        let departments = chosen.departments.join("、");
        add(
            "coverage.goes_to",
            &pen.with(list, &[&departments]),
            Role::Text,
        );
    }
    let named = chosen.recommended.iter().chain(&chosen.others);
    let proposals: Vec<String> = named.map(|id| about(pen, workspace, results, id)).collect();
    if !proposals.is_empty() {
        add("coverage.proposals", &proposals.join("；"), Role::Text);
    }
    let target = if link.target.is_empty() {
        pen.say("coverage.no_target")
    } else {
        &link.target
    };
    add("coverage.target", &target.replace('\n', " "), Role::Muted);
    found
}

/// Chain, link and state; where they have no room beside each other the state stands below.
fn title(
    pen: &Pen,
    chain: &Chain,
    link: &InnovationLink,
    chosen: &LinkCoverage,
    width: usize,
) -> Vec<Line> {
    let (mark, role) = sign(pen, chosen);
    let name = format!(
        "{} {}  {}",
        chain.name.of(pen.is_english()),
        link.row,
        pen.with("frame.behind", &[&link.name, &link.category])
    );
    let state = pen.find(&format!("recommend.{}", chosen.state.key()));
    let cause = chosen
        .cause
        .map(|cause| pen.find(&format!("recommend.{}", cause.key())))
        .filter(|_| chosen.state != Coverage::Covered)
        .map(|cause| format!("  {cause}"))
        .unwrap_or_default();
    let state = format!("{mark} {state}{cause}");
    if pen.columns(&name) + 3 + pen.columns(&state) <= width {
        let beside = Line::of(name, Role::Heading).and("   ", role);
        return vec![beside.and(state, role)];
    }
    let mut found = labelled(pen, "", &name, width, Role::Heading);
    found.extend(labelled(pen, "", &state, width, role));
    found
}

/// A proposal with its place and lane.
fn about(pen: &Pen, workspace: &Workspace, results: &Results, id: &str) -> String {
    let title = results::title(workspace, id);
    let Some(row) = results.standings.row(id) else {
        return format!("{id} {title}");
    };
    let lane = reasons::lane(row.lane, pen.language());
    match row.rank {
        Some(rank) => {
            let place = pen.with("coverage.place", &[&rank.to_string()]);
            format!("{id} {title} {place} {lane}")
        }
        None => format!("{id} {title} {lane}"),
    }
}
