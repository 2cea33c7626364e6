//! Windows about what goes out and comes back: handing in with its code, naming a folder,
//! which sheets are owed, which value a cell holds.

use super::window;
use crate::app::App;
use crate::app::exchange::{HandInRefusal, HandedIn};
use crate::app::overlay::MissingState;
use crate::app::overlays::hand_in::{HandInState, Step, contents, untouched};
use crate::app::overlays::naming::{NamingState, PathField, Purpose};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::problem::Problem;
use crate::i18n::problems;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::screens::{merge, results};
use ratatui::layout::Rect;

/// Columns of these windows.
fn columns(area: Rect) -> u16 {
    area.width.saturating_sub(6).clamp(20, 92)
}

/// Draws handing in: what goes, the folder, and then the code.
pub fn hand_in(app: &App, state: &HandInState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    match &state.step {
        Step::Done(done) => {
            let found = done_lines(&pen, done, width);
            let title = pen.say("hand_in.title_done");
            let inner = window(canvas, area, columns, found.len() as u16, title);
            lines::draw_read(canvas, inner, &found, 0);
        }
        Step::Writing(going) => {
            let title = pen.say("hand_in.title");
            let inner = window(canvas, area, columns, 3, title);
            let text = match going {
                None => pen.say("hand_in.writing").to_owned(),
                Some(going) => {
                    let key = if going.is_reading_back {
                        "hand_in.reading_back"
                    } else {
                        "hand_in.writing_sheets"
                    };
                    pen.with(key, &[&going.done.to_string(), &going.all.to_string()])
                }
            };
            canvas.text(inner.x, inner.y + 1, inner.width, &text, Role::Notice);
        }
        Step::Asking => asking(app, state, canvas, area),
    }
}

fn asking(app: &App, state: &HandInState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let columns = columns(area);
    let width = usize::from(columns - 4);
    let mut above = Vec::new();
    let workspace = app.workspace.as_ref();
    if let Some((workspace, own)) =
        workspace.and_then(|workspace| Some((workspace, workspace.own.as_ref()?)))
    {
        let (count, drafts) = contents(own);
        let text = pen.with("hand_in.contents", &[&count.to_string()]);
        above.extend(labelled(&pen, "", &text, width, Role::Text));
        for (key, ids) in [
            ("hand_in.sent_back", workspace.sent_back()),
            ("hand_in.drafts", drafts),
            ("hand_in.untouched", untouched(workspace, own)),
        ] {
            if !ids.is_empty() {
                let details = [ids.len().to_string(), ids.join(" ")];
                let details = details.each_ref().map(String::as_str);
                let text = pen.with(key, &details);
                above.extend(labelled(&pen, "! ", &text, width, Role::Warning));
            }
        }
    }
    let most = usize::from(area.height).saturating_sub(16).max(3);
    above.truncate(most);
    let mut below = offers(&pen, &state.path, width);
    if let Some(refusal) = &state.refusal {
        below.extend(refusal_lines(&pen, state, refusal, width));
    }
    field(
        canvas,
        area,
        pen.say("hand_in.title"),
        &above,
        pen.say("hand_in.folder"),
        &state.path,
        &below,
    );
}

/// A window with a path between two texts; the real cursor stands in the path.
pub(super) fn field(
    canvas: &mut Canvas,
    area: Rect,
    title: &str,
    above: &[Line],
    label: &str,
    path: &PathField,
    below: &[Line],
) {
    let width = usize::from(columns(area) - 4);
    let typed = path.field.lines(width.saturating_sub(1).max(8));
    let rows = above.len() + typed.len() + below.len() + 4;
    let inner = window(canvas, area, columns(area), rows as u16, title);
    let mut found = above.to_vec();
    found.push(Line::new());
    found.push(Line::of(label, Role::Muted));
    let place = found.len();
    found.extend(typed.iter().map(|line| Line::of(*line, Role::Input)));
    found.push(Line::new());
    found.extend(below.iter().cloned());
    let (row, column) = path.field.position(width.saturating_sub(1).max(8));
    let row = place + row;
    let scroll = (row + 1).saturating_sub(usize::from(inner.height).saturating_sub(1).max(1));
    let first = lines::draw_read(canvas, inner, &found, scroll);
    let y = inner.y + row.saturating_sub(first) as u16;
    canvas.cursor = Some((
        (inner.x + column as u16).min(inner.right().saturating_sub(1)),
        y.min(inner.bottom().saturating_sub(1)),
    ));
}

pub(super) fn offers(pen: &Pen, path: &PathField, width: usize) -> Vec<Line> {
    if path.offers.is_empty() {
        return Vec::new();
    }
    let text = path.offers.join("  ");
    let mut found = labelled(pen, "", &text, width, Role::Muted);
    found.truncate(4);
    found
}

fn refusal_lines(
    pen: &Pen,
    state: &HandInState,
    refusal: &HandInRefusal,
    width: usize,
) -> Vec<Line> {
    let lead = format!("{} ", pen.glyphs().failed);
    match refusal {
        HandInRefusal::NoFolder => {
            let folder = state.to_make.clone().unwrap_or_default();
            let text = pen.with("hand_in.no_folder", &[&folder]);
            labelled(pen, "! ", &text, width, Role::Warning)
        }
        HandInRefusal::Reason(key, file) => {
            let text = pen.with("hand_in.failed", &[pen.say(key), file]);
            let mut found = labelled(pen, &lead, text.trim_end(), width, Role::Bad);
            let remedy = pen.say("hand_in.remedy");
            found.extend(labelled(pen, "  ", remedy, width, Role::Text));
            found
        }
    }
}

fn done_lines(pen: &Pen, done: &HandedIn, width: usize) -> Vec<Line> {
    let details = [done.sheets.to_string(), done.code.clone()];
    let details = details.each_ref().map(String::as_str);
    let text = pen.with("hand_in.done", &details);
    let mut found = labelled(pen, "", &text, width, Role::Good);
    found.push(Line::new());
    let rows = large(pen, &done.code);
    // half of a code is no code: where it has no room so large it stands below alone
    let has_room = rows.iter().all(|row| pen.columns(row.trim_end()) <= width);
    for row in rows.into_iter().filter(|_| has_room) {
        let lead = width.saturating_sub(pen.columns(&row)) / 2;
        found.push(Line::of(" ".repeat(lead), Role::Text).and(row, Role::Heading));
    }
    let lead = " ".repeat(width.saturating_sub(done.code.len()) / 2);
    found.push(Line::of(lead, Role::Text).and(done.code.clone(), Role::Heading));
    found.push(Line::new());
    let label = format!("{}  ", pen.say("hand_in.file"));
    found.extend(labelled(pen, &label, &done.file, width, Role::Text));
    let digest: String = done.digest.chars().take(16).collect();
    let label = format!("{}  ", pen.say("hand_in.digest"));
    found.extend(labelled(
        pen,
        &label,
        &format!("{digest}{}", pen.glyphs().cut),
        width,
        Role::Muted,
    ));
    let open = done.sheets - done.finished.min(done.sheets);
    if open > 0 {
        let text = pen.with("exchange.handed_in_open", &[&open.to_string()]);
        found.extend(labelled(pen, "! ", &text, width, Role::Warning));
    }
    for file in &done.left_out {
        let text = pen.with("exchange.left_out", &[file]);
        found.extend(labelled(pen, "! ", &text, width, Role::Warning));
    }
    found
}

/// The digits of a code five rows high, from pieces three columns wide.
fn large(pen: &Pen, code: &str) -> [String; 5] {
    let mut rows: [String; 5] = Default::default();
    for digit in code.chars() {
        let shape = shape(digit);
        for (row, bits) in rows.iter_mut().zip(shape) {
            for bit in [4, 2, 1] {
                let piece = if bits & bit > 0 {
                    pen.glyphs().full
                } else {
                    " "
                };
                row.push_str(piece);
            }
            row.push(' ');
        }
    }
    rows
}

/// Five rows of three bits.
fn shape(digit: char) -> [u8; 5] {
    match digit {
        '0' => [7, 5, 5, 5, 7],
        '1' => [2, 6, 2, 2, 7],
        '2' => [7, 1, 7, 4, 7],
        '3' => [7, 1, 7, 1, 7],
        '4' => [5, 5, 7, 1, 1],
        '5' => [7, 4, 7, 1, 7],
        '6' => [7, 4, 7, 5, 7],
        '7' => [7, 1, 1, 1, 1],
        '8' => [7, 5, 7, 5, 7],
        '9' => [7, 5, 7, 1, 7],
        '-' => [0, 0, 7, 0, 0],
        _ => [0; 5],
    }
}

/// Draws the naming of a folder or a file.
pub fn naming(state: &NamingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(columns(area) - 4);
    let (title, help, label) = match state.purpose {
        Purpose::Watch => ("naming.watch", "naming.watch_help", "naming.folder"),
        Purpose::TakeIn => ("naming.take_in", "naming.take_in_help", "naming.file"),
    };
    let above = labelled(&pen, "", pen.say(help), width, Role::Muted);
    let below = offers(&pen, &state.path, width);
    field(
        canvas,
        area,
        pen.say(title),
        &above,
        pen.say(label),
        &state.path,
        &below,
    );
}

/// Why a sheet that lies there was not taken: its expert does not owe it.
fn not_taken(pen: &Pen, workspace: &Workspace, pair: (&str, &str), width: usize) -> Vec<Line> {
    let problems = workspace.results.as_ref().map(|results| &results.problems);
    let is_it = |problem: &&Problem| problem.sheet() == Some(pair);
    let Some(problem) = problems.and_then(|all| all.iter().find(is_it)) else {
        return Vec::new();
    };
    let message = problems::message(problem, pen.language());
    let text = pen.with("merge_screen.not_taken", &[&problem.file, &message]);
    labelled(pen, "          ! ", &text, width, Role::Warning)
}

/// Draws which sheets an expert still owes.
pub fn missing(app: &App, state: &MissingState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(workspace) = &app.workspace else {
        return;
    };
    let results = workspace.results.as_ref();
    let receipts = results.map(|results| &results.receipts);
    let one = receipts.and_then(|receipts| {
        let mut experts = receipts.experts.iter();
        experts.find(|one| one.expert == state.expert)
    });
    let column = state
        .column
        .and_then(|column| receipts.and_then(|receipts| receipts.columns.get(column)));
    let of = column.map_or_else(
        || pen.say("merge_screen.all_chains").to_owned(),
        |id| merge::board::column_name(&pen, workspace, id),
    );
    let name = results::expert(workspace, &state.expert);
    let title = pen.with("merge_screen.owed_title", &[&name, &of]);
    let missing = one.map(|one| one.missing(state.column)).unwrap_or_default();
    let width = usize::from(columns(area).saturating_sub(4));
    let mut found: Vec<Line> = missing
        .iter()
        .flat_map(|id| {
            let lead = Line::new().column(&pen, id, 10, Role::Heading);
            let line = lead.and(results::title(workspace, id).to_owned(), Role::Text);
            let mut lines = vec![line];
            lines.extend(not_taken(&pen, workspace, (&state.expert, id), width));
            lines
        })
        .collect();
    if found.is_empty() {
        found.push(Line::of(pen.say("merge_screen.owes_nothing"), Role::Good));
    }
    let inner = window(canvas, area, columns(area), found.len() as u16, &title);
    lines::draw(canvas, inner, &found, state.scroll);
}
