//! My sheets: the own ranking with what is missing.

use super::results;
use crate::analysis::search::Marker;
use crate::app::filter::ListFilter;
use crate::app::overlays::{hand_in, menu};
use crate::app::screens::my_sheets::{
    Line as Row, MySheetsState, is_narrow, lines as rows_of, spread,
};
use crate::app::{App, Command};
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::filter::{self, marked};
use crate::ui::frame::{self, Head};
use crate::ui::lines::{self, Line};
use ratatui::layout::Rect;

/// Draws the screen.
pub fn draw(app: &App, state: &MySheetsState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let pen = canvas.pen;
    let found = rows_of(workspace);
    let done = found.iter().filter(|line| line.progress.is_done()).count();
    let counts = [done.to_string(), found.len().to_string()];
    let head = Head {
        title: pen.say("my_sheets.title").to_owned(),
        right: pen.with("chains.progress", &[&counts[0], &counts[1]]),
        second: match found.iter().filter(|line| line.can_rescore).count() {
            0 => spread_words(&pen, &found),
            count => {
                let way = menu::in_menu(pen.language(), Command::Reopen);
                pen.with("second.count", &[&count.to_string(), &way])
            }
        },
    };
    let body = frame::draw(app, canvas, area, &head);
    let body = filter::draw(canvas, state.filter.as_deref(), body, true);
    let filter = state.filter.as_deref();
    let marker = filter.map(ListFilter::marker).unwrap_or_default();
    let columns = Columns::of(&pen, &found, usize::from(body.width));
    let found = state.shown(workspace);
    header(&pen, &columns).draw(canvas, body.x, body.y, body.width);
    let row = |line: &Row| {
        let title = results::title(workspace, &line.id);
        let chosen = line.id == state.selected;
        row(&pen, &marker, line, (title, &columns), chosen)
    };
    let rows: Vec<Line> = found.iter().map(row).collect();
    if rows.is_empty() {
        let words = pen.say("proposals.nothing");
        canvas.text(3, body.y + 2, body.width, words, Role::Warning);
    }
    let selected = found.iter().position(|line| line.id == state.selected);
    let told = receipt(app, &pen);
    if let Some((text, role)) = &told {
        let y = body.bottom().saturating_sub(1);
        canvas.text(2, y, body.width.saturating_sub(4), text, *role);
    }
    let height = body.height.saturating_sub(1 + u16::from(told.is_some()));
    let list = Rect {
        y: body.y + 1,
        height,
        ..body
    };
    lines::draw_list(canvas, list, &rows, selected.unwrap_or(0));
}

/// What was handed in, and whether it still is what stands here.
fn receipt(app: &App, pen: &Pen) -> Option<(String, Role)> {
    let (receipt, is_changed) = hand_in::receipt(app)?;
    let details = [receipt.code.clone(), receipt.sheets.to_string()];
    let details = details.each_ref().map(String::as_str);
    Some(if is_changed {
        let text = pen.with("my_sheets.hand_in_again", &details);
        (format!("! {text}"), Role::Warning)
    } else {
        let text = pen.with("my_sheets.handed_in", &details);
        (format!("{} {text}", pen.glyphs().passed), Role::Good)
    })
}

fn spread_words(pen: &Pen, found: &[Row]) -> String {
    let Some((spread, count)) = spread(found) else {
        let has_one = found.iter().any(|line| line.total.is_some());
        let key = if has_one {
            "my_sheets.one"
        } else {
            "my_sheets.none"
        };
        return pen.say(key).to_owned();
    };
    let is_narrow = is_narrow(found);
    let key = if is_narrow {
        "my_sheets.narrow"
    } else {
        "my_sheets.spread"
    };
    pen.with(key, &[&count.to_string(), &plain(spread)])
}

/// How wide the columns are.
struct Columns {
    title: usize,
    verdict: usize,
    /// Nought where what is missing stands in the place of the verdict.
    missing: usize,
}

/// Columns beside these and the state: pointer, rank, id, total, and blanks.
const FIXED: usize = 27;
/// Columns of verdict, state and what is missing, and of verdict or what is missing in one.
const VERDICT: usize = 11;
const STATE: usize = 11;
const MISSING: usize = 19;
const EITHER: usize = 24;
/// Columns of a title that should be there, and those that are there at least.
const TITLE: usize = 20;
const LEAST: usize = 11;

impl Columns {
    fn of(pen: &Pen, found: &[Row], width: usize) -> Self {
        let room = width.saturating_sub(FIXED + STATE);
        let (verdict, missing) = if room < VERDICT + MISSING + TITLE {
            let lacking = found
                .iter()
                .map(|line| pen.columns(&lacks(pen, line, usize::MAX)) + 1);
            let most = lacking.max().unwrap_or_default().clamp(VERDICT, EITHER);
            let either = room.saturating_sub(LEAST).clamp(VERDICT, most);
            (either, 0)
        } else {
            (VERDICT, MISSING)
        };
        Self {
            title: room.saturating_sub(verdict + missing),
            verdict,
            missing,
        }
    }
}

fn header(pen: &Pen, columns: &Columns) -> Line {
    let role = Role::Muted;
    let both = pen.say("my_sheets.verdict_or_missing");
    let either = if columns.missing == 0 && pen.columns(both) <= columns.verdict {
        both
    } else {
        pen.say("table.verdict")
    };
    Line::of("   ", role)
        .figure(pen, pen.say("table.rank"), 4, role)
        .and("  ", role)
        .column(pen, pen.say("table.id"), 7, role)
        .column(pen, pen.say("table.title"), columns.title, role)
        .figure(pen, pen.say("table.total"), 7, role)
        .and("  ", role)
        .cell(pen, either, columns.verdict, role)
        .cell(pen, pen.say("table.state"), STATE, role)
        .column(pen, pen.say("table.missing"), columns.missing, role)
}

fn verdict(pen: &Pen, line: &Row) -> &'static str {
    line.verdict.map_or("", |verdict| {
        pen.find(&format!("verdict.{}", verdict.key()))
    })
}

/// What a sheet lacks, or that it may be changed.
fn missing(pen: &Pen, line: &Row) -> String {
    let is_open = !line.progress.is_done();
    match (line.missing, line.lacks_verdict) {
        (0, true) if is_open => pen.say("my_sheets.missing_verdict").to_owned(),
        (count, false) if is_open && count > 0 => {
            pen.with("my_sheets.missing", &[&count.to_string()])
        }
        (count, true) if is_open => pen.with("my_sheets.missing_both", &[&count.to_string()]),
        _ if line.can_rescore => pen.say("second.may_change").to_owned(),
        _ => String::new(),
    }
}

/// The same where it stands in the place of the verdict, as brief as `width` asks for.
fn lacks(pen: &Pen, line: &Row, width: usize) -> String {
    let missing = missing(pen, line);
    if line.progress.is_done() {
        return missing;
    }
    let count = line.missing + usize::from(line.lacks_verdict);
    let full = pen.with("my_sheets.lacks", &[&missing]);
    if pen.columns(&full) <= width {
        full
    } else {
        pen.with("my_sheets.lacks_short", &[&count.to_string()])
    }
}

fn row(
    pen: &Pen,
    marker: &Marker,
    line: &Row,
    (title, columns): (&str, &Columns),
    chosen: bool,
) -> Line {
    let is_open = !line.progress.is_done();
    let missing = missing(pen, line);
    let lacks = lacks(pen, line, columns.verdict);
    let (verdict, role) = if columns.missing == 0 && !missing.is_empty() {
        (lacks.as_str(), Role::Warning)
    } else {
        (verdict(pen, line), Role::Text)
    };
    let rank = line.rank.map(|rank| rank.to_string()).unwrap_or_default();
    let total = line.total.map(plain).unwrap_or_default();
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let state_role = if is_open || line.can_rescore {
        Role::Warning
    } else {
        Role::Good
    };
    let begun = Line::of(format!(" {pointer} "), Role::Text)
        .figure(pen, &rank, 4, Role::Text)
        .and("  ", Role::Text);
    let begun = marked(pen, begun, &line.id, &marker.of(&line.id), 7);
    marked(pen, begun, title, &marker.of(title), columns.title)
        .figure(pen, &total, 7, Role::Heading)
        .and("  ", Role::Text)
        .cell(pen, verdict, columns.verdict, role)
        .column(pen, pen.say(line.state), STATE, state_role)
        .column(pen, &missing, columns.missing, Role::Warning)
        .selected(chosen)
}
