//! Windows of what is settled about a proposal: the bureau's decision, and a ruling on a
//! conflict of interest with what it changes.

use super::forms::{self, Content, Form, FormRow};
use super::window;
use crate::app::App;
use crate::app::overlays::decision::{self, DecisionState};
use crate::app::overlays::recusing::{Asked, RecusingState, Row};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::domain::panel::Phase;
use crate::domain::rulings::Decision;
use crate::i18n::{reasons, standings};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::results;
use ratatui::layout::Rect;

/// Columns of these windows.
fn columns(area: Rect) -> u16 {
    area.width.saturating_sub(8).clamp(20, 92)
}

fn title(pen: &Pen, workspace: &Workspace, key: &'static str, id: &str, width: usize) -> String {
    let title = pen.with(key, &[id]);
    pen.fitted(
        &format!("{title}  {}", results::title(workspace, id)),
        width,
    )
}

/// Draws the form of a decision.
pub fn decision(app: &App, state: &DecisionState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(workspace) = &app.workspace else {
        return;
    };
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let title = title(&pen, workspace, "deciding.title", &state.proposal, width);
    let above = recommended(&pen, workspace, state, width);
    let (below, cursor) = if state.is_deleting {
        (taking_out(&pen, workspace, state, width), None)
    } else {
        decision_form(&pen, state, width)
    };
    let form = Form {
        title: &title,
        above: &above,
        below: &below,
        cursor,
        scroll: 0,
    };
    forms::draw(canvas, (area, columns), &form);
}

/// What the experts recommend, and what stands there already.
fn recommended(pen: &Pen, workspace: &Workspace, state: &DecisionState, width: usize) -> Vec<Line> {
    let lane = reasons::lane(state.lane, pen.language());
    let sum = |value: Option<_>| value.map(plain);
    let words = match (sum(state.recommended), sum(state.requested)) {
        (Some(awarded), Some(asked)) => pen.with("deciding.experts_sum", &[lane, &awarded, &asked]),
        (_, Some(asked)) => pen.with("deciding.experts_requested", &[lane, &asked]),
        _ => pen.with("deciding.experts", &[lane]),
    };
    let mut found = labelled(pen, "", &words, width, Role::Heading);
    if let Some(before) = &state.before {
        let departs = before.departs_from(state.lane, state.recommended);
        let stands = reasons::decision(before, departs, pen.language());
        let label = format!("{}  ", pen.say("deciding.stands"));
        found.extend(labelled(pen, &label, &stands, width, Role::Text));
    }
    let is_closed = workspace.panel().head.phase == Phase::Closed;
    let key = if is_closed {
        "deciding.after_closing"
    } else {
        "deciding.help"
    };
    found.extend(labelled(pen, "", pen.say(key), width, Role::Muted));
    found
}

/// What the deletion asks, naming the proposal.
fn taking_out(pen: &Pen, workspace: &Workspace, state: &DecisionState, width: usize) -> Vec<Line> {
    let id = state.proposal.as_str();
    let details = [id, results::title(workspace, id)];
    let text = pen.with("deciding.taking_out", &details);
    let mut found = labelled(pen, "! ", &text, width, Role::Warning);
    found.push(Line::new());
    let keys = pen.with("deciding.taking_out_keys", &[id]);
    found.extend(labelled(pen, "", &keys, width, Role::Heading));
    found
}

fn decision_form(
    pen: &Pen,
    state: &DecisionState,
    width: usize,
) -> (Vec<Line>, Option<(usize, usize)>) {
    let words = |outcome: &str| pen.find(&format!("decision.{outcome}"));
    let departs = state.departs();
    let fields = state.rows().iter().map(|row| FormRow {
        label: pen.say(match row {
            decision::Row::Outcome => "deciding.outcome",
            decision::Row::Amount => "deciding.amount",
            decision::Row::Minute => "deciding.minute",
            decision::Row::Approver => "deciding.approver",
            decision::Row::Reason if departs => "deciding.reason_needed",
            decision::Row::Reason => "deciding.reason",
        }),
        is_chosen: state.row == *row,
        content: if let Some(field) = state.field(*row) {
            Content::Text(field)
        } else {
            let outcomes = Decision::OUTCOMES.into_iter();
            let outcomes = outcomes.map(|one| (words(one), state.outcome == Some(one)));
            let stands = state.before.as_ref();
            let other = stands.map(|_| (pen.say("deciding.none"), false));
            Content::Choice(outcomes.chain(other).collect())
        },
    });
    let (mut found, cursor) = forms::rows(pen, &fields.collect::<Vec<_>>(), width);
    found.push(Line::new());
    if let Some(requested) = state.exceeded() {
        let text = pen.with("deciding.exceeds", &[&plain(requested)]);
        found.extend(labelled(pen, "! ", &text, width, Role::Warning));
    }
    let (lead, key, role) = match state.outcome {
        None => ("", "deciding.choose", Role::Muted),
        Some(_) if departs => ("! ", "deciding.departs", Role::Warning),
        Some(_) => ("", "deciding.as_recommended", Role::Muted),
    };
    found.extend(labelled(pen, lead, pen.say(key), width, role));
    (found, cursor)
}

/// Draws the ruling on a conflict of interest: the choice of an expert, the form, the question.
pub fn recusing(app: &App, state: &RecusingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(workspace) = &app.workspace else {
        return;
    };
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let title = title(&pen, workspace, "recusing.title", &state.proposal, width);
    let Some(chosen) = state.chosen().filter(|_| !state.is_choosing) else {
        return choice(state, canvas, (area, columns), &title);
    };
    let (above, below, cursor) = if state.is_asking {
        let above = effect_lines(&pen, workspace, state, width);
        (above, question(&pen, state, chosen, width), None)
    } else {
        let (below, cursor) = ruling_form(&pen, state, width);
        (about(&pen, chosen, width), below, cursor)
    };
    let form = Form {
        title: &title,
        above: &above,
        below: &below,
        cursor,
        scroll: 0,
    };
    forms::draw(canvas, (area, columns), &form);
}

fn choice(state: &RecusingState, canvas: &mut Canvas, (area, columns): (Rect, u16), title: &str) {
    let pen = canvas.pen;
    let width = usize::from(columns - 4);
    let mut found = labelled(&pen, "", pen.say("recusing.which"), width, Role::Muted);
    found.push(Line::new());
    let top = found.len();
    for (place, asked) in state.experts.iter().enumerate() {
        let is_chosen = state.at == place;
        let pointer = if is_chosen { pen.glyphs().pointer } else { " " };
        let digit = match place {
            0..9 => (place + 1).to_string(),
            _ => " ".to_owned(),
        };
        let line = Line::of(format!("{pointer} {digit} "), Role::Key)
            .cell(&pen, &asked.expert, 7, Role::Text)
            .cell(&pen, &asked.name, 12, Role::Text)
            .cell(&pen, sheet_words(&pen, asked), 10, Role::Muted)
            .cell(
                &pen,
                conflict_words(&pen, &asked.state),
                10,
                conflict_role(&asked.state),
            )
            .column(&pen, &asked.reason, width.saturating_sub(43), Role::Muted);
        found.push(line.selected(is_chosen));
    }
    let inner = window(canvas, area, columns, found.len() as u16, title);
    lines::draw_list(canvas, inner, &found, top + state.at);
}

fn sheet_words<'a>(pen: &Pen<'a>, asked: &Asked) -> &'a str {
    pen.say(if asked.has_submitted {
        "recusing.sheet_in"
    } else {
        "recusing.sheet_out"
    })
}

fn conflict_words(pen: &Pen, state: &str) -> &'static str {
    if state.is_empty() {
        return "";
    }
    pen.find(&format!("conflict_state.{state}"))
}

fn conflict_role(state: &str) -> Role {
    if state == "candidate" {
        Role::Warning
    } else {
        Role::Text
    }
}

/// Who it is about, and what is noted of a conflict.
fn about(pen: &Pen, asked: &Asked, width: usize) -> Vec<Line> {
    let line = format!("{} {}", asked.expert, asked.name);
    let mut found = vec![
        Line::of(line, Role::Heading)
            .and("   ", Role::Text)
            .and(sheet_words(pen, asked), Role::Muted),
    ];
    let state = conflict_words(pen, &asked.state);
    if !state.is_empty() {
        let label = format!("{state}  ");
        found.extend(labelled(pen, &label, &asked.reason, width, Role::Text));
    }
    found
}

fn ruling_form(
    pen: &Pen,
    state: &RecusingState,
    width: usize,
) -> (Vec<Line>, Option<(usize, usize)>) {
    let fields = Row::ALL.iter().map(|row| FormRow {
        label: pen.say(match row {
            Row::Outcome => "recusing.outcome",
            Row::By => "recusing.by",
            Row::Reason => "recusing.reason",
        }),
        is_chosen: state.row == *row,
        content: match state.field(*row) {
            Some(field) => Content::Text(field),
            None => Content::Choice(vec![
                (pen.say("recusing.recuse"), state.recuses == Some(true)),
                (pen.say("recusing.clear"), state.recuses == Some(false)),
            ]),
        },
    });
    let (mut found, cursor) = forms::rows(pen, &fields.collect::<Vec<_>>(), width);
    found.push(Line::new());
    found.extend(labelled(
        pen,
        "",
        pen.say("recusing.help"),
        width,
        Role::Muted,
    ));
    (found, cursor)
}

/// What the ruling changes: the proposal itself, then the others that move with it.
fn effect_lines(
    pen: &Pen,
    workspace: &Workspace,
    state: &RecusingState,
    width: usize,
) -> Vec<Line> {
    let Some(effect) = &state.effect else {
        return vec![Line::of(pen.say("recusing.computing"), Role::Muted)];
    };
    let mut found = Vec::new();
    let mut add = |text: &str, role| found.extend(labelled(pen, "", text, width, role));
    let is_recusal = state.recuses == Some(true);
    if is_recusal {
        add(
            pen.say(if effect.has_sheet {
                "recusing.sheet_stays"
            } else {
                "recusing.no_sheet"
            }),
            Role::Text,
        );
    }
    if let Some((before, after)) = &effect.own {
        let least = workspace.panel().policy.valid.experts;
        let details = [after.n.to_string(), least.to_string()];
        let details = details.each_ref().map(String::as_str);
        let (key, role) = if after.n < least {
            ("recusing.too_few", Role::Warning)
        } else {
            ("recusing.left", Role::Text)
        };
        add(&pen.with(key, &details), role);
        let [old, new] = [before, after].map(|one| standings::stand(one, pen.language()));
        add(&pen.with("recusing.before", &[&old]), Role::Text);
        add(&pen.with("recusing.after", &[&new]), Role::Heading);
    }
    if effect.others.is_empty() {
        add(pen.say("recusing.no_others"), Role::Muted);
    }
    for (before, after) in &effect.others {
        let moved = standings::moved(before, after, pen.language());
        add(&moved, Role::Muted);
    }
    found
}

/// What the confirmation asks, naming expert and proposal.
fn question(pen: &Pen, state: &RecusingState, asked: &Asked, width: usize) -> Vec<Line> {
    let details = [asked.expert.as_str(), &asked.name, &state.proposal];
    let (text, keys) = if state.recuses == Some(true) {
        ("recusing.question_recuse", "recusing.keys_recuse")
    } else {
        ("recusing.question_clear", "recusing.keys_clear")
    };
    let mut found = labelled(pen, "! ", &pen.with(text, &details), width, Role::Warning);
    let written = [
        ("recusing.by", state.by.text().trim().to_owned()),
        ("recusing.reason", state.reason.text().trim().to_owned()),
    ];
    found.extend(lines::labelled_together(pen, &written, width));
    let keys = pen.with(keys, &details);
    found.extend(labelled(pen, "", &keys, width, Role::Heading));
    found
}
