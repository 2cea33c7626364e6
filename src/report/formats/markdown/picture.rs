//! Plots in characters: one mark a place, in columns of the same width.

use super::escape::{clean, line, lines};
use crate::report::plot::{IntervalRow, Intervals, Plot, Spread, SpreadRow};
use crate::text::width::{columns, fit, pad};
use std::fmt::Write;

/// How many places a scale has.
const PLACES: usize = 61;
/// Widest label, in columns; the table beside the picture has it whole.
const LABEL: usize = 24;

/// Writes a picture with its caption and what its marks mean; maps are left out.
pub fn write(out: &mut String, plot: &Plot) {
    match plot {
        Plot::Intervals(one) => {
            let rows = one
                .rows
                .iter()
                .map(|row| (row.label.as_str(), ranks(one, row)));
            let ends = ("1".to_owned(), one.last.max(1).to_string());
            picture(out, (&one.caption, &one.legend), &ends, rows.collect());
        }
        Plot::Spread(one) => {
            let mut rows: Vec<(&str, String)> = Vec::new();
            for (at, words) in &one.lines {
                let mut scale = Scale::new(one.scale);
                scale.mark(*at, ':');
                rows.push((words, scale.shown()));
            }
            let totals = one
                .rows
                .iter()
                .map(|row| (row.label.as_str(), totals(one, row)));
            rows.extend(totals);
            let ends = (one.scale.0.to_string(), one.scale.1.to_string());
            picture(out, (&one.caption, &one.legend), &ends, rows);
        }
        Plot::Map(_) => {}
    }
}

/// The places of one row.
struct Scale {
    ends: (f64, f64),
    places: Vec<char>,
}

impl Scale {
    fn new(ends: (f64, f64)) -> Self {
        Self {
            ends,
            places: vec![' '; PLACES],
        }
    }

    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of places"
    )]
    fn place(&self, value: f64) -> Option<usize> {
        let (low, high) = self.ends;
        let share = if high > low {
            (value - low) / (high - low)
        } else {
            0.0
        };
        let place = (share * (PLACES - 1) as f64).round();
        (place >= 0.0 && place < PLACES as f64).then_some(place as usize)
    }

    fn mark(&mut self, value: f64, mark: char) {
        let place = self
            .place(value)
            .and_then(|place| self.places.get_mut(place));
        if let Some(place) = place {
            *place = mark;
        }
    }

    fn fill(&mut self, from: f64, to: f64, mark: char) {
        let (Some(from), Some(to)) = (self.place(from), self.place(to)) else {
            return;
        };
        for place in self.places.get_mut(from..=to).into_iter().flatten() {
            *place = mark;
        }
    }

    fn shown(self) -> String {
        self.places.into_iter().collect()
    }
}

#[allow(clippy::cast_precision_loss, reason = "ranks are small")]
fn ranks(plot: &Intervals, row: &IntervalRow) -> String {
    let mut scale = Scale::new((1.0, plot.last.max(1) as f64));
    if let Some([low, quarter, _, three_quarters, high]) =
        row.ranks.map(|all| all.map(|one| one as f64))
    {
        scale.fill(low, high, '-');
        scale.fill(quarter, three_quarters, '=');
    }
    if let Some(place) = row.place {
        scale.mark(f64::from(place), '*');
    }
    scale.shown()
}

fn totals(plot: &Spread, row: &SpreadRow) -> String {
    let mut scale = Scale::new(plot.scale);
    for (at, _) in &plot.lines {
        scale.mark(*at, ':');
    }
    for (total, is_dropped) in &row.totals {
        scale.mark(*total, if *is_dropped { 'o' } else { '*' });
    }
    if let Some(official) = row.official {
        scale.mark(official, '|');
    }
    scale.shown()
}

fn picture(
    out: &mut String,
    (caption, legend): (&str, &str),
    (low, high): &(String, String),
    rows: Vec<(&str, String)>,
) {
    let caption = line(caption);
    if !caption.is_empty() {
        let _ = writeln!(out, "**{caption}**\n");
    }
    let label = |text: &str| fit(&clean(text).replace('\n', " "), LABEL, "…").into_owned();
    let rows: Vec<(String, String)> = rows
        .into_iter()
        .map(|(text, places)| (label(text), places))
        .collect();
    let widest = rows
        .iter()
        .map(|(label, _)| columns(label))
        .max()
        .unwrap_or(0);
    let room = PLACES.saturating_sub(columns(low));
    let mut text = format!("{}  {low}{high:>room$}\n", pad("", widest));
    for (label, places) in &rows {
        let _ = writeln!(text, "{} [{places}]", pad(label, widest));
    }
    let fence = fence(&text);
    let _ = writeln!(out, "{fence}text\n{text}{fence}\n");
    let legend = lines(legend);
    if !legend.is_empty() {
        let _ = writeln!(out, "> {}\n", legend.replace('\n', "\n> "));
    }
}

/// Returns more ticks than stand beside each other in a text.
fn fence(text: &str) -> String {
    let runs = text.split(|one: char| one != '`').map(str::len);
    "`".repeat(runs.max().unwrap_or(0).max(2) + 1)
}
