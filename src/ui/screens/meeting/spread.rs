//! The marks of a proposal as dots, once everybody submitted: of the one on the table, else of
//! the one before. No dot tells whose it is.

use super::Scene;
use crate::analysis::sitting::may_show_marks;
use crate::analysis::spread::{Marks, Spread};
use crate::app::meeting::MeetingSeen;
use crate::config::theme::Role;
use crate::domain::decimal::{Decimal, plain};
use crate::ui::canvas::Pen;
use crate::ui::lines::{Line, labelled};

/// Columns of a criterion's name.
const NAME: usize = 16;
/// Columns of the lowest and the highest mark that were given.
const GIVEN: usize = 11;
/// Columns of one end of the scale.
const END: usize = 3;

/// The spread that can be shown, or why there is none.
pub fn lines(scene: &Scene, width: usize) -> Vec<Line> {
    let pen = &scene.pen;
    let Some((seen, spread)) = shown(scene) else {
        return labelled(pen, "", pen.say("meeting.no_spread"), width, Role::Muted);
    };
    let title = [seen.proposal.as_str(), scene.title(&seen.proposal)];
    let mut found = labelled(
        pen,
        "",
        &pen.with("meeting.spread", &title),
        width,
        Role::Heading,
    );
    found.push(
        Line::new()
            .column(pen, "", NAME, Role::Muted)
            .figure(pen, pen.say("meeting.given"), GIVEN, Role::Muted)
            .and(" ".repeat(END + 2), Role::Muted)
            .and(pen.with("meeting.scale", &[pen.glyphs().dot]), Role::Muted),
    );
    let totals = &spread.totals;
    let name = pen.say("meeting.totals");
    found.push(dots(pen, name, &around(totals), totals, width));
    let rubric = scene.workspace.panel().rubric_of(&seen.proposal);
    let widest = spread.widest();
    for marks in &spread.criteria {
        let Some(criterion) = rubric.criterion(&marks.criterion) else {
            continue;
        };
        let name = criterion.short_name().of(pen.is_english());
        let line = dots(pen, name, marks, marks, width);
        let is_widest = widest.is_some_and(|one| one.criterion == marks.criterion);
        let mark = if is_widest { pen.glyphs().pointer } else { "" };
        found.push(line.and(format!(" {mark}"), Role::Notice));
    }
    found
}

/// The same where there is little room: the totals, and the criterion that is widest apart.
pub fn brief(scene: &Scene, width: usize) -> Vec<Line> {
    let pen = &scene.pen;
    let Some((seen, spread)) = shown(scene) else {
        return Vec::new();
    };
    let name = format!("{} {}", seen.proposal, pen.say("meeting.totals"));
    let mut found = vec![dots(
        pen,
        &name,
        &around(&spread.totals),
        &spread.totals,
        width,
    )];
    let rubric = scene.workspace.panel().rubric_of(&seen.proposal);
    if let Some(widest) = spread.widest()
        && let Some(criterion) = rubric.criterion(&widest.criterion)
    {
        let name = criterion.short_name().of(pen.is_english());
        found.push(dots(pen, name, widest, widest, width));
    }
    found
}

fn shown<'a>(scene: &'a Scene) -> Option<(&'a MeetingSeen, &'a Spread)> {
    let (book, panel) = (scene.book, scene.workspace.panel());
    let of = |seen: &'a MeetingSeen| {
        let room = scene.sitting.room(panel, &book.meeting, &seen.proposal);
        let may = may_show_marks(&book.meeting, &room, &seen.proposal, &seen.counted);
        let spread = seen.spread.as_ref().filter(|_| may);
        spread.map(|spread| (seen, spread))
    };
    let before = book.meeting.item.iter().rev().filter(|item| item.done);
    let before = || {
        let mut seen = before.filter_map(|item| book.seen.get(&item.proposal));
        seen.find_map(of)
    };
    book.here().and_then(of).or_else(before)
}

/// Totals lie close together: their line shows the tens around them only.
fn around(totals: &Marks) -> Marks {
    let ten = Decimal::TEN;
    let low = totals.given.first().copied().unwrap_or(totals.least);
    let high = totals.given.last().copied().unwrap_or(totals.most);
    let most = ((high / ten).ceil() * ten).min(totals.most);
    Marks {
        least: ((low / ten).floor() * ten).max(totals.least),
        most: most.max(low + Decimal::ONE),
        ..totals.clone()
    }
}

/// One line: name, lowest and highest mark given, the marks on their scale between its ends.
fn dots(pen: &Pen, name: &str, scale: &Marks, marks: &Marks, width: usize) -> Line {
    let taken = NAME + GIVEN + 2 * (END + 1) + 3;
    let room = width.saturating_sub(taken).clamp(8, 40);
    let mut cells = vec![0_usize; room];
    let span = scale.most - scale.least;
    for mark in &marks.given {
        let share = if span.is_zero() {
            Decimal::ZERO
        } else {
            (*mark - scale.least) / span * Decimal::from(room - 1)
        };
        let place: usize = share.round().try_into().unwrap_or(0);
        if let Some(cell) = cells.get_mut(place) {
            *cell += 1;
        }
    }
    let glyphs = pen.glyphs();
    let sign = |count: &usize| match count {
        0 => glyphs.hollow.to_owned(),
        1 => glyphs.dot.to_owned(),
        2..=9 => count.to_string(),
        _ => "+".to_owned(),
    };
    let drawn: String = cells.iter().map(sign).collect();
    let ends = [marks.given.first(), marks.given.last()];
    let given = match ends.map(|mark| mark.map_or_else(String::new, |mark| plain(*mark))) {
        [low, high] if low == high => low,
        [low, high] => format!("{low}-{high}"),
    };
    Line::new()
        .column(pen, name, NAME, Role::Text)
        .figure(pen, &given, GIVEN, Role::Text)
        .and(" ", Role::Text)
        .figure(pen, &plain(scale.least), END, Role::Muted)
        .and(" ", Role::Text)
        .and(drawn, Role::Heading)
        .and(" ", Role::Text)
        .column(pen, &plain(scale.most), END, Role::Muted)
}
