//! Proposals: the filter, the list, and the chosen proposal's facts where there is room.

mod columns;

use self::columns::{Widths, aside_key};
use crate::analysis::search::Marker;
use crate::app::App;
use crate::app::own_sheets::Progress;
use crate::app::screens::match_links::suggested;
use crate::app::screens::proposals::{ProposalsState, Scope};
use crate::app::workspace::{Seat, Workspace};
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::domain::proposal::Proposal;
use crate::i18n::applicants;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::filter::{self, marked, marked_as};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::match_links;
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &ProposalsState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let head = Head {
        title: title(&canvas.pen, workspace, state),
        right: progress(&canvas.pen, workspace),
        second: how(&canvas.pen, workspace).to_owned(),
    };
    let body = frame::draw(app, canvas, area, &head);
    let rest = filter::draw(canvas, Some(&state.filter), body, false);
    let broad = body.width >= 110;
    let width = if broad {
        body.width * 62 / 100
    } else {
        body.width
    };
    let list = Rect { width, ..rest };
    let widths = Widths::of(&canvas.pen, workspace, usize::from(width));
    header(canvas, workspace, list, &widths);
    let below = Rect {
        y: list.y + 1,
        height: list.height.saturating_sub(1),
        ..list
    };
    rows(canvas, workspace, state, below, &widths);
    let chosen = state.selected_entry();
    let chosen = chosen.and_then(|place| workspace.panel().proposals.get(place as usize));
    if let Some(proposal) = chosen.filter(|_| broad) {
        canvas.bar(width, rest.y, rest.height);
        let pane = Rect {
            x: width + 2,
            width: body.width.saturating_sub(width + 3),
            ..below
        };
        let lines = facts(&canvas.pen, workspace, proposal, usize::from(pane.width));
        lines::draw(canvas, pane, &lines, 0);
    }
}

/// The rows in sight: of a long list no other is made.
fn rows(
    canvas: &mut Canvas,
    workspace: &Workspace,
    state: &ProposalsState,
    area: Rect,
    widths: &Widths,
) {
    let pen = canvas.pen;
    let hits = &state.filter.finding.hits;
    if hits.is_empty() {
        let words = if state.filter.is_empty() {
            "proposals.none"
        } else {
            "proposals.nothing"
        };
        canvas.text(3, area.y + 1, area.width, pen.say(words), Role::Warning);
    }
    let marker = state.filter.marker();
    lines::draw_rows(canvas, area, hits.len(), state.selected, |place| {
        let entry = hits.get(place).map_or(usize::MAX, |entry| *entry as usize);
        let Some(proposal) = workspace.panel().proposals.get(entry) else {
            return Line::new();
        };
        let chosen = place == state.selected;
        row(&pen, workspace, proposal, (&marker, chosen), widths)
    });
}

/// How far this seat is, or how many proposals there are.
fn progress(pen: &Pen, workspace: &Workspace) -> String {
    let (done, all) = workspace.progress();
    let [done, all] = [done, all].map(|count| count.to_string());
    if workspace.own.is_some() {
        pen.with("chains.progress", &[&done, &all])
    } else {
        pen.with("chains.proposals", &[&all])
    }
}

fn title(pen: &Pen, workspace: &Workspace, state: &ProposalsState) -> String {
    let plan = &workspace.panel().plan;
    let of = match &state.scope {
        Scope::All => pen.say("proposals.all").to_owned(),
        Scope::Chain(id) => plan
            .chain(id)
            .map(|chain| {
                let name = chain.name.of(pen.is_english());
                format!("{name}{}", counted(pen, workspace, state, id))
            })
            .unwrap_or_default(),
        Scope::Link(id) => plan
            .link(id)
            .map(|(_, link)| link.short.of(pen.is_english()).to_owned())
            .unwrap_or_default(),
    };
    format!("{}  {of}", pen.say("proposals.title"))
}

/// How many proposals of a chain are listed, and how many of them belong to another chain, so
/// that it does not count them; empty while they are filtered.
fn counted(pen: &Pen, workspace: &Workspace, state: &ProposalsState, chain: &str) -> String {
    if !state.filter.is_empty() {
        return String::new();
    }
    let mut chains = workspace.panel().plan.chains.iter();
    let place = chains.position(|one| one.id == chain);
    let counts = workspace.counts();
    let tally = place.and_then(|place| counts.chains.get(place));
    let listed = state.filter.finding.hits.len();
    let own = tally.map_or(listed, |tally| tally.proposals);
    match listed.saturating_sub(own) {
        0 => pen.with("proposals.counted", &[&listed.to_string()]),
        others => {
            let details = [listed.to_string(), others.to_string()];
            pen.with(
                "proposals.counted_others",
                &details.each_ref().map(String::as_str),
            )
        }
    }
}

/// What can be typed; whoever never scores has no sheets to ask for.
fn how<'a>(pen: &Pen<'a>, workspace: &Workspace) -> &'a str {
    match workspace.seat {
        Seat::Expert(_) => pen.say("proposals.how"),
        _ => pen.say("proposals.how_unscored"),
    }
}

fn header(canvas: &mut Canvas, workspace: &Workspace, list: Rect, widths: &Widths) {
    let pen = canvas.pen;
    let state = match workspace.seat {
        Seat::Expert(_) => pen.say("table.state"),
        // only what takes no part has a word there
        _ => "",
    };
    Line::of("   ", Role::Muted)
        .column(&pen, pen.say("table.order"), 5, Role::Muted)
        .column(&pen, pen.say("table.id"), 7, Role::Muted)
        .column(&pen, pen.say("table.title"), widths.title, Role::Muted)
        .and(" ", Role::Muted)
        .column(&pen, pen.say("table.link"), widths.link + 1, Role::Muted)
        .column(&pen, state, widths.state, Role::Muted)
        .draw(canvas, list.x, list.y, list.width);
}

fn row(
    pen: &Pen,
    workspace: &Workspace,
    proposal: &Proposal,
    (marker, chosen): (&Marker, bool),
    widths: &Widths,
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
        .and("  ", Role::Text);
    let begun = marked(pen, begun, &proposal.id, &marker.of(&proposal.id), 7);
    let title = &proposal.title;
    let begun = marked(pen, begun, title, &marker.of(title), widths.title).and(" ", Role::Text);
    marked_as(
        pen,
        begun,
        link,
        &marker.of(link),
        (widths.link, Role::Muted),
    )
    .and(" ", Role::Text)
    .column(pen, &state, widths.state, role)
    .selected(chosen)
}

fn state_words(pen: &Pen, workspace: &Workspace, proposal: &Proposal) -> (String, Role) {
    if let Some(key) = aside_key(proposal) {
        return (pen.say(key).to_owned(), Role::Muted);
    }
    let Some(own) = &workspace.own else {
        return (String::new(), Role::Muted);
    };
    let panel = workspace.panel();
    let progress = own.progress(panel, &proposal.id);
    let total = own
        .total(panel.rubric_of(&proposal.id), &proposal.id)
        .map(plain);
    let word = pen.say(own.state_key(panel, &proposal.id));
    let role = match progress {
        _ if own.can_rescore(panel, &proposal.id) => Role::Warning,
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
    let mut told = vec![
        (
            "facts.applicant",
            format!("{}  {}", proposal.applicant, proposal.district),
        ),
        ("facts.role", applicant_words(pen, workspace, proposal)),
        ("facts.partners", proposal.partners.join("、")),
    ];
    let kind = pen.find(&format!("proposal_kind.{}", proposal.kind.key()));
    told.push(("facts.kind", kind.to_owned()));
    told.push(("facts.money", money(pen, proposal)));
    if let Some((chain, link)) = workspace.link_of(proposal) {
        let chain = chain.name.of(pen.is_english());
        told.push(("facts.link", format!("{chain} / {}", link.name)));
    }
    told.push(("facts.product", proposal.product.clone()));
    told.push(("facts.reason", proposal.state_reason.clone()));
    if proposal.special {
        told.push(("facts.reason", proposal.special_reason.clone()));
    }
    let mut found = labelled(pen, "", &proposal.title, width, Role::Heading);
    found.extend(lines::labelled_together(pen, &told, width));
    for (other, share) in alike_to(workspace, proposal) {
        let words = match_links::alike(pen, workspace, other, *share);
        found.extend(labelled(pen, "! ", &words, width, Role::Warning));
    }
    if !proposal.summary.is_empty() {
        found.push(Line::new());
        found.push(Line::of(pen.say("facts.abstract"), Role::Heading));
        found.extend(labelled(pen, "", &proposal.summary, width, Role::Text));
    }
    found
}

/// What is known of a proposal's applicant, in words: role and whose, recognition, candidate,
/// backbone; empty where nothing is.
pub fn applicant_words(pen: &Pen, workspace: &Workspace, proposal: &Proposal) -> String {
    let firm = workspace.panel().applicant(&proposal.applicant);
    firm.map_or(String::new(), |firm| {
        applicants::all(firm, pen.language()).join("  ")
    })
}

/// Proposals with nearly the same text; only the secretariat sees them.
fn alike_to<'a>(workspace: &'a Workspace, proposal: &Proposal) -> &'a [(String, f64)] {
    if workspace.seat != Seat::Secretariat {
        return &[];
    }
    let suggested = suggested(workspace, &proposal.id);
    suggested.map_or(&[], |suggested| suggested.alike.as_slice())
}

/// Requested and total money and the months of a proposal, in words.
pub fn money(pen: &Pen, proposal: &Proposal) -> String {
    let months = proposal.months.to_string();
    let term = match proposal.months {
        0 => pen.say("facts.no_term").to_owned(),
        _ => pen.with("facts.term", &[&months]),
    };
    pen.with(
        "facts.money_words",
        &[&proposal.requested, &proposal.total_cost, &term],
    )
}
