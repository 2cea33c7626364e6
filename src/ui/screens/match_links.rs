//! Match: the proposal on the left or on top, the links that may be meant beside or under
//! it, each behind its digit, with the words that speak for it.

use crate::analysis::matching::Suggestion;
use crate::analysis::matching::proposals::OfProposal;
use crate::app::App;
use crate::app::screens::match_links::link_list::LinkList;
use crate::app::screens::match_links::{MatchLinksState, suggested};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::proposal::Proposal;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled, labelled_together};
use ratatui::layout::Rect;

/// Columns of a link's short name with its chain.
const NAME: usize = 44;

/// Draws the screen.
pub fn draw(app: &App, state: &MatchLinksState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let body = frame::draw(app, canvas, area, &head(&canvas.pen, workspace, state));
    let Some(proposal) = state.proposal(workspace) else {
        let words = canvas.pen.say("match_screen.nobody");
        canvas.text(3, body.y + 1, body.width, words, Role::Warning);
        return;
    };
    let broad = app.is_broad();
    let count = choices(
        &canvas.pen,
        workspace,
        state,
        proposal,
        (body.width.into(), broad),
    );
    let count = count.len() as u16;
    let (text, below) = panes(body, broad, count);
    if broad {
        canvas.divide(text.right() + 1, body);
    } else {
        canvas.rule(0, text.bottom(), body.width);
    }
    let facts = facts(
        &canvas.pen,
        workspace,
        state,
        proposal,
        usize::from(text.width),
    );
    lines::draw(canvas, text, &facts, state.scroll);
    if let Some(list) = &state.list {
        return link_list(canvas, workspace, list, below);
    }
    let width = usize::from(below.width);
    let choices = self::choices(&canvas.pen, workspace, state, proposal, (width, broad));
    lines::draw(canvas, below, &choices, 0);
}

/// The proposal's text, and the choices beside it or under it.
fn panes(body: Rect, broad: bool, choices: u16) -> (Rect, Rect) {
    if broad {
        let width = body.width * 45 / 100;
        let text = Rect {
            x: 1,
            width: width.saturating_sub(2),
            ..body
        };
        let below = Rect {
            x: width + 2,
            width: body.width.saturating_sub(width + 3),
            ..body
        };
        return (text, below);
    }
    let height = choices
        .min(body.height.saturating_sub(5))
        .max(body.height / 2);
    let text = Rect {
        x: 1,
        width: body.width.saturating_sub(2),
        height: body.height.saturating_sub(height + 1),
        ..body
    };
    let below = Rect {
        y: text.bottom() + 1,
        height,
        ..text
    };
    (text, below)
}

fn head(pen: &Pen, workspace: &Workspace, state: &MatchLinksState) -> Head {
    let count = state.order.len();
    let place = [(state.at + 1).min(count), count].map(|number| number.to_string());
    let left = state.left(workspace);
    let right = match left {
        0 => pen.say("match_screen.all_done").to_owned(),
        left => pen.with("match_screen.left", &[&left.to_string()]),
    };
    Head {
        title: format!(
            "{}  {}/{}",
            pen.say("screen.match_links"),
            place[0],
            place[1]
        ),
        right,
        second: pen.say("match_screen.advice").to_owned(),
    }
}

fn facts(
    pen: &Pen,
    workspace: &Workspace,
    state: &MatchLinksState,
    proposal: &Proposal,
    width: usize,
) -> Vec<Line> {
    let english = pen.is_english();
    let title = format!("{}  {}", proposal.id, proposal.title);
    let mut lines = labelled(pen, "", &title, width, Role::Heading);
    let (words, role) = standing(pen, workspace, state, proposal);
    lines.extend(labelled(pen, "", &words, width, role));
    let own = suggested(workspace, &proposal.id);
    for (other, share) in own.iter().flat_map(|own| &own.alike) {
        let words = alike(pen, workspace, other, *share);
        lines.extend(labelled(pen, "! ", &words, width, Role::Warning));
    }
    let chain = workspace.panel().plan.chain(&proposal.chain);
    let chain = chain.map_or(pen.say("match_screen.no_chain"), |chain| {
        chain.name.of(english)
    });
    let mut told = vec![
        ("match_screen.chain", chain.to_owned()),
        ("facts.applicant", proposal.applicant.clone()),
        ("facts.product", proposal.product.clone()),
        ("facts.abstract", proposal.summary.clone()),
    ];
    let promises = proposal.promises.iter();
    told.extend(promises.map(|promise| ("match_screen.promise", promise.text.clone())));
    lines.extend(labelled_together(pen, &told, width));
    lines
}

/// Says that a proposal's text is nearly that of another.
pub fn alike(pen: &Pen, workspace: &Workspace, other: &str, share: f64) -> String {
    let title = workspace
        .panel()
        .proposal(other)
        .map_or("", |one| one.title.as_str());
    let percent = format!("{:.0}", share * 100.0);
    pen.with("facts.alike", &[other, title, &percent])
}

/// Which links it has, and who confirmed them.
fn standing(
    pen: &Pen,
    workspace: &Workspace,
    state: &MatchLinksState,
    proposal: &Proposal,
) -> (String, Role) {
    let names: Vec<String> = proposal
        .links
        .iter()
        .map(|id| link_name(pen, workspace, id))
        .collect();
    let links = match names.as_slice() {
        [] => pen.say("match.none").to_owned(),
        names => names.join("、"),
    };
    if !proposal.confirmed_by.is_empty() {
        let words = pen.with("match_screen.confirmed", &[&links, &proposal.confirmed_by]);
        return (words, Role::Good);
    }
    if state.decided.contains(&proposal.id) {
        return (pen.say("match_screen.on_the_way").to_owned(), Role::Muted);
    }
    if names.is_empty() {
        return (pen.say("match_screen.open").to_owned(), Role::Warning);
    }
    (pen.with("match_screen.named", &[&links]), Role::Warning)
}

fn link_name(pen: &Pen, workspace: &Workspace, id: &str) -> String {
    let found = workspace.panel().plan.link(id);
    found.map_or(id.to_owned(), |(chain, link)| {
        let english = pen.is_english();
        format!("{} / {}", chain.name.of(english), link.short.of(english))
    })
}

/// The digits and what each stands for.
fn choices(
    pen: &Pen,
    workspace: &Workspace,
    state: &MatchLinksState,
    proposal: &Proposal,
    (width, broad): (usize, bool),
) -> Vec<Line> {
    let mut lines = vec![Line::of(question(pen, workspace, state), Role::Heading)];
    let own = suggested(workspace, &proposal.id);
    match own {
        None => lines.push(Line::of(pen.say("next.suggesting"), Role::Muted)),
        Some(own) => {
            for (place, one) in own.answer.suggestions.iter().enumerate() {
                lines.extend(choice(
                    pen,
                    workspace,
                    state,
                    (place + 1, one),
                    (width, broad),
                ));
            }
        }
    }
    let other = |digit: &str, words: &str, role: Role| {
        Line::of(format!(" {digit}  "), Role::Key).and(words, role)
    };
    lines.push(other("4", pen.say("match_screen.from_list"), Role::Text));
    let is_weak = own.is_some_and(|own| own.answer.is_weak());
    let none = if is_weak { Role::Heading } else { Role::Text };
    let nothing = match &state.two {
        Some(Some(_)) => "hints.one_only",
        _ => "match.none",
    };
    lines.push(other("0", pen.say(nothing), none));
    for remark in own
        .map(|own| remarks(pen, workspace, own))
        .unwrap_or_default()
    {
        lines.extend(labelled(pen, "  ", &remark, width, Role::Warning));
    }
    lines
}

fn question(pen: &Pen, workspace: &Workspace, state: &MatchLinksState) -> String {
    match &state.two {
        None => pen.say("match_screen.which").to_owned(),
        Some(None) => pen.say("match_screen.which_first").to_owned(),
        Some(Some(first)) => pen.with(
            "match_screen.which_second",
            &[&link_name(pen, workspace, first)],
        ),
    }
}

fn choice(
    pen: &Pen,
    workspace: &Workspace,
    state: &MatchLinksState,
    (digit, one): (usize, &Suggestion),
    (width, is_broad): (usize, bool),
) -> Vec<Line> {
    let is_first = matches!(&state.two, Some(Some(first)) if *first == one.link);
    let mark = if is_first { pen.glyphs().passed } else { " " };
    let (score, role) = if one.is_weak() {
        (pen.say("match.weak_mark").to_owned(), Role::Muted)
    } else {
        (format!("{:.2}", one.score), Role::Text)
    };
    let name = width.saturating_sub(14).clamp(8, NAME);
    let first = Line::of(format!("{mark}{digit}  "), Role::Key)
        .cell(pen, &link_name(pen, workspace, &one.link), name, Role::Text)
        .and(score, role);
    let mut lines = vec![first.selected(is_first)];
    let why = match one.why.as_slice() {
        [] => String::new(),
        words => format!("{}{}", pen.say("match.why"), words.join("、")),
    };
    let name = if is_broad { one.name.as_str() } else { "" };
    for text in [name, why.as_str()] {
        if !text.is_empty() {
            let fitted = pen.fitted(text, width.saturating_sub(4));
            lines.push(Line::of(format!("    {fitted}"), Role::Muted));
        }
    }
    lines
}

/// What else is to be said: it may straddle two links, or belong elsewhere.
fn remarks(pen: &Pen, workspace: &Workspace, own: &OfProposal) -> Vec<String> {
    let mut remarks = Vec::new();
    let suggestions = &own.answer.suggestions;
    if own.answer.is_weak() {
        let key = if suggestions.is_empty() {
            "match.nothing"
        } else {
            "match.weak"
        };
        remarks.push(pen.say(key).to_owned());
    }
    if let Some(second) = own.answer.second {
        let place = (second + 1).to_string();
        remarks.push(pen.with("match_screen.straddles", &[&place]));
    }
    if let Some(elsewhere) = &own.elsewhere {
        let name = link_name(pen, workspace, &elsewhere.link);
        remarks.push(pen.with("match_screen.elsewhere", &[&name]));
    }
    remarks
}

fn link_list(canvas: &mut Canvas, workspace: &Workspace, list: &LinkList, area: Rect) {
    let pen = canvas.pen;
    let label = pen.say("match_screen.list");
    let taken = canvas.text(area.x, area.y, area.width, label, Role::Heading) + 1;
    let room = area.width.saturating_sub(taken);
    let help = pen.say("match_screen.list_help");
    canvas.field(area.x + taken, area.y, room, &list.field, help);
    let below = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(1),
        ..area
    };
    if list.found.is_empty() {
        let words = pen.say("match_screen.list_nothing");
        canvas.text(below.x + 2, below.y, below.width, words, Role::Warning);
    }
    let width = usize::from(below.width);
    let row = |place: usize| {
        let Some(id) = list.found.get(place) else {
            return Line::new();
        };
        let chosen = place == list.selected;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let name = workspace
            .panel()
            .plan
            .link(id)
            .map_or("", |(_, link)| link.name.as_str());
        Line::of(format!("{pointer} "), Role::Text)
            .cell(&pen, id, 12, Role::Muted)
            .cell(
                &pen,
                &link_name(&pen, workspace, id),
                NAME.min(width / 2),
                Role::Text,
            )
            .and(
                pen.fitted(name, width.saturating_sub(14 + NAME.min(width / 2))),
                Role::Muted,
            )
            .selected(chosen)
    };
    lines::draw_rows(canvas, below, list.found.len(), list.selected, row);
}
