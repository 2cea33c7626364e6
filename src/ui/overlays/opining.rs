//! The windows over a joint opinion, and the recorded vote on equal ranks.

use super::forms::{self, Content, Form, FormRow};
use super::window;
use crate::analysis::drafting::Part;
use crate::app::App;
use crate::app::overlays::comment::line_width;
use crate::app::overlays::opining::{Edit, OpiningState, VOTES};
use crate::app::overlays::voting::VotingState;
use crate::app::screen::Screen;
use crate::app::screens::opinion::OpinionState;
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::voting::Electorate;
use crate::i18n::closing::first_of;
use crate::i18n::{electorate, standings};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::results;
use ratatui::layout::Rect;

/// Columns of a form.
fn columns(area: Rect) -> u16 {
    area.width.saturating_sub(8).clamp(20, 92)
}

/// Draws a window over an opinion.
pub fn opining(app: &App, state: &OpiningState, canvas: &mut Canvas, area: Rect) {
    let (Some(workspace), Screen::Opinion(screen)) = (&app.workspace, &app.screen) else {
        return;
    };
    let pen = canvas.pen;
    match &state.edit {
        Edit::Text(_) | Edit::Condition(_) | Edit::Minority(_) => {
            let title = text_title(&pen, workspace, state);
            text(app, state, canvas, (area, &title));
        }
        Edit::Whose { at } => whose(workspace, screen, *at, canvas, area),
        Edit::Vote { row } => vote(screen, (state, *row), canvas, area),
        Edit::Adopt | Edit::TakeBack => adoption(workspace, (screen, state), canvas, area),
        Edit::DropText(_) | Edit::DropCondition(_) | Edit::DropMinority(_) => {
            dropping(workspace, screen, state, canvas, area);
        }
    }
}

fn text_title(pen: &Pen, workspace: &Workspace, state: &OpiningState) -> String {
    let id = state.proposal.as_str();
    let part = match &state.edit {
        Edit::Text(Part::Strengths) => pen.say("opinion.strengths").to_owned(),
        Edit::Text(_) => pen.say("opinion.weaknesses").to_owned(),
        Edit::Condition(Some(place)) => pen.with("opinion.condition", &[&(place + 1).to_string()]),
        Edit::Condition(None) => pen.say("opinion.new_condition").to_owned(),
        Edit::Minority(expert) => {
            pen.with("opinion.minority_of", &[workspace.panel().name_of(expert)])
        }
        _ => String::new(),
    };
    pen.with("opinion.window", &[id, &part])
}

/// A text being written, with the real cursor in it.
fn text(app: &App, state: &OpiningState, canvas: &mut Canvas, (area, title): (Rect, &str)) {
    let width = line_width(app.size.0);
    let text = state.field.lines(width);
    let rows = (text.len() as u16 + 1).clamp(4, 16);
    let inner = window(canvas, area, width as u16 + 4, rows, title);
    let (row, column) = state.field.position(width);
    let height = usize::from(inner.height);
    let scroll = row.saturating_sub(height.saturating_sub(1));
    for (place, line) in text.iter().skip(scroll).take(height).enumerate() {
        let y = inner.y + place as u16;
        canvas.text(inner.x, y, inner.width, line, Role::Text);
    }
    let y = inner.y + (row - scroll) as u16;
    canvas.cursor = Some((
        (inner.x + column as u16).min(inner.right()),
        y.min(inner.bottom()),
    ));
}

fn whose(workspace: &Workspace, screen: &OpinionState, at: usize, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let mut found = labelled(&pen, "", pen.say("opinion.whose_help"), width, Role::Muted);
    found.push(Line::new());
    let top = found.len();
    let electorate = screen.read().map(|draft| draft.electorate.clone());
    let members = electorate.unwrap_or_default().members;
    for (place, id) in members.iter().enumerate() {
        let pointer = if place == at {
            pen.glyphs().pointer
        } else {
            " "
        };
        let mut said = screen.opinion.minority.iter();
        let mark = if said.any(|one| one.expert == *id) {
            pen.say("opinion.has_minority")
        } else {
            ""
        };
        let line = Line::of(format!("{pointer} {} ", place + 1), Role::Key)
            .and(workspace.panel().name_of(id), Role::Text)
            .and(format!("  {mark}"), Role::Muted);
        found.push(line.selected(place == at));
    }
    let title = pen.with(
        "opinion.window",
        &[&screen.proposal, pen.say("opinion.whose")],
    );
    let inner = window(canvas, area, columns, found.len() as u16, &title);
    lines::draw_list(canvas, inner, &found, top + at);
}

/// Who may vote, in one line.
fn voters(pen: &Pen, electorate: &Electorate, width: usize) -> Vec<Line> {
    let words = electorate::voters(electorate, pen.language());
    labelled(pen, "", &words, width, Role::Heading)
}

fn vote(
    screen: &OpinionState,
    (state, at): (&OpiningState, usize),
    canvas: &mut Canvas,
    area: Rect,
) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let Some(draft) = screen.read() else {
        return;
    };
    let mut above = voters(&pen, &draft.electorate, width);
    let help = pen.say("opinion.vote_help");
    above.extend(labelled(&pen, "", help, width, Role::Muted));
    let rows = VOTES.iter().zip(&state.votes).enumerate();
    let rows = rows.map(|(place, (key, field))| FormRow {
        label: pen.say(key),
        is_chosen: place == at,
        content: Content::Text(field),
    });
    let (below, cursor) = forms::rows(&pen, &rows.collect::<Vec<_>>(), width);
    let title = pen.with(
        "opinion.window",
        &[&screen.proposal, pen.say("opinion.vote")],
    );
    let form = Form {
        title: &title,
        above: &above,
        below: &below,
        cursor,
        scroll: 0,
    };
    forms::draw(canvas, (area, columns), &form);
}

fn adoption(
    workspace: &Workspace,
    (screen, state): (&OpinionState, &OpiningState),
    canvas: &mut Canvas,
    area: Rect,
) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let own = &screen.opinion;
    let (key, help, label) = match state.edit {
        Edit::TakeBack => ("opinion.back", "opinion.back_help", "opinion.why"),
        _ => ("opinion.adoption", "opinion.adopt_help", "opinion.chair"),
    };
    let mut above = labelled(&pen, "", pen.say(help), width, Role::Muted);
    if state.edit == Edit::Adopt {
        let counts = [
            own.votes.agree.to_string(),
            own.votes.disagree.to_string(),
            own.votes.abstain.to_string(),
            own.conditions.len().to_string(),
            own.minority.len().to_string(),
        ];
        let words = pen.with("opinion.sum", &counts.each_ref().map(String::as_str));
        above.extend(labelled(&pen, "", &words, width, Role::Heading));
    }
    let missing = screen.read().map_or(&[][..], |draft| &draft.missing);
    if state.edit == Edit::TakeBack && !missing.is_empty() {
        let names = first_of(workspace.panel(), missing, pen.language());
        let details = [&missing.len().to_string(), &names];
        let words = pen.with("opinion.back_missing", &details.map(String::as_str));
        above.extend(labelled(&pen, "! ", &words, width, Role::Warning));
    }
    let row = FormRow {
        label: pen.say(label),
        is_chosen: true,
        content: Content::Text(&state.field),
    };
    let (below, cursor) = forms::rows(&pen, &[row], width);
    let title = pen.with("opinion.window", &[&screen.proposal, pen.say(key)]);
    let form = Form {
        title: &title,
        above: &above,
        below: &below,
        cursor,
        scroll: 0,
    };
    forms::draw(canvas, (area, columns), &form);
}

/// What goes, in full, before it goes.
fn dropping(
    workspace: &Workspace,
    screen: &OpinionState,
    state: &OpiningState,
    canvas: &mut Canvas,
    area: Rect,
) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let own = &screen.opinion;
    let text = match &state.edit {
        Edit::DropText(Part::Strengths) => Some(own.strengths.clone()),
        Edit::DropText(_) => Some(own.weaknesses.clone()),
        Edit::DropCondition(place) => own.conditions.get(*place).cloned(),
        Edit::DropMinority(place) => own.minority.get(*place).map(|one| {
            let who = workspace.panel().name_of(&one.expert);
            pen.with("opinion.said", &[who, &one.text])
        }),
        _ => None,
    };
    let mut found = labelled(&pen, "! ", &text.unwrap_or_default(), width, Role::Warning);
    found.push(Line::new());
    found.extend(labelled(
        &pen,
        "",
        pen.say("opinion.drop_help"),
        width,
        Role::Heading,
    ));
    let title = pen.with(
        "opinion.window",
        &[&screen.proposal, pen.say("opinion.drop")],
    );
    let inner = window(canvas, area, columns, found.len() as u16, &title);
    lines::draw_read(canvas, inner, &found, 0);
}

/// Draws the recorded vote on proposals of equal rank.
pub fn voting(app: &App, state: &VotingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(workspace) = &app.workspace else {
        return;
    };
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let mut above = voters(&pen, &state.electorate, width);
    let help = pen.say("tie_vote.help");
    above.extend(labelled(&pen, "", help, width, Role::Muted));
    let (below, cursor) = if state.is_asking {
        above = asked(&pen, state, width);
        let keys = pen.say("tie_vote.confirm");
        (labelled(&pen, "", keys, width, Role::Heading), None)
    } else {
        tie_form(&pen, workspace, state, width)
    };
    let title = pen.with("tie_vote.title", &[&state.proposals.len().to_string()]);
    let form = Form {
        title: &title,
        above: &above,
        below: &below,
        cursor,
        scroll: 0,
    };
    forms::draw(canvas, (area, columns), &form);
}

fn tie_form(
    pen: &Pen,
    workspace: &Workspace,
    state: &VotingState,
    width: usize,
) -> (Vec<Line>, Option<(usize, usize)>) {
    // names have most of the room, what is typed the rest
    let room = width.saturating_sub(16).min((width * 2 / 3).max(36));
    let titles = state.proposals.iter().map(|id| {
        let title = results::title(workspace, id);
        pen.fitted(&format!("{id} {title}"), room)
    });
    let titles: Vec<String> = titles.collect();
    let own = titles.iter().map(String::as_str);
    let labels = own.chain([pen.say("tie_vote.by"), pen.say("tie_vote.reason")]);
    let rows = labels.enumerate().map(|(place, label)| FormRow {
        label,
        is_chosen: state.row == place,
        content: Content::Text(state.field(place)),
    });
    forms::rows(pen, &rows.collect::<Vec<_>>(), width)
}

/// The order that the vote gives, and what it changes.
fn asked(pen: &Pen, state: &VotingState, width: usize) -> Vec<Line> {
    let vote = state.vote().unwrap_or_default();
    let order = vote.order.iter().zip(&vote.votes);
    let order = order.map(|(id, count)| pen.with("tie_vote.count", &[id, &count.to_string()]));
    let comma = if pen.is_english() { ", " } else { "、" };
    let order = order.collect::<Vec<_>>().join(comma);
    let mut found = labelled(pen, "", &order, width, Role::Heading);
    let Some(moved) = &state.moved else {
        found.push(Line::of(pen.say("tie_vote.computing"), Role::Muted));
        return found;
    };
    if moved.is_empty() {
        found.push(Line::of(pen.say("tie_vote.nothing"), Role::Warning));
    }
    for (before, after) in moved {
        let words = standings::moved(before, after, pen.language());
        found.extend(labelled(pen, "  ", &words, width, Role::Text));
    }
    found
}
