//! The table: one row for an indicator, as wide as what stands in it.

use crate::analysis::comparison::Row;
use crate::app::screens::scoring::facts::{gap_words, label, promise_words, target_words};
use crate::config::glyphs::GlyphProfile;
use crate::config::theme::Role;
use crate::domain::indicator::Verdict;
use crate::i18n::gap;
use crate::ui::canvas::Pen;
use crate::ui::glyphs;
use crate::ui::lines::Line;

/// Fewest columns of the name of an indicator.
const LABEL: usize = 8;

/// How wide each column is, from what stands in them. On the narrowest screens the verdict has
/// no column: the mark before the name says it, and the chosen row is told in full below.
pub(super) struct Columns {
    label: usize,
    target: usize,
    promise: usize,
    baseline: usize,
    gap: usize,
    verdict: usize,
}

impl Columns {
    pub(super) fn of(pen: &Pen, rows: &[&Row], width: usize, broad: bool) -> Self {
        let widest = |text: &dyn Fn(&Row) -> String, least: usize, most: usize| {
            rows.iter()
                .map(|row| pen.columns(&text(row)) + 1)
                .max()
                .unwrap_or(0)
                .clamp(least, most)
        };
        let english = usize::from(pen.is_english());
        // signs such as `≥` are spelled in two characters
        let spelled = usize::from(pen.profile() != GlyphProfile::Narrow);
        let mut columns = Self {
            label: 0,
            target: widest(
                &|row| target_cell(row, broad),
                7,
                if broad { 16 } else { 11 + spelled },
            ),
            promise: widest(
                &|row| promise_cell(row, broad),
                7,
                if broad { 16 } else { 10 + spelled },
            ),
            baseline: if broad {
                widest(&|row| row.baseline.clone(), 7, 13)
            } else {
                0
            },
            gap: if broad {
                widest(&|row| gap_words(row, pen.language()), 5, 13 + 5 * english)
            } else {
                0
            },
            verdict: if broad {
                let word = |row: &Row| gap::verdict(row.gap.verdict, pen.language()).to_owned();
                let heading = pen.columns(pen.say("table.conclusion")) + 1;
                widest(&word, heading, 7 + 8 * english)
            } else {
                // nothing stands behind it that a blank would part it from
                widest(&|row| conclusion(pen, row), 7, 12 + 2 * english) - spelled
            },
        };
        let fixed = lead(pen) + if broad { 3 } else { 0 };
        let least = fixed + LABEL + columns.target + columns.promise + columns.verdict;
        if !broad && least > width {
            columns.verdict = 0;
        }
        let others = columns.target + columns.promise + columns.gap + columns.verdict + fixed;
        let room = width.saturating_sub(others);
        if room < columns.baseline + 16 {
            columns.baseline = 0;
        }
        columns.label = room.saturating_sub(columns.baseline).clamp(LABEL, 44);
        columns
    }

    pub(super) fn header(&self, pen: &Pen, broad: bool) -> Line {
        let head = Role::Muted;
        let line = Line::of(" ".repeat(lead(pen)), head)
            .heading(pen, pen.say("table.indicator"), self.label, head)
            .cell(pen, pen.say("table.target"), self.target, head)
            .cell(pen, pen.say("table.promise"), self.promise, head);
        if !broad {
            return line.column(pen, pen.say("table.conclusion"), self.verdict, head);
        }
        line.cell(pen, pen.say("table.baseline"), self.baseline, head)
            .cell(pen, pen.say("table.gap"), self.gap, head)
            .cell(pen, pen.say("table.conclusion"), self.verdict, head)
            .figure(pen, pen.say("table.page"), 2, head)
    }

    pub(super) fn row(&self, pen: &Pen, row: &Row, broad: bool, chosen: bool) -> Line {
        let verdict = row.gap.verdict;
        let role = role(verdict);
        let mark = glyphs::verdict(pen.profile(), verdict);
        let pointer = if chosen { pen.glyphs().pointer } else { " " };
        let apart = " ".repeat(lead(pen) - 3);
        let promise = promise_cell(row, broad);
        let promise = if promise.is_empty() { "--" } else { &promise };
        let line = Line::of(pointer, Role::Text)
            .and(format!("{apart}{mark} "), role)
            .cell(pen, &name_cell(row, broad), self.label, Role::Text)
            .cell(pen, &target_cell(row, broad), self.target, Role::Text)
            .cell(pen, promise, self.promise, Role::Heading);
        if !broad {
            return line.column(pen, &conclusion(pen, row), self.verdict, role);
        }
        let page = if row.page == 0 {
            String::new()
        } else {
            row.page.to_string()
        };
        let words = gap::verdict(verdict, pen.language());
        line.cell(pen, &row.baseline, self.baseline, Role::Muted)
            .cell(pen, &gap_words(row, pen.language()), self.gap, role)
            .cell(pen, words, self.verdict, role)
            .figure(pen, &page, 2, Role::Muted)
    }
}

/// Columns before the name: pointer and mark, apart where together they would read as
/// another sign (`>` and `=`).
fn lead(pen: &Pen) -> usize {
    if pen.profile() == GlyphProfile::Narrow {
        3
    } else {
        4
    }
}

fn name_cell(row: &Row, broad: bool) -> String {
    if broad {
        return label(&row.indicator);
    }
    let name = row.indicator.shown_label();
    if row.indicator.unit.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {}", row.indicator.unit)
    }
}

fn target_cell(row: &Row, broad: bool) -> String {
    if broad {
        target_words(&row.indicator)
    } else {
        row.indicator.shown_value()
    }
}

/// On narrow screens the promise drops its unit where it is the target's.
fn promise_cell(row: &Row, broad: bool) -> String {
    match &row.gap.promised {
        Some(promised) if !broad && promised.unit == row.indicator.unit => promised.shown_value(),
        _ => promise_words(row),
    }
}

/// Returns the gap where there is one, else the verdict.
pub fn conclusion(pen: &Pen, row: &Row) -> String {
    let words = gap::verdict(row.gap.verdict, pen.language());
    match (row.gap.verdict, row.gap.margin) {
        (Verdict::FallsShort, Some(margin)) if !margin.is_zero() => gap_words(row, pen.language()),
        (Verdict::Exceeds, Some(margin)) => {
            format!("{words} {}", crate::domain::decimal::brief(margin.abs()))
        }
        _ => words.to_owned(),
    }
}

/// Returns the role of a verdict.
pub fn role(verdict: Verdict) -> Role {
    match verdict {
        Verdict::FallsShort => Role::Bad,
        Verdict::NotPromised | Verdict::NotComparable | Verdict::Expert => Role::Warning,
        Verdict::Meets | Verdict::Exceeds => Role::Good,
        Verdict::NotApplicable | Verdict::Alternative => Role::Muted,
    }
}
