//! The windows over a screen. None of them hides what the person needs to answer it, and
//! none loses its border over wide characters.

mod agenda;
pub mod assigning;
pub mod commands;
pub mod deciding;
mod edition;
pub mod exchange;
mod filing;
pub mod forms;
pub mod going_to;
pub mod help;
mod journal;
mod opining;
pub mod paper;
mod questions;
pub mod reports;
mod rescue;
mod roll_call;
pub mod round;
pub mod settings;
mod settlements;
pub mod settling;
pub mod target;
pub mod themes;
mod tour;
pub mod vetoes;

use super::canvas::Canvas;
use super::frame::FOOT;
use super::lines;
use crate::app::{App, Overlay};
use crate::config::checkup::{Finding, Mark};
use crate::config::theme::Role;
use crate::text::width::pad;
use ratatui::layout::Rect;

/// Draws one window.
pub fn draw(app: &App, overlay: &Overlay, canvas: &mut Canvas, area: Rect) {
    match overlay {
        Overlay::Palette(state) => commands::palette(app, state, canvas, area),
        Overlay::Menu(state) => commands::menu(app, state, canvas, area),
        Overlay::GoingTo(state) => going_to::draw(app, state, canvas, area),
        Overlay::Help(scroll) => help::draw(app, *scroll, canvas, area),
        Overlay::Target(link, scroll) => target::draw(app, link, *scroll, canvas, area),
        Overlay::Comment(state) => questions::comment(app, state, canvas, area),
        Overlay::Reason(state) => questions::reason(state, canvas, area),
        Overlay::Note(state) => deciding::note(app, state, canvas, area),
        Overlay::Grounds(state) => vetoes::grounds(app, state, canvas, area),
        Overlay::Checking(state) => vetoes::checking(app, state, canvas, area),
        Overlay::HandIn(state) => exchange::hand_in(app, state, canvas, area),
        Overlay::Naming(state) => exchange::naming(state, canvas, area),
        Overlay::Settling(state) => settling::settling(app, state, canvas, area),
        Overlay::Missing(state) => exchange::missing(app, state, canvas, area),
        Overlay::Decision(state) => settlements::decision(app, state, canvas, area),
        Overlay::Edition(state) => edition::draw(app, state, canvas, area),
        Overlay::Filing(state) => filing::draw(state, canvas, area),
        Overlay::Recusing(state) => settlements::recusing(app, state, canvas, area),
        Overlay::Proposing(state) => assigning::proposing(app, state, canvas, area),
        Overlay::Grouping(state) => assigning::grouping(app, state, canvas, area),
        Overlay::Agenda(state) => agenda::draw(app, state, canvas, area),
        Overlay::Pairing(state) => deciding::pairing(app, state, canvas, area),
        Overlay::Scope(state) => deciding::scope(state, canvas, area),
        Overlay::Submit(state) => questions::submit(app, state, canvas, area),
        Overlay::Commitment(state) => questions::commitment(app, state, canvas, area),
        Overlay::Opining(state) => opining::opining(app, state, canvas, area),
        Overlay::Voting(state) => opining::voting(app, state, canvas, area),
        Overlay::Typist(state) => paper::typist(app, state, canvas, area),
        Overlay::PaperDifferences(state) => paper::differences(app, state, canvas, area),
        Overlay::Phase(state) => round::phase(app, state, canvas, area),
        Overlay::Packing(state) => round::packing(app, state, canvas, area),
        Overlay::Verifying(state) => round::verifying::draw(app, state, canvas, area),
        Overlay::Reporting(state) => reports::draw(app, state, canvas, area),
        Overlay::Archiving(state) => round::archive(app, state, canvas, area),
        Overlay::Journal(state) => journal::draw(state, canvas, area),
        Overlay::Tour(state) => tour::draw(state, canvas, area),
        Overlay::Settings(state) => settings::draw(app, state, canvas, area),
        Overlay::Themes(state) => themes::draw(app, state, canvas, area),
        Overlay::Rescue(state) => rescue::draw(app, state, canvas, area),
        Overlay::RollCall(state) => roll_call::draw(app, state, canvas, area),
        Overlay::SelfCheck(findings, scroll) => self_check(findings, *scroll, canvas, area),
    }
}

/// Rows at the top that no window covers: the title, and what says that data is a demonstration's.
const HEAD: u16 = 3;

/// Returns the columns inside a window of at most so many in the middle of the screen.
pub fn inside(area: Rect, columns: u16) -> u16 {
    columns.min(area.width.saturating_sub(4)).max(20) - 4
}

/// Draws the border of a window of at most this size in the middle of the screen, below
/// the title and above the hints, and returns the room inside.
pub fn window(canvas: &mut Canvas, area: Rect, columns: u16, rows: u16, title: &str) -> Rect {
    let width = inside(area, columns) + 4;
    let height = rows
        .saturating_add(2)
        .min(area.height.saturating_sub(HEAD + FOOT))
        .max(3);
    let x = area.width.saturating_sub(width) / 2;
    let y = (area.height.saturating_sub(height + 2) / 2).max(HEAD);
    let outer = Rect {
        x,
        y,
        width,
        height,
    };
    window_at(canvas, outer, title)
}

/// A title begins with a capital, as it also names a command in a list.
fn sentence_case(title: &str) -> String {
    let mut rest = title.chars();
    let first = rest.next().into_iter().flat_map(char::to_uppercase);
    first.chain(rest).collect()
}

/// Fewer columns than this beside a window show nothing of the screen: bits of words torn off
/// would say nothing.
const SLIVER: u16 = 10;

/// What is emptied for a window: a column on both sides of its border, or all that is left up
/// to the edge of the screen where that is only a sliver.
fn margin(canvas: &Canvas, outer: Rect) -> Rect {
    let edge = canvas.area().right();
    let left = match outer.x {
        0..SLIVER => 0,
        x => x - 1,
    };
    let right = match edge.saturating_sub(outer.right()) {
        0..SLIVER => edge,
        _ => outer.right() + 1,
    };
    Rect {
        x: left,
        width: right.saturating_sub(left),
        ..outer
    }
}

/// Draws the border of a window, with empty columns on both sides, and returns the room
/// inside.
pub fn window_at(canvas: &mut Canvas, outer: Rect, title: &str) -> Rect {
    let Rect {
        x,
        y,
        width,
        height,
    } = outer;
    canvas.clear(margin(canvas, outer));
    let glyphs = canvas.pen.glyphs();
    canvas.rule(x, y, width);
    canvas.rule(x, y + height - 1, width);
    canvas.bar(x, y, height);
    canvas.bar(x + width - 1, y, height);
    let [top_left, top_right, bottom_left, bottom_right] = glyphs.corners;
    canvas.text(x, y, 1, top_left, Role::Border);
    canvas.text(x + width - 1, y, 1, top_right, Role::Border);
    canvas.text(x, y + height - 1, 1, bottom_left, Role::Border);
    canvas.text(x + width - 1, y + height - 1, 1, bottom_right, Role::Border);
    canvas.text(
        x + 2,
        y,
        width.saturating_sub(4),
        &format!(" {} ", sentence_case(title)),
        Role::Title,
    );
    Rect {
        x: x + 2,
        y: y + 1,
        width: width.saturating_sub(4),
        height: height - 2,
    }
}

fn self_check(findings: &[Finding], scroll: usize, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let width = usize::from(area.width.min(92)).saturating_sub(8);
    let mut rows = Vec::new();
    for finding in findings {
        let role = match finding.mark {
            Mark::Fine => Role::Text,
            Mark::Note => Role::Heading,
            Mark::Problem => Role::Warning,
        };
        let mark = pad(pen.say(finding.mark.words()), 8);
        let label = format!("{mark}{}", pad(pen.say(finding.name), 18));
        let words = finding.words(pen.language());
        rows.extend(lines::labelled(&pen, &label, &words, width, role));
        if let Some(remedy) = finding.remedy {
            let indent = " ".repeat(26);
            rows.extend(lines::labelled(
                &pen,
                &indent,
                pen.say(remedy),
                width,
                Role::Muted,
            ));
        }
    }
    let title = pen.say("self_check.title");
    let inner = window(canvas, area, 92, rows.len() as u16 + 1, title);
    lines::draw(canvas, inner, &rows, scroll);
}
