//! Reads the wording of a target or a promise into indicators.
//! It invents no number: what cannot be read stays a clause of words.

mod alternatives;
mod binding;
mod comparators;
pub mod conditions;
mod directions;
mod folding;
pub mod grade;
mod items;
mod laid_down;
mod meaning;
mod naming;
mod pieces;
mod quantity;
mod reader;
mod subjects;
mod unread;
mod values;

pub use directions::of as direction_of;
pub use folding::folded;
pub use laid_down::{places, read_link};
pub use unread::{Unclear, unclear, unread};
pub use quantity::{Quantity, scan as scan_quantity, scan_glued};

use crate::domain::indicator::Indicator;

/// What was read from a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The quantities, in the text's order.
    pub indicators: Vec<Indicator>,
    /// The pieces without a quantity, whole.
    pub clauses: Vec<String>,
    /// Where names with a colon stand that were read as headings, `[start, end)` in characters.
    pub labels: Vec<(usize, usize)>,
}

/// Reads a target cell, or part of one, or a promise.
pub fn read(text: &str) -> Reading {
    let original: Vec<char> = text.chars().collect();
    let chars = folded(text);
    let mut reader = reader::Reader::new(naming::Text {
        chars: &chars,
        original: &original,
    });
    for statement in pieces::statements(&chars, &original) {
        reader.statement(&statement);
    }
    reader.finish()
}
