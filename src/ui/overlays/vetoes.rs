//! Windows about vetoes: the grounds an expert may hold against a proposal, and what the
//! secretariat found when it checked one.

use super::forms::{self, Content, Form, FormRow};
use super::window;
use crate::analysis::standing::PendingVeto;
use crate::app::App;
use crate::app::overlays::checking::{CheckingState, Row};
use crate::app::overlays::grounds::{self, GroundsState};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::rulings::VetoState;
use crate::text::width::pad;
use crate::text::wrap::wrap;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::results;
use ratatui::layout::Rect;

/// Columns of a window about vetoes.
fn columns(area: Rect) -> u16 {
    area.width.saturating_sub(8).clamp(20, 92)
}

/// Returns how far the check of a proposed veto is, in words.
pub fn state_words(pen: &Pen, state: VetoState) -> &'static str {
    pen.find(&format!("veto_state.{}", state.key()))
}

/// Who checks a ground and what must be shown, in the policy's words.
fn rule_lines(pen: &Pen, workspace: &Workspace, ground: &str, width: usize) -> Vec<Line> {
    let Some(veto) = workspace.panel().policy.veto(ground) else {
        return labelled(pen, "", pen.say("vetoes.unknown"), width, Role::Warning);
    };
    let mut found = Vec::new();
    for (key, text) in [
        ("vetoes.checked_by", &veto.checked_by),
        ("vetoes.evidence", &veto.evidence),
        ("vetoes.votes", &veto.votes),
    ] {
        if !text.is_empty() {
            let label = label_of(pen, key);
            found.extend(labelled(pen, &label, text, width, Role::Text));
        }
    }
    found
}

/// A label in a column of its own.
fn label_of(pen: &Pen, key: &'static str) -> String {
    let columns = if pen.is_english() { 13 } else { 6 };
    pad(pen.say(key), columns)
}

/// Returns what an expert should know when writing the reason of a proposed veto.
pub fn reason_help(app: &App, pen: &Pen, ground: &str, width: usize) -> Vec<Line> {
    let Some(workspace) = &app.workspace else {
        return Vec::new();
    };
    let name = grounds::name(app, ground);
    let mut found = labelled(pen, "", &name, width, Role::Heading);
    found.extend(rule_lines(pen, workspace, ground, width));
    found.extend(labelled(
        pen,
        "",
        pen.say("vetoes.reason_help"),
        width,
        Role::Muted,
    ));
    found
}

/// Draws the choice of a ground.
pub fn grounds(app: &App, state: &GroundsState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(workspace) = &app.workspace else {
        return;
    };
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let held = grounds::proposed(workspace, &state.proposal);
    let ids = grounds::listed(workspace, &state.proposal);
    let mut found = labelled(&pen, "", pen.say("vetoes.help"), width, Role::Muted);
    found.push(Line::new());
    let mut seen = (0, 0);
    for (place, id) in ids.iter().enumerate() {
        let chosen = state.selected == place;
        let name = workspace.panel().policy.ground(id);
        let is_held = held.iter().any(|(ground, _)| ground == id);
        let mark = if is_held {
            state_words(&pen, grounds::ruled(workspace, &state.proposal, id))
        } else {
            ""
        };
        let first = found.len();
        found.extend(ground(
            &pen,
            (place, name.of(pen.is_english()), mark),
            width,
            chosen,
        ));
        if chosen {
            seen = (first, found.len());
        }
    }
    found.push(Line::new());
    let details = |id: &String| ground_lines(&pen, workspace, &held, id, width);
    // the window keeps its height while the arrows move
    let most = ids.iter().map(|id| details(id).len()).max().unwrap_or(0);
    let rows = found.len() + most;
    found.extend(ids.get(state.selected).map(details).unwrap_or_default());
    let title = pen.with("vetoes.title", &[&state.proposal]);
    let inner = window(canvas, area, columns, rows as u16, &title);
    // the last row says how much follows
    let scroll = (seen.1 + 2).saturating_sub(usize::from(inner.height));
    let scroll = scroll.min(seen.0);
    lines::draw_read(canvas, inner, &found, scroll);
}

/// A ground that can be chosen, in as many lines as its name takes; how far its check is stands
/// at the end of the first.
fn ground(
    pen: &Pen,
    (place, name, mark): (usize, &str, &str),
    width: usize,
    chosen: bool,
) -> Vec<Line> {
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let room = match pen.columns(mark) {
        0 => width.saturating_sub(4),
        columns => width.saturating_sub(6 + columns),
    };
    let mut found = Vec::new();
    for (row, text) in wrap(&pen.shown(name), room).into_iter().enumerate() {
        if row > 0 {
            found.push(Line::new().blanks(4, Role::Text).and(text, Role::Text));
            continue;
        }
        let line = Line::of(format!("{pointer} {} ", place + 1), Role::Key)
            .column(pen, &text, room, Role::Text)
            .and(format!("  {mark}"), Role::Warning);
        found.push(line.selected(chosen));
    }
    found
}

/// What the policy says of a ground, and what the expert wrote.
fn ground_lines(
    pen: &Pen,
    workspace: &Workspace,
    held: &[(String, String)],
    id: &str,
    width: usize,
) -> Vec<Line> {
    let mut found = Vec::new();
    found.extend(rule_lines(pen, workspace, id, width));
    if let Some((_, reason)) = held.iter().find(|(ground, _)| ground == id) {
        let label = label_of(pen, "vetoes.reason");
        found.extend(labelled(pen, &label, reason, width, Role::Heading));
    }
    found
}

/// Draws the form of a check: what is held above, what was found below.
pub fn checking(app: &App, state: &CheckingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(workspace) = &app.workspace else {
        return;
    };
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let id = state.proposal();
    let title = pen.with("checking.title", &[id]);
    let title = format!("{title}  {}", results::title(workspace, id));
    let title = pen.fitted(&title, width);
    if state.is_choosing {
        choice(workspace, state, canvas, (area, columns), &title);
        return;
    }
    let above = state
        .held()
        .map(|held| held_lines(&pen, workspace, held, width))
        .unwrap_or_default();
    let (below, cursor) = if state.is_asking {
        (question(&pen, workspace, id, width), None)
    } else {
        form(&pen, state, width)
    };
    let form = Form {
        title: &title,
        above: &above,
        below: &below,
        cursor,
        scroll: state.scroll,
    };
    forms::draw(canvas, (area, columns), &form);
}

/// Several grounds are held against the proposal: which one is checked.
fn choice(
    workspace: &Workspace,
    state: &CheckingState,
    canvas: &mut Canvas,
    (area, columns): (Rect, u16),
    title: &str,
) {
    let pen = canvas.pen;
    let width = usize::from(columns - 4);
    let mut found = vec![
        Line::of(pen.say("checking.which"), Role::Muted),
        Line::new(),
    ];
    for (place, held) in state.pending.iter().enumerate() {
        let chosen = state.at == place;
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let name = workspace.panel().policy.ground(&held.ground);
        let line = Line::of(format!("{pointer} {} ", place + 1), Role::Key).column(
            &pen,
            name.of(pen.is_english()),
            width.saturating_sub(5),
            Role::Text,
        );
        found.push(line.selected(chosen));
    }
    let inner = window(canvas, area, columns, found.len() as u16, title);
    lines::draw_list(canvas, inner, &found, state.at + 2);
}

/// The ground in the policy's words, and who holds it with what evidence.
fn held_lines(pen: &Pen, workspace: &Workspace, held: &PendingVeto, width: usize) -> Vec<Line> {
    let name = workspace.panel().policy.ground(&held.ground);
    let mut found = labelled(pen, "", name.of(pen.is_english()), width, Role::Heading);
    found.extend(rule_lines(pen, workspace, &held.ground, width));
    for one in &held.held {
        let expert = workspace.panel().expert(&one.by);
        let by = match expert.map(|expert| expert.name.as_str()) {
            Some(name) if !name.is_empty() => format!("{} {name}", one.by),
            _ if one.by.is_empty() => pen.say("checking.nobody").to_owned(),
            _ => one.by.clone(),
        };
        let evidence = if one.evidence.is_empty() {
            pen.say("checking.no_evidence")
        } else {
            &one.evidence
        };
        let label = label_of(pen, "checking.proposed_by");
        let text = format!("{by}  {evidence}");
        found.extend(labelled(pen, &label, &text, width, Role::Text));
    }
    found
}

/// What the confirmation asks, naming the proposal.
fn question(pen: &Pen, workspace: &Workspace, id: &str, width: usize) -> Vec<Line> {
    let details = [id, results::title(workspace, id)];
    let text = pen.with("checking.question", &details);
    let mut found = labelled(pen, "! ", &text, width, Role::Warning);
    found.push(Line::new());
    let keys = pen.with("checking.question_keys", &[id]);
    found.extend(labelled(pen, "", &keys, width, Role::Heading));
    found
}

/// The rows of the form, and the row and column of the real cursor within them.
fn form(pen: &Pen, state: &CheckingState, width: usize) -> (Vec<Line>, Option<(usize, usize)>) {
    let [votes_for, against] = &state.votes;
    let choices = [VetoState::Dismissed, VetoState::Confirmed];
    let fields = state.rows().iter().map(|row| FormRow {
        label: label(pen, *row),
        is_chosen: state.row == *row,
        content: match row {
            Row::Outcome => Content::Choice(
                choices
                    .iter()
                    .map(|one| (state_words(pen, *one), state.outcome == Some(*one)))
                    .collect(),
            ),
            Row::Checker => Content::Text(&state.checker),
            Row::Finding => Content::Text(&state.finding),
            Row::For => Content::Text(votes_for),
            Row::Against => Content::Text(against),
        },
    });
    let (mut found, cursor) = forms::rows(pen, &fields.collect::<Vec<_>>(), width);
    found.push(Line::new());
    found.extend(labelled(
        pen,
        "",
        pen.say("checking.effect"),
        width,
        Role::Muted,
    ));
    (found, cursor)
}

fn label<'a>(pen: &Pen<'a>, row: Row) -> &'a str {
    pen.say(match row {
        Row::Outcome => "checking.outcome",
        Row::Checker => "checking.checker",
        Row::Finding => "checking.finding",
        Row::For => "checking.votes_for",
        Row::Against => "checking.votes_against",
    })
}
