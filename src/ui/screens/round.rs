//! The steps of a round: each with a mark, a word and its figure, and of the chosen one what it
//! does, what it still needs and what does it. Beside each other where there is room.

use crate::app::App;
use crate::app::screens::round::steps::{Standing, Step, Told, Way, told, way};
use crate::app::screens::round::{KEYS, RoundState};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::panel::Phase;
use crate::i18n::policy::{code, phase};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Columns from which the details stand beside the list.
const BROAD: u16 = 100;
/// Fewest rows of the details below the list, with the rule above them.
const DETAILS: u16 = 4;
/// Columns of a step's name.
const NAME: usize = 21;
/// Columns of how far it is.
const STANDING: usize = 10;
/// Columns before the figure of a step.
const LEAD: usize = 7 + NAME + STANDING;
/// Fewest columns of the details beside the list.
const BESIDE: u16 = 42;

/// Draws the screen.
pub fn draw(app: &App, state: &RoundState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let pen = canvas.pen;
    let body = frame::draw(app, canvas, area, &head(&pen, workspace));
    let steps = Step::ALL.map(|step| (step, told(app, workspace, step)));
    if body.width < BROAD {
        // what the chosen step needs is seen on low screens too
        let most = body.height.saturating_sub(DETAILS).max(1);
        let rows = (Step::ALL.len() as u16).min(most);
        let list = Rect {
            height: rows,
            ..body
        };
        list_of(&pen, &steps, state, canvas, list);
        let rest = body.height.saturating_sub(rows + 1);
        if rest > 0 {
            canvas.rule(0, list.bottom(), body.width);
            let pane = Rect {
                x: 1,
                y: list.bottom() + 1,
                width: body.width.saturating_sub(2),
                height: rest,
            };
            details(app, &steps, state, canvas, pane);
        }
        return;
    }
    // the figures stand whole, as long as the details have room to be read
    let figures = steps.iter().map(|(_, told)| pen.columns(&told.figure));
    let widest = (LEAD + figures.max().unwrap_or_default() + 3) as u16;
    let most = body.width.saturating_sub(BESIDE).max(65);
    let left = widest.max(body.width * 58 / 100).clamp(65, most.min(100));
    canvas.divide(left, body);
    let list = Rect {
        width: left,
        ..body
    };
    list_of(&pen, &steps, state, canvas, list);
    let pane = Rect {
        x: left + 2,
        width: body.width.saturating_sub(left + 3),
        ..body
    };
    details(app, &steps, state, canvas, pane);
}

fn head(pen: &Pen, workspace: &Workspace) -> Head {
    let panel = workspace.panel();
    let phase = phase(panel, pen.language());
    let round = match panel.head.reconsider.proposals.as_slice() {
        [] => pen.say("round.first"),
        _ => pen.say("round.second"),
    };
    let title = panel.head.title.of(pen.is_english());
    let second = if panel.head.phase == Phase::Draft {
        title.to_owned()
    } else {
        let code = code(&panel.policy_digest).unwrap_or_default();
        format!("{title}   {}", pen.with("round.policy_code", &[&code]))
    };
    Head {
        title: pen.say("screen.round").to_owned(),
        right: format!("{phase}   {round}"),
        second,
    }
}

fn mark<'a>(pen: &Pen<'a>, standing: Standing) -> (&'a str, Role) {
    match standing {
        Standing::Done => (pen.glyphs().passed, Role::Good),
        Standing::Partly => ("~", Role::Warning),
        Standing::Due => ("!", Role::Warning),
        Standing::Trouble => (pen.glyphs().failed, Role::Bad),
        Standing::Later | Standing::Free => (" ", Role::Muted),
    }
}

fn list_of(pen: &Pen, steps: &[(Step, Told)], state: &RoundState, canvas: &mut Canvas, area: Rect) {
    let width = usize::from(area.width);
    let rest = width.saturating_sub(NAME + STANDING + 9);
    let found: Vec<Line> = steps
        .iter()
        .enumerate()
        .map(|(place, (step, told))| {
            let chosen = place == state.at;
            let pointer = if chosen { pen.glyphs().pointer } else { " " };
            let (sign, role) = mark(pen, told.standing);
            let name = pen.find(&format!("round.step_{}", step.key()));
            let key = KEYS.get(place).copied().unwrap_or(' ');
            Line::of(format!(" {pointer} "), Role::Key)
                .and(format!("{key} "), Role::Key)
                .cell(pen, name, NAME, Role::Heading)
                .column(pen, sign, 2, role)
                .cell(pen, pen.say(told.standing.key()), STANDING, role)
                .column(pen, &told.figure, rest, Role::Text)
                .selected(chosen)
        })
        .collect();
    lines::draw_list(canvas, area, &found, state.at);
}

fn details(app: &App, steps: &[(Step, Told)], state: &RoundState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(area.width);
    let Some((step, told)) = steps.get(state.at) else {
        return;
    };
    let name = pen.find(&format!("round.step_{}", step.key()));
    let mut found = labelled(&pen, "", name, width, Role::Title);
    found.extend(labelled(&pen, "", &told.figure, width, Role::Text));
    found.push(Line::new());
    for need in &told.needs {
        let role = match told.standing {
            Standing::Done => Role::Text,
            _ => Role::Warning,
        };
        found.extend(labelled(&pen, "- ", need, width, role));
    }
    if !told.needs.is_empty() {
        found.push(Line::new());
    }
    let about = pen.find(&format!("round.about_{}", step.key()));
    found.extend(labelled(&pen, "", about, width, Role::Muted));
    found.push(Line::new());
    found.extend(doing(app, &pen, *step, width));
    lines::compact(&mut found, usize::from(area.height));
    lines::draw(canvas, area, &found, state.scroll);
}

/// What Enter does, or the command of the shell, or why neither.
fn doing(app: &App, pen: &Pen, step: Step, width: usize) -> Vec<Line> {
    let path = app.workspace.as_ref().map(|one| &one.opened.place.path);
    let path = path.map(String::as_str).unwrap_or_default();
    match way(step) {
        Way::Shell(key) => labelled(pen, "", &pen.with(key, &[path]), width, Role::Text),
        Way::Command(command) => {
            let name = pen.find(&format!("command.{}", command.id()));
            match crate::app::possible::possible(app, command) {
                Ok(()) => {
                    let lead = format!("{}  ", pen.say("hintkey.Enter"));
                    labelled(pen, &lead, name, width, Role::Heading)
                }
                Err(reason) => {
                    let text = pen.with("notice.not_possible", &[name, &reason]);
                    labelled(pen, "", &text, width, Role::Muted)
                }
            }
        }
    }
}
