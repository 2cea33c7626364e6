//! The window of the agenda: the lines of a group with times and who must leave, or the form
//! with day, times, lengths and the name of who writes it.

use super::forms::{self, Content, Form, FormRow};
use super::window;
use crate::analysis::agenda::times::{Slot, Subject};
use crate::app::App;
use crate::app::overlays::agenda::draft::{Draft, Row};
use crate::app::overlays::agenda::{AgendaState, lines as slots};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::i18n::agendas;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::results;
use ratatui::layout::Rect;

/// Draws the window.
pub fn draw(app: &App, state: &AgendaState, canvas: &mut Canvas, area: Rect) {
    let (Some(workspace), Some(draft)) = (&app.workspace, state.draft()) else {
        return;
    };
    let pen = canvas.pen;
    let columns = area.width.saturating_sub(4).clamp(20, 112);
    let width = usize::from(columns - 4);
    let title = title(&pen, workspace, state, draft);
    let mut above = head(&pen, draft, width);
    if let Some(row) = state.row {
        let (mut below, cursor) = form(&pen, draft, row, width);
        below.push(Line::new());
        let help = labelled(&pen, "", pen.say("agenda_form.help"), width, Role::Muted);
        below.extend(help);
        let form = Form {
            title: &title,
            above: &above,
            below: &below,
            cursor,
            scroll: 0,
        };
        forms::draw(canvas, (area, columns), &form);
        return;
    }
    let found = slots(workspace, draft);
    if above.len() + found.len() + 1 < usize::from(area.height) {
        above.push(Line::new());
    }
    let rows = above.len() + found.len().max(1);
    let inner = window(canvas, area, columns, rows as u16, &title);
    let top = (above.len() as u16).min(inner.height.saturating_sub(2));
    let upper = Rect {
        height: top,
        ..inner
    };
    lines::draw(canvas, upper, &above, 0);
    let list = Rect {
        y: inner.y + top,
        height: inner.height.saturating_sub(top),
        ..inner
    };
    let times = found
        .iter()
        .map(|slot| pen.columns(&agendas::span(slot.from, slot.to(), pen.language())));
    let time = times.max().unwrap_or(0);
    lines::draw_rows(canvas, list, found.len(), draft.line, |place| {
        let chosen = place == draft.line;
        let line = found.get(place).map(|slot| {
            let columns = (time, width);
            row(&pen, workspace, (slot, draft.sees_all), (chosen, columns))
        });
        line.unwrap_or_default().selected(chosen)
    });
}

fn title(pen: &Pen, workspace: &Workspace, state: &AgendaState, draft: &Draft) -> String {
    let panel = workspace.panel();
    let group = panel.groups.iter().find(|one| one.id == draft.group());
    let name = group.map_or(&panel.head.title, |one| &one.name);
    let name = match name.of(pen.is_english()) {
        "" => draft.group(),
        name => name,
    };
    let places = [state.at + 1, state.drafts.len()].map(|count| count.to_string());
    pen.with("agenda_form.title", &[name, &places[0], &places[1]])
}

/// When and where, how long, how the order was come to and what it costs.
fn head(pen: &Pen, draft: &Draft, width: usize) -> Vec<Line> {
    let made = draft.made();
    let when = [&made.day, &made.start, &made.place];
    let when: Vec<&str> = when
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let when = match when.join(" ") {
        none if none.is_empty() => pen.say("agenda.not_fixed").to_owned(),
        when => when,
    };
    let mut found = labelled(pen, "", &when, width, Role::Heading);
    let phases = made.phases;
    let lengths = [
        phases.presentation,
        phases.questions,
        phases.scoring,
        phases.warning,
    ];
    let lengths = lengths.map(|minutes| minutes.to_string());
    let lengths = lengths.each_ref().map(String::as_str);
    let text = pen.with("agenda.lengths", &lengths);
    found.extend(labelled(pen, "", &text, width, Role::Muted));
    if draft.sees_all {
        let order = match &draft.before {
            None if !made.moved && made.seed == 0 => pen.say("agenda.as_listed").to_owned(),
            _ => agendas::order(&made, pen.language()),
        };
        let [chain, draw, leaving] = draft.leavings.by_order.map(|count| count.to_string());
        let (own, now) = (draft.leavings.own.to_string(), draft.now.to_string());
        let details = [order.as_str(), &own, &now, &chain, &draw, &leaving];
        let text = pen.with("agenda.leavings", &details);
        found.extend(labelled(pen, "", &text, width, Role::Text));
    }
    if draft.refusal.is_none() && draft.before.is_some() && draft.is_changed() {
        let text = pen.say("agenda_form.unwritten");
        found.extend(labelled(pen, "! ", text, width, Role::Warning));
    }
    found
}

/// One line: number, time, id, who must leave, title.
fn row(
    pen: &Pen,
    workspace: &Workspace,
    (slot, sees_all): (&Slot, bool),
    (chosen, (time, width)): (bool, (usize, usize)),
) -> Line {
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let span = agendas::span(slot.from, slot.to(), pen.language());
    let lead = |number: &str| {
        let line = Line::of(format!("{pointer} "), Role::Key)
            .figure(pen, number, 3, Role::Text)
            .and("  ", Role::Text);
        match time {
            0 => line,
            _ => line.column(pen, &span, time + 2, Role::Text),
        }
    };
    let used = if time == 0 { 7 } else { 9 + time };
    match slot.subject {
        Subject::Proposal(proposal, number) => {
            let out: Vec<String> = slot
                .out
                .iter()
                .map(|id| results::expert(workspace, id))
                .collect();
            let out = match (out.is_empty(), sees_all) {
                (true, _) => String::new(),
                (false, true) => pen.with("agenda_form.out", &[&out.join(" ")]),
                (false, false) => pen.say("agenda_form.you_leave").to_owned(),
            };
            let room = width.saturating_sub(used + 9);
            let for_out = (room * 2 / 5).min(pen.columns(&out) + 2);
            let line = lead(&number.to_string()).cell(pen, &proposal.id, 9, Role::Text);
            let line = match out.as_str() {
                "" => line,
                out => line.cell(pen, out, for_out, Role::Warning),
            };
            let rest = if out.is_empty() { room } else { room - for_out };
            line.column(pen, &proposal.title, rest, Role::Text)
        }
        Subject::Break => {
            let words = pen.with("agenda.break", &[&slot.minutes.to_string()]);
            lead("").column(pen, &words, width.saturating_sub(used), Role::Muted)
        }
        Subject::Unnamed(count) => {
            let words = pen.with("agenda.others", &[&count.to_string()]);
            lead("").column(pen, &words, width.saturating_sub(used), Role::Muted)
        }
    }
}

fn form(pen: &Pen, draft: &Draft, row: Row, width: usize) -> (Vec<Line>, Option<(usize, usize)>) {
    let rows: Vec<FormRow> = Row::ALL
        .into_iter()
        .filter_map(|one| {
            Some(FormRow {
                label: pen.say(match one {
                    Row::Day => "agenda_form.row_day",
                    Row::Start => "agenda_form.row_start",
                    Row::Place => "agenda_form.row_place",
                    Row::Presentation => "agenda_form.row_presentation",
                    Row::Questions => "agenda_form.row_questions",
                    Row::Scoring => "agenda_form.row_scoring",
                    Row::Warning => "agenda_form.row_warning",
                    Row::Break => "agenda_form.row_break",
                    Row::By => "agenda_form.row_by",
                }),
                is_chosen: one == row,
                content: Content::Text(draft.field(one)?),
            })
        })
        .collect();
    forms::rows(pen, &rows, width)
}
