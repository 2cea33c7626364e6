//! What stands under the sheet: the anchors of the current criterion, and the own
//! neighbours in the chain.

use super::Scene;
use super::sheet::pointer;
use crate::app::overlays::grounds;
use crate::app::screens::scoring::neighbours::Neighbours;
use crate::app::screens::scoring::rows::Row;
use crate::config::theme::Role;
use crate::domain::decimal::{Decimal, plain};
use crate::text::width::{columns, pad};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use crate::ui::overlays::vetoes::state_words;
use ratatui::layout::Rect;
use std::ops::Range;

/// Returns the anchors of the criterion with the cursor; one line each on narrow screens.
pub fn anchors(scene: &Scene, pen: &Pen, width: usize, brief: bool) -> Vec<Line> {
    let rubric = scene.rubric();
    let Row::Criterion(place) = Row::at(rubric, scene.state.row) else {
        return Vec::new();
    };
    let Some(criterion) = rubric.criteria.get(place) else {
        return Vec::new();
    };
    let name = criterion.name.of(pen.is_english());
    let full = plain(criterion.weight());
    let number = (place + 1).to_string();
    let titled = |name: &str| pen.with("sheet.anchor_title", &[&number, name, &full]);
    let lead = if brief { " " } else { "" };
    // on one line the name gives way, not the points
    let beside = pen.columns(lead) + pen.columns(&titled(""));
    let title = if brief {
        titled(&pen.fitted(name, width.saturating_sub(beside)))
    } else {
        titled(name)
    };
    let mut found = if brief {
        vec![Line::of(format!("{lead}{title}"), Role::Heading)]
    } else {
        labelled(pen, "", &title, width, Role::Heading)
    };
    for level in &criterion.levels {
        let span = if level.from == level.to {
            level.from.clone()
        } else {
            format!("{}-{}", level.from, level.to)
        };
        let label = format!(
            "{lead}{} {} ",
            level.mark.of(pen.is_english()),
            crate::text::width::pad_left(&span, 5)
        );
        let text = level.text.of(pen.is_english());
        if brief {
            found.push(Line::of(label, Role::Muted).column(
                pen,
                text,
                width.saturating_sub(10),
                Role::Text,
            ));
        } else {
            found.extend(labelled(pen, &label, text, width, Role::Text));
        }
    }
    found
}

/// The vetoes that the own sheet holds against the proposal, and how far their check is.
pub fn vetoes(scene: &Scene, pen: &Pen, width: usize) -> Vec<Line> {
    let id = &scene.proposal.id;
    let held = grounds::proposed(scene.workspace, id);
    let blanks = if width >= 40 { 5 } else { 3 };
    let label = match (pen.is_english(), width >= 40) {
        (true, _) => 12,
        (false, true) => 10,
        (false, false) => 9,
    };
    let label = pad(pen.say("sheet.veto_row"), label);
    let label = format!("{}{label}", " ".repeat(blanks));
    let one = |(ground, _): &(String, String)| {
        let name = scene.workspace.panel().policy.ground(ground);
        let state = state_words(pen, grounds::ruled(scene.workspace, id, ground));
        let room = width.saturating_sub(pen.columns(&label) + pen.columns(state) + 2);
        Line::of(label.clone(), Role::Warning)
            .column(pen, name.of(pen.is_english()), room, Role::Heading)
            .and(format!(" {state}"), Role::Warning)
    };
    held.iter().map(one).collect()
}

/// Fewest rows that a list of the own neighbours takes; with fewer they stand on one line.
const LIST: usize = 5;

/// Draws the own neighbours in the chain: a list of those about the proposal on the screen
/// where there is room, else their points on one line.
pub fn neighbours(scene: &Scene, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let id = &scene.proposal.id;
    let found = Neighbours::of(scene.workspace, id, &scene.state.others);
    let height = usize::from(area.height);
    if found.all.is_empty() || height == 0 {
        return;
    }
    if height < LIST.min(found.all.len() + 2) {
        let text = on_one_line(&pen, &found, usize::from(area.width).saturating_sub(1));
        canvas.text(area.x, area.y, area.width, &text, Role::Muted);
        return;
    }
    let count = found.complete().to_string();
    let heading = Line::of(pen.with("sheet.neighbours", &[&count]), Role::Heading);
    heading.draw(canvas, area.x, area.y + 1, area.width);
    let list = Rect {
        y: area.y + 2,
        height: area.height - 2,
        ..area
    };
    let selected = found.present.unwrap_or_default();
    let row = |place: usize| neighbour_row(scene, &pen, &found, place, usize::from(area.width));
    lines::draw_around(canvas, list, found.all.len(), selected, row);
}

/// The points of those that are scored in full, those of the proposal on the screen in brackets
/// and always in sight, with as many about it as there is room for.
fn on_one_line(pen: &Pen, found: &Neighbours, width: usize) -> String {
    let (complete, present) = (found.complete(), found.present);
    let told = |place: usize| {
        let total = found.all.get(place).map_or(Decimal::ZERO, |one| one.total);
        if present == Some(place) {
            format!("[{}]", plain(total))
        } else {
            plain(total)
        }
    };
    // of those that are not complete only the one on the screen is shown, the last
    let open = present.filter(|place| *place >= complete);
    let count = complete + usize::from(open.is_some());
    let word = |at: usize| told(open.filter(|_| at == complete).unwrap_or(at));
    let middle = present.map_or(0, |place| place.min(complete));
    let label = pen.say("sheet.neighbours_short");
    let room = width.saturating_sub(pen.columns(label) + 1);
    let cut = pen.glyphs().cut;
    let told = |shown: Range<usize>| {
        let left_out = |is: bool| is.then(|| cut.to_owned());
        let (before, after) = (left_out(shown.start > 0), left_out(shown.end < count));
        let words: Vec<String> = before
            .into_iter()
            .chain(shown.map(word))
            .chain(after)
            .collect();
        words.join(" ")
    };
    let fits = |shown: &Range<usize>| columns(&told(shown.clone())) <= room;
    let mut shown = middle..(middle + 1).min(count);
    loop {
        let before = shown.clone();
        let up = shown.start.saturating_sub(1)..shown.end;
        shown = Some(up).filter(fits).unwrap_or(shown);
        let down = shown.start..(shown.end + 1).min(count);
        shown = Some(down).filter(fits).unwrap_or(shown);
        if shown == before {
            return format!("{label} {}", told(shown));
        }
    }
}

fn neighbour_row(scene: &Scene, pen: &Pen, found: &Neighbours, place: usize, width: usize) -> Line {
    let Some(neighbour) = found.all.get(place) else {
        return Line::new();
    };
    let is_present = found.present == Some(place);
    let role = if is_present {
        Role::Heading
    } else {
        Role::Text
    };
    let proposal = scene.workspace.panel().proposals.get(neighbour.place);
    let (id, title) = proposal.map_or(("", ""), |one| (&one.id, &one.title));
    let title = match (is_present, neighbour.is_complete) {
        (true, true) => pen.say("sheet.this_one"),
        (true, false) => pen.say("sheet.this_one_open"),
        (false, _) => title,
    };
    Line::of(pointer(pen, is_present), Role::Key)
        .figure(pen, &plain(neighbour.total), 5, role)
        .and("  ", Role::Text)
        .column(pen, id, 7, Role::Muted)
        .column(pen, title, width.saturating_sub(17), role)
}
