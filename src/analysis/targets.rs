//! Reads the wording of a target or a promise into indicators.
//! It invents no number: what cannot be read stays a clause of words.

use crate::domain::indicator::Indicator;

/// What was read from a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The quantities, in the text's order.
    pub indicators: Vec<Indicator>,
    /// The pieces without a quantity, whole.
    pub clauses: Vec<String>,
}

/// Reads a target cell, or part of one.
pub fn read(text: &str) -> Reading {
    Reading {
        indicators: Vec::new(),
        clauses: text.lines().map(str::to_owned).collect(),
    }
}
