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
pub(super) use folding::at;
pub use folding::folded;
pub use laid_down::{places, read_link};
pub use quantity::{Quantity, scan as scan_quantity, scan_glued};
pub use unread::{Unclear, unclear, unread};

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

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands a thousand times in a row in one line.
    const PIECES: [&str; 36] = [
        "≥",
        "1×",
        "10×10-6×",
        " ",
        "抗拉强度≥600MPa；",
        "无重稀土，Br≥13.9kGs，Hcj≥17kOe；",
        "、",
        "运行可靠；",
        "抗拉强度≥600MPa，",
        "(",
        ")",
        "1",
        "≥1MPa ",
        "，2MPa",
        "在额定工况下，",
        "A：",
        "H ",
        "从1到2",
        "±",
        "和",
        "分别",
        "（a）≥1",
        "1,",
        "1 000",
        "10-4 ",
        "1h",
        "效率",
        "5e",
        "×10",
        "1/",
        "1MPa/",
        "为",
        "°",
        "红光：效率＞18cd/A，",
        "强度、",
        "较3C以上的",
    ];

    fn steps(piece: &str, size: usize) -> u64 {
        let text = format!("噪音≤16dB，{}", piece.repeat(size / piece.len()));
        folding::STEPS.set(0);
        assert!(!read(&text).indicators.is_empty(), "{piece}");
        folding::STEPS.get()
    }

    #[test]
    fn twice_the_text_takes_twice_the_steps() {
        for piece in PIECES {
            let (one, two) = (steps(piece, 1_500), steps(piece, 3_000));
            assert!(two <= one * 5 / 2, "{piece}: {one} steps, then {two}");
        }
    }

    #[test]
    fn a_line_of_200_kilobytes_is_read_to_its_end() {
        let reading = read(&"抗拉强度≥600MPa，屈服强度≥400MPa；".repeat(4_600));
        assert_eq!(reading.indicators.len(), 9_200);
    }
}
