//! Compare: a row for each indicator of the link, a column for each proposal, the best
//! promise marked; under the table the wording and the applicants' own sentences in full.

mod below;
mod head;
mod table;

use crate::app::App;
use crate::app::screens::compare::{CompareState, room};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::domain::plan::InnovationLink;
use crate::domain::proposal::Proposal;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::frame::{self, Head};
use crate::ui::lines;
use ratatui::layout::Rect;
use table::Grid;

/// Least rows under the table, where there is room for them.
const BELOW: u16 = 5;

/// Draws the screen.
pub fn draw(app: &App, state: &CompareState, canvas: &mut Canvas, area: Rect) {
    let Some(workspace) = &app.workspace else {
        return;
    };
    let Some((chain, link)) = workspace.panel().plan.link(&state.link) else {
        return;
    };
    let pen = canvas.pen;
    let name = chain.name.of(pen.is_english());
    let scene = Scene {
        state,
        workspace,
        link,
        columns: columns(app, state, workspace),
    };
    let body = frame::draw(app, canvas, area, &title(&scene, &pen, name));
    if state.proposals.len() < 2 {
        let words = pen.say("compare.nothing");
        canvas.text(1, body.y + 1, body.width, words, Role::Warning);
        return;
    }
    let grid = Grid::of(&scene, &pen, body);
    let top = head::lines(&grid, &scene, &pen, body.height);
    for (row, line) in top.iter().enumerate() {
        line.draw(canvas, body.x, body.y + row as u16, body.width);
    }
    let rows = grid.rows(&scene, &pen);
    let left = body.height.saturating_sub(top.len() as u16 + 1);
    let most = left.saturating_sub(BELOW).max(left / 2);
    let list = Rect {
        y: body.y + top.len() as u16,
        height: most.min(rows.len() as u16),
        ..body
    };
    lines::draw_list(canvas, list, &rows, state.line);
    canvas.rule(0, list.bottom(), body.width);
    let glyphs = pen.glyphs();
    for x in grid.bars() {
        canvas.join(x, body.y.saturating_sub(1), glyphs.tee_down);
        canvas.join(x, list.bottom(), glyphs.tee_up);
    }
    let rest = Rect {
        y: list.bottom() + 1,
        height: body.bottom().saturating_sub(list.bottom() + 1),
        ..body
    };
    let found = below::lines(&scene, &pen, usize::from(rest.width));
    lines::draw(canvas, rest, &found, state.scroll);
}

/// What every part of the screen is drawn from.
struct Scene<'a> {
    state: &'a CompareState,
    workspace: &'a Workspace,
    link: &'a InnovationLink,
    columns: Vec<Column<'a>>,
}

/// A proposal that is shown.
struct Column<'a> {
    /// Its place among all that are compared.
    place: usize,
    proposal: &'a Proposal,
    is_chosen: bool,
}

fn columns<'a>(app: &App, state: &CompareState, workspace: &'a Workspace) -> Vec<Column<'a>> {
    let room = room(app.size.0);
    let chosen = state.chosen(room);
    let column = |place: usize| {
        let id = state.proposals.get(place)?;
        Some(Column {
            place,
            proposal: workspace.panel().proposal(id)?,
            is_chosen: chosen == Some(id),
        })
    };
    let shown = state.shown(room).into_iter();
    shown.filter_map(column).collect()
}

fn title(scene: &Scene, pen: &Pen, chain: &str) -> Head {
    let short = scene.link.short.of(pen.is_english());
    let count = scene.state.proposals.len();
    let right = if count > scene.columns.len() {
        let places = scene.columns.iter().map(|one| (one.place + 1).to_string());
        let places: Vec<String> = places.collect();
        let comma = if pen.is_english() { ", " } else { "、" };
        pen.with("compare.shown", &[&count.to_string(), &places.join(comma)])
    } else {
        pen.with("compare.count", &[&count.to_string()])
    };
    let order = if scene.state.plan_order {
        "compare.plan_order"
    } else {
        "compare.problems_first"
    };
    Head {
        title: pen.with("compare.title", &[chain, short]),
        right,
        second: format!(
            "{} {}   {}   {}",
            pen.glyphs().best,
            pen.say("compare.legend"),
            pen.say("gap.advice"),
            pen.say(order)
        ),
    }
}
