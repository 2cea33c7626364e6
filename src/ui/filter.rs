//! The filter of a list: its field with the query words told apart, how many were found,
//! and under it what was understood, what was not, and what may complete it.

use super::canvas::{Canvas, Pen};
use super::lines::Line;
use crate::analysis::search::{Doubt, Manner, Query, Term};
use crate::app::filter::ListFilter;
use crate::config::theme::Role;
use crate::text::width::{columns, pieces};
use ratatui::layout::Rect;

/// Rows that a filter takes.
pub const ROWS: u16 = 2;

/// Draws the filter into the first rows of `body` and returns the room below; all of it
/// where no filter is open. An empty one says what can be typed, if `says_how`.
pub fn draw(canvas: &mut Canvas, filter: Option<&ListFilter>, body: Rect, says_how: bool) -> Rect {
    let Some(filter) = filter else {
        return body;
    };
    field(canvas, filter, body);
    let pen = canvas.pen;
    let line = if says_how && filter.is_empty() && filter.offers.is_empty() {
        Line::of(pen.say("filter.how"), Role::Muted)
    } else {
        notes(&pen, filter)
    };
    line.draw(canvas, body.x + 1, body.y + 1, body.width.saturating_sub(2));
    Rect {
        y: body.y + ROWS,
        height: body.height.saturating_sub(ROWS),
        ..body
    }
}

/// How many were found of how many.
fn counts(pen: &Pen, filter: &ListFilter) -> String {
    let counts = [filter.finding.hits.len(), filter.of].map(|count| count.to_string());
    pen.with("filter.counts", &[&counts[0], &counts[1]])
}

fn field(canvas: &mut Canvas, filter: &ListFilter, body: Rect) {
    let pen = canvas.pen;
    let label = pen.say("proposals.filter");
    let x = body.x + 2 + canvas.text(body.x + 1, body.y, body.width, label, Role::Heading);
    let counts = counts(&pen, filter);
    let right = canvas.text_right(
        body.right().saturating_sub(1),
        body.y,
        body.width / 3,
        &counts,
        Role::Heading,
    );
    let room = right.saturating_sub(x + 2);
    if filter.field.text().is_empty() {
        let help = pen.say("proposals.filter_help");
        canvas.text(x + 1, body.y, room.saturating_sub(1), help, Role::Muted);
    }
    let before = pen.columns(filter.field.before());
    let hidden = (before + 1).saturating_sub(usize::from(room));
    typed(&pen, filter, hidden).draw(canvas, x, body.y, room);
    canvas.cursor = Some((x + (before - hidden) as u16, body.y));
}

/// The text with its query words told apart, without its first `hidden` columns.
fn typed(pen: &Pen, filter: &ListFilter, hidden: usize) -> Line {
    let mut line = Line::new();
    let mut used = 0;
    for (place, character) in filter.field.text().chars().enumerate() {
        let shown = pen.shown(character.encode_utf8(&mut [0; 4])).into_owned();
        used += columns(&shown);
        if used > hidden {
            line = line.and(shown, role_at(&filter.query, place));
        }
    }
    line
}

fn role_at(query: &Query, place: usize) -> Role {
    let term = query.terms.iter().find(|(range, _)| range.contains(&place));
    match term.map(|(_, term)| term) {
        Some(Term::Filter(_)) => Role::Notice,
        Some(Term::Doubtful(..)) => Role::Warning,
        _ => Role::Input,
    }
}

/// What was understood, what was not, and what may complete it.
fn notes(pen: &Pen, filter: &ListFilter) -> Line {
    let mut line = Line::new();
    if filter.is_waiting {
        line = line
            .and(pen.say("filter.waiting"), Role::Muted)
            .and("   ", Role::Text);
    }
    if let Some(words) = manner_words(pen, filter.finding.manner) {
        line = line.and(words, Role::Warning).and("   ", Role::Text);
    }
    if let Some(text) = doubt(pen, filter) {
        line = line.and(text, Role::Warning).and("   ", Role::Text);
    }
    let understood = understood(filter);
    if !understood.is_empty() {
        let text = format!("{} {understood}", pen.glyphs().passed);
        line = line.and(text, Role::Notice).and("   ", Role::Text);
    }
    for (place, offer) in filter.offers.iter().enumerate() {
        let lead = if place == 0 { "Tab " } else { "  " };
        line = line
            .and(lead, Role::Key)
            .and(offer.text.clone(), Role::Hint);
    }
    line
}

/// Says in which manner hits hold the words, where it is not as they are written.
pub fn manner_words(pen: &Pen, manner: Manner) -> Option<String> {
    let key = match manner {
        Manner::Written => return None,
        Manner::BySound => "filter.by_sound",
        Manner::Nearly => "filter.nearly",
    };
    Some(format!("! {}", pen.say(key)))
}

/// The query words that hold, as they were typed.
fn understood(filter: &ListFilter) -> String {
    let text = filter.field.text();
    let terms = filter.query.terms.iter();
    let words: Vec<String> = terms
        .filter(|(_, term)| matches!(term, Term::Filter(_)))
        .map(|(range, _)| text.chars().skip(range.start).take(range.len()).collect())
        .collect();
    words.join("  ")
}

fn doubt(pen: &Pen, filter: &ListFilter) -> Option<String> {
    let (word, doubt) = filter.doubt()?;
    let key = match doubt {
        Doubt::Unknown => "filter.unknown",
        Doubt::NoFigure(_) => "filter.no_figure",
        Doubt::NoName(_) => "filter.no_name",
        Doubt::NoKind => "filter.no_kind",
        Doubt::OthersScores => "filter.others_scores",
    };
    // a name that is still to come is no mistake while names are offered
    let is_begun = matches!(doubt, Doubt::NoName(_)) && !filter.offers.is_empty();
    (!is_begun).then(|| format!("! {}", pen.with(key, &[&word])))
}

/// Adds a text of `width` columns whose matched characters, counted from 0, stand out.
pub fn marked(pen: &Pen, line: Line, text: &str, marks: &[usize], width: usize) -> Line {
    marked_as(pen, line, text, marks, (width, Role::Text))
}

/// Does the same for a text of another role.
pub fn marked_as(
    pen: &Pen,
    mut line: Line,
    text: &str,
    marks: &[usize],
    (width, plain): (usize, Role),
) -> Line {
    if marks.is_empty() {
        let shown = pen.fitted(text, width);
        let blanks = width.saturating_sub(columns(&shown));
        return line.and(shown, plain).and(" ".repeat(blanks), Role::Text);
    }
    let whole = pen.columns(text);
    let cut = if whole > width { pen.glyphs().cut } else { "" };
    let room = width.saturating_sub(columns(cut));
    let (mut used, mut place) = (0, 0);
    let mut piece = (String::new(), plain);
    for (grapheme, _) in pieces(text) {
        let shown = pen.shown(grapheme);
        let length = grapheme.chars().count();
        if used + columns(&shown) > room {
            break;
        }
        let is_marked = (place..place + length).any(|place| marks.binary_search(&place).is_ok());
        let role = if is_marked { Role::Match } else { plain };
        if piece.1 != role {
            line = line.and(std::mem::take(&mut piece.0), piece.1);
            piece.1 = role;
        }
        piece.0.push_str(&shown);
        used += columns(&shown);
        place += length;
    }
    let blanks = width.saturating_sub(used + columns(cut));
    line.and(piece.0, piece.1)
        .and(cut, plain)
        .and(" ".repeat(blanks), Role::Text)
}
