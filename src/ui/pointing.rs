//! What can be pointed at: which keys a click on a place stands for. A mouse is another way
//! to press keys and nothing else, so that whatever it does can be done without one.

use crate::app::Key;
use ratatui::layout::Rect;

/// Keys that one notch of the wheel stands for.
const NOTCH: usize = 3;

/// The places of a drawn screen and the keys they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointing {
    places: Vec<(Rect, Vec<Key>)>,
    panes: Vec<(Rect, Vec<Key>)>,
}

impl Pointing {
    /// Adds a place that a click presses keys at.
    pub fn place(&mut self, area: Rect, keys: Vec<Key>) {
        self.places.push((area, keys));
    }

    /// Adds a pane: the keys that give it the focus, none where it has it.
    pub fn pane(&mut self, area: Rect, reach: Vec<Key>) {
        self.panes.push((area, reach));
    }

    /// Forgets everything above `row`, which a window covers.
    pub fn cover(&mut self, row: u16) {
        self.places.retain(|(area, _)| area.y >= row);
        self.panes.clear();
    }

    /// Returns the keys of a click; none where nothing is there.
    pub fn click(&self, column: u16, row: u16) -> &[Key] {
        let found = self
            .places
            .iter()
            .rev()
            .find(|(area, _)| holds(*area, column, row));
        found.map_or(&[], |(_, keys)| keys)
    }

    /// Returns the keys of one notch of the wheel, `down` or up.
    pub fn wheel(&self, column: u16, row: u16, down: bool) -> Vec<Key> {
        let pane = self
            .panes
            .iter()
            .rev()
            .find(|(area, _)| holds(*area, column, row));
        let mut keys = pane.map_or_else(Vec::new, |(_, reach)| reach.clone());
        let arrow = if down { Key::Down } else { Key::Up };
        keys.extend([arrow; NOTCH]);
        keys
    }
}

fn holds(area: Rect, column: u16, row: u16) -> bool {
    (area.left()..area.right()).contains(&column) && (area.top()..area.bottom()).contains(&row)
}

/// Returns the keys that move a choice from one place in a list to another, and take it
/// where it stands there already.
pub fn moves(from: usize, to: usize) -> Vec<Key> {
    match from.cmp(&to) {
        std::cmp::Ordering::Less => vec![Key::Down; to - from],
        std::cmp::Ordering::Equal => vec![Key::Enter],
        std::cmp::Ordering::Greater => vec![Key::Up; from - to],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_on_top_is_clicked() {
        let mut pointing = Pointing::default();
        pointing.place(Rect::new(0, 5, 10, 1), moves(3, 5));
        pointing.place(Rect::new(0, 20, 10, 1), vec![Key::F(9)]);
        pointing.pane(Rect::new(0, 0, 40, 20), vec![Key::Tab]);
        assert_eq!(pointing.click(9, 5), [Key::Down, Key::Down]);
        assert_eq!(pointing.click(10, 5), []);
        assert_eq!(
            pointing.wheel(3, 3, false),
            [Key::Tab, Key::Up, Key::Up, Key::Up]
        );
        pointing.cover(18);
        pointing.place(Rect::new(0, 5, 10, 1), moves(2, 2));
        assert_eq!(pointing.click(1, 5), [Key::Enter]);
        assert_eq!(pointing.click(1, 20), [Key::F(9)]);
        assert_eq!(pointing.wheel(3, 3, true), [Key::Down; 3]);
    }
}
