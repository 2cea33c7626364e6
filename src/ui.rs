//! Drawing. It takes the state and changes nothing: the same state always gives the same
//! cells. It knows no file and decides nothing.

pub mod canvas;
pub mod clock;
mod filter;
pub mod frame;
pub mod glyphs;
pub mod lines;
mod meeting;
pub mod overlays;
pub mod pointing;
pub mod screens;
pub mod style;

use crate::app::scrolling::{PastEnd, reads_on};
pub use crate::app::state::SMALLEST;
use crate::app::state::is_too_small;
use crate::app::{App, Screen};
use canvas::{Canvas, Pen};
use clock::Clock;
use pointing::Pointing;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What drawing tells the terminal besides the cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placement {
    /// Where the real cursor stands, so that an input method's window follows it.
    pub cursor: Option<(u16, u16)>,
    /// What can be pointed at.
    pub pointing: Pointing,
    /// The meeting's clock, where it is in sight.
    pub clock: Option<Clock>,
    /// Which scrolls of what takes the keys went past the end.
    pub past_end: Vec<PastEnd>,
}

/// Draws the whole program into `buffer`.
pub fn view(app: &App, buffer: &mut Buffer) -> Placement {
    let area = buffer.area;
    let theme = app.shown_theme();
    let pen = Pen::new(&theme, app.glyphs, app.language);
    let mut canvas = Canvas::new(buffer, pen);
    canvas.fill(area);
    // what is drawn is what keys are taken for
    if app.is_too_small() || is_too_small((area.width, area.height)) {
        too_small(&mut canvas, area);
        return Placement::default();
    }
    match &app.screen {
        Screen::Start(state) => screens::start::draw(app, state, &mut canvas, area),
        Screen::Seat(state) => screens::seat::draw(app, state, &mut canvas, area),
        Screen::Chains(state) => screens::chains::draw(app, state, &mut canvas, area),
        Screen::Proposals(state) => screens::proposals::draw(app, state, &mut canvas, area),
        Screen::Scoring(state) => screens::scoring::draw(app, state, &mut canvas, area),
        Screen::Compare(state) => screens::compare::draw(app, state, &mut canvas, area),
        Screen::MySheets(state) => screens::my_sheets::draw(app, state, &mut canvas, area),
        Screen::Consolidate(state) => screens::consolidate::draw(app, state, &mut canvas, area),
        Screen::Recommendations(state) => {
            screens::recommendations::draw(app, state, &mut canvas, area);
        }
        Screen::Coverage(state) => screens::coverage::draw(app, state, &mut canvas, area),
        Screen::MatchLinks(state) => screens::match_links::draw(app, state, &mut canvas, area),
        Screen::Merge(state) => screens::merge::draw(app, state, &mut canvas, area),
        Screen::Assignment(state) => screens::assignment::draw(app, state, &mut canvas, area),
        Screen::Discussion(state) => screens::discussion::draw(app, state, &mut canvas, area),
        Screen::Meeting(state) => screens::meeting::draw(app, state, &mut canvas, area),
        Screen::Round(state) => screens::round::draw(app, state, &mut canvas, area),
        Screen::Opinion(state) => screens::opinion::draw(app, state, &mut canvas, area),
        Screen::WhatIf(state) => screens::what_if::draw(app, state, &mut canvas, area),
    }
    let topmost = app.overlays.len().saturating_sub(1);
    for (place, overlay) in app.overlays.iter().enumerate() {
        canvas.cursor = None;
        let reads = place == topmost && reads_on(overlay);
        canvas.read_on = reads.then_some(app.read_on);
        canvas.past_end.clear();
        canvas.overflows = false;
        canvas
            .pointing
            .cover(area.height.saturating_sub(frame::FOOT));
        overlays::draw(app, overlay, &mut canvas, area);
    }
    frame::foot(app, &mut canvas, area);
    Placement {
        cursor: canvas.cursor,
        pointing: canvas.pointing,
        clock: canvas.clock,
        past_end: canvas.past_end,
    }
}

/// Draws a beat of the meeting's clock over the frame before, whose cells `buffer` holds; false
/// where more has to be drawn, and then nothing was.
pub fn beat(app: &App, clock: &Clock, buffer: &mut Buffer) -> bool {
    let theme = app.shown_theme();
    let pen = Pen::new(&theme, app.glyphs, app.language);
    clock::draw(app, clock, &mut Canvas::new(buffer, pen))
}

fn too_small(canvas: &mut Canvas, area: Rect) {
    let (columns, rows) = (SMALLEST.0.to_string(), SMALLEST.1.to_string());
    let text = canvas.pen.with("frame.too_small", &[&columns, &rows]);
    for (row, line) in crate::text::wrap::wrap(&text, usize::from(area.width))
        .iter()
        .enumerate()
    {
        canvas.text(
            0,
            row as u16,
            area.width,
            line,
            crate::config::theme::Role::Warning,
        );
    }
}
