//! Plots as inline SVG. All marks are black or white, each with a shape of its own.

use super::plain;
use crate::report::plot::{Intervals, Map, Plot, Spread, State};
use maud::{Markup, html};

/// Width of a picture in its own units.
const WIDTH: f64 = 720.0;
/// Height of a row.
const ROW: f64 = 18.0;
/// Room for the labels at the left.
const LABELS: f64 = 110.0;
/// Room at the right.
const RIGHT: f64 = 30.0;
/// Room above the rows for the scale.
const HEAD: f64 = 30.0;
/// Columns that a label may have.
const LABEL_COLUMNS: usize = 16;

/// Returns a picture with its caption and what its marks mean.
pub fn plot(plot: &Plot) -> Markup {
    let (caption, legend, picture) = match plot {
        Plot::Intervals(one) => (&one.caption, html! { (plain(&one.legend)) }, intervals(one)),
        Plot::Spread(one) => (&one.caption, html! { (plain(&one.legend)) }, spread(one)),
        Plot::Map(one) => (&one.caption, states(one), map(one)),
    };
    html! {
        figure {
            figcaption { (plain(caption)) }
            (picture)
            p .note { (legend) }
        }
    }
}

/// A coordinate with two digits, so that the same figures make the same bytes everywhere.
fn at(value: f64) -> String {
    let shown = format!("{value:.2}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// The place on the picture of a value on a scale.
fn along(value: f64, (low, high): (f64, f64)) -> f64 {
    let room = WIDTH - LABELS - RIGHT;
    let span = if high > low { high - low } else { 1.0 };
    LABELS + room * ((value - low) / span).clamp(0.0, 1.0)
}

fn middle(row: usize) -> f64 {
    HEAD + ROW * (count(row) + 0.5)
}

/// A frame of rows with labels, upright lines and what `marks` draws.
fn rows(labels: &[&str], ticks: &[(f64, String)], marks: &Markup) -> Markup {
    let height = HEAD + ROW * count(labels.len()) + 6.0;
    let view = format!("0 0 {} {}", at(WIDTH), at(height));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(view) role="img" {
            @for (x, words) in ticks {
                line x1=(at(*x)) y1=(at(HEAD - 6.0)) x2=(at(*x)) y2=(at(height - 4.0)) stroke="#bbb" stroke-width="0.6" {}
                text x=(at(*x)) y=(at(HEAD - 10.0)) font-size="10" text-anchor="middle" { (plain(words)) }
            }
            @for (row, label) in labels.iter().enumerate() {
                @let shown = crate::text::width::fit(label, LABEL_COLUMNS, "…");
                text x="2" y=(at(middle(row) + 4.0)) font-size="11" { (plain(&shown)) }
            }
            (marks)
        }
    }
}

fn intervals(plot: &Intervals) -> Markup {
    let scale = (1.0, count(plot.last.max(2)));
    let place = |rank: usize| along(count(rank), scale);
    let labels: Vec<&str> = plot.rows.iter().map(|row| row.label.as_str()).collect();
    let marks = html! {
        @for (row, one) in plot.rows.iter().enumerate() {
            @let y = middle(row);
            @if let Some([low, left, _, right, high]) = one.ranks {
                line x1=(at(place(low))) y1=(at(y)) x2=(at(place(high))) y2=(at(y)) stroke="#000" stroke-width="1" {}
                line x1=(at(place(low))) y1=(at(y - 4.0)) x2=(at(place(low))) y2=(at(y + 4.0)) stroke="#000" {}
                line x1=(at(place(high))) y1=(at(y - 4.0)) x2=(at(place(high))) y2=(at(y + 4.0)) stroke="#000" {}
                rect x=(at(place(left))) y=(at(y - 3.0)) width=(at((place(right) - place(left)).max(1.0))) height="6" fill="#ccc" stroke="#000" stroke-width="0.6" {}
            }
            @if let Some(rank) = one.place {
                circle cx=(at(place(rank as usize))) cy=(at(y)) r="4" fill="#000" {}
            }
        }
    };
    rows(&labels, &ticks(plot.last.max(2), &place), &marks)
}

/// At most about a dozen places of a scale from 1.
fn ticks(last: usize, place: &dyn Fn(usize) -> f64) -> Vec<(f64, String)> {
    let step = last.div_ceil(12).max(1);
    let ranks = (1..=last).filter(|rank| *rank == 1 || rank.is_multiple_of(step));
    ranks.map(|rank| (place(rank), rank.to_string())).collect()
}

fn spread(plot: &Spread) -> Markup {
    let (low, high) = bounds(plot);
    let place = |value: f64| along(value, (low, high));
    let labels: Vec<&str> = plot.rows.iter().map(|row| row.label.as_str()).collect();
    let bottom = HEAD + ROW * count(plot.rows.len()) + 2.0;
    let marks = html! {
        @for (value, words) in &plot.lines {
            @if *value >= low && *value <= high {
                line x1=(at(place(*value))) y1=(at(HEAD - 4.0)) x2=(at(place(*value))) y2=(at(bottom)) stroke="#000" stroke-width="0.8" stroke-dasharray="4 3" {}
                text x=(at(place(*value) + 2.0)) y=(at(HEAD - 20.0)) font-size="9" { (plain(words)) }
            }
        }
        @for (row, one) in plot.rows.iter().enumerate() {
            @let y = middle(row);
            line x1=(at(LABELS)) y1=(at(y)) x2=(at(WIDTH - RIGHT)) y2=(at(y)) stroke="#ddd" stroke-width="0.5" {}
            @for (nth, (total, is_dropped)) in one.totals.iter().enumerate() {
                @let lift = count(above(&one.totals, nth)) * 3.0;
                @let fill = if *is_dropped { "#fff" } else { "#000" };
                circle cx=(at(place(*total))) cy=(at(y - lift)) r="3" fill=(fill) stroke="#000" {}
            }
            @if let Some(total) = one.official {
                line x1=(at(place(total))) y1=(at(y - 7.0)) x2=(at(place(total))) y2=(at(y + 7.0)) stroke="#000" stroke-width="2" {}
            }
        }
    };
    let whole = [low, f64::midpoint(low, high), high];
    let ticks = whole.map(|value| (place(value), at(value)));
    rows(&labels, &ticks, &marks)
}

/// How many equal totals stand before this one: they are drawn a little higher.
fn above(totals: &[(f64, bool)], nth: usize) -> usize {
    let own = totals.get(nth).map(|one| one.0);
    let before = totals.iter().take(nth).rev();
    before
        .take_while(|one| own.is_some_and(|own| (one.0 - own).abs() < 1e-9))
        .count()
}

/// The part of the scale that the totals take, with some room, to whole tens.
fn bounds(plot: &Spread) -> (f64, f64) {
    let totals = plot
        .rows
        .iter()
        .flat_map(|row| &row.totals)
        .map(|one| one.0);
    let lines = plot.lines.iter().map(|one| one.0);
    let all: Vec<f64> = totals.chain(lines).collect();
    let (least, most) = plot.scale;
    if all.is_empty() {
        return (least, most);
    }
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let step = ((most - least) / 10.0).max(1e-9);
    let low = least + ((low - least) / step).floor() * step;
    let high = least + ((high - least) / step).ceil() * step;
    (low.max(least), high.min(most).max(low + step))
}

fn mark(state: State) -> &'static str {
    match state {
        State::Covered => "●",
        State::Declined => "○",
        State::Open => "×",
    }
}

fn states(map: &Map) -> Markup {
    html! {
        @for (state, words) in &map.legend { (mark(*state)) " " (plain(words)) "\u{2003}" }
        @if !map.marked.is_empty() { "! " (plain(&map.marked)) }
    }
}

/// One column a chain, one field a link: mark, name and how many proposals.
fn map(map: &Map) -> Markup {
    let columns = count(map.columns.len().max(1));
    let most = map
        .columns
        .iter()
        .map(|one| one.fields.len())
        .max()
        .unwrap_or(0);
    let wide = WIDTH / columns;
    let tall = 22.0;
    let view = format!("0 0 {} {}", at(WIDTH), at(tall * (count(most) + 1.0) + 4.0));
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(view) role="img" {
            @for (place, column) in map.columns.iter().enumerate() {
                @let x = wide * count(place);
                text x=(at(x + 2.0)) y="15" font-size="11" font-weight="bold" { (plain(&column.title)) }
                @for (row, field) in column.fields.iter().enumerate() {
                    @let y = tall * (count(row) + 1.0);
                    @let fill = match field.state { State::Covered => "#d8d8d8", State::Declined => "#f2f2f2", State::Open => "#fff" };
                    rect x=(at(x + 1.0)) y=(at(y)) width=(at(wide - 3.0)) height=(at(tall - 3.0)) fill=(fill) stroke="#000" stroke-width="0.6" {}
                    text x=(at(x + 4.0)) y=(at(y + 13.5)) font-size="9.5" {
                        (mark(field.state))
                        @if field.count > 0 { (field.count) }
                        " " (plain(&field.label))
                        @if field.is_marked { "!" }
                    }
                }
            }
        }
    }
}
