//! The table: how wide its columns are, and a row for each indicator and clause.

use super::Scene;
use crate::analysis::comparison::Row;
use crate::analysis::comparison::side_by_side::{Cell, SideClause, SideLine};
use crate::app::screens::scoring::facts::{gap_words, label, promise_words, target_words};
use crate::config::theme::Role;
use crate::domain::indicator::Verdict;
use crate::i18n::gap;
use crate::ui::canvas::Pen;
use crate::ui::glyphs;
use crate::ui::lines::Line;
use crate::ui::screens::scoring::{conclusion, role};
use ratatui::layout::Rect;

/// Columns before an indicator's name: pointer and a blank.
pub const LEAD: usize = 2;
/// Rule, mark of the best, mark of the verdict, each of the marks with a blank behind it.
const MARKS: usize = 5;
/// Room on the right for the signs that there is more.
const RIGHT: usize = 2;
/// What a proposal is never given less for a long name of an indicator, in columns.
const NARROW: usize = 21;

/// How wide each column is.
pub struct Grid {
    /// The indicator's name.
    pub label: usize,
    /// The target.
    pub target: usize,
    /// One proposal, its rule with it.
    pub cell: usize,
    /// The promise; what is left of the cell is for the verdict.
    promise: usize,
    /// The promise is written without its unit where it is the target's.
    drops_unit: bool,
    count: usize,
}

impl Grid {
    /// Measures what stands in the columns and shares the room.
    pub fn of(scene: &Scene, pen: &Pen, body: Rect) -> Self {
        let width = usize::from(body.width).saturating_sub(LEAD + RIGHT);
        let count = scene.columns.len().max(1);
        let rows = &scene.state.table.rows;
        let targets = rows.iter().map(|row| target_words(&row.indicator));
        let target = widest(pen, targets).clamp(7, width / 8 + 4) + 1;
        let cells = || {
            let shown = scene.columns.iter();
            shown.flat_map(|one| rows.iter().filter_map(|row| row.cells.get(one.place)))
        };
        let words = widest(pen, cells().map(|cell| words(pen, &cell.row))) + 1;
        let values = |drops_unit: bool| {
            let all = cells().map(|cell| promise(&cell.row, drops_unit));
            widest(pen, all) + 1
        };
        let least = (width / 5).max(12);
        let most = width.saturating_sub(least + target) / count;
        let drops_unit = MARKS + values(false) + words > most;
        let promise = values(drops_unit);
        let cell = most.min((MARKS + promise + words).max(NARROW));
        let labels = rows.iter().map(|row| label(&row.indicator));
        let wanted = widest(pen, labels) + 1;
        let label = wanted.clamp(
            least,
            width.saturating_sub(target + cell * count).max(least),
        );
        let cell = width.saturating_sub(label + target) / count;
        Self {
            label,
            target,
            cell,
            promise: promise.min(cell.saturating_sub(MARKS)),
            drops_unit,
            count,
        }
    }

    /// Returns the columns of the rules between the proposals.
    pub fn bars(&self) -> impl Iterator<Item = u16> {
        let first = LEAD + self.label + self.target;
        (0..self.count).map(move |place| (first + place * self.cell) as u16)
    }

    /// Returns a line for each indicator and clause.
    pub fn rows(&self, scene: &Scene, pen: &Pen) -> Vec<Line> {
        let found = scene.state.lines().into_iter().enumerate();
        found
            .map(|(place, line)| {
                let chosen = place == scene.state.line;
                let pointer = if chosen { pen.glyphs().pointer } else { " " };
                let lead = Line::of(format!("{pointer} "), Role::Text);
                let line = match line {
                    SideLine::Indicator(row) => {
                        let lead = lead
                            .cell(pen, &label(&row.indicator), self.label, Role::Text)
                            .cell(pen, &target_words(&row.indicator), self.target, Role::Text);
                        let cells = scene.columns.iter().map(|one| row.cells.get(one.place));
                        cells.fold(lead, |line, cell| {
                            let line = bar(pen, line);
                            cell.map_or(line.clone(), |cell| self.promised(pen, line, cell))
                        })
                    }
                    SideLine::Clause(clause) => self.clause(scene, pen, lead, clause),
                };
                line.selected(chosen)
            })
            .collect()
    }

    fn promised(&self, pen: &Pen, line: Line, cell: &Cell) -> Line {
        let verdict = cell.row.gap.verdict;
        let own = role(verdict);
        let best = if cell.is_best { pen.glyphs().best } else { " " };
        let mark = glyphs::verdict(pen.profile(), verdict);
        let line = line
            .and(format!("{best} "), Role::Key)
            .and(format!("{mark} "), own);
        let room = self.cell.saturating_sub(MARKS);
        let text = promise(&cell.row, self.drops_unit);
        if text.is_empty() {
            let words = gap::verdict(verdict, pen.language());
            return line.column(pen, words, room, own);
        }
        let look = if cell.is_best {
            Role::Heading
        } else {
            Role::Text
        };
        let rest = room.saturating_sub(self.promise);
        let line = line.cell(pen, &text, self.promise, look);
        if rest < 5 {
            return line.and(" ".repeat(rest), Role::Text);
        }
        line.cell(pen, &fitting(pen, &cell.row, rest - 1), rest, own)
    }

    /// A clause takes the target's column too; of each proposal the sentence that seems to
    /// speak of it begins here and stands in full below.
    fn clause(&self, scene: &Scene, pen: &Pen, line: Line, clause: &SideClause) -> Line {
        let width = self.label + self.target;
        let mark = glyphs::verdict(pen.profile(), Verdict::Expert);
        let line = line.cell(pen, &clause.text, width, Role::Text);
        scene.columns.iter().fold(line, |line, one| {
            let place = clause.promises.get(one.place).copied().flatten();
            let sentence = place.and_then(|place| one.proposal.promises.get(place));
            let (text, look) = match sentence {
                Some(promise) => (promise.text.as_str(), Role::Text),
                None => ("--", Role::Muted),
            };
            bar(pen, line)
                .and(format!("  {mark} "), role(Verdict::Expert))
                .cell(pen, text, self.cell.saturating_sub(MARKS), look)
        })
    }
}

/// Returns a line with the rule before a proposal added.
pub fn bar(pen: &Pen, line: Line) -> Line {
    line.and(pen.glyphs().bar, Role::Border)
}

fn widest(pen: &Pen, texts: impl Iterator<Item = String>) -> usize {
    texts.map(|text| pen.columns(&text)).max().unwrap_or(0)
}

/// The promise with its unit; without it where it is the target's and room is short.
fn promise(row: &Row, drops_unit: bool) -> String {
    match &row.gap.promised {
        Some(promised) if drops_unit && promised.unit == row.indicator.unit => {
            promised.shown_value()
        }
        _ => promise_words(row),
    }
}

/// What stands behind a promise: the gap, the reason why there is none, or the verdict.
fn words(pen: &Pen, row: &Row) -> String {
    match row.gap.reason {
        Some(_) => gap_words(row, pen.language()),
        None => conclusion(pen, row),
    }
}

/// The same; where it is too long the verdict alone, for a figure must not be cut.
fn fitting(pen: &Pen, row: &Row, width: usize) -> String {
    let words = words(pen, row);
    if pen.columns(&words) > width && row.gap.margin.is_some() {
        return gap::verdict(row.gap.verdict, pen.language()).to_owned();
    }
    words
}
