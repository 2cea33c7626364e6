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
use crate::domain::agenda::AgendaFaults;
use crate::domain::panel::Panel;
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
    let mut above = head(&pen, workspace.panel(), draft, width);
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
    above.push(chosen_out(
        &pen,
        workspace,
        found.get(draft.line),
        draft.sees_all,
    ));
    let rows = above.len() + found.len().max(1);
    let inner = window(canvas, area, columns, rows as u16, &title);
    let top = (above.len() as u16).min(inner.height.saturating_sub(2));
    let upper = Rect {
        height: top,
        ..inner
    };
    lines::draw_read(canvas, upper, &above, 0);
    let list = Rect {
        y: inner.y + top,
        height: inner.height.saturating_sub(top),
        ..inner
    };
    let widths = Widths::of(&pen, workspace, (&found, draft.sees_all), width);
    lines::draw_rows(canvas, list, found.len(), draft.line, |place| {
        let chosen = place == draft.line;
        let line = found.get(place).map(|slot| {
            let out = out(&pen, workspace, slot, draft.sees_all);
            row(&pen, (slot, &out), &widths, chosen)
        });
        line.unwrap_or_default().selected(chosen)
    });
}

/// Columns of the parts of a line.
struct Widths {
    time: usize,
    out: usize,
    title: usize,
}

/// Columns of pointer and number.
const LEAD: usize = 7;
/// Columns of a proposal's id.
const ID: usize = 9;

impl Widths {
    fn of(
        pen: &Pen,
        workspace: &Workspace,
        (found, sees_all): (&[Slot], bool),
        width: usize,
    ) -> Self {
        let times = found.iter().map(|slot| {
            let span = agendas::span(slot.from, slot.to(), pen.language());
            pen.columns(&span)
        });
        let time = times
            .max()
            .filter(|time| *time > 0)
            .map_or(0, |time| time + 2);
        let room = width.saturating_sub(LEAD + ID + time);
        let outs = found.iter().map(|slot| {
            let out = out(pen, workspace, slot, sees_all);
            pen.columns(&out)
        });
        let out = outs.max().filter(|out| *out > 0).map_or(0, |out| out + 2);
        let out = out.min(room / 2);
        Self {
            time,
            out,
            title: room - out,
        }
    }
}

/// Who must be out of the room, short.
fn out(pen: &Pen, workspace: &Workspace, slot: &Slot, sees_all: bool) -> String {
    let name = |id: &&str| workspace.panel().name_of(id).to_owned();
    match (slot.out.is_empty(), sees_all) {
        (true, _) => String::new(),
        (false, true) => {
            let names: Vec<String> = slot.out.iter().map(name).collect();
            pen.with("agenda_form.out", &[&names.join(" ")])
        }
        (false, false) => pen.say("agenda_form.you_leave").to_owned(),
    }
}

/// Who must be out for the chosen line, with their ids: the list may be too narrow for all.
fn chosen_out(pen: &Pen, workspace: &Workspace, slot: Option<&Slot>, sees_all: bool) -> Line {
    let out = slot.map_or(&[][..], |slot| &slot.out);
    if out.is_empty() || !sees_all {
        return Line::new();
    }
    let people: Vec<String> = out
        .iter()
        .map(|id| results::expert(workspace, id))
        .collect();
    let text = pen.with("agenda_form.out_now", &[&people.join(" ")]);
    Line::of(text, Role::Warning)
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
fn head(pen: &Pen, panel: &Panel, draft: &Draft, width: usize) -> Vec<Line> {
    let made = draft.made();
    let when = agendas::occasion(&made, pen.language());
    let mut found = labelled(pen, "", &when, width, Role::Heading);
    let text = agendas::lengths(made.phases, pen.language());
    found.extend(labelled(pen, "", &text, width, Role::Muted));
    if draft.sees_all {
        let order = if draft.is_listed(panel) {
            pen.say("agenda.as_listed").to_owned()
        } else {
            agendas::order(&made, pen.language())
        };
        let [chain, draw, leaving] = draft.leavings.by_order.map(|count| count.to_string());
        let (own, now) = (draft.leavings.own.to_string(), draft.now.to_string());
        let details = [order.as_str(), &own, &now, &chain, &draw, &leaving];
        let text = pen.with("agenda.leavings", &details);
        found.extend(labelled(pen, "", &text, width, Role::Text));
    }
    let faults = draft.sees_all.then(|| AgendaFaults::of_shown(&made, panel));
    for text in agendas::faults(&faults.unwrap_or_default(), pen.language()) {
        found.extend(labelled(pen, "! ", &text, width, Role::Warning));
    }
    if draft.refusal.is_none() && draft.before.is_some() && draft.is_changed() {
        let text = pen.say("agenda_form.unwritten");
        found.extend(labelled(pen, "! ", text, width, Role::Warning));
    }
    found
}

/// One line: number, time, id, who must leave, title.
fn row(pen: &Pen, (slot, out): (&Slot, &str), widths: &Widths, chosen: bool) -> Line {
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let span = agendas::span(slot.from, slot.to(), pen.language());
    let lead = |number: &str| {
        Line::of(format!("{pointer} "), Role::Key)
            .figure(pen, number, 3, Role::Text)
            .and("  ", Role::Text)
            .column(pen, &span, widths.time, Role::Text)
    };
    let across = ID + widths.out + widths.title;
    match slot.subject {
        Subject::Proposal(proposal, number) => lead(&number.to_string())
            .cell(pen, &proposal.id, ID, Role::Text)
            .cell(pen, out, widths.out, Role::Warning)
            .column(pen, &proposal.title, widths.title, Role::Text),
        Subject::Break => {
            let words = pen.with("agenda.break", &[&slot.minutes.to_string()]);
            lead("").column(pen, &words, across, Role::Muted)
        }
        Subject::Unnamed(count) => {
            let words = pen.with("agenda.others", &[&count.to_string()]);
            lead("").column(pen, &words, across, Role::Muted)
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
                    Row::Seed => "agenda_form.row_seed",
                    Row::By => "agenda_form.row_by",
                }),
                is_chosen: one == row,
                content: Content::Text(draft.field(one)?),
            })
        })
        .collect();
    forms::rows(pen, &rows, width)
}
