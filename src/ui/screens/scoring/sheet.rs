//! The sheet: criteria with marks and levels, total, verdict, familiarity, amount, comment,
//! the anchors of the current criterion, and the own neighbours in the chain.

use super::{Scene, below};
use crate::app::own_sheets::Progress;
use crate::app::screens::scoring::Focus;
use crate::app::screens::scoring::check;
use crate::app::screens::scoring::rows::Row;
use crate::config::theme::Role;
use crate::domain::decimal::plain;
use crate::domain::rubric::{Criterion, Rubric};
use crate::domain::sheet::{Cell, ExpertVerdict, ScoreSheet, comment};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line};
use crate::ui::pointing::moves;
use ratatui::layout::Rect;

/// Draws the sheet and puts the real cursor on the cell.
pub fn draw(scene: &Scene, canvas: &mut Canvas, pane: Rect) {
    let pen = canvas.pen;
    let inner = Rect {
        x: pane.x + 1,
        width: pane.width.saturating_sub(1),
        ..pane
    };
    let width = usize::from(inner.width);
    let rubric = scene.rubric();
    let sheet = scene
        .workspace
        .own
        .as_ref()
        .and_then(|own| own.sheet(&scene.proposal.id));
    let look = Look::of(width);
    let mut rows = vec![look.header(&pen)];
    for (place, criterion) in rubric.criteria.iter().enumerate() {
        rows.push(look.criterion(scene, &pen, place, criterion, sheet));
    }
    rows.push(Line::of(
        pen.glyphs().rule.repeat(width.saturating_sub(1)),
        Role::Border,
    ));
    rows.push(look.subtotal(&pen, rubric, sheet));
    for place in rubric.criteria.len()..Row::count(rubric) {
        rows.push(look.below(scene, &pen, place, sheet));
    }
    let chosen = line_of(scene.state.row, rubric.criteria.len());
    let height = usize::from(inner.height);
    let room = rows.len().min(height);
    let scroll = if rows.len() > height {
        lines::keep_in_sight(chosen, rows.len(), height)
    } else {
        0
    };
    let top = Rect {
        height: room as u16,
        ..inner
    };
    lines::draw(canvas, top, &rows, scroll);
    for place in 0..Row::count(rubric) {
        let line = line_of(place, rubric.criteria.len());
        let is_entered = place + 2 >= Row::count(rubric);
        if place == scene.state.row && !is_entered {
            continue;
        }
        let keys = moves(scene.state.row, place);
        if let Some(row) = line.checked_sub(scroll).filter(|row| *row < room) {
            canvas.clickable(top, row, keys);
        }
    }
    if let Some(offset) = chosen.checked_sub(scroll).filter(|offset| *offset < room) {
        let column = look.cursor(scene, &pen);
        canvas.cursor = Some((inner.x + column, inner.y + offset as u16));
    }
    below_sheet(scene, canvas, inner, room as u16);
}

/// Returns the line of a row of the sheet: a header stands above all of them, a rule and the
/// total above those behind the criteria.
fn line_of(row: usize, criteria: usize) -> usize {
    row + if row < criteria { 1 } else { 3 }
}

fn below_sheet(scene: &Scene, canvas: &mut Canvas, inner: Rect, used: u16) {
    let pen = canvas.pen;
    let broad = scene.app.is_broad();
    let mut more = below::vetoes(scene, &pen, usize::from(inner.width));
    let width = usize::from(inner.width).saturating_sub(1);
    let anchors = if broad {
        below::anchors(scene, &pen, width, false)
    } else {
        Vec::new()
    };
    if !anchors.is_empty() {
        more.push(Line::new());
        more.extend(anchors);
    }
    let height = usize::from(inner.height.saturating_sub(used));
    lines::compact(&mut more, height);
    let taken = more.len().min(height) as u16;
    let rest = Rect {
        y: inner.y + used,
        height: height as u16,
        ..inner
    };
    lines::draw(canvas, rest, &more, 0);
    let left = Rect {
        y: rest.y + taken,
        height: rest.height - taken,
        ..rest
    };
    below::neighbours(scene, canvas, left);
}

/// Columns of the sheet.
struct Look {
    name: usize,
    broad: bool,
}

impl Look {
    fn of(width: usize) -> Self {
        let broad = width >= 40;
        let taken = if broad {
            2 + 2 + 1 + 4 + 6 + 5
        } else {
            2 + 2 + 1 + 3 + 5
        };
        Self {
            name: width.saturating_sub(taken),
            broad,
        }
    }

    /// Columns of the labels under the total.
    fn label(&self, pen: &Pen) -> usize {
        match (pen.is_english(), self.broad) {
            (true, _) => 12,
            (false, true) => 10,
            (false, false) => 9,
        }
    }

    fn header(&self, pen: &Pen) -> Line {
        let line = Line::of("     ", Role::Muted)
            .column(pen, pen.say("sheet.criterion"), self.name, Role::Muted)
            .figure(
                pen,
                pen.say(if self.broad {
                    "sheet.max"
                } else {
                    "sheet.max_short"
                }),
                if self.broad { 4 } else { 3 },
                Role::Muted,
            )
            .figure(
                pen,
                pen.say("sheet.score"),
                if self.broad { 6 } else { 5 },
                Role::Muted,
            );
        if self.broad {
            line.figure(pen, pen.say("sheet.level"), 4, Role::Muted)
        } else {
            line
        }
    }

    fn criterion(
        &self,
        scene: &Scene,
        pen: &Pen,
        place: usize,
        criterion: &Criterion,
        sheet: Option<&ScoreSheet>,
    ) -> Line {
        let in_full = &criterion.name;
        let fits = pen.columns(in_full.of(pen.is_english())) <= self.name;
        let names = if fits {
            in_full
        } else {
            criterion.short_name()
        };
        let chosen = scene.state.row == place && scene.state.focus == Focus::Sheet;
        let cell = sheet.map_or(Cell::Absent, |sheet| sheet.cell(&criterion.id));
        let (mark, role) = match (chosen, &scene.state.entry, cell) {
            (true, Some(entry), _) => (format!("{entry}_"), Role::Input),
            (_, _, Cell::Score(score)) => (plain(score), Role::Heading),
            (_, _, Cell::Abstained) => (pen.say("sheet.abstained_short").to_owned(), Role::Muted),
            (true, None, Cell::Absent) => ("__".to_owned(), Role::Input),
            (false, _, Cell::Absent) => (pen.glyphs().empty.to_owned(), Role::Muted),
        };
        let line = Line::of(pointer(pen, chosen), Role::Key)
            .figure(pen, &(place + 1).to_string(), 2, Role::Muted)
            .and(" ", Role::Text)
            .column(
                pen,
                names.of(pen.is_english()),
                self.name,
                if chosen { Role::Heading } else { Role::Text },
            )
            .figure(
                pen,
                &plain(criterion.weight()),
                if self.broad { 4 } else { 3 },
                Role::Muted,
            )
            .figure(pen, &mark, if self.broad { 6 } else { 5 }, role);
        if !self.broad {
            return line;
        }
        let level = match cell {
            Cell::Score(score) => criterion
                .level(score)
                .map(|level| level.mark.of(pen.is_english()))
                .unwrap_or_default(),
            _ => "",
        };
        line.figure(pen, level, 4, Role::Muted)
    }

    fn subtotal(&self, pen: &Pen, rubric: &Rubric, sheet: Option<&ScoreSheet>) -> Line {
        let scored = |id: &str| sheet.is_some_and(|sheet| matches!(sheet.cell(id), Cell::Score(_)));
        let done = rubric
            .criteria
            .iter()
            .filter(|criterion| scored(&criterion.id))
            .count();
        let absent = |id: &str| sheet.is_none_or(|sheet| sheet.cell(id) == Cell::Absent);
        let left = rubric
            .criteria
            .iter()
            .filter(|criterion| absent(&criterion.id))
            .count();
        let total = sheet.and_then(|sheet| sheet.total(rubric));
        let so_far = sheet
            .map(|sheet| sheet.subtotal(rubric))
            .unwrap_or_default();
        let in_full = pen.with("sheet.subtotal", &[&done.to_string(), &left.to_string()]);
        let label = match total {
            Some(_) => pen.say("sheet.total").to_owned(),
            None if pen.columns(&in_full) <= self.name => in_full,
            None => pen.with("sheet.subtotal_short", &[&left.to_string()]),
        };
        let role = if total.is_some() {
            Role::Title
        } else {
            Role::Muted
        };
        let figure = if done == 0 {
            String::new()
        } else {
            plain(so_far)
        };
        Line::of("     ", Role::Text)
            .column(pen, &label, self.name, role)
            .figure(
                pen,
                &plain(rubric.full_marks()),
                if self.broad { 4 } else { 3 },
                Role::Muted,
            )
            .figure(pen, &figure, if self.broad { 6 } else { 5 }, role)
    }

    /// The rows under the total.
    fn below(&self, scene: &Scene, pen: &Pen, place: usize, sheet: Option<&ScoreSheet>) -> Line {
        let rubric = scene.rubric();
        let chosen = scene.state.row == place && scene.state.focus == Focus::Sheet;
        let line = Line::of(pointer(pen, chosen), Role::Key)
            .and(if self.broad { "   " } else { " " }, Role::Text);
        let label = |line: Line, key: &'static str| {
            line.column(
                pen,
                pen.say(key),
                self.label(pen),
                if chosen { Role::Heading } else { Role::Text },
            )
        };
        match Row::at(rubric, place) {
            Row::Verdict => {
                let given = sheet.and_then(ScoreSheet::verdict);
                let at = given.and_then(|given| {
                    ExpertVerdict::ALL
                        .iter()
                        .position(|verdict| *verdict == given)
                });
                self.choice(
                    label(line, "sheet.verdict"),
                    pen,
                    "verdict",
                    &["recommend", "revise", "decline"],
                    at,
                    chosen,
                )
            }
            Row::Familiarity => {
                let at = sheet
                    .map_or(0, |sheet| usize::from(sheet.familiarity))
                    .checked_sub(1);
                self.choice(
                    label(line, "sheet.familiarity"),
                    pen,
                    "familiarity",
                    &["high", "middle", "low"],
                    at,
                    chosen,
                )
            }
            Row::Amount => {
                let stands = sheet.map_or("", |sheet| sheet.amount.as_str());
                let (text, role) = match (chosen, &scene.state.entry) {
                    (true, Some(entry)) => (format!("{entry}_"), Role::Input),
                    _ if stands.is_empty() => (
                        "____".to_owned(),
                        if chosen { Role::Input } else { Role::Muted },
                    ),
                    _ => (stands.to_owned(), Role::Heading),
                };
                let unit = if self.broad {
                    format!(
                        " {}",
                        pen.with("sheet.amount_unit", &[&scene.proposal.requested])
                    )
                } else {
                    pen.say("sheet.amount_unit_short").to_owned()
                };
                label(line, "sheet.amount")
                    .and(text, role)
                    .and(unit, Role::Muted)
            }
            Row::Comment => {
                let count = sheet.map_or(0, |sheet| comment::length(&sheet.comment));
                let role = if count == 0 { Role::Muted } else { Role::Text };
                label(line, "sheet.comment")
                    .and(pen.with("sheet.characters", &[&count.to_string()]), role)
                    .and("  F2", Role::Key)
            }
            _ => submit_line(scene, pen, label(line, "sheet.submit"), sheet),
        }
    }

    fn choice(
        &self,
        line: Line,
        pen: &Pen,
        section: &str,
        names: &[&str],
        at: Option<usize>,
        chosen: bool,
    ) -> Line {
        if let (Some(at), false) = (at, chosen) {
            let name = names.get(at).copied().unwrap_or_default();
            return line.and(pen.find(&format!("{section}.{name}")), Role::Heading);
        }
        let words = |form: &str| -> Vec<&str> {
            let word = |name: &&str| pen.find(&format!("{section}{form}.{name}"));
            names.iter().map(word).collect()
        };
        let needed: usize = words("").iter().map(|word| pen.columns(word) + 3).sum();
        let in_full = self.broad && needed <= self.name + 10 - (self.label(pen) - 5);
        let shown = words(if in_full { "" } else { "_short" });
        shown.iter().enumerate().fold(line, |line, (place, word)| {
            let role = if at == Some(place) {
                Role::Input
            } else {
                Role::Muted
            };
            let gap = if place == 0 { "" } else { " " };
            line.and(gap, Role::Text)
                .and(
                    if at == Some(place) {
                        pen.glyphs().passed.to_owned()
                    } else {
                        (place + 1).to_string()
                    },
                    Role::Key,
                )
                .and(if self.broad { " " } else { "" }, role)
                .and(*word, role)
        })
    }

    /// The column of the real cursor within the sheet.
    fn cursor(&self, scene: &Scene, pen: &Pen) -> u16 {
        let rubric = scene.rubric();
        let typed = scene
            .state
            .entry
            .as_deref()
            .map_or(0, |entry| pen.columns(entry));
        let column = match Row::at(rubric, scene.state.row) {
            Row::Criterion(_) => 5 + self.name + if self.broad { 10 } else { 8 } - 1,
            _ => (if self.broad { 5 } else { 3 }) + self.label(pen) + typed,
        };
        column as u16
    }
}

/// Returns the pointer before a chosen row, blanks before the others.
pub fn pointer(pen: &Pen, chosen: bool) -> String {
    if chosen {
        format!("{} ", pen.glyphs().pointer)
    } else {
        "  ".to_owned()
    }
}

fn submit_line(scene: &Scene, pen: &Pen, line: Line, sheet: Option<&ScoreSheet>) -> Line {
    let own = scene.workspace.own.as_ref();
    let progress = own.map(|own| own.progress(scene.workspace.panel(), &scene.proposal.id));
    if progress == Some(Progress::Submitted) {
        return line.and(pen.say("sheet.submitted"), Role::Good);
    }
    let (absent, no_verdict) = check::lacking(scene.workspace, sheet);
    match (absent, no_verdict) {
        (0, false) if scene.workspace.typist.is_some() => line
            .and(pen.say("sheet.typed"), Role::Good)
            .and("  F9", Role::Key),
        (0, false) => line
            .and(pen.say("sheet.ready"), Role::Good)
            .and("  F9", Role::Key),
        (0, true) => line.and(pen.say("sheet.lacks_verdict"), Role::Muted),
        (count, _) => line.and(pen.with("sheet.lacks", &[&count.to_string()]), Role::Muted),
    }
}
