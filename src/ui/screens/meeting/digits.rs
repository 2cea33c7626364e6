//! The big clock. A digit is four columns wide and five rows high, so that few cells change
//! from one second to the next.

use super::{Scene, expected, phase_word};
use crate::app::meeting::MeetingBook;
use crate::config::theme::Role;
use crate::domain::agenda::PhaseLengths;
use crate::domain::meeting::MeetingPhase;
use crate::ui::canvas::{Canvas, Pen};
use crate::ui::clock::{Clock, Shape};
use ratatui::layout::Rect;

/// Rows of a digit.
const ROWS: usize = 5;

/// The digits from 0 to 9; a bit is a piece, the highest the left one.
const DIGITS: [[u8; ROWS]; 10] = [
    [0b1111, 0b1001, 0b1001, 0b1001, 0b1111],
    [0b0011, 0b0001, 0b0001, 0b0001, 0b0001],
    [0b1111, 0b0001, 0b1111, 0b1000, 0b1111],
    [0b1111, 0b0001, 0b1111, 0b0001, 0b1111],
    [0b1001, 0b1001, 0b1111, 0b0001, 0b0001],
    [0b1111, 0b1000, 0b1111, 0b0001, 0b1111],
    [0b1111, 0b1000, 0b1111, 0b1001, 0b1111],
    [0b1111, 0b0001, 0b0001, 0b0001, 0b0001],
    [0b1111, 0b1001, 0b1111, 0b1001, 0b1111],
    [0b1111, 0b1001, 0b1111, 0b0001, 0b1111],
];

/// What a clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    /// Seconds that are left, or that it is over.
    pub seconds: u32,
    /// It is over.
    pub is_over: bool,
    /// Not much is left.
    pub is_warning: bool,
}

impl Face {
    /// Returns what the clock of a meeting shows.
    pub fn of(book: &MeetingBook, lengths: PhaseLengths) -> Self {
        let (planned, spent) = (book.meeting.planned(lengths), book.meeting.seconds);
        let is_over = spent > planned;
        let left = planned.saturating_sub(spent);
        Self {
            seconds: spent.abs_diff(planned),
            is_over,
            is_warning: !is_over && left <= lengths.warning.saturating_mul(60),
        }
    }

    /// Returns minutes and seconds, as `04:37`; over an hour the minutes go on.
    pub fn written(self) -> String {
        format!("{:02}:{:02}", self.seconds / 60, self.seconds % 60)
    }

    /// Tells whether it looks like another but for its figures.
    pub fn is_like(self, other: Self) -> bool {
        let shape = |face: Self| (face.role(), face.is_over, face.written().len());
        shape(self) == shape(other)
    }

    /// Returns the role of the figures.
    pub fn role(self) -> Role {
        match (self.is_over, self.is_warning) {
            (true, _) => Role::Bad,
            (_, true) => Role::Warning,
            _ => Role::Text,
        }
    }
}

/// Returns the word before the figures: left, over, standing, or not begun.
pub fn state_word(pen: &Pen, book: &MeetingBook, face: Face) -> &'static str {
    let is_untouched = book.meeting.seconds == 0 && book.meeting.pause == 0;
    match (book.meeting.running, face.is_over) {
        (false, _) if is_untouched => pen.say("meeting.not_begun"),
        (false, _) => pen.say("meeting.stands"),
        (true, true) => pen.say("meeting.over"),
        (true, false) if face.is_warning => pen.say("meeting.nearly_over"),
        (true, false) => pen.say("meeting.left"),
    }
}

/// Draws phase, big clock and the phases; returns how many rows were taken.
pub(super) fn draw(scene: &Scene, canvas: &mut Canvas, room: Rect) -> u16 {
    let book = scene.book;
    if !book.is_on() || scene.workspace.is_closed() {
        return 1;
    }
    let pen = scene.pen;
    let lengths = scene.sitting.lengths;
    let face = Face::of(book, lengths);
    let word = if book.meeting.pause > 0 {
        pen.say("meeting.break_word")
    } else {
        phase_word(&pen, book.meeting.phase)
    };
    let state = state_word(&pen, book, face);
    // on low terminals the figures stand in the line of the phase
    let is_big = room.height >= 14;
    let x = room.x + canvas.text(room.x, room.y, room.width, word, Role::Title) + 3;
    let x = x + canvas.text(x, room.y, room.width, state, face.role());
    let (area, shape) = if is_big {
        let place = (room.x + 4, room.y + 1);
        figures(canvas, place, face, 1);
        (extent(place, face, 1), Shape::Figures(1))
    } else {
        let taken = canvas.text(x + 2, room.y, room.width, &face.written(), face.role());
        (Rect::new(x + 2, room.y, taken, 1), Shape::Written)
    };
    canvas.clock = Some(Clock {
        area,
        shape,
        face,
        expected: expected(&pen, scene.workspace, scene.sitting),
    });
    let below = room.y + if is_big { ROWS as u16 + 2 } else { 1 };
    if book.meeting.pause == 0 {
        phases(scene, canvas, (room.x, below), room.width);
    }
    below + 1 - room.y
}

/// Returns the cells that [`figures`] draws in.
pub(super) fn extent((x, y): (u16, u16), face: Face, scale: usize) -> Rect {
    let tall = (scale as u16 / 2).max(1);
    let width = face.written().len() as u16 * 6 * scale as u16;
    Rect::new(x, y, width, ROWS as u16 * tall)
}

/// Draws the figures, each piece `scale` columns wide and half as many rows high, at least one.
pub fn figures(canvas: &mut Canvas, (x, y): (u16, u16), face: Face, scale: usize) {
    let tall = (scale as u16 / 2).max(1);
    let full = canvas.pen.glyphs().full;
    let mut at = x;
    for character in face.written().chars() {
        let Some(digit) = character.to_digit(10) else {
            for row in (tall..2 * tall).chain(3 * tall..4 * tall) {
                canvas.text(at, y + row, scale as u16, &full.repeat(scale), face.role());
            }
            at += 3 * scale as u16;
            continue;
        };
        let Some(pieces) = DIGITS.get(digit as usize) else {
            continue;
        };
        for (row, bits) in pieces.iter().enumerate() {
            let cell = |bit: u8| if bits >> bit & 1 == 1 { full } else { " " };
            let drawn: String = (0..4).rev().map(|bit| cell(bit).repeat(scale)).collect();
            for line in 0..tall {
                let y = y + row as u16 * tall + line;
                canvas.text(at, y, 4 * scale as u16, &drawn, face.role());
            }
        }
        at += 6 * scale as u16;
    }
}

/// The phases with their lengths: those that are over, the present one, those to come.
fn phases(scene: &Scene, canvas: &mut Canvas, (x, y): (u16, u16), width: u16) {
    let pen = scene.pen;
    let meeting = &scene.book.meeting;
    let now = meeting.phase;
    let mut at = x;
    for phase in MeetingPhase::ALL {
        let planned = if phase == now {
            meeting.planned(scene.sitting.lengths)
        } else {
            phase.planned(scene.sitting.lengths)
        };
        let minutes = (planned / 60).to_string();
        let words = pen.with("meeting.minutes", &[phase_word(&pen, phase), &minutes]);
        let (mark, role) = match phase.cmp(&now) {
            std::cmp::Ordering::Less => (pen.glyphs().passed, Role::Muted),
            std::cmp::Ordering::Equal => (pen.glyphs().pointer, Role::Heading),
            std::cmp::Ordering::Greater => (" ", Role::Muted),
        };
        let room = (x + width).saturating_sub(at);
        at += canvas.text(at, y, room, &format!("{mark} {words}   "), role);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::meeting::Meeting;

    #[test]
    fn the_clock_counts_down_and_then_up() {
        let lengths = PhaseLengths::default();
        let book = |seconds: u32| MeetingBook {
            meeting: Meeting {
                proposal: "A".into(),
                seconds,
                ..Meeting::default()
            },
            ..MeetingBook::default()
        };
        for (seconds, written, is_over, is_warning) in [
            (0, "10:00", false, false),
            (323, "04:37", false, false),
            (540, "01:00", false, true),
            (600, "00:00", false, true),
            (601, "00:01", true, false),
            (6600, "100:00", true, false),
        ] {
            let face = Face::of(&book(seconds), lengths);
            assert_eq!(face.written(), written);
            assert_eq!((face.is_over, face.is_warning), (is_over, is_warning));
        }
    }
}
