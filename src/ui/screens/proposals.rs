//! Proposals: the filter, the list, and the chosen proposal's facts where there is room.

use crate::app::App;
use crate::app::own_sheets::Progress;
use crate::app::screens::proposals::{ProposalsState, Scope};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::domain::proposal::{Proposal, ProposalState};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &ProposalsState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let head = Head {
        title: title(&canvas.pen, workspace, state),
        right: canvas
            .pen
            .with("proposals.count", &[&state.found.len().to_string()]),
        second: canvas.pen.say("proposals.how").to_owned(),
    };
    let body = frame::draw(app, canvas, area, &head);
    filter_line(canvas, state, body);
    let broad = body.width >= 110;
    let width = if broad {
        body.width * 62 / 100
    } else {
        body.width
    };
    let list = Rect {
        y: body.y + 2,
        width,
        height: body.height.saturating_sub(2),
        ..body
    };
    let title_width = usize::from(width).saturating_sub(46);
    header(canvas, list, title_width);
    let rows: Vec<Line> = state
        .found
        .iter()
        .enumerate()
        .filter_map(|(place, found)| {
            let proposal = workspace.panel().proposal(&found.id)?;
            Some(row(
                &canvas.pen,
                workspace,
                proposal,
                &found.title,
                place == state.selected,
                title_width,
            ))
        })
        .collect();
    let below = Rect {
        y: list.y + 1,
        height: list.height.saturating_sub(1),
        ..list
    };
    if rows.is_empty() {
        canvas.text(
            3,
            below.y + 1,
            below.width,
            canvas.pen.say(if state.filter.text().is_empty() {
                "proposals.none"
            } else {
                "proposals.nothing"
            }),
            Role::Warning,
        );
    }
    lines::draw_list(canvas, below, &rows, state.selected);
    if broad
        && let Some(proposal) = state
            .selected_id()
            .and_then(|id| workspace.panel().proposal(id))
    {
        canvas.bar(width, body.y + 2, body.height.saturating_sub(2));
        let pane = Rect {
            x: width + 2,
            width: body.width.saturating_sub(width + 3),
            ..below
        };
        let lines = facts(&canvas.pen, workspace, proposal, usize::from(pane.width));
        lines::draw(canvas, pane, &lines, 0);
    }
}

fn title(pen: &Pen, workspace: &Workspace, state: &ProposalsState) -> String {
    let plan = &workspace.panel().plan;
    let of = match &state.scope {
        Scope::All => pen.say("proposals.all").to_owned(),
        Scope::Chain(id) => plan
            .chain(id)
            .map(|chain| chain.name.of(pen.is_english()).to_owned())
            .unwrap_or_default(),
        Scope::Link(id) => plan
            .link(id)
            .map(|(_, link)| link.short.of(pen.is_english()).to_owned())
            .unwrap_or_default(),
    };
    format!("{}  {of}", pen.say("proposals.title"))
}

fn filter_line(canvas: &mut Canvas, state: &ProposalsState, body: Rect) {
    let label = canvas.pen.say("proposals.filter");
    let x = body.x + 2 + canvas.text(body.x + 1, body.y, body.width, label, Role::Heading);
    let help = canvas.pen.say("proposals.filter_help");
    let room = body.right().saturating_sub(x);
    canvas.field(x, body.y, room, &state.filter, help);
}

fn header(canvas: &mut Canvas, list: Rect, title_width: usize) {
    let pen = canvas.pen;
    Line::of("   ", Role::Muted)
        .column(&pen, pen.say("table.order"), 5, Role::Muted)
        .column(&pen, pen.say("table.id"), 7, Role::Muted)
        .column(&pen, pen.say("table.title"), title_width, Role::Muted)
        .and(" ", Role::Muted)
        .column(&pen, pen.say("table.link"), 15, Role::Muted)
        .column(&pen, pen.say("table.state"), 13, Role::Muted)
        .draw(canvas, list.x, list.y, list.width);
}

fn row(
    pen: &Pen,
    workspace: &Workspace,
    proposal: &Proposal,
    marks: &[usize],
    chosen: bool,
    width: usize,
) -> Line {
    let order = workspace
        .order_of(&proposal.id)
        .map(|order| order.to_string())
        .unwrap_or_default();
    let link = workspace
        .link_of(proposal)
        .map_or(pen.say("table.no_link"), |(_, link)| {
            link.short.of(pen.is_english())
        });
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let (state, role) = state_words(pen, workspace, proposal);
    let begun = Line::of(format!(" {pointer} "), Role::Text)
        .figure(pen, &order, 3, Role::Muted)
        .and("  ", Role::Text)
        .column(pen, &proposal.id, 7, Role::Text);
    marked(pen, begun, &proposal.title, marks, width)
        .and(" ", Role::Text)
        .cell(pen, link, 15, Role::Muted)
        .column(pen, &state, 13, role)
        .selected(chosen)
}

/// Adds a title whose matched characters stand out.
pub fn marked(pen: &Pen, mut line: Line, title: &str, marks: &[usize], width: usize) -> Line {
    let fitted = crate::text::width::fit(title, width, pen.glyphs().cut).into_owned();
    let blanks = width.saturating_sub(pen.columns(&fitted));
    for (place, character) in fitted.chars().enumerate() {
        let role = if marks.contains(&place) {
            Role::Match
        } else {
            Role::Text
        };
        line = line.and(character, role);
    }
    line.and(" ".repeat(blanks), Role::Text)
}

fn state_words(pen: &Pen, workspace: &Workspace, proposal: &Proposal) -> (String, Role) {
    match proposal.state {
        ProposalState::Withdrawn => return (pen.say("lane.withdrawn").to_owned(), Role::Muted),
        ProposalState::Ineligible => return (pen.say("lane.ineligible").to_owned(), Role::Muted),
        ProposalState::Active if proposal.special => {
            return (pen.say("lane.special").to_owned(), Role::Muted);
        }
        ProposalState::Active => {}
    }
    let Some(own) = &workspace.own else {
        return (String::new(), Role::Muted);
    };
    let panel = workspace.panel();
    let progress = own.progress(panel, &proposal.id);
    let total = own
        .total(panel.rubric_of(&proposal.id), &proposal.id)
        .map(plain);
    let word = pen.say(progress.key());
    let role = match progress {
        Progress::Submitted => Role::Good,
        Progress::Draft => Role::Warning,
        _ => Role::Muted,
    };
    match (progress, total) {
        (Progress::Submitted | Progress::Draft, Some(total)) => (format!("{total} {word}"), role),
        _ => (word.to_owned(), role),
    }
}

/// The facts of a proposal, for the pane beside a list.
pub fn facts(pen: &Pen, workspace: &Workspace, proposal: &Proposal, width: usize) -> Vec<Line> {
    let mut lines = labelled(pen, "", &proposal.title, width, Role::Heading);
    let mut add = |key: &'static str, text: String| {
        if !text.is_empty() {
            lines.extend(labelled(
                pen,
                &format!("{}  ", pen.say(key)),
                &text,
                width,
                Role::Text,
            ));
        }
    };
    add(
        "facts.applicant",
        format!("{}  {}", proposal.applicant, proposal.district),
    );
    add("facts.partners", proposal.partners.join("、"));
    add(
        "facts.kind",
        pen.find(&format!("proposal_kind.{}", proposal.kind.key()))
            .to_owned(),
    );
    add("facts.money", money(pen, proposal));
    if let Some((chain, link)) = workspace.link_of(proposal) {
        add(
            "facts.link",
            format!("{} / {}", chain.name.of(pen.is_english()), link.name),
        );
    }
    add("facts.product", proposal.product.clone());
    if !proposal.state_reason.is_empty() {
        add("facts.reason", proposal.state_reason.clone());
    }
    if proposal.special {
        add("facts.reason", proposal.special_reason.clone());
    }
    lines.push(Line::new());
    lines.extend(labelled(
        pen,
        &format!("{}  ", pen.say("facts.abstract")),
        &proposal.summary,
        width,
        Role::Text,
    ));
    lines
}

/// Requested and total money and the months of a proposal, in words.
pub fn money(pen: &Pen, proposal: &Proposal) -> String {
    let months = proposal.months.to_string();
    pen.with(
        "facts.money_words",
        &[&proposal.requested, &proposal.total_cost, &months],
    )
}
