//! The themes, beside what the screen looks like in the one that is looked at, and below
//! them a word in every role.

use super::{FOOT, HEAD, window_at};
use crate::app::App;
use crate::app::overlays::themes::ThemesState;
use crate::config::theme::depth::Depth;
use crate::config::theme::{Role, ThemeOffer};
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::lines::{self, Line, labelled};
use ratatui::layout::Rect;

/// Columns of the window: the screen stays in sight beside it.
const WIDTH: u16 = 50;
/// Columns of a title and of a name.
const NAME: usize = 15;
/// Roles in a row of samples, and the columns of each.
const SAMPLES: (usize, usize) = (4, 11);
/// Rows below the list: a blank and the samples; and what the terminal cannot show.
const BELOW: u16 = 5;
const LIMITS: u16 = 2;

/// Draws the window.
pub fn draw(app: &App, state: &ThemesState, canvas: &mut Canvas, area: Rect) {
    let pen = canvas.pen;
    let most = area.height.saturating_sub(HEAD + FOOT).max(3);
    let below = match app.depth {
        Depth::Full => BELOW,
        _ => BELOW + LIMITS,
    };
    let rows = (state.offers.len() as u16).saturating_add(below + 2);
    let height = rows.min(most);
    let outer = Rect {
        x: area.width.saturating_sub(WIDTH + 2),
        y: area.height.saturating_sub(FOOT + height),
        width: WIDTH,
        height,
    };
    let title = pen.with("themes.title", &[pen.glyphs().passed]);
    let inner = window_at(canvas, outer, &title);
    let list = Rect {
        height: inner.height.saturating_sub(below),
        ..inner
    };
    lines::draw_rows(canvas, list, state.offers.len(), state.at, |place| {
        let offer = state.offers.get(place);
        offer.map_or_else(Line::new, |offer| row(app, &pen, state, (place, offer)))
    });
    let room = Rect {
        y: list.bottom() + 1,
        height: inner.height.saturating_sub(list.height + 1),
        ..inner
    };
    lines::draw(canvas, room, &beneath(app, &pen, state), 0);
}

fn row(app: &App, pen: &Pen, state: &ThemesState, (place, offer): (usize, &ThemeOffer)) -> Line {
    let is_chosen = place == state.at;
    let pointer = if is_chosen { pen.glyphs().pointer } else { " " };
    let digit = (place < 9).then(|| (place + 1).to_string());
    let digit = digit.unwrap_or_else(|| " ".to_owned());
    let is_in_use = offer.name == app.theme.name;
    let mark = if is_in_use { pen.glyphs().passed } else { " " };
    let line = Line::of(format!("{pointer} {digit} {mark} "), Role::Key);
    let line = match &offer.theme {
        Ok(theme) => {
            let from = if offer.is_own {
                "themes.own"
            } else {
                "themes.built_in"
            };
            let title = theme.title(pen.is_english());
            let name = if title == offer.name { "" } else { &offer.name };
            line.cell(pen, title, NAME, Role::Text)
                .cell(pen, name, NAME, Role::Muted)
                .and(pen.say(from), Role::Muted)
        }
        Err(fault) => {
            let mark = pen.glyphs().failed;
            line.cell(pen, &offer.name, NAME, Role::Text)
                .and(format!("{mark} {}", fault.words(pen.language())), Role::Bad)
        }
    };
    line.selected(is_chosen)
}

/// A word in every role, or what is wrong with the file; then what the terminal cannot show.
fn beneath(app: &App, pen: &Pen, state: &ThemesState) -> Vec<Line> {
    let width = usize::from(WIDTH).saturating_sub(4);
    let chosen = state.offers.get(state.at);
    if let Some((offer, fault)) =
        chosen.and_then(|offer| Some((offer, offer.theme.as_ref().err()?)))
    {
        let details = [offer.name.as_str(), &fault.words(pen.language())];
        let words = pen.with("themes.broken", &details);
        return labelled(pen, "", &words, width, Role::Bad);
    }
    let mut found: Vec<Line> = Role::ALL
        .chunks(SAMPLES.0)
        .map(|roles| {
            roles.iter().fold(Line::new(), |line, role| {
                let word = pen.find(&format!("role.{}", role.key()));
                let word = format!(" {word} ");
                let blanks = " ".repeat(SAMPLES.1.saturating_sub(pen.columns(&word)));
                line.and(word, *role).and(blanks, Role::Text)
            })
        })
        .collect();
    let depth = match app.depth {
        Depth::None => "themes.no_colours",
        Depth::Sixteen => "themes.sixteen_colours",
        Depth::Many => "themes.many_colours",
        Depth::Full => return found,
    };
    found.push(Line::new());
    found.push(Line::of(pen.say(depth), Role::Muted));
    found
}
