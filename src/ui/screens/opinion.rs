//! The joint opinion on one proposal: sentences and where they come from on the left, the fields
//! on the right; on narrow terminals one of them at a time.

use super::results;
use crate::analysis::drafting::{Draft, Part, Piece};
use crate::app::App;
use crate::app::Key;
use crate::app::opinion::{Unread, reservations, wording};
use crate::app::screens::opinion::{OpinionState, Pane, Row, holds};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::opinion::Opinion;
use crate::domain::panel::Panel;
use crate::i18n::closing::{first_of, sheets_missing_way};
use crate::i18n::{electorate, reasons};
use crate::text::width::pad;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &OpinionState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let pen = canvas.pen;
    let body = frame::draw(app, canvas, area, &head(&pen, workspace, state));
    let body = lane_is_open(canvas, state, body);
    let Some(draft) = state.read() else {
        let words = unread(&pen, workspace.panel(), state);
        let width = usize::from(body.width.saturating_sub(2));
        let found = labelled(&pen, " ", &words, width, Role::Warning);
        let below = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        lines::draw(canvas, below, &found, 0);
        return;
    };
    if !app.is_broad() {
        let room = Rect {
            x: 1,
            width: body.width.saturating_sub(2),
            ..body
        };
        match state.pane {
            Pane::Sources => sources(canvas, room, (workspace, state, draft), true),
            Pane::Fields => fields(canvas, room, (workspace, state, draft), true),
        }
        return;
    }
    let split = body.width / 2;
    canvas.divide(split, body);
    let left = Rect {
        x: 1,
        width: split.saturating_sub(2),
        ..body
    };
    let right = Rect {
        x: split + 2,
        width: body.width.saturating_sub(split + 3),
        ..body
    };
    let is_left = state.pane == Pane::Sources;
    canvas.begin_pane(left, if is_left { &[] } else { &[Key::Tab] });
    sources(canvas, left, (workspace, state, draft), is_left);
    canvas.begin_pane(right, if is_left { &[Key::Tab] } else { &[] });
    fields(canvas, right, (workspace, state, draft), !is_left);
}

fn unread(pen: &Pen, panel: &Panel, state: &OpinionState) -> String {
    match &state.draft {
        Some(Err(Unread::Missing(experts))) => {
            sheets_missing_way(panel, &state.proposal, experts, pen.language())
        }
        Some(Err(Unread::Reason(key))) => pen.say(key).to_owned(),
        _ => pen.say("opinion.reading").to_owned(),
    }
}

fn head(pen: &Pen, workspace: &Workspace, state: &OpinionState) -> Head {
    let id = state.proposal.as_str();
    let standing = match (state.opinion.adopted, state.is_written()) {
        (true, _) => pen.say("opinion.is_adopted"),
        (false, true) => pen.say("opinion.is_draft"),
        (false, false) if state.read().is_some() => pen.say("opinion.is_not_begun"),
        // nobody knows before it was read
        (false, false) => "",
    };
    let safety = match (state.failed, state.waiting) {
        (Some(_), _) => pen.say("opinion.not_saved"),
        (None, 0) if state.is_written() => pen.say("opinion.saved"),
        (None, 0) => "",
        (None, _) => pen.say("opinion.saving"),
    };
    let second = state
        .read()
        .map_or_else(String::new, |draft| figures(pen, draft));
    Head {
        title: pen.with("opinion.title", &[id, results::title(workspace, id)]),
        right: format!("{standing}  {safety}").trim_end().to_owned(),
        second,
    }
}

/// Says in the first rows that the lane is not settled, and returns the room below.
fn lane_is_open(canvas: &mut Canvas, state: &OpinionState, body: Rect) -> Rect {
    let is_open = state.read().is_some_and(|draft| draft.lane.is_none());
    if !is_open {
        return body;
    }
    let pen = canvas.pen;
    let words = pen.with("opinion.lane", &[pen.say("opinion.lane_open")]);
    let width = usize::from(body.width.saturating_sub(2));
    let found = labelled(&pen, " ", &words, width, Role::Muted);
    let taken = (found.len() as u16).min(body.height);
    lines::draw(
        canvas,
        Rect {
            height: taken,
            ..body
        },
        &found,
        0,
    );
    Rect {
        y: body.y + taken,
        height: body.height - taken,
        ..body
    }
}

/// How the experts judged, and the lane where it is settled.
fn figures(pen: &Pen, draft: &Draft) -> String {
    let verdicts = draft.verdicts;
    let counts = [
        verdicts.recommend,
        verdicts.revise,
        verdicts.decline,
        draft.n,
    ];
    let counts = counts.map(|count| count.to_string());
    let judged = pen.with("opinion.verdicts", &counts.each_ref().map(String::as_str));
    let Some(lane) = draft.lane else {
        return judged;
    };
    let lane = reasons::lane(lane, pen.language());
    format!("{judged}   {}", pen.with("opinion.lane", &[lane]))
}

fn sources(
    canvas: &mut Canvas,
    area: Rect,
    (workspace, state, draft): (&Workspace, &OpinionState, &Draft),
    has_focus: bool,
) {
    let pen = canvas.pen;
    let width = usize::from(area.width);
    let mut found = vec![title(&pen, "opinion.sources", has_focus)];
    if !draft.missing.is_empty() {
        let names = first_of(workspace.panel(), &draft.missing, pen.language());
        let details = [&draft.missing.len().to_string(), &names];
        let words = pen.with("opinion.missing", &details.map(String::as_str));
        found.extend(labelled(&pen, "! ", &words, width, Role::Warning));
    }
    if draft.pieces.is_empty() {
        let words = pen.say("opinion.nothing");
        found.extend(labelled(&pen, "  ", words, width, Role::Muted));
    }
    let mut chosen_row = 0;
    let mut kind = "";
    for (place, piece) in draft.pieces.iter().enumerate() {
        if piece.source.key() != kind {
            kind = piece.source.key();
            let words = pen.find(&format!("opinion.from_{kind}"));
            found.push(Line::of(pen.fitted(words, width), Role::Heading));
        }
        let is_chosen = place == state.piece;
        if is_chosen {
            chosen_row = found.len();
        }
        found.extend(of_piece(
            &pen,
            &state.opinion,
            piece,
            (is_chosen, has_focus),
            width,
        ));
    }
    lines::draw_list(canvas, area, &found, chosen_row);
}

fn title(pen: &Pen, key: &'static str, has_focus: bool) -> Line {
    let role = if has_focus { Role::Key } else { Role::Muted };
    Line::of(format!("[{}]", pen.say(key)), role)
}

/// A sentence, behind the mark of the part that holds it.
fn of_piece(
    pen: &Pen,
    opinion: &Opinion,
    piece: &Piece,
    (is_chosen, has_focus): (bool, bool),
    width: usize,
) -> Vec<Line> {
    let text = wording(&piece.source, pen.language());
    let mut parts = Part::ALL.into_iter();
    let held = parts.find(|part| holds(opinion, *part, &text));
    let mark = held.map_or("", |part| pen.find(&format!("opinion.mark_{}", part.key())));
    let pointer = if is_chosen { pen.glyphs().pointer } else { "" };
    let label = format!("{}{} ", pad(pointer, 2), pad(mark, 2));
    let role = if held.is_some() {
        Role::Good
    } else {
        Role::Text
    };
    let mut found = labelled(pen, &label, &text, width.saturating_sub(2), role);
    if let Some(first) = found.first_mut() {
        *first = std::mem::take(first).chosen(is_chosen, has_focus);
    }
    found
}

fn fields(
    canvas: &mut Canvas,
    area: Rect,
    (workspace, state, draft): (&Workspace, &OpinionState, &Draft),
    has_focus: bool,
) {
    let pen = canvas.pen;
    let width = usize::from(area.width).saturating_sub(2);
    let lead = if pen.is_english() { 17 } else { 13 };
    let mut found = vec![title(&pen, "opinion.fields", has_focus)];
    let rows = state.rows();
    let at = state.row.min(rows.len().saturating_sub(1));
    let mut chosen_row = 0;
    for (place, row) in rows.iter().enumerate() {
        let is_chosen = place == at;
        if is_chosen {
            chosen_row = found.len();
        }
        let (label, text, role) = of_row(&pen, workspace, state, draft, row);
        let pointer = if is_chosen { pen.glyphs().pointer } else { "" };
        let label = format!(
            "{}{}",
            pad(pointer, 2),
            pad(&pen.fitted(&label, lead - 3), lead - 2)
        );
        let mut own = labelled(&pen, &label, &text, width, role);
        if let Some(first) = own.first_mut() {
            *first = std::mem::take(first).chosen(is_chosen, has_focus);
        }
        found.extend(own);
    }
    found.push(Line::new());
    for words in reservations(
        workspace.panel(),
        &state.opinion,
        &draft.electorate,
        pen.language(),
    ) {
        found.extend(labelled(&pen, "! ", &words, width, Role::Warning));
    }
    found.extend(notes(&pen, &state.opinion, width));
    lines::draw_list(canvas, area, &found, chosen_row);
}

/// Label, content and role of a row.
fn of_row(
    pen: &Pen,
    workspace: &Workspace,
    state: &OpinionState,
    draft: &Draft,
    row: &Row,
) -> (String, String, Role) {
    let own = &state.opinion;
    let label = |key: &'static str| pen.say(key).to_owned();
    let text = |text: &str| match text {
        "" => (pen.say("opinion.empty").to_owned(), Role::Muted),
        text => (text.to_owned(), Role::Text),
    };
    let panel = workspace.panel();
    let (label, (text, role)) = match row {
        Row::Unwritten => (label("opinion.unwritten"), unwritten(pen, state)),
        Row::Strengths => (label("opinion.strengths"), text(&own.strengths)),
        Row::Weaknesses => (label("opinion.weaknesses"), text(&own.weaknesses)),
        Row::Condition(place) => (
            pen.with("opinion.condition", &[&(place + 1).to_string()]),
            text(own.conditions.get(*place).map_or("", String::as_str)),
        ),
        Row::NewCondition => (label("opinion.new_condition"), (String::new(), Role::Muted)),
        Row::Vote => (label("opinion.vote"), vote(pen, own, draft)),
        Row::Minority(place) => {
            let one = own.minority.get(*place);
            let who = one.map_or("", |one| panel.name_of(&one.expert));
            let said = one.map_or("", |one| one.text.as_str());
            (
                label("opinion.minority"),
                (pen.with("opinion.said", &[who, said]), Role::Text),
            )
        }
        Row::NewMinority => (label("opinion.new_minority"), (String::new(), Role::Muted)),
        Row::Adoption => (label("opinion.adoption"), adoption(pen, workspace, own)),
    };
    (label, text, role)
}

fn vote(pen: &Pen, own: &Opinion, draft: &Draft) -> (String, Role) {
    let entitled = electorate::voters(&draft.electorate, pen.language());
    if own.votes.cast() == 0 {
        let none = pen.say("opinion.not_voted");
        return (format!("{none}  {entitled}"), Role::Muted);
    }
    let votes = [own.votes.agree, own.votes.disagree, own.votes.abstain];
    let votes = votes.map(|count| count.to_string());
    let said = pen.with("opinion.votes", &votes.each_ref().map(String::as_str));
    (format!("{said}  {entitled}"), Role::Text)
}

fn adoption(pen: &Pen, workspace: &Workspace, own: &Opinion) -> (String, Role) {
    if own.adopted {
        let who = workspace.panel().name_of(&own.adopted_by);
        return (pen.with("opinion.adopted_by", &[who]), Role::Good);
    }
    match own.taken_back.as_str() {
        "" => (
            pen.say("opinion.draft_decides_nothing").to_owned(),
            Role::Muted,
        ),
        why => (pen.with("opinion.taken_back", &[why]), Role::Warning),
    }
}

/// Why something is not in the file, and what can be done.
fn unwritten(pen: &Pen, state: &OpinionState) -> (String, Role) {
    let reason = state.failed.map_or("", |key| pen.say(key));
    let Some(foreign) = &state.foreign else {
        return (pen.with("opinion.retry", &[reason]), Role::Bad);
    };
    let own = &state.opinion;
    let parts = [
        ("opinion.strengths", own.strengths != foreign.strengths),
        ("opinion.weaknesses", own.weaknesses != foreign.weaknesses),
        ("opinion.conditions", own.conditions != foreign.conditions),
        ("opinion.vote", own.votes != foreign.votes),
        ("opinion.minority", own.minority != foreign.minority),
        ("opinion.adoption", own.adopted != foreign.adopted),
    ];
    let parts = parts.iter().filter(|(_, differs)| *differs);
    let parts: Vec<&str> = parts.map(|(key, _)| pen.say(key)).collect();
    let comma = if pen.is_english() { ", " } else { "、" };
    (
        pen.with("opinion.foreign", &[&parts.join(comma)]),
        Role::Bad,
    )
}

/// What else stands in the file and is not changed here.
fn notes(pen: &Pen, own: &Opinion, width: usize) -> Vec<Line> {
    let mut found = Vec::new();
    if !own.text.is_empty() {
        found.extend(labelled(
            pen,
            "  ",
            pen.say("opinion.own_text"),
            width,
            Role::Warning,
        ));
    }
    if !own.confirmed.is_empty() {
        let words = pen.with("opinion.confirmed", &[&own.confirmed.len().to_string()]);
        found.extend(labelled(pen, "  ", &words, width, Role::Muted));
    }
    found.extend(labelled(
        pen,
        "  ",
        pen.say("opinion.scores_stay"),
        width,
        Role::Muted,
    ));
    found
}
