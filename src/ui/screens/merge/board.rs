//! The board: the experts with how many sheets of each chain came and how many are asked for.

use super::results;
use crate::analysis::receipts::{ExpertReceipts, Owed, Receipts};
use crate::app::screens::merge::{MergeState, Part};
use crate::app::workspace::Workspace;
use crate::config::theme::Role;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Columns of an expert, at least and at most.
const NAME: (usize, usize) = (11, 20);
/// Most columns of one chain.
const CELL: usize = 15;
/// Columns of a code.
const CODE: usize = 16;

/// Draws the board with the chosen cell in words below.
pub fn draw(workspace: &Workspace, state: &MergeState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let Some(results) = &workspace.results else {
        let key = if workspace.refusal.is_empty() {
            "next.combining"
        } else {
            "results.refused"
        };
        canvas.text(area.x, area.y, area.width, pen.say(key), Role::Muted);
        return;
    };
    let receipts = &results.receipts;
    if receipts.experts.is_empty() {
        let words = pen.say("merge_screen.nobody");
        canvas.text(area.x, area.y, area.width, words, Role::Muted);
        return;
    }
    let width = usize::from(area.width);
    let span = Span::of(&pen, workspace, receipts, state, width);
    header(&pen, workspace, receipts, &span).draw(canvas, area.x, area.y, area.width);
    let mut details = details(&pen, workspace, receipts, state, width);
    let most = usize::from(area.height).saturating_sub(3) / 2;
    let counting = counting(&pen, receipts, state, width);
    if details.len() + counting.len() <= most {
        details.extend(counting);
    }
    let below = details.len().clamp(1, most.max(1)) as u16;
    let list = Rect {
        y: area.y + 1,
        height: area.height.saturating_sub(below + 2),
        ..area
    };
    let has_keys = state.part == Part::Board;
    lines::draw_rows(
        canvas,
        list,
        receipts.experts.len(),
        state.expert,
        |place| {
            let Some(one) = receipts.experts.get(place) else {
                return Line::new();
            };
            let chosen = place == state.expert && has_keys;
            row(&pen, workspace, one, &span, chosen)
        },
    );
    canvas.rule(area.x, list.bottom(), area.width);
    let pane = Rect {
        y: list.bottom() + 1,
        height: below,
        ..area
    };
    lines::draw(canvas, pane, &details, 0);
}

/// The columns in sight.
struct Span {
    first: usize,
    count: usize,
    name: usize,
    cell: usize,
    total: usize,
    /// The chosen one.
    column: usize,
}

impl Span {
    /// Names get the room that the least of all cells leave, and the cells what then is left.
    fn of(
        pen: &Pen,
        workspace: &Workspace,
        receipts: &Receipts,
        state: &MergeState,
        width: usize,
    ) -> Self {
        let all = receipts.columns.len();
        let experts = || receipts.experts.iter();
        let names = experts().map(|one| pen.columns(&results::expert(workspace, &one.expert)));
        let longest = names.max().unwrap_or(0) + 1;
        let totals = experts().map(|one| one.total().1);
        let cells = experts().flat_map(|one| one.columns.iter().map(Owed::asked));
        let total = least(totals);
        let cell = least(cells);
        let room = width.saturating_sub(2 + total + CODE);
        let spare = room.saturating_sub(all * cell);
        let name = longest.min(spare).clamp(NAME.0, NAME.1);
        let left = room.saturating_sub(name);
        let heads = receipts.columns.iter();
        let heads = heads.map(|id| pen.columns(&column_name(pen, workspace, id)) + 2);
        let most = heads.max().unwrap_or_default().max(CELL);
        let cell = (left / all.max(1)).clamp(cell, most.max(cell));
        let count = (left / cell).clamp(1, all.max(1));
        let first = (state.column + 1).saturating_sub(count);
        Self {
            first: first.min(all.saturating_sub(count)),
            count,
            name,
            cell,
            total,
            column: state.column,
        }
    }

    fn columns(&self) -> std::ops::Range<usize> {
        self.first..self.first + self.count
    }
}

/// Columns that the largest count of a column needs, in brackets: `[12/12]`.
fn least(asked: impl Iterator<Item = usize>) -> usize {
    let digits = asked.max().unwrap_or(0).to_string().len();
    (2 * digits + 3).max(7)
}

/// Returns the name of a column.
pub fn column_name(pen: &Pen, workspace: &Workspace, id: &str) -> String {
    let chain = workspace.panel().plan.chain(id);
    let name = chain.map(|chain| chain.name.of(pen.is_english()).to_owned());
    name.unwrap_or_else(|| pen.say("merge_screen.no_chain").to_owned())
}

fn header(pen: &Pen, workspace: &Workspace, receipts: &Receipts, span: &Span) -> Line {
    let line =
        Line::of("  ", Role::Muted).cell(pen, pen.say("table.experts"), span.name, Role::Muted);
    let columns = span
        .columns()
        .filter_map(|place| receipts.columns.get(place));
    let line = columns.fold(line, |line, id| {
        let name = column_name(pen, workspace, id);
        let name = pen.fitted(&name, span.cell - 1);
        line.figure(pen, &name, span.cell, Role::Muted)
    });
    line.figure(pen, pen.say("merge_screen.total"), span.total, Role::Muted)
        .and("  ", Role::Muted)
        .and(pen.say("merge_screen.code_head"), Role::Muted)
}

fn row(pen: &Pen, workspace: &Workspace, one: &ExpertReceipts, span: &Span, chosen: bool) -> Line {
    let pointer = if chosen { pen.glyphs().pointer } else { " " };
    let name = results::expert(workspace, &one.expert);
    let line = Line::of(format!("{pointer} "), Role::Key).cell(pen, &name, span.name, Role::Text);
    let columns = span.columns();
    let line = columns.fold(line, |line, place| {
        let owed = one.columns.get(place);
        let counts = owed.map_or((0, 0), |owed| (owed.came, owed.asked()));
        cell(
            pen,
            line,
            counts,
            (span.cell, chosen && place == span.column),
        )
    });
    let is_all = chosen && span.column >= one.columns.len();
    let line = cell(pen, line, one.total(), (span.total, is_all));
    let is_received = workspace.inbox.has_code(&one.expert, &one.code);
    let (text, role) = match (is_received, one.code.is_empty()) {
        (true, _) => (format!("{} {}", pen.glyphs().passed, one.code), Role::Good),
        (false, true) => (
            format!("  {}", pen.say("merge_screen.no_sheets")),
            Role::Muted,
        ),
        (false, false) if workspace.inbox.has_file(&one.expert) => (
            format!("! {}", pen.say("merge_screen.other_code")),
            Role::Warning,
        ),
        (false, false) => (
            format!("  {}", pen.say("merge_screen.no_code")),
            Role::Muted,
        ),
    };
    line.and(" ", Role::Text).and(text, role).selected(chosen)
}

/// How many came of how many; the chosen cell in brackets.
fn cell(
    pen: &Pen,
    line: Line,
    (came, asked): (usize, usize),
    (width, chosen): (usize, bool),
) -> Line {
    let (text, role) = match asked {
        0 => (pen.glyphs().empty.to_owned(), Role::Muted),
        _ if came == asked => (format!("{came}/{asked}"), Role::Good),
        _ => (format!("{came}/{asked}"), Role::Warning),
    };
    if chosen {
        line.figure(pen, &format!("[{text}]"), width, Role::Input)
    } else {
        line.figure(pen, &format!("{text} "), width, role)
    }
}

/// Why other screens count otherwise: what was begun is owed, and what is not asked for is in
/// neither number.
fn counting(pen: &Pen, receipts: &Receipts, state: &MergeState, width: usize) -> Vec<Line> {
    let Some(one) = state.expert(receipts) else {
        return Vec::new();
    };
    let column = state.column(receipts);
    let mut parts = Vec::new();
    let aside = one.aside(column).into_iter();
    let aside: Vec<String> = aside
        .map(|(why, count)| format!("{} {count}", pen.find(&format!("rank.{}", why.key()))))
        .collect();
    if !aside.is_empty() {
        let aside = aside.join(pen.say("merge_screen.and"));
        parts.push(pen.with("merge_screen.aside", &[&aside]));
    }
    match one.drafts(column) {
        0 => {}
        count => parts.push(pen.with("merge_screen.drafts", &[&count.to_string()])),
    }
    if parts.is_empty() {
        return Vec::new();
    }
    let text = parts.join(pen.say("merge.and"));
    labelled(pen, "", &text, width, Role::Muted)
}

/// The chosen cell in words: which proposals are still owed, and what the code says.
fn details(
    pen: &Pen,
    workspace: &Workspace,
    receipts: &Receipts,
    state: &MergeState,
    width: usize,
) -> Vec<Line> {
    let Some(one) = state.expert(receipts) else {
        return Vec::new();
    };
    let name = results::expert(workspace, &one.expert);
    let column = state.column(receipts);
    let of = column
        .and_then(|column| receipts.columns.get(column))
        .map_or_else(
            || pen.say("merge_screen.all_chains").to_owned(),
            |id| column_name(pen, workspace, id),
        );
    let missing = one.missing(column);
    let mut found = if missing.is_empty() {
        let text = pen.with("merge_screen.nothing_owed", &[&name, &of]);
        labelled(pen, "", &text, width, Role::Good)
    } else {
        let count = missing.len().to_string();
        let ids = missing.join(" ");
        let text = pen.with("merge_screen.owed", &[&name, &of, &count, &ids]);
        labelled(pen, "", &text, width, Role::Warning)
    };
    let key = match (
        workspace.inbox.has_code(&one.expert, &one.code),
        one.code.is_empty(),
        workspace.inbox.has_file(&one.expert),
    ) {
        (_, true, _) => return found,
        (true, ..) => "merge_screen.code_fits",
        (false, _, true) => "merge_screen.code_differs",
        (false, _, false) => "merge_screen.code_unseen",
    };
    let text = pen.with(key, &[&one.code]);
    found.extend(labelled(pen, "", &text, width, Role::Muted));
    found
}
