//! How wide the columns of a table are on paper, and how large its type is.

use super::page::column_width;
use super::styles::TABLE_SIZES;
use crate::report::document::{Cell, Column, Row, Table};
use crate::text::width::columns;

/// A figure up to this many display columns is never broken.
const LONGEST_FIGURE: usize = 24;
/// A word of a head up to this many display columns is not broken either.
const LONGEST_WORD: usize = 14;
/// Words up to this many display columns rather stand in smaller type than on two lines.
const SHORT_WORDS: u32 = 16;
/// Words are broken into lines no shorter than this, unless there is no room at all.
const SHORTEST_LINE: usize = 8;

/// How a table lies on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Size of the type in half points.
    pub size: u32,
    /// How far text stands from the sides of its cell.
    pub margin: u32,
    /// Widths of the columns; together they are as wide as the text.
    pub widths: Vec<u32>,
}

impl Measure {
    /// Measures a table for a width: in the largest type in which figures and most words
    /// stay on one line, or in the smallest.
    pub fn of(table: &Table, width: u32) -> Self {
        let wishes = wishes(table);
        let count = u32::try_from(wishes.len()).unwrap_or(u32::MAX).max(1);
        let margin = match count {
            0..=12 => 80,
            13..=24 => 50,
            _ => 15,
        };
        let margins = (2 * margin * count).min(width / 2);
        let room = width.saturating_sub(margins);
        let easy: u32 = wishes.iter().map(|wish| wish.easy()).sum();
        let fits = |size: &u32| easy.saturating_mul(column_width(*size)) <= room;
        let [.., smallest] = TABLE_SIZES;
        let size = TABLE_SIZES.into_iter().find(fits).unwrap_or(smallest);
        Self {
            size,
            margin,
            widths: shared(&lengths(&wishes, room, column_width(size)), margins),
        }
    }

    /// Returns how many display columns of text fit into the column at a place.
    pub fn room(&self, place: usize) -> usize {
        let width = self.widths.get(place).copied().unwrap_or(0);
        let inner = width.saturating_sub(2 * self.margin);
        (inner / column_width(self.size)).max(1) as usize
    }
}

/// How wide a column would like to be and must be, in display columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wish {
    least: u32,
    best: u32,
}

impl Wish {
    /// Returns the width in which few rows take a second line.
    fn easy(self) -> u32 {
        let shorter = (self.best * 3 / 4).max(SHORT_WORDS);
        self.least.max(self.best.min(shorter))
    }
}

/// Returns the wish of each column; figures and words of the head want to stay whole.
fn wishes(table: &Table) -> Vec<Wish> {
    let mut wishes: Vec<(usize, usize)> = table.columns.iter().map(wish).collect();
    for row in &table.rows {
        // the figures of some typefaces are wider than half a character, heavy ones even more
        let (cells, more) = match row {
            Row::Cells(cells) => (cells, 1),
            Row::Total(cells) => (cells, 2),
            Row::Line(_) => continue,
        };
        for ((least, _), cell) in wishes.iter_mut().zip(cells) {
            if let Cell::Figure(figure) = cell {
                let wanted = columns(&figure.shown()) + more;
                *least = (*least).max(wanted.min(LONGEST_FIGURE));
            }
        }
    }
    let narrow = |wish: usize| u32::try_from(wish).unwrap_or(u32::MAX);
    let wishes = wishes.into_iter().map(|(least, best)| Wish {
        least: narrow(least),
        best: narrow(best.max(least)),
    });
    wishes.collect()
}

fn wish(column: &Column) -> (usize, usize) {
    let best = usize::from(column.width).max(2);
    let words = column.title.split(|one: char| !one.is_ascii_graphic());
    let word = words.map(str::len).max().unwrap_or(0).min(LONGEST_WORD);
    // heads are heavier than other text
    let word = word + word / 5;
    let least = if column.is_figures {
        best.min(SHORTEST_LINE / 2)
    } else {
        best.min(SHORTEST_LINE)
    };
    (least.max(word), best)
}

/// Returns what each column takes of a room: what it would like to have and its share of the
/// rest; where that is too much, the widest give way first, down to what they must have.
fn lengths(wishes: &[Wish], room: u32, unit: u32) -> Vec<u64> {
    let room = u64::from(room);
    let in_units = |length: u32| u64::from(length) * u64::from(unit);
    let below = |level: u64| {
        let cut = |wish: &Wish| level.clamp(in_units(wish.least), in_units(wish.best));
        wishes.iter().map(cut).collect::<Vec<u64>>()
    };
    let widest = wishes.iter().map(|wish| in_units(wish.best)).max();
    let (mut low, mut high) = (0, widest.unwrap_or(0));
    while low < high {
        let middle = (low + high).div_ceil(2);
        if below(middle).iter().sum::<u64>() <= room {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    scaled(&below(low), room)
}

/// Returns parts in proportion to others with a sum, to the last twentieth of a point.
fn scaled(parts: &[u64], sum: u64) -> Vec<u64> {
    let total = parts.iter().sum::<u64>().max(1);
    let mut before = 0;
    let mut edge = 0;
    let share = |part: &u64| {
        before += part;
        let next = before * sum / total;
        let share = next - edge;
        edge = next;
        share
    };
    parts.iter().map(share).collect()
}

/// Adds the same margins to all lengths.
fn shared(lengths: &[u64], margins: u32) -> Vec<u32> {
    let margins = scaled(&vec![1; lengths.len()], u64::from(margins));
    let whole = lengths
        .iter()
        .zip(margins)
        .map(|(length, margin)| length + margin);
    whole
        .map(|width| u32::try_from(width).unwrap_or(1).max(1))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::ranking;
    use super::*;

    #[test]
    fn widths_fill_the_page_and_figures_stay_whole() {
        let table = ranking(40);
        for width in [9_638, 15_138] {
            let measure = Measure::of(&table, width);
            assert_eq!(measure.widths.iter().sum::<u32>(), width);
            assert!(measure.room(5) >= "(95.5)".len(), "{measure:?}");
        }
        let lying = Measure::of(&table, 15_138);
        assert_eq!(lying.size, 18);
        assert!(lying.room(3) >= 22, "short words stay on a line: {lying:?}");
        assert!(lying.room(2) >= 28, "{lying:?}");
    }

    #[test]
    fn any_number_of_columns_fills_the_page() {
        for count in [1, 2, 7, 60, 63] {
            let column = Column::words("a", "甲", 200);
            let table = Table {
                columns: vec![column; count],
                ..Table::default()
            };
            let measure = Measure::of(&table, 9_638);
            assert_eq!(measure.widths.iter().sum::<u32>(), 9_638, "{count}");
        }
    }
}
